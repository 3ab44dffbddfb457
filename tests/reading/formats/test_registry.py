"""The content of a file decides which reader reads it; its ending does not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.reading.formats.docx_builder import docx, p, packed, texts
from tests.reading.formats.ole_builder import compound

from hengji.reading.errors import (
    BrokenFileError,
    EmptyFileError,
    EncryptedFileError,
    MissingFileError,
    ReadError,
    TooLargeError,
    UnsupportedFormatError,
)
from hengji.reading.formats import ole, registry
from hengji.reading.formats.registry import NOT_YET, READERS, detect, read_document

WORD = docx(p("正文"))
MANY = compound(*[f"流{number}" for number in range(30)], "WordDocument")


@pytest.mark.parametrize(
    ("data", "format_"),
    [
        (WORD, "docx"),
        (WORD[:-40], "docx"),
        (packed({"xl/workbook.xml": ""}), "xlsx"),
        (packed({"xl\\workbook.xml": ""}), "xlsx"),
        (packed({"ppt/presentation.xml": ""}), "pptx"),
        (packed({"OFD.xml": ""}), "ofd"),
        (packed({"mimetype": "", "content.xml": ""}), "odf"),
        (packed({"报告.docx": ""}), "archive"),
        (packed({}), "archive"),
        (compound("WordDocument"), "doc"),
        (MANY, "doc"),
        (compound("Workbook"), "xls"),
        (compound("Book"), "xls"),
        (compound("EncryptionInfo", "EncryptedPackage"), "encrypted"),
        (compound("别的"), "ole"),
        (b"%PDF-1.7\n", "pdf"),
        (b"\r\n%PDF-1.4\n", "pdf"),
        (b"{\\rtf1\\ansi}", "rtf"),
        (b"\xff\xd8\xff\xe0", "image"),
        (b"BM\x00\x00\x00\x00", "image"),
        (b"BMI 2023", "text"),
        (b"<!DOCTYPE html><p>x", "html"),
        (b"\xef\xbb\xbf <HTML><body>", "html"),
        (b"<div><table><tr>", "html"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related;\n", "html"),
        (b'<?xml version="1.0"?><pkg:package>', "wordxml"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>', "wordxml"),
        ("一、概况\n".encode(), "text"),
        ("一、概况\n".encode("gb18030"), "text"),
        ("一、概况\n".encode("utf-16"), "text"),
        (b"<a> < b", "text"),
        (b"\x00\x01\x02", "binary"),
        (b"", "text"),
    ],
)
def test_formats_are_told_by_content(data: bytes, format_: str) -> None:
    assert detect(data, "不可信.pdf") == format_


def test_a_piece_of_a_web_page_is_told_by_its_ending() -> None:
    assert detect(b"<p>x</p>", "页面.HTML") == "html"
    assert detect(b"<p>x</p>", "页面.txt") == "text"


def test_an_archive_cut_off_early_is_what_its_ending_promises() -> None:
    assert [detect(WORD[:100], name) for name in ("报告.DOCX", "数据.xlsx", "打包.zip")] == ["docx", "xlsx", "archive"]
    with pytest.raises(BrokenFileError):
        read_document(WORD[:100], "报告.docx")


def test_a_file_is_read_from_its_path_under_its_own_name(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_bytes(WORD)
    document = read_document(path)
    assert (document.name, document.format, texts(document)) == ("报告.txt", "docx", ["正文"])
    assert read_document(str(path)) == document


def test_bytes_are_read_under_the_name_given() -> None:
    assert read_document(WORD, "上传.docx").name == "上传.docx"
    assert read_document(WORD).name == "（未命名）"


@pytest.mark.parametrize(("data", "format_"), [("一、概况".encode(), "text")])
def test_each_reader_is_found(data: bytes, format_: str) -> None:
    assert read_document(data, "报告").format == format_


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (compound("别的"), "旧版 Office 文件"),
        (packed({"a.txt": ""}), "压缩包"),
        (b"\x00\x01", "无法识别的二进制数据"),
    ],
)
def test_a_format_without_reader_says_what_to_do(data: bytes, says: str) -> None:
    with pytest.raises(UnsupportedFormatError) as caught:
        read_document(data, "报告.docx")
    assert caught.value.message == f"读不了“报告.docx”：它的内容是{says}，本版还不能读。"
    assert caught.value.hint.startswith("请")
    assert caught.value.code == "read.unsupported"


@pytest.mark.parametrize("format_", sorted(NOT_YET))
def test_no_format_is_both_read_and_not_yet_read(format_: str) -> None:
    assert format_ not in READERS


def test_an_encrypted_file_says_so() -> None:
    with pytest.raises(EncryptedFileError):
        read_document(compound("EncryptedPackage"), "报告.docx")


def test_an_empty_file_says_so() -> None:
    with pytest.raises(EmptyFileError):
        read_document(b"", "报告.docx")


def test_a_missing_file_and_a_folder_say_so(tmp_path: Path) -> None:
    for path, says in ((tmp_path / "没有.docx", "没有这个文件"), (tmp_path, "文件夹")):
        with pytest.raises(MissingFileError) as caught:
            read_document(path)
        assert says in caught.value.message
        assert path.name in caught.value.message


def test_a_huge_file_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "MAX_FILE", 10)
    path = tmp_path / "报告.docx"
    path.write_bytes(WORD)
    with pytest.raises(TooLargeError):
        read_document(path)


@pytest.mark.parametrize("cut", [0, 8, 511, 512, 1000, 1024, 1100, 1300])
def test_a_cut_off_compound_file_gives_the_names_that_are_left(cut: int) -> None:
    whole = ole.stream_names(MANY)
    assert len(whole) == 32
    assert ole.stream_names(MANY[:cut]) <= whole


def test_every_code_of_a_read_error_is_its_own() -> None:
    codes = [kind.code for kind in ReadError.__subclasses__()]
    assert len(set(codes)) == len(codes)
    assert all(code.startswith("read.") for code in codes)


def test_telling_formats_loads_no_library_of_any() -> None:
    script = (
        "import sys, hengji.reading.formats.registry; print(sorted({'lxml', 'python_calamine'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
