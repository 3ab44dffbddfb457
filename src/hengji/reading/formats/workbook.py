"""Workbooks (xlsx and xls): a table per sheet that holds something, read with calamine.

Numbers come as their number format prints them, where there is one that is understood (xlsx), else as text of 15
significant digits, which is what Excel stores; the float behind them never shows.
docs/formats/workbook.md says what a workbook does not tell.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from decimal import Decimal

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from hengji.documents.document import Cell, Document, Merge, Problem, Row, Table, Text
from hengji.facts.place import SheetPlace
from hengji.reading.errors import BrokenFileError, EncryptedFileError, ReadError
from hengji.reading.formats.workbook_biff import biff_parts
from hengji.reading.formats.workbook_parts import SheetPart, sheet_parts
from hengji.records import dataclass

_ZIP = b"PK"
_OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_UNFORMATTED = "工作簿里记数字格式的部分已经损坏：数字按存的值读，小数位数和百分号可能与显示的不同，请打开原件核对。"
_MOST_CELLS = 4_000_000
_MOST_DRAWN = 200
"""Empty rows or columns behind the last filled one that are taken for part of a blank form."""

Value = int | float | str | bool | dt.date | dt.time | dt.timedelta


@dataclass(frozen=True, slots=True)
class _Span:
    """A merged range, in rows and columns of its table."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class _Grid:
    """The cells of a sheet from its first to its last used row and column; ``top``/``left`` say where that is."""

    sheet: str
    top: int
    left: int
    texts: list[list[str]]

    def place(self, row: int, column: int) -> SheetPlace:
        """The place of a cell."""
        name = cell_name(self.top + row, self.left + column)
        return SheetPlace(0, len(self.texts[row][column]), self.sheet, name)


def read_workbook(data: bytes, name: str, *, drawn: bool = False) -> Document:
    """Read an xlsx or xls workbook; every sheet that holds something becomes one table.

    With ``drawn`` a table also has the empty cells at its end that are drawn with lines: the room of a blank form.
    """
    told = sheet_parts(data, name, drawn=drawn) or biff_parts(data)
    parts = told or {}
    book = _open(data, name)
    tables: list[Table] = []
    lost = told is None or any(part.formats_lost for part in parts.values())
    problems = [Problem(_UNFORMATTED)] if lost else []
    for sheet_name in book.sheet_names:
        part = parts.get(sheet_name, SheetPart())
        if part.cells > _MOST_CELLS:
            raise ReadError(
                name,
                f"工作表“{sheet_name}”从第一个到最后一个单元格跨了 {part.cells} 格，超过上限 {_MOST_CELLS}",
                hint="请删去离表格很远的零散单元格后再读。",
            )
        table, found = _sheet(book, sheet_name, part, drawn=drawn)
        tables += [table] if table else []
        problems += found
    form = "xlsx" if data.startswith(_ZIP) else "xls"
    return Document(name, hashlib.sha256(data).hexdigest(), form, tuple(tables), tuple(problems))


def _open(data: bytes, name: str) -> CalamineWorkbook:
    if not data.startswith(_ZIP) and _OLE_ENCRYPTED in data:
        raise EncryptedFileError(name)
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except CalamineError as error:
        if "password" in str(error).lower():
            raise EncryptedFileError(name) from error
        raise BrokenFileError(name, "它不是完整的 Excel 工作簿") from error


def _sheet(book: CalamineWorkbook, name: str, part: SheetPart, *, drawn: bool) -> tuple[Table | None, list[Problem]]:
    """The table of a sheet, None where it is empty, and what could not be read in it."""
    try:
        sheet = book.get_sheet_by_name(name)
    except CalamineError:
        return None, [Problem(f"工作表“{name}”读不出来。", SheetPlace(sheet=name))] if part.readable else []
    grid = _grid(sheet, part)
    problems = [
        Problem(f"工作表“{name}”单元格{cell}{said}。", SheetPlace(0, len(part.errors.get(cell, "")), name, cell))
        for cell, said in part.faults()
    ]
    if grid is None:
        if part.has_drawing:
            problems.append(Problem(f"工作表“{name}”里只有图片或图形，没有可读的文字。", SheetPlace(sheet=name)))
        return None, problems
    if drawn:
        _extend(grid, *part.drawn)
    spans = _spans(sheet.merged_cell_ranges or [], grid)
    rows = tuple(_row(grid, number, spans) for number in range(len(grid.texts)))
    return Table(rows, grid.place(0, 0), spans_known=True), problems


