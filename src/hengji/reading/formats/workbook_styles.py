"""Which number format the cells of an xlsx have: the style table, and the style index every cell names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hengji.reading.errors import UnsafeFileError
from hengji.reading.formats.docx_xml import MalformedPartError, parse
from hengji.reading.formats.workbook_number_format import NumberFormat, number_format

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MOST_BYTES = 32 * 1024 * 1024
"""A style table beyond this is left alone; those of real workbooks stay far below one megabyte."""
BUILT_IN = {
    **dict.fromkeys((1,), "0"),
    **dict.fromkeys((2,), "0.00"),
    **dict.fromkeys((3, 5, 6, 37, 38, 41, 42), "#,##0"),
    **dict.fromkeys((4, 7, 8, 39, 40, 43, 44), "#,##0.00"),
    9: "0%",
    10: "0.00%",
}
"""The formats every workbook has without declaring them; of those for money only what they say of the figure."""
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*)>")
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_STYLE = re.compile(rb'\bs="([0-9]{1,6})"')
_TYPED = re.compile(rb'\bt="(?!n")')

Formats = tuple[NumberFormat | None, ...]


def formats_of(styles: bytes, name: str) -> Formats | None:
    """The number format of each style of a style part, None where a figure shows as it is stored.

    Never fails: of a part that cannot be read, or is beyond all measure, None as a whole.
    """
    if not styles:
        return ()
    if len(styles) > MOST_BYTES:
        return None
    try:
        root = parse(styles, name)
    except (MalformedPartError, UnsafeFileError):
        return None
    codes = dict(BUILT_IN)
    for element in root.iterfind("{*}numFmts/{*}numFmt"):
        codes[_number(element, "numFmtId")] = element.get("formatCode") or ""
    styled = root.iterfind("{*}cellXfs/{*}xf")
    return tuple(number_format(codes.get(_number(element, "numFmtId"), "")) for element in styled)


def ruled_styles(styles: bytes, name: str) -> frozenset[int]:
    """The styles of a style part that draw lines around a cell; never fails."""
    if not styles or len(styles) > MOST_BYTES:
        return frozenset()
    try:
        root = parse(styles, name)
    except (MalformedPartError, UnsafeFileError):
        return frozenset()
    ruled = [
        any(side.get("style", "none") != "none" for side in border) for border in root.iterfind("{*}borders/{*}border")
    ]
    return frozenset(
        style
        for style, xf in enumerate(root.iterfind("{*}cellXfs/{*}xf"))
        if (border := _number(xf, "borderId")) < len(ruled) and ruled[border]
    )


def ruled_extent(sheet: bytes, ruled: frozenset[int]) -> tuple[int, int]:
    """The last row and column (from 0) in which a sheet draws lines around a cell; (-1, -1) where it draws none."""
    last_row = last_column = -1
    for (attributes,) in (match.groups() for match in _CELL.finditer(sheet)) if ruled else ():
        style, reference = _STYLE.search(attributes), _REFERENCE.search(attributes)
        if style is not None and reference is not None and int(style[1]) in ruled:
            last_row = max(last_row, int(reference[2]) - 1)
            last_column = max(last_column, _column(reference[1]))
    return last_row, last_column


def _number(element: Element, name: str) -> int:
    value = element.get(name) or ""
    return int(value) if value.isascii() and value.isdigit() else 0


def formats_in(sheet: bytes, formats: Formats) -> dict[tuple[int, int], NumberFormat]:
    """The number formats of the cells of a sheet, by row and column from 0, of those that hold figures."""
    found: dict[tuple[int, int], NumberFormat] = {}
    if not any(formats):
        return found
    columns: dict[bytes, int] = {}
    for (attributes,) in (match.groups() for match in _CELL.finditer(sheet)):
        style, reference = _STYLE.search(attributes), _REFERENCE.search(attributes)
        index = int(style[1]) if style else 0
        chosen = formats[index] if index < len(formats) else None
        if chosen is None or reference is None or attributes.endswith(b"/") or _TYPED.search(attributes):
            continue
        letters = reference[1]
        if letters not in columns:
            columns[letters] = _column(letters)
        found[int(reference[2]) - 1, columns[letters]] = chosen
    return found


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
