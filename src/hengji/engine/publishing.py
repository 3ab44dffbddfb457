"""From the facts of a filing to a publication: the outline's headings and sentences, then its forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from hengji.facts.fact import FactKey, FactStore, Statement
from hengji.packs.layout import Layout
from hengji.packs.outline import Outline, Section
from hengji.packs.pack import Pack
from hengji.packs.sentence_context import SentenceContext
from hengji.reading.read import code_paths
from hengji.writing.drawing import DrawnParagraph, DrawnTable, Publication, Style
from hengji.writing.fill import Context, Filler, is_cell_of, worded
from hengji.writing.sentences import write

HEADINGS = {1: Style.HEADING1, 2: Style.HEADING2, 3: Style.HEADING3}
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


def publications(package: Package) -> Iterator[tuple[Outline, Publication]]:
    """One publication for each outline of which at least one form is stated."""
    for outline in package.pack.outlines.values():
        layouts = [
            layout
            for form in outline.forms
            for layout in package.pack.layouts_of(form)[:1]
            if _stated(package, layout.form)
        ]
        if not layouts:
            continue
        text = list(_text(package, outline))
        title = worded(outline.title, {"year": str(package.year), "organisation": package.organisation})
        blocks: list[DrawnParagraph | DrawnTable] = (
            [DrawnParagraph(title, Style.TITLE), *text] if outline.sections else []
        )
        for layout in layouts:
            blocks.extend(form_blocks(package, layout))
        yield (
            outline,
            Publication(
                title, tuple(blocks), package.revision[:12], organisation=package.organisation, year=package.year
            ),
        )


def _stated(package: Package, form: str) -> bool:
    """Whether a filing states anything of a form."""
    return any(is_cell_of(statement, form) for statement in package.facts)


def form_blocks(package: Package, layout: Layout, blank_rows: int = 0) -> Iterator[DrawnParagraph | DrawnTable]:
    """A form as drawn, under its annex number, with its signature line."""
    filler = Filler(package.pack, package.facts, Context(package.year, package.organisation, blank_rows))
    if layout.attachment:
        yield DrawnParagraph(layout.attachment, Style.ATTACHMENT)
    yield filler.table(layout)
    if layout.fields:
        label = package.pack.forms[layout.form].label
        said = [
            f"{name}：{_field(package, concept, label)}"
            for name, concept in layout.fields
            if not (package.public and package.pack.concepts[concept].personal)
        ]
        yield DrawnParagraph("　　".join(said), Style.SIGNATURE)


def _field(package: Package, concept: str, form: str) -> str:
    found = [one for one in package.facts.of_concept(concept) if one.key.dimension(FORM_DIMENSION) in (form, None)]
    return found[0].text if found else "　　　　"


def _text(package: Package, outline: Outline) -> Iterator[DrawnParagraph]:
    """The headings and sentences of an outline; an empty heading gets its nil sentence, or is left out."""
    pending: list[DrawnParagraph] = []
    written = False
    for section in outline.sections:
        said = list(_sentences(package, section))
        title = worded(section.heading, {"year": str(package.year), "organisation": package.organisation})
        heading = [DrawnParagraph(title, HEADINGS[section.level])] if title else []
        if not said and section.nil:
            said = [section.nil]
        if not said and section.optional:
            continue
        if not said:
            pending.extend(heading)
            continue
        written = True
        yield from pending
        pending = []
        yield from heading
        for text in said:
            yield DrawnParagraph(text, Style.BODY)
    if written:
        return


def _sentences(package: Package, section: Section) -> Iterator[str]:
    context = sentence_context(package)
    number = 0
    for name in section.sentences:
        sentence = package.pack.sentences.get(name)
        text = write(sentence, lambda key: lookup(package, key), context) if sentence is not None else None
        if text is not None:
            number += 1
            yield f"{number}.{text}" if section.numbered else text


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
