"""The flow of a document: lines put together to paragraphs, tables to tables, over the ends of pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import field, replace
from itertools import pairwise
from typing import Final

from hengji.documents.document import Block, Paragraph, Region, Text
from hengji.reading.formats.pdf_joining import GrowingTable
from hengji.reading.formats.pdf_lines import Line, separator
from hengji.reading.formats.pdf_margins import PageContent
from hengji.reading.formats.pdf_place import Print, PrintedPlace, rounded
from hengji.reading.formats.pdf_table import DraftTable, Joined, first_word
from hengji.records import dataclass

INDENT: Final = 0.4
"""A line this many letters right of the margin begins a paragraph."""

SLACK: Final = 0.8
PITCH: Final = 1.35
USUAL_PITCH: Final = 1.9
LOOSE_PITCH: Final = 2.7
JUSTIFIED: Final = 5
"""So many lines that end on one edge show where a page's text ends."""

LEADER: Final = re.compile(r"[.·…．。]{4,}\s*[(（]?\d*[)）]?$|(?:\s\.){3,}\s*\d*$")
SENTENCE_END: Final = ("。", "！", "？", "；", "：", ":", ";")
ORDINAL: Final = re.compile(
    r"[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:[)）]|[、．]|\.(?!\d))|[①-⑳⑴-⒇]|第[一二三四五六七八九十]+(?:部分|章)"
)
HEADING: Final = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]")
CONTINUED: Final = re.compile(r"[（(【\[]?(?:续表?\d*|接上[表页])[)）】\]]?")


@dataclass(frozen=True, slots=True)
class Edges:
    """Where running text begins and ends on a page, and how far its lines are apart."""

    left: float
    right: float
    pitch: float


@dataclass(slots=True)
class _Paragraph:
    """A paragraph while it may go on."""

    joined: Joined = field(default_factory=Joined)
    blocks: list[int] = field(default_factory=list)

    def finish(self, region: Region = Region.BODY) -> Paragraph:
        first, block = self.joined.lines[0], self.blocks[0]
        printed = Print(self.joined.starts, self.joined.lines, self.blocks)
        value = self.joined.value
        place = PrintedPlace(
            0, len(value), first.page, rounded(first.box), block, print=printed, home=(first.page, block)
        )
        return Paragraph(Text(value, ((0, place),)), region=region)


@dataclass(slots=True)
class _Flow:
    """The blocks so far; the last of ``open`` may still go on."""

    found: list[_Paragraph | GrowingTable] = field(default_factory=list)
    repeated: list[Line] = field(default_factory=list)
    counts: Counter[int] = field(default_factory=Counter)

    def next_block(self, page: int) -> int:
        """The number of the next block of a page, from 1."""
        self.counts[page] += 1
        return self.counts[page]


def blocks_of(pages: Sequence[PageContent]) -> list[Block]:
    """The blocks of the body in order, then what stands at the heads of pages, then at their feet."""
    edges = _edges(pages)
    flow = _Flow()
    for position, page in enumerate(pages):
        _drop_half_shown(page, pages[position + 1] if position + 1 < len(pages) else None)
        _page(flow, page, edges[page.number])
    blocks: list[Block] = [found.finish() for found in flow.found]
    heads = flow.repeated + [line for page in pages for line in page.header]
    feet = [line for page in pages for line in page.footer]
    blocks += [_alone(line, flow.next_block(line.page)).finish(Region.HEADER) for line in heads]
    blocks += [_alone(line, flow.next_block(line.page)).finish(Region.FOOTER) for line in feet]
    return blocks


def _page(flow: _Flow, page: PageContent, edges: Edges) -> None:
    items: list[Line | DraftTable] = sorted([*page.lines, *page.tables], key=_top)
    items = _continued(flow, page, items)
    first = True
    for before, item in zip([None, *items], items, strict=False):
        if isinstance(item, DraftTable):
            _table(flow, item, first=first)
        else:
            _line(flow, item, edges, before if isinstance(before, Line) else None, first=first)
        first = False


def _top(item: Line | DraftTable) -> float:
    return item.top if isinstance(item, Line) else item.box[1]


def _table(flow: _Flow, draft: DraftTable, *, first: bool) -> None:
    last = flow.found[-1] if flow.found else None
    if first and isinstance(last, GrowingTable) and last.last_page == draft.page - 1:
        repeated = last.takes(draft)
        if repeated is not None:
            last.add(draft, flow.next_block(draft.page), repeated)
            return
    table = GrowingTable()
    table.add(draft, flow.next_block(draft.page))
    flow.found.append(table)


def _continued(flow: _Flow, page: PageContent, items: list[Line | DraftTable]) -> list[Line | DraftTable]:
    """The items without a title that only says again which table goes on: the title above it, marked as continued."""
    table = next((index for index, item in enumerate(items) if isinstance(item, DraftTable)), 0)
    head = items[:table]
    last = flow.found[-1] if flow.found else None
    if not 1 <= table <= 4 or not isinstance(last, GrowingTable) or last.last_page != page.number - 1:
        return items
    said = [item.text.replace(" ", "") for item in head if isinstance(item, Line)]
    above = [found for found in flow.found[-6:-1] if isinstance(found, _Paragraph)]
    known = {paragraph.joined.value.replace(" ", "") for paragraph in above}
    known |= {line.text.replace(" ", "") for paragraph in above for line in paragraph.joined.lines}
    marked = any(CONTINUED.search(text) for text in said)
    draft = items[table]
    if (
        marked
        and all(CONTINUED.sub("", text) in known | {""} for text in said)
        and isinstance(draft, DraftTable)
        and last.takes(draft) is not None
    ):
        flow.repeated += [item for item in head if isinstance(item, Line)]
        return items[table:]
    return items


