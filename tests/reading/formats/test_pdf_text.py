"""Running text of PDFs: lines joined to paragraphs, page numbers and running titles set apart, places of characters."""

from __future__ import annotations

import pytest
from tests.reading.formats.pdf_builder import Page, paragraphs, read, width

from hengji.documents.document import Region

WIDE = 36
"""Letters on a full line from 72 to 504."""


def prose(*lines: str, top: float = 100, left: float = 72) -> Page:
    """Lines under each other; one that begins with 〉 is indented by two letters."""
    page = Page()
    for number, line in enumerate(lines):
        indent = 24 if line.startswith("〉") else 0
        page.text(left + indent, top + 20 * number, line.removeprefix("〉"))
    return page


FULL = "〉" + "本" * (WIDE - 2)


def test_lines_join_to_paragraphs_and_an_indent_begins_one() -> None:
    found = paragraphs(read(prose(FULL, "年收入合计。", FULL, "部" * WIDE, "年支出合计。")))
    assert found == ["本" * 34 + "年收入合计。", "本" * 34 + "部" * 36 + "年支出合计。"]


def test_a_figure_broken_over_two_lines_is_whole() -> None:
    first = "〉" + "本" * (WIDE - 3) + "12"
    assert paragraphs(read(prose(FULL, "部" * WIDE, first, "9.84万元。")))[-1] == "本" * 33 + "129.84万元。"


def test_a_line_that_ends_early_ends_its_paragraph() -> None:
    found = paragraphs(read(prose(FULL, "部" * WIDE, "收入。", "支出。")))
    assert found == ["本" * 34 + "部" * 36 + "收入。", "支出。"]


@pytest.mark.parametrize("start", ["一、收入", "（一）收入", "2.收入", "①收入"])
def test_an_item_begins_a_paragraph_even_after_a_full_line(start: str) -> None:
    full = "一、" + "本" * (WIDE - 3) + "。"
    assert paragraphs(read(prose(full, start, full, "尾" * WIDE, "尾。")))[:2] == [full, start]


def test_a_paragraph_goes_on_over_the_page() -> None:
    document = read(prose(FULL, "部" * WIDE, "部" * WIDE), prose("年支出合计3.50万元。", FULL, "部" * WIDE))
    text = document.blocks[0].text  # type: ignore[union-attr]
    assert text.value == "本" * 34 + "部" * 72 + "年支出合计3.50万元。"
    start = text.value.index("3.50")
    place = text.place(start, start + 4)
    assert (place.as_json()["page"], text.value[place.start : place.end]) == (2, "3.50")
    assert place.anchor() == text.place(0, 1).anchor()


def test_a_title_over_two_centred_lines_is_one() -> None:
    page = prose(FULL, "部" * WIDE, "部。", top=200)
    for y, line in ((100, "某县机构编制委员会办公室二〇二三年度部"), (132, "门决算公开")):
        page.text(288 - width(line, 20) / 2, y, line, 20)
    assert paragraphs(read(page))[0] == "某县机构编制委员会办公室二〇二三年度部门决算公开"


def test_the_gap_between_chinese_and_digits_is_no_blank() -> None:
    page = Page().text(72, 100, "收入").text(99, 100, "2024").text(126, 100, "年度")
    assert paragraphs(read(page)) == ["收入2024年度"]


def test_labels_far_apart_keep_a_gap() -> None:
    page = Page().text(72, 100, "编制部门：某局").text(400, 100, "单位：元")
    assert paragraphs(read(page)) == ["编制部门：某局 单位：元"]


def test_text_drawn_twice_is_read_once() -> None:
    page = Page().text(72, 100, "合计11.10万元").text(72.4, 100, "合计11.10万元").text(72, 100, "合计11.10万元")
    assert paragraphs(read(page)) == ["合计11.10万元"]


def test_the_same_paragraph_in_two_places_is_there_twice() -> None:
    assert paragraphs(read(prose("本表无数据。", "本表无数据。"))) == ["本表无数据。", "本表无数据。"]


