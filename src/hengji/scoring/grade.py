"""Grades of a total, as the rubric declares them (财预〔2020〕10号: 优 from 90, 良 from 80, 中 from 60, 差 below)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from hengji.packs.rubric import Grade
from hengji.packs.span import Span


def grade_of(total: Decimal, grades: Iterable[Grade]) -> Grade | None:
    """The grade of a total; None when the rubric declares no grades or the total lies outside them."""
    return next((grade for grade in grades if total in grade.span), None)


def grades_between(low: Decimal, high: Decimal, grades: Iterable[Grade]) -> tuple[Grade, ...]:
    """The grades that totals from ``low`` to ``high`` may have, in the order declared."""
    return tuple(grade for grade in grades if _meets(grade.span, low, high))


def _meets(span: Span, low: Decimal, high: Decimal) -> bool:
    starts = span.low is None or high > span.low or (span.low_closed and high == span.low)
    ends = span.high is None or low < span.high or (span.high_closed and low == span.high)
    return starts and ends
