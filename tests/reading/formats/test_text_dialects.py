"""Dumps of other tools: drawn bars, values parted by commas, columns kept by blanks, a cell per line, wrapped lines.

Each dialect from both sides: what shows it, and text that only resembles it and stays text.
"""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hengji.documents.document import Document, Paragraph, Region
from hengji.facts.place import TextPlace
from hengji.reading.errors import ReadError
from hengji.reading.formats import text as text_module
from hengji.reading.formats.text import read_text
from hengji.reading.formats.text_wrapped import columns


def read(text: str) -> Document:
    return read_text(text.encode(), "样例.txt")


def tables(text: str) -> list[list[list[str]]]:
    return [[[cell.text.value for cell in row] for row in table.rows] for table in read(text).tables()]


def paragraphs(text: str, region: Region = Region.BODY) -> list[str]:
    return [b.text.value for b in read(text).blocks if isinstance(b, Paragraph) and b.region is region]


FORM = [
    ["项目", "预算数", "决算数"],
    ["一、收入", "1,200.50", "1,300.00"],
    ["其中：甲", "", "-"],
    ["合计", "5", "6.00"],
]

# ----------------------------------------------------------------------------------------------------------------- bars


def test_a_flood_of_empty_cells_is_cut_off() -> None:
    assert tables("\n".join("|".join(row) + "|" * 300 for row in FORM)) == [FORM]


def test_a_row_that_begins_empty_keeps_its_first_cell() -> None:
    assert tables("甲|1|2\n|3|4\n乙|5|6\n") == [[["甲", "1", "2"], ["", "3", "4"], ["乙", "5", "6"]]]


def test_rows_of_nothing_but_bars_are_no_rows() -> None:
    assert tables("|甲|1|\n||||||\n|乙|2|\n|丙|3|\n") == [[["甲", "1"], ["乙", "2"], ["丙", "3"]]]


def test_a_drawn_table() -> None:
    drawn = "┌──┬──┐\n│项目│金额│\n├──┼──┤\n│收入│3.5 │\n│支出│2   │\n└──┴──┘\n"
    assert tables(drawn) == [[["项目", "金额"], ["收入", "3.5"], ["支出", "2"]]]
    assert read(drawn).tables()[0].rows[1].cells[1].text.whole() == TextPlace(4, 7, 4)


def test_rules_between_all_rows_make_the_lines_between_them_one_row() -> None:
    rule = "+----+----+\n"
    grid = f"{rule}| 项 | 金 |\n| 目 | 额 |\n+====+====+\n| 收 | 3  |\n| 入 |    |\n{rule}| 计 | 3  |\n{rule}"
    assert tables(grid) == [[["项\n目", "金\n额"], ["收\n入", "3"], ["计", "3"]]]
    assert read(grid).tables()[0].rows[1].cells[0].text.place(2, 3) == TextPlace(2, 3, 6)


def test_full_width_bars() -> None:
    assert tables("项目｜预算｜决算\n甲｜1｜2\n") == [[["项目", "预算", "决算"], ["甲", "1", "2"]]]


# --------------------------------------------------------------------------------------------------------------- commas


def test_values_parted_by_commas() -> None:
    text = '说明\n项目,预算数,决算数\n一、收入,"1,200.50","1,300.00"\n其中：甲,,-\n合计,5,6.00\n'
    assert tables(text) == [FORM]
    assert read(text).tables()[0].rows[1].cells[1].text.whole() == TextPlace(6, 14, 3)
    assert paragraphs(text) == ["说明"]


@pytest.mark.parametrize(
    "prose",
    [
        "收入,支出,结余均已核对。\n甲,乙,丙三家单位参加。\n共,计,三次会议。\n",
        "甲,乙,丙\n丁,戊,己\n庚,辛,壬\n",
        "收入1,200.50万元\n支出1,300.00万元\n结余5,600.00万元\n",
        "甲,1,2\n乙,3,4\n",
    ],
)
def test_text_with_commas_is_text(prose: str) -> None:
    assert tables(prose) == []
    assert len(paragraphs(prose)) == len(prose.splitlines())


