"""Rows of a register as they stand in a file: a heading, lines of texts, and where each line is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hengji.ledgers.errors import Spot
from hengji.records import dataclass


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of texts; ``first`` is the line of the first row after the heading."""

    file: str
    name: str
    heading: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    first: int = 2

    def spot(self, row: int) -> Spot:
        """Where a row stands."""
        return Spot(self.file, self.first + row, self.name)

    def columns(self) -> Iterator[list[str]]:
        """The texts of each column, stripped; short rows are filled up with empty texts."""
        if all(map(len(self.heading).__eq__, map(len, self.rows))):
            for column in zip(*self.rows, strict=True) if self.rows else ((),) * len(self.heading):
                yield list(map(str.strip, column))
            return
        for place in range(len(self.heading)):
            yield [row[place].strip() if place < len(row) else "" for row in self.rows]
