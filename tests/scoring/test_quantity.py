"""Target and actual cells: what each way of writing means, where its figure stands, and what is wrong with it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.scoring.case_files import UNITS, load

from hengji.scoring.quantity import DEADLINE, QUALITATIVE, RANGE, Quantity, parse_actual, parse_target

CASES = load("quantities.yaml")
YEAR = 2023


def shown(quantity: Quantity) -> str:
    if quantity.relation == QUALITATIVE:
        return QUALITATIVE
    if quantity.relation == DEADLINE:
        assert quantity.deadline is not None
        return f"{DEADLINE} {quantity.deadline.first}..{quantity.deadline.last}"
    value = f"{quantity.low}..{quantity.high}" if quantity.relation == RANGE else str(quantity.value)
    return f"{quantity.relation} {value} {quantity.unit.id if quantity.unit else ''}".strip()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: Any) -> None:  # noqa: ANN401 - YAML is what it is
    is_actual = "actual" in case
    text = case["actual"] if is_actual else case["cell"]
    reading = (parse_actual if is_actual else parse_target)(text, UNITS, year=YEAR)
    wanted = [case["reads"]] if isinstance(case["reads"], str) else list(case["reads"] or [])
    assert [shown(quantity) for quantity in reading.quantities] == wanted
    assert sorted(problem.code for problem in reading.problems) == sorted(case["problems"] or [])
    assert reading.state.value == case.get("state", "reported")
    if "figure" in case:
        assert [text[quantity.start : quantity.end] for quantity in reading.quantities] == [case["figure"]]


def test_words_and_deadlines_span_all_their_text() -> None:
    for text in (" 成效明显 ", "2023年12月前完成\n"):
        only = parse_target(text, UNITS, year=YEAR).only
        assert only is not None
        assert text[only.start : only.end] == text.strip() == only.text


def test_labels_of_several_figures() -> None:
    reading = parse_target("预安549项/销号527项", UNITS)
    assert [quantity.label for quantity in reading.quantities] == ["预安", "销号"]
    assert reading.only is None


def test_more_than_and_nearly_bound_the_figure() -> None:
    more, nearly = parse_target("280余篇", UNITS).only, parse_target("近300人", UNITS).only
    assert more is not None
    assert nearly is not None
    assert [str(bound) for bound in (more.low, more.high, nearly.low, nearly.high)] == ["280", "None", "None", "300"]


def test_a_deadline_without_a_year_needs_the_fiscal_year() -> None:
    only = parse_target("6月30日前", UNITS).only
    assert only is not None
    assert (only.relation, only.deadline) == (QUALITATIVE, None)


def test_problems_are_sentences() -> None:
    reading = parse_actual("＞900", UNITS)
    assert [problem.message for problem in reading.problems] == [
        "“＞900”没有写计量单位。",
        "完成值应填确数，不能填“＞900”。",
    ]


@given(st.text(alphabet="0123456789.%≥≤><=-~—至/年月日前余约无好 ，,万元家次人０９％＞第以上", max_size=24))
def test_no_text_breaks_it_and_every_figure_lies_in_its_cell(text: str) -> None:
    reading = parse_actual(text, UNITS, year=YEAR)
    position = 0
    for quantity in reading.quantities:
        assert position <= quantity.start < quantity.end <= len(text)
        position = quantity.end
        assert (quantity.value is None) == (quantity.relation in {RANGE, QUALITATIVE, DEADLINE})


@given(
    st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False, allow_infinity=False),
    st.sampled_from(["≥", "≤", ">", "<", "="]),
    st.sampled_from(["%", "万元", "家", "人次", "元/个"]),
)
def test_what_is_written_is_read_exactly(value: Any, relation: str, unit: str) -> None:  # noqa: ANN401 - a decimal
    only = parse_target(f"{relation}{value}{unit}", UNITS).only
    assert only is not None
    assert (only.relation, only.value, only.unit_text, only.decimals) == (relation, value, unit, 2)
