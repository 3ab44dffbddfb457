"""Tables of texts from files: comma- or tab-separated text in UTF-8 or GB18030, workbooks of any make."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from hengji.ledgers.errors import LedgerError
from hengji.ledgers.sheet import Sheet

PLAIN = (".csv", ".tsv", ".txt")
WORKBOOKS = (".xlsx", ".xls", ".xlsm", ".et", ".ods")
TABLES = (*PLAIN, *WORKBOOKS)


def text_of(file: Path) -> str:
    """The text of a file in UTF-8 (with or without mark) or GB18030."""
    raw = file.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise LedgerError(f"{file.name} 的文字编码读不出来。", hint="请另存为 UTF-8 编码。")


def tables_of(file: Path) -> Iterator[Sheet]:
    """The tables of a file: one of a plain text, one per sheet of a workbook."""
    if file.suffix.lower() in PLAIN:
        yield _plain(file)
    else:
        yield from _workbook(file)


def _plain(file: Path) -> Sheet:
    text = text_of(file)
    first = text.split("\n", 1)[0]
    delimiter = "\t" if first.count("\t") > first.count(",") else ","
    stream = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows, lines = [], []
    try:
        for row in stream:
            rows.append(row)
            lines.append(stream.line_num)
    except csv.Error as error:
        raise LedgerError(
            f"{file.name} 第 {stream.line_num} 行读不懂：{error}。", hint="请核对引号是否成对。"
        ) from error
    heading = tuple(rows[0]) if rows else ()
    return Sheet(file.name, "", heading, rows[1:])


def _workbook(file: Path) -> Iterator[Sheet]:
    import python_calamine  # noqa: PLC0415 - only for workbooks

    try:
        book = python_calamine.CalamineWorkbook.from_path(str(file))
        for name in book.sheet_names:
            rows = [
                [_cell(value) for value in row] for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            ]
            start = next((place for place, row in enumerate(rows) if sum(map(bool, row)) > 1), None)
            if start is not None:
                yield Sheet(file.name, name, tuple(rows[start]), rows[start + 1 :], start + 2)
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise LedgerError(
            f"{file.name} 打不开：{error}。", hint="请用 Excel 或 WPS 打开后另存为 xlsx 再试。"
        ) from error


def _cell(value: object) -> str:
    """A cell as the text a person sees in it."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date) else str(value)
