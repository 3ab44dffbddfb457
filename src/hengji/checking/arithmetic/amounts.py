"""The amount a rate of running text speaks of, found by name among the figures printed around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from hengji.checking.arithmetic.operands import row_of
from hengji.checking.subject import SubjectPart
from hengji.facts.fact import Kind, Statement
from hengji.records import dataclass

FREE = frozenset({"of", "in", "direction", "ordinal", "form"})
ACTUAL = ("actual", "")
CLEARLY = 2  # figures between


@dataclass(frozen=True)
class Amounts:
    """The statements of one component in order, with the names each goes by."""

    part: SubjectPart
    statements: Sequence[Statement]

    @cached_property
    def _positions(self) -> Mapping[str, int]:
        return {one.id: position for position, one in enumerate(self.statements)}

    @cached_property
    def _money(self) -> list[Statement]:
        return [one for one in self.statements if one.value is not None and one.kind is Kind.MONEY]

    def of(self, rate: Statement, scenarios: Sequence[str] = ACTUAL, years_before: int = 0) -> Statement | None:
        """What the rate is of: its name with just the rate's dimensions, before one with more.

        A rate of a class names no figure ("占比" of 教育支出): then it is that of the class in the same paragraph.
        """
        rest = _dimensions(rate)
        named = self._fitting(rate, rate.key.dimension("of"), scenarios, years_before)
        found = [one for one in named if _covers(one, rest)]
        found = [one for one in found if _dimensions(one) == rest] or found
        if not found and rest.keys() - {"fund"}:
            pool = self._of_period(rate, scenarios, years_before)
            found = [one for one in pool if _dimensions(one) == rest and same_paragraph(one, rate)]
        return self.nearest(rate, found)

    def whole(self, rate: Statement, part: Statement) -> Statement | None:
        """What the rate is a share in: with the rate's dimensions, else with fewer of them; never the part itself."""
        rest = _dimensions(rate)
        named = [one for one in self._fitting(rate, rate.key.dimension("in"), ACTUAL, 0) if one.key != part.key]
        inside = [one for one in named if _dimensions(one).items() <= rest.items()]
        most = max((len(_dimensions(one)) for one in inside), default=0)
        return self.nearest(rate, [one for one in inside if len(_dimensions(one)) == most])

    def change(self, rate: Statement, concept: str) -> Statement | None:
        """The amount of the change a rate of change belongs to, of the same paragraph."""
        name, rest = rate.key.dimension("of"), _dimensions(rate)
        found = [one for one in self._money if one.key.concept == concept and one.key.dimension("of") == name]
        found = [one for one in found if same_paragraph(one, rate)]
        return self.nearest(rate, [one for one in found if _dimensions(one) == rest] or found)

    def year_before(self, rate: Statement, now: Statement) -> Statement | None:
        """The figure of the year before that stands in the paragraph of a rate, planned or carried out."""
        pool = [one for one in self._money if one.key.concept == now.key.concept and same_paragraph(one, rate)]
        year = now.key.period[:4]
        earlier = str(int(year) - 1) if year.isdigit() else ""
        found = [one for one in pool if one.key.period[:4] == earlier and one.key.dimensions == now.key.dimensions]
        return self.nearest(rate, found)

    def others(self, now: Statement) -> list[Statement]:
        """Every figure the text prints for one fact, the one given first."""
        return [now, *(one for one in self._money if one.key == now.key and not one.table and one is not now)]

    def nearest(self, rate: Statement, found: Sequence[Statement]) -> Statement | None:
        """One of the same row of a table; else the last one before a statement, else the first after it."""
        found = [one for one in found if _same_row(one, rate)] or found
        here = self._positions[rate.id]
        before = [one for one in found if self._positions[one.id] < here]
        return before[-1] if before else (found[0] if found else None)

    def is_nearer(self, rate: Statement, one: Statement, other: Statement | None) -> bool:
        """Whether a figure stands right before a rate, and another behind it or clearly farther away."""
        here, there = self._positions[rate.id], self._positions[one.id]
        if there >= here or other is None:
            return there < here
        away = self._positions[other.id]
        return away > here or there - away >= CLEARLY

    def _of_period(self, rate: Statement, scenarios: Sequence[str], years_before: int) -> list[Statement]:
        year = rate.key.period[:4]
        wanted = str(int(year) - years_before) if years_before and year.isdigit() else year
        return [one for one in self._money if one.key.period[:4] == wanted and one.key.scenario in scenarios]

    def _fitting(
        self, rate: Statement, name: str | None, scenarios: Sequence[str], years_before: int
    ) -> list[Statement]:
        return [one for one in self._of_period(rate, scenarios, years_before) if name and self._goes_by(one, name)]

    def _goes_by(self, one: Statement, name: str) -> bool:
        """Whether a figure goes by a name: its label, a name of its concept, or its fund with the end of one."""
        concept = self.part.pack.concepts.get(one.key.concept)
        names = {one.label} | ({concept.label, *concept.aliases} if concept is not None else set())
        fund = one.key.dimension("fund")
        if name in names:
            return True
        heads = (name.removesuffix(known) for known in names if fund and name.endswith(known))
        return any(head and fund is not None and fund.startswith(head) for head in heads)


def scenarios_of(rate: Statement) -> tuple[str, ...]:
    """The scenarios of the figures a rate is of: its own."""
    return ACTUAL if rate.key.scenario in ACTUAL else (rate.key.scenario, "")


def _dimensions(one: Statement) -> dict[str, str]:
    return {name: value for name, value in one.key.dimensions if name not in FREE}


def _covers(one: Statement, rest: Mapping[str, str]) -> bool:
    return all(one.key.dimension(name) == value for name, value in rest.items())


def _same_row(one: Statement, other: Statement) -> bool:
    return bool(one.table) and one.table == other.table and row_of(one) == row_of(other)


def same_paragraph(one: Statement, other: Statement) -> bool:
    """Whether two figures stand in one paragraph, one cell, or one row of a table."""
    if _same_row(one, other):
        return True
    here, there = one.place, other.place
    return here is not None and there is not None and here.anchor() == there.anchor()
