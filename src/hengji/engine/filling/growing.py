"""Lines added to the lists of a blank Word form, where the data have more rows than it draws."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hengji.documents.document import Cell, Merge
from hengji.engine.filling.outcome import LeftOver
from hengji.engine.filling.rows import made_up
from hengji.engine.filling.word import WordFile
from hengji.facts.place import WordPlace
from hengji.packs.labels import bare
from hengji.reading.formats.docx_names import W
from hengji.reading.result import Reading
from hengji.reading.tables.logical import FoundRow
from hengji.writing.docx_rows import CopiedCell, add_rows

ROW = W + "tr"
NUMBER = re.compile(r"\d+")
PREFIX = re.compile(r".*?\d+[、.．：:]?")


def grown(file: WordFile, blank: Reading, left: Sequence[LeftOver]) -> int:
    """Add a line for every row left over behind the last of its group; answers with how many were added.

    Rows whose group is not drawn, and lines built in a way that cannot be copied, get none.
    """
    wanted: dict[tuple[int, int], int] = {}
    for one in left:
        if one.after >= 0:
            wanted[one.table, one.after] = wanted.get((one.table, one.after), 0) + 1
    return sum(times for (table, row), times in wanted.items() if _added(file, blank, table, row, times))


def _added(file: WordFile, blank: Reading, table: int, row: int, times: int) -> bool:
    recognised = blank.tables[table].recognised
    found = next((one for one in recognised.rows if one.index == row), None) if recognised is not None else None
    if found is None or recognised is None:
        return False
    cells = recognised.table.rows[row].cells
    places = [cell.text.whole() for cell in cells if cell.text.anchors and cell.merge is not Merge.CONTINUE]
    anchors = [one for place in places if isinstance(place, WordPlace) for one in file.anchors.within(place)]
    element = next(anchors[0].element.iterancestors(ROW), None) if anchors else None
    if element is None:
        return False
    copies = [
        [_copied(found, position, cell, number) for position, cell in enumerate(cells)] for number in range(times)
    ]
    return add_rows(file.part, element, copies)


def _copied(row: FoundRow, position: int, cell: Cell, number: int) -> CopiedCell:
    """A cell of the line that is the ``number``-th (from 0) behind a line of the blank."""
    if cell.merge is not Merge.NONE:
        return CopiedCell(merged=True)
    template = next((template for at, _, template in row.cells if at == position), None)
    slot = template.slots[0] if template is not None and template.slots else ""
    column = row.line.band.column(slot)
    text = cell.text.value
    if column is not None and column.fill_down:
        return CopiedCell(merged=bool(text.strip()))
    if slot == "label" or (column is not None and column.dimension):
        return CopiedCell(text=_next_number(text, number + 1))
    return CopiedCell()


def _next_number(text: str, more: int) -> str:
    """What stands before the name of a row, numbered on: 指标2： behind 指标1：; nothing where no number is there."""
    prefix = PREFIX.match(text)
    named = bare(text) and prefix is not None and prefix.end() != len(text.rstrip())
    if prefix is None or made_up(text) or named:
        return ""
    return NUMBER.sub(lambda match: str(int(match[0]) + more), prefix[0], count=1)
