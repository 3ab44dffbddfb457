"""What a part of a page shows, in order: lines of text, and tables that are tables.

Tables that only lay out the page are gone through like any other element. Nothing here recurses: a page may nest as
deep as its parser lets it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import field
from typing import TYPE_CHECKING, Final

from lxml import etree

from hengji.documents.document import Region
from hengji.reading.formats.html_css import Sheet, outline_level
from hengji.records import dataclass

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


SKIPPED: Final = _words(
    "head script style noscript template nav svg object applet audio video canvas map datalist meta link colgroup "
    "button dialog iframe frame noframes noembed title"
)
INLINE: Final = _words(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label mark nobr q rp rt ruby s "
    "samp select small span strike strong sub sup textarea time tt u var wbr basefont option optgroup math"
)
DELETED: Final = frozenset({"del", "rt", "rp"})
"""Not part of what is said: a tracked deletion, or the pronunciation above a word."""
MARGINS: Final = {"header": Region.HEADER, "footer": Region.FOOTER}
MAIN: Final = frozenset({"main", "article", "section", "td", "th", "table"})
FOLDED: Final = re.compile(r"[ \t\r\n\f]+")
BROKEN_REFERENCE: Final = re.compile(r"&(?:amp;)*\s?#\s?([xX][0-9a-fA-F]{1,6}|[0-9]{1,7})\s?;")
DOUBLE_REFERENCE: Final = re.compile(r"&(nbsp|lt|gt|quot|ldquo|rdquo|lsquo|rsquo|mdash|ndash|middot|hellip|emsp|ensp);")
LINE: Final = "\r"
"""A line end of the source, until its neighbours are known: beside a Chinese character it is nothing, else a blank."""
HARD: Final = "\n"
CJK: Final = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u3001-\u303f\u2018-\u201d\u2014\u2026"
SOURCE_LINE: Final = re.compile(f"(?<=[{CJK}]) ?\r ?| ?\r ?(?=[{CJK}])")
INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff\ufffe\uffff]")
CONTROL: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line as shown; ``marker`` is the number a list puts before it."""

    text: str
    level: int | None = None
    marker: str = ""
    region: Region = Region.BODY


@dataclass(slots=True)
class Surroundings:
    """What holds for a whole page: its style, the tables that only lay it out, and what was hidden in it."""

    sheet: Sheet
    layout: frozenset[Element]
    hidden: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _State:
    """What holds at one point: how white space counts, the heading and the margin it stands in."""

    white: str = ""
    level: int | None = None
    region: Region = Region.BODY
    inside: bool = False


@dataclass(slots=True)
class _Walk:
    """Collects the characters between two breaks."""

    around: Surroundings
    states: list[_State]
    pieces: list[str] = field(default_factory=list)
    marker: str = ""

    def say(self, text: str | None) -> None:
        """Characters of the source, folded as their surroundings ask."""
        if not text:
            return
        white = self.states[-1].white
        if not white:
            text = FOLDED.sub(lambda found: LINE if HARD in found[0] or LINE in found[0] else " ", text)
        else:
            text = text.replace("\r\n", HARD).replace(LINE, HARD)
            text = FOLDED.sub(_pre_line, text) if white == "pre-line" else text.replace(" ", "\u00a0")
        self.pieces.append(text)

    def lines(self) -> Iterator[Line]:
        """What was collected, line by line, and a new beginning."""
        text, self.pieces = "".join(self.pieces), []
        if not text or not text.strip(" \r\n\t"):
            return
        state = self.states[-1]
        for line in shown(text):
            yield Line(line, state.level, self.marker, state.region)
            self.marker = ""


def _pre_line(found: re.Match[str]) -> str:
    return HARD * found[0].count(HARD) or " "


