"""Names of units: printed in full and in short, with and without the name of the place."""

from __future__ import annotations

import re


def is_same_unit(one: str, other: str, ignore: re.Pattern[str] | None = None) -> bool:
    """Whether two names can be those of one unit.

    A short form keeps characters of the full name in their order, so of the two names, without the characters that
    most names share (``ignore``), one must be left over from the other. Where nothing is left, nothing can be told.
    """
    first, second = (ignore.sub("", name) if ignore is not None else name for name in (one, other))
    shorter, longer = sorted((first, second), key=len)
    rest = iter(longer)
    return all(character in rest for character in shorter)
