"""Plain lists as a workbook: a title, a head that stays in view, rows that can be filtered, alarms in red."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

import xlsxwriter  # type: ignore[import-untyped] # ships no type information

from hengji.records import dataclass
from hengji.writing.characters import clean, ems

LONG_AGO = datetime(1980, 1, 1)  # noqa: DTZ001 - xlsxwriter takes a naive UTC time
NARROWEST, WIDEST = 6, 28


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell of a list; ``alarm`` marks what is missing or wrong."""

    value: str | int | None = None
    alarm: bool = False


@dataclass(frozen=True, slots=True)
class ListSheet:
    """One sheet: its name, a title, the heads of its columns and its rows."""

    name: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Entry, ...], ...]


def write_lists(sheets: Sequence[ListSheet]) -> bytes:
    """The sheets as the bytes of a workbook; the same lists give the same bytes."""
    target = io.BytesIO()
    # texts come from other people's files: none may become a formula or a link
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = xlsxwriter.Workbook(target, options)
    workbook.set_properties({"title": clean(sheets[0].title) if sheets else "", "created": LONG_AGO})
    face = {"font_name": "宋体", "font_size": 11}
    title = workbook.add_format({**face, "bold": True, "font_size": 14})
    head = workbook.add_format({**face, "bold": True, "border": 1, "bg_color": "#E7E6E6", "text_wrap": True})
    plain = workbook.add_format({**face, "border": 1, "text_wrap": True, "valign": "top"})
    alarm = workbook.add_format({**face, "border": 1, "text_wrap": True, "valign": "top", "font_color": "#C00000"})
    for one in sheets:
        sheet = workbook.add_worksheet(one.name)
        sheet.write_string(0, 0, clean(one.title), title)
        for column, text in enumerate(one.heads):
            sheet.write_string(1, column, clean(text), head)
            sheet.set_column(column, column, _width([text, *(_text(row[column]) for row in one.rows)]))
        for number, row in enumerate(one.rows, 2):
            for column, entry in enumerate(row):
                style = alarm if entry.alarm else plain
                if isinstance(entry.value, int):
                    sheet.write_number(number, column, entry.value, style)
                else:
                    sheet.write_string(number, column, clean(entry.value or ""), style)
        sheet.freeze_panes(2, 1)
        sheet.autofilter(1, 0, max(1, len(one.rows) + 1), len(one.heads) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(1)
    workbook.close()
    return target.getvalue()


def _text(entry: Entry) -> str:
    return "" if entry.value is None else str(entry.value)


def _width(texts: Sequence[str]) -> float:
    widest = max((ems(line) for text in texts for line in text.split("\n")), default=0)
    return min(max(float(widest) * 2.1 + 2, NARROWEST), WIDEST)
