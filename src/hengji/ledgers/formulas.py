"""Measures made of other measures: quotients and differences, group by group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import reduce

from hengji.expressions import Node
from hengji.expressions.tree import Binary, Call, Negate, Ref, walk
from hengji.expressions.tree import Number as Constant
from hengji.ledgers.errors import LedgerError
from hengji.ledgers.ledger import Ledger
from hengji.ledgers.measuring import Group, Number, Question, tally
from hengji.packs.ledger.book import LedgerBook
from hengji.packs.ledger.measure import Measure
from hengji.packs.ledger.where import Condition

PERCENT = "%"
YEAR = "period"
"""The selector that shifts the year: {period: -1} is the year before."""


def formula_tally(ledger: Ledger, measure: Measure, question: Question) -> dict[Group, Number | None]:
    """The figure of every group; with ``each`` the formula is worked out for each and then added up."""
    extra = tuple(name for name in measure.each if name not in question.by)
    wide = Question(question.year, question.day, (*question.by, *extra), question.whose, question.narrowed)
    node = ledger.book.formulas[f"measure:{measure.id}"]
    found = evaluated(ledger, node, wide, scale=100 if measure.unit == PERCENT else 1)
    if not extra:
        return found
    kept = len(question.by)
    summed: dict[Group, Number | None] = {} if kept else {(): 0}
    for group, value in found.items():
        key = group[:kept]
        held = summed.get(key, 0)
        summed[key] = None if value is None or held is None else _plus(held, value)
    return summed


def evaluated(ledger: Ledger, node: Node, question: Question, scale: int = 1) -> dict[Group, Number | None]:
    """A formula for every group that any of its measures has; a measure without a group is nought there."""
    parts: dict[str, dict[Group, Number | None]] = {}
    for one in walk(node):
        if isinstance(one, Ref) and str(one.reference) not in parts:
            parts[str(one.reference)] = _part(ledger, one, question)
    groups = dict.fromkeys(key for found in parts.values() for key in found)
    if not question.by:
        groups.setdefault(())
    return {group: _scaled(_worked(node, group, parts), scale) for group in groups}


def _scaled(value: Number | None, scale: int) -> Number | None:
    return value if value is None or scale == 1 else Fraction(value) * scale


def _part(ledger: Ledger, ref: Ref, question: Question) -> dict[Group, Number | None]:
    measure = ledger.book.measures[ref.reference.name]
    shift = int(ref.reference.selected(YEAR) or 0)
    narrowed = (*question.narrowed, *_conditions(ref, measure))
    asked = Question(question.year + shift, question.day, question.by, question.whose, narrowed)
    return tally(ledger, measure, asked)


def _conditions(ref: Ref, measure: Measure) -> tuple[Condition, ...]:
    return tuple(
        Condition(name, (value,), (), None, None, None, measure.mark)
        for name, value in ref.reference.selectors
        if name != YEAR
    )


def parts_of(book: LedgerBook, measure: Measure) -> Iterator[tuple[Measure, tuple[Condition, ...]]]:
    """The measures a formula is made of, each with what narrows it."""
    for one in walk(book.formulas[f"measure:{measure.id}"]):
        if isinstance(one, Ref):
            part = book.measures[one.reference.name]
            yield part, _conditions(one, part)


def _worked(node: Node, group: Group, parts: Mapping[str, Mapping[Group, Number | None]]) -> Number | None:
    match node:
        case Constant(value=value):
            return value
        case Ref(reference=reference):
            return parts[str(reference)].get(group, 0)
        case Negate(operand=operand):
            inner = _worked(operand, group, parts)
            return None if inner is None else -inner
        case Binary(operator=operator, left=left, right=right):
            return _combined(operator, _worked(left, group, parts), _worked(right, group, parts))
        case Call(function=function, arguments=arguments):
            return _called(function, [_worked(one, group, parts) for one in arguments])
    raise LedgerError(f"指标的算式里不能这样写：{node}。", hint="只用加减乘除、max、min、abs、sum。")


def _combined(operator: str, left: Number | None, right: Number | None) -> Number | None:
    if left is None or right is None:
        return None
    if operator == "/":
        return None if right == 0 else Fraction(left) / Fraction(right)
    if operator == "*":
        return _times(left, right)
    return _plus(left, right if operator == "+" else -right)


def _called(function: str, values: list[Number | None]) -> Number | None:
    known = [one for one in values if one is not None]
    if len(known) < len(values):
        return None
    match function:
        case "max":
            return max(known, key=_exact)
        case "min":
            return min(known, key=_exact)
        case "abs":
            return known[0] if known[0] >= 0 else -known[0]
        case "sum":
            return reduce(_plus, known)
        case "share":
            return _combined("/", known[0], known[1])
    raise LedgerError(f"指标的算式里不能用 {function}。", hint="只用加减乘除、max、min、abs、sum、share。")


def _exact(value: Number) -> Fraction:
    return Fraction(value)


def _times(left: Number, right: Number) -> Number:
    """The product, exact whatever the two are."""
    if isinstance(left, int | Decimal) and isinstance(right, int | Decimal):
        return left * right
    return Fraction(left) * Fraction(right)


def _plus(left: Number, right: Number) -> Number:
    """The sum, exact whatever the two are."""
    if isinstance(left, int | Decimal) and isinstance(right, int | Decimal):
        return left + right
    return Fraction(left) + Fraction(right)
