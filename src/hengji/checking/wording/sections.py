"""Headings kept from a template with nothing written under them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from hengji.checking.finding import MOST_PLACES, Finding, Spot, Tally
from hengji.checking.rules import finding_of, rule_of
from hengji.checking.subject import Subject, SubjectPart, TextLine
from hengji.checking.wording.ordinals import FIRST, SECOND
from hengji.packs.check import Check
from hengji.packs.labels import plain
from hengji.packs.phrase import finds
from hengji.records import dataclass

PART = re.compile(r"\s*第[一二三四五六七八九十]{1,2}[部章篇]")
LEVELS = (PART, FIRST, SECOND)
ENDS, LONGEST, FEWEST = ("。", ";", ":", ",", "、", "…"), 30, 3
FIGURE = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class _Heading:
    line: TextLine
    level: int
    empty: bool


def check_sections(subject: Subject, tally: Tally) -> Iterator[Finding]:
    """The headings of each component that ask for text: one is empty where another follows that is not below it."""
    for part in subject.parts:
        rule = rule_of(part, "empty-section")
        headings = list(_headings(subject, part)) if rule is not None else []
        if rule is None or len(headings) < FEWEST:
            continue
        empty = [one for at, one in enumerate(headings) if _is_slip(headings, at, rule)]
        if len(empty) * FEWEST > len(headings):
            continue  # an outline, not a text with a heading left over
        tally.note("failed" if empty else "held")
        if empty:
            said = "、".join(f"“{one.line.marker}{one.line.text.value.strip()}”" for one in empty)
            spots = tuple(Spot(one.line.text.whole(), one.line.text.value) for one in empty[:MOST_PLACES])
            yield replace(finding_of(part, rule, {}, f"{said}下面没有内容", ()), spots=spots)


def _is_slip(headings: Sequence[_Heading], at: int, rule: Check) -> bool:
    """An empty heading among filled ones; several in a row are a list of contents or the items of a list."""
    one, text = headings[at], plain(headings[at].line.text.value)
    near = [headings[other] for other in (at - 1, at + 1) if 0 <= other < len(headings)]
    listed = any(plain(other.line.text.value) == text for other in headings[at + 1 :])
    asks = finds(rule.where.get("heading", ()), text) and not finds(rule.where.get("apart", ()), text)
    return one.empty and asks and not listed and not any(other.empty for other in near)


def _headings(subject: Subject, part: SubjectPart) -> Iterator[_Heading]:
    lines = [one for one in subject.lines if one.component == part.id and one.text.value.strip()]
    tables = sorted({row.block for row in subject.rows if row.component == part.id})
    last = bool(subject.parts) and subject.parts[-1].id == part.id
    levels = [_level(line) for line in lines]
    for at, (line, level) in enumerate(zip(lines, levels, strict=True)):
        if level is None:
            continue
        after = lines[at + 1] if at + 1 < len(lines) else None
        if any(line.block < table and (after is None or table < after.block) for table in tables):
            yield _Heading(line, level, empty=False)
            continue
        below = levels[at + 1] if after is not None else None
        # At the end of a component another may follow, which is what the heading announces.
        yield _Heading(line, level, empty=last if after is None else below is not None and below <= level)


def _level(line: TextLine) -> int | None:
    typed = plain(line.text.value)
    text = f"{line.marker}{typed}"
    if len(text) > LONGEST or text.endswith(ENDS) or FIGURE.search(typed[-1:]):
        return None
    return next((level for level, pattern in enumerate(LEVELS) if pattern.match(text)), None)
