"""The charts of a filing: its declared charts with the figures it states.

A figure that is stated in two ways, or only in parts, is not drawn: a chart shows what is beyond doubt.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from hengji.engine.publishing import Package
from hengji.facts.fact import Statement
from hengji.packs.chart import Chart, Series
from hengji.writing.charts import DrawnChart

WHOLE = (frozenset[str](), frozenset({"fund"}))
"""The dimensions under which a figure is that of the whole unit; one fund alone where nothing else is stated."""
BESIDE = frozenset({"ordinal", "form"})


def charts_of(package: Package) -> Iterator[DrawnChart]:
    """Every chart of the pack for which the filing has two figures to hold against each other."""
    for chart in package.pack.charts.values():
        rows = list(_values(package, chart) if chart.each else _items(package, chart))
        used = [number for number, _ in enumerate(chart.series) if any(row[1][number] is not None for row in rows)]
        stated = [row for row in rows if any(value is not None for value in row[1])]  # nought is a figure
        shown = tuple((label, tuple(values[number] for number in used)) for label, values in stated)
        if shown and len(shown) * len(used) > 1:
            names = tuple(chart.series[number].label for number in used)
            yield DrawnChart(chart.label, chart.unit, names, shown, shares=chart.shares)


def _items(package: Package, chart: Chart) -> Iterator[tuple[str, list[Decimal | None]]]:
    for item in chart.items:
        yield item.label, [_figure(package, one.concept or item.concept, one, chart.unit) for one in chart.series]


def _values(package: Package, chart: Chart) -> Iterator[tuple[str, list[Decimal | None]]]:
    """The values of a dimension in order of appearance, each with the sums of the series' concepts."""
    concepts = [one.concept for one in chart.series]
    stated = [one for one in package.facts if one.key.concept in concepts and one.key.dimension(chart.each)]
    for value in dict.fromkeys(one.key.dimension(chart.each) or "" for one in stated):
        yield value, [_sum(package, stated, one, (chart.each, value), chart.unit) for one in chart.series]


def _sum(package: Package, stated: list[Statement], series: Series, of: tuple[str, str], unit: str) -> Decimal | None:
    """The sum of a concept over what has a value of a dimension; None where nothing has, or one fact is not clear."""
    found: dict[object, set[Decimal]] = {}
    for one in stated:
        if one.key.concept == series.concept and of in one.key.dimensions and _is_meant(package, one, series):
            found.setdefault(one.key, set()).update(_in(package, one, unit))
    if not found or any(len(values) != 1 for values in found.values()):
        return None
    return sum((next(iter(values)) for values in found.values()), Decimal(0))


def _figure(package: Package, concept: str, series: Series, unit: str) -> Decimal | None:
    """The unit's own figure, None where there is none or several."""
    for dimensions in WHOLE:
        values = {
            value
            for one in package.facts.of_concept(concept)
            if _is_meant(package, one, series) and {name for name, _ in one.key.dimensions} - BESIDE == dimensions
            for value in _in(package, one, unit)
        }
        if values:
            return next(iter(values)) if len(values) == 1 else None
    return None


def _is_meant(package: Package, one: Statement, series: Series) -> bool:
    year = str(package.year + series.period)
    return one.key.organisation is None and one.key.period == year and one.key.scenario in {series.scenario, ""}


def _in(package: Package, one: Statement, unit: str) -> set[Decimal]:
    """The figure in the chart's unit; nothing where it is none."""
    own, asked = package.pack.unit(one.unit), package.pack.unit(unit)
    if one.value is None or one.relation not in {"=", ""} or own is None or asked is None or own.kind is not asked.kind:
        return set()
    return {asked.from_base(own.to_base(one.value))}
