"""One page of a PDF as drawn: its visible glyphs and its ruling lines, in points from the top left of the page as seen.

Pages turned by the file, and pages whose text is drawn sideways, are turned upright here; nothing above knows of it.
What a page hides is left out: text outside the page or behind a clip, glyphs drawn twice for a bold look.
"""

from __future__ import annotations

import math
import unicodedata
from ctypes import c_float, c_void_p, cast, create_string_buffer
from dataclasses import field
from functools import lru_cache
from typing import Final

import pypdfium2 as pdfium
from pypdfium2 import raw

from hengji.reading.formats.pdf_rules import Rule, rules_of
from hengji.records import dataclass

MAX_GLYPHS: Final = 60_000
"""Characters read from one page; a full page of print has some 2,000."""

CLIP_SLACK: Final = 1.0
HIDDEN: Final = 0.25
"""A glyph of which less is shown is not there."""

WHOLE: Final = 0.9
LOST: Final = "\ufffd"
HYPHENS: Final = {0x02: "-", 0xFFFE: "-", 0xAD: "-"}
SPACES: Final = frozenset({0x20, 0xA0, 0x3000, 0x09, 0x2002, 0x2003, 0x2009, 0x200B, 0xFEFF})
PRIVATE: Final = range(0xE000, 0xF900)

Box = tuple[float, float, float, float]


@dataclass(slots=True, eq=False)
class Glyph:
    """A visible glyph: one character, or the few a ligature stands for.

    ``spaces`` are the blanks typed before it, ``cut`` tells that a clip hides a part of it.
    """

    char: str
    x0: float
    top: float
    x1: float
    bottom: float
    spaces: int = 0
    run: int = 0
    font: str = ""
    cut: bool = False

    @property
    def middle(self) -> float:
        """The height at which it stands."""
        return (self.top + self.bottom) / 2

    @property
    def box(self) -> Box:
        """The box around it."""
        return self.x0, self.top, self.x1, self.bottom

    @property
    def wide(self) -> int:
        """1 where its characters fill the square of a Chinese one, else 0."""
        return int(is_wide(self.char[0]))


