"""Recognising tables: which form a table is, and what every cell of it states."""

from __future__ import annotations

import pytest
from tests.reading.drawn import (
    BASIC,
    BASIC_DATA,
    SELF_EVALUATION,
    THREE_PUBLIC,
    TOTALS,
    after,
    cells,
    changed,
    figures,
    pack,
    recognised,
    table,
    unread,
    without,
)

from hengji.facts.fact import State
from hengji.reading.tables.recognition import recognise

LANSHAN = "cn-431127-lanshan"
FORMS = {
    "cn.basic_data": BASIC_DATA,
    "cn.self_evaluation": SELF_EVALUATION,
    "cn.fa.totals": TOTALS,
    "cn.fa.basic": BASIC,
    "cn.fa.three_public": THREE_PUBLIC,
}


def column(found: dict[str, str], name: str) -> dict[str, str]:
    """The figures of one column by row."""
    return {address.split("/")[1]: value for address, value in found.items() if address.endswith(f"/{name}")}


def keys(drawing: str, column: str) -> list[dict[str, str]]:
    """What tells the cells of a column apart."""
    return [dict(cell.dimensions) for address, cell in cells(drawing).items() if address.endswith(f"/{column}")]


# ------------------------------------------------------------------------------------------------------- which form


@pytest.mark.parametrize(("form", "drawing"), FORMS.items())
def test_a_form_is_recognised_and_read_whole(form: str, drawing: str) -> None:
    assert recognised(drawing).form.id == form
    assert unread(drawing) == []


@pytest.mark.parametrize(
    "drawing",
    [
        "姓名 | 职务 | 电话\n某某 | 主任 | 无",
        "项目 | 金额\n会议费 | 3.00\n培训费 | 2.00",
        "序号 | 内容\n1 | 甲\n2 | 乙",
    ],
)
def test_another_table_is_no_form(drawing: str) -> None:
    assert recognise(pack(), table(drawing)) is None


def test_a_few_labels_in_common_make_no_form() -> None:
    assert recognise(pack(), table("项目 | 决算数\n公用经费 | 3.00\n项目支出 | 2.00\n三公经费 | 1.00")) is None


# ------------------------------------------------------------------------------------------------ rows and their cells


def test_figures_land_in_the_row_of_their_label_and_the_column_of_their_head() -> None:
    assert column(figures(BASIC_DATA), "actual") == {
        "three_public": "2.10",
        "vehicle": "0",
        "vehicle_purchase": "0",
        "vehicle_running": "0",
        "abroad": "0",
        "reception": "2.10",
        "project": "24.50",
        "project_item#1": "14.50",
        "project_item#2": "10.00",
        "public": "31.00",
        "account#1": "5.80",
        "account#2": "2.20",
        "procurement": "7.60",
        "basic_adjustment": "0",
    }


def test_rows_without_labels_are_read_by_their_heads() -> None:
    assert figures(THREE_PUBLIC) == {
        "items/only/budget.total": "5.00",
        "items/only/budget.abroad": "0",
        "items/only/budget.vehicle": "3.00",
        "items/only/budget.vehicle_purchase": "0",
        "items/only/budget.vehicle_running": "3.00",
        "items/only/budget.reception": "2.00",
        "items/only/actual.total": "4.10",
        "items/only/actual.abroad": "0",
        "items/only/actual.vehicle": "2.60",
        "items/only/actual.vehicle_purchase": "0",
        "items/only/actual.vehicle_running": "2.60",
        "items/only/actual.reception": "1.50",
    }


def test_a_label_and_its_figure_in_one_cell_are_read_apart() -> None:
    found = {address: value for address, value in figures(SELF_EVALUATION).items() if address.startswith("sources/")}
    assert found == {
        "sources/only/income": "100.00",
        "sources/only/outlay": "100.00",
        "sources/only/general": "98.00",
        "sources/only/basic": "75.00",
        "sources/only/fund": "0",
        "sources/only/project": "25.00",
        "sources/only/special_account": "0",
        "sources/only/other": "2.00",
    }


