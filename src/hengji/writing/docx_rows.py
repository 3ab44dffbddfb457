"""A line more in a list of somebody's Word table: the same frames and looks as the line above, nothing entered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hengji.writing.docx_into import P_PR, R_PR, REVISIONS, R, W, run_of
from hengji.writing.xml_part import XmlPart

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

TC, TC_PR, P, V_MERGE = W + "tc", W + "tcPr", W + "p", W + "vMerge"
ROW_PROPERTIES: Final = (W + "tblPrEx", W + "trPr")
BEFORE_MERGE: Final = (W + "cnfStyle", W + "tcW", W + "gridSpan", W + "hMerge")
IDENTITY: Final = re.compile(rb"""\s+(?:\w+:)?(?:paraId|textId|rsid\w*)\s*=\s*(?:"[^"]*"|'[^']*')""")
OPENING: Final = re.compile(rb"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")


@dataclass(frozen=True, slots=True)
class CopiedCell:
    """A cell of the new line: going on with the one above (``merged``), or on its own with ``text``."""

    merged: bool = False
    text: str = ""


def add_rows(part: XmlPart, row: Element, copies: Sequence[Sequence[CopiedCell]]) -> bool:
    """Put copies of a row behind it; False where the row is built in a way that cannot be copied."""
    cells = list(row.iterchildren(TC))
    if any(child.tag not in (TC, *ROW_PROPERTIES) for child in row) or any(len(one) != len(cells) for one in copies):
        return False
    if any(cell.find(P) is None for cell in cells):
        return False
    opening = OPENING.match(part.source(row))
    if opening is None:  # pragma: no cover - it was parsed as an element
        return False
    head = IDENTITY.sub(b"", opening[0]) + b"".join(part.source(child) for child in row if child.tag in ROW_PROPERTIES)
    name = _prefix(row)
    tail = f"</{name}tr>".encode()
    new = [b"".join((head, *map(_Copy(part).cell, cells, copy), tail)) for copy in copies]
    for cell, first in zip(cells, copies[0], strict=True):
        if first.merged:
            _begin_merge(part, cell)
    part.after(row, b"".join(new))
    return True


@dataclass(frozen=True, slots=True)
class _Copy:
    part: XmlPart

    def cell(self, cell: Element, copied: CopiedCell) -> bytes:
        """A cell with the frame, and the first paragraph's layout, of the one above."""
        name = _prefix(cell)
        paragraph = cell.find(P)
        properties = paragraph.find(P_PR) if paragraph is not None else None
        layout = self.part.source(properties) if properties is not None else b""
        text = b""
        if copied.text and paragraph is not None:
            text = run_of(self.part, self._looks(paragraph, properties), copied.text, paragraph)
        pieces = (f"<{name}tc>".encode(), self._frame(cell, copied), f"<{name}p>".encode(), layout, text)
        return b"".join((*pieces, f"</{name}p></{name}tc>".encode()))

    @staticmethod
    def _looks(paragraph: Element, properties: Element | None) -> Element | None:
        """The looks of the text above, else of its paragraph's mark."""
        run = next(paragraph.iter(R), None)
        looks = run.find(R_PR) if run is not None else None
        return looks if looks is not None or properties is None else properties.find(R_PR)

    def _frame(self, cell: Element, copied: CopiedCell) -> bytes:
        name = _prefix(cell)
        properties = cell.find(TC_PR)
        going_on = f"<{name}vMerge/>".encode() if copied.merged else b""
        if properties is None:
            return f"<{name}tcPr>".encode() + going_on + f"</{name}tcPr>".encode() if going_on else b""
        before = [self.part.source(child) for child in properties if child.tag in BEFORE_MERGE]
        behind = [
            self.part.source(child) for child in properties if child.tag not in (*BEFORE_MERGE, V_MERGE, *REVISIONS)
        ]
        return b"".join((f"<{name}tcPr>".encode(), *before, going_on, *behind, f"</{name}tcPr>".encode()))


def _begin_merge(part: XmlPart, cell: Element) -> None:
    """A cell that stood for its line alone now begins a merge; one that takes part in a merge already is left alone."""
    name = _prefix(cell)
    begun = f'<{name}vMerge {name or "w:"}val="restart"/>'.encode()
    properties = cell.find(TC_PR)
    if properties is None:
        part.prepend(cell, f"<{name}tcPr>".encode() + begun + f"</{name}tcPr>".encode())
    elif properties.find(V_MERGE) is None:
        last = [child for child in properties if child.tag in BEFORE_MERGE][-1:]
        if last:
            part.after(last[0], begun)
        else:
            part.prepend(properties, begun)


def _prefix(element: Element) -> str:
    return f"{element.prefix}:" if element.prefix else ""
