"""A bad file is answered with its name, the reason and what to do; a broken part of a good file is a problem."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reading.formats.docx_builder import docx, markers, p, packed, part, read, relations, tbl, tc, texts, tr
from tests.reading.formats.ole_builder import compound

from hengji.documents.document import Region
from hengji.reading.errors import (
    BrokenFileError,
    EmptyFileError,
    EncryptedFileError,
    ReadError,
    TooLargeError,
    UnsafeFileError,
    UnsupportedFormatError,
)
from hengji.reading.formats import docx_package
from hengji.reading.formats.docx import read_docx

GOOD = docx(p("正文") * 50)
MAIN = relations({"word/document.xml": "officeDocument"})


def refusal(data: bytes, kind: type[ReadError]) -> str:
    """The sentence with which the file is refused."""
    with pytest.raises(ReadError) as caught:
        read_docx(data, "报告.docx")
    assert type(caught.value) is kind
    assert caught.value.message.startswith("读不了“报告.docx”：")
    assert caught.value.hint
    return caught.value.message


def main_part(text: str | bytes) -> bytes:
    """A document of this main part."""
    return packed({"_rels/.rels": MAIN, "word/document.xml": text})


def encrypted() -> bytes:
    """A zip whose entries carry the mark of encryption."""
    data = bytearray(GOOD)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(signature)
        while start >= 0:
            data[start + offset] |= 1
            start = data.find(signature, start + 4)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "kind", "says"),
    [
        (b"", EmptyFileError, "0 字节"),
        (b"\x00" * 100, BrokenFileError, "它不是 docx"),
        ("一、概况".encode(), BrokenFileError, "它不是 docx"),
        (GOOD[: len(GOOD) // 2], BrokenFileError, "不完整"),
        (GOOD[:-30], BrokenFileError, "不完整"),
        (packed({"readme.txt": "x"}), BrokenFileError, "没有正文"),
        (packed({"_rels/.rels": MAIN}), BrokenFileError, "没有正文"),
        (packed({"_rels/.rels": "<broken", "word/document.xml": ""}), BrokenFileError, "正文已经损坏"),
        (main_part("<w:document"), BrokenFileError, "正文已经损坏"),
        (main_part("<other/>"), BrokenFileError, "不是 Word 文档"),
        (packed({"_rels/.rels": relations({"xl/workbook.xml": "officeDocument"}), "xl/workbook.xml": "<workbook/>"}),
         BrokenFileError, "不是 Word 文档"),
        (compound("EncryptedPackage", "EncryptionInfo"), EncryptedFileError, "打开密码"),
        (compound("WordDocument", "1Table"), UnsupportedFormatError, "旧版 Office"),
        (encrypted(), EncryptedFileError, "打开密码"),
    ],
)  # fmt: skip
def test_files_that_cannot_be_read(data: bytes, kind: type[ReadError], says: str) -> None:
    assert says in refusal(data, kind)


def test_an_empty_body_is_an_empty_document() -> None:
    assert read("").blocks == ()


# ------------------------------------------------------------------------------------------------------------ safety
ENTITIES = '<!DOCTYPE d [<!ENTITY a "甲"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("declaration", [ENTITIES, OUTSIDE, '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/d.dtd">'])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_types_and_entities_are_refused(declaration: str, encoding: str) -> None:
    text = part("document", "<w:body><w:p><w:r><w:t>x</w:t></w:r></w:p></w:body>")
    text = text.replace("?>", f"?>{declaration}").replace("UTF-8", encoding)
    assert "DOCTYPE" in refusal(main_part(text.encode(encoding)), UnsafeFileError)


def test_an_undeclared_entity_is_a_broken_part() -> None:
    refusal(main_part(part("document", "<w:body>&nbsp;</w:body>")), BrokenFileError)


def test_a_compression_bomb_is_not_unpacked() -> None:
    assert "压缩炸弹" in refusal(main_part(b" " * (docx_package.RATIO_FREE + 1)), UnsafeFileError)


def test_a_part_that_lies_about_its_size_is_broken() -> None:
    data = bytearray(main_part(part("document", f"<w:body>{p('甲') * 1000}</w:body>")))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", data, data.rfind(signature) + offset, 10)
    refusal(bytes(data), BrokenFileError)


@pytest.mark.parametrize(
    ("limit", "value", "says"),
    [("MAX_FILE", 100, "文件有"), ("MAX_PART", 300, "解压后的"), ("MAX_TOTAL", 400, "解压后的内容有")],
)
def test_sizes_are_limited(monkeypatch: pytest.MonkeyPatch, limit: str, value: int, says: str) -> None:
    monkeypatch.setattr(docx_package, limit, value)
    assert says in refusal(GOOD, TooLargeError)


def test_the_number_of_parts_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_package, "MAX_PARTS", 2)
    assert "3 个部件" in refusal(GOOD, UnsafeFileError)


def test_pictures_are_not_unpacked() -> None:
    buffer = io.BytesIO(GOOD)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/image1.bmp", b"\x00" * (docx_package.MAX_PART + 1))
    assert read_docx(buffer.getvalue(), "报告.docx").problems == ()


def test_deep_nesting_ends_before_the_stack_does() -> None:
    inner = p("底")
    for _ in range(70):
        inner = tbl(tr(tc(inner)))
    assert len(read(inner).tables()) == 1


@pytest.mark.parametrize("wrapper", ["<w:tbl><w:tr><w:tc>", "<w:sdt><w:sdtContent>", "<w:ins>"])
def test_bottomless_nesting_is_refused(wrapper: str) -> None:
    closing = "".join(f"</{name}" for name in reversed(wrapper.split("<")[1:]))
    body = f"<w:body>{wrapper * 5000}{p('底')}{closing * 5000}</w:body>"
    assert "没有尽头" in refusal(main_part(part("document", body)), UnsafeFileError)


@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=8))
def test_whatever_is_damaged_the_answer_is_a_document_or_a_read_error(position: int, scrap: bytes) -> None:
    data = GOOD[:position] + scrap + GOOD[position + len(scrap) :]
    answers: list[str] = []
    try:
        answers.append(read_docx(data, "报告.docx").name)
    except ReadError as error:
        answers.append(error.name)
    assert answers == ["报告.docx"]


# ---------------------------------------------------------------------------------------- parts the body can do without
@pytest.mark.parametrize(("kind", "lost"), [("numbering", "自动编号"), ("styles", "标题级别和样式里的编号")])
def test_a_broken_definition_is_a_problem_and_the_body_is_read(kind: str, lost: str) -> None:
    numbered = p("正文", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    document = read(numbered, **{kind: "!<broken"})
    assert (texts(document), markers(document)) == (["正文"], [""])
    (problem,) = document.problems
    assert problem.message.startswith(f"部件 word/{kind}.xml 损坏")
    assert problem.message.endswith(f"，{lost}没有读入。")


def test_a_broken_header_is_a_problem() -> None:
    section = '<w:sectPr><w:headerReference r:id="header_1.xml"/></w:sectPr>'
    document = read(p("正文") + section, header_1="!<broken")
    assert texts(document, Region.HEADER) == []
    assert [problem.message.endswith("，页眉没有读入。") for problem in document.problems] == [True]


def test_broken_notes_are_a_problem() -> None:
    body = '<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    assert [problem.message.endswith("，脚注没有读入。") for problem in read(body, footnotes="!<").problems] == [True]


def test_a_missing_part_is_a_problem() -> None:
    data = packed(
        {
            "_rels/.rels": MAIN,
            "word/document.xml": part("document", f"<w:body>{p('正文')}</w:body>"),
            "word/_rels/document.xml.rels": relations({"numbering.xml": "numbering"}),
        }
    )
    document = read_docx(data, "报告.docx")
    assert texts(document) == ["正文"]
    assert [problem.message for problem in document.problems] == [
        "文件里缺少部件 word/numbering.xml，自动编号没有读入。"
    ]


def test_broken_relations_are_a_problem() -> None:
    data = packed(
        {
            "_rels/.rels": MAIN,
            "word/document.xml": part("document", f"<w:body>{p('正文')}</w:body>"),
            "word/_rels/document.xml.rels": "<broken",
        }
    )
    document = read_docx(data, "报告.docx")
    assert texts(document) == ["正文"]
    assert len(document.problems) == 1


LEVEL = '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="{}"/></w:abstractNum>'.format
LIST = '<w:num w:numId="1"><w:abstractNumId w:val="0"/>{}</w:num>'.format
OVERRIDE = '<w:lvlOverride w:ilvl="77"><w:startOverride w:val="1"/></w:lvlOverride>'


@pytest.mark.parametrize(
    "numbering", ['<w:abstractNum/><w:num w:numId="1"/>', LEVEL("x") + LIST(""), LEVEL("99") + LIST(OVERRIDE)]
)
@pytest.mark.parametrize("ilvl", ["0", "99", "-1", "x"])
def test_senseless_numbering_prints_nothing(numbering: str, ilvl: str) -> None:
    use = f'<w:numPr><w:ilvl w:val="{ilvl}"/><w:numId w:val="1"/></w:numPr>'
    assert markers(read(p("正文", use), numbering=numbering)) == [""]
