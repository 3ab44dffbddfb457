"""Tables that no form fits, and tables cut by a page: what they state, and what they do not."""

from __future__ import annotations

import pytest
from tests.reading.drawn import document, library, pack

from hengji.facts.fact import Statement
from hengji.reading.read import read
from hengji.reading.result import Reading


def filed(*drawn: str) -> Reading:
    """A drawn filing, read with the national pack."""
    return read(document(*drawn), library(), pack("cn"))


def facts(reading: Reading) -> set[tuple[str, str, str, tuple[tuple[str, str], ...], str, str]]:
    """What a filing states in figures."""
    return {_fact(one) for one in reading.facts if one.value is not None}


def _fact(one: Statement) -> tuple[str, str, str, tuple[tuple[str, str], ...], str, str]:
    return one.key.concept, one.key.scenario, one.key.period, one.key.dimensions, f"{one.value:f}", one.unit


# --------------------------------------------------------------------------------------------------------- 自由表

YEAR = "某某县档案馆2024年度部门决算"
MEETINGS = "会议费和培训费支出情况表 单位：元\n"


def test_a_figure_is_read_by_its_label_and_its_head() -> None:
    reading = filed(
        YEAR,
        "会议费和培训费支出情况表",
        "单位：元",
        """项目 | 2023年决算数 | 2024年决算数 | 增减额
会议费 | 300.00 | 200.00 | -100.00
培训费 | 100.00 | 150.00 | 50.00""",
    )
    assert facts(reading) == {
        ("meeting", "actual", "2023", (), "300.00", "元"),
        ("meeting", "actual", "2024", (), "200.00", "元"),
        ("training", "actual", "2023", (), "100.00", "元"),
        ("training", "actual", "2024", (), "150.00", "元"),
        ("change.amount", "actual", "2024", (("of", "会议费"),), "-100.00", "元"),
        ("change.amount", "actual", "2024", (("of", "培训费"),), "50.00", "元"),
    }
    assert reading.not_understood == []


def test_a_code_is_the_dimension_of_the_figures_of_its_row() -> None:
    reading = filed(
        YEAR,
        "按功能分类的会议费、培训费决算表（万元）",
        "科目编码 | 科目名称 | 会议费 | 培训费\n2010301 | 行政运行 | 3.00 | 1.00\n | 合计 | 3.00 | 1.00",
    )
    code = (("function", "2010301"),)
    assert facts(reading) == {
        ("meeting", "actual", "2024", code, "3.00", "万元"),
        ("training", "actual", "2024", code, "1.00", "万元"),
        ("meeting", "actual", "2024", (), "3.00", "万元"),
        ("training", "actual", "2024", (), "1.00", "万元"),
    }


@pytest.mark.parametrize(
    "drawn",
    [
        ("项目 | 决算数\n会议费 | 3.00\n培训费 | 2.00",),  # 没有单位
        ("单位：万元", "项目 | 金额\n会议费 | 3.00\n培训费 | 2.00"),  # 没有口径
        ("单位：万元", "项目 | 决算数\n甲项目 | 3.00\n乙项目 | 2.00"),  # 不是概念
        ("单位：万元", "项目 | 决算数\n会议费 | 3.00\n培训费 | 2.00\n会议费 | 4.00\n培训费 | 5.00"),  # 说了两遍
        ("单位：万元", "项目 | 会议费 | 培训费\n局机关 | 3.00 | 1.00\n信息中心 | 2.00 | 1.00"),  # 是谁的不知道
        ("单位：万元", "项目 | 决算数\n总计 | 3.00\n上年结转 | 2.00"),  # 一词两义
    ],
)
def test_what_is_not_told_is_not_guessed(drawn: tuple[str, ...]) -> None:
    reading = filed("2024年有关情况", *drawn)
    assert facts(reading) == set()
    assert reading.not_understood


def test_a_table_of_budgets_states_budgets() -> None:
    reading = filed(
        "某某县档案馆2026年部门预算",
        "会议费、培训费预算表 单位：万元",
        "项目 | 金额\n会议费 | 3.00\n培训费 | 2.00",
    )
    assert {(concept, scenario) for concept, scenario, *_ in facts(reading)} == {
        ("meeting", "budget"),
        ("training", "budget"),
    }


# --------------------------------------------------------------------------------------------------------- 续表

HEAD = "科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出\n"
FIRST = (
    HEAD + "201 | 一般公共服务支出 | 10.00 | 6.00 | 4.00\n20103 | 政府办公厅（室）及相关机构事务 | 10.00 | 6.00 | 4.00"
)
SECOND = "208 | 社会保障和就业支出 | 2.00 | 2.00 | 0.00"
TOTAL = " | 合计 | 12.00 | 8.00 | 4.00"


