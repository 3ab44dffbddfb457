"""A table as a grid: every drawn cell at its columns, heads that span columns standing over all of them.

Where the source does not tell spans (text dumps, some pages), those of head rows are worked out from the row below.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from hengji.documents.document import Cell, Merge, Row, Table
from hengji.packs.labels import plain
from hengji.records import dataclass

FIGURE = re.compile(r"[-－−]?[0-9][0-9,.]*(?:%|‰)?")
FEW = 3
CODE = re.compile(r"\d{3}(?:\d{2}){0,2}")


@dataclass(frozen=True, slots=True)
class Square:
    """What stands at a column of a row: the text, and the drawn cell it comes from."""

    text: str
    row: int
    cell: int
    drawn: Cell


Line = list[Square | None]


@dataclass(slots=True)
class Grid:
    """Rows of a table by grid columns; a cell over several columns stands at the first of them in a data row.

    ``base`` is the row of the table the grid begins with.
    """

    width: int
    lines: list[Line]
    heads: int
    base: int = 0

    def text(self, row: int, column: int) -> str:
        """The comparable text at a column, empty where none stands."""
        square = self.lines[row][column]
        return plain(square.text) if square is not None else ""

    def body(self) -> range:
        """The rows under the heads."""
        return range(self.heads, len(self.lines))


def is_figure(text: str) -> bool:
    """Whether a comparable text is a figure."""
    return FIGURE.fullmatch(text) is not None


def grid_of(table: Table, first: int = 0, last: int | None = None) -> Grid | None:
    """The grid of some rows of a table, None where they hold no rows of figures under heads."""
    part = table.rows[first:last]
    rows = [list(row.cells) for row in part]
    known = table.spans_known and all(cell.column >= 0 for row in rows for cell in row)
    width = _width(rows, known=known)
    if width < 2:
        return None
    heads = _heads(rows)
    if not 0 < heads < len(rows):
        return None
    lines: list[Line] = [[] for _ in rows]
    for number in range(len(rows) - 1, -1, -1):
        row = part[number]
        if known:
            lines[number] = _placed(row, number, width, head=number < heads)
        elif number < heads:
            lines[number] = _spread(row, number, width, lines[number + 1] if number + 1 < heads else None)
        else:
            lines[number] = _drawn(row, number, width)
    _continue_heads(lines, heads, width, known=known)
    lines = _collapsed(lines, heads)
    return Grid(len(lines[0]), lines, heads, first)


def _width(rows: list[list[Cell]], *, known: bool) -> int:
    """How many columns the rows with figures have: the number most of them have, the larger of equals."""
    if known:
        return max((cell.column + max(cell.column_span, 1) for row in rows for cell in row), default=0)
    counts = Counter(len(row) for row in rows if any(is_figure(plain(cell.text.value)) for cell in row))
    if not counts:
        return 0
    most = max(counts.values())
    return max(length for length, count in counts.items() if count * 2 >= most)


def _heads(rows: list[list[Cell]]) -> int:
    """How many rows stand above the first row of data; a row that only counts the columns belongs to the heads."""
    last = 0
    for number, row in enumerate(rows):
        texts = [text for cell in row if (text := plain(cell.text.value))]
        if is_index(texts):
            last = number + 1
            continue
        if any(is_figure(text) and not _year(text) for text in texts):
            return max(last, number)
    return len(rows)


def is_index(texts: list[str]) -> bool:
    """Whether the texts of a row only count its columns: 1 2 3 …, a word of the row before them."""
    numbers = [int(text) for text in texts if text.isdigit()]
    others = [text for text in texts if not text.isdigit()]
    counting = len(numbers) >= 2 and all(right - left == 1 for left, right in pairwise(numbers))
    return counting and len(others) <= 2 and numbers[0] <= 1 and len(numbers) > len(others) - 1


def _year(text: str) -> bool:
    return re.fullmatch(r"(?:19|20)\d{2}", text) is not None


def _placed(row: Row, number: int, width: int, *, head: bool) -> Line:
    line: Line = [None] * width
    for index, cell in enumerate(row.cells):
        span = max(cell.column_span, 1) if head else 1
        for column in range(cell.column, min(cell.column + span, width)):
            line[column] = Square(cell.text.value, number, index, cell)
    return line


def _drawn(row: Row, number: int, width: int) -> Line:
    """A data row: cell by cell; where there are fewer, the first (合计 over code and name) spans the rest."""
    squares: Line = [Square(cell.text.value, number, index, cell) for index, cell in enumerate(row.cells)]
    missing = width - len(squares)
    if missing <= 0:
        return squares[:width]
    first = squares[0] if squares else None
    if (
        first is not None
        and plain(first.text)
        and not is_figure(plain(first.text))
        and (missing <= FEW or _figures_only(squares[1:]))
    ):
        return [first, *[None] * missing, *squares[1:]]
    return [*squares, *[None] * missing]


def _figures_only(squares: Line) -> bool:
    texts = [plain(square.text) for square in squares if square is not None]
    return any(texts) and all(not text or is_figure(text) for text in texts)


def _collapsed(lines: list[Line], heads: int) -> list[Line]:
    """The columns under one and the same heads as one, unless several of them are filled in a row below."""
    width = len(lines[0])
    groups: list[list[int]] = []
    for column in range(width):
        before = groups[-1][-1] if groups else None
        same = before is not None and all(_same(lines[row][column], lines[row][before]) for row in range(heads))
        if same and all(_filled(line, [*groups[-1], column]) <= 1 for line in lines[heads:]):
            groups[-1].append(column)
        else:
            groups.append([column])
    return [[_first(line, group) for group in groups] for line in lines]


def _same(left: Square | None, right: Square | None) -> bool:
    return left is not None and right is not None and left.cell == right.cell


def _filled(line: Line, columns: list[int]) -> int:
    return sum(1 for column in columns if (square := line[column]) is not None and plain(square.text))


def _first(line: Line, columns: list[int]) -> Square | None:
    """The square of some columns that are one: the filled one, else the first drawn."""
    squares = [square for column in columns if (square := line[column]) is not None]
    return next((square for square in squares if plain(square.text)), squares[0] if squares else None)


def _spread(row: Row, number: int, width: int, below: Line | None) -> Line:
    """A head row over the columns: as many columns each as the row below tells, else evenly."""
    squares: Line = [Square(cell.text.value, number, index, cell) for index, cell in enumerate(row.cells)]
    if len(squares) >= width:
        return squares[:width]
    if not squares:
        return [None] * width
    if below is None:
        return _drawn(row, number, width)
    spans = next(
        (found for found in (_groups(below), _runs(below), _distinct(below)) if len(found) == len(squares)), None
    )
    if spans is None:
        spans = _period(below, len(squares), width)
    if spans is None:
        return _drawn(row, number, width)
    line: Line = []
    for square, span in zip(squares, spans, strict=True):
        line.extend([square] * span)
    return line


def _texts(line: Line) -> list[str]:
    return [plain(square.text) if square is not None else "" for square in line]


def _groups(below: Line) -> list[int]:
    """Spans when a blank below is a head that goes on downwards, and neighbours with text share one above."""
    found: list[int] = []
    before = ""
    for position, text in enumerate(_texts(below)):
        if text and before and position:
            found[-1] += 1
        else:
            found.append(1)
        before = text
    return found


def _runs(below: Line) -> list[int]:
    """As `_groups`, with all blanks side by side under one head."""
    found: list[int] = []
    before: bool | None = None
    for text in _texts(below):
        if bool(text) == before:
            found[-1] += 1
        else:
            found.append(1)
        before = bool(text)
    return found


def _distinct(below: Line) -> list[int]:
    """Spans when the row below is itself spread: one head over each."""
    found: list[int] = []
    held: Square | None = None
    for square in below:
        if found and square is not None and square is held:
            found[-1] += 1
        else:
            found.append(1)
        held = square
    return found


def _period(below: Line, heads: int, width: int) -> list[int] | None:
    """Spans when the texts below repeat under every head, or a head column stands before such."""
    texts = _texts(below)
    for first in range(width):
        rest, many = width - first, heads - first
        if many < 1 or rest % many or any(texts[position] for position in range(first) if many == heads):
            continue
        size = rest // many
        parts = [texts[first + part * size : first + (part + 1) * size] for part in range(many)]
        if size > 1 and all(_alike(part, parts[0]) for part in parts):
            return [1] * first + [size] * many
    return None


def _alike(left: list[str], right: list[str]) -> bool:
    """Whether two runs of heads are nearly the same: one of them may have a word of its own."""
    same = sum(1 for one, other in zip(left, right, strict=True) if one == other)
    return same * 3 >= len(left) * 2


def _continue_heads(lines: list[Line], heads: int, width: int, *, known: bool) -> None:
    """Heads drawn once and then blank: over the columns right of them where something stands below, and downwards."""
    for number in range(heads):
        for column in range(1, width):
            if known and _merged_down(lines[number][column]):
                continue
            lower = [_texts(lines[row])[column] for row in range(number + 1, heads) if not is_index(_texts(lines[row]))]
            left = lines[number][column - 1]
            if (
                not _texts(lines[number])[column]
                and left is not None
                and plain(left.text)
                and lower
                and lower[0]
                and not _above(lines, number, column)
                and _left_divides(lines, number, column)
            ):
                lines[number][column] = left


def _left_divides(lines: list[Line], number: int, column: int) -> bool:
    """Whether the column left of a blank head also has a head below: only a head that is divided goes on."""
    below = lines[number + 1][column - 1]
    return below is not None and bool(plain(below.text))


def _merged_down(square: Square | None) -> bool:
    return square is not None and square.drawn.merge is Merge.CONTINUE


def _above(lines: list[Line], number: int, column: int) -> bool:
    """Whether a head above a blank one stands over this column alone: it goes on downwards then."""
    return any(
        lines[row][column] is not None
        and plain(lines[row][column].text)  # type: ignore[union-attr]
        and lines[row][column] is not lines[row][column - 1]
        for row in range(number)
    )


def path(grid: Grid, column: int) -> Iterator[str]:
    """The heads over a column, from top to bottom, as printed, each once."""
    seen = ""
    for number in range(grid.heads):
        square = grid.lines[number][column]
        text = square.text if square is not None else ""
        if plain(text) and plain(text) != seen and not is_index([t for t in map(plain, _printed(grid, number)) if t]):
            seen = plain(text)
            yield text


def _printed(grid: Grid, number: int) -> list[str]:
    found: dict[int, str] = {}
    for square in grid.lines[number]:
        if square is not None:
            found.setdefault(square.cell, square.text)
    return list(found.values())
