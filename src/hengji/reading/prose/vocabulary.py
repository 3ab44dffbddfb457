"""The words of a pack ready for reading running text: what each tells, and expressions that find it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from hengji.facts.fact import Kind
from hengji.packs.concept import Concept
from hengji.packs.figure_words import FigureWords
from hengji.packs.pack import Pack
from hengji.packs.words import WordKind, meanings
from hengji.patterns import pattern
from hengji.reading.numerals.relations import Relations
from hengji.records import dataclass

QUOTES = str.maketrans("", "", '“”"‘’「」『』 \u3000\xa0\t\n')
BRACKETS = str.maketrans("()", "（）")  # web pages print both widths
SHORTEST_TERM, SHORTEST_CUT = 2, 6
LEVEL = re.compile(r"[（(]?[类款项][)）]?(?:科目)?\Z")
TERMS = frozenset({WordKind.TERM, WordKind.NAMED_TERM})


class Term(NamedTuple):
    """A name of a concept in running text, with the dimensions the name adds."""

    word: str
    concept: str
    kind: Kind
    dimensions: tuple[tuple[str, str], ...] = ()
    named: str = ""  # the dimension that what stands before it fills; without it the word means nothing
    gated: bool = False  # a figure of the unit only where the text speaks of its establishment


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Words by kind (word → meaning, longest first) and the terms of figures by their last character."""

    words: Mapping[WordKind, Mapping[str, str]]
    terms: Mapping[str, tuple[Term, ...]]
    labels: Mapping[str, Concept]
    units: Mapping[str, str]
    starts: Mapping[WordKind, re.Pattern[str]]
    ends: Mapping[WordKind, re.Pattern[str]]
    anywhere: Mapping[WordKind, re.Pattern[str]]
    relations: Relations
    naming: frozenset[str] = frozenset()  # the dimensions that names fill: the project
    classes: frozenset[str] = frozenset()
    gated: frozenset[str] = frozenset()  # what a unit has of establishment, posts and people, counted on a day

    @classmethod
    def of(cls, pack: Pack) -> Vocabulary:
        """The vocabulary of a pack."""
        words = {kind: meanings(pack.words, kind) for kind in WordKind if kind not in TERMS}
        some = {kind: _either(found) for kind, found in words.items()}
        some[WordKind.LINK] = _either(words[WordKind.LINK], words[WordKind.NOT_LINK])
        lead = _either(words[WordKind.LEAD], words[WordKind.NOT_LEAD], at_start=True)
        return cls(
            words,
            _by_ending(_terms(pack)),
            pack.concepts,
            {unit.id: unit.kind.value for unit in pack.units.values()},
            {kind: pattern(rf"(?:{found})") for kind, found in {**some, WordKind.LEAD: lead}.items()},
            {kind: pattern(rf"(?:{found})\Z") for kind, found in some.items()},
            {kind: pattern(found) for kind, found in some.items()},
            Relations.of(FigureWords.of(pack.words)),
            frozenset(
                one.dimensions[0][0]
                for one in pack.words.values()
                if one.kind is WordKind.NAMED_TERM and one.dimensions
            ),
            frozenset(entry.name for codes in pack.codes.values() for entry in codes.codes),
            frozenset(one.means for one in pack.words.values() if one.kind is WordKind.TERM),
        )

    def is_class(self, name: str) -> bool:
        """Whether a name is one of a classification (教育支出, 行政运行), with or without its level (类, 款, 项)."""
        bare = LEVEL.sub("", name)
        if any(one in self.classes for one in (name, bare, self.without_end(bare, WordKind.TAIL))):
            return True
        return len(bare) >= SHORTEST_CUT and any(one.endswith(bare) for one in self.classes)

    def has(self, kind: WordKind, text: str) -> bool:
        """Whether a word of a kind stands in a text."""
        return self.anywhere[kind].search(text) is not None

    def last(self, kind: WordKind, text: str) -> re.Match[str] | None:
        """The last word of a kind in a text."""
        found = None
        for found in self.anywhere[kind].finditer(text):  # noqa: B007 - the last one stays
            pass
        return found

    def without_start(self, text: str, *kinds: WordKind) -> str:
        """A text without the words of some kinds at its start."""
        return self._trimmed(text, kinds, at_start=True)

    def without_end(self, text: str, *kinds: WordKind) -> str:
        """A text without the words of some kinds at its end."""
        return self._trimmed(text, kinds, at_start=False)

    def _trimmed(self, text: str, kinds: Iterable[WordKind], *, at_start: bool) -> str:
        changed = True
        while changed and text:
            changed = False
            for kind in kinds:
                found = self.starts[kind].match(text) if at_start else self.ends[kind].search(text)
                if found is not None and found.end() > found.start():
                    text = text[found.end() :] if at_start else text[: found.start()]
                    changed = True
        return text

    def term(self, phrase: str, kinds: frozenset[Kind]) -> tuple[Term, str, str] | None:
        """The longest name of a concept that ends a phrase (but for tail words): the term, what stands before, behind.

        A name of two concepts says nothing; one that needs a name before it stands only behind one.
        """
        rest, tail = phrase, ""
        while rest:
            best = self._longest(rest, kinds)
            if best is not None:
                before = rest[: len(rest) - len(best[0].word)]
                named = [one for one in best if one.named] if before else []
                plain = named or [one for one in best if not one.named]
                if len({(one.concept, one.dimensions) for one in plain}) == 1:
                    return plain[0], before, tail
                return None
            cut = self.ends[WordKind.TAIL].search(rest)
            if cut is None:
                return None
            rest, tail = rest[: cut.start()], rest[cut.start() :] + tail
        return None

    def _longest(self, phrase: str, kinds: frozenset[Kind]) -> list[Term] | None:
        phrase = phrase.translate(BRACKETS)
        fitting = [one for one in self.terms.get(phrase[-1], ()) if one.kind in kinds and phrase.endswith(one.word)]
        longest = max((len(one.word) for one in fitting), default=0)
        return [one for one in fitting if len(one.word) == longest] or None


