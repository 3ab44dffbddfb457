"""Word tables keep their grid: spans, merges, offsets, nested tables, and what is wrapped or deleted in them."""

from __future__ import annotations

import pytest
from tests.reading.formats.docx_builder import grid, p, r, read, row_of, table_of, tbl, tc, text_of, texts, tr

from hengji.documents.document import Merge, Row

RESTART = '<w:vMerge w:val="restart"/>'
CONTINUE = "<w:vMerge/>"


def span(columns: int) -> str:
    """The property of a cell that spans columns."""
    return f'<w:gridSpan w:val="{columns}"/>'


def columns(row: Row) -> list[tuple[str, int, int]]:
    """Text, first grid column and column span of a row's cells."""
    return [(cell.text.value, cell.column, cell.column_span) for cell in row]


def merges(row: Row) -> list[tuple[str, Merge, int]]:
    """Text, part in a vertical merge and row span of a row's cells."""
    return [(cell.text.value, cell.merge, cell.row_span) for cell in row]


def test_paragraphs_and_tables_come_in_order() -> None:
    document = read(p("前") + tbl(tr("甲")) + p("后"))
    assert [type(block).__name__ for block in document.blocks] == ["Paragraph", "Table", "Paragraph"]
    assert texts(document) == ["前", "后"]


def test_rows_and_cells() -> None:
    assert grid(table_of(tr("项目", "决算数"), tr("合计", "582.30"))) == [["项目", "决算数"], ["合计", "582.30"]]


def test_a_cell_over_columns_is_one_cell_and_the_next_begins_behind_it() -> None:
    row = row_of(tr(tc("收入", span(3)), "支出"))
    assert columns(row) == [("收入", 0, 3), ("支出", 3, 1)]


def test_a_cell_over_rows_spans_them_and_the_continued_cells_stay_empty() -> None:
    table = table_of(
        tr(tc("产出", RESTART), "甲"), tr(tc("", CONTINUE), "乙"), tr(tc("", CONTINUE), "丙"), tr("效益", "丁")
    )
    first = [merges(row)[0] for row in table.rows]
    assert first == [
        ("产出", Merge.START, 3),
        ("", Merge.CONTINUE, 1),
        ("", Merge.CONTINUE, 1),
        ("效益", Merge.NONE, 1),
    ]
    assert [row.cells[1].text.value for row in table.rows] == ["甲", "乙", "丙", "丁"]


def test_a_merge_goes_on_by_grid_column_not_by_position_in_the_row() -> None:
    table = table_of(tr("序号", "名称", tc("备注", RESTART)), tr(tc("合计", span(2)), tc("", CONTINUE)))
    assert merges(table.rows[0])[2] == ("备注", Merge.START, 2)
    assert columns(table.rows[1]) == [("合计", 0, 2), ("", 2, 1)]


def test_a_block_over_rows_and_columns() -> None:
    table = table_of(tr(tc("口径", span(2) + RESTART), "甲"), tr(tc("", span(2) + CONTINUE), "乙"))
    cell = table.rows[0].cells[0]
    assert (cell.column_span, cell.row_span) == (2, 2)


def test_a_second_restart_begins_a_new_merge() -> None:
    table = table_of(tr(tc("甲", RESTART)), tr(tc("", CONTINUE)), tr(tc("乙", RESTART)), tr(tc("", CONTINUE)))
    assert [merges(row)[0] for row in table.rows if row.cells[0].text] == [
        ("甲", Merge.START, 2),
        ("乙", Merge.START, 2),
    ]


@pytest.mark.parametrize("mark", [RESTART, CONTINUE])
def test_a_merge_that_goes_nowhere_is_none(mark: str) -> None:
    assert merges(row_of(tr(tc("甲", mark)))) == [("甲", Merge.NONE, 1)]


def test_a_continuation_of_nothing_is_a_beginning_and_keeps_its_text() -> None:
    table = table_of(tr(tc("甲", CONTINUE)), tr(tc("", CONTINUE)))
    assert [merges(row)[0] for row in table.rows] == [("甲", Merge.START, 2), ("", Merge.CONTINUE, 1)]


def test_words_under_a_merge_are_not_read_but_reported() -> None:
    document = read(tbl(tr(tc("甲", RESTART)), tr(tc("12.50", CONTINUE))))
    assert grid(document.tables()[0]) == [["甲"], [""]]
    assert [problem.message for problem in document.problems] == [
        "第1段（表）第2行第1列：被合并的单元格里藏着的文字“12.50”没有读入。"
    ]


