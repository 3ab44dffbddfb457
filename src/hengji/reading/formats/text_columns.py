"""Tables laid out with blanks (``pdftotext -layout``, pandoc's simple tables): columns are where all rows keep clear.

Characters of Chinese are two wide. It takes three rows and a column of figures, or a rule drawn under the heads: lines
that only happen to have gaps (signatures, a name and the unit of money) stay text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence

from hengji.documents.document import Cell, Row, Table, Text
from hengji.facts.place import TextPlace
from hengji.records import dataclass

_PIECE = re.compile(r"[^ \u3000]+(?:[ ][^ \u3000]+)*")
_RULE = re.compile(r"\s*[-=─━]{2,}(?:\s+[-=─━]{2,})*\s*")
_FIGURE = re.compile(r"[≥≤>＞<＜=¥￥]?[-+－]?\d[\d,，]*(?:[.．]\d+)?[%％‰]?")
_CONTENTS = re.compile(r".*?(?:\.{3,}|…{2,}|·{3,}).*")
_JOINT = re.compile(
    r"(?<![^ \u3000])[-－]?\d[\d,]*\.\d{2}(?P<behind>[ ])(?=[^ ])|(?P<before>[ ])(?=[-－]?\d[\d,]*\.\d{2}(?: |$))"
)
_FEWEST_ROWS, _FEWEST_FULL, _MOST_BLANKS = 3, 5, 5
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
    blanks = 0
    for number, line in enumerate([*lines, "。"]):
        said = line.strip(" \u3000\f")
        if not said and number not in taken:
            blanks += 1
            ends = blanks > _MOST_BLANKS
        else:
            read = _line(line, number) if number < len(lines) and number not in taken and "\t" not in line else None
            paged = blanks or not block or line.startswith("\f")  # a title at the head of a page begins another table
            ends = read is None or (len(read.pieces) < 2 and not read.rule and bool(paged))
            if read is not None and not ends:
                block.append(read)
            blanks = 0
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
    spans = [found.span() for found in _PIECE.finditer(line.replace("\f", " "))]
    spans = [part for span in spans for part in _parted(line, *span)] if len(spans) > 1 else spans
    pieces = tuple(_Piece(start, end, widths[start], widths[end]) for start, end in spans)
    if not pieces or any(piece.end - piece.start > _LONGEST_PIECE for piece in pieces):
        return None
    return _Line(number, pieces)


def _parted(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A piece cut where an amount and words run together with a single blank between them: two columns that touch."""
    for found in _JOINT.finditer(line, start, end):
        at = found.start(found.lastgroup or 0)
        yield start, at
        start = at + 1
    yield start, end


@dataclass(frozen=True, slots=True)
class _Grid:
    """Rows cut into stretches of one set of columns each, and the columns of the one with most figures."""

    stretches: list[list[_Line]]
    main: list[tuple[int, int]]
    strays: int

    @classmethod
    def of(cls, lines: list[str], rows: list[_Line]) -> _Grid:
        """The grid of rows; ``strays`` is how many of them stand on columns of their own."""
        rows = _straightened(lines, rows)
        stretches = _stretches(rows)
        held = max(stretches, key=lambda held: sum(_figured(lines, line) for line in held))
        main = _without_heads(lines, held, _columns(held))
        return cls(stretches, main, sum(not _fits(lines, line, main) for line in rows))


