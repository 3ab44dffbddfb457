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
from hengji.facts.fact import Statement
from hengji.facts.interval import Interval
from hengji.facts.numbers import plain_text

HUNDRED = Decimal(100)
FALL = "减少"
PASSES = {"share": "share", "completion_rate": "completion", "change.rate": "change", "change_from_budget.rate": "change"}


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
            if one.value is None or one.kind.value != "ratio":
                continue
            rule = rule_of(part, PASSES.get(one.key.concept, ""))
            found = _recompute(part, one, statements) if rule is not None else None
            if found is None or rule is None:
                continue
            ids = [other.id for other in found.used]
            tally.note("held" if found.holds else "failed", ids)
            if not found.holds:
                words = {"of": one.key.dimension("of") or "", "name": one.label}
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
    """The amount a rate speaks of: the last one printed before it under that name, else the first after it."""
    name = rate.key.dimension(dimension)
    rest = {key: value for key, value in rate.key.dimensions if key not in ("of", "in", "direction")}
    fitting = [
        one
        for one in statements
        if one.value is not None
        and one.kind.value == "money"
        and one.label == name
        and one.key.period[:4] == rate.key.period[:4]
        and one.key.scenario in (scenario, "")
        and all(one.key.dimension(key) == value for key, value in rest.items())
    ]
    position = statements.index(rate)
    before = [one for one in fitting if statements.index(one) < position]
    return before[-1] if before else (fitting[0] if fitting else None)


def _interval(part: SubjectPart, statement: Statement) -> Interval | None:
    return operand_of(statement, part.pack).interval()


def _ratio(part: SubjectPart, rate: Statement, top: Statement | None, bottom: Statement | None) -> _Found | None:
    if top is None or bottom is None or rate.value is None or top.value is None or bottom.value is None:
        return None
    above, below, printed = _interval(part, top), _interval(part, bottom), _interval(part, rate)
    if above is None or below is None or printed is None or below.value == 0:
        return None
    computed = above.divide(below)
    if computed is None:
        return None
    shown = _percent(computed.value, rate)
    working = f"{plain_text(top.value)} ÷ {plain_text(bottom.value)} = {shown}%"
    if computed.meets(printed):
        return _Found(True, working, (rate, top, bottom))
    return _Found(False, f"{working} ≠ {plain_text(rate.value)}%", (rate, top, bottom))


def _change(part: SubjectPart, rate: Statement, statements: list[Statement]) -> _Found | None:
    """rate = change ÷ (now ∓ change), with the amounts of the same sentence."""
    stem = rate.key.concept.removesuffix(".rate")
    name = rate.key.dimension("of")
    change = next((one for one in statements if one.key.concept == f"{stem}.amount" and _same_sentence(one, rate) and one.key.dimension("of") == name), None)
    now = next((one for one in reversed(statements[: statements.index(rate)]) if one.label == name and one.kind.value == "money" and one.value), None)
    if change is None or now is None or change.value is None or now.value is None or rate.value is None:
        return None
    falls = rate.key.dimension("direction") == FALL
    before = now.value + change.value if falls else now.value - change.value
    here, moved, printed = _interval(part, now), _interval(part, change), _interval(part, rate)
    if before <= 0 or here is None or moved is None or printed is None:
        return None
    base = here + moved if falls else here - moved
    computed = moved.divide(base)
    if computed is None:
        return None
    sign = "+" if falls else "-"
    shown = _percent(computed.value, rate)
    working = f"上期 {plain_text(now.value)} {sign} {plain_text(change.value)} = {plain_text(before)}；{plain_text(change.value)} ÷ {plain_text(before)} = {shown}%"
    if computed.meets(printed):
        return _Found(True, working, (rate, change, now))
    return _Found(False, f"{working} ≠ {plain_text(rate.value)}%", (rate, change, now))


def _same_sentence(one: Statement, other: Statement) -> bool:
    here, there = one.place, other.place
    return here is not None and there is not None and here.anchor() == there.anchor()


def _percent(value: Decimal, rate: Statement) -> str:
    return plain_text(round(value * HUNDRED, max(rate.decimals, 2)))
