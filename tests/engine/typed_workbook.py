"""A workbook as a clerk fills it in: figures and text typed beside labels, straight into the sheets' XML.

No office program computes anything here, so formulas keep the value they had, or lose it as other programs write them.
"""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from xml.sax.saxutils import escape

from hengji.documents.document import Cell, Row, Table
from hengji.facts.place import SheetPlace
from hengji.reading.formats.workbook import read_workbook


class TypedWorkbook:
    """A workbook's bytes, changed cell by cell."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self._parts = {entry: package.read(entry) for entry in package.namelist()}
        self._sheets: dict[str, Table] = {}
        for table in read_workbook(data, "填报.xlsx").tables():
            assert isinstance(table.place, SheetPlace)
            self._sheets[table.place.sheet] = table

    @property
    def data(self) -> bytes:
        """The workbook as it stands."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as package:
            for entry, content in self._parts.items():
                package.writestr(entry, content)
        return buffer.getvalue()

    def type_beside(self, sheet: str, label: str, *values: str | Decimal | None) -> None:
        """Types into the cells right of a label; None leaves a cell as it is."""
        row, at = self._find(sheet, label)
        for cell, value in zip(row.cells[at + 1 :], values, strict=False):
            if value is not None:
                self._type(cell, value)

    def type_below(self, sheet: str, label: str, *rows: tuple[str | Decimal | None, ...]) -> None:
        """Types rows into the lines below the one a label stands in, from the label's own cell on."""
        row, at = self._find(sheet, label)
        lines = self._sheets[sheet].rows
        below = lines[next(number for number, one in enumerate(lines) if one is row) + 1 :]
        for line, values in zip(below, rows, strict=False):
            for cell, value in zip(line.cells[at:], values, strict=False):
                if value is not None:
                    self._type(cell, value)

    def append(self, sheet: str, label: str, value: str) -> None:
        """Types on in the cell of a label that carries its figure itself."""
        row, at = self._find(sheet, label)
        self._type(row.cells[at], f"{row.cells[at].text.value}{value}")

    def forget_results(self) -> bytes:
        """The workbook as programs write it that do not compute: formulas without results."""
        for entry in [entry for entry in self._parts if entry.startswith("xl/worksheets/sheet")]:
            xml = self._parts[entry].decode()
            self._parts[entry] = re.sub(r"</f>(?:<v>[^<]*</v>|<v ?/>)", "</f>", xml).encode()
        return self.data

    def _find(self, sheet: str, label: str) -> tuple[Row, int]:
        """The one row and cell with this text."""
        found = [
            (row, at)
            for row in self._sheets[sheet].rows
            for at, cell in enumerate(row.cells)
            if cell.text.value.strip() == label
        ]
        assert len(found) == 1, f"{label}: {len(found)}"
        return found[0]

    def _type(self, cell: Cell, value: str | Decimal) -> None:
        place = cell.text.whole()
        assert isinstance(place, SheetPlace)
        part = f"xl/worksheets/sheet{list(self._sheets).index(place.sheet) + 1}.xml"
        pattern = re.compile(rf'<c r="{place.cell}"( s="\d+")?[^>]*?(?:/>|>.*?</c>)')

        def typed(match: re.Match[str]) -> str:
            style = match[1] or ""
            if isinstance(value, Decimal):
                return f'<c r="{place.cell}"{style}><v>{value}</v></c>'
            return f'<c r="{place.cell}"{style} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'

        changed, times = pattern.subn(typed, self._parts[part].decode())
        assert times == 1, f"{place.cell}: {times}"
        self._parts[part] = changed.encode()
