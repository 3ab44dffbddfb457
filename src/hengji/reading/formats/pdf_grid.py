"""Grids: ruling lines that touch form one, and its cells are the areas no line divides.

A side left open, as tables without outer borders have it, closes where the lines across (or down) end.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from hengji.reading.formats.pdf_page import Box, RawPage
from hengji.reading.formats.pdf_rules import Rule
from hengji.records import dataclass

TOUCH: Final = 3.0
"""Lines that come this near each other meet; nearer edges are one edge (double borders)."""

COVERED: Final = 0.6
MAX_RULES: Final = 4_000
MAX_CELLS: Final = 40_000


class Area(NamedTuple):
    """A cell of a grid: where it begins, how far it reaches."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(slots=True)
class Grid:
    """A ruled table without its text: the edges of its columns and rows, and its cells in reading order."""

    xs: list[float]
    ys: list[float]
    areas: list[Area]

    @property
    def box(self) -> Box:
        """The box around it."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def box_of(self, area: Area) -> Box:
        """The box of a cell."""
        return (
            self.xs[area.column],
            self.ys[area.row],
            self.xs[area.column + area.columns],
            self.ys[area.row + area.rows],
        )


def grids_of(page: RawPage) -> list[Grid]:
    """The grids of a page from top to bottom; a frame around nothing but one area is no table."""
    if len(page.horizontals) + len(page.verticals) > MAX_RULES:
        return []
    found = []
    for across, down in _components(page.horizontals, page.verticals):
        grid = _grid(across, down)
        if grid is not None and len(grid.areas) > 1:
            found.append(grid)
    return sorted(found, key=lambda grid: (grid.box[1], grid.box[0]))


def clusters(values: list[float], near: float = TOUCH) -> list[float]:
    """The values in rising order, those near each other made one."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= near:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def _components(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """The lines in groups of those that touch."""
    parent = list(range(len(across) + len(down)))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for i, flat in enumerate(across):
        for j, upright in enumerate(down, len(across)):
            meets = (
                flat.start - TOUCH <= upright.at <= flat.end + TOUCH
                and upright.start - TOUCH <= flat.at <= upright.end + TOUCH
            )
            if meets:
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for node, rule in enumerate([*across, *down]):
        groups.setdefault(root(node), ([], []))[node >= len(across)].append(rule)
    return [group for group in groups.values() if group[0] and group[1]]


def _grid(across: list[Rule], down: list[Rule]) -> Grid | None:
    xs = clusters([*(rule.at for rule in down), min(r.start for r in across), max(r.end for r in across)])
    ys = clusters([*(rule.at for rule in across), min(r.start for r in down), max(r.end for r in down)])
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 1 or rows < 1 or rows * columns > MAX_CELLS:
        return None
    below = _walls(across, ys, xs)
    beside = _walls(down, xs, ys)
    region = _regions(rows, columns, below, beside)
    return Grid(xs, ys, _areas(region, rows, columns))


def _walls(rules: list[Rule], levels: list[float], steps: list[float]) -> set[tuple[int, int]]:
    """(level, step) wherever a line runs along most of that step of that level."""
    covered: dict[tuple[int, int], float] = {}
    for rule in rules:
        level = min(range(len(levels)), key=lambda index: abs(levels[index] - rule.at))
        for step in range(len(steps) - 1):
            shared = min(rule.end, steps[step + 1]) - max(rule.start, steps[step])
            if shared > 0:
                covered[level, step] = covered.get((level, step), 0.0) + shared
    return {
        (level, step)
        for (level, step), length in covered.items()
        if length >= COVERED * (steps[step + 1] - steps[step])
    }


def _regions(rows: int, columns: int, below: set[tuple[int, int]], beside: set[tuple[int, int]]) -> list[list[int]]:
    """For every place of the grid the number of the area it lies in."""
    region = [[-1] * columns for _ in range(rows)]
    number = 0
    for top in range(rows):
        for left in range(columns):
            if region[top][left] >= 0:
                continue
            region[top][left] = number
            waiting = [(top, left)]
            while waiting:
                row, column = waiting.pop()
                for r, c, walled in (
                    (row + 1, column, (row + 1, column) in below),
                    (row - 1, column, (row, column) in below),
                    (row, column + 1, (column + 1, row) in beside),
                    (row, column - 1, (column, row) in beside),
                ):
                    if 0 <= r < rows and 0 <= c < columns and not walled and region[r][c] < 0:
                        region[r][c] = number
                        waiting.append((r, c))
            number += 1
    return region


def _areas(region: list[list[int]], rows: int, columns: int) -> list[Area]:
    """The areas as rectangles; one of another shape (a line is missing somewhere) is cut into its rows."""
    members: dict[int, list[tuple[int, int]]] = {}
    for row in range(rows):
        for column in range(columns):
            members.setdefault(region[row][column], []).append((row, column))
    found: list[Area] = []
    for places in members.values():
        top, left = min(row for row, _ in places), min(column for _, column in places)
        height = max(row for row, _ in places) - top + 1
        width = max(column for _, column in places) - left + 1
        if height * width == len(places):
            found.append(Area(top, left, height, width))
        else:
            found.extend(_strips(places))
    return sorted(found)


def _strips(places: list[tuple[int, int]]) -> list[Area]:
    found: list[Area] = []
    for row, column in sorted(places):
        last = found[-1] if found else None
        if last is not None and last.row == row and last.column + last.columns == column:
            found[-1] = last._replace(columns=last.columns + 1)
        else:
            found.append(Area(row, column, 1, 1))
    return found
