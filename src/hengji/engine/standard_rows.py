"""The county's own indicators as a sheet to begin with: names, points and standards a unit may then change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from hengji.engine.apart import key_of_table
from hengji.facts.fact import FactKey, Source, State, Statement, dimensions_of
from hengji.packs.form import CellSpec, Form, key_of
from hengji.packs.labels import canonical, plain
from hengji.packs.pack import Pack
from hengji.packs.rubric import Indicator, Rubric
from hengji.packs.rubric_rules import ManualRule
from hengji.scoring.rules import says

WEIGHT, STANDARD, NAMED, JOINED = "indicator.weight", "indicator.standard", "indicator", "、"
POINTS_UNIT = "分"


def standard_rows(pack: Pack, forms: Iterable[str], year: int) -> Iterator[Statement]:
    """Points and standards of every fixed indicator of the sheet among the forms entered, as if a unit had typed them.

    Nothing where two of the forms have rows for indicators: those of one would stand in the other as well.
    """
    listing = [pack.forms[name] for name in forms if WEIGHT in _concepts(pack, pack.forms[name])]
    listing = [form for form in listing if not key_of_table(form)]
    rubric = _rubric_of(pack, listing[0], year) if len(listing) == 1 else None
    if rubric is not None:
        for number, (key, value) in enumerate(_cells(pack, listing[0], rubric, year), 1):
            yield _statement(pack, f"s{number}", key, value)


def _concepts(pack: Pack, form: Form) -> set[str]:
    return {spec.concept for spec in pack.meanings[form.id].cells.values()}


def _rubric_of(pack: Pack, form: Form, year: int) -> Rubric | None:
    """The rubric that fixes the indicators of a form."""
    fitting = [one for one in pack.rubrics.values() if form.component in one.components and not one.rows]
    return next((one for one in fitting if one.version(year) is not None), None)


def _cells(pack: Pack, form: Form, rubric: Rubric, year: int) -> Iterator[tuple[FactKey, Decimal | str]]:
    repeated = {(band.id, row.id) for band in form.bands for row in band.rows if row.each}
    specs = [one for one in pack.meanings[form.id].cells.values() if one.concept in (WEIGHT, STANDARD)]
    fixed = [one for one in specs if (one.band, one.row) not in repeated]
    known = {plain(name): one for one in rubric.indicators_in(year) for name in (one.label, *one.aliases)}
    apart = {plain(name) for one in fixed for name in _names(one)}
    for indicator in rubric.indicators_in(year):
        if not {plain(name) for name in (indicator.label, *indicator.aliases)} & apart:
            keys = _keys(rubric, indicator)
            for spec in (one for one in specs if one not in fixed):
                yield key_of(spec, keys, year), _said(indicator) if spec.concept == STANDARD else indicator.points
    for spec in fixed:
        meant = [known[plain(name)] for name in _names(spec) if plain(name) in known]
        if meant and spec.concept == WEIGHT:
            yield key_of(spec, {}, year), sum((one.points for one in meant), Decimal(0))
        elif meant:
            yield key_of(spec, {}, year), _said(meant[0])
    yield from _headings(rubric, year, _concepts(pack, form))


def _headings(rubric: Rubric, year: int, concepts: set[str]) -> Iterator[tuple[FactKey, Decimal]]:
    """The points of the first and second levels, which stand in their headings."""
    points: dict[tuple[str, str], Decimal] = {}
    for indicator in rubric.indicators_in(year):
        for level, name in _keys(rubric, indicator).items():
            if level != NAMED:
                points[level, name] = points.get((level, name), Decimal(0)) + indicator.points
    for (level, name), value in points.items():
        if f"{level}.weight" in concepts:
            yield FactKey(f"{level}.weight", str(year), dimensions=((level, name),)), value


def _names(spec: CellSpec) -> list[str]:
    """The indicators a fixed cell is about: several share one (经济效益、社会效益、生态效益)."""
    return (dict(spec.dimensions).get(NAMED) or "").split(JOINED)


def _keys(rubric: Rubric, indicator: Indicator) -> Mapping[str, str]:
    group = next((one.label for one in rubric.groups if one.id == indicator.group), "")
    keys = {"group": group, "subgroup": indicator.subgroup, NAMED: indicator.label}
    return {name: canonical(value) for name, value in keys.items() if value}


def _said(indicator: Indicator) -> str:
    """The standard in words; nothing where a person decides without one."""
    if indicator.rule is None or isinstance(indicator.rule, ManualRule):
        return ""
    return says(indicator.rule, indicator.points)


def _statement(pack: Pack, identifier: str, key: FactKey, value: Decimal | str) -> Statement:
    declared = pack.concepts[key.concept]
    number = value if isinstance(value, Decimal) else None
    text = value if isinstance(value, str) else ""
    return Statement(
        identifier,
        FactKey(key.concept, key.period, key.scenario, dimensions=dimensions_of(dict(key.dimensions))),
        State.REPORTED if number is not None or text else State.BLANK,
        declared.kind,
        value=number,
        text=text,
        unit=POINTS_UNIT if number is not None else "",
        decimals=max(0, -int(number.as_tuple().exponent)) if number is not None else 0,
        source=Source(origin="typed"),
        label=declared.label,
    )
