"""Shares, completion rates and changes recomputed from the amounts they were printed with."""

from __future__ import annotations

from typing import Any

import pytest
from tests.checking.filing import checked, only, subject_of_facts

from hengji.checking.finding import Finding
from hengji.checking.run import check

RULES = ("cn.share.recomputed", "cn.completion.recomputed", "cn.change.recomputed")
REPORT = "某某市示例区机构编制办公室2023年度整体支出绩效自评报告\n"
ACCOUNTS = "2023年度部门决算\n"


def proportions(*facts: dict[str, Any]) -> tuple[Finding, ...]:
    """The findings of proportions alone."""
    return check(only(subject_of_facts(facts), *RULES)).findings


def flow(now: str, word: str, amount: str, rate_word: str, rate: str) -> tuple[Finding, ...]:
    """The findings of a sentence about this year's total and its change."""
    sentence = (
        f"2023年度收、支总计{now}万元。与上年相比，{word}{amount}万元，{rate_word}{rate}%，主要原因是人员变动。\n"
    )
    return checked(ACCOUNTS + sentence, "cn").findings


@pytest.mark.parametrize(
    ("part", "whole", "rate", "fails"),
    [
        ("50.00", "200.00", "25", False),
        ("50.00", "200.00", "25.00", False),
        ("66.67", "200.00", "33.33", False),
        ("66.67", "200.00", "33.34", False),
        ("66.67", "200.00", "33.36", True),
        ("25.00", "200.00", "12.5", False),
        ("25.00", "200.00", "13", False),
        ("50.00", "200.00", "26", True),
        ("0", "200.00", "0", False),
        ("0", "200.00", "1", True),
    ],
)
def test_a_share_is_part_by_whole_as_far_as_it_was_printed(part: str, whole: str, rate: str, *, fails: bool) -> None:
    found = proportions(
        {"concept": "expenditure", "value": whole},
        {"concept": "expenditure.basic", "value": part},
        {"concept": "share", "value": rate, "dimensions": {"of": "基本支出", "in": "本年支出合计"}},
    )
    assert bool(found) is fails


def test_the_message_of_a_share_names_part_and_whole() -> None:
    text = REPORT + "2023年本单位整体支出200.00万元，其中：项目支出50.00万元，占总支出的26%。\n"
    (found,) = checked(text).findings
    assert found.says == "项目支出占本年支出合计的比例与所列金额算出的不一致。"
    assert found.advice == "请核对这个比例，以及项目支出、本年支出合计两个金额。"
    assert [spot.quote for spot in found.spots] == ["26", "50.00", "200.00"]


def test_the_amounts_are_those_printed_last_before_the_rate() -> None:
    # 正文先后说了两次基本支出，比例与它前面最近的一次比。
    found = proportions(
        {"concept": "expenditure", "value": "200.00"},
        {"concept": "expenditure.basic", "value": "100.00"},
        {"concept": "expenditure.basic", "value": "150.00"},
        {"concept": "share", "value": "75", "dimensions": {"of": "基本支出", "in": "本年支出合计"}},
        {"concept": "expenditure.basic", "value": "180.00"},
    )
    assert found == ()


def test_an_amount_of_one_fund_is_not_taken_for_the_whole() -> None:
    # 占本年支出合计，不是占前面刚说过的一般公共预算支出。
    found = proportions(
        {"concept": "expenditure", "value": "200.00"},
        {"concept": "expenditure", "value": "160.00", "dimensions": {"fund": "一般公共预算财政拨款"}},
        {"concept": "expenditure.basic", "value": "150.00"},
        {"concept": "share", "value": "75", "dimensions": {"of": "基本支出", "in": "本年支出合计"}},
    )
    assert found == ()


def test_a_share_of_something_that_is_not_stated_is_left_alone() -> None:
    tally = check(
        only(
            subject_of_facts(
                [
                    {"concept": "expenditure", "value": "200.00"},
                    {"concept": "share", "value": "75", "dimensions": {"of": "基本支出", "in": "本年支出合计"}},
                ]
            ),
            *RULES,
        )
    ).tally
    assert (tally.held, tally.failed, tally.unknown) == (0, 0, 0)


@pytest.mark.parametrize(
    ("budget", "actual", "rate", "fails"),
    [
        ("1.20", "0.90", "75", False),
        ("1.20", "0.90", "85", True),
        ("1.00", "1.50", "150", False),
        ("1.20", "0", "0", False),
        ("0", "0", "0", False),
        ("0", "0", "100", False),
        ("0", "1.00", "100", False),
    ],
)
def test_completion_is_actual_by_budget(budget: str, actual: str, rate: str, *, fails: bool) -> None:
    # 预算为 0 的不可比，写什么都不算错。
    text = f"公务接待费支出预算为{budget}万元，支出决算为{actual}万元，完成预算的{rate}%，决算数小于预算数。\n"
    assert any(one.rule == "cn.completion.recomputed" for one in checked(ACCOUNTS + text, "cn").findings) is fails


