"""What stands around a figure: the unit behind it, and the words and signs that say at least, at most, about."""

from __future__ import annotations

import re
from collections.abc import Mapping

_GAP = " \u3000\xa0"
_MORE = "多余"
_TEN_THOUSANDS = frozenset("万亿")
_NO_COUNT = frozenset({"分", "%", "年"})
_MONEY = "元"

_SIGNS = {
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
_TWO_SIGNS = {">=": "≥", "＞=": "≥", "＞＝": "≥", "<=": "≤", "＜=": "≤", "＜＝": "≤"}
_WORDS_BY_SIGN = {
    "≥": "大于等于 大于或等于 不低于 不少于 不小于 至少",
    "≤": "小于等于 小于或等于 不高于 不超过 不多于 不大于 至多 最多 未超过",
    ">": "大于 高于 多于 超过",
    "<": "低于 小于 少于 不足",
    "=": "等于",
    "≈": "大约 约为 将近 约 近",
}
_WORDS = {word: sign for sign, words in _WORDS_BY_SIGN.items() for word in words.split()}
_BEFORE = re.compile("(?<![节签合预制公契条最附靠邻接])(?:" + "|".join(sorted(_WORDS, key=len, reverse=True)) + ")$")
_BEFORE_LAST = frozenset(word[-1] for word in _WORDS)
_AFTER = re.compile(r"(?:[（(]含[^）)]{0,3}[）)])?[及或]?(以上|以下|以内|之内|左右|上下)(?!半年)")
_AFTER_FIRST = frozenset("（(及或以之左上")
_BEHIND = {"以上": "≥", "以下": "≤", "以内": "≤", "之内": "≤", "左右": "≈", "上下": "≈"}
_LONGEST_WORD = max(map(len, _WORDS))


class UnitTable:
    """Unit aliases, found longest first."""

    def __init__(self, units: Mapping[str, str]) -> None:
        self._by_first: dict[str, list[tuple[str, str]]] = {}
        for alias in sorted(units, key=len, reverse=True):
            if alias:
                self._by_first.setdefault(alias[0], []).append((alias, units[alias]))

    def after(self, text: str, end: int) -> tuple[str, int, int]:
        """The id and the span of the unit behind a figure; ("", -1, -1) where none is."""
        size = len(text)
        while end < size and text[end] in _GAP:
            end += 1
        if end < size and text[end] in _MORE:
            end += 1
        found = self._at(text, end)
        if found is None:
            return "", -1, -1
        unit, stop = found
        if text[end:stop] in _TEN_THOUSANDS:
            counted = stop + 1 if text[stop : stop + 1] and text[stop] in _MORE else stop
            behind = self._at(text, counted)
            if behind is not None and text[counted : behind[1]] not in _NO_COUNT:
                money = behind[0] if behind[0].startswith(_MONEY) else ""
                return f"{text[end]}{money or behind[0]}", end, behind[1]
        return unit, end, stop

    def _at(self, text: str, at: int) -> tuple[str, int] | None:
        """The unit whose name stands at an offset, and where the name ends."""
        for alias, unit in self._by_first.get(text[at : at + 1], ()):
            if text.startswith(alias, at):
                return unit, at + len(alias)
        return None


def behind_relation(text: str, at: int) -> int:
    """The offset behind a word such as 以上, 左右 that stands at an offset; the offset itself where none does."""
    word = _AFTER.match(text, at)
    return word.end() if word else at


def relation_before(text: str, start: int, done: int) -> str:
    """The relation that the signs or words before a figure state, "" where they state none."""
    while start > done and text[start - 1] in _GAP:
        start -= 1
    if start <= done:
        return ""
    last = text[start - 1]
    sign = _SIGNS.get(last)
    if sign is not None:
        return _TWO_SIGNS.get(text[max(done, start - 2) : start], sign)
    if last not in _BEFORE_LAST:
        return ""
    word = _BEFORE.search(text[max(done, start - _LONGEST_WORD) : start])
    return _WORDS[word[0]] if word else ""


def relation_after(text: str, end: int, unit_end: int) -> str:
    """The relation that the words behind a figure and its unit state, "" where they state none."""
    if unit_end < len(text) and text[unit_end] in _AFTER_FIRST:
        word = _AFTER.match(text, unit_end)
        if word is not None:
            return _BEHIND[word[1]]
    return ">" if end < len(text) and text[end] in _MORE and unit_end > end else ""
