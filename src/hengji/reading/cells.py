"""The content of one cell as a value: figure, zero, blank, not applicable, nil or unreadable are different things."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from hengji.facts.fact import Kind, State
from hengji.packs.figure_words import FigureWords
from hengji.packs.pack import Pack
from hengji.reading.gaps import Choice, choices_in, gap_in
from hengji.reading.numerals.relations import MORE, Relations
from hengji.records import dataclass

BLANKS = re.compile(r"[\s\u3000\u00a0]*\Z")
DASHES = re.compile(r"[\s\u3000]*(?:[—\-–－―─]{1,4}|/)[\s\u3000]*\Z")
NUMBER = re.compile(
    r"(?P<sign>[-－−]?)(?P<digits>(?:[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+|[0-9０-９]+)(?:[.．][0-9０-９]+)?)"
)
RANGE = re.compile(r"[\s\u3000]*(?:%|％)?[\s\u3000]*[-~－～—至到][\s\u3000]*")
DEADLINE = re.compile(r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|底|末)?[前内底]?|\d{4}年")
QUALITATIVE, DEADLINE_RELATION, RANGE_RELATION = "qualitative", "deadline", "range"
NUMERIC = frozenset({Kind.MONEY, Kind.COUNT, Kind.RATIO, Kind.SCORE})
BRACKETED = re.compile(r"\s*[(（]\s*(?P<inner>[0-9０-９][0-9０-９,，.．]*)\s*[)）]\s*\Z")


@dataclass(frozen=True, slots=True)
class CellWords:
    """What a pack declares of the words in cells: its units, by every name they are printed under, and the rest."""

    names: tuple[tuple[str, str], ...]
    words: FigureWords

    def after(self, text: str, position: int) -> tuple[str, int]:
        """The unit printed from ``position`` on (blanks before it are passed over) and where its name ends."""
        match = _unit_pattern(self.names).match(text, position)
        return (dict(self.names)[match["unit"]], match.end()) if match is not None else ("", position)


@lru_cache(maxsize=64)
def _unit_pattern(names: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    longest = sorted((name for name, _ in names), key=len, reverse=True)
    return re.compile(rf"[\s\u3000]*(?P<unit>{'|'.join(map(re.escape, longest)) or '(?!)'})")


@lru_cache(maxsize=64)
def _alone(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"[\s\u3000]*(?:{'|'.join(map(re.escape, words)) or '(?!)'})[\s\u3000]*[。]?\Z")


_made: dict[str, CellWords] = {}


def cell_words(pack: Pack) -> CellWords:
    """The words of a pack for `read_value`, made once."""
    found = _made.get(pack.digest)
    if found is None:
        names = tuple((name, unit.id) for unit in pack.units.values() for name in (unit.id, *unit.aliases))
        found = _made[pack.digest] = CellWords(names, FigureWords.of(pack.words))
    return found


@dataclass(frozen=True, slots=True)
class CellValue:
    """What a cell holds; ``start``/``end`` is the span of the figure itself in the cell's text."""

    state: State
    value: Decimal | None = None
    text: str = ""
    relation: str = "="
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    decimals: int = 0
    start: int = 0
    end: int = 0


def exact(digits: str) -> Decimal:
    """The number as meant: full-width digits and separators resolved."""
    return Decimal(digits.translate(_WIDTH).replace(",", ""))


_WIDTH = str.maketrans("０１２３４５６７８９．，－−", "0123456789.,--")


def read_value(text: str, kind: Kind, units: CellWords, *, start: int = 0, end: int | None = None) -> CellValue:
    """The value of ``text[start:end]`` for a concept of this kind.

    What cannot be read is UNREADABLE with its text, never a guess.
    """
    stop = len(text) if end is None else end
    part = text[start:stop]
    if BLANKS.match(part):
        return CellValue(State.BLANK, start=start, end=stop)
    printed = _form_of(part, kind, start, units)
    if printed is not None:
        return printed
    if kind in (Kind.TEXT, Kind.DATE, Kind.CODE):
        first = start + len(part) - len(part.lstrip())
        return CellValue(State.REPORTED, text=part.strip(), start=first, end=first + len(part.strip()))
    if DASHES.match(part) or _alone(units.words.not_applicable).match(part):
        return _marked(State.NOT_APPLICABLE, part, start)
    if _alone(units.words.nil).match(part):
        return _marked(State.NIL, part, start)
    return _quantity(part, start, units) if kind is Kind.QUANTITY else _figure(part, start, units, kind)


