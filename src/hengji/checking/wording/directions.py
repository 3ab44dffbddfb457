"""A text says that something fell where the figures say it rose, or that nothing is where there is something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from hengji.checking.finding import MOST_PLACES, Finding, Tally, spots_of
from hengji.checking.rules import finding_of, in_force
from hengji.checking.subject import Subject, SubjectPart
from hengji.checking.wording.passages import Passage, passages
from hengji.facts.fact import Statement
from hengji.facts.numbers import plain_text
from hengji.packs.check import Check
from hengji.packs.phrase import pattern_of
from hengji.packs.pick import Direction

STOPS = re.compile(r"[，,。；;：:]")
SUBJECT = "of"


def check_directions(subject: Subject, tally: Tally) -> Iterator[Finding]:
    """Every declared pair of direction words, for what the filing states a change of."""
    for part in subject.parts:
        for check in part.pack.checks.values():
            if check.direction is not None and in_force(part, check) is not None:
                yield from _run(subject, part, check, check.direction, tally)


def _run(subject: Subject, part: SubjectPart, check: Check, pick: Direction, tally: Tally) -> Iterator[Finding]:
    for one in subject.facts:
        if one.component != part.id or one.key.concept not in pick.concepts or not one.value:
            continue
        if one.key.dimension("direction") not in pick.directions:
            continue
        names = _names(part, one.key.dimension(SUBJECT) or "", pick.same)
        against = [hit for hit in _said(subject, part, pick, names) if hit.spot.place != one.place]
        tally.note("failed" if against else "held", [one.id])
        if against:
            yield _finding(part, check, one, names[0], against[0])


def _names(part: SubjectPart, label: str, same: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """What a text may call a thing: its name, its aliases, and what the check says is the same."""
    known = [concept for concept in part.pack.concepts.values() if label in (concept.label, *concept.aliases)]
    aliases = [name for concept in known for name in (concept.label, *concept.aliases)]
    return tuple(dict.fromkeys([label, *aliases, *same.get(label, ())]))


def _said(subject: Subject, part: SubjectPart, pick: Direction, names: tuple[str, ...]) -> Iterator[Passage]:
    """Clauses that say the opposite of these names, where the text compares what the figure compares."""
    for hit in passages(subject, part.id, pick.words):
        if hit.component != part.id:
            continue
        stops = [stop.end() for stop in STOPS.finditer(hit.text, 0, hit.start)]
        clause = hit.text[stops[-1] if stops else 0 : hit.end]
        sentence = hit.text[max(hit.text.rfind("。", 0, hit.start), 0) : hit.end]
        if any(name in clause for name in names) and pattern_of(pick.about).search(sentence):
            yield hit


def _finding(part: SubjectPart, check: Check, statement: Statement, name: str, hit: Passage) -> Finding:
    direction = statement.key.dimension("direction") or ""
    amount = f"{plain_text(statement.value)}{statement.unit}" if statement.value is not None else ""
    stops = [stop.end() for stop in STOPS.finditer(hit.text, 0, hit.start)]
    working = f"“{name}”{direction} {amount} ↔ “{hit.text[stops[-1] if stops else 0 : hit.end]}”"
    found = finding_of(part, check, {"name": name}, working, ())
    return replace(found, spots=(*spots_of([statement]), hit.spot)[:MOST_PLACES])
