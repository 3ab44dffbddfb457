"""Sums a form declares: complete and open breakdowns, code lists, derived cells, cells that are not drawn."""

from __future__ import annotations

import pytest
from tests.checking.filing import lines_of, only, subject_of_text

from hengji.checking.finding import Finding
from hengji.checking.run import check

HEAD = """2023年度部门整体支出绩效评价基础数据表
| 财政供养人员情况（人） | 编制数 | 2023年实际在职人数 | 控制率 |
| | 8 | 6 | 75% |
| 经费控制情况（万元） | 2022年决算数 | 2023年预算数 | 2023年决算数 |
"""
TAIL = "| 政府采购金额 | 1.00 | 2.00 | 2.00 |\n| 厉行节约保障措施 | 完善制度。 |\n"
ECONOMIC = """2023年度部门决算
一般公共预算财政拨款基本支出决算表
单位：万元
| 经济分类科目编码 | 科目名称 | 决算数 | 经济分类科目编码 | 科目名称 | 决算数 | 经济分类科目编码 | 科目名称 | 决算数 |
| 301 | 工资福利支出 | 80.00 | 302 | 商品和服务支出 | 20.00 | 310 | 资本性支出 | 1.00 |
| 30101 | 基本工资 | 50.00 | 30201 | 办公费 | 12.00 | 31002 | 办公设备购置 | 1.00 |
| 30102 | 津贴补贴 | 30.00 | 30202 | 印刷费 | 8.00 | | | |
| 303 | 对个人和家庭的补助 | 4.00 | | | | | | |
| 人员经费合计 | 84.00 | 公用经费合计 | 21.00 |
"""
TOTALS = """2023年度部门决算
收入支出决算总表
单位：万元
| 收入 | 支出 |
| 项目 | 行次 | 决算数 | 项目 | 行次 | 决算数 |
| 栏次 | | 1 | 栏次 | | 2 |
| 一、一般公共预算财政拨款收入 | 1 | 100.00 | 一、一般公共服务支出 | 9 | 90.00 |
| 二、政府性基金预算财政拨款收入 | 2 | | 八、社会保障和就业支出 | 10 | 15.00 |
| 四、上级补助收入 | 3 | 5.00 | | 11 | |
| 八、其他收入 | 4 | | | 12 | |
| 本年收入合计 | 5 | 105.00 | 本年支出合计 | 13 | 105.00 |
| 使用非财政拨款结余 | 6 | | 结余分配 | 14 | |
| 年初结转和结余 | 7 | 2.00 | 年末结转和结余 | 15 | 2.00 |
| 总计 | 8 | 107.00 | 总计 | 16 | 107.00 |
"""


def sums(text: str) -> tuple[Finding, ...]:
    """The findings of the sums and derivations a form declares."""
    return check(only(subject_of_text(text), "cn.form.sum", "cn.form.derived")).findings


def cost(*rows: str) -> str:
    """A basic data table with these rows of costs."""
    return HEAD + "".join(f"| {row} |\n" for row in rows) + TAIL


@pytest.mark.parametrize(
    ("parts", "working"),
    [
        ("10.00", ""),
        ("10.01", ""),
        ("10.02", "10.02 > 10.00，超 0.02"),
        ("0", ""),
    ],
)
def test_an_open_breakdown_may_fall_short_but_not_exceed(parts: str, working: str) -> None:
    # 其中只列一部分：不足不报，超过舍入的界才报。
    text = cost(
        "项目支出： | 1.00 | 1.00 | 1.00", "公用经费 | 10.00 | 10.00 | 10.00", f"其中：办公费 | 0 | {parts} | 0"
    )
    assert [one.working for one in sums(text)] == ([working] if working else [])


@pytest.mark.parametrize(("total", "fails"), [("9.99", False), ("10.01", False), ("9.98", True), ("10.02", True)])
def test_a_complete_breakdown_reaches_its_whole_within_rounding(total: str, *, fails: bool) -> None:
    # 两项与合计各自四舍五入，可差 0.5×(2+1) 个进位单位。
    text = cost(
        f"项目支出： | {total} | 2.00 | 2.00",
        "1、示例普查 | 6.00 | 1.00 | 1.00",
        "2、示例平台 | 4.00 | 1.00 | 1.00",
        "公用经费 | 9 | 9 | 9",
    )
    assert bool(sums(text)) is fails


def test_a_figure_printed_without_decimals_is_as_exact_as_its_column() -> None:
    # “7”在两位小数的一栏里就是 7.00，不是 6.5 到 7.5。
    text = cost("项目支出： | 7 | 7 | 7", "1、示例普查 | 7.02 | 7 | 7", "公用经费 | 9 | 9 | 9")
    assert [one.working for one in sums(text)] == ["7.02 ≠ 7，少 0.02"]


def test_a_class_is_the_sum_of_its_own_items_only() -> None:
    # 301 只加 30101、30102，不加 30201；错了指出类和款，不牵连别的类。
    assert sums(ECONOMIC) == ()
    found = sums(ECONOMIC.replace("30101 | 基本工资 | 50.00", "30101 | 基本工资 | 40.00"))
    assert [(one.rule, one.working) for one in found] == [("cn.form.sum", "40.00 + 30.00 = 70.00 ≠ 80.00，多 10.00")]
    assert "工资福利支出" in found[0].says


