"""Tables dumped a row per line, the cells parted by tabs or by bars: ``|``, ``｜``, or drawn ones (``│``, ``║``).

A line alone is never a table (a unit's name and the unit of money often share a line above one): it takes a block of
lines parted the same way. Lines that only draw (``|---|---|``, ``+---+---+``, ``├──┼──┤``) belong to the block and are
no rows; where they stand between all rows, the lines between two of them are one row.
"""

from __future__ import annotations

import re

from hengji.documents.document import Cell, Row, Table, Text
from hengji.facts.place import Place, TextPlace
from hengji.records import dataclass

_RULE = re.compile(r"[\s|:+=-]*(?:-{3}|={3}|:-|-:|\+-|-\+)[\s|:+=-]*")
_PAGE = re.compile(r"\t *[-—(（]? *(\d{1,3}) *[-—)）]? *$")
_BARS = str.maketrans(
    {
        **dict.fromkeys("｜│┃║┆┇┊┋", "|"),
        **dict.fromkeys("─━═┄┅┈┉╌╍", "-"),
        **dict.fromkeys(
            "┌┍┎┏┐┑┒┓└┕┖┗┘┙┚┛├┝┞┟┠┡┢┣┤┥┦┧┨┩┪┫┬┭┮┯┰┱┲┳┴┵┶┷┸┹┺┻┼┽┾┿╀╁╂╃╄╅╆╇╈╉╊╋╔╗╚╝╠╣╦╩╬╒╓╕╖╘╙╛╜╞╟╡╢╤╥╧╨╪╫", "+"
        ),
    }
)
_MOST_LINES_OF_A_ROW = 8


@dataclass(frozen=True, slots=True)
class _Block:
    """Consecutive lines parted by one separator."""

    separator: str
    first: int
    last: int


def row_tables(lines: list[str]) -> list[tuple[int, int, Table]]:
    """The tables dumped a row per line, each with its first line and the line after its last (from 0)."""
    drawn = [line.translate(_BARS) if not line.isascii() else line for line in lines]
    found = [block for block in _blocks(drawn) if _is_table(drawn, block)]
    tables = [(block.first, block.last, _table(lines, drawn, block)) for block in found]
    return [(first, last, table) for first, last, table in tables if table.rows]


def _parts(line: str, separator: str) -> int:
    """How often a line is parted; an outer ``|`` or a first tab parts nothing."""
    body = line.strip(" \u3000")
    if separator == "|":
        return body.strip("|").count("|") + (1 if body.startswith("|") and body.endswith("|") and len(body) > 1 else 0)
    return body.lstrip(" \u3000").count("\t") - (1 if body.startswith("\t") else 0)


def _is_rule(line: str) -> bool:
    """Whether a line only draws: there is a bar, a corner or a run of dashes in it and nothing else."""
    return any(sign in line for sign in ("--", "==", ":-", "+-")) and _RULE.fullmatch(line) is not None


def _separator(line: str) -> str:
    if _is_rule(line):
        return "|" if "|" in line or line.count("+") >= 2 else ""
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
    shown = [line for line in lines[block.first : block.last] if line and not _is_rule(line)]
    counts = [_parts(line, block.separator) for line in shown]
    if len(counts) >= 3:
        return set(counts) != {1} or not _is_contents(shown)
    ruled = any(_is_rule(line) for line in lines[block.first : block.last] if line)
    return len(counts) == 2 and counts[0] == counts[1] and (counts[0] >= 2 or ruled)


def _is_contents(shown: list[str]) -> bool:
    """Whether lines are titles with rising page numbers."""
    pages = [int(page[1]) for line in shown if (page := _PAGE.search(line))]
    return len(pages) == len(shown) and pages == sorted(pages)


def _table(lines: list[str], drawn: list[str], block: _Block) -> Table:
    numbers = [number for number in range(block.first, block.last) if drawn[number]]
    told = [drawn[number].strip(" \u3000") for number in numbers]
    opened = all(line.startswith(block.separator) for line in told if line and not _is_rule(line))
    closed = block.separator == "|" and all(line.endswith("|") for line in told if line and not _is_rule(line))
    groups: list[list[tuple[Cell, ...]]] = [[]]
    for number in numbers:
        if block.separator == "|" and _is_rule(drawn[number]):
            groups.append([])
        else:
            groups[-1].append(_cells(lines[number], drawn[number], number, block.separator, (opened, closed)))
    groups = [group for group in groups if group]
    rows = [_joined(group) for group in groups] if _one_row_each(groups) else [row for group in groups for row in group]
    if block.separator == "|":
        rows = _without_flood(rows)
    place = TextPlace(0, len(lines[numbers[0]]), numbers[0] + 1)
    return Table(tuple(Row(row) for row in rows), place, spans_known=False)


def _one_row_each(groups: list[list[tuple[Cell, ...]]]) -> bool:
    """Whether rules stand between all rows: three parts and more, of few lines of one width each."""
    return (
        len(groups) >= 3
        and any(len(group) > 1 for group in groups)
        and all(len(group) <= _MOST_LINES_OF_A_ROW and len({len(row) for row in group}) == 1 for group in groups)
    )


def _joined(lines: list[tuple[Cell, ...]]) -> tuple[Cell, ...]:
    """One row of several lines: each cell holds what stands in it line by line."""
    if len(lines) == 1:
        return lines[0]
    cells = []
    for column in range(len(lines[0])):
        parts = [line[column].text for line in lines if line[column].text.value] or [lines[0][column].text]
        anchors: list[tuple[int, Place]] = []
        offset = 0
        for part in parts:
            anchors.append((offset, part.whole()))
            offset += len(part.value) + 1
        cells.append(Cell(Text("\n".join(part.value for part in parts), tuple(anchors))))
    return tuple(cells)


def _without_flood(rows: list[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """The rows without the hundreds of empty cells that some converters write behind each, and rows of nothing else."""
    width = max((number + 1 for row in rows for number, cell in enumerate(row) if cell.text.value), default=0)
    usual = [len(row) for row in rows]
    width = width if max(usual, default=0) > 2 * width else max(usual, default=0)
    return [row[:width] for row in rows if any(cell.text.value for cell in row)]


def _cells(line: str, drawn: str, number: int, separator: str, outer: tuple[bool, bool]) -> tuple[Cell, ...]:
    """The cells of one line, each anchored at its own characters; ``outer``: whether bars open and close the rows."""
    opened, closed = outer
    start, end = (1 if opened else 0), len(line)
    if separator == "|":
        start += len(drawn) - len(drawn.lstrip(" \u3000"))
        end = len(drawn.rstrip(" \u3000")) - (1 if closed else 0)
    cells: list[Cell] = []
    for part in drawn[start:end].split(separator):
        piece = line[start : start + len(part)]
        inner = piece.strip(" \u3000") if separator == "|" else piece
        offset = start + (piece.index(inner) if inner else 0)
        cells.append(Cell(Text(inner, ((0, TextPlace(offset, offset + len(inner), number + 1)),))))
        start += len(piece) + 1
    return tuple(cells)
