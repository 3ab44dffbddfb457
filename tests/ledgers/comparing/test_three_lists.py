"""Roster, payroll and budget held against each other: what each difference is called, and where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ledgers.extracting.lists import BODIES, grid_of
from tests.ledgers.made_ledgers import ledger_of
from tests.ledgers.vault.made_up import identity

from hengji.ledgers.comparing.differing import Compared, compared
from hengji.ledgers.comparing.listing import Digests, listed

HEADINGS = {
    "roster": "姓名, 身份证号, 单位名称, 编制性质",
    "payroll": "姓名, 身份证号, 发放单位, 人员类别",
    "budget": "姓名, 身份证号, 预算单位, 人员类别",
}
ONE = f"甲某, {identity(1)}, 某县编办, 行政编"
TWO = f"乙某, {identity(2)}, 某县甲局, 全额事业编"


def held(**lists: list[str]) -> Compared:
    ledger = ledger_of({"机构": BODIES})
    comparison = ledger.book.comparisons["three_lists"]
    digests = Digests()
    sides = {
        name: listed(
            [grid_of("\n".join(["某县名册,,,", HEADINGS[name], *rows, "合计, , ,"]), file=f"{name}.xlsx")],
            comparison.sides[name],
            comparison,
            ledger,
            digests,
        )
        for name, rows in lists.items()
    }
    assert all(one.refused == 0 for one in sides.values())
    return compared(comparison, sides, ledger)


def kinds(result: Compared) -> list[str]:
    return [one.kind.id for one in result.differences]


def test_three_lists_that_agree() -> None:
    result = held(roster=[ONE, TWO], payroll=[TWO, ONE], budget=[ONE, TWO])
    assert kinds(result) == []
    assert result.persons == 2


@pytest.mark.parametrize(
    ("roster", "payroll", "budget", "wanted"),
    [
        ([ONE, TWO], [ONE], [ONE, TWO], ["unpaid"]),
        ([ONE], [ONE, TWO], [ONE], ["unlisted", "paid_unbudgeted"]),
        ([ONE], [ONE], [ONE, TWO], ["budgeted_unlisted", "budget_count"]),
        ([ONE, TWO], [ONE, TWO], [ONE], ["unbudgeted", "paid_unbudgeted", "budget_count"]),
        ([ONE], [ONE.replace("某县编办", "某县甲局")], [ONE], ["unit_payroll"]),
        ([ONE], [ONE], [ONE.replace("某县编办", "某县甲局")], ["unit_budget", "budget_count", "budget_count"]),
        ([ONE], [ONE.replace("行政编", "工勤人员")], [ONE], ["type_payroll"]),
        ([ONE], [ONE], [ONE.replace("行政编", "事业编制")], ["type_budget"]),
        ([ONE, ONE], [ONE], [ONE], ["roster_twice"]),
        ([ONE], [ONE, ONE], [ONE], ["payroll_twice"]),
        ([ONE], [ONE], [ONE, ONE], ["budget_twice"]),
    ],
)
def test_each_kind_of_difference(roster: list[str], payroll: list[str], budget: list[str], wanted: list[str]) -> None:
    assert kinds(held(roster=roster, payroll=payroll, budget=budget)) == wanted


def test_a_difference_has_its_place_in_both_files_and_nobodys_name() -> None:
    result = held(roster=[TWO, ONE], payroll=[ONE.replace("某县编办", "某县甲局"), TWO])
    (found,) = result.differences
    assert [(label, str(spot)) for label, spot in found.places] == [
        ("实名制名册", "roster.xlsx 表一 第4行"),
        ("工资发放名册", "payroll.xlsx 表一 第3行"),
    ]
    assert found.says == "实名制名册写“某县编办”，工资发放名册写“某县甲局”。"
    assert found.whose == "某县编办"
    assert "甲某" not in repr(result)
    assert identity(1) not in repr(result)
    assert [one.id for one in result.left if "budget" in one.id]


def test_a_former_name_of_a_body_is_the_same_body() -> None:
    bodies = BODIES + "2023-06-01, 更名, J3, 某县新局, ,\n"
    ledger = ledger_of({"机构": bodies})
    comparison = ledger.book.comparisons["three_lists"]
    digests = Digests()
    old, new = (f"{HEADINGS['roster']}\n{TWO}", f"{HEADINGS['payroll']}\n{TWO.replace('某县甲局', '某县新局')}")
    sides = {
        name: listed([grid_of(text)], comparison.sides[name], comparison, ledger, digests)
        for name, text in (("roster", old), ("payroll", new))
    }
    assert kinds(compared(comparison, sides, ledger)) == []


def test_without_a_number_name_and_body_are_taken_and_said_to_be_weak() -> None:
    bare = "甲某, , 某县编办, 工勤人员"
    (found,) = held(roster=[ONE], payroll=[bare]).differences
    assert (found.kind.id, found.weak) == ("type_payroll", True)
    two = held(roster=[ONE, f"甲某, {identity(3)}, 某县编办, 行政编"], payroll=[bare])
    assert sorted(kinds(two)) == ["unlisted", "unpaid", "unpaid"], "of two who may be meant nobody is taken"


def test_those_who_retired_are_not_compared_and_that_is_told() -> None:
    ledger = ledger_of({"机构": BODIES})
    comparison = ledger.book.comparisons["three_lists"]
    text = f"{HEADINGS['payroll']}\n{ONE}\n丙某, {identity(3)}, 某县编办, 退休人员"
    side = listed([grid_of(text)], comparison.sides["payroll"], comparison, ledger, Digests())
    assert len(side.rows) == 1
    assert [(one.spot.line, one.why) for one in side.left_out] == [(3, "“退休人员”不收进这本台账")]


NUMBERS = st.sets(st.integers(1, 20))


@settings(max_examples=60, deadline=None)
@given(NUMBERS, NUMBERS)
def test_who_is_missing_is_exactly_the_difference_of_the_sets(roster: set[int], payroll: set[int]) -> None:
    def rows(numbers: set[int]) -> list[str]:
        return [f"某{number}, {identity(number)}, 某县编办, 行政编" for number in sorted(numbers)]

    found = kinds(held(roster=rows(roster), payroll=rows(payroll)))
    assert found.count("unpaid") == len(roster - payroll)
    assert found.count("unlisted") == len(payroll - roster)
    assert len(found) == len(roster ^ payroll)
