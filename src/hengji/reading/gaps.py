"""What a blank form prints where something is to be entered: a line to write on, boxes to tick."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol

from hengji.records import dataclass

LINE = re.compile(r"[_＿]+")
DIGIT = re.compile(r"\d")
BOXES, TICKED = "□☐◻☑☒√✓✔■", frozenset("☑☒√✓✔■")
BOX = re.compile(f"[{BOXES}]")
BOX_FIRST = re.compile(rf"[\s\u3000、；;/]*(?P<box>[{BOXES}])[\s\u3000]*(?P<label>[^\s\u3000{BOXES}、；;/]{{1,12}})")
LABEL_FIRST = re.compile(rf"[\s\u3000、；;/]*(?P<label>[^\s\u3000{BOXES}、；;/]{{1,12}})[\s\u3000]*(?P<box>[{BOXES}])")
REST = re.compile(r"[\s\u3000、；;/。]*\Z")
LEAST_CHOICES = 2


class Units(Protocol):
    """The names of units."""

    def after(self, text: str, position: int) -> tuple[str, int]:
        """The unit printed from a position on, "" where none is, and where its name ends."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A place to write on: its span, the unit printed behind it, whether a line of underscores marks it."""

    start: int
    end: int
    unit: str
    ruled: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several printed choices: where its box stands, whether it is ticked, what it says and where."""

    box: int
    ticked: bool
    label: str
    start: int
    end: int


def gap_in(text: str, units: Units, is_relation: Callable[[str], bool]) -> Gap | None:
    """The gap of a cell that prints nothing but a gap and what belongs to a figure (≥____%); None for anything else.

    ``is_relation`` knows the signs and words that may stand before a figure.
    """
    line = LINE.search(text)
    if line is None and DIGIT.search(text):
        return None
    start, end = line.span() if line is not None else (0, len(text) - len(text.lstrip()))
    before = text[:start].strip()
    unit, stop = units.after(text, end)
    if text[stop:].strip() or (before and not is_relation(before)):
        return None
    return Gap(start, end, unit, ruled=line is not None) if line is not None or unit else None


def choices_in(text: str) -> list[Choice]:
    """The choices of a cell that consists of them (□是 □否, or 是□ 否□); none where there is anything else in it."""
    if BOX.search(text) is None:
        return []
    for pattern in (BOX_FIRST, LABEL_FIRST):
        found: list[Choice] = []
        position = 0
        while match := pattern.match(text, position):
            label = match["label"]
            found.append(Choice(match.start("box"), match["box"] in TICKED, label, *match.span("label")))
            position = match.end()
        if len(found) >= LEAST_CHOICES and REST.match(text, position):
            return found
    return []
