"""The figures of a filing with the relations that hold among them: what a repair must not break."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from hengji.checking.solving.relations import ONE, Relation, Trial, values_of
from hengji.checking.solving.repairs import STRONG, Neighbour, Slip, slip
from hengji.expressions import Operand
from hengji.facts.fact import FactStore, Kind, State, Statement
from hengji.facts.interval import Interval
from hengji.facts.unit import UnitKind
from hengji.records import dataclass

WORK = 10_000  # evaluations of a relation per filing; beyond it the plain findings stand
STEPS = (0, 1, -1, 2, -2, 3, -3)  # a sum of rounded parts leaves a few last digits open
MOST_NEIGHBOURS = 40
SCORE_DECIMALS = 2
HUNDRED = Decimal(100)
LEAST_QUANTA = 100  # a figure of three digits: fewer are a slip of too many others


@dataclass(frozen=True, slots=True)
class Change:
    """Another value for one figure, or for all places that state it alike."""

    figures: frozenset[str]
    value: Decimal  # in the unit it is printed in
    slip: Slip
    settled: bool  # an equation gives the value; an inequality gives only its limit
    values: Mapping[str, Interval]


class Board:
    """Values, the relations that hold, and how much work is left."""

    def __init__(self, facts: FactStore, trials: Iterable[Trial], failed: Iterable[Relation]) -> None:
        self.facts = facts
        self.work = WORK
        self.operands: dict[str, Operand] = {}
        self._trials: dict[str, list[Trial]] = {}
        self._built: dict[int, list[Relation]] = {}
        self._kept: dict[str, list[Relation]] = {}
        self._copies: dict[str, frozenset[str]] = {}
        for trial in trials:
            for name in trial.figures:
                self._trials.setdefault(name, []).append(trial)
        for relation in failed:
            self.operands.update(relation.operands)
        self.values: dict[str, Interval] = values_of(self.operands)

    def keep(self, relations: Iterable[Relation]) -> None:
        """Relations that hold beside those that fail in one trial: three places that agree against a fourth."""
        for relation in relations:
            for name in relation.figures:
                self._kept.setdefault(name, []).append(relation)

    def touching(self, figure: str) -> list[Relation]:
        """The relations that hold now and have this figure."""
        built = (one for trial in self._trials.get(figure, ()) for one in self._relations(trial))
        return [*(one for one in built if figure in one.figures), *self._kept.get(figure, ())]

    def _relations(self, trial: Trial) -> list[Relation]:
        if id(trial) not in self._built:
            found = list(trial.build())
            for relation in found:
                self.operands.update(relation.operands)
                self.values.update(values_of(relation.operands))
            self._built[id(trial)] = [one for one in found if one.holds(self.values)]
        return self._built[id(trial)]

    def copies(self, figure: str) -> frozenset[str]:
        """The figure and all that are held equal to it: one figure, printed in several places."""
        if figure not in self._copies:
            found, open_ = {figure}, [figure]
            while open_:
                for relation in self.touching(open_.pop()):
                    if relation.operator == "=" and sorted(relation.terms.values()) == [-ONE, ONE]:
                        new = relation.figures - found
                        found |= new
                        open_ += new
            for name in found:
                self._copies[name] = frozenset(found)
        return self._copies[figure]

    def holds(self, relations: Iterable[Relation], change: Mapping[str, Interval]) -> bool:
        """Whether relations hold when some figures are other ones; never true when the work is used up."""
        values = {**self.values, **change}
        for relation in relations:
            self.work -= 1
            if self.work < 0 or not relation.holds(values):
                return False
        return True

    def broken(self, change: Mapping[str, Interval]) -> list[Relation]:
        """The relations that hold now and would not after a change."""
        touched = {id(one): one for name in change for one in self.touching(name)}  # building them adds their values
        values = {**self.values, **change}
        self.work -= len(touched)
        return [one for one in touched.values() if not one.holds(values)]

    def statement(self, figure: str) -> Statement | None:
        """The statement of a figure."""
        return self.facts.get(figure)

    def change(
        self, figures: frozenset[str], must: Sequence[Relation], given: Mapping[str, Interval] | None = None
    ) -> list[Change]:
        """The values of a figure with which ``must`` holds, the likeliest slip first; what they break is not asked."""
        statement = self.statement(min(figures))
        operand = self.operands.get(min(figures))
        if statement is None or operand is None or self.work < 0:
            return []
        found: dict[Decimal, Change] = {}
        settled = any(one.operator == "=" for one in must)
        for value, step in self._candidates(figures, statement, operand, must, given or {}, settled=settled):
            if value in found or value == (operand.number or 0):
                continue
            values = {name: _interval(self.operands.get(name, operand), value, operand) for name in figures}
            if not self.holds(must, {**(given or {}), **values}):
                continue
            why = slip(operand.number if statement.value is not None else None, value, statement.decimals,
                       self._neighbours(statement, must))  # fmt: skip
            if value < 0 <= (operand.number or 0) and why.rank > 1:
                continue
            if step == 0 or (why.rank < STRONG and abs(value) >= LEAST_QUANTA * operand.grain):
                found[value] = Change(figures, value, why, settled, values)
        return sorted(found.values(), key=lambda one: one.slip.rank)

    def settled(self, change: Change, relations: Sequence[Relation]) -> bool:
        """Whether the relations leave no other value: an equation does, and so do two limits that meet."""
        if any(one.operator == "=" for one in relations):
            return True
        (_, interval), *_ = change.values.items()
        step = max(abs(interval.value), ONE) / HUNDRED
        beside = (Interval.exact(interval.value + step), Interval.exact(interval.value - step))
        known = [*relations, *(one for name in sorted(change.figures) for one in self.touching(name))]
        return not any(self.holds(known, dict.fromkeys(change.figures, one)) for one in beside)

    def _candidates(
        self,
        figures: frozenset[str],
        statement: Statement,
        operand: Operand,
        must: Sequence[Relation],
        given: Mapping[str, Interval],
        *,
        settled: bool,
    ) -> Iterator[tuple[Decimal, int]]:
        factor = operand.unit.factor if operand.unit is not None else ONE
        values = {**self.values, **given}
        several = operand.grain and any(len(one.figures) > 2 for one in must)
        for step in STEPS if several else STEPS[:1]:
            for relation in must:
                if settled and relation.operator != "=":
                    continue
                self.work -= 1
                target = relation.wanted(figures, values)
                value = _snapped(target / factor, operand, statement) if target is not None else None
                if value is not None:
                    yield value + step * operand.grain, step

    def _neighbours(self, statement: Statement, relations: Sequence[Relation]) -> list[Neighbour]:
        """Figures of the same relations and of the same row: what could have been copied or shifted."""
        row, _, column = statement.address.rpartition("/")
        names = {name for relation in relations for name in relation.figures}
        found = []
        for one in self.facts:
            if one.value is None or one.id == statement.id or one.unit != statement.unit:
                continue
            beside = bool(statement.table) and one.table == statement.table and one.address.rpartition("/")[0] == row
            if beside and one.address.rpartition("/")[2] == column:
                continue
            if beside or (one.id in names and one.label != statement.label):
                name = one.scenario_label or one.label if beside else one.label
                found.append(Neighbour(f"“{name}”", one.value, beside))
        return found[:MOST_NEIGHBOURS]


def _interval(operand: Operand, value: Decimal, shown: Operand) -> Interval:
    """A value, given in the unit of ``shown``, with the precision of another place that states it."""
    base = value * (shown.unit.factor if shown.unit is not None else ONE)
    factor = operand.unit.factor if operand.unit is not None else ONE
    grain = operand.grain if operand.state is not State.NIL else shown.grain
    return Interval.rounded(base, grain * factor) if grain else Interval.exact(base)


def _snapped(value: Decimal, operand: Operand, statement: Statement) -> Decimal | None:
    """A value as it would be printed; None when it cannot be: half a person."""
    if operand.grain:
        return (value / operand.grain).quantize(ONE) * operand.grain
    points = operand.unit is not None and operand.unit.kind is UnitKind.POINTS
    places = 0 if statement.kind is Kind.COUNT and not points else SCORE_DECIMALS
    rounded = round(value, places)
    return rounded if rounded == value else None
