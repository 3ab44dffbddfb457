"""Fitting the lists of a table to the bands of a form: rows by labels and codes, columns by heads."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import field, replace

from hengji.packs.form import Band, Column, Form, RowDecl
from hengji.packs.headword import Role
from hengji.packs.labels import bare, canonical, plain
from hengji.packs.pack import Pack
from hengji.reading.tables.grid import Grid, is_figure
from hengji.reading.tables.heads import Head, Vocabulary, assign
from hengji.reading.tables.matching import DOTS, fit_label
from hengji.reading.tables.sides import RowName, Side, name_of
from hengji.records import dataclass

SHARE, LEAST_KEYED = 0.4, 3


@dataclass(slots=True)
class Matched:
    """A row found to be a row of a band."""

    row: int
    decl: RowDecl
    dimensions: dict[str, str] | None
    label: str
    columns: Mapping[int, Column]


@dataclass(slots=True)
class Fitted:
    """A side read as a band."""

    grid: Grid
    side: Side
    band: Band
    rows: list[Matched] = field(default_factory=list)
    columns: int = 0
    labels: int = 0
    figures: int = 0
    coded: int = 0

    @property
    def repeats(self) -> bool:
        """Whether any row found is one of repeated rows."""
        return any(match.decl.each for match in self.rows)

    @property
    def typical(self) -> bool:
        """Whether enough of the band is there for it to be no other: of its columns, and of its rows or codes."""
        values = [one for one in self.band.columns if not (one.dimension or one.ordinal or one.names)]
        used = {column.id for match in self.rows for column in match.columns.values()}
        if len(used) < SHARE * len(values):
            return False
        if _named_by_columns(self.band):
            return self.columns >= LEAST_KEYED
        fixed = [row for row in self.band.rows if not row.each and not row.optional]
        drawn = {match.decl.id for match in self.rows}
        if len(fixed) > 1 and sum(1 for row in fixed if row.id in drawn) >= SHARE * len(fixed):
            return True
        return self.coded * 2 >= len(self.rows) if any(row.each for row in self.band.rows) else len(fixed) <= 1

    @property
    def missing(self) -> int:
        """How many columns of the band are not drawn."""
        return sum(1 for one in self.band.columns if not one.ordinal and not one.names) - self.columns

    @property
    def score(self) -> float:
        """How much speaks for this band: figures that find their place, heads and labels recognised."""
        return self.figures + 2.0 * self.columns + 1.0 * self.labels


def has_figure(grid: Grid, row: int, column: int) -> bool:
    """Whether a figure stands at a column of a row."""
    return is_figure(grid.text(row, column))


def _named_by_columns(band: Band) -> bool:
    """Whether the rows of a band are told apart by free words in columns of their own."""
    return any(row.each and not row.codes and not row.dimension for row in band.rows) and any(
        column.dimension and not column.codes for column in band.columns
    )


class BandFitter:
    """Fits the sides of a table to the bands of one form."""

    def __init__(
        self, pack: Pack, form: Form, grid: Grid, heads: list[Head], words: Vocabulary, apart: Collection[int] = ()
    ) -> None:
        self.pack = pack
        self.apart = frozenset(row - grid.base for row in apart)
        self.form = form
        self.grid = grid
        self.heads = heads
        self.words = words
        self.names = _codes_by_name(pack)
        self._printed: dict[tuple[str, str], tuple[str, ...]] = {}

    def sides(self, sides: Sequence[Side]) -> list[Fitted]:
        """The best band of every side; two sides share a band only where its rows are repeated ones.

        A band of a single row (总分) may stand below the rows of another.
        """
        found: list[Fitted] = []
        every = [(fitted, place) for place, side in enumerate(sides) for fitted in self._bands(side)]
        done: dict[int, set[int]] = {}
        taken: set[str] = set()
        for fitted, place in sorted(every, key=lambda one: -one[0].score):
            rows = {match.row for match in fitted.rows}
            if place in done and (len(fitted.band.rows) > 1 or fitted.repeats or rows & done[place]):
                continue
            if fitted.band.id in taken and not fitted.repeats:
                continue
            taken.add(fitted.band.id)
            done.setdefault(place, set()).update(rows)
            found.append(fitted)
        return sorted(found, key=lambda one: one.side.columns)

    def _body(self) -> list[int]:
        """The rows under the heads, but for those that stand ``apart``: labels with their own figures."""
        return [row for row in self.grid.body() if row not in self.apart]

    def _bands(self, side: Side) -> list[Fitted]:
        found = (self.fit(side, band) for band in self.form.bands)
        return [one for one in found if one is not None and (one.figures or one.labels)]

    def fit(self, side: Side, band: Band) -> Fitted | None:
        """A side read as a band, None when nothing of it fits."""
        if _named_by_columns(band):
            return self._keyed(side, band)
        columns = assign(self.heads, side.values, band, self.words, self.form)
        fitted = Fitted(self.grid, side, band, columns=len(columns))
        if columns:
            self._rows(side, band, columns, fitted)
        if not fitted.rows and side.keys and any(not row.each for row in band.rows):
            self._across(side, band, fitted)
        return fitted if fitted.rows else None

    def _keyed(self, side: Side, band: Band) -> Fitted | None:
        """Rows told apart by the words in some of their columns (一级指标, 三级指标), which heads tell."""
        filled = [column for column in side.columns if any(self.grid.text(row, column) for row in self._body())]
        columns = assign(self.heads, side.columns, band, self.words, self.form, filled=filled)
        keys = {column: one for column, one in columns.items() if one.dimension}
        values = {column: one for column, one in columns.items() if not one.dimension}
        decl = next(row for row in band.rows if row.each)
        if not keys or not values or len(columns) < LEAST_KEYED:
            return None
        fitted = Fitted(self.grid, side, band, columns=len(columns))
        last = max(keys)
        for row in self._body():
            texts = [self.grid.text(row, column) for column in columns]
            if not any(texts) or self._of_another(band, row) or DOTS.match(self.grid.text(row, last)):
                continue
            if not self.grid.text(row, last) and not self._figures(row, values):
                continue
            fitted.labels += bool(self.grid.text(row, last))
            fitted.figures += self._figures(row, values)
            fitted.rows.append(Matched(row, decl, None, "", columns))
        return fitted if fitted.rows else None

    def _of_another(self, band: Band, row: int) -> bool:
        """Whether a row is named like a row of another band, such as 总分."""
        label = next((text for column in range(self.grid.width) if (text := self.grid.text(row, column))), "")
        return any(
            not other.each and self._label_fit(one, other, label) > 0
            for one in self.form.bands
            if one.id != band.id
            for other in one.rows
        )

    def _rows(self, side: Side, band: Band, columns: Mapping[int, Column], fitted: Fitted) -> None:
        held: dict[Role, str] = {}
        parent = ""
        last = -1
        fixed = [row for row in band.rows if not row.each]
        taken: set[str] = set()
        bare_rows = [row for row in self._body() if self._figures(row, columns)]
        for row in self._body():
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
                    known = not name.code or "@code" in dimensions  # a code of another list is no evidence
                    fitted.labels += known
                    fitted.coded += bool(name.code) and known
                    self._take(fitted, row, decl, dimensions, name.label, columns)
                    break

    def _figures(self, row: int, columns: Mapping[int, Column]) -> int:
        return sum(1 for column in columns if has_figure(self.grid, row, column))

    def _take(
        self,
        fitted: Fitted,
        row: int,
        decl: RowDecl,
        dimensions: dict[str, str],
        label: str,
        columns: Mapping[int, Column],
    ) -> None:
        fitted.figures += self._figures(row, columns)
        fitted.rows.append(Matched(row, decl, dimensions, bare(label), columns))

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
        labels = self._printed.get((band.id, decl.id))
        if labels is None:
            labels = self._printed[band.id, decl.id] = self._labels(band, decl)
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
        if name.code or not decl.dimension or decl.under != within.id:
            return None
        if DOTS.match(plain(name.label)) or not bare(name.label):
            return None
        return {decl.dimension: canonical(name.label)}

    def _code(self, codes: str, level: int, name: RowName, parent: str) -> str | None:
        """The code a row names, by the code itself, else by a name that only one code below the same parent has."""
        known = self.names[codes]
        if name.code:
            listed = name.code in known.codes or self.pack.codes[codes].knows(name.code)
            return name.code if listed and level in (0, len(name.code)) else None
        found = [code for code in known.by_name.get(bare(name.label), ()) if level in (0, len(code))]
        near = [code for code in found if parent and (code.startswith(parent) or code[:-2] == parent[: len(code) - 2])]
        found = near if len(found) > 1 and near else found
        return found[0] if len(found) == 1 else None

    def _across(self, side: Side, band: Band, fitted: Fitted) -> None:
        """A form whose columns are items, drawn with the items as rows: label and head together name the cell."""
        fixed = [row for row in band.rows if not row.each]
        if len(fixed) != 1 or len(band.columns) < 2:
            return
        held: dict[Role, str] = {}
        used: set[str] = set()
        heads_seen: set[int] = set()
        for row in self._body():
            name = name_of(self.grid, self.heads, side, row, held)
            word = bare(name.label)
            if not word or not self.words.ending(word, band, self.form):
                continue
            heads = list(self.heads)
            for column in side.values:
                heads[column] = replace(heads[column], words=(*heads[column].words, word))
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
