"""What must fit together in a resolved pack: layouts with forms, rows with rows, checks with concepts and sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hengji.packs.errors import Mark, Mistake, similar
from hengji.packs.form import Band, Form
from hengji.packs.layout import PATTERN, Block, Layout

if TYPE_CHECKING:
    from hengji.packs.pack import Pack


def mistakes_of(pack: Pack) -> list[Mistake]:
    """Every mistake between the declarations of a pack."""
    found = list(_forms(pack))
    for layout in pack.layouts.values():
        form = pack.forms.get(layout.form)
        if form is None:
            found.append(Mistake(layout.mark, "pack.unknown-form", f"没有名为 {layout.form} 的表单。", similar(layout.form, pack.forms)))
        else:
            found.extend(_layout(layout, form))
    for check in pack.checks.values():
        found.extend(_sources(pack, check.mark, [version.document for version in check.versions]))
    return found


def _sources(pack: Pack, mark: Mark, documents: list[str]) -> Iterator[Mistake]:
    for document in documents:
        if document not in pack.sources:
            hint = similar(document, pack.sources) or "文件编号见 sources.yaml；尚未登记的，请先登记。"
            yield Mistake(mark, "pack.unknown-source", f"依据文件 {document} 没有登记。", hint)


def _forms(pack: Pack) -> Iterator[Mistake]:
    for form in pack.forms.values():
        if form.component not in pack.components:
            yield Mistake(form.mark, "pack.unknown-component", f"没有名为 {form.component} 的组成部分。", similar(form.component, pack.components))
        yield from _sources(pack, form.mark, [form.source])
        for band in form.bands:
            names = [row.id for row in band.rows]
            for row in band.rows:
                if row.under and row.under not in names:
                    yield Mistake(row.mark, "pack.unknown-row", f"under 所指的行 {row.under} 不在表块 {band.id} 里。", similar(row.under, names))
                for codes in (row.codes, *(column.codes for column in band.columns)):
                    if codes and codes not in pack.codes:
                        yield Mistake(row.mark, "pack.unknown-codes", f"没有名为 {codes} 的代码表。", similar(codes, pack.codes))


def _layout(layout: Layout, form: Form) -> Iterator[Mistake]:
    for block in layout.blocks:
        bands: list[Band] = []
        for name in block.bands:
            band = form.band(name)
            if band is None:
                yield Mistake(block.mark, "pack.unknown-band", f"{form.id} 没有表块 {name}。", similar(name, [item.id for item in form.bands]))
            else:
                bands.append(band)
        if len(bands) == len(block.bands):
            yield from _block(block, bands)


def _block(block: Block, bands: list[Band]) -> Iterator[Mistake]:
    rows = [row.id for band in bands for row in band.rows]
    for line in block.lines:
        if not line.head and line.id != PATTERN and line.row not in rows:
            yield Mistake(block.mark, "pack.unknown-row", f"画法 {line.id} 不是表块的行，也不是 head 开头的表头。", similar(line.id, rows))
        for index, side in enumerate(line.sides):
            band = bands[index if len(line.sides) > 1 else 0]
            known = ["label", *(column.id for column in band.columns), *(f"{c.id}.{i.id}" for c in band.columns for i in c.inside)]
            for cell in side:
                for slot in cell.slots:
                    if slot not in known:
                        yield Mistake(block.mark, "pack.unknown-column", f"画法 {line.id} 里的 [{slot}] 不是表块 {band.id} 的栏目。", similar(slot, known))
    for name, _ in block.labels:
        if name not in rows:
            yield Mistake(block.mark, "pack.unknown-row", f"labels 里的 {name} 不是表块的行。", similar(name, rows))
