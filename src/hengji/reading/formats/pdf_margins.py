"""Page numbers and running titles: lines at the edge of a page that come back on others in the same place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from hengji.reading.formats.pdf_lines import Line
from hengji.reading.formats.pdf_table import DraftTable

EDGE: Final = 0.12
"""Running lines stand in this share of the page, at its top or bottom."""

SAME_HEIGHT: Final = 4.0
OFTEN: Final = 3
DIGITS: Final = re.compile(r"\d+")
PAGE_NUMBER: Final = re.compile(
    r"[-—–―－~～·.\s]*(?:第\s*)?(\d{1,4}|[ivxlIVXL]{1,7})(?:\s*页)?(?:\s*[/／,，]?\s*共?\s*\d{1,4}\s*页?)?[-—–―－~～·.\s]*"
)


@dataclass(slots=True)
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
    """Moves page numbers and running titles of all pages out of their lines."""
    groups: dict[tuple[bool, str], list[tuple[PageContent, Line]]] = defaultdict(list)
    for page in pages:
        for line in _edges(page):
            head = line.top < page.height / 2
            groups[head, DIGITS.sub("#", line.text.replace(" ", ""))].append((page, line))
    for (head, _), found in groups.items():
        numbers = [(page, line) for page, line in found if PAGE_NUMBER.fullmatch(line.text)]
        for page, line in found:
            running = len(found) >= OFTEN and _same_place(page, line, found)
            if running or ((page, line) in numbers and _counts(page, line, numbers, alone=len(pages) == 1)):
                page.lines.remove(line)
                (page.header if head else page.footer).append(line)


def _edges(page: PageContent) -> list[Line]:
    """The lines at the top and the bottom with nothing between them and the edge but lines of the same kind."""
    found = [line for line in page.lines if line.bottom < EDGE * page.height or line.top > (1 - EDGE) * page.height]
    inner = [table.box for table in page.tables]
    return [
        line
        for line in found
        if not any(
            (box[1] < line.top if line.top < page.height / 2 else box[3] > line.bottom + SAME_HEIGHT) for box in inner
        )
    ]


def _same_place(page: PageContent, line: Line, found: list[tuple[PageContent, Line]]) -> bool:
    """Whether the line stands on enough other pages as near to the edge, and is no wrapped sentence by chance."""
    others = {
        other.number
        for other, twin in found
        if other is not page
        and (
            abs(twin.top - line.top) < SAME_HEIGHT
            or abs((other.height - twin.bottom) - (page.height - line.bottom)) < SAME_HEIGHT
        )
    }
    return len(others) >= OFTEN - 1


def _counts(page: PageContent, line: Line, numbers: list[tuple[PageContent, Line]], *, alone: bool) -> bool:
    """Whether a lone number counts pages: as far from the page's number as on another page, or the page's own."""
    offset = _number(line) - page.number
    others = [other for other, twin in numbers if other is not page and _number(twin) - other.number == offset]
    return bool(others) or (alone and offset == 0) or offset == 0


def _number(line: Line) -> int:
    match = PAGE_NUMBER.fullmatch(line.text)
    said = match[1] if match else ""
    return int(said) if said.isdigit() else -10_000
