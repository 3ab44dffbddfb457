"""Frames as regular expressions over squeezed text: no blanks, no quotation marks, one width of punctuation.

Each slot becomes a group "s{n}" with companions "s{n}u" (unit), "s{n}d" (direction), "s{n}r" (relation) and "s{n}m"
(余, 多). A list is one group "s{n}" whose inside is gone through item by item afterwards, so nothing is captured twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from functools import cached_property, lru_cache

from hengji.facts.unit import Unit, UnitKind
from hengji.packs.figure_words import NO_WORDS, FigureWords
from hengji.packs.frame import Choice, Frame, Gap, ListPart, Literal, Maybe, Part, Slot, Words
from hengji.packs.sentence import DAY, LABEL, LAST, YEAR, Member, Phrase, SlotDecl, SlotKind
from hengji.patterns import pattern
from hengji.reading.numerals.alternatives import any_of
from hengji.reading.numerals.relations import SIGNS
from hengji.records import dataclass

NUMBER = r"(?<![\d.])[-−]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
LEAD = r"数?(?:总额|金额)?(?:[均各]?为|[均各]|是|达到|达|共计|合计|共|计)?：?"
ORDINAL = r"(?:（\d{1,2}）|\d{1,2}[、）]|\d{1,2}\.(?=\d{4}年|\D)|（?[一二三四五六七八九十]{1,3}[）、]|[①-⑳⑴-⒛])"
SEPARATORS = r"(?:[，、；：。]|其中|分别|包括|以及|及|和){0,6}+"
YEARS = {
    YEAR: r"(?<!\d)\d{4}年度?|本年度?|今年|当年",
    LAST: r"(?<!\d)\d{4}年度?|上一?年度?|去年度?",
    DAY: r"(?:(?<!\d)\d{4}年)?\d{1,2}月\d{1,2}日|(?:(?<!\d)\d{4})?年[末底]",
}
ORDINAL_SLOT = Slot("n")
DEGREE = Literal("度")
NAME = r"[^，。；：…\d%\]]|\d(?![\d.,]*[万亿元%人个])"
NAME_START = r"(?:(?<![^，。；：、）\]\.])|(?<=其中)|(?<=分别为))"
SOFT = {
    **dict.fromkeys("，、：", "[，、：；]?"),
    "；": "[；，、。]?",
    "。": "[。；，]?",
    "年度": "年度?",
    "其中": "其中[：，]?",
}
FULL_WIDTH = str.maketrans(",;:()．％｡０１２３４５６７８９－", "，；：（）.%。0123456789-")
DROPPED = frozenset("“”\"‘’'＂「」『』")


@dataclass(frozen=True, slots=True)
class Squeezed:
    """A text as patterns see it; ``offsets`` leads from each character back to the original."""

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A non-empty span in the original text."""
        return self.offsets[start], self.offsets[end - 1] + 1


@lru_cache(maxsize=2048)
def squeeze(text: str) -> Squeezed:
    """A text without blanks and quotation marks; a blank between two figures stays, so that they stay two."""
    kept: list[str] = []
    offsets: list[int] = []
    for index, char in enumerate(text):
        if char in DROPPED:
            continue
        if char.isspace():
            rest = text[index:].lstrip()[:1] if kept and (kept[-1].isdigit() or kept[-1] == ".") else ""
            if not rest.isdigit() or kept[-1] == " ":
                continue
            char = " "  # noqa: PLW2901 - every blank is the same blank
        elif char == "," and _groups_thousands(text, index):
            pass
        else:
            char = char.translate(FULL_WIDTH)  # noqa: PLW2901 - one width for all
        kept.append(char)
        offsets.append(index)
    return Squeezed("".join(kept), tuple(offsets))


def _groups_thousands(text: str, index: int) -> bool:
    return text[index - 1 : index].isdigit() and re.match(r",\d{3}(?!\d)", text[index:]) is not None


@dataclass(frozen=True, slots=True)
class UnitWords:
    """The printed names of units of money and ratios, more names of counting units, and the words around figures."""

    money: tuple[str, ...]
    ratio: tuple[str, ...]
    others: tuple[tuple[str, tuple[str, ...]], ...] = ()
    words: FigureWords = NO_WORDS

    @property
    def relation(self) -> str:
        """What may stand before a figure and state a relation, as an expression."""
        return any_of([*(word for word, _ in self.words.before), *SIGNS])

    def relation_of(self, said: str) -> str:
        """The relation words or a sign before a figure state."""
        return SIGNS.get(said) or dict(self.words.before).get(said, "=")

    @classmethod
    def of(cls, units: Mapping[str, Unit], words: FigureWords) -> UnitWords:
        """The words of a pack's units, and those around figures."""
        names = {unit.id: (unit.id, *unit.aliases) for unit in units.values()}
        kinds = {kind: [n for u in units.values() if u.kind is kind for n in names[u.id]] for kind in UnitKind}
        own = (UnitKind.MONEY, UnitKind.RATIO)
        others = tuple((u.id, u.aliases) for u in units.values() if u.aliases and u.kind not in own)
        return cls(tuple(kinds[UnitKind.MONEY]), tuple(kinds[UnitKind.RATIO]), others, words)

    def printed(self, slot: SlotDecl) -> tuple[str, ...]:
        """Every unit that may stand behind a figure in a slot."""
        own = {SlotKind.MONEY: self.money, SlotKind.PERCENT: self.ratio}.get(slot.kind, ())
        aliases = [alias for name, more in self.others if name in (slot.unit, *slot.units) for alias in more]
        bare = ("",) if "" in slot.units else ()
        found = {*own, slot.unit, *slot.units, *aliases} - {""}
        return (*sorted(found, key=lambda unit: (-len(unit), unit)), *bare)


