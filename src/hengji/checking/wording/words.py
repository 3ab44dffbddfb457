"""Statements that contradict each other in one paragraph, and lists that have fewer items than they announce."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from hengji.checking.finding import MOST_PLACES, Finding, Spot, Tally
from hengji.checking.rules import finding_of, in_force, rule_of
from hengji.checking.subject import Subject, SubjectPart, TextLine
from hengji.checking.wording.passages import Passage, passages
from hengji.facts.numbers import chinese_ordinal
from hengji.packs.check import Check
from hengji.packs.phrase import finds, pattern_of
from hengji.packs.pick import PhrasePick

NUMBER = re.compile(r"\d+")
NUMBERED = re.compile(r"\s*[（(]?(?:\d|[一二三四五六七八九十①-⑳])")
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
MOST = 20
STYLES: tuple[Callable[[int], str], ...] = (
    lambda n: rf"(?<![\d.]){n}\s*[.．、](?!\d)",
    lambda n: rf"[（(]\s*{n}\s*[)）]",
    lambda n: CIRCLED[n - 1],
    lambda n: rf"[（(]{chinese_ordinal(n)}[)）]",
    lambda n: rf"{chinese_ordinal(n)}是",
)


def check_words(subject: Subject, tally: Tally) -> Iterator[Finding]:
    """Every declared pair of phrases, in each component it applies to."""
    for part in subject.parts:
        for check in part.pack.checks.values():
            if check.runs == "words" and check.words is not None and in_force(part, check) is not None:
                yield from _run(subject, part, check, check.words, tally)


def _run(subject: Subject, part: SubjectPart, check: Check, pick: PhrasePick, tally: Tally) -> Iterator[Finding]:
    found = [one for one in passages(subject, part.id, pick.one) if one.component == part.id]
    odd: dict[tuple[object, ...], tuple[Passage, tuple[Spot, ...]]] = {}
    for passage in found:
        spots = _against(subject, part, passage, pick)
        if spots is not None and not finds(pick.unless, passage.text):
            odd.setdefault((passage.text, spots[-1:]), (passage, spots))
    if not odd and (found or (not pick.other and subject.lines)):
        tally.note("held")
    for passage, spots in odd.values():
        tally.note("failed")
        working = " ↔ ".join(f"“{spot.quote}”" for spot in (passage.spot, *spots))
        yield replace(finding_of(part, check, {}, working, ()), spots=(passage.spot, *spots)[:MOST_PLACES])


def _against(subject: Subject, part: SubjectPart, passage: Passage, pick: PhrasePick) -> tuple[Spot, ...] | None:
    """The places of what contradicts a passage, near it in its paragraph; none where the phrase is odd by itself."""
    if not pick.other:
        return ()
    near = [
        other
        for other in passages(subject, part.id, pick.other)
        if other.text == passage.text and other.component == passage.component
        and passage.start - pick.reach <= other.start <= passage.end + pick.reach
        and (other.start >= passage.end or other.end <= passage.start)
    ]  # fmt: skip
    return (near[0].spot,) if near else None


def check_listed(subject: Subject, tally: Tally) -> Iterator[Finding]:
    """Announced numbers of items (共 3 项：) against the items numbered after them in the same paragraph."""
    for part in subject.parts:
        rule = rule_of(part, "listed")
        if rule is None or rule.words is None:
            continue
        pattern = pattern_of(rule.words.one)
        lines = [line for line in subject.lines if line.component == part.id]
        for number, line in enumerate(lines):
            for hit in pattern.finditer(line.text.value):
                announced = NUMBER.search(hit.group(0))
                items = _items(line.text.value[hit.end() :] + _rest(lines[number + 1 :]))
                if announced is None or items < 2:
                    continue
                if items == int(announced.group(0)):
                    tally.note("held")
                    continue
                tally.note("failed")
                place = line.text.place(*hit.span())
                working = f"写 {announced.group(0)}，后面列了 {items}，差 {abs(items - int(announced.group(0)))}"
                spot = Spot(place, line.text.value[hit.start() : hit.start() + place.end - place.start])
                yield replace(finding_of(part, rule, {}, working, ()), spots=(spot,))


def _rest(lines: Sequence[TextLine]) -> str:
    """The paragraphs after it that go on with a list: those that begin with a number."""
    return "\n".join(line.text.value for line in takewhile(lambda line: NUMBERED.match(line.text.value), lines))


def _items(text: str) -> int:
    """How many items are numbered in a row from 1, in the first style that has a first item."""
    for style in STYLES:
        position, count = 0, 0
        while count < MOST and (hit := re.compile(style(count + 1)).search(text, position)) is not None:
            position, count = hit.end(), count + 1
        if count:
            return count
    return 0
