"""Recognising declared sentences in the wordings of many places; every text here is made up."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.packs.sentence_packs import sentence_pack

from hengji.documents.document import Text
from hengji.facts.fact import State
from hengji.facts.place import TextPlace
from hengji.packs.sentence_context import SentenceContext
from hengji.reading.prose.sentences import Filled, Recognised, recognise, recognise_all, to_statements

PACK = sentence_pack("cn-430203-lusong")
SENTENCES = list(PACK.sentences.values())
CONTEXT = SentenceContext(2023, units=PACK.units, labels=PACK.labels(), words=PACK.words)


def text_of(value: str) -> Text:
    return Text(value, ((0, TextPlace(line=1)),))


def read(value: str, context: SentenceContext = CONTEXT) -> list[Recognised]:
    return recognise(text_of(value), SENTENCES, context)


def figures(found: list[Recognised]) -> list[str]:
    """The figures as "concept value unit"."""
    return [f"{s.key.concept} {s.value} {s.unit}" for one in found for s in one.slots if s.value is not None]


def slot(found: list[Recognised], name: str) -> Filled:
    return next(s for one in found for s in one.slots if s.slot == name)


@pytest.mark.parametrize(
    "text",
    [
        "2023年度收、支总计1234.56万元。与2022年相比，增加100.00万元，增长8.82%，主要原因是业务增加。",
        "2023年度收入总计、支出总计均为1,234.56万元。与2022年度相比，收、支总计各增加100.00万元，增长8.82%。",
        "2023年收入支出总计 1234.56 万元,比上年增加 100.00 万元,增幅8.82％。",
        "本部门2023年度收支总计为1234.56万元，较上年上升100.00万元，上升8.82%。",
    ],
)
def test_the_total_is_read_in_many_wordings(text: str) -> None:
    found = read(text)
    assert figures(found) == ["flow.total 1234.56 万元", "change.amount 100.00 万元", "change.rate 8.82 %"]
    assert slot(found, "change").key.dimensions == (("direction", "增加"), ("of", "收支总计"))
    assert {s.key.period for s in found[0].slots} == {"2023"}


@pytest.mark.parametrize("word", ["减少", "下降", "降低", "降幅"])
def test_a_falling_amount_is_positive_and_its_key_says_where_to(word: str) -> None:
    change = slot(read(f"2023年度收、支总计90万元。与上年相比{word}10万元。"), "change")
    assert (change.value, change.key.dimension("direction")) == (Decimal(10), "减少")


@pytest.mark.parametrize("word", ["持平", "无变化", "保持不变"])
def test_a_change_said_in_words_is_zero(word: str) -> None:
    change = slot(read(f"2023年度收、支总计90万元。与上年相比{word}。"), "change")
    assert (change.value, change.state, change.key.dimension("direction"), change.quote) == (
        Decimal(0),
        State.NIL,
        "持平",
        word,
    )


def test_parts_come_in_any_order_and_strangers_are_left_alone() -> None:
    found = read(
        "本年收入合计30万元，其中：其他收入4万元，占13.33%；使用专用结余6万元，占20%；财政拨款收入20万元，占66.67%。"
    )
    assert figures(found) == [
        "revenue 30 万元",
        "revenue.other 4 万元",
        "share 13.33 %",
        "revenue.fiscal 20 万元",
        "share 66.67 %",
    ]


def test_parts_of_one_fund_carry_the_fund() -> None:
    found = read(
        "2023年本年收入合计5万元，其中：一般公共预算财政拨款收入3万元，占60%；政府性基金预算财政拨款收入2万元，占40%。"
    )
    funds = [s.key.dimension("fund") for s in found[0].slots if s.key.concept == "revenue.fiscal"]
    assert funds == ["一般公共预算财政拨款", "政府性基金预算财政拨款"]


@pytest.mark.parametrize("unit", ["元", "千元", "万元", "亿元"])
def test_the_printed_unit_is_kept(unit: str) -> None:
    assert figures(read(f"2023年度机关运行经费支出26.30{unit}。"))[0] == f"agency_operating 26.30 {unit}"


@pytest.mark.parametrize(
    ("text", "relation"),
    [("约26万元", "≈"), ("26余万元", "≈"), ("不超过26万元", "≤"), ("26.5万元", "=")],
)
def test_a_relation_in_front_of_a_figure_is_kept(text: str, relation: str) -> None:
    assert slot(read(f"2023年度机关运行经费支出{text}。"), "amount").relation == relation


def test_an_ordinal_in_front_of_a_year_is_no_decimal() -> None:
    found = read("1.2023年预算资金99.97万元。")
    assert figures(found) == ["expenditure 99.97 万元"]
    assert slot(found, "budget").key.period == "2023"
    assert [(t.type, "1.2023年预算资金99.97万元。"[t.start : t.end]) for t in found[0].typed] == [("date", "2023年")]


def test_blanks_between_figures_do_not_join_them() -> None:
    assert figures(read("2. 30万元")) == []
    assert figures(read("2023年度机关运行经费支出 12 .84 万元。")) == ["agency_operating 12.84 万元"]


def test_the_printed_year_wins_over_the_fiscal_year_but_only_in_its_clause() -> None:
    assert slot(read("2022年度本年收入合计5万元，其中：财政拨款收入5万元，占100%。"), "total").key.period == "2022"
    assert slot(read("我单位成立于2019年，本年收入合计5万元，其中：财政拨款收入5万元。"), "total").key.period == "2023"


def test_a_title_names_the_subject_of_the_next_paragraph_only() -> None:
    paragraphs = [
        "1、教育支出（类）普通教育（款）小学教育（项）。",
        "年初预算为10万元，支出决算为8万元，完成年初预算的80%。",
        "年初预算为7万元，支出决算为7万元，完成年初预算的100%。",
    ]
    codes = {"function": {"2050202": "教育支出/普通教育/小学教育"}}
    context = replace(CONTEXT, codes=codes)
    first, second, third = recognise_all([(text_of(p), "") for p in paragraphs], SENTENCES, context)
    assert (first[0].slots, first[0].subject) == ((), {"function": "2050202"})
    assert {s.key.dimension("function") for s in second[0].slots} == {"2050202"}
    assert third == []


def test_a_class_without_a_code_keeps_its_name() -> None:
    found = read("1.教育支出（类）普通教育（款）小学教育（项）：支出决算为8万元，完成预算80%。")
    assert slot(found, "actual").key.dimension("function") == "教育支出/普通教育/小学教育"


@pytest.mark.parametrize(
    ("heading", "fund"),
    [
        ("三、政府性基金预算支出情况", "政府性基金预算财政拨款"),
        ("四、国有资本经营预算支出情况", "国有资本经营预算财政拨款"),
    ],
)
def test_nothing_means_what_its_heading_says(heading: str, fund: str) -> None:
    found = read("无。", replace(CONTEXT, heading=heading))
    assert [(s.key.dimension("fund"), s.value, s.state) for one in found for s in one.slots] == [
        (fund, Decimal(0), State.NIL)
    ]


@pytest.mark.parametrize("text", ["无。", "无重大事项。"])
def test_nothing_under_another_heading_means_nothing(text: str) -> None:
    assert read(text, replace(CONTEXT, heading="八、其他")) == []


def test_a_sentence_of_another_component_is_not_read() -> None:
    text = "2023年度收、支总计90万元。"
    assert read(text, replace(CONTEXT, component="整体支出绩效自评报告")) == []
    assert figures(read(text, replace(CONTEXT, component="部门决算公开"))) == ["flow.total 90 万元"]


def test_the_sentence_with_most_slots_stands_and_no_figure_has_two_owners() -> None:
    text = "公务接待费支出预算3万元，支出决算为0.96万元，完成预算的32%，与上年相比减少0.24万元，下降20%。"
    found = read(text)
    assert [(one.sentence, len(one.slots)) for one in found] == [("cn.fa.three-public", 5)]
    starts = [s.start for s in found[0].slots]
    assert len(starts) == len(set(starts))


def test_projects_are_listed_with_their_ordinals() -> None:
    text = "1.机构改革项目支出12.79万元；2.2023年度普查项目支出2.30万元。"
    found = read(text)
    assert [(s.key.dimension("project"), str(s.value)) for s in found[0].slots] == [
        ("机构改革", "12.79"),
        ("2023年度普查", "2.30"),
    ]
    typed = sorted((t.start, t.type, text[t.start : t.end]) for t in found[0].typed)
    assert [one[1:] for one in typed] == [("ordinal", "1."), ("ordinal", "2."), ("name", "2023年度普查")]


def test_a_sum_of_kinds_is_no_project() -> None:
    assert [s.key.dimension("project") for one in read("基本支出和项目支出共5万元。") for s in one.slots] == []


def test_statements_keep_place_quote_address_and_label() -> None:
    text = text_of("2023年度机关运行经费支出26.30万元。")
    (found,) = recognise(text, SENTENCES, CONTEXT)
    (statement,) = to_statements(found, text, lambda: "f1", CONTEXT, document="d")
    assert (statement.id, statement.address, statement.label) == ("f1", "cn.fa.agency-operating!amount", "机关运行经费")
    assert statement.place is not None
    assert text.value[statement.place.start : statement.place.end] == statement.source.quote == "26.30"
    assert (statement.value, statement.unit, statement.decimals) == (Decimal("26.30"), "万元", 2)


def test_nothing_said_in_words_is_a_statement_without_a_value() -> None:
    text = text_of("2023年度本单位无政府性基金收支。")
    (found,) = recognise(text, SENTENCES, CONTEXT)
    ids = iter("ab")
    statements = to_statements(found, text, lambda: next(ids), CONTEXT)
    assert [(s.key.concept, s.state, s.value, s.source.quote) for s in statements] == [
        ("revenue.fiscal", State.NIL, None, "无政府性基金收支"),
        ("expenditure", State.NIL, None, "无政府性基金收支"),
    ]