def shown(text: str) -> list[str]:
    """The lines of collected text as a browser shows them, without those that show nothing."""
    if "&" in text:
        text = BROKEN_REFERENCE.sub(lambda found: html.unescape(f"&#{found[1]};"), text)
        text = DOUBLE_REFERENCE.sub(lambda found: html.unescape(found[0]), text)
    text = SOURCE_LINE.sub("", text).replace(LINE, " ")
    text = CONTROL.sub("", INVISIBLE.sub("", text))
    lines = [re.sub(" {2,}", " ", line).strip(" \f\v").replace("\u00a0", " ") for line in text.split(HARD)]
    return [line.rstrip() for line in lines if line.strip()]


def flow(root: Element, around: Surroundings, inside: bool = False) -> Iterator[Line | Element]:
    """The lines and tables shown inside ``root``; a table comes as its element, to be read by its own rules."""
    walk = _Walk(around, [_State(inside=inside)])
    walker = etree.iterwalk(root, events=("start", "end"))
    passed: Element | None = None
    for event, element in walker:
        tag = str(element.tag)
        if event == "start":
            if element is not root and _is_passed_over(element, tag, around):
                walker.skip_subtree()
                passed = element
                walk.states.append(walk.states[-1])
            elif tag == "table" and element is not root and element not in around.layout:
                yield from walk.lines()
                yield element
                walker.skip_subtree()
                passed = element
                walk.states.append(walk.states[-1])
            else:
                yield from _begin(walk, element, tag)
            continue
        if passed is element:
            passed = None
        elif _breaks(element, tag, around.sheet):
            yield from walk.lines()
        walk.states.pop()
        if element is not root:
            walk.say(element.tail)
    walk.states.append(_State(inside=inside))
    yield from walk.lines()


def _begin(walk: _Walk, element: Element, tag: str) -> Iterator[Line]:
    above = walk.states[-1]
    if tag == "br" or _breaks(element, tag, walk.around.sheet):
        yield from walk.lines()
    if tag == "li":
        walk.marker = _list_number(element)
    region = above.region if above.inside or above.region is not Region.BODY else MARGINS.get(tag, above.region)
    level = outline_level(element)
    white = walk.around.sheet.white_space(element, above.white)
    walk.states.append(_State(white, above.level if level is None else level, region, above.inside or (tag in MAIN)))
    if tag == "input":
        walk.say(_input_text(element))
    elif tag not in {"select", "optgroup"}:
        walk.say(element.text)


def _breaks(element: Element, tag: str, sheet: Sheet) -> bool:
    """Whether an element stands in lines of its own."""
    return (tag not in INLINE and ":" not in tag) or sheet.is_block(element)


def _is_passed_over(element: Element, tag: str, around: Surroundings) -> bool:
    """Whether an element shows nothing that belongs to the text; hidden figures are noted."""
    if tag in SKIPPED or tag in DELETED or element.get("role") in {"navigation", "search", "banner"}:
        return True
    if tag == "option":
        return element.get("selected") is None
    if around.sheet.hides(element):
        text = FOLDED.sub("", "".join(str(piece) for piece in element.itertext()))
        if re.search(r"\d\.\d|\d[%％]|\d,\d{3}", text):
            around.hidden.append(text)
        return True
    return False


def _input_text(element: Element) -> str:
    kind = element.get("type", "text").lower()
    if kind in {"checkbox", "radio"}:
        return "□" if element.get("checked") is None else "☑"
    return element.get("value", "") if kind in {"text", "number"} else ""


def _list_number(element: Element) -> str:
    """The number an ordered list puts before an item; none for bullets and for kinds of numbers we do not draw."""
    parent = element.getparent()
    if (
        parent is None
        or parent.tag != "ol"
        or parent.get("type", "1") != "1"
        or "list-style" in parent.get("style", "")
    ):
        return ""
    number, value = _whole(parent.get("start"), 1) - 1, element.get("value")
    if value is not None:
        return f"{_whole(value, 1)}."
    for item in parent.iterchildren("li"):
        number = _whole(item.get("value"), number + 1)
        if item is element:
            break
    return f"{number}."


def _whole(value: str | None, otherwise: int) -> int:
    return int(value) if value is not None and re.fullmatch(r"-?\d{1,6}", value) else otherwise
