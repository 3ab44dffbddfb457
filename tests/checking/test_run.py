"""All checks together: one finding per cause, the most serious first, and a tally of what became of the checks."""

from __future__ import annotations

from tests.checking.filing import checked, lines_of, only, subject_of_facts, subject_of_text

from hengji.checking.run import check

TABLE = """2023年度部门整体支出绩效评价基础数据表
| 财政供养人员情况（人） | 编制数 | 2023年实际在职人数 | 控制率 |
| | 8 | 6 | 75% |
| 经费控制情况（万元） | 2022年决算数 | 2023年预算数 | 2023年决算数 |
| 三公经费 | 3.00 | 4.00 | 6.00 |
| 1、公务用车购置和维护经费 | 2.00 | 2.00 | 2.00 |
| 其中：公车购置 | 0 | 0 | 0 |
| 公车运行维护 | 2.00 | 2.00 | 2.00 |
| 2、出国经费 | 0 | 0 | 0 |
| 3、公务接待 | 1.00 | 2.00 | 1.50 |
| 项目支出： | 10.00 | 12.00 | 11.00 |
| 政府采购金额 | 1.00 | 0 | 2.00 |
| 厉行节约保障措施 | |
"""
REPORT = "某某市示例区机构编制办公室2023年度整体支出绩效自评报告\n"


def test_one_wrong_sum_is_one_finding_though_two_checks_see_it() -> None:
    # “三公”经费不等于三项之和：表单的合计关系与声明的核对关系都查得出，只报一条。
    subject = subject_of_text(TABLE)
    sums = ("cn.form.sum", "cn.money.three-public-total")
    assert [check(only(subject, name)).tally.failed for name in sums] == [1, 1]
    found = [one for one in check(subject).findings if one.rule in sums]
    assert [(one.rule, one.working) for one in found] == [("cn.form.sum", "2.00 + 0 + 1.50 = 3.50 ≠ 6.00，多 2.50")]


def test_two_wrong_sums_are_two_findings() -> None:
    # 上年决算数与决算数两栏都错，报两条。
    found = [
        one for one in checked(TABLE.replace("| 3.00 | 4.00 |", "| 3.50 | 4.00 |")).findings if one.kind == "arithmetic"
    ]
    assert [one.working for one in found] == [
        "2.00 + 0 + 1.00 = 3.00 ≠ 3.50，多 0.50",
        "2.00 + 0 + 1.50 = 3.50 ≠ 6.00，多 2.50",
    ]


def test_equal_figures_at_other_places_are_another_cause() -> None:
    # 两个项目错得一模一样，各报一条。
    sentence = "项目年初预算7.50万元，上年结转5.36万元，年中调整0万元，实际支出8.86万元，结余结转3.00万元。\n"
    found = checked(f"{REPORT}示例普查{sentence}示例平台{sentence}").findings
    assert [lines_of(one)[0] for one in found] == [2, 3]
    assert len({one.working for one in found}) == 1


def test_findings_are_ordered_by_severity_then_as_found() -> None:
    found = checked(TABLE).findings
    assert [(one.rule, one.severity) for one in found] == [
        ("cn.form.sum", "error"),
        ("cn.form.required", "error"),
        ("cn.procurement.unplanned", "warning"),
    ]


def test_every_finding_says_by_which_source_and_what_to_do() -> None:
    for one in checked(TABLE).findings:
        assert one.says.endswith("。")
        assert one.advice.endswith("。")
        assert one.working
        assert one.source
        assert one.component == "c1"


def test_the_tally_counts_each_outcome_once() -> None:
    # 成立、不成立、缺数、不适用各记各的；只有核对得出结果的数算查过。
    facts = [
        {"concept": "expenditure", "value": "110.00"},
        {"concept": "expenditure.basic", "value": "95.00"},
        {"concept": "expenditure.project", "value": "15.00"},
        {"concept": "expenditure", "value": "100.00", "scenario": "budget"},
        {"concept": "expenditure.basic", "value": "95.00", "scenario": "budget"},
        {"concept": "expenditure", "value": "90.00", "period": "2022"},
        {"concept": "expenditure.basic", "value": "80.00", "period": "2022"},
        {"concept": "expenditure.project", "value": "9.00", "period": "2022"},
        {"concept": "expenditure", "value": "90.00", "period": "2021"},
        {"concept": "expenditure.basic", "value": "80.00", "period": "2021"},
        {"concept": "expenditure.project", "value": "——", "period": "2021"},
    ]
    tally = check(only(subject_of_facts(facts), "cn.money.expenditure-two")).tally
    assert (tally.held, tally.failed, tally.unknown, tally.not_applicable) == (1, 1, 1, 1)
    assert tally.checked == {"f1", "f2", "f3", "f6", "f7", "f8"}


def test_an_empty_filing_gives_nothing() -> None:
    answer = check(subject_of_facts([]))
    assert answer.findings == ()
    assert (answer.tally.held, answer.tally.failed, answer.tally.unknown, answer.tally.checked) == (0, 0, 0, set())


def test_a_finding_points_at_twelve_places_at_most() -> None:
    # 二十个项目加起来不等于合计，指出合计和前十一个项目。
    items = "\n".join(f"| {number}、示例{number}号 | 1.00 | 1.00 | 1.00 |" for number in range(1, 21))
    table = TABLE.replace("| 项目支出： | 10.00 | 12.00 | 11.00 |", f"| 项目支出： | 20.00 | 20.00 | 25.00 |\n{items}")
    found = [one for one in checked(table).findings if "≠ 25.00" in one.working]
    assert [len(one.spots) for one in found] == [12]
    assert found[0].spots[0].quote == "25.00"
