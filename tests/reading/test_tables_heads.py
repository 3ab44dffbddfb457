"""Forms drawn as no layout draws them: columns in any order, missing, added or split; rows by label or code."""

from __future__ import annotations

import pytest
from tests.reading.drawn import FOOTED, HUNAN, SELF_EVALUATION, changed, pack, table

from hengji.facts.fact import Kind
from hengji.reading.tables.recognition import recognise

TOTAL_ROW, CODES = ("10.00", "6.00", "4.00"), ("201", "20103", "2010301")


def read(drawing: str, title: str = "", about: str = "") -> tuple[str, dict[str, str]]:
    """The form a table is read as nationally, and its figures by address."""
    found = recognise(pack("cn"), table(drawing), title, about)
    if found is None:
        return "", {}
    return found.form.id, {
        cell.address: f"{cell.value.value:f}"
        for cell in found.cells
        if cell.value.value is not None and not dict(cell.spec.dimensions).get("of")  # changes are no cells of the form
    }


def units(drawing: str, title: str = "") -> set[str]:
    """The units of the amounts of a table."""
    found = recognise(pack("cn"), table(drawing), title)
    assert found is not None
    return {cell.spec.unit for cell in found.cells if cell.spec.kind is Kind.MONEY}


# ------------------------------------------------------------------------------------- 支出决算表：科目怎样写都一样

OUTLAY = {
    "items/total/total": "10.00",
    "items/total/basic": "6.00",
    "items/total/project": "4.00",
    "items/201/total": "10.00",
    "items/201/basic": "6.00",
    "items/201/project": "4.00",
    "items/20103/total": "10.00",
    "items/20103/basic": "6.00",
    "items/20103/project": "4.00",
    "items/2010301/total": "6.00",
    "items/2010301/basic": "6.00",
    "items/2010301/project": "0.00",
    "items/2010302/total": "4.00",
    "items/2010302/basic": "0.00",
    "items/2010302/project": "4.00",
}
GENERAL = {
    "编码一格，合计在首行": """
项目 | 本年支出
功能分类科目编码 | 科目名称 | 小计 | 基本支出 | 项目支出
栏次 | 1 | 2 | 3
合计 | 10.00 | 6.00 | 4.00
201 | 一般公共服务支出 | 10.00 | 6.00 | 4.00
20103 | 政府办公厅（室）及相关机构事务 | 10.00 | 6.00 | 4.00
2010301 | 行政运行 | 6.00 | 6.00 | 0.00
2010302 | 一般行政管理事务 | 4.00 | 0.00 | 4.00""",
    "类、款、项三格，合计在末行": """
功能分类科目编码 | | | 功能分类科目名称 | 合计 | 基本支出 | 项目支出
类 | 款 | 项 | | | |
201 | | | 一般公共服务支出 | 10.00 | 6.00 | 4.00
201 | 03 | | 政府办公厅（室）及相关机构事务 | 10.00 | 6.00 | 4.00
201 | 03 | 01 | 行政运行 | 6.00 | 6.00 | 0.00
201 | 03 | 02 | 一般行政管理事务 | 4.00 | 0.00 | 4.00
 | | | 合计 | 10.00 | 6.00 | 4.00""",
    "类、款、项各只写自己一段": """
科目编码 | | | 科目名称 | 合计 | 基本支出 | 项目支出
类 | 款 | 项 | | | |
 | | | 合计 | 10.00 | 6.00 | 4.00
201 | | | 一般公共服务支出 | 10.00 | 6.00 | 4.00
 | 03 | | 政府办公厅（室）及相关机构事务 | 10.00 | 6.00 | 4.00
 | | 01 | 行政运行 | 6.00 | 6.00 | 0.00
 | | 02 | 一般行政管理事务 | 4.00 | 0.00 | 4.00""",
    "编码和名称同一格，列序不同": """
项目 | 项目支出 | 基本支出 | 本年支出合计
合计 | 4.00 | 6.00 | 10.00
201一般公共服务支出 | 4.00 | 6.00 | 10.00
20103政府办公厅(室)及相关机构事务 | 4.00 | 6.00 | 10.00
2010301行政运行 | 0.00 | 6.00 | 6.00
2010302 一般行政管理事务 | 4.00 | 0.00 | 4.00""",
    "编码写在名称后面": """
科目名称 | 合计 | 基本支出 | 项目支出
合计 | 10.00 | 6.00 | 4.00
一般公共服务支出（201） | 10.00 | 6.00 | 4.00
政府办公厅（室）及相关机构事务（20103） | 10.00 | 6.00 | 4.00
行政运行（2010301） | 6.00 | 6.00 | 0.00
一般行政管理事务（2010302） | 4.00 | 0.00 | 4.00""",
    "名称列在编码列之前，多出一列": """
科目名称 | 科目编码 | 合计 | 其中：基本支出 | 项目支出 | 比上年增减
合计 | | 10.00 | 6.00 | 4.00 | 1.00
一般公共服务支出 | 201 | 10.00 | 6.00 | 4.00 | 1.00
政府办公厅（室）及相关机构事务 | 20103 | 10.00 | 6.00 | 4.00 | 1.00
行政运行 | 2010301 | 6.00 | 6.00 | 0.00 | 1.00
一般行政管理事务 | 2010302 | 4.00 | 0.00 | 4.00 | 0.00""",
    "旧名称、其它、半角括号，只认编码": """
支出功能分类科目编码 | 支出功能分类科目名称 | 决算数
 | | 合计 | 基本支出 | 项目支出
合计 | | 10.00 | 6.00 | 4.00
201 | 一般公共服务 | 10.00 | 6.00 | 4.00
20103 | 政府办公厅(室)及相关机构事务 | 10.00 | 6.00 | 4.00
2010301 | 行政运行(政府办公厅) | 6.00 | 6.00 | 0.00
2010302 | 其它一般行政管理事务 | 4.00 | 0.00 | 4.00""",
}


