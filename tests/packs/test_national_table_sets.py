"""The table sets of other provinces and of budgets: read by their heads, each as its own form, every figure placed."""

from __future__ import annotations

import pytest
from tests.reading.drawn import pack, reading, table

from hengji.reading.tables.recognition import recognise


def read(drawing: str, title: str) -> tuple[str, dict[str, str]]:
    """The form a table is read as nationally, and its figures by address."""
    found = recognise(pack("cn"), table(drawing), title)
    assert found is not None
    assert [found.table.rows[row].cells[cell].text.value for row, cell in found.unread] == []
    return found.form.id, {
        cell.address: f"{cell.value.value:f}" for cell in found.cells if cell.value.value is not None
    }


CASES = {
    "浙江：收入决算表分单位": (
        "收入决算表（分单位）",
        """
单位名称 | 本年收入合计 | 财政拨款收入 | 上级补助收入 | 事业收入 | 经营收入 | 附属单位上缴收入 | 其他收入
合计 | 30.00 | 28.00 | 0.00 | 0.00 | 0.00 | 0.00 | 2.00
示例县档案馆本级 | 20.00 | 19.00 | 0.00 | 0.00 | 0.00 | 0.00 | 1.00
示例县档案服务中心 | 10.00 | 9.00 | 0.00 | 0.00 | 0.00 | 0.00 | 1.00""",
        "cn.fa.income_units",
        {"items/total/total": "30.00", "items/total/other": "2.00", "items/body#2/fiscal": "9.00"},
    ),
    "浙江：支出决算表分单位": (
        "支出决算表（分单位）",
        """
单位名称 | 本年支出合计 | 基本支出 | 项目支出 | 上缴上级支出 | 经营支出 | 对附属单位补助支出
合计 | 30.00 | 20.00 | 10.00 | 0.00 | 0.00 | 0.00
示例县档案馆本级 | 20.00 | 15.00 | 5.00 | 0.00 | 0.00 | 0.00
示例县档案服务中心 | 10.00 | 5.00 | 5.00 | 0.00 | 0.00 | 0.00""",
        "cn.fa.outlay_units",
        {"items/total/project": "10.00", "items/body#1/basic": "15.00"},
    ),
    "云南：国有资产占用情况表": (
        "国有资产占用情况表",
        """
项目 | 资产总额 | 流动资产 | 固定资产 | | | | | 对外投资/有价证券 | 在建工程 | 无形资产 | 其他资产
 | | | 小计 | 房屋构筑物 | 车辆 | 单价200万以上大型设备 | 其他固定资产 | | | |
合计 | 100.00 | 30.00 | 60.00 | 40.00 | 5.00 | 0.00 | 15.00 | 0.00 | 5.00 | 5.00 | 0.00""",
        "cn.fa.assets",
        {"items/only/total": "100.00", "items/only/fixed.total": "60.00", "items/only/fixed.vehicles": "5.00"},
    ),
    "四川：项目支出决算表": (
        "一般公共预算财政拨款项目支出决算表",
        """
科目编码 | 科目名称 | 金额
合计 | | 4.00
201 | 一般公共服务支出 | 4.00
20103 | 政府办公厅（室）及相关机构事务 | 4.00
2010302 | 一般行政管理事务 | 4.00""",
        "cn.fa.projects",
        {"items/total/total": "4.00", "items/2010302/total": "4.00"},
    ),
    "四川：支出决算明细表": (
        "一般公共预算财政拨款支出决算明细表",
        """
科目编码 | 科目名称 | 合计 | 工资福利支出 | | | 商品和服务支出 | |
 | | | 小计 | 基本工资 | 津贴补贴 | 小计 | 办公费 | 差旅费
合计 | | 10.00 | 6.00 | 4.00 | 2.00 | 4.00 | 3.00 | 1.00
2010301 | 行政运行 | 10.00 | 6.00 | 4.00 | 2.00 | 4.00 | 3.00 | 1.00""",
        "cn.fa.outlay_detail",
        {"items/total/total": "10.00", "items/2010301/e301.e30102": "2.00", "items/2010301/e302.total": "4.00"},
    ),
    "北京：政府采购情况表": (
        "政府采购情况表",
        "项目 | 采购金额\n合计 | 10.00\n货物 | 4.00\n工程 | 0.00\n服务 | 6.00",
        "cn.fa.procurement",
        {"items/total/value": "10.00", "items/services/value": "6.00"},
    ),
    "陕西：三公经费及会议费、培训费": (
        "一般公共预算财政拨款“三公”经费及会议费、培训费支出决算表",
        """
项目 | 合计 | “三公”经费 | | | | | | 会议费 | 培训费
 | | 小计 | 因公出国（境）费用 | 公务接待费 | 公务用车购置及运行维护费 | 公务用车购置费 | 公务用车运行维护费 | |
预算数 | 9.00 | 6.00 | 0.00 | 2.00 | 4.00 | 0.00 | 4.00 | 2.00 | 1.00
决算数 | 8.00 | 5.00 | 0.00 | 1.50 | 3.50 | 0.00 | 3.50 | 2.00 | 1.00""",
        "cn.fa.three_public_meetings",
        {"items/budget/total": "9.00", "items/actual/three.total": "5.00", "items/actual/meeting": "2.00"},
    ),
    "国有资本经营收入支出决算表带结转": (
        "国有资本经营预算财政拨款收入支出决算表",
        """
功能分类科目编码 | 科目名称 | 年初结转和结余 | 本年收入 | 本年支出 | | | 年末结转和结余
 | | | | 小计 | 基本支出 | 项目支出 |
合计 | | 1.00 | 4.00 | 3.00 | 0.00 | 3.00 | 2.00
223 | 国有资本经营预算支出 | 1.00 | 4.00 | 3.00 | 0.00 | 3.00 | 2.00""",
        "cn.fa.capital_flow",
        {"items/total/closing": "2.00", "items/223/project": "3.00"},
    ),
    "预算：一般公共预算支出表分人员、公用": (
        "2026年部门一般公共预算支出表",
        """
科目编码 | 科目名称 | 合计 | 基本支出 | | | 项目支出
 | | | 小计 | 人员经费 | 公用经费 |
201 | 一般公共服务支出 | 10.00 | 6.00 | 5.00 | 1.00 | 4.00
20103 | 政府办公厅（室）及相关机构事务 | 10.00 | 6.00 | 5.00 | 1.00 | 4.00
2010301 | 行政运行 | 10.00 | 6.00 | 5.00 | 1.00 | 4.00
合计 | | 10.00 | 6.00 | 5.00 | 1.00 | 4.00""",
        "cn.fb.general",
        {"items/total/basic": "6.00", "items/2010301/public": "1.00", "items/2010301/project": "4.00"},
    ),
    "预算：三公经费支出表": (
        "2026年一般公共预算“三公”经费支出表",
        """
“三公”经费合计 | 因公出国（境）费 | 公务用车购置及运行费 | | | 公务接待费
 | | 小计 | 公务用车购置费 | 公务用车运行费 |
6.00 | 0.00 | 4.00 | 0.00 | 4.00 | 2.00""",
        "cn.fb.three_public",
        {"items/only/total": "6.00", "items/only/cars.running": "4.00", "items/only/reception": "2.00"},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_table_of_the_set_is_its_own_form(name: str) -> None:
    title, drawing, form, some = CASES[name]
    found, figures = read(drawing, title)
    assert found == form
    assert {address: figures.get(address) for address in some} == some


PROJECT = """
项目名称 | {name}
主管部门 | 示例县档案馆 | 实施单位 | 示例县档案馆
项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | 年度资金总额 | {total} | {total} | {total} | 10 | 100% | 10
^ | 其中：当年财政拨款 | {total} | {total} | {total} | — | 100% | —
^ | 上年结转资金 | 0 | 0 | 0 | — | — | —
^ | 其他资金 | 0 | 0 | 0 | — | — | —
年度总体目标 | 预期目标 | 实际完成情况
^ | 馆藏利用更便捷 | 全部完成
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
^ | 产出指标 | 数量指标 | 档案数字化 | ≥30000页 | 31200页 | 50 | 50 |
^ | 效益指标 | 社会效益 | 查档满意度 | ≥95% | 93% | 40 | 38 | 窗口偏少
总分 | 100 | 98 |
"""


def test_the_table_of_a_project_states_everything_of_that_project() -> None:
    first, second = (PROJECT.format(name=name, total=total) for name, total in (("修缮", "30.00"), ("展陈", "50.00")))
    found = reading("项目支出绩效自评表", first, "项目支出绩效自评表", second, name="cn")
    assert [table.recognised.form.id for table in found.tables if table.recognised] == ["cn.project_evaluation"] * 2
    totals = {
        (one.key.dimension("project"), one.key.scenario): f"{one.value:f}"
        for one in found.facts.of_concept("funding.total")
        if one.value is not None and one.key.dimension("part") is None
    }
    assert totals[("修缮", "actual")] == "30.00"
    assert totals[("展陈", "actual")] == "50.00"


GOALS = """
项目名称 | 馆舍修缮
主管部门 | 示例县档案馆 | 实施单位 | 示例县档案馆
项目资金（万元） | 年度资金总额： | 30.00
^ | 其中：财政拨款 | 25.00
^ | 其他资金 | 5.00
总体目标 | 馆藏利用更便捷
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
^ | 产出指标 | 数量指标 | 修缮面积 | ≥300平方米
^ | ^ | 质量指标 | 验收合格率 | 100%
^ | 效益指标 | 社会效益 | 查档满意度 | ≥95%
"""


def test_the_money_of_a_project_with_its_goals_is_that_projects() -> None:
    found = reading("项目支出绩效目标表", GOALS, name="cn")
    stated = {one.address.partition("!")[2]: one for one in found.facts}
    assert f"{stated['funding/only/total'].value:f}" == "30.00"
    assert stated["funding/only/other"].key.dimension("project") == "馆舍修缮"
