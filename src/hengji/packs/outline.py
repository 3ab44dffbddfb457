"""Outlines: the headings of a written report, and what stands under each: sentences, kept text, forms, annexes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from hengji.packs.errors import Mark
from hengji.packs.labels import bare, canonical, plain
from hengji.packs.source import Reader
from hengji.records import dataclass

PART = 0
"""The level of a part (第一部分), which begins a page; 1 to 3 are headings inside it."""
ALL = ".*"
"""Ends the id of a family of sentences: all whose ids begin alike, in the order of their declaration."""
_PLACEHOLDER = re.compile(r"\{[a-z_]+\}")
_PART = re.compile(r"\A第[一二三四五六七八九十]+部分[、:：]?")
_YEAR = re.compile(r"(?:19|20)\d{2}年?度?")
_NUMBER = re.compile(r"\A(?:[一二三四五六七八九十]+[、.．]|[(（][一二三四五六七八九十\d]+[)）]|\d{1,2}[、.．)])")
_TAIL = re.compile(r"(?:的|情况|说明)+\Z")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (``level`` 0 for a part, else 1 to 3) with its sentences by id, or by family (`hn.work.*`).

    ``titles`` are other editions' words for the heading. ``nil`` is written when nothing else is said; ``numbered``
    puts 1., 2., … before the sentences; ``optional`` leaves the heading out when nothing stands under it. ``ask`` says
    what a person has to write here: it is printed as a gap while the section is empty. ``fixed`` are paragraphs that
    stand here unless the filing has its own. ``forms`` draws the outline's forms here, ``annex`` another outline.
    """

    id: str
    heading: str
    level: int
    titles: tuple[str, ...]
    sentences: tuple[str, ...]
    nil: str
    numbered: bool
    optional: bool
    ask: str
    fixed: tuple[str, ...]
    forms: bool
    annex: str

    @property
    def name(self) -> str:
        """The heading without number, year and unit: what a text that stands here is filed under."""
        return canonical(_PART.sub("", _PLACEHOLDER.sub("", self.heading))).removeprefix("年度") or self.id

    def said_by(self, known: Iterable[str]) -> Iterator[str]:
        """The ids of its sentences, a family being all of ``known`` that belong to it; an unknown id stays as it is."""
        for name in self.sentences:
            if not name.endswith(ALL):
                yield name
                continue
            family = [one for one in known if one.startswith(name.removesuffix("*"))]
            yield from family or [name]

    @property
    def holds_text(self) -> bool:
        """Whether running text is kept under this heading."""
        return not self.forms and not self.annex


@dataclass(frozen=True, slots=True)
class Outline:
    """The outline of one kind of component, with the forms annexed to it in order.

    A change of more than ``reason_beyond`` per cent has to be explained.
    """

    id: str
    component: str
    title: str
    sections: tuple[Section, ...]
    forms: tuple[str, ...]
    reason_beyond: Decimal
    mark: Mark

    def section_of(self, text: str, organisation: str, after: Section | None) -> Section | None:
        """The section a line is the heading of: the next such one, else the first."""
        key = heading_key(text, organisation)
        found = [one for one in self.sections if key and _is_titled(one, text, key)]
        start = self.sections.index(after) + 1 if after is not None else 0
        return next((one for one in found if one in self.sections[start:]), found[0] if found else None)


def _is_titled(section: Section, text: str, key: str) -> bool:
    own = {heading_key(title) for title in (section.heading, *section.titles)} - {""}
    if section.level == PART:
        return _PART.match(plain(text)) is not None and any(key.endswith(one) for one in own)
    return key in own


def heading_key(text: str, organisation: str = "") -> str:
    """What a heading says whatever its number, year, unit and 情况说明."""
    word = _PART.sub("", plain(_PLACEHOLDER.sub("", text.replace("{year}年度", ""))))
    word = _YEAR.sub("", _NUMBER.sub("", word)).replace(plain(organisation) or "\0", "").removeprefix("年度")
    return _TAIL.sub("", bare(word))


def load_outline(reader: Reader) -> Outline:
    """An outline as declared."""
    sections = [_section(item) for item in reader.readers("sections", "章节")]
    outline = Outline(
        reader.text("outline"),
        reader.text("component"),
        reader.text("title"),
        tuple(sections),
        reader.texts("forms"),
        reader.number("reason_beyond", "0") or Decimal(0),
        reader.node.mark,
    )
    names = [section.name for section in sections if section.holds_text]
    for name in sorted({name for name in names if names.count(name) > 1}):
        reader.fail(f"{reader.what}有两个章节都叫“{name}”。", hint="请把标题写得可以分清。", code="pack.duplicate")
    reader.done()
    return outline


def _section(reader: Reader) -> Section:
    section = Section(
        id=reader.text("id"),
        heading=reader.text("heading", ""),
        level=int(reader.number("level", "1") or 0),
        titles=reader.texts("titles"),
        sentences=reader.texts("sentences"),
        nil=reader.text("nil", ""),
        numbered=reader.flag("numbered"),
        optional=reader.flag("optional"),
        ask=reader.text("ask", ""),
        fixed=reader.texts("fixed"),
        forms=reader.flag("forms"),
        annex=reader.text("annex", ""),
    )
    reader.done()
    return section
