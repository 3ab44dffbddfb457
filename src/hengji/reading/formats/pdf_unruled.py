"""Tables without lines: rows of figures under each other, their columns told by the white between them.

A label may stand on other lines than its amounts: broken over several lines around them, or a line above or below. What
belongs to one line of amounts is a row.
"""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median
from typing import Final

from hengji.reading.formats.pdf_grid import Area
from hengji.reading.formats.pdf_lines import Line
from hengji.reading.formats.pdf_page import Box
from hengji.reading.formats.pdf_table import DraftCell, DraftTable
from hengji.records import dataclass

FIGURE: Final = re.compile(r"[-+−–]?[\d,，]*\d(?:[.．]\d+)?[%％]?|[-—–]{1,4}")
AMOUNT: Final = re.compile(r"[-+−–]?[\d,，]*\d[.．]\d+[%％]?|[-+−–]?\d{1,3}(?:[,，]\d{3})+|\d{4,}")
BLANKS: Final = re.compile(r"\s+")
CAPTION: Final = re.compile(r"[:：]|。$")
LEADER: Final = re.compile(r"[.·…．]{4,}")
START: Final = re.compile(r"[（(]?[一二三四五六七八九十\d]+[、.．)）]|\d{3,}")
COLUMN_GAP: Final = 0.9
FEWEST_ROWS: Final = 3
WRAP: Final = 0.8
FAR: Final = 5.0
"""Lines further apart than this many letters do not belong to one table."""


@dataclass(slots=True)
class Strip:
    """A line cut at its gaps."""

    line: Line
    tokens: list[Line]
    beside_label: bool = False
    """An amount alone on its line, its label on the line above or below."""

    @property
    def middle(self) -> float:
        """The height at which it stands."""
        return (self.line.top + self.line.bottom) / 2

    @property
    def figures(self) -> int:
        """How many tokens are figures."""
        return sum(bool(FIGURE.fullmatch(token.text)) for token in self.tokens)

    @property
    def is_row(self) -> bool:
        """Whether it shows an amount beside something else."""
        return (len(self.tokens) > 1 and self.figures > 0 and _may_belong(self)) or self.beside_label


def unruled_tables(page: int, lines: list[Line]) -> tuple[list[DraftTable], list[Line]]:
    """The tables among the lines of a page, and the lines that belong to none."""
    strips = [Strip(line, tokens_of(line)) for line in lines]
    for index, strip in enumerate(strips):
        neighbours = strips[max(index - 1, 0) : index] + strips[index + 1 : index + 2]
        strip.beside_label = _is_bare(strip) and any(_labels(other, strip) for other in neighbours)
    tables: list[DraftTable] = []
    taken: set[int] = set()
    for first, last in _runs(strips):
        table = _table(page, strips[first:last])
        if table is not None:
            tables.append(table)
            taken.update(range(first, last))
    return tables, [line for index, line in enumerate(lines) if index not in taken]


def _is_bare(strip: Strip) -> bool:
    """Whether a line holds nothing but figures, an amount among them."""
    return strip.figures == len(strip.tokens) and any(AMOUNT.fullmatch(token.text) for token in strip.tokens)


def _labels(label: Strip, strip: Strip) -> bool:
    """Whether a line may be the label of a line of amounts: words only, to the left of them."""
    return (
        len(label.tokens) == 1
        and not label.figures
        and label.line.x1 < strip.line.x0
        and abs(label.middle - strip.middle) < 2 * strip.line.em
        and _may_belong(label)
    )


def tokens_of(line: Line) -> list[Line]:
    """The pieces of a line between wide gaps; figures with a blank between them are always pieces of their own."""
    found: list[Line] = []
    for piece in line.pieces(COLUMN_GAP):
        words = [(match.start(), match.end()) for match in re.finditer(r"\S+", piece.text)]
        at = len(words)
        while at > 0 and FIGURE.fullmatch(piece.text[words[at - 1][0] : words[at - 1][1]]):
            at -= 1
        if at > 0:
            found.append(piece.part(0, words[at - 1][1]))
        found.extend(piece.part(start, end) for start, end in words[at:])
    return found


