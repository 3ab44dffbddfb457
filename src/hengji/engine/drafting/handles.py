"""What a figure is known by, whatever its place: the heads over it, the label before it, the label in its cell.

Slots of an edition and cells of a sample are matched by these, so that columns may stand in another order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from hengji.engine.drafting.nearest import label_part, prefix_of, similar_label, slots_of
from hengji.engine.drafting.sample import Look, Square, Squares
from hengji.engine.drafting.work import Work
from hengji.packs.form import Band, Column, Form
from hengji.packs.headword import Role
from hengji.packs.labels import bare, plain
from hengji.packs.layout import CellTemplate
from hengji.packs.plan import PlannedLine
from hengji.reading.tables.heads import head_of

OWN, LEFT, INSIDE, UPPER, RANK, LEAST, REMARK, HIGHER = 2.5, 2.0, 3.0, 0.8, 0.15, 1.6, 0.8, 0.6

PLACES = re.compile(r"\{(?:year|prior|next)\}")
Heads = list[list[tuple[int, int, str]]]


@dataclass(frozen=True, slots=True)
class Handle:
    """What is known of a figure: ``key`` names it; ``path`` are the heads over it from top to bottom."""

    key: str
    place: int
    path: tuple[str, ...] = ()
    left: str = ""
    inside: str = ""
    look: Look = Look.BLANK

    @property
    def label(self) -> str:
        """What a person would call it."""
        return self.inside.rstrip(":：") or (self.path[-1] if self.path else "") or self.left


def path_over(heads: Heads, column: int) -> tuple[str, ...]:
    """The heads over a grid column, numbers of columns left out."""
    texts = (text for row in heads for first, last, text in row if first <= column < last and plain(text))
    return tuple(dict.fromkeys(text for text in texts if not plain(text).isdigit()))


def edition_heads(lines: Sequence[PlannedLine]) -> list[Heads]:
    """The heads that stand over each line of an edition."""
    found: list[Heads] = []
    heads: Heads = []
    data = True
    for line in lines:
        if line.line.head:
            heads = [] if data else list(heads)
            heads.append([(first, last, cell.fixed) for cell, first, last in placed(line.cells)])
        data = not line.line.head
        found.append(heads)
    return found


def sample_heads(rows: Sequence[Squares], heads_at: Iterable[int]) -> list[Heads]:
    """The heads that stand over each row of a sample, given which rows are heads."""
    marked = set(heads_at)
    found: list[Heads] = []
    heads: Heads = []
    data = True
    for number, row in enumerate(rows):
        if number in marked:
            heads = [] if data else list(heads)
            heads.append([(one.first, one.last, one.text.strip()) for one in row if not one.continued])
        data = number not in marked
        found.append(heads)
    return found


def placed(cells: Sequence[CellTemplate]) -> list[tuple[CellTemplate, int, int]]:
    """Cells with their first grid column and the one behind them."""
    found, first = [], 0
    for cell in cells:
        found.append((cell, first, first + cell.span))
        first += cell.span
    return found


def slot_handles(cells: Sequence[CellTemplate], heads: Heads, offset: int = 0) -> list[Handle]:
    """What the slots of a line, or of the side of it that begins at grid column ``offset``, are known by."""
    found: list[Handle] = []
    left = ""
    for number, (cell, first, _) in enumerate(placed(cells)):
        slots = slots_of(cell)
        if not slots and plain(cell.fixed):
            left = cell.fixed
        over = path_over(heads, offset + first)
        found.extend(Handle(slot, number, over, left, prefix_of(cell)) for slot in slots)
    return found


def cell_handles(
    cells: Sequence[tuple[int, Square]], row: Squares, heads: Heads, labels: Iterable[int]
) -> list[Handle]:
    """What some cells of a row (with their positions) are known by; ``labels`` are the positions of its labels."""
    named = set(labels)
    found: list[Handle] = []
    for position, square in cells:
        left = next((row[at].text for at in range(position - 1, -1, -1) if at in named), "")
        inside = label_part(square.text)
        found.append(Handle(str(position), position, path_over(heads, square.first), left, inside, square.look))
    return found


class Matching:
    """Matches cells of a sample with the columns of a band."""

    def __init__(self, form: Form, band: Band, work: Work, texts: Iterable[str] = ()) -> None:
        self.form = form
        self.band = band
        self.words = work.words
        self.template = work.sample.template
        self.texts = frozenset(texts)

    def match(self, slots: Sequence[Handle], cells: Sequence[Handle]) -> dict[int, str]:
        """The column of each cell, by its position in the row; each column is taken once."""
        slots, cells = [self._named(one) for one in slots], [self._named(one) for one in cells]
        fits = [
            (fit - abs(slot.place - cell.place) * 0.01, cell.place, slot.key)
            for slot in slots
            for cell in cells
            if (fit := self.likeness(slot, cell)) >= LEAST
        ]
        found: dict[int, str] = {}
        for _, place, key in sorted(fits, key=lambda one: -one[0]):
            if place not in found and key not in found.values():
                found[place] = key
        rest_slots = [slot for slot in slots if slot.key not in found.values()]
        rest_cells = [cell for cell in cells if cell.place not in found]
        if len(rest_slots) == len(rest_cells):
            pairs = zip(rest_slots, rest_cells, strict=True)
            found.update((cell.place, slot.key) for slot, cell in pairs if self._may(slot, cell) and _bare(slot, cell))
        return found

    def _named(self, handle: Handle) -> Handle:
        """A handle without heads that only number the columns (栏次)."""
        heads = tuple(one for one in handle.path if self.words.role(bare(one)) is not Role.NUMBERS)
        return replace(handle, path=heads)

    def likeness(self, slot: Handle, cell: Handle) -> float:
        """How much speaks for a cell being a column; 0 where it cannot be."""
        if bool(slot.inside) != bool(cell.inside and slot.inside):
            return 0.0
        if slot.inside:
            return INSIDE if similar_label(cell.inside, slot.inside) else 0.0
        score = (RANK if slot.place == cell.place else 0.0) - (0.0 if self._may(slot, cell) else REMARK)
        column = self.band.column(slot.key)
        if cell.path and (slot.path or column is not None):
            low = self._paths(slot.path, cell.path)
            own = OWN if column is not None and self._own(column, cell.path) else 0.0
            score += max(low, own)
            if max(low, own) and len(slot.path) > 1 and len(cell.path) > 1:
                shared = any(similar_label(one, other) for one in cell.path[:-1] for other in slot.path[:-1])
                score += UPPER if shared else -UPPER
        if slot.left and cell.left:
            score += LEFT if similar_label(cell.left, slot.left) else -LEFT / 2
        return score

    def _paths(self, slot: Sequence[str], cell: Sequence[str]) -> float:
        """How well the heads over a cell are those over a column: the lowest counts, or all of them in any order."""
        if not slot:
            return 0.0
        last = len(cell) - 1
        low = max(self._head(one, slot[-1]) - HIGHER * (last - level) for level, one in enumerate(cell))
        every = [max(self._head(one, other) for one in cell) for other in slot]
        return max(low, sum(every) / len(every) if len(every) > 1 and all(every) else 0.0, 0.0)

    def _head(self, printed: str, declared: str) -> float:
        """How well a head is a declared one; one of another year is not."""
        years = PLACES.findall(declared)
        if years and PLACES.findall(self.template(printed)) not in ([], years):
            return 0.0
        return similar_label(printed, declared)

    def _own(self, column: Column, path: Sequence[str]) -> bool:
        head = head_of([path[-1]], self.words)
        if column.ordinal or column.names:
            return bool(column.label) and similar_label(path[-1], column.label) > 0
        own, _ = self.words.column(column, self.band, self.form)
        prior = (column.aspects.period or 0) < 0
        return bool(head.words) and head.words[-1] in own and head.prior == prior

    def _may(self, slot: Handle, cell: Handle) -> bool:
        return cell.look is not Look.WORDS or bool(cell.inside) or slot.key in self.texts


def _bare(slot: Handle, cell: Handle) -> bool:
    """Whether nothing at all is known of both but their place."""
    return not (slot.path or slot.left or slot.inside) and not (cell.path or cell.left)


def starts(row: Squares) -> tuple[int, ...]:
    """Where the cells of a row begin: rows drawn alike begin alike."""
    return tuple(square.first for square in row)


Columns = Mapping[int, str]
