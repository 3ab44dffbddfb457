"""Tables of PDFs: ruled ones by their lines, others by the white between columns, continued ones put together."""

from __future__ import annotations

from itertools import pairwise

import pytest
from tests.reading.formats.pdf_builder import A4, LANDSCAPE, Page, cells, paragraphs, read

from hengji.documents.document import Merge, Paragraph, Table

XS = (72.0, 240.0, 340.0, 440.0)


def one_table(*pages: Page) -> list[list[str]]:
    (table,) = read(*pages).tables()
    return cells(table)


def test_title_and_unit_stand_right_before_the_table_and_the_note_right_behind() -> None:
    page = Page().text(250, 80, "收入决算表").text(380, 96, "单位：万元")
    page.table(XS, 100, [["项目", "合计", "其中"], ["合计", "1,234.50", ""]]).text(72, 160, "注：本表反映收入。")
    blocks = read(page).blocks
    assert [type(block) for block in blocks] == [Paragraph, Paragraph, Table, Paragraph]
    assert paragraphs(read(page)) == ["收入决算表", "单位：万元", "注：本表反映收入。"]


def test_an_empty_cell_is_a_cell() -> None:
    page = Page().table(XS, 100, [["项目", "合计", "其中"], ["外交支出", "", ""], ["", "3.20", ""]])
    assert one_table(page) == [["项目", "合计", "其中"], ["外交支出", "", ""], ["", "3.20", ""]]


def merged_header() -> Page:
    """项目 over two rows, 支出 over two columns."""
    page = Page().line(72, 100, 440, 100).line(240, 120, 440, 120)
    for y in (140, 160):
        page.line(72, y, 440, y)
    for x in (72, 240, 440):
        page.line(x, 100, x, 160)
    page.line(340, 120, 340, 160)
    page.text(140, 124, "项目", 10).text(320, 114, "支出", 10).text(270, 134, "基本", 10).text(370, 134, "项目", 10)
    return page.text(75, 154, "合计", 10).right(335, 154, "1.20", 10).right(435, 154, "3.40", 10)


def test_merged_cells_are_told_by_the_missing_lines() -> None:
    (table,) = read(merged_header()).tables()
    assert cells(table) == [["项目", "支出"], ["^", "基本", "项目"], ["合计", "1.20", "3.40"]]
    first, second = table.rows[0].cells
    assert (first.merge, first.row_span, first.column_span) == (Merge.START, 2, 1)
    assert (second.merge, second.row_span, second.column_span, second.column) == (Merge.NONE, 1, 2, 1)


def test_a_table_of_thin_boxes_cell_by_cell_is_the_same_table() -> None:
    """Word draws every border of every cell as a filled box of its own."""
    page = Page()
    for row in range(3):
        for left, right in pairwise(XS):
            page.bar(left, 100 + 20 * row, right - left, 0.5)
            if row < 2:
                page.bar(left, 100 + 20 * row, 0.5, 20).bar(right, 100 + 20 * row, 0.5, 20)
    page.text(75, 114, "项目", 10).text(245, 114, "合计", 10).text(345, 114, "其中", 10).text(75, 134, "总计", 10)
    assert one_table(page) == [["项目", "合计", "其中"], ["总计", "", ""]]


def test_shading_is_no_line() -> None:
    page = Page().raw("0.9 g").bar(72, 100, 368, 20).raw("0 g").table(XS, 100, [["项目", "", ""], ["合计", "1", "2"]])
    assert one_table(page) == [["项目", "", ""], ["合计", "1", "2"]]


def test_open_sides_close_where_the_lines_across_end() -> None:
    page = Page()
    for y in (100, 120, 140):
        page.line(72, y, 440, y)
    page.line(240, 100, 240, 140).line(340, 100, 340, 140)
    page.text(75, 114, "项目", 10).text(245, 114, "合计", 10).text(345, 114, "其中", 10).text(75, 134, "总计", 10)
    assert one_table(page) == [["项目", "合计", "其中"], ["总计", "", ""]]


