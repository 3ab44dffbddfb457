"""The meaning of a form's cells, resolved: the union of all aspects, with gaps and collisions refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from hengji.facts.fact import Kind
from hengji.packs.concept import Concept
from hengji.packs.errors import Mark, Mistake, similar
from hengji.packs.form import Aspects, Band, CellSpec, Column, Form, RowDecl, union
from hengji.records import dataclass

NOT_DECLARED = "请先在 concepts 里声明，或改用已有的概念。"


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
            says = f"{form.id} 的 {taken[key]} 与 {spec.address} 含义完全相同。"
            mistakes.append(Mistake(row.mark, "pack.collision", says, "请用 scenario、dimensions 等区分。"))
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
    form: Form,
    band: Band,
    row: RowDecl,
    column: Column,
    leaf: Column,
    concepts: Mapping[str, Concept],
    mistakes: list[Mistake],
) -> CellSpec | None:
    where = f"{form.id} 的 {band.id}/{row.id}/{leaf.id}"
    parts = (form.aspects, band.aspects, leaf.aspects, row.aspects)
    mistakes.extend(_contradictions(where, parts, row.mark))
    whole = Aspects()
    for part in parts:
        whole = union(whole, part)
    concept = whole.get("concept")
    if concept is None:
        hint = "请在行、栏目、表块或表单上写明这一格是什么。"
        mistakes.append(Mistake(row.mark, "pack.gap", f"{where} 没有写明 concept。", hint))
        return None
    known = concepts.get(concept)
    if known is None:
        mark = whole.mark_of("concept", row.mark)
        says = f"{form.id} 里写了没有声明的概念 {concept}。"
        mistakes.append(Mistake(mark, "pack.unknown-concept", says, similar(concept, concepts) or NOT_DECLARED))
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
        derive_mark=whole.mark_of("derive", row.mark),
    )


def _contradictions(where: str, parts: Sequence[Aspects], default: Mark) -> Iterator[Mistake]:
    """Aspects of identity that two contributions to one cell set differently."""
    held: dict[str, tuple[str, Mark]] = {}
    for part in parts:
        for name, value in part.identifying().items():
            mark = part.mark_of(name.split(".")[0], default)
            if name in held and held[name][0] != value:
                says = f"{where}：{name} 写了两个不同的值，这里是 {value}，{held[name][1]} 是 {held[name][0]}。"
                yield Mistake(mark, "pack.collision", says, "请只在一处写明。")
            held[name] = (value, mark)
