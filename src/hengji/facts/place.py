"""Where a piece of text stands in a document, one locator per format.

``start``/``end`` are character offsets in the text of the line, paragraph or cell, end exclusive. Every locator can be
narrowed to a span (`at`), printed for a person (`say`) and given to a program (`as_json`; shapes fixed by the command
contract).
"""

from __future__ import annotations

from dataclasses import field, replace
from typing import Self

from hengji.records import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A span of text somewhere in a document; the subclasses add the locator of their format.

    ``file`` names the file where several are read as one package; empty for a file that stands alone.
    """

    start: int = 0
    end: int = 0
    file: str = field(default="", kw_only=True)

    def at(self, start: int, end: int) -> Self:
        """The same locator with another span."""
        return replace(self, start=start, end=end)

    def in_file(self, file: str) -> Self:
        """The same place, as one of a package names it."""
        return replace(self, file=file)

    def anchor(self) -> tuple[object, ...]:
        """What identifies the line, paragraph or cell, without the span."""
        locator = self._anchor()
        return (*locator, self.file) if self.file else locator

    def say(self) -> str:
        """The place in Chinese, as a clerk would look it up."""
        return f"《{self.file}》{self._say()}" if self.file else self._say()

    def as_json(self) -> dict[str, object]:
        """The place in the shape of the command contract; inside a package with the name of its file."""
        return {"document": self.file, **self._json()} if self.file else self._json()

    def _anchor(self) -> tuple[object, ...]:
        raise NotImplementedError

    def _say(self) -> str:
        raise NotImplementedError

    def _json(self) -> dict[str, object]:
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class TextPlace(Place):
    """A span in one line of a plain text; lines count from 1."""

    line: int = 1

    def _anchor(self) -> tuple[object, ...]:
        return ("text", self.line)

    def _say(self) -> str:
        return f"第{self.line}行"

    def _json(self) -> dict[str, object]:
        return {"line": self.line, "start": self.start, "end": self.end}


@dataclass(frozen=True, slots=True)
class WordPlace(Place):
    """A span in a paragraph or cell of a Word document.

    ``part`` is document, header, footer, footnotes, endnotes, comments or textbox; ``block`` counts the blocks of the
    part from 1; ``row``/``column`` (from 1, grid columns) are set inside a table.
    """

    part: str = "document"
    block: int = 1
    row: int | None = None
    column: int | None = None

    def _anchor(self) -> tuple[object, ...]:
        return ("word", self.part, self.block, self.row, self.column)

    def _say(self) -> str:
        where = {"document": "", "header": "页眉", "footer": "页脚", "footnotes": "脚注", "textbox": "文本框"}.get(
            self.part, self.part
        )
        if self.row is None:
            return f"{where}第{self.block}段"
        return f"{where}第{self.block}段（表）第{self.row}行第{self.column}列"

    def _json(self) -> dict[str, object]:
        return {
            "part": self.part,
            "block": self.block,
            "row": self.row,
            "column": self.column,
            "start": self.start,
            "end": self.end,
        }


@dataclass(frozen=True, slots=True)
class SheetPlace(Place):
    """A span in one cell of a workbook; ``cell`` in A1 notation."""

    sheet: str = ""
    cell: str = "A1"

    def _anchor(self) -> tuple[object, ...]:
        return ("sheet", self.sheet, self.cell)

    def _say(self) -> str:
        return f"工作表“{self.sheet}”单元格{self.cell}"

    def _json(self) -> dict[str, object]:
        return {"sheet": self.sheet, "cell": self.cell, "start": self.start, "end": self.end}


@dataclass(frozen=True, slots=True)
class PdfPlace(Place):
    """A span in a text block or table cell of a PDF page; ``box`` is (x0, top, x1, bottom) in points."""

    page: int = 1
    box: tuple[float, float, float, float] | None = None
    block: int = 1
    row: int | None = None
    column: int | None = None

    def _anchor(self) -> tuple[object, ...]:
        return ("pdf", self.page, self.block, self.row, self.column)

    def _say(self) -> str:
        inside = "" if self.row is None else f"（表）第{self.row}行第{self.column}列"
        return f"第{self.page}页第{self.block}段{inside}"

    def _json(self) -> dict[str, object]:
        return {
            "page": self.page,
            "box": list(self.box) if self.box else None,
            "block": self.block,
            "row": self.row,
            "column": self.column,
            "start": self.start,
            "end": self.end,
        }


@dataclass(frozen=True, slots=True)
class HtmlPlace(Place):
    """A span in a block or table cell of a web page; blocks count from 1."""

    block: int = 1
    row: int | None = None
    column: int | None = None

    def _anchor(self) -> tuple[object, ...]:
        return ("html", self.block, self.row, self.column)

    def _say(self) -> str:
        inside = "" if self.row is None else f"（表）第{self.row}行第{self.column}列"
        return f"第{self.block}段{inside}"

    def _json(self) -> dict[str, object]:
        return {"block": self.block, "row": self.row, "column": self.column, "start": self.start, "end": self.end}
