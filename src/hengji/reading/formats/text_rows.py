"""Tables dumped a row per line, the cells parted by tabs or by ``|``.

A line alone is never a table (a unit's name and the unit of money often share a line above one): it takes a block of
lines parted the same way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from hengji.documents.document import Cell, Row, Table, Text
from hengji.facts.place import TextPlace

_RULE = re.compile(r"[\s|:+=-]*(?:-{3}|:-|-:)[\s|:+=-]*")
_PAGE = re.compile(r"\t *[-—(（]? *(\d{1,3}) *[-—)）]? *$")


@dataclass(frozen=True, slots=True)
class _Block:
    """Consecutive lines parted by one separator."""

    separator: str
    first: int
    last: int


def row_tables(lines: list[str]) -> list[tuple[int, int, Table]]:
    """The tables dumped a row per line, each with its first line and the line after its last (from 0)."""
    return [(block.first, block.last, _table(lines, block)) for block in _blocks(lines) if _is_table(lines, block)]


def _parts(line: str, separator: str) -> int:
    """How often a line is parted; an outer ``|`` or a first tab parts nothing."""
    body = line.strip(" \u3000")
    if separator == "|":
        return body.strip("|").count("|") + (1 if body.startswith("|") and body.endswith("|") and len(body) > 1 else 0)
    return body.lstrip(" \u3000").count("\t") - (1 if body.startswith("\t") else 0)


def _separator(line: str) -> str:
    if line.count("|") and _parts(line, "|"):
        return "|"
    return "\t" if "\t" in line and _parts(line, "\t") else ""


def _blocks(lines: list[str]) -> list[_Block]:
    """Runs of parted lines; one blank line between two lines parted alike does not end a run."""
    blocks: list[_Block] = []
    number = 0
    while number < len(lines):
        separator = _separator(lines[number])
        if not separator:
            number += 1
            continue
        last = number + 1
        while last < len(lines):
            step = 1 if lines[last] else 2
            if last + step > len(lines) or _separator(lines[last + step - 1]) != separator:
                break
            last += step
        blocks.append(_Block(separator, number, last))
        number = last
    return blocks


def _is_table(lines: list[str], block: _Block) -> bool:
    """Two lines parted twice or more alike, or three lines parted at all that are no table of contents."""
    shown = [line for line in lines[block.first : block.last] if line]
    counts = [_parts(line, block.separator) for line in shown]
    if len(counts) >= 3:
        return set(counts) != {1} or not _is_contents(shown)
    return len(counts) == 2 and counts[0] == counts[1] and counts[0] >= 2


def _is_contents(shown: list[str]) -> bool:
    """Whether lines are titles with rising page numbers."""
    pages = [int(page[1]) for line in shown if (page := _PAGE.search(line))]
    return len(pages) == len(shown) and pages == sorted(pages)


def _table(lines: list[str], block: _Block) -> Table:
    numbers = [number for number in range(block.first, block.last) if lines[number]]
    if block.separator == "|" and len(numbers) > 1 and _RULE.fullmatch(lines[numbers[1]]):
        del numbers[1]
    indented = block.separator == "\t" and all(lines[number].startswith("\t") for number in numbers)
    rows = tuple(Row(_cells(lines[number], number, block.separator, indented)) for number in numbers)
    first = numbers[0]
    return Table(rows, TextPlace(0, len(lines[first]), first + 1), spans_known=False)


def _cells(line: str, number: int, separator: str, indented: bool) -> tuple[Cell, ...]:
    """The cells of one line, each anchored at its own characters."""
    start, end = (1 if indented else 0), len(line)
    if separator == "|":
        body = line.strip()
        outer = len(line) - len(line.lstrip())
        start = outer + (1 if body.startswith("|") else 0)
        end = len(line.rstrip()) - (1 if body.endswith("|") and len(body) > 1 else 0)
    cells: list[Cell] = []
    for piece in line[start:end].split(separator):
        inner = piece.strip(" ") if separator == "|" else piece
        offset = start + (piece.index(inner) if inner else 0)
        cells.append(Cell(Text(inner, ((0, TextPlace(offset, offset + len(inner), number + 1)),))))
        start += len(piece) + 1
    return tuple(cells)
