"""Tables no known form resembles, and samples nothing can be drafted from."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.engine.drafting.by_example import about, beside, cells_read, drawn, every, saved, tables

from hengji.documents.document import Document
from hengji.engine.building import writers
from hengji.engine.drafting.draft import NoTableError, draft_pack
from hengji.engine.drafting.questions import AnswerError
from hengji.facts.fact import FactStore
from hengji.packs.library import Library
from hengji.reading.formats.registry import read_document
from hengji.writing.drawing import DrawnCell, DrawnParagraph, DrawnRow, DrawnTable, Publication, Style

PARENT = "cn-430000-hunan"
HEADS = ["设备名称", "购置数量（台）", "购置金额（万元）"]
ROWS = [["示例设备甲", "3", "12.50"], ["示例设备乙", "1", "4.00"], ["合计", "4", "16.50"]]
PAIRS = [["设备管理员", "", "盘点日期", ""]]


def made(rows: list[list[str]], format_: str, title: str = "2023年度大型设备盘点情况表") -> Document:
    width = max(len(row) for row in rows)
    drawn_rows = tuple(DrawnRow(tuple(DrawnCell(text, column_span=width // len(row)) for text in row)) for row in rows)
    table = DrawnTable("x", title, tuple(Decimal(10) for _ in range(width)), drawn_rows)
    publication = Publication(title, (DrawnParagraph("附件7", Style.ATTACHMENT), table), year=2023)
    return read_document(writers()[format_](publication), f"样表.{format_}")


@pytest.mark.parametrize("format_", ["docx", "xlsx"])
@pytest.mark.parametrize("blank", [True, False])
def test_a_table_nobody_knows_is_a_form_of_its_own(tmp_path: Path, format_: str, *, blank: bool) -> None:
    rows = [[row[0], "", ""] for row in ROWS] if blank else ROWS
    document = made([HEADS, *rows], format_)
    draft = draft_pack(document, every(), about(PARENT))
    assert (draft.forms[0].nearest, draft.forms[0].form) == ("", "x430998.t1")
    pack = saved(draft, tmp_path, beside(""))
    read = cells_read(document, pack)
    assert [str(one.value) for one in read if one.value is not None] == (
        [] if blank else ["3", "12.50", "1", "4.00", "4", "16.50"]
    )
    assert {one.unit for one in read} == {"台", "万元"}
    assert tables(drawn(pack, "x430998.t1", read, 2023, format_)) == tables(document)
    assert pack.outlines["x430998.t1"].forms == ("x430998.t1",)


def test_whose_rows_they_are_is_asked(tmp_path: Path) -> None:
    document = made([HEADS, *ROWS[:2]], "docx")
    name = "x430998.t1/b1/行"
    asked = {one.id: one for one in draft_pack(document, every(), about(PARENT)).questions}
    assert asked[name].assumed == "each"
    fixed = draft_pack(document, every(), about(PARENT), {name: "fixed"})
    assert fixed.open == []
    rows = saved(fixed, tmp_path, beside("")).forms["x430998.t1"].bands[0].rows
    assert [row.label for row in rows] == ["示例设备甲", "示例设备乙"]


def test_an_open_question_stands_in_the_files(tmp_path: Path) -> None:
    draft = draft_pack(made([HEADS, *ROWS[:2]], "docx"), every(), about(PARENT))
    assert "是表上印好的，还是各单位自己填的？暂按：各单位自己填" in draft.files["pack.yaml"]
    answers = tmp_path / "待定.yaml"
    text = draft.files["待定.txt"].replace("# x430998.t1/b1/行: each", "x430998.t1/b1/行: fixed")
    answers.write_text(text, encoding="utf-8")
    assert answers.read_text(encoding="utf-8").count("\nx430998") == 1


def test_answers_that_were_not_offered_are_refused() -> None:
    document = made([HEADS, *ROWS[:2]], "docx")
    with pytest.raises(AnswerError, match="只能是：fixed"):
        draft_pack(document, every(), about(PARENT), {"x430998.t1/b1/行": "也许"})
    with pytest.raises(AnswerError, match="没有问过“别的”"):
        draft_pack(document, every(), about(PARENT), {"别的": "是"})


def test_a_sample_without_a_table_says_so() -> None:
    document = read_document("附件1\n说明：请各单位按时报送。\n".encode(), "样表.txt")
    with pytest.raises(NoTableError, match="没有表格"):
        draft_pack(document, every(), about(PARENT))


def test_drafting_twice_gives_the_same_bytes() -> None:
    document = made([HEADS, *ROWS], "xlsx")
    first, second = (draft_pack(document, every(), about(PARENT)) for _ in range(2))
    assert first.files == second.files


def test_labels_with_their_cell_beside_them(tmp_path: Path) -> None:
    document = made([["设备管理员", "", "盘点日期", ""], ["存放地点", "", "备用电话号", ""]], "docx")
    draft = draft_pack(document, every(), about(PARENT))
    pack = saved(draft, tmp_path, beside(""))
    labels = [column.label for column in pack.forms["x430998.t1"].bands[0].columns]
    assert labels == ["设备管理员", "盘点日期", "存放地点", "备用电话号"]
    assert tables(drawn(pack, "x430998.t1", FactStore(), 2023, "docx")) == tables(document)


def test_the_library_itself_is_not_changed() -> None:
    library = Library.builtin()
    before = library.ids()
    draft_pack(made([HEADS, *ROWS], "docx"), library, about(PARENT))
    assert library.ids() == before


WORDS = st.lists(st.sampled_from("桥梁隧道巡检养护绿化照明排水"), min_size=3, max_size=5, unique=True).map("".join)
FIGURES = st.integers(1, 99999).map(lambda number: f"{number / 100:.2f}")


@settings(deadline=None, max_examples=10, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_plain_table_is_read_and_drawn_again(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    width = data.draw(st.integers(2, 4))
    heads = data.draw(st.lists(WORDS, min_size=width + 1, max_size=width + 1, unique=True))
    labels = data.draw(st.lists(WORDS.filter(lambda word: word not in heads), min_size=2, max_size=5, unique=True))
    blank = data.draw(st.booleans())
    rows = [[label, *("" if blank else data.draw(FIGURES) for _ in range(width))] for label in labels]
    format_ = data.draw(st.sampled_from(["docx", "xlsx"]))
    document = made([heads, *rows], format_, "2023年度市政设施台账")
    draft = draft_pack(document, every(), about(PARENT))
    pack = saved(draft, tmp_path_factory.mktemp("draft"), beside(""))
    read = cells_read(document, pack)
    assert draft.proof.sound
    assert sorted(f"{one.value:.2f}" for one in read if one.value is not None) == sorted(
        text for row in rows for text in row[1:] if text
    )
    assert tables(drawn(pack, draft.forms[0].form, read, 2023, format_)) == tables(document)