def _runs(strips: list[Strip]) -> list[tuple[int, int]]:
    """Stretches of lines that may be tables: from a heading row over rows of figures to the last of them."""
    found: list[tuple[int, int]] = []
    index = 0
    while index < len(strips):
        if not _may_belong(strips[index]):
            index += 1
            continue
        last = index
        while last + 1 < len(strips) and _may_belong(strips[last + 1]) and _near(strips[last], strips[last + 1]):
            last += 1
        run = _trimmed(strips, index, last + 1)
        if run is not None:
            found.append(run)
        index = last + 1
    return found


def _near(one: Strip, other: Strip) -> bool:
    return other.middle - one.middle <= FAR * max(one.line.em, other.line.em)


def _may_belong(strip: Strip) -> bool:
    """Whether a line may stand in a table: no caption, no sentence, no line of a table of contents."""
    text = strip.line.text
    return not CAPTION.search(text) and not LEADER.search(text)


def _trimmed(strips: list[Strip], first: int, end: int) -> tuple[int, int] | None:
    """The part of a stretch from its heading row to its last row, with the lines of labels that reach beyond it."""
    rows = [index for index in range(first, end) if strips[index].is_row]
    if len(rows) < FEWEST_ROWS:
        return None
    start, last = rows[0], rows[-1]
    while start > first and (len(strips[start - 1].tokens) > 1 or _label_of(strips, start - 1, start)):
        start -= 1
    if last + 1 < end and _label_of(strips, last + 1, last):
        last += 1
    return start, last + 1


def _label_of(strips: list[Strip], index: int, row: int) -> bool:
    """Whether a line of one piece is a part of the label of the row beside it, set closer than rows are."""
    strip, beside = strips[index], strips[row]
    if len(strip.tokens) != 1 or strip.figures:
        return False
    gap = abs(strip.middle - beside.middle)
    rows = [other.middle for other in strips if other.is_row]
    pitch = median(b - a for a, b in pairwise(rows)) if len(rows) > 1 else 0.0
    return strip.line.x1 <= beside.tokens[-1].x0 and gap < WRAP * pitch


def _table(page: int, strips: list[Strip]) -> DraftTable | None:
    rows = [strip for strip in strips if strip.is_row]
    if _is_contents(rows):
        return None
    columns = _columns(strips, rows)
    amounts = sum(bool(AMOUNT.fullmatch(token.text)) for strip in rows for token in strip.tokens)
    if len(columns) < 2 or amounts < len(rows):
        return None
    groups = _groups(strips, columns)
    x0, x1 = min(strip.line.x0 for strip in strips), max(strip.line.x1 for strip in strips)
    xs = [x0, *((left[1] + right[0]) / 2 for left, right in pairwise(columns)), x1]
    ys = [min(strip.line.top for strip in groups[0])]
    ys += [
        (max(s.line.bottom for s in above) + min(s.line.top for s in below)) / 2 for above, below in pairwise(groups)
    ]
    ys.append(max(strip.line.bottom for strip in groups[-1]))
    cells = [
        DraftCell(
            area, (columns[area.column][0], ys[row], columns[area.column + area.columns - 1][1], ys[row + 1]), lines
        )
        for row, group in enumerate(groups)
        for area, lines in _row(row, group, columns)
    ]
    return DraftTable(page, (x0, ys[0], x1, ys[-1]), xs, len(groups), cells, ruled=False)


def _is_contents(rows: list[Strip]) -> bool:
    """A list of headings with page numbers: one small number at the end of each line, never falling."""
    numbers = [strip.tokens[-1].text for strip in rows]
    if any(len(strip.tokens) > 2 for strip in rows) or not all(n.isdigit() and len(n) < 4 for n in numbers):
        return False
    return all(int(a) <= int(b) for a, b in pairwise(numbers))


