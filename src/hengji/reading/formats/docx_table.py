"""Tables with their grid: which column a cell begins in, how many columns and rows it spans.

A row's cells are those drawn in it. ``w:gridBefore`` moves the first cell to the right and makes no cell of its own. A
cell continued from above stays as a cell with empty text; one that continues where nothing begins is a beginning.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from typing import TYPE_CHECKING, Final, NamedTuple

from hengji.documents.document import Cell, Merge, Region, Row, Table, Text
from hengji.facts.place import WordPlace
from hengji.reading.formats.docx_content import Content, content
from hengji.reading.formats.docx_names import VAL, W, is_on, number
from hengji.records import dataclass

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

TR, TC, TR_PR, TC_PR, T = W + "tr", W + "tc", W + "trPr", W + "tcPr", W + "t"
GRID_BEFORE, HEADER, ROW_DELETED = W + "gridBefore", W + "tblHeader", W + "del"
SPAN, V_MERGE, H_MERGE, CELL_DELETED = W + "gridSpan", W + "vMerge", W + "hMerge", W + "cellDel"
MAX_COLUMNS: Final = 1024
"""A span beyond this is a mistake of the file; Word itself stops at 63 columns."""


class CellContent(NamedTuple):
    """What stands in a cell."""

    text: Text
    nested: tuple[Table, ...]


class Surroundings(NamedTuple):
    """What a table needs from the part it stands in: its place, how to read a cell, where to report what is not read.

    ``place_of`` takes the row and the grid column, both from 1.
    """

    place: WordPlace
    region: Region
    place_of: Callable[[int, int], WordPlace]
    read_cell: Callable[[Content, WordPlace], CellContent]
    report: Callable[[list[str], WordPlace], None]


@dataclass(slots=True)
class _Draft:
    """A cell while its spans still grow."""

    column: int
    span: int
    merge: Merge
    content: CellContent
    rows: int = 1

    def cell(self) -> Cell:
        """The cell; a merge that was begun and goes nowhere (programs differ in writing it) is none."""
        merge = Merge.NONE if self.merge is Merge.START and self.rows == 1 else self.merge
        return Cell(self.content.text, self.column, self.span, self.rows, merge, self.content.nested)


@dataclass(slots=True)
class _DraftRow:
    """A row while it is read; ``open`` holds the cells of the row above that may be continued, by grid column."""

    number: int
    next_column: int
    open: dict[int, _Draft]
    cells: list[_Draft] = field(default_factory=list)
    going_on: dict[int, _Draft] = field(default_factory=dict)


@dataclass(slots=True)
class _Grid:
    """The rows read so far; ``open`` holds, by grid column, the cells that the next row may continue."""

    rows: list[tuple[list[_Draft], bool]] = field(default_factory=list)
    open: dict[int, _Draft] = field(default_factory=dict)


def read_table(element: Element, around: Surroundings) -> Table:
    """The table as drawn, deleted rows and cells left out."""
    grid = _Grid()
    for tag, child in content(element):
        if tag == TR:
            _read_row(child, grid, around)
    rows = tuple([Row(tuple([draft.cell() for draft in drafts]), header) for drafts, header in grid.rows])
    return Table(rows, around.place, region=around.region)


def _read_row(element: Element, grid: _Grid, around: Surroundings) -> None:
    children = content(element)
    column, header, deleted = _row_properties(children)
    if deleted:
        return
    row = _DraftRow(len(grid.rows) + 1, column, grid.open)
    for tag, child in children:
        if tag == TC:
            _read_cell(child, row, around)
    grid.rows.append((row.cells, header))
    grid.open = row.going_on


def _read_cell(element: Element, row: _DraftRow, around: Surroundings) -> None:
    """Adds the cell to its row, or its columns to the cell on its left that swallows it."""
    children = content(element)
    span, vertical, swallowed, deleted = _properties(children)
    if deleted:
        return
    column = row.next_column
    place = around.place_of(row.number, column + 1)
    row.next_column += span
    begun = row.open.get(column) if vertical is Merge.CONTINUE else None
    if swallowed and row.cells:
        _report_covered(element, place, around)
        row.cells[-1].span += span
    elif begun is not None:
        _report_covered(element, place, around)
        begun.rows += 1
        row.going_on[column] = begun
        row.cells.append(_Draft(column, span, Merge.CONTINUE, CellContent(Text("", ((0, place),)), ())))
    elif vertical is Merge.NONE:
        row.cells.append(_Draft(column, span, vertical, around.read_cell(children, place)))
    else:
        draft = row.going_on[column] = _Draft(column, span, Merge.START, around.read_cell(children, place))
        row.cells.append(draft)


def _row_properties(children: Content) -> tuple[int, bool, bool]:
    """The grid column the row begins in, whether it is a repeated header, whether it is deleted."""
    column, header, deleted = 0, False, False
    for tag, properties in children:
        if tag == TR_PR:
            for child in properties.iterchildren(GRID_BEFORE, HEADER, ROW_DELETED):
                if child.tag == GRID_BEFORE:
                    column = min(max(number(child, 0), 0), MAX_COLUMNS)
                elif child.tag == HEADER:
                    header = is_on(child)
                else:
                    deleted = True
    return column, header, deleted


def _properties(children: Content) -> tuple[int, Merge, bool, bool]:
    """Column span, vertical merge, whether the cell on the left swallows this one, whether it is deleted."""
    span, vertical, swallowed, deleted = 1, Merge.NONE, False, False
    for tag, properties in children:
        if tag == TC_PR:
            for child in properties.iterchildren(SPAN, V_MERGE, H_MERGE, CELL_DELETED):
                if child.tag == SPAN:
                    span = min(max(number(child, 1), 1), MAX_COLUMNS)
                elif child.tag == V_MERGE:
                    vertical = Merge.START if child.get(VAL) == "restart" else Merge.CONTINUE
                elif child.tag == H_MERGE:
                    swallowed = child.get(VAL) != "restart"
                else:
                    deleted = True
    return span, vertical, swallowed, deleted


def _report_covered(element: Element, place: WordPlace, around: Surroundings) -> None:
    """A cell swallowed by a merge shows nothing; words left in it are reported."""
    text = "".join([piece.text or "" for piece in element.iter(T)]).strip()
    if text:
        around.report([f"被合并的单元格里藏着的文字“{text if len(text) <= 20 else text[:20] + '…'}”"], place)