def _grid(sheet: CalamineSheet, part: SheetPart) -> _Grid | None:
    """The used part of a sheet, None where nothing is used."""
    top, left = sheet.start or (0, 0)
    texts = [
        [_shown(value, part, top + number, left + column) for column, value in enumerate(row)]
        for number, row in enumerate(sheet.to_python())
    ]
    for cell, said in part.errors.items():
        row, column = cell_position(cell)
        if 0 <= row - top < len(texts) and 0 <= column - left < len(texts[row - top]):
            texts[row - top][column - left] = said
    used_rows = [number for number, row in enumerate(texts) if any(text.strip() for text in row)]
    used = [number for number in range(len(texts[0]) if texts else 0) if any(row[number].strip() for row in texts)]
    if not used_rows:
        return None
    cut = [row[used[0] : used[-1] + 1] for row in texts[used_rows[0] : used_rows[-1] + 1]]
    return _Grid(sheet.name, top + used_rows[0], left + used[0], cut)


def _extend(grid: _Grid, last_row: int, last_column: int) -> None:
    """Add the empty cells up to a row and column of the sheet, within reason."""
    width = len(grid.texts[0])
    more = min(max(last_column - grid.left + 1 - width, 0), _MOST_DRAWN)
    for row in grid.texts:
        row.extend([""] * more)
    below = min(max(last_row - grid.top + 1 - len(grid.texts), 0), _MOST_DRAWN)
    grid.texts.extend([""] * (width + more) for _ in range(below))


def _shown(value: Value, part: SheetPart, row: int, column: int) -> str:
    """A cell's value as displayed: a figure by its number format, anything else as it is."""
    text = value_text(value)
    form = part.formats.get((row, column))
    plain_figure = isinstance(value, int | float) and not isinstance(value, bool)
    return form.show(text) if form is not None and plain_figure else text


def _spans(ranges: list[tuple[tuple[int, int], tuple[int, int]]], grid: _Grid) -> dict[tuple[int, int], _Span]:
    """The merged range of every cell that lies in one, cut to the used part of the sheet."""
    spans: dict[tuple[int, int], _Span] = {}
    height, width = len(grid.texts), len(grid.texts[0])
    for (top, left), (bottom, right) in ranges:
        first_row, first_column = max(top - grid.top, 0), max(left - grid.left, 0)
        rows = min(bottom - grid.top + 1, height) - first_row
        columns = min(right - grid.left + 1, width) - first_column
        span = _Span(first_row, first_column, rows, columns)
        for row in range(first_row, first_row + rows):
            for column in range(first_column, first_column + columns):
                spans[row, column] = span
    return spans


def _row(grid: _Grid, number: int, spans: dict[tuple[int, int], _Span]) -> Row:
    """One row as drawn: a cell per merged range or single cell."""
    cells: list[Cell] = []
    column = 0
    while column < len(grid.texts[number]):
        span = spans.get((number, column), _Span(number, column, 1, 1))
        text = Text(grid.texts[number][column], ((0, grid.place(number, column)),))
        merge = Merge.NONE
        if span.rows > 1:
            merge = Merge.START if span.row == number else Merge.CONTINUE
        cells.append(Cell(text, column, span.columns, span.rows if merge is Merge.START else 1, merge))
        column += span.columns
    return Row(tuple(cells))


def cell_name(row: int, column: int) -> str:
    """The name of a cell in A1 notation; row and column count from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def cell_position(name: str) -> tuple[int, int]:
    """Row and column (from 0) of a cell in A1 notation."""
    letters = name.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(name[len(letters) :]) - 1, column - 1


def value_text(value: Value) -> str:
    """A cell's value as text: what Excel would show in a wide enough column without a number format."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ") if value.time() != dt.time() else value.date().isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, dt.timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return number_text(value)


def number_text(value: float) -> str:
    """A number with the 15 significant digits that Excel keeps, without exponent and without idle zeros."""
    digits = Decimal(f"{value:.15g}")
    text = f"{digits:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
