"""Points by how one figure stands to another (资金结余: 无结余 3 分；不超过上年结转 2 分；超过上年结转不得分)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hengji.packs.rubric import Rounding
from hengji.packs.rubric_rules import ComparisonRule
from hengji.scoring.exact import plain
from hengji.scoring.measure import gap_of
from hengji.scoring.rule import Evidence, Figure, Points, Status, computed, undecided
from hengji.scoring.wording import quoted


def says(rule: ComparisonRule, _weight: Decimal) -> str:
    """The rule in words."""
    zero = [] if rule.zero is None else [f"{rule.what}为 0，{plain(rule.zero)} 分"]
    less = f"{rule.what}小于{rule.base}，{plain(rule.less)} 分"
    return "；".join([*zero, less, f"相等，{plain(rule.equal)} 分", f"大于，{plain(rule.greater)} 分"])


def score(rule: ComparisonRule, weight: Decimal, evidence: Evidence, rounding: Rounding) -> Points:
    """The points of the case that holds; a negative figure, or another kind of unit, goes to a person."""
    of, to = evidence.figure(rule.of), evidence.figure(rule.to)
    if of.value == 0 and rule.zero is not None:
        working = f"{quoted(of.label)}为 0，得 {plain(rule.zero)} 分"
        return computed(weight, Fraction(rule.zero), working, rounding, (of, to))
    gap = gap_of((of, to))
    if gap is not None:
        return gap.points(weight, rounding)
    if (of.unit.kind if of.unit else None) != (to.unit.kind if to.unit else None):
        why = f"{quoted(of.label)}与{quoted(to.label)}单位不同，不可比，请人工判断。"
        return undecided(weight, Status.NOT_COMPARABLE, why, (of, to))
    if of.base < 0 or to.base < 0:
        negative = of if of.base < 0 else to
        why = f"{quoted(negative.label)}为负数 {negative.text}，规则没有规定，请人工判断。"
        return undecided(weight, Status.NOT_COMPARABLE, why, (of, to))
    return _by_case(rule, weight, of, to, rounding)


def _by_case(rule: ComparisonRule, weight: Decimal, of: Figure, to: Figure, rounding: Rounding) -> Points:
    if of.base < to.base:
        sign, points = "<", rule.less
    elif of.base == to.base:
        sign, points = "=", rule.equal
    else:
        sign, points = ">", rule.greater
    working = f"{of.label} {of.text} {sign} {to.label} {to.text}，得 {plain(points)} 分"
    return computed(weight, Fraction(points), working, rounding, (of, to))
