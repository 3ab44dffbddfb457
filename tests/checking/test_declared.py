"""Declared checks: the contexts they run in, where their operands are looked for, and when they are in force."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.checking.filing import YEAR, lines_of, only, subject_of_facts

from hengji.checking.finding import Finding
from hengji.checking.run import check
from hengji.checking.subject import Subject
from hengji.packs.check import Check, Version
from hengji.packs.formulas import parsed_check

TWO = "cn.money.expenditure-two"
GENERAL, FUND = "一般公共预算财政拨款", "政府性基金预算财政拨款"


def three(total: str, basic: str, project: str, **aspects: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - as in YAML
    """Total, basic and project expenditure of one context."""
    names = ("expenditure", "expenditure.basic", "expenditure.project")
    return [
        {"concept": name, "value": value, **aspects} for name, value in zip(names, (total, basic, project), strict=True)
    ]


def found(rule: str, facts: list[dict[str, Any]]) -> tuple[Finding, ...]:
    """The findings of one check."""
    return check(only(subject_of_facts(facts), rule)).findings


def changed(subject: Subject, rule: str, **fields: Any) -> Subject:  # noqa: ANN401 - fields of a check
    """The same filing under a pack whose check is declared otherwise."""
    (part,) = subject.parts
    checks: dict[str, Check] = {rule: replace(part.pack.checks[rule], **fields)}
    return Subject([replace(part, pack=replace(part.pack, checks=checks))], subject.facts)


def test_a_check_runs_once_in_every_context_its_leading_figure_is_stated_in() -> None:
    # 上年、本年、年初预算各有支出合计，各查一次。
    facts = [
        *three("10.00", "6.00", "4.00"),
        *three("11.00", "6.00", "4.00", period="2022"),
        *three("12.00", "6.00", "4.00", scenario="budget"),
    ]
    assert [lines_of(one) for one in found(TWO, facts)] == [[4, 5, 6], [7, 8, 9]]


def test_over_runs_through_one_value_at_a_time() -> None:
    # 一般公共预算、政府性基金各查各的，不混着加。
    facts = [
        *three("10.00", "6.00", "4.00", dimensions={"fund": GENERAL}),
        *three("9.00", "5.00", "3.00", dimensions={"fund": FUND}),
    ]
    assert [lines_of(one) for one in found("cn.money.expenditure-split", facts)] == [[4, 5, 6]]


def test_dimensions_that_are_not_mentioned_must_be_absent() -> None:
    # 某个项目的支出不是项目支出合计。
    facts = [*three("10.00", "6.00", "4.00")[:2], *three("", "", "4.00", dimensions={"project": "示例普查"})[2:]]
    answer = check(only(subject_of_facts(facts), TWO))
    assert (answer.tally.unknown, answer.tally.failed) == (1, 0)


def test_scenarios_limit_the_contexts() -> None:
    # 只查决算数的关系，不拿年初预算来比。
    facts: list[dict[str, Any]] = [
        {"concept": "expenditure", "value": "10.00", "scenario": "budget", "dimensions": {"fund": GENERAL}},
        {"concept": "funding.total", "value": "11.00", "scenario": "budget"},
    ]
    assert found("cn.money.executed", facts) == ()
    actual = [{**fact, "scenario": "actual"} for fact in facts]
    assert [one.working for one in found("cn.money.executed", actual)] == ["10.00 ≠ 11.00，差 1.00"]


def test_the_condition_is_asked_of_the_same_context() -> None:
    # 上年列了上缴上级支出，本年没有列：本年仍按两项之和查。
    facts = [
        *three("11.00", "6.00", "4.00"),
        *three("10.00", "5.00", "4.00", period="2022"),
        {"concept": "expenditure.remitted", "value": "1.00", "period": "2022"},
    ]
    assert [lines_of(one) for one in found(TWO, facts)] == [[1, 2, 3]]


def test_operands_of_the_same_table_come_first() -> None:
    # 表里的支出与表里的分项比，正文写的另一个数不掺进来。
    facts: list[dict[str, Any]] = [
        *three("10.00", "6.00", "4.00", table="t1"),
        {"concept": "expenditure.basic", "value": "5.00"},
    ]
    assert [lines_of(one) for one in found(TWO, [*facts, {"concept": "expenditure.project", "value": "4.00"}])] == []
    wrong = [{**facts[0], "value": "9.00"}, *facts[1:]]
    assert [lines_of(one) for one in found(TWO, wrong)] == [[1, 2, 3]]


def test_operands_of_the_same_row_come_first_of_all() -> None:
    # 两行同名的指标，各与自己那一行的分值比。
    names = {"group": "产出", "subgroup": "数量", "indicator": "其他"}
    row: dict[str, Any] = {"component": "self_evaluation", "table": "t1", "dimensions": names}
    address = "cn.self_evaluation!indicators/indicator#{}/{}"
    facts = [
        {"concept": f"indicator.{column}", "value": value, "address": address.format(number, column), **row}
        for number, weight, score in ((1, "5", "6"), (2, "10", "9"))
        for column, value in (("weight", weight), ("score", score))
    ]
    assert [one.working for one in found("cn.se.score-cap", facts)] == ["6 > 5，超 1"]


def test_statements_that_disagree_give_no_operand() -> None:
    # 正文的基本支出写了两个数，先报前后不一致，不拿其中一个去核对合计。
    facts = [*three("10.00", "6.00", "4.00"), {"concept": "expenditure.basic", "value": "7.00"}]
    assert found(TWO, facts) == ()
    assert [one.rule for one in check(subject_of_facts(facts)).findings] == ["cn.restated"]


def test_a_component_is_not_completed_from_another_unless_the_check_says_so() -> None:
    # 附件里的分项不拿来凑报告的合计；说明了 within: filing 的才跨部分。
    total, basic, project = three("10.00", "5.00", "4.00")
    facts = [total, {**basic, "component": "basic_data"}, {**project, "component": "basic_data"}]
    assert found(TWO, facts) == ()
    pair: list[dict[str, Any]] = [
        {"concept": "expenditure.public", "value": "2.00", "dimensions": {"fund": GENERAL}},
        {"concept": "expenditure.public", "value": "3.00", "component": "basic_data"},
    ]
    assert [lines_of(one) for one in found("cn.money.general-is-all-public", pair)] == [[1, 2]]


def test_within_table_takes_nothing_from_outside_the_table() -> None:
    facts = [
        {"concept": "revenue.available", "value": "10.00", "component": "final_accounts", "table": "t1"},
        {"concept": "outlay.total", "value": "9.00", "component": "final_accounts"},
    ]
    assert found("cn.money.totals-balance", facts) == ()
    inside = [facts[0], {**facts[1], "table": "t1"}]
    assert [lines_of(one) for one in found("cn.money.totals-balance", inside)] == [[1, 2]]


def test_a_check_of_one_kind_of_component_leaves_the_others_alone() -> None:
    fact = {"concept": "weight.total", "value": "95"}
    assert found("cn.se.weight-hundred", [{**fact, "component": "report"}]) == ()
    assert len(found("cn.se.weight-hundred", [{**fact, "component": "self_evaluation"}])) == 1


@pytest.mark.parametrize(
    ("since", "until", "year", "fires"),
    [(2020, 9999, YEAR, True), (YEAR + 1, 9999, YEAR, False), (2015, YEAR - 1, YEAR, False), (2015, 2020, 0, True)],
)
def test_a_check_is_in_force_for_the_years_it_says(since: int, until: int, year: int, *, fires: bool) -> None:
    # 上年的表按上年的规定查；认不出年度的，按最近的规定查，不是不查。
    subject = subject_of_facts(three("11.00", "6.00", "4.00"))
    subject = changed(subject, TWO, versions=(Version(since, until, "caiku-2021-36", "", ""),))
    dated = Subject([replace(subject.parts[0], year=year)], subject.facts)
    assert bool(check(dated).findings) is fires


def test_two_units_in_one_file_are_told_apart_by_their_papers() -> None:
    # 两份报告、两份附件：每份报告与自己单位的附件比，不论名称写全称还是简称。
    own = {"concept": "expenditure.public", "value": "25.00"}
    other = {"concept": "expenditure.public", "value": "9.00", "of": "某某市示例区事务中心"}
    facts: list[dict[str, Any]] = [
        {**own, "dimensions": {"fund": GENERAL}},
        {**own, "component": "basic_data", "of": "示例区编办"},
        {**other, "dimensions": {"fund": GENERAL}},
        {**other, "component": "basic_data"},
    ]
    assert found("cn.money.general-is-all-public", facts) == ()
    facts[3]["value"] = "8.00"
    assert [lines_of(one) for one in found("cn.money.general-is-all-public", facts)] == [[3, 4]]


def test_a_group_that_leads_a_check_is_held_once_not_once_for_each_of_its_members() -> None:
    names = ("甲", "乙", "丙")
    dimensions = [{"group": "产出", "subgroup": "数量", "indicator": name} for name in names]
    facts: list[dict[str, Any]] = [{"concept": "indicator.weight", "value": "5", "dimensions": of} for of in dimensions]
    rule = "cn.se.weight-hundred"
    subject = only(subject_of_facts([*facts, {"concept": "weight.total", "value": "20"}]), rule)
    subject = changed(subject, rule, components=())
    (part,) = subject.parts
    text = "sum(indicator.weight{group: *, subgroup: *, indicator: *}) = weight.total"
    tree = parsed_check(text, part.pack.concepts, part.pack.checks[rule].mark, [])
    assert tree is not None
    pack = replace(part.pack, formulas={f"check:{rule}": tree})
    answer = check(Subject([replace(part, pack=pack)], subject.facts))
    assert [one.working for one in answer.findings] == ["5 + 5 + 5 = 15 ≠ 20，多 5"]
    assert answer.tally.failed == 1


def test_the_same_figures_reached_twice_are_one_check() -> None:
    # 支出合计在正文写了两遍，各与分项比一次；同样几个数不重复计。
    facts = three("10.00", "6.00", "4.00")
    tally = check(only(subject_of_facts([*facts, facts[0]]), TWO)).tally
    assert tally.held == 2
    assert check(only(subject_of_facts(facts), TWO)).tally.held == 1
