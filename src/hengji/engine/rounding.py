"""Rounding the facts of an export to the unit its forms print, so that everything that held in 元 still holds (平差).

What must hold is what checking finds to hold for the exact figures: every sum and derivation the forms declare, and
every equation between tables. One fact is one figure, in however many forms it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from hengji.adjusting.adjust import Adjusted, Move, Way, adjust
from hengji.checking.arithmetic.operands import named
from hengji.checking.solving.relations import Relation
from hengji.engine.deriving import derive
from hengji.engine.exporting import Taken
from hengji.engine.session import check_reading
from hengji.facts.fact import FactKey, FactStore, State, Statement
from hengji.facts.numbers import plain_text
from hengji.packs.form import CellSpec
from hengji.packs.pack import Pack
from hengji.reading.result import Reading

Terms = dict[str, int]
FUND = "fund"


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A cell whose figure is not what rounding alone gives; amounts in ``unit``, ``exact`` in full."""

    form: str
    cell: str
    address: str
    exact: Decimal
    rounded: Decimal
    adjusted: Decimal
    unit: str
    why: str
    source: str


@dataclass(frozen=True, slots=True)
class Rounded:
    """The forms in their own unit, every adjustment made, and in words the sums that could not be made to hold."""

    reading: Reading
    adjustments: tuple[Adjustment, ...]
    unresolved: tuple[str, ...]


def rounded(taken: Taken) -> Rounded:
    """The facts of an export in the units of the forms, adjusted the way its pack declares."""
    exact = derive(taken.reading)
    pack = exact.pack_of(taken.part.id)
    figures = {one.id: base for one in exact.facts if (base := _base(one, pack)) is not None}
    unit, quantum = _printed(exact.facts, pack)
    names = {one.id: _name(one.key) for one in exact.facts if one.id in figures}
    amounts = {names[one]: value for one, value in figures.items()}
    relations = [one for trial in check_reading(exact).tally.held_trials for one in trial.build()]
    sums, ties = _sums(relations, names, amounts)
    found = adjust(amounts, sums, quantum, Way(taken.export.way), ties)
    factor = pack.units[unit].factor
    figures_by_name = {names[one.id]: one for one in reversed(list(exact.facts)) if one.id in names}
    told = _Told(pack, unit, factor, figures_by_name, found, [*sums, *ties])
    facts = [_in_print(one, found, names, unit, factor, quantum / factor) for one in exact.facts]
    moved = {move.name: move for move in found.moves}
    adjustments = tuple(told.of(one, moved[names[one.id]]) for one in exact.facts if names.get(one.id) in moved)
    gaps = tuple(told.sum(gap.sum, found.values) for gap in found.unresolved)
    return Rounded(replace(exact, facts=FactStore(facts)), adjustments, gaps)


def _base(statement: Statement, pack: Pack) -> Decimal | None:
    """An amount in the base unit, None for anything that is no amount or in no unit of money."""
    unit = pack.unit(statement.unit) if statement.unit else None
    if unit is None or unit.kind.value != "money" or statement.value is None:
        return None
    return unit.to_base(statement.value)


def _printed(facts: Iterable[Statement], pack: Pack) -> tuple[str, Decimal]:
    """The unit the forms print amounts in, and their quantum in the base unit."""
    specs = (spec for one in facts if (spec := _spec(one, pack)) is not None)
    spec = next(one for one in specs if one.unit and one.quantum is not None)
    return spec.unit, pack.units[spec.unit].to_base(spec.quantum or Decimal(0))


def _spec(statement: Statement, pack: Pack) -> CellSpec | None:
    """The meaning of the cell a statement stands in."""
    form, _, address = statement.address.partition("!")
    band, row, column = address.split("/")
    declared = pack.forms[form].band(band)
    rows = [row, *(one.id for one in (declared.rows if declared else ()) if one.each)]
    cells = (pack.meanings[form].cell(band, one, column) for one in rows)
    return next((one for one in cells if one is not None), None)


def _name(key: FactKey) -> str:
    dimensions = ",".join(f"{name}={value}" for name, value in key.dimensions)
    return f"{key.concept}|{key.period}|{key.scenario}|{key.scope}|{dimensions}"


