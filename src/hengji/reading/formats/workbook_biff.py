"""What calamine does not tell of an xls: number formats, and cells in error; read from its records (BIFF8).

[MS-XLS] names them. Nothing here fails: of a file whose records cannot be followed nothing is told but that.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from hengji.reading.formats import ole
from hengji.reading.formats.workbook_number_format import NumberFormat, number_format
from hengji.reading.formats.workbook_parts import SheetPart
from hengji.reading.formats.workbook_styles import BUILT_IN, Formats

STREAMS: Final = ("Workbook",)
BOF, EOF, SHEET, FORMAT, XF = 0x0809, 0x000A, 0x0085, 0x041E, 0x00E0
NUMBER, RK, MANY_RK, FORMULA, ERROR = 0x0203, 0x027E, 0x00BD, 0x0006, 0x0205
WORDS: Final = frozenset({0x00FD, 0x0204})
"""Cells of text: of the shared table, or of their own."""
BIFF8: Final = 0x0600
BOF_SIZE: Final = 6
SHOWN: Final = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}

Record = tuple[int, bytes]


def biff_parts(data: bytes) -> dict[str, SheetPart] | None:
    """The parts of an xls by sheet name; empty for older files and other formats, None if damaged."""
    stream = ole.stream(data, STREAMS)
    if len(stream) < BOF_SIZE or struct.unpack_from("<HHH", stream)[::2] != (BOF, BIFF8):
        return {}
    try:
        records = list(_records(stream, 0))
        formats = _formats(records)
        sheets = [_sheet_name(body) for kind, body in records if kind == SHEET]
        return {name: _part(stream, start, formats) for name, start in sheets}
    except (struct.error, IndexError, UnicodeDecodeError):
        return None


def _records(stream: bytes, start: int) -> Iterator[Record]:
    """The records of one part of the stream, those of charts inside it left out."""
    depth = 0
    while start + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, start)
        depth += 1 if kind == BOF else 0
        if depth == 1:
            yield kind, stream[start + 4 : start + 4 + length]
        depth -= 1 if kind == EOF else 0
        if not depth:
            return
        start += 4 + length


def _formats(records: list[Record]) -> Formats:
    """The number format of each style."""
    codes = dict(BUILT_IN)
    styles: list[int] = []
    for kind, body in records:
        if kind == FORMAT:
            index, count = struct.unpack_from("<HH", body)
            codes[index] = _text(body[4:], count)
        elif kind == XF:
            styles.append(struct.unpack_from("<H", body, 2)[0])
    return tuple(number_format(codes.get(style, "")) for style in styles)


def _text(body: bytes, count: int) -> str:
    """A string of ``count`` characters behind its flags."""
    wide = body[0] & 1
    return body[1 : 1 + count * 2].decode("utf-16-le") if wide else body[1 : 1 + count].decode("latin-1")


def _sheet_name(body: bytes) -> tuple[str, int]:
    return _text(body[7:], body[6]), struct.unpack_from("<I", body)[0]


def _part(stream: bytes, start: int, formats: Formats) -> SheetPart:
    part = SheetPart()
    used: list[tuple[int, int]] = []
    for kind, body in _records(stream, start):
        if kind in WORDS:
            used.append(struct.unpack_from("<HH", body))
        elif kind in {NUMBER, RK, FORMULA, ERROR}:
            row, column, style = struct.unpack_from("<HHH", body)
            _put(part.formats, (row, column), style, formats)
            used.append((row, column))
            code = _error(kind, body)
            if code is not None:
                part.errors[_name(row, column)] = SHOWN.get(code, "#ERROR!")
        elif kind == MANY_RK:
            row, column = struct.unpack_from("<HH", body)
            used += [(row, column), (row, column + (len(body) - 6) // 6 - 1)]
            for number in range((len(body) - 6) // 6):
                (style,) = struct.unpack_from("<H", body, 4 + number * 6)
                _put(part.formats, (row, column + number), style, formats)
    rows, columns = [row for row, _ in used], [column for _, column in used]
    part.cells = (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1) if used else 0
    return part


def _error(kind: int, body: bytes) -> int | None:
    """The code of the error a cell shows; None where it shows none."""
    if kind == ERROR and body[7]:
        return body[6]
    return body[8] if kind == FORMULA and body[6] == 2 and body[12:14] == b"\xff\xff" else None


def _put(found: dict[tuple[int, int], NumberFormat], cell: tuple[int, int], style: int, formats: Formats) -> None:
    chosen = formats[style] if style < len(formats) else None
    if chosen is not None:
        found[cell] = chosen


def _name(row: int, column: int) -> str:
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"
