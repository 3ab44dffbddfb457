"""How well a drawn row fits a planned line, cell by cell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import lru_cache

from rapidfuzz import fuzz

from hengji.documents.document import Cell, Merge, Text
from hengji.facts.fact import State
from hengji.packs.concept import CodeList
from hengji.packs.form import RowDecl
from hengji.packs.labels import bare, plain, template_pattern
from hengji.packs.layout import CellTemplate, Slot
from hengji.packs.meaning import Meaning
from hengji.packs.plan import PlannedLine
from hengji.patterns import pattern
from hengji.reading.cells import NUMERIC, CellWords, read_value
from hengji.records import dataclass

EXACT, ALIAS, FUZZY, FREE, SMALL = 3.0, 2.8, 1.8, 0.8, 0.2
WRONG, BLANK_LABEL, UNREADABLE, UNREADABLE_BESIDE_FIGURES = -3.0, -1.0, -1.5, -1.0
FUZZY_LIMIT = 84.0
DOTS = re.compile(r"(?:[一二三四五六七八九十]+、)?(?:…+|\.{3,}|·{3,})\Z")


@dataclass(frozen=True, slots=True)
class Fit:
    """How well something fits, and how much of it is a label that was really recognised."""

    score: float
    labels: int = 0


FIGURE = Fit(SMALL * 2)
TEXT_FOR_FIGURE = Fit(UNREADABLE)
"""Words where a figure belongs: alone they speak against a data row, beside figures they are a clerk's remark."""


@dataclass(slots=True)
class Matcher:
    """Fits rows of drawn cells to planned lines of one form."""

    meaning: Meaning
    codes: Mapping[str, CodeList]
    units: CellWords
    _indexes: dict[tuple[str, int], dict[str, str]] = field(default_factory=dict)

    def row_labels(self, line: PlannedLine, row: RowDecl) -> tuple[str, ...]:
        """Every way a row's label may be printed: this edition's first, then the form's."""
        found = [*line.block.labels_of(row.id), row.label, *row.aliases]
        return tuple(dict.fromkeys(label for label in found if label))

    def fit(self, cells: list[Cell], line: PlannedLine) -> Fit | None:
        """The fit of a whole row in the way of drawing it that fits best, None when it cannot be this line at all."""
        return max((self._fit(way, line) for way in ways(cells, line)), key=lambda fit: fit.score, default=None)

    def drawn(self, cells: Sequence[Cell], line: PlannedLine) -> list[tuple[int, Cell]]:
        """The cells of a row that are those of the line, with their positions, in the way of drawing that fits best."""
        found = max(ways(cells, line), key=lambda way: self._fit(way, line).score, default=None)
        return [(place, cell) for place, cell in found if place >= 0] if found else list(enumerate(cells))

    def _fit(self, way: Sequence[tuple[int, Cell]], line: PlannedLine) -> Fit:
        parts = [self.fit_cell(cell, template, line) for (_, cell), template in zip(way, line.cells, strict=True)]
        texts = sum(1 for part in parts if part is TEXT_FOR_FIGURE) * UNREADABLE
        beside = max(texts, UNREADABLE_BESIDE_FIGURES) if any(part is FIGURE for part in parts) else texts
        return Fit(sum(part.score for part in parts) - texts + beside, sum(part.labels for part in parts))

    def fit_cell(self, cell: Cell, template: CellTemplate, line: PlannedLine) -> Fit:
        """The fit of one drawn cell to one planned cell."""
        text = cell.text.value
        if template.continued:
            return Fit(SMALL) if cell.merge is Merge.CONTINUE or not plain(text) else Fit(BLANK_LABEL)
        if len(template.parts) == 1 and isinstance(template.parts[0], Slot):
            return self._fit_slot(text, template.parts[0].column, line)
        if not template.slots:
            plain_fit = fit_fixed(text, template.fixed)
            if plain_fit.labels or not text:
                return plain_fit
            return self._fit_other_name(text, template, line) or plain_fit
        found = mixed_match(template, text) is not None
        return Fit(EXACT, 1) if found else Fit(WRONG)

    def _fit_other_name(self, text: str, template: CellTemplate, line: PlannedLine) -> Fit | None:
        """The fit of another name of a row whose name is fixed text (总分, printed as 合计)."""
        names = self.row_labels(line, line.row) if line.row is not None and not line.row.each else ()
        if not any(bare(name) == bare(template.fixed) for name in names):
            return None
        return max((fit_fixed(text, name) for name in names), key=lambda fit: fit.score, default=None)

    def _fit_slot(self, text: str, slot: str, line: PlannedLine) -> Fit:
        if slot == "label":
            return self._fit_label(text, line)
        column = line.band.column(slot)
        if column is not None and column.dimension:
            if column.codes:
                known = not plain(text) or self.code_of(column.codes, text) is not None
                return Fit(FREE) if known else Fit(BLANK_LABEL)
            return Fit(SMALL)
        spec = self.meaning.cell(line.band.id, line.row.id if line.row else "", slot)
        if spec is None or spec.kind not in NUMERIC:
            return Fit(0.0)
        state = read_value(text, spec.kind, self.units).state
        if state is State.UNREADABLE:
            return TEXT_FOR_FIGURE
        return Fit(SMALL) if state is State.BLANK else FIGURE

    def _fit_label(self, text: str, line: PlannedLine) -> Fit:
        if line.row is None:
            return Fit(0.0)
        if not line.row.each:
            fits = (fit_label(text, label) for label in self.row_labels(line, line.row))
            return max(fits, key=lambda fit: fit.score, default=Fit(0.0))
        word = bare(text)
        if not word:
            return Fit(SMALL)
        for other in line.band.rows:
            if not other.each and any(word == bare(label) for label in self.row_labels(line, other)):
                return Fit(WRONG)
        if (
            line.row.codes
            and self.code_of(line.row.codes, text, line.row.level) is None
            and not DOTS.match(plain(text))
        ):
            return Fit(BLANK_LABEL)
        return Fit(FREE)

    def code_of(self, codes: str, text: str, level: int = 0) -> str | None:
        """The code a label names, by code or by any of its names; ``level`` keeps to codes of that many digits."""
        index = self._indexes.get((codes, level))
        if index is None:
            index = _index(self.codes[codes], level)
            self._indexes[(codes, level)] = index
        word = plain(text)
        unlisted = word if not level and word.isdecimal() and self.codes[codes].knows(word) else None
        return index.get(word) or index.get(bare(text)) or unlisted


