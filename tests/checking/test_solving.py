"""Contradictions solved together: one cause is one finding, what follows stands under it, nobody is accused lightly."""

from __future__ import annotations

from typing import Any

import pytest
from tests.checking.filing import checked, only, subject_of_facts, subject_of_text
from tests.checking.package import FINAL_ACCOUNTS

from hengji.checking.finding import Finding
from hengji.checking.run import check
from hengji.checking.solving import board

REPORT = "某某市示例区机构编制办公室2023年度整体支出绩效自评报告\n"


def of_accounts(*changes: tuple[str, str]) -> list[Finding]:
    """The errors of the made-up final accounts with some of its text replaced."""
    text = FINAL_ACCOUNTS
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return [one for one in check(subject_of_text(text, "cn")).findings if one.severity == "error"]


def test_a_total_swapped_in_the_table_is_one_finding_with_its_repair() -> None:
    # 02、06 表的合计颠倒了两位：本表的和、人员公用之和、正文都对不上，是一个错。
    (found,) = of_accounts(("| 302 | 商品和服务支出 | 47.56 |", "| 302 | 商品和服务支出 | 74.56 |"))
    assert "应为 47.56万元（现印 74.56，疑两位数字颠倒）" in (found.repair or "")
    assert found.consequences
    assert {one.severity for one in found.consequences} == {"note"}


def test_text_against_two_tables_points_to_the_text() -> None:
    (found,) = of_accounts(("2023年度收、支总计519.83万元", "2023年度收、支总计519.38万元"))
    assert "519.83万元（现印 519.38，疑两位数字颠倒）" in (found.repair or "")


def test_two_independent_slips_are_two_findings() -> None:
    found = of_accounts(
        ("| 302 | 商品和服务支出 | 47.56 |", "| 302 | 商品和服务支出 | 74.56 |"),
        ("2023年度收、支总计519.83万元", "2023年度收、支总计519.38万元"),
    )
    assert len(found) == 2


def test_one_failed_equation_names_no_culprit() -> None:
    # 支出 = 基本 + 项目：三个数哪个都可能错。
    text = "2023年度本单位一般公共预算财政拨款支出111.07万元，其中：基本支出95.00万元，项目支出15.00万元。\n"
    (found,) = checked(REPORT + text).findings
    assert found.repair is None
    assert found.consequences == ()


def test_a_wrong_amount_is_told_by_its_rates() -> None:
    # 金额错了，占比跟着对不上，只报一条。
    (found,) = of_accounts(("基本支出372.19万元，占76.95%", "基本支出327.19万元，占76.95%"))
    assert "372.19万元（现印 327.19，疑两位数字颠倒）" in (found.repair or "")


def test_a_wrong_rate_is_told_by_its_amounts() -> None:
    (found,) = of_accounts(("占基本支出的86.18%", "占基本支出的81.68%"))
    assert found.kind == "ratio"
    assert "86.18%（现印 81.68" in (found.repair or "")


CHANGES: list[dict[str, Any]] = [
    {"concept": "three_public", "value": "8.00", "line": 9},
    {"concept": "three_public", "value": "10.00", "period": "2022", "line": 12},
    {"concept": "change.amount", "value": "2.00", "line": 9, "dimensions": {"of": "“三公”经费", "direction": "减少"}},
    {"concept": "change.rate", "value": "20", "line": 9, "dimensions": {"of": "“三公”经费", "direction": "减少"}},
]


def changed(**values: str) -> tuple[Finding, ...]:
    """The findings of an amount of two years with its difference and rate, some of them printed otherwise."""
    names = ("now", "before", "amount", "rate")
    facts = [{**fact, "value": values.get(name, fact["value"])} for name, fact in zip(names, CHANGES, strict=True)]
    return check(only(subject_of_facts(facts), "cn.change.recomputed")).findings


@pytest.mark.parametrize(("wrong", "value", "right"), [("now", "9.00", "8.00"), ("amount", "3.00", "2.00")])
def test_amount_difference_and_rate_tell_which_is_wrong(wrong: str, value: str, right: str) -> None:
    assert changed() == ()
    (found,) = changed(**{wrong: value})
    assert f"应为 {right}万元（现印 {value}" in (found.repair or "")


def test_the_direction_of_a_change_is_held_against_both_years() -> None:
    # 上年 10.00，本年 8.00，写成增加 2.00。
    facts = [dict(fact) for fact in CHANGES[:3]]
    facts[2]["dimensions"] = {"of": "“三公”经费", "direction": "增加"}
    (found,) = check(only(subject_of_facts(facts), "cn.change.recomputed")).findings
    assert (found.kind, found.working) == ("change", "8.00 - 10.00 = -2.00 ≠ 2.00")


def test_a_table_and_a_sentence_off_by_the_same_amount_are_one_finding() -> None:
    # 年初、年末结转在表里为 0，正文都写 1：一个原因。
    stated = [("carryover.opening", "t1", "0", 3), ("carryover.closing", "t1", "0", 4)]
    said = [("carryover.opening", "", "1.00", 40), ("carryover.closing", "", "1.00", 40)]
    facts = [
        {"concept": concept, "table": table, "value": value, "line": line, "start": index * 9}
        for index, (concept, table, value, line) in enumerate([*stated, *said])
    ]
    (found,) = check(only(subject_of_facts(facts), "cn.restated")).findings
    assert [one.rule for one in found.consequences] == ["cn.restated"]


def test_three_places_against_one_name_the_one() -> None:
    facts = [{"concept": "expenditure", "value": value} for value in ("47.56", "47.56", "45.76", "47.56")]
    (found,) = check(only(subject_of_facts(facts), "cn.restated")).findings
    assert found.repair is not None
    assert found.repair.startswith("请核对第3行")
    assert "47.56万元（现印 45.76，疑两位数字颠倒）" in found.repair


def test_two_places_against_each_other_name_none() -> None:
    facts = [{"concept": "expenditure", "value": value} for value in ("47.56", "51.02")]
    (found,) = check(only(subject_of_facts(facts), "cn.restated")).findings
    assert found.repair is None


def test_without_work_the_plain_findings_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(board, "WORK", 0)
    found = of_accounts(("| 302 | 商品和服务支出 | 47.56 |", "| 302 | 商品和服务支出 | 74.56 |"))
    assert len(found) > 1
    assert all(one.repair is None and one.consequences == () for one in found)


def test_a_real_error_of_a_few_hundredths_is_an_error() -> None:
    # 两项之和 5.38 写成 5.40：两项四舍五入最多差 0.015。
    text = "2023年度本单位一般公共预算财政拨款支出{}万元，其中：基本支出3.17万元，项目支出2.21万元。\n"
    assert [one.severity for one in checked(REPORT + text.format("5.40")).findings] == ["error"]
    assert [one.rule for one in checked(REPORT + text.format("5.39")).findings] == ["cn.rounding"]
    assert checked(REPORT + text.format("5.38")).findings == ()
