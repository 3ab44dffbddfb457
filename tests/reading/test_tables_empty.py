"""Forms published without figures: heads under a title are the form, however its emptiness is said."""

from __future__ import annotations

import pytest
from tests.reading.drawn import pack, table

from hengji.reading.tables.recognition import recognise

FUND, CAPITAL = "政府性基金预算财政拨款收入支出决算表", "国有资本经营预算财政拨款支出决算表"
FUND_HEADS = """
科目编码 | 科目名称 | 年初结转和结余 | 本年收入 | 本年支出 | | | 年末结转和结余
 | | | | 小计 | 基本支出 | 项目支出 | """
CAPITAL_HEADS = """
功能分类科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出"""
EMPTY = [
    (FUND, FUND_HEADS + "\n | | | | | | | ", "cn.fa.fund"),
    (FUND, FUND_HEADS + "\n栏次 | | 1 | 2 | 3 | 4 | 5 | 6\n合计 | | | | | | | ", "cn.fa.fund"),
    (FUND, FUND_HEADS + "\n无 | | | | | | | ", "cn.fa.fund"),
    (FUND, FUND_HEADS + "\n本表无数据 | | | | | | | ", "cn.fa.fund"),
    (
        FUND + " 单位：元",
        FUND_HEADS + "\n | | | | | | | \n注：本单位没有政府性基金收支，故本表为空 | | | | | | | ",
        "cn.fa.fund",
    ),
    (CAPITAL, CAPITAL_HEADS + "\n无 | 无 | 无 | 无 | 无", "cn.fa.capital"),
    (CAPITAL, CAPITAL_HEADS + "\n | | | | ", "cn.fa.capital"),
]


@pytest.mark.parametrize("name", ["cn", "cn-310000-shanghai", "cn-430000-hunan"])
@pytest.mark.parametrize(("title", "drawing", "form"), EMPTY)
def test_an_empty_form_is_there_and_states_nothing(title: str, drawing: str, form: str, name: str) -> None:
    found = recognise(pack(name), table(drawing), title)
    assert found is not None
    assert found.form.id == form
    assert [cell for cell in found.cells if cell.value.value is not None] == []


@pytest.mark.parametrize(
    ("title", "drawing"),
    [
        ("", CAPITAL_HEADS + "\n | | | | "),
        ("国有资本经营预算财政拨款支出预算表", CAPITAL_HEADS + "\n | | | | "),
        (CAPITAL, "项目 | 说明\n无 | 无"),
        (CAPITAL, "序号 | 名称 | 地点 | 时间 | 联系方式 | 备注\n无 | | | | | "),
        (CAPITAL, "注：本单位没有国有资本经营预算支出 | "),
    ],
    ids=["没有表题", "预算的表题", "不是这张表的表头", "只有通用的表头", "只有说明"],
)
def test_heads_or_title_alone_are_no_form(title: str, drawing: str) -> None:
    found = recognise(pack("cn"), table(drawing), title)
    assert found is None or found.form.id not in {"cn.fa.capital", "cn.fa.fund"}
