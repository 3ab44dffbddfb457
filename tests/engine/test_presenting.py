"""What people get of a check: comments in the very file, a page with both sides, a sheet to sign."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree, html

from hengji.checking.run import Checked
from hengji.documents.document import Merge
from hengji.engine.annotating import NotCommentableError, annotate
from hengji.engine.presenting import opinion_of, review_of
from hengji.engine.remarks import remarks_of
from hengji.engine.session import check_reading
from hengji.facts.place import WordPlace
from hengji.packs.library import Library
from hengji.reading.errors import ReadError
from hengji.reading.formats.registry import read_document
from hengji.reading.read import read
from hengji.reading.result import Reading
from hengji.writing.docx import write_docx
from hengji.writing.drawing import DrawnCell, DrawnParagraph, DrawnRow, DrawnTable, Publication, Role, Style
from hengji.writing.html import write_html
from hengji.writing.opinion import FORMATS, opinion
from hengji.writing.remark import Remark
from hengji.writing.review_page import Review, write_review

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LIBRARY = Library.builtin()
HUNAN = LIBRARY.get("cn-430000-hunan")
SPLIT = "2023年度本单位一般公共预算财政拨款支出100.00万元，其中：基本支出80.00万元，项目支出30.00万元。"


@dataclass(frozen=True)
class Case:
    """A Word file that contradicts itself, read and checked."""

    data: bytes
    reading: Reading
    checked: Checked

    @property
    def remarks(self) -> list[Remark]:
        return remarks_of(self.reading, self.checked)


def word(*texts: str) -> bytes:
    """A small report as a Word file."""
    blocks = [DrawnParagraph("2023年度示例区编办整体支出绩效自评报告", Style.TITLE)]
    return write_docx(Publication("报告", (*blocks, *(DrawnParagraph(text) for text in texts))))


def case(data: bytes) -> Case:
    reading = read(read_document(data, "报告.docx"), LIBRARY, HUNAN)
    return Case(data, reading, check_reading(reading))


@pytest.fixture(scope="module")
def split() -> Case:
    return case(word("一、基本情况", SPLIT))


def part(data: bytes, name: str) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


def commented(data: bytes) -> dict[str, list[str]]:
    """The words each comment stands on, by its first line."""
    body, comments = part(data, "word/document.xml"), part(data, "word/comments.xml")
    said = {one.get(W + "id"): "".join(one.itertext()) for one in comments.iter(W + "comment")}
    found: dict[str, list[str]] = {}
    open_: dict[str, str] = {}
    for element in body.iter(W + "commentRangeStart", W + "commentRangeEnd", W + "t"):
        number = element.get(W + "id", "")
        if element.tag == W + "commentRangeStart":
            open_[number] = ""
        elif element.tag == W + "commentRangeEnd":
            found.setdefault(said[number], []).append(open_.pop(number))
        else:
            open_ = {key: text + (element.text or "") for key, text in open_.items()}
    assert not open_
    return found


def without_comments(data: bytes) -> list[str]:
    """The paragraphs of the body as printed, every sign of a comment taken out."""
    body = part(data, "word/document.xml")
    return ["".join(t.text or "" for t in p.iter(W + "t")) for p in body.iter(W + "p")]


def test_each_place_of_a_finding_has_its_comment_on_the_very_words(split: Case) -> None:
    found = commented(annotate(split.data, "报告.docx", split.remarks))
    (finding,) = [one for one in split.checked.findings if one.rule == "cn.money.expenditure-split"]
    told = {words for said, on in found.items() if finding.says in said for words in on}
    assert told == {spot.quote for spot in finding.spots} == {"100.00", "80.00", "30.00"}


def test_a_comment_says_what_the_working_is_where_else_to_look_and_by_which_rule(split: Case) -> None:
    said = next(iter(commented(annotate(split.data, "报告.docx", split.remarks))))
    for word_ in ("【错误】", "算式：", "另见：", "依据：", "cn.money"):
        assert word_ in said


def test_the_text_and_every_other_part_are_untouched(split: Case) -> None:
    noted = annotate(split.data, "报告.docx", split.remarks)
    assert without_comments(noted) == without_comments(split.data)
    before, after = (zipfile.ZipFile(io.BytesIO(data)) for data in (split.data, noted))
    written = {"word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
    for name in before.namelist():
        assert name in written or before.read(name) == after.read(name)
    assert set(after.namelist()) - set(before.namelist()) == {"word/comments.xml"}


def test_the_file_with_comments_reads_as_before(split: Case) -> None:
    again = case(annotate(split.data, "报告.docx", split.remarks))
    assert [(one.key, one.value, one.place) for one in again.reading.facts] == [
        (one.key, one.value, one.place) for one in split.reading.facts
    ]


def test_the_same_remarks_give_the_same_bytes(split: Case) -> None:
    assert annotate(split.data, "报告.docx", split.remarks) == annotate(split.data, "报告.docx", split.remarks)


def test_comments_that_are_there_already_stay(split: Case) -> None:
    once = annotate(split.data, "报告.docx", split.remarks)
    twice = annotate(once, "报告.docx", case(once).remarks)
    first, both = (part(data, "word/comments.xml") for data in (once, twice))
    before = [etree.tostring(one) for one in first]
    assert [etree.tostring(one) for one in both][: len(before)] == before
    numbers = [one.get(W + "id") for one in both]
    assert len(set(numbers)) == len(numbers) == 2 * len(before)
    assert without_comments(twice) == without_comments(split.data)


def edited(data: bytes, old: str, new: str) -> bytes:
    """A Word file with its body's XML changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as written:
        for info in source.infolist():
            content = source.read(info)
            if info.filename == "word/document.xml":
                assert old in content.decode()
                content = content.decode().replace(old, new).encode()
            written.writestr(info, content)
    return target.getvalue()


