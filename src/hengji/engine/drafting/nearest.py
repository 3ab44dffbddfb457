"""The known edition a sample is nearest to, and which of its lines each drawn row is.

Reading asks for certainty; here a row may have lost, gained or renamed labels and still be the same row: what it
shares with a line speaks for it, what it lacks speaks against it only a little (reading/tables/matching.py is strict).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from hengji.engine.drafting.sample import Look, Sample, Square, Squares
from hengji.packs.form import Form
from hengji.packs.labels import bare, plain
from hengji.packs.layout import CellTemplate, Layout, Slot
from hengji.packs.library import Library
from hengji.packs.pack import Pack
from hengji.packs.plan import PlannedLine, plan
from hengji.reading.cells import NUMERIC
from hengji.reading.tables.alignment import align
from hengji.reading.tables.drawings import drawings
from hengji.reading.tables.matching import DOTS, Fit, fit_label
from hengji.reading.tables.titles import best_titled

SOFT, SOFT_LIMIT, SHORT = 0.9, 58.0, 3
FREE, FIGURE, SMALL, SAME_TITLE = 0.8, 0.4, 0.2, 0.99
LOST_LABEL, LOST_HEAD, STRANGE_WORDS, OTHER_COUNT = -1.5, -1.0, -1.0, -0.25
PLACEHOLDER = re.compile(r"[×xX＿_○*]{1,}|…|\.{2,}|[（(]\s*[)）]|项目[0-9一二三四五]\Z")
ENOUGH_LABELS, ENOUGH_SHARE, TITLED = 3, 0.34, 1.25


@dataclass(frozen=True, slots=True)
class Edition:
    """A layout as a pack has it."""

    pack: Pack
    form: Form
    layout: Layout
    drawn_by: str

    @property
    def name(self) -> str:
        """The edition as people call it: by the pack that draws it."""
        return f"{self.drawn_by}“{self.layout.title.replace('{year}年度', '').replace('{year}年', '')}”"


@dataclass(frozen=True, slots=True)
class RowFit:
    """How well a row is a line; ``pairs`` are its labels: cell of the line → cell of the row."""

    score: float
    pairs: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Placed:
    """A row of a sample found to be a line of an edition: the one planned ``at`` that position."""

    row: int
    at: int
    line: PlannedLine
    pairs: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Nearest:
    """The edition a sample is nearest to, with its rows in their places."""

    edition: Edition
    placed: tuple[Placed, ...]
    score: float
    share: float


def similar_label(text: str, label: str) -> float:
    """How well a printed label is a declared one, above zero also where it was only reworded; 0 where it is not."""
    fit = fit_label(text, label).score
    if fit > 0:
        return fit
    left, right = bare(text), bare(label)
    same = len(left) >= SHORT and len(right) >= SHORT and fuzz.ratio(left, right) >= SOFT_LIMIT
    return SOFT if same else 0.0


def is_placeholder(text: str) -> bool:
    """Whether a printed label only holds the place of one: numbers, dots, crosses (1、××项目)."""
    word = bare(text)
    return not word or bool(DOTS.match(plain(text))) or PLACEHOLDER.search(word) is not None


def names_of(template: CellTemplate, line: PlannedLine) -> tuple[str, ...]:
    """The labels a cell of a line may print; none for a cell that is entered."""
    row = line.row
    own = (*line.block.labels_of(row.id), row.label, *row.aliases) if row is not None and not row.each else ()
    if template.slots == ("label",):
        return tuple(filter(None, own))
    if template.slots:
        return (prefix,) if (prefix := prefix_of(template)) else ()
    if not plain(template.fixed):
        return ()
    others = own if any(bare(name) == bare(template.fixed) for name in own if name) else ()
    return tuple(filter(None, (template.fixed, *others)))


def prefix_of(template: CellTemplate) -> str:
    """The text before the first slot of a cell that holds both."""
    first = template.parts[0] if len(template.parts) > 1 else ""
    return first if isinstance(first, str) else ""


def label_part(text: str) -> str:
    """The label of a cell that holds label and figure: up to its last colon."""
    word = plain(text)
    return word[: word.rindex(":") + 1] if ":" in word else ""


def nearest(sample: Sample, library: Library, parent: Pack) -> Nearest | None:
    """The edition a sample is nearest to: of the pack above first, then of any other; None when none is near."""
    found: list[tuple[bool, Nearest]] = []
    seen: set[str] = set()
    captions = " ".join(plain(line) for line in sample.captions)
    for pack in _packs(library, parent):
        titled = best_titled(pack, captions)
        for edition in _worth_trying(library, pack, sample, titled):
            drawn = f"{edition.layout}{edition.form}"
            fit = fitted(sample, edition, titled=edition.form.id in titled) if drawn not in seen else None
            seen.add(drawn)
            if fit is not None:
                found.append((titled.get(edition.form.id, 0.0) >= SAME_TITLE, fit))
    if any(named for named, _ in found):
        found = [one for one in found if one[0]]
    return max((fit for _, fit in found), key=lambda one: one.score, default=None)


def _packs(library: Library, parent: Pack) -> Iterator[Pack]:
    yield parent
    chain = set(parent.chain)
    yield from (library.get(name) for name in library.ids() if name not in chain)


def _worth_trying(library: Library, pack: Pack, sample: Sample, titled: Mapping[str, float]) -> Iterator[Edition]:
    found = {drawing.layout.id: drawing.form for drawing in drawings(pack).worth_aligning(sample.table)}
    found.update({one.id: pack.forms[one.form] for one in pack.layouts.values() if one.form in titled})
    yield from (Edition(pack, form, pack.layouts[name], drawn_by(library, pack, name)) for name, form in found.items())


def drawn_by(library: Library, pack: Pack, layout: str) -> str:
    """The label of the pack that draws a layout last: of this one, or of one above it."""
    home = pack.origins["layouts"][layout].split("/")[0]
    return library.info(home).label if home in library.ids() else pack.info.label


def fitted(sample: Sample, edition: Edition, *, titled: bool = False) -> Nearest | None:
    """A sample laid along an edition; None when too little of it is found there."""
    lines = plan(edition.form, edition.layout)
    kinds = _Kinds(edition, blank=sample.blank)
    fits = [[kinds.fit(row, line) for line in lines] for row in sample.rows]

    def fit(row: int, line: int) -> Fit | None:
        found = fits[row][line]
        return Fit(found.score, len(found.pairs)) if found is not None else None

    many, optional = [line.many for line in lines], [line.optional for line in lines]
    score, aligned = align(len(sample.rows), len(lines), fit, many=many, optional=optional)
    placed: list[Placed] = []
    for match in aligned:
        found = fits[match.row][match.line]
        if found is not None:
            placed.append(Placed(match.row, match.line, lines[match.line], found.pairs))
    placed = _items_between(sample, placed)
    labels = sum(len(one.pairs) for one in placed)
    possible = sum(1 for line in lines for cell in line.cells if names_of(cell, line))
    share = labels / max(possible, 1)
    least = ENOUGH_LABELS - 1 if titled else ENOUGH_LABELS
    if labels < min(least, possible) or (share < ENOUGH_SHARE and not titled) or score <= 0:
        return None
    return Nearest(edition, tuple(placed), score / (len(sample.rows) + len(lines)) * (TITLED if titled else 1.0), share)


def _items_between(sample: Sample, placed: Sequence[Placed]) -> list[Placed]:
    """With the rows drawn alike between two items of the same repeated row: they are items of it too."""
    found = list(placed)
    for before, after in pairwise(placed):
        line = before.line
        if before.at != after.at or line.row is None or not line.row.each or line.beside:
            continue
        alike = len(sample.rows[before.row])
        rows = (row for row in range(before.row + 1, after.row) if len(sample.rows[row]) == alike)
        found.extend(Placed(row, before.at, line, {}) for row in rows)
    return sorted(found, key=lambda one: one.row)


class _Kinds:
    """Fits rows to the lines of one edition."""

    def __init__(self, edition: Edition, *, blank: bool) -> None:
        self.blank = blank
        self.meaning = edition.pack.meanings[edition.form.id]
        self.form = edition.form
        self.concepts = edition.pack.concepts
        self.names: set[str] = set()

    def fit(self, row: Squares, line: PlannedLine) -> RowFit | None:
        """The fit of a row to a line, None where nothing speaks for it."""
        if len(row) == 1 < len(line.cells):
            return None
        if line.beside:
            return self._beside(row, line)
        pairs, score = paired(row, line)
        wanted = [place for place, cell in enumerate(line.cells) if names_of(cell, line)]
        free = [one for place, one in enumerate(row) if place not in pairs.values() and not one.continued]
        words = [one for one in free if one.look is Look.WORDS]
        if line.line.head or not any(cell.slots for cell in line.cells):
            lost = len(wanted) - len(pairs)
            if not pairs or any(one.look is Look.FIGURE and not one.text.strip().isdigit() for one in free):
                return None
            return RowFit(score + LOST_HEAD * lost + STRANGE_WORDS * 0.7 * len(words), pairs)
        return self._data(row, line, pairs, score + LOST_LABEL * (len(wanted) - len(pairs)), bool(wanted), free)

    def _data(
        self, row: Squares, line: PlannedLine, pairs: dict[int, int], score: float, named: bool, free: list[Square]
    ) -> RowFit | None:
        each = line.row is not None and line.row.each
        if line.row is not None and each and "label" in [slot for cell in line.cells for slot in cell.slots]:
            label = next((one for one in free if one.look is not Look.FIGURE), None)
            if label is None or self._fixed_elsewhere(line, label) or self._known(line, label):
                return None
            if self.blank and bare(label.text) and not line.row.codes and not is_placeholder(label.text):
                return None
            free = [one for one in free if one is not label]
            score += FREE if bare(label.text) and not DOTS.match(plain(label.text)) else SMALL
        elif (named and not pairs) or (each and free and self._fixed_elsewhere(line, free[0])):
            return None
        texts = self._texts(line)
        looks = [one.look for one in free]
        room = sum(1 for cell in line.cells for slot in cell.slots if slot != "label")
        strange = max(looks.count(Look.WORDS) - texts, 0)
        if (strange == len(looks) and strange and not named and not each) or (strange > 1 and Look.FIGURE not in looks):
            return None  # words alone: labels of something else, not remarks in place of figures
        score += FIGURE * min(looks.count(Look.FIGURE), room) + SMALL * min(looks.count(Look.BLANK), room)
        score += SMALL * min(looks.count(Look.WORDS), texts) + STRANGE_WORDS * strange
        return RowFit(score + OTHER_COUNT * abs(len(row) - len(line.cells)), pairs)

    def _texts(self, line: PlannedLine) -> int:
        """How many cells of a line may hold words."""
        found = 0
        for slot in (slot for cell in line.cells for slot in cell.slots if slot != "label"):
            spec = self.meaning.cell(line.band.id, line.row.id if line.row else "", slot)
            found += spec is None or spec.kind not in NUMERIC
        return found

    def _known(self, line: PlannedLine, label: Square) -> bool:
        """Whether a label that stands below a row of names is that of a concept: it is a row of its own then."""
        if line.row is None or line.row.codes:
            return False
        if not self.names:
            self.names.update(bare(name) for one in self.concepts.values() for name in (one.label, *one.aliases))
        return bare(label.text) in self.names

    def _fixed_elsewhere(self, line: PlannedLine, label: Square) -> bool:
        """Whether a label is that of a fixed row of the band."""
        word = bare(label.text)
        return bool(word) and any(
            fit_label(label.text, name).score > 0
            for row in line.band.rows
            if not row.each
            for name in (*line.block.labels_of(row.id), row.label, *row.aliases)
            if name
        )

    def _beside(self, row: Squares, line: PlannedLine) -> RowFit | None:
        if len(row) < len(line.line.sides) * 2:
            return None
        known = {
            bare(name)
            for band in map(self.form.band, line.block.bands)
            for one in (band.rows if band else ())
            for name in (*line.block.labels_of(one.id), one.label, *one.aliases)
        }
        labels = sum(1 for one in row if bare(one.text) in known and bare(one.text))
        same = len(row) == len(line.cells)
        return RowFit(labels + (SMALL if same else 0.0), {})


def paired(row: Sequence[Square], line: PlannedLine) -> tuple[dict[int, int], float]:
    """The labels of a line found in a row, and how well; each cell of the row is one label at most."""
    fits: list[tuple[float, int, int]] = []
    for place, template in enumerate(line.cells):
        names = names_of(template, line)
        mixed = bool(names) and bool(template.slots) and template.slots != ("label",)
        for at, square in enumerate(row) if names else ():
            if square.look is not Look.WORDS:
                if square.look is Look.FIGURE and plain(square.text) in names:
                    fits.append((SMALL, place, at))  # the number of a column
                continue
            text = label_part(square.text) if mixed else square.text
            best = max((similar_label(text, name) for name in names), default=0.0) if text else 0.0
            if best > 0:
                fits.append((best, place, at))
    found: dict[int, int] = {}
    total = 0.0
    for fit, place, at in sorted(fits, key=lambda one: (-one[0], abs(one[1] - one[2]))):
        if place not in found and at not in found.values():
            found[place] = at
            total += fit
    return found, total


def slots_of(template: CellTemplate) -> tuple[str, ...]:
    """The columns entered in a cell, the row's label aside."""
    return tuple(part.column for part in template.parts if isinstance(part, Slot) and part.column != "label")
