"""Figures of running text that no declared sentence owns: each becomes a fact, or a typed number, or stays unread.

The phrase before a figure and the noun behind it say what it is. A concept of the pack stands only where the whole
phrase is understood; otherwise the figure is kept under an open concept, named by the words printed, and is compared
with nothing. A wrong concept is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field

from hengji.facts.fact import Kind
from hengji.packs.words import WordKind
from hengji.reading.numerals.lexer import Numeral
from hengji.reading.prose.clause import (
    CLOSE,
    MARK,
    OF,
    OPEN,
    YEAR,
    Clause,
    clause_of,
    counted_noun,
    moment_of,
    plain_phrase,
    sentence_start,
)
from hengji.reading.prose.lists import dealt
from hengji.reading.prose.points import Points
from hengji.reading.prose.vocabulary import QUOTES, Term, Vocabulary
from hengji.records import dataclass

DURATION, RULE, FORMULA = "duration", "rule-parameter", "formula"
HAN = re.compile(r"[\u4e00-\u9fff]")
DIGIT = re.compile(r"\d")  # 过程45分: a heading with a figure of its own is no name
BREAK, BREAKS = re.compile("[，、：]"), str.maketrans(",;:", "，；：")
FACTOR = frozenset("*×xX＊")
TARGET, ACTUAL, REGION = "target", "actual", "region"
MONEY = frozenset({Kind.MONEY})
RATIO = frozenset({Kind.RATIO})
COUNT = frozenset({Kind.COUNT})
SCORE = frozenset({Kind.SCORE})
LONGEST_LABEL, LONGEST_PRINTED, LONGEST_TITLE = 40, 10, 60
SHORTEST_WORK, SHORTEST_NAME = 6, 3
SIGNS = frozenset("≥≤><")
INCLUDING = "（含）()"
LEFT_OPEN = -1
BUDGET, PRIOR_BUDGET = "budget", "prior_budget"


@dataclass(frozen=True, slots=True)
class Known:
    """A figure a declared sentence has read: it gives the figures behind it something to refer to."""

    start: int
    end: int
    label: str
    concept: str = ""
    dimensions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a text stands: its heading, the fiscal year and the unit of its component."""

    heading: str = ""
    year: int = 0
    organisation: str = ""
    rules: bool = False
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure and what it says; ``said`` tells what stands around it and is no part of its key.

    What is said in words that are not wholly understood is ``loose``: a fact, but compared with nothing.
    """

    numeral: Numeral
    concept: str
    label: str
    period: str
    scenario: str = ""
    scope: str = ""
    organisation: str | None = None
    dimensions: Mapping[str, str] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A numeral that is no figure of the unit: a duration, a parameter of a rule."""

    numeral: Numeral
    type: str


@dataclass(frozen=True, slots=True)
class Topic:
    """What a figure was of, for the figures behind it: ``name`` is the concept's term, or the words printed."""

    name: str
    clean: bool = False
    term: Term | None = None
    modifier: str = ""
    unit: str = ""
    scenario: str = ""