def test_tracked_changes_stay_and_what_stands_in_them_is_commented_as_a_whole() -> None:
    inserted = '<w:ins w:id="7" w:author="甲"><w:r><w:t>项目支出30.00万元</w:t></w:r></w:ins>'
    deleted = '<w:del w:id="8" w:author="甲"><w:r><w:delText>项目支出20.00万元</w:delText></w:r></w:del>'
    text = SPLIT.replace("项目支出30.00万元", "［改］")
    plain = word("一、基本情况", text)
    run = re.search(
        r"<w:r>(?:(?!<w:r>).)*?［改］", zipfile.ZipFile(io.BytesIO(plain)).read("word/document.xml").decode()
    )
    assert run is not None
    close = "</w:t></w:r>"
    reopen = run.group().partition("<w:t")[0] + '<w:t xml:space="preserve">'
    changed = case(edited(plain, "［改］", f"{close}{deleted}{inserted}{reopen}"))
    assert {str(one.value) for one in changed.reading.facts if one.value} >= {"100.00", "80.00", "30.00"}
    noted = annotate(changed.data, "报告.docx", changed.remarks)
    body = part(noted, "word/document.xml")
    assert [etree.tostring(one, with_tail=False) for one in body.iter(W + "ins", W + "del")] == [
        etree.tostring(one, with_tail=False)
        for one in part(changed.data, "word/document.xml").iter(W + "ins", W + "del")
    ]
    on = {words for words_ in commented(noted).values() for words in words_}
    assert {"100.00", "80.00", "项目支出30.00万元"} <= on


def test_cells_of_a_table_are_found_by_row_and_column() -> None:
    head = DrawnRow((DrawnCell("项目", Role.HEAD), DrawnCell("数", Role.HEAD)))
    merged = DrawnRow((DrawnCell("", merge=Merge.CONTINUE), DrawnCell("12.30", Role.NUMBER)))
    rows = (head, DrawnRow((DrawnCell("一", merge=Merge.START), DrawnCell("45.60", Role.NUMBER))), merged)
    table = DrawnTable("", "", (Decimal(1), Decimal(1)), rows)
    data = write_docx(Publication("表", (DrawnParagraph("前言"), table)))
    places = [(WordPlace(0, 5, block=2, row=3, column=2), "12.30"), (WordPlace(0, 4, block=2, row=2, column=2), "45.6")]
    remark = Remark("1", "error", "两格不一致。", "", "", "", "依据", "t.rule", "", tuple(places))
    (on,) = {
        tuple(sorted(words)) for words in zip(*commented(annotate(data, "表.docx", [remark])).values(), strict=False)
    }
    assert on == ("12.30", "45.6")


