"""The grid of a drawn table: where each cell stands, how wide the columns are, how large the type may be."""

from __future__ import annotations

from decimal import Decimal
from math import ceil

from hengji.documents.document import Merge
from hengji.records import dataclass
from hengji.writing.characters import ems
from hengji.writing.drawing import DrawnCell, DrawnRow, DrawnTable, Role
from hengji.writing.errors import BrokenMergeError, UnevenRowError

TYPE_SIZES = (10.5, 9.0, 7.5, 6.5)
"""五号, 小五, 六号, 小六 in points; a wide table is never set below 6 pt (document_conventions.md section 5)."""
LINE_HEIGHT = 1.43
"""The height of a line of a table by the size of its type; ``_MARGIN`` is what is free above and below a row."""
_MARGIN = 0.4
_LEAST = 7.5
_FEW_PAGES = 3
_TITLE, _CAPTION = 42.0, 18.0
"""A form's title, and a line over or under the table, in points."""
_UNBREAKABLE = frozenset({Role.NUMBER, Role.ORDINAL})


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell with its place in the grid, from 0; ``row_span`` counts the rows of its vertical merge."""

    cell: DrawnCell
    row: int
    column: int
    row_span: int = 1


def name_of(table: DrawnTable) -> str:
    """What to call a table in a message."""
    return table.title or table.sheet or table.form


def place_cells(table: DrawnTable) -> list[list[PlacedCell]]:
    """The cells of every row that begin there, with their places; continued cells are folded into the one above.

    Raises:
        UnevenRowError: the spans of a row do not add up to the number of columns.
        BrokenMergeError: a continued cell has nothing above to continue.
    """
    width = len(table.widths)
    spans: dict[tuple[int, int], int] = {}  # (row, column) of a beginning cell -> rows it reaches down
    above: dict[int, tuple[int, int]] = {}  # column -> (row where the merge began, its column span)
    begun: list[list[tuple[DrawnCell, int]]] = []
    for r, row in enumerate(table.rows):
        starts: list[tuple[DrawnCell, int]] = []
        merges: dict[int, tuple[int, int]] = {}
        column = 0
        for cell in row.cells:
            if cell.merge is Merge.CONTINUE:
                first, span = above.get(column, (-1, 0))
                if span != cell.column_span:
                    raise BrokenMergeError(name_of(table), r + 1, column + 1)
                spans[first, column] += 1
                merges[column] = (first, span)
            else:
                spans[r, column] = 1
                starts.append((cell, column))
                if cell.merge is Merge.START:
                    merges[column] = (r, cell.column_span)
            column += cell.column_span
        if column != width:
            raise UnevenRowError(name_of(table), r + 1, column, width)
        above = merges
        begun.append(starts)
    return [[PlacedCell(cell, r, c, spans[r, c]) for cell, c in starts] for r, starts in enumerate(begun)]


def header_rows(rows: tuple[DrawnRow, ...], placed: list[list[PlacedCell]]) -> int:
    """How many rows from the top repeat on every page: leading header rows, up to where a merge would reach beyond."""
    count = 0
    while count < len(rows) and rows[count].header:
        count += 1
    while True:
        crossing = [cell.row for row in placed[:count] for cell in row if cell.row + cell.row_span > count]
        if not crossing:
            return count
        count = min(crossing)


def column_edges(widths: tuple[Decimal, ...], total: int) -> list[int]:
    """The left edges of all columns and the right edge of the last, in whole units; they end at ``total`` exactly."""
    whole = sum(widths) or Decimal(1)
    edges, reached = [0], Decimal(0)
    for width in widths:
        reached += width
        edges.append(int((reached / whole * total).to_integral_value()))
    edges[-1] = total
    return edges


def type_size(table: DrawnTable, text_width: float, padding: float, text_height: float = 0.0) -> float:
    """The largest of ``TYPE_SIZES`` at which no figure or code of the table breaks over two lines.

    A table of a few pages of ``text_height`` that takes fewer in smaller type, not below 六号, is set in that: a form
    is read as one sheet. ``text_width`` is the width of the table, ``padding`` the two side margins of a cell; all in
    points.
    """
    whole = float(sum(table.widths)) or 1.0
    widths = [float(width) / whole * text_width for width in table.widths]
    room = 1.0  # the tightest ratio of room to need at the largest size
    for row in table.rows:
        column = 0
        for cell in row.cells:
            end = column + cell.column_span
            if cell.text and cell.role in _UNBREAKABLE:
                need = ems(cell.text) * TYPE_SIZES[0]
                room = min(room, (sum(widths[column:end]) - padding) / need)
            column = end
    largest = next((size for size in TYPE_SIZES if size <= TYPE_SIZES[0] * room), TYPE_SIZES[-1])
    readable = [size for size in TYPE_SIZES if _LEAST <= size <= largest]
    if text_height <= 0 or not readable:
        return largest
    pages = {size: ceil(_height(table, widths, padding, size) / text_height) for size in readable}
    return min(readable, key=lambda size: (pages[size], -size)) if pages[largest] <= _FEW_PAGES else largest


def _height(table: DrawnTable, widths: list[float], padding: float, size: float) -> float:
    """About how high a table is on a page: its title, the lines around it, and every row by its highest cell."""
    around = (_TITLE if table.title else 0) + _CAPTION * (len(table.above) + 2 * len(table.notes))
    return around + sum(_lines(row, widths, padding, size) * LINE_HEIGHT * size + _MARGIN * size for row in table.rows)


def _lines(row: DrawnRow, widths: list[float], padding: float, size: float) -> int:
    most, column = 1, 0
    for cell in row.cells:
        end = column + cell.column_span
        room = max((sum(widths[column:end]) - padding) / size, 1.0)
        most = max(most, sum(max(1, ceil(ems(line) / room)) for line in cell.text.split("\n")))
        column = end
    return most
