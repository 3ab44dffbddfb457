"""What goes into an Excel cell: figure, text or formula, and the format it is shown in.

**Per cent.** A printed "62.5%" is stored as the number 62.5 under the format ``0.0"%"`` (a literal sign), not as 0.625
under Excel's own per cent format. python-calamine, which reads the workbook back, gives a cell's number and not its
format: 0.625 would come back as another figure than the one printed. Formulas of such cells therefore give percentage
points.
"""

from __future__ import annotations

from dataclasses import field
from decimal import Decimal, InvalidOperation
from typing import Any

from hengji.records import dataclass
from hengji.writing.drawing import DrawnCell, Role

FONT = "宋体"
ENTRY_COLOUR = "#FFF9DB"
_FORMULA_STARTS = ("=", "+", "-", "@")
_ALIGNMENT = {Role.HEAD: "center", Role.ORDINAL: "center", Role.NUMBER: "right"}
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．－−，", "0123456789.--,")


def is_entry(cell: DrawnCell) -> bool:
    """Whether people type into the cell: it has an address and is not computed."""
    return bool(cell.address) and not cell.formula


def figure_of(cell: DrawnCell) -> Decimal | None:
    """The cell's value, where what is printed is just that number; "≥95%" or "约280" stay text, a blank stays blank."""
    if cell.role is not Role.NUMBER or cell.value is None or not cell.text:
        return None
    plain = cell.text.translate(_HALF_WIDTH).strip().removesuffix("%").removesuffix("％").replace(",", "")
    try:
        return cell.value if Decimal(plain) == cell.value else None
    except InvalidOperation:
        return None


def number_format(cell: DrawnCell) -> str:
    """The Excel number format that prints the figure as it is printed elsewhere."""
    decimals = cell.decimals
    if decimals is None:
        decimals = _decimals_of(cell)
        if decimals is None:
            return 'General"%"' if cell.percent else "General"
    whole = "#,##0" if "," in cell.text else "0"
    return whole + ("." + "0" * decimals if decimals else "") + ('"%"' if cell.percent else "")


def _decimals_of(cell: DrawnCell) -> int | None:
    if cell.value is None:
        return None
    exponent = cell.value.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else None


def is_risky(text: str) -> bool:
    """Whether Excel would take the text for a formula if somebody edited the cell."""
    return text.startswith(_FORMULA_STARTS)


@dataclass
class Formats:
    """The cell formats of one workbook, each made once."""

    workbook: Any
    _known: dict[tuple[tuple[str, Any], ...], Any] = field(default_factory=dict)

    def get(self, **properties: Any) -> Any:  # noqa: ANN401 - xlsxwriter has no types; properties are its own
        """The format with these xlsxwriter properties, in the sheet's type."""
        key = tuple(sorted(properties.items()))
        known = self._known.get(key)
        if known is None:
            known = self.workbook.add_format({"font_name": FONT, "font_size": 10.5, "valign": "vcenter", **properties})
            self._known[key] = known
        return known

    def of_cell(self, cell: DrawnCell) -> Any:  # noqa: ANN401 - as above
        """The format of a grid cell: ruled, wrapped, aligned by role; cells for entry are unlocked and light yellow."""
        properties: dict[str, Any] = {"border": 1, "text_wrap": True}
        properties["align"] = _ALIGNMENT.get(cell.role, "left")
        if cell.bold:
            properties["bold"] = True
        if cell.indent and cell.role is not Role.NUMBER:
            properties["indent"] = cell.indent
        if cell.role is Role.NUMBER:
            properties["num_format"] = number_format(cell)
        if is_risky(cell.text):
            properties["quote_prefix"] = True
        if is_entry(cell):
            properties |= {"locked": False, "bg_color": ENTRY_COLOUR}
        return self.get(**properties)