def _columns(strips: list[Strip], rows: list[Strip]) -> list[tuple[float, float]]:
    """Left and right edge of what is printed in each column of the rows, columns with nothing but a heading added."""
    leftmost = min(token.x0 for strip in rows for token in strip.tokens if FIGURE.fullmatch(token.text))
    labels = [strip.line for strip in strips if len(strip.tokens) == 1 and strip.line.x1 < leftmost]
    printed = [token for strip in rows for token in strip.tokens] + labels
    columns = _printed(printed, 0)
    most = max(len(strip.tokens) for strip in rows)
    if len(columns) != most:  # a single row set out of line closes the white between columns, or looks like more
        loose = _printed(printed, 1)
        columns = loose if len(loose) == most else columns
    for strip in strips:
        if not strip.is_row and len(strip.tokens) > 1:
            for token in strip.tokens:
                if not any(x0 < token.x1 and token.x0 < x1 for x0, x1 in columns):
                    columns.append((token.x0, token.x1))
    return sorted(columns)


def _printed(tokens: list[Line], spare: int) -> list[tuple[float, float]]:
    """The stretches across in which more than ``spare`` tokens are printed."""
    columns: list[tuple[float, float]] = []
    depth, begun = 0, 0.0
    for at, change in sorted([(token.x0, 1) for token in tokens] + [(token.x1, -1) for token in tokens]):
        before, depth = depth, depth + change
        if before <= spare < depth:
            begun = at
        elif depth <= spare < before and at > begun:
            columns.append((begun, at))
    return columns


def _groups(strips: list[Strip], columns: list[tuple[float, float]]) -> list[list[Strip]]:
    """The lines of each row."""
    anchors = [index for index, strip in enumerate(strips) if strip.figures]
    gaps = [strips[b].middle - strips[a].middle for a, b in pairwise(anchors)]
    pitch = median(gaps) if gaps else 0.0
    home: dict[int, int] = {index: index for index in range(len(strips))}
    for index, strip in enumerate(strips):
        if strip.figures or len(strip.tokens) > 1 or index < anchors[0] - 1:
            continue
        near = sorted((abs(strips[anchor].middle - strip.middle), anchor) for anchor in anchors)[:2]
        for gap, anchor in near:
            bare = strips[anchor].tokens[0].x0 > columns[0][1]
            full = anchor < index and _is_full(strips[anchor], columns) and not START.match(strip.line.text)
            if gap < WRAP * pitch or (bare and gap <= 1.2 * pitch) or (full and gap <= 1.2 * pitch):
                home[index] = anchor
                break
    found: dict[int, list[Strip]] = {}
    for index, strip in enumerate(strips):
        found.setdefault(home[index], []).append(strip)
    return [found[key] for key in sorted(found)]


def _is_full(strip: Strip, columns: list[tuple[float, float]]) -> bool:
    """Whether the label of a row reaches the end of its column."""
    return columns[0][1] - strip.tokens[0].x1 < strip.line.em and strip.tokens[0].x0 <= columns[0][1]


def _row(row: int, group: list[Strip], columns: list[tuple[float, float]]) -> list[tuple[Area, list[Line]]]:
    """The cells of a row, empty ones among them."""
    held: dict[int, list[Line]] = {}
    spans: dict[int, int] = {}
    for strip in group:
        in_order = len(strip.tokens) == len(columns)
        for number, token in enumerate(strip.tokens):
            first, last = (number, number) if in_order else _reach(token.box, columns)
            held.setdefault(first, []).append(token)
            spans[first] = max(spans.get(first, 1), last - first + 1)
    found: list[tuple[Area, list[Line]]] = []
    column = 0
    while column < len(columns):
        width = spans.get(column, 1)
        while width > 1 and any(other in held for other in range(column + 1, column + width)):
            width -= 1
        found.append((Area(row, column, 1, width), held.get(column, [])))
        column += width
    return found


def _reach(box: Box, columns: list[tuple[float, float]]) -> tuple[int, int]:
    """The columns a token stands in; where it is beside all of them, the nearest."""
    x0, _, x1, _ = box
    inside = [index for index, (left, right) in enumerate(columns) if x0 < right and left < x1]
    if inside:
        return inside[0], inside[-1]
    nearest = min(range(len(columns)), key=lambda index: max(columns[index][0] - x1, x0 - columns[index][1]))
    return nearest, nearest