@dataclass(frozen=True, slots=True)
class Place:
    """A group of a pattern: its name, the part it stands for, and the name of the slot or list."""

    group: str
    part: Part
    name: str


@dataclass(frozen=True, eq=False)
class Pattern:
    """One frame of a phrase to search with. ``needs`` are words without which it cannot match.

    Its expression is made when a text first has all of these, and in their order one of the words of every part that
    offers several: most texts hold few of a pack's sentences, and making an expression takes longer than searching.
    """

    frame: Frame
    phrase: Phrase
    units: UnitWords
    needs: tuple[str, ...]

    def may_stand_in(self, text: str) -> bool:
        """Whether a text has every word the pattern needs."""
        for word in self.needs:
            if word not in text:
                return False
        at = 0
        for words in self._offers:
            ends = [found + len(word) for word in words if (found := text.find(word, at)) >= 0]
            if not ends:
                return False
            at = min(ends)
        return True

    @cached_property
    def _offers(self) -> tuple[tuple[str, ...], ...]:
        """For each part that must stand in a match, in order, the words of which one must."""
        return tuple(words for words in _offered(self.frame, self.phrase, self.units) if all(words) and words)

    @property
    def regex(self) -> re.Pattern[str]:
        """The expression."""
        return self._made[0]

    @property
    def places(self) -> tuple[Place, ...]:
        """The groups of the expression."""
        return self._made[1]

    @cached_property
    def _made(self) -> tuple[re.Pattern[str], tuple[Place, ...]]:
        frame, phrase = self.frame, self.phrase
        builder = _Builder(self.units, capture=True)
        first = next((part for part in frame.parts if not isinstance(part, Maybe)), None)
        named = (
            isinstance(first, Slot) and first.name in phrase.slots and phrase.slots[first.name].kind is SlotKind.NAME
        )
        body = builder.ordinal() if phrase.ordinal or named else ""
        body += builder.frame(frame, phrase)
        if len(frame.parts) == 1 and isinstance(frame.parts[0], Words):
            body = rf"\A{body}[。]?\Z"
        return pattern(body), tuple(builder.places)


@lru_cache(maxsize=4096)
def patterns_of(phrase: Phrase, units: UnitWords) -> tuple[Pattern, ...]:
    """The patterns of a phrase, one per frame."""
    return tuple(Pattern(frame, phrase, units, tuple(_needs(frame))) for frame in phrase.frames() if frame.parts)


def _needs(frame: Frame) -> Iterator[str]:
    for part in frame.parts:
        if isinstance(part, Literal):
            for run in re.split(r"年度|[，、：；。度\s\d]", squeeze(part.text).text):
                if len(run) > 1:
                    yield run


def _offered(frame: Frame, phrase: Phrase, units: UnitWords) -> Iterator[tuple[str, ...]]:
    """The words of each part of a frame that cannot be missing; none where any other text may stand there."""
    for part in frame.parts:
        if isinstance(part, Literal):
            yield from ((word,) for word in _needs(Frame((part,))))
        elif isinstance(part, Words):
            yield tuple(squeeze(word).text for word in part.words)
        elif isinstance(part, Choice):
            yield _first_of(part.options, phrase, units)
        elif isinstance(part, ListPart):
            items = phrase.lists[part.name]
            yield _first_of([item for item in items.frames() if item.parts], items, units)
        elif isinstance(part, Slot) and part.name == LABEL and part.name not in phrase.slots:
            yield tuple(labels_of(phrase.members))
        elif isinstance(part, Slot) and part.name in phrase.slots:
            yield from _offered_by(phrase.slots[part.name], units)


def _first_of(frames: Iterable[Frame], phrase: Phrase, units: UnitWords) -> tuple[str, ...]:
    """One offer for several frames of which one must stand there; "" among them where one asks for no word."""
    offers = (next(filter(None, _offered(frame, phrase, units)), ("",)) for frame in frames)
    return tuple(word for words in offers for word in words)


def _offered_by(slot: SlotDecl, units: UnitWords) -> Iterator[tuple[str, ...]]:
    if slot.kind is SlotKind.COMPARISON:
        yield tuple(word for word, _ in units.words.comparisons)
    elif slot.kind.figure:
        if slot.signed:
            yield tuple(word for word, _ in units.words.directions)
        yield units.printed(slot)


