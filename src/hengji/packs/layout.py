"""Layouts: one edition's drawing of a form.

A line is written as its cells between `|`: fixed text, `[column]` for an entered cell, `^` for a cell continued from above; text and
slots may share a cell ("按收入性质分：[general]"). `||` separates the sides where bands stand side by side. `{year}` and `{prior}` are
the fiscal year and the one before. The pattern line "*" draws every row of its band that has no line of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from hengji.packs.errors import Mark
from hengji.packs.source import Node, Reader

SLOT = re.compile(r"\[([a-z_][a-z0-9_.]*)\]")
PATTERN = "*"


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
    """The lines of one band, or of several bands side by side (``bands`` then has one entry a side; one band may recur)."""

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
    """One edition's drawing of a form. ``fields`` are lines of signatures and dates under the table (label → concept)."""

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
    widths = tuple(Decimal(width) for width in reader.texts("widths"))
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
        fields=tuple(reader.text_pairs("fields").items()),
        landscape=reader.flag("landscape"),
        mark=reader.node.mark,
    )
    reader.done()
    return layout


def _block(reader: Reader, grid: int) -> Block:
    bands = reader.texts("beside") or (reader.text("band"),)
    if len(bands) > 1:
        reader.texts("band")
    spans = reader.child("spans")
    lines: list[Line] = []
    for name, node in reader.pairs("lines").items():
        if node.text is None:
            continue
        line = parse_line(name, node.text, _spans_of(spans, name))
        _check_line(reader, line, node, bands, grid)
        lines.append(line)
    labels: dict[str, tuple[str, ...]] = {}
    for name, node in reader.pairs("labels").items():
        labels[name] = (node.text,) if node.text is not None else tuple(item.text or "" for item in node.items or [])
    block = Block(
        id=reader.text("id"),
        bands=bands,
        lines=tuple(lines),
        labels=tuple(labels.items()),
        order=reader.texts("order"),
        sides=tuple(tuple(item.text or "" for item in node.items or []) for node in reader.nodes("sides")),
        bottom=reader.texts("bottom"),
        blank_rows=int(reader.number("blank_rows", "0") or 0),
        mark=reader.node.mark,
    )
    reader.done()
    return block


def _spans_of(spans: Node | None, line: str) -> list[int] | None:
    """The spans of a line: its own entry, else the block's default, else one column a cell."""
    if spans is None:
        return None
    node: Node | None = spans
    if spans.map is not None:
        node = spans.map.get(line) or spans.map.get("default")
    return [int(item.text or "0") for item in node.items] if node is not None and node.items else None


def _check_line(reader: Reader, line: Line, node: Node, bands: tuple[str, ...], grid: int) -> None:
    mark = Reader(Node(node.mark, map={}), reader.mistakes, reader.what)
    width = sum(cell.span for cell in line.cells)
    if width != grid:
        mark.fail(
            f"画法 {line.id} 的各格共占 {width} 列，表格有 {grid} 列。",
            hint=f"这一行现有 {len(line.cells)} 格，请核对格数或在 spans 里写明每格占几列。",
            code="pack.layout-width",
        )
    if len(line.sides) not in (1, len(bands)):
        mark.fail(f"画法 {line.id} 用 || 分成 {len(line.sides)} 侧，而并排的表块有 {len(bands)} 个。", code="pack.layout-sides")


def parse_line(name: str, text: str, spans: list[int] | None) -> Line:
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
    return Line(name, tuple(sides))


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