def _sums(
    relations: Iterable[Relation], names: Mapping[str, str], amounts: Mapping[str, Decimal]
) -> tuple[list[Terms], list[Terms]]:
    """The equations among the figures, and the limits that are just reached: both once each, in a fixed order."""
    sums: set[tuple[tuple[str, int], ...]] = set()
    ties: set[tuple[tuple[str, int], ...]] = set()
    for relation in relations:
        terms = _terms(relation, names)
        if not terms:
            continue
        if relation.operator == "=" and not relation.slack:
            sums.add(tuple(sorted(terms.items())))
        elif relation.operator == "<=" and not sum(one * amounts[name] for name, one in terms.items()):
            ties.add(tuple(sorted(terms.items())))
    return [dict(one) for one in sorted(sums)], [dict(one) for one in sorted(ties - sums)]


def _terms(relation: Relation, names: Mapping[str, str]) -> Terms:
    """A relation as whole coefficients of figures; empty where it is none, or holds of any figures."""
    found: Terms = {}
    for monomial, coefficient in relation.terms.items():
        if len(monomial) != 1 or monomial[0] not in names or coefficient != int(coefficient):
            return {}
        name = names[monomial[0]]
        found[name] = found.get(name, 0) + int(coefficient)
    return {name: one for name, one in found.items() if one}


def _in_print(
    statement: Statement, found: Adjusted, names: Mapping[str, str], unit: str, factor: Decimal, quantum: Decimal
) -> Statement:
    """A statement as its form prints it."""
    if statement.id not in names:
        return replace(statement, unit=unit) if statement.unit and statement.state is State.BLANK else statement
    value = (found.values[names[statement.id]] / factor).quantize(quantum)
    state = State.ZERO if not value else State.REPORTED
    decimals = -int(quantum.as_tuple().exponent)
    return replace(statement, state=state, value=value, unit=unit, decimals=decimals, quantum=quantum)


@dataclass(frozen=True, slots=True)
class _Told:
    """What is needed to say in words what was adjusted and why."""

    pack: Pack
    unit: str
    factor: Decimal
    figures: Mapping[str, Statement]
    found: Adjusted
    sums: list[Terms]

    def of(self, statement: Statement, move: Move) -> Adjustment:
        """An adjustment in one of the cells it shows in."""
        form = self.pack.forms[statement.address.partition("!")[0]]
        before = {**self.found.values, move.name: move.rounded}
        place = statement.place.say() if statement.place is not None else "由各项算出"
        return Adjustment(
            form=form.label,
            cell=self._name(statement),
            address=statement.address,
            exact=move.exact / self.factor,
            rounded=move.rounded / self.factor,
            adjusted=move.adjusted / self.factor,
            unit=self.unit,
            why=f"不调整则 {self.sum(move.because, before)}",
            source=place,
        )

    def sum(self, index: int, values: Mapping[str, Decimal]) -> str:
        """A sum in words with the figures as given: 1.10 + 2.20 = 3.30，而合计为 3.31，差 0.01."""
        terms = self.sums[index]
        sides = [{name: one for name, one in terms.items() if one * sign > 0} for sign in (1, -1)]
        parts, whole = sorted(sides, key=len, reverse=True)
        left, right = (
            sum((abs(one) * values[name] for name, one in side.items()), Decimal(0)) for side in (parts, whole)
        )
        written = [self._side(side, values) for side in (parts, whole)]
        gap = plain_text((abs(left - right) / self.factor).normalize())
        return f"{written[0]} ≠ {written[1]}，差 {gap} {self.unit}"

    def _side(self, side: Terms, values: Mapping[str, Decimal]) -> str:
        """One side of a sum; items that are nothing are left out."""
        said = [(name, one) for name, one in side.items() if values[name]] or list(side.items())[:1]
        return " + ".join(self._written(name, one, values[name]) for name, one in said)

    def _written(self, name: str, coefficient: int, value: Decimal) -> str:
        times = f"{abs(coefficient)}×" if abs(coefficient) != 1 else ""
        return f"{times}{self._name(self.figures[name])} {plain_text(value / self.factor)}"

    def _name(self, statement: Statement) -> str:
        """What a figure is, with the fund it is of."""
        fund = statement.key.dimension(FUND)
        return f"{named(statement, self.pack)}［{fund}］" if fund else named(statement, self.pack)
