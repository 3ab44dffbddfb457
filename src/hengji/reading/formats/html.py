"""Web pages (.html), pages saved by Word and Excel under any ending, and web archives (.mht).

docs/formats/html.md says what is read and what is left out.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from lxml import etree

from hengji.documents.document import Block, Document, Paragraph, Problem, Text
from hengji.facts.place import HtmlPlace
from hengji.reading.errors import BrokenFileError, UnsafeFileError
from hengji.reading.formats.html_css import sheet_of
from hengji.reading.formats.html_flow import Line, Surroundings, flow
from hengji.reading.formats.html_pages import Page, pages_of
from hengji.reading.formats.html_table import TableReader, layout_tables

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

TOO_DEEP: Final = "Excessive depth"
SHORT: Final = 20


def read_html(data: bytes, name: str) -> Document:
    """The page or pages in ``data`` as one document; blocks are counted through.

    Raises:
        ReadError: it is too large, damaged, or nested without end.
    """
    reader = _Reader(name)
    for page in pages_of(data, name):
        reader.read(page)
    return Document(name, hashlib.sha256(data).hexdigest(), "html", tuple(reader.blocks), tuple(reader.problems))


class _Reader:
    """Counts blocks over the pages of one file."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.blocks: list[Block] = []
        self.problems: list[Problem] = []

    def read(self, page: Page) -> None:
        """Adds the blocks of a page."""
        root = self._tree(page.text)
        if root is None:
            return
        styles = [element.text or "" for element in root.iter("style")]
        around = Surroundings(sheet_of(styles), layout_tables(root))
        tables = TableReader(around, self.name)
        for piece in flow(root, around):
            if isinstance(piece, Line):
                self._paragraph(piece)
                continue
            for line in tables.captions(piece):
                self._paragraph(line)
            table = tables.read(piece, HtmlPlace(block=len(self.blocks) + 1))
            if any(cell.text.value or cell.nested for row in table.rows for cell in row):
                self.blocks.append(table)
        if page.lost:
            self.problems.append(Problem(f"网页里有 {page.lost} 处文字的编码已损坏，读不出来（以 \ufffd 表示）。"))
        for text in around.hidden:
            shown = text if len(text) <= SHORT else text[:SHORT] + "…"
            self.problems.append(Problem(f"网页里有隐藏、不显示的文字“{shown}”，没有读入。"))

    def _paragraph(self, line: Line) -> None:
        place = HtmlPlace(0, len(line.text), len(self.blocks) + 1)
        self.blocks.append(Paragraph(Text(line.text, ((0, place),)), line.marker, line.level, line.region))

    def _tree(self, text: str) -> Element | None:
        """The page as a tree, mended as browsers do; None where it holds nothing."""
        parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
        try:
            root: Element | None = etree.fromstring(text.encode("utf-8", "replace"), parser)
        except etree.LxmlError as error:
            raise BrokenFileError(self.name, "网页已经损坏") from error
        if any(TOO_DEEP in entry.message for entry in parser.error_log):
            raise UnsafeFileError(self.name, "网页里的元素嵌套得没有尽头")
        return root