@pytest.mark.parametrize("name", GENERAL)
def test_codes_names_and_columns_are_found_however_drawn(name: str) -> None:
    form, figures = read(GENERAL[name], "一般公共预算财政拨款支出决算表")
    assert (form, figures) == ("cn.fa.general", OUTLAY)


@pytest.mark.parametrize(
    "title",
    [
        "一般公共预算财政拨款支出决算",
        "般公共预算财政拨款支出决算表",
        "2024年度一般公共预算财政拨款支出决算表 公开07表 单位：万元",
        "表五：一般公共预算财政拨款支出决算表",
    ],
)
def test_a_title_is_known_with_a_character_lost_and_whatever_its_number(title: str) -> None:
    assert read(GENERAL["类、款、项三格，合计在末行"], title)[0] == "cn.fa.general"


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("支出决算表", "cn.fa.outlay"),
        ("国有资本经营预算财政拨款支出决算表", "cn.fa.capital"),
        ("一般公共预算财政拨款支出决算表", "cn.fa.general"),
    ],
)
def test_forms_with_the_same_columns_are_told_apart_by_their_titles(title: str, form: str) -> None:
    assert read(GENERAL["编码写在名称后面"], title)[0] == form


def test_forms_with_the_same_columns_are_none_of_them_without_a_title() -> None:
    assert read(GENERAL["编码写在名称后面"])[0] == ""


@pytest.mark.parametrize(
    ("title", "about"),
    [
        ("2026年一般公共预算支出功能分类预算表", ""),
        ("部门支出总表", "某某县档案馆 2026年度部门预算"),
        ("", "2026年单位预算"),
    ],
)
def test_a_table_of_budgets_is_no_form_of_final_accounts(title: str, about: str) -> None:
    assert not read(GENERAL["编码写在名称后面"], title, about)[0].startswith("cn.fa")


@pytest.mark.parametrize(
    ("drawing", "title", "unit"),
    [
        (GENERAL["编码写在名称后面"], "一般公共预算财政拨款支出决算表 单位：元", "元"),
        (GENERAL["编码写在名称后面"], "一般公共预算财政拨款支出决算表 部门：某某县档案馆 金额单位:万元", "万元"),
        (GENERAL["编码写在名称后面"], "一般公共预算财政拨款支出决算表", "万元"),
        (GENERAL["编码写在名称后面"], "一般公共预算财政拨款支出决算表 单位：元谋县档案局", "万元"),
        (
            GENERAL["编码写在名称后面"].replace(
                "合计 | 基本支出 | 项目支出", "合计（元） | 基本支出(元) | 项目支出（元）"
            ),
            "一般公共预算财政拨款支出决算表",
            "元",
        ),
    ],
)
def test_amounts_have_the_unit_their_table_prints(drawing: str, title: str, unit: str) -> None:
    assert units(drawing, title) == {unit}


