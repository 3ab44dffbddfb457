"""The layouts of a pack made ready for recognition, once a pack: their lines, and the labels each may be known by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from hengji.documents.document import Table
from hengji.packs.form import Form
from hengji.packs.labels import bare, plain
from hengji.packs.layout import Layout
from hengji.packs.pack import Pack
from hengji.packs.plan import PlannedLine, plan
from hengji.reading.tables.grid import is_figure
from hengji.records import dataclass

ENOUGH_LABELS = 3
LONGEST_LABEL = 60


@dataclass(frozen=True, slots=True)
class Width:
    """How many cells a row may have to be a planned line: ``cells`` and blank ones after, ``least``, or one a column.

    ``least`` leaves out the cells at the end that are drawn empty.
    """

    cells: int
    least: int
    columns: int

    @classmethod
    def of(cls, line: PlannedLine) -> Width:
        """The width of a planned line."""
        empty = 0
        for template in reversed(line.cells):
            if template.slots or plain(template.fixed):
                break
            empty += 1
        return cls(len(line.cells), len(line.cells) - empty, sum(template.span for template in line.cells))

    def admits(self, cells: int, filled: int) -> bool:
        """Whether a row of so many cells, the last ones behind ``filled`` all blank, may be the line."""
        return self.least <= cells <= self.cells or (
            cells > self.cells and (filled <= self.cells or cells == self.columns)
        )


@dataclass(frozen=True, slots=True)
class Drawing:
    """A layout with its planned lines: how many labels it prints, and of how many a table must share to be tried."""

    form: Form
    layout: Layout
    lines: tuple[PlannedLine, ...]
    widths: tuple[Width, ...]
    enough: int
    possible: int


@dataclass(frozen=True, slots=True)
class Drawings:
    """Every layout of a pack, and by each label the layouts (their positions) that print it."""

    every: tuple[Drawing, ...]
    by_label: dict[str, tuple[int, ...]]

    def worth_aligning(self, table: Table) -> Iterator[Drawing]:
        """The layouts that share enough labels with a table; the numbers of columns (1 2 3) alone are not enough."""
        words = {bare(cell.text.value) for row in table.rows for cell in row if len(cell.text.value) < LONGEST_LABEL}
        known = words & self.by_label.keys()
        shared = Counter(place for word in known for place in self.by_label[word])
        named = {place for word in known if not is_figure(word) for place in self.by_label[word]}
        for place, drawing in enumerate(self.every):
            if shared[place] >= drawing.enough and (place in named or not drawing.enough):
                yield drawing


_drawings: dict[str, Drawings] = {}


def drawings(pack: Pack) -> Drawings:
    """The layouts of a pack, made ready once."""
    found = _drawings.get(pack.digest)
    if found is None:
        every: list[Drawing] = []
        by_label: dict[str, list[int]] = {}
        for layout in pack.layouts.values():
            form = pack.forms.get(layout.form)
            if form is None:
                continue
            lines = tuple(plan(form, layout))
            labels = _labels(form, lines)
            for label in labels:
                by_label.setdefault(label, []).append(len(every))
            widths = tuple(map(Width.of, lines))
            every.append(Drawing(form, layout, lines, widths, min(ENOUGH_LABELS, len(labels)), _possible(lines)))
        found = Drawings(tuple(every), {label: tuple(places) for label, places in by_label.items()})
        _drawings[pack.digest] = found
    return found


def _possible(lines: tuple[PlannedLine, ...]) -> int:
    """How many labels the lines print."""
    return sum(
        1
        for line in lines
        for cell in line.cells
        if plain(cell.fixed) or ("label" in cell.slots and line.row and not line.row.each)
    )


def _labels(form: Form, lines: tuple[PlannedLine, ...]) -> set[str]:
    """Every label a layout may be known by: its fixed texts, and the rows of its bands by all their names."""
    found: set[str] = set()
    for line in lines:
        found.update(
            bare(template.fixed) for template in line.cells if not template.slots and "{" not in template.fixed
        )
        for band_id in line.block.bands:
            band = form.band(band_id)
            for row in band.rows if band else ():
                found.update(
                    bare(label)
                    for label in (*line.block.labels_of(row.id), row.label, *row.aliases)
                    if "{" not in label
                )
    found.discard("")
    return found
