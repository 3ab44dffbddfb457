"""Layouts: one edition's drawing of a form.

A line is written as its cells between `|`: fixed text, `[column]` for an entered cell, `^` for a cell continued from
above; text and slots may share a cell ("按收入性质分：[general]"). `||` separates the sides where bands stand side by
side. `{year}` and `{prior}` are the fiscal year and the one before. The pattern line "*" draws every row of its band
that has no line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from decimal import Decimal

from hengji.packs.errors import Mark, similar
from hengji.packs.source import Node, Reader
from hengji.records import dataclass

SLOT = re.compile(r"\[([a-z_][a-z0-9_.]*)\]")
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
PATTERN, DEFAULT = "*", "default"
NOWHERE = Mark("", 0)


@dataclass(frozen=True, slots=True)
class Slot:
    """An entered cell, by column id ("label" is the row's own label)."""

    column: str


Part = str | Slot


@dataclass(frozen=True, slots=True)
class CellTemplate:
    """One drawn cell: its parts, how many grid columns it spans, whether it continues the cell above."""

    parts: tuple[Part, ...]
    span: int = 1
    continued: bool = False

    @property
    def slots(self) -> tuple[str, ...]:
        """The columns entered in this cell."""
        return tuple(part.column for part in self.parts if isinstance(part, Slot))

    @property
    def fixed(self) -> str:
        """The text of a cell without slots."""
        return "".join(part for part in self.parts if isinstance(part, str))


@dataclass(frozen=True, slots=True)
class Line:
    """A drawn line: its id (a row id, "head…" for headings, "*" for the pattern) and its cells, side by side."""

    id: str
    sides: tuple[tuple[CellTemplate, ...], ...]
    mark: Mark = field(default=NOWHERE, compare=False)

    @property
    def cells(self) -> tuple[CellTemplate, ...]:
        """All cells of the line, left to right."""
        return tuple(cell for side in self.sides for cell in side)

    @property
    def row(self) -> str:
        """The row a line draws: several lines may draw parts of one row ("only.first", "only.second")."""
        return self.id.split(".")[0]

    @property
    def head(self) -> bool:
        """Whether the line is a heading repeated on every page."""
        return self.id.startswith("head")


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one band, or of several side by side (``bands`` then has one entry a side; one band may recur)."""

    id: str
    bands: tuple[str, ...]
    lines: tuple[Line, ...]
    labels: tuple[tuple[str, tuple[str, ...]], ...]
    order: tuple[str, ...]
    sides: tuple[tuple[str, ...], ...]
    bottom: tuple[str, ...]
    blank_rows: int
    mark: Mark

    @property
    def beside(self) -> bool:
        """Whether bands stand side by side."""
        return len(self.bands) > 1

    def labels_of(self, row: str) -> tuple[str, ...]:
        """How this edition prints a row's label; the first is written, the others are read as well."""
        return dict(self.labels).get(row, ())

    def pattern(self) -> Line | None:
        """The pattern line."""
        return next((line for line in self.lines if line.id == PATTERN), None)


@dataclass(frozen=True, slots=True)
class Layout:
    """One edition's drawing of a form. ``fields`` are signatures and dates under the table (label → concept).

    `LABEL: ~` leaves out a field of the pack above.
    """

    id: str
    form: str
    title: str
    titles: tuple[str, ...]
    number: str
    attachment: str
    above: tuple[tuple[str, str], ...]
    widths: tuple[Decimal, ...]
    blocks: tuple[Block, ...]
    notes: tuple[str, ...]
    empty_note: str
    fields: tuple[tuple[str, str], ...]
    landscape: bool
    mark: Mark


def load_layout(reader: Reader) -> Layout:
    """A layout as declared; every line must fill the grid."""
    widths = _widths(reader)
    layout = Layout(
        id=reader.text("layout"),
        form=reader.text("form"),
        title=reader.text("title"),
        titles=reader.texts("titles"),
        number=reader.text("number", ""),
        attachment=reader.text("attachment", ""),
        above=tuple((item.text("left", ""), item.text("right", "")) for item in reader.readers("above", "表头栏")),
        widths=widths,
        blocks=tuple(_block(item, len(widths)) for item in reader.readers("draw", "画法")),
        notes=reader.texts("notes"),
        empty_note=reader.text("empty_note", ""),
        fields=tuple((label, concept) for label, concept in reader.text_pairs("fields").items() if concept),
        landscape=reader.flag("landscape"),
        mark=reader.node.mark,
    )
    reader.done()
    return layout


def _widths(reader: Reader) -> tuple[Decimal, ...]:
    """The widths of the grid columns; there is at least one, and each is above zero."""
    found: list[Decimal] = []
    for text in reader.texts("widths"):
        width = Decimal(text) if NUMBER.fullmatch(text) else Decimal(0)
        if width <= 0:
            reader.fail(f"{reader.what}的 widths 里 {text or '空的一项'} 不是大于 0 的数。", key="widths")
        found.append(width)
    if not found:
        reader.fail(f"{reader.what}没有写 widths。", hint='请写明每列的宽度：widths: ["30", "70"]。', key="widths")
    return tuple(found)


def _block(reader: Reader, grid: int) -> Block:
    bands = reader.texts("beside") or (reader.text("band"),)
    if len(bands) > 1:
        reader.texts("band")
    labels = reader.pairs("labels")
    block = Block(
        id=reader.text("id"),
        bands=bands,
        lines=tuple(_lines(reader, bands, grid)),
        labels=tuple((name, _labels(reader, name, node)) for name, node in labels.items() if not node.empty),
        order=reader.texts("order"),
        sides=tuple(tuple(item.text or "" for item in node.items or []) for node in reader.nodes("sides")),
        bottom=reader.texts("bottom"),
        blank_rows=int(reader.number("blank_rows", "0") or 0),
        mark=reader.node.mark,
    )
    reader.done()
    return block


def _lines(reader: Reader, bands: tuple[str, ...], grid: int) -> Iterator[Line]:
    """The drawn lines; `ID: ~` leaves out a line of the pack above."""
    spans = reader.child("spans")
    drawn = reader.pairs("lines")
    for name in (spans.map or {}) if spans is not None else ():
        if name not in (*drawn, DEFAULT):
            hint = similar(name, (*drawn, DEFAULT))
            reader.fail(f"spans 里的 {name} 不是这一块的画法。", hint=hint, key="spans", code="pack.unknown-row")
    for name, node in drawn.items():
        if node.empty:
            continue
        here = Reader(Node(node.mark, map={}), reader.mistakes, reader.what)
        if node.text is None:
            here.fail(f"画法 {name} 应为一段文字，各格之间用 | 隔开。", hint="以 [ 开头的画法请加引号。")
            continue
        line = parse_line(name, node.text, _spans_of(reader, spans, name), node.mark)
        _check_line(here, line, bands, grid)
        yield line


def _labels(reader: Reader, name: str, node: Node) -> tuple[str, ...]:
    if node.map is not None or any(item.text is None for item in node.items or ()):
        reader.fail(f"labels 里的 {name} 应为一段或一列文字。", hint="以 { 开头的文字请加引号。", key="labels")
    return (node.text,) if node.text is not None else tuple(item.text or "" for item in node.items or ())


def _spans_of(reader: Reader, spans: Node | None, line: str) -> list[int] | None:
    """The spans of a line: its own entry, else the block's default, else one column a cell."""
    node = spans
    if spans is not None and spans.map is not None:
        own = spans.map.get(line)
        node = own if own is not None and not own.empty else spans.map.get(DEFAULT)
    if node is None or node.empty:
        return None
    texts = [item.text or "" for item in node.items or ()]
    if not texts or not all(text.isdecimal() and int(text) > 0 for text in texts):
        reader.fail(f"spans 应为一列正整数，如 [2, 1, 1]，画法 {line} 的不是。", key="spans")
        return None
    return [int(text) for text in texts]


def _check_line(mark: Reader, line: Line, bands: tuple[str, ...], grid: int) -> None:
    """The cells of a line fill the grid, and its sides are those of its block."""
    width = sum(cell.span for cell in line.cells)
    if width != grid:
        mark.fail(
            f"画法 {line.id} 的各格共占 {width} 列，表格有 {grid} 列。",
            hint=f"这一行现有 {len(line.cells)} 格，请核对格数或在 spans 里写明每格占几列。",
            code="pack.layout-width",
        )
    if len(line.sides) not in (1, len(bands)):
        says = f"画法 {line.id} 用 || 分成 {len(line.sides)} 侧，而并排的表块有 {len(bands)} 个。"
        mark.fail(says, hint="各侧之间写 ||，每侧里各格之间写 |。", code="pack.layout-sides")


def parse_line(name: str, text: str, spans: list[int] | None, mark: Mark = NOWHERE) -> Line:
    """A written line as cells; ``spans`` gives the grid columns of each cell in order."""
    remaining = list(spans) if spans is not None else None
    sides: list[tuple[CellTemplate, ...]] = []
    for side in re.split(r"\|\|", text):
        cells: list[CellTemplate] = []
        for raw in side.split("|"):
            span = remaining.pop(0) if remaining else 1
            cells.append(_cell(raw.strip(" "), span))
        sides.append(tuple(cells))
    if remaining:
        last = sides[-1][-1]
        extra = CellTemplate(last.parts, last.span + sum(remaining), last.continued)
        sides[-1] = (*sides[-1][:-1], extra)
    return Line(name, tuple(sides), mark)


def _cell(raw: str, span: int) -> CellTemplate:
    if raw == "^":
        return CellTemplate((), span, continued=True)
    parts: list[Part] = []
    position = 0
    for match in SLOT.finditer(raw):
        if match.start() > position:
            parts.append(raw[position : match.start()])
        parts.append(Slot(match.group(1)))
        position = match.end()
    if position < len(raw):
        parts.append(raw[position:])
    return CellTemplate(tuple(parts), span)
