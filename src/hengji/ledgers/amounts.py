"""Amounts in the unit their heading says, turned exactly into the unit of their field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from hengji.facts.unit import Unit, UnitKind
from hengji.ledgers.values import ValueFault, a_number

BRACKETS = re.compile(r"\(([^()]*)\)")
UNIT = re.compile(r"单位[:：]?\s*([^\s,，;；)）]+)")


def unit_of(heading: str, above: Sequence[Sequence[str]], units: Mapping[str, Unit]) -> Unit | None:
    """The unit of money a heading says in brackets, or a line above it (单位：万元); None where nothing does."""
    money = {word: one for one in units.values() if one.kind is UnitKind.MONEY for word in (one.id, *one.aliases)}
    for text in _said(heading, above):
        for word in (text, text.removeprefix("单位").lstrip(":：")):
            if word in money:
                return money[word]
    return None


def _said(heading: str, above: Sequence[Sequence[str]]) -> Iterator[str]:
    yield from BRACKETS.findall(unicodedata.normalize("NFKC", heading).replace(" ", ""))
    for row in reversed(above):
        for cell in dict.fromkeys(row):
            yield from UNIT.findall(unicodedata.normalize("NFKC", cell))


def converted(text: str, written: Unit, wanted: Unit) -> str:
    """An amount in another unit, exactly; what is no number, or does not come out in it, raises `ValueFault`."""
    value = a_number(text)
    if written.factor == wanted.factor:
        return str(value)
    base = Decimal(value) * written.factor
    made = base / wanted.factor
    if made * wanted.factor != base:
        raise ValueFault(f"“{text}”{written.id}化成{wanted.id}除不尽。", "请改用原来的单位。")
    return format(made.normalize(), "f")
