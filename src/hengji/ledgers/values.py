"""Values of fields: from what a person wrote in a cell to what it means, and back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from hengji.ledgers.codechecks import CHECKS
from hengji.packs.concept import CodeList
from hengji.packs.ledger.register import Field, FieldKind

Value = str | int | Decimal | date

DATE = re.compile(r"(\d{4})\s*(?:年|[-/.])\s*(\d{1,2})\s*(?:月|[-/.])\s*(\d{1,2})\s*日?(?:\s+0{1,2}:00(?::00)?)?\Z")
PLAIN_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})\Z")
YEAR = re.compile(r"(\d{4})\s*年?(?:度)?\Z")
THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?\Z")


CODED = ("{} {}", "{}-{}", "{}{}", "[{}]{}")
"""How systems print a code with its name."""


class ValueFault(Exception):  # noqa: N818 - a fault of the value, told with its place by whoever reads the row
    """A text that is no value of its field; ``says`` what is wrong and ``way_out`` what would be right."""

    def __init__(self, says: str, way_out: str = "") -> None:
        super().__init__(says)
        self.says = says
        self.way_out = way_out


Parser = Callable[[str], Value]


def parser_of(field: Field, codes: Mapping[str, CodeList], listings: Mapping[str, CodeList]) -> Parser:
    """The function that reads one field's texts; raises `ValueFault`."""
    match field.kind:
        case FieldKind.NUMBER | FieldKind.MONEY:
            return a_number
        case FieldKind.DATE:
            return a_date
        case FieldKind.YEAR:
            return _year
        case FieldKind.CHOICE:
            return _choices(field, codes)
        case FieldKind.CODE:
            return _coded(field, listings.get(field.codes))
        case _:
            return _text


def _text(text: str) -> str:
    return text


def a_number(text: str) -> int | Decimal:
    """A number as people write it, with or without commas between thousands; raises `ValueFault`."""
    plain = unicodedata.normalize("NFKC", text).replace(" ", "")
    if THOUSANDS.match(plain):
        plain = plain.replace(",", "")
    try:
        value = Decimal(plain)
    except InvalidOperation:
        raise ValueFault(f"“{text}”不是数字。", "请只填数字，单位写在表头里。") from None
    if not value.is_finite():
        raise ValueFault(f"“{text}”不是数字。", "请只填数字。")
    return int(value) if value == value.to_integral_value() and "." not in plain and "E" not in plain.upper() else value


def a_date(text: str) -> date:
    """A date as people write it: 2023-12-31, 2023/12/31, 2023.12.31, 20231231, 2023年12月31日."""
    found = DATE.match(text) or PLAIN_DATE.match(text)
    if found is None:
        raise ValueFault(f"“{text}”不是日期。", "请写成 2023-12-31 的样子。")
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        raise ValueFault(f"没有 {text} 这一天。", "请核对月份和日子。") from None


def _year(text: str) -> int:
    found = YEAR.match(text)
    if found is None:
        raise ValueFault(f"“{text}”不是年度。", "请写成 2023 的样子。")
    return int(found[1])


def _choices(field: Field, codes: Mapping[str, CodeList]) -> Parser:
    words = {word: name for name, others in field.choices.items() for word in (name, *others)}
    shared: dict[str, list[str]] = {}
    if field.codes in codes:
        for entry in codes[field.codes].codes:
            words[entry.code] = entry.code
            words |= dict.fromkeys((form.format(entry.code, entry.name) for form in CODED), entry.code)
            shared.setdefault(entry.name, []).append(entry.code)
        words |= {name: own[0] for name, own in shared.items() if len(own) == 1}

    def choose(text: str) -> str:
        found = words.get(text)
        if found is None and text in shared:
            says = f"{field.label}叫“{text}”的有 {len(shared[text])} 个：{'、'.join(shared[text][:12])}。"
            raise ValueFault(says, "请改填代码。")
        if found is None:
            shown = list(dict.fromkeys(words))[:12]
            raise ValueFault(f"{field.label}没有“{text}”这一种。", f"可填：{'、'.join(shown)}。")
        return found

    return choose


def _coded(field: Field, listing: CodeList | None) -> Parser:
    check = CHECKS.get(field.scheme)
    if check is None:
        return _text

    def judged(text: str) -> str:
        wrong = check(text, listing)
        if wrong:
            raise ValueFault(wrong, "请对照证书或批文核对后重填；程序不替您改代码。")
        return text.upper()  # small letters are the same code

    return judged


def shown(value: Value | None) -> str:
    """A value as it is written in a ledger."""
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)