def test_what_a_clip_or_the_edge_of_the_page_hides_is_not_there() -> None:
    page = Page().raw("q").bar(50, 80, 500, 40, "W n").text(72, 100, "看得见。").text(72, 200, "看不见。").raw("Q")
    assert paragraphs(read(page.text(72, 900, "在页外。"))) == ["看得见。"]


def test_a_line_cut_in_half_at_the_foot_and_whole_on_the_next_page_is_read_once() -> None:
    first = Page().raw("q").bar(50, 80, 500, 114, "W n").text(72, 100, "收入。").text(72, 200, "支出。").raw("Q")
    assert paragraphs(read(first, Page().text(72, 100, "支出。"))) == ["收入。", "支出。"]


# ------------------------------------------------------------------------------------------------------ edges of pages
@pytest.mark.parametrize("form", ["{}", "- {} -", "— {} —", "第{}页", "第{}页 共3页", "{}/3"])
def test_page_numbers_stand_apart_and_do_not_part_a_sentence(form: str) -> None:
    pages = [prose(*(["部" * WIDE] * 4)).text(280, 800, form.format(number)) for number in (1, 2)]
    document = read(*pages, prose("尾。").text(280, 800, form.format(3)))
    assert paragraphs(document) == ["部" * WIDE * 8 + "尾。"]
    assert [text.replace(" ", "") for text in paragraphs(document, Region.FOOTER)] == [
        form.format(number).replace(" ", "") for number in (1, 2, 3)
    ]


def test_page_numbers_may_count_from_any_page() -> None:
    document = read(
        *[Page().text(72, 100, f"第{name}章。").text(280, 800, str(number)) for number, name in ((5, "一"), (6, "二"))]
    )
    assert paragraphs(document, Region.FOOTER) == ["5", "6"]


def test_a_running_title_stands_apart() -> None:
    pages = [Page().text(200, 45, "某局2024年度部门决算", 9).text(72, 100, f"第{name}章。") for name in "一二三"]
    document = read(*pages)
    assert paragraphs(document) == ["第一章。", "第二章。", "第三章。"]
    assert paragraphs(document, Region.HEADER) == ["某局2024年度部门决算"] * 3


def test_the_same_title_above_a_table_on_every_page_is_no_running_title() -> None:
    pages = [
        Page()
        .text(200, 80, "项目支出绩效自评表", 16)
        .text(380, 96, "单位：万元")
        .table((72, 200, 400), 100, [["项目名称", name]])
        for name in "甲乙丙"
    ]
    assert paragraphs(read(*pages)) == ["项目支出绩效自评表", "单位：万元"] * 3


def test_a_lone_figure_at_the_foot_that_counts_nothing_is_text() -> None:
    assert paragraphs(read(Page().text(72, 100, "人数").text(280, 800, "17"))) == ["人数", "17"]


# ------------------------------------------------------------------------------------------------------------- places
def test_the_box_of_a_span_is_where_its_characters_are_printed() -> None:
    document = read(Page().text(72, 100, "收入合计12.50万元。"))
    text = document.blocks[0].text  # type: ignore[union-attr]
    said = text.place(4, 9).as_json()
    assert (said["page"], said["block"], said["row"], said["start"], said["end"]) == (1, 1, None, 4, 9)
    x0, top, x1, bottom = said["box"]  # type: ignore[misc]
    assert (x0, x1) == (pytest.approx(120, abs=0.2), pytest.approx(150, abs=0.2))
    assert 85 < top < 95
    assert 100 < bottom < 106


def test_a_span_of_a_cell_with_two_lines_stands_on_its_own_line() -> None:
    page = Page().grid((72, 240, 340), (100, 140)).text(75, 114, "数量：12").text(75, 132, "质量：98%")
    text = read(page).tables()[0].rows[0].cells[0].text
    assert text.value == "数量：12\n质量：98%"
    place = text.place(9, 12)
    assert (place.start, place.end) == (9, 12)
    assert place.as_json()["box"][1] > 118  # type: ignore[index]