@dataclass(slots=True)
class _Reading:
    """One text, gone through from left to right."""

    text: str
    place: Standing
    vocabulary: Vocabulary
    topic: Topic | None = None
    parent: Topic | None = None
    earlier: Topic | None = None
    rate: Topic | None = None
    sentence: int = 0
    last_phrase: str = ""
    body: str = ""
    head: str = ""
    owner: dict[str, str] = field(default_factory=dict)
    told: set[object] = field(default_factory=set)
    outside: list[tuple[Topic | None, Topic | None]] = field(default_factory=list)
    points: Points = field(default_factory=Points)

    def begin(self, sentence: int) -> None:
        """A new sentence: what the one before spoke of may still be what a change is of."""
        self.sentence, self.body, self.last_phrase, self.head = sentence, "", "", ""
        whole = self.parent if self.parent is not None and self.parent.name != self.place.whole else None
        self.earlier, self.topic, self.rate = whole or self.topic or self.earlier, None, None
        self.parent = Topic(self.place.whole) if self.place.whole else None
        self.told.clear()
        self.owner = {}

    def brackets(self, gap: str) -> None:
        """What was spoken of before a bracket is spoken of again behind it: 购置及运行费5万元（购置费……），比上年……."""
        for char in gap:
            if char in OPEN:
                self.outside.append((self.topic, self.parent))
            elif char in CLOSE and self.outside:
                topic, parent = self.outside.pop()
                self.topic, self.parent = topic or self.topic, parent

    def around(self, clause: Clause, concept: str) -> dict[str, str]:
        """What is told of a figure a sentence has read: the words it is printed with, and the whole it is part of."""
        name, phrase = self._name_in(clause, concept), self._phrase(clause)
        said = name or (phrase if 1 < len(phrase) <= LONGEST_PRINTED else "")
        found = {"printed": said} if said else {}
        return {**found, **self._said(concept), **self._whole(clause, concept)}

    def _whole(self, clause: Clause, concept: str) -> dict[str, str]:
        """The amount a figure is in, named by itself before it: 基本支出中人员经费…，公用经费…."""
        name = self.inside(clause.opened, concept)
        return {"in": name} if name else {}

    def inside(self, opened: str, concept: str = "") -> str:
        """The amount that what is said in a sentence is in (……支出决算中，), unless it is of ``concept`` itself."""
        words = self.vocabulary
        for piece in reversed(BREAK.split(opened.translate(BREAKS).rpartition("；")[2])):
            inside = words.last(WordKind.INSIDE, piece)
            said = words.without_end(piece[: inside.start()], WordKind.SCENARIO) if inside else ""
            whole = words.term(said, MONEY) if said else None
            if whole is not None and not self._modifier(whole[1]) and whole[0].concept != concept:
                return words.labels[whole[0].concept].label
        return ""

    def _name_in(self, clause: Clause, concept: str) -> str:
        """The name of an amount as its sentence prints it: the longest before the figure."""
        known = self.vocabulary.labels.get(concept)
        if known is None or known.kind is not Kind.MONEY:
            return ""
        names = {name.translate(QUOTES) for name in (known.label, *known.aliases)}
        told = sorted((name for name in names if name in clause.opened), key=len)
        return told[-1] if told else ""

    def read(self, numeral: Numeral, clause: Clause) -> Stated | Named | None:
        words = self.vocabulary
        kind = words.units.get(numeral.unit, "")
        if self.place.rules or self._is_rule(clause):
            return Named(numeral, RULE)
        if kind == "ratio" and self.text[max(0, numeral.start - 1) : numeral.start] in FACTOR:
            return Named(numeral, FORMULA)  # 16/17×100%: the factor that makes a quotient a percentage
        if kind == "time":
            return Named(numeral, DURATION)
        if self._is_threshold(numeral):
            return self._threshold(numeral, clause)
        reader = {"money": self._money, "rate": self._money, "ratio": self._ratio, "points": self._score}
        return reader.get(kind, self._count)(numeral, clause)

    def _is_rule(self, clause: Clause) -> bool:
        words = self.vocabulary
        return words.has(WordKind.NORM, clause.sentence) or words.has(WordKind.NORM_HERE, clause.phrase)

    def _is_threshold(self, numeral: Numeral) -> bool:
        """以上, 以下 and a noun behind it, or 的: what is counted elsewhere, not how much it is."""
        end = self._limited(numeral)
        rest = self.text[end : end + 6].lstrip(INCLUDING) if end else ""
        return bool(rest) and HAN.match(rest) is not None

    def _limited(self, numeral: Numeral) -> int:
        """Where a word that makes a figure a limit (以上, 以内) ends behind it; 0 where none stands there."""
        if numeral.relation not in SIGNS:
            return 0
        word = self.vocabulary.relations.behind(self.text, max(numeral.end, numeral.unit_end))
        return word.end() if word is not None and self.vocabulary.relations.after[word[1]] in SIGNS else 0

    def _threshold(self, numeral: Numeral, clause: Clause) -> Stated:
        phrase = self._phrase(clause)
        end = self._limited(numeral)
        behind = self.text[end : end + 20].lstrip(f"{INCLUDING}{OF}")
        noun = behind[: next((i for i, c in enumerate(behind) if not "\u4e00" <= c <= "\u9fff"), len(behind))]
        item = f"{phrase}{self.text[numeral.start : end]}{noun}"[-LONGEST_LABEL:]
        noun = self.vocabulary.without_end(noun, WordKind.LINK)
        measured = self.vocabulary.words[WordKind.COUNTED].get(numeral.unit, "") if phrase else ""
        return self._open("threshold", numeral, clause, f"{phrase}{measured or noun}" or item, {"item": item})

    def _phrase(self, clause: Clause, *kinds: WordKind) -> str:
        """The phrase of a figure; an empty one is that of the clause before it."""
        words = self.vocabulary
        for said in (clause.rest, clause.phrase, *clause.before[:2]):
            changed = (WordKind.DIRECTION,) if self._reached(said) else ()
            plain = words.without_end(said[: self._base_start(said)], WordKind.LINK, *kinds, *changed)
            plain = plain_phrase(plain, words)
            plain = words.without_end(plain, WordKind.LINK, *kinds)
            if HAN.search(plain) and (said is not clause.rest or len(plain) >= SHORTEST_NAME):
                return plain[-LONGEST_LABEL:]
        return ""

    def _found(self, clause: Clause, kinds: frozenset[Kind]) -> tuple[Term, str, str, str] | None:
        """The concept at the end of a phrase: the term, its modifier, what stands around, what before."""
        words = self.vocabulary
        for said in (MARK.sub("", one) for one in (clause.phrase, *clause.before[:1])):
            rest = said
            while rest:
                found = words.term(rest, kinds)
                if found is not None:
                    term, before, behind = found
                    modifier = self._modifier(before)
                    if not self._may_qualify(modifier, term):
                        return None
                    return term, modifier, f"{before}{behind}{said[len(rest) :]}", before
                cut = words.ends[WordKind.LINK].search(rest) or words.ends[WordKind.SCENARIO].search(rest)
                if cut is None or cut.start() == cut.end():
                    break
                rest = rest[: cut.start()]
            if words.without_end(plain_phrase(said, words), WordKind.LINK):
                return None
        return None

    def _may_qualify(self, modifier: str, term: Term) -> bool:
        """Whether words before a term only say which: a body, a whole it is in, a name; or the term is unmistakable."""
        words = self.vocabulary
        if term.named and (len(modifier) < SHORTEST_NAME or words.has(WordKind.NOT_NAME, modifier)):
            return False
        if not modifier or term.named or term.gated:
            return True
        told = words.ends[WordKind.BODY].search(modifier) or words.ends[WordKind.INSIDE].search(modifier)
        return told is not None or (len(modifier) > 1 and term.word == words.labels[term.concept].label)

    def _modifier(self, before: str) -> str:
        """What a term is qualified by, without what is understood: when, which scenario, which fund, whose."""
        words = self.vocabulary
        understood = (WordKind.FUND, WordKind.SCENARIO, WordKind.LEAD, WordKind.PERIOD)
        plain, again = before, ""
        while plain != again:
            again = plain
            plain = words.without_end(plain_phrase(plain, words), *understood, WordKind.LINK)
            plain = words.without_start(plain, *understood)
        return "" if plain and self.place.organisation.endswith(plain) else plain

    def _scenario(self, said: str, default: str) -> str:
        words = self.vocabulary
        found = words.last(WordKind.SCENARIO, words.anywhere[WordKind.FUND].sub("", said))
        whole = self.parent.scenario if self.parent is not None and default == ACTUAL else ""
        return words.words[WordKind.SCENARIO][found[0]] if found else whole or default

    def _scope(self, clause: Clause) -> str:
        return REGION if self.vocabulary.has(WordKind.REGION, clause.opened) else ""

    def _said(self, concept: str = "") -> dict[str, str]:
        """What a reader of the fact is told besides: heading, project spoken of, and the whole it is part of.

        What an amount of a known concept is of needs no heading.
        """
        heading = plain_phrase(self.place.heading, self.vocabulary)
        topic = heading.replace(",", "，").rpartition("，")[2][-LONGEST_LABEL:]
        found = {"topic": topic} if topic and not DIGIT.search(topic) else {}
        known = self.vocabulary.labels.get(concept)
        if known is not None and known.kind is not Kind.COUNT:
            found.pop("topic", None)
        if self.parent is not None:
            found["in"] = self.parent.name
        point = self.points.over(self.sentence)
        if point and self.parent is None and (known is None or known.kind is not Kind.MONEY):
            found["point"] = point
        return {**found, **self.owner}

    def _open(
        self, concept: str, numeral: Numeral, clause: Clause, label: str, dimensions: Mapping[str, str], **more: str
    ) -> Stated:
        moment = moment_of(clause, clause.phrase, self.place.year, self.vocabulary)
        narrowed = {"span": moment.narrowed} if moment.narrowed else {}
        return Stated(
            numeral=numeral,
            concept=concept,
            label=label[-LONGEST_LABEL:],
            period=moment.period,
            scenario=more.get("scenario", ""),
            scope=self._scope(clause),
            dimensions={**dimensions, **narrowed},
            said=self._said(),
            loose=any(dimensions.get(name, "") not in {"", *self._labels()} for name in ("of", "in")),
        )

    def _closed(self, numeral: Numeral, clause: Clause, found: tuple[Term, str, str, str], scenario: str) -> Stated:
        """A figure under a concept of the pack; with a modifier it is that concept of something."""
        term, modifier, _, before = found
        words = self.vocabulary
        moment = moment_of(clause, before, self.place.year, words)
        dimensions = dict(term.dimensions)
        said = {**self._said(term.concept), **self._whole(clause, term.concept), "printed": term.word}
        label = words.labels[term.concept].label
        inside = words.ends[WordKind.INSIDE].search(modifier)
        whole = words.term(modifier[: inside.start()], MONEY) if inside else None
        if whole is not None and not self._modifier(whole[1]):
            said["in"], modifier = words.labels[whole[0].concept].label, ""
        organisation = self._body(modifier, clause) if not term.named else None
        if term.named:
            dimensions[term.named] = modifier[-LONGEST_LABEL:]
            self.owner = {term.named: dimensions[term.named]}
        elif modifier and organisation is None:
            dimensions["item"] = modifier[-LONGEST_LABEL:]
            label = f"{modifier}{term.word}"[-LONGEST_LABEL:]
        fund = self._fund(before, term) if words.labels[term.concept].kind is Kind.MONEY else ""
        if fund:
            dimensions["fund"] = fund
        if moment.narrowed:
            dimensions["span"] = moment.narrowed
        if not term.named and not modifier:
            dimensions |= self._named()
        if self.parent is not None and self.parent.term is None and words.is_class(self.parent.name):
            dimensions["item"] = self.parent.name  # 教育支出……，其中：基本支出……: of that class only
        key = (term.concept, moment.period, scenario, organisation, *sorted(dimensions.items()))
        if key in self.told:
            dimensions["item"] = term.word
        self.told.add(key)
        if modifier or not self._named():
            self.topic = Topic(label, clean=not modifier, term=term, modifier=modifier, scenario=scenario)
        return Stated(
            numeral,
            term.concept,
            label,
            moment.period,
            scenario,
            self._scope(clause),
            organisation,
            dimensions,
            said,
            loose="item" in dimensions,
        )

    def _body(self, modifier: str, clause: Clause) -> str | None:
        """The body a figure is of: named right before it, in the clause before, or earlier in the sentence."""
        words = self.vocabulary
        if words.has(WordKind.SELF, clause.phrase) and not modifier:
            self.body = ""
        beside = modifier or (plain_phrase(clause.before[0], words) if clause.before else "")
        if beside and self._is_body(beside):
            own = self.place.organisation.endswith(beside)
            self.body = "" if own else beside[-LONGEST_LABEL:]
        return (self.body or None) if not modifier or modifier == self.body else None

    def _is_body(self, name: str) -> bool:
        """Whether words are the name of a body, not of a sort of bodies."""
        words = self.vocabulary
        return words.ends[WordKind.BODY].search(name) is not None and name not in words.words[WordKind.NOT_BODY]

    def _fund(self, before: str, term: Term) -> str:
        """The fund a figure is of: said with it, or of the whole it is part of, or in the heading."""
        words = self.vocabulary
        own = "" if words.has(WordKind.FUND, words.labels[term.concept].label) else term.word
        whole = self.head if self.parent is not None else ""
        for said in (before, own, whole, self.place.heading):
            found = words.last(WordKind.FUND, said)
            if found is not None:
                return words.words[WordKind.FUND][found[0]]
        return ""

    def _money(self, numeral: Numeral, clause: Clause) -> Stated | None:
        words = self.vocabulary
        change = self._change(numeral, clause, "amount")
        if change is not None:
            return change
        is_money = words.units.get(numeral.unit) == "money"
        found = self._found(clause, MONEY) if is_money else None
        if found is None and is_money:
            found = self._again(clause)
        if found is not None:
            default = "" if found[0].named else ACTUAL
            return self._closed(numeral, clause, found, self._scenario(found[2], default))
        phrase = self._phrase(clause)
        plain = words.without_end(words.without_start(phrase, WordKind.SCENARIO), WordKind.SCENARIO, WordKind.LINK)
        item = plain or (self.topic.name if self.topic else "") or self._title(numeral) or phrase
        if not item and not clause.after:
            return None
        item = f"{item}{clause.after if not plain else ''}"[-LONGEST_LABEL:]
        scenario = self._scenario(clause.phrase, ACTUAL)
        self.topic = Topic(item, scenario=scenario)
        return self._open("amount.stated", numeral, clause, phrase or item, {"item": item}, scenario=scenario)

    def _title(self, numeral: Numeral) -> str:
        """What a sentence that only tells scenarios is about: the title right before it, else the heading."""
        start = sentence_start(self.text, numeral.start)
        before = self.text[sentence_start(self.text, max(0, start - 1)) : max(0, start - 1)]
        title = plain_phrase(before.translate(QUOTES), self.vocabulary)
        title = title if HAN.search(title) and len(title) <= LONGEST_TITLE else ""
        return title[-LONGEST_LABEL:] or plain_phrase(self.place.heading, self.vocabulary)[-LONGEST_LABEL:]

    def _again(self, clause: Clause) -> tuple[Term, str, str, str] | None:
        """The concept the sentence speaks of, where a phrase only tells another scenario of it (决算数)."""
        words = self.vocabulary
        if self.topic is None or self.topic.term is None or not words.has(WordKind.SCENARIO, clause.phrase):
            return None
        if self._modifier(clause.phrase):
            return None
        return self.topic.term, self.topic.modifier, clause.phrase, clause.phrase

    def _change(self, numeral: Numeral, clause: Clause, what: str) -> Stated | None:
        """增加, 减少 with what it is compared with: of the phrase before, else of what the sentence speaks of."""
        words = self.vocabulary
        phrase = clause.phrase.rstrip("了")
        if self._reached(phrase):
            return None
        direction = self._direction(phrase) or self._direction(words.without_end(phrase, WordKind.LINK))
        if direction is None:
            return None
        told, which, base = direction
        base = base or self._base(clause.opened)
        if base == PRIOR_BUDGET and self.topic is not None and self.topic.scenario == BUDGET:
            base = "prior"  # a budget is compared with the budget of the year before
        before = plain_phrase(told, words)
        if not base and not before:
            return None
        of = self._compared_subject(told, clause) or plain_phrase(self.place.heading, words)
        named = self._named() if self.topic is not None and of == self.topic.name else {}
        concept = {"prior": "change", "budget": "change_from_budget"}.get(base, "")
        concept = f"{concept}.{what}" if concept else f"change.stated_{what}"
        moment = moment_of(clause, "", self.place.year, words)
        self.rate = Topic(of)
        self.topic = self.topic or self.rate
        return Stated(
            numeral,
            concept,
            words.labels[concept].label,
            moment.period,
            ACTUAL,
            self._scope(clause),
            None,
            {"of": of, "direction": which, **named},
            self._said(),
            loose=of not in self._labels(),
        )

    def _direction(self, phrase: str) -> tuple[str, str, str] | None:
        """What a phrase that tells a change says before it, which way it goes, and the base where it ends with one.

        ……增加, ……大于年初预算数, ……比上年少.
        """
        words = self.vocabulary
        found = words.ends[WordKind.DIRECTION].search(phrase)
        if found is not None:
            return phrase[: found.start()], words.words[WordKind.DIRECTION][found[0]], ""
        base = words.ends[WordKind.BASE].search(phrase)
        more = words.ends[WordKind.EXCESS].search(phrase[: base.start()] if base else phrase)
        if more is None or (base is None and words.ends[WordKind.BASE].search(phrase[: more.start()]) is None):
            return None
        meant = words.words[WordKind.BASE][base[0]] if base else ""
        return phrase[: more.start()], words.words[WordKind.EXCESS][more[0]], meant

    def _named(self) -> dict[str, str]:
        """The project the sentence speaks of, as a dimension."""
        topic = self.topic
        if topic is None or topic.term is None or not topic.term.named:
            return {}
        return {topic.term.named: topic.modifier[-LONGEST_LABEL:]}

    def _labels(self) -> frozenset[str]:
        return frozenset(concept.label for concept in self.vocabulary.labels.values())

    def _reached(self, phrase: str) -> bool:
        """Whether a phrase says where a change led to (提高到), not how large it was."""
        reach = self.vocabulary.ends[WordKind.REACH].search(phrase)
        return (
            reach is not None and self.vocabulary.ends[WordKind.DIRECTION].search(phrase[: reach.start()]) is not None
        )

    def _base(self, opened: str) -> str:
        """What a sentence compares with: the last base behind 比, 较, 与, or before 相比."""
        words = self.vocabulary
        base = ""
        for found in words.anywhere[WordKind.BASE].finditer(opened):
            before, behind = opened[: found.start()], opened[found.end() : found.end() + 3]
            compared = words.ends[WordKind.COMPARE].search(before) or words.starts[WordKind.COMPARE].match(behind)
            if compared or words.ends[WordKind.COMPARE].search(found[0]):
                base = words.words[WordKind.BASE][found[0]]
        for found in YEAR.finditer(opened):
            if self._is_other_year(found) and words.ends[WordKind.COMPARE].search(opened[: found.start()]):
                planned = words.starts[WordKind.BASE].match(opened, found.end())
                told = words.words[WordKind.BASE][planned[0]] if planned else "prior"
                base = f"prior_{told}" if told != "prior" else told
                base = base if int(found[1]) == self.place.year - 1 else "other"
        return base

    def _is_other_year(self, found: re.Match[str]) -> bool:
        """Whether a year is not the fiscal year: in a text of 2023, 与2023年度预算相比 compares with the budget."""
        return int(found[1]) != self.place.year

    def _base_start(self, said: str) -> int:
        """Where a phrase begins to say what it is compared with; its end where it does not."""
        words = self.vocabulary
        for kind in (words.anywhere[WordKind.BASE], YEAR):
            for found in kind.finditer(said):
                if kind is YEAR and not self._is_other_year(found):
                    continue
                compared = words.ends[WordKind.COMPARE].search(said[: found.start()])
                if compared or words.ends[WordKind.COMPARE].search(found[0]):
                    return compared.start() if compared else found.start()
        return len(said)

    def _compared_subject(self, before: str, clause: Clause) -> str:
        words = self.vocabulary
        for said in (before, *clause.before[:2]):
            plain = said[: self._base_start(said)]
            plain = words.without_end(plain_phrase(plain, words), WordKind.COMPARE, WordKind.LINK, WordKind.PERIOD)
            plain = plain_phrase(plain, words)
            found = words.term(plain, MONEY | COUNT | RATIO) if plain else None
            if found is not None and not self._modifier(found[1]):
                return words.labels[found[0].concept].label
            if len(plain) > 1 and not words.has(WordKind.COMPARE, f"{plain[0]}{plain[-1]}"):
                return plain[-LONGEST_LABEL:]
        topic = self.topic or self.earlier
        return topic.name if topic else ""

    def _ratio(self, numeral: Numeral, clause: Clause) -> Stated | None:
        words = self.vocabulary
        change = self._change(numeral, clause, "rate")
        if change is not None:
            return change
        share = words.last(WordKind.SHARE, clause.phrase)
        whole = words.without_end(clause.phrase[share.end() :], WordKind.LINK, WordKind.TAIL) if share else ""
        if share is not None:
            return self._share(numeral, clause, clause.phrase[: share.start()], whole)
        found = self._found(clause, RATIO)
        scenario = TARGET if numeral.relation in SIGNS else self._scenario(clause.phrase, ACTUAL)
        if found is not None:
            return self._closed(numeral, clause, found, scenario)
        base = words.without_end(clause.phrase, WordKind.LINK)
        budget = words.ends[WordKind.BASE].search(base)
        if budget is not None and words.words[WordKind.BASE][budget[0]] == "budget" and self.topic is not None:
            done = words.ends[WordKind.COMPLETION].search(base[: budget.start()])
            if done is not None:
                return self._open(
                    "completion_rate",
                    numeral,
                    clause,
                    words.labels["completion_rate"].label,
                    {"of": self.topic.name, **self._named()},
                    scenario=ACTUAL,
                )
        phrase = self._phrase(clause, WordKind.COMPLETION)
        told = words.without_end(phrase, WordKind.SCENARIO, WordKind.LINK)
        topic = (self.rate if self._reached(clause.phrase) else None) or self.topic
        phrase = (phrase if told else "") or (topic.name if topic else "")
        if not phrase and not clause.after:
            return None
        self.rate = Topic(phrase)
        self.topic = self.topic or self.rate
        label = f"{phrase}{clause.after}"
        item = {"item": label[-LONGEST_LABEL:]}
        return self._open("rate.stated", numeral, clause, self._of_what(numeral, label), item, scenario=scenario)

    def _share(self, numeral: Numeral, clause: Clause, before: str, whole: str) -> Stated:
        words = self.vocabulary
        part = plain_phrase(before, words) or (self.topic.name if self.topic else "")
        known = words.term(whole, MONEY) if whole else None
        into = words.labels[known[0].concept].label if known and not known[1] else whole
        into = into or (self.parent.name if self.parent else "")
        dimensions = {name: value for name, value in (("of", part), ("in", into)) if value}
        dimensions |= self._named() if self.topic is not None and part == self.topic.name else {}
        return self._open("share", numeral, clause, words.labels["share"].label, dimensions, scenario=ACTUAL)

    def _score(self, numeral: Numeral, clause: Clause) -> Stated | None:
        words = self.vocabulary
        found = self._found(clause, SCORE)
        if found is not None and not found[1]:
            return self._closed(numeral, clause, found, "")
        said = words.without_end(clause.phrase, WordKind.LINK)
        word = words.ends[WordKind.SCORE].search(said)
        phrase = self._phrase(clause, WordKind.SCORE) or (self.topic.name if self.topic else "")
        if not phrase:
            return None
        self.topic = Topic(phrase)
        label = f"{phrase}{words.words[WordKind.SCORE][word[0]] if word else ''}"
        return self._open("score.stated", numeral, clause, label, {"indicator": phrase})

    def _count(self, numeral: Numeral, clause: Clause) -> Stated | None:
        words = self.vocabulary
        proportion = self._proportion(numeral, clause)
        if proportion is not None:
            return proportion
        if not numeral.unit and not clause.after:
            linked = words.ends[WordKind.LINK].search(clause.phrase) is not None
            bare = self._phrase(clause) if linked else ""
            return self._open("rate.stated", numeral, clause, bare, {"item": bare}, scenario=ACTUAL) if bare else None
        change = self._change(numeral, clause, "amount") if words.has(WordKind.BASE, clause.phrase) else None
        if change is not None:
            return Stated(
                numeral,
                "change.count",
                words.labels["change.count"].label,
                change.period,
                change.scenario,
                change.scope,
                None,
                change.dimensions,
                change.said,
                loose=True,
            )
        found = self._found(clause, COUNT)
        if found is not None and numeral.unit and self._is_own_count(found[0], found[1], clause.phrase):
            return self._closed(numeral, clause, found, "")
        if words.ends[WordKind.AND_SO_ON].search(clause.phrase):
            clause.phrase = clause.listed
        if clause.after and clause.phrase and not plain_phrase(words.without_end(clause.phrase, WordKind.LINK), words):
            clause.before = []  # 今年以来先后6次召开会议: what is counted stands behind
        phrase = self._phrase(clause)
        if clause.joined and not phrase:
            phrase = self.last_phrase
        if not phrase and not clause.after:
            phrase = self.topic.name if self.topic else ""
        # 申报的13个单位成功认定: what is said of them stands behind
        noun = clause.after if clause.phrase.endswith(OF) else counted_noun(clause.after, words)
        work = f"{phrase}{noun}"[-LONGEST_LABEL:]
        if not work:
            return None
        parent = self.parent if self.parent is not None and self.parent.unit == numeral.unit else None
        dimensions = self._worked(work, numeral.unit)
        self.topic = Topic(work, unit=numeral.unit)
        self.last_phrase = phrase
        said = self._said()
        if len(work) < SHORTEST_WORK and "topic" in said:
            dimensions["under"] = said["topic"]
        if parent is not None:
            dimensions["in"] = parent.name
        return self._open("work.count", numeral, clause, work, dimensions)

    def _worked(self, work: str, unit: str) -> dict[str, str]:
        """What is counted; what a sentence counts twice is each time of what came right before it.

        国内公务接待批次3个，接待人次5人；国外公务接待批次1个，接待人次2人
        """
        again = (work, unit) in self.told
        self.told.add((work, unit))
        of = {"item": self.topic.name if self.topic is not None else work} if again else {}
        return {"work": work, "unit": unit, **of}

    def _is_own_count(self, term: Term, modifier: str, phrase: str) -> bool:
        """Whether a count is under the concept it names: people and posts only where the text speaks of the unit's."""
        words = self.vocabulary
        about = words.has(WordKind.ABOUT, self.place.heading) and not words.has(WordKind.PERIOD, phrase)
        if not modifier:
            return about or not term.gated
        return about and words.ends[WordKind.BODY].search(modifier) is not None

    def _proportion(self, numeral: Numeral, clause: Clause) -> Stated | None:
        """The second member of a ratio: 1∶1.5."""
        at = numeral.start
        if not (at > 1 and self.text[at - 1] in "∶:：" and self.text[at - 2].isdigit()):
            return None
        before = self.text[sentence_start(self.text, at) : at].rstrip("∶:：0123456789.").replace("，", "；")
        phrase = f"{plain_phrase(before.split('；')[-1], self.vocabulary)}{clause.after}"
        label = self._of_what(numeral, phrase)
        return self._open("proportion.stated", numeral, clause, label, {"item": phrase}) if phrase else None

    def _of_what(self, numeral: Numeral, phrase: str) -> str:
        """The label of a rate: 医院按照床位和编制1∶1.5的比例 is 床位和编制比例."""
        words = self.vocabulary
        by = words.anywhere[WordKind.BY].search(phrase)
        rest = phrase[by.end() :] if by is not None and by.start() else ""
        behind = self.text[max(numeral.end, numeral.unit_end) :].lstrip(OF)
        noun = next((name for name in words.labels["share"].aliases if behind.startswith(name)), "")
        return f"{rest}{noun}" if rest and noun else phrase


