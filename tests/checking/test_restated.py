"""One figure stated twice: which statements are of one fact, when they agree, and what is said when they do not."""

from __future__ import annotations

from typing import Any

import pytest
from tests.checking.filing import checked, lines_of, only, subject_of_facts

from hengji.checking.finding import Finding
from hengji.checking.run import check

NAMES = {"group": "产出", "subgroup": "数量", "indicator": "其他"}


def restated(*facts: dict[str, Any]) -> tuple[Finding, ...]:
    """The findings of figures stated twice."""
    return check(only(subject_of_facts(facts), "cn.restated")).findings


def rates(*values: str) -> list[dict[str, Any]]:
    """One rate as printed in several places."""
    return [{"concept": "staff.control_rate", "value": value} for value in values]


@pytest.mark.parametrize(("one", "other"), [("94", "94.4"), ("94.4", "94"), ("62.5", "62.50"), ("100", "100.0")])
def test_statements_agree_when_some_true_value_satisfies_both(one: str, other: str) -> None:
    # 94% 与 94.4% 都可以是 94.4%。
    assert restated(*rates(one, other)) == ()


def test_all_statements_must_be_satisfied_by_one_true_value() -> None:
    # 94% 与 94.4%、94% 与 93.6% 都说得通，三个数却不能同时成立；说出来的是真正冲突的两个。
    for order in (("94", "94.4", "93.6"), ("94.4", "94", "93.6"), ("93.6", "94.4", "94")):
        (found,) = restated(*rates(*order))
        assert set(found.working.split("，")[0].split(" ≠ ")) == {"94.4", "93.6"}
        assert "94 " not in found.says
        assert sorted(lines_of(found)) == [1, 2, 3]


def test_rounding_does_not_add_up_over_three_statements() -> None:
    # 94.4% 与 94.5%、94.4% 与 94.3% 各差一个进位单位，三个放在一起就不能同时成立。
    assert restated(*rates("94.4", "94.5")) == ()
    assert len(restated(*rates("94.4", "94.5", "94.3"))) == 1


def test_the_message_says_where_what_and_how_much_apart() -> None:
    (found,) = restated(
        {"concept": "staff.on_staff", "value": "7", "unit": "人", "line": 3},
        {"concept": "staff.on_staff", "value": "6", "unit": "人", "line": 40},
    )
    assert found.says == "实有人数前后不一致：第3行写 7人，第40行写 6人。"
    assert found.working == "7 ≠ 6，差 1"
    assert found.advice == "请核对各处的实有人数，改成一致。"


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [("", "", "text-vs-text"), ("", "t1", "text-vs-table"), ("t1", "t2", "cross-table")],
)
def test_the_kind_tells_text_from_table(first: str, second: str, kind: str) -> None:
    (found,) = restated(
        {"concept": "expenditure", "value": "7.00", "table": first},
        {"concept": "expenditure", "value": "6.00", "table": second},
    )
    assert found.kind == kind


def test_three_opinions_are_all_told() -> None:
    facts = [
        {"concept": "expenditure", "value": value, "line": line}
        for line, value in enumerate(("7.00", "6.00", "7.00", "5.00"), 1)
    ]
    (found,) = restated(*facts)
    assert found.working == "7.00 ≠ 6.00 ≠ 5.00"
    assert sorted(lines_of(found)) == [1, 2, 3, 4]


def test_money_in_running_text_is_as_exact_as_two_decimals() -> None:
    # 正文写“10万元”、“7.5万元”就是 10.00、7.50，与表里的 10.30 不是一回事。
    (found,) = restated({"concept": "expenditure", "value": "10"}, {"concept": "expenditure", "value": "10.30"})
    assert found.working == "10 ≠ 10.30，差 0.30"


def test_rounding_to_another_unit_is_no_disagreement() -> None:
    # 1102548 元印作 110.25 万元。
    yuan = {"concept": "expenditure", "value": "1102548", "unit": "元"}
    assert restated(yuan, {"concept": "expenditure", "value": "110.25"}) == ()
    assert len(restated(yuan, {"concept": "expenditure", "value": "110.26"})) == 1


def test_bounds_approximations_and_words_are_not_compared() -> None:
    # “不少于 3 次”不是 3 次；定性的文字不比。
    assert (
        restated(
            {"concept": "goal.expected", "value": "完成年度任务"},
            {"concept": "goal.expected", "value": "全面完成"},
        )
        == ()
    )
    text = "2023年度部门整体支出绩效自评表\n"
    assert [one for one in checked(text).findings if one.rule == "cn.restated"] == []


def test_a_name_on_two_rows_of_a_table_names_two_things() -> None:
    # 同表两行都叫“其他”；别处再说“其他”也说不清是哪一行。
    row: dict[str, Any] = {"concept": "indicator.weight", "component": "self_evaluation", "dimensions": NAMES}
    first = {**row, "value": "5", "table": "t1", "address": "cn.self_evaluation!indicators/indicator#1/weight"}
    second = {**row, "value": "10", "table": "t1", "address": "cn.self_evaluation!indicators/indicator#2/weight"}
    assert restated(first, second) == ()
    assert restated(first, second, {**row, "value": "7"}) == ()
    assert len(restated(first, {**second, "table": "t2"})) == 1


@pytest.mark.parametrize(
    ("units", "agree"),
    [(("甲局", "甲局"), False), (("甲局", "乙局"), True), (("", "乙局"), False)],
)
def test_papers_of_several_units_are_not_held_against_each_other(units: tuple[str, str], *, agree: bool) -> None:
    # 同一种材料第二份换了单位，是另一单位的；没有写单位的，当作同一单位。
    first, second = units
    found = restated(
        {"concept": "expenditure", "value": "7.00", "of": first},
        {"concept": "expenditure", "value": "6.00", "of": second, "component": "report" if agree else "basic_data"},
    )
    assert (found == ()) is agree


def test_papers_sorted_by_kind_find_their_unit_by_name() -> None:
    # 先放两个单位的基础数据表，再放两个单位的自评表。
    pairs = (("basic_data", "甲局", "7.00"), ("basic_data", "乙局", "6.00"), ("self_evaluation", "甲局", "7.00"))
    facts = [{"concept": "expenditure", "value": value, "component": kind, "of": of} for kind, of, value in pairs]
    assert restated(*facts, {**facts[1], "component": "self_evaluation"}) == ()
    (found,) = restated(*facts, {**facts[1], "component": "self_evaluation", "value": "6.50"})
    assert lines_of(found) == [2, 4]


def test_names_in_full_and_in_short_are_one_unit() -> None:
    # 报告写全称、附件写简称，仍是一个单位。
    full = {"concept": "expenditure", "value": "7.00", "of": "中共某某市示例区委机构编制委员会办公室"}
    short = {"concept": "expenditure", "value": "6.00", "of": "示例区编办", "component": "basic_data"}
    assert len(restated(full, short)) == 1


def test_the_tally_counts_a_fact_once_however_often_it_is_stated() -> None:
    tally = check(only(subject_of_facts(rates("94", "94", "94")), "cn.restated")).tally
    assert (tally.held, tally.failed, tally.checked) == (1, 0, {"f1", "f2", "f3"})
