"""A form recognised without a layout: its columns by their heads, its rows by labels and codes, in whatever order.

Every candidate form is read whole; the one that leaves the fewest figures unread stands, if it explains most of them
and no other form does so equally well.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from hengji.documents.document import Cell, Table
from hengji.packs.form import Band, Column, Form, RowDecl
from hengji.packs.headword import Role
from hengji.packs.labels import bare, canonical, plain
from hengji.packs.layout import NOWHERE, Block, CellTemplate, Line, Slot
from hengji.packs.pack import Pack
from hengji.packs.plan import PlannedLine
from hengji.reading.cells import unit_names
from hengji.reading.grid import Grid, Square, grid_of, is_figure, is_index
from hengji.reading.heads import Head, Vocabulary, assign, head_of, heads_of, vocabulary
from hengji.reading.logical import RecognisedTable, RowKeys, RowReader, list_unread, with_unit
from hengji.reading.matching import DOTS, Matcher, fit_label
from hengji.reading.sides import RowName, Side, name_of, sides_of, squares_of
from hengji.reading.titles import best_titled

ENOUGH = 3.0
MOST, SHARE = 0.6, 0.4
HEAD_ROWS, LONGEST_HEAD = 5, 30


@dataclass(slots=True)
class _Matched:
    """A row found to be a row of a band."""

    row: int
    decl: RowDecl
    dimensions: dict[str, str]
    label: str
    columns: Mapping[int, Column]


@dataclass(slots=True)
class _Fitted:
    """A side read as a band."""

    side: Side
    band: Band
    rows: list[_Matched] = field(default_factory=list)
    columns: int = 0
    labels: int = 0
    figures: int = 0
    coded: int = 0

    @property
    def typical(self) -> bool:
        """Whether enough of the band is there for it to be no other: of its columns, and of its rows or codes."""
        values = [one for one in self.band.columns if not (one.dimension or one.ordinal or one.names)]
        used = {column.id for match in self.rows for column in match.columns.values()}
        if len(used) < SHARE * len(values):
            return False
        fixed = [row for row in self.band.rows if not row.each and not row.optional]
        drawn = {match.decl.id for match in self.rows}
        if len(fixed) > 1 and sum(1 for row in fixed if row.id in drawn) >= SHARE * len(fixed):
            return True
        return self.coded * 2 >= len(self.rows) if any(row.each for row in self.band.rows) else len(fixed) <= 1

    @property
    def score(self) -> float:
        """How much speaks for this band: figures that find their place, heads and labels recognised."""
        return self.figures + 2.0 * self.columns + 1.0 * self.labels


def recognise_by_heads(
    pack: Pack, table: Table, title: str = "", named: Collection[str] = ()
) -> RecognisedTable | None:
    """The form a table is by its heads and row labels alone, None when none or when two fit equally well."""
    grid = grid_of(table)
    if grid is None:
        return None
    words = vocabulary(pack)
    heads = heads_of(grid, words)
    sides = sides_of(heads)
    if not sides:
        return None
    titled = best_titled(pack, title)
    total = sum(1 for side in sides for row in grid.body() for column in side.values if _is_fig(grid, row, column))
    found: list[tuple[float, float, Form, list[_Fitted]]] = []
    for form in pack.forms.values():
        if not scenario_agrees(form, named, table, pack):
            continue
        fitted = _Form(pack, form, grid, heads, words).sides(sides)
        figures = sum(one.figures for one in fitted)
        evidence = sum(one.columns + one.labels for one in fitted)
        if not fitted or evidence < ENOUGH or figures < MOST * total:
            continue
        if form.id not in titled and not all(one.typical for one in fitted):
            continue
        score = sum(one.score for one in fitted)
        found.append((score * (1.25 if form.id in titled else 1.0), titled.get(form.id, 0.0), form, fitted))
    if any(one[2].id in titled for one in found):
        found = [one for one in found if one[2].id in titled]
    found.sort(key=lambda one: (-one[0], -one[1]))
    if not found or (len(found) > 1 and found[0][:2] == found[1][:2]):
        return None
    score, _, form, fitted = found[0]
    return _read(pack, form, table, grid, heads, fitted, score)


def _is_fig(grid: Grid, row: int, column: int) -> bool:
    return is_figure(grid.text(row, column))


def scenario_agrees(form: Form, named: Collection[str], table: Table, pack: Pack) -> bool:
    """Whether a table whose title says 预算 may be this form: not one of 决算 unless a head says so."""
    own = form.aspects.get("scenario")
    if not own or not named or own in named:
        return True
    said = vocabulary(pack).scenarios.get(own, frozenset())
    words = vocabulary(pack)
    return any(
        bool(said.intersection(head_of([cell.text.value], words).words))
        for row in table.rows[:HEAD_ROWS]
        for cell in row
        if len(cell.text.value) < LONGEST_HEAD
    )


class _Form:
    """Fits the sides of a table to the bands of one form."""

    def __init__(self, pack: Pack, form: Form, grid: Grid, heads: list[Head], words: Vocabulary) -> None:
        self.pack = pack
        self.form = form
        self.grid = grid
        self.heads = heads
        self.words = words
        self.matcher = Matcher(pack.meanings[form.id], pack.codes, unit_names(pack.units.values()))
        self.names = _codes_by_name(pack)

    def sides(self, sides: Sequence[Side]) -> list[_Fitted]:
        """The best band of every side; two sides share a band only where its rows are repeated ones."""
        found: list[_Fitted] = []
        taken: set[str] = set()
        every = [(self.fit(side, band), position) for position, side in enumerate(sides) for band in self.form.bands]
        done: set[int] = set()
        for fitted, position in sorted(every, key=lambda one: -(one[0].score if one[0] else 0.0)):
            if fitted is None or position in done or not (fitted.figures or fitted.labels):
                continue
            fixed = any(not match.decl.each for match in fitted.rows)
            if fitted.band.id in taken and fixed:
                continue
            taken.add(fitted.band.id)
            done.add(position)
            found.append(fitted)
        return sorted(found, key=lambda one: one.side.columns)

    def fit(self, side: Side, band: Band) -> _Fitted | None:
        """A side read as a band, None when nothing of it fits."""
        columns = assign(self.heads, side.values, band, self.words, self.form)
        fitted = _Fitted(side, band, columns=len(columns))
        if columns:
            self._rows(side, band, columns, fitted)
        if not fitted.rows and side.keys and any(not row.each for row in band.rows):
            self._across(side, band, fitted)
        return fitted if fitted.rows else None

    def _rows(self, side: Side, band: Band, columns: Mapping[int, Column], fitted: _Fitted) -> None:
        held: dict[Role, str] = {}
        parent = ""
        last = -1
        fixed = [row for row in band.rows if not row.each]
        taken: set[str] = set()
        bare_rows = [row for row in self.grid.body() if self._figures(row, columns)]
        for row in self.grid.body():
            name = name_of(self.grid, self.heads, side, row, held)
            if not name.code and not name.label:
                if len(fixed) == 1 and not side.keys and len(bare_rows) == 1 and row == bare_rows[0]:
                    self._take(fitted, row, fixed[0], {}, "", columns)
                continue
            position = self._fixed_row(band, fixed, taken, last, name)
            if position is not None:
                decl = fixed[position]
                taken.add(decl.id)
                last = position
                fitted.labels += 1
                self._take(fitted, row, decl, {}, name.label, columns)
                continue
            for decl in band.rows:
                within = band.rows[0] if last < 0 else fixed[last]
                dimensions = self._repeated(band, decl, name, parent, within) if decl.each else None
                if dimensions is not None:
                    parent = dimensions.get("@code", parent)
                    fitted.labels += 1
                    fitted.coded += bool(name.code)
                    self._take(fitted, row, decl, dimensions, name.label, columns)
                    break

    def _figures(self, row: int, columns: Mapping[int, Column]) -> int:
        return sum(1 for column in columns if _is_fig(self.grid, row, column))

    def _take(
        self,
        fitted: _Fitted,
        row: int,
        decl: RowDecl,
        dimensions: dict[str, str],
        label: str,
        columns: Mapping[int, Column],
    ) -> None:
        fitted.figures += self._figures(row, columns)
        fitted.rows.append(_Matched(row, decl, dimensions, bare(label), columns))

    def _fixed_row(self, band: Band, fixed: Sequence[RowDecl], taken: set[str], last: int, name: RowName) -> int | None:
        """The declared row a label names; of several the next one in the order of the form that is not yet drawn."""
        if name.code and not name.label:
            return None
        fits = [
            (position, self._label_fit(band, decl, name.label))
            for position, decl in enumerate(fixed)
            if decl.id not in taken
        ]
        best = max((fit for _, fit in fits), default=0.0)
        if best <= 0:
            return None
        found = [position for position, fit in fits if fit == best]
        return next((position for position in found if position > last), found[0])

    def _label_fit(self, band: Band, decl: RowDecl, label: str) -> float:
        word = bare(label)
        labels = self._labels(band, decl)
        best = max((fit_label(label, one).score for one in labels), default=0.0)
        if best > 0:
            return best
        total = self.words.role(bare(decl.label)) is Role.TOTAL and self.words.role(word) is Role.TOTAL
        return 1.0 if total and word else 0.0

    def _labels(self, band: Band, decl: RowDecl) -> tuple[str, ...]:
        """Every way a row may be printed: by the form, by any layout of it, by the name of its concept."""
        found = [decl.label, *decl.aliases]
        for layout in self.pack.layouts_of(self.form.id):
            for block in layout.blocks:
                if band.id in block.bands:
                    found.extend(block.labels_of(decl.id))
        concept = self.pack.concepts.get(decl.aspects.get("concept") or "")
        same = [row for row in band.rows if row.aspects.get("concept") == decl.aspects.get("concept")]
        if concept is not None and len(same) == 1:
            found.extend((concept.label, *concept.aliases))
        return tuple(dict.fromkeys(label for label in found if label))

    def _repeated(
        self, band: Band, decl: RowDecl, name: RowName, parent: str, within: RowDecl
    ) -> dict[str, str] | None:
        """What tells a repeated row from the others, None when it is no such row.

        Rows of free names stand below the row they are part of, nowhere else.
        """
        codes = decl.codes or next((column.codes for column in band.columns if column.codes), "")
        dimension = decl.dimension or next((column.dimension for column in band.columns if column.codes), "")
        if codes:
            code = self._code(codes, decl.level, name, parent)
            if code is not None:
                return {dimension: code, "@code": code}
            return {dimension: name.code} if name.code and not decl.level else None
        if not decl.dimension or decl.under != within.id or DOTS.match(plain(name.label)) or not bare(name.label):
            return None
        return {decl.dimension: canonical(name.label)}

    def _code(self, codes: str, level: int, name: RowName, parent: str) -> str | None:
        """The code a row names, by the code itself, else by a name that only one code below the same parent has."""
        known = self.names[codes]
        if name.code:
            return name.code if name.code in known.codes and level in (0, len(name.code)) else None
        found = [code for code in known.by_name.get(bare(name.label), ()) if level in (0, len(code))]
        near = [code for code in found if parent and (code.startswith(parent) or code[:-2] == parent[: len(code) - 2])]
        found = near if len(found) > 1 and near else found
        return found[0] if len(found) == 1 else None

    def _across(self, side: Side, band: Band, fitted: _Fitted) -> None:
        """A form whose columns are items, drawn with the items as rows: label and head together name the cell."""
        fixed = [row for row in band.rows if not row.each]
        if len(fixed) != 1 or len(band.columns) < 2:
            return
        held: dict[Role, str] = {}
        used: set[str] = set()
        heads_seen: set[int] = set()
        for row in self.grid.body():
            name = name_of(self.grid, self.heads, side, row, held)
            word = bare(name.label)
            if not word:
                continue
            heads = [replace(head, words=(*head.words, word)) for head in self.heads]
            columns = {
                position: column
                for position, column in assign(heads, side.values, band, self.words, self.form).items()
                if column.id not in used
            }
            if not columns:
                continue
            used.update(column.id for column in columns.values())
            fitted.labels += 1
            heads_seen.update(columns)
            self._take(fitted, row, fixed[0], {}, name.label, columns)
        fitted.columns = len(heads_seen)


@dataclass(frozen=True, slots=True)
class _Names:
    codes: frozenset[str]
    by_name: Mapping[str, tuple[str, ...]]


_names: dict[str, dict[str, _Names]] = {}


def _codes_by_name(pack: Pack) -> dict[str, _Names]:
    """Every code list of a pack by code and by every name, made once."""
    found = _names.get(pack.digest)
    if found is None:
        found = {}
        for codes in pack.codes.values():
            by_name: dict[str, list[str]] = {}
            for entry in codes.codes:
                for name in dict.fromkeys((bare(entry.name), *(bare(alias) for alias in entry.aliases))):
                    by_name.setdefault(name, []).append(entry.code)
            found[codes.id] = _Names(
                frozenset(entry.code for entry in codes.codes),
                {name: tuple(entries) for name, entries in by_name.items()},
            )
        _names[pack.digest] = found
    return found


def _read(
    pack: Pack, form: Form, table: Table, grid: Grid, heads: list[Head], fitted: list[_Fitted], score: float
) -> RecognisedTable:
    """The cells of a table as logical cells of the form it was found to be."""
    found = RecognisedTable(table, form, None, pack, score / max(len(grid.lines), 1))
    reader = RowReader(found, Matcher(pack.meanings[form.id], pack.codes, unit_names(pack.units.values())), [])
    units: dict[int, str] = {}
    for one in fitted:
        for match in one.rows:
            _read_row(reader, grid, one, match)
            _fix_keys(found, grid, one.side, match.row)
        units.update({column: heads[column].unit for column in one.side.values if heads[column].unit})
    _fix_rest(found, grid, heads, fitted)
    years = {head.year for head in heads if head.year is not None}
    if years:
        found.years["year"] = max(years)
    with_units(found, grid, units)
    list_unread(found)
    return found


def _read_row(reader: RowReader, grid: Grid, fitted: _Fitted, match: _Matched) -> None:
    cells: list[tuple[int, Cell]] = []
    templates: list[CellTemplate] = []
    for column, declared in sorted(match.columns.items()):
        square = grid.lines[match.row][column]
        if square is None:
            continue
        cells.append((square.cell, square.drawn))
        templates.append(CellTemplate((Slot(declared.id),)))
    block = Block("heads", (fitted.band.id,), (), (), (), (), (), 0, NOWHERE)
    line = PlannedLine(block, Line(match.decl.id, (tuple(templates),)), tuple(templates), fitted.band, match.decl)
    reader.row(match.row, cells, line, RowKeys(match.dimensions, match.label))


def _fix_keys(found: RecognisedTable, grid: Grid, side: Side, row: int) -> None:
    """Keys and ordinals of a row that was read state nothing themselves."""
    for square in squares_of(grid, row, [*side.keys, *side.ordinals]):
        found.fixed.add((row, square.cell))


def _fix_rest(found: RecognisedTable, grid: Grid, heads: Sequence[Head], fitted: Sequence[_Fitted]) -> None:
    """Heads, ordinals and rows of dots are understood, though they state nothing."""
    words = vocabulary(found.pack)
    for row in range(grid.heads):
        texts = [plain(cell.text.value) for cell in found.table.rows[row].cells]
        known = {word for head in heads for word in head.words}
        for index, text in enumerate(texts):
            if known.intersection(head_of([text], words).words) or is_index([one for one in texts if one]):
                found.fixed.add((row, index))
    for row in grid.body():
        for one in fitted:
            for square in squares_of(grid, row, [*one.side.keys, *one.side.ordinals]):
                text = plain(square.text)
                if DOTS.match(text) or (text.isdigit() and _column_of(grid, row, square) in one.side.ordinals):
                    found.fixed.add((row, square.cell))


def _column_of(grid: Grid, row: int, square: Square) -> int:
    return next(column for column, other in enumerate(grid.lines[row]) if other is square)


def with_units(found: RecognisedTable, grid: Grid, units: Mapping[int, str]) -> None:
    """Amounts in the unit printed in the head of their column."""
    at = {
        (row, square.cell): units[column]
        for row in grid.body()
        for column, square in enumerate(grid.lines[row])
        if square is not None and column in units
    }
    with_unit(found, "", at)
