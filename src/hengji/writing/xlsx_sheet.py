"""One drawn table on one Excel sheet: title, caption lines, grid, notes; locked but for the cells to fill in."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from hengji.records import dataclass
from hengji.writing.characters import clean, ems
from hengji.writing.drawing import DrawnTable, Role
from hengji.writing.errors import TextTooLongError
from hengji.writing.grid import PlacedCell, header_rows, place_cells
from hengji.writing.xlsx_cells import Formats, figure_of, is_entry
from hengji.writing.xlsx_formulas import Addresses, a1

LONGEST_TEXT = 32_767
_UPRIGHT_CHARACTERS, _LANDSCAPE_CHARACTERS = 90, 132
"""The width of all columns in Excel characters, about that of the paper at full size."""
_NARROWEST = 5.0
_LINE = 14.5
"""The height of a line of 10.5 pt in points."""
_TALLEST = 409.0
_VALIDATION = {
    "validate": "custom",
    "error_title": "请填数字",
    "error_message": "这一格只能填数字，例如 12.50；确实不适用的填“——”，没有发生的留空。单位见表头，不要写进格里。",
}
_PERCENT_PROMPT = {"input_title": "百分数", "input_message": "填数字，例如 62.5 表示 62.5%，不要输入百分号。"}


@dataclass
class SheetPlan:
    """A table with its sheet's name and what stands where, worked out before anything is written."""

    table: DrawnTable
    name: str
    under: tuple[str, ...]
    placed: list[list[PlacedCell]]
    top: int
    headers: int

    @property
    def columns(self) -> int:
        """The number of columns."""
        return len(self.table.widths)


def plan_sheet(table: DrawnTable, name: str, under: Sequence[str], addresses: Addresses) -> SheetPlan:
    """Lays the table out on its sheet and records where its addressed cells stand."""
    placed = place_cells(table)
    top = (1 if table.title else 0) + len(table.above)
    for row in placed:
        for cell in row:
            if cell.cell.address:
                addresses.add(cell.cell.address, name, top + cell.row, cell.column)
    return SheetPlan(table, name, (*table.notes, *under), placed, top, header_rows(table.rows, placed))


def write_text(sheet: Any, row: int, column: int, text: str, style: Any) -> None:  # noqa: ANN401 - xlsxwriter is untyped
    """Writes a text as text, whatever it looks like.

    Raises:
        TextTooLongError: Excel cannot hold it in one cell.
    """
    text = clean(text)
    if len(text) > LONGEST_TEXT:
        raise TextTooLongError(text, LONGEST_TEXT)
    if text.startswith("<r>") and text.endswith("</r>"):  # xlsxwriter would take it for its own rich-text XML
        sheet.write_rich_string(row, column, text[:1], style, text[1:], style)
    elif text:
        sheet.write_string(row, column, text, style)
    else:
        sheet.write_blank(row, column, None, style)


