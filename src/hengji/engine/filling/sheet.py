"""Entering a plan in a workbook: figures as figures, text as text, formulas left to reckon."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from hengji.documents.document import Text
from hengji.engine.filling.errors import NotFillableError
from hengji.engine.filling.formulas import Formulas
from hengji.engine.filling.outcome import Held, Open, Plan, Wanted
from hengji.facts.numbers import plain_text
from hengji.facts.place import SheetPlace
from hengji.reading.cells import NUMERIC
from hengji.reading.formats.docx_xml import MalformedPartError, parse
from hengji.reading.formats.workbook_number_format import NumberFormat
from hengji.reading.formats.workbook_parts import part_of_kind, sheet_paths
from hengji.reading.formats.workbook_styles import formats_of
from hengji.writing.repack import repacked
from hengji.writing.xlsx_into import CELL, MAIN, ROW, CellEntry, Sheet, recalculate_on_opening, strings_of
from hengji.writing.xml_part import XmlPart, as_utf8

WORKBOOK, STYLES, STRINGS = "xl/workbook.xml", "styles", "sharedStrings"
MOST_DIGITS = 15
"""Figures Excel keeps; a longer one is entered as text, that nothing is lost."""
MERGED_AWAY = "那里不是工作表的格"


@dataclass(slots=True)
class SheetFile:
    """A workbook to be filled in.

    Raises:
        NotFillableError: a sheet cannot be written in place.
        ReadError: the file is damaged.
    """

    data: bytes
    name: str
    sheets: dict[str, Sheet] = field(default_factory=dict)
    formulas: Formulas = field(init=False)
    _paths: dict[str, str] = field(default_factory=dict)
    _formats: tuple[NumberFormat | None, ...] = ()

    def __post_init__(self) -> None:
        with zipfile.ZipFile(io.BytesIO(self.data)) as package:
            styles = part_of_kind(package, STYLES)
            told = formats_of(package.read(styles), self.name) if styles in package.namelist() else None
            self._formats = told or ()
            shared = part_of_kind(package, STRINGS)
            strings = strings_of(self._part(package, shared) if shared in package.namelist() else None)
            for sheet, path in sheet_paths(package):
                if path in package.namelist() and "/worksheets/" in f"/{path}":
                    part = self._part(package, path)
                    _refuse_unnamed(part, self.name)
                    self.sheets[sheet] = Sheet(part, strings)
                    self._paths[sheet] = path
            self._workbook = self._part(package, WORKBOOK)
        self.formulas = Formulas(self.sheets)

    _workbook: XmlPart = field(init=False)

    def _part(self, package: zipfile.ZipFile, path: str) -> XmlPart:
        source = as_utf8(package.read(path))
        try:
            return XmlPart(source, parse(source, self.name, whole=True))
        except MalformedPartError as error:
            raise NotFillableError(self.name, f"{path}：{error}") from error

    def is_formula(self, text: Text) -> bool:
        """Whether a cell computes what it shows."""
        place = text.whole()
        sheet = self.sheets.get(place.sheet) if isinstance(place, SheetPlace) else None
        return sheet is not None and isinstance(place, SheetPlace) and sheet.formula(place.cell) is not None

    def enter(self, plan: Plan) -> tuple[bytes, list[Open]]:
        """The workbook with everything that is wanted, and the formulas nobody can work out before it is opened.

        A formula that gives something else than the data say moves to what is held.
        """
        cells: dict[tuple[str, str], list[Wanted]] = {}
        for wanted in plan.wanted:
            place = wanted.spot.text.whole()
            if isinstance(place, SheetPlace) and place.sheet in self.sheets:
                cells.setdefault((place.sheet, place.cell), []).append(wanted)
            else:
                plan.held.append(Held(wanted.spot, wanted.label, "", wanted.said, MERGED_AWAY))
        plan.wanted = [one for together in cells.values() for one in together]
        entries: dict[str, dict[str, CellEntry]] = {}
        for (sheet, cell), together in cells.items():
            entry = self._entry(sheet, cell, together)
            entries.setdefault(sheet, {})[cell] = entry
            self.formulas.entered[sheet, cell] = entry.figure
        for sheet, named in entries.items():
            self.sheets[sheet].enter(named)
        unknown = list(self._computed(plan))
        return self._content(), unknown

    def _content(self) -> bytes:
        changed = {self._paths[name]: sheet.part.result() for name, sheet in self.sheets.items() if sheet.part.changed}
        if changed and self.formulas:
            recalculate_on_opening(self._workbook)
            if self._workbook.changed:
                changed[WORKBOOK] = self._workbook.result()
        return repacked(self.data, changed) if changed else self.data

    def _entry(self, sheet: str, cell: str, together: Sequence[Wanted]) -> CellEntry:
        """What a cell becomes: a figure where nothing else stands in it, else its text with what is entered."""
        text = together[0].spot.text.value
        edits = tuple(edit for wanted in together for edit in wanted.edits)
        alone = together[0] if len(together) == 1 and len(edits) == 1 else None
        if alone is not None and alone.statement is not None and (edits[0].start, edits[0].end) == (0, len(text)):
            figure = self._figure(sheet, cell, alone)
            if figure is not None:
                return CellEntry(figure)
        for edit in sorted(edits, key=lambda one: one.start, reverse=True):
            text = text[: edit.start] + edit.text + text[edit.end :]
        return CellEntry(text=text, edits=edits)

    def _figure(self, sheet: str, cell: str, wanted: Wanted) -> Decimal | None:
        """The figure to store, None for what is text: a mark, a target with its sign, a rate with its per cent sign."""
        statement, spec = wanted.statement, wanted.spec
        if statement is None or spec is None or statement.value is None or spec.kind not in NUMERIC:
            return None
        if len(statement.value.as_tuple().digits) > MOST_DIGITS:
            return None
        rate = self._rate(sheet, cell)
        if statement.unit == "%" and rate:
            return statement.value.scaleb(rate)
        return statement.value if wanted.said == plain_text(statement.value) else None

    def _rate(self, sheet: str, cell: str) -> int | None:
        """How a rate is stored where the cell's format prints the per cent sign: as parts of one, or as printed."""
        element = self.sheets[sheet].cells.get(cell)
        style = element.get("s", "0") if element is not None else "0"
        form = self._formats[int(style)] if style.isdecimal() and int(style) < len(self._formats) else None
        shown = form.show("0.5") if form is not None else ""
        if not shown.endswith("%"):
            return None
        return -2 if Decimal(shown.removesuffix("%")) == Decimal(50) else 0

    def _computed(self, plan: Plan) -> Iterator[Open]:
        """Give every formula its new result, and hold those the data speak of against it."""
        for sheet, cell, result in self.formulas.results():
            self.sheets[sheet].recalculated(cell, result)
        for wanted in plan.formulas:
            place = wanted.spot.text.whole()
            statement = wanted.statement
            if statement is None or not isinstance(place, SheetPlace):
                continue
            value = self.formulas.value(place.sheet, place.cell)
            if value is None:
                if statement.value is not None:
                    yield Open(wanted.spot, wanted.label)
                continue
            if statement.unit == "%" and (rate := self._rate(place.sheet, place.cell)):
                value = value.scaleb(-rate)
            if statement.value is None or abs(value - statement.value) * 2 > Decimal(1).scaleb(-statement.decimals):
                shown = plain_text(value.normalize() if value else Decimal(0))
                said = statement.text if statement.value is None else plain_text(statement.value)
                reason = "这一格是公式，没有改动；公式算出来的与数据不同"
                plan.held.append(Held(wanted.spot, wanted.label, shown, said, reason))


def _refuse_unnamed(part: XmlPart, name: str) -> None:
    """Rows and cells may leave out where they stand; then nothing can be put beside them with certainty."""
    if any(element.get("r") is None for element in part.root.iter(ROW, CELL)):
        raise NotFillableError(name, "工作表里的格没有写明位置", "请用 Excel 或 WPS 打开，另存一份，再填另存的文件。")
    if part.root.tag != MAIN + "worksheet":
        raise NotFillableError(name, "工作表的 XML 不是 Excel 的")
