"""Shares, changes and completion rates printed in text, recomputed from the amounts they were printed with.

The amount, the difference and the rate of a change are held together: which of them is wrong is told by the other two.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from hengji.checking.finding import Finding, Tally
from hengji.checking.operands import operand_of
from hengji.checking.rules import finding_of, rule_of
from hengji.checking.subject import Subject, SubjectPart
from hengji.facts.fact import Kind, Statement
from hengji.facts.interval import Interval
from hengji.facts.numbers import plain_text
from hengji.packs.sentence_context import DOWN

HUNDRED = Decimal(100)
EARLIER = {"change": "上年", "change_from_budget": "预算"}
PASSES = {
    "share": "share",
    "completion_rate": "completion",
    "change.rate": "change",
    "change_from_budget.rate": "change",
}


@dataclass(frozen=True, slots=True)
class _Found:
    """What a recomputation gave."""

    holds: bool
    working: str
    used: tuple[Statement, ...]


def check_proportions(subject: Subject, tally: Tally) -> Iterator[Finding]:
    """Every share, completion rate and rate of change whose amounts are stated in the same component."""
    for part in subject.parts:
        statements = subject.of_part(part.id)
        for one in statements:
            if one.value is None or one.kind is not Kind.RATIO:
                continue
            runs = PASSES.get(one.key.concept)
            rule = rule_of(part, runs) if runs is not None else None
            found = _recompute(part, one, statements) if rule is not None else None
            if found is None or rule is None:
                continue
            ids = [other.id for other in found.used]
            tally.note("held" if found.holds else "failed", ids)
            if not found.holds:
                words = {name: one.key.dimension(name) or "" for name in ("of", "in")}
                yield finding_of(part, rule, words, found.working, found.used)


def _recompute(part: SubjectPart, one: Statement, statements: list[Statement]) -> _Found | None:
    concept = one.key.concept
    if concept == "share":
        return _ratio(part, one, _amount(one, statements, "of", "actual"), _amount(one, statements, "in", "actual"))
    if concept == "completion_rate":
        budget = _amount(one, statements, "of", "budget") or _amount(one, statements, "of", "adjusted")
        return _ratio(part, one, _amount(one, statements, "of", "actual"), budget)
    if concept in ("change.rate", "change_from_budget.rate"):
        return _change(part, one, statements)
    return None


def _amount(rate: Statement, statements: list[Statement], dimension: str, scenario: str) -> Statement | None:
    """The amount a rate speaks of: the last one printed before it under that name, else the first after it.

    An amount of just the rate's dimensions goes before one that has more (the same name in one fund, of one class).
    """
    name = rate.key.dimension(dimension)
    rest = {key: value for key, value in rate.key.dimensions if key not in ("of", "in", "direction")}
    fitting = [
        one
        for one in statements
        if one.value is not None
        and one.kind is Kind.MONEY
        and one.label == name
        and one.key.period[:4] == rate.key.period[:4]
        and one.key.scenario in (scenario, "")
        and all(one.key.dimension(key) == value for key, value in rest.items())
    ]
    return _nearest(rate, statements, [one for one in fitting if len(one.key.dimensions) == len(rest)] or fitting)


def _nearest(rate: Statement, statements: list[Statement], found: list[Statement]) -> Statement | None:
    """The last one before a statement, else the first after it."""
    position = statements.index(rate)
    before = [one for one in found if statements.index(one) < position]
    return before[-1] if before else (found[0] if found else None)


def _interval(part: SubjectPart, statement: Statement) -> Interval | None:
    return operand_of(statement, part.pack).interval()


def _ratio(part: SubjectPart, rate: Statement, top: Statement | None, bottom: Statement | None) -> _Found | None:
    if top is None or bottom is None or rate.value is None or top.value is None or bottom.value is None:
        return None
    above, below, printed = _interval(part, top), _interval(part, bottom), _interval(part, rate)
    if above is None or below is None or printed is None:
        return None
    computed = above.divide(below)
    if computed is None:
        return None
    shown = _percent(computed.value, rate)
    working = f"{plain_text(top.value)} ÷ {plain_text(bottom.value)} = {shown}%"
    if computed.meets(printed):
        return _Found(holds=True, working=working, used=(rate, top, bottom))
    return _Found(holds=False, working=f"{working} ≠ {plain_text(rate.value)}%", used=(rate, top, bottom))


def _change(part: SubjectPart, rate: Statement, statements: list[Statement]) -> _Found | None:
    """A rate of change is change ÷ (now ∓ change), with the change of the same sentence."""
    stem = rate.key.concept.removesuffix(".rate")
    name = rate.key.dimension("of")
    amounts = [one for one in statements if one.key.concept == f"{stem}.amount" and one.key.dimension("of") == name]
    change = _nearest(rate, statements, [one for one in amounts if _same_sentence(one, rate)])
    now = _amount(rate, statements, "of", "actual")
    if change is None or now is None or rate.value is None:
        return None
    falls = rate.key.dimension("direction") == DOWN
    here, moved, printed = _interval(part, now), _interval(part, change), _interval(part, rate)
    if here is None or moved is None or printed is None:
        return None
    base = here + moved if falls else here - moved
    computed = moved.divide(base) if base.value > 0 else None
    if computed is None:
        return None
    amount, step = _in_unit(part, now, now.unit), _in_unit(part, change, now.unit)
    before = amount + step if falls else amount - step
    earlier = f"{EARLIER[stem]} {plain_text(amount)} {'+' if falls else '-'} {plain_text(step)} = {plain_text(before)}"
    working = f"{earlier}；{plain_text(step)} ÷ {plain_text(before)} = {_percent(computed.value, rate)}%"
    if computed.meets(printed):
        return _Found(holds=True, working=working, used=(rate, change, now))
    return _Found(holds=False, working=f"{working} ≠ {plain_text(rate.value)}%", used=(rate, change, now))


def _in_unit(part: SubjectPart, amount: Statement, unit: str) -> Decimal:
    """An amount as printed, or in another unit of money."""
    value, own, other = amount.value or Decimal(0), part.pack.unit(amount.unit), part.pack.unit(unit)
    return value if own is None or other is None or own == other else other.from_base(own.to_base(value))


def _same_sentence(one: Statement, other: Statement) -> bool:
    here, there = one.place, other.place
    return here is not None and there is not None and here.anchor() == there.anchor()


def _percent(value: Decimal, rate: Statement) -> str:
    return plain_text(round(value * HUNDRED, max(rate.decimals, 2)))
