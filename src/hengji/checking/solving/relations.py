"""Relations over figures: what a check that was evaluated says, in a form in which one figure can be solved for.

A relation is Σ coefficient × Π figures against zero, in base units. Sums, products, shares (part - rate × whole) and
changes (now - before - rate × before) all have this form; in each figure alone they are linear.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from decimal import Decimal

from hengji.expressions import Operand, Outcome, Result
from hengji.expressions.linear import Linear
from hengji.expressions.polynomial import CONSTANT, Polynomial, quotient
from hengji.facts.interval import Interval
from hengji.records import dataclass

ZERO, ONE = Decimal(0), Decimal(1)
TINY = Decimal("1E-25")
Values = Mapping[str, Interval]


@dataclass(frozen=True, slots=True, eq=False)
class Relation:
    """``terms`` against zero by ``=``, ``<=`` or ``<``; an equation may miss by ``slack``."""

    terms: Polynomial
    operator: str
    operands: Mapping[str, Operand]
    slack: Decimal = ZERO
    figures: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "figures", frozenset(name for monomial in self.terms for name in monomial))

    def gap(self, values: Values) -> Interval:
        """What the true difference of both sides may be."""
        total = Interval.exact(ZERO)
        for monomial, coefficient in self.terms.items():
            product = Interval.exact(coefficient)
            for name in monomial:
                product *= values[name]
            total += product
        return total

    def holds(self, values: Values) -> bool:
        """Whether some true values satisfy it."""
        gap = self.gap(values)
        if self.operator == "<":
            return gap.low < -TINY
        if self.operator == "<=":
            return gap.low <= TINY
        return gap.low <= self.slack + TINY and gap.high >= -self.slack - TINY

    def identity(self) -> tuple[str, frozenset[tuple[tuple[str, ...], Decimal]]]:
        """Equal for one relation stated by two checks."""
        first = self.terms[min(self.terms)] if self.terms else ONE
        return self.operator, frozenset((monomial, coefficient / first) for monomial, coefficient in self.terms.items())

    def wanted(self, figures: Iterable[str], values: Values) -> Decimal | None:
        """The value all ``figures`` would have to share for both sides to be equal as printed."""
        at_zero, at_one = (
            self.gap({**values, **dict.fromkeys(figures, Interval.exact(value))}).value for value in (ZERO, ONE)
        )
        slope = at_one - at_zero
        return -at_zero / slope if slope else None


@dataclass(frozen=True, slots=True)
class Trial:
    """One evaluation of a check: the statements in it and, when asked for, its relations."""

    figures: tuple[str, ...]
    build: Callable[[], Iterator[Relation]]
    near: Callable[[], str] | None = None  # its working, where it holds but not as printed


def trial_of(figures: Iterable[str], outcome: Outcome, tolerance: Decimal | None = None) -> Trial:
    """The trial of an expression."""
    near = (lambda: outcome.working) if outcome.result is Result.HOLDS_WITHIN_ROUNDING else None
    return Trial(tuple(figures), lambda: relations_of(outcome, tolerance), near)


def relations_of(outcome: Outcome, tolerance: Decimal | None = None) -> Iterator[Relation]:
    """The relation an outcome rests on; none when it is not one that can be solved."""
    found = outcome.gap()
    fraction = quotient(_stated(found[1])) if found is not None else None
    if found is None or fraction is None:
        return
    terms, divisor = fraction
    operands = outcome.known()
    values = values_of(operands)
    names = {name for monomial in (*terms, *divisor) for name in monomial}
    if not names <= set(values) or any(len(set(monomial)) != len(monomial) for monomial in terms):
        return
    if set(divisor) != {CONSTANT} and (tolerance or found[0] != "="):
        return
    unit = outcome.unit if tolerance else None
    slack = (tolerance or ZERO) * (unit.factor if unit is not None else ONE)
    yield Relation(terms, found[0], operands, slack)


def _stated(number: Linear) -> Linear:
    """A sum without the items that are not drawn and count as zero; they have no statement."""
    terms = {key: term for key, term in number.terms.items() if term[1].value or isinstance(key, str)}
    return Linear(number.constant, terms, number.grain)


def equality(one: str, other: str, operands: Mapping[str, Operand]) -> Relation:
    """Two statements of one figure."""
    return Relation({(one,): ONE, (other,): -ONE}, "=", operands)


def values_of(operands: Mapping[str, Operand]) -> dict[str, Interval]:
    """What the true values may be, of those that are figures."""
    found = {name: operand.interval() for name, operand in operands.items()}
    return {name: interval for name, interval in found.items() if interval is not None}
