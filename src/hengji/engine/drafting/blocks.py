"""One block of a drawing, redrawn as a sample has it: head lines, the lines of its rows, labels, order, spans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from hengji.engine.drafting.additions import add_column, add_row, kind_of_rows, remove_row, replace_column, replace_row
from hengji.engine.drafting.beside import BesideDraft
from hengji.engine.drafting.fresh_rows import labelled_cells
from hengji.engine.drafting.handles import (
    Handle,
    Heads,
    Matching,
    cell_handles,
    edition_heads,
    placed,
    sample_heads,
    slot_handles,
    starts,
)
from hengji.engine.drafting.nearest import (
    Nearest,
    Placed,
    label_part,
    names_of,
    paired,
    prefix_of,
    similar_label,
    slots_of,
)
from hengji.engine.drafting.sample import Look, Sample, Square, Squares
from hengji.engine.drafting.work import Mapped, Work, ids, items
from hengji.packs.difference import Tree
from hengji.packs.form import Band, RowDecl
from hengji.packs.labels import bare, plain
from hengji.packs.layout import PATTERN, Block, CellTemplate
from hengji.packs.plan import PlannedLine
from hengji.reading.cells import NUMERIC
from hengji.reading.tables.matching import DOTS

RENAMED, NEW = "renamed", "new"
SURE = 1.8


@dataclass(slots=True)
class Line:
    """A line as it is to be written: its id, its cells, how many grid columns each covers."""

    id: str
    cells: list[str]
    spans: list[int]


@dataclass(slots=True)
class Grids:
    """The grid of the sample laid upon that of the edition: ``edges`` of the edition at the sample's columns."""

    same: bool
    edges: list[int]
    columns: int
    sample: Sample

    @classmethod
    def of(cls, sample: Sample, near: Nearest, lines: Sequence[PlannedLine]) -> Grids:
        """The sample's grid is the edition's if rows that are the same lines have their cells in the same places."""
        drawn = {one.at: one.row for one in near.placed}
        edges = {0}
        for at in drawn:
            for _, first, last in placed(lines[at].cells):
                edges |= {first, last}
        known = sorted(edges)
        same = len(known) - 1 == sample.columns and all(
            [(one.first, one.last) for one in sample.rows[row]]
            == [(known.index(first), known.index(last)) for _, first, last in placed(lines[at].cells)]
            for at, row in drawn.items()
            if len(sample.rows[row]) == len(lines[at].cells)
        )
        return cls(same, known if same else list(range(sample.columns + 1)), sample.columns, sample)

    def span(self, square: Square) -> int:
        """How many columns of the drawing a cell covers."""
        return self.edges[square.last] - self.edges[square.first]

    def widths(self, work: Work) -> None:
        """New widths where the grid is another one: by the longest texts of cells of one column."""
        if self.same:
            return
        longest = [4] * self.columns
        for row in self.sample.rows:
            for square in row:
                if square.span == 1:
                    longest[square.first] = max(longest[square.first], min(len(plain(square.text)), 24))
        work.layout["widths"] = [str(number) for number in longest]


