"""What a unit's papers say in words: passages in which phrases of a check stand, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hengji.checking.finding import Spot
from hengji.checking.subject import Subject
from hengji.facts.fact import Kind
from hengji.packs.phrase import pattern_of
from hengji.records import dataclass

MOST_PASSAGES = 4
STANDARD = "indicator.standard"  # what a rule says is not what the unit says


@dataclass(frozen=True, slots=True)
class Passage:
    """A hit of a phrase: the paragraph (or cell) it stands in, where in it, and its place with the quote."""

    text: str
    start: int
    end: int
    spot: Spot
    component: str


def passages(subject: Subject, component: str, phrases: tuple[str, ...]) -> Iterator[Passage]:
    """Every hit of some phrases in the papers of a component's unit, running text first."""
    pattern = pattern_of(phrases)
    for line in subject.lines:
        if subject.same_unit(line.component, component):
            for hit in pattern.finditer(line.text.value):
                place = line.text.place(*hit.span())
                quote = line.text.value[hit.start() : hit.start() + place.end - place.start]
                yield Passage(line.text.value, *hit.span(), Spot(place, quote), line.component)
    yield from _cells(subject, component, pattern)


def says(subject: Subject, component: str, phrases: tuple[str, ...]) -> bool:
    """Whether the unit's papers have one of some phrases."""
    return next(passages(subject, component, phrases), None) is not None


def spots_of_phrases(subject: Subject, component: str, phrases: tuple[str, ...]) -> tuple[Spot, ...]:
    """The places of the first hits, no more than a reader needs."""
    found: dict[tuple[object, ...], Spot] = {}
    for passage in passages(subject, component, phrases):
        place = passage.spot.place
        found.setdefault((*place.anchor(), place.start), passage.spot)
        if len(found) == MOST_PASSAGES:
            break
    return tuple(found.values())


def _cells(subject: Subject, component: str, pattern: re.Pattern[str]) -> Iterator[Passage]:
    """Hits in cells and slots that hold words."""
    for one in subject.facts:
        said = one.kind is Kind.TEXT and one.table and one.key.concept != STANDARD
        if said and one.text and subject.same_unit(one.component, component):
            for hit in pattern.finditer(one.text):
                if one.place is not None:
                    spot = Spot(one.place, one.source.quote, one.id)
                    yield Passage(one.text, *hit.span(), spot, one.component)
