"""Comparisons of intervals, and Kleene's three values over them.

A comparison holds as printed, holds within rounding (it misses as printed, but true values exist that satisfy it), or
fails. Conditions are read as printed: what holds only within rounding is true where it must hold, and its negation
holds too. See docs/decisions/0005-expression-semantics.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from hengji.expressions.linear import Figure, Linear, Result, minus, undecided
from hengji.expressions.operand import Operand, Scope
from hengji.expressions.tree import Call, Compare, Ref
from hengji.facts.fact import State
from hengji.facts.interval import Interval
from hengji.records import dataclass

TINY = Decimal("1E-30")  # nothing printed is as fine; absorbs the last digit of a quotient

TRUE = frozenset({Result.HOLDS, Result.HOLDS_WITHIN_ROUNDING})


@dataclass(frozen=True, slots=True)
class Judgement:
    """A truth value with the comparisons and tests it rests on."""

    result: Result
    evidence: tuple[Compare | Call, ...] = ()


def compare(operator: str, left: Figure, right: Figure) -> Result:
    """How a comparison of two numbers comes out."""
    if operator in {">", ">="}:
        return compare("<" if operator == ">" else "<=", right, left)
    gap = minus(left, right)
    if not (isinstance(left, Linear) and isinstance(right, Linear) and isinstance(gap, Linear)):
        return undecided([side for side in (left, right) if isinstance(side, Result)])
    between = gap.interval()
    same = _same_as_printed(left, right, between)
    if operator == "<":
        as_printed, may_hold = between.value < -TINY and not same, between.low < -TINY
    elif operator == "<=":
        as_printed, may_hold = between.value <= 0 or same, between.low <= TINY
    else:
        as_printed, may_hold = same, between.low <= TINY and between.high >= -TINY
    result = Result.HOLDS if as_printed else Result.HOLDS_WITHIN_ROUNDING if may_hold else Result.FAILS
    return opposite(result) if operator == "!=" else result


def _same_as_printed(left: Linear, right: Linear, gap: Interval) -> bool:
    """Whether both sides, written with the quantum of the coarser, are the same figure."""
    if abs(gap.value) <= TINY:
        return True
    grain = max(left.grain, right.grain)
    if not grain or gap.low > TINY or gap.high < -TINY:
        return False
    return to_grain(left.interval().value, grain) == to_grain(right.interval().value, grain)


def to_grain(value: Decimal, grain: Decimal) -> Decimal:
    """A value in whole quanta, 四舍五入."""
    return (value / grain).to_integral_value(rounding=ROUND_HALF_UP)


def opposite(result: Result) -> Result:
    """Not: as printed, so what misses as printed but may hold is false here."""
    if result is Result.HOLDS:
        return Result.FAILS
    return Result.HOLDS if result in {Result.FAILS, Result.HOLDS_WITHIN_ROUNDING} else result


def negation(of: Judgement) -> Judgement:
    """``not``."""
    return Judgement(opposite(of.result), of.evidence)


def conjunction(parts: Sequence[Judgement]) -> Judgement:
    """``and``: false when one part is, else undecided when one part is."""
    failed = [part for part in parts if part.result is Result.FAILS]
    if failed:
        return Judgement(Result.FAILS, _evidence(failed))
    open_ = [part for part in parts if part.result not in TRUE]
    if open_:
        return Judgement(undecided([part.result for part in open_]), _evidence(open_))
    hinted = [part for part in parts if part.result is Result.HOLDS_WITHIN_ROUNDING]
    if hinted:
        return Judgement(Result.HOLDS_WITHIN_ROUNDING, _evidence(hinted))
    return Judgement(Result.HOLDS, _evidence(parts))


def disjunction(parts: Sequence[Judgement]) -> Judgement:
    """``or``: true when one part is, else undecided when one part is."""
    for wanted in (Result.HOLDS, Result.HOLDS_WITHIN_ROUNDING):
        held = [part for part in parts if part.result is wanted]
        if held:
            return Judgement(wanted, _evidence(held))
    open_ = [part for part in parts if part.result is not Result.FAILS]
    if open_:
        return Judgement(undecided([part.result for part in open_]), _evidence(open_))
    return Judgement(Result.FAILS, _evidence(parts))


def implication(condition: Judgement, consequence: Judgement) -> Judgement:
    """``=>``: not the condition, or the consequence; rests on the consequence when the condition holds."""
    if condition.result is Result.HOLDS:
        return consequence
    return disjunction((negation(condition), consequence))


def _evidence(parts: Sequence[Judgement]) -> tuple[Compare | Call, ...]:
    """What several judgements rest on."""
    return tuple(dict.fromkeys(leaf for part in parts for leaf in part.evidence))


def named(node: Call, scope: Scope) -> tuple[Operand, ...]:
    """The operands of a function that takes a reference."""
    (argument,) = node.arguments
    if not isinstance(argument, Ref):  # pragma: no cover - the type check sees to it
        raise TypeError(argument)
    return scope.operands(argument.reference)


def filled(operand: Operand) -> bool:
    """Whether a figure was really filled in, neither missing nor left blank; what ``count`` counts."""
    return operand.stated and operand.state is not State.BLANK


def is_present(node: Call, scope: Scope) -> bool:
    """``present(x)``: something was stated."""
    return any(operand.stated for operand in named(node, scope))


def is_blank(node: Call, scope: Scope) -> bool:
    """``blank(x)``: the place is there and was left blank, whatever the form makes of a blank."""
    operands = named(node, scope)
    return bool(operands) and all(operand.state is State.BLANK for operand in operands)


PRESENCE = {"present": is_present, "blank": is_blank}