# --------------------------------------------------------------------------------------------------- columns by blanks


LAID_OUT = """\
                 收入支出决算表
项目              预算数        决算数
一、收入          1,200.50      1,300.00
  其中：甲                          5.00
合计                     5          6.00
填表人：甲  乙
"""


def test_columns_kept_by_blanks() -> None:
    (table,) = tables(LAID_OUT)
    assert table[:4] == [
        ["项目", "预算数", "决算数"],
        ["一、收入", "1,200.50", "1,300.00"],
        ["其中：甲", "", "5.00"],
        ["合计", "5", "6.00"],
    ]
    cell = read(LAID_OUT).tables()[0].rows[2].cells[2].text
    line = LAID_OUT.split("\n")[3]
    assert cell.whole() == TextPlace(line.index("5.00"), line.index("5.00") + 4, 4)


def laid(*rows: tuple[tuple[int, str], ...]) -> str:
    """Lines with each text at a column, all characters one wide, as ``pdftotext -layout`` prints them."""
    lines = []
    for row in rows:
        line = ""
        for column, text in row:
            line = line.ljust(column) + text
        lines.append(line)
    return "\n".join(lines) + "\n"


def test_columns_may_be_counted_in_characters() -> None:
    text = laid(
        ((0, "项目"), (12, "预算数"), (22, "决算数")),
        ((0, "一、收入"), (12, "80.00"), (22, "81.00")),
        ((0, "二、上级单位补助收入"), (22, "9.00")),
        ((0, "三、其他"), (12, "7.00")),
        ((0, "合计"), (12, "87.00"), (22, "90.00")),
    )
    assert tables(text) == [
        [
            ["项目", "预算数", "决算数"],
            ["一、收入", "80.00", "81.00"],
            ["二、上级单位补助收入", "", "9.00"],
            ["三、其他", "7.00", ""],
            ["合计", "87.00", "90.00"],
        ]
    ]


def test_columns_that_long_words_push_aside_are_straightened() -> None:
    rows = [((0, f"20{n}"), (8, "甲类支出"), (20, f"{n}5.00"), (30, "1.00")) for n in "123"]
    pushed = [((0, f"20{n}"), (8, "乙类支出"), (15, f"{n}5.00"), (24, "2.00")) for n in "456"]
    heads = ((0, "编码"), (10, "名称"), (20, "合计"), (30, "基本支出"))
    (table,) = tables(laid(heads, *rows, *pushed))
    assert table == [[text for _, text in row] for row in (heads, *rows, *pushed)]


def test_an_amount_that_touches_the_words_of_the_next_column_is_a_cell() -> None:
    rows = [((0, f"{n}、收入"), (10, f"{n},000.00 {n}、支出"), (34, f"{n},500.00")) for n in "1234"]
    (table,) = tables(laid(((0, "项目"), (12, "数"), (22, "项目"), (36, "数")), *rows))
    assert table[1:] == [[f"{n}、收入", f"{n},000.00", f"{n}、支出", f"{n},500.00"] for n in "1234"]


def test_blank_lines_between_rows_and_rows_without_figures_stay_in_the_table() -> None:
    rows = [((0, f"{n}、收入"), (10, "5.00" if n in "125" else ""), (20, f"{n}、支出")) for n in "12345678"]
    (table,) = tables(laid(*rows).replace("4、支出\n", "4、支出\n\n\n\n"))
    assert [row[::2] for row in table] == [[f"{n}、收入", f"{n}、支出"] for n in "12345678"]


def test_a_title_at_the_head_of_a_page_begins_another_table() -> None:
    rows = [((0, f"{n}类"), (10, f"{n}.00"), (20, "0.50")) for n in "1234"]
    first, second = tables(laid(*rows) + "\f          另一张表\n" + laid(*rows))
    assert first == second


