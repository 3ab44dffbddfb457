"""Splitting a file into its components: report, annexed tables, final accounts, each with its unit and year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from itertools import groupby

from hengji.documents.document import Block, Paragraph, Table, Text
from hengji.facts.place import Place
from hengji.packs.component import Component
from hengji.packs.labels import plain
from hengji.records import dataclass

YEAR = re.compile(r"((?:19|20)\d{2})(?:年度|年)?")
DATE = re.compile(r"(?:19|20)\d{2}年\d{1,2}月(?:\d{1,2}日)?")
ANNEX = re.compile(r"附件\d{0,2}[:：]?\Z|附表\d{0,2}[:：]?\Z")
FRONT = re.compile(
    r"\A(?:第[一二三四五六七八九十\d]+(?:部分|篇|章)[:：、]?|附[件表录]?[一二三四五六七八九十\d]{0,2}[:：、.]?)+"
)
LONGEST_TITLE, TITLE_LINES, COVER_LINES, SHORTEST_NAME, TOP_ROWS = 60, 3, 6, 4, 4
MEASURE = re.compile(r"元(?:\Z|[、，,/(])")  # 金额单位：人民币万元 names no unit of government
ORGANISATION = re.compile(r"[^\s:：]{0,6}(?:单位|部门)(?:名称)?[:：](?P<name>[^\s:：]{4,40})")


@dataclass(slots=True)
class Part:
    """A component of a file: blocks ``first`` to ``last`` (inclusive), where it starts, whose it is, which year."""

    id: str
    kind: str
    first: int
    place: Place
    title: str = ""
    organisation: str = ""
    fiscal_year: int | None = None
    last: int = field(default=0)


def explode(blocks: Sequence[Block]) -> tuple[list[Block], dict[int, Table]]:
    """Blocks with tables of a single column of text opened into paragraphs, as such a frame is only a drawing.

    The opened tables come back too, by the index of their first paragraph. Tables inside cells follow what they stand
    in: the line of a frame, else the whole table.
    """
    result: list[Block] = []
    opened: dict[int, Table] = {}
    for block in blocks:
        _open(block, result, opened)
    return result, opened


def _open(block: Block, result: list[Block], opened: dict[int, Table]) -> None:
    frame = isinstance(block, Table) and all(len(row) == 1 for row in block.rows)
    if isinstance(block, Table) and frame:
        opened[len(result)] = block
    else:
        result.append(block)
    for cell in (cell for row in block.rows for cell in row) if isinstance(block, Table) else ():
        if frame:
            lines = [line for line in lines_of(cell.text) if line.value.strip()]
            result.extend(Paragraph(line, region=block.region) for line in lines)
        for table in cell.nested:
            _open(table, result, opened)


def lines_of(text: Text) -> list[Text]:
    """A text of several lines, line by line, each with its own places."""
    found: list[Text] = []
    start = 0
    for line in text.value.split("\n"):
        place = text.place(start, start + len(line)) if text.anchors else None
        found.append(Text(line, ((0, place),) if place is not None else ()))
        start += len(line) + 1
    return found


def split_files(blocks: Sequence[Block], forms: Mapping[int, str], kinds: Mapping[str, Component]) -> list[Part]:
    """The components of every file the blocks come from, numbered through; no component reaches from one into another.

    A file in which no component is recognised is one of unknown kind.
    """
    found: list[Part] = []
    for first, last in _files(blocks):
        inside = {index - first: kind for index, kind in forms.items() if first <= index <= last}
        own = split(blocks[first : last + 1], inside, kinds) or [Part("", "", 0, place_of(blocks[first]))]
        own[-1].last = last - first
        for part in own:
            part.id = f"c{len(found) + 1}"
            part.first += first
            part.last += first
            found.append(part)
    return found


def _files(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """First and last block of every file."""
    for _, inside in groupby(range(len(blocks)), key=lambda index: place_of(blocks[index]).file):
        indexes = list(inside)
        yield indexes[0], indexes[-1]


def split(blocks: Sequence[Block], forms: Mapping[int, str], kinds: Mapping[str, Component]) -> list[Part]:
    """The components of a file. ``forms`` gives the component kind of the tables that were recognised, by block."""
    parts: list[Part] = []
    title_start: int | None = None
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            title = _title_at(blocks, index, kinds)
            if title is not None and not _same_title(parts, title, index, kinds):
                title_start = None
                parts.append(_part(blocks, len(parts) + 1, title[0], index, title[1]))
            elif _is_heading_line(block):
                title_start = index if title_start is None else title_start
            elif plain(block.text.value):
                title_start = None
            continue
        kind = forms.get(index)
        if kind is not None and (not parts or parts[-1].kind != kind):
            first = title_start if title_start is not None and index - title_start <= TITLE_LINES + 2 else index
            title_text = "".join(
                plain(b.text.value)
                for b in blocks[first:index]
                if isinstance(b, Paragraph) and not ANNEX.match(plain(b.text.value))
            )
            if not (kind == "final_accounts" and parts and parts[-1].kind == kind):
                parts.append(_part(blocks, len(parts) + 1, kind, first, title_text))
        title_start = None
    _close(parts, blocks)
    return parts


def _is_heading_line(block: Paragraph) -> bool:
    text = plain(block.text.value)
    return (
        0 < len(text) <= LONGEST_TITLE
        and DATE.fullmatch(text) is None
        and not text.endswith(("。", ";", ","))
        and (":" not in text or ANNEX.match(text) is not None)
    )


def _title_at(blocks: Sequence[Block], index: int, kinds: Mapping[str, Component]) -> tuple[str, str] | None:
    """The kind and text of a title that begins at a block: one to three short lines ending in a declared title."""
    joined = ""
    for block in blocks[index : index + TITLE_LINES]:
        if not isinstance(block, Paragraph):
            return None
        text = plain(block.text.value)
        joined += text
        if ":" in text or DATE.fullmatch(text) is not None:  # a signature line, not a title
            return None
        if not joined or len(joined) > LONGEST_TITLE or "。" in joined:
            return None
        for kind in kinds.values():
            if any(joined.endswith(plain(title)) for title in kind.titles):
                return kind.id, text if _stands_alone(text, joined, kinds) else joined
            if index == 0 and any(joined.startswith(plain(part)) for part in kind.parts):
                return kind.id, joined
    return None


def _stands_alone(line: str, joined: str, kinds: Mapping[str, Component]) -> bool:
    """Whether the last line of a title names unit and year by itself: what stands above it leads through a web site."""
    return len(organisation_in(line, kinds)) >= SHORTEST_NAME and (
        YEAR.search(line) is not None or YEAR.search(joined) is None
    )


def _same_title(parts: list[Part], title: tuple[str, str], index: int, kinds: Mapping[str, Component]) -> bool:
    """Whether a title only goes on with the current component, or repeats its title above a section of it."""
    if not parts or parts[-1].kind != title[0]:
        return False
    current, here = (organisation_in(text, kinds) for text in (parts[-1].title, title[1]))
    year = YEAR.search(title[1])
    same_year = year is None or parts[-1].fiscal_year in (None, int(year.group(1)))
    named = len(current) >= SHORTEST_NAME and (here.endswith(current) or current.endswith(here))
    return index - parts[-1].first <= TITLE_LINES or (same_year and (named or not here))


def _part(blocks: Sequence[Block], number: int, kind: str, first: int, title: str) -> Part:
    year = YEAR.search(title)
    return Part(f"c{number}", kind, first, place_of(blocks[first]), title, "", int(year.group(1)) if year else None)


def place_of(block: Block) -> Place:
    """Where a block begins."""
    return block.text.whole() if isinstance(block, Paragraph) else block.place


def _close(parts: list[Part], blocks: Sequence[Block]) -> None:
    for index, part in enumerate(parts):
        part.last = parts[index + 1].first - 1 if index + 1 < len(parts) else len(blocks) - 1
    if parts and parts[0].first > 0:
        parts[0].first = 0
        parts[0].place = place_of(blocks[0])


def organisation_in(title: str, kinds: Mapping[str, Component]) -> str:
    """The unit a title names: what is left without year, kind of document and connecting words."""
    rest = FRONT.sub("", plain(title))
    for kind in kinds.values():
        for word in sorted((*kind.titles, *kind.parts), key=len, reverse=True):
            rest = rest.replace(plain(word), "")
    rest = YEAR.sub("", rest)
    endings = {plain(word) for kind in kinds.values() for word in kind.endings}
    ending = max((word for word in endings if rest.endswith(word)), key=len, default="")
    return rest.removesuffix(ending).removeprefix("部门").removesuffix("部门").removeprefix("关于").strip("度的之")


def organisation_on_cover(blocks: Sequence[Block]) -> str:
    """The unit named under the title or above the heads of a table (预算主管部门：…); empty without such a line."""
    lines = (line for block in blocks[:COVER_LINES] for line in _lines_on_top(block))
    found = (match["name"] for line in lines if (match := ORGANISATION.fullmatch(line)) is not None)
    return next((name for name in found if MEASURE.search(name) is None), "")


def _lines_on_top(block: Block) -> Iterator[str]:
    """A paragraph, or what the first rows of a table say cell by cell."""
    texts = (
        [block.text] if isinstance(block, Paragraph) else [cell.text for row in block.rows[:TOP_ROWS] for cell in row]
    )
    yield from (plain(text.value) for text in texts)