def test_a_row_may_begin_further_right_without_a_cell_for_the_gap() -> None:
    properties = '<w:gridBefore w:val="2"/><w:gridAfter w:val="1"/><w:wBefore w:w="900" w:type="dxa"/>'
    table = table_of(tr("一", "二", "三", "四"), tr("丙", properties=properties))
    assert columns(table.rows[1]) == [("丙", 2, 1)]


def test_the_old_merge_across_is_one_cell() -> None:
    row = row_of(tr(tc("甲", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), tc("", "<w:hMerge/>"), "乙"))
    assert columns(row) == [("甲", 0, 3), ("乙", 3, 1)]


@pytest.mark.parametrize(
    ("properties", "header"),
    [("", False), ("<w:tblHeader/>", True), ('<w:tblHeader w:val="true"/>', True), ('<w:tblHeader w:val="0"/>', False)],
)
def test_repeated_header_rows(properties: str, header: bool) -> None:
    assert row_of(tr("项目", properties=properties)).header is header


@pytest.mark.parametrize(("value", "expected"), [("0", 1), ("-3", 1), ("x", 1), ("99999999", 1024)])
def test_a_senseless_span_is_bounded(value: str, expected: int) -> None:
    assert row_of(tr(tc("甲", f'<w:gridSpan w:val="{value}"/>'))).cells[0].column_span == expected


def test_a_nested_table_stands_in_its_cell_and_nowhere_else() -> None:
    document = read(tbl(tr(tc(p("外") + tbl(tr("内1", "内2")) + p()))))
    (table,) = document.tables()
    (cell,) = table.rows[0].cells
    assert cell.text.value == "外\n"
    assert [grid(nested) for nested in cell.nested] == [[["内1", "内2"]]]
    assert len(document.blocks) == 1


# -------------------------------------------------------------------------------------------------- content controls
def sdt(inner: str) -> str:
    """A content control."""
    return f'<w:sdt><w:sdtPr><w:alias w:val="控件"/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>'


def test_content_controls_around_blocks() -> None:
    document = read(sdt(p("甲") + tbl(tr("表")) + sdt(p("乙"))) + p("丙"))
    assert texts(document) == ["甲", "乙", "丙"]
    assert [grid(table) for table in document.tables()] == [[["表"]]]


def test_content_controls_around_rows_and_cells() -> None:
    assert grid(table_of(sdt(tr("甲", sdt(tc("乙")))), tr("丙", "丁"))) == [["甲", "乙"], ["丙", "丁"]]


def test_content_controls_inside_cells_and_lines() -> None:
    assert grid(table_of(tr(tc(sdt(p("甲")))))) == [["甲"]]
    assert text_of(r("共"), sdt(r("57")), r("人")) == "共57人"


# ---------------------------------------------------------------------------------------------------- tracked changes
def test_a_deleted_row_is_not_there_and_an_inserted_one_is() -> None:
    table = table_of(tr("甲"), tr("乙", properties='<w:del w:id="1"/>'), tr("丙", properties='<w:ins w:id="2"/>'))
    assert grid(table) == [["甲"], ["丙"]]


def test_a_merge_goes_on_over_a_deleted_row() -> None:
    table = table_of(
        tr(tc("甲", RESTART)), tr(tc("", CONTINUE), properties='<w:del w:id="1"/>'), tr(tc("", CONTINUE)), tr("乙")
    )
    assert merges(table.rows[0]) == [("甲", Merge.START, 2)]


def test_a_deleted_cell_is_not_there() -> None:
    row = row_of(tr("甲", tc("乙", '<w:cellDel w:id="1"/>'), "丙"))
    assert columns(row) == [("甲", 0, 1), ("丙", 1, 1)]


def test_deletions_inside_a_cell() -> None:
    inner = f'<w:p><w:del w:id="1"><w:r><w:delText>100.00</w:delText></w:r></w:del><w:ins>{r("582.30")}</w:ins></w:p>'
    assert grid(table_of(tr(tc(inner)))) == [["582.30"]]


def test_a_cell_without_a_paragraph_is_empty() -> None:
    assert grid(table_of("<w:tr><w:tc/><w:tc><w:tcPr/></w:tc></w:tr>")) == [["", ""]]