def test_amounts_with_separators_in_columns_are_no_values_parted_by_commas() -> None:
    rows = [((0, f"{n}类"), (10, f"{n},343,704.00"), (30, f"{n},149,678.00")) for n in "123"]
    (table,) = tables(laid(*rows))
    assert table[0] == ["1类", "1,343,704.00", "1,149,678.00"]
    assert tables("甲,100,200\n乙,150,300\n丙,160,310\n")[0][0] == ["甲", "100", "200"]


def test_a_rule_below_the_heads_shows_a_table_without_figures() -> None:
    assert tables("姓名    职务\n-----   -----\n甲某    主任\n") == [[["姓名", "职务"], ["甲某", "主任"]]]


@pytest.mark.parametrize(
    "text",
    [
        "部门：甲        单位：万元\n",
        "填表人：甲    填报日期：    联系电话：\n    负责人：乙    签字：\n",
        "一、概况 ........ 1\n二、收支 ........ 3\n三、说明 ........ 12\n",
        "关 于 公 开 决 算 的 说 明\n部 门 收 入\n部 门 支 出\n部 门 结 余\n",
        "　　一、收入支出情况。\n　　本年收入5万元，　　支出6万元。\n　　其他　　情况　　见附表。\n",
        "甲    乙\n丙    丁\n戊    己\n",
    ],
)
def test_lines_that_only_have_gaps_are_text(text: str) -> None:
    assert tables(text) == []


# ------------------------------------------------------------------------------------------------------ a cell per line


ROWS = [
    ["费用（万元）", "上年数", "预算数", "决算数"],
    *[[f"第{n}项费用", f"{n}.00", f"{n}.50", "0"] for n in "一二345"],
]
ROWS = [[cell.replace("一", "1").replace("二", "2") if "." in cell else cell for cell in row] for row in ROWS]


def stacked(rows: list[list[str]]) -> str:
    return "\n".join(cell for row in rows for cell in row)


def test_a_cell_per_line_row_by_row() -> None:
    text = f"某单位费用情况\n\n{stacked(ROWS)}\n注：以上为全年数。\n"
    assert tables(text) == [ROWS]
    assert read(text).tables()[0].rows[1].cells[2].text.whole() == TextPlace(0, 4, 9)
    assert paragraphs(text) == ["某单位费用情况", "注：以上为全年数。"]


def test_an_empty_line_is_a_blank_cell_where_the_rhythm_needs_it() -> None:
    rows = [*ROWS[:2], ["第八项费用", "", "1.00", "2.00"], *ROWS[2:]]
    assert tables(f"标题\n\n{stacked(rows)}\n") == [rows]


def test_labels_first_and_all_values_after_them() -> None:
    labels, lists = [f"第{n}项" for n in "甲乙丙丁戊己"], [[f"{n}.{m}" for n in range(6)] for m in range(2)]
    text = "\n".join(["说明文字结束。", "项目", *labels, "预算数", *lists[0], "决算数", *lists[1], "完。"])
    want = [["项目", "预算数", "决算数"]] + [[a, b, c] for a, b, c in zip(labels, *lists, strict=True)]
    assert tables(text) == [want]


@pytest.mark.parametrize(
    "lines",
    [
        ["甲", "1", "2", "乙", "3", "4"],  # two rows are no rhythm
        ["预算数", "决算数", "甲", "1", "2", "乙", "3", "丙", "4", "5", "丁", "6", "7"],  # broken
        ["一、概况", "二、收支", "三、说明", "四、解释"],
        ["项目", "甲", "乙", "丙", "丁", "决算数", "1", "2", "3", "4"],  # one list may belong to anything
        ["标题", "1", "2", "3", "4", "5"],
    ],
)
def test_lines_without_rhythm_are_text(lines: list[str]) -> None:
    assert tables("\n".join(lines)) == []


# -------------------------------------------------------------------------------------------------------- wrapped lines

SENTENCE = "本单位全年严格执行预算管理各项规定并按照要求及时公开部门决算和绩效自评情况接受社会监督同时完善内部控制制度"


