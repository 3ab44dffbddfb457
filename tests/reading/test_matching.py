"""How well a printed cell fits a declared one: labels, fixed texts, mixed cells, codes and figures."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.reading.drawn import pack, table

from hengji.documents.document import Cell
from hengji.packs.layout import parse_line
from hengji.packs.plan import PlannedLine, plan
from hengji.reading.cells import cell_words
from hengji.reading.tables.matching import (
    ALIAS,
    BLANK_LABEL,
    EXACT,
    FUZZY,
    SMALL,
    WRONG,
    Matcher,
    fit_fixed,
    fit_label,
    mixed_match,
    ways,
)


@pytest.mark.parametrize(
    ("printed", "declared", "score"),
    [
        ("三公经费", "三公经费", EXACT),
        ("三 公\n经　费", "三公经费", EXACT),
        ("“三公”经费", "三公经费", EXACT),
        ("实际规模（㎡）", "实际规模(㎡)", EXACT),
        ("其它收入", "其他收入", EXACT),
        ("（1）公务接待", "3、公务接待", ALIAS),
        ("其中:公车购置", "公车购置", ALIAS),
        ("公务接待：", "公务接待", ALIAS),
        ("经费控制情况", "经费控制情况（万元）", ALIAS),
        ("公务用车购置与维护经费", "公务用车购置和维护经费", FUZZY),
        ("公务接待", "公务用车", WRONG),
        ("总计", "合计", WRONG),
    ],
)
def test_a_label_fits_as_printed_then_in_meaning_then_nearly(printed: str, declared: str, score: float) -> None:
    assert fit_label(printed, declared).score == score


@pytest.mark.parametrize(
    ("printed", "fits"), [("2023年决算数", True), ("２０２１ 年决算数", True), ("上年决算数", False)]
)
def test_a_label_with_a_year_fits_any_year(printed: str, fits: bool) -> None:
    assert (fit_label(printed, "{year}年决算数").score == EXACT) is fits


def test_a_label_that_fits_counts_as_recognised_and_one_that_does_not_does_not() -> None:
    assert [fit_label(text, "三公经费").labels for text in ("三公经费", "其中：三公经费", "会议费")] == [1, 1, 0]


def test_a_blank_cell_fits_a_blank_text_and_is_no_label() -> None:
    assert fit_fixed("　", "").score == SMALL
    assert fit_fixed("", "总分").score == BLANK_LABEL
    assert fit_fixed("7", "").score == BLANK_LABEL


def line(form: str, row: str, name: str = "cn-430000-hunan") -> tuple[Matcher, PlannedLine]:
    """A planned line of a form, by the id of its row or of its drawn line."""
    chosen = pack(name)
    layout = chosen.layouts_of(form)[0]
    lines = plan(chosen.forms[form], layout)
    found = next(one for one in lines if one.line.id == row or (one.row is not None and one.row.id == row))
    return Matcher(chosen.meanings[form], chosen.codes, cell_words(chosen)), found


def cells(drawing: str) -> list[Cell]:
    return list(table(drawing).rows[0].cells)


def fits(form: str, row: str, drawing: str) -> float:
    matcher, planned = line(form, row)
    found = matcher.fit(cells(drawing), planned)
    assert found is not None
    return found.score


def test_a_label_outweighs_the_figures_beside_it() -> None:
    right = fits("cn.basic_data", "reception", "3、公务接待 | 见附表 | 见附表 | 见附表")
    wrong = fits("cn.basic_data", "abroad", "3、公务接待 | 1 | 1 | 1")
    assert wrong < right


def test_text_where_a_figure_belongs_counts_against_a_line() -> None:
    assert fits("cn.basic_data", "public", "公用经费 | 见附表 | 1 | 1") < fits(
        "cn.basic_data", "public", "公用经费 | 1 | 1 | 1"
    )


def test_a_free_label_is_no_label_of_a_fixed_row() -> None:
    free = fits("cn.basic_data", "project_item", "1、档案数字化 | 1 | 1 | 1")
    taken = fits("cn.basic_data", "project_item", "公用经费 | 1 | 1 | 1")
    assert taken < 0 < free


def test_a_coded_row_fits_only_names_of_its_code_list() -> None:
    matcher, planned = line("cn.fa.totals", "*")
    assert matcher.code_of("cn.functional", "一、一般公共服务支出", 3) == "201"
    assert matcher.code_of("cn.functional", "20101") == "20101"
    assert matcher.code_of("cn.functional", "人大事务", 3) is None
    assert matcher.code_of("cn.functional", "档案馆支出", 3) is None
    assert planned.beside


def test_a_former_name_of_a_code_is_the_code() -> None:
    matcher, _ = line("cn.fa.totals", "*")
    assert matcher.code_of("cn.functional", "九、医疗卫生与计划生育支出", 3) == "210"


@pytest.mark.parametrize(
    ("drawing", "count"),
    [
        ("总分 | 100 | 98 | ", 4),
        ("总分 | 100 | 98", 4),
        ("总分 | 100 | 98 | | ", 4),
        ("总分 | 100 | 98 | | 7", None),
        ("总分 | 100", None),
    ],
)
def test_only_blank_cells_at_the_end_may_be_missing_or_too_many(drawing: str, count: int | None) -> None:
    _, planned = line("cn.self_evaluation", "only.by")
    totals = PlannedLine(
        planned.block,
        (drawn := parse_line("only", "总分 | [weight] | [score] | ", None)),
        drawn.cells,
        planned.band,
        None,
    )
    found = ways(cells(drawing), totals)
    assert (len(found[0]) if found else None) == count


@pytest.mark.parametrize(
    "drawing",
    [
        "| | 预期目标 | | | 实际完成情况 | | | ",  # a cell at every grid column
        "| 预期目标 | 实际完成情况 | | | | | | ",  # closed up, blank to the width of the table
        "| 预期目标 | 实际完成情况",
    ],
)
def test_merged_cells_are_found_whether_drawn_at_their_columns_or_closed_up(drawing: str) -> None:
    matcher, planned = line("cn.self_evaluation", "only.by")
    head = parse_line("only", "^ | 预期目标 | 实际完成情况", None)
    spans = tuple(replace(cell, span=span) for cell, span in zip(head.cells, (2, 3, 4), strict=True))
    row = cells(drawing)
    drawn = matcher.drawn(row, replace(planned, cells=spans))
    assert [cell.text.value for _, cell in drawn] == ["", "预期目标", "实际完成情况"]
    assert [row[place] for place, _ in drawn] == [cell for _, cell in drawn]


def test_a_label_and_its_figure_in_one_cell_are_told_apart() -> None:
    (template,) = parse_line("x", "其中：一般公共预算：[general]", None).cells
    text = "  其中：  一般公共预算: 110.25 "
    spans = mixed_match(template, text)
    assert spans is not None
    first, last = spans["general"]
    assert text[first:last].strip() == "110.25"


def test_a_mixed_cell_with_another_label_does_not_match() -> None:
    (template,) = parse_line("x", "其他资金：[other]", None).cells
    assert mixed_match(template, "政府性基金拨款：3.00") is None


def test_a_mixed_cell_may_leave_its_figure_blank() -> None:
    (template,) = parse_line("x", "其他资金：[other]", None).cells
    assert mixed_match(template, "其他资金：") == {"other": (5, 5)}
