"""Rows whose cells stand beside their columns: codes where names belong, names where figures belong.

Seen by what the cells are, not by what they say: one column to the right or left every cell of the row fits its head.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from hengji.packs.headword import Role
from hengji.packs.labels import CJK, plain
from hengji.reading.tables.grid import CODE, Grid, is_figure
from hengji.reading.tables.heads import Head
from hengji.reading.tables.logical import RecognisedTable, Shift
from hengji.reading.tables.sides import Side, squares_of

DASH = frozenset("-—–―/")


class _Sort(StrEnum):
    BLANK = ""
    CODE = "code"
    FIGURE = "figure"
    WORDS = "words"


def mark_shifts(found: RecognisedTable, grid: Grid, heads: Sequence[Head], sides: Sequence[Side]) -> None:
    """Mark the shifted rows of a table; their figures are listed as unread, as nobody can say which column is meant."""
    if not any(row.codes or column.codes for band in found.form.bands for row in band.rows for column in band.columns):
        return
    paired = _paired(found)
    for side in sides:
        wanted = [_wanted(heads[column].role) for column in side.columns]
        if not _is_named(found, grid, side, wanted):
            continue
        for row in grid.body():
            if grid.base + row in paired:
                continue
            actual = [_sort(grid.text(row, column)) for column in side.columns]
            by = _shifted(wanted, actual)
            if by:
                _mark(found, grid, side, row, by)


def _is_named(found: RecognisedTable, grid: Grid, side: Side, wanted: Sequence[_Sort]) -> bool:
    """Whether a side has a column of names: 本年收入 may head names or figures, and its cells were read as figures."""
    figures = {(cell.row_index, cell.cell_index) for cell in found.cells}
    for column, want in zip(side.columns, wanted, strict=True):
        if want is _Sort.WORDS:
            cells = [
                (grid.base + row, square.cell) for row in grid.body() for square in squares_of(grid, row, [column])
            ]
            return 2 * sum(cell in figures for cell in cells) <= len(cells)
    return False


def _paired(found: RecognisedTable) -> set[int]:
    """The rows of which a label with its own figure was read (人员经费合计 | 306.00): no column is theirs."""
    single = {band.id for band in found.form.bands if len(band.rows) == 1 and not band.rows[0].each}
    return {cell.row_index for cell in found.cells if cell.spec.band in single and cell.value.value is not None}


def _mark(found: RecognisedTable, grid: Grid, side: Side, row: int, by: int) -> None:
    number = grid.base + row
    cells = {(number, square.cell) for square in squares_of(grid, row, side.columns)}
    found.cells = [cell for cell in found.cells if (cell.row_index, cell.cell_index) not in cells]
    found.fixed -= cells
    texts = [text for column in side.columns if (text := grid.text(row, column))]
    found.unread.extend(sorted(cells - set(found.unread)))
    way = "右" if by > 0 else "左"
    label = next((text for text in texts if CJK.search(text)), texts[0])
    found.shifts.append(Shift(number, by, f"“{label}”一行的各格比表头向{way}错了一列。", label))


def _wanted(role: Role) -> _Sort:
    if role in (Role.CODE, Role.CLASS, Role.GROUP, Role.ITEM):
        return _Sort.CODE
    return _Sort.WORDS if role in (Role.NAME, Role.LABEL) else _Sort.FIGURE


def _sort(text: str) -> _Sort:
    if not text or set(plain(text)) <= DASH:
        return _Sort.BLANK
    if CODE.fullmatch(text):
        return _Sort.CODE
    return _Sort.FIGURE if is_figure(text) else _Sort.WORDS


def _shifted(wanted: Sequence[_Sort], actual: Sequence[_Sort]) -> int:
    """By how many columns the cells stand beside their heads; 0 when they fit where they are, or nowhere."""
    told = {_Sort.WORDS, _Sort.FIGURE} <= set(actual)  # words alone ("见附表") may stand anywhere
    if not told or not _clash(wanted, actual):
        return 0
    right = actual[0] is _Sort.BLANK and not _wrong(wanted[:-1], actual[1:])
    left = actual[-1] is _Sort.BLANK and not _wrong(wanted[1:], actual[:-1])
    return 1 if right and not left else -1 if left and not right else 0


def _clash(wanted: Sequence[_Sort], actual: Sequence[_Sort]) -> bool:
    """Whether words stand where figures belong, or a figure where words do; 合计 over the codes is no clash."""
    return any({want, sort} == {_Sort.WORDS, _Sort.FIGURE} for want, sort in zip(wanted, actual, strict=True))


def _wrong(wanted: Sequence[_Sort], actual: Sequence[_Sort]) -> int:
    return sum(1 for want, sort in zip(wanted, actual, strict=True) if not _fits(want, sort))


def _fits(wanted: _Sort, actual: _Sort) -> bool:
    return actual is _Sort.BLANK or actual is wanted or (wanted is _Sort.FIGURE and actual is _Sort.CODE)