@dataclass(slots=True)
class RawPage:
    """What is drawn on a page. ``unmapped`` counts glyphs of which the file does not tell the character."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    horizontals: list[Rule] = field(default_factory=list)
    verticals: list[Rule] = field(default_factory=list)
    unmapped: int = 0
    pictures: int = 0
    drawings: int = 0
    too_many: bool = False


@dataclass(frozen=True, slots=True)
class Upright:
    """How the coordinates of a page become those of the page as seen: quarter turns about its box."""

    turns: int
    left: float
    low: float
    right: float
    high: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as seen."""
        width, height = self.right - self.left, self.high - self.low
        return (height, width) if self.turns % 2 else (width, height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point, in points from the top left."""
        match self.turns % 4:
            case 1:
                return y - self.low, x - self.left
            case 2:
                return self.right - x, y - self.low
            case 3:
                return self.high - y, self.right - x
            case _:
                return x - self.left, self.high - y

    def box(self, left: float, low: float, right: float, high: float) -> Box:
        """A box as (x0, top, x1, bottom)."""
        if not self.turns:
            return left - self.left, self.high - high, right - self.left, self.high - low
        ax, ay = self.point(left, low)
        bx, by = self.point(right, high)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


@lru_cache(maxsize=8192)
def is_wide(char: str) -> bool:
    """Whether a character fills the square of a Chinese one."""
    return unicodedata.east_asian_width(char) in {"W", "F"} or char in "“”‘’—…·"


def read_page(document: pdfium.PdfDocument, index: int) -> RawPage:
    """The page with this index (from 0)."""
    page = document[index]
    try:
        text = page.get_textpage()
        try:
            upright = Upright(_sideways(text), *page.get_cropbox())
            found = RawPage(index + 1, *upright.size)
            _read_glyphs(text, upright, found)
        finally:
            text.close()
        found.horizontals, found.verticals, found.pictures, found.drawings = rules_of(page, upright.point)
        return found
    finally:
        page.close()


def _sideways(text: pdfium.PdfTextPage) -> int:
    """The quarter turns to the right that bring most of the text upright, whichever way the page is shown."""
    turns: dict[int, int] = {}
    count = raw.FPDFText_CountChars(text)
    for index in range(0, count, max(count // 200, 1)):
        if not raw.FPDFText_IsGenerated(text, index):
            quarter = round(-raw.FPDFText_GetCharAngle(text, index) / (math.pi / 2)) % 4
            turns[quarter] = turns.get(quarter, 0) + 1
    return max(turns, key=lambda quarter: turns[quarter], default=0)


def _read_glyphs(text: pdfium.PdfTextPage, upright: Upright, page: RawPage) -> None:
    count = raw.FPDFText_CountChars(text)
    page.too_many = count > MAX_GLYPHS
    rectangle = raw.FS_RECTF()
    owners: dict[int, tuple[Box | None, str]] = {}
    twins = _Twins()
    spaces, last = 0, None
    for index in range(min(count, MAX_GLYPHS)):
        if raw.FPDFText_IsGenerated(text, index):
            continue
        code = raw.FPDFText_GetUnicode(text, index)
        if code in SPACES:
            spaces += 1
            continue
        raw.FPDFText_GetLooseCharBox(text, index, rectangle)
        box = upright.box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        owner = raw.FPDFText_GetTextObject(text, index)
        run = cast(owner, c_void_p).value or 0
        if run not in owners:
            owners[run] = _clip(owner, upright), _font(owner)
        clip, font = owners[run]
        shown = _shown(box, clip)
        char = HYPHENS.get(code) or _character(code)
        if shown < HIDDEN or not _on_page(box, page) or char < " ":
            continue
        page.unmapped += char == LOST or code in PRIVATE or raw.FPDFText_HasUnicodeMapError(text, index) == 1
        if last is not None and last.run == run and last.box == box:
            last.char += char  # one glyph that stands for several characters: a ligature, a long dash
            continue
        last = Glyph(char, *box, spaces, run, font, shown < WHOLE)
        spaces = 0
        if not twins.has(last):
            page.glyphs.append(last)


def _character(code: int) -> str:
    """The character of a code, a sign of loss where there is none."""
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else LOST


def _on_page(box: Box, page: RawPage) -> bool:
    across, down = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return 0 <= across <= page.width and 0 <= down <= page.height


def _font(owner: raw.FPDF_PAGEOBJECT) -> str:
    """The name of the font a text object is set in; empty where there is none."""
    font = raw.FPDFTextObj_GetFont(owner) if owner else None
    if not font:
        return ""
    size = raw.FPDFFont_GetBaseFontName(font, None, 0)
    name = create_string_buffer(size)
    raw.FPDFFont_GetBaseFontName(font, name, size)
    return str(name.value.decode("utf-8", "replace"))


def _clip(owner: raw.FPDF_PAGEOBJECT, upright: Upright) -> Box | None:
    """The box outside which a text object does not show; None where nothing limits it."""
    path = raw.FPDFPageObj_GetClipPath(owner) if owner else None
    count = raw.FPDFClipPath_CountPaths(path) if path else 0
    limits: list[Box] = []
    x, y = c_float(), c_float()
    for number in range(max(count, 0)):
        xs: list[float] = []
        ys: list[float] = []
        for position in range(max(raw.FPDFClipPath_CountPathSegments(path, number), 0)):
            segment = raw.FPDFClipPath_GetPathSegment(path, number, position)
            if raw.FPDFPathSegment_GetPoint(segment, x, y):
                xs.append(x.value)
                ys.append(y.value)
        if xs:
            limits.append(upright.box(min(xs), min(ys), max(xs), max(ys)))
    if not limits:
        return None
    x0s, tops, x1s, bottoms = zip(*limits, strict=True)
    return max(x0s) - CLIP_SLACK, max(tops) - CLIP_SLACK, min(x1s) + CLIP_SLACK, min(bottoms) + CLIP_SLACK


def _shown(box: Box, clip: Box | None) -> float:
    """The share of a box that a clip leaves visible."""
    if clip is None:
        return 1.0
    across = min(box[2], clip[2]) - max(box[0], clip[0])
    down = min(box[3], clip[3]) - max(box[1], clip[1])
    width, height = max(box[2] - box[0], 0.1), max(box[3] - box[1], 0.1)
    return max(min(across / width, 1), 0) * max(min(down / height, 1), 0)


class _Twins:
    """Finds glyphs drawn a second time on the same spot, as programs do for a bold look or a shadow."""

    SIDE: Final = 16.0
    NEAR: Final = 0.3
    FARTHEST: Final = 3.0

    def __init__(self) -> None:
        self._seen: dict[tuple[str, float, float], list[Glyph]] = {}

    def has(self, glyph: Glyph) -> bool:
        """Whether the same character stands there already; if not, it does now."""
        x, y, side, far = glyph.x0, glyph.top, self.SIDE, self.FARTHEST
        near = min(self.NEAR * max(min(glyph.x1 - x, glyph.bottom - y), 1.0), far)
        for across in {(x - far) // side, (x + far) // side}:
            for down in {(y - far) // side, (y + far) // side}:
                for other in self._seen.get((glyph.char, across, down), ()):
                    if abs(other.x0 - x) < near and abs(other.top - y) < near:
                        return True
        self._seen.setdefault((glyph.char, x // side, y // side), []).append(glyph)
        return False
