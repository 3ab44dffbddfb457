"""Numbers as automatic numbering prints them: 一、（一）, ①, IV, 甲 ... by the names of ``w:numFmt``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

DIGITS: Final = "〇一二三四五六七八九"
LEGAL: Final = "零壹贰叁肆伍陆柒捌玖"
LEGAL_TRADITIONAL: Final = "零壹貳參肆伍陸柒捌玖"
STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
FULL_WIDTH: Final = str.maketrans("0123456789", "０１２３４５６７８９")
ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def counting(value: int, *, zero: str, digits: str = DIGITS, units: str = "十百千", silent: str = "leading ten") -> str:
    """The number spelled with units: 十二, 一百零三, 一千二百.

    ``zero`` is written for empty places between. ``silent`` says where a 一 is left out before its unit: at a
    "leading ten" (十二, 一百一十二), before "every" unit (百十二), or "never" (壹拾贰).
    """
    if value > 9999:
        high, low = divmod(value, 10_000)
        head = counting(high, zero=zero, digits=digits, units=units, silent=silent) + "万"
        gap = zero if 0 < low < 1000 else ""
        return head + (gap + counting(low, zero=zero, digits=digits, units=units, silent="never") if low else "")
    text, gap = "", ""
    for power in (3, 2, 1, 0):
        digit = value // 10**power % 10
        if not digit:
            gap = zero if text else ""
            continue
        drop = digit == 1 and power and (silent == "every" or (silent == "leading ten" and power == 1 and not text))
        text += gap + ("" if drop else digits[digit]) + (units[power - 1] if power else "")
        gap = ""
    return text or digits[0]


def positional(value: int, digits: str = DIGITS) -> str:
    """The number digit by digit: 二〇二四."""
    return "".join(digits[int(figure)] for figure in str(value))


def chinese_counting(value: int) -> str:
    """一 to 九十九 spelled with 十, from 100 on digit by digit, as the standard says for this format."""
    return counting(value, zero="") if value < 100 else positional(value, "○一二三四五六七八九")


def roman(value: int) -> str:
    """Capital Roman numerals."""
    text = ""
    for worth, letters in ROMAN:
        count, value = divmod(value, worth)
        text += letters * count
    return text


def letters(value: int) -> str:
    """A to Z, then AA, BB ... as Word repeats them."""
    times, index = divmod(value - 1, 26)
    return chr(ord("A") + index) * min(times + 1, 30)


def enclosed(first: str, last: int) -> Callable[[int], str]:
    """Signs that stand in a row of the character set, such as ① to ⑳; plain digits beyond the last."""
    return lambda value: chr(ord(first) + value - 1) if 1 <= value <= last else str(value)


def circled(value: int) -> str:
    """① to ㊿."""
    for first, start, last in (("①", 1, 20), ("㉑", 21, 35), ("㊱", 36, 50)):
        if start <= value <= last:
            return chr(ord(first) + value - start)
    return str(value)


def in_row(signs: str) -> Callable[[int], str]:
    """Signs of a fixed row such as 甲乙丙; plain digits beyond."""
    return lambda value: signs[value - 1] if 1 <= value <= len(signs) else str(value)


def _thousand(value: int) -> str:
    return counting(value, zero="零")


def _legal(value: int, digits: str) -> str:
    return counting(value, zero="零", digits=digits, units="拾佰仟", silent="never")


def _full_width(value: int) -> str:
    return str(value).translate(FULL_WIDTH)


FORMATS: Final[dict[str, Callable[[int], str]]] = {
    "decimal": str,
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "decimalEnclosedFullstop": enclosed("⒈", 20),
    "decimalEnclosedParen": enclosed("⑴", 20),
    "ideographEnclosedCircle": enclosed("㊀", 10),
    "chineseCounting": chinese_counting,
    "taiwaneseCounting": chinese_counting,
    "chineseCountingThousand": _thousand,
    "taiwaneseCountingThousand": _thousand,
    "japaneseCounting": lambda value: counting(value, zero="", silent="every"),
    "ideographDigital": positional,
    "japaneseDigitalTenThousand": positional,
    "taiwaneseDigital": lambda value: positional(value, "○一二三四五六七八九"),
    "chineseLegalSimplified": lambda value: _legal(value, LEGAL),
    "ideographLegalTraditional": lambda value: _legal(value, LEGAL_TRADITIONAL),
    "ideographTraditional": in_row(STEMS),
    "ideographZodiac": in_row(BRANCHES),
    "upperRoman": roman,
    "lowerRoman": lambda value: roman(value).lower(),
    "upperLetter": letters,
    "lowerLetter": lambda value: letters(value).lower(),
    "numberInDash": lambda value: f"- {value} -",
    "none": lambda _: "",
    "bullet": lambda _: "",
}


def numeral(value: int, name: str) -> str:
    """The number in the format of that name; digits for a format we do not know and for numbers below 1."""
    if value < 1 and name not in {"none", "bullet"}:
        return "00" if name == "decimalZero" and value == 0 else str(value)
    return FORMATS.get(name, str)(value)
