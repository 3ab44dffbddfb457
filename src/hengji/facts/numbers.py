"""Numbers as people print them: Chinese ordinals and plain decimal notation."""

from __future__ import annotations

from decimal import Decimal

DIGITS = "零一二三四五六七八九"


def chinese_ordinal(number: int) -> str:
    """1 to 99 in Chinese as used for headings (十, not 一十)."""
    if not 0 < number < 100:
        raise ValueError(f"{number} is not between 1 and 99")
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{DIGITS[tens]}十")
    return head + (DIGITS[ones] if ones else "")


def plain_text(value: Decimal) -> str:
    """A decimal without exponent, every printed digit kept (2.30 stays 2.30)."""
    return format(value, "f")