# ------------------------------------------------------------------------------------------------------ 收入决算表


def test_columns_of_revenue_in_another_order_with_some_missing() -> None:
    drawing = """
项目 | | 其他收入 | 事业收入 | 财政拨款 | 本年收入合计
科目编码 | 科目名称 | | | |
201 | 一般公共服务支出 | 1.00 | 0.00 | 9.00 | 10.00
 | 合计 | 1.00 | 0.00 | 9.00 | 10.00"""
    row = {"other": "1.00", "business": "0.00", "fiscal": "9.00", "total": "10.00"}
    assert read(drawing, "部门收入决算表") == (
        "cn.fa.income",
        {f"items/{name}/{column}": value for name in ("201", "total") for column, value in row.items()},
    )


# ---------------------------------------------------------------------------------------- “三公”：块、对、竖排、缺列

BUDGET = {"total": "5.00", "abroad": "0.00", "vehicle": "3.00", "vehicle_running": "3.00", "reception": "2.00"}
ACTUAL = {"total": "4.10", "abroad": "0.00", "vehicle": "2.60", "vehicle_running": "2.60", "reception": "1.50"}
THREE = {
    **{f"items/only/budget.{name}": value for name, value in BUDGET.items()},
    **{f"items/only/actual.{name}": value for name, value in ACTUAL.items()},
    "items/only/budget.vehicle_purchase": "0.00",
    "items/only/actual.vehicle_purchase": "0.00",
}
PUBLIC = {
    "先预算后决算": """
预算数 | 决算数
合计 | 因公出国（境）费 | 公务用车购置及运行费 | 公务接待费 | 合计 | 因公出国费 | 公务用车购置及运行费 | 公务接待费
 | | 小计 | 公务用车购置费 | 公务用车运行费 | | | | 小计 | 公务用车购置费 | 公务用车运行费 |
5.00 | 0.00 | 3.00 | 0.00 | 3.00 | 2.00 | 4.10 | 0.00 | 2.60 | 0.00 | 2.60 | 1.50""",
    "先决算后预算，接待在用车之前，运行在购置之前": """
决算数 | 预算数
合计 | 因公出国（境）费 | 公务接待费 | 公务用车购置及运行费 | 合计 | 因公出国费 | 公务接待费 | 公务用车购置及运行费
 | | | 小计 | 公务用车运行费 | 公务用车购置费 | | | | 小计 | 公务用车运行费 | 公务用车购置费
4.10 | 0.00 | 1.50 | 2.60 | 2.60 | 0.00 | 5.00 | 0.00 | 2.00 | 3.00 | 3.00 | 0.00""",
    "一项一对": """
合计 | | 因公出国（境）费 | | 公务用车购置及运行维护费 | | | | | | 公务接待费 |
预算数 | 决算数 | 预算数 | 决算数 | 小计 | | 公务用车购置费 | | 公务用车运行维护费 | | 预算数 | 决算数
 | | | | 预算数 | 决算数 | 预算数 | 决算数 | 预算数 | 决算数 | |
5.00 | 4.10 | 0.00 | 0.00 | 3.00 | 2.60 | 0.00 | 0.00 | 3.00 | 2.60 | 2.00 | 1.50""",
    "竖排，有增减列": """
项目 | 2024年预算数 | 2024年决算数 | 比预算增减
合计 | 5.00 | 4.10 | -0.90
1．因公出国（境）费用 | 0.00 | 0.00 | 0.00
2．公务接待费 | 2.00 | 1.50 | -0.50
3．公务用车费 | 3.00 | 2.60 | -0.40
其中：（1）公务用车运行维护费 | 3.00 | 2.60 | -0.40
（2）公务用车购置 | 0.00 | 0.00 | 0.00""",
}


