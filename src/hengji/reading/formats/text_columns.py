"""Tables laid out with blanks (``pdftotext -layout``, pandoc's simple tables): columns are where all rows keep clear.

Characters of Chinese are two wide. It takes three rows and a column of figures, or a rule drawn under the heads: lines
that only happen to have gaps (signatures, a name and the unit of money) stay text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from hengji.documents.document import Cell, Row, Table, Text
from hengji.facts.place import TextPlace

_PIECE = re.compile(r"[^ \u3000]+(?:[ ][^ \u3000]+)*")
_RULE = re.compile(r"\s*[-=─━]{2,}(?:\s+[-=─━]{2,})*\s*")
_FIGURE = re.compile(r"[≥≤>＞<＜=¥￥]?[-+－]?\d[\d,，]*(?:[.．]\d+)?[%％‰]?")
_CONTENTS = re.compile(r".*?(?:\.{3,}|…{2,}|·{3,}).*")
_FEWEST_ROWS = 3
_LONGEST_PIECE = 60
_SENTENCE_END = ("。", "；", "！", "？", "，", "、")


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words in a line: its characters, and the columns of the screen they take."""

    start: int
    end: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    pieces: tuple[_Piece, ...]
    rule: bool = False


def column_tables(lines: list[str], taken: Collection[int]) -> list[tuple[int, int, Table]]:
    """The tables laid out with blanks, each with its first line and the line after its last (from 0)."""
    found = []
    for block in _blocks(lines, taken):
        table = _table(lines, block)
        if table is not None:
            found.append((block[0].number, block[-1].number + 1, table))
    return found


def _blocks(lines: list[str], taken: Collection[int]) -> list[list[_Line]]:
    """Runs of lines with gaps, short lines of one piece between them included; one empty line ends none."""
    blocks: list[list[_Line]] = []
    block: list[_Line] = []
    blank = False
    for number, line in enumerate([*lines, "。"]):
        said = line.strip(" \u3000\f")
        if not said and number not in taken:
            blank, ends = True, blank
        else:
            read = _line(line, number) if number < len(lines) and number not in taken and "\t" not in line else None
            ends = read is None or (len(read.pieces) < 2 and not read.rule and (blank or not block))
            if read is not None and not ends:
                block.append(read)
            blank = False
        if ends and block:
            blocks.append(_cut(block))
            block = []
    return [block for block in blocks if block]


def _cut(block: list[_Line]) -> list[_Line]:
    """A block from its first to its last line that has a gap or is a rule."""
    held = [number for number, line in enumerate(block) if line.rule or len(line.pieces) > 1]
    return block[held[0] : held[-1] + 1] if held else []


def _line(line: str, number: int) -> _Line | None:
    """The pieces of a line; None where it is running text or a line of contents."""
    if _RULE.fullmatch(line):
        return _Line(number, (), rule=True)
    if _CONTENTS.match(line) or line.rstrip().endswith(_SENTENCE_END):
        return None
    widths = [0]
    for char in line:
        widths.append(widths[-1] + (2 if unicodedata.east_asian_width(char) in "WFA" and not char.isascii() else 1))
    pieces = tuple(
        _Piece(found.start(), found.end(), widths[found.start()], widths[found.end()])
        for found in _PIECE.finditer(line.replace("\f", " "))
    )
    if not pieces or any(piece.end - piece.start > _LONGEST_PIECE for piece in pieces):
        return None
    return _Line(number, pieces)


def _table(lines: list[str], block: list[_Line]) -> Table | None:
    rows = [line for line in block if not line.rule]
    ruled = len(rows) < len(block)
    stretches = _stretches(rows)
    if not any(_is_grid(lines, stretch, ruled=ruled) for stretch in stretches):
        return None
    grids = [(held, _columns(held)) for held in stretches]
    drawn = tuple(Row(_cells(lines[line.number], line, columns)) for held, columns in grids for line in held)
    first = rows[0].number
    return Table(drawn, TextPlace(0, len(lines[first]), first + 1), spans_known=False)


def _is_grid(lines: list[str], rows: list[_Line], *, ruled: bool) -> bool:
    """Whether rows on one set of columns are a table: enough of them, figures in half of them or a rule among them."""
    if sum(len(line.pieces) > 1 for line in rows) < (2 if ruled else _FEWEST_ROWS) or len(_columns(rows)) < 2:
        return False
    figured = [
        line for line in rows if any(_FIGURE.fullmatch(lines[line.number][p.start : p.end]) for p in line.pieces)
    ]
    return ruled or len(figured) * 2 >= len(rows)


def _stretches(rows: list[_Line]) -> list[list[_Line]]:
    """The rows cut where the columns change: two columns run together, or a settled set of them gets another one."""
    stretches: list[list[_Line]] = []
    columns: list[tuple[int, int]] = []
    for row in rows:
        together = _with(columns, row) if stretches else None
        if together is None or (len(stretches[-1]) >= _FEWEST_ROWS and len(together) > len(columns) > 1):
            stretches.append([row])
            columns = [(piece.left, piece.right) for piece in row.pieces]
        else:
            stretches[-1].append(row)
            columns = together
    return stretches


def _with(columns: list[tuple[int, int]], row: _Line) -> list[tuple[int, int]] | None:
    """The columns with a row's pieces taken in; None where two columns or two pieces would fall into one."""
    if len(row.pieces) == 1:
        return columns
    found = list(columns)
    taken: set[int] = set()
    for piece in row.pieces:
        touching = [n for n, (left, right) in enumerate(found) if left <= piece.right and piece.left <= right]
        if len(touching) > 1 or taken.intersection(touching):
            return None
        if touching:
            left, right = found[touching[0]]
            found[touching[0]] = (min(left, piece.left), max(right, piece.right))
            taken.add(touching[0])
        else:
            taken.add(len(found))
            found.append((piece.left, piece.right))
    return found


def _columns(rows: list[_Line]) -> list[tuple[int, int]]:
    """The stretches of the screen that some row fills; a title alone in its line does not join them."""
    gapped = [line for line in rows if len(line.pieces) > 1] or rows
    columns: list[tuple[int, int]] = []
    for left, right in sorted((piece.left, piece.right) for line in gapped for piece in line.pieces):
        if columns and left <= columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    return columns


def _column(piece: _Piece, columns: list[tuple[int, int]]) -> int:
    """The column a piece shares most with (or is nearest to)."""
    shared = [min(piece.right, right) - max(piece.left, left) for left, right in columns]
    return shared.index(max(shared))


def _cells(line: str, row: _Line, columns: list[tuple[int, int]]) -> tuple[Cell, ...]:
    """The cells of a row: each piece lies in the column it shares most with, pieces of one column are one cell."""
    held: list[list[_Piece]] = [[] for _ in columns]
    for piece in row.pieces:
        held[_column(piece, columns)].append(piece)
    cells = []
    for pieces in held:
        start, end = (pieces[0].start, pieces[-1].end) if pieces else (len(line), len(line))
        cells.append(Cell(Text(line[start:end], ((0, TextPlace(start, end, row.number + 1)),))))
    return tuple(cells)
