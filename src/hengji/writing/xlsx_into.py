"""Entering figures and text in the cells of somebody's sheet: only those cells are written anew, with their styles."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from hengji.facts.numbers import plain_text
from hengji.writing.characters import clean
from hengji.writing.errors import TextTooLongError
from hengji.writing.text_edits import Edit, Piece, composed
from hengji.writing.xml_part import XmlPart

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SHEET_DATA, ROW, CELL, FORMULA, VALUE = MAIN + "sheetData", MAIN + "row", MAIN + "c", MAIN + "f", MAIN + "v"
TEXT, PHONETIC, INLINE = MAIN + "t", MAIN + "rPh", MAIN + "is"
REFERENCE: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
LONGEST_TEXT: Final = 32_767
KEPT_ATTRIBUTES: Final = ("r", "s")


@dataclass(frozen=True, slots=True)
class CellEntry:
    """What is entered in a cell: a figure, or a text; ``edits`` say where it is entered in a text that is there."""

    figure: Decimal | None = None
    text: str = ""
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Strings:
    """The shared strings of a workbook, as written."""

    part: XmlPart | None
    items: tuple[Element, ...] = ()


class Sheet:
    """One sheet's part, to be filled in; ``strings`` are the texts its cells refer to."""

    def __init__(self, part: XmlPart, strings: Strings) -> None:
        self.part = part
        self._strings = strings
        data = part.root.find(SHEET_DATA)
        self._data = data
        self._rows = {int(row.get("r", "0")): row for row in data.iterchildren(ROW)} if data is not None else {}
        self.cells = {cell.get("r", ""): cell for row in self._rows.values() for cell in row.iterchildren(CELL)}

    def formula(self, name: str) -> str | None:
        """The formula of a cell, None where it has none; "" where it shares that of another cell."""
        cell = self.cells.get(name)
        found = cell.find(FORMULA) if cell is not None else None
        return None if found is None else found.text or ""

    def recalculated(self, name: str, value: Decimal) -> None:
        """Put the result of a formula in the place of the stored one; the formula stays."""
        cell = self.cells[name]
        formula = cell.find(FORMULA)
        prefix = _prefix(cell)
        source = self.part.source(formula) if formula is not None else b""
        new = f"<{prefix}v>{plain_text(value)}</{prefix}v>".encode()
        self.part.replace(cell, _tag(cell, "") + source + new + f"</{prefix}c>".encode())

    def enter(self, entries: Mapping[str, CellEntry]) -> None:
        """Write the cells, by their names in A1 notation; cells and rows the sheet does not have are put in order.

        Raises:
            TextTooLongError: Excel cannot hold a text in one cell.
        """
        missing: dict[int, dict[str, bytes]] = {}
        for name, entry in sorted(entries.items(), key=lambda item: position(item[0])):
            cell = self.cells.get(name)
            if cell is not None:
                self.part.replace(cell, self._cell(cell, name, entry))
            else:
                missing.setdefault(position(name)[0], {})[name] = self._cell(None, name, entry)
        for number, cells in missing.items():
            self._add(number, cells)

    def _cell(self, cell: Element | None, name: str, entry: CellEntry) -> bytes:
        like = cell if cell is not None else self.part.root
        prefix = _prefix(like)
        close = f"</{prefix}c>".encode()
        if entry.figure is not None:
            tag = _tag(cell, "") if cell is not None else f'<{prefix}c r="{name}">'.encode()
            return tag + f"<{prefix}v>{plain_text(entry.figure)}</{prefix}v>".encode() + close
        if len(entry.text) > LONGEST_TEXT:
            raise TextTooLongError(entry.text, LONGEST_TEXT)
        tag = _tag(cell, "inlineStr") if cell is not None else f'<{prefix}c r="{name}" t="inlineStr">'.encode()
        inner = self._rich(cell, entry) if cell is not None and entry.edits else None
        if inner is None:
            inner = f'<{prefix}t xml:space="preserve">{escape(clean(entry.text))}</{prefix}t>'.encode()
        return b"".join((tag, f"<{prefix}is>".encode(), inner, f"</{prefix}is>".encode(), close))

    def _rich(self, cell: Element, entry: CellEntry) -> bytes | None:
        """The text of a cell with its edits, its differently looking pieces kept; None where it is one plain text."""
        item, part = self._item(cell)
        if item is None or part is None:
            return None
        texts = [one for one in item.iter(TEXT) if not any(True for _ in one.iterancestors(PHONETIC))]
        if len(texts) < 2:
            return None
        pieces: list[Piece] = []
        for one in texts:
            start = pieces[-1].end if pieces else 0
            pieces.append(Piece(start, start + len(one.text or ""), one.text or ""))
        changes = composed(pieces, entry.edits)
        if changes is None:
            return None
        source = part.content(item)
        base = part.span(item)[0] + part.source(item).index(source)
        for number in sorted(changes, reverse=True):
            start, end = part.span(texts[number])
            prefix = _prefix(texts[number])
            new = f'<{prefix}t xml:space="preserve">{escape(clean(changes[number]))}</{prefix}t>'.encode()
            source = source[: start - base] + new + source[end - base :]
        return source

    def _item(self, cell: Element) -> tuple[Element | None, XmlPart | None]:
        """The string a cell shows, and the part it is written in."""
        if cell.get("t") == "inlineStr":
            return cell.find(INLINE), self.part
        value = cell.findtext(VALUE) or ""
        if cell.get("t") == "s" and value.isdecimal() and int(value) < len(self._strings.items):
            return self._strings.items[int(value)], self._strings.part
        return None, None

    def _add(self, number: int, cells: Mapping[str, bytes]) -> None:
        """Cells a row does not have, each before the first cell that comes after it; with the row, if need be."""
        row = self._rows.get(number)
        if row is None:
            self._add_row(number, b"".join(cells.values()))
            return
        there = sorted(row.iterchildren(CELL), key=lambda cell: position(cell.get("r", "A1")))
        by_next: dict[Element | None, bytes] = {}
        for name, new in cells.items():
            behind = next((cell for cell in there if position(cell.get("r", "A1")) > position(name)), None)
            by_next[behind] = by_next.get(behind, b"") + new
        for behind, new in by_next.items():
            if behind is None:
                self.part.append(row, new)
            else:
                self.part.before(behind, new)

    def _add_row(self, number: int, content: bytes) -> None:
        prefix = _prefix(self.part.root)
        new = f'<{prefix}row r="{number}">'.encode() + content + f"</{prefix}row>".encode()
        behind = next((self._rows[other] for other in sorted(self._rows) if other > number), None)
        if behind is not None:
            self.part.before(behind, new)
        elif self._data is not None:
            self.part.append(self._data, new)


