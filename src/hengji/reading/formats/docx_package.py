"""A .docx as a package: a zip archive whose parts are found by their relations, never by fixed names.

Nothing is unpacked but the XML parts the reader asks for, each within limits; pictures stay packed.
"""

from __future__ import annotations

import io
import lzma
import posixpath
import re
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, NamedTuple

from hengji.reading.errors import BrokenFileError, EmptyFileError, EncryptedFileError, TooLargeError, UnsafeFileError
from hengji.reading.formats.docx_xml import MalformedPartError, parse

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MEBIBYTE = 1024 * 1024
MAX_FILE = 128 * MEBIBYTE
"""The file itself; real filings with scanned pages reach some tens of megabytes."""
MAX_PARTS = 10_000
MAX_PART = 64 * MEBIBYTE
"""One XML part unpacked; a filing has 1-2 MB, a table of 10,000 rows about 50."""
MAX_TOTAL = 192 * MEBIBYTE
"""All XML parts that are unpacked for one document."""
MAX_RATIO = 400
"""Unpacked to packed size of one part; office XML reaches 50, a table of identical cells 150, a bomb 1,000."""
RATIO_FREE = 4 * MEBIBYTE
"""Below this size no ratio does harm."""

PACKAGE_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
ENCRYPTED_FLAG = 0x1
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
"""All that zipfile raises on archives whose bytes contradict each other."""


class Relation(NamedTuple):
    """A relation of a part: ``kind`` is the last word of its type ("footer"), ``target`` a part's name."""

    id: str
    kind: str
    target: str


class Package:
    """The parts of one file. Names are compared without case and with either slash, as careless writers need."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._archive = _open(data, name)
        self._infos = {_normal(info.filename): info for info in self._archive.infolist()}
        if any(info.flag_bits & ENCRYPTED_FLAG for info in self._infos.values()):
            raise EncryptedFileError(name)
        self._unpacked = 0

    def __contains__(self, part: str) -> bool:
        return _normal(part) in self._infos

    def main_part(self) -> str:
        """The name of the part that holds the body."""
        for relation in self.relations(""):
            if relation.kind == "officedocument" and relation.target in self:
                return relation.target
        if "word/document.xml" in self:
            return "word/document.xml"
        raise BrokenFileError(self.name, "压缩包里没有正文（word/document.xml），它不是 Word 文档，或者已经损坏")

    def relations(self, part: str) -> list[Relation]:
        """The relations of a part ("" is the package) to other parts in the file; outside links are left alone."""
        folder, base = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{base}.rels")
        if path not in self:
            return []
        found = []
        for element in self.tree(path).iter(PACKAGE_RELATIONS):
            if element.get("TargetMode", "").lower() != "external":
                kind = element.get("Type", "").rpartition("/")[2].lower()
                found.append(Relation(element.get("Id", ""), kind, _target(folder, element.get("Target", ""))))
        return found

    def data(self, part: str) -> bytes:
        """The bytes of a part, within the limits.

        Raises:
            MalformedPartError: the archive is damaged there.
        """
        return self._unpack(part)

    def tree(self, part: str) -> Element:
        """The root element of an XML part.

        Raises:
            MalformedPartError: the part is not well-formed; the caller knows whether the document can do without it.
        """
        return parse(self._unpack(part), self.name)

    def _unpack(self, part: str) -> bytes:
        info = self._infos[_normal(part)]
        self._unpacked += info.file_size
        if info.file_size > MAX_PART:
            raise TooLargeError(self.name, f"解压后的 {part} ", info.file_size, MAX_PART)
        if self._unpacked > MAX_TOTAL:
            raise TooLargeError(self.name, "解压后的内容", self._unpacked, MAX_TOTAL)
        if info.file_size > RATIO_FREE and info.file_size > MAX_RATIO * max(info.compress_size, 1):
            ratio = info.file_size // max(info.compress_size, 1)
            raise UnsafeFileError(self.name, f"其中的 {part} 解压后膨胀 {ratio} 倍，是压缩炸弹的样子")
        try:
            return self._archive.read(info)
        except DAMAGE as error:
            raise MalformedPartError(f"压缩包里的 {part} 解不开") from error


def _open(data: bytes, name: str) -> zipfile.ZipFile:
    if not data:
        raise EmptyFileError(name)
    if len(data) > MAX_FILE:
        raise TooLargeError(name, "文件", len(data), MAX_FILE)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except DAMAGE as error:
        raise BrokenFileError(name, "文件不完整：docx 压缩包的目录缺失或已损坏，多半是没有下载或复制完") from error
    if len(archive.infolist()) > MAX_PARTS:
        raise UnsafeFileError(name, f"压缩包里有 {len(archive.infolist())} 个部件，超过上限 {MAX_PARTS}")
    return archive


def _normal(part: str) -> str:
    return part.replace("\\", "/").lstrip("/").lower()


def _target(folder: str, target: str) -> str:
    target = re.sub(r"[?#].*$", "", target.replace("\\", "/"))
    return posixpath.normpath(target if target.startswith("/") else posixpath.join(folder, target)).lstrip("/")