@pytest.mark.parametrize("name", PUBLIC)
@pytest.mark.parametrize("title", ["一般公共预算财政拨款“三公”经费支出决算表", "三公“经费支出决算", ""])
def test_the_three_public_expenses_however_drawn(name: str, title: str) -> None:
    assert read(PUBLIC[name], title) == ("cn.fa.three_public", THREE)


def test_six_cells_of_one_scenario() -> None:
    drawing = """
决算数
合计 | 因公出国（境）费 | 公务用车购置及运行费 | 公务接待费
 | | 小计 | 公务用车购置费 | 公务用车运行费 |
4.10 | 0.00 | 2.60 | 0.00 | 2.60 | 1.50"""
    wanted = {address: value for address, value in THREE.items() if "actual" in address}
    assert read(drawing, "“三公”经费支出决算表") == ("cn.fa.three_public", wanted)


# -------------------------------------------------------------------------------------------------- 总表：并排、缺行

TOTALS = """
收入 | | | 支出 | |
项目 | 行次 | 决算数 | 项目（按功能分类） | 行次 | 决算数
一、一般公共预算财政拨款收入 | 1 | 480.00 | 一、一般公共服务支出 | 13 | 450.00
二、政府性基金预算财政拨款收入 | 2 | | 二、外交支出 | 14 |
三、上级补助收入 | 3 | | …… | 15 |
四、其它收入 | 4 | 20.00 | 八、社会保障和就业支出 | 16 | 40.00
本年收入合计 | 5 | 500.00 | 本年支出合计 | 17 | 490.00
用事业基金弥补收支差额 | 6 | | 结余分配 | 18 |
年初结转和结余 | 7 | 5.00 | 年末结转和结余 | 19 | 15.00
 | | | | |
总计 | 8 | 505.00 | 总计 | 20 | 505.00"""
SUMS = {
    "income/general/value": "480.00",
    "income/other/value": "20.00",
    "income/current/value": "500.00",
    "income/opening/value": "5.00",
    "income/total/value": "505.00",
    "outlay/201/value": "450.00",
    "outlay/208/value": "40.00",
    "outlay/current/value": "490.00",
    "outlay/closing/value": "15.00",
    "outlay/total/value": "505.00",
}


def without_ordinals(drawing: str) -> str:
    """The drawing without its second and fifth column."""
    lines = [[cell.strip() for cell in line.split("|")] for line in drawing.strip("\n").split("\n")]
    return "\n".join(" | ".join(cell for place, cell in enumerate(line) if place not in (1, 4)) for line in lines)


@pytest.mark.parametrize("drawing", [TOTALS, without_ordinals(TOTALS)], ids=["有行次", "无行次"])
@pytest.mark.parametrize("title", ["收入支出决算总表", "收入支出决算表", "收支决算总表", ""])
def test_two_lists_side_by_side(drawing: str, title: str) -> None:
    assert read(drawing, title) == ("cn.fa.totals", SUMS)


def test_sides_are_exchanged() -> None:
    lines = [[cell.strip() for cell in line.split("|")] for line in TOTALS.strip("\n").split("\n")]
    assert read("\n".join(" | ".join([*line[3:], *line[:3]]) for line in lines)) == ("cn.fa.totals", SUMS)


def test_a_column_of_one_fund_missing_in_the_fiscal_totals() -> None:
    drawing = """
收入 | | 支出 | | |
项目 | 决算数 | 项目 | 合计 | 一般公共预算财政拨款 | 政府性基金预算财政拨款
一、一般公共预算财政拨款 | 480.00 | 一、一般公共服务支出 | 450.00 | 450.00 | 0.00
二、政府性基金预算财政拨款 | 0.00 | 二、社会保障和就业支出 | 30.00 | 30.00 | 0.00
本年收入合计 | 480.00 | 本年支出合计 | 480.00 | 480.00 | 0.00
年初财政拨款结转和结余 | 5.00 | 年末财政拨款结转和结余 | 5.00 | 5.00 | 0.00
一般公共预算财政拨款 | 5.00 | | | |
政府性基金预算财政拨款 | 0.00 | | | |
总计 | 485.00 | 总计 | 485.00 | 485.00 | 0.00"""
    form, figures = read(drawing, "财政拨款收入支出决算总表")
    assert form == "cn.fa.fiscal"
    assert figures["income/general/value"] == "480.00"
    assert figures["income/opening_general/value"] == "5.00"
    assert figures["outlay/208/general"] == "30.00"
    assert figures["outlay/closing/total"] == "5.00"
    assert len(figures) == 7 + 15


