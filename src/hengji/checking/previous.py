"""Last year's filing beside this year's: what was copied over and not brought up to date.

Comparatives need no pass of their own: last year's statements stand in the same fact store, so a figure that differs
from what was published is a figure stated twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from hengji.checking.arithmetic.operands import named
from hengji.checking.finding import MOST_PLACES, Finding, Spot, Tally
from hengji.checking.rules import finding_of, rule_of
from hengji.checking.subject import Subject, SubjectPart, TextLine
from hengji.facts.fact import FactKey, Kind, Statement
from hengji.facts.numbers import plain_text
from hengji.facts.unit import UnitKind
from hengji.packs.check import Check
from hengji.packs.labels import plain
from hengji.packs.pack import Pack

SHORTEST = 12  # characters; shorter lines are headings and stock phrases
FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")
LEAST_FIGURES = 3  # one or two equal amounts may well be equal by chance
ROUND = Decimal(10)


def check_previous(subject: Subject, tally: Tally) -> Iterator[Finding]:
    """Paragraphs and figures that are word for word, or to the last digit, those of last year."""
    if not subject.earlier:
        return
    before = {_words(line): line for line in reversed(subject.earlier)}
    for part in subject.parts:
        if part.previous:
            continue
        same = [(line, before[words]) for line in _lines_of(subject, part) if (words := _words(line)) in before]
        figures = [_figures_in(line, part.pack) for line, _ in same]
        both = [(*pair, found) for pair, found in zip(same, figures, strict=True) if found]
        yield from _copied(part, both, tally)
        yield from _unchanged(part, [pair for pair, found in zip(same, figures, strict=True) if not found], tally)
        yield from _same_figures(subject, part, tally)


def _figures_in(line: TextLine, pack: Pack) -> list[str]:
    """The figures with a unit in a paragraph; nought is no figure to be brought up to date, a day or year is none."""
    counted = [unit for unit in pack.units.values() if unit.kind is not UnitKind.TIME]
    known = tuple(name for unit in counted for name in (unit.id, *unit.aliases))
    text = line.text.value
    found = [match for match in FIGURE.finditer(text) if text[match.end() :].lstrip().startswith(known)]
    return [match.group() for match in found if match.group().strip("0.,")]


def _lines_of(subject: Subject, part: SubjectPart) -> Iterator[TextLine]:
    return (line for line in subject.lines if line.component == part.id and len(_words(line)) >= SHORTEST)


def _words(line: TextLine) -> str:
    return plain(line.text.value)


def _copied(part: SubjectPart, pairs: list[tuple[TextLine, TextLine, list[str]]], tally: Tally) -> Iterator[Finding]:
    """Each paragraph with figures that stands unchanged is a finding of its own: all its figures are last year's."""
    rule = rule_of(part, "copied")
    if rule is None:
        return
    if not pairs:
        tally.note("held")
    for now, then, found in pairs:
        tally.note("failed")
        figures = "、".join(found)
        yield _at(part, rule, [now, then], {"figures": figures}, f"本年与上年都写：{figures}")


def _unchanged(part: SubjectPart, pairs: list[tuple[TextLine, TextLine]], tally: Tally) -> Iterator[Finding]:
    """Paragraphs without figures are listed together: duties and terms stay, tasks and results do not."""
    rule = rule_of(part, "unchanged")
    if rule is None:
        return
    tally.note("failed" if pairs else "held")
    if not pairs:
        return
    words = {"count": str(len(pairs))}
    yield _at(part, rule, [now for now, _ in pairs], words, f"{len(pairs)} 段与上年逐字相同")


def _same_figures(subject: Subject, part: SubjectPart, tally: Tally) -> Iterator[Finding]:
    """Amounts of this year that equal last year's to the last digit."""
    rule = rule_of(part, "same-figures")
    if rule is None:
        return
    same: dict[FactKey, Statement] = {}
    for one in subject.of_part(part.id):
        if one.key.period[:4] == str(part.year) and _telling(one) and one.key not in same:
            then = subject.facts.of_key(_year_before(one.key, part.year))
            if any(other.value == one.value and subject.is_previous(other.component) for other in then):
                same[one.key] = one
    if len(same) < LEAST_FIGURES:
        tally.note("held")
        return
    tally.note("failed", [one.id for one in same.values()])
    shown = "；".join(
        f"{named(one, part.pack)} {plain_text(one.value or Decimal(0))}{one.unit}"
        for one in list(same.values())[:MOST_PLACES]
    )
    yield finding_of(part, rule, {"count": str(len(same))}, shown, same.values())


def _telling(statement: Statement) -> bool:
    """Whether equality says something: an amount that is no round number."""
    value = statement.value
    return statement.kind is Kind.MONEY and bool(value) and value is not None and value % ROUND != 0


def _year_before(key: FactKey, year: int) -> FactKey:
    period = f"{year - 1}{key.period[4:]}"
    return FactKey(key.concept, period, key.scenario, key.organisation, key.scope, key.dimensions)


def _at(part: SubjectPart, rule: Check, lines: list[TextLine], words: dict[str, str], working: str) -> Finding:
    bare = finding_of(part, rule, words, working, ())
    spots = tuple(_spot(line) for line in lines[:MOST_PLACES])
    return Finding(**{**{name: getattr(bare, name) for name in Finding.__slots__}, "spots": spots})


def _spot(line: TextLine) -> Spot:
    said = line.text.value.strip().split("\n")[0]
    start = line.text.value.index(said)
    return Spot(line.text.place(start, start + len(said)), said)
