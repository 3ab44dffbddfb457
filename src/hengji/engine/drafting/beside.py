"""A block of bands side by side, redrawn as a sample has it: each side is a list of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from hengji.engine.drafting.additions import add_row, remove_row
from hengji.engine.drafting.handles import Matching, cell_handles, slot_handles
from hengji.engine.drafting.nearest import similar_label
from hengji.engine.drafting.sample import Look, Square, Squares
from hengji.engine.drafting.work import Mapped
from hengji.packs.difference import Tree
from hengji.packs.form import Band, RowDecl
from hengji.packs.labels import bare, plain
from hengji.packs.layout import PATTERN, Block, CellTemplate, Line
from hengji.reading.cells import cell_words
from hengji.reading.tables.matching import DOTS, Matcher

if TYPE_CHECKING:
    from hengji.engine.drafting.blocks import BlockDraft

SURE = 1.8


class BesideDraft:
    """Redraws one block with sides."""

    def __init__(self, draft: BlockDraft, block: Block, tree: Mapped) -> None:
        self.draft = draft
        self.work = draft.work
        self.block = block
        self.tree = tree
        self.labels: dict[str, Tree] = {}
        pack = draft.near.edition.pack
        self.matcher = Matcher(pack.meanings[draft.near.edition.form.id], pack.codes, cell_words(pack))

    def run(self, rows: Sequence[int]) -> None:
        """Change the tree, unless nothing tells where the sides begin: then it stays."""
        heads = sorted(self.draft.heads(rows))
        data = [row for row in rows if row not in heads]
        cuts = self._cuts(heads)
        pattern = self.block.pattern()
        if cuts is None or pattern is None or not data:
            self.work.say("左右并排的一块看不出从哪里分开，照最近的样式画")
            return
        ranges = list(pairwise([*cuts, self.work.sample.columns]))
        lines: dict[str, Tree] = {}
        spans: dict[str, Tree] = {}
        for row in heads:
            key, text = self._head(row, cuts)
            lines[key] = text
            spans[key] = self._spans(self._rows[row])
        sides = [self._side(pattern, number, first, last, data) for number, (first, last) in enumerate(ranges)]
        shape = max((self._rows[row] for row in data), key=len)
        lines[PATTERN] = " || ".join(" | ".join(side) for side in sides)
        spans[PATTERN] = self._spans(shape)
        self._write(lines, spans)
        self._label()

    @property
    def _rows(self) -> list[Squares]:
        return self.work.sample.rows

    def _spans(self, row: Squares) -> Tree:
        return [str(self.draft.grids.span(square)) for square in row]

    def _cuts(self, heads: Sequence[int]) -> list[int] | None:
        """The grid columns at which the sides begin."""
        found: list[list[int]] = []
        for row in heads:
            one = self.draft.at.get(row)
            if one is None or len(one.line.line.sides) != len(self.block.bands):
                continue
            firsts = [0, *accumulate(len(side) for side in one.line.line.sides)][:-1]
            squares = self._rows[row]
            if len(squares) == len(one.line.cells):
                found.append([squares[first].first for first in firsts])
            elif all(first in one.pairs for first in firsts):
                found.append([squares[one.pairs[first]].first for first in firsts])
        usable = [cuts for cuts in found if cuts[0] == 0 and cuts == sorted(set(cuts))]
        return usable[0] if usable else None

    def _head(self, row: int, cuts: Sequence[int]) -> tuple[str, str]:
        line = self.draft.head(row)
        squares = self._rows[row]
        across = any(one.first < cut < one.last for one in squares for cut in cuts)
        text = ""
        for number, (square, cell) in enumerate(zip(squares, line.cells, strict=True)):
            between = " || " if square.first in cuts and not across else " | "
            text += (between if number else "") + cell
        return line.id, text

    def _side(self, pattern: Line, number: int, first: int, last: int, data: Sequence[int]) -> list[str]:
        """One side of the pattern line; its rows become labels, rows gained and lost."""
        cells = pattern.sides[number]
        band = self.draft.near.edition.form.band(self.block.bands[number])
        here = [[(at, one) for at, one in enumerate(self._rows[row]) if first <= one.first < last] for row in data]
        if band is None:
            return [_text(cell) for cell in cells]
        position = max(range(len(data)), key=lambda at: (_words(here[at]), -at))
        mapped = self._columns(pattern, number, band, data[position], here[position])
        labelled = next((mapped_at for mapped_at, slot in mapped.items() if slot == "label"), None)
        if labelled is not None and self.block.bands.index(band.id) == number:
            place = [at for at, _ in here[position]].index(labelled)
            self._rows_of(band, [side[place][1] for side in here if place < len(side)])
        return [f"[{mapped[at]}]" if at in mapped else "" for at, _ in here[position]]

    def _columns(
        self, pattern: Line, number: int, band: Band, row: int, side: list[tuple[int, Square]]
    ) -> dict[int, str]:
        plan = next(at for at, one in enumerate(self.draft.plan) if one.beside and one.block.id == self.block.id)
        cells: tuple[CellTemplate, ...] = pattern.sides[number]
        offset = sum(cell.span for one in pattern.sides[:number] for cell in one)
        slots = slot_handles(cells, self.draft.over_edition()[plan], offset)
        label = "label" in [slot for cell in cells for slot in cell.slots]
        found: dict[int, str] = {}
        rest = side
        if label:
            at = next((at for at, one in side if one.look is Look.WORDS), side[0][0])
            found[at] = "label"
            rest = [one for one in side if one[0] != at]
        texts = [column.id for column in band.columns if column.dimension or column.names or column.ordinal]
        places = {at: place for place, (at, _) in enumerate(side)}
        known = cell_handles(rest, self._rows[row], self.draft.over_sample()[row], [])
        matching = Matching(self.draft.near.edition.form, band, self.work, texts)
        here = [replace(handle, key=str(handle.place), place=places[handle.place]) for handle in known]
        by_place = matching.match(slots, here)
        found.update((at, by_place[place]) for at, place in places.items() if place in by_place)
        for slot in slots:
            if slot.key not in found.values() and slot.label:
                self.work.say(f"没有“{plain(slot.label)}”一栏")
        for handle in known:
            column = self.draft.new_column(handle, band, row) if handle.place not in found else None
            if column is not None:
                found[handle.place] = column
        return found

    def _rows_of(self, band: Band, cells: Sequence[Square]) -> None:
        """The rows of one side by their labels."""
        fixed = [row for row in band.rows if not row.each]
        seen: list[str] = []
        before: str | None = None
        if not fixed:
            return
        for square in cells:
            if square.look is not Look.WORDS or DOTS.match(plain(square.text)):
                continue
            row = self._row(band, fixed, seen, square.text)
            if row is None and self._is_class(band, square.text):
                before = next(one.id for one in band.rows if one.each)
                continue
            if row is None:
                before = add_row(self.work, band, square.text, before)
                self.labels[before] = self.work.sample.template(square.text)
                continue
            seen.append(row.id)
            before = row.id
            self._relabel(row, square.text)
        for row in fixed:
            if row.id not in seen:
                remove_row(self.work, band, row.id)

    def _row(self, band: Band, fixed: Sequence[RowDecl], seen: Sequence[str], text: str) -> RowDecl | None:
        concept = self.work.naming.known(text)
        rest = [row for row in fixed if row.id not in seen]
        fits = [(max((similar_label(text, name) for name in self._names(row)), default=0.0), row) for row in rest]
        best = max(fits, key=lambda one: one[0], default=(0.0, None))
        if best[0] >= SURE:
            return best[1]
        del band
        same = [row for row in rest if concept and row.aspects.get("concept") == concept and not row.aspects.dimensions]
        return same[0] if len(same) == 1 else None

    def _names(self, row: RowDecl) -> list[str]:
        return [name for name in (*self.block.labels_of(row.id), row.label, *row.aliases) if name]

    def _is_class(self, band: Band, text: str) -> bool:
        """Whether a label is a class of a code list the band has rows of; in such a list an unknown one is one too."""
        return any(row.each and row.codes for row in band.rows) and any(
            self.matcher.code_of(row.codes, text, row.level) is not None or bare(text) != plain(text)
            for row in band.rows
            if row.each and row.codes
        )

    def _relabel(self, row: RowDecl, text: str) -> None:
        printed = self.work.sample.template(text)
        now = self._names(row)[0] if self._names(row) else ""
        if plain(printed) == plain(now):
            return
        self.labels[row.id] = printed
        if bare(printed) != bare(now):
            self.work.say(f"“{plain(now)}”改叫“{plain(printed)}”")

    def _label(self) -> None:
        """Labels into the tree; an id that rows of two bands share would rename both, so it is left."""
        bands = [self.draft.near.edition.form.band(name) for name in dict.fromkeys(self.block.bands)]
        rows = [row.id for band in bands if band is not None for row in band.rows]
        labels = self.tree.get("labels")
        kept: dict[str, Tree] = dict(labels) if isinstance(labels, dict) else {}
        kept.update({name: text for name, text in self.labels.items() if rows.count(name) < 2})
        if kept:
            self.tree["labels"] = kept

    def _write(self, lines: dict[str, Tree], spans: dict[str, Tree]) -> None:
        own = {line.id: line for line in self.block.lines}
        texts = self.tree.get("lines")
        written = texts if isinstance(texts, dict) else {}
        for key, text in list(lines.items()):
            if key in own and _same(str(written[key]), str(text)):
                lines[key] = written[key]
        self.tree["lines"] = lines
        now = {line.id: [str(cell.span) for cell in line.cells] for line in self.block.lines}
        if self.draft.grids.same and all(now.get(key) == span for key, span in spans.items()):
            return
        default = spans.pop(PATTERN)
        self.tree["spans"] = {"default": default, **spans}


def _same(left: str, right: str) -> bool:
    return [plain(one) for one in left.split("|")] == [plain(one) for one in right.split("|")]


def _words(side: Sequence[tuple[int, Square]]) -> int:
    return sum(1 for _, one in side if one.look is Look.WORDS)


def _text(cell: CellTemplate) -> str:
    return "^" if cell.continued else "".join(f"[{slot}]" for slot in cell.slots) or cell.fixed
