"""Entering a plan in a Word file: the paragraphs behind every cell, and the one part that changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hengji.engine.filling.errors import NotFillableError
from hengji.engine.filling.outcome import Held, Plan, Wanted
from hengji.facts.place import WordPlace
from hengji.reading.formats.docx_anchors import Anchor, Anchors
from hengji.reading.formats.docx_content import prompt_of
from hengji.reading.formats.docx_names import W
from hengji.reading.formats.docx_package import Package
from hengji.reading.formats.docx_xml import MalformedPartError, parse
from hengji.writing.docx_into import Line, enter
from hengji.writing.repack import repacked, spelled
from hengji.writing.text_edits import Edit
from hengji.writing.xml_part import XmlPart, as_utf8

NOWHERE = "那里不在正文里（页眉、页脚、文本框），或带着修订痕迹，程序不去动它"


class WordFile:
    """A Word file to be filled in.

    Raises:
        NotFillableError: its body cannot be written in place.
        ReadError: the file is damaged.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self._data = data
        package = Package(data, name)
        try:
            self._main = package.main_part()
            source = as_utf8(package.data(self._main))
            root = parse(source, name, whole=True)
        except MalformedPartError as error:
            raise NotFillableError(name, str(error)) from error
        if root.tag != W + "document":
            raise NotFillableError(name, "正文不是 Word 文档")
        self.part = XmlPart(source, root)
        self.anchors = Anchors(root)

    def enter(self, plan: Plan) -> bytes:
        """The file with everything that is wanted; what cannot be entered moves to what is held, with the reason."""
        cells: dict[tuple[object, ...], list[Wanted]] = {}
        for wanted in plan.wanted:
            cells.setdefault((wanted.spot.text.whole().anchor(), wanted.spot.text.anchors[0][1].start), []).append(
                wanted
            )
        entered: list[Wanted] = []
        for together in cells.values():
            hindrance = self._cell(together)
            if hindrance:
                plan.held += [Held(one.spot, one.label, "", one.said, hindrance) for one in together]
            else:
                entered += together
        plan.wanted = entered
        return self.content()

    def content(self) -> bytes:
        """The file as it stands."""
        return repacked(self._data, {self._name(): self.part.result()}) if self.part.changed else self._data

    def _name(self) -> str:
        """The name of the body's part as the archive spells it."""
        return spelled(self._data, self._main)

    def _cell(self, together: Sequence[Wanted]) -> str:
        text = together[0].spot.text
        place = text.whole()
        anchors = self.anchors.within(place) if isinstance(place, WordPlace) else []
        if not anchors:
            return NOWHERE
        edits = list(_in_file(together))
        return enter(self.part, [_line(anchor) for anchor in anchors], edits)


def _in_file(together: Sequence[Wanted]) -> Iterator[Edit]:
    """The edits of a cell in the characters of the file, which do not count automatic numbers."""
    for wanted in together:
        for edit in wanted.edits:
            place = wanted.spot.text.place(edit.start, edit.end)
            yield Edit(place.start, max(place.end, place.start), edit.text)


def _line(anchor: Anchor) -> Line:
    runs = tuple((run.start, run.end, run.element) for run in anchor.runs)
    return Line(anchor.offset, anchor.length, anchor.element, runs, prompt_of(anchor.element))
