"""The running text of a filing as facts: what stands under each heading of its outline, kept word for word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import field, replace

from hengji.documents.document import Paragraph, Region
from hengji.facts.fact import FactKey, FactStore, Kind, Source, State, Statement, dimensions_of
from hengji.facts.place import Place
from hengji.packs.labels import MARKUP, plain
from hengji.packs.outline import Outline, Section
from hengji.packs.pack import Pack
from hengji.reading.components import ANNEX, Part
from hengji.reading.result import Reading
from hengji.records import dataclass

TEXT, COMPONENT, SECTION = "narrative.text", "component", "section"
LONGEST_HEADING = 60
_CONTENTS_LINE = re.compile(r"[.．…·]{3,}\s*\d*\s*\Z|\A目\s*录\Z")
_BLANK = " \t\r\n\u3000\u00a0"


@dataclass(slots=True)
class _Kept:
    """The paragraphs under one heading, and where the first of them stands."""

    section: Section
    lines: list[str] = field(default_factory=list)
    place: Place | None = None


def with_texts(reading: Reading) -> Reading:
    """The reading with the text under every heading its packs' outlines know, as facts; what was typed stays first."""
    found: list[Statement] = []
    typed = {(one.key.dimension(COMPONENT), one.key.dimension(SECTION)) for one in stated_texts(reading.facts)}
    for part in reading.parts:
        pack = reading.pack_of(part.id)
        outline = outline_of(pack, part.kind)
        if outline is None:
            continue
        label = pack.components[part.kind].label
        for kept in _sections(reading, part, outline):
            if (label, kept.section.name) not in typed:
                name = f"n{len(found) + 1}"
                text = "\n".join(kept.lines)
                source = Source(reading.document.sha256, kept.place)
                key = text_key(label, kept.section, part.fiscal_year or 0)
                said = Statement(name, key, State.REPORTED, Kind.TEXT, text=text, source=source, component=part.id)
                found.append(replace(said, label=pack.concepts[TEXT].label))
    return replace(reading, facts=FactStore([*reading.facts, *found]))


def blank_texts(pack: Pack, year: int) -> Iterator[Statement]:
    """The texts a pack's outlines ask for, still to be written."""
    for outline in pack.outlines.values():
        label = pack.components[outline.component].label
        for section in (one for one in outline.sections if one.ask):
            yield Statement("", text_key(label, section, year), State.BLANK, Kind.TEXT)


def outline_of(pack: Pack, component: str) -> Outline | None:
    """The outline a kind of component is written by, None where it has no text of its own."""
    return next((one for one in pack.outlines.values() if one.component == component and one.sections), None)


def text_key(component: str, section: Section, year: int) -> FactKey:
    """The fact that the text of a section is; ``component`` is the label of the kind."""
    return FactKey(TEXT, str(year), dimensions=dimensions_of({COMPONENT: component, SECTION: section.name}))


def stated_texts(facts: Iterable[Statement]) -> Iterator[Statement]:
    """The texts a filing states."""
    return (one for one in facts if one.key.concept == TEXT and one.text.strip())


def is_typed(statement: Statement) -> bool:
    """Whether a text was typed into a form, beside the sentences made of the data, and not read in a paper."""
    return bool(statement.address)


def _sections(reading: Reading, part: Part, outline: Outline) -> Iterator[_Kept]:
    """What stands under each heading, in the order in which the headings first come.

    A heading the outline does not know stays with the text above it. The lines around a form that was recognised (its
    title, unit, notes, signatures) belong to the form.
    """
    kept: dict[str, _Kept] = {}
    first = outline.sections[0] if outline.sections and not outline.sections[0].heading else None
    current = _Kept(first) if first is not None else None
    if current is not None:
        kept[current.section.id] = current
    drawn = {table.block for table in reading.tables if table.recognised is not None}
    title = plain(part.title)
    last: Section | None = None
    for index in range(part.first, part.last + 1):
        block = reading.blocks[index]
        if index in drawn:
            if current is not None:
                _give_up_caption(current)
            current = None
        if not isinstance(block, Paragraph) or block.region is not Region.BODY:
            continue
        line = _line(block)
        if title and plain(line) and title.startswith(plain(line)):
            title = title.removeprefix(plain(line))
            continue
        section = _heading(outline, line, part.organisation, last)
        if ANNEX.match(plain(line)):
            current = None
        elif section is not None:
            last = section
            current = kept.setdefault(section.id, _Kept(section)) if section.holds_text else None
        elif current is not None and line:
            current.place = current.place or block.text.whole()
            current.lines.append(line)
    yield from (one for one in kept.values() if one.lines)


def _line(block: Paragraph) -> str:
    """A paragraph as it is printed, without bookmarks and contents lines."""
    line = MARKUP.sub("", block.marker + block.text.value).strip(_BLANK)
    return "" if _CONTENTS_LINE.search(line) else line


def _heading(outline: Outline, line: str, organisation: str, last: Section | None) -> Section | None:
    return outline.section_of(line, organisation, last) if 0 < len(line) <= LONGEST_HEADING else None


def _give_up_caption(current: _Kept) -> None:
    """The short lines right above a form are its caption."""
    while current.lines and len(current.lines[-1]) <= LONGEST_HEADING and not current.lines[-1].endswith("。"):
        current.lines.pop()