# ---------------------------------------------------------------------------------------------- 基本支出：两栏、三栏


@pytest.mark.parametrize(
    "drawing",
    [
        """
人员经费 | | | 公用经费 | |
科目编码 | 科目名称 | 决算数 | 科目编码 | 科目名称 | 决算数
301 | 工资福利支出 | 300.00 | 302 | 商品和服务支出 | 52.00
30101 | 基本工资 | 200.00 | 30201 | 办公费 | 12.00
30102 | 津贴补贴 | 100.00 | 30211 | 差旅费 | 40.00
303 | 对个人和家庭的补助 | 6.00 | 310 | 资本性支出 | 3.00
30302 | 退休费 | 6.00 | 31002 | 办公设备购置 | 3.00
人员经费合计 | 306.00 | 公用经费合计 | 55.00""",
        """
经济分类科目编码 | 经济分类科目名称 | 金额
301 | 工资福利支出 | 300.00
30101 | 基本工资 | 200.00
30102 | 津补贴 | 100.00
302 | 商品和服务支出 | 52.00
30201 | 办公费 | 12.00
30211 | 差旅费 | 40.00
303 | 对个人和家庭的补助 | 6.00
30302 | 退休费 | 6.00
310 | 其他资本性支出 | 3.00
31002 | 办公设备购置 | 3.00""",
    ],
    ids=["两栏", "一栏"],
)
def test_economic_codes_in_one_or_two_lists(drawing: str) -> None:
    form, figures = read(drawing, "一般公共预算财政拨款基本支出决算表")
    assert form == "cn.fa.basic"
    items = {name.split("/")[1]: value for name, value in figures.items() if name.startswith("economic/")}
    assert items == {
        "301": "300.00",
        "30101": "200.00",
        "30102": "100.00",
        "302": "52.00",
        "30201": "12.00",
        "30211": "40.00",
        "303": "6.00",
        "30302": "6.00",
        "310": "3.00",
        "31002": "3.00",
    }


# -------------------------------------------------------------------------------------------------------- 基金预算


@pytest.mark.parametrize("with_carryover", [True, False], ids=["有年初年末", "无年初年末"])
def test_the_fund_table_with_and_without_carryovers(with_carryover: bool) -> None:
    drawing = (
        """
科目编码 | 科目名称 | 年初结转和结余 | 本年收入 | 本年支出 | | | 年末结转和结余
 | | | | 小计 | 基本支出 | 项目支出 |
合计 | | 1.00 | 9.00 | 8.00 | 0.00 | 8.00 | 2.00
212 | 城乡社区支出 | 1.00 | 9.00 | 8.00 | 0.00 | 8.00 | 2.00"""
        if with_carryover
        else """
科目编码 | 科目名称 | 本年收入 | 本年支出 | |
 | | | 合计 | 基本支出 | 项目支出
合计 | | 9.00 | 8.00 | 0.00 | 8.00
212 | 城乡社区支出 | 9.00 | 8.00 | 0.00 | 8.00"""
    )
    form, figures = read(drawing, "政府性基金预算财政拨款收入支出决算表")
    wanted = {"revenue": "9.00", "total": "8.00", "basic": "0.00", "project": "8.00"}
    if with_carryover:
        wanted |= {"opening": "1.00", "closing": "2.00"}
    assert form == "cn.fa.fund"
    assert figures == {f"items/{row}/{name}": value for row in ("total", "212") for name, value in wanted.items()}


# ------------------------------------------------------------------------------------------------ 不该认成表单的


@pytest.mark.parametrize(
    "drawing",
    [
        "序号 | 项目名称 | 金额\n1 | 档案数字化 | 3.00\n2 | 馆舍维修 | 2.00",
        "项目 | 2023年 | 2024年\n办公费 | 3.00 | 2.00\n差旅费 | 1.00 | 1.00",
        "科目编码 | 科目名称 | 数量\n201 | 一般公共服务支出 | 3\n204 | 公共安全支出 | 4",
        "单位 | 编制数 | 在职人数\n局机关 | 20 | 18\n信息中心 | 10 | 9",
    ],
)
def test_another_table_is_no_form(drawing: str) -> None:
    assert read(drawing) == ("", {})


