"""Lines of text: glyphs in order, blanks set where the eye sees them and left out where they only spread letters."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Final

from hengji.reading.formats.pdf_page import Box, Glyph
from hengji.records import dataclass

OVERLAP: Final = 0.5
"""A glyph belongs to a line where its height differs from the line's by less than this share of the smaller height."""

WIDE_GAP: Final = 2.0
"""Pieces of a line this many letters apart are separate columns or labels."""

TYPED: Final = (0.1, 0.7, 0.4)
UNTYPED: Final = (0.18, 0.7, 1.5)
"""The least gap, in letters, that is a blank, with and without a typed one; by how many of two glyphs are Chinese."""


@dataclass(slots=True, eq=False)
class Line:
    """A line of print. ``lefts`` and ``rights`` bound each character of ``text``, blanks included."""

    page: int
    text: str
    lefts: tuple[float, ...]
    rights: tuple[float, ...]
    top: float
    bottom: float
    em: float
    font: str
    cut: bool = False

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.lefts[0]

    @property
    def x1(self) -> float:
        """Where it ends."""
        return self.rights[-1]

    @property
    def box(self) -> Box:
        """The box around it."""
        return self.x0, self.top, self.x1, self.bottom

    def part(self, start: int, end: int) -> Line:
        """The characters from ``start`` to ``end`` as a line of their own."""
        return Line(
            self.page,
            self.text[start:end],
            self.lefts[start:end],
            self.rights[start:end],
            self.top,
            self.bottom,
            self.em,
            self.font,
            self.cut,
        )

    def pieces(self, gap: float = WIDE_GAP) -> list[Line]:
        """The line cut where the print stops for ``gap`` letters and more."""
        found: list[Line] = []
        start, last = 0, -1
        for index, char in enumerate(self.text):
            if char.isspace():
                continue
            if last >= 0 and self.lefts[index] - self.rights[last] >= gap * self.em:
                found.append(self.part(start, last + 1))
                start = index
            last = index
        found.append(self.part(start, last + 1))
        return found


def lines_of(page: int, glyphs: Sequence[Glyph]) -> list[Line]:
    """The lines that glyphs form, from top to bottom."""
    rows: list[tuple[float, float, list[Glyph]]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.middle):
        if rows:
            middle, height, members = rows[-1]
            if glyph.middle - middle <= OVERLAP * min(height, glyph.bottom - glyph.top):
                members.append(glyph)
                count = len(members)
                rows[-1] = (middle + (glyph.middle - middle) / count, height, members)
                continue
        rows.append((glyph.middle, glyph.bottom - glyph.top, [glyph]))
    return [line_of(page, members) for _, _, members in rows]


def line_of(page: int, glyphs: list[Glyph]) -> Line:
    """One line of these glyphs, from left to right."""
    glyphs = sorted(glyphs, key=lambda glyph: glyph.x0)
    em = _em(glyphs)
    spread = _is_spread(glyphs, em)
    chars: list[str] = []
    lefts: list[float] = []
    rights: list[float] = []
    before: Glyph | None = None
    for glyph in glyphs:
        blanks = 0 if before is None or spread else _blanks(before, glyph, em)
        if before is not None and blanks:
            width = (glyph.x0 - before.x1) / blanks
            for number in range(blanks):
                chars.append(" ")
                lefts.append(before.x1 + number * width)
                rights.append(before.x1 + (number + 1) * width)
        share = (glyph.x1 - glyph.x0) / len(glyph.char)
        for number, char in enumerate(glyph.char):
            chars.append(char)
            lefts.append(glyph.x0 + number * share)
            rights.append(glyph.x0 + (number + 1) * share)
        before = glyph
    return Line(
        page,
        "".join(chars),
        tuple(lefts),
        tuple(rights),
        min(glyph.top for glyph in glyphs),
        max(glyph.bottom for glyph in glyphs),
        em,
        next((glyph.font for glyph in glyphs if glyph.wide), glyphs[0].font),
        sum(glyph.cut for glyph in glyphs) * 2 > len(glyphs),
    )


def separator(before: str, after: str) -> str:
    """What stands between two lines of one text: a blank between words of letters, nothing anywhere else."""
    first, second = before[-1:], after[:1]
    letters = first.isascii() and second.isascii() and (first.isalpha() or first in ",;") and second.isalnum()
    return " " if letters else ""


def _em(glyphs: list[Glyph]) -> float:
    """The size of a letter: the width of Chinese ones where there are any, else by height."""
    wide = [(glyph.x1 - glyph.x0) / len(glyph.char) for glyph in glyphs if glyph.wide]
    return max(median(wide) if wide else 0.85 * median(glyph.bottom - glyph.top for glyph in glyphs), 1.0)


def _is_spread(glyphs: list[Glyph], em: float) -> bool:
    """Whether the letters of a label were only spread to fill a width: three or more, each as far from the next."""
    if len(glyphs) < 3 or not all(glyph.wide for glyph in glyphs):
        return False
    gaps = [after.x0 - before.x1 for before, after in pairwise(glyphs)]
    return min(gaps) > 0.1 * em and max(gaps) < 4 * em and max(gaps) - min(gaps) < max(0.35 * em, 0.3 * max(gaps))


def _blanks(before: Glyph, after: Glyph, em: float) -> int:
    """How many blanks stand between two glyphs: those that were typed, where the eye sees a gap.

    The gap that word processors leave between Chinese and Latin letters by themselves is none.
    """
    gap, wide = after.x0 - before.x1, before.wide + after.wide
    typed = after.spaces and gap > TYPED[wide] * em
    return max(after.spaces, 1) if typed or gap > UNTYPED[wide] * em else 0
