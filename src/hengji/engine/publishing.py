"""From the facts of a filing to a publication: the outline's headings and sentences, then its forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from hengji.engine.apart import is_filled, tables_of
from hengji.engine.narrative import COMPONENT, is_typed, stated_texts, text_key
from hengji.facts.fact import FactKey, FactStore, Statement
from hengji.packs.layout import Layout
from hengji.packs.outline import PART, Outline, Section
from hengji.packs.pack import Pack
from hengji.packs.sentence import OPEN
from hengji.packs.sentence_context import SentenceContext
from hengji.reading.read import code_paths
from hengji.records import dataclass
from hengji.writing.characters import ems
from hengji.writing.drawing import DrawnParagraph, DrawnTable, Publication, Style
from hengji.writing.fill import Context, Filler
from hengji.writing.form_facts import is_cell_of, worded
from hengji.writing.sentences import write

HEADINGS = {PART: Style.PART, 1: Style.HEADING1, 2: Style.HEADING2, 3: Style.HEADING3}
HEADINGS_ORDER = {style: level for level, style in HEADINGS.items()}
SHAPES = {
    1: re.compile(r"[一二三四五六七八九十]+、"),
    2: re.compile(r"[(（][一二三四五六七八九十]+[)）]"),
    3: re.compile(r"\d{1,2}[、.．](?!\d)"),
}
LONGEST_OWN_HEADING = 40
TITLE_WIDTH = 19
"""Characters of 2号 on a line of 156 mm."""
GAP = "【请填写：{}】"
FORM_DIMENSION = "form"


@dataclass(frozen=True, slots=True)
class Package:
    """A filing to be written: whose, for which year, under which pack, with which facts, and its revision."""

    pack: Pack
    facts: FactStore
    year: int
    organisation: str
    revision: str
    public: bool = False


def entry_forms(pack: Pack) -> list[str]:
    """The forms entered under a pack: the cover, the forms in the order of its outlines, the texts."""
    annexed = [form for outline in pack.outlines.values() for form in outline.forms]
    cover, texts = (
        [form.id for form in pack.forms.values() if form.component == kind] for kind in ("cover", "narrative")
    )
    named = dict.fromkeys([*cover, *annexed, *texts])
    return [form for form in named if pack.layouts_of(form) and not pack.forms[form].follows]


def publications(package: Package) -> Iterator[tuple[Outline, Publication]]:
    """One publication for each outline of which a form, or text of its own, is stated."""
    for outline in package.pack.outlines.values():
        blocks = _blocks(package, outline)
        if blocks:
            title = _worded(package, outline.title)
            name, year = package.organisation, package.year
            yield outline, Publication(title, blocks, package.revision[:12], organisation=name, year=year)


def _blocks(package: Package, outline: Outline) -> tuple[DrawnParagraph | DrawnTable, ...]:
    """Everything an outline draws; nothing where the filing states none of it."""
    layouts = _drawn(package, outline)
    label = package.pack.components[outline.component].label
    has_text = any(one.key.dimension(COMPONENT) == label for one in stated_texts(package.facts))
    if not layouts and not (has_text and outline.sections):
        return ()
    lines = _title_lines(_worded(package, outline.title), package.organisation)
    title = [DrawnParagraph(lines, Style.TITLE)] if outline.sections else []
    forms = [block for layout in layouts for block in form_blocks(package, layout)]
    text = list(_text(package, outline, forms))
    placed = any(section.forms for section in outline.sections)
    return (*title, *text, *([] if placed else forms))


def _title_lines(title: str, organisation: str) -> str:
    """A title too long for a line broken where its words end: behind the unit, and before it if that is still long."""
    before, unit, rest = title.partition(organisation) if organisation else (title, "", "")
    if ems(title) <= TITLE_WIDTH or not unit or not rest:
        return title
    head = f"{before}\n{unit}" if before and ems(before + unit) > TITLE_WIDTH else before + unit
    return f"{head}\n{rest}"


def _drawn(package: Package, outline: Outline) -> list[Layout]:
    """The forms of an outline that are stated, and those that are published empty as well."""
    if not is_filled(outline, package.pack, package.facts):
        return []
    layouts = [layout for form in outline.forms for layout in package.pack.layouts_of(form)[:1]]
    stated = [layout for layout in layouts if _stated(package, layout.form)]
    return [layout for layout in layouts if stated and (layout in stated or layout.empty_note)]


def _worded(package: Package, text: str) -> str:
    return worded(text, {"year": str(package.year), "organisation": package.organisation})


def _stated(package: Package, form: str) -> bool:
    """Whether a filing states anything of a form."""
    names = (form, *package.pack.forms[form].follows)
    return any(is_cell_of(statement, name) for name in names for statement in package.facts)


def form_blocks(package: Package, layout: Layout, blank_rows: int = 0) -> Iterator[DrawnParagraph | DrawnTable]:
    """A form as drawn, under its annex number; each of its tables with its signature line."""
    if layout.attachment:
        yield DrawnParagraph(layout.attachment, Style.ATTACHMENT)
    for about, facts in tables_of(package.pack.forms[layout.form], package.facts):
        context = Context(package.year, package.organisation, blank_rows, about=about)
        yield Filler(package.pack, facts, context).table(layout)
        yield from _signed(package, layout)


def _signed(package: Package, layout: Layout) -> Iterator[DrawnParagraph]:
    """The signature line under a table; the 公开版 names nobody."""
    if not layout.fields:
        return
    label = package.pack.forms[layout.form].label
    said = [
        f"{name}：{_field(package, concept, label)}"
        for name, concept in layout.fields
        if not (package.public and package.pack.concepts[concept].personal)
    ]
    yield DrawnParagraph("　　".join(said), Style.SIGNATURE)


def _field(package: Package, concept: str, form: str) -> str:
    found = [one for one in package.facts.of_concept(concept) if one.key.dimension(FORM_DIMENSION) in (form, None)]
    return (found[0].text if found else "") or "　　　　"


def gaps_of(publication: Publication) -> Iterator[str]:
    """What a person still has to write, each with the heading it stands under."""
    heading = ""
    for block in publication.blocks:
        if isinstance(block, DrawnParagraph):
            heading = block.text if block.style in HEADINGS_ORDER else heading
            yield from (f"{heading} {gap}" for gap in OPEN.findall(block.text))


def _text(
    package: Package, outline: Outline, forms: Sequence[DrawnParagraph | DrawnTable]
) -> Iterator[DrawnParagraph | DrawnTable]:
    """The headings of an outline with what stands under each; one with nothing under it waits for those below it."""
    pending: list[DrawnParagraph] = []
    for section in outline.sections:
        title = _worded(package, section.heading)
        heading = [DrawnParagraph(title, HEADINGS[section.level])] if title else []
        below = _below(package, outline, section, forms)
        pending = [*(one for one in pending if HEADINGS_ORDER[one.style] < section.level), *heading]
        if below:
            yield from pending
            yield from below
            pending = []


def _below(
    package: Package, outline: Outline, section: Section, forms: Sequence[DrawnParagraph | DrawnTable]
) -> list[DrawnParagraph | DrawnTable]:
    """What stands under a heading: forms, an annex, or sentences and kept text, else its nil sentence or a gap."""
    if section.forms:
        return list(forms)
    if section.annex:
        return list(_blocks(package, package.pack.outlines[section.annex]))
    key = text_key(package.pack.components[outline.component].label, section, package.year)
    texts = list(stated_texts(package.facts.of_key(key)))
    kept = [line for one in texts for line in one.text.split("\n") if line.strip()]
    own = any(not is_typed(one) for one in texts)
    said = [] if own else list(_sentences(package, outline, section))
    if not said and not kept:
        gap = [GAP.format(section.ask)] if section.ask and not section.optional else []
        said = [section.nil] if section.nil else [*section.fixed] or gap
    return [*(DrawnParagraph(text, Style.BODY) for text in said), *(_own(text, section) for text in kept)]


def _own(text: str, section: Section) -> DrawnParagraph:
    """A kept paragraph: a heading below its section's where it is short and numbered, else running text."""
    level = next((level for level, shape in SHAPES.items() if shape.match(text)), 0)
    short = len(text) <= LONGEST_OWN_HEADING and not text.endswith(("。", "；", "：", ";", ":"))
    heading = bool(level) and short
    return DrawnParagraph(text, HEADINGS[min(max(level, section.level + 1), 3)] if heading else Style.BODY)