def _without_heads(lines: list[str], rows: list[_Line], columns: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The columns without those that hold only heads beside the column that these are the heads of.

    A head stands over no figure where it is drawn far from them; where its neighbours have heads in the same line, it
    is one of a column that is blank.
    """
    held = [set(_places(row.pieces, columns)) for row in rows]
    below = {place for row, places in zip(rows, held, strict=True) if _figured(lines, row) for place in places}
    dropped: set[int] = set()
    for place in set(range(len(columns))) - below:
        beside = [other for other in (place - 1, place + 1) if other in below]
        if any(not any({place, other} <= places for places in held) for other in beside):
            dropped.add(place)
    return [column for place, column in enumerate(columns) if place not in dropped]


def _straightened(lines: list[str], rows: list[_Line]) -> list[_Line]:
    """Rows with their columns straight where these drift from row to row, as they do where long words push them.

    Rows that fill every column are alike piece by piece; the others are put where the nearest of those has its pieces.
    """
    figured = [row for row in rows if _figured(lines, row)]
    most = max((len(row.pieces) for row in figured), default=0)
    full = [row for row in figured if len(row.pieces) == most]
    if most < _FEWEST_ROWS or len(full) < _FEWEST_ROWS or len(full) * _FEWEST_FULL < len(figured):
        return rows
    first, numbers = figured[0].number, [row.number for row in full]
    return [_beside(lines, row, _nearest(full, numbers, row.number), full[0], head=row.number < first) for row in rows]


def _nearest(full: Sequence[_Line], numbers: Sequence[int], number: int) -> _Line:
    """The row nearest to a line; of two equally near the one above."""
    at = bisect_left(numbers, number)
    return min(full[max(0, at - 1) : at + 1], key=lambda row: abs(row.number - number))


def _beside(lines: list[str], row: _Line, near: _Line, straight: _Line, *, head: bool) -> _Line:
    """A row with its pieces where the straight one has those that they stand under in the near one.

    A head may stand over words and figures alike; below the heads words stand under words, figures under figures.
    """
    places: list[int] = []
    kinds = [_is_figure(lines, near, piece) for piece in near.pieces]
    for piece in row.pieces:
        kind = _is_figure(lines, row, piece)
        shared = {
            place: min(piece.right, other.right) - max(piece.left, other.left)
            for place, other in enumerate(near.pieces)
            if head or kinds[place] is kind
        }
        best = max(shared, key=lambda place: shared[place], default=-1)
        if best < 0 or (shared[best] <= 0 and (head or kind)):
            return row
        places.append(best)
    if len(set(places)) < len(places):
        return row
    moved = (straight.pieces[place] for place in places)
    pieces = tuple(
        _Piece(piece.start, piece.end, to.left, to.right) for piece, to in zip(row.pieces, moved, strict=True)
    )
    return _Line(row.number, pieces, row.rule)


def _by_characters(row: _Line) -> _Line:
    """A row measured in characters, as ``pdftotext`` counts: a character of Chinese is one wide."""
    pieces = tuple(_Piece(piece.start, piece.end, piece.start, piece.end) for piece in row.pieces)
    return _Line(row.number, pieces, row.rule)


def _table(lines: list[str], block: list[_Line]) -> Table | None:
    rows = [line for line in block if not line.rule]
    ruled = len(rows) < len(block)
    if not rows:
        return None
    grid = min(
        (_Grid.of(lines, measured) for measured in (rows, [_by_characters(row) for row in rows])),
        key=lambda one: (one.strays, len(one.stretches)),
    )
    settled = grid.strays * _FEWEST_FULL <= len(rows)
    if not any(_is_grid(lines, stretch, ruled=ruled, settled=settled) for stretch in grid.stretches):
        return None
    grids = [
        (line, grid.main if _fits(lines, line, grid.main) else _columns(held))
        for held in grid.stretches
        for line in held
    ]
    drawn = tuple(Row(_cells(lines[line.number], line, columns)) for line, columns in grids)
    first = rows[0].number
    return Table(drawn, TextPlace(0, len(lines[first]), first + 1), spans_known=False)


def _is_grid(lines: list[str], rows: list[_Line], *, ruled: bool, settled: bool) -> bool:
    """Whether rows on one set of columns are a table: enough of them, figures in half of them or a rule among them.

    Where most rows of the table are ``settled`` on its columns, a few figures are enough: the others are blank.
    """
    if sum(len(line.pieces) > 1 for line in rows) < (2 if ruled else _FEWEST_ROWS) or len(_columns(rows)) < 2:
        return False
    figured = sum(_figured(lines, line) for line in rows)
    return ruled or figured * 2 >= len(rows) or (settled and figured >= _FEWEST_ROWS)


def _figured(lines: list[str], line: _Line) -> bool:
    return any(_is_figure(lines, line, piece) for piece in line.pieces)


def _is_figure(lines: list[str], line: _Line, piece: _Piece) -> bool:
    return _FIGURE.fullmatch(lines[line.number][piece.start : piece.end]) is not None


def _fits(lines: list[str], line: _Line, columns: list[tuple[int, int]]) -> bool:
    """Whether a line stands on the columns of most rows: each piece in one of its own; a figure touches only that one.

    Heads may stand over several columns; they are put into the one they share most with.
    """
    if len(line.pieces) > len(columns):
        return False
    touching = [sum(left <= piece.right and piece.left <= right for left, right in columns) for piece in line.pieces]
    return not _figured(lines, line) or all(count == 1 for count in touching)


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


def _places(pieces: Sequence[_Piece], columns: list[tuple[int, int]]) -> list[int]:
    """The column of each piece, left to right, each its own: together they share most with them (or are nearest)."""
    best: list[tuple[int, list[int]] | None] = [(0, [])] + [None] * len(pieces)
    for column, (left, right) in enumerate(columns):
        for count in range(len(pieces), 0, -1):
            before, piece = best[count - 1], pieces[count - 1]
            if before is None:
                continue
            shared = before[0] + min(piece.right, right) - max(piece.left, left)
            here = best[count]
            if here is None or shared > here[0]:
                best[count] = (shared, [*before[1], column])
    found = best[-1]
    return found[1] if found is not None else []


def _cells(line: str, row: _Line, columns: list[tuple[int, int]]) -> tuple[Cell, ...]:
    """The cells of a row: each piece in a column of its own."""
    held = dict(zip(_places(row.pieces, columns), row.pieces, strict=True))
    cells = []
    for column in range(len(columns)):
        piece = held.get(column)
        start, end = (piece.start, piece.end) if piece is not None else (len(line), len(line))
        cells.append(Cell(Text(line[start:end], ((0, TextPlace(start, end, row.number + 1)),))))
    return tuple(cells)
