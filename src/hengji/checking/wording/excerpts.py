"""A text that is plainly a piece of a paper: what it lacks may stand in the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from hengji.checking.finding import Finding, Spot, Tally
from hengji.checking.rules import finding_of, rule_of
from hengji.checking.subject import Subject, SubjectPart, TextLine
from hengji.checking.wording.ordinals import FIRST, ORDINALS
from hengji.packs.labels import plain
from hengji.packs.phrase import finds

PART = re.compile(r"\s*第([一二三四五六七八九十]{1,2})[部章篇]")
SERIES = (PART, FIRST)
SHORTEST = 15  # characters; a shorter line is a heading, a name or a date
STOPS = frozenset("。．.！!？?；;：:”\"’'）)》〉】]…—")
PAUSES = frozenset("，,、；;：:（(《“")


class Excerpt:
    """Whether a component lacks its beginning or its end, and where that is seen."""

    def __init__(self, subject: Subject, part: SubjectPart) -> None:
        self._part = part
        self._rule = rule_of(part, "excerpt")
        lines = [one for one in subject.lines if one.component == part.id and one.text.value.strip()]
        self._begun = _first_heading(lines) if self._rule is not None else None
        last = bool(subject.parts) and subject.parts[-1].id == part.id
        after = any(one.component == part.id and one.block > lines[-1].block for one in subject.rows) if lines else True
        self._ended = lines[-1] if self._rule is not None and last and not after and self._is_cut(lines[-1]) else None

    @property
    def is_whole(self) -> bool:
        """Whether a component was looked at and is no piece."""
        return self._rule is not None and self._begun is None and self._ended is None

    def lacks(self, *, end: bool) -> bool:
        """Whether what is missing may stand in the part that is not here; ``end``: only behind the last line."""
        return self._ended is not None or (self._begun is not None and not end)

    def finding(self, tally: Tally) -> Finding | None:
        """The one note of such a component; None for a whole one."""
        shown = [line for line in (self._begun, self._ended) if line is not None]
        if self._rule is None or not shown:
            return None
        tally.note("failed")
        said = [f"第一个标题是“{_heading(self._begun)}”，前面的没有"] if self._begun is not None else []
        said += [f"写到“{_tail(self._ended)}”就断了"] if self._ended is not None else []
        told = finding_of(self._part, self._rule, {}, "；".join(said), ())
        return replace(told, spots=tuple(Spot(line.text.whole(), line.text.value) for line in shown))

    def _is_cut(self, line: TextLine) -> bool:
        """Whether a paragraph ends within a sentence; a line of names, dates or telephones never has a full stop."""
        text = plain(line.text.value)
        if len(text) < SHORTEST or self._rule is None or finds(self._rule.where.get("apart", ()), text):
            return False
        return text[-1] in PAUSES or (text[-1] not in STOPS and any(sign in PAUSES for sign in text))


def _first_heading(lines: Sequence[TextLine]) -> TextLine | None:
    """The first heading of the highest level, where it is not number one of its series."""
    for pattern in SERIES:
        for line in lines:
            found = pattern.match(line.marker or line.text.value)
            if found is not None and found[1] in ORDINALS:
                return line if ORDINALS[found[1]] > 1 else None
    return None


def _heading(line: TextLine | None) -> str:
    return f"{line.marker}{line.text.value.strip()}"[:20] if line is not None else ""


def _tail(line: TextLine | None) -> str:
    return line.text.value.strip()[-SHORTEST:] if line is not None else ""
