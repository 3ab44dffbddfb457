"""Sums printed in running text (136个×200元/个=2.72万元) are done again from the figures as they are printed."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from hengji.checking.finding import Finding, Tally
from hengji.checking.rules import finding_of, rule_of
from hengji.checking.subject import Subject, SubjectPart
from hengji.checking.wording.wordings import pieces_of
from hengji.facts.interval import Interval
from hengji.facts.numbers import plain_text
from hengji.facts.unit import Unit, UnitKind
from hengji.records import dataclass

SCALED = frozenset({UnitKind.MONEY, UnitKind.RATIO})
SYMBOLS = {"＋": "+", "－": "-", "−": "-", "–": "-", "＊": "*", "×": "*", "✕": "*", "x": "*", "X": "*", "·": "*"}
SYMBOLS |= {"÷": "/", "／": "/", "＝": "=", "（": "(", "）": ")", "％": "%", "．": "."}
TOKEN = re.compile(
    r"(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)(?P<unit>[%‰]|[一-龥㎡]{0,4})(?P<per>/[一-龥]{1,3}(?![一-龥]*\d))?"
    r"|(?P<sign>[-+*/=()])|(?P<word>[一-龥“”\"]+)|(?P<blank>\s+)|(?P<other>.)"
)
PRECEDENCE = {"+": 1, "-": 1, "*": 2, "/": 2}
FEWEST = 2  # figures on one side of an equation that make it a sum


@dataclass(frozen=True, slots=True)
class _Token:
    """A figure (``sign`` is empty) or a sign, with where it stands."""

    sign: str
    figure: Interval | None
    unit: Unit | None
    decimals: int
    start: int
    end: int


def check_printed_sums(subject: Subject, tally: Tally) -> Iterator[Finding]:
    """Every equation printed in the running text or a cell, done again."""
    for part in subject.parts:
        rule = rule_of(part, "printed-sum")
        if rule is None:
            continue
        for piece in pieces_of(subject, part):
            text = "".join(SYMBOLS.get(character, character) for character in piece.line.text.value)
            for left, right in _equations(part, text):
                working = _wrong(left, right, text)
                if working is None:
                    continue
                tally.note("failed" if working else "held")
                if working:
                    spot = piece.spot(left[0].start, right[-1].end)
                    yield replace(finding_of(part, rule, {"quote": spot.quote}, working, ()), spots=(spot,))


def _equations(part: SubjectPart, text: str) -> Iterator[tuple[list[_Token], list[_Token]]]:
    """Both sides of every equation: the longest run of figures and signs before it, and after it."""
    units = {name: unit for unit in part.pack.units.values() for name in (unit.id, *unit.aliases)}
    runs: list[list[_Token]] = [[]]
    for token in _tokens(text, units):
        if token.sign == "end":
            yield from _of_run(runs)
            runs = [[]]
        elif token.sign == "=":
            runs.append([])
        else:
            runs[-1].append(token)
    yield from _of_run(runs)


def _of_run(runs: list[list[_Token]]) -> Iterator[tuple[list[_Token], list[_Token]]]:
    for left, right in itertools.pairwise(runs):
        before, after = _suffix(left), _prefix(right)
        if sum(token.figure is not None for token in before) >= FEWEST and after:
            yield before, after


def _tokens(text: str, units: Mapping[str, Unit]) -> Iterator[_Token]:
    for found in TOKEN.finditer(text):
        if found["number"]:
            value = Decimal(found["number"].replace(",", ""))
            decimals = len(found["number"].partition(".")[2])
            figure = Interval.rounded(value, Decimal(1).scaleb(-decimals)) if decimals else Interval.exact(value)
            unit = units.get(_longest(found["unit"], units)) if not found["per"] or found["unit"] else None
            yield _Token("", figure, unit, decimals, found.start(), found.end("unit"))
        elif found["sign"]:
            yield _Token(found["sign"], None, None, 0, found.start(), found.end())
        elif found["other"]:
            yield _Token("end", None, None, 0, found.start(), found.end())


def _longest(word: str, units: Mapping[str, Unit]) -> str:
    return next((word[:length] for length in range(len(word), 0, -1) if word[:length] in units), "")


def _suffix(tokens: list[_Token]) -> list[_Token]:
    """The end of a side, from where two figures stand side by side without a sign between."""
    for index in range(len(tokens) - 1, 0, -1):
        if _apart(tokens[index - 1], tokens[index]):
            return _trimmed(tokens[index:])
    return _trimmed(tokens)


def _prefix(tokens: list[_Token]) -> list[_Token]:
    """The beginning of a side, up to where two figures stand side by side without a sign between."""
    for index in range(1, len(tokens)):
        if _apart(tokens[index - 1], tokens[index]):
            return _trimmed(tokens[:index])
    return _trimmed(tokens)


def _apart(one: _Token, other: _Token) -> bool:
    return (one.figure is not None or one.sign == ")") and (other.figure is not None or other.sign == "(")


def _trimmed(tokens: list[_Token]) -> list[_Token]:
    """Without brackets that are opened before or closed after the sum itself."""
    kept = list(tokens)
    while kept and kept[-1].sign in {"(", "+", "-", "*", "/"}:
        kept.pop()
    while kept and kept[-1].sign == ")" and _depth(kept) < 0:
        kept.pop()
    while kept and kept[0].sign == "(" and _depth(kept) > 0:
        kept.pop(0)
    return kept


def _depth(tokens: list[_Token]) -> int:
    return sum((token.sign == "(") - (token.sign == ")") for token in tokens)


def _wrong(left: list[_Token], right: list[_Token], text: str) -> str | None:
    """The working where the equation is wrong, "" where it is right, None where it cannot be done.

    Figures are taken with their units (元 against 万元, % as parts of a hundred) and, because writers leave units out,
    as bare numbers; the equation is wrong only where it is wrong both ways. A result may be cut off, not rounded.
    """
    sides = [(_value(left, scaled=scaled), _value(right, scaled=scaled)) for scaled in (True, False)]
    if any(one is None or other is None for one, other in sides):
        return None
    step = Decimal(1).scaleb(-right[-1].decimals)
    for (one, other), unit in zip(sides, (right[-1].unit, None), strict=True):
        room = step * (unit.factor if unit is not None and unit.kind in SCALED else 1)
        if one is not None and other is not None and one.low - room <= other.high and other.low <= one.high + room:
            return ""
    unit = right[-1].unit if right[-1].unit is not None and right[-1].unit.kind in SCALED else None
    named = unit is None or unit.kind is UnitKind.RATIO or any(token.unit is not None for token in left)
    computed = sides[0][0] if named else sides[1][0]
    if computed is None:
        return None
    shown = round(computed.value / (unit.factor if unit is not None and named else 1), max(right[-1].decimals, 2))
    name = unit.id if unit is not None else ""
    expression = text[left[0].start : left[-1].end]
    return f"{expression} = {plain_text(shown)}{name}，不是 {text[right[0].start : right[-1].end]}"


def _value(tokens: list[_Token], *, scaled: bool) -> Interval | None:
    """What an expression comes to; None where it is no expression or divides by zero."""
    values: list[Interval] = []
    signs: list[str] = []
    for token in tokens:
        if token.figure is not None:
            factor = (
                token.unit.factor if scaled and token.unit is not None and token.unit.kind in SCALED else Decimal(1)
            )
            values.append(token.figure * Interval.exact(factor))
        elif token.sign == "(":
            signs.append("(")
        elif token.sign == ")":
            while signs and signs[-1] != "(":
                if not _apply(values, signs.pop()):
                    return None
            if not signs:
                return None
            signs.pop()
        else:
            while signs and signs[-1] != "(" and PRECEDENCE[signs[-1]] >= PRECEDENCE[token.sign]:
                if not _apply(values, signs.pop()):
                    return None
            signs.append(token.sign)
    while signs:
        if signs[-1] == "(" or not _apply(values, signs.pop()):
            return None
    return values[0] if len(values) == 1 else None


def _apply(values: list[Interval], sign: str) -> bool:
    if len(values) < FEWEST:
        return False
    second, first = values.pop(), values.pop()
    result: Interval | None
    match sign:
        case "+":
            result = first + second
        case "-":
            result = first - second
        case "*":
            result = first * second
        case _:
            result = first.divide(second)
    if result is None:
        return False
    values.append(result)
    return True
