"""What is to be drawn, before any file format: a publication of paragraphs and tables.

Layouts are filled into drawings; the docx, xlsx, pdf and html writers each draw the same drawing.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from hengji.documents.document import Merge
from hengji.records import dataclass


class Role(StrEnum):
    """What a drawn cell is for; decides alignment, locking and number format."""

    HEAD = "head"
    LABEL = "label"
    ORDINAL = "ordinal"
    NUMBER = "number"
    TEXT = "text"
    MIXED = "mixed"
    """A label and its figures in one cell (按收入性质分：110.25)."""


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """One cell as drawn.

    A vertically continued cell is present with ``merge`` CONTINUE and empty text; columns covered by ``column_span``
    have no cell. ``address`` is the logical address "band/row/column" of an entered cell ("" for fixed text).
    ``value`` is the figure for a NUMBER cell (None when blank), ``text`` what is printed. ``formula`` is an Excel
    formula without "=", whose operands stand as [address]; it is set on totals and ratios. ``percent`` says the
    figure is printed with a % sign.
    """

    text: str = ""
    role: Role = Role.LABEL
    column_span: int = 1
    merge: Merge = Merge.NONE
    address: str = ""
    value: Decimal | None = None
    decimals: int | None = None
    percent: bool = False
    formula: str = ""
    indent: int = 0
    bold: bool = False


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """One row as drawn; ``header`` rows repeat on every page."""

    cells: tuple[DrawnCell, ...]
    header: bool = False


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """A table with its surroundings.

    ``widths`` are relative grid column widths; the spans of every row add up to their number.

    ``above`` are caption lines printed over the table as (left, right) pairs (部门：…  |  单位：万元); ``notes``
    stand below.
    """

    form: str
    title: str
    widths: tuple[Decimal, ...]
    rows: tuple[DrawnRow, ...]
    above: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    landscape: bool = False
    sheet: str = ""


class Style(StrEnum):
    """Paragraph styles of 公文 layout (GB/T 9704-2012; domain/document_conventions.md section 2)."""

    TITLE = "title"
    PART = "part"
    """"第一部分 …", centred, at the head of a page."""
    HEADING1 = "heading1"
    HEADING2 = "heading2"
    HEADING3 = "heading3"
    BODY = "body"
    ATTACHMENT = "attachment"
    """"附件2", flush left on a new page."""
    NOTE = "note"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class DrawnParagraph:
    """A paragraph of running text in one style."""

    text: str
    style: Style = Style.BODY


@dataclass(frozen=True, slots=True)
class Publication:
    """A whole document to be written. ``revision`` is printed in the footer; ``subject`` goes into the metadata."""

    title: str
    blocks: tuple[DrawnParagraph | DrawnTable, ...]
    revision: str = ""
    language: str = "zh-CN"
    organisation: str = ""
    year: int = 0
