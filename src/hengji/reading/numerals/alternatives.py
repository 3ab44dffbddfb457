"""One expression for any of many words: shared beginnings are written once, the longest word is found first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

NEVER = r"(?!)"


def any_of(words: Iterable[str]) -> str:
    """An expression that matches the longest of the words standing at a place; one that never matches for no words."""
    return _any_of(frozenset(filter(None, words)))


@lru_cache(maxsize=256)
def _any_of(words: frozenset[str]) -> str:
    return _branches(words) if words else NEVER


def _branches(words: Iterable[str]) -> str:
    by_first: dict[str, list[str]] = {}
    for word in sorted(words):
        by_first.setdefault(word[0], []).append(word[1:])
    alone = [first for first, rests in by_first.items() if rests == [""]]
    found = [f"[{''.join(map(re.escape, alone))}]" if len(alone) > 1 else re.escape(alone[0])] if alone else []
    for first, rests in by_first.items():
        longer = [rest for rest in rests if rest]
        if longer:
            inner = _branches(longer)
            single = len(longer) == 1 and "" not in rests
            found.append(f"{re.escape(first)}{inner if single else f'(?:{inner})'}{'?' if '' in rests else ''}")
    return "|".join(sorted(found, key=lambda branch: branch.startswith("[")))