@dataclass(slots=True)
class BlockDraft:
    """Redraws the blocks of one edition."""

    work: Work
    near: Nearest
    plan: Sequence[PlannedLine]
    at: Mapping[int, Placed]
    grids: Grids
    _over: list[Heads] = field(default_factory=list)
    _edition_over: list[Heads] = field(default_factory=list)

    def run(self, block: Block, rows: Sequence[int], tree: Mapped) -> None:
        """Redraw a block from its rows of the sample; ``tree`` is changed."""
        if block.beside:
            BesideDraft(self, block, tree).run(rows)
            return
        heads = self.heads(rows)
        band = self.near.edition.form.band(block.bands[0])
        if band is None:
            return
        drawn = [self.head(row) for row in rows if row in heads]
        self._tell_heads(block, {line.id for line in drawn})
        drawn += self._data([row for row in rows if row not in heads], block, band, tree)
        drawn = self._in_order(drawn, rows)
        drawn += self._undrawn(block, band, drawn, sorted(heads))
        self._write(block, drawn, tree)

    def _tell_heads(self, block: Block, drawn: set[str]) -> None:
        """Head lines more and less."""
        own = {line.id: line for line in block.lines if line.head}
        if drawn - own.keys():
            self.work.say(f"表头多 {len(drawn - own.keys())} 行")
        for line in (line for name, line in own.items() if name not in drawn):
            text = next((cell.fixed for cell in line.cells if plain(cell.fixed)), line.id)
            self.work.say(f"表头没有“{_shown(text)}”一行")

    def _undrawn(self, block: Block, band: Band, drawn: Sequence[Line], heads: Sequence[int]) -> list[Line]:
        """The lines of repeated rows a blank sample has none of, by the heads they would stand under."""
        if self.grids.same or not heads:
            return []
        known = {line.id for line in drawn}
        edges = sorted({edge for row in heads for one in self._rows()[row] for edge in (one.first, one.last)})
        blanks = tuple(Square("", first, last - first) for first, last in pairwise(edges))
        found: list[Line] = []
        for at, line in enumerate(self.plan):
            if (
                line.block.id != block.id
                or line.line.head
                or line.line.id in known
                or line.row is None
                or not line.row.each
            ):
                continue
            known.add(line.line.id)
            row = len(self._rows())
            self._rows().append(blanks)
            self.over_sample().append(self.over_sample()[heads[-1]])
            found.append(self.line(row, Placed(row, at, line, {}), band))
            self._rows().pop()
        return found

    def _rows(self) -> list[Squares]:
        return self.work.sample.rows

    def heads(self, rows: Sequence[int]) -> set[int]:
        """Those of some rows that are heads."""
        return self._marked().intersection(rows)

    def _marked(self) -> set[int]:
        """Every row that is a head: those found to be, and rows of words alone before or behind such."""
        found: set[int] = set()
        for number, row in enumerate(self._rows()):
            one = self.at.get(number)
            looks = [square.look for square in row if not square.continued]
            words = looks.count(Look.WORDS)
            alone = Look.FIGURE not in looks and words > 0 and (words > 1 or words == len(looks))
            leads = number + 1 in self.at and self.at[number + 1].line.line.head and words == len(looks)
            leads = leads and labelled_cells(row, self.work.words) is None
            if (one is not None and one.line.line.head) or (one is None and alone and (number - 1 in found or leads)):
                found.add(number)
        return found

    def over_sample(self) -> list[Heads]:
        """The heads over each row of the sample."""
        if not self._over:
            self._over = sample_heads(self._rows(), self._marked())
        return self._over

    def over_edition(self) -> list[Heads]:
        """The heads over each line of the edition."""
        if not self._edition_over:
            self._edition_over = edition_heads(self.plan)
        return self._edition_over

    def head(self, row: int) -> Line:
        """A head line as the sample prints it."""
        one = self.at.get(row)
        squares = self._rows()[row]
        cells = one.line.cells if one is not None else ()
        pairs = {at: place for place, at in one.pairs.items()} if one is not None else {}
        texts: list[str] = []
        for number, square in enumerate(squares):
            base = cells[pairs[number]].fixed if number in pairs else ""
            same_place = cells[number] if number < len(cells) else None
            texts.append(self._fixed(square, base, same_place))
            if base and "{" not in base and bare(base) != bare(square.text):
                self.work.say(f"“{_shown(base)}”改叫“{plain(square.text)}”")
        name = one.line.line.id if one is not None else f"head_x{row + 1}"
        return Line(name, texts, [self.grids.span(square) for square in squares])

    def _fixed(self, square: Square, base: str, same_place: CellTemplate | None) -> str:
        """A cell that is only printed: as the edition writes it where it says the same."""
        if square.continued or (not square.text.strip() and same_place is not None and same_place.continued):
            return "^"
        text = self.work.sample.template(square.text)
        return base if base and plain(base) == plain(text) else text

    def _data(self, rows: Sequence[int], block: Block, band: Band, tree: Mapped) -> list[Line]:
        found: list[Line] = []
        pattern = _PatternRows(self, block, band, tree)
        done: set[str] = set()
        for row in rows:
            one = self.at.get(row) or self._moved(row, block)
            if one is None or one.line.line.id == PATTERN:
                line = pattern.take(row, one)
                if line is not None:
                    found.append(line)
            elif one.line.line.id not in done:
                done.add(one.line.line.id)
                found.append(self.line(row, one, band))
        self._lost_lines(block, band, {line.id for line in found}, pattern.seen)
        pattern.finish()
        return found

    def _moved(self, row: int, block: Block) -> Placed | None:
        """A row of the edition that stands elsewhere: its line is that of no other row and prints the same labels."""
        taken = {one.at for one in self.at.values()}
        for at, line in enumerate(self.plan):
            if line.block.id != block.id or line.line.head or line.line.id == PATTERN or at in taken:
                continue
            pairs, score = paired(self._rows()[row], line)
            if (
                pairs
                and score >= SURE * len(pairs)
                and len(pairs) == sum(1 for cell in line.cells if names_of(cell, line))
            ):
                self.work.say(f"“{plain(self._rows()[row][min(pairs.values())].text)}”一行的位置不同")
                return Placed(row, at, line, pairs)
        return None

    def line(self, row: int, one: Placed, band: Band) -> Line:
        """A line of its own, as the sample draws it."""
        squares = self._rows()[row]
        cells = one.line.cells
        labels = {at: place for place, at in one.pairs.items() if not slots_of(cells[place])}
        mapped = self.columns(row, one, band, labels)
        texts: list[str] = []
        for number, square in enumerate(squares):
            if number in labels:
                texts.append(self._label(square, cells[labels[number]], one.line))
            elif number in mapped:
                texts.append(self._slot(square, mapped[number], cells))
            else:
                texts.append(self._fixed(square, "", cells[number] if number < len(cells) else None))
        return Line(one.line.line.id, texts, [self.grids.span(square) for square in squares])

    def _label(self, square: Square, template: CellTemplate, line: PlannedLine) -> str:
        base = template.fixed if not template.slots else "[label]"
        if template.slots:
            return base
        known = any(plain(name) == plain(square.text) for name in (base, *names_of(template, line)))
        if not known and "{" not in base:
            self.work.say(f"“{_shown(base)}”改叫“{plain(square.text)}”")
        return self._fixed(square, base, None)

    def _slot(self, square: Square, column: str, cells: Sequence[CellTemplate]) -> str:
        """An entered cell; label and figure in one where the sample prints them so."""
        template = next((cell for cell in cells if column in slots_of(cell)), None)
        inside = label_part(square.text)
        if not inside or template is None or not prefix_of(template):
            if template is not None and len(template.parts) > 1 and prefix_of(template) == "":
                return template_text(template)
            return f"[{column}]"
        if plain(prefix_of(template)) == plain(inside):
            return template_text(template)
        printed = square.text.strip()
        cut = max(printed.rfind("："), printed.rfind(":")) + 1
        if similar_label(inside, prefix_of(template)):
            self.work.say(f"“{_shown(prefix_of(template))}”改叫“{plain(inside).rstrip(':')}”")
        return f"{self.work.sample.template(printed[:cut])}[{column}]"

    def columns(self, row: int, one: Placed, band: Band, labels: Mapping[int, int]) -> dict[int, str]:
        """The column each cell of a row is; cells no column fits become new columns where something names them."""
        squares = self._rows()[row]
        cells = [
            (number, square)
            for number, square in enumerate(squares)
            if not square.continued and number not in labels and number not in self._named(one, squares)
        ]
        slots = slot_handles(one.line.cells, self.over_edition()[one.at])
        known = cell_handles(cells, squares, self.over_sample()[row], labels)
        found = Matching(self.near.edition.form, band, self.work, self._texts(one.line)).match(slots, known)
        lost = [slot for slot in slots if slot.key not in found.values()]
        for handle in known:
            if handle.place in found or not self._is_new(handle, one.line, len(squares)):
                continue
            gone = next((slot for slot in lost if slot.place == handle.place and slot.inside), None)
            if gone is not None and replace_column(self.work, band, gone, handle):
                found[handle.place] = gone.key
                lost.remove(gone)
            else:
                found[handle.place] = add_column(self.work, band, handle, self._below(row, squares[handle.place]))
        for slot in lost:
            if slot.label:
                self.work.say(f"没有“{_shown(slot.label)}”一栏")
        order = [slot.key for slot in slots if slot.key in found.values()]
        if [found[place] for place in sorted(found) if found[place] in order] != order:
            self.work.say("各栏的次序不同：" + "、".join(self._head_of(known, place) for place in sorted(found)))
        return found

    def _head_of(self, handles: Sequence[Handle], place: int) -> str:
        return next((_shown(one.label) for one in handles if one.place == place and one.label), "")

    def new_column(self, handle: Handle, band: Band, row: int) -> str | None:
        """A new column for a cell that something names; None for one nothing does."""
        if handle.look is Look.WORDS or not plain(handle.label):
            return None
        return add_column(self.work, band, handle, self._below(row, self._rows()[row][handle.place]))

    def _named(self, one: Placed, squares: Squares) -> set[int]:
        """The position of the row's own label."""
        place = next((number for number, cell in enumerate(one.line.cells) if cell.slots == ("label",)), None)
        if place is None:
            return set()
        if place in one.pairs:
            return {one.pairs[place]}
        return {
            next((n for n, square in enumerate(squares) if not square.continued and square.look is not Look.FIGURE), 0)
        }

    def _texts(self, line: PlannedLine) -> list[str]:
        """The columns that may hold words."""
        meaning = self.near.edition.pack.meanings[self.near.edition.form.id]
        found = []
        for slot in (slot for cell in line.cells for slot in slots_of(cell)):
            spec = meaning.cell(line.band.id, line.row.id if line.row else "", slot)
            if spec is None or spec.kind not in NUMERIC:
                found.append(slot)
        return found

    def _is_new(self, handle: Handle, line: PlannedLine, cells: int) -> bool:
        """Whether a cell no column fits is one more that is entered: it is no label itself, and something names it."""
        keyed = line.row is not None and line.row.each
        if cells == len(line.cells) and handle.look is Look.BLANK:
            base = line.cells[handle.place]
            if not base.slots and not plain(base.fixed):  # blank in the edition too
                return False
        if handle.look is Look.WORDS and not keyed and not handle.inside:
            return False
        return bool(plain(handle.label))

    def _below(self, row: int, square: Square) -> list[str]:
        """The texts at a column from a row down, as far as rows are drawn alike."""
        found = []
        for other in self._rows()[row:]:
            here = next((one for one in other if (one.first, one.last) == (square.first, square.last)), None)
            if here is None:
                break
            found.append(here.text)
        return found

    def _lost_lines(self, block: Block, band: Band, drawn: set[str], seen: set[str]) -> None:
        """Rows of the edition the sample does not have."""
        for row in dict.fromkeys(
            line.row.id for line in self.plan if line.block.id == block.id and line.row is not None
        ):
            decl = band.row(row)
            if decl is None or decl.each or row in seen or any(name.split(".")[0] == row for name in drawn):
                continue
            if len([one for one in band.rows if not one.each]) > 1:
                remove_row(self.work, band, row)

    def _in_order(self, drawn: Sequence[Line], rows: Sequence[int]) -> list[Line]:
        del rows
        return list(drawn)

    def _write(self, block: Block, drawn: Sequence[Line], tree: Mapped) -> None:
        """Put the lines into the tree: the edition's own words where they are the same."""
        own = {line.id: line for line in block.lines}
        texts = tree.get("lines")
        written = texts if isinstance(texts, dict) else {}
        lines: dict[str, Tree] = {}
        for line in drawn:
            base = own.get(line.id)
            same = base is not None and [template_text(cell) for cell in base.cells] == line.cells
            lines[line.id] = written[line.id] if same else " | ".join(line.cells)
        for name, base in own.items():  # lines of rows that need not be there stay
            if name not in lines and not base.head and self._kept(block, base.row):
                lines[name] = written[name]
        tree["lines"] = lines
        self._spans(block, drawn, tree)

    def _kept(self, block: Block, row: str) -> bool:
        band = self.near.edition.form.band(block.bands[0])
        decl = band.row(row) if band is not None else None
        if row == PATTERN:
            return band is not None and any(one.each for one in band.rows)
        return decl is not None and (decl.each or decl.optional)

    def _spans(self, block: Block, drawn: Sequence[Line], tree: Mapped) -> None:
        own = {line.id: [cell.span for cell in line.cells] for line in block.lines}
        if self.grids.same and all(own.get(line.id) == line.spans for line in drawn):
            return
        every = {line.id: [str(number) for number in line.spans] for line in drawn}
        lines = tree["lines"]
        for name in lines if isinstance(lines, dict) else ():
            every.setdefault(name, [str(number) for number in own.get(name, ())])
        most = Counter(tuple(spans) for spans in every.values()).most_common(1)[0][0]
        others: dict[str, Tree] = {name: list(spans) for name, spans in every.items() if tuple(spans) != most}
        default: Tree = list(most)
        tree["spans"] = {"default": default, **others} if others else default


