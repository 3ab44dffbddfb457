"""The rows under a heading: those that say something, and those that are no entries, each with the reason."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hengji.ledgers.extracting.headings import Heading, plain
from hengji.ledgers.extracting.outcome import LeftOut
from hengji.ledgers.grid import Grid
from hengji.packs.ledger.extract import Extract
from hengji.records import dataclass

ORDINAL = re.compile(r"\(?(\d{1,2}|[A-Za-z]|[甲乙丙丁戊己庚辛]|=?[\d+\-=()]+)\)?\Z")
"""A cell of the row that numbers the columns: 1, 甲, 3=1+2."""


@dataclass(frozen=True, slots=True)
class _Words:
    """What rows that are no entries say, and where."""

    totals: frozenset[str]
    notes: tuple[str, ...]
    counters: frozenset[int]
    headings: frozenset[tuple[str, ...]]


def body_of(
    grid: Grid, rows: Sequence[Sequence[str]], heading: Heading, words: Extract | None
) -> tuple[list[int], list[LeftOut]]:
    """The rows of entries, and the others; together they are all rows under the heading."""
    counters = {plain(word) for word in words.counters} if words else set()
    own = set(heading.places.values())
    told = _Words(
        totals=frozenset(map(plain, words.totals)) if words else frozenset(),
        notes=tuple(map(plain, words.notes)) if words else (),
        counters=frozenset(place for place, word in enumerate(heading.words) if word in counters and place not in own),
        headings=frozenset(_compared(row) for row in rows[heading.first : heading.body]),
    )
    kept: list[int] = []
    left: list[LeftOut] = []
    for number in range(heading.body, len(rows)):
        why = _why(rows[number], told)
        if not why and number == heading.body and _numbers_columns(rows[number]):
            why = "栏次行"
        if why:
            left.append(LeftOut(grid.spot(number), why))
        else:
            kept.append(number)
    return kept, left


def _compared(row: Sequence[str]) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in row)


def _why(row: Sequence[str], words: _Words) -> str:
    """Why a row is no entry; empty for one that may be."""
    cells = [cell for cell in dict.fromkeys(row) if cell.strip()]
    if not cells:
        return "空行"
    if any(plain(cell) in words.totals for cell in cells[:3]):
        return "合计行"
    if words.notes and _is_note([plain(cell) for cell in cells[:4]], words.notes):
        return "表下的说明"
    if _compared(row) in words.headings:
        return "重复的表头"
    if all(not cell.strip() or place in words.counters for place, cell in enumerate(row)):
        return "只有序号"
    return ""


def _is_note(cells: Sequence[str], notes: tuple[str, ...]) -> bool:
    """Whether a row says something of the table: who made it, what to mind."""
    if not cells[0].startswith(notes):
        return False
    return all(cell.startswith(notes) for cell in cells) or any(cells[0].startswith(f"{note}:") for note in notes)


def _numbers_columns(row: Sequence[str]) -> bool:
    """Whether a row numbers the columns: short ordinals only, no two alike, several of them."""
    told = [plain(cell) for cell in row if cell.strip()]
    return len(told) > 2 and len(set(told)) == len(told) and all(map(ORDINAL.match, told))
