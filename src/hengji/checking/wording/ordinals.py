"""Numbers at the heads of paragraphs that are out of order: a number twice, one left out, a series that goes back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hengji.checking.finding import Spot
from hengji.checking.subject import TextLine
from hengji.facts.numbers import chinese_ordinal
from hengji.records import dataclass

ORDINALS = {chinese_ordinal(number): number for number in range(1, 100)}
FIRST = re.compile(r"\s*([一二三四五六七八九十]{1,3})、")
SECOND = re.compile(r"\s*[（(]([一二三四五六七八九十]{1,3}|\d{1,2})[）)]")


@dataclass(frozen=True, slots=True)
class Slip:
    """A number that does not follow: where it stands, and what is wrong in words."""

    spot: Spot
    says: str


@dataclass(frozen=True, slots=True)
class _Number:
    line: TextLine
    value: int
    chinese: bool
    start: int
    end: int

    @property
    def spot(self) -> Spot:
        text = self.line.text.value
        start, end = (self.start, self.end) if not self.line.marker else (0, min(len(text), 12))
        start += len(text[start:end]) - len(text[start:end].lstrip())
        return Spot(self.line.text.place(start, end), text[start:end])


def slips_of(lines: Sequence[TextLine]) -> Iterator[Slip]:
    """The slips of the first two levels (一、 and （一）) of a component, in order."""
    numbers = [found for line in lines if (found := _number(line, FIRST)) is not None]
    yield from _first_level(numbers)
    sections: list[list[_Number]] = [[]]
    for line in lines:
        if _number(line, FIRST) is not None:
            sections.append([])
        elif (second := _number(line, SECOND)) is not None:
            sections[-1].append(second)
    for section in sections:
        yield from _second_level(section)


def _number(line: TextLine, pattern: re.Pattern[str]) -> _Number | None:
    found = pattern.match(line.marker or line.text.value)
    if found is None or not line.text.value.strip():
        return None
    value = ORDINALS.get(found[1]) or (int(found[1]) if found[1].isdigit() else 0)
    return _Number(line, value, not found[1].isdigit(), found.start(), found.end()) if value else None


def _first_level(numbers: Sequence[_Number]) -> Iterator[Slip]:
    """Series may stand inside one another, and each may be taken up again where it was left."""
    tops: list[int] = []
    for one in numbers:
        if one.value == 1:
            tops.append(1)
            continue
        while len(tops) > 1 and tops[-1] + 1 != one.value and any(top + 1 == one.value for top in tops[:-1]):
            tops.pop()
        label = f"{chinese_ordinal(one.value)}、"
        if tops and tops[-1] + 1 == one.value:
            tops[-1] = one.value
        elif tops and one.value == tops[-1]:
            yield Slip(one.spot, f"“{label}”重复")
        elif tops and one.value < tops[-1]:
            yield Slip(one.spot, f"“{chinese_ordinal(tops[-1])}、”之后又是“{label}”")
            tops.append(one.value)
        else:
            tops = [*tops[:-1], one.value]


def _second_level(numbers: Sequence[_Number]) -> Iterator[Slip]:
    """Under one heading: Arabic numbers among Chinese ones, and a number twice; a list that starts again is another."""
    chinese = [one.value for one in numbers if one.chinese]
    last = 0
    for position, one in enumerate(numbers):
        if one.chinese:
            if last and one.value == last:
                yield Slip(one.spot, f"“（{chinese_ordinal(one.value)}）”重复")
            last = one.value
            continue
        # （2） between （一） and （三）, or after （一） with no （1） of its own before and no （3） after it.
        alone = not any(not other.chinese and other.value == 1 for other in numbers[:position])
        if last and one.value == last + 1 and one.value not in chinese and alone:
            yield Slip(one.spot, f"“（{one.value}）”应为“（{chinese_ordinal(one.value)}）”")
            last = one.value