def position(name: str) -> tuple[int, int]:
    """Row and column of a cell in A1 notation, for putting cells in order."""
    match = REFERENCE.fullmatch(name)
    if match is None:
        raise ValueError(name)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def _prefix(element: Element) -> str:
    return f"{element.prefix}:" if element.prefix else ""


def _tag(cell: Element, kind: str) -> bytes:
    """The opening tag of a cell with its name and style; ``kind`` is what it holds, "" for a figure."""
    attributes = "".join(f' {name}="{cell.get(name)}"' for name in KEPT_ATTRIBUTES if cell.get(name) is not None)
    attributes += f' t="{kind}"' if kind else ""
    return f"<{_prefix(cell)}c{attributes}>".encode()


def recalculate_on_opening(part: XmlPart) -> None:
    """Have Excel work out all formulas when it opens the workbook; ``part`` is that of the workbook itself."""
    known = part.root.find(MAIN + "calcPr")
    if known is not None:
        if known.get("fullCalcOnLoad") not in ("1", "true"):
            kept = re.sub(rb'\s+fullCalcOnLoad\s*=\s*("[^"]*"|\'[^\']*\')', b"", part.source(known))
            part.replace(known, re.sub(rb"\s*(/?>)", rb' fullCalcOnLoad="1"\1', kept, count=1))
        return
    before = ("definedNames", "externalReferences", "functionGroups", "sheets")
    last = next((one for name in before for one in part.root.iterchildren(MAIN + name)), None)
    if last is not None:
        part.after(last, f'<{_prefix(part.root)}calcPr fullCalcOnLoad="1"/>'.encode())


def strings_of(part: XmlPart | None) -> Strings:
    """The shared strings in the order in which cells count them."""
    items: Sequence[Element] = list(part.root.iterchildren(MAIN + "si")) if part is not None else ()
    return Strings(part, tuple(items))