def _line(flow: _Flow, line: Line, edges: Edges, before: Line | None, *, first: bool) -> None:
    last = flow.found[-1] if flow.found else None
    if isinstance(last, _Paragraph):
        previous = last.joined.lines[-1]
        near = previous.page == line.page - 1 if first else before is previous and _near(previous, line, edges)
        if near and _goes_on(last, previous, line, edges):
            block = last.blocks[-1] if previous.page == line.page else flow.next_block(line.page)
            last.joined.add(line, separator(last.joined.value, line.text))
            last.blocks.append(block)
            return
    flow.found.append(_alone(line, flow.next_block(line.page)))


def _alone(line: Line, block: int) -> _Paragraph:
    paragraph = _Paragraph()
    paragraph.joined.add(line, "")
    paragraph.blocks.append(block)
    return paragraph


def _near(before: Line, line: Line, edges: Edges) -> bool:
    pitch = (line.top + line.bottom - before.top - before.bottom) / 2
    return pitch <= max(PITCH * edges.pitch, USUAL_PITCH * line.em) and pitch <= LOOSE_PITCH * line.em


def _goes_on(paragraph: _Paragraph, before: Line, line: Line, edges: Edges) -> bool:
    """Whether a line continues the paragraph: the line before was full, and this one is not indented."""
    if abs(before.em - line.em) > 0.15 * max(before.em, line.em) or LEADER.search(before.text):
        return False
    if len(before.pieces()) > 1 and before.text[0] != " " and len(line.pieces()) > 1:
        return False
    if _is_rest_of_title(before, line, edges):
        return True
    if edges.right - before.x1 >= first_word(line) + SLACK * line.em:
        return False
    if line.x0 - edges.left >= INDENT * line.em:
        hanging = abs(line.x0 - paragraph.joined.lines[-1].x0) < INDENT * line.em
        return hanging and not before.text.endswith(SENTENCE_END) and not ORDINAL.match(line.text)
    listed = before.text.endswith(SENTENCE_END) or ORDINAL.match(paragraph.joined.value)
    return not HEADING.match(line.text) and not (listed and ORDINAL.match(line.text))


def _is_rest_of_title(before: Line, line: Line, edges: Edges) -> bool:
    """Whether two lines are one title: both centred in the same font, the first long, the second not only indented."""
    left, right = line.x0 - edges.left, edges.right - line.x1
    return (
        before.font == line.font
        and before.x1 - before.x0 > 0.6 * (edges.right - edges.left)
        and not before.text.endswith(SENTENCE_END)
        and not ORDINAL.match(line.text)
        and min(left, right) > line.em
        and abs(left - right) < line.em
        and abs((before.x0 - edges.left) - (edges.right - before.x1)) < 1.5 * line.em
    )


def _drop_half_shown(page: PageContent, following: PageContent | None) -> None:
    """A line that a clip cuts through at the foot of a page, and that the next page shows whole, is one line."""
    if page.lines and following is not None and following.lines and page.lines[-1].cut:
        last, first = page.lines[-1], following.lines[0]
        if last.text.replace(" ", "") == first.text.replace(" ", ""):
            page.lines.pop()


def _edges(pages: Sequence[PageContent]) -> dict[int, Edges]:
    """The edges of running text by page: its own where it has enough lines, else those of all pages of its width."""
    alike: dict[int, list[Line]] = {}
    for page in pages:
        alike.setdefault(round(page.width), []).extend(page.lines)
    common = {width: _at_least(_edges_of(lines), width) for width, lines in alike.items()}
    found: dict[int, Edges] = {}
    for page in pages:
        shared = common[round(page.width)]
        own = _edges_of(page.lines)
        full = sum(own.right - line.em <= line.x1 <= own.right for line in page.lines)
        found[page.number] = own if full >= JUSTIFIED else shared
    return found


def _at_least(edges: Edges, width: int) -> Edges:
    """Where no line is long, nothing shows how far a line may go: as far from the right as it begins from the left."""
    return replace(edges, right=width - edges.left) if edges.right - edges.left < width / 2 else edges


def _edges_of(lines: list[Line]) -> Edges:
    if not lines:
        return Edges(0, 0, 0)
    em = sorted(line.em for line in lines)[len(lines) // 2]
    lefts = Counter(round(line.x0 / 2) * 2 for line in lines)
    enough = max(2, round(0.06 * len(lines)))
    left = min((x for x, count in lefts.items() if count >= enough), default=min(line.x0 for line in lines))
    lasts = sorted(line.x1 for line in lines)
    right = lasts[-1]
    for x in reversed(lasts):
        if sum(x - em <= other <= x for other in lasts) >= enough:
            right = x
            break
    gaps = [
        (after.top + after.bottom - before.top - before.bottom) / 2
        for before, after in pairwise(lines)
        if before.page == after.page
    ]
    gaps = sorted(gap for gap in gaps if gap > 0.8 * em)
    pitch = gaps[len(gaps) // 4] if gaps else 1.6 * em
    return Edges(left, right, pitch)
