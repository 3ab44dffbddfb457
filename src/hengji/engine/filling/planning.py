"""What is to be entered in a blank form, cell by cell: the recognition that reads filled forms says where."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from hengji.documents.document import Cell, Merge, Text
from hengji.engine.editions import Withheld
from hengji.engine.filling.captions import captions
from hengji.engine.filling.cells import (
    edits_for,
    key_edit,
    label_for,
    percent_in_head,
    says_the_same,
    statement_for,
)
from hengji.engine.filling.fields import edit_for, statement_of
from hengji.engine.filling.outcome import Held, LeftOver, Open, Plan, Spot, Wanted
from hengji.engine.filling.rows import Assigned, Used, assign
from hengji.engine.publishing import Package
from hengji.facts.fact import Kind, State, Statement
from hengji.packs.form import CellSpec, Column, key_of
from hengji.packs.layout import CellTemplate
from hengji.reading.cells import CellValue, cell_words, read_value
from hengji.reading.result import Reading
from hengji.reading.tables.logical import FoundRow, LogicalCell, RecognisedTable, in_printed_unit
from hengji.reading.tables.matching import mixed_match
from hengji.writing.fill import Context
from hengji.writing.form_facts import FormFacts

NO_CHOICE = "表上印的选项里没有这一项"


@dataclass(frozen=True, slots=True)
class Options:
    """How to fill: whether what stands in a cell gives way, whether lists may grow by lines of their own.

    ``public`` fills in the 公开版, without personal items and those the unit has ``withheld``.
    """

    overwrite: bool = False
    add_rows: bool = False
    public: bool = False
    withheld: tuple[Withheld, ...] = ()


def plan_of(blank: Reading, package: Package, options: Options, is_formula: Callable[[Text], bool]) -> Plan:
    """The plan for a blank that was read; ``is_formula`` says which cells compute what they show."""
    plan = Plan()
    words = Context(package.year, package.organisation).words()
    used: Used = {}
    for number, table in enumerate(blank.tables):
        found = table.recognised
        if found is not None:
            plan.forms.add(found.form.id)
            plan.tables[number] = found.form.label
            said = FormFacts(found.pack, package.facts, package.year, found.form.id, words)
            _Table(plan, found, said, number, options, is_formula).run(used)
            plan.wanted += captions(blank, number, package.organisation)
    drawn = [keys for rows in used.values() for keys in rows]
    left = {tuple(sorted(one.keys.items())): one for one in plan.left_over if one.keys not in drawn}
    plan.left_over = list(left.values())
    for one in blank.fields:
        spot = Spot(one.line, -1, -1, -1, one.address)
        statement = statement_of(one, package.facts)
        if statement is None:
            if not one.said:
                plan.empty.append(Open(spot, one.label))
            continue
        wanted = Wanted(spot, one.label, (edit_for(one, statement.text),), statement)
        _decide(plan, wanted, one.said, same=one.said == statement.text, blank=not one.said, options=options)
    plan.wanted.sort(key=lambda one: one.spot.order())
    plan.empty.sort(key=lambda one: one.spot.order())
    return plan


def _decide(plan: Plan, wanted: Wanted, there: str, *, same: bool, blank: bool, options: Options) -> None:
    """Enter, leave what is there already, or report it."""
    statement = wanted.statement
    if statement is not None:
        plan.placed.add(statement.key)
    if same:
        plan.kept.append(wanted)
    elif blank or options.overwrite:
        plan.wanted.append(wanted)
    else:
        plan.held.append(Held(wanted.spot, wanted.label, there, wanted.said))


def _goes_on(assigned: Assigned, column: Column) -> bool:
    """Whether a group is that of the line above: it is named once, as are all groups it is part of."""
    columns = [one for one in assigned.row.line.band.columns if one.fill_down]
    upto = columns[: columns.index(column) + 1]
    return all(assigned.above.get(one.dimension, "") == assigned.keys.get(one.dimension) for one in upto)


@dataclass(slots=True)
class _Table:
    """One recognised table of the blank."""

    plan: Plan
    found: RecognisedTable
    said: FormFacts
    number: int
    options: Options
    is_formula: Callable[[Text], bool]
    known: dict[tuple[int, int, str], LogicalCell] = field(default_factory=dict)

    def run(self, used: Used) -> None:
        """Plan every row, then the figures that stand in key cells; ``used`` rows have a line in an earlier table."""
        self.known = {(one.row_index, one.cell_index, one.spec.column): one for one in self.found.cells}
        lists = assign(self.found, self.said, used)
        for row in self.found.rows:
            if row.line.row is not None and not row.line.row.each:
                self._row(row, {})
        for assigned in lists.taken:
            self._named(assigned)
        for row, keys in lists.idle:
            self._row(row, keys)
        for cell in self.found.cells:
            if "." in cell.spec.column and cell.spec.column.split(".")[0] in self._key_columns(cell):
                self._inside(cell)
        form = self.found.form
        self.plan.left_over += [LeftOver(form.id, form.label, one.keys, self.number, one.after) for one in lists.left]

    def _key_columns(self, cell: LogicalCell) -> set[str]:
        band = self.found.form.band(cell.spec.band)
        return {column.id for column in band.columns if column.inside} if band is not None else set()

    def _named(self, assigned: Assigned) -> None:
        """A row of a list: its name, where it is not printed, and its cells."""
        if assigned.fresh:
            for position, cell, template in assigned.row.cells:
                for slot in template.slots:
                    self._name(assigned, position, cell, slot)
        self._row(assigned.row, assigned.keys)

    def _name(self, assigned: Assigned, position: int, cell: Cell, slot: str) -> None:
        line, keys = assigned.row.line, assigned.keys
        column = line.band.column(slot)
        if line.row is None or cell.merge is Merge.CONTINUE or not cell.text.anchors:
            return
        forms: tuple[str, ...] = ()
        codes = ""
        if slot == "label":
            value = keys.get(line.row.dimension, "")
            whole, codes = self.said.label(line, line.row, keys, assigned.number), line.row.codes
        elif column is not None and (column.dimension or column.names):
            value, forms = keys.get(column.dimension, ""), column.parse
            whole = self.said.key_text(line, column, keys)
            if column.fill_down and (
                assigned.row.keys.dimensions.get(column.dimension) == value or _goes_on(assigned, column)
            ):
                return
        elif column is not None and column.ordinal and not cell.text.value.strip():
            value = whole = str(assigned.number)
        else:
            return
        edit = key_edit(cell.text.value, whole, self.said.name(codes, value) or whole, forms)
        if edit is not None and edit.text:
            spot = Spot(cell.text, self.number, assigned.row.index, position, slot)
            self.plan.wanted.append(Wanted(spot, whole, (edit,), keys=keys))
            self._carried(assigned, slot)

    def _carried(self, assigned: Assigned, slot: str) -> None:
        """The figures a key cell carries with its name (40分) have found their place with it."""
        column = assigned.row.line.band.column(slot)
        row = assigned.row.line.row
        for inner in column.inside if column is not None and row is not None else ():
            spec = self.said.spec(assigned.row.line.band, row, f"{slot}.{inner.id}") if row is not None else None
            if spec is not None and column is not None:
                keys = {column.dimension: assigned.keys.get(column.dimension, "")}
                self.plan.placed.add(key_of(spec, keys, self.said.year))

    def _row(self, row: FoundRow, keys: Mapping[str, str]) -> None:
        for position, cell, template in row.cells:
            if cell.text.anchors and not template.continued:
                self._cell(row, position, cell, template, keys)

    def _cell(self, row: FoundRow, position: int, cell: Cell, template: CellTemplate, keys: Mapping[str, str]) -> None:
        text = cell.text.value
        whole = {template.slots[0]: (0, len(text))} if template.slots else {}
        spans = mixed_match(template, text) if len(template.parts) > 1 else whole
        for slot, (start, end) in (spans or {}).items():
            spec = self.said.spec(row.line.band, row.line.row, slot) if row.line.row is not None else None
            if spec is None or slot == "label":
                continue
            known = self.known.get((row.index, position, slot))
            spec = known.spec if known is not None else in_printed_unit(spec, self.found.unit)
            value = read_value(text, spec.kind, cell_words(self.said.pack), start=start, end=end)
            if value.unit and value.state is State.BLANK and spec.kind is Kind.MONEY:
                spec = in_printed_unit(spec, value.unit)
            self._slot(Spot(cell.text, self.number, row.index, position, slot), cell, spec, value, keys)

    def _slot(self, spot: Spot, cell: Cell, spec: CellSpec, value: CellValue, keys: Mapping[str, str]) -> None:
        statement = statement_for(self.said, spec, keys)
        label = label_for(self.said.pack, spec, keys)
        if self.is_formula(spot.text):
            if statement is not None:
                self.plan.placed.add(key_of(spec, keys, self.said.year))
            self.plan.formulas.append(Wanted(spot, label, (), statement, spec, keys))
        elif statement is None:
            if value.state is State.BLANK:
                self.plan.empty.append(Open(spot, label))
        else:
            self._enter(spot, cell, spec, value, Wanted(spot, label, (), statement, spec, keys))

    def _enter(self, spot: Spot, cell: Cell, spec: CellSpec, value: CellValue, wanted: Wanted) -> None:
        statement = wanted.statement
        if statement is None:  # pragma: no cover - only cells the data speak of come here
            return
        bare_percent = spec.unit == "%" and percent_in_head(self.found, spot.row, cell)
        edits = edits_for(spot.text.value, value, statement, bare_percent=bare_percent)
        self.plan.placed.add(key_of(spec, wanted.keys, self.said.year))
        if not edits:
            self.plan.held.append(Held(spot, wanted.label, spot.text.value, statement.text, NO_CHOICE))
            return
        entered = Wanted(spot, wanted.label, edits, statement, spec, wanted.keys)
        there = spot.text.value[value.start : value.end]
        same = value.state is not State.BLANK and says_the_same(value, spec, statement)
        _decide(self.plan, entered, there, same=same, blank=value.state is State.BLANK, options=self.options)

    def _inside(self, cell: LogicalCell) -> None:
        """A figure printed in a key cell, as the points of a group: it is never replaced."""
        keys = {name: text for name, text in cell.dimensions if not name.startswith("@")}
        statement: Statement | None = statement_for(self.said, cell.spec, keys)
        if statement is None:
            return
        spot = Spot(cell.cell.text, self.number, cell.row_index, cell.cell_index, cell.spec.column)
        self.plan.placed.add(key_of(cell.spec, keys, self.said.year))
        label = label_for(self.said.pack, cell.spec, keys)
        if says_the_same(cell.value, cell.spec, statement):
            self.plan.kept.append(Wanted(spot, label, (), statement, cell.spec, keys))
        else:
            there = spot.text.value[cell.value.start : cell.value.end]
            new = edits_for(spot.text.value, cell.value, statement, bare_percent=True)
            wanted = Wanted(spot, label, new, statement, cell.spec, keys)
            _decide(self.plan, wanted, there, same=False, blank=False, options=self.options)
