"""The rows under a heading: those that say something, and those that are no entries, each with the reason."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hengji.ledgers.extracting.headings import Heading, plain
from hengji.ledgers.extracting.outcome import LeftOut
from hengji.ledgers.grid import Grid
from hengji.packs.ledger.extract import Extract

ORDINAL = re.compile(r"\(?(\d{1,2}|[A-Za-z]|[甲乙丙丁戊己庚辛]|=?[\d+\-=()]+)\)?\Z")
"""A cell of the row that numbers the columns: 1, 甲, 3=1+2."""


def body_of(
    grid: Grid, rows: Sequence[Sequence[str]], heading: Heading, words: Extract | None
) -> tuple[list[int], list[LeftOut]]:
    """The rows of entries, and the others; together they are all rows under the heading."""
    own = set(heading.places.values())
    counters = {plain(word) for word in words.counters} if words else set()
    aside = {place for place, word in enumerate(heading.words) if word in counters} - own
    kept: list[int] = []
    left: list[LeftOut] = []
    headings = {tuple(map(plain, row)) for row in rows[heading.first : heading.body]}
    for number in range(heading.body, len(rows)):
        row = rows[number]
        why = _why(row, own, aside, words)
        if not why and tuple(map(plain, row)) in headings:
            why = "重复的表头"
        if not why and number == heading.body and _numbers_columns(row):
            why = "栏次行"
        if why:
            left.append(LeftOut(grid.spot(number), why))
        else:
            kept.append(number)
    return kept, left


def _why(row: Sequence[str], own: set[int], aside: set[int], words: Extract | None) -> str:
    """Why a row is no entry; empty for one that may be."""
    told = [plain(cell) for cell in dict.fromkeys(row) if cell.strip()]
    if not told:
        return "空行"
    if words is not None:
        totals = {plain(word) for word in words.totals}
        if any(cell in totals for cell in told[:3]):
            return "合计行"
        notes = tuple(plain(word) for word in words.notes)
        filled = [place for place in own if row[place].strip()]
        if notes and told[0].startswith(notes) and (len(told) == 1 or len(filled) * 2 <= len(own)):
            return "表下的说明"
    if all(not cell.strip() or place in aside for place, cell in enumerate(row)):
        return "只有序号"
    return ""


def _numbers_columns(row: Sequence[str]) -> bool:
    """Whether a row numbers the columns: short ordinals only, no two alike, several of them."""
    told = [plain(cell) for cell in row if cell.strip()]
    return len(told) > 2 and len(set(told)) == len(told) and all(map(ORDINAL.match, told))
