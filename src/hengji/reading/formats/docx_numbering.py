"""Automatic numbering: the number Word prints before a paragraph, computed from numbering.xml.

The rules: lists that share an abstract list count on together unless a list carries ``w:startOverride``; a level
starts again after any higher level (or as ``w:lvlRestart`` says); a level text such as "（%1）" or "%1.%2" takes the
numbers of the levels it names, each in its own format, all in digits under ``w:isLgl``. Bullets give an empty marker.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import field, replace
from typing import TYPE_CHECKING, Final

from hengji.reading.formats.docx_names import MC, VAL, W, is_on, number
from hengji.reading.formats.docx_numeral import numeral
from hengji.records import dataclass

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from hengji.reading.formats.docx_style import NumberingUse

LEVELS: Final = 9
SLOT: Final = re.compile(r"%([1-9])")
LVL, NUM_FMT, LVL_TEXT = W + "lvl", W + "numFmt", W + "lvlText"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list; ``restart`` counts levels from 1, 0 means never, None after any higher one."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""

    @classmethod
    def of(cls, element: Element) -> Level:
        """The level declared by a ``w:lvl``."""
        format_ = element.find(NUM_FMT)
        if format_ is None:  # a format newer than the standard stands beside the one older programs use
            format_ = element.find(f"{MC}AlternateContent/{MC}Fallback/{NUM_FMT}")
        text, style = element.find(LVL_TEXT), element.find(W + "pStyle")
        restart = number(element.find(W + "lvlRestart"), -1)
        return cls(
            number(element.find(W + "start"), 0),
            "decimal" if format_ is None else format_.get(VAL, "decimal"),
            "" if text is None else text.get(VAL, ""),
            None if restart < 0 else restart,
            is_on(element.find(W + "isLgl")),
            "" if style is None else style.get(VAL, ""),
        )


@dataclass(slots=True)
class NumberedList:
    """A list (``w:num``): its levels with overrides applied, and the abstract list whose count it shares."""

    abstract: int
    levels: dict[int, Level]
    restarts: frozenset[int] = frozenset()

    def level_of_style(self, style: str) -> int | None:
        """The level that belongs to a paragraph style."""
        return next((index for index, level in self.levels.items() if style and level.style == style), None)


@dataclass
class Numbering:
    """The lists of a document."""

    lists: dict[int, NumberedList] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Element, list_of_style: Callable[[str], int]) -> Numbering:
        """The lists declared in numbering.xml; ``list_of_style`` gives the list a numbering style stands for."""
        abstracts = {_id(element, "abstractNumId"): element for element in root.iter(W + "abstractNum")}
        nums = {_id(element, "numId"): element for element in root.iter(W + "num")}
        found = {}
        for num_id, element in nums.items():
            abstract_id = number(element.find(W + "abstractNumId"), -1)
            abstract = abstracts.get(abstract_id)
            link = None if abstract is None else abstract.find(W + "numStyleLink")
            if link is not None:  # the levels stand in the list that the numbering style names
                linked = nums.get(list_of_style(link.get(VAL, "")))
                abstract_id = abstract_id if linked is None else number(linked.find(W + "abstractNumId"), -1)
                abstract = abstracts.get(abstract_id)
            if abstract is not None:
                found[num_id] = _list(abstract_id, abstract, element)
        return cls(found)


@dataclass
class Counter:
    """The count of every list through one part of the document, paragraph by paragraph."""

    numbering: Numbering
    _counts: dict[int, list[int | None]] = field(default_factory=dict)
    _begun: set[tuple[int, int]] = field(default_factory=set)

    def marker(self, use: NumberingUse) -> str:
        """Counts one paragraph and says the number printed before it; empty for bullets and unknown lists."""
        list_ = self.numbering.lists.get(use.num_id or 0)
        if list_ is None:
            return ""
        of_style = list_.level_of_style(use.style)
        index = of_style if of_style is not None else (use.level or 0)
        level = list_.levels.get(index)
        if level is None:
            return ""
        counts = self._count(use.num_id or 0, list_, index, level)
        if level.format == "bullet":
            return ""
        return SLOT.sub(lambda slot: _printed(list_, counts, int(slot[1]) - 1, level), level.text)

    def _count(self, num_id: int, list_: NumberedList, index: int, level: Level) -> list[int | None]:
        counts = self._counts.setdefault(list_.abstract, [None] * LEVELS)
        before = counts[index]
        first_time = (num_id, index) not in self._begun
        self._begun.add((num_id, index))
        begins = before is None or (first_time and index in list_.restarts)
        counts[index] = level.start if begins or before is None else before + 1
        for deeper in range(index + 1, LEVELS):
            restart = list_.levels[deeper].restart if deeper in list_.levels else None
            if restart is None or index < restart:
                counts[deeper] = None
        return counts


def _printed(list_: NumberedList, counts: list[int | None], index: int, shown_in: Level) -> str:
    """The number of one level inside a level text; a level that has not occurred yet shows its start."""
    level = list_.levels.get(index, Level())
    count = counts[index]
    format_ = "decimal" if shown_in.legal and level.format != "none" else level.format
    return numeral(level.start if count is None else count, format_)


def _list(abstract_id: int, abstract: Element, num: Element) -> NumberedList:
    levels = {_id(element, "ilvl"): Level.of(element) for element in abstract.iterchildren(LVL)}
    restarts = set()
    for override in num.iterchildren(W + "lvlOverride"):
        index = _id(override, "ilvl")
        own = override.find(LVL)
        if own is not None:
            levels[index] = Level.of(own)
        start = number(override.find(W + "startOverride"), -1)
        if start >= 0:
            levels[index] = replace(levels.get(index, Level()), start=start)
            restarts.add(index)
    sound = {index: level for index, level in levels.items() if 0 <= index < LEVELS}
    return NumberedList(abstract_id, sound, frozenset(restarts))


def _id(element: Element, attribute: str) -> int:
    try:
        return int(element.get(W + attribute, ""))
    except ValueError:
        return -1
