"""Splitting a file into its components, and what a title says of unit and year."""

from __future__ import annotations

import pytest
from tests.reading.drawn import document, pack, table

from hengji.documents.document import Block, Paragraph, Table
from hengji.facts.place import WordPlace
from hengji.reading.components import Part, explode, organisation_in, split

KINDS = pack().components
REPORT = "2023年度某某县档案馆整体支出绩效自评报告"
ACCOUNTS = "2023年度某某县档案馆部门决算"


def parts(blocks: list[str], forms: dict[int, str] | None = None) -> list[tuple[str, int, int]]:
    """Kind, first and last block of every component; ``forms`` says what the tables were recognised as."""
    found = split(document(*blocks).blocks, forms or {}, KINDS)
    assert [part.id for part in found] == [f"c{number}" for number in range(1, len(found) + 1)]
    return [(part.kind, part.first, part.last) for part in found]


def only(blocks: list[str]) -> Part:
    (part,) = split(document(*blocks).blocks, {}, KINDS)
    return part


def test_a_title_opens_a_component_that_reaches_to_the_end() -> None:
    assert parts([REPORT, "一、基本情况", "本馆有在职人员9人。"]) == [("report", 0, 2)]


def test_a_title_over_several_lines_is_one_title() -> None:
    assert parts(["2023年度某某县档案馆", "整体支出绩效", "自评报告", "一、基本情况"]) == [("report", 0, 3)]


def test_the_path_through_a_web_site_is_no_part_of_a_title() -> None:
    found = only(["首页 > 财政公开", "预决算", "2023年度某某县档案馆部门决算", "第一部分 概况"])
    assert (organisation_in(found.title, KINDS), found.fiscal_year) == ("某某县档案馆", 2023)


def test_a_title_that_is_repeated_at_once_opens_nothing_new() -> None:
    assert parts([REPORT, REPORT, "一、基本情况"]) == [("report", 0, 2)]


def test_a_second_title_of_another_kind_opens_another_component() -> None:
    assert parts([ACCOUNTS, "一、概况。", REPORT, "一、基本情况"]) == [("final_accounts", 0, 1), ("report", 2, 3)]


def test_the_words_of_a_title_inside_a_sentence_open_nothing() -> None:
    assert parts([REPORT, "现将部门决算。", f"详见{ACCOUNTS}。"]) == [("report", 0, 2)]


def test_a_recognised_table_opens_its_component_at_the_lines_above_it() -> None:
    blocks = [REPORT, "报告到此结束。", "附件2", "2023年度基础数据表", "甲 | 乙"]
    assert parts(blocks, {4: "basic_data"}) == [("report", 0, 1), ("basic_data", 2, 4)]


def test_tables_of_one_kind_stay_in_one_component() -> None:
    blocks = [ACCOUNTS, "收入支出决算总表", "甲 | 乙", "支出决算表", "甲 | 乙"]
    assert parts(blocks, {2: "final_accounts", 4: "final_accounts"}) == [("final_accounts", 0, 4)]


def test_tables_of_two_kinds_are_two_components() -> None:
    blocks = ["附件2", "甲 | 乙", "附件3", "甲 | 乙"]
    assert parts(blocks, {1: "basic_data", 3: "self_evaluation"}) == [("basic_data", 0, 1), ("self_evaluation", 2, 3)]


def test_what_stands_before_the_first_title_belongs_to_the_first_component() -> None:
    assert parts(["某某县档案馆文件。", REPORT, "一、基本情况"]) == [("report", 0, 2)]


def test_a_file_without_titles_and_tables_has_no_components() -> None:
    assert parts(["关于会议的通知。", "请准时参加。"]) == []
    assert split([], {}, KINDS) == []


@pytest.mark.parametrize(
    ("title", "year"), [(REPORT, 2023), ("某某县档案馆2019年部门决算", 2019), ("某某县档案馆部门决算", None)]
)
def test_a_title_gives_the_fiscal_year(title: str, year: int | None) -> None:
    assert only([title, "一、概况"]).fiscal_year == year


def test_a_component_knows_where_it_begins() -> None:
    found = split(document("一段话。", ACCOUNTS, "一、概况。", REPORT).blocks, {}, KINDS)
    assert [part.place for part in found] == [
        WordPlace(0, 4, "document", 1),
        WordPlace(0, len(REPORT), "document", 4),
    ]


@pytest.mark.parametrize(
    ("title", "organisation"),
    [
        (REPORT, "某某县档案馆"),
        (ACCOUNTS, "某某县档案馆"),
        ("某某县档案馆2023年度部门决算公开说明", "某某县档案馆"),
        ("关于某某县档案馆2023年度整体支出绩效自评报告", "某某县档案馆"),
        ("2023年度部门决算", ""),
        ("第五部分 附件某某县档案馆2023年度整体支出绩效自评报告", "某某县档案馆"),
        ("附件1：某某县档案馆2023年度整体支出绩效自评报告", "某某县档案馆"),
    ],
)
def test_a_title_names_its_unit(title: str, organisation: str) -> None:
    assert organisation_in(title, KINDS) == organisation


def texts(blocks: list[Block]) -> list[str]:
    return [block.text.value if isinstance(block, Paragraph) else "表" for block in blocks]


def test_a_table_of_one_column_is_a_frame_around_paragraphs() -> None:
    framed = table("某某县档案馆\\n自评报告\n \n一、基本情况")
    blocks, opened = explode([framed, table("甲 | 乙")])
    assert texts(blocks) == ["某某县档案馆", "自评报告", "一、基本情况", "表"]
    assert opened == {0: framed}


def test_the_lines_of_a_frame_keep_their_places() -> None:
    blocks, _ = explode([table("某某县档案馆\\n自评报告")])
    (first, second) = blocks
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    assert first.text.whole() == WordPlace(0, 6, "document", 1, 1, 1)
    assert second.text.whole() == WordPlace(7, 11, "document", 1, 1, 1)


def test_a_table_of_several_columns_is_left_alone() -> None:
    whole = table("甲 | 乙\n丙")
    blocks, opened = explode([whole])
    assert isinstance(blocks[0], Table)
    assert (blocks, opened) == ([whole], {})
