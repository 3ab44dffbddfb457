"""The fiscal year of a component whose title is not one declared: told in its first headings, else by its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hengji.documents.document import Block, Paragraph
from hengji.packs.labels import plain
from hengji.packs.pack import Pack
from hengji.packs.words import WordKind, meanings

YEAR = re.compile(r"((?:19|20)\d{2})年(?!\d{1,2}月)")  # not the year of a day, as in 填报日期
LONGEST_HEADING, FIRST = 60, 12
NO_HEADING = ("。", "；", ";", "，", ",", "：", ":")


def year_of(blocks: Sequence[Block], pack: Pack) -> int | None:
    """The year a component is of: of the first heading that names one, else the one its paragraphs name most.

    A year something is compared with (较2022年增加) is not counted; of years named as often the last is taken.
    """
    for heading in _headings(blocks[:FIRST]):
        found = YEAR.search(heading)
        if found is not None:
            return int(found[1])
    compared = re.compile(f"(?:{'|'.join(map(re.escape, meanings(pack.words, WordKind.COMPARE)))})\\Z")
    years: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            text = plain(block.text.value)
            years += [one[1] for one in YEAR.finditer(text) if compared.search(text[: one.start()]) is None]
    return int(max(set(years), key=lambda year: (years.count(year), year))) if years else None


def _headings(blocks: Sequence[Block]) -> Iterator[str]:
    """Short lines, and rows of tables in which only one cell is filled: what may be a title."""
    for block in blocks:
        if isinstance(block, Paragraph):
            text = plain(block.text.value)
            if 0 < len(text) <= LONGEST_HEADING and not text.endswith(NO_HEADING):
                yield text
            continue
        for row in block.rows:
            filled = {text for cell in row.cells if (text := plain(cell.text.value))}
            if len(filled) == 1 and len(text := filled.pop()) <= LONGEST_HEADING:
                yield text
