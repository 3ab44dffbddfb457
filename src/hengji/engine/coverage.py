"""The line that accounts for every numeral of a file: facts, dates and ordinals, what is unread, what was checked.

"No findings" means something only beside it.
"""

from __future__ import annotations

from hengji.checking.run import Checked
from hengji.reading.result import Reading
from hengji.records import dataclass


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many numerals became what; ``checked`` is None before checking."""

    facts: int
    typed: int
    not_understood: int
    checked: int | None = None

    @property
    def total(self) -> int:
        """Every numeral of the file."""
        return self.facts + self.typed + self.not_understood

    def says(self) -> str:
        """The line in words."""
        line = (
            f"{self.total} 个数：{self.facts} 个成为数据，{self.typed} 个为日期、序号等，{self.not_understood} 个未识别"
        )
        return line if self.checked is None else f"{line}；其中 {self.checked} 个参与了核对"

    def as_json(self) -> dict[str, object]:
        """The counts and the line, for an answer."""
        counts: dict[str, object] = {"total": self.total, "facts": self.facts, "typed": self.typed}
        counts["not_understood"] = self.not_understood
        if self.checked is not None:
            counts["checked"] = self.checked
        return {**counts, "says": self.says()}


def coverage_of(reading: Reading, checked: Checked | None = None) -> Coverage:
    """The account of a file's numerals."""
    figures = [one for one in reading.facts if one.value is not None or one.low is not None]
    used = None if checked is None else sum(1 for one in figures if one.id in checked.tally.checked)
    return Coverage(len(figures), len(reading.typed), len(reading.not_understood), used)
