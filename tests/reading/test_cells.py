"""What one cell says: figures with their digits, blanks, zeros, dashes, and text that is never guessed at."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reading.drawn import pack

from hengji.facts.fact import Kind, State
from hengji.reading import cells
from hengji.reading.cells import CellValue, cell_words, exact

UNITS = cell_words(pack())
NUMBERS = [Kind.MONEY, Kind.COUNT, Kind.RATIO, Kind.SCORE]


def read_value(text: str, kind: Kind, *, start: int = 0, end: int | None = None) -> CellValue:
    """A cell read with the units of the national pack and Hunan's."""
    return cells.read_value(text, kind, UNITS, start=start, end=end)


@pytest.mark.parametrize("kind", [*NUMBERS, Kind.QUANTITY])
@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("", State.BLANK),
        ("　", State.BLANK),
        (" \n ", State.BLANK),
        ("0", State.ZERO),
        ("0.00", State.ZERO),
        ("——", State.NOT_APPLICABLE),
        ("—", State.NOT_APPLICABLE),
        ("-", State.NOT_APPLICABLE),
        ("/", State.NOT_APPLICABLE),
        ("不适用", State.NOT_APPLICABLE),
        ("不可比", State.NOT_APPLICABLE),
        ("无", State.NIL),
        ("无。", State.NIL),
        ("持平", State.NIL),
        ("--", State.NOT_APPLICABLE),
        ("3.20", State.REPORTED),
    ],
)
def test_blank_zero_dash_and_nil_are_four_states(kind: Kind, text: str, state: State) -> None:
    assert read_value(text, kind).state is state


@pytest.mark.parametrize(
    ("text", "value", "decimals", "unit"),
    [
        ("12", "12", 0, ""),
        ("2.30", "2.30", 2, ""),
        ("1,234,567.50", "1234567.50", 2, ""),
        ("１２，３４５．６０", "12345.60", 2, ""),
        ("-3.5", "-3.5", 1, ""),
        ("－3.5", "-3.5", 1, ""),
        ("62.5%", "62.5", 1, "%"),
        ("62.5％", "62.5", 1, "%"),
        ("5 万元", "5", 0, "万元"),
        ("30名", "30", 0, "人"),
        ("480平方米", "480", 0, "㎡"),
        ("  7.00　", "7.00", 2, ""),
        ("10,903,043.00", "10903043.00", 2, ""),
        ("12000.00", "12000.00", 2, ""),
        ("１2,000.0", "12000.0", 1, ""),
        ("10.73 %", "10.73", 2, "%"),
        ("100百分比", "100", 0, "%"),
        ("3.5万", "3.5", 1, "万元"),
        ("12批次", "12", 0, "批"),
        ("−3.50", "-3.50", 2, ""),
        ("(12.50)", "-12.50", 2, ""),
        ("（1,012.50）", "-1012.50", 2, ""),
    ],
)
def test_a_figure_keeps_its_digits_and_its_unit(text: str, value: str, decimals: int, unit: str) -> None:
    found = read_value(text, Kind.MONEY)
    assert (f"{found.value:f}", found.decimals, found.unit) == (value, decimals, unit)


@pytest.mark.parametrize("kind", NUMBERS)
@pytest.mark.parametrize(
    "text",
    ["见附表", "3.2（调整后）", "约3", "1.2.3", "12,34", "3 4", "#DIV/0!", "三", "3+2", "（3）", "3.2万块", "1,23"],
)
def test_text_in_a_number_cell_is_unreadable_with_its_text(kind: Kind, text: str) -> None:
    assert read_value(text, kind) == CellValue(State.UNREADABLE, text=text, start=0, end=len(text))


@pytest.mark.parametrize(
    ("text", "relation", "value", "unit"),
    [
        ("≥95%", "≥", "95", "%"),
        ("≥100百分比", "≥", "100", "%"),
        ("﹦100%", "=", "100", "%"),
        ("约600人", "≈", "600", "人"),
        ("不低于 95 %", "≥", "95", "%"),
        ("≤2.5万元", "≤", "2.5", "万元"),
        ("不超过3次", "≤", "3", "次"),
        (">900", ">", "900", ""),
        ("小于1%", "<", "1", "%"),
        ("=100%", "=", "100", "%"),
        ("98家", "=", "98", "家"),
        ("90%以上", "≥", "90", "%"),
        ("3件以内", "≤", "3", "件"),
        ("约280", "≈", "280", ""),
        ("100余人次", "≈", "100", ""),
    ],
)
def test_a_target_has_a_relation_a_figure_and_its_unit(text: str, relation: str, value: str, unit: str) -> None:
    found = read_value(text, Kind.QUANTITY)
    assert (found.state, found.relation, str(found.value), found.unit) == (State.REPORTED, relation, value, unit)
    assert found.text == text


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [("3%-10%", "3", "10", "%"), ("3-5个", "3", "5", "个"), ("10至20次", "10", "20", "次")],
)
def test_a_range_has_two_ends_and_no_single_value(text: str, low: str, high: str, unit: str) -> None:
    found = read_value(text, Kind.QUANTITY)
    assert (found.relation, str(found.low), str(found.high), found.value, found.unit) == (
        "range",
        low,
        high,
        None,
        unit,
    )


