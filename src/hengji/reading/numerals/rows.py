"""Numbers of a table that only its shape explains: row numbers, column numbers, classification codes.

Alone such a number looks like a figure. Its heading tells what it is, or a row that counts its own columns: 1, 2, 3, 4.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from hengji.reading.numerals.marks import CODE, ORDINAL

_BLANKS = re.compile(r"\s+")
_COUNTED_DOWN = frozenset({"行次", "行号", "序号", "编号"})
_COUNTED_ACROSS = frozenset({"栏次", "栏号", "列次"})
_CODED = ("编码", "代码")
_INTEGER = re.compile(r"[0-9]{1,3}")
_CODE = re.compile(r"[0-9]{3,12}")
_SHORTEST_COUNT = 4


def grid_marks(rows: Sequence[Sequence[str]]) -> dict[tuple[int, int], str]:
    """The kind of every cell whose number is no figure, by its row and its position in the row (both from 0)."""
    marks: dict[tuple[int, int], str] = {}
    headings: dict[int, dict[int, str]] = {}
    for number, row in enumerate(rows):
        shown = [_BLANKS.sub("", cell) for cell in row]
        if _counts_across(shown):
            marks |= {(number, column): ORDINAL for column, text in enumerate(shown) if _INTEGER.fullmatch(text)}
            continue
        found = {column: kind for column, text in enumerate(shown) if (kind := _heading(text))}
        known = headings.setdefault(len(row), {})
        if found:
            known.clear()
            known.update(found)
        for column, kind in known.items():
            pattern = _CODE if kind == CODE else _INTEGER
            if pattern.fullmatch(shown[column]):
                marks[number, column] = kind
    return marks


def _heading(text: str) -> str:
    """What the cells below a heading hold, "" where they may be figures."""
    if text in _COUNTED_DOWN:
        return ORDINAL
    return CODE if text.endswith(_CODED) else ""


def _counts_across(shown: Sequence[str]) -> bool:
    """Whether a row numbers the columns: its heading says so, or it is 1, 2, 3 and so on."""
    numbers = [text for text in shown if _INTEGER.fullmatch(text)]
    if any(text in _COUNTED_ACROSS for text in shown):
        return True
    others = sum(1 for text in shown if text) - len(numbers)
    counting = [str(number) for number in range(1, len(numbers) + 1)]
    return len(numbers) >= _SHORTEST_COUNT and numbers == counting and others <= 1