@pytest.mark.parametrize(
    "pieces",
    [
        (FIRST, HEAD + SECOND + "\n" + TOTAL),
        (FIRST, SECOND + "\n" + TOTAL),
        (FIRST + "\n" + SECOND, TOTAL),
        (FIRST, "-3-", SECOND, "续表", HEAD + TOTAL),
    ],
    ids=["重印表头", "不印表头", "只有合计", "页码和续表"],
)
def test_a_table_cut_by_pages_is_one_table(pieces: tuple[str, ...]) -> None:
    reading = filed(YEAR, "一般公共预算财政拨款支出决算表", *pieces)
    (one,) = reading.tables
    assert one.recognised is not None
    assert one.recognised.form.id == "cn.fa.general"
    rows = {address.split("/")[1] for address in (fact.address for fact in reading.facts)}
    assert rows == {"201", "20103", "208", "total"}
    assert {fact.table for fact in reading.facts} == {one.id}


@pytest.mark.parametrize(
    "pieces",
    [
        (FIRST, "支出决算表", FIRST),
        (FIRST, "项目 | 决算数\n会议费 | 3.00\n培训费 | 2.00"),
        (FIRST, "部门 | 项目 | 预算数 | 决算数 | 差额\n办公室 | 会议费 | 3.00 | 2.00 | 1.00"),
    ],
    ids=["另有表题", "列数不同", "表头不同"],
)
def test_another_table_begins_anew(pieces: tuple[str, ...]) -> None:
    assert len(filed(YEAR, "一般公共预算财政拨款支出决算表", *pieces).tables) == 2


# ------------------------------------------------------------------------------------------- 增减额、增减率、完成预算%

CHANGES = """
项目 | 年初预算数 | 决算数 | 完成预算的% | 上年决算数 | 比上年增减 |
 | | | | | 金额 | 幅度（%）
公务用车运行维护费 | 3.00 | 2.60 | 86.67% | 3.00 | -0.40 | -13.33
公务接待费 | 2.00 | 1.50 | 75% | 2.10 | -0.60 | -28.57
"""


def test_columns_of_changes_are_of_what_their_row_is() -> None:
    found = filed("某某市示例区档案馆2023年度部门决算", "“三公”经费情况（单位：万元）", CHANGES)
    changes = {
        (one.key.concept, one.key.dimension("of"), one.key.scenario): (f"{one.value}", one.unit)
        for one in found.facts
        if one.key.dimension("of")
    }
    car, guests = "公务用车运行维护费", "公务接待费"
    assert changes == {
        ("completion_rate", car, "actual"): ("86.67", "%"),
        ("change.amount", car, "actual"): ("-0.40", "万元"),
        ("change.rate", car, "actual"): ("-13.33", "%"),
        ("completion_rate", guests, "actual"): ("75", "%"),
        ("change.amount", guests, "actual"): ("-0.60", "万元"),
        ("change.rate", guests, "actual"): ("-28.57", "%"),
    }


def test_a_column_of_changes_beside_a_known_form() -> None:
    drawing = """
科目编码 | 科目名称 | 决算数 | 上年决算数 | 增减额 | 增减率
301 | 工资福利支出 | 300.00 | 280.00 | 20.00 | 7.14%
30101 | 基本工资 | 300.00 | 280.00 | 20.00 | 7.14
302 | 商品和服务支出 | 52.00 | 50.00 | 2.00 | 4%"""
    title = "一般公共预算财政拨款基本支出决算表"
    found = filed("某某市示例区档案馆2023年度部门决算", title, drawing)
    assert {one.address for one in found.facts if "change" in one.address} == {
        "cn.fa.basic!economic/301/change.amount",
        "cn.fa.basic!economic/301/change.rate",
        "cn.fa.basic!economic/30101/change.amount",  # 7.14 of what: no unit is printed
        "cn.fa.basic!economic/302/change.amount",
        "cn.fa.basic!economic/302/change.rate",
    }


def test_a_change_beside_amounts_of_several_things_is_of_none() -> None:
    drawing = """
科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 | 增减额
201 | 一般公共服务支出 | 10.00 | 6.00 | 4.00 | 1.00
20103 | 政府办公厅（室）及相关机构事务 | 10.00 | 6.00 | 4.00 | 1.00"""
    found = filed("某某市示例区档案馆2023年度部门决算", "支出决算表", drawing)
    assert [one for one in found.facts if one.key.concept.startswith("change")] == []
    assert [one.quote for one in found.not_understood] == ["1.00", "1.00"]