@pytest.mark.parametrize(
    ("drawing", "line", "gone"),
    [
        (BASIC_DATA, "3、公务接待", {"reception"}),
        (BASIC_DATA, "其中：公车购置", {"vehicle_purchase"}),
        (BASIC_DATA, "政府采购金额", {"procurement"}),
        (TOTALS, "年初结转和结余", {"opening", "closing"}),
        (BASIC, "303 ", {"303", "399"}),
        (SELF_EVALUATION, "^ | 政府性基金", {"only"}),
    ],
)
def test_a_missing_row_leaves_the_others_where_they_are(drawing: str, line: str, gone: set[str]) -> None:
    before, short = figures(drawing), without(drawing, line)
    left = figures(short)
    assert left.items() < before.items()
    assert {address.split("/")[1] for address in before.keys() - left.keys()} == gone
    assert unread(short) == []


def test_a_row_with_an_unknown_label_is_listed_and_moves_no_other() -> None:
    longer = after(BASIC_DATA, "三公经费", "会议及培训费 | 1.00 | 2.00 | 3.00")
    assert figures(longer) == figures(BASIC_DATA)
    assert unread(longer) == ["会议及培训费", "1.00", "2.00", "3.00"]


def test_a_row_with_an_unknown_label_on_one_side_is_listed_with_its_figure() -> None:
    longer = changed(TOTALS, "六、经营收入 | 6 |", "六、捐赠收入 | 6 | 7.00")
    assert figures(longer) == figures(TOTALS)
    assert unread(longer) == ["六、捐赠收入", "7.00"]


def test_notes_and_captions_inside_the_grid_are_listed_not_taken_for_rows() -> None:
    longer = "部门：某某县档案馆 | 单位：万元\n" + TOTALS.strip("\n") + "\n注：本表反映总收支。"
    assert figures(longer) == figures(TOTALS)
    assert unread(longer) == ["部门：某某县档案馆", "单位：万元", "注：本表反映总收支。"]


def test_text_in_a_cell_that_the_form_leaves_empty_is_listed() -> None:
    said = changed(SELF_EVALUATION, "总分 | 100 | 97.6 |", "总分 | 100 | 97.6 | 另加 2 分")
    assert figures(said) == figures(SELF_EVALUATION)
    assert unread(said) == ["另加 2 分"]


# -------------------------------------------------------------------------------------------------------------- labels


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("三公经费 |", "“三公”经费 |"),
        ("三公经费 |", "一、三公经费 |"),
        ("3、公务接待 |", "（三）公务接待 |"),
        ("3、公务接待 |", "公务接待费 |"),
        ("3、公务接待 |", "  3.公务 接待： |"),
        ("其中：公车购置", "其中:公车购置"),
        ("楼堂馆所控制情况（2023年完工项目）", "楼堂馆所控制情况(2023年完工项目)"),
        ("1、公务用车购置和维护经费", "1、公务用车购置和维护费"),
        ("编制数", "编\\n制数"),
    ],
)
def test_other_numbering_width_quotes_breaks_and_aliases_are_the_same_label(old: str, new: str) -> None:
    assert figures(changed(BASIC_DATA, old, new)) == figures(BASIC_DATA)


def test_blank_cells_read_like_merged_ones() -> None:
    assert figures(BASIC_DATA.replace("^", "")) == figures(BASIC_DATA)
    assert figures(SELF_EVALUATION.replace("^", "")) == figures(SELF_EVALUATION)


def test_blank_cells_cut_off_at_the_end_of_a_row_change_nothing() -> None:
    assert figures(SELF_EVALUATION.replace("97.6 |", "97.6")) == figures(SELF_EVALUATION)


# ------------------------------------------------------------------------------------------------------ repeated rows


