"""What a recognised table states: its logical cells, and how the cells of a row become such."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field, replace

from hengji.documents.document import Cell, Table
from hengji.facts.fact import Kind, State
from hengji.packs.form import CellSpec, Column, Form, RowDecl
from hengji.packs.labels import bare, canonical, plain, template_pattern
from hengji.packs.layout import CellTemplate, Layout
from hengji.packs.meaning import Meaning
from hengji.packs.pack import Pack
from hengji.packs.plan import PlannedLine, side_lines
from hengji.reading.cells import NUMERIC, CellValue, read_value
from hengji.reading.tables.alignment import align
from hengji.reading.tables.matching import DOTS, Matcher, mixed_match
from hengji.records import dataclass

YEAR = re.compile(r"(?:19|20)\d{2}")


@dataclass(frozen=True, slots=True)
class LogicalCell:
    """One cell of a physical table found to be a logical cell of a form."""

    spec: CellSpec
    cell: Cell
    row_index: int
    cell_index: int
    value: CellValue
    ordinal: int
    dimensions: tuple[tuple[str, str], ...]
    row_label: str
    unit_said: bool = False

    @property
    def address(self) -> str:
        """The logical address; repeated rows by code or "#n"."""
        row = dict(self.dimensions).get("@code") or (
            f"{self.spec.row}#{self.ordinal}" if self.ordinal else self.spec.row
        )
        return f"{self.spec.band}/{row}/{self.spec.column}"


@dataclass(frozen=True, slots=True)
class Shift:
    """A row whose cells stand ``by`` columns beside their heads (1: to the right), and what shows it."""

    row: int
    by: int
    reason: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class RowKeys:
    """What tells a row from the others of its kind, and its printed label."""

    dimensions: Mapping[str, str]
    label: str


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A physical row and the line of the form it was found to be, whether or not anything is entered in it.

    ``cells`` are the cells the line draws, each with its position in the row and its template. A row that states
    nothing (an empty line of a list) has no logical cells: here is where it would state them.
    """

    index: int
    line: PlannedLine
    cells: tuple[tuple[int, Cell, CellTemplate], ...]
    keys: RowKeys


@dataclass(slots=True)
class RecognisedTable:
    """A physical table read as a form of a pack."""

    table: Table
    form: Form
    layout: Layout | None
    pack: Pack
    score: float
    cells: list[LogicalCell] = field(default_factory=list)
    fixed: set[tuple[int, int]] = field(default_factory=set)
    unread: list[tuple[int, int]] = field(default_factory=list)
    years: dict[str, int] = field(default_factory=dict)
    mislabelled_years: list[tuple[int, int, int]] = field(default_factory=list)
    shifts: list[Shift] = field(default_factory=list)
    rows: list[FoundRow] = field(default_factory=list)
    unit: str = ""
    doubtful: bool = False

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """The signatures and dates under a table: those of its layout, else of any layout of its form."""
        layouts = [self.layout] if self.layout is not None else self.pack.layouts_of(self.form.id)
        return next((layout.fields for layout in layouts if layout.fields), ())


@dataclass(frozen=True, slots=True)
class _DrawnRow:
    """An aligned row: its line, and what tells it from other rows of the line."""

    index: int
    line: PlannedLine
    decl: RowDecl
    ordinal: int
    dimensions: dict[str, str]
    label: str

    def cell(
        self, spec: CellSpec, cell: Cell, column: int, value: CellValue, dimensions: Mapping[str, str]
    ) -> LogicalCell:
        """A cell of the row as a logical cell."""
        return LogicalCell(spec, cell, self.index, column, value, self.ordinal, tuple(dimensions.items()), self.label)


