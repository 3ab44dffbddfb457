"""Tables of texts from files: comma- or tab-separated text in UTF-8 or GB18030, workbooks of any make."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from hengji.ledgers.errors import LedgerError
from hengji.ledgers.grid import Grid, Merge
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


def grids_of(file: Path) -> Iterator[Grid]:
    """The tables of a file with everything that stands around them; empty sheets are left out."""
    if file.suffix.lower() not in TABLES:
        raise LedgerError(f"{file.name} 不是表格。", hint=f"请用 {'、'.join(TABLES)}。")
    if not file.is_file():
        raise LedgerError(f"没有文件 {file.name}。", hint="请核对文件名和文件夹。")
    if file.suffix.lower() in PLAIN:
        rows, lines = plain_rows(file)
        yield Grid(file.name, "", rows, lines)
        return
    for name, rows, merges in workbook_rows(file):
        if any(map(any, rows)):
            yield Grid(file.name, name, rows, range(1, len(rows) + 1), merges)


def _plain(file: Path) -> Sheet:
    rows, _ = plain_rows(file)
    heading = tuple(rows[0]) if rows else ()
    return Sheet(file.name, "", heading, rows[1:])


def plain_rows(file: Path) -> tuple[list[list[str]], list[int]]:
    """The rows of a plain text between commas or tabs, and the line each begins on."""
    text = text_of(file)
    first = text.split("\n", 1)[0]
    delimiter = "\t" if first.count("\t") > first.count(",") else ","
    stream = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[list[str]] = []
    lines = []
    before = 0
    try:
        for row in stream:
            rows.append(row)
            lines.append(before + 1)
            before = stream.line_num
    except csv.Error as error:
        raise LedgerError(
            f"{file.name} 第 {stream.line_num} 行读不懂：{error}。", hint="请核对引号是否成对。"
        ) from error
    return rows, lines


def _workbook(file: Path) -> Iterator[Sheet]:
    for name, rows, _ in workbook_rows(file):
        start = next((place for place, row in enumerate(rows) if sum(map(bool, row)) > 1), None)
        if start is not None:
            yield Sheet(file.name, name, tuple(rows[start]), rows[start + 1 :], start + 2)


def workbook_rows(file: Path) -> Iterator[tuple[str, list[list[str]], list[Merge]]]:
    """The sheets of a workbook: name, all rows from the first line, the merged cells."""
    import python_calamine  # noqa: PLC0415 - only for workbooks

    try:
        book = python_calamine.CalamineWorkbook.from_path(str(file))
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            rows = [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
            yield name, rows, [(*first, *last) for first, last in sheet.merged_cell_ranges or ()]
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise LedgerError(
            f"{file.name} 打不开：{error}。", hint="请用 Excel 或 WPS 打开后另存为 xlsx 再试。"
        ) from error


def _cell(value: object) -> str:
    """A cell as the text a person sees in it."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.15g}"  # the digits Excel keeps and shows
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date) else str(value)
