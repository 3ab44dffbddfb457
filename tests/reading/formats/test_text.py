"""Reading plain text: decoding, lines, paragraphs, places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengji.documents.document import Document, Paragraph, Table
from hengji.facts.place import TextPlace
from hengji.reading.errors import ReadError
from hengji.reading.formats.text import read_text


def read(text: str) -> Document:
    return read_text(text.encode(), "样例.txt")


def paragraphs(document: Document) -> list[str]:
    return [block.text.value for block in document.blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_usual_encodings_are_told_apart(encoding: str) -> None:
    document = read_text("甲单位说明\n共3人。".encode(encoding), "样例.txt")
    assert paragraphs(document) == ["甲单位说明", "共3人。"]
    assert document.format == "text"


def test_a_binary_file_is_refused() -> None:
    with pytest.raises(ReadError, match="它不是文本文件"):
        read_text(b"PK\x03\x04\0\0", "样例.txt")


def test_an_unknown_encoding_is_refused() -> None:
    with pytest.raises(ReadError, match="编码无法识别"):
        read_text(b"\xff\xff\xff", "样例.txt")


def test_an_empty_file_has_no_blocks() -> None:
    assert read("").blocks == ()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_count_from_one_whatever_ends_them(end: str) -> None:
    document = read(f"甲{end}{end}乙")
    places = [block.text.whole() for block in document.blocks if isinstance(block, Paragraph)]
    assert places == [TextPlace(0, 1, 1), TextPlace(0, 1, 3)]


def test_unusual_line_separators_stay_in_their_line() -> None:
    assert paragraphs(read("甲\u2028乙\x0b丙\x0c丁")) == ["甲\u2028乙\x0b丙\x0c丁"]


def test_a_paragraph_keeps_its_blanks_and_word_residue() -> None:
    assert paragraphs(read("  [bookmark: OLE_LINK9]甲项目 \n   \n\u3000")) == ["  [bookmark: OLE_LINK9]甲项目 "]


def test_a_cell_is_anchored_behind_its_tab() -> None:
    (table,) = read("\t甲项\n\t 12.5\n\n").tables()
    assert table.rows[0].cells[1].text.place(1, 5) == TextPlace(1 + 1, 1 + 5, 2)
    assert table.place == TextPlace(1, 3, 1)
    assert not table.spans_known


def test_each_line_of_a_cell_is_anchored_at_its_own_line() -> None:
    (table,) = read("\t甲项\n（万元）\n\t5\n\n").tables()
    text = table.rows[0].cells[0].text
    assert text.value == "甲项\n（万元）"
    assert text.place(3, 7) == TextPlace(0, 4, 2)


def test_a_blank_before_the_very_first_tab_is_no_text() -> None:
    (table,) = read(" \t甲部分\n\n\t乙\n\t1\n\n").tables()
    assert table.rows[0].cells[0].text.value == "甲部分"
    assert table.rows[0].cells[0].text.whole() == TextPlace(2, 5, 1)


def test_a_tab_inside_a_paragraph_makes_no_table() -> None:
    assert read("部门：甲  \t单位：万元\n").tables() == []


def test_sentences_indented_by_a_tab_are_paragraphs() -> None:
    document = read("\t本单位全年完成了各项登记工作任务。\n\t下一年继续做好各项登记工作任务。\n")
    assert document.tables() == []
    assert len(document.blocks) == 2


@given(st.text(alphabet="\t\n 甲5|。：\u3000", max_size=80))
def test_every_character_shown_is_in_exactly_one_block_at_its_place(text: str) -> None:
    lines = text.split("\n")
    seen: set[tuple[int, int]] = set()
    for block in read(text).blocks:
        texts = [c.text for r in block.rows for c in r] if isinstance(block, Table) else [block.text]
        for piece in texts:
            for offset, place in piece.anchors:
                assert isinstance(place, TextPlace)
                part = piece.value[offset:].split("\n", 1)[0]
                assert lines[place.line - 1][place.start : place.start + len(part)] == part
                spots = {(place.line, place.start + at) for at, char in enumerate(part) if char in "甲5。："}
                assert not spots & seen
                seen |= spots
    shown = {(n, at) for n, line in enumerate(lines, 1) for at, char in enumerate(line) if char in "甲5。："}
    assert seen == shown
