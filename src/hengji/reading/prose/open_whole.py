"""A whole whose parts stand in the paragraphs behind it: ……支出100万元，其中： and then a paragraph for every part."""

from __future__ import annotations

import re
from collections.abc import Mapping

from hengji.reading.prose.figures import LEFT_OPEN
from hengji.records import dataclass

MARKS = (
    re.compile(r"\s*[一二三四五六七八九十]{1,3}[、．.]"),
    re.compile(r"\s*[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"\s*\d{1,2}[、．.](?!\d)"),
    re.compile(r"\s*[（(]\d{1,2}[）)]"),
)


@dataclass(slots=True)
class OpenWhole:
    """The whole a paragraph left open, until its heading ends or a paragraph of the same or a higher mark begins."""

    name: str = ""
    heading: str = ""
    level: int = len(MARKS)

    def over(self, text: str, heading: str) -> str:
        """The whole a paragraph is part of; "" where none is open."""
        if heading != self.heading or (self.level < len(MARKS) and level_of(text) <= self.level):
            self.name = ""
        return self.name

    def after(self, text: str, heading: str, heard: Mapping[int, Mapping[str, str]]) -> None:
        """Takes up the whole a paragraph leaves open, if it does."""
        if LEFT_OPEN in heard:
            self.name, self.heading, self.level = heard[LEFT_OPEN]["in"], heading, level_of(text)


def level_of(text: str) -> int:
    """How deep the list mark of a paragraph is; one without a mark is below all."""
    return next((level for level, mark in enumerate(MARKS) if mark.match(text)), len(MARKS))
