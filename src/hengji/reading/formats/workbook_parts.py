"""What calamine does not tell of an xlsx: cells in error, formulas without a result, number formats, drawings, extents.

Read from the sheets' XML with patterns, not parsed: only few cells matter, and most sheets have none.
"""

from __future__ import annotations

import html
import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import field

from hengji.reading.errors import BrokenFileError, TooLargeError
from hengji.reading.formats.workbook_number_format import NumberFormat
from hengji.reading.formats.workbook_styles import Formats, formats_in, formats_of, ruled_extent, ruled_styles
from hengji.records import dataclass

_MOST_BYTES = 256 * 1024 * 1024
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*[^/>])>(.*?)</(?:\w+:)?c>", re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>(.*?)</(?:\w+:)?v>", re.DOTALL)
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_ATTRIBUTE = re.compile(rb'([\w:]+)\s*=\s*"([^"]*)"')


@dataclass(slots=True)
class SheetPart:
    """One sheet: its cells in error with what they show, formulas nobody computed, its extent in cells.

    ``formats`` are the number formats of its figures, by row and column from 0; where the workbook's table of them is
    damaged, ``formats_lost`` says so. ``drawn`` is the last row and column in which it draws lines, filled or not.
    """

    errors: dict[str, str] = field(default_factory=dict)
    uncomputed: list[str] = field(default_factory=list)
    formats: dict[tuple[int, int], NumberFormat] = field(default_factory=dict)
    formats_lost: bool = False
    has_drawing: bool = False
    readable: bool = True
    cells: int = 0
    drawn: tuple[int, int] = (-1, -1)

    def faults(self) -> Iterator[tuple[str, str]]:
        """Every cell that holds no proper value, with what is wrong, as the rest of a Chinese sentence."""
        for cell, shown in self.errors.items():
            yield cell, f"的公式出错（{shown}）"
        for cell in self.uncomputed:
            yield cell, "有公式而没有算出的值，请在 Excel 或 WPS 中打开并保存一次"


def sheet_parts(data: bytes, name: str, *, drawn: bool = False) -> dict[str, SheetPart]:
    """The parts of an xlsx by sheet name; empty for other formats. Only ``drawn`` tells how far lines are drawn."""
    if not data.startswith(b"PK"):
        return {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            size = sum(entry.file_size for entry in package.infolist())
            if size > _MOST_BYTES:
                raise TooLargeError(name, "解压后的内容", size, _MOST_BYTES)
            styles = _styles(package)
            formats, ruled = formats_of(styles, name), ruled_styles(styles, name) if drawn else frozenset()
            return {sheet: _part(package, path, formats, ruled) for sheet, path in sheet_paths(package)}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise BrokenFileError(name, "它不是完整的 Excel 工作簿") from error


def sheet_paths(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Sheet names and the paths of their parts."""
    if "xl/workbook.xml" not in package.namelist():
        return
    relations = _attributes(_RELATION, _read(package, "xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id", ""): relation.get("Target", "") for relation in relations}
    for sheet in _attributes(_SHEET, _read(package, "xl/workbook.xml")):
        target = targets.get(next((value for key, value in sheet.items() if key.endswith(":id")), ""), "")
        if target and "name" in sheet:
            yield sheet["name"], _in_package(target)


def part_of_kind(package: zipfile.ZipFile, kind: str) -> str:
    """The name of the workbook's part of a kind (styles, sharedStrings), empty where there is none."""
    relations = _attributes(_RELATION, _read(package, "xl/_rels/workbook.xml.rels"))
    targets = [relation.get("Target", "") for relation in relations if relation.get("Type", "").endswith(f"/{kind}")]
    return _in_package(targets[0]) if targets else ""


def _styles(package: zipfile.ZipFile) -> bytes:
    """The part with the styles, empty where there is none."""
    path = part_of_kind(package, "styles")
    return _read(package, path) if path else b""


def _in_package(target: str) -> str:
    """The name of the part a relation of the workbook leads to."""
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def _attributes(pattern: re.Pattern[bytes], xml: bytes) -> list[dict[str, str]]:
    return [
        {key.decode(): html.unescape(value.decode("utf-8", "replace")) for key, value in _ATTRIBUTE.findall(tag[0])}
        for tag in pattern.finditer(xml)
    ]


def _read(package: zipfile.ZipFile, path: str) -> bytes:
    return package.read(path) if path in package.namelist() else b""


def _part(package: zipfile.ZipFile, path: str, formats: Formats | None, ruled: frozenset[int]) -> SheetPart:
    xml = _read(package, path)
    part = SheetPart(readable="/worksheets/" in f"/{path}", cells=_extent(xml), formats=formats_in(xml, formats or ()))
    part.formats_lost = formats is None
    part.drawn = ruled_extent(xml, ruled)
    part.has_drawing = part.readable and (b"drawing " in xml or b"<picture " in xml)
    if b't="e"' in xml or b"<f" in xml or b":f>" in xml:
        for attributes, content in _CELL.findall(xml):
            _note(part, attributes, content)
    return part


def _note(part: SheetPart, attributes: bytes, content: bytes) -> None:
    """Note a cell if it is in error or holds a formula without a result."""
    reference = _REFERENCE.search(attributes)
    if reference is None:
        return
    cell = (reference[1] + reference[2]).decode()
    value = _VALUE.search(content)
    if b't="e"' in attributes:
        part.errors[cell] = html.unescape(value[1].decode("utf-8", "replace")) if value else "#ERROR!"
    elif value is None and b"v/>" not in content and (b"<f" in content or b":f" in content):
        part.uncomputed.append(cell)


def _extent(xml: bytes) -> int:
    """How many cells the rectangle around all cells has: what a reader must hold in memory."""
    letters: set[bytes] = set()
    rows: set[bytes] = set()
    for column, row in _REFERENCE.findall(xml):
        letters.add(column)
        rows.add(row)
    if not rows:
        return 0
    numbers = [int(row) for row in rows]
    columns = [_column(column) for column in letters]
    return (max(numbers) - min(numbers) + 1) * (max(columns) - min(columns) + 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