def _form_of(part: str, kind: Kind, start: int, units: CellWords) -> CellValue | None:
    """A cell in which the form prints how to fill it in: a line to write on, or choices; None for any other."""
    if kind is Kind.TEXT and (choices := choices_in(part)):
        return _chosen(choices, start)
    gap = gap_in(part, units, lambda before: bool(Relations.of(units.words).anywhere.fullmatch(before)))
    if gap is None or not (gap.ruled or kind in NUMERIC):
        return None
    return CellValue(State.BLANK, unit=gap.unit, start=start + gap.start, end=start + gap.end)


def _chosen(choices: Sequence[Choice], start: int) -> CellValue:
    """What is ticked among printed choices; nothing ticked is a blank, before the first of them."""
    ticked = [one for one in choices if one.ticked]
    if not ticked:
        return CellValue(State.BLANK, start=start, end=start)
    text = "、".join(one.label for one in ticked)
    return CellValue(State.REPORTED, text=text, start=start + ticked[0].start, end=start + ticked[0].end)


def _marked(state: State, part: str, start: int) -> CellValue:
    """A mark for a state: however the dash is drawn, the same is stated; the quote keeps what stands there."""
    first = start + len(part) - len(part.lstrip())
    return CellValue(state, start=first, end=first + len(part.strip()))


def _figure(part: str, start: int, units: CellWords, kind: Kind) -> CellValue:
    """A plain figure, alone in its cell but for its unit; an amount in brackets is below zero."""
    stripped = part.strip()
    first = len(part) - len(part.lstrip())
    below = BRACKETED.match(part) if kind is Kind.MONEY else None
    if below is not None and (inner := NUMBER.fullmatch(below["inner"])) is not None and "." in below["inner"]:
        found = _number(inner, start + below.start("inner"), units)
        return replace(found, value=-found.value) if found.value else found
    match = NUMBER.match(part, first)
    if match is None or part[units.after(part, match.end())[1] :].strip():
        return CellValue(State.UNREADABLE, text=stripped, start=start + first, end=start + first + len(stripped))
    return _number(match, start, units)


def _number(match: re.Match[str], start: int, units: CellWords, relation: str = "=") -> CellValue:
    sign = "-" if match["sign"] else ""
    value = exact(sign + match["digits"])
    decimals = len(match["digits"].translate(_WIDTH).partition(".")[2])
    unit, _ = units.after(match.string, match.end())
    begin = match.start("sign") if sign else match.start("digits")
    return CellValue(
        State.ZERO if value == 0 else State.REPORTED,
        value,
        relation=relation,
        unit=unit,
        decimals=decimals,
        start=start + begin,
        end=start + match.end("digits"),
    )


def _quantity(part: str, start: int, units: CellWords) -> CellValue:
    """A target or actual value: a figure with relation and unit, a range, a deadline, or a judgement in words."""
    text = part.strip()
    first = len(part) - len(part.lstrip())
    deadline = DEADLINE.match(text)
    if deadline is not None:
        return CellValue(
            State.REPORTED, text=text, relation=DEADLINE_RELATION, start=start + first, end=start + first + len(text)
        )
    match = NUMBER.search(part)
    if match is None:
        return CellValue(
            State.REPORTED, text=text, relation=QUALITATIVE, start=start + first, end=start + first + len(text)
        )
    relations = Relations.of(units.words)
    relation = relations.last_in(part, 0, match.start("digits"))
    behind = units.after(part, match.end())[1]
    separator = RANGE.match(part, behind)
    second = NUMBER.match(part, separator.end()) if separator is not None else None
    value = _number(match, start, units, relation)
    tail = part[behind:].strip()
    if second is not None:
        other = _number(second, start, units)
        return CellValue(
            State.REPORTED,
            None,
            text,
            RANGE_RELATION,
            value.value,
            other.value,
            value.unit or other.unit,
            value.decimals,
            value.start,
            other.end,
        )
    if relation == "=" and tail:
        word = relations.behind(tail, 0)
        relation = relations.after[word[1]] if word else "≈" if tail.startswith(tuple(MORE)) else relation
    return CellValue(
        value.state, value.value, text, relation, None, None, value.unit, value.decimals, value.start, value.end
    )
