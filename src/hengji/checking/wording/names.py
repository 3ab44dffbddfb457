"""Names of units: printed in full and in short, with and without the name of the place.

Two questions are asked of names. Whether they *are* one unit's, to put its papers together: their short forms are
equal. Whether they *can be* one unit's, so that another name is no slip: one is left over from the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from hengji.packs.labels import plain
from hengji.packs.words import WordKind, WordList, meanings


def short_form(name: str, lists: Mapping[str, WordList]) -> str:
    """A name with what a pack says some papers print and others leave out (中共, 本级) put in its short form."""
    short = plain(name)
    for word, meant in meanings(lists, WordKind.UNIT_SHORT).items():
        short = short.replace(plain(word), meant)
    return short


def is_same_unit(one: str, other: str, ignore: re.Pattern[str] | None = None) -> bool:
    """Whether two names can be those of one unit.

    A short form keeps characters of the full name in their order, so of the two names, without the characters that
    most names share (``ignore``), one must be left over from the other. Where nothing is left, nothing can be told.
    """
    first, second = (ignore.sub("", name) if ignore is not None else name for name in (one, other))
    shorter, longer = sorted((first, second), key=len)
    return is_short_of(shorter, longer)


def is_short_of(short: str, name: str) -> bool:
    """Whether a name can be printed as ``short``: its characters are left over from the name's, in their order."""
    rest = iter(name)
    return all(character in rest for character in short)


def without_place(name: str, places: Iterable[str]) -> str:
    """A name without the place it begins with, the longest that fits; a name that is only a place stays."""
    fitting = [place for place in places if name.startswith(place) and len(name) > len(place)]
    return name[len(max(fitting, key=len)) :] if fitting else name
