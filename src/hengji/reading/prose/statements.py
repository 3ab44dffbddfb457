"""Free text of one pack: what a paragraph's unread figures say, and the statements made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hengji.facts.fact import FactKey, Kind, Source, State, Statement, dimensions_of
from hengji.packs.pack import Pack
from hengji.packs.words import WordKind, meanings
from hengji.reading.numerals.lexer import RANGE, Scanner
from hengji.reading.prose.clause import counted_in, span_before
from hengji.reading.prose.figures import Known, Named, Standing, Stated, body_before_bracket, read_free_text
from hengji.reading.prose.sentences import Recognised
from hengji.reading.prose.vocabulary import Vocabulary
from hengji.records import dataclass

THRESHOLD = "threshold"
_free_texts: dict[str, FreeText] = {}


@dataclass(frozen=True, slots=True, eq=False)
class FreeText:
    """A pack's vocabulary and numerals."""

    vocabulary: Vocabulary
    scanner: Scanner
    coded: frozenset[str]  # the dimensions filled by codes

    @classmethod
    def of(cls, pack: Pack) -> FreeText:
        """What a pack declares of running text; made ready once a pack."""
        found = _free_texts.get(pack.digest)
        if found is None:
            dimensions = frozenset(codes.dimension for codes in pack.codes.values())
            found = _free_texts[pack.digest] = cls(Vocabulary.of(pack), Scanner.of(pack), dimensions)
        return found

    def read(
        self, text: str, sentences: Sequence[Recognised], standing: Standing
    ) -> tuple[list[Stated | Named], dict[int, dict[str, str]]]:
        """What the figures say that no declared sentence has read, and what stands around those one has (by start)."""
        numerals = self.scanner.scan(text)
        known = [
            Known(slot.start, slot.end, self._name(slot.key), slot.key.concept, slot.key.dimensions)
            for one in sentences
            for slot in one.slots
        ]
        known += [
            Known(typed.start, typed.end, "") for one in sentences for typed in one.typed if typed.type != THRESHOLD
        ]
        heard: dict[int, dict[str, str]] = {}
        if not any(one.kind == "figure" for one in numerals):
            return [], heard
        return read_free_text(text, numerals, known, standing, self.vocabulary, heard), heard

    def key_of(self, statement: Statement, text: str, sentence: int, figure: int, year: int) -> FactKey:
        """The key of a figure a declared sentence read, with what the words around that sentence say of it.

        In a bracket behind a body's name it is that body's, not the unit's; behind 近两年 it is not the year's alone;
        people and posts are of the year of the day their sentence counts as of. ``sentence`` and ``figure`` are where
        these begin, ``year`` is the fiscal year.
        """
        key = statement.key
        if key.period == str(year):
            span = span_before(text, figure, year, self.vocabulary)
            counted = counted_in(text, figure, self.vocabulary) if key.concept in self.vocabulary.gated else ""
            if span is not None:
                dimensions = dimensions_of({**dict(key.dimensions), "span": span.narrowed})
                key = replace(key, period=span.period, dimensions=dimensions)
            elif counted:
                key = replace(key, period=counted)
        if key.organisation is not None or statement.kind is not Kind.COUNT:
            return key
        body = body_before_bracket(text, sentence, self.vocabulary)
        return replace(key, organisation=body) if body else key

    def _name(self, key: FactKey) -> str:
        """What a figure a sentence has read is called where others refer to it: 公务员招录用编计划数."""
        known = self.vocabulary.labels.get(key.concept)
        if known is None or key.concept in self.vocabulary.words[WordKind.NO_TERM]:
            return ""  # 比上年增减额: what a sentence goes on about is the amount it is of
        return known.called({name: value for name, value in key.dimensions if name not in self.coded})


def pack_norms(pack: Pack) -> frozenset[str]:
    """The concepts whose texts are rules: a number in them is a parameter, no figure of the unit."""
    return frozenset(meanings(pack.words, WordKind.NORM_CONCEPT))


def statement_of(stated: Stated, identifier: str, source: Source, component: str, pack: Pack) -> Statement:
    """A figure of running text as a statement."""
    numeral = stated.numeral
    value = numeral.value
    key = FactKey(
        concept=stated.concept,
        period=stated.period,
        scenario=stated.scenario,
        organisation=stated.organisation,
        scope=stated.scope,
        dimensions=dimensions_of(stated.dimensions),
    )
    return Statement(
        id=identifier,
        key=key,
        state=State.ZERO if value == 0 else State.REPORTED,
        kind=Kind.QUANTITY if stated.loose else pack.concepts[stated.concept].kind,
        value=value,
        relation=numeral.relation or "=",
        low=numeral.low,
        high=numeral.high,
        unit=numeral.unit,
        decimals=numeral.decimals,
        source=source,
        component=component,
        address=f"{RANGE if numeral.upper else 'text'}!{stated.concept}",
        label=stated.label,
        said=tuple(stated.said.items()),
    )
