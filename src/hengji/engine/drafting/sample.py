"""The tables of a sample document as they are drawn: cells on a grid, what stands above them and below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from hengji.documents.document import Block, Document, Merge, Paragraph, Region, Row, Table
from hengji.packs.labels import MARKUP, plain
from hengji.packs.layout import SLOT
from hengji.reading.cells import BLANKS, DASHES
from hengji.reading.components import explode
from hengji.reading.tables.continuation import join_continued

ATTACHMENT = re.compile(r"(?:附件|附表|附)\s*[0-9一二三四五六七八九十]{0,3}(?:-\d+)?[:：]?\Z")
NUMBER = re.compile(r"[-－−]?[0-9][0-9,.]*(?:%|‰)?\Z")
BLANKED_YEAR = re.compile(r"(?:20|[2２][0０])(?:[\s_×xX*＿]{1,4})(?=年)|[×xX＿_]{2,4}(?=年)")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?=年|$|\D)")
NOTE = re.compile(r"(?:注|说明|备注)\s*[0-9]?[:：.、]")
FIELD = re.compile(r"(?P<label>[\u4e00-\u9fff（）()]{2,16})\s*[:：]")
LONGEST_CAPTION, CAPTIONS = 60, 4
SAFE = str.maketrans({"|": "｜", "{": "｛", "}": "｝", "\n": None, "\r": None, "\t": " "})


class Look(Enum):
    """What stands in a cell, by its looks."""

    BLANK = auto()
    FIGURE = auto()
    WORDS = auto()


@dataclass(frozen=True, slots=True)
class Square:
    """A drawn cell: its text, its first grid column, how many it covers, whether it goes on from the row above."""

    text: str
    first: int
    span: int
    continued: bool = False

    @property
    def last(self) -> int:
        """The grid column behind the cell."""
        return self.first + self.span

    @property
    def look(self) -> Look:
        """What stands in it."""
        return look_of(self.text)


Squares = tuple[Square, ...]


@dataclass(slots=True)
class Sample:
    """One table of a sample: its grid, the lines right above and below it, and the fiscal year it speaks of."""

    table: Table
    rows: list[Squares]
    columns: int
    above: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    year: int | None = None
    spans_known: bool = True

    @property
    def blank(self) -> bool:
        """Whether no figure is filled in; ordinals and numbers of columns are not."""
        return not any(
            square.look is Look.FIGURE and not square.text.strip().isdigit() for row in self.rows for square in row
        )

    @property
    def captions(self) -> list[str]:
        """Every line that may be a title: above the table, and its first rows of hardly any cells."""
        inside = [text for row in self.rows[:CAPTIONS] if (text := only_text(row))]
        return [*self.above, *inside]

    def template(self, text: str) -> str:
        """A printed text as a layout writes it: years as places to be filled, no signs that mean something there."""
        safe = SLOT.sub(lambda match: f"［{match.group(1)}］", MARKUP.sub("", text).strip().translate(SAFE))
        safe = "＾" if safe == "^" else safe
        safe = BLANKED_YEAR.sub("{year}", safe)
        if self.year is None:
            return safe
        names = {self.year: "{year}", self.year - 1: "{prior}", self.year + 1: "{next}"}
        return YEAR.sub(lambda match: names.get(int(match.group()), match.group()), safe)


def look_of(text: str) -> Look:
    """What stands in a cell: nothing, a figure or a mark in place of one, or words."""
    if BLANKS.match(text):
        return Look.BLANK
    return Look.FIGURE if NUMBER.match(plain(text)) or DASHES.match(text) else Look.WORDS


def only_text(row: Sequence[Square]) -> str:
    """The text of a row that says but one thing; empty where it says more."""
    texts = [square.text.strip() for square in row if not square.continued and square.look is not Look.BLANK]
    return texts[0] if len(texts) == 1 else ""


def samples_of(document: Document) -> list[Sample]:
    """The tables of a document that may be forms, in order."""
    blocks, _ = explode(join_continued(document.blocks))
    body = [block for block in blocks if isinstance(block, Table) or block.region is Region.BODY]
    found: list[Sample] = []
    between: list[str] = []
    for block in body:
        if isinstance(block, Paragraph):
            between.extend(_lines(block))
            continue
        if found:
            _end(found[-1], between)
        sample = _sample(block, between)
        if sample is not None:
            found.append(sample)
        between = []
    if found:
        _end(found[-1], between)
    for sample in found:
        sample.year = _year(sample)
    return found


def _lines(block: Block) -> Iterator[str]:
    text = block.text.value.strip("\n") if isinstance(block, Paragraph) else ""
    yield from (line for line in text.split("\n") if line.strip())


def _end(sample: Sample, between: list[str]) -> None:
    """The notes and signature lines under a table; what stands after them belongs to the next one."""
    last = 0
    for position, line in enumerate(between):
        if NOTE.match(line.strip()) or len(FIELD.findall(line)) > 1 or (FIELD.match(line.strip()) and position == last):
            last = position + 1
        elif position > last:
            break
    sample.below.extend(between[:last])
    del between[:last]


def _sample(table: Table, between: Sequence[str]) -> Sample | None:
    rows = [row for row in table.rows if row.cells]
    if not rows or max(len(row) for row in rows) < 2:
        return None
    known = table.spans_known and all(cell.column >= 0 for row in rows for cell in row)
    squares = _known(rows) if known else _guessed(rows)
    edges = sorted({edge for row in squares for square in row for edge in (square.first, square.last)})
    place = {edge: number for number, edge in enumerate(edges)}
    drawn = [
        tuple(
            Square(one.text, place[one.first], place[one.last] - place[one.first], one.continued)
            for one in row
        )
        for row in squares
    ]  # fmt: skip
    above = [line for line in between if len(line.strip()) <= LONGEST_CAPTION and not line.rstrip().endswith("。")]
    return Sample(table, drawn, len(edges) - 1, above[-CAPTIONS:], [], None, known)


def _known(rows: Sequence[Row]) -> list[list[Square]]:
    return [
        [
            Square(cell.text.value, cell.column, max(cell.column_span, 1), cell.merge is Merge.CONTINUE)
            for cell in row
        ]
        for row in rows
    ]  # fmt: skip


def _guessed(rows: Sequence[Row]) -> list[list[Square]]:
    """Cells of a text: as many columns as the longest row has; in shorter ones those after the first share the rest."""
    width = max(len(row) for row in rows)
    found: list[list[Square]] = []
    for row in rows:
        texts = [cell.text.value for cell in row]
        rest, places = divmod(width - 1, max(len(texts) - 1, 1))
        spans = [width] if len(texts) == 1 else [1, *(rest + (number < places) for number in range(len(texts) - 1))]
        first, line = 0, []
        for text, span in zip(texts, spans, strict=True):
            line.append(Square(text, first, span))
            first += span
        found.append(line)
    return found


def _year(sample: Sample) -> int | None:
    """The fiscal year: that of the title, else the last one a head names."""
    for line in reversed(sample.above):
        years = YEAR.findall(plain(line))
        if years:
            return int(years[0])
    heads = [
        int(year)
        for row in sample.rows
        for square in row
        if square.look is Look.WORDS and len(square.text) < LONGEST_CAPTION // 2
        for year in YEAR.findall(plain(square.text))
        if "年" in square.text
    ]
    return max(heads, default=None)
