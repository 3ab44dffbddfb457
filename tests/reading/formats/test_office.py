"""Old and foreign office formats through LibreOffice: same blocks as the file they came from, and clear refusals."""

from __future__ import annotations

import os
import stat
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.reading.formats.docx_builder import grid, packed, texts
from tests.writing.sample import publication

from hengji.reading.errors import BrokenFileError, NoConverterError, ReadError, TooLargeError
from hengji.reading.formats import office
from hengji.reading.formats.registry import detect, read_document
from hengji.writing.docx import write_docx

WORD = write_docx(publication())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("ending", "filter_", "format_", "name"),
    [
        ("doc", "doc:MS Word 97", "doc", "报告.doc"),
        ("doc", "doc:MS Word 97", "doc", "报告.wps"),
        ("doc", "doc:MS Word 97", "doc", "报告.docx"),
        ("rtf", "rtf", "rtf", "报告.doc"),
        ("odt", "odt", "odt", "报告.odt"),
    ],
)
def test_an_old_file_reads_like_its_docx(
    ending: str, filter_: str, format_: str, name: str, tmp_path: Path, require_program: Callable[[str], str]
) -> None:
    program = require_program("soffice")
    (tmp_path / "报告.docx").write_bytes(WORD)
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = [program, home, "--headless", "--convert-to", filter_, "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "报告.docx")], check=True, capture_output=True, timeout=120)
    data = (tmp_path / f"报告.{ending}").read_bytes()
    assert detect(data, name) == format_
    document, original = read_document(data, name), read_document(WORD, "报告.docx")
    assert (document.name, document.format, document.read_as) == (name, format_, "docx")
    assert [text for text in texts(document) if text] == [text for text in texts(original) if text]
    assert [grid(table) for table in document.tables()] == [grid(table) for table in original.tables()]
    assert document.problems == ()


@pytest.mark.slow
def test_a_file_that_only_begins_like_an_old_one_is_refused(require_program: Callable[[str], str]) -> None:
    require_program("soffice")
    with pytest.raises(ReadError) as caught:
        read_document(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "报告.doc")
    assert caught.value.hint


def test_without_libreoffice_the_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "PROGRAMS", ("no-such-program",))
    with pytest.raises(NoConverterError) as caught:
        read_document(b"{\\rtf1 x}", "报告.rtf")
    assert caught.value.message == "读不了“报告.rtf”：它的内容是RTF 文档，要靠 LibreOffice 转换，这台机器没有装。"
    assert "另存为 .docx" in caught.value.hint
    assert caught.value.code == "read.no-converter"


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """A function that puts a shell script in LibreOffice's place."""

    def put(script: str) -> None:
        path = tmp_path / "soffice"
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)

    return put


def test_a_converter_that_hangs_is_killed_with_all_it_started(
    program: Callable[[str], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "PATIENCE", 1.0)
    program(f"(sleep 3; echo x > {tmp_path}/lived) &\nsleep 100")
    with pytest.raises(ReadError, match="超过 1 秒"):
        read_document(b"{\\rtf1 x}", "报告.rtf")
    time.sleep(3.5)
    assert not (tmp_path / "lived").exists()


def test_a_converter_that_makes_nothing_is_a_broken_file(program: Callable[[str], None]) -> None:
    program("exit 0")
    with pytest.raises(BrokenFileError, match="LibreOffice 却打不开"):
        read_document(b"{\\rtf1 x}", "报告.rtf")


def test_the_file_s_own_name_takes_no_part_and_the_folder_is_gone(
    program: Callable[[str], None], tmp_path: Path
) -> None:
    program(f'echo "$@" > {tmp_path}/seen; env >> {tmp_path}/seen')
    with pytest.raises(BrokenFileError):
        read_document(b"{\\rtf1 x}", "-env:x $(date).rtf")
    seen = (tmp_path / "seen").read_text(encoding="utf-8")
    assert "date" not in seen
    assert "/filing.rtf" in seen
    folder = next(line for line in seen.splitlines() if line.startswith("HOME=")).removeprefix("HOME=")
    assert not Path(folder).exists()


def test_macros_are_off_before_the_file_is_opened(program: Callable[[str], None], tmp_path: Path) -> None:
    program(f"cat $HOME/profile/user/registrymodifications.xcu > {tmp_path}/profile")
    with pytest.raises(BrokenFileError):
        read_document(b"{\\rtf1 x}", "报告.rtf")
    profile = (tmp_path / "profile").read_text(encoding="utf-8").replace("\n", "")
    assert 'DisableMacrosExecution" oor:op="fuse"><value>true</value>' in profile


def test_a_file_beyond_the_limit_is_not_converted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "MOST_BYTES", 3)
    with pytest.raises(TooLargeError):
        read_document(b"{\\rtf1 x}", "报告.rtf")


@pytest.mark.parametrize(
    ("data", "format_"),
    [
        (packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}), "odt"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "ods"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.graphics"}), "odf"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook>', "excelxml"),
        (b'<?xml version="1.0"?>\r\n<w:wordDocument xmlns:w="x">', "wordxml"),
    ],
)
def test_formats_of_other_programs_are_told_by_content(data: bytes, format_: str) -> None:
    assert detect(data, "报告.docx") == format_
