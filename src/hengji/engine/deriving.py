"""Totals and ratios nobody filled in, derived from their parts as the form declares them.

Only what is blank or missing is derived, and only where every operand is there; a figure that was stated stays, right
or wrong: contradictions are for the checks to find. What is derived says so (`source.origin` is "computed").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from hengji.checking.arithmetic.operands import operand_of
from hengji.checking.subject import SubjectPart
from hengji.engine.session import subject_of
from hengji.expressions import Node, Operand, Reference, Result, evaluate, references
from hengji.expressions.tree import Call, Ref, Span
from hengji.facts.fact import FactStore, Kind, Source, State, Statement
from hengji.packs.form import Band, CellSpec, Form, RowDecl, key_of
from hengji.packs.formulas import absolute
from hengji.reading.result import Reading
from hengji.records import dataclass

NOWHERE = Span(0, 0)
RATE_QUANTUM = Decimal("0.01")
PERCENT = "%"


def derive(reading: Reading) -> Reading:
    """The reading with every total and ratio its forms can derive and the file leaves open."""
    found: dict[str, Statement] = {}
    for part, form_id, cells in subject_of(reading).by_table():
        form = part.pack.forms.get(form_id)
        if form is not None:
            sheet = _Sheet(part, form, dict(cells), reading.facts)
            found.update((statement.id, statement) for statement in sheet.derived(len(found)))
    kept = [found.pop(statement.id, statement) for statement in reading.facts]
    return replace(reading, facts=FactStore([*kept, *found.values()]))


@dataclass(slots=True)
class _Sheet:
    """One recognised table with its form; what is derived joins its cells, as totals rest on totals."""

    part: SubjectPart
    form: Form
    cells: dict[str, Statement]
    facts: FactStore

    def derived(self, number: int) -> list[Statement]:
        """Every statement that can be derived; ``number`` have been before."""
        found: dict[str, Statement] = {}
        rules = [rule for band in self.form.bands for rule in self._rules(band)]
        growing = True
        while growing:
            growing = False
            for address, spec, tree in rules:
                statement = None if address in found else self._computed(address, spec, tree)
                if statement is not None:
                    name = statement.id or f"d{number + len(found) + 1}"
                    self.cells[address] = found[address] = replace(statement, id=name)
                    growing = True
        return list(found.values())

    def _rules(self, band: Band) -> Iterator[tuple[str, CellSpec, Node]]:
        """Every cell of a band that follows from others: its address, its meaning, and from what it follows."""
        for row in band.rows:
            for name in self._drawn(band, row) if row.each else [row.id]:
                for column in band.columns:
                    spec = self._meaning(band.id, row.id, column.id)
                    tree = self._tree(band, row, name, spec) if spec is not None else None
                    if spec is not None and tree is not None:
                        yield f"{band.id}/{name}/{column.id}", spec, tree

    def _meaning(self, band: str, row: str, column: str) -> CellSpec | None:
        return self.part.pack.meanings[self.form.id].cell(band, row, column)

    def _tree(self, band: Band, row: RowDecl, name: str, spec: CellSpec) -> Node | None:
        """What a cell follows from: its declared derivation, its codes one step down, or the rows that make it up."""
        declared = self.part.pack.formulas.get(f"cell:{self.form.id}!{spec.address}")
        if declared is not None:
            return declared
        if row.hierarchy:
            codes = self.part.pack.codes[_codes(band, row)]
            drawn = self._drawn(band, row)
            return _sum(band, [child.code for child in codes.children(name) if child.code in drawn], spec.column)
        parts = [part for part in band.rows if part.under == row.id]
        if row.each or any(part.closure != "complete" for part in parts):
            return None
        rows = [one for part in parts for one in (self._top(band, part) if part.each else [part.id])]
        return _sum(band, rows, spec.column)

    def _drawn(self, band: Band, row: RowDecl) -> list[str]:
        """The rows of a repeated row in the table, by code or as "row#n"."""
        others = {other.id for other in band.rows if other.id != row.id}
        rows = dict.fromkeys(address.split("/")[1] for address in self.cells if address.startswith(f"{band.id}/"))
        return [name for name in rows if name.partition("#")[0] not in others]

    def _top(self, band: Band, row: RowDecl) -> list[str]:
        """Those that are part of no other row drawn."""
        drawn = self._drawn(band, row)
        if not row.hierarchy:
            return drawn
        codes = self.part.pack.codes[_codes(band, row)]
        return [name for name in drawn if not any(code.code in drawn for code in codes.path(name)[:-1])]

    def _computed(self, address: str, spec: CellSpec, tree: Node) -> Statement | None:
        """The derived statement of a cell, None where one was stated or an operand is missing."""
        blank = self.cells.get(address) or self._missing(address, spec)
        if blank is None or blank.state is not State.BLANK:
            return None
        row = address.split("/")[1]
        operands = [self.cells.get(absolute(one, spec.band, row)) for one in references(tree)]
        stated = [one for one in operands if one is not None and one.state is not State.BLANK]
        outcome = evaluate(tree, lambda one: self._operand(one, spec, row))
        if not stated or outcome.result is not Result.COMPUTED:
            return None
        unit = spec.unit or (PERCENT if spec.kind is Kind.RATIO else "")
        value = outcome.value_in(self.part.pack.unit(unit))
        return _filled(blank, _rounded(value, spec, stated), unit) if value is not None else None

    def _operand(self, reference: Reference, spec: CellSpec, row: str) -> Operand | None:
        """A cell as an operand; where the form reads blanks as zero, so is a cell that is not drawn."""
        address = absolute(reference, spec.band, row)
        statement = self.cells.get(address)
        zero = self.form.aspects.blank == "zero"
        if statement is None and zero:
            statement = Statement("", key_of(spec, {}, self.part.year), State.BLANK, spec.kind, unit=spec.unit)
            return replace(operand_of(statement, self.part.pack, blank_is_zero=True), id=address)
        return operand_of(statement, self.part.pack, blank_is_zero=zero) if statement is not None else None

    def _missing(self, address: str, spec: CellSpec) -> Statement | None:
        """A cell the table lacks as if it were blank; None for repeated rows and where the fact is stated elsewhere."""
        key = key_of(spec, {}, self.part.year)
        if address != spec.address or any(one.state is not State.BLANK for one in self.facts.of_key(key)):
            return None
        beside = next(iter(self.cells.values()))
        return Statement(
            id="",
            key=key,
            state=State.BLANK,
            kind=spec.kind,
            quantum=spec.quantum,
            source=Source(beside.source.document),
            component=beside.component,
            table=beside.table,
            address=f"{self.form.id}!{address}",
            label=self.part.pack.concepts[spec.concept].label,
            scenario_label=spec.label,
        )


def _filled(blank: Statement, value: Decimal, unit: str) -> Statement:
    """A blank with the figure that was derived for it."""
    return replace(
        blank,
        state=State.ZERO if value == 0 else State.REPORTED,
        value=value,
        unit=unit,
        decimals=max(0, -int(value.as_tuple().exponent)),
        source=replace(blank.source, quote="", origin="computed"),
    )


def _codes(band: Band, row: RowDecl) -> str:
    """The code list the rows of a band come from."""
    return row.codes or next((column.codes for column in band.columns if column.codes), "")


def _sum(band: Band, rows: list[str], column: str) -> Node | None:
    """The sum of one column over rows, None over no rows."""
    cells = tuple(Ref(Reference(path=(band.id, row, column)), NOWHERE) for row in rows)
    return Call("sum", cells, NOWHERE) if cells else None


def _rounded(value: Decimal, spec: CellSpec, stated: list[Statement]) -> Decimal:
    """A sum with the decimals its parts are printed with, a ratio with two at most."""
    if spec.kind is Kind.RATIO:
        rate = value.quantize(RATE_QUANTUM, rounding=ROUND_HALF_UP).normalize()
        return rate if int(rate.as_tuple().exponent) <= 0 else rate.quantize(Decimal(1))
    places = max(one.decimals for one in stated)
    printed = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return printed if printed == value else value.normalize()
