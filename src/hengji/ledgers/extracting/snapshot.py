"""A list that says how things stand on a day, with the register it is held against."""

from __future__ import annotations

from datetime import date

from hengji.ledgers.extracting.outcome import Outcome
from hengji.ledgers.ledger import Ledger
from hengji.packs.ledger.extract import Extract, Snapshot
from hengji.packs.ledger.register import Register


class HeldAgainst:
    """What holding a list against a register starts from; ``outcome`` is where the differences go."""

    def __init__(self, ledger: Ledger, register: Register, extract: Extract, day: date, outcome: Outcome) -> None:
        if extract.snapshot is None:
            raise ValueError(f"{extract.id} is no snapshot")
        self.ledger = ledger
        self.register = register
        self.extract = extract
        self.snapshot: Snapshot = extract.snapshot
        self.day = day
        self.outcome = outcome
