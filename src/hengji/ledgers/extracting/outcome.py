"""What taking in a list comes to: events to be entered, rows that change nothing, left out or not read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from hengji.ledgers.errors import Spot, Trouble
from hengji.ledgers.table import Entry
from hengji.packs.ledger.extract import Extract
from hengji.records import dataclass

NEW, CORRECTED, DIFFERENCE = "new", "corrected", "difference"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is no entry: where it stands and why it is none."""

    spot: Spot
    why: str


@dataclass(frozen=True, slots=True)
class Change:
    """An event to be entered.

    ``kind``: new, corrected (it stands for an earlier one), or a difference of a snapshot. ``says`` what it changes, in
    words. ``told`` are the texts its number is made of, ``copy`` and ``version`` the rest of it.
    """

    kind: str
    entry: Entry
    says: str
    told: tuple[str, ...] = ()
    copy: int = 1
    version: int = 1


@dataclass(slots=True)
class Outcome:
    """One table taken in; ``rows`` = ``read`` + `refused` + left out, always.

    ``known`` counts what the ledger has already, ``unchanged`` cases of a snapshot that are as the ledger has them,
    ``settled`` what was corrected or withdrawn in the ledger by hand and is left as it is. ``untouched`` tells of what
    the snapshot does not speak of.
    """

    spot: Spot
    extract: Extract | None = None
    rows: int = 0
    read: int = 0
    refused: int = 0
    changes: list[Change] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    known: int = 0
    unchanged: int = 0
    settled: int = 0

    def counted(self) -> Mapping[str, int]:
        """How many events of each kind would be entered."""
        found: dict[str, int] = {}
        for one in self.changes:
            found[one.kind] = found.get(one.kind, 0) + 1
        return found

    def tell(self, rule: str, says: str, way_out: str, spot: Spot | None = None) -> None:
        """A remark on the list that keeps no row out."""
        self.troubles.append(Trouble(spot or self.spot, f"extract.{rule}", says, way_out, severity="warn"))
