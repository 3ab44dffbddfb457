"""Points off for every case counted, down to a floor (资金使用每出现一例不合规的扣 1 分，扣完为止)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hengji.facts.fact import State
from hengji.packs.rubric import Rounding
from hengji.packs.rubric_rules import OccurrenceRule
from hengji.scoring.exact import plain, shown
from hengji.scoring.measure import gap_of
from hengji.scoring.rule import Evidence, Points, Status, computed, undecided


def says(rule: OccurrenceRule, weight: Decimal) -> str:
    """The rule in words."""
    floor = "扣完为止" if rule.floor == 0 else f"最低 {plain(rule.floor)} 分"
    return f"{plain(weight)} 分，{rule.what}每出现一例扣 {plain(rule.per)} 分，{floor}"


def score(rule: OccurrenceRule, weight: Decimal, evidence: Evidence, rounding: Rounding) -> Points:
    """The indicator's points less a deduction per case; a count not stated, negative or broken goes to a person."""
    figure = evidence.figure(rule.of)
    gap = gap_of((figure,))
    if gap is not None and figure.state is State.NOT_APPLICABLE:
        return gap.points(weight, rounding)
    if gap is not None:
        why = f"文件里没有写“{rule.what}”有几例，请查账、查档后由人计数。"
        return undecided(weight, Status.MANUAL, why, (figure,))
    count = figure.value or Decimal(0)
    if count < 0 or count != int(count):
        says_why = f"{rule.what}的例数写成了 {plain(count)}，请核对。"
        return undecided(weight, Status.NOT_COMPARABLE, says_why, (figure,))
    exact = Fraction(weight) - Fraction(rule.per) * Fraction(count)
    _, result = shown(exact)
    working = f"{rule.what} {plain(count)} 例；{plain(weight)} - {plain(rule.per)} × {plain(count)} = {result}"
    floor = Fraction(rule.floor)
    if exact < floor:
        working += "，扣完为止，得 0 分" if floor == 0 else f"，最低得 {plain(rule.floor)} 分"
    return computed(weight, max(exact, floor), working, rounding, (figure,))
