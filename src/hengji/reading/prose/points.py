"""Headings that run into their text (（二）摸清底数。抽调人员……) and, inside it, those of its points (一是……。).

Such a heading is a short sentence behind a list mark, without a figure, with more text behind it.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from hengji.reading.prose.vocabulary import QUOTES
from hengji.records import dataclass

HEADING = re.compile(
    r"\s*(?:[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]|[一二三四五六七八九十]{1,3}、|\d{1,2}[、.．](?!\d)|[①-⒛])"
    r"\s*(?P<name>[^。；：\n\d]{2,30})。(?=\s*[^\s])"
)
POINT = re.compile(
    r"(?:\A|(?<=[。；]))\s*[一二三四五六七八九十]是(?P<name>(?:(?![一二三四五六七八九十]是)[^。；：\n\d]){2,16})。(?=\s*[^\s])"
)


@dataclass(frozen=True, slots=True)
class Points:
    """The headings of one text and where what stands under each begins, in order."""

    starts: tuple[int, ...] = ()
    names: tuple[str, ...] = ()

    @classmethod
    def of(cls, text: str) -> Points:
        """The heading a text begins with, and those of the points inside it."""
        found = [*filter(None, [HEADING.match(text)]), *POINT.finditer(text)]
        return cls(tuple(one.end() for one in found), tuple(one["name"].translate(QUOTES) for one in found))

    def over(self, at: int) -> str:
        """The heading over an offset; "" where none is."""
        index = bisect_right(self.starts, at)
        return self.names[index - 1] if index else ""
