"""Totals and ratios a file leaves open, derived from their parts; what is stated is never touched."""

from __future__ import annotations

from decimal import Decimal

from tests.reading.drawn import BASIC, BASIC_DATA, SELF_EVALUATION, THREE_PUBLIC, TOTALS, changed, reading, without

from hengji.engine.deriving import derive
from hengji.facts.fact import State, Statement

ACCOUNTS = "2023年度某某县档案馆部门决算"


def derived(drawing: str) -> dict[str, str]:
    """What is derived for a table, by address."""
    found = derive(reading(ACCOUNTS, drawing)).facts
    return {cell(one): f"{one.value:f}{one.unit}" for one in found if one.source.origin == "computed"}


def statements(drawing: str) -> dict[str, Statement]:
    """Everything stated once what can be derived has been, by address."""
    return {cell(one): one for one in derive(reading(ACCOUNTS, drawing)).facts}


def cell(statement: Statement) -> str:
    return statement.address.partition("!")[2]


def test_a_complete_table_is_left_as_it_is() -> None:
    for drawing in (BASIC_DATA, SELF_EVALUATION, TOTALS, BASIC, THREE_PUBLIC):
        before = reading(ACCOUNTS, drawing)
        assert list(derive(before).facts) == list(before.facts)


def test_a_blank_total_is_the_sum_of_its_rows() -> None:
    assert derived(changed(BASIC_DATA, "项目支出： | 20.00 | 25.00 |", "项目支出： | | |")) == {
        "cost/project/budget": "25.00万元",
    }


def test_a_total_of_totals_is_derived_from_what_was_derived() -> None:
    blank = changed(BASIC_DATA, "三公经费 | 3.20 | 3.00 | 2.10", "三公经费 | | 3.00 | 2.10")
    blank = changed(blank, "1、公务用车购置和维护经费 | 0 | 0 | 0", "1、公务用车购置和维护经费 | | 0 | 0")
    assert derived(blank) == {"cost/vehicle/prior": "0万元", "cost/three_public/prior": "3.20万元"}


def test_a_sum_has_the_decimals_of_its_parts() -> None:
    blank = changed(BASIC_DATA, "三公经费 | 3.20 | 3.00 | 2.10", "三公经费 | | 3.00 | 2.10")
    assert statements(blank)["cost/three_public/prior"].decimals == 2


def test_a_ratio_is_derived_in_per_cent_with_two_decimals_at_most() -> None:
    assert derived(changed(BASIC_DATA, "^ | 12 | 9 | 75%", "^ | 12 | 7 |")) == {"staff/only/rate": "58.33%"}
    assert derived(changed(BASIC_DATA, "^ | 12 | 9 | 75%", "^ | 12 | 12 |")) == {"staff/only/rate": "100%"}
    assert derived(changed(BASIC_DATA, "| 96% | 80.00", "| | 80.00")) == {"building/only/area_rate": "96%"}


def test_nothing_is_divided_by_zero() -> None:
    assert derived(changed(BASIC_DATA, "^ | 12 | 9 | 75%", "^ | 0 | 0 |")) == {}


def test_a_missing_operand_leaves_the_total_open() -> None:
    blank = changed(BASIC_DATA, "三公经费 | 3.20 | 3.00 | 2.10", "三公经费 | | 3.00 | 2.10")
    assert derived(changed(blank, "3、公务接待 | 3.20 |", "3、公务接待 | |")) == {}
    assert derived(changed(blank, "3、公务接待 | 3.20 |", "3、公务接待 | 见附表 |")) == {}
    assert derived(changed(blank, "3、公务接待 | 3.20 |", "3、公务接待 | —— |")) == {}
    assert derived(without(blank, "3、公务接待")) == {}


def test_a_selection_of_parts_makes_no_total() -> None:
    assert derived(changed(BASIC_DATA, "公用经费 | 30.00 |", "公用经费 | |")) == {}


def test_a_stated_total_stays_right_or_wrong() -> None:
    wrong = changed(BASIC_DATA, "三公经费 | 3.20 | 3.00 | 2.10", "三公经费 | 9.99 | 0 | ——")
    assert derived(wrong) == {}
    assert statements(wrong)["cost/three_public/prior"].value == Decimal("9.99")


def test_where_blanks_are_zero_a_blank_part_counts_as_zero() -> None:
    blank = changed(
        changed(TOTALS, "本年收入合计 | 27 | 500.00", "本年收入合计 | 27 |"), "总计 | 30 | 505.00", "总计 | 30 |"
    )
    assert derived(blank) == {"income/current/value": "500.00万元", "income/total/value": "505.00万元"}


def test_where_blanks_are_zero_a_total_of_nothing_but_blanks_stays_blank() -> None:
    empty = changed(THREE_PUBLIC, "5.00 | 0 | 3.00 | 0 | 3.00 | 2.00 |", " | | | | | |")
    assert derived(empty) == {}
    assert statements(empty)["items/only/budget.total"].state is State.BLANK


def test_classes_of_a_code_list_make_their_total() -> None:
    assert derived(changed(TOTALS, "本年支出合计 | 57 | 490.00", "本年支出合计 | 57 |")) == {
        "outlay/current/value": "490.00万元"
    }


def test_a_code_is_the_sum_of_its_codes_one_step_down() -> None:
    assert derived(changed(BASIC, "302 | 商品和服务支出 | 52.00", "302 | 商品和服务支出 |")) == {
        "economic/302/value": "52.00万元"
    }


def test_a_total_whose_row_is_missing_is_derived_and_stands_beside_the_others() -> None:
    short = without(BASIC, "人员经费合计")
    assert derived(short) == {"totals/only/personnel": "306.00万元", "totals/only/public": "55.00万元"}
    one = statements(short)["totals/only/personnel"]
    beside = statements(short)["economic/301/value"]
    assert (one.component, one.table, one.key.period) == (beside.component, beside.table, "2023")
    assert (one.place, one.label) == (None, "人员经费")


def test_a_missing_total_that_is_stated_elsewhere_is_not_derived_again() -> None:
    again = derive(reading(ACCOUNTS, without(BASIC, "人员经费合计"), "第二表。", BASIC)).facts
    assert [one for one in again if one.source.origin == "computed"] == []


def test_what_is_derived_says_so_and_keeps_the_place_of_the_blank() -> None:
    one = statements(changed(BASIC_DATA, "^ | 12 | 9 | 75%", "^ | 12 | 9 |"))["staff/only/rate"]
    blank = {cell(two): two for two in reading(ACCOUNTS, changed(BASIC_DATA, "^ | 12 | 9 | 75%", "^ | 12 | 9 |")).facts}
    assert (one.source.origin, one.source.quote, one.place) == ("computed", "", blank["staff/only/rate"].place)
    assert (one.id, one.key) == (blank["staff/only/rate"].id, blank["staff/only/rate"].key)
