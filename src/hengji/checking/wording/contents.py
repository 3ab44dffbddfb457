"""Tables that the list of contents names and the file does not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from hengji.checking.finding import MOST_PLACES, Finding, Spot, Tally
from hengji.checking.rules import finding_of, rule_of
from hengji.checking.subject import Subject, SubjectPart, TextLine
from hengji.packs.check import Check
from hengji.packs.labels import bare, plain

PAGE = re.compile(r"[.·…。\-—_\s]*\(?\d{0,3}\)?$")
NUMBERED = re.compile(r"第?[((]?[一二三四五六七八九十\d]{1,3}(?:[部章篇]分?|[、..,)])")
YEAR = re.compile(r"20\d{2}年?度?")
LONGEST, MOST, FEWEST = 60, 80, 2
ALIKE, SURE = 0.6, 0.9


def check_contents(subject: Subject, tally: Tally) -> Iterator[Finding]:
    """Every component with a list of contents, most of whose tables are there: those that are not."""
    for part in subject.parts:
        rule = rule_of(part, "contents")
        listed, rest = _listed(subject, part, rule) if rule is not None else ([], [])
        if rule is None or len(listed) <= FEWEST:
            continue
        titles = [_clean(line.text.value) for line in rest]
        titles += [
            _clean(cell.value)
            for row in subject.rows
            if row.component == part.id
            for cell in row.cells
            if len(cell.value) <= LONGEST
        ]
        tables = len({row.table for row in subject.rows if row.component == part.id})
        likeness = [max((_likeness(_clean(line.text.value), title) for title in titles), default=0) for line in listed]
        there = sum(one >= SURE for one in likeness)
        if there < FEWEST or there * 2 < len(listed):
            continue  # the tables lie in another file
        limit = SURE if tables < len(listed) else ALIKE
        absent = [line for line, like in zip(listed, likeness, strict=True) if like < limit]
        tally.note("failed" if absent else "held")
        if absent:
            said = "、".join(f"“{_clean(line.text.value)}”" for line in absent)
            spots = tuple(Spot(line.text.whole(), line.text.value) for line in absent[:MOST_PLACES])
            told = finding_of(part, rule, {"count": str(len(absent))}, f"目录列有{said}，后面没有", ())
            yield replace(told, spots=spots)


def _listed(subject: Subject, part: SubjectPart, rule: Check) -> tuple[list[TextLine], list[TextLine]]:
    """The tables the contents list, and the lines after the list: it ends where its first entry is said again."""
    lines = [one for one in subject.lines if one.component == part.id and one.text.value.strip()]
    heads = set(rule.where.get("contents", ()))
    start = next((at for at, line in enumerate(lines) if plain(line.text.value) in heads), None)
    if start is None:
        return [], []
    said: set[str] = set()
    for at in range(start + 1, min(start + 1 + MOST, len(lines))):
        text = _clean(lines[at].text.value)
        if text in said or len(text) > LONGEST:
            return list(_tables(lines[start + 1 : at], tuple(rule.where.get("listed", ())))), lines[at:]
        said.add(text)
    return [], []


def _tables(lines: Sequence[TextLine], ends: tuple[str, ...]) -> Iterator[TextLine]:
    """The entries that are tables; one with tables numbered in another way under it is the heading over them."""
    for at, line in enumerate(lines):
        after = lines[at + 1] if at + 1 < len(lines) else None
        if not _clean(line.text.value).endswith(ends):
            continue
        over = after is not None and _clean(after.text.value).endswith(ends) and _style(after) != _style(line)
        if not over:
            yield line


def _style(line: TextLine) -> str:
    """How an entry is numbered, whatever its number."""
    front = NUMBERED.match(line.marker or plain(line.text.value))
    if front is None:
        return ""
    kind = "1" if re.search(r"\d", front[0]) else ""
    return kind + re.sub(r"[一二三四五六七八九十\d]+", "", front[0])


def _clean(text: str) -> str:
    return YEAR.sub("", bare(PAGE.sub("", plain(text))))


def _likeness(one: str, other: str) -> float:
    if not one or not other:
        return 0
    shorter, longer = sorted((one, other), key=len)
    if shorter in longer and len(shorter) * 2 > len(longer):
        return 1
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def titles_near(lines: Sequence[TextLine], block: int, reach: int) -> str:
    """What stands right above a table."""
    return "\n".join(plain(line.text.value) for line in lines if block - reach <= line.block < block)
