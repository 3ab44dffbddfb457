"""Tables put together over pages, and given their final shape."""

from __future__ import annotations

import re
from dataclasses import field, replace
from typing import Final

from hengji.documents.document import Cell, Merge, Row, Table, Text
from hengji.facts.place import PdfPlace, Place
from hengji.reading.formats.pdf_grid import clusters
from hengji.reading.formats.pdf_place import Print, PrintedPlace, rounded
from hengji.reading.formats.pdf_table import DraftCell, DraftTable, cell_text
from hengji.records import dataclass

NEAR: Final = 5.0
"""Columns of two pages agree where their edges are this near, the tables laid left edge on left edge."""

MOST: Final = 0.8
ALIKE: Final = 0.5
ENDS: Final = "。！？!?"
FIGURE: Final = re.compile(r"[\d,.%％+—–-]*")


@dataclass(slots=True)
class Part:
    """What one page shows of a table: its block on that page, and how many header rows it repeats."""

    draft: DraftTable
    block: int
    repeated: int = 0


@dataclass(slots=True)
class GrowingTable:
    """A table that may go on over the next page."""

    parts: list[Part] = field(default_factory=list)

    @property
    def last_page(self) -> int:
        """The page of its last part."""
        return self.parts[-1].draft.page

    def takes(self, draft: DraftTable) -> int | None:
        """How many of the rows of ``draft`` are headers printed again, where it continues this table; None if not."""
        last = self.parts[-1].draft
        if not _columns_agree(last.xs, draft.xs):
            return None
        repeated = _repeated(self.parts[0].draft, draft)
        again = repeated == draft.rows or _same_form_again(last, draft, repeated)
        return None if again else repeated

    def add(self, draft: DraftTable, block: int, repeated: int = 0) -> None:
        """The next part."""
        self.parts.append(Part(draft, block, repeated))

    def finish(self) -> Table:
        """The table with its cells, spans and places."""
        left = self.parts[0].draft.xs[0]
        edges = clusters([x - part.draft.xs[0] + left for part in self.parts for x in part.draft.xs], NEAR)
        rows: list[Row] = []
        for part in self.parts:
            shift = left - part.draft.xs[0]
            columns = [min(range(len(edges)), key=lambda i, x=x: abs(edges[i] - x - shift)) for x in part.draft.xs]  # type: ignore[misc]
            further = _rows(part, columns)
            if rows and further:
                _carry_on(rows, further)
                if _is_rest(rows[-1], further[0]):
                    rows[-1] = _whole(rows[-1], further.pop(0))
            rows.extend(further)
        first = self.parts[0]
        return Table(tuple(rows), PdfPlace(page=first.draft.page, box=rounded(first.draft.box), block=first.block))


def _columns_agree(one: list[float], other: list[float]) -> bool:
    """Whether two tables are equally wide and nearly all column edges of one are edges of the other.

    Rows with cells of their own widths on one page leave an edge there that the other page does not have.
    """
    first, second = [x - one[0] for x in one], [x - other[0] for x in other]
    if abs(first[-1] - second[-1]) > NEAR:
        return False
    few, many = sorted((first, second), key=len)
    shared = sum(any(abs(x - y) <= NEAR for y in many) for x in few)
    return shared >= MOST * len(few)


def _repeated(first: DraftTable, draft: DraftTable) -> int:
    """How many rows at the top are the same as those of the first part, as whole rows."""
    count = 0
    while count < min(first.rows, draft.rows) and _shape(first, count) == _shape(draft, count):
        count += 1
    if not any(cell.text for cell in draft.cells if cell.area.row < count):
        return 0
    while count and any(cell.area.row < count < cell.area.row + cell.area.rows for cell in draft.cells):
        count -= 1
    return count


def _shape(draft: DraftTable, row: int) -> list[tuple[int, str]]:
    return [(cell.area.rows, cell.text) for cell in draft.row(row)]


def _same_form_again(last: DraftTable, draft: DraftTable, repeated: int) -> bool:
    """Whether the next page is another copy of the same form: below the header its labels come back."""
    known = {cell.text for cell in last.cells if _is_label(cell)}
    labels = [cell.text for cell in draft.cells if cell.area.row >= repeated and _is_label(cell)]
    again = sum(label in known for label in labels)
    return len(labels) > 1 and again > ALIKE * len(labels)


def _is_label(cell: DraftCell) -> bool:
    return bool(cell.text) and not FIGURE.fullmatch(cell.text)


