"""Numbers of events that came from lists: the same row has the same number in every export.

PREFIX-HASH is the first of the rows alike in what tells them apart, PREFIX-HASH-2 the second; each correction of it
that another export brought adds a version: PREFIX-HASH/2.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from hengji.ledgers.ledger import Ledger
from hengji.ledgers.table import EventTable
from hengji.packs.ledger.register import Register
from hengji.records import dataclass

SEPARATOR = "\x1f"
DIGITS = 16
OWN = "number="
"""A row that brings a number of its own keeps it."""


def numbered(register: Register, told: tuple[str, ...], copy: int = 1, version: int = 1) -> str:
    """The number of a row."""
    if told and told[-1].startswith(OWN):
        base = told[-1].removeprefix(OWN)
        return base + (f"-{copy}" if copy > 1 else "") + (f"/{version}" if version > 1 else "")
    digest = sha256(SEPARATOR.join((register.id, *told)).encode()).hexdigest()[:DIGITS]
    number = f"{register.prefix or register.id}-{digest}"
    return number + (f"-{copy}" if copy > 1 else "") + (f"/{version}" if version > 1 else "")


@dataclass(frozen=True, slots=True)
class Standing:
    """A row the ledger has: its last version and where it stands; ``by_hand``: corrected or withdrawn by somebody."""

    copy: int
    version: int
    position: int
    by_hand: bool


class Known:
    """What a register has from earlier lists."""

    def __init__(self, ledger: Ledger, register: Register) -> None:
        self.table: EventTable = ledger.tables[register.id]
        self.register = register
        self.corrected = {number for number in self.table.notes["corrects"] if number}

    def copies(self, told: tuple[str, ...]) -> Iterator[Standing]:
        """The rows alike in ``told``, each in its last version."""
        copy = 1
        while (position := self.table.position(numbered(self.register, told, copy))) is not None:
            version = 1
            while (later := self.table.position(numbered(self.register, told, copy, version + 1))) is not None:
                position, version = later, version + 1
            by_hand = numbered(self.register, told, copy, version) in self.corrected
            yield Standing(copy, version, position, by_hand)
            copy += 1
