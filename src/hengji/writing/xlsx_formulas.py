"""Formulas with logical operands ([band/row/column]) as Excel formulas with A1 references."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field

from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell  # type: ignore[import-untyped] # ships no type information

from hengji.records import dataclass
from hengji.writing.drawing import DrawnCell
from hengji.writing.errors import AmbiguousOperandError, UnknownOperandError

_OPERAND = re.compile(r"\[([^\[\]]+)\]")


@dataclass
class Addresses:
    """Where every addressed cell of the workbook stands: sheet, row and column from 0."""

    places: dict[str, list[tuple[str, int, int]]] = field(default_factory=dict)

    def add(self, address: str, sheet: str, row: int, column: int) -> None:
        """Records one cell."""
        self.places.setdefault(address, []).append((sheet, row, column))

    def formula(self, cell: DrawnCell, sheet: str) -> str:
        """The cell's formula as it stands on this sheet, with "=".

        An operand is looked for on the formula's own sheet, then in the whole workbook. A quotient shows —— where it
        cannot be computed (no #DIV/0!, document_conventions.md section 5), or what is printed where it has no value.

        Raises:
            UnknownOperandError: no cell has that address.
            AmbiguousOperandError: several cells have it.
        """
        formula = _OPERAND.sub(lambda match: self._reference(match[1], cell.formula, sheet), cell.formula)
        if "/" not in _OPERAND.sub("", cell.formula):
            return f"={formula}"
        otherwise = "——" if cell.value is not None else cell.text.replace('"', '""')
        return f'=IFERROR({formula},"{otherwise}")'

    def _reference(self, operand: str, formula: str, sheet: str) -> str:
        everywhere = self.places.get(operand, [])
        places = [place for place in everywhere if place[0] == sheet] or everywhere
        if not places:
            raise UnknownOperandError(sheet, formula, operand)
        if len(places) > 1:
            raise AmbiguousOperandError(sheet, formula, operand)
        other, row, column = places[0]
        return a1(row, column) if other == sheet else f"{quote_sheetname(other)}!{a1(row, column)}"


def a1(row: int, column: int) -> str:
    """The A1 name of a cell counted from 0."""
    name: str = xl_rowcol_to_cell(row, column)
    return name


_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31


def sheet_name(wanted: str, taken: Mapping[str, object]) -> str:
    r"""A name Excel accepts (≤ 31 characters, none of []:*?/\, no outer quotation mark) that is not ``taken`` yet.

    The keys of ``taken`` are case-folded names.
    """
    name = _NOT_IN_NAMES.sub("_", " ".join(wanted.split())).strip("' ")[:_LONGEST_NAME].strip("' ") or "表"
    number, result = 1, name
    while result.casefold() in taken or result.casefold() == "history":  # Excel keeps "History" for itself
        number += 1
        suffix = f"({number})"
        result = name[: _LONGEST_NAME - len(suffix)] + suffix
    return result
