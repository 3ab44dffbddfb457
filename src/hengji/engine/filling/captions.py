"""Entering the unit's name in the line over a form (部门：), where the layout draws it there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hengji.documents.document import Paragraph, Text
from hengji.engine.filling.outcome import Spot, Wanted
from hengji.packs.layout import Layout
from hengji.reading.result import Reading, ReadTable
from hengji.writing.characters import ems
from hengji.writing.text_edits import Edit

ORGANISATION = "{organisation}"
LINES_ABOVE = 4
ROOM = re.compile(r"[ \u3000\u00a0_＿]*")
COLON = re.compile("[：:]")
NEXT = re.compile(r"\s|\Z")


def captions(blank: Reading, number: int, organisation: str) -> Iterator[Wanted]:
    """The edits for the lines over the ``number``-th table of the file; none where the name stands there already."""
    table = blank.tables[number]
    found = table.recognised
    if found is None or found.layout is None or not organisation:
        return
    for label in _labels(found.layout):
        for text in _over(blank, table):
            edit = _edit(text.value, label, organisation)
            if edit is not None:
                yield Wanted(Spot(text, -1, -1, -1, label), label, (edit,))
                break


def _labels(layout: Layout) -> Iterator[str]:
    """What the layout prints before the unit's name, without its colon."""
    for side in (side for line in layout.above for side in line):
        before = side.partition(ORGANISATION)[0]
        if ORGANISATION in side and before.strip():
            yield COLON.sub("", before).strip()


def _over(blank: Reading, table: ReadTable) -> Iterator[Text]:
    """The lines over a form, the nearest first: in the rows above its heads, else in the paragraphs above it."""
    found = table.recognised
    first = min((row.index for row in found.rows), default=0) if found is not None else 0
    for row in reversed(table.table.rows[:first]):
        yield from (cell.text for cell in row if cell.text.anchors)
    for block in reversed(blank.blocks[max(table.block - LINES_ABOVE, 0) : table.block]):
        if not isinstance(block, Paragraph):
            return
        if block.text.anchors:
            yield block.text


def _edit(text: str, label: str, organisation: str) -> Edit | None:
    """The name behind its label, in the place of as many blanks as it is wide; None where something else follows."""
    match = re.match(rf"\s*{re.escape(label)}\s*[：:]", text)
    if match is None:
        return None
    room = ROOM.match(text, match.end())
    end = room.end() if room is not None else match.end()
    rest = text[end:]
    if rest and end == match.end() and NEXT.match(rest) is None:
        return None
    used = match.end()
    while used < end and ems(text[match.end() : used]) < ems(organisation):
        used += 1
    gap = "  " if rest and used == end and not rest[0].isspace() else ""
    return Edit(match.end(), used, organisation + gap)
