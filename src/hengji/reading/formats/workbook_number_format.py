"""Excel number formats, as far as they say how a figure is printed: its decimals, its per cent sign, its unit.

What is not understood (fractions, powers, conditions, Chinese numerals, words before the figure) has no answer, and the
reader gives the figure as it is stored. docs/formats/workbook.md has the table.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

from hengji.records import dataclass

_LONGEST_CODE, _MOST_DECIMALS = 255, 15
_PERCENT_DECIMALS = 2
"""A rate keeps this many decimals though its format shows fewer: 0.625 under ``0%`` is 62.5%, not 63%."""
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|(?P<space>[_*].)|\[(?P<bracket>[^\]]*)\]|(?P<general>General|G/通用格式)'
    r"|(?P<digits>[0#?.,]*[0#?][0#?.,]*)|(?P<end>;)|(?P<plain>.)",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"(?P<whole>[0#?,]*?)(?:\.(?P<decimals>[0#?]*))?(?P<scale>,*)")
_COLOUR = re.compile(
    r"(?:black|blue|cyan|green|magenta|red|white|yellow|colou?r ?\d+|.色|洋红|颜色 ?\d+)\Z", re.IGNORECASE
)
_CONDITION = re.compile(r"\[[<>=]")
_CURRENCY = re.compile(r"\$[^-\]]*(?:-[0-9A-Fa-f]+)?\Z")
_LEFT_OUT = frozenset("¥￥$€-+() ")
_UNIT = re.compile(r"[%％‰㎡\u4e00-\u9fff]{0,6}\Z")


@dataclass(frozen=True, slots=True)
class _Section:
    """How one section of a format prints: fewest digits of the whole part, fewest and most decimals, what follows."""

    general: bool = False
    whole: int = 1
    fewest: int = 0
    most: int = 0
    thousands: int = 0
    percent: bool = False
    suffix: str = ""

    def show(self, value: Decimal, plain: str) -> str:
        """The figure as printed; ``plain`` is how it is stored. Rounded as Excel does, half away from zero."""
        if self.general:
            return plain + self.suffix
        scaled = value.scaleb(2 if self.percent else 0).scaleb(-3 * self.thousands)
        rounded = scaled.quantize(Decimal(1).scaleb(-self.most), rounding=ROUND_HALF_UP)
        whole, _, decimals = f"{abs(rounded):f}".partition(".")
        while len(decimals) > self.fewest and decimals.endswith("0"):
            decimals = decimals[:-1]
        sign = "-" if rounded < 0 else ""
        return f"{sign}{whole.zfill(self.whole)}{'.' if decimals else ''}{decimals}{self.suffix}"


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A format code taken apart: sections for positive figures, negative ones and zero; None where not understood."""

    sections: tuple[_Section | None, ...]

    def show(self, plain: str) -> str:
        """A stored figure as the format prints it; as it is stored where that cannot be told."""
        value = Decimal(plain)
        position = 1 if value < 0 else 2 if value == 0 else 0
        section = self.sections[position if position < len(self.sections) else 0]
        if section is None:
            return plain
        try:
            return section.show(value, plain)
        except InvalidOperation:  # more digits than a calculation keeps
            return plain


@lru_cache(maxsize=1024)
def number_format(code: str) -> NumberFormat | None:
    """The format of this code; None where it prints every figure as it is stored, or is not understood at all."""
    if len(code) > _LONGEST_CODE or _CONDITION.search(code):
        return None
    sections: list[list[re.Match[str]]] = [[]]
    for token in _TOKEN.finditer(code):
        if token["end"]:
            sections.append([])
        else:
            sections[-1].append(token)
    understood = tuple(_section(tokens) for tokens in sections[:3])
    says = any(section is not None and section != _Section(general=True) for section in understood)
    return NumberFormat(understood) if says else None


def _section(tokens: list[re.Match[str]]) -> _Section | None:
    """One section of a format; None where something in it is not understood."""
    digits, suffix, percent = "", "", False
    for token in tokens:
        kind = token.lastgroup or ""
        text = token[kind]
        silent = kind == "space" or (kind == "bracket" and bool(_COLOUR.match(text) or _CURRENCY.match(text)))
        if silent or (kind in {"quoted", "escaped", "plain"} and set(text) <= _LEFT_OUT):
            continue
        if kind in {"digits", "general"} and not digits:
            digits = text
        elif kind in {"quoted", "escaped", "plain"} and digits:
            suffix += text.strip()
            percent = percent or (kind == "plain" and text == "%")
        else:
            return None
    if not digits or suffix.count("%") > 1 or not _UNIT.match(suffix):
        return None
    return _printing(digits, suffix, percent=percent)


def _printing(digits: str, suffix: str, *, percent: bool) -> _Section | None:
    """The section that prints these digit places and this suffix."""
    if not set(digits) <= set("0#?.,"):
        return None if percent else _Section(general=True, suffix=suffix)
    match = _DIGITS.fullmatch(digits)
    if match is None:
        return None
    decimals = match["decimals"] or ""
    if len(decimals) > _MOST_DECIMALS:
        return None
    return _Section(
        whole=max(match["whole"].count("0"), 1),
        fewest=len(decimals.rstrip("#?")),
        most=max(len(decimals), _PERCENT_DECIMALS) if percent else len(decimals),
        thousands=len(match["scale"]),
        percent=percent,
        suffix=suffix,
    )
