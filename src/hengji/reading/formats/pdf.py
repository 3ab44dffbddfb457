"""PDF files: text and ruling lines by pdfium, everything else our own.

What is read, and how odd constructs are understood, is described in docs/formats/pdf.md, each with its test.
"""

from __future__ import annotations

import hashlib
from typing import Final

import pypdfium2 as pdfium
from pypdfium2 import raw

from hengji.documents.document import Document, Problem
from hengji.facts.place import PdfPlace
from hengji.reading.errors import BrokenFileError, EncryptedFileError, NoTextError
from hengji.reading.formats.pdf_flow import blocks_of
from hengji.reading.formats.pdf_grid import Grid, grids_of
from hengji.reading.formats.pdf_lines import lines_of
from hengji.reading.formats.pdf_margins import PageContent, set_apart
from hengji.reading.formats.pdf_page import MAX_GLYPHS, Glyph, RawPage, read_page
from hengji.reading.formats.pdf_split import split_rows
from hengji.reading.formats.pdf_table import fill
from hengji.reading.formats.pdf_unruled import unruled_tables

MAX_PAGES: Final = 2_000
UNREADABLE: Final = 0.2
"""From this share of unknown characters a page's text is not to be trusted."""


def read_pdf(data: bytes, name: str) -> Document:
    """The document in ``data``; ``name`` is the file's name for messages.

    Raises:
        ReadError: there is no document to be had; each reason is a class of its own in ``hengji.reading.errors``.
    """
    file = _open(data, name)
    problems: list[Problem] = []
    try:
        count = len(file)
        if count > MAX_PAGES:
            problems.append(
                Problem(f"文件有 {count} 页，只读了前 {MAX_PAGES} 页；请拆成几份再读。", PdfPlace(page=MAX_PAGES + 1))
            )
        pages: list[PageContent] = []
        for index in range(min(count, MAX_PAGES)):
            try:
                page = read_page(file, index)
            except pdfium.PdfiumError:
                problems.append(Problem(f"第{index + 1}页已经损坏，没有读入。", PdfPlace(page=index + 1)))
                continue
            problems += _problems(page)
            pages.append(_content(page))
    finally:
        file.close()
    if not any(page.lines or page.tables_with_text() for page in pages):
        raise NoTextError(name, count)
    set_apart(pages)
    return Document(name, hashlib.sha256(data).hexdigest(), "pdf", tuple(blocks_of(pages)), tuple(problems))


def _open(data: bytes, name: str) -> pdfium.PdfDocument:
    try:
        file = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "assword" in str(error):
            raise EncryptedFileError(
                name, hint="请用 PDF 软件输入密码打开，另存（或打印）成一份没有密码的，再读另存的文件。"
            ) from error
        raise BrokenFileError(name, "PDF 的内容不完整或已经损坏") from error
    if not len(file):
        raise BrokenFileError(name, "PDF 里没有一页读得出来")
    return file


def _problems(page: RawPage) -> list[Problem]:
    """What of a page cannot be read."""
    where, count = f"第{page.number}页", len(page.glyphs)
    said = ""
    if not count and page.pictures:
        said = "没有文字，只有图片，可能是扫描件，没有读入；请改用当初的 Word 文件。"
    elif not count and page.drawings:
        said = "没有文字，只有框线或图形，没有读入；请核对原件。"
    elif page.unmapped > max(3, UNREADABLE * count):
        said = (
            f"的文字取不出来：{count} 个字里有 {page.unmapped} 个没有字符编码（字体没有带上对照表）；"
            "请改用当初的 Word 文件，或重新导出 PDF。"
        )
    elif page.unmapped:
        said = f"有 {page.unmapped} 个字认不出来，请核对原件。"
    elif page.too_many:
        said = f"的字超过 {MAX_GLYPHS} 个，后面的没有读入。"
    return [Problem(where + said, PdfPlace(page=page.number))] if said else []


def _content(page: RawPage) -> PageContent:
    """The page's text dealt to its tables and the lines around them."""
    grids = grids_of(page)
    held: dict[int | None, list[Glyph]] = {}
    for glyph in page.glyphs:
        held.setdefault(_home(glyph, grids), []).append(glyph)
    lines = lines_of(page.number, held.get(None, []))
    tables, lines = unruled_tables(page.number, lines)
    for index, grid in enumerate(grids):
        glyphs = held.get(index, [])
        loose = unruled_tables(page.number, lines_of(page.number, glyphs)) if len(grid.xs) == 2 else ([], [])
        if loose[0]:
            tables += loose[0]
            lines += loose[1]
        else:
            tables.append(split_rows(fill(page.number, grid, glyphs)))
    return PageContent(
        page.number,
        page.width,
        page.height,
        sorted(lines, key=lambda line: line.top),
        sorted(tables, key=lambda table: table.box[1]),
    )


def _home(glyph: Glyph, grids: list[Grid]) -> int | None:
    """The smallest grid the glyph stands in."""
    across = (glyph.x0 + glyph.x1) / 2
    inside = [
        index
        for index, grid in enumerate(grids)
        if grid.box[0] <= across <= grid.box[2] and grid.box[1] <= glyph.middle <= grid.box[3]
    ]
    return min(inside, key=lambda index: _size(grids[index]), default=None)


def _size(grid: Grid) -> float:
    x0, top, x1, bottom = grid.box
    return (x1 - x0) * (bottom - top)
