"""Which reader reads a file: decided by its content, since endings are wrong often enough.

A reader is a module of this folder, imported only when a file of its format comes. To add one, add its line to READERS.
"""

from __future__ import annotations

import codecs
import importlib
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Final

from hengji.documents.document import Block, Document, Paragraph
from hengji.reading.errors import (
    EmptyFileError,
    EncryptedFileError,
    MissingFileError,
    NothingToReadError,
    TooLargeError,
    UnsupportedFormatError,
)
from hengji.reading.formats import ole
from hengji.reading.formats.decoding import HEAD, UTF16_MARKS, unmarked_utf16

MAX_FILE: Final = 256 * 1024 * 1024
"""No file beyond this is opened at all; readers have narrower limits of their own."""

READERS: Final[dict[str, str]] = {
    "docx": "hengji.reading.formats.docx:read_docx",
    "xlsx": "hengji.reading.formats.workbook:read_workbook",
    "xls": "hengji.reading.formats.workbook:read_workbook",
    "pdf": "hengji.reading.formats.pdf:read_pdf",
    "html": "hengji.reading.formats.html:read_html",
    "doc": "hengji.reading.formats.office:read_doc",
    "rtf": "hengji.reading.formats.office:read_rtf",
    "wordxml": "hengji.reading.formats.office:read_word_xml",
    "odt": "hengji.reading.formats.office:read_odt",
    "ods": "hengji.reading.formats.office:read_ods",
    "excelxml": "hengji.reading.formats.office:read_excel_xml",
    "text": "hengji.reading.formats.text:read_text",
}
"""Format to reader: a function of (data, name) that gives a `Document`."""

NOT_YET: Final[dict[str, tuple[str, str]]] = {
    "ofd": ("OFD 版式文件", "请改用当初生成它的 Word 文件（.docx）。"),
    "odf": ("OpenDocument 文档（不是 .odt 或 .ods）", "请用 LibreOffice 或 WPS 打开，另存为 .docx 或 .xlsx 后再读。"),
    "pptx": ("演示文稿", "请改用填报的 Word 或 Excel 文件。"),
    "image": ("图片", "图片里的字读不出来，请改用当初的 Word 文件（.docx）。"),
    "ole": ("旧版 Office 文件", "请用 Word、Excel 或 WPS 打开，另存为 .docx 或 .xlsx 后再读。"),
    "archive": ("压缩包", "请先解压，再读里面的文件。"),
    "binary": ("无法识别的二进制数据", "请确认拿到的是 Word（.docx）、Excel（.xlsx）或文本文件；若是，请重新取得。"),
}
"""Formats without a reader in this release: what they are called, and what to do."""

