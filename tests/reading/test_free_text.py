"""Sentences nobody declared, of many provinces and trades (all made up): every figure is what its words say."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest
import yaml

from hengji.packs.library import Library
from hengji.reading.prose.figures import Named, Standing, Stated
from hengji.reading.prose.statements import FreeText

CASES = yaml.safe_load((Path(__file__).parent.parent / "cases" / "free_text.yaml").read_text("utf-8"))["cases"]


@lru_cache
def free_text() -> FreeText:
    return FreeText.of(Library.builtin().get("cn"))


def said(text: str, heading: str = "", year: int = 2023, *, rules: bool = False) -> list[Stated | Named]:
    return free_text().read(text, [], Standing(heading, year, "示例县某某局", rules=rules))[0]


def facts(text: str, heading: str = "", year: int = 2023) -> list[Stated]:
    return [one for one in said(text, heading, year) if isinstance(one, Stated)]


def words_of(one: Stated) -> str:
    told = [one.label, one.period, one.scenario, one.scope, one.organisation or "", one.numeral.relation]
    return " ".join([*told, *one.dimensions.values()])


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:24] for case in CASES])
def test_the_sentence_is_read(case: dict[str, object]) -> None:
    found = facts(str(case["text"]), str(case.get("heading", "")), int(str(case["year"])))
    expected = [[part.strip() for part in line.split(" | ")] for line in case["facts"]]  # type: ignore[attr-defined]
    read = [f"{one.numeral.text} {one.numeral.unit}".strip() for one in found]
    assert read == [line[0] for line in expected]
    for one, (_, concept, about, more) in zip(found, ([*line, "", ""][:4] for line in expected), strict=True):
        assert one.concept == concept, one
        assert all(word in words_of(one) for word in (about, *more.split()) if word), (one, about, more)


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("三年行动计划实施10年来", "duration"),
        ("平均2-3年轮换一次", "duration"),
        ("每超过一个百分点扣0.5分，扣完为止。", "rule-parameter"),
        ("公务接待费不得超过预算的5%", "rule-parameter"),
        ("按每人每天180元的标准", "rule-parameter"),
        ("在职人员控制率=16/17×100%", "formula"),
    ],
)
def test_a_number_that_is_no_figure_of_the_unit_is_typed(text: str, type_: str) -> None:
    assert [one.type for one in said(text) if isinstance(one, Named)] == [type_]


def test_every_number_of_a_rule_is_a_parameter() -> None:
    found = said("执行率90%及以上得5分，80%至90%得3分", rules=True)
    assert found
    assert all(isinstance(one, Named) and one.type == "rule-parameter" for one in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲、乙、丙分别为1、2、3万元", ["甲", "乙", "丙"]),
        ("工资福利支出、商品和服务支出各是12.5，8.3万元", ["工资福利支出", "商品和服务支出"]),
        ("甲镇、乙镇和丙镇依次为5个、6个、7个", ["甲镇", "乙镇", "丙镇"]),
    ],
)
def test_a_list_is_dealt_out_in_order(text: str, expected: list[str]) -> None:
    found = facts(text)
    assert len(found) == len(expected)
    assert all(name in words_of(one) for one, name in zip(found, expected, strict=True))
    assert len({one.numeral.unit for one in found}) == 1


def test_a_list_whose_names_and_figures_do_not_match_is_not_guessed() -> None:
    assert not {one.label for one in facts("甲、乙分别为1、2、3万元")} & {"甲", "丙"}


def test_people_and_posts_are_the_units_own_only_where_it_is_described() -> None:
    assert [one.concept for one in facts("核定编制20名，在职18人", "一、单位概况")] == [
        "establishment.quota",
        "staff.on_staff",
    ]
    assert {one.concept for one in facts("为学校核定编制20名", "三、主要成效")} == {"work.count"}


def test_figures_in_a_bracket_behind_a_body_are_that_bodys() -> None:
    found = facts("下设示例服务中心（编制10名）、示例信息站（编制6名）。", "机构设置")
    assert [one.organisation is not None for one in found] == [True, True]
    assert len({one.organisation for one in found}) == 2


def test_part_and_whole_of_one_name_are_two_facts() -> None:
    found = facts("年末实有人员60人，其中：在职人员40人，退休人员20人。", "人员情况")
    keys = [(one.concept, one.period, *sorted(one.dimensions.items())) for one in found]
    assert len(set(keys)) == 3


def test_what_is_said_of_the_region_is_not_the_units() -> None:
    assert facts("全县财政供养人员12000人，一般公共预算收入15亿元")[0].scope == "region"
    assert facts("我局发放补助15万元")[0].scope == ""


def test_a_change_names_its_base_and_direction() -> None:
    (amount, rate) = facts("三公经费较上年减少0.6万元，下降5.8%")
    assert (amount.concept, rate.concept) == ("change.amount", "change.rate")
    assert {amount.dimensions["direction"], rate.dimensions["direction"]} == {"减少"}
    (budget,) = facts("会议费比年初预算节约0.5万元")
    assert budget.concept == "change_from_budget.amount"


def test_where_a_change_led_to_is_no_change() -> None:
    assert [one.concept for one in facts("普及率由85%提高到92%")] == ["rate.stated", "rate.stated"]


def test_what_is_not_wholly_understood_is_compared_with_nothing() -> None:
    found = facts("全年争取上级项目资金支持3000万元，人均接待费104元")
    assert all(one.loose or one.concept.endswith(".stated") or "project" in one.dimensions for one in found)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("对12个预算单位内控台账、资产卡片进行抽查。", "对预算单位"),
        ("走访5家成员单位党组织书记。", "走访成员单位"),
        ("推荐的3个单位顺利通过评审。", "推荐单位顺利通过评审"),
        ("建成3个单位档案服务中心。", "建成单位档案服务中心"),
    ],
)
def test_a_number_of_bodies_counts_the_bodies_not_what_they_have(text: str, label: str) -> None:
    assert [one.label for one in facts(text)] == [label]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("全年共办结诉求30件。", "办结诉求"),
        ("促使我县28个村通过验收。", "村通过验收"),
        ("共建文明实践站15个。", "共建文明实践站"),
        ("使用周转房6套。", "使用周转房"),
    ],
)
def test_words_that_only_lead_in_are_no_part_of_a_name(text: str, label: str) -> None:
    assert [one.label for one in facts(text)] == [label]


def test_the_noun_of_the_figure_before_is_not_said_of_the_next() -> None:
    assert facts("按照90%覆盖目标均已拨付配套补助的80%")[-1].label == "拨付配套补助"
    assert facts("查处12起案件并移送线索5条")[-1].label == "移送线索"
    assert facts("摸排12家企业的用工缺口50人")[-1].label == "企业的用工缺口"


def test_a_threshold_is_called_by_what_it_measures() -> None:
    assert facts("欠缴30人以上企业共4家")[0].label == "欠缴人数"
    assert facts("投资500万元以上项目6个")[0].label == "投资项目"


def test_a_heading_that_runs_into_its_text_is_told_with_what_stands_under_it() -> None:
    text = (
        "（二）织密防控网络。一是开展拉网排查。排查隐患26处。二是抓实整改销号。整改问题19个，约谈企业3家；合格率达98%。"
    )
    points = {one.numeral.text: one.said.get("point") for one in facts(text, "三、主要做法")}
    assert points == {"26": "开展拉网排查", "19": "抓实整改销号", "3": "抓实整改销号", "98": "抓实整改销号"}
    assert facts("（三）织密防控网络。排查隐患26处。", "三、主要做法")[0].said["point"] == "织密防控网络"


@pytest.mark.parametrize(
    "text", ["（二）排查隐患26处。整改19处。", "一是摸排到位，二是整改到位。排查隐患26处。", "摸清底数。排查26处。"]
)
def test_a_sentence_with_a_figure_or_without_a_mark_is_no_heading(text: str) -> None:
    assert all("point" not in one.said for one in facts(text, "三、主要做法"))