# ---------------------------------------------------------------------------------------------- 评分表、项目自评表

PROJECT = """
项目名称 | 档案数字化
主管部门 | 某某县档案馆 | 实施单位 | 某某县档案馆
项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | 年度资金总额 | 10.00 | 10.00 | 9.00 | 10 | 90% | 9
^ | 其中：当年财政拨款 | 10.00 | 10.00 | 9.00 | - | 90% | -
^ | 上年结转资金 | 0 | 0 | 0 | - | - | -
年度总体目标 | 预期目标 | 实际完成情况
^ | 完成数字化 | 已完成
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
^ | 产出指标 | 数量指标 | 页数 | ≥30000页 | 31200页 | 50 | 50 |
^ | 效益指标 | 社会效益指标 | 利用率 | ≥95% | 96% | 40 | 39 |
总分 | 100 | 98 |
"""


def scores(drawing: str, title: str = "") -> tuple[str, list[tuple[str, str, dict[str, str], str]]]:
    """Form, and the points with what tells them apart."""
    found = recognise(pack("cn"), table(drawing), title)
    assert found is not None
    return found.form.id, [
        (cell.spec.concept, f"{cell.value.value:f}", dict(cell.dimensions), cell.row_label)
        for cell in found.cells
        if cell.value.value is not None and cell.spec.kind is Kind.SCORE
    ]


@pytest.mark.parametrize(
    "drawing",
    [
        "指标 | 分值 | 评分标准 | 得分\n预算编制 | 10 | 编制完整 | 9\n经费控制 | 20 | 只减不增 | 20\n合计 | 30 | | 29",
        """序号 | 评价内容 | 评价标准 | 标准分 | 自评分
1 | 预算编制 | 编制完整 | 10 | 9
2 | 经费控制 | 只减不增 | 20 | 20
合计 | | | 30 | 29""",
    ],
    ids=["得分在末列", "标准在前"],
)
def test_a_scoring_table_of_ones_own_is_read_by_its_heads(drawing: str) -> None:
    assert scores(drawing) == (
        "cn.indicators",
        [
            ("indicator.weight", "10", {"indicator": "预算编制"}, ""),
            ("indicator.score", "9", {"indicator": "预算编制"}, ""),
            ("indicator.weight", "20", {"indicator": "经费控制"}, ""),
            ("indicator.score", "20", {"indicator": "经费控制"}, ""),
            ("weight.total", "30", {}, "合计"),
            ("score.total", "29", {}, "合计"),
        ],
    )


def test_the_name_of_a_project_belongs_to_every_figure_of_its_table() -> None:
    found = recognise(pack("cn"), table(PROJECT), "项目支出绩效自评表")
    assert found is not None
    assert found.form.id == "cn.project_evaluation"
    assert {dict(cell.dimensions)["project"] for cell in found.cells} == {"档案数字化"}
    figures = {cell.address: f"{cell.value.value:f}" for cell in found.cells if cell.value.value is not None}
    assert figures["funding/total/rate"] == "90"
    assert figures["funding/fiscal/actual"] == "9.00"
    assert figures["indicators/indicator#2/score"] == "39"
    assert figures["totals/only/weight"] == "100"
    assert len(figures) == 6 + 4 + 3 + 8 + 2
    names = [dict(cell.dimensions).get("indicator") for cell in found.cells if cell.address.endswith("/score")]
    assert names == [None, None, None, "页数", "利用率", None]


def test_two_values_beside_their_labels_close_the_lists_above() -> None:
    drawing = """
科目编码 | 科目名称 | 决算数 | 科目编码 | 科目名称 | 决算数
301 | 工资福利支出 | 300.00 | 302 | 商品和服务支出 | 52.00
30101 | 基本工资 | 300.00 | 30201 | 办公费 | 52.00
人员经费合计 | 300.00 | 公用经费合计 | 52.00"""
    _, figures = read(drawing, "一般公共预算财政拨款基本支出决算表")
    assert {name: value for name, value in figures.items() if name.startswith("totals/")} == {
        "totals/only/personnel": "300.00",
        "totals/only/public": "52.00",
    }


