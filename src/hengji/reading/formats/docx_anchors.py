"""From a place in a Word document back to the runs of its body, so that something can be put beside the words.

The body is walked by the very classes that read it, so a place means here what it meant there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hengji.documents.document import Block, Region, Text
from hengji.facts.place import WordPlace
from hengji.reading.formats.docx_names import W
from hengji.reading.formats.docx_paragraph import BREAK, ParagraphReader, RawParagraph
from hengji.reading.formats.docx_story import Context, Story
from hengji.records import dataclass

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

BODY: Final = "document"
Key = tuple[int, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Run:
    """A run with the characters of its paragraph that it prints."""

    start: int
    end: int
    element: Element


@dataclass(frozen=True, slots=True)
class Anchor:
    """One paragraph: its element, its runs, and where its characters begin in the text of its block or cell."""

    offset: int
    length: int
    element: Element
    runs: tuple[Run, ...]


class Anchors:
    """Every paragraph of a body by the place its text is read at."""

    def __init__(self, root: Element) -> None:
        self._found: dict[Key, list[Anchor]] = {}
        boxes = Story(Context(), "textbox", Region.TEXTBOX)
        story = _Tracing(Context(), BODY, Region.BODY, boxes)
        for body in root.iterchildren(W + "body"):
            story.read(body)
        self._found = story.found
        self.first = next((one for anchors in self._found.values() for one in anchors), None)

    def at(self, place: WordPlace) -> Anchor | None:
        """The paragraph in which a place begins; None where the place is in no paragraph of the body."""
        anchors = self._found.get((place.block, place.row, place.column), []) if place.part == BODY else []
        inside = (one for one in anchors if one.offset <= place.start <= one.offset + one.length)
        return next((one for one in inside if one.runs), anchors[0] if anchors else None)

    def within(self, place: WordPlace) -> list[Anchor]:
        """Every paragraph that begins in the text a place covers: all of a cell, for the place of its whole text."""
        anchors = self._found.get((place.block, place.row, place.column), []) if place.part == BODY else []
        return [one for one in anchors if place.start <= one.offset <= place.end]


class _TracedParagraphs(ParagraphReader):
    """Reads paragraphs and remembers which run printed which characters."""

    def __init__(self, notes: list[tuple[str, str]]) -> None:
        super().__init__(notes)
        self._runs: list[Run] = []
        self.traced: dict[int, tuple[RawParagraph, Element, tuple[Run, ...]]] = {}

    def read(self, paragraph: Element) -> RawParagraph:
        self._runs = []
        raw = super().read(paragraph)
        # breaks at the beginning of a paragraph are read as nothing
        ahead = len(whole) - len(whole.lstrip(BREAK)) if (whole := "".join(self._pieces)) else 0
        runs = tuple(Run(max(run.start - ahead, 0), max(run.end - ahead, 0), run.element) for run in self._runs)
        self.traced[id(raw)] = (raw, paragraph, runs)
        return raw

    def _run(self, run: Element) -> None:
        start = sum(map(len, self._pieces))
        super()._run(run)
        end = sum(map(len, self._pieces))
        if end > start and run.tag == W + "r":
            self._runs.append(Run(start, end, run))


class _Tracing(Story):
    """Reads a body and remembers the paragraphs behind every block and cell."""

    def __init__(self, context: Context, part: str, region: Region, boxes: Story) -> None:
        super().__init__(context, part, region, boxes)
        self._traced = _TracedParagraphs(context.notes)
        self._paragraphs = self._traced
        self.found: dict[Key, list[Anchor]] = {}

    def _paragraph(self, raw: RawParagraph) -> list[Block]:
        blocks = super()._paragraph(raw)
        self._note((self._block, None, None), 0, raw)
        return blocks

    def _cell_text(self, paragraphs: list[RawParagraph], place: WordPlace) -> Text:
        offset = place.start
        for raw in paragraphs:
            self._note((place.block, place.row, place.column), offset, raw)
            offset += len(raw.text) + 1
        return super()._cell_text(paragraphs, place)

    def _note(self, key: Key, offset: int, raw: RawParagraph) -> None:
        # a paragraph whose mark was deleted runs into the next; the whole is in no trace and stays without anchor
        traced = self._traced.traced.get(id(raw))
        if traced is not None:
            self.found.setdefault(key, []).append(Anchor(offset, len(raw.text), traced[1], traced[2]))