class SheetWriter:
    """Writes one planned sheet."""

    def __init__(self, sheet: Any, plan: SheetPlan, formats: Formats, addresses: Addresses) -> None:  # noqa: ANN401 - as above
        self._sheet = sheet
        self._plan = plan
        self._formats = formats
        self._addresses = addresses
        total = _LANDSCAPE_CHARACTERS if plan.table.landscape else _UPRIGHT_CHARACTERS
        whole = float(sum(plan.table.widths)) or 1.0
        self._widths = [max(float(width) / whole * total, _NARROWEST) for width in plan.table.widths]

    def write(self, revision: str, *, entry: bool) -> None:
        """Writes everything; ``entry`` adds what helps to fill it in."""
        for column, width in enumerate(self._widths):
            self._sheet.set_column(column, column, width)
        self._surroundings()
        for row in self._plan.placed:
            for placed in row:
                self._cell(placed)
        for row_number, height in enumerate(self._heights(), start=self._plan.top):
            self._sheet.set_row(row_number, height)
        self._set_up(revision)
        if entry:
            self._validate()

    def _surroundings(self) -> None:
        plan, last = self._plan, self._plan.columns - 1
        if plan.table.title:
            style = self._formats.get(align="center", bold=True, font_size=16, text_wrap=True)
            self._across(0, plan.table.title, style)
            self._sheet.set_row(0, 28)
        left_style, right_style = self._formats.get(align="left"), self._formats.get(align="right")
        for row, (left, right) in enumerate(plan.table.above, start=1 if plan.table.title else 0):
            if last == 0:
                write_text(self._sheet, row, 0, f"{left}　{right}".strip(), left_style)
                continue
            write_text(self._sheet, row, 0, left, left_style)
            write_text(self._sheet, row, last, right, right_style)
        note_style = self._formats.get(align="left", text_wrap=True, font_size=9)
        for row, note in enumerate(plan.under, start=plan.top + len(plan.placed)):
            self._across(row, note, note_style)
            self._sheet.set_row(row, self._height(note, sum(self._widths)))

    def _across(self, row: int, text: str, style: Any) -> None:  # noqa: ANN401 - as above
        if self._plan.columns > 1:
            self._sheet.merge_range(row, 0, row, self._plan.columns - 1, "", style)
        write_text(self._sheet, row, 0, text, style)

    def _cell(self, placed: PlacedCell) -> None:
        cell, row, column = placed.cell, self._plan.top + placed.row, placed.column
        style = self._formats.of_cell(cell)
        last_row, last_column = row + placed.row_span - 1, column + cell.column_span - 1
        if (last_row, last_column) != (row, column):
            self._sheet.merge_range(row, column, last_row, last_column, "", style)
        if cell.formula:
            formula = self._addresses.formula(cell, self._plan.name)
            value = cell.value if cell.value is not None else clean(cell.text)
            self._sheet.write_formula(row, column, formula, style, value)
            return
        figure = figure_of(cell)
        if figure is not None:
            self._sheet.write_number(row, column, figure, style)
        else:
            write_text(self._sheet, row, column, cell.text, style)

    def _heights(self) -> list[float]:
        """Row heights that show all text: Excel does not fit merged rows by itself."""
        heights = [20.0] * len(self._plan.placed)
        tall: list[tuple[PlacedCell, float]] = []
        for row in self._plan.placed:
            for placed in row:
                width = sum(self._widths[placed.column : placed.column + placed.cell.column_span])
                height = self._height(placed.cell.text, width)
                if placed.row_span == 1:
                    heights[placed.row] = max(heights[placed.row], height)
                else:
                    tall.append((placed, height))
        for placed, height in tall:
            rows = range(placed.row, placed.row + placed.row_span)
            missing = height - sum(heights[r] for r in rows)
            for r in rows:
                heights[r] += max(missing, 0.0) / placed.row_span
        return [min(height, _TALLEST) for height in heights]

    @staticmethod
    def _height(text: str, width: float) -> float:
        characters = max(width - 1, 2.0)
        lines = sum(max(1, math.ceil(ems(line) * 2.15 / characters)) for line in text.split("\n"))
        return lines * _LINE + 5

    def _set_up(self, revision: str) -> None:
        """Paper, repeated header rows, footer, protection without a password."""
        sheet, plan = self._sheet, self._plan
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
        sheet.center_horizontally()
        sheet.print_black_and_white()  # the fill of the entry cells is for the screen
        if plan.table.landscape:
            sheet.set_landscape()
        if plan.headers:
            sheet.repeat_rows(plan.top, plan.top + plan.headers - 1)
            sheet.freeze_panes(plan.top + plan.headers, 0)
        code = "&R&8 " + clean(revision).replace("&", "&&") if revision else ""
        sheet.set_footer(f"&C— &P —{code}")
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        sheet.protect("", {"format_columns": True, "format_rows": True})

    def _validate(self) -> None:
        """Figures only, or —— for what is not applicable: a custom rule, because a decimal rule refuses ——."""
        for placed in (placed for row in self._plan.placed for placed in row):
            cell = placed.cell
            if cell.role is Role.NUMBER and is_entry(cell):
                row, column = self._plan.top + placed.row, placed.column
                at = a1(row, column)
                rule = {**_VALIDATION, "value": f'=OR(ISNUMBER({at}),{at}="——")'}
                prompt = _PERCENT_PROMPT if cell.percent else {}
                self._sheet.data_validation(row, column, row, column, rule | prompt)
