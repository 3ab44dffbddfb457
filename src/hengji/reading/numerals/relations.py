"""The relation a figure stands in, told by the signs or words right before it and the words right behind it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from hengji.packs.figure_words import FigureWords
from hengji.records import dataclass

SIGNS: Final = {
    "≥": "≥",
    "≧": "≥",
    "≤": "≤",
    "≦": "≤",
    ">": ">",
    "＞": ">",
    "<": "<",
    "＜": "<",
    "=": "=",
    "＝": "=",
    "﹦": "=",
}
TWO_SIGNS: Final = {">=": "≥", "＞=": "≥", "＞＝": "≥", "<=": "≤", "＜=": "≤", "＜＝": "≤"}
GAP, MORE = " \u3000\xa0", "多余"


@dataclass(frozen=True, slots=True, eq=False)
class Relations:
    """The relations of one pack's words, ready to be looked for."""

    before: dict[str, str]
    after: dict[str, str]
    before_end: re.Pattern[str]
    before_last: frozenset[str]
    after_start: re.Pattern[str]
    after_first: frozenset[str]
    anywhere: re.Pattern[str]
    longest: int

    @staticmethod
    @lru_cache(maxsize=64)
    def of(words: FigureWords) -> Relations:
        """The relations that a pack's words state."""
        before, after = dict(words.before), dict(words.after)
        some = "|".join(_guarded(word, words.not_before) for word in before) or "(?!)"
        behind = "|".join(map(re.escape, after)) or "(?!)"
        signs = "|".join(map(re.escape, (*TWO_SIGNS, *SIGNS)))
        return Relations(
            before=before,
            after=after,
            before_end=re.compile(f"(?:{some})$"),
            before_last=frozenset(word[-1] for word in before),
            after_start=re.compile(rf"(?:[（(]含[^）)]{{0,3}}[）)])?[及或]?({behind})(?!半年)"),
            after_first=frozenset("（(及或") | frozenset(word[0] for word in after),
            anywhere=re.compile(f"{signs}|{some}"),
            longest=max(map(len, before), default=0) + 1,
        )

    def said_before(self, text: str, start: int, done: int) -> str:
        """The relation that the signs or words before a figure state, "" where they state none."""
        while start > done and text[start - 1] in GAP:
            start -= 1
        if start <= done:
            return ""
        last = text[start - 1]
        sign = SIGNS.get(last)
        if sign is not None:
            return TWO_SIGNS.get(text[max(done, start - 2) : start], sign)
        if last not in self.before_last:
            return ""
        word = self.before_end.search(text[max(done, start - self.longest) : start])
        return self.before[word[0]] if word else ""

    def said_after(self, text: str, end: int, unit_end: int) -> str:
        """The relation that the words behind a figure and its unit state, "" where they state none."""
        word = self.behind(text, unit_end)
        if word is not None:
            return self.after[word[1]]
        return ">" if end < len(text) and text[end] in MORE and unit_end > end else ""

    def behind(self, text: str, at: int) -> re.Match[str] | None:
        """A word such as 以上, 左右 (its first group) that stands at an offset."""
        return self.after_start.match(text, at) if text[at : at + 1] in self.after_first else None

    def past(self, text: str, at: int) -> int:
        """The offset behind a word such as 以上, 左右 that stands at an offset; the offset itself where none does."""
        word = self.behind(text, at)
        return word.end() if word else at

    def last_in(self, text: str, start: int, end: int) -> str:
        """The last relation stated between two offsets, "=" where none is."""
        found = "="
        for one in self.anywhere.finditer(text, start, end):
            found = TWO_SIGNS.get(one[0]) or SIGNS.get(one[0]) or self.before[one[0]]
        return found


def _guarded(word: str, without: tuple[str, ...]) -> str:
    """A word where it is not the end of one of the longer words."""
    guards = "".join(f"(?<!{re.escape(one[: -len(word)])})" for one in without if one.endswith(word) and one != word)
    return guards + re.escape(word)
