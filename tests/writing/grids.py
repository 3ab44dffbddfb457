"""Random tables with spans and vertical merges, and the full grid each of them should give."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from hypothesis import strategies as st

from hengji.documents.document import Merge
from hengji.writing.drawing import DrawnCell, DrawnRow, DrawnTable, Publication, Role


@dataclass(frozen=True)
class Tiling:
    """A table and what a reader must see: the number of the cell that covers each place of the grid."""

    table: DrawnTable
    covered: tuple[tuple[int, ...], ...]
    spans: tuple[tuple[int, int], ...]
    """(rows, columns) of every cell, by number."""

    def publication(self) -> Publication:
        """The table as a whole publication."""
        return Publication("随机", (self.table,))


@st.composite
def tilings(draw: st.DrawFn) -> Tiling:
    """Any rectangle of up to 6 by 6 cut into cells; cell n holds the text "n"."""
    height, width = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    covered = [[-1] * width for _ in range(height)]
    spans: list[tuple[int, int]] = []
    for r in range(height):
        for c in range(width):
            if covered[r][c] >= 0:
                continue
            free = next((i for i in range(c, width) if covered[r][i] >= 0), width) - c
            columns, rows = draw(st.integers(1, min(free, 3))), draw(st.integers(1, min(height - r, 3)))
            for y in range(r, r + rows):
                covered[y][c : c + columns] = [len(spans)] * columns
            spans.append((rows, columns))
    headers = draw(st.integers(0, height))
    rows_drawn = tuple(_row(covered, spans, r, header=r < headers) for r in range(height))
    table = DrawnTable("random", "随机表", (Decimal(1),) * width, rows_drawn)
    return Tiling(table, tuple(map(tuple, covered)), tuple(spans))


def _row(covered: list[list[int]], spans: list[tuple[int, int]], r: int, *, header: bool) -> DrawnRow:
    cells, c = [], 0
    while c < len(covered[r]):
        number = covered[r][c]
        rows, columns = spans[number]
        continued = r > 0 and covered[r - 1][c] == number
        merge = Merge.CONTINUE if continued else Merge.START if rows > 1 else Merge.NONE
        cells.append(DrawnCell("" if continued else f"格{number}", Role.TEXT, columns, merge))
        c += columns
    return DrawnRow(tuple(cells), header)
