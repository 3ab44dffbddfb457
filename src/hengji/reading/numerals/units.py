"""The unit behind a figure."""

from __future__ import annotations

from collections.abc import Mapping

from hengji.reading.numerals.relations import GAP, MORE

_TEN_THOUSANDS = frozenset("万亿")
_NO_COUNT = frozenset({"分", "%", "年"})
_MONEY = "元"


NO_UNIT = ("", -1, -1)


class UnitTable:
    """Unit aliases, found longest first."""

    def __init__(self, units: Mapping[str, str]) -> None:
        self._by_first: dict[str, list[tuple[str, str]]] = {}
        for alias in sorted(units, key=len, reverse=True):
            if alias:
                self._by_first.setdefault(alias[0], []).append((alias, units[alias]))
        self._last: tuple[str, int, tuple[str, int, int]] = ("", -1, NO_UNIT)

    def after(self, text: str, end: int) -> tuple[str, int, int]:
        """The id and the span of the unit behind a figure; ("", -1, -1) where none is.

        It is asked for a number more than once, first whether it is a figure: the last answer is kept.
        """
        last = self._last
        if last[1] != end or last[0] is not text:
            last = self._last = (text, end, self._after(text, end))
        return last[2]

    def _after(self, text: str, end: int) -> tuple[str, int, int]:
        size = len(text)
        while end < size and text[end] in GAP:
            end += 1
        if end < size and text[end] in MORE:
            end += 1
        found = self._at(text, end)
        if found is None:
            return NO_UNIT
        unit, stop = found
        if text[end:stop] in _TEN_THOUSANDS:
            counted = stop + 1 if text[stop : stop + 1] and text[stop] in MORE else stop
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
