"""Outlines: the headings of a written report and the sentences that stand under each."""

from __future__ import annotations

from dataclasses import dataclass

from hengji.packs.errors import Mark
from hengji.packs.source import Reader


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (``level`` 1 to 3) with its sentences by id; ``nil`` is written when none of them has anything to say.

    ``numbered`` puts 1., 2., … before the sentences; ``optional`` leaves the heading out when nothing stands under it.
    """

    heading: str
    level: int
    sentences: tuple[str, ...]
    nil: str
    numbered: bool
    optional: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """The outline of one kind of component, with the forms annexed to it in order."""

    id: str
    component: str
    title: str
    sections: tuple[Section, ...]
    forms: tuple[str, ...]
    mark: Mark


def load_outline(reader: Reader) -> Outline:
    """An outline as declared."""
    sections: list[Section] = []
    for item in reader.readers("sections", "章节"):
        sections.append(
            Section(
                heading=item.text("heading", ""),
                level=int(item.number("level", "1") or 1),
                sentences=item.texts("sentences"),
                nil=item.text("nil", ""),
                numbered=item.flag("numbered"),
                optional=item.flag("optional"),
            )
        )
        item.text("id")
        item.done()
    outline = Outline(
        reader.text("outline"),
        reader.text("component"),
        reader.text("title"),
        tuple(sections),
        reader.texts("forms"),
        reader.node.mark,
    )
    reader.done()
    return outline