def test_projects_and_accounts_are_told_apart_by_name_without_numbering_and_lead() -> None:
    assert keys(BASIC_DATA, "budget")[7:9] == [{"project": "档案数字化"}, {"project": "馆舍维修"}]
    assert keys(BASIC_DATA, "budget")[10:12] == [{"account": "办公费"}, {"account": "差旅费"}]


def test_a_name_that_begins_with_a_year_keeps_it() -> None:
    longer = changed(BASIC_DATA, "1、档案数字化", "1、2023年档案数字化")
    assert {"project": "2023年档案数字化"} in keys(longer, "budget")


def test_more_rows_of_a_kind_are_read_one_after_the_other() -> None:
    longer = after(BASIC_DATA, "2、馆舍维修", "3、展陈更新 | 1 | 2 | 3", "4、家谱征集 | 4 | 5 | 6")
    assert column(figures(longer), "actual").items() >= {"project_item#3": "3", "project_item#4": "6"}.items()


def test_indicators_are_told_apart_by_group_subgroup_and_name() -> None:
    assert keys(SELF_EVALUATION, "target") == [
        {"group": "产出指标", "subgroup": "数量指标", "indicator": "档案数字化"},
        {"group": "产出指标", "subgroup": "质量指标", "indicator": "差错率"},
        {"group": "效益指标", "subgroup": "社会效益", "indicator": "查档满意度"},
    ]


def test_the_second_of_two_indicators_of_one_name_has_the_ordinal_2() -> None:
    twice = after(SELF_EVALUATION, "^ | ^ | 质量指标", "^ | ^ | ^ | 差错率 | ≤2% | 1.5% | 0 | 0 |")
    found = keys(twice, "target")
    assert [one.get("ordinal") for one in found] == [None, None, "2", None]
    assert {**found[2], "ordinal": ""} == {**found[1], "ordinal": ""}


def test_one_name_in_two_groups_needs_no_ordinal() -> None:
    twice = after(SELF_EVALUATION, "^ | 效益指标", "^ | ^ | ^ | 差错率 | ≤2% | 1.5% | 0 | 0 |")
    assert all("ordinal" not in one for one in keys(twice, "target"))


def test_a_new_group_does_not_go_on_with_the_subgroup_of_the_last() -> None:
    blank = changed(SELF_EVALUATION, "社会效益", "")
    assert keys(blank, "target")[2] == {"group": "效益指标", "indicator": "查档满意度"}


@pytest.mark.parametrize("printed", ["产出指标（50分）", "产出指标(50分)", "产出\\n指标（50）", "产出指标50分"])
def test_a_group_heading_states_the_weight_of_its_group(printed: str) -> None:
    found = cells(changed(SELF_EVALUATION, "产出指标（50分）", printed))
    weight = found["indicators/indicator#1/group.weight"]
    assert (str(weight.value.value), dict(weight.dimensions)) == ("50", {"group": "产出指标"})


def test_a_group_heading_without_a_weight_states_none() -> None:
    found = cells(changed(SELF_EVALUATION, "产出指标（50分）", "产出指标"))
    assert [address for address in found if address.endswith("group.weight")] == ["indicators/indicator#3/group.weight"]
    assert dict(found["indicators/indicator#1/target"].dimensions)["group"] == "产出指标"


def test_a_numbered_indicator_is_known_by_its_name() -> None:
    found = keys(changed(SELF_EVALUATION, "差错率", "指标2：差错率"), "target")
    assert found[1]["indicator"] == "差错率"


def test_a_row_of_figures_without_any_name_is_listed() -> None:
    nameless = changed(BASIC_DATA, "2、馆舍维修 |", " |")
    assert unread(nameless) == ["——", "10.00", "10.00"]


def test_blank_rows_left_over_for_entry_state_nothing() -> None:
    longer = after(BASIC_DATA, "2、馆舍维修", " | | | ", " | | | ")
    assert figures(longer) == figures(BASIC_DATA)
    assert unread(longer) == []


