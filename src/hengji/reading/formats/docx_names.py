"""The qualified names of WordprocessingML that the reader looks for, and small readings of attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

VAL: Final = W + "val"
OFF: Final = frozenset({"0", "false", "off"})


def is_on(element: Element | None) -> bool:
    """Whether a switch such as ``w:tblHeader`` is there and not turned off."""
    return element is not None and element.get(VAL, "") not in OFF


def number(element: Element | None, default: int) -> int:
    """The whole number in ``w:val``; ``default`` where the element, the attribute or a sound number is missing."""
    if element is None:
        return default
    try:
        return int(element.get(VAL, ""))
    except ValueError:
        return default
