"""Numbers during evaluation: sums of coefficient × figure, so that a figure used twice does not widen the interval.

``+``, ``-`` and products with a constant keep the sum; a product or quotient of figures becomes a figure of its own,
whose interval is that of interval arithmetic. All values are in base units (元, parts of one).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import field
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum

from hengji.expressions.operand import Operand
from hengji.expressions.reference import Reference
from hengji.facts.fact import State
from hengji.facts.interval import Interval
from hengji.records import dataclass

ZERO = Decimal(0)
ONE = Decimal(1)
# Sums and products of printed figures come out exact; quotients have 60 digits.
EXACT = Context(prec=60, rounding=ROUND_HALF_UP)


class Result(StrEnum):
    """How an expression comes out."""

    HOLDS = "holds"
    HOLDS_WITHIN_ROUNDING = "holds_within_rounding"
    FAILS = "fails"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    NOT_COMPARABLE = "not_comparable"
    COMPUTED = "computed"  # the expression is a number, and here it is


@dataclass(slots=True)
class Linear:
    """``constant`` + Σ coefficient × figure; ``grain`` is the coarsest quantum among the figures, zero when exact."""

    constant: Decimal = ZERO
    terms: dict[Hashable, tuple[Decimal, Interval]] = field(default_factory=dict)
    grain: Decimal = ZERO

    def interval(self) -> Interval:
        """What the true value may be."""
        value = low = high = self.constant
        for coefficient, figure in self.terms.values():
            value += coefficient * figure.value
            up = coefficient >= 0
            low += coefficient * (figure.low if up else figure.high)
            high += coefficient * (figure.high if up else figure.low)
        return Interval(value, low, high)

    def signature(self) -> Hashable:
        """Equal for numbers that are the same by construction."""
        return self.constant, frozenset((key, coefficient) for key, (coefficient, _) in self.terms.items())


Figure = Linear | Result  # a Result says why there is no number

_STRENGTH = {Result.UNKNOWN: 1, Result.NOT_COMPARABLE: 2, Result.NOT_APPLICABLE: 3}


def undecided(results: Sequence[Result]) -> Result:
    """The reason that outweighs the others: ``——`` over a zero divisor over a missing figure.

    A missing figure may still be filled in; that something does not apply stays true whatever else is filled in.
    """
    return max(results, key=lambda result: _STRENGTH[result])


def _numbers(figures: Sequence[Figure]) -> list[Linear] | Result:
    """The figures as numbers, or why one of them is none."""
    numbers = [figure for figure in figures if isinstance(figure, Linear)]
    if len(numbers) == len(figures) and numbers:
        return numbers
    return undecided([figure for figure in figures if isinstance(figure, Result)] or [Result.UNKNOWN])


def constant(value: Decimal) -> Linear:
    """An exact number."""
    return Linear(value)


def figure_of(operand: Operand, reference: Reference, index: int = 0) -> Figure:
    """The number an operand stands for, or why there is none."""
    interval = operand.interval()
    if interval is None:
        return Result.NOT_APPLICABLE if operand.state is State.NOT_APPLICABLE else Result.UNKNOWN
    key: Hashable = operand.id or (reference.text, index)
    factor = operand.unit.factor if operand.unit is not None else ONE
    return Linear(ZERO, {key: (ONE, interval)}, operand.grain * factor)


def figures_of(reference: Reference, operands: Sequence[Operand]) -> list[Figure]:
    """The numbers a group stands for; of an empty group nothing is known."""
    figures = [figure_of(operand, reference, index) for index, operand in enumerate(operands)]
    return figures or [Result.UNKNOWN]


def plus(left: Figure, right: Figure, sign: Decimal = ONE) -> Figure:
    """``left + sign × right``, figures of both sides collected."""
    if not (isinstance(left, Linear) and isinstance(right, Linear)):
        return undecided([side for side in (left, right) if isinstance(side, Result)])
    terms = dict(left.terms)
    _collect(terms, right, sign)
    return Linear(left.constant + sign * right.constant, terms, max(left.grain, right.grain))


def _collect(terms: dict[Hashable, tuple[Decimal, Interval]], number: Linear, sign: Decimal) -> None:
    """Add the figures of a number to ``terms``; what cancels goes."""
    for key, (coefficient, figure) in number.terms.items():
        present = terms.get(key)
        together = sign * coefficient + (present[0] if present else ZERO)
        if together:
            terms[key] = (together, figure)
        else:
            terms.pop(key, None)


def minus(left: Figure, right: Figure) -> Figure:
    """``left - right``."""
    return plus(left, right, -ONE)


def scaled(number: Linear, by: Decimal) -> Linear:
    """A number times a constant."""
    if not by:
        return Linear()
    terms = {key: (coefficient * by, figure) for key, (coefficient, figure) in number.terms.items()}
    return Linear(number.constant * by, terms, number.grain)


def times(left: Figure, right: Figure) -> Figure:
    """``left × right``."""
    numbers = _numbers((left, right))
    if isinstance(numbers, Result):
        return numbers
    one, other = numbers
    if not one.terms:
        return scaled(other, one.constant)
    if not other.terms:
        return scaled(one, other.constant)
    return _derived(("*", one.signature(), other.signature()), one.interval() * other.interval())


def over(left: Figure, right: Figure) -> Figure:
    """``left ÷ right``; 不可比 when the divisor is, or may be, zero - whatever is divided."""
    if isinstance(right, Linear):
        divisor = right.interval()
        if Interval.exact(ONE).divide(divisor) is None:
            return undecided([Result.NOT_COMPARABLE, left] if isinstance(left, Result) else [Result.NOT_COMPARABLE])
    numbers = _numbers((left, right))
    if isinstance(numbers, Result):
        return numbers
    one, other = numbers
    if not other.terms:
        return scaled(one, ONE / other.constant)
    quotient = one.interval().divide(other.interval())
    if quotient is None:  # pragma: no cover - seen above
        return Result.NOT_COMPARABLE
    return _derived(("/", one.signature(), other.signature()), quotient)


def _derived(key: Hashable, interval: Interval) -> Linear:
    """A computed number as a figure of its own; computed figures have no grain, nobody printed them."""
    return Linear(ZERO, {key: (ONE, interval)})


def negated(figure: Figure) -> Figure:
    """Unary minus."""
    return scaled(figure, -ONE) if isinstance(figure, Linear) else figure


def total(figures: Sequence[Figure]) -> Figure:
    """The sum of one figure or more; the sum of none is unknown."""
    numbers = _numbers(figures)
    if isinstance(numbers, Result):
        return numbers
    terms: dict[Hashable, tuple[Decimal, Interval]] = {}
    for number in numbers:
        _collect(terms, number, ONE)
    return Linear(sum((number.constant for number in numbers), ZERO), terms, max(number.grain for number in numbers))


def _extreme(name: str, figures: Sequence[Figure], pick: Callable[[Sequence[Decimal]], Decimal]) -> Figure:
    """The smallest or largest number: one of them when no other can be, else a figure of its own."""
    numbers = _numbers(figures)
    if isinstance(numbers, Result):
        return numbers
    intervals = [number.interval() for number in numbers]
    low, high = pick([interval.low for interval in intervals]), pick([interval.high for interval in intervals])
    value = pick([interval.value for interval in intervals])
    for number, interval in zip(numbers, intervals, strict=True):
        others = [other for other in intervals if other is not interval]
        if all(pick((interval.low, other.high)) == interval.low and pick((interval.high, other.low)) == interval.high
               for other in others):  # fmt: skip
            return number
    key = (name, frozenset(number.signature() for number in numbers))
    return _derived(key, Interval(value, low, high))


def smallest(figures: Sequence[Figure]) -> Figure:
    """The smallest of one figure or more."""
    return _extreme("min", figures, min)


def largest(figures: Sequence[Figure]) -> Figure:
    """The largest of one figure or more."""
    return _extreme("max", figures, max)


def absolute(figures: Sequence[Figure]) -> Figure:
    """The size of a number without its sign."""
    (figure,) = figures
    if isinstance(figure, Result):
        return figure
    interval = figure.interval()
    if interval.low >= 0:
        return figure
    return negated(figure) if interval.high <= 0 else _derived(("abs", figure.signature()), abs(interval))


def share(figures: Sequence[Figure]) -> Figure:
    """Part ÷ whole."""
    part, whole = figures
    return over(part, whole)


def change(figures: Sequence[Figure]) -> Figure:
    """(now - before) ÷ before, as now ÷ before - 1, where ``before`` stands only once."""
    now, before = figures
    return minus(over(now, before), constant(ONE))


NUMBER_FUNCTIONS: dict[str, Callable[[Sequence[Figure]], Figure]] = {
    "sum": total, "abs": absolute, "min": smallest, "max": largest, "share": share, "change": change,
}  # fmt: skip
