"""Page numbers and running titles: lines at the edge of a page that come back on others in the same place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import field
from statistics import median
from typing import Final

from hengji.reading.formats.pdf_lines import Line
from hengji.reading.formats.pdf_table import DraftTable
from hengji.records import dataclass

EDGE: Final = 0.12
"""Running lines stand in this share of the page, at its top or bottom."""

MARGIN: Final = 63.0
"""Running titles end this near the top, in points: above the text of a page with usual margins."""

SAME_HEIGHT: Final = 4.0
OFTEN: Final = 3
DIGITS: Final = re.compile(r"\d+")
PAGE_NUMBER: Final = re.compile(
    r"[-—–―－~～·.\s]*(?:第\s*)?(\d{1,4}|[ivxlIVXL]{1,7})(?:\s*页)?(?:\s*[/／,，]?\s*共?\s*\d{1,4}\s*页?)?[-—–―－~～·.\s]*"
)


@dataclass(slots=True, eq=False)
class PageContent:
    """A page read: its lines outside tables, its tables, and the lines found to be running titles or page numbers."""

    number: int
    width: float
    height: float
    lines: list[Line]
    tables: list[DraftTable]
    header: list[Line] = field(default_factory=list)
    footer: list[Line] = field(default_factory=list)

    def tables_with_text(self) -> bool:
        """Whether any table holds text."""
        return any(cell.lines for table in self.tables for cell in table.cells)


def set_apart(pages: Sequence[PageContent]) -> None:
    """Moves page numbers and running titles of all pages out of their lines: lines of nothing but such pieces."""
    found = [_Piece(page, line, piece) for page in pages for line in _edges(page) for piece in line.pieces()]
    groups: dict[tuple[bool, str], list[_Piece]] = defaultdict(list)
    for piece in found:
        groups[piece.head, DIGITS.sub("#", piece.print.text.replace(" ", ""))].append(piece)
    numbered = {id(piece.line) for group in groups.values() for piece in group if _counts(piece, group)}
    flowing: set[int] = set()
    for group in groups.values():
        for piece in group:
            margin = id(piece.line) in numbered or not piece.head or _in_margin(piece)
            enough = OFTEN - 1 if id(piece.line) in numbered else OFTEN  # beside a page number twice tells
            if not (margin and _runs(piece, group, enough)) and not _counts(piece, group):
                flowing.add(id(piece.line))
    pieces = {id(piece.line): piece for piece in found}
    for page in pages:
        edge = [pieces[id(line)] for line in page.lines if id(line) in pieces]
        _outermost([piece for piece in edge if piece.head], flowing)
        _outermost([piece for piece in edge if not piece.head][::-1], flowing)


def _outermost(pieces: list[_Piece], flowing: set[int]) -> None:
    """Moves the lines of these pieces out, from the edge of the page inwards up to the first that flows."""
    for piece in pieces:
        if id(piece.line) in flowing:
            return
        piece.page.lines.remove(piece.line)
        (piece.page.header if piece.head else piece.page.footer).append(piece.line)


def _in_margin(piece: _Piece) -> bool:
    """Whether a line stands above the text as running titles do, not larger than it; a table's title does not."""
    usual = median(line.em for line in piece.page.lines)
    return piece.line.bottom < MARGIN and piece.line.em <= usual * 1.1


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of a line at the edge of a page."""

    page: PageContent
    line: Line
    print: Line

    @property
    def head(self) -> bool:
        """Whether it stands at the top."""
        return self.line.top < self.page.height / 2

    @property
    def number(self) -> int | None:
        """The number it may count the page with; None where it is none, -1 for a Roman one."""
        match = PAGE_NUMBER.fullmatch(self.print.text)
        return None if match is None else int(match[1]) if match[1].isdigit() else -1

    def stands_as(self, other: _Piece) -> bool:
        """Whether it is as far from the top or the bottom of its page as another."""
        from_bottom = self.page.height - self.line.bottom, other.page.height - other.line.bottom
        return abs(self.line.top - other.line.top) < SAME_HEIGHT or abs(from_bottom[0] - from_bottom[1]) < SAME_HEIGHT


def _edges(page: PageContent) -> list[Line]:
    """The lines at the top and at the bottom with no table between them and the edge."""
    first = min((table.box[1] for table in page.tables), default=page.height)
    last = max((table.box[3] for table in page.tables), default=0.0)
    head, foot = EDGE * page.height, (1 - EDGE) * page.height
    return [
        line
        for line in page.lines
        if (line.bottom < head and line.top < first) or (line.top > foot and line.bottom > last - SAME_HEIGHT)
    ]


def _runs(piece: _Piece, group: list[_Piece], enough: int) -> bool:
    """Whether a piece stands on enough pages in the same place, no figures but its digits changing."""
    others = {other.page.number for other in group if other.page is not piece.page and piece.stands_as(other)}
    return len(others) >= enough - 1 and not piece.print.text.replace(" ", "").isdigit()


def _counts(piece: _Piece, group: list[_Piece]) -> bool:
    """Whether a lone number counts pages: as far from the page's number as on another page, or the page's own."""
    if piece.number is None:
        return False
    offset = piece.number - piece.page.number
    return offset == 0 or any(
        other.page is not piece.page and other.number is not None and other.number - other.page.number == offset
        for other in group
    )
