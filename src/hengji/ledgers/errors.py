"""What can be wrong with a ledger: a row that cannot be read, a row against a rule, a request that is refused."""

from __future__ import annotations

from collections.abc import Sequence

from hengji.errors import HengjiError
from hengji.records import dataclass


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a row stands: the file, the sheet of a workbook, and the line (from 1; the heading is a line too)."""

    file: str
    line: int
    sheet: str = ""

    def __str__(self) -> str:
        if not self.file:
            return "新登记的一笔"
        return f"{self.file} {self.sheet} 第{self.line}行" if self.sheet else f"{self.file} 第{self.line}行"


@dataclass(frozen=True, slots=True)
class Trouble:
    """A row that could not be taken in, or breaks a rule.

    ``rule`` is the id of the rule or the kind of fault; ``says`` what is wrong, ``way_out`` what to do, ``source`` the
    regulation. ``severity`` refuse: the row cannot stand; warn: it stands, and is told of. ``unread`` says that the row
    takes no part in any figure.
    """

    spot: Spot
    rule: str
    says: str
    way_out: str = ""
    source: str = ""
    severity: str = "refuse"
    unread: bool = False

    def __str__(self) -> str:
        told = f"{self.says}（依据：{self.source}）" if self.source else self.says
        return f"{self.spot}：{told}{self.way_out}"


class LedgerError(HengjiError):
    """A ledger that cannot be used as asked."""

    code = "ledger.error"


class RefusedError(LedgerError):
    """An event that may not be entered, with every reason."""

    code = "ledger.refused"

    def __init__(self, troubles: Sequence[Trouble]) -> None:
        self.troubles = tuple(troubles)
        super().__init__("\n".join(str(one) for one in troubles))


class UnknownMeasureError(LedgerError):
    """A measure was asked for that the pack does not declare."""

    code = "ledger.unknown-measure"
