"""Recognising the packs' sentences in other people's text: slots become facts, each figure with its span and quote."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from decimal import Decimal

from hengji.documents.document import Text
from hengji.facts.fact import FactKey, Kind, Source, State, Statement
from hengji.facts.unit import Unit
from hengji.packs.figure_words import FigureWords
from hengji.packs.frame import ListPart, Slot, Words
from hengji.packs.sentence import DAY, LABEL, LAST, OPEN, YEAR, Phrase, Sentence, SlotDecl, SlotKind
from hengji.packs.sentence_context import LEVEL, Scope, SentenceContext, key_of
from hengji.reading.prose.pattern import (
    ORDINAL,
    ORDINAL_SLOT,
    SEPARATORS,
    Pattern,
    Place,
    Squeezed,
    UnitWords,
    labels_of,
    patterns_of,
    squeeze,
)
from hengji.records import dataclass

DIGIT = re.compile(r"\d")
SKIPPED = re.compile(SEPARATORS)
NUMBERED = re.compile(ORDINAL)
CLOSING = "。：；，. \u3000\n\t"
YEAR_DIGITS = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Filled:
    """One slot of a recognised sentence. ``start``/``end`` span the figure (or the words) itself, without its unit."""

    slot: str
    key: FactKey
    kind: Kind
    state: State
    value: Decimal | None
    text: str
    relation: str
    unit: str
    decimals: int
    start: int
    end: int
    quote: str
    scenario_label: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """A numeral of the sentence that is no fact: date, ordinal, threshold (a number of the wording) or name."""

    type: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Recognised:
    """A sentence found in a text: its span, its facts, its other numerals, and the dimensions it settled by names."""

    sentence: str
    start: int
    end: int
    slots: tuple[Filled, ...]
    typed: tuple[Typed, ...]
    subject: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sought:
    """Sentences ready to be looked for in any number of texts."""

    units: UnitWords
    sentences: tuple[tuple[Sentence, tuple[Pattern, ...]], ...]

    @classmethod
    def of(cls, sentences: Iterable[Sentence], units: Mapping[str, Unit], around: FigureWords) -> Sought:
        """Sentences with their patterns, for the units of a pack and its words around figures."""
        words = UnitWords.of(units, around)
        return cls(words, tuple((sentence, patterns_of(sentence.phrase, words)) for sentence in sentences))

    def in_text(self, text: Text, context: SentenceContext) -> list[Recognised]:
        """The sentences of a paragraph, in order; where several fit the same words, the one with most slots stands."""
        squeezed = squeeze(text.value)
        reader = _Reading(text.value, squeezed, self.units, context)
        found: list[Recognised] = []
        for sentence, patterns in self.sentences:
            standing = [pattern for pattern in patterns if pattern.may_stand_in(squeezed.text)]
            if standing and applies(sentence, context):
                found.extend(reader.search(sentence, standing))
        found.sort(key=lambda one: (-len(one.slots), one.start - one.end, one.start))
        chosen: list[Recognised] = []
        for candidate in found:
            if all(candidate.end <= other.start or other.end <= candidate.start for other in chosen):
                chosen.append(candidate)
        return sorted(chosen, key=lambda one: one.start)


def recognise(text: Text, sentences: Iterable[Sentence], context: SentenceContext) -> list[Recognised]:
    """The sentences of one paragraph (see `Sought.in_text`)."""
    return Sought.of(sentences, context.units, context.words).in_text(text, context)


def applies(sentence: Sentence, context: SentenceContext) -> bool:
    """Whether a sentence may stand here: kind of component (where known) and heading."""
    unknown = not context.component and not sentence.sure
    if sentence.within and not unknown and context.component not in sentence.within:
        return False
    return not sentence.under or any(word in context.heading for word in sentence.under)


def recognise_all(
    paragraphs: Sequence[tuple[Text, str]], sentences: Iterable[Sentence], context: SentenceContext
) -> list[list[Recognised]]:
    """Paragraphs in order, each with its heading; a subject named alone (a title) holds for the next paragraph."""
    sought = Sought.of(sentences, context.units, context.words)
    results: list[list[Recognised]] = []
    subject: Mapping[str, str] = {}
    for text, heading in paragraphs:
        found = sought.in_text(text, replace(context, heading=heading, subject={**context.subject, **subject}))
        named = [one.subject for one in found if one.subject]
        alone = bool(found) and not found[-1].slots and not text.value[found[-1].end :].strip(CLOSING)
        subject = named[-1] if named and found[-1].subject and alone else {}
        results.append(found)
    return results


def to_statements(
    recognised: Recognised, text: Text, new_id: Callable[[], str], context: SentenceContext, *, document: str = ""
) -> list[Statement]:
    """The facts of a recognised sentence as statements; the address is "sentence!slot".

    What is said to be nothing in words has state NIL and no value, as in a table.
    """
    return [
        Statement(
            id=new_id(),
            key=slot.key,
            state=slot.state,
            kind=slot.kind,
            value=None if slot.state is State.NIL else slot.value,
            text=slot.text,
            relation=slot.relation,
            unit=slot.unit,
            decimals=slot.decimals,
            source=Source(document=document, place=text.place(slot.start, slot.end), quote=slot.quote),
            component=context.component,
            address=f"{recognised.sentence}!{slot.slot}",
            label=context.labels.get(slot.key.concept, ""),
            scenario_label=slot.scenario_label,
        )
        for slot in recognised.slots
    ]


@dataclass(slots=True)
class _Found:
    """What has been collected of one match."""

    slots: list[Filled] = field(default_factory=list)
    typed: list[Typed] = field(default_factory=list)
    subject: dict[str, str] = field(default_factory=dict)
    prose: int = -1


@dataclass(frozen=True, slots=True)
class _Reading:
    """One text being read."""

    original: str
    squeezed: Squeezed
    units: UnitWords
    context: SentenceContext

    def search(self, sentence: Sentence, patterns: Iterable[Pattern]) -> Iterator[Recognised]:
        for pattern in patterns:
            for match in pattern.regex.finditer(self.squeezed.text):
                found = _Found()
                scope = Scope(self._year(pattern, match, self.context.fiscal_year))
                if match.end() > match.start() and self._collect(pattern, match, sentence.phrase, scope, found):
                    end = found.prose if found.prose > match.start() else match.end()
                    start, stop = self.squeezed.span(match.start(), end)
                    yield Recognised(sentence.id, start, stop, tuple(found.slots), tuple(found.typed), found.subject)

    def _year(self, pattern: Pattern, match: re.Match[str], default: int) -> int:
        """The year the figures are of: the one printed, or that of the filing."""
        for place in pattern.places:
            printed = match[place.group] if place.name in (YEAR, DAY) else None
            digits = YEAR_DIGITS.search(printed) if printed else None
            if digits is not None:
                return int(digits[0])
        return default

    def _collect(self, pattern: Pattern, match: re.Match[str], phrase: Phrase, outer: Scope, found: _Found) -> bool:
        """Takes up all slots of a match; False when what they belong to stays open."""
        names: dict[str, str] = {}
        member = None
        for place in pattern.places:
            said = match[place.group]
            if said is None or not isinstance(place.part, Slot):
                continue
            if place.name == LABEL:
                member = labels_of(phrase.members)[said]
            elif place.name in phrase.slots and phrase.slots[place.name].kind is SlotKind.NAME:
                names[place.name] = said
        scope = outer.inside(phrase, self.context, names, member)
        if scope is None:
            return False
        if names:
            found.subject.update({name: scope.dimensions[name] for name, value in phrase.dimensions if "{" in value})
        present = [place for place in pattern.places if match[place.group] is not None]
        return all(self._take(place, match, phrase, scope, found) for place in present) and bool(
            found.slots or found.subject
        )

    def _take(self, place: Place, match: re.Match[str], phrase: Phrase, scope: Scope, found: _Found) -> bool:
        """Takes up one group of a match."""
        group, span = place.group, match.span(place.group)
        if isinstance(place.part, ListPart):
            return self._items(span, phrase.lists[place.name], scope, found)
        if isinstance(place.part, Words):
            return all(self._said(phrase.slots[slot], span, scope, found) for slot in place.part.names)
        slot = phrase.slots.get(place.name)
        if slot is None or slot.kind is SlotKind.NAME:
            if DIGIT.search(match[group]):
                found.typed.append(Typed(_type(place), *self.squeezed.span(*span)))
            return True
        if slot.kind.figure:
            return self._figure(slot, group, match, scope, found)
        return self._words(slot, group, match, scope, found)

    def _items(self, span: tuple[int, int], phrase: Phrase, scope: Scope, found: _Found) -> bool:
        """The items of a list; words between them that are none are stepped over."""
        at, end = span
        seen: set[str] = set()
        while at < end:
            start = at = SKIPPED.match(self.squeezed.text, at, end).end()  # type: ignore[union-attr] # matches always
            ordinal = NUMBERED.match(self.squeezed.text, at, end)
            at = ordinal.end() if ordinal else at
            item = self._item(at, end, phrase, scope)
            if item is None:
                at = start + 1
                continue
            part, at = item
            if ordinal and DIGIT.search(ordinal[0]):
                found.typed.append(Typed("ordinal", *self.squeezed.span(*ordinal.span())))
            names = {f"{slot.slot}{slot.key.concept}{slot.key.dimensions}" for slot in part.slots}
            if not names & seen:
                found.slots.extend(part.slots)
                found.typed.extend(part.typed)
            seen |= names
        return bool(seen)

    def _item(self, at: int, end: int, phrase: Phrase, scope: Scope) -> tuple[_Found, int] | None:
        """The longest item that begins here, and where it ends."""
        best: tuple[_Found, int] | None = None
        for pattern in patterns_of(phrase, self.units):
            if not pattern.may_stand_in(self.squeezed.text):
                continue
            match = pattern.regex.match(self.squeezed.text, at, end)
            if match is None or match.end() == at or (best is not None and match.end() <= best[1]):
                continue
            found = _Found()
            inner = replace(scope, year=self._year(pattern, match, scope.year))
            if self._collect(pattern, match, phrase, inner, found):
                best = found, match.end()
        return best

    def _figure(self, slot: SlotDecl, group: str, match: re.Match[str], scope: Scope, found: _Found) -> bool:
        direction = dict(self.units.words.directions)[match[f"{group}d"]] if slot.signed else ""
        key = key_of(slot, scope, self.context, direction)
        if key is None:
            return False
        digits = match[group].replace(",", "").replace("−", "-")
        value = Decimal(digits)
        relation = "≈" if match[f"{group}m"] else self.units.relation_of(match[f"{group}r"] or "")
        start, end = self.squeezed.span(*match.span(group))
        found.slots.append(
            Filled(
                slot=slot.name,
                key=key,
                kind=slot.kind.fact,
                state=State.ZERO if value == 0 else State.REPORTED,
                value=value,
                text="",
                relation=relation,
                unit=self.context.canonical_unit(match[f"{group}u"]) or slot.unit,
                decimals=len(digits.partition(".")[2]),
                start=start,
                end=end,
                quote=self.original[start:end],
                scenario_label=slot.scenario_label,
            )
        )
        return True

    def _said(self, slot: SlotDecl, span: tuple[int, int], scope: Scope, found: _Found) -> bool:
        """A slot said to be nothing in words."""
        key = key_of(slot, scope, self.context, LEVEL if slot.signed else "")
        if key is None:
            return False
        start, end = self.squeezed.span(*span)
        quote = self.original[start:end]
        found.slots.append(
            Filled(slot.name, key, slot.kind.fact, State.NIL, Decimal(0), "", "=", slot.unit, 0, start, end, quote)
        )
        return True

    def _words(self, slot: SlotDecl, group: str, match: re.Match[str], scope: Scope, found: _Found) -> bool:
        """A comparison or free text."""
        key = key_of(slot, scope, self.context)
        if key is None:
            return False
        said = match[group]
        if slot.kind is SlotKind.PROSE and match.end(group) >= match.end() - 1:
            found.prose = match.start(group)
        start, end = self.squeezed.span(*match.span(group))
        quote = self.original[start:end]
        if OPEN.match(quote):
            return True
        text = dict(self.units.words.comparisons).get(said, said) if slot.kind is SlotKind.COMPARISON else quote
        found.slots.append(
            Filled(slot.name, key, Kind.TEXT, State.REPORTED, None, text, "qualitative", "", 0, start, end, quote)
        )
        return True


def _type(place: Place) -> str:
    """What sort of numeral stands in a group that is no figure."""
    if not isinstance(place.part, Slot):
        return "threshold"
    if place.part is ORDINAL_SLOT:
        return "ordinal"
    return "date" if place.name in (YEAR, LAST, DAY) else "name"
