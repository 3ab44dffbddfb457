"""Places in table cells whose paragraphs carry automatic numbers.

Such a number is printed in the cell, so it stands in the cell's text ("1、机构改革"); but it is no character of the
file. Offsets of places count the characters of the file only. A span of printed text is therefore moved to the file's
characters it covers: the number itself has no width at the beginning of its paragraph, everything else is verbatim.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Self

from hengji.facts.place import WordPlace
from hengji.records import dataclass


@dataclass(frozen=True, slots=True)
class NumberedPlace(WordPlace):
    """The place of a cell's text; ``markers`` are (offset in the printed text, length) of its automatic numbers."""

    markers: tuple[tuple[int, int], ...] = ()

    def at(self, start: int, end: int) -> Self:
        """The place of a span of printed text, in the characters of the file."""
        return replace(self, start=self._in_file(start), end=self._in_file(end), markers=())

    def _in_file(self, offset: int) -> int:
        printed = offset - self.start
        return offset - sum(min(max(printed - where, 0), length) for where, length in self.markers)