def test_completion_takes_the_initial_budget_before_the_adjusted_one() -> None:
    # 两种预算都写了的，“完成年初预算的”按年初预算算。
    found = proportions(
        {"concept": "three_public", "value": "2.00", "scenario": "adjusted"},
        {"concept": "three_public", "value": "4.00", "scenario": "budget"},
        {"concept": "three_public", "value": "1.00"},
        {"concept": "completion_rate", "value": "25", "dimensions": {"of": "“三公”经费"}},
    )
    assert found == ()


@pytest.mark.parametrize(
    ("now", "word", "amount", "rate_word", "rate", "fails"),
    [
        ("120.00", "增加", "20.00", "增长", "20", False),
        ("120.00", "增加", "20.00", "增长", "16.67", True),
        ("80.00", "减少", "20.00", "下降", "20", False),
        ("80.00", "减少", "20.00", "下降", "25", True),
        ("0", "减少", "20.00", "下降", "100", False),
        ("0", "减少", "20.00", "下降", "50", True),
        ("20.00", "增加", "20.00", "增长", "100", False),
        ("10.00", "增加", "20.00", "增长", "200", True),
        ("103.33", "增加", "3.33", "增长", "3.33", False),
        ("103.33", "增加", "3.33", "增长", "3.3", False),
        ("103.33", "增加", "3.33", "增长", "3.4", True),
    ],
)
def test_a_change_is_reckoned_on_last_year(
    now: str, word: str, amount: str, rate_word: str, rate: str, *, fails: bool
) -> None:
    # 上年 = 本年 - 增加额，或本年 + 减少额；上年为 0 的不可比；算成负数的，总有一个数不对：收支没有负数。
    assert any(one.severity == "error" for one in flow(now, word, amount, rate_word, rate)) is fails


def test_the_message_of_a_change_shows_last_year() -> None:
    (found,) = flow("80.00", "减少", "20.00", "下降", "25")
    assert found.says == "收支总计的增减幅度与所列金额算出的不一致。"
    assert found.working == "上年 80.00 + 20.00 = 100.00；20.00 ÷ 100.00 = 20.00% ≠ 25%"
    assert [spot.quote for spot in found.spots] == ["25", "20.00", "80.00"]


def test_a_fall_to_zero_is_reckoned_on_this_years_zero_not_on_the_budget() -> None:
    # 决算为 0 时，不能拿前面的预算数当本年数。
    text = (
        "公务接待费支出预算为1.20万元，支出决算为0万元，完成预算的0%，决算数小于预算数的主要原因是节约，"
        "与上年相比减少1.20万元，减少100%。\n"
    )
    assert checked(ACCOUNTS + text, "cn").findings == ()


def test_this_years_figure_is_an_actual_of_this_year() -> None:
    # 紧挨着的预算数、上年数不是本年决算数。
    sentence: dict[str, Any] = {"line": 9}
    found = proportions(
        {"concept": "three_public", "value": "6.00", **sentence},
        {"concept": "three_public", "value": "9.00", "scenario": "adjusted", "start": 10, **sentence},
        {"concept": "three_public", "value": "8.00", "period": "2022", "start": 20, **sentence},
        {
            "concept": "change.amount",
            "value": "2.00",
            "dimensions": {"of": "“三公”经费", "direction": "减少"},
            **sentence,
        },
        {"concept": "change.rate", "value": "25", "dimensions": {"of": "“三公”经费", "direction": "减少"}, **sentence},
    )
    assert found == ()


def test_amounts_in_several_units_are_reckoned_in_one() -> None:
    # 本年写万元、增加额写元：先换算。
    facts: list[dict[str, Any]] = [
        {"concept": "flow.total", "value": "120.00", "line": 9},
        {"concept": "change.amount", "value": "200000", "unit": "元", "dimensions": {"of": "收支总计"}, "line": 9},
        {"concept": "change.rate", "value": "20", "dimensions": {"of": "收支总计"}, "line": 9},
    ]
    assert proportions(*facts) == ()
    facts[2]["value"] = "25"
    (found,) = proportions(*facts)
    assert found.working == "上年 120.00 - 20 = 100.00；20 ÷ 100.00 = 20.00% ≠ 25%"


def test_a_change_from_the_budget_is_reckoned_on_the_budget() -> None:
    facts: list[dict[str, Any]] = [
        {"concept": "three_public", "value": "6.00", "line": 9},
        {
            "concept": "change_from_budget.amount",
            "value": "2.00",
            "dimensions": {"of": "“三公”经费", "direction": "减少"},
            "line": 9,
        },
        {
            "concept": "change_from_budget.rate",
            "value": "30",
            "dimensions": {"of": "“三公”经费", "direction": "减少"},
            "line": 9,
        },
    ]
    (found,) = proportions(*facts)
    assert found.working == "预算 6.00 + 2.00 = 8.00；2.00 ÷ 8.00 = 25.00% ≠ 30%"


def test_the_change_of_another_sentence_is_not_used() -> None:
    facts: list[dict[str, Any]] = [
        {"concept": "flow.total", "value": "120.00", "line": 9},
        {"concept": "change.amount", "value": "20.00", "dimensions": {"of": "收支总计"}, "line": 4},
        {"concept": "change.rate", "value": "25", "dimensions": {"of": "收支总计"}, "line": 9},
    ]
    assert proportions(*facts) == ()
