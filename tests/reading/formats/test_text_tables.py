"""Tables in text dumps: each rule on made-up miniatures, round trips of made-up tables, and the annotated filings."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengji.documents.document import Document, Paragraph, Table
from hengji.facts.place import TextPlace
from hengji.reading.formats.text import read_text

FILINGS = Path(os.environ.get("HENGJI_FILINGS", Path(__file__).parents[4] / "shared" / "filings"))

WIDE = "\t{0}\n\t2\n\t3\n\t4\n\t5\n\n"


def read(text: str) -> Document:
    return read_text(text.encode(), "样例.txt")


def tables(text: str) -> list[list[list[str]]]:
    return [[[cell.text.value for cell in row] for row in table.rows] for table in read(text).tables()]


def paragraphs(text: str) -> list[str]:
    return [block.text.value for block in read(text).blocks if isinstance(block, Paragraph)]


def row(first: str) -> list[str]:
    return [first, "2", "3", "4", "5"]


def test_an_empty_line_ends_a_row() -> None:
    assert tables("\t甲\n\t1\n\n\t乙\n\t\n\n") == [[["甲", "1"], ["乙", ""]]]


def test_text_behind_two_empty_lines_ends_the_table() -> None:
    text = "\t甲\n\t1\n\n\n注：本表反映某事。\n\n\t乙\n\t2\n\n"
    assert tables(text) == [[["甲", "1"]], [["乙", "2"]]]
    assert paragraphs(text) == ["注：本表反映某事。"]


def test_a_title_directly_above_a_tab_opens_a_new_table() -> None:
    text = WIDE.format("甲") * 3 + "\n\n某表（续）\n" + WIDE.format("乙") * 3
    assert tables(text) == [[row("甲")] * 3, [row("乙")] * 3]
    assert paragraphs(text) == ["某表（续）"]


def test_a_line_of_blanks_parts_a_title_block_from_its_table() -> None:
    text = "\t某表\n\n\t\n\t公开01表\n\n\n" + " " * 40 + "\n" + WIDE.format("甲") * 2
    assert tables(text) == [[["某表"], ["", "公开01表"]], [row("甲")] * 2]
    assert paragraphs(text) == []


def test_many_empty_lines_between_cells_end_a_table() -> None:
    text = WIDE.format("甲") * 2 + "\t注：反映某事\n\n\n\n\n\t另一张表\n\n\t\n\t1\n\n"
    assert [len(table) for table in tables(text)] == [3, 2]


def test_many_empty_lines_do_not_end_a_table_whose_rows_go_on() -> None:
    text = WIDE.format("甲").rstrip("\n") + "\n\n\n\n" + WIDE.format("乙")
    assert tables(text) == [[["甲", "2", "3", "4", "5"], row("乙")]]


def test_a_repeated_heading_behind_many_empty_lines_opens_a_new_table() -> None:
    text = WIDE.format("甲").rstrip("\n") + "\n\n\n\n" + WIDE.format("甲")
    assert tables(text) == [[row("甲")], [row("甲")]]


def test_a_cell_that_waits_for_writing_keeps_its_empty_lines_and_signature() -> None:
    text = (
        "\t组长（签字）：\n\n\n\n\n          年  月  日\n\n\t单位意见：\n\n\n\n\n\t股室意见：\n\n\n填表人：    电话：\n"
    )
    (table,) = tables(text)
    assert [cells[0].split("\n")[0] for cells in table] == ["组长（签字）：", "单位意见：", "股室意见："]
    assert table[0][0].endswith("          年  月  日")
    assert paragraphs(text) == ["填表人：    电话："]


def test_text_behind_one_empty_line_is_in_the_cell() -> None:
    text = WIDE.format("甲") * 3 + "\t产出\n\n(40分)\n\t2\n\t3\n\t4\n\t5\n\n" + WIDE.format("乙") + "\n注：某事。\n"
    assert tables(text) == [[row("甲")] * 3 + [row("产出\n\n(40分)"), row("乙")]]


def test_text_behind_one_empty_line_ends_the_table_in_dumps_that_never_write_two() -> None:
    text = WIDE.format("甲") * 3 + "某表（续）\n" + WIDE.format("乙") * 3 + "以上为全部。\n"
    assert [len(table) for table in tables(text)] == [3, 3]
    assert paragraphs(text) == ["某表（续）", "以上为全部。"]


def test_a_row_broken_by_text_behind_empty_lines_is_mended_by_its_width() -> None:
    broken = "\t\n\t产出\n\n\n\n（说明）\n\t3\n\t4\n\t5\n\n"
    text = WIDE.format("甲") * 3 + broken + WIDE.format("乙")
    assert tables(text)[0][3] == ["", "产出\n\n\n\n（说明）", "3", "4", "5"]
    assert [len(table) for table in tables(text)] == [5]


def test_an_empty_first_cell_takes_the_text_behind_its_empty_lines() -> None:
    text = WIDE.format("甲") * 3 + "\t\n\n\n\n指标\n\t内容\n\t目标\n\t情况\n\n\t\n\t1\n\n" + WIDE.format("乙")
    assert tables(text)[0][3] == ["\n\n\n\n指标", "内容", "目标", "情况"]


def test_a_row_broken_by_an_empty_line_is_mended_by_its_width() -> None:
    text = WIDE.format("甲") * 3 + "\t\n\t产出\n\n\t3\n\t4\n\t5\n\n" + WIDE.format("乙")
    assert tables(text) == [[row("甲")] * 3 + [["", "产出\n", "3", "4", "5"], row("乙")]]


def test_a_row_broken_twice_is_mended() -> None:
    text = WIDE.format("甲") * 3 + "\t\n\n\t产出\n\n\t3\n\t4\n\t5\n\n" + WIDE.format("乙")
    assert tables(text)[0][3] == ["\n", "产出\n", "3", "4", "5"]


def test_a_title_above_a_merged_heading_is_not_mended() -> None:
    text = "\t某情况\n\n\t项目\n\t预算\n\t决算\n\t差额\n\n" + WIDE.format("甲") * 4
    assert [len(cells) for cells in tables(text)[0]] == [1, 4, 5, 5, 5, 5]


def test_equal_narrow_rows_are_not_mended() -> None:
    six = "\t甲\n\t2\n\t3\n\t4\n\t5\n\t6\n\n"
    text = six * 3 + "\t\n\t乙\n\n" * 3 + six
    assert [len(cells) for cells in tables(text)[0]] == [6, 6, 6, 2, 2, 2, 6]


def test_sentences_behind_empty_lines_stay_in_their_cell_where_the_rows_go_on() -> None:
    said = "全年完成登记工作，各项任务均已办结。"
    text = f"\t目标\n\t情况\n\n\t甲\n\t{said}\n\n\n{said}\n\n\t乙\n\t{said}\n\n"
    assert [len(cells) for cells in tables(text)[0]] == [2, 2, 2]
    assert tables(text)[0][1][1] == f"{said}\n\n\n{said}"


def test_two_tabs_make_an_empty_cell() -> None:
    assert tables("\t甲\n\t\t3\n\n\t乙\n\t1\n\t2\n\n") == [[["甲", "", "3"], ["乙", "1", "2"]]]


def test_rows_on_one_line_parted_by_tabs() -> None:
    text = "某表\n单位：万元\n项目\t行次\t金额\n收入\t1\t\n支出\t2\t3.50\n注：某事\n"
    assert tables(text) == [[["项目", "行次", "金额"], ["收入", "1", ""], ["支出", "2", "3.50"]]]
    cell = read(text).tables()[0].rows[2].cells[2].text
    assert cell.whole() == TextPlace(5, 9, 5)
    assert paragraphs(text) == ["某表", "单位：万元", "注：某事"]


def test_rows_on_one_line_that_all_start_with_a_tab() -> None:
    assert tables("\t项目\t金额\n\t收入\t1\n\t支出\t2.5\n") == [[["项目", "金额"], ["收入", "1"], ["支出", "2.5"]]]


def test_rows_parted_by_bars() -> None:
    text = "| 项目 | 金额 |\n|---|---:|\n| 收入 | 3.50 |\n|  | - |\n"
    assert tables(text) == [[["项目", "金额"], ["收入", "3.50"], ["", "-"]]]
    assert read(text).tables()[0].rows[1].cells[1].text.whole() == TextPlace(7, 11, 3)


def test_rows_parted_by_bars_without_outer_bars() -> None:
    assert tables("项目|预算|决算\n甲|1|2\n") == [[["项目", "预算", "决算"], ["甲", "1", "2"]]]


def test_a_table_of_contents_is_no_table() -> None:
    assert tables("一、概况\t1\n二、收支\t3\n三、说明\t12\n") == []


def dump(rows: list[list[str]]) -> str:
    return "".join("".join(f"\t{cell}\n" for cell in cells) + "\n" for cells in rows) + "\n"


def grids(width: int) -> st.SearchStrategy[list[list[str]]]:
    """Tables of one width below a title of one cell."""
    cell = st.sampled_from(["甲", "乙项", "", "3.50", "100%", "产出\n指标", "\u3000"])
    rows = st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=6)
    return st.tuples(st.sampled_from([[], [["某情况"]]]), rows).map(lambda pair: pair[0] + pair[1])


@given(st.lists(st.integers(2, 9).flatmap(grids), min_size=1, max_size=4))
def test_dumped_tables_parted_by_titles_come_back(written: list[list[list[str]]]) -> None:
    text = "说明\n" + "".join(f"{dump(rows)}注：某事\n\n某表\n\n" for rows in written)
    assert tables(text) == written


# ------------------------------------------------------------------------------------------------- annotated filings


def annotated() -> list[Any]:
    names = sorted(path.stem for path in FILINGS.glob("*.txt") if path.with_suffix(".json").is_file())
    missing = pytest.mark.skip(reason=f"没有标注过的真实文件：{FILINGS} 不存在（HENGJI_FILINGS 可另指）")
    return list(names) or [pytest.param("", marks=missing)]


def squeezed(value: str) -> str:
    """The text with longer gaps cut to one empty line: the annotators count those inside a cell differently."""
    return re.sub(r"\n{2,}", "\n\n", value)


def expected(table: dict[str, Any], lines: list[str]) -> list[list[str]]:
    rows: list[list[str]] = table["rows"]
    if len(rows) == 1 and re.match(r"（\d+-\d+行全文", rows[0][0]):
        return [["\n".join(lines[table["line_start"] - 1 : table["line_end"]])[1:]]]
    return rows


def first_line(numbers: int | list[int]) -> int:
    return numbers[0] if isinstance(numbers, list) else numbers


def line_of(table: Table, number: int) -> int:
    place = table.rows[number].cells[0].text.whole()
    assert isinstance(place, TextPlace)
    return place.line


@pytest.mark.parametrize("name", annotated())
def test_the_annotated_tables_are_found_cell_by_cell(name: str) -> None:
    source = FILINGS / f"{name}.txt"
    annotation = json.loads(source.with_suffix(".json").read_text(encoding="utf-8"))
    lines = source.read_text(encoding="utf-8").split("\n")
    found = read_text(source.read_bytes(), source.name).tables()
    wanted = annotation["extra"]["physical_tables"]
    assert [line_of(table, 0) for table in found] == [table["line_start"] for table in wanted]
    for table, want in zip(found, wanted, strict=True):
        got = [[squeezed(cell.text.value) for cell in cells] for cells in table.rows]
        assert got == [[squeezed(cell) for cell in cells] for cells in expected(want, lines)], want["title"]
        starts = [first_line(numbers) for numbers in want.get("cell_lines") or want["row_lines"]]
        assert [line_of(table, number) for number in range(len(table.rows))] == starts, want["title"]
