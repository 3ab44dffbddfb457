"""Points by the band in which a measure lies (重点支出安排率 90% 以上 5 分, 80% 至 90% 4 分 …)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hengji.packs.rubric import Rounding
from hengji.packs.rubric_rules import Step, StepsRule
from hengji.packs.span import Span
from hengji.scoring.exact import plain
from hengji.scoring.measure import Unmeasured, measure
from hengji.scoring.rule import Evidence, Points, Status, computed, undecided
from hengji.scoring.wording import span_text


def says(rule: StepsRule, _weight: Decimal) -> str:
    """The rule in words."""
    return "；".join(f"{span_text(step.span, rule.measure.unit)}，{plain(step.points)} 分" for step in rule.steps)


def score(rule: StepsRule, weight: Decimal, evidence: Evidence, rounding: Rounding) -> Points:
    """The points of the one band that holds the measure; a measure outside the declared domain goes to a person."""
    found = measure(rule.measure, evidence)
    if isinstance(found, Unmeasured):
        return found.points(weight, rounding)
    head = found.working or f"为 {found.shown}"
    step = _step_of(rule, found.value)
    if step is None:
        outside = f"{head}，不在 {span_text(rule.domain, rule.measure.unit)} 之内，请核对。"
        return undecided(weight, Status.NOT_COMPARABLE, outside, found.figures)
    band = span_text(step.span, rule.measure.unit)
    working = f"{head}，属“{band}”一档，得 {plain(step.points)} 分"
    return computed(weight, Fraction(step.points), working, rounding, found.figures)


def _step_of(rule: StepsRule, value: Fraction) -> Step | None:
    return next((step for step in rule.steps if holds(step.span, value)), None)


def holds(span: Span, value: Fraction) -> bool:
    """Whether an exact value lies in an interval."""
    above = span.low is None or value > Fraction(span.low) or (span.low_closed and value == Fraction(span.low))
    below = span.high is None or value < Fraction(span.high) or (span.high_closed and value == Fraction(span.high))
    return above and below