def test_double_borders_are_one() -> None:
    page = Page().table(XS, 100, [["项目", "合计", ""], ["总计", "1", "2"]]).grid((70, 442), (98, 142))
    assert one_table(page) == [["项目", "合计", ""], ["总计", "1", "2"]]


def test_a_frame_around_text_is_no_table() -> None:
    page = Page().grid((60, 500), (90, 300)).text(72, 120, "本表无数据。")
    assert not read(page).tables()
    assert paragraphs(read(page)) == ["本表无数据。"]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["机关事业单位基本养老保险缴", "费支出"], "机关事业单位基本养老保险缴费支出"),
        (["普陀区土地中心", "（下属单位）"], "普陀区土地中心\n（下属单位）"),
        (["因 公 出 国 （ 境 ） 费 用"], "因公出国（境）费用"),
    ],
)
def test_lines_of_a_cell(lines: list[str], text: str) -> None:
    """A line without room for more goes on, one that ended does not; letters spread over a width are a word."""
    page = Page().grid((72, 225, 300), (100, 130))
    for number, line in enumerate(lines):
        page.text(77, 112 + 13 * number, line, 10.5)
    assert one_table(page)[0][0] == text


def test_a_label_over_three_lines_around_its_amount_is_one_cell_of_the_row() -> None:
    page = Page().grid((72, 140, 240), (100, 150, 170))
    page.text(75, 112, "机关事业单", 12).text(75, 127, "位基本养老", 12).text(75, 142, "保险缴费", 12)
    page.right(235, 127, "446.11", 10).text(75, 164, "合计", 10).right(235, 164, "446.11", 10)
    assert one_table(page) == [["机关事业单位基本养老保险缴费", "446.11"], ["合计", "446.11"]]


def test_figures_that_touch_across_a_line_stay_in_their_cells() -> None:
    page = Page().grid((72, 110, 148, 186), (100, 120)).right(110, 114, "2.85", 12).text(110, 114, "0.39", 12)
    assert one_table(page) == [["2.85", "0.39", ""]]


def test_a_figure_wider_than_its_cell_stays_whole() -> None:
    page = Page().grid((72, 140, 200, 260), (100, 120)).text(75, 114, "合计", 10)
    page.text(138, 114, "96,282,213.44", 10)
    assert one_table(page) == [["合计", "96,282,213.44", ""]]


def test_a_table_turned_on_its_page_is_read_upright() -> None:
    page = Page(A4)
    for x in (100, 120, 140):
        page.line(x, 200, x, 700)
    for y in (200, 450, 700):
        page.line(100, y, 140, y)
    page.text(114, 690, "项目", 10, angle=90).text(114, 440, "决算数", 10, angle=90)
    page.text(134, 690, "合计", 10, angle=90).text(134, 440, "12.30", 10, angle=90)
    assert one_table(page) == [["项目", "决算数"], ["合计", "12.30"]]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_how_a_viewer_turns_the_page_does_not_matter(rotate: int) -> None:
    page = Page(LANDSCAPE, rotate).table(XS, 100, [["项目", "合计", "其中"], ["总计", "1", "2"]])
    assert one_table(page) == [["项目", "合计", "其中"], ["总计", "1", "2"]]


def test_rows_that_no_line_divides_are_told_by_their_amounts() -> None:
    page = Page().grid((72, 250, 350), (100, 120)).grid((72, 250, 350), (120, 200))
    page.text(75, 114, "项目", 10).text(255, 114, "决算数", 10)
    for number, (label, amount) in enumerate([("公共安全支出", "1.50"), ("教育支出", "2.50"), ("合计", "4.00")]):
        page.text(75, 140 + 20 * number, label, 10).right(345, 140 + 20 * number, amount, 10)
    assert one_table(page) == [["项目", "决算数"], ["公共安全支出", "1.50"], ["教育支出", "2.50"], ["合计", "4.00"]]