# ------------------------------------------------------------------------------------------------------------- 错列

PLAIN = """
科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出
201 | 一般公共服务支出 | 10.00 | 6.00 | 4.00
20103 | 政府办公厅（室）及相关机构事务 | 10.00 | 6.00 | 4.00
208 | 社会保障和就业支出 | 2.00 | 2.00 | 0.00
合计 | | 12.00 | 8.00 | 4.00"""


@pytest.mark.parametrize(
    ("row", "shifted", "by"),
    [
        ("208 | 社会保障和就业支出 | 2.00 | 2.00 | 0.00", " | 208 | 社会保障和就业支出 | 2.00 | 2.00", 1),
        ("208 | 社会保障和就业支出 | 2.00 | 2.00 | 0.00", "社会保障和就业支出 | 2.00 | 2.00 | 0.00 | ", -1),
    ],
)
def test_a_row_moved_by_a_column_is_marked_and_states_nothing(row: str, shifted: str, by: int) -> None:
    found = recognise(pack("cn"), table(PLAIN.replace(row, shifted)), "一般公共预算财政拨款支出决算表")
    assert found is not None
    assert [(shift.row, shift.by) for shift in found.shifts] == [(3, by)]
    assert not [cell for cell in found.cells if cell.row_index == 3]
    assert {found.table.rows[at].cells[cell].text.value for at, cell in found.unread} >= {"2.00"}


@pytest.mark.parametrize("drawing", [PLAIN, PLAIN.replace("8.00 | 4.00", "8.00 | "), *GENERAL.values()])
def test_rows_in_their_columns_are_not_marked(drawing: str) -> None:
    found = recognise(pack("cn"), table(drawing), "一般公共预算财政拨款支出决算表")
    assert found is not None
    assert found.shifts == []


# ------------------------------------------------------------------------------ 表尾：格子数与上面的表头、各行不同


@pytest.mark.parametrize(
    "footer",
    [
        "人员经费合计 | 300.00 | 公用经费合计 | 55.00",
        "人员经费合计 | | 300.00 | 公用经费合计 | | | | | 55.00",
        "人员经费合计 | 300.00 | | 公用经费合计 | 55.00",
        "人员经费 | 300.00 | 公用经费 | | | | 55.00",
    ],
)
@pytest.mark.parametrize("heads", ["科目编码 | 科目名称 | 金额", "经济分类科目编码 | 科目名称 | 决算数"])
def test_a_footer_is_read_whatever_its_cells_span(footer: str, heads: str) -> None:
    drawing = FOOTED.replace("科目编码 | 科目名称 | 金额", heads) + footer
    found = recognise(pack("cn"), table(drawing), "一般公共预算财政拨款基本支出决算表")
    assert found is not None
    figures = {cell.address: f"{cell.value.value:f}" for cell in found.cells if cell.value.value is not None}
    assert figures["totals/only/personnel"] == "300.00"
    assert figures["totals/only/public"] == "55.00"
    assert len(figures) == 8
    assert (found.unread, found.shifts) == ([], [])


def test_an_amount_that_stands_among_the_keys_is_listed() -> None:
    found = recognise(pack("cn"), table(FOOTED + "合计 | 355.25 | | | | | | |"), "基本支出决算明细表")
    assert found is not None
    assert "355.25" in {found.table.rows[row].cells[cell].text.value for row, cell in found.unread}


@pytest.mark.parametrize(
    "footer",
    [
        "总分 | 100 | 97.6 | ",
        "合计 | 100 | 97.6 | ",
        "总分 | | | | | | 100 | 97.6 | ",
        " | 总分 | | | | | 100 | 97.6 | ",
    ],
)
def test_a_total_of_scores_is_no_indicator_whatever_its_cells_span(footer: str) -> None:
    found = recognise(pack(HUNAN), table(changed(SELF_EVALUATION, "总分 | 100 | 97.6 |", footer)))
    assert found is not None
    scores = {cell.address: f"{cell.value.value:f}" for cell in found.cells if cell.address.startswith("totals/")}
    assert scores == {"totals/only/weight": "100", "totals/only/score": "97.6"}
    assert found.unread == []
