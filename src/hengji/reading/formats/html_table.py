"""Tables of a page: which of them only lay it out, and the grid of those that are tables.

Spans follow the HTML standard: a cell takes the first free column, a cell over several rows keeps its columns in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from typing import TYPE_CHECKING, Final

from lxml import etree

from hengji.documents.document import Cell, Merge, Row, Table, Text
from hengji.facts.place import HtmlPlace
from hengji.reading.errors import ReadError
from hengji.reading.formats.html_flow import Line, Surroundings, flow
from hengji.records import dataclass

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

CELLS: Final = frozenset({"td", "th"})
PARAGRAPHS: Final = frozenset({"p", "div", "br", "li", "h1", "h2", "h3", "h4"})
MOST_SPAN: Final = 1000
MOST_CELLS: Final = 4_000_000
DEEPEST: Final = 16
"""Tables inside tables beyond this are read as the text they hold."""
FEW_ROWS, FEW_CELLS, MANY_PARAGRAPHS, LONG = 3, 6, 4, 300
"""A table with so few rows and cells, one of which holds so much running text, frames an article."""


@dataclass(slots=True)
class _Shape:
    """What tells a table from a frame: its rows and cells of its own, and what its inner tables hold."""

    declared: bool = False
    rows: int = 0
    widest: int = 0
    filled: int = 0
    most_filled: int = 0
    inner: int = 0
    nests: bool = False
    letters: int = 0
    longest: int = 0
    paragraphs: int = 0
    row_cells: int = 0
    row_filled: int = 0
    cell_letters: int = 0
    cell_paragraphs: int = 0
    cell_nests: bool = False

    def close_cell(self) -> None:
        """Take in a cell that has ended."""
        if self.cell_letters or self.cell_nests:
            self.row_filled += 1
        if self.cell_letters:
            self.filled += 1
        self.letters += self.cell_letters
        if self.cell_letters > self.longest:
            self.longest, self.paragraphs = self.cell_letters, self.cell_paragraphs
        self.cell_letters, self.cell_paragraphs, self.cell_nests = 0, 0, False

    def close_row(self) -> None:
        """Take in a row that has ended."""
        self.rows += 1 if self.row_cells else 0
        self.widest = max(self.widest, self.row_cells)
        self.most_filled = max(self.most_filled, self.row_filled)
        self.row_cells = self.row_filled = 0

    def lays_out(self) -> bool:
        """Whether the table only arranges what is in it."""
        if self.declared or self.widest <= 1:
            return True
        if self.nests and (self.inner >= self.filled or self.rows <= 1 or self.most_filled <= 1):
            return True
        article = self.paragraphs >= MANY_PARAGRAPHS and self.longest >= max(LONG, self.letters * 3 // 5)
        return article and self.rows <= FEW_ROWS and self.filled <= FEW_CELLS


def layout_tables(root: Element) -> frozenset[Element]:
    """The tables of a page that only lay it out; one pass over the page."""
    found: list[Element] = []
    open_: list[_Shape] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = str(element.tag)
        if event == "start":
            _enter(open_, element, tag)
            continue
        if tag == "table":
            shape = open_.pop()
            shape.close_row()
            if shape.lays_out():
                found.append(element)
            if open_:
                open_[-1].inner += shape.filled + shape.inner
        elif open_ and tag in CELLS:
            open_[-1].close_cell()
        elif open_ and tag == "tr":
            open_[-1].close_row()
        if open_ and tag not in CELLS:
            open_[-1].cell_letters += _letters(element.tail)
    return frozenset(found)


def _enter(open_: list[_Shape], element: Element, tag: str) -> None:
    """Take in an element that begins."""
    if tag == "table":
        if open_:
            open_[-1].nests = open_[-1].cell_nests = True
        open_.append(_Shape(element.get("role") in {"presentation", "none"}))
    elif not open_:
        return
    elif tag in CELLS:
        open_[-1].row_cells += 1
        open_[-1].cell_letters = 0
    elif tag in PARAGRAPHS:
        open_[-1].cell_paragraphs += 1
    if tag not in {"script", "style"}:
        open_[-1].cell_letters += _letters(element.text)


def _letters(text: str | None) -> int:
    return len(text.strip()) if text else 0


@dataclass(slots=True)
class _Drawn:
    """A cell of the source in its grid."""

    element: Element
    row: int
    column: int
    columns: int
    rows: int


@dataclass(slots=True)
class _Grid:
    """Rows in order, each with the cells drawn in it or reaching into it, by column."""

    rows: list[dict[int, _Drawn]] = field(default_factory=list)
    headers: list[bool] = field(default_factory=list)
    cells: int = 0


@dataclass(slots=True)
class TableReader:
    """Reads the tables of one page. ``name`` is the file for messages."""

    around: Surroundings
    name: str
    depth: int = 0

    def read(self, element: Element, place: HtmlPlace) -> Table:
        """The table of an element; ``place`` is its block's."""
        grid = self._grid(element)
        rows = tuple(
            Row(tuple(self._cell(drawn, number, place) for _, drawn in sorted(row.items())), header)
            for number, (row, header) in enumerate(zip(grid.rows, grid.headers, strict=True))
        )
        return Table(rows, place)

    def captions(self, element: Element) -> Iterator[Line]:
        """The lines of a table's caption."""
        for caption in element.iterchildren("caption"):
            yield from (piece for piece in flow(caption, self.around) if isinstance(piece, Line))

    def _grid(self, element: Element) -> _Grid:
        grid = _Grid()
        for section, rows in _sections(element, self.around):
            begin = len(grid.rows)
            grid.rows += [{} for _ in rows]
            grid.headers += [section == "thead"] * len(rows)
            for number, row in enumerate(rows, begin):
                self._place_row(grid, row, number, len(grid.rows))
        return grid

    def _place_row(self, grid: _Grid, row: Element, number: int, end: int) -> None:
        column = 0
        taken = _columns(grid.rows[number])
        for cell in row:
            if cell.tag not in CELLS or self.around.sheet.hides(cell):
                continue
            while column in taken:
                column += 1
            columns = min(max(_span(cell.get("colspan")), 1), MOST_SPAN)
            wanted = _span(cell.get("rowspan"))
            drawn = _Drawn(cell, number, column, columns, min(wanted, end - number) if wanted else end - number)
            grid.cells += drawn.rows * columns
            if grid.cells > MOST_CELLS:
                raise ReadError(self.name, f"一张表超过 {MOST_CELLS} 格", hint="请把表拆开，或另存为 xlsx 后再读。")
            for covered in range(number, number + drawn.rows):
                grid.rows[covered].setdefault(column, drawn)
            column += columns

    def _cell(self, drawn: _Drawn, row: int, place: HtmlPlace) -> Cell:
        here = HtmlPlace(0, 0, place.block, row + 1, drawn.column + 1)
        if drawn.row != row:
            return Cell(Text("", ((0, here),)), drawn.column, drawn.columns, 1, Merge.CONTINUE)
        lines: list[str] = []
        nested: list[Element] = []
        for piece in flow(drawn.element, self.around, inside=True):
            if isinstance(piece, Line):
                lines.append(f"{piece.marker}{piece.text}")
            elif self.depth < DEEPEST:
                nested.append(piece)
            else:
                lines.append(" ".join("".join(str(text) for text in piece.itertext()).split()))
        text = "\n".join(lines)
        inner = TableReader(self.around, self.name, self.depth + 1)
        tables, offset = [], len(text) + 1
        for element in nested:
            table, offset = _moved(inner.read(element, place), here, offset)
            tables.append(table)
        merge = Merge.START if drawn.rows > 1 else Merge.NONE
        anchored = Text(text, ((0, here.at(0, len(text))),))
        return Cell(anchored, drawn.column, drawn.columns, drawn.rows, merge, tuple(tables))


