"""The formulas of a workbook that is being filled in: what they give with the figures entered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from hengji.expressions.sheet_formula import UnknownFormulaError, formula_result, moved
from hengji.writing.xlsx_into import FORMULA, VALUE, Sheet, position

DEEPEST = 40


@dataclass(slots=True)
class Formulas:
    """All formulas of all sheets; ``entered`` are the figures entered so far, None for a text."""

    sheets: Mapping[str, Sheet]
    entered: dict[tuple[str, str], Decimal | None] = field(default_factory=dict)
    _texts: dict[tuple[str, str], str] = field(default_factory=dict)
    _open: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for name, sheet in self.sheets.items():
            self._texts.update(((name, cell), text) for cell, text in _formulas(sheet))

    def __bool__(self) -> bool:
        return bool(self._texts)

    def results(self) -> Iterator[tuple[str, str, Decimal]]:
        """Every formula that now gives another figure than is stored."""
        for sheet, cell in self._texts:
            value = self.value(sheet, cell)
            if value is not None and value != _stored(self.sheets[sheet], cell):
                yield sheet, cell, value

    def value(self, sheet: str, cell: str) -> Decimal | None:
        """The figure in a cell, computed where it is; None where there is none, or it cannot be worked out."""
        result = self._result(sheet, cell)
        return result if isinstance(result, Decimal) else None

    def _result(self, sheet: str, cell: str) -> Decimal | str | None:
        """What a cell holds: a figure, "" for a blank or a text, None for what cannot be worked out."""
        at = (sheet, cell)
        text = self._texts.get(at)
        if text is None or at in self.entered:
            stored = _stored(self.sheets[sheet], cell) if sheet in self.sheets else None
            known = self.entered.get(at, stored)
            return known if known is not None else ""
        if at in self._open or len(self._open) > DEEPEST:
            return None
        self._open.append(at)
        result = formula_result(text, lambda other, name: self._operand(other or sheet, name))
        self._open.pop()
        return Decimal(f"{result:.15g}") if isinstance(result, Decimal) else result

    def _operand(self, sheet: str, cell: str) -> Decimal | None:
        result = self._result(sheet, cell)
        if result is None:
            raise UnknownFormulaError
        return result if isinstance(result, Decimal) else None


def _formulas(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """The formulas of a sheet by cell; one that is shared is told for each of its cells."""
    shared: dict[str, tuple[str, str]] = {}
    for name, cell in sheet.cells.items():
        formula = cell.find(FORMULA)
        if formula is None:
            continue
        text, group = formula.text or "", formula.get("si", "")
        if formula.get("t") == "shared" and text:
            shared[group] = (name, text)
        elif formula.get("t") == "shared" and group in shared:
            first, master = shared[group]
            (row, column), (top, left) = position(name), position(first)
            text = moved(master, row - top, column - left)
        yield name, text


def _stored(sheet: Sheet, name: str) -> Decimal | None:
    """The figure stored in a cell; None for a text, an error or nothing."""
    cell = sheet.cells.get(name)
    if cell is None or cell.get("t", "n") != "n":
        return None
    try:
        return Decimal(f"{Decimal(cell.findtext(VALUE) or ''):.15g}")
    except InvalidOperation:
        return None
