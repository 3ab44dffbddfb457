"""Writes a publication as xlsx: one sheet per table, running text on a first sheet, made in memory by xlsxwriter.

The same publication gives the same bytes: the creation date is fixed and nobody is named.
"""

from __future__ import annotations

import io
import math
from datetime import datetime
from typing import Any

import xlsxwriter  # type: ignore[import-untyped] # ships no type information

from hengji.writing.characters import clean, ems
from hengji.writing.drawing import DrawnParagraph, DrawnTable, Publication, Style
from hengji.writing.flow import Piece, sections
from hengji.writing.xlsx_cells import Formats, is_risky
from hengji.writing.xlsx_formulas import Addresses, sheet_name
from hengji.writing.xlsx_sheet import SheetPlan, SheetWriter, plan_sheet, write_text

TEXT_SHEET = "说明"
_TEXT_WIDTH = 70
_LONG_AGO = datetime(1980, 1, 1)  # noqa: DTZ001 - xlsxwriter takes a naive UTC time
_HEADINGS = frozenset({Style.PART, Style.HEADING1, Style.HEADING2, Style.HEADING3, Style.ATTACHMENT})


def write_xlsx(publication: Publication) -> bytes:
    """The publication as the bytes of a workbook, with live formulas and locked labels.

    Paragraphs stand on a first sheet 说明, but the notes and signature lines right under a table on that table's sheet.

    Raises:
        WritingError: a control character, spans that do not fit, a formula operand that is not there.
    """
    return _write(publication, entry=False)


def write_entry_workbook(publication: Publication) -> bytes:
    """The same workbook for filling in: figures are validated as they are typed.

    Raises:
        WritingError: as ``write_xlsx``.
    """
    return _write(publication, entry=True)


def _write(publication: Publication, *, entry: bool) -> bytes:
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target, {"in_memory": True})
    workbook.set_properties(
        {
            "title": clean(publication.title),
            "subject": clean(f"{publication.organisation} {publication.year or ''}".strip()),
            "created": _LONG_AGO,
        }
    )
    formats, addresses = Formats(workbook), Addresses()
    pieces = [piece for section in sections(publication) for piece in section.pieces]
    plans = _plans(pieces, addresses)
    texts = [p.block for p in pieces if isinstance(p.block, DrawnParagraph) and not p.under_table]
    if texts or not plans:
        _write_texts(workbook.add_worksheet(TEXT_SHEET), texts, formats)
    for plan in plans:
        sheet = workbook.add_worksheet(plan.name)
        SheetWriter(sheet, plan, formats, addresses).write(publication.revision, entry=entry)
    if entry and texts and plans:
        workbook.get_worksheet_by_name(plans[0].name).activate()
    workbook.close()
    return target.getvalue()


def _plans(pieces: list[Piece], addresses: Addresses) -> list[SheetPlan]:
    """Every table with its sheet; names and addresses are known before the first formula is written."""
    plans: dict[str, SheetPlan | None] = {TEXT_SHEET.casefold(): None}
    for i, piece in enumerate(pieces):
        if isinstance(piece.block, DrawnTable):
            name = sheet_name(clean(piece.block.sheet or piece.block.title or piece.block.form), plans)
            under = _lines_under(pieces[i + 1 :])
            plans[name.casefold()] = plan_sheet(piece.block, name, under, addresses)
    return [plan for plan in plans.values() if plan is not None]


def _lines_under(pieces: list[Piece]) -> list[str]:
    lines: list[str] = []
    for piece in pieces:
        if not piece.under_table or isinstance(piece.block, DrawnTable):
            break
        lines.append(piece.block.text)
    return lines


def _write_texts(sheet: Any, paragraphs: list[DrawnParagraph], formats: Formats) -> None:  # noqa: ANN401 - xlsxwriter is untyped
    sheet.set_column(0, 0, _TEXT_WIDTH)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    for row, paragraph in enumerate(paragraphs):
        properties: dict[str, Any] = {"text_wrap": True, "align": "left"}
        if paragraph.style is Style.TITLE:
            properties |= {"align": "center", "bold": True, "font_size": 16}
        elif paragraph.style in _HEADINGS:
            properties["bold"] = True
        elif paragraph.style is Style.SIGNATURE:
            properties["align"] = "right"
        if is_risky(paragraph.text):
            properties["quote_prefix"] = True
        write_text(sheet, row, 0, paragraph.text, formats.get(**properties))
        lines = sum(max(1, math.ceil(ems(line) * 2.15 / _TEXT_WIDTH)) for line in paragraph.text.split("\n"))
        size = 22.0 if paragraph.style is Style.TITLE else 14.5
        sheet.set_row(row, min(lines * size + 5, 409.0))
