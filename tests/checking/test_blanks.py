"""Mandatory items left empty: cells a form requires, and the fields of the signature line."""

from __future__ import annotations

import pytest
from tests.checking.filing import aloud, checked, lines_of

from hengji.checking.finding import Finding

RULES = ("cn.form.required", "cn.form.signature", "cn.form.signer")
SHEET = """2023年度部门整体支出绩效自评表
| 预算部门（单位）名称 | 某某市示例区机构编制办公室 |
| 年度预算申请（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
| | 年度资金总额 | 100.00 | 120.00 | 108.00 | 10 | 90% | 9 |
| | 按收入性质分：120.00 | 按支出性质分：120.00 |
| | 其中：一般公共预算：120.00 | 其中：基本支出：100.00 |
| | 政府性基金拨款：0 | 项目支出：20.00 |
| | 纳入专户管理的非税收入拨款：0 | |
| | 其他资金：0 | |
| 年度总体目标 | 预期目标 | 实际完成情况 |
| | 完成年度任务。 | 已经完成，满意度由问卷得出。 |
| 绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |
| | 产出指标（50分） | 数量指标 | 示例办件数 | ≥100件 | 120件 | 30 | 30 | |
| | | 质量指标 | 示例合格率 | 100% | 95% | 20 | 18 | 下年加强审核 |
| | 效益指标（40分） | 社会效益 | 群众满意度 | ≥95% | 96% | 40 | 40 | |
| 总分 | 100 | 97 | |

填表人：张三   填报日期：2024年3月1日   联系电话：12345678   单位负责人签字：李四
"""


def blanks(text: str) -> list[Finding]:
    """The findings of what was left empty."""
    return [one for one in checked(text).findings if one.rule in RULES]


def test_a_sheet_filled_in_gives_nothing() -> None:
    assert checked(SHEET).findings == ()


@pytest.mark.parametrize(
    ("filled", "blank", "name"),
    [
        ("| 示例办件数 | ≥100件 | 120件 |", "| 示例办件数 | | 120件 |", "年度指标值"),
        ("| 示例办件数 | ≥100件 | 120件 |", "| 示例办件数 | ≥100件 | |", "实际完成值"),
        ("| 120件 | 30 | 30 |", "| 120件 | | 30 |", "分值"),
        ("| 120件 | 30 | 30 |", "| 120件 | 30 | |", "得分"),
    ],
)
def test_every_column_of_an_indicator_is_asked_for(filled: str, blank: str, name: str) -> None:
    # 指标值、完成值、分值、得分哪一格空着都要报，说出是哪项指标，并指到那一行。
    (found,) = blanks(SHEET.replace(filled, blank))
    assert found.rule == "cn.form.required"
    assert f"示例办件数的{name}" in found.says
    assert len(found.spots) == 2


def test_the_deviation_reason_of_a_full_score_may_stay_empty() -> None:
    assert blanks(SHEET) == []


def test_a_total_left_empty_is_named_alone() -> None:
    (found,) = blanks(SHEET.replace("| 总分 | 100 | 97 | |", "| 总分 | 100 | | |"))
    assert found.says == "部门整体支出绩效自评表：“绩效自评得分”没有填写。"
    assert found.working == "“绩效自评得分”一格为空"
    assert found.advice == "请填写“绩效自评得分”；确无内容的写“无”。"


@pytest.mark.parametrize("dashes", ["——", "/", "无", "0"])
def test_what_is_said_to_be_nothing_is_not_empty(dashes: str) -> None:
    assert blanks(SHEET.replace("| 120件 | 30 | 30 |", f"| {dashes} | 30 | 30 |")) == []


@pytest.mark.parametrize("said", ["", "  ", "　　", "    年  月  日"])
def test_a_field_of_the_signature_line_is_empty_when_nothing_follows_it(said: str) -> None:
    (found,) = blanks(SHEET.replace("2024年3月1日", said))
    assert found.says == "部门整体支出绩效自评表的“填报日期”为空。"
    assert [spot.quote for spot in found.spots] == ["填报日期："]


def test_two_fields_are_two_findings_and_one_field_under_two_tables_is_one() -> None:
    both = SHEET.replace("2024年3月1日", "").replace("李四", "")
    assert sorted(one.working for one in blanks(both)) == ["“单位负责人签字”之后没有内容", "“填报日期”之后没有内容"]
    (found,) = blanks(SHEET.replace("2024年3月1日", "") * 2)
    assert len(lines_of(found)) == 2


def test_a_table_without_a_signature_line_is_not_asked_for_one() -> None:
    assert blanks(SHEET.partition("填表人")[0]) == []


def test_the_finding_read_aloud() -> None:
    # 指标按一级、二级、三级的次序念。
    (found,) = blanks(SHEET.replace("| 120件 | 30 | 30 |", "| 120件 | 30 | |"))
    assert "产出指标·数量指标·示例办件数的得分" in aloud(found)
