"""Forms: what the cells of a table mean, whatever it looks like.

A form has bands; a band has columns and rows (or free cells). The meaning of a cell is the union of the aspects of its
form, band, column and row; two of them setting one aspect differently is a mistake of the pack. A cell's address is
logical: "band/row/column". Rows are fixed, or repeated (`each`) by free labels or by a code list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from decimal import Decimal

from hengji.facts.fact import FactKey, Kind, dimensions_of
from hengji.packs.errors import Mark
from hengji.packs.source import Reader
from hengji.records import dataclass

ASPECTS = ("concept", "scenario", "scope", "unit", "kind")
IDENTIFYING = ("concept", "scenario", "scope", "period")
PERIOD_END = "end"
BLANKS = ("missing", "zero")
CLOSURES = ("complete", "partial", "open")
PERIOD = re.compile(r"[+-]?[0-9]{1,2}")


@dataclass(frozen=True, slots=True)
class Aspects:
    """What a form, band, column or row contributes to a cell's meaning; ``marks`` are the lines of its keys."""

    values: tuple[tuple[str, str], ...] = ()
    period: int | None = None
    instant: bool | None = None
    dimensions: tuple[tuple[str, str], ...] = ()
    quantum: Decimal | None = None
    blank: str = ""
    required: bool = False
    derive: str = ""
    marks: tuple[tuple[str, Mark], ...] = field(default=(), compare=False)

    def get(self, name: str) -> str | None:
        """One of the plain aspects."""
        return dict(self.values).get(name)

    def mark_of(self, name: str, default: Mark) -> Mark:
        """The line an aspect is written on."""
        return dict(self.marks).get(name, default)

    def identifying(self) -> dict[str, str]:
        """What it says of the identity of a fact, by aspect: no two contributions may differ in one of them."""
        found = {name: value for name, value in self.values if name in IDENTIFYING}
        if self.period is not None or self.instant:
            found["period"] = PERIOD_END if self.instant else str(self.period)
        return {**found, **{f"dimensions.{name}": value for name, value in self.dimensions}}


def read_aspects(reader: Reader, prefix: str = "") -> Aspects:
    """The aspects written in a mapping; `[.leaf]` in a derivation means the leaf of the same column group."""
    values = [(name, reader.text(name, "")) for name in ASPECTS]
    kind = dict(values)["kind"]
    if kind and kind not in list(Kind):
        reader.fail(f"kind 写成了 {kind}。", key="kind", hint=f"只能是：{'、'.join(Kind)}。")
        values.remove(("kind", kind))
    period = reader.text("period", "")
    if period and period != PERIOD_END and not PERIOD.fullmatch(period):
        reader.fail(f"period 写成了 {period}。", key="period", hint="上年写 -1，本年不写，年末时点写 end。")
    return Aspects(
        values=tuple((name, value) for name, value in values if value),
        period=int(period) if PERIOD.fullmatch(period) else None,
        instant=True if period == PERIOD_END else None,
        dimensions=tuple(sorted(reader.text_pairs("dimensions").items())),
        quantum=reader.number("quantum"),
        blank=reader.choice("blank", BLANKS, "missing") if reader.has("blank") else "",
        required=reader.flag("required"),
        derive=reader.text("derive", "").replace("[.", f"[{prefix}"),
        marks=tuple(reader.node.key_marks.items()),
    )


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a band: a figure (aspects), a key (``dimension``), an ordinal, or the row label.

    ``groups`` are the words of the heads it stands under (one entry a level); ``parse`` splits a key cell such as
    "产出指标(40分)" into "{name}" and figures declared in ``inside``.
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
    groups: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class RowDecl:
    """A row, or a repeated row when ``each`` is set.

    ``under`` names the row it is part of; ``closure`` says whether the parts of a row must reach it (complete), may
    exceed nothing (open), or are a declared selection (partial). ``sparse`` rows of a code list are drawn only where
    the filing uses the code.
    """

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
    sparse: bool = False
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
    derive_mark: Mark = field(default=Mark("", 0), compare=False)

    @property
    def address(self) -> str:
        """The logical address "band/row/column"."""
        return f"{self.band}/{self.row}/{self.column}"


def key_of(spec: CellSpec, keys: Mapping[str, str], year: int) -> FactKey:
    """The fact a cell states, for a fiscal year and the key dimensions of its row."""
    moment = year + spec.period
    return FactKey(
        concept=spec.concept,
        period=f"{moment}-12-31" if spec.instant else str(moment),
        scenario=spec.scenario,
        scope=spec.scope,
        dimensions=dimensions_of(
            {**dict(spec.dimensions), **{name: value for name, value in keys.items() if not name.startswith("@")}}
        ),
    )


@dataclass(frozen=True, slots=True)
class Form:
    """A form: bands of cells with meaning, and what helps to recognise it.

    ``follows`` are forms it draws the same figures of: it is not entered, and written where one of them is stated.
    """

    id: str
    label: str
    component: str
    titles: tuple[str, ...]
    numbers: tuple[str, ...]
    aspects: Aspects
    bands: tuple[Band, ...]
    source: str
    mark: Mark
    follows: tuple[str, ...] = ()

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
        follows=reader.texts("follows"),
    )
    reader.done()
    return form


def _band(reader: Reader) -> Band:
    columns: list[Column] = []
    for item in reader.readers("columns", "栏目"):
        columns.extend(_columns(item, "", None, ()))
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


def _columns(reader: Reader, prefix: str, parent: Aspects | None, groups: tuple[tuple[str, ...], ...]) -> list[Column]:
    """A column, or the leaves of a column group with ids "group.leaf"."""
    identifier = prefix + reader.text("id")
    aspects = read_aspects(reader, prefix)
    joined = aspects if parent is None else union(parent, aspects, reader)
    children = list(reader.readers("children", "子栏目"))
    if children:
        words = tuple(filter(None, (reader.text("label", ""), *reader.texts("aliases"))))
        within = (*groups, words) if words else groups
        found = [leaf for child in children for leaf in _columns(child, f"{identifier}.", joined, within)]
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
        inside=tuple(leaf for item in reader.readers("inside", "格内数值") for leaf in _columns(item, "", None, ())),
        names=reader.text("names", ""),
        groups=groups,
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
        sparse=reader.flag("sparse"),
        mark=reader.node.mark,
    )
    reader.done()
    return row


def union(first: Aspects, second: Aspects, reader: Reader | None = None) -> Aspects:
    """Both contributions; of an aspect set twice the second wins, and with a ``reader`` that is a mistake."""
    held = first.identifying()
    for name, value in second.identifying().items():
        if reader is not None and held.get(name, value) != value:
            reader.fail(
                f"{name} 在两处写得不同：{held[name]} 与 {value}。",
                hint="一格的含义不能互相矛盾。",
                key=name.split(".")[0],
                code="pack.collision",
            )
    return Aspects(
        values=tuple({**dict(first.values), **dict(second.values)}.items()),
        period=second.period if second.period is not None else first.period,
        instant=second.instant if second.instant is not None else first.instant,
        dimensions=tuple(sorted({**dict(first.dimensions), **dict(second.dimensions)}.items())),
        quantum=second.quantum if second.quantum is not None else first.quantum,
        blank=second.blank or first.blank,
        required=first.required or second.required,
        derive=second.derive or first.derive,
        marks=tuple({**dict(first.marks), **dict(second.marks)}.items()),
    )
