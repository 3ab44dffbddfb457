"""The lexer of numerals: every type on made-up sentences, figures with all that belongs to them, and its laws."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengji.packs.figure_words import FigureWords
from hengji.packs.library import Library
from hengji.reading.numerals.lexer import Numeral, Scanner

MONEY = "万元 元 亿元 千元 元/个 % ‰ 个百分点"
COUNTS = "人 名 个 家 次 件 项 篇 份 辆 台 台（套） ㎡ 平方米 分 分钟 人次 批 年 月 日 个月"
UNITS = {name: name for name in f"{MONEY} {COUNTS}".split()} | {"％": "%", "平米": "平方米"}

WORDS = FigureWords.of(Library.builtin().get("cn").words)


def scan(text: str, units: Mapping[str, str]) -> list[Numeral]:
    """Every numeral of a text, with the national words around figures."""
    return Scanner(units, WORDS).scan(text)


def only(text: str) -> Numeral:
    (numeral,) = scan(text, UNITS)
    return numeral


def kinds(text: str) -> list[tuple[str, str]]:
    return [(numeral.text, numeral.kind) for numeral in scan(text, UNITS)]


@pytest.mark.parametrize(
    ("text", "quote", "value", "unit"),
    [
        ("收入12.50万元", "12.50", "12.50", "万元"),
        ("合计1,234.56元", "1,234.56", "1234.56", "元"),
        ("合计１２．５％", "１２．５", "12.5", "%"),
        ("占 10.73 %", "10.73", "10.73", "%"),
        ("12.50", "12.50", "12.50", ""),
        (" 205.83\u3000", "205.83", "205.83", ""),
        ("下降-8.5%", "-8.5", "-8.5", "%"),
        ("-3", "-3", "-3", ""),
        ("提高2个百分点", "2", "2", "个百分点"),
        ("设备3台（套）", "3", "3", "台（套）"),
        ("用时15分钟", "15", "15", "分钟"),
        ("得15分", "15", "15", "分"),
        ("服务30人次", "30", "30", "人次"),
        ("按1.2‰的比例", "1.2", "1.2", "‰"),
        ("（40分）", "40", "40", "分"),
        ("单价200元/个", "200", "200", "元/个"),
        ("注册32单位", "32", "32", ""),
        ("历时3年", "3", "3", "年"),
        ("15日内办结", "15", "15", "日"),
        ("历时6个月", "6", "6", "个月"),
        ("0", "0", "0", ""),
        ("16块宣传栏", "16", "16", ""),
        ("2010册图书", "2010", "2010", ""),
        ("预算执行（10）", "10", "10", ""),
        ("代表12，", "12", "12", ""),
    ],
)
def test_figures(text: str, quote: str, value: str, unit: str) -> None:
    numeral = only(text)
    assert (numeral.kind, numeral.text, numeral.value, numeral.unit) == ("figure", quote, Decimal(value), unit)
    assert text[numeral.start : numeral.end] == quote
    assert unit == "" or UNITS[text[numeral.unit_start : numeral.unit_end]] == unit


def test_decimals_as_printed() -> None:
    assert [numeral.decimals for numeral in scan("7、7.0、7.00万元，1,234.567元", UNITS)] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("≥95%", "≥"), ("≧95%", "≥"), (">=95%", "≥"), ("≤3次", "≤"), ("＞0", ">"), ("<5", "<"), ("﹦100%", "="),
        ("不低于95%", "≥"), ("不少于 3次", "≥"), ("低于60%", "<"), ("大于30%", ">"), ("大于等于30%", "≥"),
        ("超过10人", ">"), ("不超过10人", "≤"), ("约600人", "≈"), ("95%以上", "≥"), ("95%（含）以上", "≥"),
        ("3次以内", "≤"), ("60分以下", "≤"), ("20多件", ">"), ("100余人", ">"), ("10人左右", "≈"),
        ("95%", ""), ("达到95%", ""),
    ],
)  # fmt: skip
def test_relations(text: str, relation: str) -> None:
    assert only(text).relation == relation


@pytest.mark.parametrize(
    ("text", "quote", "low", "high", "unit"),
    [
        ("3%-10%", "3%-10", "3", "10", "%"),
        ("≥3%-10%", "3%-10", "3", "10", "%"),
        ("15%～30%", "15%～30", "15", "30", "%"),
        ("10-20%", "10-20", "10", "20", "%"),
        ("每2至3年", "2至3", "2", "3", "年"),
        ("5人—8人", "5人—8", "5", "8", "人"),
    ],
)
def test_ranges(text: str, quote: str, low: str, high: str, unit: str) -> None:
    numeral = only(text)
    assert (numeral.text, numeral.low, numeral.high) == (quote, Decimal(low), Decimal(high))
    assert (numeral.relation, numeral.unit, numeral.value) == ("range", unit, None)


def test_no_range_where_a_change_or_two_bounds_of_different_lines_stand() -> None:
    assert [numeral.value for numeral in scan("由3%至10%", UNITS)] == [Decimal(3), Decimal(10)]
    assert [numeral.value for numeral in scan("80%（含）-90%", UNITS)] == [Decimal(80), Decimal(90)]


@pytest.mark.parametrize(
    ("text", "quote", "kind"),
    [
        ("截至2023年12月31日止", "2023年12月31日", "date"),
        ("于2023-12-31办结", "2023-12-31", "date"),
        ("于2023.12.31办结", "2023.12.31", "date"),
        ("于20231231办结", "20231231", "date"),
        ("2023年12月前完成", "2023年12月前", "date"),
        ("12月前", "12月前", "date"),
        ("截止5月底", "5月底", "date"),
        ("5月份", "5月份", "date"),
        ("2023年上半年", "2023年上半年", "date"),
        ("第3季度", "第3季度", "date"),
        ("1-6月", "1-6月", "date"),
        ("2021—2025年", "2021—2025年", "date"),
        ("3月1日", "3月1日", "date"),
        ("于8:30开始", "8:30", "date"),
        ("2023年，本单位", "2023年", "year"),
        ("2023年度决算", "2023年度", "year"),
        ("2019度", "2019度", "year"),
        ("2024部门预算", "2024", "year"),
        ("（2024）", "2024", "year"),
        ("1.机构改革", "1.", "ordinal"),
        ("  3．加强", "3．", "ordinal"),
        ("10、 关于", "10、", "ordinal"),
        ("（3）其他", "（3）", "ordinal"),
        ("(7)其他", "(7)", "ordinal"),
        ("5）其他", "5）", "ordinal"),
        ("①已制定", "①", "ordinal"),
        ("指标1：某事", "1", "ordinal"),
        ("二级机构2", "2", "ordinal"),
        ("第3次会议", "第3", "ordinal"),
        ("1.1.2 某事", "1.1.2", "ordinal"),
        ("1.2 某事", "1.2", "ordinal"),
        ("1研究拟订", "1", "ordinal"),
        ("某发〔2021〕10号文", "〔2021〕10号", "document-number"),
        ("某发[2019]10号", "[2019]10号", "document-number"),
        ("某发（2019）第 10 号", "（2019）第 10 号", "document-number"),
        ("某发[2023]号", "[2023]号", "document-number"),
        ("某发〔202465", "〔202465", "document-number"),
        ("第10号", "第10号", "document-number"),
        ("依照第三条", "第三条", "law-article"),
        ("依照第12条", "第12条", "law-article"),
        ("附件2", "附件2", "attachment"),
        ("见附表 3：", "附表 3", "attachment"),
        ("公开01表", "公开01表", "form-number"),
        ("见表2。", "表2", "form-number"),
        ("拨打13800000000", "13800000000", "phone"),
        ("0730-0000000", "0730-0000000", "phone"),
        ("联系电话：12345678", "12345678", "phone"),
        ("代码：114301110064567892", "114301110064567892", "code"),
        ("邮编：410000", "410000", "code"),
        ("201某类支出", "201", "code"),
        ("www.a1.gov.cn", "www.a1.gov.cn", "code"),
        ("[bookmark: OLE_LINK1]", "[bookmark: OLE_LINK1]", "markup"),
        ("“1+1+N”", "1+1+N", "quoted"),
        ("建立1+1+N机制", "1+1+N", "name-part"),
        ("采用A4纸", "A4", "name-part"),
        ("建5G网", "5G", "name-part"),
        ("拨打12345热线", "12345", "name-part"),
    ],
)  # fmt: skip
def test_typed_non_facts(text: str, quote: str, kind: str) -> None:
    assert kinds(text) == [(quote, kind)]


def test_an_ordinal_glued_to_a_year_is_no_decimal() -> None:
    assert kinds("1.2023年预算9.97万元") == [("1.", "ordinal"), ("2023年", "year"), ("9.97", "figure")]
    assert kinds("2、2023年预算") == [("2、", "ordinal"), ("2023年", "year")]


def test_a_decimal_at_the_start_of_a_line_is_no_ordinal() -> None:
    assert kinds("1.5万元") == [("1.5", "figure")]
    assert kinds("12.5个百分点") == [("12.5", "figure")]


def test_list_marks_behind_a_clause() -> None:
    assert kinds("项目支出2.79万元；2.域名支出") == [("2.79", "figure"), ("2.", "ordinal")]


def test_a_label_with_its_figure_behind_a_colon_is_no_time() -> None:
    assert kinds("其中：110.25") == [("110.25", "figure")]
    assert kinds("指标1：20家") == [("1", "ordinal"), ("20", "figure")]


def test_a_ratio_has_a_base_and_a_figure() -> None:
    assert kinds("按1∶1.5的比例") == [("1", "ratio-base"), ("1.5", "figure")]


def test_numbers_listed_one_by_one() -> None:
    assert kinds("各是1.5,2.5万元") == [("1.5", "figure"), ("2.5", "figure")]


def test_words_that_look_like_numbers_hold_none() -> None:
    assert kinds("党的二十大以来，一是加强管理") == []


def test_no_units_no_unit() -> None:
    assert [numeral.unit for numeral in scan("3家", {})] == [""]


ALPHABET = st.sampled_from(
    list("0123456789０９.,．，、:：-—~至年月日号第条〔〕[]（）()%％万元个分人附件表图电话指标①+A_∶“” \n\t。≥约多公开")
)


@given(st.lists(ALPHABET, max_size=40).map("".join))
def test_every_digit_lies_in_exactly_one_numeral(text: str) -> None:
    numerals = scan(text, UNITS)
    covered = [0] * len(text)
    for numeral in numerals:
        assert text[numeral.start : numeral.end] == numeral.text != ""
        for position in range(numeral.start, numeral.end):
            covered[position] += 1
    assert max(covered, default=0) <= 1
    digits = set("0123456789０９①")
    assert all(covered[position] for position, char in enumerate(text) if char in digits)
    assert [numeral.start for numeral in numerals] == sorted(numeral.start for numeral in numerals)


@given(st.lists(ALPHABET, max_size=40).map("".join))
def test_every_figure_has_a_value_or_bounds(text: str) -> None:
    for numeral in scan(text, UNITS):
        if numeral.kind == "figure":
            assert (numeral.value is None) == (numeral.relation == "range")
            assert numeral.relation != "range" or (numeral.low is not None and numeral.high is not None)
            assert (numeral.unit == "") == (numeral.unit_start == -1)


@given(st.decimals(0, 10**9, places=2))
def test_printed_money_is_read_as_it_was(value: Decimal) -> None:
    assert only(f"共{value:,}万元").value == value
    assert only(f"{value}").value == value


@pytest.mark.parametrize(("text", "relation"), [("起码3次", "≥"), ("3次开外", ">"), ("码起3次", ""), ("3次", "")])
def test_the_words_that_state_a_relation_are_those_of_the_pack(text: str, relation: str) -> None:
    words = FigureWords(before=(("起码", "≥"),), after=(("开外", ">"),))
    assert [one.relation for one in Scanner({"次": "次"}, words).scan(text)] == [relation]


def test_a_word_that_only_ends_like_one_states_no_relation() -> None:
    words = FigureWords(before=(("约", "≈"),), not_before=("签约", "约"))
    assert [Scanner({}, words).scan(text)[0].relation for text in ("签约3次", "约3次")] == ["", "≈"]
