"""A table as it stands in a file: every row of texts with its line, and which cells are merged."""

from __future__ import annotations

from collections.abc import Sequence

from hengji.ledgers.errors import Spot
from hengji.records import dataclass

Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 0."""


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet, or one plain file; ``lines`` are the line of each row (from 1)."""

    file: str
    sheet: str
    rows: Sequence[Sequence[str]]
    lines: Sequence[int]
    merges: Sequence[Merge] = ()

    def spot(self, row: int) -> Spot:
        """Where a row stands; the sheet as a whole for a row before the first."""
        return Spot(self.file, self.lines[row] if row >= 0 else 0, self.sheet)

    def filled(self) -> list[list[str]]:
        """The rows as a person reads them: stripped, of one length, a merged cell's text in all its places."""
        width = max(map(len, self.rows), default=0)
        rows = [[cell.strip() for cell in row] + [""] * (width - len(row)) for row in self.rows]
        for top, left, bottom, right in self.merges:
            if top >= len(rows) or left >= width:
                continue
            text = rows[top][left]
            for row in rows[top : bottom + 1]:
                row[left : right + 1] = [text] * (min(right, width - 1) - left + 1)
        return rows