def body_before_bracket(text: str, start: int, vocabulary: Vocabulary) -> str:
    """The body whose figures stand in a bracket right behind its name: 某某中心（编制10名……）; "" where none is."""
    if start < 2 or text[start - 1] not in "（(":
        return ""
    before = text[sentence_start(text, start) : start - 1]
    name = re.split("[，、；：,;:]", before)[-1].translate(QUOTES)
    name = plain_phrase(name, vocabulary)
    return name[-LONGEST_LABEL:] if vocabulary.ends[WordKind.BODY].search(name) else ""


def read_free_text(
    text: str,
    numerals: Sequence[Numeral],
    known: Sequence[Known],
    place: Standing,
    vocabulary: Vocabulary,
    heard: dict[int, dict[str, str]] | None = None,
) -> list[Stated | Named]:
    """What the figures of a text say that no sentence has read; ``numerals`` are all of the text, in order.

    ``heard`` takes up, by its start, what stands around each figure that a sentence has read.
    """
    reading = _Reading(
        text, place, vocabulary, parent=Topic(place.whole) if place.whole else None, points=Points.of(text)
    )
    found: list[Stated | Named] = []
    done = 0
    names = dealt(text, numerals, vocabulary)
    for numeral in numerals:
        if numeral.kind != "figure":
            continue
        start = sentence_start(text, numeral.start)
        if start != reading.sentence:
            reading.begin(start)
        gap = text[max(done, start) : numeral.start]
        reading.brackets(text[done : numeral.start])
        if reading.topic is not None and vocabulary.has(WordKind.PART, gap):
            reading.parent = reading.topic
        owner = next((one for one in known if one.start <= numeral.start and numeral.end <= one.end), None)
        if owner is not None:
            if heard is not None:
                heard[owner.start] = reading.around(clause_of(text, numeral, done, vocabulary), owner.concept)
            reading.topic = Topic(owner.label, clean=True) if owner.label else reading.topic
            named = {name: value for name, value in owner.dimensions if name in vocabulary.naming}
            reading.owner = named or reading.owner
        else:
            clause = clause_of(text, numeral, done, vocabulary)
            reading.head = reading.head or clause.opened
            one = numeral
            if numeral.start in names:
                phrase, one = names[numeral.start]
                clause.phrase, clause.before = phrase, []
            stated = reading.read(one, clause)
            if stated is not None:
                found.append(stated)
        ends = max(numeral.end, numeral.unit_end)
        if owner is not None or not reading._is_threshold(numeral):  # noqa: SLF001 - of this module
            done = ends
    if heard is not None and leads_on(text, done, vocabulary):
        spoken = reading.topic or reading.earlier
        name = reading.inside(text[sentence_start(text, done) : done].translate(QUOTES)) or (
            spoken.name if spoken else ""
        )
        heard |= {LEFT_OPEN: {"in": name}} if name else {}
    return found


def leads_on(text: str, done: int, vocabulary: Vocabulary) -> bool:
    """Whether a text ends by announcing parts that stand in the paragraphs behind it: ……，其中：."""
    rest = text[done:].translate(QUOTES).rstrip("：:，,")
    return text.rstrip().endswith(("：", ":")) and vocabulary.ends[WordKind.PART].search(rest) is not None
