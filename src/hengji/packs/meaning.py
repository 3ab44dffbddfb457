"""The meaning of a form's cells, resolved: the union of all aspects, with gaps and collisions refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hengji.facts.fact import Kind
from hengji.packs.concept import Concept
from hengji.packs.errors import Mistake, similar
from hengji.packs.form import Aspects, Band, CellSpec, Column, Form, RowDecl, union

KEYS = ("concept", "scenario", "organisation", "scope")


@dataclass(frozen=True, slots=True)
class Meaning:
    """Every cell of a form by address; figures inside a key cell stand at "band/row/column.inside"."""

    form: Form
    cells: Mapping[str, CellSpec]

    def cell(self, band: str, row: str, column: str) -> CellSpec | None:
        """The meaning of one logical cell."""
        return self.cells.get(f"{band}/{row}/{column}")


def resolve(form: Form, concepts: Mapping[str, Concept], mistakes: list[Mistake]) -> Meaning:
    """The meaning of every cell of a form; mistakes are added to ``mistakes``."""
    cells: dict[str, CellSpec] = {}
    taken: dict[tuple[object, ...], str] = {}
    for band, row, column, spec_column in _slots(form):
        spec = _spec(form, band, row, column, spec_column, concepts, mistakes)
        if spec is None:
            continue
        cells[spec.address] = spec
        each = (row.dimension, row.codes) if row.each else ()
        keyed = tuple(other.dimension for other in band.columns if other.dimension) if row.each else ()
        key = (spec.concept, spec.period, spec.instant, spec.scenario, spec.scope, spec.dimensions, each, keyed)
        if key in taken and spec.kind is not Kind.TEXT:
            mistakes.append(
                Mistake(row.mark, "pack.collision", f"{form.id} 的 {taken[key]} 与 {spec.address} 含义完全相同。", "请用 scenario、dimensions 等区分。")
            )
        taken[key] = spec.address
    return Meaning(form, cells)


def _slots(form: Form) -> list[tuple[Band, RowDecl, Column, Column]]:
    """(band, row, column, column to take aspects from) of every cell with a value."""
    found: list[tuple[Band, RowDecl, Column, Column]] = []
    for band in form.bands:
        for row in band.rows:
            for column in band.columns:
                found.extend((band, row, column, inner) for inner in column.inside)
                if not (column.dimension or column.ordinal or column.names):
                    found.append((band, row, column, column))
    return found


def _spec(
    form: Form, band: Band, row: RowDecl, column: Column, leaf: Column, concepts: Mapping[str, Concept], mistakes: list[Mistake]
) -> CellSpec | None:
    where = f"{form.id} 的 {band.id}/{row.id}/{leaf.id}"
    for name in KEYS:
        left, right = row.aspects.get(name), leaf.aspects.get(name)
        if left and right and left != right:
            mistakes.append(Mistake(row.mark, "pack.collision", f"{where}：行与栏目的 {name} 不同（{left}、{right}）。", "请只在一处写明。"))
    whole = Aspects()
    for part in (form.aspects, band.aspects, leaf.aspects, row.aspects):
        whole = union(whole, part)
    concept = whole.get("concept")
    if concept is None:
        if leaf is column and column.aspects == Aspects() and column.label == "" and not leaf.inside:
            return None
        mistakes.append(Mistake(row.mark, "pack.gap", f"{where} 没有写明 concept。", "请在行、栏目、表块或表单上写明这一格是什么。"))
        return None
    known = concepts.get(concept)
    if known is None:
        mistakes.append(Mistake(row.mark, "pack.unknown-concept", f"{where}：没有名为 {concept} 的概念。", similar(concept, concepts)))
        return None
    identifier = leaf.id if leaf is column else f"{column.id}.{leaf.id}"
    return CellSpec(
        band=band.id,
        row=row.id,
        column=identifier,
        concept=concept,
        kind=Kind(whole.get("kind") or known.kind),
        period=whole.period or 0,
        instant=bool(whole.instant),
        scenario=whole.get("scenario") or "",
        scope=whole.get("scope") or "",
        dimensions=whole.dimensions,
        unit=whole.get("unit") or "",
        quantum=whole.quantum,
        blank=whole.blank or "missing",
        required=whole.required,
        derive=whole.derive,
        label=column.label or row.label,
    )
