"""Formulas (``m:oMath``) in one line: a fraction keeps its bar, so that 10 over 20 never reads 1020."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hengji.reading.formats.docx_names import MATH, VAL, W

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

JOINS: Final = {MATH + "f": ("/", "num", "den"), MATH + "sSup": ("^", "e", "sup"), MATH + "sSub": ("_", "e", "sub")}
TEXTS: Final = frozenset({MATH + "t", W + "t"})
DELETED: Final = frozenset({W + "del", W + "moveFrom"})
MANY: Final = frozenset("+-−×÷*/ ")


def math_text(element: Element) -> str:
    """The formula's text, read in the order it is written."""
    tag = element.tag
    if tag in TEXTS:
        return element.text or ""
    if tag in DELETED:
        return ""
    if tag in JOINS:
        sign, first, second = JOINS[str(tag)]
        return f"{_part(element, first)}{sign}{_part(element, second)}"
    inner = "".join([math_text(child) for child in element])
    return f"{_bracket(element, 'beg', '(')}{inner}{_bracket(element, 'end', ')')}" if tag == MATH + "d" else inner


def _part(element: Element, name: str) -> str:
    """One side of a fraction or power, in brackets where it is more than one term."""
    part = element.find(MATH + name)
    text = "" if part is None else math_text(part)
    return f"({text})" if MANY.intersection(text) else text


def _bracket(element: Element, side: str, usual: str) -> str:
    """The bracket a delimiter draws on that side."""
    sign = element.find(f"{MATH}dPr/{MATH}{side}Chr")
    return usual if sign is None else sign.get(VAL.replace(W, MATH), usual)
