"""Numbers that only their table explains: row numbers, column numbers, codes."""

from __future__ import annotations

from hengji.reading.numerals.rows import grid_marks


def test_row_numbers_stand_below_their_heading() -> None:
    rows = [["项 目", "行 次", "金额"], ["收入", "1", "2"], ["支出", "2", "3"], ["合计", "", "5"]]
    assert grid_marks(rows) == {(1, 1): "ordinal", (2, 1): "ordinal"}


def test_codes_stand_below_their_heading_in_rows_as_wide() -> None:
    rows = [["科目编码", "名称", "金额"], ["201", "甲", "305"], ["合计", "305"], ["2013101", "乙", "305"]]
    assert grid_marks(rows) == {(1, 0): "code", (3, 0): "code"}


def test_a_decimal_below_a_heading_of_codes_is_a_figure() -> None:
    assert grid_marks([["代码", "名称"], ["20.13", "甲"]]) == {}


def test_a_row_that_counts_the_columns() -> None:
    rows = [["栏次", "1", "2"], ["合计", "7", "8"], ["", "1", "2", "3", "4"], ["甲", "5", "5", "5", "5"]]
    assert grid_marks(rows) == {(0, 1): "ordinal", (0, 2): "ordinal", **{(2, n): "ordinal" for n in range(1, 5)}}


def test_a_row_of_figures_that_do_not_count_is_kept() -> None:
    assert grid_marks([["甲", "1", "2"], ["乙", "2", "3", "4", "5"], ["丙", "1", "2", "2", "4"]]) == {}


def test_a_new_heading_ends_the_one_before() -> None:
    rows = [["序号", "甲"], ["1", "5"], ["乙", "序号"], ["6", "1"]]
    assert grid_marks(rows) == {(1, 0): "ordinal", (3, 1): "ordinal"}