def _either(words: Iterable[str], without: Iterable[str] = (), *, at_start: bool = False) -> str:
    """One of the words, where it is not the end (the start) of one of the longer words ``without``."""
    if at_start:
        behind = {
            word: "".join(f"(?!{re.escape(one[len(word) :])})" for one in without if one.startswith(word))
            for word in words
        }
        return "|".join(f"{re.escape(word)}{guard}" for word, guard in behind.items()) or r"(?!)"
    guards = {
        word: "".join(f"(?<!{re.escape(one[: -len(word)])})" for one in without if one.endswith(word)) for word in words
    }
    return "|".join(f"{guard}{re.escape(word)}" for word, guard in guards.items()) or r"(?!)"


def _terms(pack: Pack) -> list[Term]:
    """Every name of a figure: labels and aliases of concepts, and the terms of running text."""
    declared = [one for one in pack.words.values() if one.kind in TERMS and one.means in pack.concepts]
    gated = {one.means for one in declared if one.kind is WordKind.TERM}
    found: list[Term] = []
    for words in declared:
        kind = pack.concepts[words.means].kind
        if words.kind is WordKind.TERM:
            found.extend(Term(word, words.means, kind, words.dimensions, gated=True) for word in words.words)
        else:
            dimension = words.dimensions[0][0]
            found.extend(Term(word, words.means, kind, named=dimension) for word in words.words)
    taken = {(term.word, term.concept) for term in found if not term.named}
    related = meanings(pack.words, WordKind.NO_TERM)
    for concept in pack.concepts.values():
        if concept.id in related or concept.kind in (Kind.TEXT, Kind.DATE, Kind.CODE) or concept.open:
            continue
        names = {name.translate(QUOTES).translate(BRACKETS) for name in (concept.label, *concept.aliases)}
        found.extend(
            Term(name, concept.id, concept.kind, gated=concept.id in gated)
            for name in sorted(names)
            if (name, concept.id) not in taken
        )
    return [term for term in found if len(term.word) >= SHORTEST_TERM]


def _by_ending(terms: Iterable[Term]) -> dict[str, tuple[Term, ...]]:
    found: dict[str, list[Term]] = {}
    for term in terms:
        found.setdefault(term.word[-1], []).append(term)
    return {last: tuple(some) for last, some in found.items()}