def ways(cells: Sequence[Cell], line: PlannedLine) -> list[list[tuple[int, Cell]]]:
    """The ways in which a row may be drawn as a line: each cell of the line with its position in the row.

    A dump writes merged cells either with a cell at every grid column or closed up, blank to the width of the table.
    A blank cell at the end that is not drawn has the position -1.
    """
    wanted = len(line.cells)
    found = [list(enumerate(cells))[:wanted]] if all(not plain(cell.text.value) for cell in cells[wanted:]) else []
    if len(cells) > wanted:
        places = spanned(cells, line)
        return [*found, [(place, cells[place]) for place in places]] if places is not None else found
    missing = line.cells[len(cells) :]
    if any(template.slots or plain(template.fixed) for template in missing):
        return []
    return [found[0] + [(-1, Cell(Text()))] * len(missing)]


def spanned(cells: Sequence[Cell], line: PlannedLine) -> list[int] | None:
    """Where the cells of a line stand in a row drawn with a cell at every grid column; None when it is not drawn so."""
    if len(cells) <= len(line.cells) or len(cells) != sum(template.span for template in line.cells):
        return None
    found: list[int] = []
    first = 0
    for template in line.cells:
        group = range(first, first + template.span)
        filled = [place for place in group if plain(cells[place].text.value)]
        if len(filled) > 1:
            return None
        found.append(filled[0] if filled else first)
        first += template.span
    return found


def fit_fixed(text: str, template: str) -> Fit:
    """The fit of a cell to a fixed text."""
    if not plain(template):
        return Fit(SMALL) if not plain(text) else Fit(BLANK_LABEL)
    if not plain(text):
        return Fit(BLANK_LABEL)
    return fit_label(text, template)


@lru_cache(maxsize=65536)
def fit_label(text: str, template: str) -> Fit:
    """How well a printed label is the declared one: as printed, in meaning, or nearly."""
    if "{" in template:
        return (
            Fit(EXACT, 1)
            if template_pattern(template).fullmatch(plain(text))
            else _nearly(text, re.sub(r"\{[a-z_]+\}", "", template))
        )
    if plain(text) == plain(template):
        return Fit(EXACT, 1)
    if bare(text) == bare(template):
        return Fit(ALIAS, 1)
    return _nearly(text, template)


def _nearly(text: str, template: str) -> Fit:
    left, right = bare(text), bare(template)
    if len(right) >= 4 and fuzz.ratio(left, right) >= FUZZY_LIMIT:
        return Fit(FUZZY, 1)
    return Fit(WRONG)


LOOSE = {
    "：": "[：:]",
    ":": "[：:]",
    "（": "[（(]",
    "(": "[（(]",
    "）": "[）)]",
    ")": "[）)]",
    "，": "[，,]",
    ",": "[，,]",
}


@lru_cache(maxsize=4096)
def _mixed_pattern(parts: tuple[object, ...]) -> re.Pattern[str]:
    pieces: list[str] = []
    for part in parts:
        if isinstance(part, Slot):
            pieces.append(f"(?P<{part.column.replace('.', '__')}>.*?)")
        else:
            letters = [char for char in str(part) if not char.isspace()]
            loose = [LOOSE.get(char, re.escape(char)) for char in letters]
            pieces.append(r"[\s\u3000]*" + r"[\s\u3000]*".join(loose) + r"[\s\u3000]*")
    return pattern(r"(?:\[bookmark: [^\]]*\]|[\s\u3000])*" + "".join(pieces) + r"[\s\u3000]*\Z", re.DOTALL)


def mixed_match(template: CellTemplate, text: str) -> dict[str, tuple[int, int]] | None:
    """The spans of the slots in a cell where text and slots stand together, None when the text differs."""
    match = _mixed_pattern(template.parts).match(text)
    if match is None:
        return None
    return {name.replace("__", "."): match.span(name) for name in match.groupdict()}


def _index(codes: CodeList, level: int) -> dict[str, str]:
    """Codes by code and by every name; the first entry of a name wins."""
    found: dict[str, str] = {}
    for entry in codes.codes:
        if level and len(entry.code) != level:
            continue
        found.setdefault(entry.code, entry.code)
        for name in (entry.name, *entry.aliases):
            found.setdefault(bare(name), entry.code)
    return found
