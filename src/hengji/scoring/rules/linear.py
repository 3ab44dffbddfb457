"""Points off for every percentage point beyond a limit, down to a floor (控制率每超过一个百分点扣 0.5 分，扣完为止).

Regulations seldom say whether a broken percentage point counts in proportion, as a whole one or not at all: the rubric
declares it, and the working shows it.
"""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

from hengji.packs.rubric import Rounding
from hengji.packs.rubric_rules import LinearRule
from hengji.scoring.exact import plain, shown
from hengji.scoring.measure import Measured, Unmeasured, measure
from hengji.scoring.rule import Evidence, Points, computed

COUNTED = {"proportional": "不足一点的按比例", "up": "不足一点的按一点", "down": "不足一点的不计"}


def says(rule: LinearRule, weight: Decimal) -> str:
    """The rule in words."""
    limit = f"{plain(rule.limit)}{rule.measure.unit}"
    good, bad = ("不超过", "超过") if rule.side == "above" else ("不低于", "低于")
    floor = "扣完为止" if rule.floor == 0 else f"最低 {plain(rule.floor)} 分"
    step = f"每{bad} {plain(rule.each)} {_point(rule)}扣 {plain(rule.per)} 分（{COUNTED[rule.whole]}）"
    return f"{good} {limit} 得 {plain(weight)} 分；{step}，{floor}"


def score(rule: LinearRule, weight: Decimal, evidence: Evidence, rounding: Rounding) -> Points:
    """The indicator's points less the deduction, never below the floor."""
    found = measure(rule.measure, evidence)
    if isinstance(found, Unmeasured):
        return found.points(weight, rounding)
    beyond = found.value - Fraction(rule.limit) if rule.side == "above" else Fraction(rule.limit) - found.value
    head = found.working or f"为 {found.shown}"
    if beyond <= 0:
        good = "没有超过" if rule.side == "above" else "没有低于"
        working = f"{head}，{good} {plain(rule.limit)}{rule.measure.unit}，得满分 {plain(weight)} 分"
        return computed(weight, Fraction(weight), working, rounding, found.figures)
    return _deducted(rule, weight, found, beyond, rounding)


def _deducted(rule: LinearRule, weight: Decimal, found: Measured, beyond: Fraction, rounding: Rounding) -> Points:
    times = beyond / Fraction(rule.each)
    counted = {"up": Fraction(math.ceil(times)), "down": Fraction(math.floor(times))}.get(rule.whole, times)
    exact = Fraction(weight) - Fraction(rule.per) * counted
    _, far = shown(beyond)
    _, units = shown(counted)
    sign, result = shown(exact)
    bad = "超过" if rule.side == "above" else "低于"
    whole = f"，按 {units} 个计" if counted != beyond else ""
    if rule.each != 1:
        whole = f"，每 {plain(rule.each)} {_point(rule)}扣一次，按 {units} 次计"
    head = found.working or f"为 {found.shown}"
    passed = f"{bad} {plain(rule.limit)}{rule.measure.unit} {far} {_point(rule)}{whole}"
    working = f"{head}，{passed}；{plain(weight)} - {plain(rule.per)} × {units} {sign} {result}"
    floor = Fraction(rule.floor)
    if exact < floor:
        working += "，扣完为止，得 0 分" if floor == 0 else f"，最低得 {plain(rule.floor)} 分"
    return computed(weight, max(exact, floor), working, rounding, found.figures)


def _point(rule: LinearRule) -> str:
    return "个百分点" if rule.measure.unit == "%" else f"个单位（{rule.measure.unit}）"
