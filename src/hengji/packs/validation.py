"""What must fit together in a resolved pack: layouts with forms, rows with rows, and every name with its registry."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from hengji.packs.check import Check
from hengji.packs.concept import CodeList
from hengji.packs.errors import Mark, Mistake, similar
from hengji.packs.form import Aspects, Band, Form
from hengji.packs.layout import PATTERN, Block, Layout, Line

if TYPE_CHECKING:
    from hengji.packs.pack import Pack

IN_CELL = "in-cell"
TO_REGISTER = "文件编号见 sources.yaml；尚未登记的，请先登记。"


def mistakes_of(pack: Pack) -> list[Mistake]:
    """Every mistake between the declarations of a pack."""
    found: list[Mistake] = []
    for codes in pack.codes.values():
        found.extend(_codes(codes))
    for form in pack.forms.values():
        found.extend(_form(pack, form))
    for layout in pack.layouts.values():
        found.extend(_layout(pack, layout))
    for check in pack.checks.values():
        found.extend(_check(pack, check))
    for wording in pack.texts.values():
        found.extend(_sources(pack, wording.mark, [version.document for version in wording.versions]))
        found.extend(_unknown(wording.mark, "component", "组成部分", wording.components, pack.components))
    for head in pack.heads.values():
        found.extend(_unknown(head.mark, "concept", "概念", (head.means,), pack.concepts))
    for evidence in pack.evidence.values():
        found.extend(_sources(pack, evidence.mark, [version.document for version in evidence.versions]))
    found.extend(_sentences(pack))
    for framework in pack.frameworks.values():
        found.extend(_sources(pack, framework.mark, [version.document for version in framework.versions]))
    found.extend(_rubrics(pack))
    found.extend(_outlines(pack))
    found.extend(_exports(pack))
    for chart in pack.charts.values():
        found.extend(_unknown(chart.mark, "concept", "概念", sorted(chart.concepts()), pack.concepts))
        found.extend(_unknown(chart.mark, "unit", "单位", [chart.unit], pack.units))
        named = [one.scenario for one in chart.series]
        found.extend(_unknown(chart.mark, "scenario", "口径", named, pack.scenarios))
    for rollup in pack.rollups.values():
        named = [concept for one in rollup.eliminations for concept in one.concepts()]
        found.extend(_unknown(rollup.mark, "concept", "概念", named, pack.concepts))
        found.extend(_sources(pack, rollup.mark, [version.document for version in rollup.versions]))
    return found


def _unknown(
    mark: Mark, code: str, thing: str, names: Iterable[str], known: Collection[str], otherwise: str = ""
) -> Iterator[Mistake]:
    """A mistake for each of ``names`` that is not among the ``known``."""
    for name in names:
        if name and name not in known:
            yield Mistake(
                mark, f"pack.unknown-{code}", f"没有名为 {name} 的{thing}。", similar(name, known) or otherwise
            )


def _sources(pack: Pack, mark: Mark, documents: Iterable[str]) -> Iterator[Mistake]:
    for document in documents:
        if document and document not in pack.sources:
            hint = similar(document, pack.sources) or TO_REGISTER
            yield Mistake(mark, "pack.unknown-source", f"依据文件 {document} 没有登记。", hint)


def _twice(mark: Mark, thing: str, names: list[str]) -> Iterator[Mistake]:
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        yield Mistake(mark, "pack.duplicate", f"{thing} {name} 写了不止一次。", "请合成一处，或另起编号。")


def _codes(codes: CodeList) -> Iterator[Mistake]:
    """Codes stand below codes that exist, and not below themselves."""
    parents = {entry.code: entry.parent for entry in codes.codes}
    for entry in codes.codes:
        if entry.parent and entry.parent not in parents:
            says = f"{codes.id} 里 {entry.code} 的上级 {entry.parent} 不存在。"
            yield Mistake(entry.mark, "pack.unknown-code", says, similar(entry.parent, parents))
    yield from _circle(f"{codes.id} 的代码", parents, {entry.code: entry.mark for entry in codes.codes})


def _circle(thing: str, above: dict[str, str], marks: dict[str, Mark]) -> Iterator[Mistake]:
    """The first circle in what stands above what."""
    for name, upper in above.items():
        seen, current = [name], upper
        while current in above and current not in seen:
            seen.append(current)
            current = above[current]
        if current == name:
            says = f"{thing} {' → '.join([*seen, name])} 绕了一圈。"
            yield Mistake(marks[name], "pack.cycle", says, "请改正其中一处的上级。")
            return


def _form(pack: Pack, form: Form) -> Iterator[Mistake]:
    yield from _unknown(form.mark, "component", "组成部分", [form.component], pack.components)
    yield from _sources(pack, form.mark, [form.source])
    yield from _unknown(form.mark, "form", "表单", form.follows, pack.forms)
    yield from _twice(form.mark, f"{form.id} 的表块", [band.id for band in form.bands])
    for band in form.bands:
        yield from _twice(band.mark, f"表块 {band.id} 的栏目", [column.id for column in band.columns])
        yield from _rows(band)
    units = {IN_CELL, *_units(pack)}
    for aspects, codes, mark in _levels(form):
        unit, scenario = aspects.get("unit") or "", aspects.get("scenario") or ""
        yield from _unknown(aspects.mark_of("unit", mark), "unit", "计量单位", [unit], units)
        yield from _unknown(aspects.mark_of("scenario", mark), "scenario", "口径", [scenario], pack.scenarios)
        yield from _unknown(aspects.mark_of("codes", mark), "codes", "代码表", [codes], pack.codes)


def _levels(form: Form) -> Iterator[tuple[Aspects, str, Mark]]:
    """Everything that contributes aspects to cells of a form, with its code list and its line."""
    yield form.aspects, "", form.mark
    for band in form.bands:
        yield band.aspects, "", band.mark
        for row in band.rows:
            yield row.aspects, row.codes, row.mark
        for column in band.columns:
            for leaf in (column, *column.inside):
                yield leaf.aspects, leaf.codes, band.mark


def _units(pack: Pack) -> set[str]:
    return {name for unit in pack.units.values() for name in (unit.id, *unit.aliases)}


def _rows(band: Band) -> Iterator[Mistake]:
    names = [row.id for row in band.rows]
    yield from _twice(band.mark, f"表块 {band.id} 的行", names)
    for row in band.rows:
        if row.under and row.under not in names:
            says = f"under 所指的行 {row.under} 不在表块 {band.id} 里。"
            yield Mistake(row.mark, "pack.unknown-row", says, similar(row.under, names))
    above = {row.id: row.under for row in band.rows}
    yield from _circle(f"表块 {band.id} 里 under 所写的", above, {row.id: row.mark for row in band.rows})


def _layout(pack: Pack, layout: Layout) -> Iterator[Mistake]:
    yield from _unknown(layout.mark, "concept", "概念", [concept for _, concept in layout.fields], pack.concepts)
    yield from _twice(layout.mark, f"画法 {layout.id} 的", [block.id for block in layout.blocks])
    form = pack.forms.get(layout.form)
    if form is None:
        yield from _unknown(layout.mark, "form", "表单", [layout.form], pack.forms)
        return
    for block in layout.blocks:
        bands = [band for name in block.bands if (band := form.band(name)) is not None]
        if len(bands) == len(block.bands):
            yield from _block(block, bands)
            continue
        for name in block.bands:
            if form.band(name) is None:
                hint = similar(name, [band.id for band in form.bands])
                yield Mistake(block.mark, "pack.unknown-band", f"{form.id} 没有表块 {name}。", hint)


def _block(block: Block, bands: list[Band]) -> Iterator[Mistake]:
    rows = [row.id for band in bands for row in band.rows]
    for line in block.lines:
        if not line.head and line.id != PATTERN and line.row not in rows:
            says = f"画法 {line.id} 不是表块的行，也不是 head 开头的表头。"
            yield Mistake(line.mark, "pack.unknown-row", says, similar(line.id, rows))
        yield from _slots(line, bands)
    named = {"labels": [name for name, _ in block.labels], "order": block.order, "bottom": block.bottom}
    for key, names in named.items():
        for name in names:
            if name not in rows:
                says = f"{key} 里的 {name} 不是表块的行。"
                yield Mistake(block.mark, "pack.unknown-row", says, similar(name, rows))
    for key, count in (("sides", len(block.sides)), ("bottom", len(block.bottom))):
        if count not in (0, len(bands)):
            says = f"{key} 写了 {count} 侧，而并排的表块有 {len(bands)} 个。"
            yield Mistake(block.mark, "pack.layout-sides", says, "每一侧写一项。")


def _slots(line: Line, bands: list[Band]) -> Iterator[Mistake]:
    for band, side in zip(bands, line.sides, strict=False):
        inside = (f"{column.id}.{inner.id}" for column in band.columns for inner in column.inside)
        known = ["label", *(column.id for column in band.columns), *inside]
        for slot in (slot for cell in side for slot in cell.slots if slot not in known):
            says = f"画法 {line.id} 里的 [{slot}] 不是表块 {band.id} 的栏目。"
            yield Mistake(line.mark, "pack.unknown-column", says, similar(slot, known))


def _check(pack: Pack, check: Check) -> Iterator[Mistake]:
    yield from _sources(pack, check.mark, [version.document for version in check.versions])
    yield from _unknown(check.mark, "component", "组成部分", check.components, pack.components)
    yield from _unknown(check.mark, "scenario", "口径", check.scenarios, pack.scenarios)
    asked = [*check.outside, *(check.direction.concepts if check.direction is not None else ())]
    if check.rows is not None:
        asked += [name.partition("@")[0] for name in (*check.rows.nowhere, *check.rows.beside)]
    if check.items is not None:
        asked.append(check.items.figures)
        yield from _unknown(check.mark, "scenario", "口径", [check.items.scenario], pack.scenarios)
    yield from _unknown(check.mark, "concept", "概念", asked, pack.concepts)


def _sentences(pack: Pack) -> Iterator[Mistake]:
    labels = [component.label for component in pack.components.values()]
    units = _units(pack)
    for sentence in pack.sentences.values():
        slots = [slot for phrase in sentence.phrase.walk() for slot in phrase.slots.values()]
        yield from _sources(pack, sentence.mark, [sentence.document])
        yield from _unknown(sentence.mark, "concept", "概念", sorted(sentence.concepts()), pack.concepts)
        yield from _unknown(sentence.mark, "unit", "计量单位", sorted(sentence.units()), units)
        yield from _unknown(
            sentence.mark, "scenario", "口径", sorted({slot.scenario for slot in slots}), pack.scenarios
        )
        yield from _unknown(sentence.mark, "component", "组成部分", sentence.within, labels)


def _rubrics(pack: Pack) -> Iterator[Mistake]:
    for rubric in pack.rubrics.values():
        yield from _unknown(rubric.mark, "component", "组成部分", rubric.components, pack.components)
        yield from _unknown(rubric.mark, "framework", "共性指标体系", [rubric.framework], pack.frameworks)
        for mark, document in rubric.documents():
            yield from _sources(pack, mark, [document])
        for mark, asked in rubric.inputs():
            yield from _unknown(mark, "concept", "概念", [asked.concept], pack.concepts)
            yield from _unknown(mark, "scenario", "口径", [asked.scenario], pack.scenarios)


def _outlines(pack: Pack) -> Iterator[Mistake]:
    for outline in pack.outlines.values():
        yield from _unknown(outline.mark, "component", "组成部分", [outline.component], pack.components)
        yield from _unknown(outline.mark, "form", "表单", outline.forms, pack.forms)
        named = [name for section in outline.sections for name in section.said_by(pack.sentences)]
        yield from _unknown(outline.mark, "sentence", "句式", named, pack.sentences)
        yield from _unknown(outline.mark, "outline", "提纲", [one.annex for one in outline.sections], pack.outlines)


def _exports(pack: Pack) -> Iterator[Mistake]:
    for export in pack.exports.values():
        yield from _twice(export.mark, f"{export.id} 的表", [table.id for table in export.tables])
        yield from _sources(pack, export.mark, [version.document for version in export.versions])
        named = [name for table in export.tables for name in (table.source, *table.forms)]
        yield from _unknown(export.mark, "form", "表单", named, pack.forms)