@dataclass(slots=True)
class _Builder:
    """Writes the expression of a frame; without ``capture`` (inside a list) no group has a name."""

    units: UnitWords
    capture: bool
    places: list[Place] = field(default_factory=list)

    def frame(self, frame: Frame, phrase: Phrase) -> str:
        written: list[str] = []
        after_year = False
        for index, part in enumerate(frame.parts):
            leading = all(isinstance(before, Maybe) for before in frame.parts[:index])
            if isinstance(part, Literal):
                written.append(self._literal(part, after_year=after_year))
            elif isinstance(part, Maybe):
                written.append(f"(?:{self.frame(part.frame, phrase)})?")
            elif isinstance(part, Choice):
                written.append(f"(?:{'|'.join(self.frame(option, phrase) for option in part.options)})")
            elif isinstance(part, Gap):
                written.append(r"[^\d，。；：]{0,16}?" if after_year else r"[^\d。；]{0,24}?")
            else:
                written.append(self._slot(part, phrase, leading=leading))
            after_year = (isinstance(part, Slot) and part.name in YEARS) or (after_year and part == DEGREE)
        return "".join(written)

    def _place(self, part: Part, name: str, body: str) -> str:
        if not self.capture:
            return f"(?:{body})"
        group = f"s{len(self.places)}"
        self.places.append(Place(group, part, name))
        return f"(?P<{group}>{body})"

    def _also(self, letter: str, body: str) -> str:
        return f"(?P<s{len(self.places) - 1}{letter}>{body})" if self.capture else f"(?:{body})"

    def _literal(self, part: Literal, *, after_year: bool) -> str:
        text = squeeze(part.text).text
        written = r"度?" if after_year and text.startswith("度") else ""
        for run in re.findall(r"\d+|年度|其中|\D", text[1:] if written else text):
            if run.isdigit():
                written += self._place(part, "", rf"(?<![\d.]){run}(?![\d.]*\d)")
            else:
                written += SOFT.get(run, re.escape(run))
        return written

    def _slot(self, part: Part, phrase: Phrase, *, leading: bool) -> str:
        if isinstance(part, Words):
            words = [squeeze(word).text for word in part.words]
            return self._place(part, part.names[0], "|".join(map(re.escape, words)))
        if isinstance(part, ListPart):
            return self._place(part, part.name, self._list(phrase.lists[part.name]))
        if not isinstance(part, Slot):
            raise TypeError(part)
        if part.name in phrase.slots:
            return self._declared(part, phrase.slots[part.name], leading=leading)
        builtin = YEARS.get(part.name) or "|".join(map(re.escape, labels_of(phrase.members)))
        return self._place(part, part.name, builtin)

    def _declared(self, part: Slot, slot: SlotDecl, *, leading: bool) -> str:
        if slot.kind.figure:
            return self._figure(part, slot)
        if slot.kind is SlotKind.COMPARISON:
            return self._place(part, slot.name, any_of(word for word, _ in self.units.words.comparisons))
        if slot.kind is SlotKind.PROSE:
            return "[，：]?" + self._place(part, slot.name, "[^。；]{1,400}")
        banned = f"(?!{'|'.join(map(re.escape, slot.without))})" if slot.without else ""
        return (NAME_START if leading else "") + self._place(part, slot.name, f"(?:{banned}(?:{NAME})){{2,40}}?")

    def ordinal(self) -> str:
        """An optional number in front of the phrase."""
        return f"(?:{self._place(ORDINAL_SLOT, '', ORDINAL)})?"

    def _figure(self, part: Slot, slot: SlotDecl) -> str:
        number = self._place(part, slot.name, NUMBER)
        relation, more = self._also("r", self.units.relation), self._also("m", "[余多]")
        unit = self._also("u", "|".join(map(re.escape, self.units.printed(slot))))
        direction = (
            self._also("d", any_of(word for word, _ in self.units.words.directions)) + "了?" if slot.signed else ""
        )
        return f"{direction}{LEAD}(?:{relation})?{number}(?:{more})?{unit}"

    def _list(self, phrase: Phrase) -> str:
        inner = _Builder(self.units, capture=False)
        item = "|".join(inner.frame(frame, phrase) for frame in phrase.frames() if frame.parts)
        stranger = ""
        if phrase.members:
            unit = "|".join(map(re.escape, (*self.units.money, *self.units.ratio)))
            one = rf"[，、；：][^，。；：、\d]{{2,25}}{NUMBER}(?:{unit})(?:，占[^，；。\d]{{0,15}}{NUMBER}%)?"
            stranger = f"(?:{one}){{0,3}}?"
        return f"(?:{stranger}{SEPARATORS}{ORDINAL}?(?:{item}))+"


@lru_cache(maxsize=4096)
def labels_of(members: tuple[Member, ...]) -> Mapping[str, Member]:
    """Every name of the members as squeezed text, longest first."""
    found = {squeeze(name).text: member for member in members for name in (member.label, *member.aliases)}
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))