# -------------------------------------------------------------------------------------------------------- side by side


def test_two_halves_are_read_each_by_its_own_labels_with_a_total_on_both() -> None:
    found = figures(changed(TOTALS, "总计 | 30 | 505.00", "总计 | 30 | 504.00"))
    assert (found["income/total/value"], found["outlay/total/value"]) == ("504.00", "505.00")


def test_the_halves_may_be_of_different_length_and_order_of_blanks() -> None:
    shifted = changed(TOTALS, " | 9 | | 九、卫生健康支出 | 39 |", "附注 | 9 | | 九、卫生健康支出 | 39 | 8.00")
    assert figures(shifted) == {**figures(TOTALS), "outlay/210/value": "8.00"}
    assert unread(shifted) == ["附注"]


def test_classes_are_known_by_code_whatever_their_number_in_the_list() -> None:
    short = without(TOTALS, "二、政府性基金", "三、国有资本")
    assert figures(short) == figures(TOTALS)
    renumbered = short.replace("八、社会保障和就业支出", "六、社会保障和就业支出")
    assert figures(renumbered)["outlay/208/value"] == "40.00"


def test_rows_of_dots_stand_for_rows_left_out() -> None:
    dotted = changed(TOTALS, " | 9 | | 九、卫生健康支出 | 39 |", "…… | 9 | | …… | 39 |")
    assert figures(dotted) == figures(TOTALS)
    assert unread(dotted) == []


def test_ordinals_are_no_figures() -> None:
    assert all(not address.endswith("/no") for address in cells(TOTALS))


def test_a_block_of_codes_is_read_by_code_not_by_name() -> None:
    renamed = changed(BASIC, "30211 | 差旅费", "30211 | 差旅交通费")
    assert figures(renamed) == figures(BASIC)


def test_an_edition_of_its_own_labels_is_read_with_its_pack() -> None:
    old = changed(without(TOTALS, "三、国有资本"), "使用非财政拨款结余（含专用结余）", "用事业基金弥补收支差额")
    assert figures(old, LANSHAN) == figures(TOTALS)


# -------------------------------------------------------------------------------------------------------------- states


def test_blank_zero_and_dash_are_three_things() -> None:
    found = cells(changed(BASIC_DATA, "2、出国经费 | 0 | 0 | 0", "2、出国经费 | | 0 | ——"))
    states = [found[f"cost/abroad/{name}"].value.state for name in ("prior", "budget", "actual")]
    assert states == [State.BLANK, State.ZERO, State.NOT_APPLICABLE]


def test_remarks_beside_a_figure_do_not_hide_its_row() -> None:
    said = changed(BASIC_DATA, "2、馆舍维修 | —— | 10.00 | 10.00", "2、馆舍维修 | 未安排 | 见附表 | 10.00")
    assert figures(said)["cost/project_item#2/actual"] == "10.00"
    assert unread(said) == ["未安排", "见附表"]


def test_text_in_a_number_cell_is_unreadable_with_its_text_and_listed() -> None:
    said = changed(BASIC_DATA, "2、出国经费 | 0 | 0 | 0", "2、出国经费 | 0 | 0 | 见附表")
    value = cells(said)["cost/abroad/actual"].value
    assert (value.state, value.text, value.value) == (State.UNREADABLE, "见附表", None)
    assert unread(said) == ["见附表"]


# --------------------------------------------------------------------------------------------------------------- years


def test_the_heads_give_the_fiscal_year() -> None:
    older = BASIC_DATA.replace("2022", "2018").replace("2023", "2019")
    assert recognised(older).years == {"year": 2019}


def test_a_head_of_another_year_is_remembered_with_its_place() -> None:
    found = recognised(changed(BASIC_DATA, "2023年决算数", "2022年决算数"))
    assert found.years == {"year": 2023}
    assert found.mislabelled_years == [(2, 3, 2022)]
