"""Forms: what the cells of a table mean, whatever it looks like.

A form has bands; a band has columns and rows (or free cells). The meaning of a cell is the union of the aspects of its form,
band, column and row; two of them setting one aspect differently is a mistake of the pack. A cell's address is logical:
"band/row/column". Rows are fixed, or repeated (`each`) by free labels or by a code list.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from hengji.facts.fact import Kind
from hengji.packs.errors import Mark
from hengji.packs.source import Reader

ASPECTS = ("concept", "scenario", "organisation", "scope", "unit", "kind")
BLANKS = ("missing", "zero")
CLOSURES = ("complete", "partial", "open")


@dataclass(frozen=True, slots=True)
class Aspects:
    """The part of a cell's meaning that a form, band, column or row contributes."""

    values: tuple[tuple[str, str], ...] = ()
    period: int | None = None
    instant: bool | None = None
    dimensions: tuple[tuple[str, str], ...] = ()
    quantum: Decimal | None = None
    blank: str = ""
    required: bool = False
    derive: str = ""

    def get(self, name: str) -> str | None:
        """One of the plain aspects."""
        return dict(self.values).get(name)


def read_aspects(reader: Reader, prefix: str = "") -> Aspects:
    """The aspects written in a mapping; `[.leaf]` in a derivation means the leaf of the same column group."""
    values = [(name, reader.text(name, "")) for name in ASPECTS]
    kind = dict(values)["kind"]
    if kind and kind not in [item.value for item in Kind]:
        reader.fail(f"kind 写成了 {kind}。", key="kind", hint=f"只能是：{'、'.join(Kind)}。")
    period = reader.text("period", "")
    return Aspects(
        values=tuple((name, value) for name, value in values if value),
        period=int(period) if period.lstrip("+-").isdigit() else None,
        instant=True if period == "end" else None,
        dimensions=tuple(sorted(reader.text_pairs("dimensions").items())),
        quantum=reader.number("quantum"),
        blank=reader.choice("blank", BLANKS, "missing") if reader.has("blank") else "",
        required=reader.flag("required"),
        derive=reader.text("derive", "").replace("[.", f"[{prefix}"),
    )


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a band: a figure (aspects), a key (``dimension``), an ordinal, or the row label.

    ``parse`` splits a key cell such as "产出指标(40分)" into "{name}" and further figures declared in ``inside``.
    """

    id: str
    label: str
    aliases: tuple[str, ...]
    aspects: Aspects
    dimension: str = ""
    codes: str = ""
    fill_down: bool = False
    ordinal: bool = False
    parse: tuple[str, ...] = ()
    inside: tuple[Column, ...] = ()
    names: str = ""


@dataclass(frozen=True, slots=True)
class RowDecl:
    """A row, or a repeated row when ``each`` is set. ``under`` names the row it is part of; ``closure`` says whether the parts of a
    row must reach it (complete), may exceed nothing (open), or are a declared selection (partial)."""

    id: str
    label: str
    aliases: tuple[str, ...]
    aspects: Aspects
    each: bool = False
    dimension: str = ""
    codes: str = ""
    level: int = 0
    under: str = ""
    closure: str = "complete"
    hierarchy: bool = False
    optional: bool = False
    without: tuple[str, ...] = ()
    mark: Mark = field(default=Mark("", 0))


@dataclass(frozen=True, slots=True)
class Band:
    """A block of a form with its own columns, rows and unit."""

    id: str
    label: str
    aspects: Aspects
    columns: tuple[Column, ...]
    rows: tuple[RowDecl, ...]
    mark: Mark

    def row(self, identifier: str) -> RowDecl | None:
        """The row with this id."""
        return next((row for row in self.rows if row.id == identifier), None)

    def column(self, identifier: str) -> Column | None:
        """The column with this id."""
        return next((column for column in self.columns if column.id == identifier), None)


@dataclass(frozen=True, slots=True)
class CellSpec:
    """The resolved meaning of one logical cell."""

    band: str
    row: str
    column: str
    concept: str
    kind: Kind
    period: int
    instant: bool
    scenario: str
    scope: str
    dimensions: tuple[tuple[str, str], ...]
    unit: str
    quantum: Decimal | None
    blank: str
    required: bool
    derive: str
    label: str

    @property
    def address(self) -> str:
        """The logical address "band/row/column"."""
        return f"{self.band}/{self.row}/{self.column}"


@dataclass(frozen=True, slots=True)
class Form:
    """A form: bands of cells with meaning, and what helps to recognise it."""

    id: str
    label: str
    component: str
    titles: tuple[str, ...]
    numbers: tuple[str, ...]
    aspects: Aspects
    bands: tuple[Band, ...]
    source: str
    mark: Mark

    def band(self, identifier: str) -> Band | None:
        """The band with this id."""
        return next((band for band in self.bands if band.id == identifier), None)

    def cells(self) -> Iterator[tuple[Band, RowDecl, Column]]:
        """Every (band, row, column) that carries a figure or text."""
        for band in self.bands:
            for row in band.rows:
                for column in band.columns:
                    if not column.dimension and not column.ordinal and not column.names:
                        yield band, row, column


def load_form(reader: Reader) -> Form:
    """A form as declared."""
    form = Form(
        id=reader.text("form"),
        label=reader.text("label"),
        component=reader.text("component"),
        titles=reader.texts("titles"),
        numbers=reader.texts("numbers"),
        aspects=read_aspects(reader),
        bands=tuple(_band(item) for item in reader.readers("bands", "表块")),
        source=reader.text("source"),
        mark=reader.node.mark,
    )
    reader.done()
    return form


def _band(reader: Reader) -> Band:
    columns: list[Column] = []
    for item in reader.readers("columns", "栏目"):
        columns.extend(_columns(item, "", None))
    band = Band(
        id=reader.text("id"),
        label=reader.text("label", ""),
        aspects=read_aspects(reader),
        columns=tuple(columns),
        rows=tuple(_row(item) for item in reader.readers("rows", "行")),
        mark=reader.node.mark,
    )
    reader.done()
    return band


def _columns(reader: Reader, prefix: str, parent: Aspects | None) -> list[Column]:
    """A column, or the leaves of a column group with ids "group.leaf"."""
    identifier = prefix + reader.text("id")
    aspects = read_aspects(reader, prefix)
    joined = aspects if parent is None else union(parent, aspects, reader)
    children = list(reader.readers("children", "子栏目"))
    if children:
        found = [leaf for child in children for leaf in _columns(child, f"{identifier}.", joined)]
        reader.text("label", "")
        reader.done()
        return found
    column = Column(
        id=identifier,
        label=reader.text("label", ""),
        aliases=reader.texts("aliases"),
        aspects=joined,
        dimension=reader.text("dimension", ""),
        codes=reader.text("codes", ""),
        fill_down=reader.choice("fill", ("", "down"), "") == "down",
        ordinal=reader.flag("ordinal"),
        parse=reader.texts("parse"),
        inside=tuple(leaf for item in reader.readers("inside", "格内数值") for leaf in _columns(item, "", None)),
        names=reader.text("names", ""),
    )
    reader.done()
    return [column]


def _row(reader: Reader) -> RowDecl:
    each = reader.text("each", "")
    row = RowDecl(
        id=each or reader.text("id"),
        label=reader.text("label", ""),
        aliases=reader.texts("aliases"),
        aspects=read_aspects(reader),
        each=bool(each),
        dimension=reader.text("dimension", ""),
        codes=reader.text("codes", ""),
        level=int(reader.number("level", "0") or 0),
        under=reader.text("under", ""),
        closure=reader.choice("closure", CLOSURES, "complete"),
        hierarchy=reader.flag("hierarchy"),
        optional=reader.flag("optional"),
        without=reader.texts("without"),
        mark=reader.node.mark,
    )
    reader.done()
    return row


def union(first: Aspects, second: Aspects, reader: Reader | None = None) -> Aspects:
    """Both contributions; an aspect set twice with different values is a mistake (`reader`) or the second wins (None)."""
    values = dict(first.values)
    for name, value in second.values:
        if reader is not None and values.get(name, value) != value:
            reader.fail(f"{name} 在两处写得不同：{values[name]} 与 {value}。", hint="一格的含义不能互相矛盾。", code="pack.collision")
        values[name] = value
    dimensions = {**dict(first.dimensions), **dict(second.dimensions)}
    return Aspects(
        values=tuple(values.items()),
        period=second.period if second.period is not None else first.period,
        instant=second.instant if second.instant is not None else first.instant,
        dimensions=tuple(sorted(dimensions.items())),
        quantum=second.quantum if second.quantum is not None else first.quantum,
        blank=second.blank or first.blank,
        required=first.required or second.required,
        derive=second.derive or first.derive,
    )
