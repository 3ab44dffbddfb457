"""Places in PDFs that know their box: the characters of a text and where on which page each was printed."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import field, replace
from typing import Self

from hengji.facts.place import PdfPlace
from hengji.reading.formats.pdf_lines import Line
from hengji.reading.formats.pdf_page import Box
from hengji.records import dataclass


@dataclass(slots=True)
class Print:
    """The printed lines of one text: where each begins in the text, and the number of its block on its page."""

    starts: list[int]
    lines: list[Line]
    blocks: list[int]

    def where(self, start: int, end: int) -> tuple[int, int, Box]:
        """Page and block of the character at ``start``, and the box of the span as far as it stands on that page."""
        first = max(bisect_right(self.starts, start) - 1, 0)
        page = self.lines[first].page
        boxes = []
        for index in range(first, len(self.lines)):
            line, offset = self.lines[index], self.starts[index]
            if line.page != page or (index > first and offset >= end):
                break
            last = len(line.text) - 1
            left, right = min(max(start - offset, 0), last), min(max(end - 1 - offset, 0), last)
            boxes.append((line.lefts[left], line.top, line.rights[max(left, right)], line.bottom))
        x0s, tops, x1s, bottoms = zip(*boxes, strict=True)
        return page, self.blocks[first], (min(x0s), min(tops), max(x1s), max(bottoms))


@dataclass(frozen=True, slots=True)
class PrintedPlace(PdfPlace):
    """A place in a text of which every character has its box. Offsets count in the whole text, also on later pages."""

    print: Print | None = field(default=None, repr=False, compare=False)
    home: tuple[int, int] = (1, 1)

    def anchor(self) -> tuple[object, ...]:
        """The text as a whole stays one, also where it goes on over a page."""
        return ("pdf", *self.home, self.row, self.column)

    def at(self, start: int, end: int) -> Self:
        """The span, on the page where it begins, with its box."""
        if self.print is None:
            return replace(self, start=start, end=end)
        page, block, box = self.print.where(start, end)
        return replace(self, start=start, end=end, page=page, block=block, box=rounded(box))


def rounded(box: Box) -> Box:
    """A box to a tenth of a point."""
    x0, top, x1, bottom = box
    return round(x0, 1), round(top, 1), round(x1, 1), round(bottom, 1)
