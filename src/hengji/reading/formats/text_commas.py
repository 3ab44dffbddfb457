"""Tables of comma-separated values, in a file of their own or between lines of text.

Prose has commas too; so it takes three lines of one width with a figure (or nothing) in most of them, and no line that
ends as a sentence does. A value in quotes may hold commas.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from hengji.documents.document import Cell, Row, Table, Text
from hengji.facts.place import TextPlace

_FIELD = re.compile(r'\s*"((?:[^"]|"")*)"\s*(?:,|$)|([^,"]*)(?:,|$)')
_FIGURE = re.compile(r"\s*[≥≤>＞<＜=]?\s*[-+－]?\d[\d,，]*(?:[.．]\d+)?\s*[%％‰]?\s*")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_GAP = re.compile(r"[ \u3000]{2,}")
_FEWEST_ROWS, _FEWEST_FIELDS = 3, 3
_SENTENCE_END = ("。", "；", "！", "？", "，", "、", "：")


def comma_tables(lines: list[str], taken: Collection[int]) -> list[tuple[int, int, Table]]:
    """The tables of comma-separated values, each with its first line and the line after its last (from 0)."""
    found = []
    first = 0
    while first < len(lines):
        width = 0 if first in taken else len(_fields(lines[first]))
        last = first + 1
        while width >= _FEWEST_FIELDS and last < len(lines) and last not in taken:
            if len(_fields(lines[last])) != width:
                break
            last += 1
        if width >= _FEWEST_FIELDS and last - first >= _FEWEST_ROWS and _has_figures(lines[first:last]):
            rows = tuple(Row(_cells(lines[number], number)) for number in range(first, last))
            found.append((first, last, Table(rows, TextPlace(0, len(lines[first]), first + 1), spans_known=False)))
        first = last
    return found


def _fields(line: str) -> list[tuple[int, int]]:
    """Where the fields of a line stand, without their quotes; none where it is no such line."""
    if "," not in line or line.rstrip().endswith(_SENTENCE_END) or _only_thousands(line):
        return []
    spans: list[tuple[int, int]] = []
    position = 0
    while position <= len(line):
        match = _FIELD.match(line, position)
        if match is None:
            return []
        spans.append(match.span(1) if match[1] is not None else match.span(2))
        if match.end() == len(line) and not line.endswith(",", position, match.end()):
            break
        position = match.end()
    return spans


def _only_thousands(line: str) -> bool:
    """Whether the commas of a line kept in columns by blanks all stand in its amounts (1,149,678.00)."""
    return "," not in _THOUSANDS.sub("", line) and _GAP.search(line.strip()) is not None


def _has_figures(lines: list[str]) -> bool:
    figured = sum(any(_FIGURE.fullmatch(line[start:end]) for start, end in _fields(line)) for line in lines)
    return figured * 2 >= len(lines)


def _cells(line: str, number: int) -> tuple[Cell, ...]:
    cells = []
    for start, end in _fields(line):
        inner = line[start:end].strip(" ")
        begin = start + (line[start:end].index(inner) if inner else 0)
        cells.append(Cell(Text(inner, ((0, TextPlace(begin, begin + len(inner), number + 1)),))))
    return tuple(cells)
