"""Ruled tables: glyphs dealt to the cells of a grid, lines of a cell put together again."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import field
from typing import Final

from hengji.reading.formats.pdf_grid import Area, Grid
from hengji.reading.formats.pdf_lines import Line, lines_of, separator
from hengji.reading.formats.pdf_page import Box, Glyph, is_wide
from hengji.records import dataclass

PADDING: Final = 1.3
"""Room left at the end of a line, in letters, that belongs to the borders of a cell."""

ONE_NUMBER: Final = re.compile(r"[-+−]?[\d,，]+(?:[.．]\d{1,2})?[%％]?")
NUMERIC: Final = re.compile(r"[\d,，.．%％+−-]")


@dataclass(slots=True, eq=False)
class DraftCell:
    """A cell as drawn on one page, with its lines."""

    area: Area
    box: Box
    lines: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What stands in it, line ends and blanks left out: for comparison only."""
        return "".join(line.text.replace(" ", "") for line in self.lines)


@dataclass(slots=True, eq=False)
class DraftTable:
    """A table as drawn on one page: the edges of its columns, the count of its rows, its cells in reading order."""

    page: int
    box: Box
    xs: list[float]
    rows: int
    cells: list[DraftCell]
    ruled: bool = True

    def row(self, number: int) -> list[DraftCell]:
        """The cells that begin in this row."""
        return [cell for cell in self.cells if cell.area.row == number]


def fill(page: int, grid: Grid, glyphs: list[Glyph]) -> DraftTable:
    """The table that a grid and the glyphs inside it are; rows and columns drawn without any cell are closed up."""
    cells = [DraftCell(area, grid.box_of(area)) for area in grid.areas]
    held: dict[int, list[Glyph]] = {}
    place = {
        (row, column): index
        for index, cell in enumerate(cells)
        for row in range(cell.area.row, cell.area.row + cell.area.rows)
        for column in range(cell.area.column, cell.area.column + cell.area.columns)
    }
    for glyph in glyphs:
        row = _step(grid.ys, glyph.middle)
        column = _step(grid.xs, (glyph.x0 + glyph.x1) / 2)
        held.setdefault(place[row, column], []).append(glyph)
    _gather_numbers(held)
    for index, members in held.items():
        cells[index].lines = lines_of(page, members)
    return DraftTable(page, grid.box, grid.xs, len(grid.ys) - 1, cells)


def _step(edges: list[float], at: float) -> int:
    """Which step between edges a position lies in."""
    for index in range(1, len(edges) - 1):
        if at < edges[index]:
            return index - 1
    return len(edges) - 2


def _gather_numbers(held: dict[int, list[Glyph]]) -> None:
    """A number too wide for its cell runs over the border: its stray digits go back to where most of it stands."""
    owner = {id(glyph): index for index, members in held.items() for glyph in members}
    digits = sorted(
        (glyph for members in held.values() for glyph in members if NUMERIC.fullmatch(glyph.char)),
        key=lambda glyph: (round(glyph.middle), glyph.x0),
    )
    for run in _runs(digits):
        owners = Counter(owner[id(glyph)] for glyph in run)
        if len(owners) > 1 and ONE_NUMBER.fullmatch("".join(glyph.char for glyph in run)):
            (home, most), *_ = owners.most_common(1)
            if most * 2 > len(run):
                for glyph in run:
                    if owner[id(glyph)] != home:
                        held[owner[id(glyph)]].remove(glyph)
                        held[home].append(glyph)
    for index in [index for index, members in held.items() if not members]:
        del held[index]


def _runs(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Glyphs that touch, drawn by one command or on one line, in order."""
    found: list[list[Glyph]] = []
    for glyph in glyphs:
        last = found[-1][-1] if found else None
        if (
            last is not None
            and not glyph.spaces
            and abs(last.middle - glyph.middle) < 1
            and -1 < glyph.x0 - last.x1 < 0.25 * (glyph.bottom - glyph.top) * 0.5
        ):
            found[-1].append(glyph)
        else:
            found.append([glyph])
    return found


@dataclass(slots=True)
class Joined:
    """Lines put together: the text, where each line begins in it, and where a line was ended on purpose."""

    value: str = ""
    starts: list[int] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    hard: list[int] = field(default_factory=list)

    def add(self, line: Line, between: str) -> None:
        """One more line, with what stands between it and the text so far."""
        if self.lines:
            self.value += between
        self.starts.append(len(self.value))
        if not self.lines or between == "\n":
            self.hard.append(len(self.value))
        self.lines.append(line)
        self.value += line.text


def cell_text(lines: list[Line], width: float) -> Joined:
    """The text of a cell: a line that had no room for what follows goes on, one that had ended there."""
    joined = Joined()
    for before, line in zip([None, *lines], lines, strict=False):
        if before is None:
            joined.add(line, "")
            continue
        if abs(line.top - before.top) < before.em / 2:
            joined.add(line, " ")
            continue
        room = width - (before.x1 - before.x0) - PADDING * before.em
        between = separator(joined.value, line.text) if room < first_word(line) else "\n"
        joined.add(line, between)
    return joined


def first_word(line: Line) -> float:
    """The width of what cannot be parted at the beginning of a line: one Chinese character, or a number or word."""
    end = 1
    if not is_wide(line.text[0]):
        while end < len(line.text) and not is_wide(line.text[end]) and line.text[end] != " ":
            end += 1
    return line.rights[end - 1] - line.x0