@pytest.mark.parametrize("text", ["2023年12月底前", "12月31日前", "6月底", "2023年"])
def test_a_deadline_is_no_figure(text: str) -> None:
    found = read_value(text, Kind.QUANTITY)
    assert (found.relation, found.value, found.text) == ("deadline", None, text)


def test_a_judgement_in_words_is_qualitative() -> None:
    found = read_value("有所提升", Kind.QUANTITY)
    assert (found.state, found.relation, found.value, found.text) == (State.REPORTED, "qualitative", None, "有所提升")


def test_a_text_cell_keeps_figures_and_dashes_as_text() -> None:
    assert read_value(" 压减 5%， ", Kind.TEXT).text == "压减 5%，"
    assert read_value("——", Kind.TEXT).text == "——"


@pytest.mark.parametrize(
    ("text", "quote"), [("  3.20 ", "3.20"), ("－3.5万元", "－3.5"), ("≥95%", "95"), (" —— ", "——"), (" 压减 ", "压减")]
)
def test_the_span_covers_what_was_read_and_nothing_else(text: str, quote: str) -> None:
    kind = Kind.QUANTITY if "≥" in text else Kind.TEXT if "压减" in text else Kind.MONEY
    found = read_value(text, kind)
    assert text[found.start : found.end] == quote


def test_only_the_given_part_of_a_cell_is_read() -> None:
    text = "其中：基本支出：75.00"
    found = read_value(text, Kind.MONEY, start=8, end=len(text))
    assert (str(found.value), text[found.start : found.end]) == ("75.00", "75.00")


@given(st.decimals(-(10**12), 10**12, places=2))
def test_a_figure_with_separators_is_the_figure(value: Decimal) -> None:
    found = read_value(f"{value:,f}", Kind.MONEY)
    assert found.value == value
    assert found.state is (State.ZERO if value == 0 else State.REPORTED)


@given(st.text(max_size=12), st.sampled_from(list(Kind)))
def test_any_text_has_a_state_and_a_span_inside_it(text: str, kind: Kind) -> None:
    found = read_value(text, kind)
    assert 0 <= found.start <= found.end <= len(text)
    assert (found.state is State.UNREADABLE) <= (found.text == text.strip() != "")


def test_full_width_digits_are_the_digits() -> None:
    assert exact("－１，２３４．５０") == Decimal("-1234.50")


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("节约5万元", "="),
        ("约5万元", "≈"),
        ("100人左右", "≈"),
        ("50场之内", "≤"),
        ("至少3次", "≥"),
        ("未超过2%", "≤"),
        ("不少于8场，不超过12场", "≥"),
    ],
)
def test_a_target_stands_in_the_relation_its_words_state(text: str, relation: str) -> None:
    assert read_value(text, Kind.QUANTITY).relation == relation


@pytest.mark.parametrize(
    ("text", "kind", "unit", "gap"),
    [
        ("____万元", Kind.MONEY, "万元", "____"),
        ("    万元", Kind.MONEY, "万元", "    "),
        ("万元", Kind.MONEY, "万元", ""),
        ("％", Kind.RATIO, "%", ""),
        ("≥____%", Kind.QUANTITY, "%", "____"),
        ("不低于＿＿次", Kind.QUANTITY, "次", "＿＿"),
        ("______", Kind.TEXT, "", "______"),
        (" __ ", Kind.DATE, "", "__"),
    ],
)
def test_a_line_to_write_on_is_a_blank_where_the_line_is(text: str, kind: Kind, unit: str, gap: str) -> None:
    found = read_value(text, kind)
    assert (found.state, found.unit, text[found.start : found.end]) == (State.BLANK, unit, gap)


@pytest.mark.parametrize(
    ("text", "kind"), [("次", Kind.QUANTITY), ("万元", Kind.TEXT), ("档案_二期", Kind.TEXT), ("__见附表", Kind.MONEY)]
)
def test_words_are_no_line_to_write_on(text: str, kind: Kind) -> None:
    found = read_value(text, kind)
    assert (found.state, found.text) == (State.UNREADABLE if kind is Kind.MONEY else State.REPORTED, text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("□是 ☑否", "否"),
        ("是√ 否□", "是"),
        ("☑新增 ☐延续 ☑其他", "新增、其他"),
        ("□是　□否", ""),
        ("□是", "□是"),
        ("已办结☑，其余□待办，详见附件", "已办结☑，其余□待办，详见附件"),
    ],
)
def test_a_cell_of_choices_says_what_is_ticked(text: str, said: str) -> None:
    found = read_value(text, Kind.TEXT)
    assert (found.state, found.text) == (State.REPORTED if said else State.BLANK, said)