def _sentences(package: Package, outline: Outline, section: Section) -> Iterator[str]:
    """The sentences of a section, numbered where it asks for that."""
    context = replace(sentence_context(package), reason_beyond=outline.reason_beyond)
    number = 0
    for name in section.said_by(package.pack.sentences):
        sentence = package.pack.sentences.get(name)
        text = write(sentence, lambda key: lookup(package, key), context) if sentence is not None else None
        for line in (text or "").split("\n") if text is not None else ():
            number += 1
            yield f"{number}.{line}" if section.numbered else line


def sentence_context(package: Package) -> SentenceContext:
    """What the pack's sentences need to be written for a filing."""
    return SentenceContext(
        fiscal_year=package.year,
        instances=instances_of(package.facts),
        codes=code_paths(package.pack),
        units=package.pack.units,
        labels={name: concept.label for name, concept in package.pack.concepts.items()},
    )


def instances_of(facts: FactStore) -> Mapping[str, Sequence[str]]:
    """The values each dimension has in a filing, in order of appearance."""
    found: dict[str, dict[str, None]] = {}
    for statement in facts:
        for name, value in statement.key.dimensions:
            found.setdefault(name, {}).setdefault(value, None)
    return {name: list(values) for name, values in found.items()}


def lookup(package: Package, key: FactKey) -> Statement | None:
    """The statement a sentence prints: of the fact itself, or of the same fact under a declared equivalent key."""
    found = package.facts.of_key(key)
    if found:
        return next((one for one in found if one.value is not None), found[0])
    without = tuple((name, value) for name, value in key.dimensions if name != "fund")
    same = package.facts.of_key(replace(key, dimensions=without)) if without != key.dimensions else []
    return same[0] if same and not _several_funds(package) else None


def _several_funds(package: Package) -> bool:
    """Whether a filing spends from more than one fund, so that a figure without fund is not that of one fund."""
    funds = {one.key.dimension("fund") for one in package.facts if one.value and one.key.dimension("fund")}
    return len(funds) > 1