class RowReader:
    """Turns aligned rows into logical cells."""

    def __init__(self, found: RecognisedTable, matcher: Matcher, lines: list[PlannedLine]) -> None:
        self.found = found
        self.matcher = matcher
        self.lines = lines
        self.meaning: Meaning = matcher.meaning
        self.counts: dict[tuple[str, str], int] = {}
        self.named: dict[tuple[object, ...], int] = {}
        self.held: dict[tuple[str, str], str] = {}
        self.whole: dict[str, str] = {}

    def read(self, aligned: list[tuple[int, PlannedLine]]) -> None:
        """Read every aligned row; rows of side-by-side blocks are aligned again, side by side."""
        taken = set()
        beside: dict[str, list[int]] = {}
        for index, line in aligned:
            taken.add(index)
            if line.beside:
                beside.setdefault(line.block.id, []).append(index)
            else:
                self._row(index, list(self.found.table.rows[index].cells), 0, line)
        for block_id, rows in beside.items():
            block = next(line for line in self.lines if line.beside and line.block.id == block_id)
            self._sides(block, rows)
        if self.whole:  # a key in a row of its own (项目名称) belongs to every figure of its table
            self.found.cells = [
                replace(cell, dimensions=tuple({**dict(cell.dimensions), **self.whole}.items()))
                for cell in self.found.cells
            ]
        for index, row in enumerate(self.found.table.rows):
            if index not in taken:
                self.found.unread.extend(
                    (index, column) for column, cell in enumerate(row.cells) if plain(cell.text.value)
                )

    def _sides(self, pattern: PlannedLine, rows: list[int]) -> None:
        offset = 0
        for side, cells in enumerate(pattern.line.sides):
            lines = side_lines(self.found.form, pattern.block, side)
            slices = [list(self.found.table.rows[row].cells[offset : offset + len(cells)]) for row in rows]
            _, aligned = align(
                len(rows),
                len(lines),
                lambda row, line, lines=lines, slices=slices: self.matcher.fit(slices[row], lines[line]),  # type: ignore[misc]
                many=[line.many for line in lines],
                optional=[True] * len(lines),
            )
            matched = {match.row: lines[match.line] for match in aligned}
            for position, row in enumerate(rows):
                line = matched.get(position)
                if line is not None:
                    self._row(row, slices[position], offset, line)
                elif lines:
                    self._unmatched(row, list(enumerate(slices[position], offset)), lines[0])
            offset += len(cells)

    def _unmatched(self, row: int, cells: Sequence[tuple[int, Cell]], like: PlannedLine) -> None:
        """A row that is no line: its cells are listed, but for ordinals and dots, which state nothing."""
        for (index, cell), template in zip(cells, like.cells, strict=False):
            text = plain(cell.text.value)
            column = like.band.column(template.slots[0]) if template.slots else None
            if (column is not None and column.ordinal and text.isdigit()) or DOTS.match(text):
                self.found.fixed.add((row, index))
            elif text:
                self.found.unread.append((row, index))

    def _row(self, index: int, cells: list[Cell], offset: int, line: PlannedLine) -> None:
        self.row(index, [(offset + place, cell) for place, cell in self.matcher.drawn(cells, line)], line)

    def row(
        self, index: int, cells: Sequence[tuple[int, Cell]], line: PlannedLine, keys: RowKeys | None = None
    ) -> None:
        """Read one row: its cells with their positions, in the order of the line's cells."""
        drawn_cells = [cell for _, cell in cells]
        found = keys or self._keys(drawn_cells, line)
        dimensions = dict(found.dimensions)
        drawn_as = zip(cells, line.cells, strict=False)
        places = tuple((position, cell, template) for (position, cell), template in drawn_as)
        self.found.rows.append(FoundRow(index, line, places, found))
        ordinal = 0
        if line.row is not None and not line.row.each and keys is None:
            self.whole.update(dimensions)
        if line.row is not None and line.row.each:
            if not any(plain(cell.text.value) for cell in drawn_cells):
                return
            if not dimensions and _keyed(line):
                self._unmatched(index, cells, line)
                return
            self._tell_apart(line, dimensions)
            counter = (line.band.id, line.row.id)
            self.counts[counter] = ordinal = self.counts.get(counter, 0) + 1
        drawn = _DrawnRow(index, line, line.row, ordinal, dimensions, found.label) if line.row is not None else None
        for position, cell, template in places:
            if template.slots and drawn is not None:
                text = cell.text.value
                whole = {template.slots[0]: (0, len(text))}
                spans = mixed_match(template, text) if len(template.parts) > 1 else whole
                for slot, span in (spans or {}).items():
                    self._slot(drawn, position, cell, slot, span)
            elif plain(template.fixed) or template.continued:
                self.found.fixed.add((index, position))
                self._years(index, position, template.fixed, cell)

    def _tell_apart(self, line: PlannedLine, dimensions: dict[str, str]) -> None:
        """Names repeat: the second row of the same keys has the ordinal 2; a code printed twice is one fact."""
        if "@code" in dimensions or line.row is None:
            return
        identity = (line.band.id, line.row.id, *sorted(dimensions.items()))
        self.named[identity] = times = self.named.get(identity, 0) + 1
        if times > 1:
            dimensions["ordinal"] = str(times)

    def _years(self, row: int, column: int, fixed: str, cell: Cell) -> None:
        """The fiscal year as the printed heads give it; a head that disagrees with the others is remembered."""
        if "{" not in fixed:
            return
        match = template_pattern(fixed).fullmatch(plain(cell.text.value))
        for name, value in (match.groupdict() if match else {}).items():
            if YEAR.fullmatch(value):
                year = int(value) + (1 if name == "prior" else 0)
                known = self.found.years.setdefault("year", year)
                if known != year:
                    self.found.mislabelled_years.append((row, column, int(value)))

    def _keys(self, cells: Sequence[Cell], line: PlannedLine) -> RowKeys:
        """The dimensions a row's key cells give, and its printed label."""
        dimensions: dict[str, str] = {}
        label = ""
        row = line.row
        for cell, template in zip(cells, line.cells, strict=False):
            for slot in template.slots:
                text = cell.text.value
                if slot == "label":
                    label = bare(text)
                    if row is not None and row.each:
                        self._label_key(row, text, dimensions)
                    continue
                column = line.band.column(slot)
                if column is not None and column.dimension and row is not None:
                    self._column_key(line, column, text, dimensions)
                if column is not None and column.names:
                    label = bare(text)
        return RowKeys(dimensions, label)

    def _label_key(self, row: RowDecl, text: str, dimensions: dict[str, str]) -> None:
        if not bare(text) or DOTS.match(plain(text)):
            return
        if row.codes:
            code = self.matcher.code_of(row.codes, text, row.level)
            dimensions[row.dimension] = code or canonical(text)
            if code:
                dimensions["@code"] = code
        elif row.dimension:
            dimensions[row.dimension] = canonical(text)

    def _column_key(self, line: PlannedLine, column: Column, text: str, dimensions: dict[str, str]) -> None:
        word = text
        for form in column.parse:
            match = _key_pattern(form).fullmatch(plain(text))
            if match is not None:
                word = match.groupdict().get("name") or word
                break
        word = canonical(word)
        if column.fill_down:
            word = self._held(line, column, word)
        if word:
            code = self.matcher.code_of(column.codes, word) if column.codes else None
            dimensions[column.dimension] = code or word
            if code:
                dimensions["@code"] = code

    def _held(self, line: PlannedLine, column: Column, word: str) -> str:
        """The key a column goes on with where its cell is blank; a new one begins the columns right of it anew."""
        columns = [one.id for one in line.band.columns if one.fill_down]
        held = self.held.get((line.band.id, column.id), "")
        if word and word != held:
            for later in columns[columns.index(column.id) :]:
                self.held.pop((line.band.id, later), None)
            self.held[line.band.id, column.id] = word
        return word or held

    def _slot(self, row: _DrawnRow, column_index: int, cell: Cell, slot: str, span: tuple[int, int]) -> None:
        column = row.line.band.column(slot)
        if slot == "label" or (column is not None and (column.names or column.ordinal)):
            self.found.fixed.add((row.index, column_index))
            return
        if column is not None and column.dimension:
            self.found.fixed.add((row.index, column_index))
            self._inside(row, column_index, cell, column)
            return
        spec = self.meaning.cell(row.line.band.id, row.decl.id, slot)
        if spec is not None:
            value = read_value(cell.text.value, spec.kind, self.matcher.units, start=span[0], end=span[1])
            self._add(row.cell(spec, cell, column_index, value, row.dimensions))

    def _inside(self, row: _DrawnRow, column_index: int, cell: Cell, column: Column) -> None:
        """Figures carried by a key cell, such as the weight in "产出指标(40分)"; they belong to the key alone."""
        for form in column.parse:
            match = _key_pattern(form).fullmatch(plain(cell.text.value))
            if match is None:
                continue
            for inner in column.inside:
                digits = match.groupdict().get(inner.id)
                spec = self.meaning.cell(row.line.band.id, row.decl.id, f"{column.id}.{inner.id}")
                start = cell.text.value.rfind(digits) if digits else -1
                if digits and spec is not None and start >= 0:
                    value = read_value(
                        cell.text.value, Kind.SCORE, self.matcher.units, start=start, end=start + len(digits)
                    )
                    kept = {name: text for name, text in row.dimensions.items() if name == column.dimension}
                    self._add(row.cell(spec, cell, column_index, value, kept))
            return

    def _add(self, cell: LogicalCell) -> None:
        self.found.cells.append(cell)
        if cell.value.state is State.UNREADABLE and cell.spec.kind in NUMERIC:
            self.found.unread.append((cell.row_index, cell.cell_index))


