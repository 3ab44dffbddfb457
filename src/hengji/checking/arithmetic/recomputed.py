"""What recomputing one rate or difference gives: whether it holds, the working, and its relation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum

from hengji.checking.arithmetic.operands import operand_of
from hengji.checking.arithmetic.rounding import Fit, fit
from hengji.checking.solving.relations import ONE, Relation, Trial
from hengji.checking.subject import SubjectPart
from hengji.expressions.polynomial import Polynomial
from hengji.facts.fact import Statement
from hengji.facts.interval import Interval
from hengji.facts.numbers import plain_text
from hengji.records import dataclass

HUNDRED = Decimal(100)


class Verdict(StrEnum):
    """How a recomputation came out."""

    HOLDS = "holds"
    NEARLY = "nearly"  # a last digit off: cut off, or moved so that shares add up to 100
    WRONG = "wrong"
    NO_BASE = "no base"  # 不可比: nothing can be a share of zero


@dataclass(frozen=True, slots=True)
class Found:
    """What a recomputation gave; ``off`` is by how many of its units a rate misses."""

    verdict: Verdict
    working: str
    used: tuple[Statement, ...]
    terms: Polynomial
    off: Decimal | None = None

    def nearly(self) -> Found:
        """The same, taken for rounding."""
        return replace(self, verdict=Verdict.NEARLY)

    def trial(self, part: SubjectPart) -> Trial:
        """Its relation, for solving."""

        def build() -> Iterator[Relation]:
            yield Relation(self.terms, "=", {one.id: operand_of(one, part.pack) for one in self.used})

        near = (lambda: self.working) if self.verdict is Verdict.NEARLY else None
        return Trial(tuple(one.id for one in self.used), build, near)


def interval_of(part: SubjectPart, statement: Statement) -> Interval | None:
    """What the true figure may be, in base units."""
    return operand_of(statement, part.pack).interval()


def ratio(part: SubjectPart, rate: Statement, top: Statement, bottom: Statement) -> Found | None:
    """A share or completion rate: top ÷ bottom."""
    above, below = interval_of(part, top), interval_of(part, bottom)
    if above is None or below is None:
        return None
    terms: Polynomial = {(top.id,): ONE, tuple(sorted((rate.id, bottom.id))): -ONE}
    used = (rate, top, bottom)
    divided = f"{_plain(top)} ÷ {_plain(bottom)}"
    computed = above.divide(below)
    if computed is None:
        return Found(Verdict.NO_BASE, f"{divided}，除数为 0，不可比", used, terms) if not below.value else None
    return _judged(part, rate, computed, f"{divided} = {_percent(computed.value, rate)}%", used, terms)


def percentage(
    part: SubjectPart, rate: Statement, change: Statement, now: Statement, *, falls: bool, earlier: str
) -> Found | None:
    """A rate of change: change ÷ (now ∓ change)."""
    here, moved = interval_of(part, now), interval_of(part, change)
    if here is None or moved is None:
        return None
    base = here + moved if falls else here - moved
    sign = ONE if falls else -ONE
    terms: Polynomial = {
        (change.id,): ONE,
        tuple(sorted((rate.id, now.id))): -ONE,
        tuple(sorted((rate.id, change.id))): -sign,
    }
    amount, step = in_unit(part, now, now.unit), in_unit(part, change, now.unit)
    before = amount + step if falls else amount - step
    shown = f"{earlier} {plain_text(amount)} {'+' if falls else '-'} {plain_text(step)} = {plain_text(before)}"
    used = (rate, change, now)
    if base.high < 0 <= here.value:
        return Found(Verdict.WRONG, f"{shown} < 0，{earlier}数不会是负数", used, terms)
    computed = moved.divide(base) if base.value > 0 else None
    if computed is None:
        return Found(Verdict.NO_BASE, f"{shown}，不可比", used, terms) if not base.value and moved.value else None
    working = f"{shown}；{plain_text(step)} ÷ {plain_text(before)} = {_percent(computed.value, rate)}%"
    return _judged(part, rate, computed, working, used, terms)


def growth(part: SubjectPart, rate: Statement, now: Statement, before: Statement, *, falls: bool) -> Found | None:
    """A rate of change beside both figures: (now - before) ÷ before, or (before - now) ÷ before for a fall."""
    here, there = interval_of(part, now), interval_of(part, before)
    if here is None or there is None:
        return None
    sign = -ONE if falls else ONE
    terms: Polynomial = {(now.id,): sign, (before.id,): -sign, tuple(sorted((rate.id, before.id))): -ONE}
    top, bottom = plain_text(in_unit(part, now, before.unit)), _plain(before)
    shown = f"（{bottom} - {top}）÷ {bottom}" if falls else f"（{top} - {bottom}）÷ {bottom}"
    used = (rate, before, now)
    quotient = here.divide(there)
    if quotient is None:
        return Found(Verdict.NO_BASE, f"{shown}，除数为 0，不可比", used, terms) if not there.value else None
    one = Interval.exact(Decimal(1))
    computed = one - quotient if falls else quotient - one
    return _judged(part, rate, computed, f"{shown} = {_percent(computed.value, rate)}%", used, terms)


def difference(part: SubjectPart, change: Statement, now: Statement, before: Statement, *, falls: bool) -> Found | None:
    """The amount of a change: now - before, or before - now for a fall."""
    here, there, moved = (interval_of(part, one) for one in (now, before, change))
    if here is None or there is None or moved is None:
        return None
    more, less = (before, now) if falls else (now, before)
    computed = there - here if falls else here - there
    terms: Polynomial = {(more.id,): ONE, (less.id,): -ONE, (change.id,): -ONE}
    top, bottom = in_unit(part, more, change.unit), in_unit(part, less, change.unit)
    working = f"{plain_text(top)} - {plain_text(bottom)} = {plain_text(top - bottom)}"
    used = (change, now, before)
    if computed.meets(moved):
        return Found(Verdict.HOLDS, working, used, terms)
    return Found(Verdict.WRONG, f"{working} ≠ {_plain(change)}", used, terms)


def _judged(
    part: SubjectPart,
    rate: Statement,
    computed: Interval,
    working: str,
    used: tuple[Statement, ...],
    terms: Polynomial,
) -> Found | None:
    printed, unit = interval_of(part, rate), part.pack.unit(rate.unit)
    if printed is None or unit is None or rate.value is None:
        return None
    verdict = {Fit.FITS: Verdict.HOLDS, Fit.CUT_OFF: Verdict.NEARLY, Fit.APART: Verdict.WRONG}[
        fit(computed, printed, rate, unit.factor)
    ]
    off = rate.value - computed.value / unit.factor
    if verdict is Verdict.WRONG:
        return Found(verdict, f"{working} ≠ {plain_text(rate.value)}%", used, terms, off)
    told = f"{working}，写作 {plain_text(rate.value)}%" if verdict is Verdict.NEARLY else working
    return Found(verdict, told, used, terms, off)


def in_unit(part: SubjectPart, amount: Statement, unit: str) -> Decimal:
    """An amount as printed, or in another unit of money."""
    value, own, other = amount.value or Decimal(0), part.pack.unit(amount.unit), part.pack.unit(unit)
    return value if own is None or other is None or own == other else other.from_base(own.to_base(value))


def _plain(statement: Statement) -> str:
    return plain_text(statement.value or Decimal(0))


def _percent(value: Decimal, rate: Statement) -> str:
    return plain_text(round(value * HUNDRED, max(rate.decimals, 2)))
