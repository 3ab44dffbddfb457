"""Document, blocks and tables.

A table row holds its cells as they are drawn: a cell that spans columns is one cell, a cell continued from the row
above stands as a cell of its own with ``merge`` CONTINUE and empty text. Where the source does not tell spans (text
dumps), ``spans_known`` is False and a continued cell cannot be told from a blank one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import field
from enum import StrEnum

from hengji.facts.place import Place
from hengji.records import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A string that knows where its characters stand.

    ``anchors`` are (offset in value, place of that offset) in rising order; a character's place is that of the last
    anchor at or before it, shifted. A span never reaches over an anchor: it is cut at the end of the line it begins
    in.
    """

    value: str = ""
    anchors: tuple[tuple[int, Place], ...] = ()

    def place(self, start: int, end: int) -> Place:
        """The place of the characters ``start`` to ``end`` (cut where the next line or run begins)."""
        if not self.anchors:
            raise ValueError("a text without anchors has no places")
        position = max(bisect_right(self.anchors, start, key=lambda a: a[0]) - 1, 0)
        offset, base = self.anchors[position]
        limit = self.anchors[position + 1][0] if position + 1 < len(self.anchors) else len(self.value)
        stop = min(end, limit)
        while stop > start and self.value[stop - 1] == "\n":
            stop -= 1
        return base.at(base.start + start - offset, base.start + stop - offset)

    def whole(self) -> Place:
        """The place of the whole text (of its first line, where there are several)."""
        return self.place(0, len(self.value))

    def __bool__(self) -> bool:
        return bool(self.value)


class Merge(StrEnum):
    """How a cell takes part in a vertical merge."""

    NONE = "none"
    START = "start"
    CONTINUE = "continue"


class Region(StrEnum):
    """The part of the document a block belongs to."""

    BODY = "body"
    HEADER = "header"
    FOOTER = "footer"
    NOTE = "note"
    TEXTBOX = "textbox"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or heading. ``marker`` is an automatic number as Word would print it ("一、"), not part of ``text``.

    ``level`` is the outline level of a heading (1 is highest), None for running text or where the source does not tell.
    """

    text: Text
    marker: str = ""
    level: int | None = None
    region: Region = Region.BODY
    bookmarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell as drawn. ``column`` is its first grid column from 0 (-1 where the source does not tell)."""

    text: Text
    column: int = -1
    column_span: int = 1
    row_span: int = 1
    merge: Merge = Merge.NONE
    nested: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: the cells drawn in it, in order. ``header`` marks a header row repeated on every page."""

    cells: tuple[Cell, ...]
    header: bool = False

    def __iter__(self) -> Iterator[Cell]:
        return iter(self.cells)

    def __len__(self) -> int:
        return len(self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """A physical table of the document."""

    rows: tuple[Row, ...]
    place: Place
    spans_known: bool = True
    region: Region = Region.BODY


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Problem:
    """Something the reader could not read, in a Chinese sentence, with the place where there is one."""

    message: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One file, read: its blocks in order, and what could not be read (``problems``: then it is only partly read).

    ``files`` are the documents a package was put together from; a file that stands alone has none.
    ``read_as`` is the format it was converted to before reading, empty where it was read itself: the places are places
    in the converted file.
    """

    name: str
    sha256: str
    format: str
    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...] = field(default=())
    files: tuple[Document, ...] = field(default=())
    read_as: str = ""

    def tables(self) -> list[Table]:
        """The top-level tables in order."""
        return [block for block in self.blocks if isinstance(block, Table)]