PICTURES: Final = (b"word/media/", b"xl/media/", b"<img", b"<IMG", b"/Subtype/Image", b"/Subtype /Image")
"""What shows that a file without text holds pictures."""
ZIP_MAGICS: Final = (b"PK\x03\x04", b"PK\x05\x06")
ZIP_CONTENTS: Final = (
    ("word/", "docx"),
    ("xl/", "xlsx"),
    ("ppt/", "pptx"),
    ("ofd.xml", "ofd"),
    ("mimetype", "odf"),
)
OLE_STREAMS: Final = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
)
MAGICS: Final = (
    (b"{\\rtf", "rtf"),
    (b"\xff\xd8\xff", "image"),
    (b"\x89PNG\r\n", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"Rar!\x1a\x07", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
)
UTF8_MARK: Final = codecs.BOM_UTF8
HTML_SIGNS: Final = (b"<html", b"<!doctype html", b"<head", b"<body", b"<table", b"multipart/related")
MAIL_HEAD: Final = re.compile(rb"(?:mime-version|content-type|from|subject|date|x-[a-z-]+):")
WORD_XML_SIGNS: Final = (b"pkg:package", b"word.document", b"w:worddocument")
EXCEL_XML_SIGNS: Final = (b"excel.sheet", b"urn:schemas-microsoft-com:office:spreadsheet")
ODF_KINDS: Final = (
    (b"application/vnd.oasis.opendocument.text", "odt"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "ods"),
)


def detect(data: bytes, name: str) -> str:
    """The format of a file by its content: docx, xlsx, doc, xls, pdf, html, text, "encrypted", or a key of NOT_YET.

    The ending of ``name`` decides only where the content does not: pieces of web pages, archives cut off early.
    """
    if data.startswith(ZIP_MAGICS):
        return _in_zip(data, name)
    if data.startswith(ole.MAGIC):
        streams = ole.stream_names(data)
        return next((format_ for stream, format_ in OLE_STREAMS if stream in streams), "ole")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    for magic, format_ in MAGICS:
        if data.startswith(magic) and (len(magic) > 2 or b"\x00" in data[:HEAD]):
            return format_
    return _in_text(data, name)


def read_document(source: str | Path | bytes, name: str = "") -> Document:
    """The document at a path, or in these bytes; ``name`` is how messages call it, by default the file's own name.

    Raises:
        ReadError: the file cannot be read at all; the sentence says why and what to do.
    """
    if isinstance(source, bytes):
        data, name = source, name or "（未命名）"
    else:
        name = name or Path(source).name
        data = bytes_of(Path(source), name)
    if not data:
        raise EmptyFileError(name)
    document = reader_of(detect(data, name), name)(data, name)
    if not any(_shows(block) for block in document.blocks):
        only_pictures = any(sign in data for sign in PICTURES)
        raise NothingToReadError(name, "里面只有图片，没有文字" if only_pictures else "里面没有文字")
    return document


def _shows(block: Block) -> bool:
    """Whether there is anything to be read in a block."""
    if isinstance(block, Paragraph):
        return bool(block.text.value.strip() or block.marker)
    return any(cell.text.value.strip() or cell.nested for row in block.rows for cell in row)


def reader_of(format_: str, name: str) -> Callable[[bytes, str], Document]:
    """The reader of a format, imported now; ``name`` is the file for which it is wanted.

    Raises:
        EncryptedFileError, UnsupportedFormatError: there is none.
    """
    if format_ == "encrypted":
        raise EncryptedFileError(name)
    if format_ not in READERS:
        found, hint = NOT_YET.get(format_, NOT_YET["binary"])
        raise UnsupportedFormatError(name, found, hint=hint)
    module, _, function = READERS[format_].partition(":")
    reader: Callable[[bytes, str], Document] = getattr(importlib.import_module(module), function)
    return reader


def bytes_of(path: Path, name: str) -> bytes:
    """The bytes of a file.

    Raises:
        MissingFileError, TooLargeError: it cannot be opened, or is beyond all measure.
    """
    try:
        if path.is_dir():
            raise MissingFileError(name, "这是一个文件夹，不是文件")
        size = path.stat().st_size
        if size > MAX_FILE:
            raise TooLargeError(name, "文件", size, MAX_FILE)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise MissingFileError(name, "没有这个文件") from error
    except PermissionError as error:
        raise MissingFileError(name, "没有打开它的权限") from error
    except OSError as error:
        raise MissingFileError(name, f"系统打不开它（{error.strerror}）") from error


def _in_zip(data: bytes, name: str) -> str:
    """The format of a zip archive by the parts it lists; of a cut-off one by those still to be seen, or its ending."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name.replace("\\", "/").lstrip("/").lower() for name in archive.namelist()]
            kind = _odf_kind(archive) if "mimetype" in names else ""
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        ValueError,
        OSError,
        NotImplementedError,
        RuntimeError,
        KeyError,
    ):
        seen = data.lower()
        ending = name.lower().rpartition(".")[2]
        promised = ending if ending in {"docx", "xlsx"} else "archive"
        return next((format_ for start, format_ in ZIP_CONTENTS if start.encode() in seen), promised)
    for start, format_ in ZIP_CONTENTS:
        if any(name.startswith(start) for name in names):
            return kind or format_ if format_ == "odf" else format_
    return "archive"


def _odf_kind(archive: zipfile.ZipFile) -> str:
    """Which OpenDocument format an archive says it is; empty where it says nothing we know."""
    with archive.open("mimetype") as part:
        said = part.read(100)
    return next((format_ for start, format_ in ODF_KINDS if said.startswith(start)), "")


def _in_text(data: bytes, name: str) -> str:
    """Whether text is plain, a web page or Word's XML; "binary" where it is no text."""
    wide = "utf-16" if data.startswith(UTF16_MARKS) else unmarked_utf16(data)
    if b"\x00" in data[:HEAD] and not wide:
        return "binary"
    head = data[:HEAD].decode(wide, "replace").encode() if wide else data[:HEAD]
    head = head.removeprefix(UTF8_MARK).lstrip().lower()
    marked_up = head.startswith(b"<")
    if marked_up and any(sign in head for sign in WORD_XML_SIGNS):
        return "wordxml"
    if marked_up and any(sign in head for sign in EXCEL_XML_SIGNS):
        return "excelxml"
    if (marked_up or MAIL_HEAD.match(head)) and any(sign in head for sign in HTML_SIGNS):
        return "html"
    if marked_up and name.lower().endswith((".htm", ".html")):
        return "html"
    return "text"
