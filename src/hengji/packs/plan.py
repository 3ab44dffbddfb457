"""The lines of a layout with every row of its form in its place: one plan serves reading and writing."""

from __future__ import annotations

from collections.abc import Iterator

from hengji.packs.form import Band, Form, RowDecl
from hengji.packs.layout import PATTERN, Block, CellTemplate, Layout, Line
from hengji.records import dataclass


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A line to be drawn or recognised: a heading (row None), a row, or the pattern of a side-by-side block."""

    block: Block
    line: Line
    cells: tuple[CellTemplate, ...]
    band: Band
    row: RowDecl | None

    @property
    def many(self) -> bool:
        """Whether the line may be drawn any number of times."""
        return self.beside or (self.row is not None and self.row.each)

    @property
    def beside(self) -> bool:
        """Whether this is the pattern of bands side by side."""
        return self.block.beside and self.line.id == PATTERN

    @property
    def optional(self) -> bool:
        """Whether a filing may well lack the line."""
        return self.many or self.line.head or (self.row is not None and self.row.optional)


def plan(form: Form, layout: Layout) -> list[PlannedLine]:
    """All lines of a layout from top to bottom."""
    return [line for block in layout.blocks for line in _block_lines(form, block)]


def _block_lines(form: Form, block: Block) -> Iterator[PlannedLine]:
    band = form.band(block.bands[0])
    if band is None:
        return
    for line in block.lines:
        if line.head or (block.beside and line.id == PATTERN):
            yield PlannedLine(block, line, line.cells, band, None)
        elif line.id == PATTERN:
            for row in _pattern_rows(band, block):
                yield PlannedLine(block, line, line.cells, band, row)
        else:
            yield PlannedLine(block, line, line.cells, band, band.row(line.row))


def _pattern_rows(band: Band, block: Block) -> list[RowDecl]:
    """The rows the pattern line draws, in the order of this edition."""
    own = {line.row for line in block.lines}
    rows = [row for row in band.rows if row.id not in own]
    if block.order:
        rank = {name: index for index, name in enumerate(block.order)}
        rows.sort(key=lambda row: rank.get(row.id, len(rank)))
    return rows


def side_lines(form: Form, block: Block, side: int) -> list[PlannedLine]:
    """The rows of one side of a side-by-side block, each with the cells of that side."""
    band = form.band(block.bands[side])
    pattern = block.pattern()
    if band is None or pattern is None:
        return []
    cells = pattern.sides[side] if len(pattern.sides) > 1 else pattern.cells
    alone = Block(block.id, (band.id,), block.lines, block.labels, block.order, (), (), 0, block.mark)
    return [PlannedLine(alone, pattern, cells, band, row) for row in _pattern_rows(band, alone)]


def depth(band: Band, row: RowDecl) -> int:
    """How deep a row stands below the rows it is part of."""
    level = 0
    seen = {row.id}
    current: RowDecl | None = row
    while current is not None and current.under and current.under not in seen:
        seen.add(current.under)
        current = band.row(current.under)
        level += 1
    return level
