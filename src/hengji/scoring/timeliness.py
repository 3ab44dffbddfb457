"""A deadline of the table against the day, or the words, of completion; only what is clearly on one side is decided."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hengji.packs.rubric import Rounding
from hengji.packs.rubric_rules import TargetRule
from hengji.packs.span import Span
from hengji.scoring.deadline import Deadline
from hengji.scoring.exact import plain
from hengji.scoring.quantity import Reading
from hengji.scoring.rule import HUNDRED, Note, Points, Status, computed, undecided, within

IGNORED = re.compile(r"[\s\u3000。，,；;]+")


def score_deadline(rule: TargetRule, weight: Decimal, target: Reading, actual: Reading, rounding: Rounding) -> Points:
    """Full points in time; late, a person decides below the declared cap."""
    due = target.quantities[0].deadline
    said = IGNORED.sub("", actual.text)
    head = f"完成情况“{actual.text.strip()}”，时限“{target.text.strip()}”"
    if said in rule.done or said == IGNORED.sub("", target.text):
        note = Note("day-missing", "完成值没有写完成日期，无法核对是否按期。")
        return computed(weight, Fraction(weight), f"{head}，得满分 {plain(weight)} 分", rounding).noted([note])
    if said in rule.not_done:
        return _late(rule, weight, f"{head}，没有按期完成")
    day = actual.quantities[0].deadline if len(actual.quantities) == 1 else None
    if due is None or day is None:
        return undecided(weight, Status.MANUAL, f"{head}，看不出是否按期完成，请人工判断。")
    first, last = _due(due)
    if day.last <= first:
        return computed(weight, Fraction(weight), f"{head}，按期完成，得满分 {plain(weight)} 分", rounding)
    if day.first > last and not day.is_limit:
        return _late(rule, weight, f"{head}，逾期")
    return undecided(weight, Status.MANUAL, f"{head}，日期不够确切，看不出是否按期完成，请人工判断。")


def _due(due: Deadline) -> tuple[date, date]:
    """The earliest and latest day the deadline may mean; a month or year without "before" ends with its last day."""
    return (due.first, due.last) if due.is_limit else (due.last, due.last)


def _late(rule: TargetRule, weight: Decimal, head: str) -> Points:
    most = Span(Decimal(0), rule.late_cap * HUNDRED, high_closed=False)
    points = within(weight, most, f"{head}，请人工判断，应低于 {plain(rule.late_cap * weight)} 分。")
    return replace(points, status=Status.MANUAL, asks_reason=True)