def template_text(cell: CellTemplate) -> str:
    """A cell as a layout writes it."""
    if cell.continued:
        return "^"
    return "".join(part if isinstance(part, str) else f"[{part.column}]" for part in cell.parts)


def _shown(text: str) -> str:
    """A printed text without places for years and closing colon."""
    return plain(text.replace("{year}年", "").replace("{prior}年", "上年").replace("{n}、", "")).rstrip(":")


class _PatternRows:
    """The rows of a block drawn by its pattern line: labels, order, rows gained and lost."""

    def __init__(self, draft: BlockDraft, block: Block, band: Band, tree: Mapped) -> None:
        self.draft = draft
        self.work = draft.work
        self.block = block
        self.band = band
        self.tree = tree
        self.seen: set[str] = set()
        self.sequence: list[str] = []
        self.labels: dict[str, Tree] = {}
        self.shape: tuple[int, ...] | None = None
        self.free = self._free_lines()
        self.instead = self._in_place_of()

    def _free_lines(self) -> list[PlannedLine]:
        """The pattern's rows nobody was found for: a row of another name may be one of them."""
        taken = {
            one.line.row.id
            for one in self.draft.at.values()
            if one.line.row is not None and one.line.block.id == self.block.id
        }
        lines = [line for line in self.draft.plan if line.block.id == self.block.id and line.line.id == PATTERN]
        return [line for line in lines if line.row is not None and not line.row.each and line.row.id not in taken]

    def _in_place_of(self) -> dict[int, PlannedLine]:
        """The line a strange row stands in the place of: between two known rows as many are strange as are lost."""
        plan = [line for line in self.draft.plan if line.block.id == self.block.id]
        known = sorted(
            row
            for row, one in self.draft.at.items()
            if one.line.block.id == self.block.id and not self._strange(self.draft.work.sample.rows[row], one)
        )
        found: dict[int, PlannedLine] = {}
        for before, after in pairwise(known):
            first, last = plan.index(self.draft.at[before].line), plan.index(self.draft.at[after].line)
            lost = [line for line in plan[first + 1 : last] if line in self.free]
            strange = range(before + 1, after)
            if lost and len(lost) == len(strange):
                found.update(zip(strange, lost, strict=True))
        return found

    def _strange(self, squares: Squares, one: Placed) -> bool:
        beside = (self.draft.at.get(one.row - 1), self.draft.at.get(one.row + 1))
        if not self.work.sample.blank and all(other is not None and other.at == one.at for other in beside):
            return False  # among other items: one of them, whatever its name
        return one.line.row is not None and one.line.row.each and self._fixed_after_all(squares, one)

    def take(self, row: int, one: Placed | None) -> Line | None:
        """A row drawn by the pattern; the line to be written comes back with the first of them."""
        squares = self.draft.work.sample.rows[row]
        if one is None:
            one = self._unplaced(row, squares)
            if one is None:
                return None
        decl = one.line.row
        if decl is None:
            return None
        if self._strange(squares, one):
            one = self._unplaced(row, squares)
            if one is None or one.line.row is None:
                return None
            decl = one.line.row
        if decl.id not in self.sequence:
            self.sequence.append(decl.id)
        self.seen.add(decl.id)
        if not decl.each:
            self._relabel(squares, one, decl)
        return self._pattern_line(row, one)

    def _pattern_line(self, row: int, one: Placed) -> Line | None:
        """The pattern as the first row shows it."""
        squares = self.draft.work.sample.rows[row]
        if self.shape is not None:
            return None
        self.shape = starts(squares)
        line = self.draft.line(row, one, self.band)
        named = self.draft._named(one, squares)  # noqa: SLF001 - of the same module
        cells = ["[label]" if number in named else text for number, text in enumerate(line.cells)]
        return Line(PATTERN, cells, line.spans)

    def _label_of(self, squares: Squares, one: Placed | None) -> Square | None:
        if one is not None:
            named = self.draft._named(one, squares)  # noqa: SLF001 - of the same module
            return next((squares[number] for number in named if number < len(squares)), None)
        return next((square for square in squares if not square.continued and square.look is Look.WORDS), None)

    def _unplaced(self, row: int, squares: Squares) -> Placed | None:
        """A row of the sample no line was found for: one of another name, or a new one."""
        label = self._label_of(squares, None)
        pattern = next(
            (one for one in self.draft.plan if one.block.id == self.block.id and one.line.id == PATTERN), None
        )
        if label is None or pattern is None:
            return None
        concept = self.work.naming.known(label.text)
        for line in self.free:
            if line.row is None or line.row.id in self.seen:
                continue
            names = (*line.block.labels_of(line.row.id), line.row.label, *line.row.aliases)
            near = max((similar_label(label.text, name) for name in names if name), default=0.0)
            same = bool(concept) and concept == line.row.aspects.get("concept") and not line.row.aspects.dimensions
            if same or near >= SURE or (near and self._asked(label, line.row)):
                return self._as(row, line, squares, label)
        instead = self.instead.get(row)
        if instead is not None and instead.row is not None:
            replace_row(self.work, self.band, instead.row, label.text)
            self.labels[instead.row.id] = self.work.sample.template(label.text)
            return self._as(row, instead, squares, label)
        self._new_row(squares)
        return None

    def _as(self, row: int, line: PlannedLine, squares: Squares, label: Square) -> Placed:
        at = list(self.draft.plan).index(line)
        return Placed(row, at, line, {self._label_place(line): squares.index(label)})

    def _asked(self, label: Square, decl: RowDecl) -> bool:
        word = plain(label.text)
        answer = self.work.questions.ask(
            f"{self.work.form_id}/{self.band.id}/{word}/改名",
            f"“{word}”是不是“{decl.label}”换了叫法？",
            {RENAMED: f"是，就是“{decl.label}”", NEW: "不是，另是一行"},
            RENAMED,
        )
        return answer == RENAMED

    def _label_place(self, line: PlannedLine) -> int:
        return next((number for number, cell in enumerate(line.cells) if cell.slots == ("label",)), 0)

    def _fixed_after_all(self, squares: Squares, one: Placed) -> bool:
        """Whether a row that might be one of repeated ones is printed in the form: in a blank one all labels are."""
        label = self._label_of(squares, one)
        if label is None or one.line.row is None or one.line.row.codes or not one.line.row.dimension:
            return False
        word = bare(label.text)
        if not word or DOTS.match(plain(label.text)):
            return False
        return self.work.sample.blank or bool(self.work.naming.known(label.text, (kind_of_rows(self.work, self.band),)))

    def _new_row(self, squares: Squares) -> None:
        label = self._label_of(squares, None)
        if label is None:
            return
        before = self.sequence[-1] if self.sequence else None
        name = add_row(self.work, self.band, label.text, before)
        self.sequence.append(name)
        self.seen.add(name)
        self.labels[name] = self.work.sample.template(label.text)

    def _relabel(self, squares: Squares, one: Placed, decl: RowDecl) -> None:
        label = self._label_of(squares, one)
        if label is None or not label.text.strip():
            return
        printed = self.work.sample.template(label.text)
        now = (*self.block.labels_of(decl.id), decl.label)[0]
        if plain(printed) == plain(now) or decl.id in self.labels:
            return
        self.labels[decl.id] = printed
        if bare(printed) != bare(now):
            self.work.say(f"“{_shown(now)}”改叫“{_shown(printed)}”")

    def finish(self) -> None:
        """Labels and order into the tree."""
        labels = self.tree.get("labels")
        kept: dict[str, Tree] = dict(labels) if isinstance(labels, dict) else {}
        kept.update(self.labels)
        self._without_repeated()
        rows = set(ids(self.work.band(self.band.id), "rows"))
        kept = {name: text for name, text in kept.items() if name in rows}
        if kept:
            self.tree["labels"] = kept
        elif "labels" in self.tree:
            del self.tree["labels"]
        self._order()

    def _without_repeated(self) -> None:
        """Repeated rows a blank form leaves no place for are none of it; a filled one may only have had none."""
        own = {line.row for line in self.block.lines}
        for row in self.band.rows:
            if row.each and not row.codes and row.id not in {*self.seen, *own} and self.work.sample.blank:
                tree = self.work.band(self.band.id)
                tree["rows"] = [one for one in items(tree, "rows") if one.get("each") != row.id]
                whole = self.band.row(row.under)
                self.work.say(f"“{whole.label if whole is not None else self.band.label}”下面没有留出逐项填的行")

    def _order(self) -> None:
        own = {line.row for line in self.block.lines}
        wanted = [name for name in self.sequence if name not in own]
        now = [str(one.get("each") or one["id"]) for one in items(self.work.band(self.band.id), "rows")]
        rank = {name: number for number, name in enumerate(self.block.order)}
        if self.block.order:
            now.sort(key=lambda name: rank.get(name, len(rank)))
        seen = [name for name in now if name in wanted]
        if seen == wanted:
            return
        rest = [name for name in now if name not in wanted and name not in own]
        for name in rest:
            before = [other for other in now[: now.index(name)] if other in wanted]
            wanted.insert(wanted.index(before[-1]) + 1 if before else 0, name)
        known = set(ids(self.work.band(self.band.id), "rows"))
        order: list[Tree] = [name for name in wanted if name in known]
        self.tree["order"] = order
        self.work.say("各行的次序不同")
