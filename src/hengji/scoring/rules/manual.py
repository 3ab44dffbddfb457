"""Points given by a person with a reason, where no rule computes them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hengji.packs.rubric import Rounding
from hengji.packs.rubric_rules import ManualRule
from hengji.scoring.exact import plain
from hengji.scoring.rule import Evidence, Points, Status, computed, undecided


def says(rule: ManualRule, weight: Decimal) -> str:
    """The rule in words."""
    return f"由人打分并写明理由，0 至 {plain(weight)} 分：{rule.why}"


def score(rule: ManualRule, weight: Decimal, evidence: Evidence, rounding: Rounding) -> Points:
    """The points a person gave; without a reason, or outside 0 to the indicator's points, they are not accepted."""
    judged = evidence.judged
    if judged is None or judged.points is None:
        return undecided(weight, Status.MANUAL, f"请人工打分并写明理由：{rule.why}")
    if not 0 <= judged.points <= weight:
        why = f"打了 {plain(judged.points)} 分，应在 0 至 {plain(weight)} 分之间，请重新打分。"
        return undecided(weight, Status.MANUAL, why)
    if not judged.reason.strip():
        why = f"人工打了 {plain(judged.points)} 分，没有写理由，不予认可，请补写理由。"
        return undecided(weight, Status.MANUAL, why)
    working = f"人工打分 {plain(judged.points)} 分，理由：{judged.reason}"
    return replace(computed(weight, Fraction(judged.points), working, rounding), asks_reason=False)
