"""Target and actual cells of an indicator table as quantities: one grammar for ≥125, 95%以上, 3%-10%, 2023年12月前完成.

Every quantity keeps the span of its figure in the cell's text. What is written wrongly is still read as far as it can
be, and said as a problem with a code and a Chinese sentence; nothing is guessed. Numbers are exact decimals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from hengji.facts.fact import State
from hengji.facts.unit import Unit
from hengji.packs.figure_words import NO_WORDS, FigureWords
from hengji.records import dataclass
from hengji.scoring.deadline import Deadline, find_deadline, without_dates

EQUAL, AT_LEAST, ABOVE, AT_MOST, BELOW, ABOUT = "=", "≥", ">", "≤", "<", "≈"
RANGE, QUALITATIVE, DEADLINE = "range", "qualitative", "deadline"
FOLDED = str.maketrans("０１２３４５６７８９．％﹪＞﹥＜﹤＝﹦≧⩾≦⩽～〜－–−＋，", "0123456789.%%>><<==≥≥≤≤~~---+,")
NUMBER = re.compile(r"(?<![\d第])(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)")
SIGNS = {
    **dict.fromkeys(("≥", ">=", "=>"), AT_LEAST),
    **dict.fromkeys(("≤", "<=", "=<"), AT_MOST),
    ">": ABOVE,
    "<": BELOW,
    "=": EQUAL,
    "≈": ABOUT,
}
MORE_THAN = ("余", "多")
NEARLY = "近"
BETWEEN = re.compile(r"\s*(?:[-~—]{1,2}|至|到)\s*")
DASHES = re.compile(r"[—\-/]{1,4}")
FOLLOWING = re.compile(r"\s*[一-鿿]{1,4}")
SEPARATORS = " \t\r\n\u3000\u00a0/、;；,:：。()（）"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something written so that it cannot be reviewed as it stands."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """One target or actual value; ``start``/``end`` span its figure in the cell (all of it when it is in words).

    ``value`` is None for ranges, words and deadlines; ``low``/``high`` bound a range or an approximate figure;
    ``label`` is the word before it (满意度); ``unit_text`` is the unit as printed, ``unit`` what it means.
    """

    text: str
    relation: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: Unit | None = None
    unit_text: str = ""
    decimals: int = 0
    start: int = 0
    end: int = 0
    label: str = ""
    deadline: Deadline | None = None

    @property
    def is_figure(self) -> bool:
        """Whether it is a number or a range of numbers."""
        return self.value is not None or self.relation == RANGE


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says: its state, its quantities (several when figures are mixed in one cell), and what is wrong."""

    text: str
    state: State
    quantities: tuple[Quantity, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def only(self) -> Quantity | None:
        """The quantity when there is exactly one."""
        return self.quantities[0] if len(self.quantities) == 1 else None


class UnitTable:
    """Units by id and alias, the longest name first when several begin alike, and a pack's words around a figure."""

    def __init__(self, units: Iterable[Unit], words: FigureWords = NO_WORDS) -> None:
        self._names: dict[str, Unit] = {}
        for unit in units:
            for name in (unit.id, *unit.aliases):
                self._names.setdefault(name.translate(FOLDED), unit)
        self._longest = sorted(self._names, key=len, reverse=True)
        self.before = {**SIGNS, **dict(words.before), **dict(words.in_cells)}
        self.after = {**dict(words.after), **dict.fromkeys(MORE_THAN, ABOUT)}
        self.before_number = re.compile(rf"({_either(self.before)})\s*\Z")
        including = r"(?:[(（]含[)）])?[及或]?"
        self.after_number = re.compile(rf"\s*{including}({_either(self.after)})")
        self.unknown_unit = re.compile(rf"\s*[一-鿿]{{1,3}}?(?={including}(?:{_either(dict(words.after))}))")
        self.nil = re.compile(rf"(?:{_either(words.nil)})。?")
        self.not_applicable = re.compile(rf"{DASHES.pattern}|{_either(words.not_applicable)}")

    def at(self, text: str, position: int) -> tuple[Unit, int] | None:
        """The unit written at ``position`` (blanks before it are passed over), with the end of its name."""
        while position < len(text) and text[position].isspace():
            position += 1
        for name in self._longest:
            if text.startswith(name, position):
                return self._names[name], position + len(name)
        return None

    def get(self, name: str) -> Unit | None:
        """A unit by id or alias."""
        return self._names.get(name.translate(FOLDED))


def _either(words: Iterable[str]) -> str:
    """A pattern of any of some words, the longest first; one that finds nothing where there are none."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True)) or "(?!)"


def parse_target(text: str, units: UnitTable, *, year: int | None = None) -> Reading:
    """A target cell (年度指标值); ``year`` completes a deadline printed without one."""
    return _parse(text, units, year)


def parse_actual(text: str, units: UnitTable, *, year: int | None = None) -> Reading:
    """A cell of the value reached (实际完成值): a limit instead of a figure is a problem there."""
    reading = _parse(text, units, year)
    found = [problem for quantity in reading.quantities if (problem := _inexact(quantity)) is not None]
    return replace(reading, problems=(*reading.problems, *found))


def _inexact(quantity: Quantity) -> Problem | None:
    match quantity.relation:
        case "≥" | ">" | "≤" | "<":
            return Problem("actual-inequality", f"完成值应填确数，不能填“{quantity.text}”。")
        case "range":
            return Problem("actual-range", f"完成值应填确数，不能填区间“{quantity.text}”。")
        case "≈":
            return Problem("actual-approximate", f"完成值应填确数，“{quantity.text}”是概数。")
    return None


def _parse(text: str, units: UnitTable, year: int | None) -> Reading:
    folded = text.translate(FOLDED)
    bare = folded.strip(SEPARATORS.replace("/", ""))
    if not bare:
        return Reading(text, State.BLANK)
    if units.not_applicable.fullmatch(bare):
        return Reading(text, State.NOT_APPLICABLE)
    if units.nil.fullmatch(bare):
        return Reading(text, State.NIL)
    undated = without_dates(folded)
    if NUMBER.search(undated) is None:
        return Reading(text, State.REPORTED, (_in_words(text, folded, year),))
    quantities, problems = _Scan(text, undated, units).run()
    if len(quantities) > 1:
        problems.append(
            Problem("several-figures", f"“{text.strip()}”一格里有 {len(quantities)} 个数，请分成几个指标填写。")
        )
    zero = len(quantities) == 1 and quantities[0].value == 0
    return Reading(text, State.ZERO if zero else State.REPORTED, tuple(quantities), tuple(problems))


def _in_words(text: str, folded: str, year: int | None) -> Quantity:
    start = len(folded) - len(folded.lstrip())
    stripped = text.strip()
    due = find_deadline(folded, year)
    relation = QUALITATIVE if due is None else DEADLINE
    return Quantity(stripped, relation, start=start, end=start + len(stripped), deadline=due)


class _Scan:
    """One pass over a cell that holds numbers, from left to right; dates have been blanked out."""

    def __init__(self, text: str, folded: str, units: UnitTable) -> None:
        self.text = text
        self.folded = folded
        self.units = units
        self.problems: list[Problem] = []

    def run(self) -> tuple[list[Quantity], list[Problem]]:
        """All quantities and problems."""
        found: list[Quantity] = []
        position = 0
        while (number := NUMBER.search(self.folded, position)) is not None:
            quantity, position = self._quantity(number, position)
            found.append(quantity)
        return found, self.problems

    def _quantity(self, number: re.Match[str], since: int) -> tuple[Quantity, int]:
        start = self._signed_start(number, since)
        head = self.folded[since:start]
        before = self.units.before_number.search(head)
        label = (head[: before.start()] if before else head).strip(SEPARATORS)
        begin = since + (before.start() if before else len(head))
        relation = self.units.before[before[1]] if before else EQUAL
        first = self._figure(start, number.end())
        second = self._second(first)
        if second is not None:
            quantity = self._range(first, second, relation if before else "")
            end = self._end_of_unit(second)
        else:
            quantity, end = self._single(first, relation, before[1] if before else "")
        text = self.text[begin:end].strip()
        if quantity.unit is None:
            self._no_unit(text, quantity.end, end)
        return replace(quantity, text=text, label=label), end

    def _signed_start(self, number: re.Match[str], since: int) -> int:
        """Where the figure begins: at its minus sign when nothing stands before that but a relation or a separator."""
        start = number.start()
        if start > since and self.folded[start - 1] == "-":
            head = self.folded[since : start - 1].rstrip()
            if not head or self.units.before_number.search(head) or head[-1] in SEPARATORS:
                return start - 1
        return start

    def _figure(self, start: int, end: int) -> Quantity:
        digits = self.folded[start:end].replace(",", "")
        value = Decimal(digits)
        found = self.units.at(self.folded, end)
        unit, unit_text = (found[0], self.text[end : found[1]].strip()) if found else (None, "")
        places = len(digits.partition(".")[2])
        return Quantity("", EQUAL, value, None, None, unit, unit_text, places, start, end)

    def _end_of_unit(self, figure: Quantity) -> int:
        found = self.units.at(self.folded, figure.end)
        return found[1] if found else figure.end

    def _second(self, first: Quantity) -> Quantity | None:
        """The upper end of a range, when one follows."""
        between = BETWEEN.match(self.folded, self._end_of_unit(first))
        number = NUMBER.match(self.folded, between.end()) if between else None
        return self._figure(number.start(), number.end()) if number else None

    def _range(self, first: Quantity, second: Quantity, relation: str) -> Quantity:
        printed = self.text[first.start : self._end_of_unit(second)]
        if relation and relation not in (EQUAL, ABOUT):
            says = f"“{relation}{printed}”既写“{relation}”又写区间，看不出指标值是多少。"
            self.problems.append(Problem("relation-and-range", says))
        if first.value is not None and second.value is not None and first.value > second.value:
            self.problems.append(Problem("range-reversed", f"区间“{printed}”前大后小。"))
        if first.unit is not None and second.unit is not None and first.unit != second.unit:
            self.problems.append(Problem("range-units", f"区间“{printed}”两端单位不同。"))
        return Quantity(
            "",
            RANGE,
            low=first.value,
            high=second.value,
            unit=second.unit or first.unit,
            unit_text=second.unit_text or first.unit_text,
            decimals=max(first.decimals, second.decimals),
            start=first.start,
            end=second.end,
        )

    def _single(self, figure: Quantity, relation: str, word: str) -> tuple[Quantity, int]:
        """A figure with the words that may follow it, before or behind its unit (280余篇, 95%以上)."""
        end = self._end_of_unit(figure)
        if figure.unit is None and (unknown := self.units.unknown_unit.match(self.folded, figure.end)) is not None:
            end = unknown.end()
        behind = self.units.after_number
        after = behind.match(self.folded, figure.end) or behind.match(self.folded, end)
        if after is not None:
            end = max(end, after.end())
            if figure.unit is None and (found := self.units.at(self.folded, after.end())) is not None:
                end = found[1]
                figure = replace(figure, unit=found[0], unit_text=self.text[after.end() : end].strip())
            relation = self._joined(relation, self.units.after[after[1]], self.text[figure.start : end])
        low = figure.value if after is not None and after[1] in MORE_THAN else None
        high = figure.value if word.endswith(NEARLY) else None
        if relation != ABOUT:
            low = high = None
        return replace(figure, relation=relation, low=low, high=high), end

    def _joined(self, before: str, after: str, printed: str) -> str:
        """The relation said before and behind the figure; two different ones contradict."""
        if before in (EQUAL, after):
            return after
        if after == ABOUT:
            return before
        self.problems.append(Problem("two-relations", f"“{printed}”前写“{before}”、后又写“{after}”，互相矛盾。"))
        return before

    def _no_unit(self, text: str, figure: int, end: int) -> None:
        follows = self.units.unknown_unit.match(self.folded, figure) or FOLLOWING.match(self.folded, end)
        if follows is not None:
            name = follows[0].strip()
            self.problems.append(Problem("unit-unknown", f"“{text}”后面的“{name}”不是登记过的计量单位。"))
        else:
            self.problems.append(Problem("unit-missing", f"“{text}”没有写计量单位。"))