def _rows(part: Part, columns: list[int]) -> list[Row]:
    """The rows of a part from its first that is not repeated, cells continued from above among them."""
    starting: dict[int, list[tuple[DraftCell, bool]]] = {}
    for cell in part.draft.cells:
        for row in range(cell.area.row, cell.area.row + cell.area.rows):
            starting.setdefault(row, []).append((cell, row == cell.area.row))
    rows: list[Row] = []
    for row in range(part.repeated, part.draft.rows):
        members = sorted(starting.get(row, ()), key=lambda member: member[0].area.column)
        if any(begins for _, begins in members):
            rows.append(Row(tuple([_cell(part, cell, columns, row, begins=begins) for cell, begins in members])))
    return rows


def _carry_on(rows: list[Row], further: list[Row]) -> None:
    """A merged cell that the end of a page cuts in two is one: its lower half stands empty at the top of the next."""
    for position, cell in enumerate(further[0].cells):
        above = _at(rows[-1], cell)
        if cell.text or above is None or Merge.NONE is cell.merge is above.merge:
            continue
        head = next(number for number in range(len(rows) - 1, -1, -1) if not _continues(_at(rows[number], cell)))
        _lengthen(rows, head, cell)
        cells = list(further[0].cells)
        cells[position] = replace(cell, row_span=1, merge=Merge.CONTINUE)
        further[0] = replace(further[0], cells=tuple(cells))


def _is_rest(above: Row, row: Row) -> bool:
    """Whether a row at the top of a page is only the rest of the text of the last row of the page before.

    Its name stands empty, and it has nothing but running text under text that has not come to an end.
    """
    own = [cell for cell in row if not _continues(cell)]
    filled = [cell for cell in own if cell.text]
    if len(own) < 2 or not filled or filled[0] is own[0]:
        return False
    pairs = [(_at(above, cell), cell) for cell in filled]
    return all(
        begun is not None and begun.text and begun.text.value[-1] not in ENDS and not FIGURE.fullmatch(rest.text.value)
        for begun, rest in pairs
    )


def _whole(above: Row, rest: Row) -> Row:
    """A row with the rest of its texts."""
    further = {(cell.column, cell.column_span): cell.text for cell in rest if cell.text}
    cells = [
        replace(cell, text=_joined(cell.text, more)) if (more := further.get((cell.column, cell.column_span))) else cell
        for cell in above
    ]
    return replace(above, cells=tuple(cells))


def _joined(one: Text, other: Text) -> Text:
    start = len(one.value) + 1
    moved = tuple((offset + start, place) for offset, place in other.anchors)
    return Text(f"{one.value}\n{other.value}", (*one.anchors, *moved))


def _at(row: Row, cell: Cell) -> Cell | None:
    """The cell of a row in the same columns."""
    return next((one for one in row if (one.column, one.column_span) == (cell.column, cell.column_span)), None)


def _continues(cell: Cell | None) -> bool:
    return cell is not None and cell.merge is Merge.CONTINUE


def _lengthen(rows: list[Row], number: int, rest: Cell) -> None:
    """Lengthens the cell of a row by its other half."""
    head = _at(rows[number], rest)
    cells = [
        replace(one, row_span=one.row_span + rest.row_span, merge=Merge.START) if one is head else one
        for one in rows[number]
    ]
    rows[number] = replace(rows[number], cells=tuple(cells))


def _cell(part: Part, draft: DraftCell, columns: list[int], row: int, *, begins: bool) -> Cell:
    area = draft.area
    column = columns[area.column]
    span = max(columns[area.column + area.columns] - column, 1)
    page, block = part.draft.page, part.block
    place = PrintedPlace(0, 0, page, rounded(draft.box), block, row + 1, column + 1, home=(page, block))
    if not begins:
        return Cell(Text("", ((0, place),)), column, span, 1, Merge.CONTINUE)
    merge = Merge.START if area.rows > 1 else Merge.NONE
    return Cell(_text(draft, place), column, span, area.rows, merge)


def _text(draft: DraftCell, place: PrintedPlace) -> Text:
    """The text of a cell, an anchor wherever a line of its own begins."""
    if not draft.lines:
        return Text("", ((0, place),))
    joined = cell_text(draft.lines, draft.box[2] - draft.box[0])
    printed = Print(joined.starts, joined.lines, [place.block] * len(joined.lines))
    anchors: list[tuple[int, Place]] = []
    for start in joined.hard:
        end = next((later for later in joined.hard if later > start), len(joined.value))
        anchors.append(
            (
                start,
                PrintedPlace(
                    start, end, place.page, place.box, place.block, place.row, place.column, printed, place.home
                ),
            )
        )
    return Text(joined.value, tuple(anchors))
