"""Finishing drawn rows: totals are live where their parts are drawn, cells continued below start a merge."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from hengji.documents.document import Merge
from hengji.writing.drawing import DrawnCell, DrawnRow

OPERAND = re.compile(r"\[([^\]]+)\]")


def closed(rows: list[DrawnRow], *, zero: bool) -> Iterable[DrawnRow]:
    """Formulas over drawn cells: an undrawn operand is zero where blank is zero, else the total cannot be live.

    Where no operand is drawn at all there is nothing to add up, and the cell is entered like any other.
    """
    drawn = {cell.address for row in rows for cell in row.cells if cell.address}
    for row in rows:
        yield DrawnRow(tuple(_live(cell, drawn, zero=zero) for cell in row.cells), row.header)


def _live(cell: DrawnCell, drawn: set[str], *, zero: bool) -> DrawnCell:
    operands = OPERAND.findall(cell.formula)
    if all(operand in drawn for operand in operands):
        return cell
    if not zero or not any(operand in drawn for operand in operands):
        return replace(cell, formula="")
    formula = OPERAND.sub(lambda match: match.group(0) if match.group(1) in drawn else "0", cell.formula)
    return replace(cell, formula=formula)


def headed(rows: list[DrawnRow]) -> list[DrawnRow]:
    """Heads that repeat on every page are those of the whole form: where each band has its own, none repeats."""
    first = next((index for index, row in enumerate(rows) if not row.header), len(rows))
    if not any(row.header for row in rows[first:]):
        return rows
    return [replace(row, header=False) for row in rows]


def merged_down(rows: list[DrawnRow]) -> list[DrawnRow]:
    """Cells that are continued below become the start of the merge."""
    drawn = [list(row.cells) for row in rows]
    above: dict[int, tuple[int, int]] = {}
    for row_index, cells in enumerate(drawn):
        here: dict[int, tuple[int, int]] = {}
        column = 0
        for index, cell in enumerate(cells):
            if cell.merge is Merge.CONTINUE and column in above:
                top_row, top_index = above[column]
                drawn[top_row][top_index] = replace(drawn[top_row][top_index], merge=Merge.START)
                here[column] = above[column]
            else:
                here[column] = (row_index, index)
            column += cell.column_span
        above = here
    return [DrawnRow(tuple(cells), row.header) for cells, row in zip(drawn, rows, strict=True)]