def _keyed(line: PlannedLine) -> bool:
    """Whether the rows of a repeated line are told apart by a label or key cells."""
    return line.row is not None and bool(line.row.dimension or any(column.dimension for column in line.band.columns))


def _key_pattern(form: str) -> re.Pattern[str]:
    pattern = template_pattern(form).pattern
    return re.compile(
        pattern.replace("(?P<weight>[^\\s]*?)", r"(?P<weight>\d+(?:\.\d+)?)").replace(
            "(?P<ordinal>[^\\s]*?)", r"(?P<ordinal>\d*)"
        )
    )


def with_unit(found: RecognisedTable, unit: str, cells: Mapping[tuple[int, int], str] | None = None) -> None:
    """Amounts in the unit their table, or the head over some ``cells``, prints in place of that of the form."""
    if cells is None:
        found.unit = unit
    for index, cell in enumerate(found.cells):
        said = (cells or {}).get((cell.row_index, cell.cell_index), "") if cells is not None else unit
        spec = in_printed_unit(cell.spec, said)
        if spec is not cell.spec and not cell.unit_said:
            found.cells[index] = replace(cell, spec=spec, unit_said=cells is not None)


def in_printed_unit(spec: CellSpec, said: str) -> CellSpec:
    """The meaning of a cell of an amount in the unit printed over it; of any other, as it is."""
    differs = said and spec.kind is Kind.MONEY and spec.unit not in ("", said)
    return replace(spec, unit=said) if differs else spec


def list_unread(found: RecognisedTable) -> None:
    """Nothing is left out: every drawn cell is a logical cell, fixed text, blank, or listed as unread."""
    known = {(cell.row_index, cell.cell_index) for cell in found.cells} | found.fixed | set(found.unread)
    for row_index, row in enumerate(found.table.rows):
        for cell_index, cell in enumerate(row.cells):
            if (row_index, cell_index) not in known and plain(cell.text.value):
                found.unread.append((row_index, cell_index))