# ------------------------------------------------------------------------------------------------- continued on a page
HEAD = ["项目", "合计", "其中"]
FIRST = [HEAD, ["208社会保障支出", "754.75", ""], ["210卫生健康支出", "236.64", ""]]


def test_a_table_goes_on_over_the_page_without_its_header() -> None:
    pages = Page().text(250, 80, "收入决算表").table(XS, 700, FIRST), Page().table(XS, 60, [["合计", "991.39", ""]])
    assert one_table(*pages) == [*FIRST, ["合计", "991.39", ""]]


def test_a_header_printed_again_is_left_out() -> None:
    pages = Page().table(XS, 700, FIRST), Page().table(XS, 60, [HEAD, ["合计", "991.39", ""]])
    assert one_table(*pages) == [*FIRST, ["合计", "991.39", ""]]


def test_a_page_of_nothing_but_the_total_with_fewer_columns_belongs_to_the_table() -> None:
    page = Page().table((72, 340, 440), 60, [["合计", "991.39"]])
    (table,) = read(Page().table(XS, 700, FIRST), page).tables()
    assert cells(table)[-1] == ["合计", "991.39"]
    assert [(cell.column, cell.column_span) for cell in table.rows[-1]] == [(0, 2), (2, 1)]


def test_a_page_whose_cells_have_an_edge_of_their_own_goes_on_with_the_table() -> None:
    # 基本情况表各段的格宽不同：上页有一条竖线下页没有，下页也有一条上页没有。
    before, after = (72, 140, 210, 280, 350, 440), (72, 140, 180, 280, 350, 440)
    first = Page().table(
        before, 700, [["机构名称", "支出合计", "人员", "公用", "项目"], ["局机关", "9.00", "5.00", "3.00", "1.00"]]
    )
    page = Page().table(after, 60, [["局机关", "3.00", "1.00", "1.50", "0.50"]])
    (table,) = read(first, page).tables()
    assert cells(table)[-1] == ["局机关", "3.00", "1.00", "1.50", "0.50"]


def test_a_title_that_says_it_is_continued_does_not_part_the_table() -> None:
    first = Page().text(250, 650, "收入决算表").text(380, 690, "单位：万元").table(XS, 700, FIRST)
    again = Page().text(250, 70, "收入决算表（续表）").text(380, 90, "单位：万元")
    document = read(first, again.table(XS, 100, [HEAD, ["合计", "991.39", ""]]))
    assert [cells(table) for table in document.tables()] == [[*FIRST, ["合计", "991.39", ""]]]
    assert paragraphs(document) == ["收入决算表", "单位：万元"]


def test_a_merged_cell_cut_by_the_end_of_a_page_is_one() -> None:
    def page(top: float, label: str, rows: list[tuple[str, str]]) -> Page:
        found = Page().grid((72, 172), (top, top + 20 * len(rows))).text(75, top + 14, label, 10)
        found.grid((172, 300, 400), [top + 20 * number for number in range(len(rows) + 1)])
        for number, (name, score) in enumerate(rows):
            found.text(175, top + 14 + 20 * number, name, 10).text(303, top + 14 + 20 * number, score, 10)
        return found

    first = page(700, "产出指标", [("数量", "10"), ("质量", "9")])
    (table,) = read(first, page(60, "", [("时效", "8"), ("成本", "7")])).tables()
    assert cells(table) == [["产出指标", "数量", "10"], ["^", "质量", "9"], ["^", "时效", "8"], ["^", "成本", "7"]]
    assert (table.rows[0].cells[0].row_span, table.rows[0].cells[0].merge) == (4, Merge.START)


@pytest.mark.parametrize(
    ("above", "xs", "rows"),
    [
        ("支出决算表", XS, [["合计", "991.39", ""]]),
        ("", (72, 200, 440), [["合计", "991.39"]]),
        ("", XS, FIRST),
        ("", XS, [HEAD, ["208社会保障支出", "1.00", ""], ["210卫生健康支出", "2.00", ""]]),
    ],
    ids=["a title of its own", "other columns", "the same table again", "the same form filled in again"],
)
def test_what_is_another_table(above: str, xs: tuple[float, ...], rows: list[list[str]]) -> None:
    page = Page().table(xs, 100, rows)
    if above:
        page.text(250, 80, above)
    assert len(read(Page().table(XS, 700, FIRST), page).tables()) == 2


