"""Paragraph styles: what a paragraph inherits that the reader needs, namely its heading level and its numbering."""

from __future__ import annotations

import re
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from hengji.reading.formats.docx_names import VAL, W, number
from hengji.records import dataclass

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

HEADING_NAME: Final = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
BODY_LEVEL: Final = 9
"""The outline level that says: running text."""
STYLE, NAME, BASED_ON, P_PR = W + "style", W + "name", W + "basedOn", W + "pPr"
OUTLINE, NUM_PR, NUM_ID, ILVL = W + "outlineLvl", W + "numPr", W + "numId", W + "ilvl"


@dataclass(frozen=True, slots=True)
class NumberingUse:
    """What ``w:numPr`` says: the list (None: says nothing, 0: none), its level, and the style that said the list."""

    num_id: int | None = None
    level: int | None = None
    style: str = ""

    @classmethod
    def of(cls, properties: Element | None, style: str = "") -> NumberingUse:
        """The numbering named in these paragraph properties."""
        use = None if properties is None else properties.find(NUM_PR)
        if use is None:
            return NO_NUMBERING
        num_id, level = number(use.find(NUM_ID), -1), number(use.find(ILVL), -1)
        return cls(None if num_id < 0 else num_id, None if level < 0 else level, style)

    def over(self, inherited: NumberingUse) -> NumberingUse:
        """This use, completed by the inherited one where it says nothing."""
        if inherited is NO_NUMBERING:
            return self
        if self.num_id is None:
            level = inherited.level if self.level is None else self.level
            return NumberingUse(inherited.num_id, level, inherited.style)
        if self.level is None and self.num_id == inherited.num_id:
            return NumberingUse(self.num_id, inherited.level, inherited.style)
        return self


NO_NUMBERING: Final = NumberingUse()


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style with everything it inherits; ``level`` is 1-9 for headings."""

    level: int | None = None
    numbering: NumberingUse = NO_NUMBERING


PLAIN: Final = Style()


def outline_level(properties: Element | None) -> int | None:
    """The outline level these properties name, counted from 1; 0 for running text, None where they are silent."""
    value = None if properties is None else properties.find(OUTLINE)
    if value is None:
        return None
    level = number(value, BODY_LEVEL)
    return level + 1 if 0 <= level < BODY_LEVEL else 0


@dataclass
class Styles:
    """The paragraph styles of a document by id; resolved once each."""

    root: Element | None = None
    _resolved: dict[str, Style] = field(default_factory=dict)

    @cached_property
    def _elements(self) -> dict[str, Element]:
        if self.root is None:
            return {}
        return {style.get(W + "styleId", ""): style for style in self.root.iter(STYLE)}

    @cached_property
    def default(self) -> str:
        """The id of the style of paragraphs that name none."""
        for style_id, style in self._elements.items():
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in {"1", "true", "on"}:
                return style_id
        return ""

    @cached_property
    def is_plain(self) -> bool:
        """Whether paragraphs that name no style have no automatic number."""
        return self.style(self.default).numbering is NO_NUMBERING

    def style(self, style_id: str) -> Style:
        """The style with its inheritance; an unknown id is a plain style, a circle of bases ends where it closes."""
        found = self._resolved.get(style_id)
        if found is None:
            found = self._resolved[style_id] = self._resolve(style_id)
        return found

    def numbering_style(self, style_id: str) -> int:
        """The list that a numbering style stands for; 0 where there is none."""
        element = self._elements.get(style_id)
        use = NumberingUse.of(None if element is None else element.find(P_PR))
        return use.num_id or 0

    def _resolve(self, style_id: str) -> Style:
        level: int | None = None
        numbering = NO_NUMBERING
        seen: set[str] = set()
        element = self._elements.get(style_id)
        while element is not None and style_id not in seen:
            seen.add(style_id)
            properties = element.find(P_PR)
            if level is None:
                level = outline_level(properties)
            if level is None:
                level = _level_of_name(element)
            numbering = numbering.over(NumberingUse.of(properties, style_id))
            base = element.find(BASED_ON)
            style_id = "" if base is None else base.get(VAL, "")
            element = self._elements.get(style_id)
        return Style(level or None, numbering)


def _level_of_name(style: Element) -> int | None:
    name = style.find(NAME)
    found = None if name is None else HEADING_NAME.fullmatch(name.get(VAL, "").strip())
    return int(found[1]) if found else None
