"""A sample drafted as a variant of the edition it is nearest to: what differs is changed, everything else stays."""

from __future__ import annotations

from collections.abc import Sequence

from hengji.engine.drafting.blocks import BlockDraft, Grids
from hengji.engine.drafting.fresh import Fresh
from hengji.engine.drafting.fresh_rows import labelled_cells
from hengji.engine.drafting.nearest import Nearest, Placed, names_of
from hengji.engine.drafting.sample import CAPTIONS, FIELD, NOTE, Look, only_text
from hengji.engine.drafting.surroundings import caption_rows, surroundings
from hengji.engine.drafting.work import Work, ids, items
from hengji.packs.labels import bare, plain
from hengji.packs.layout import Block
from hengji.packs.plan import plan


class Adapting:
    """Adapts the declaration and drawing of an edition, as trees, to a sample."""

    def __init__(self, work: Work, near: Nearest) -> None:
        self.work = work
        self.near = near
        self.rows = work.sample.rows
        self.at: dict[int, Placed] = {one.row: one for one in near.placed}
        self.plan = plan(near.edition.form, near.edition.layout)

    def run(self) -> None:
        """Change the trees; rows nothing of the edition could take become blocks of their own."""
        first, last = min(self.at), max(self.at)
        captions = self._captions(first)
        lines = [*self.work.sample.above, *captions]
        top, below = len(captions), self._below(last)
        surroundings(self.work, lines, below, self.near.edition.layout)
        blocks, strays = self._blocks(top, last)
        grids = Grids.of(self.work.sample, self.near, self.plan)
        grids.widths(self.work)
        for block in self.near.edition.layout.blocks:
            self._block(block, blocks.get(block.id, []), grids)
        for first, last in strays:
            self._stray(first, last, grids)
        self._silent_scenarios()

    def _silent_scenarios(self) -> None:
        """Bands whose scenario the edition knows and no printed word tells: the sample may mean another one."""
        pack = self.near.edition.pack
        drawn = {one.line.band.id for one in self.near.placed}
        for band in self.near.edition.form.bands:
            scenario = band.aspects.get("scenario")
            if not scenario or band.id not in drawn:
                continue
            placed = [one for one in self.near.placed if one.line.band.id == band.id]
            printed = {bare(name) for one in placed for cell in one.line.cells for name in names_of(cell, one.line)}
            if any(word in text for word in self.work.words.scenarios[scenario] for text in printed):
                continue
            shown = next(
                (name for one in placed for cell in one.line.cells for name in names_of(cell, one.line)), band.id
            )
            options = {name: one.label for name, one in pack.scenarios.items() if name != "target"}
            words = f"“{plain(shown).rstrip(':')}”等格填的是哪个口径的数？"
            answer = self.work.questions.ask(f"{self.work.form_id}/{band.id}/口径", words, options, scenario)
            if answer != scenario:
                self.work.band(band.id)["scenario"] = answer
                self.work.say(f"“{plain(shown).rstrip(':')}”等格填的是{options[answer]}（那里是{options[scenario]}）")

    def _stray(self, first: int, last: int, grids: Grids) -> None:
        """Rows of no known block, behind the block drawn before them."""
        drawn = ids(self.work.layout, "draw")
        before = [self.at[row].line.block.id for row in self.at if row < first]
        at = before[-1] if before else None
        at = f"{at}_drafted" if at is not None and at not in drawn else at
        Fresh(self.work, self.rows[first : last + 1], grids.edges, at, self.near.edition.form).run()

    def _captions(self, first: int) -> list[str]:
        """The first rows of a sheet that stand above the heads: its title and what goes with it."""
        return caption_rows(self.work.sample, self.rows[: min(first, CAPTIONS + 2)], self.near.edition.layout)

    def _below(self, last: int) -> list[str]:
        """The lines under the table: those of the document, and last rows of a sheet that are such."""
        trailing = []
        for row in self.rows[last + 1 :]:
            text = only_text(row)
            if text and (NOTE.match(text) or FIELD.match(text)):
                trailing.append(text)
        return [*trailing, *self.work.sample.below]

    def _blocks(self, first: int, last: int) -> tuple[dict[str, list[int]], list[tuple[int, int]]]:
        """The rows of each block; rows between two blocks go with the one whose rows they are drawn like."""
        found: dict[str, list[int]] = {}
        strays: list[int] = []
        owner = ""
        for number in range(first, self._end(last)):
            placed = self.at.get(number)
            if placed is not None:
                owner = placed.line.block.id
            elif number < min(self.at) and self._leads(number):
                owner = self._next(number)  # a head over the first heads
            elif not self._like(number, found.get(owner, []), owner) and self._next(number) != owner:
                strays.append(number)
                continue
            found.setdefault(owner, []).append(number)
        return found, stretches(strays)

    def _leads(self, number: int) -> bool:
        """Whether a row above the first known one is a head over its heads."""
        row = self.rows[number]
        return all(one.look is Look.WORDS for one in row) and labelled_cells(row, self.work.words) is None

    def _end(self, last: int) -> int:
        """The row behind the last one of the table; notes and signatures are none of it."""
        end = last + 1
        while end < len(self.rows):
            text = only_text(self.rows[end])
            if not any(one.text.strip() for one in self.rows[end]) or (
                text and (NOTE.match(text) or FIELD.match(text))
            ):
                break
            end += 1
        return end

    def _next(self, number: int) -> str:
        """The block of the next row that has one."""
        return next((self.at[row].line.block.id for row in range(number, len(self.rows)) if row in self.at), "")

    def _like(self, number: int, others: Sequence[int], block: str) -> bool:
        """Whether a row is drawn like the last row of a block that has several."""
        drawn = next((one for one in self.near.edition.layout.blocks if one.id == block), None)
        several = drawn is not None and (drawn.pattern() is not None or drawn.beside)
        row = self.rows[number]
        words = row and not row[0].continued and row[0].look is Look.WORDS
        return several and bool(words) and bool(others) and len(row) in {len(self.rows[one]) for one in others}

    def _block(self, block: Block, rows: list[int], grids: Grids) -> None:
        if not rows:
            self._without(block)
            return
        tree = next(one for one in items(self.work.layout, "draw") if one["id"] == block.id)
        before = dict(tree)
        draft = BlockDraft(self.work, self.near, self.plan, self.at, grids)
        draft.run(block, rows, tree)
        if not keeps_order(before.get("lines"), tree.get("lines")):
            tree["id"] = f"{block.id}_drafted"

    def _without(self, block: Block) -> None:
        """Leave out a block the sample does not draw, unless it is one that need not be there."""
        lines = [line for line in self.plan if line.block.id == block.id]
        if all(line.optional and not line.line.head for line in lines):
            return
        label = next((band.label for band in self.near.edition.form.bands if band.id in block.bands), "")
        self.work.layout["draw"] = [one for one in items(self.work.layout, "draw") if one["id"] != block.id]
        self.work.say(f"没有“{label or block.id}”一块")


def keeps_order(before: object, after: object) -> bool:
    """Whether lines laid upon others come in the order wanted: kept ones as before, new ones behind them."""
    if not isinstance(before, dict) or not isinstance(after, dict):
        return True
    merged = [name for name in before if name in after] + [name for name in after if name not in before]
    return merged == list(after)


def stretches(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Numbers that follow each other as (first, last)."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and found[-1][1] == row - 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found