def test_places_of_a_continued_table_are_those_of_the_page() -> None:
    (table,) = read(Page().table(XS, 700, FIRST), Page().table(XS, 60, [HEAD, ["合计", "991.39", ""]])).tables()
    place = table.rows[-1].cells[1].text.place(0, 6)
    assert (place.as_json()["page"], place.as_json()["row"], place.as_json()["column"]) == (2, 2, 2)


# -------------------------------------------------------------------------------------------------------- without lines
def unruled(rows: list[tuple[str, ...]], step: float = 20) -> Page:
    page = Page()
    for number, (label, *amounts) in enumerate(rows):
        y = 120 + step * number
        page.text(72, y, label)
        for x, amount in zip((300, 400, 500), amounts, strict=False):
            page.right(x, y, amount)
    return page


BODY = [
    ("公共安全支出", "1,234.50", "34.50", "1,200.00"),
    ("教育支出", "", "0.00", "3.20"),
    ("合计", "1.00", "2.00", "3.00"),
]


def test_columns_are_told_by_the_white_between_them() -> None:
    page = (
        unruled([("项目", "合计", "基本支出", "项目支出"), *BODY])
        .text(250, 80, "支出决算表")
        .text(430, 98, "单位：万元")
    )
    page.text(72, 220, "注：本表反映支出。")
    document = read(page)
    assert cells(document.tables()[0]) == [["项目", "合计", "基本支出", "项目支出"], *map(list, BODY)]
    assert paragraphs(document) == ["支出决算表", "单位：万元", "注：本表反映支出。"]


def test_figures_with_a_blank_between_go_to_the_columns_in_their_order() -> None:
    page = (
        unruled([("项目", "合计", "基本支出", "项目支出"), *BODY])
        .text(72, 200, "三公")
        .text(280, 200, "2.85 0.39 0.00")
    )
    assert one_table(page)[-1] == ["三公", "2.85", "0.39", "0.00"]


def test_an_amount_a_line_above_its_label_is_in_its_row() -> None:
    page = Page()
    for number, (label, amount) in enumerate([("行政运行", "446.11"), ("职业年金", "225.12"), ("住房公积金", "3.00")]):
        page.right(310, 150 + 30 * number, amount).text(72, 162 + 30 * number, label)
    assert one_table(page) == [["行政运行", "446.11"], ["职业年金", "225.12"], ["住房公积金", "3.00"]]


def test_an_unruled_label_over_three_lines_around_its_amount() -> None:
    page = (
        Page().text(72, 136, "机关事业单位").text(72, 150, "基本养老").text(72, 164, "保险").right(310, 150, "446.11")
    )
    page.text(72, 210, "职业年金").right(310, 210, "225.12").text(72, 270, "合计").right(310, 270, "671.23")
    assert one_table(page) == [["机关事业单位基本养老保险", "446.11"], ["职业年金", "225.12"], ["合计", "671.23"]]


@pytest.mark.parametrize(
    "lines",
    [
        [("一、概况", "1"), ("二、决算表", "3"), ("三、说明", "12")],
        [("一、概况………………………", "1.00"), ("二、决算表……………………", "3.00"), ("三、说明…………………", "12.00")],
        [("编制单位：某局", "2023"), ("填报日期：", "2024"), ("联系电话：", "00000000")],
        [("本年收入", "1.00"), ("本年支出", "2.00")],
    ],
    ids=["contents", "contents with leaders", "captions", "two rows"],
)
def test_what_only_looks_like_a_table(lines: list[tuple[str, str]]) -> None:
    page = Page()
    for number, (label, figure) in enumerate(lines):
        page.text(72, 120 + 20 * number, label).right(500, 120 + 20 * number, figure)
    assert not read(page).tables()
