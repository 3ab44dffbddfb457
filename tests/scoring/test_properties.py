"""Laws every rule keeps, whatever the figures: bounds, points and lost points, monotony, exact rounding."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.scoring.case_files import RUBRIC, UNITS

from hengji.packs.rubric import ROUNDING_MODES, Rounding
from hengji.packs.rubric_rules import (
    ChecklistRule,
    ComparisonRule,
    Input,
    Item,
    LinearRule,
    Measure,
    OccurrenceRule,
    RatioRule,
    Rule,
    Step,
    StepsRule,
    TargetRule,
)
from hengji.packs.span import Span, cover_faults, parse_span
from hengji.scoring.claims import review_table
from hengji.scoring.exact import rounded
from hengji.scoring.grade import grade_of, grades_between
from hengji.scoring.quantity import parse_actual, parse_target
from hengji.scoring.rule import Evidence, Figure, Points
from hengji.scoring.rules import apply
from hengji.scoring.scorecard import IndicatorRow, score_row
from hengji.scoring.verdict import Verdict, verdict_of, verdict_over

D = Decimal
WEIGHT = D(5)
SHARE = Measure("share", Input("a"), Input("b"))
STEPS = tuple(
    Step(span, D(points))
    for text, points in (("[90,+∞)", 5), ("[80,90)", 4), ("[60,80)", 2), ("[0,60)", 0))
    if (span := parse_span(text)) is not None
)
RISING: dict[str, Rule] = {
    "ratio": RatioRule(SHARE),
    "steps": StepsRule(SHARE, STEPS, Span(D(0), None, high_closed=False)),
    "linear below": LinearRule(SHARE, D(100), "below", D("0.2"), "up"),
}
FALLING: dict[str, Rule] = {
    "linear": LinearRule(SHARE, D(100), "above", D("0.5")),
    "linear up": LinearRule(SHARE, D(100), "above", D("0.5"), "up"),
    "linear down": LinearRule(SHARE, D(100), "above", D("0.5"), "down"),
    "comparison": ComparisonRule(Input("a"), Input("b"), D(2), D(2), D(0), D(5)),
}
amounts = st.decimals(min_value=0, max_value=10**6, places=2, allow_nan=False, allow_infinity=False)
bases = st.decimals(min_value=D("0.01"), max_value=10**6, places=2, allow_nan=False, allow_infinity=False)
roundings = st.builds(Rounding, st.integers(0, 4), st.sampled_from(ROUNDING_MODES))
MANY = Rounding(6)


def evidence(a: Decimal, b: Decimal | None = None) -> Evidence:
    figures = {"a": Figure("甲", a), "b": Figure("乙", b)}
    return Evidence(figure=lambda asked: figures[asked.concept])


def points_of(points: Points) -> Decimal:
    assert points.points is not None
    return points.points


@given(amounts, bases, roundings)
@pytest.mark.parametrize("name", [*RISING, *FALLING])
def test_points_are_within_bounds_and_nothing_is_lost_twice(
    name: str, a: Decimal, b: Decimal, rounding: Rounding
) -> None:
    found = apply((RISING | FALLING)[name], WEIGHT, evidence(a, b), rounding)
    points = points_of(found)
    assert 0 <= points <= WEIGHT
    assert found.lost == WEIGHT - points
    assert found.low == found.high == points
    assert found.asks_reason == (points < WEIGHT)


@given(amounts, amounts, bases)
@pytest.mark.parametrize("name", RISING)
def test_more_is_never_worse(name: str, a: Decimal, more: Decimal, b: Decimal) -> None:
    low, high = sorted((a, more))
    first, second = (apply(RISING[name], WEIGHT, evidence(amount, b), MANY) for amount in (low, high))
    assert points_of(first) <= points_of(second)


@given(amounts, amounts, bases)
@pytest.mark.parametrize("name", FALLING)
def test_more_is_never_better_where_less_is_wanted(name: str, a: Decimal, more: Decimal, b: Decimal) -> None:
    low, high = sorted((a, more))
    first, second = (apply(FALLING[name], WEIGHT, evidence(amount, b), MANY) for amount in (low, high))
    assert points_of(first) >= points_of(second)


@given(st.integers(0, 60), st.decimals(min_value=0, max_value=3, places=1))
def test_every_further_case_costs_the_same_until_nothing_is_left(count: int, per: Decimal) -> None:
    rule = OccurrenceRule(Input("a"), per, "不合要求")
    now, then = (points_of(apply(rule, WEIGHT, evidence(D(number)), MANY)) for number in (count, count + 1))
    assert now - then in (per, now)


ticked = st.dictionaries(st.sampled_from("abcd"), st.booleans(), min_size=4, max_size=4)
item_points = st.lists(st.decimals(min_value=0, max_value=3, places=1), min_size=4, max_size=4)


def checklist(points: list[Decimal], ticks: dict[str, bool], doubts: dict[str, str] | None = None) -> Points:
    rule = ChecklistRule(tuple(Item(name, name, value) for name, value in zip("abcd", points, strict=True)))
    return apply(rule, WEIGHT, Evidence(ticks=ticks, doubts=doubts or {}), MANY)


@given(item_points, ticked)
def test_a_checklist_adds_up_and_is_capped(points: list[Decimal], ticks: dict[str, bool]) -> None:
    together = sum((value for name, value in zip("abcd", points, strict=True) if ticks[name]), D(0))
    assert points_of(checklist(points, ticks)) == min(together, WEIGHT)


@given(item_points, ticked, st.sampled_from("abcd"))
def test_one_more_item_fulfilled_is_never_worse(points: list[Decimal], ticks: dict[str, bool], name: str) -> None:
    less, more = (points_of(checklist(points, {**ticks, name: held})) for held in (False, True))
    assert less <= more


@given(item_points, st.dictionaries(st.sampled_from("abcd"), st.booleans()), st.sets(st.sampled_from("abcd")))
def test_what_is_clear_lies_between_what_is_certain_and_what_is_possible(
    points: list[Decimal], ticks: dict[str, bool], doubted: set[str]
) -> None:
    found = checklist(points, ticks, dict.fromkeys(doubted, "有反证"))
    assert found.low <= (found.clear if found.clear is not None else found.high) <= found.high
    assert (found.clear is None) or (doubted - set(ticks))


@given(amounts, bases, st.decimals(min_value=0, max_value=6, places=1))
@pytest.mark.parametrize("name", [*RISING, *FALLING])
def test_a_claim_agrees_only_with_what_the_rule_gives(name: str, a: Decimal, b: Decimal, claimed: Decimal) -> None:
    points = apply((RISING | FALLING)[name], WEIGHT, evidence(a, b), MANY)
    verdict = verdict_of(points, claimed, D(0))
    due = points_of(points)
    assert (verdict is Verdict.AGREES) == (claimed == due)
    assert (verdict is Verdict.TOO_HIGH) == (claimed > due)


@given(amounts, amounts, bases, st.decimals(min_value=0, max_value=5, places=1))
def test_two_readings_conflict_only_when_they_judge_a_claim_differently(
    one: Decimal, other: Decimal, b: Decimal, claimed: Decimal
) -> None:
    first, second = (apply(FALLING["linear"], WEIGHT, evidence(a, b), MANY) for a in (one, other))
    differ = verdict_of(first, claimed, D(0)) is not verdict_of(second, claimed, D(0))
    assert (verdict_over(first, [second], claimed, D(0)) is Verdict.CONFLICTING) == differ


@given(st.lists(st.tuples(bases, bases), min_size=1, max_size=6))
def test_the_totals_are_the_sums_of_the_lines(pairs: list[tuple[Decimal, Decimal]]) -> None:
    rows = [
        IndicatorRow("甲", target=f"≥{target}万元", actual=f"{actual}万元", weight=WEIGHT, score=WEIGHT)
        for target, actual in pairs
    ]
    review = review_table(RUBRIC, 2023, UNITS, rows)
    due = [line.points for line in review.lines if line.points is not None]
    assert review.totals.low == sum(points.low for points in due)
    assert review.totals.high == sum(points.high for points in due)
    assert review.totals.claimed == review.totals.weight == WEIGHT * len(rows)
    assert sum(len(review.of(verdict)) for verdict in Verdict) == len(rows)


@given(amounts)
def test_a_zero_base_never_gives_points(a: Decimal) -> None:
    for name in ("ratio", "steps", "linear below", "linear"):
        found = apply((RISING | FALLING)[name], WEIGHT, evidence(a, D(0)), MANY)
        assert (found.points, found.comparable, found.high) == (None, False, WEIGHT)


@given(amounts, bases)
@pytest.mark.parametrize("direction", ["at_least", "at_most", "equal"])
@pytest.mark.parametrize("excess", ["target_over_actual", "one_minus_excess", "zero", "manual"])
def test_targets_are_full_or_less(direction: str, excess: str, actual: Decimal, target: Decimal) -> None:
    sign = {"at_least": "≥", "at_most": "≤", "equal": "="}[direction]
    row = Evidence(target=parse_target(f"{sign}{target}%", UNITS), actual=parse_actual(f"{actual}%", UNITS))
    found = apply(TargetRule(direction, excess=excess), WEIGHT, row, MANY)
    reached = {"at_least": actual >= target, "at_most": actual <= target, "equal": actual == target}[direction]
    if found.points is not None:
        assert 0 <= found.points <= WEIGHT
        assert found.lost == WEIGHT - found.points
    assert (found.points == WEIGHT) or not reached
    if not reached and abs(actual - target) > target / 1000:
        assert found.points is None or found.points < WEIGHT


@given(bases, bases, bases)
def test_reaching_more_of_a_target_is_never_worse(target: Decimal, one: Decimal, other: Decimal) -> None:
    scores = []
    for actual in sorted((one, other)):
        row = IndicatorRow("甲", target=f"≥{target}万元", actual=f"{actual}万元", weight=WEIGHT)
        scored = score_row(replace(RUBRIC, rounding=MANY), row, UNITS, 2023)
        assert scored is not None
        scores.append(points_of(scored.points))
    assert scores[0] <= scores[1]


@given(st.fractions(min_value=-100, max_value=100, max_denominator=10**6), roundings)
def test_rounding_is_exact(value: Fraction, rounding: Rounding) -> None:
    quantum = Fraction(1, 10**rounding.digits)
    result = Fraction(rounded(value, rounding))
    assert (result / quantum).denominator == 1
    if rounding.mode == "down":
        assert abs(result) <= abs(value) < abs(result) + quantum
    else:
        assert abs(result - value) <= quantum / 2


@pytest.mark.parametrize(
    ("value", "mode", "result"),
    [
        ("0.125", "half_up", "0.13"),
        ("0.125", "half_even", "0.12"),
        ("0.135", "half_even", "0.14"),
        ("0.129", "down", "0.12"),
        ("-0.125", "half_up", "-0.13"),
        ("-0.129", "down", "-0.12"),
    ],
)
def test_halves(value: str, mode: str, result: str) -> None:
    assert str(rounded(Fraction(value), Rounding(2, mode))) == result


@given(st.decimals(min_value=0, max_value=100, places=2))
def test_every_total_has_exactly_one_grade(total: Decimal) -> None:
    assert sum(total in grade.span for grade in RUBRIC.grades) == 1
    assert grades_between(total, total, RUBRIC.grades) == (grade_of(total, RUBRIC.grades),)


@pytest.mark.parametrize(
    ("total", "label"),
    [
        ("100", "优"),
        ("90", "优"),
        ("89.99", "良"),
        ("80", "良"),
        ("79.99", "中"),
        ("60", "中"),
        ("59.99", "差"),
        ("0", "差"),
    ],
)
def test_grades(total: str, label: str) -> None:
    grade = grade_of(D(total), RUBRIC.grades)
    assert grade is not None
    assert grade.label == label
    assert grade_of(D(101), RUBRIC.grades) is None


@given(st.lists(st.integers(0, 100), min_size=1, max_size=8, unique=True), st.data())
def test_bands_that_cover_put_every_number_in_one(ends: list[int], data: st.DataObject) -> None:
    edges = sorted({0, 100, *ends})
    closed = [data.draw(st.booleans()) for _ in edges]
    spans = [
        Span(D(low), D(high), closed[index] or index == 0, not closed[index + 1] or high == edges[-1])
        for index, (low, high) in enumerate(pairwise(edges))
    ]
    assert list(cover_faults(spans, Span(D(0), D(100)))) == []
    value = data.draw(st.decimals(min_value=0, max_value=100, places=1))
    assert sum(value in span for span in spans) == 1
    assert list(cover_faults([*spans, spans[0]], Span(D(0), D(100)))) != []
    if len(spans) > 1:
        assert list(cover_faults(spans[1:], Span(D(0), D(100)))) != []