def test_a_finding_without_a_place_is_put_to_the_first_paragraph_rather_than_lost() -> None:
    remark = Remark("1", "error", "缺少一节。", "", "", "", "依据", "t.rule", "", ())
    assert list(commented(annotate(word("正文。"), "报告.docx", [remark])).values()) == [
        ["2023年度示例区编办整体支出绩效自评报告"]
    ]


def test_a_damaged_word_file_is_refused() -> None:
    with pytest.raises(ReadError):
        annotate(word("正文。")[:200], "报告.docx", [])


def test_a_text_file_is_told_where_else_to_look() -> None:
    with pytest.raises(NotCommentableError, match="--html"):
        annotate("一段话。".encode(), "报告.txt", [])


# ------------------------------------------------------------------------------------------------ the page, the sheet


def page_of(one: Case) -> html.HtmlElement:
    return html.document_fromstring(write_review(review_of(one.reading, one.checked, ("共 3 个数。",))).decode())


def test_on_the_page_numbers_lead_from_words_to_remarks_and_back(split: Case) -> None:
    page = page_of(split)
    names = {element.get("id") for element in page.iter() if element.get("id")}
    links = [str(a.get("href"))[1:] for a in page.iter("a")]
    assert set(links) <= names
    marked = {mark.text for mark in page.xpath("//main//mark")}
    assert marked >= {"100.00", "80.00", "30.00"}
    assert len(page.xpath("//aside//article")) == len(split.remarks)


def test_the_page_shows_the_whole_document_and_loads_nothing(split: Case) -> None:
    page = page_of(split)
    for block in split.reading.document.blocks:
        shown = "".join(page.xpath("//main//text()[not(ancestor::a)]"))
        assert block.text.value in shown  # type: ignore[union-attr]
    assert not page.xpath("//script | //link | //img")
    assert "default-src 'none'" in page.xpath("//meta[@http-equiv]/@content")[0]


def test_what_a_document_says_is_never_markup() -> None:
    evil = case(word("一、基本情况", SPLIT + "<script>alert(1)</script>&amp;"))
    page = page_of(evil)
    assert not page.xpath("//script")
    assert "<script>alert(1)</script>&amp;" in page.text_content()


def test_a_page_without_findings_says_so() -> None:
    page = write_review(Review("报告.docx", (), ())).decode()
    assert "没有发现问题" in page


def test_a_sheet_of_opinion_lists_every_finding_with_working_place_and_room_to_answer(split: Case) -> None:
    sheet = opinion_of(split.reading, review_of(split.reading, split.checked, ("共 3 个数。",)))
    text = html.document_fromstring(write_html(sheet).decode()).text_content()
    for remark in split.remarks:
        assert remark.says in text
        assert remark.working in text
    for said in ("示例区编办", "2023", "审核人", "单位说明", "共 3 个数"):
        assert said in text


@pytest.mark.parametrize("ending", sorted(FORMATS))
def test_the_sheet_can_be_had_in_every_format(split: Case, ending: str, tmp_path: Path) -> None:
    sheet = opinion_of(split.reading, review_of(split.reading, split.checked, ()))
    path = tmp_path / f"意见{ending}"
    path.write_bytes(FORMATS[ending](sheet))
    assert path.stat().st_size > 500


def test_where_to_look_first_is_for_the_reviewer_and_not_for_what_goes_back_to_the_unit() -> None:
    remark = Remark("1", "error", "不等。", "1 ≠ 2", "请核对。", "按两处勾稽应为 2", "依据", "t.rule", "", ())
    review = Review("报告.docx", (), (remark,))
    assert "按两处勾稽应为 2" in write_review(review).decode()
    assert "按两处勾稽应为 2" not in write_html(opinion(review)).decode()
    assert all("按两处勾稽应为 2" not in said for said in commented(annotate(word("正文。"), "报告.docx", [remark])))
