"""Points in proportion to a share, the share capped: 分值 × min(执行数 ÷ 全年预算数, 1) (财预〔2020〕10号)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hengji.packs.rubric import Rounding
from hengji.packs.rubric_rules import RatioRule
from hengji.scoring.exact import plain
from hengji.scoring.measure import PARTS, Unmeasured, measure
from hengji.scoring.rule import Evidence, Points, Status, computed, times, undecided


def says(rule: RatioRule, weight: Decimal) -> str:
    """The rule in words."""
    return f"得分 = {plain(weight)} × 比率，比率最高按 {plain(rule.cap * 100)}% 计"


def score(rule: RatioRule, weight: Decimal, evidence: Evidence, rounding: Rounding) -> Points:
    """Points × share; a negative share is no share and goes to a person."""
    found = measure(rule.measure, evidence)
    if isinstance(found, Unmeasured):
        return found.points(weight, rounding)
    head = found.working or f"比率 {found.shown}"
    if found.value < 0:
        return undecided(weight, Status.NOT_COMPARABLE, f"{head}，比率为负，不可比，请人工判断。", found.figures)
    cap = Fraction(rule.cap) * PARTS
    capped = min(found.value, cap)
    factor = found.shown
    if found.value > cap:
        factor = f"{plain(rule.cap * 100)}%"
        head = f"{head}，按 {factor} 计"
    exact = Fraction(weight) * capped / PARTS
    last = times(weight, factor, exact, rounding, approximate=found.approximate and capped == found.value)
    return computed(weight, exact, f"{head}；{last}", rounding, found.figures)
