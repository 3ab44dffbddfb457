"""Rows that no line divides: a table may have lines between its columns only, all its rows in one tall row of cells."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from hengji.reading.formats.pdf_grid import clusters
from hengji.reading.formats.pdf_lines import Line
from hengji.reading.formats.pdf_table import DraftCell, DraftTable
from hengji.reading.formats.pdf_unruled import AMOUNT, FIGURE

FEWEST: Final = 3
AGREE: Final = 0.7


def split_rows(table: DraftTable) -> DraftTable:
    """The table with each tall row cut to the rows its amounts show; a table without such rows as it is."""
    cells: list[DraftCell] = []
    row = 0
    for number in range(table.rows):
        members = table.row(number)
        heights = _heights(members)
        for cell in members:
            cells += _cut(cell, heights, row) if heights else [_moved(cell, row)]
        row += len(heights) or 1
    if row == table.rows:
        return table
    return DraftTable(table.page, table.box, table.xs, row, sorted(cells, key=lambda cell: cell.area), table.ruled)


def _heights(members: list[DraftCell]) -> list[float]:
    """The heights of the amounts of a tall row, where several of its cells agree on them."""
    if any(cell.area.rows > 1 for cell in members):
        return []
    columns = [[_middle(line) for line in cell.lines] for cell in members if _is_column(cell)]
    if not columns:
        return []
    em = next(cell.lines[0].em for cell in members if cell.lines)
    found = clusters([at for column in columns for at in column], em / 2)
    others = [cell for cell in members if len(cell.lines) >= FEWEST]
    agreeing = [
        cell
        for cell in others
        if sum(any(abs(_middle(line) - at) < em for line in cell.lines) for at in found) >= AGREE * len(found)
    ]
    return found if len(found) >= FEWEST and len(agreeing) > 1 else []


def _is_column(cell: DraftCell) -> bool:
    texts = [line.text for line in cell.lines]
    return (
        len(texts) >= FEWEST
        and all(FIGURE.fullmatch(text) for text in texts)
        and sum(bool(AMOUNT.fullmatch(text)) for text in texts) >= AGREE * len(texts)
    )


def _middle(line: Line) -> float:
    return (line.top + line.bottom) / 2


def _cut(cell: DraftCell, heights: list[float], row: int) -> list[DraftCell]:
    x0, top, x1, bottom = cell.box
    edges = [top, *((a + b) / 2 for a, b in pairwise(heights)), bottom]
    found = [
        DraftCell(cell.area._replace(row=row + step), (x0, edges[step], x1, edges[step + 1]))
        for step in range(len(heights))
    ]
    for line in cell.lines:
        nearest = min(range(len(heights)), key=lambda step: abs(heights[step] - _middle(line)))
        found[nearest].lines.append(line)
    return found


def _moved(cell: DraftCell, row: int) -> DraftCell:
    return DraftCell(cell.area._replace(row=row), cell.box, cell.lines)
