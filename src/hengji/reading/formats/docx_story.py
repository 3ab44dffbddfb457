"""One part of a document (body, a header, the notes, the text boxes) as blocks with their places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, Final

from hengji.documents.document import Block, Paragraph, Problem, Region, Table, Text
from hengji.facts.place import WordPlace
from hengji.reading.formats.docx_content import Content, content
from hengji.reading.formats.docx_names import VAL, W
from hengji.reading.formats.docx_numbering import Counter, Numbering
from hengji.reading.formats.docx_paragraph import BOOKMARK, BOOKMARK_NAME, ParagraphReader, RawParagraph
from hengji.reading.formats.docx_place import NumberedPlace
from hengji.reading.formats.docx_style import NO_NUMBERING, NUM_PR, OUTLINE, NumberingUse, Styles, outline_level
from hengji.reading.formats.docx_table import CellContent, Surroundings, read_table
from hengji.records import dataclass

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from hengji.reading.formats.docx_content import Name

P, TBL, P_STYLE = W + "p", W + "tbl", W + "pStyle"
IMPORTED: Final[dict[Name, str]] = {W + "altChunk": "插入的另一份文件", W + "subDoc": "链接的子文档"}
"""Blocks whose content lies in another file."""


@dataclass
class Context:
    """What all parts of one document share."""

    styles: Styles = field(default_factory=Styles)
    numbering: Numbering = field(default_factory=Numbering)
    problems: list[Problem] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


class Story:
    """Reads containers of one part in turn; blocks are counted through.

    Text boxes are blocks of the part ``boxes``, where there is one, else of this part.
    """

    def __init__(self, context: Context, part: str, region: Region, boxes: Story | None = None) -> None:
        self._context = context
        self._part = part
        self._region = region
        self._boxes = boxes or self
        self._paragraphs = ParagraphReader(context.notes)
        self._counter = Counter(context.numbering)
        self._block = 0
        self._waiting: list[Element] = []
        self._offset = 0

    def read(self, container: Element) -> list[Block]:
        """The blocks of a container in order, each text box right behind the block it hangs on."""
        blocks: list[Block] = []
        bookmarks: list[str] = []
        unfinished: RawParagraph | None = None
        for tag, element in content(container):
            if tag == P:
                raw = self._paragraphs.read(element)
                if bookmarks:
                    raw.bookmarks, bookmarks = (*bookmarks, *raw.bookmarks), []
                unfinished, raw = _joined(unfinished, raw)
                if unfinished is None:
                    blocks += self._paragraph(raw)
            elif tag == TBL:
                blocks += self._rest(unfinished)
                unfinished = None
                blocks += self._table(element)
            elif tag == BOOKMARK:
                bookmarks.append(element.get(BOOKMARK_NAME, ""))
            elif tag in IMPORTED:
                self._report([f"{IMPORTED[tag]}里的内容"], WordPlace(part=self._part, block=self._block + 1))
        return blocks + self._rest(unfinished)

    def _rest(self, unfinished: RawParagraph | None) -> list[Block]:
        """What is left of paragraphs whose marks were deleted, with no paragraph behind to take it."""
        if unfinished is None or not (unfinished.text or unfinished.boxes):
            return []
        return self._paragraph(unfinished)

    def _paragraph(self, raw: RawParagraph) -> list[Block]:
        self._block += 1
        place = WordPlace(part=self._part, block=self._block)
        marker, level = self._look(raw.properties)
        self._report(raw.unread, place)
        text = Text(raw.text, ((0, place),))
        return [Paragraph(text, marker, level, self._region, raw.bookmarks), *self._box_blocks(raw.boxes)]

    def _table(self, element: Element) -> list[Block]:
        self._block += 1
        part, block = self._part, self._block
        place = WordPlace(part=part, block=block)

        def place_of(row: int, column: int) -> WordPlace:
            return WordPlace(0, 0, part, block, row, column)

        table = read_table(element, Surroundings(place, self._region, place_of, self._cell, self._report))
        waiting, self._waiting = self._waiting, []
        return [table, *self._box_blocks(waiting)]

    def _box_blocks(self, boxes: Sequence[Element]) -> list[Block]:
        return [block for box in boxes for block in self._boxes.read(box)]

    def _cell(self, children: Content, place: WordPlace) -> CellContent:
        """The paragraphs of a cell as one text, its tables beside it."""
        if len(children) == 1 and children[0][0] == P and self._context.styles.is_plain:
            plain = self._paragraphs.plain(children[0][1])
            if plain is not None:
                self._offset = place.start + len(plain) + 1
                return CellContent(Text(plain, ((0, place),)), ())
        paragraphs: list[RawParagraph] = []
        tables: list[Element] = []
        unfinished: RawParagraph | None = None
        for tag, child in children:
            if tag == P:
                raw = self._paragraphs.read(child)
                if unfinished is not None or raw.mark_deleted:
                    unfinished, raw = _joined(unfinished, raw)
                if unfinished is None:
                    paragraphs.append(raw)
            elif tag == TBL:
                tables.append(child)
            elif tag in IMPORTED:
                self._report([f"{IMPORTED[tag]}里的内容"], place)
        if unfinished is not None and unfinished.text:
            paragraphs.append(unfinished)
        text = self._cell_text(paragraphs, place)
        return CellContent(text, self._nested(tables, place) if tables else ())

    def _cell_text(self, paragraphs: list[RawParagraph], place: WordPlace) -> Text:
        """The paragraphs line by line, automatic numbers in front; places count the characters of the file only."""
        lines: list[str] = []
        markers: list[tuple[int, int]] = []
        length = printed = 0
        for raw in paragraphs:
            text = raw.text
            marker, _ = self._look(raw.properties)
            if marker:
                markers.append((printed, len(marker)))
            lines.append(marker + text)
            printed += len(marker) + len(text) + 1
            length += len(text) + 1
            if raw.boxes or raw.unread:
                self._waiting += raw.boxes
                self._report(raw.unread, place)
        self._offset = place.start + length
        if markers:
            place = NumberedPlace(
                place.start, place.end, place.part, place.block, place.row, place.column, tuple(markers)
            )
        return Text("\n".join(lines), ((0, place),))

    def _nested(self, tables: list[Element], outer: WordPlace) -> tuple[Table, ...]:
        """Tables inside a cell: their cells stand at the outer cell, their characters counted on behind its own."""
        around = Surroundings(
            outer.at(self._offset, self._offset),
            self._region,
            lambda _row, _column: outer.at(self._offset, self._offset),
            self._cell,
            self._report,
        )
        return tuple([read_table(table, around) for table in tables])

    def _look(self, properties: Element | None) -> tuple[str, int | None]:
        """The automatic number and the heading level of the next paragraph; counts it."""
        styles = self._context.styles
        style_id, use, level = styles.default, NO_NUMBERING, None
        if properties is not None:
            for child in properties.iterchildren(P_STYLE, NUM_PR, OUTLINE):
                if child.tag == P_STYLE:
                    style_id = child.get(VAL, "")
                elif child.tag == NUM_PR:
                    use = NumberingUse.of(properties)
                else:
                    level = outline_level(properties)
        style = styles.style(style_id)
        if style.numbering is not NO_NUMBERING:
            use = use.over(style.numbering)
        marker = self._counter.marker(use) if use.num_id else ""
        return marker, (style.level if level is None else level) or None

    def _report(self, unread: Iterable[str], place: WordPlace) -> None:
        for what in unread:
            self._context.problems.append(Problem(f"{place.say()}：{what}没有读入。", place))


def _joined(unfinished: RawParagraph | None, raw: RawParagraph) -> tuple[RawParagraph | None, RawParagraph]:
    """The paragraph with what ran into it, and, when its own mark was deleted too, itself as unfinished."""
    whole = raw if unfinished is None else unfinished.before(raw)
    return (whole if whole.mark_deleted else None), whole
