"""The text refers to an attachment by its number, and the papers hold others but not this one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from hengji.checking.finding import MOST_PLACES, Finding, Spot, Tally
from hengji.checking.rules import finding_of, rule_of
from hengji.checking.subject import Subject, SubjectPart
from hengji.checking.wording.ordinals import ORDINALS
from hengji.checking.wording.wordings import Piece, pieces_of
from hengji.packs.check import Check

NUMBER = r"\s*(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})"
LONGEST = 40  # characters of a line that is the head of an attachment
STOPS = ("。", ";", ",", "、")


def check_attachments(subject: Subject, tally: Tally) -> Iterator[Finding]:
    """The attachments a unit's papers refer to; where none has a head, they lie in other files: nothing is told."""
    for unit in dict.fromkeys(subject.units.get(part.id, 0) for part in subject.parts):
        parts = [part for part in subject.parts if subject.units.get(part.id, 0) == unit and not part.previous]
        ruled = [(part, rule) for part in parts if (rule := rule_of(part, "attachment")) is not None]
        if not ruled:
            continue
        pieces = {part.id: pieces_of(subject, part) for part in parts}
        rule = ruled[0][1]
        held = {number for part in parts for piece in pieces[part.id] for number in _heads(piece, rule)}
        if not held:
            continue
        for part, _ in ruled:
            yield from _absent(part, rule, pieces[part.id], held, tally)


def _heads(piece: Piece, rule: Check) -> Iterator[int]:
    """The number of the attachment that begins with a line."""
    text = piece.folded.strip()
    found = re.match(f"(?:{_either(rule, 'name')}){NUMBER}(?=$|[\\s:.])", text)
    if found is not None and len(text) <= LONGEST and not text.endswith(STOPS):
        yield _value(found["number"])


def _absent(part: SubjectPart, rule: Check, pieces: Sequence[Piece], held: set[int], tally: Tally) -> Iterator[Finding]:
    referred = re.compile(f"(?:{_either(rule, 'refer')})(?P<said>(?:{_either(rule, 'name')}){NUMBER})(?!\\d)")
    spots: dict[int, list[tuple[str, Spot]]] = {}
    for piece in pieces:
        for found in referred.finditer(piece.folded):
            number = _value(found["number"])
            if number in held:
                tally.note("held")
            else:
                spots.setdefault(number, []).append((found["said"], piece.spot(*found.span())))
    for hits in spots.values():
        tally.note("failed")
        name = hits[0][0]
        there = "、".join(f"{rule.where['name'][0]}{number}" for number in sorted(held))
        told = finding_of(part, rule, {"name": name}, f"这些材料里有{there}，没有{name}", ())
        yield replace(told, spots=tuple(spot for _, spot in hits[:MOST_PLACES]))


def _either(rule: Check, key: str) -> str:
    return "|".join(map(re.escape, sorted(rule.where.get(key, ()), key=len, reverse=True)))


def _value(number: str) -> int:
    return int(number) if number.isdigit() else ORDINALS.get(number, 0)
