"""Old and foreign office formats (.doc, .rtf, .odt, .ods, Word and Excel 2003 XML), converted by LibreOffice.

The program runs for one file at a time, with a profile of its own that runs no macro and follows no link, in a folder
of its own that is gone afterwards; when it takes too long, it and all it started are killed. Where it is not installed,
the file is refused with a sentence that says what to do. Places are places in the converted file (`Document.read_as`).
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from hengji.documents.document import Document
from hengji.reading.errors import BrokenFileError, NoConverterError, ReadError, TooLargeError
from hengji.reading.formats.docx import read_docx
from hengji.reading.formats.workbook import read_workbook

MOST_BYTES: Final = 64 * 1024 * 1024
PATIENCE: Final = 120.0
"""Seconds; an ordinary filing takes two, a megabyte of old Word file six."""
PROGRAMS: Final = ("soffice", "libreoffice")
ENDINGS: Final[dict[str, tuple[str, str]]] = {
    "doc": ("doc", "docx"),
    "rtf": ("rtf", "docx"),
    "wordxml": ("xml", "docx"),
    "odt": ("odt", "docx"),
    "ods": ("ods", "xlsx"),
    "excelxml": ("xml", "xlsx"),
}
"""Format to the ending the program is given, and to what it is converted."""
NAMES: Final[dict[str, str]] = {
    "doc": "旧版 Word 文档（.doc）",
    "rtf": "RTF 文档",
    "wordxml": "XML 形式的 Word 文档",
    "odt": "OpenDocument 文字文档（.odt）",
    "ods": "OpenDocument 电子表格（.ods）",
    "excelxml": "XML 形式的 Excel 工作簿",
}
_PROFILE: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse">
<value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse">
<value>2</value></prop></item>
</oor:items>
"""
"""No macros, no links outside, no updating of links."""


def read_doc(data: bytes, name: str) -> Document:
    """A Word 97-2003 or WPS document."""
    return _read(data, name, "doc")


def read_rtf(data: bytes, name: str) -> Document:
    """A document in rich text format."""
    return _read(data, name, "rtf")


def read_word_xml(data: bytes, name: str) -> Document:
    """A document as one XML file, of Word 2003 or flat Open XML."""
    return _read(data, name, "wordxml")


def read_odt(data: bytes, name: str) -> Document:
    """An OpenDocument text."""
    return _read(data, name, "odt")


def read_ods(data: bytes, name: str) -> Document:
    """An OpenDocument spreadsheet."""
    return _read(data, name, "ods")


def read_excel_xml(data: bytes, name: str) -> Document:
    """A workbook as one XML file, of Excel 2003."""
    return _read(data, name, "excelxml")


def _read(data: bytes, name: str, format_: str) -> Document:
    """The document as converted; its format and digest are those of the file itself."""
    if len(data) > MOST_BYTES:
        raise TooLargeError(name, "文件", len(data), MOST_BYTES)
    ending, target = ENDINGS[format_]
    converted = convert(data, name, ending, target, what=NAMES[format_])
    try:
        document = read_docx(converted, name) if target == "docx" else read_workbook(converted, name)
    except BrokenFileError as error:
        raise BrokenFileError(name, f"它是{NAMES[format_]}，转换以后仍然读不出来") from error
    return replace(document, format=format_, sha256=hashlib.sha256(data).hexdigest(), read_as=target)


def convert(data: bytes, name: str, ending: str, target: str, *, what: str) -> bytes:
    """The file converted by LibreOffice; ``what`` is its format in Chinese.

    Raises:
        NoConverterError: LibreOffice is not installed.
        BrokenFileError: it could make nothing of the file.
        ReadError: it took too long.
    """
    program = next((path for path in map(shutil.which, PROGRAMS) if path is not None), None)
    if program is None:
        raise NoConverterError(name, what, target)
    with tempfile.TemporaryDirectory(prefix="hengji-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        (home / "profile" / "user").mkdir(parents=True)
        (home / "profile" / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        source = home / f"filing.{ending}"
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"
        options = ["--headless", "--norestore", "--nolockcheck", "--convert-to", target, "--outdir", str(home / "out")]
        finished = _run([program, profile, *options, str(source)], home)
        result = home / "out" / f"filing.{target}"
        if not finished:
            raise ReadError(
                name,
                f"LibreOffice 转换它超过 {PATIENCE:.0f} 秒",
                hint=f"请用 Word 或 WPS 打开，另存为 .{target} 后再读。",
            )
        if not result.is_file() or not result.stat().st_size:
            raise BrokenFileError(name, f"它像是{what}，LibreOffice 却打不开，可能已经损坏或设了密码")
        return result.read_bytes()


def _run(command: list[str], home: Path) -> bool:
    """Runs the program in a group of its own; False where it had to be killed."""
    environment = {key: value for key, value in os.environ.items() if key in {"PATH", "LANG", "LC_ALL", "SYSTEMROOT"}}
    environment |= {"HOME": str(home), "TMPDIR": str(home), "TEMP": str(home), "TMP": str(home)}
    process = subprocess.Popen(  # noqa: S603 - a fixed command; the file's own name takes no part in it
        command,
        cwd=home,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        return False
    else:
        return True
    finally:
        _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Ends the program and whatever it started; nothing is left to end where all is well."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
