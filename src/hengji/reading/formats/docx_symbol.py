"""Signs that Word keeps as places in a symbol font (``w:sym``): ticks, boxes, arrows as the characters meant."""

from __future__ import annotations

from typing import Final

WINGDINGS: Final = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒", 0x74: "◆", 0x75: "◆", 0x76: "❖",
    0x7F: "", 0x80: "⓪", 0xA1: "○", 0xA8: "□", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓",
    0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
} | {0x81 + index: chr(ord("①") + index) for index in range(10)}  # fmt: skip
WINGDINGS_2: Final = {
    0x2A: "□", 0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□", 0x97: "●",
}  # fmt: skip
SYMBOL: Final = {
    0x2D: "−", 0xA3: "≤", 0xA5: "∞", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "·", 0xB8: "÷", 0xB9: "≠",
    0xBB: "≈", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xD6: "√", 0xE5: "∑", 0x44: "Δ", 0x53: "Σ",
}  # fmt: skip
FONTS: Final = {"wingdings": WINGDINGS, "wingdings 2": WINGDINGS_2, "symbol": SYMBOL}
UNKNOWN: Final = "\ufffd"
"""Stands for a sign that cannot be told, so that its place is seen."""


def symbol(font: str, code: str) -> str:
    """The character meant by a place (four hexadecimal digits) in a font; UNKNOWN where it cannot be told."""
    try:
        point = int(code, 16)
    except ValueError:
        return UNKNOWN
    table = FONTS.get(font.strip().lower())
    low = point - 0xF000 if 0xF000 <= point <= 0xF0FF else point
    if table is not None and low in table:
        return table[low]
    if 0x20 < low < 0x7F and font.strip().lower() == "symbol":
        return chr(low)
    private = 0xE000 <= point <= 0xF8FF or not 0x20 <= point <= 0x10FFFF or 0xD800 <= point <= 0xDFFF
    return UNKNOWN if private or table is not None else chr(point)
