"""Brackets and quotation marks that are opened and not closed, or closed and never opened."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from hengji.checking.finding import MOST_PLACES, Finding, Spot, Tally
from hengji.checking.rules import finding_of, rule_of
from hengji.checking.subject import Subject
from hengji.checking.wording.wordings import Piece, pieces_of

PAIRS = {"《": "》", "“": "”", "(": ")", "〔": "〕", "【": "】"}
# 1) and 一) number an item of a list and open nothing.
ORDINAL = re.compile(r"(?:^|(?<=[。;:,、\s]))\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2}|[a-zA-Z])\)")
SENTENCE = re.compile(r"[。;:]\s*$")
BEFORE, AFTER = 6, 6


def check_brackets(subject: Subject, tally: Tally) -> Iterator[Finding]:
    """Whole paragraphs in which a pair does not close; a pair that closes in the next paragraph is none of them."""
    for part in subject.parts:
        rule = rule_of(part, "brackets")
        lines = [piece for piece in pieces_of(subject, part) if piece.where == "text"]
        if rule is None or not lines:
            continue
        spots = list(_unmatched(lines))
        tally.note("failed" if spots else "held")
        if spots:
            working = "、".join(f"“{spot.quote}”" for spot in spots[:MOST_PLACES])
            yield replace(finding_of(part, rule, {}, f"不成对的地方：{working}", ()), spots=tuple(spots[:MOST_PLACES]))


def _unmatched(lines: Sequence[Piece]) -> Iterator[Spot]:
    for index, piece in enumerate(lines):
        if not SENTENCE.search(piece.folded):
            continue
        for opening, closing in PAIRS.items():
            at = _position(piece.folded, opening, closing)
            near = [lines[other].folded for other in (index - 1, index + 1) if 0 <= other < len(lines)]
            if at is None or any(_position(text, opening, closing) is not None for text in near):
                continue
            yield piece.spot(max(at - BEFORE, 0), min(at + AFTER + 1, len(piece.folded)))


def _position(text: str, opening: str, closing: str) -> int | None:
    """Where the first mark without its other half stands."""
    skipped = {found.end() - 1 for found in ORDINAL.finditer(text)} if closing == ")" else set()
    opened: list[int] = []
    for index, character in enumerate(text):
        if character == opening:
            opened.append(index)
        elif character == closing and index not in skipped:
            if not opened:
                return index
            opened.pop()
    return opened[0] if opened else None
