"""Phrases a check looks for in running text.

Plain words; `(甲|乙)` either, `…` any words up to the next stop, `#` a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from hengji.patterns import pattern

REACH = 30  # how many characters `…` may stand for
TOKENS = {"…": f"[^。；;！？\\n]{{0,{REACH}}}?", "#": r"\d+(?:\.\d+)?", "(": "(?:", "|": "|", ")": ")"}


@cache
def pattern_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern that finds any of some phrases; of none, one that finds nothing."""
    return pattern("|".join(map(_translated, phrases)) if phrases else r"(?!)")


def finds(phrases: Iterable[str], text: str) -> bool:
    """Whether any of the phrases stands in a text."""
    return pattern_of(tuple(phrases)).search(text) is not None


def is_balanced(phrase: str) -> bool:
    """Whether every bracket of a phrase is closed, so that it means something."""
    depth = 0
    for character in phrase:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth < 0:
            return False
    return bool(phrase) and depth == 0


def _translated(phrase: str) -> str:
    return "".join(TOKENS.get(character, re.escape(character)) for character in phrase)