def wrapped(width: int = 44) -> str:
    """Two paragraphs cut as a screen of that many columns cuts them."""
    lines = [""]
    for char in ("　　" + SENTENCE * 4 + "支出129.84万元。\n") * 2:
        if char == "\n" or columns(lines[-1] + char) > width:
            lines.append("")
        lines[-1] += char.strip("\n")
    return "\n".join(lines)


def test_lines_cut_at_one_width_are_put_together() -> None:
    text = wrapped()
    found = read(text).blocks
    assert [block.text.value for block in found if isinstance(block, Paragraph)] == [
        f"　　{SENTENCE * 4}支出129.84万元。"
    ] * 2
    lines = text.split("\n")
    for block in found:
        assert isinstance(block, Paragraph)
        for offset, place in block.text.anchors:
            assert isinstance(place, TextPlace)
            shown = lines[place.line - 1][place.start : place.end]
            assert block.text.value[offset : offset + len(shown)] == shown


def test_a_page_number_inside_a_sentence_is_set_aside() -> None:
    lines = wrapped().split("\n")
    text = "\n".join([*lines[:4], "", "— 10 —", "\f", *lines[4:]])
    assert paragraphs(text)[0] == f"　　{SENTENCE * 4}支出129.84万元。"
    assert paragraphs(text, Region.FOOTER) == ["— 10 —"]


def test_paragraphs_of_any_length_are_not_put_together() -> None:
    lines = [f"第{'项' * number}工作已经完成" for number in range(10, 40)]
    assert paragraphs("\n".join(lines)) == lines


@pytest.mark.parametrize("line", ["- 1 -", "—10—", "－ 3 －", "第 2 页", "第2页 共 9 页", "\f 12"])
def test_page_numbers_are_no_text(line: str) -> None:
    assert paragraphs(f"正文。\n{line}\n正文。") == ["正文。", "正文。"]


@pytest.mark.parametrize("line", ["-10-20", "12", "第3页说明", "—", "2023"])
def test_other_figures_are_no_page_numbers(line: str) -> None:
    assert line in paragraphs(f"正文。\n{line}\n正文。")


# ------------------------------------------------------------------------------------------------------------ all of it


@settings(max_examples=60)
@given(st.text(alphabet="\n 甲5|,，。\f│-—+ 　", max_size=120))
def test_every_character_shown_is_in_exactly_one_block_at_its_place(text: str) -> None:
    lines = text.split("\n")
    seen: set[tuple[int, int]] = set()
    for block in read(text).blocks:
        texts = [block.text] if isinstance(block, Paragraph) else [cell.text for row in block.rows for cell in row]
        for piece in texts:
            for index, (offset, place) in enumerate(piece.anchors):
                assert isinstance(place, TextPlace)
                end = piece.anchors[index + 1][0] if index + 1 < len(piece.anchors) else len(piece.value)
                part = piece.value[offset:end].rstrip("\n")
                assert lines[place.line - 1][place.start : place.start + len(part)] == part
                spots = {(place.line, place.start + at) for at, char in enumerate(part) if char in "甲5"}
                assert not spots & seen
                seen |= spots
    assert seen == {(n, at) for n, line in enumerate(lines, 1) for at, char in enumerate(line) if char in "甲5"}


@pytest.mark.parametrize("line", ["甲", "5", "", "甲|5", "甲,5,6", "甲   5   6", "甲\n5\n6", "\t甲\n\t5\n", "甲\n5"])
def test_long_files_of_one_kind_of_line_are_read_in_bounded_time(line: str) -> None:
    start = time.process_time()
    read_text(f"{line}\n".encode() * 5000, "样例.txt")
    assert time.process_time() - start < 20  # two hundred times what it takes; work that grows as a square takes more


def test_a_text_of_too_many_lines_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_module, "_MOST_LINES", 3)
    with pytest.raises(ReadError, match="超过上限 3"):
        read("一\n二\n三\n四")
