"""Broken numbering of headings: 一、二、三、 with an Arabic number where the next Chinese one is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from hengji.checking.finding import MOST_PLACES, Finding, Spot, Tally
from hengji.checking.rules import finding_of, rule_of
from hengji.checking.subject import Subject, TextLine
from hengji.checking.wording.ordinals import ORDINALS, slips_of
from hengji.facts.numbers import chinese_ordinal
from hengji.facts.place import Place
from hengji.records import dataclass

CHINESE = re.compile(r"([一二三四五六七八九十]{1,3})、")
ARABIC = re.compile(r"(\d{1,2})、")
LONGEST, FEWEST = 40, 3


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading of the first level with its number."""

    line: TextLine
    number: int
    chinese: bool
    quote: str


def check_numbering(subject: Subject, tally: Tally) -> Iterator[Finding]:
    """Headings of the first level in each component: one series 一、二、三、 without a number in another style."""
    for part in subject.parts:
        headings = [
            found for line in subject.lines if line.component == part.id and (found := _heading(line)) is not None
        ]
        series = _series(headings)
        rule = rule_of(part, "numbering")
        slips = list(slips_of([line for line in subject.lines if line.component == part.id]))
        if (len(series) < FEWEST and not slips) or rule is None:
            continue
        odd = [one for one in series if not one.chinese] if len(series) >= FEWEST else []
        tally.note("failed" if odd or slips else "held")
        if odd or slips:
            said = [f"“{one.quote}”应为“{chinese_ordinal(one.number)}、”" for one in odd]
            right = "、".join([*said, *dict.fromkeys(slip.says for slip in slips)])
            ends = {odd[0].number - 1, odd[-1].number + 1} if odd else set()
            around = [one for one in series if one.number in ends and one.chinese]
            spots = tuple(Spot(_place(one), one.quote) for one in sorted([*odd, *around], key=lambda one: one.number))
            told = finding_of(part, rule, {}, right, ())
            yield replace(told, spots=(*spots, *(slip.spot for slip in slips))[:MOST_PLACES])


def _place(heading: _Heading) -> Place:
    start = heading.line.text.value.index(heading.quote)
    return heading.line.text.place(start, start + len(heading.quote))


def _heading(line: TextLine) -> _Heading | None:
    """A short line that begins with a number, typed or set by the text program (then it is no part of the text)."""
    typed = line.text.value.strip()
    text = f"{line.marker}{typed}"
    if not typed or len(text) > LONGEST or text.endswith(("。", "；", ";")):
        return None
    chinese = CHINESE.match(text)
    if chinese is not None and chinese.group(1) in ORDINALS:
        return _Heading(
            line, ORDINALS[chinese.group(1)], chinese=True, quote=typed if line.marker else chinese.group(0)
        )
    arabic = None if line.marker else ARABIC.match(text)
    return _Heading(line, int(arabic.group(1)), chinese=False, quote=arabic.group(0)) if arabic is not None else None


def _series(headings: list[_Heading]) -> list[_Heading]:
    """The run of first-level headings: Chinese ones in order, others only where the next Chinese one is missing."""
    series: list[_Heading] = []
    expected = 1
    numbers = [one.number for one in headings if one.chinese]
    for position, one in enumerate(headings):
        if one.number != expected:
            continue
        if one.chinese or (one.number not in numbers and _fits(headings[position + 1 :], one.number)):
            series.append(one)
            expected += 1
    return series


def _fits(later: list[_Heading], number: int) -> bool:
    """Whether the series goes on after a heading in another style."""
    return any(one.number > number and one.chinese for one in later) or not any(
        one.number == number + 1 for one in later
    )
