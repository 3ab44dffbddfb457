"""Amounts with the wrong unit of money: the same digits stand elsewhere in the filing with another one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from hengji.checking.finding import MOST_PLACES, Finding, Spot, Tally, spots_of
from hengji.checking.rules import finding_of, rule_of
from hengji.checking.subject import Subject, SubjectPart
from hengji.checking.wording.wordings import pieces_of
from hengji.facts.fact import Kind, Statement
from hengji.facts.numbers import plain_text
from hengji.facts.unit import UnitKind
from hengji.packs.check import Check

FEWEST_DIGITS, MOST_OTHERS = 3, 1


def check_units(subject: Subject, tally: Tally) -> Iterator[Finding]:
    """Every amount of the running text whose digits, not round ones, are stated as a fact in another unit."""
    for part in subject.parts:
        rule = rule_of(part, "unit")
        if rule is None:
            continue
        names = sorted(
            {
                name
                for unit in part.pack.units.values()
                if unit.kind is UnitKind.MONEY
                for name in (unit.id, *unit.aliases)
            },
            key=len,
            reverse=True,
        )
        amount = re.compile(rf"(?<![\d.,])(\d[\d,]*\.\d+)\s*({'|'.join(map(re.escape, names))})(?![/一-龥]?/)")
        stated = _stated(subject, part)
        printed: dict[tuple[Decimal, str], list[Spot]] = {}
        for piece in pieces_of(subject, part):
            for found in amount.finditer(piece.folded):
                unit = part.pack.unit(found[2])
                value = Decimal(found[1].replace(",", ""))
                if unit is not None and _is_telling(found[1]):
                    printed.setdefault((value, unit.id), []).append(piece.spot(*found.span()))
        yield from _compared(part, rule, stated, printed, tally)


def _stated(subject: Subject, part: SubjectPart) -> dict[Decimal, list[Statement]]:
    found: dict[Decimal, list[Statement]] = {}
    for one in subject.facts:
        if one.kind is Kind.MONEY and one.value is not None and subject.same_unit(one.component, part.id):
            found.setdefault(one.value, []).append(one)
    return found


def _is_telling(digits: str) -> bool:
    """Whether digits are so particular that they do not stand in two units by chance."""
    return len(re.sub(r"[,.]", "", digits).strip("0")) >= FEWEST_DIGITS


def _compared(
    part: SubjectPart,
    rule: Check,
    stated: dict[Decimal, list[Statement]],
    printed: dict[tuple[Decimal, str], list[Spot]],
    tally: Tally,
) -> Iterator[Finding]:
    for (value, unit), spots in printed.items():
        others = [one for one in stated.get(value, ()) if one.unit and one.unit != unit]
        own = [one for one in stated.get(value, ()) if one.unit == unit and one.table]
        units = {one.unit for one in others}
        if not others or own or len(units) != 1 or len(others) < len(spots):
            tally.note("held")
            continue
        tally.note("failed")
        right = others[0].unit
        words = {"quote": spots[0].quote, "unit": unit, "right": right}
        # The running text is where a reader looks the figure up; a table has its unit at its head.
        shown = spots_of(sorted(others, key=lambda one: bool(one.table)))[:MOST_OTHERS]
        working = f"{plain_text(value)}{unit}，别处同一个数是 {plain_text(value)}{right}"
        finding = finding_of(part, rule, words, working, ())
        yield replace(finding, spots=(*spots, *shown)[:MOST_PLACES], repair=f"把“{unit}”改成“{right}”")