def _moved(table: Table, here: HtmlPlace, offset: int) -> tuple[Table, int]:
    """A nested table with its places in the outer cell, its characters counted on from ``offset``."""
    rows = []
    for row in table.rows:
        cells = []
        for cell in row:
            end = offset + len(cell.text.value)
            text = Text(cell.text.value, ((0, here.at(offset, end)),))
            offset = end + 1
            nested = []
            for inner in cell.nested:
                moved, offset = _moved(inner, here, offset)
                nested.append(moved)
            cells.append(Cell(text, cell.column, cell.column_span, cell.row_span, cell.merge, tuple(nested)))
        rows.append(Row(tuple(cells), row.header))
    return Table(tuple(rows), here), offset


def _columns(row: dict[int, _Drawn]) -> set[int]:
    return {column for first, drawn in row.items() for column in range(first, first + drawn.columns)}


def _sections(element: Element, around: Surroundings) -> Iterator[tuple[str, list[Element]]]:
    """The row groups of a table with the rows they show; rows outside of any make groups of their own."""
    loose: list[Element] = []
    for child in element:
        if child.tag == "tr":
            loose += _shown([child], around)
            continue
        if child.tag in {"thead", "tbody", "tfoot"} and not around.sheet.hides(child):
            if loose:
                yield "", loose
                loose = []
            rows = _shown(list(child.iterchildren("tr")), around)
            if rows:
                yield str(child.tag), rows
    if loose:
        yield "", loose


def _shown(rows: list[Element], around: Surroundings) -> list[Element]:
    """The rows that are shown and hold a cell at all."""
    return [row for row in rows if any(cell.tag in CELLS for cell in row) and not around.sheet.hides(row)]


def _span(value: str | None) -> int:
    found = re.match(r"\s*(\d{1,6})", value or "1")
    return int(found[1]) if found else 1