def test_a_class_without_items_is_not_held_against_anything() -> None:
    # 303 没有列款，不能说它不等于各款之和。
    tally = check(only(subject_of_text(ECONOMIC), "cn.form.sum")).tally
    assert (tally.held, tally.failed, tally.unknown) == (3, 0, 0)


def test_totals_of_the_economic_form_add_up_its_classes() -> None:
    # 人员经费 = 301 + 303，公用经费 = 302 + 307 + 310 + 399，表上没有的类作 0。
    found = sums(ECONOMIC.replace("公用经费合计 | 21.00", "公用经费合计 | 20.00"))
    assert [one.rule for one in found] == ["cn.form.derived"]
    assert "公用经费" in found[0].says
    assert "20.00 + " in found[0].working
    assert "= 21.00 ≠ 20.00，少 1.00" in found[0].working


def test_classes_of_outlay_add_up_to_the_current_total() -> None:
    # 本年支出合计 = 各功能分类类级之和，空行不算。
    assert sums(TOTALS) == ()
    found = sums(TOTALS.replace("| 10 | 15.00 |", "| 10 | 16.00 |"))
    assert [(one.rule, one.working) for one in found] == [("cn.form.sum", "90.00 + 16.00 = 106.00 ≠ 105.00，少 1.00")]


def test_a_derived_total_left_blank_is_zero_and_wrong() -> None:
    # 决算表空格作 0：总计空着，各项有数，要报，并指出空格左边的名称，不是行次。
    found = sums(TOTALS.replace("| 总计 | 8 | 107.00 |", "| 总计 | 8 | |"))
    assert [one.rule for one in found] == ["cn.form.derived"]
    assert "107.00" in found[0].working
    assert found[0].spots[0].quote == "总计"


def test_items_that_an_edition_does_not_draw_are_zero() -> None:
    # 删减了空行的旧样式照样核对。
    short = TOTALS.replace("| 二、政府性基金预算财政拨款收入 | 2 | |", "| 三、国有资本经营预算财政拨款收入 | 2 | |")
    assert sums(short) == ()
    (found,) = sums(short.replace("| 5 | 105.00 |", "| 5 | 106.00 |"))
    assert len(found.consequences) == 1


def test_a_total_that_was_not_read_is_not_taken_for_zero() -> None:
    # “本年收入合计”一行认不出来，总计无从核对，不能说 107.00 应为 2.00。
    assert sums(TOTALS.replace("| 本年收入合计 | 5 |", "| 本年进账一共 | 5 |")) == ()


def test_the_finding_names_form_row_and_column() -> None:
    found = sums(cost("项目支出： | 7 | 9 | 7", "1、示例普查 | 7 | 7 | 7", "公用经费 | 9 | 9 | 9"))
    assert [one.says for one in found] == ["部门整体支出绩效评价基础数据表：项目支出（年初预算数）应等于其各项之和。"]
    assert [one.advice for one in found] == ["请核对项目支出（年初预算数）一行，或补列缺漏的项目。"]
    assert lines_of(found[0]) == [19, 24]


def test_zero_parts_are_not_pointed_at() -> None:
    # 为 0 的项目不必去看。
    rows = ("项目支出： | 7 | 7 | 7", "1、示例普查 | 7 | 7 | 6", "2、示例平台 | 0 | 0 | 0", "公用经费 | 9 | 9 | 9")
    assert [[spot.quote for spot in one.spots] for one in sums(cost(*rows))] == [["7", "6"]]


NEW_CODE = """2023年度部门决算
支出决算表
单位：万元
| 项目 | 本年支出合计 | 基本支出 | 项目支出 | 上缴上级支出 | 经营支出 | 对附属单位补助支出 |
| 功能分类科目编码 | 科目名称 | | | | | | |
| 栏次 | 1 | 2 | 3 | 4 | 5 | 6 |
| 合计 | 80.00 | 60.00 | 20.00 | | | |
| 201 | 一般公共服务支出 | 80.00 | 60.00 | 20.00 | | | |
| 20131 | 党委办公厅（室）及相关机构事务 | 80.00 | 60.00 | 20.00 | | | |
| 2013101 | 行政运行 | 60.00 | 60.00 | | | | |
| 2013177 | 示例新设科目支出 | 20.00 | | 20.00 | | | |
"""


def test_a_code_the_list_does_not_have_is_part_of_the_code_it_begins_with() -> None:
    # 当年新设的科目不在代码表里，按编码的前几位归到它的款，既不漏加也不重加。
    assert sums(NEW_CODE) == ()
    found = sums(NEW_CODE.replace("| 示例新设科目支出 | 20.00 | | 20.00", "| 示例新设科目支出 | 26.00 | | 26.00"))
    assert [one.working for one in found] == [
        "60.00 + 26.00 = 86.00 ≠ 80.00，少 6.00",
        "0 + 26.00 = 26.00 ≠ 20.00，少 6.00",
    ]
