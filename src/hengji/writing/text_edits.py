"""Changing characters of a text that stands in pieces: which piece becomes what.

A text of somebody's file is cut into pieces (the ``w:t`` of runs, tabs between them) that look different. What is
entered takes the looks of the piece it is entered in; pieces nothing is entered in stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters ``start`` to ``end`` of a text; only a piece that ``is_text`` can be changed in part."""

    start: int
    end: int
    text: str
    is_text: bool = True


@dataclass(frozen=True, slots=True)
class Edit:
    """Put ``text`` in the place of the characters ``start`` to ``end``."""

    start: int
    end: int
    text: str


def composed(pieces: Sequence[Piece], edits: Sequence[Edit]) -> dict[int, str] | None:
    """What the pieces that change become, by position; None where an edit finds no piece to stand in."""
    changes: dict[int, list[Edit]] = {}
    for edit in edits:
        touched = [
            number for number, piece in enumerate(pieces) if piece.start < edit.end and edit.start < piece.end
        ] or _beside(pieces, edit.start)
        if not touched:
            return None
        carrier = next((number for number in touched if pieces[number].is_text), touched[0])
        for number in touched:
            changes.setdefault(number, []).append(_within(pieces[number], edit, carries=number == carrier))
    return {number: _applied(pieces[number].text, own) for number, own in changes.items()}


def _beside(pieces: Sequence[Piece], at: int) -> list[int]:
    """The piece in which something is inserted: the one that ends there, for it takes the looks of its label."""
    behind = [number for number, piece in enumerate(pieces) if piece.is_text and piece.start < at <= piece.end]
    ahead = [number for number, piece in enumerate(pieces) if piece.is_text and piece.start == at]
    return [*behind[-1:], *ahead[:1]][:1]


def _within(piece: Piece, edit: Edit, *, carries: bool) -> Edit:
    """The part of an edit that falls into a piece, counted from its beginning."""
    text = edit.text if carries else ""
    if not piece.is_text:
        return Edit(0, len(piece.text), text)
    return Edit(max(edit.start - piece.start, 0), min(edit.end, piece.end) - piece.start, text)


def _applied(text: str, edits: Sequence[Edit]) -> str:
    for edit in sorted(edits, key=lambda one: one.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text
