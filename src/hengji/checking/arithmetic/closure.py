"""Sums a form itself declares: rows and the parts under them, codes and their children, and derived cells.

A complete breakdown must reach its whole, an open one may not exceed it (其中); a blank is zero only where the form
says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from hengji.checking.arithmetic.operands import named, operand_of
from hengji.checking.finding import MOST_PLACES, Finding, Tally, spots_of
from hengji.checking.rules import finding_of, rule_of
from hengji.checking.solving.relations import trial_of
from hengji.checking.subject import Subject, SubjectPart
from hengji.expressions import Operand, Outcome, Reference, Result, evaluate
from hengji.expressions.tree import Call, Compare, Node, Ref, Span
from hengji.facts.fact import FactKey, State, Statement
from hengji.facts.unit import UnitKind
from hengji.packs.concept import CodeList
from hengji.packs.form import Band, CellSpec, Form, RowDecl
from hengji.packs.formulas import absolute
from hengji.packs.meaning import Meaning
from hengji.packs.pack import Pack
from hengji.records import dataclass

NOWHERE = Span(0, 0)
HELD = {Result.HOLDS, Result.HOLDS_WITHIN_ROUNDING}


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One recognised table with its form."""

    part: SubjectPart
    form: Form
    meaning: Meaning
    cells: Mapping[str, Statement]

    @property
    def pack(self) -> Pack:
        return self.part.pack

    def spec(self, statement: Statement) -> CellSpec | None:
        """The meaning of the cell a statement stands in."""
        band, row, column = statement.address.partition("!")[2].split("/")
        declared = self.form.band(band)
        names = [row.partition("#")[0], *(decl.id for decl in (declared.rows if declared else ()) if decl.each)]
        return next((spec for name in names if (spec := self.meaning.cell(band, name, column)) is not None), None)

    def operand(self, address: str) -> Operand | None:
        """A cell as an operand; where a blank is zero, so is an item that is not drawn at all, but never a sum."""
        statement = self.cells.get(address)
        if statement is not None:
            spec = self.spec(statement)
            return operand_of(statement, self.pack, blank_is_zero=spec is not None and spec.blank == "zero")
        spec = self._undrawn(address)
        if spec is None or spec.blank != "zero" or spec.derive:
            return None
        blank = Statement("", FactKey(spec.concept), State.BLANK, spec.kind, unit=spec.unit)
        return operand_of(blank, self.pack, blank_is_zero=True)

    def _undrawn(self, address: str) -> CellSpec | None:
        """The meaning of an item whose row is not drawn; None for a row that sums up others: it was not read then."""
        band, name, column = address.split("/")
        declared = self.form.band(band)
        rows = declared.rows if declared else ()
        row = next((row for row in rows if row.id == name), None) or next((row for row in rows if row.each), None)
        if row is None or any(other.under == row.id for other in rows):
            return None
        return self.meaning.cell(band, row.id, column)


def check_forms(subject: Subject, tally: Tally) -> Iterator[Finding]:
    """Every sum and derivation the forms of a filing declare."""
    for part, form_id, cells in subject.by_table():
        form = part.pack.forms.get(form_id)
        if form is None:
            continue
        sheet = _Sheet(part, form, part.pack.meanings[form_id], cells)
        for band in form.bands:
            yield from _rows(sheet, band, tally)
            yield from _hierarchy(sheet, band, tally)
        yield from _derived(sheet, tally)


def _rows(sheet: _Sheet, band: Band, tally: Tally) -> Iterator[Finding]:
    for row in band.rows:
        under = [part for part in band.rows if part.under == row.id]
        if not under or row.each:
            continue
        open_parts = any(part.closure != "complete" for part in under)
        columns = list(_columns(sheet, band, row, under))
        reached = [whole for whole, parts in columns if open_parts and _reaches(whole, parts)]
        for whole, parts in columns:
            usual = len(reached) > 1 and whole not in reached and bool(whole.value)
            found = list(_compare(sheet, whole, parts, "<=" if open_parts else "=", tally))
            if usual and not found:
                found = [_likely(one) for one in _compare(sheet, whole, parts, "=", tally)]
            yield from found


def _columns(
    sheet: _Sheet, band: Band, row: RowDecl, under: list[RowDecl]
) -> Iterator[tuple[Statement, list[Statement]]]:
    """A row and its parts, column by column."""
    for column in band.columns:
        whole = sheet.cells.get(f"{band.id}/{row.id}/{column.id}")
        if whole is None:
            continue
        parts = [
            statement
            for part in under
            for statement in _top(sheet, band, part, _instances(sheet, band, part, column.id))
        ]
        if parts:
            yield whole, parts


def _reaches(whole: Statement, parts: list[Statement]) -> bool:
    """Whether parts that need not be all of a whole are so in a column; where most are, all are meant to be."""
    values = [one.value for one in parts if one.value]
    return bool(whole.value) and len(values) > 1 and sum(values) == whole.value


def _likely(finding: Finding) -> Finding:
    return replace(finding, severity="warning", proof="likely")


def _instances(sheet: _Sheet, band: Band, part: RowDecl, column: str) -> list[Statement]:
    """The cells of a row, or of every instance of a repeated row."""
    if not part.each:
        found = sheet.cells.get(f"{band.id}/{part.id}/{column}")
        return [found] if found is not None else []
    fixed = {row.id for row in band.rows if not row.each}
    others = {row.id for row in band.rows if row.each and row.id != part.id}
    result = []
    for address, statement in sheet.cells.items():
        name, row, column_id = address.split("/")
        base = row.partition("#")[0]
        if name == band.id and column_id == column and base not in fixed and base not in others:
            result.append(statement)
    return result


def _top(sheet: _Sheet, band: Band, part: RowDecl, statements: list[Statement]) -> list[Statement]:
    """Of the rows of a code list with its hierarchy, those that are part of no other row drawn."""
    if not part.hierarchy:
        return statements
    codes = _codes(sheet, band, part)
    drawn = {_code(codes, one) for one in statements}
    return [one for one in statements if not _above(codes, _code(codes, one), drawn)]


def _codes(sheet: _Sheet, band: Band, row: RowDecl) -> CodeList:
    """The code list of a row that is repeated for each of its codes."""
    return sheet.pack.codes[row.codes or next((column.codes for column in band.columns if column.codes), "")]


def _code(codes: CodeList, statement: Statement) -> str:
    """The code of a row; one the list does not have is in the key alone."""
    return statement.key.dimension(codes.dimension) or statement.address.split("/")[1]


def _above(codes: CodeList, code: str, drawn: Collection[str]) -> str:
    """The nearest code drawn that a code is part of, empty where there is none."""
    return next((one for one in codes.above(code) if one in drawn), "")


def _hierarchy(sheet: _Sheet, band: Band, tally: Tally) -> Iterator[Finding]:
    """Codes: a class is the sum of the codes drawn next below it."""
    row = next((row for row in band.rows if row.each and row.hierarchy), None)
    if row is None:
        return
    codes = _codes(sheet, band, row)
    columns: dict[str, dict[str, Statement]] = {}
    for address, statement in sheet.cells.items():
        band_id, _, column = address.split("/")
        if band_id == band.id and band.column(column) is not None:
            columns.setdefault(column, {})[_code(codes, statement)] = statement
    for drawn in columns.values():
        below: dict[str, list[Statement]] = {}
        for code, statement in drawn.items():
            below.setdefault(_above(codes, code, drawn), []).append(statement)
        for code, whole in drawn.items():
            parts = below.get(code, [])
            if parts and not (whole.value is None and all(part.value is None for part in parts)):
                yield from _compare(sheet, whole, parts, "=", tally)


def _compare(sheet: _Sheet, whole: Statement, parts: list[Statement], operator: str, tally: Tally) -> Iterator[Finding]:
    references = {Reference(name=f"p{index}"): part for index, part in enumerate(parts)}
    head = Reference(name="whole")
    total = Call("sum", tuple(Ref(reference, NOWHERE) for reference in references), NOWHERE)
    tree = Compare(operator, total, Ref(head, NOWHERE), NOWHERE)
    by_reference = {head: whole, **references}
    outcome = evaluate(tree, lambda reference: sheet.operand(by_reference[reference].address.partition("!")[2]))
    blank = [one for one in parts if one.state is State.BLANK and _filled_elsewhere(sheet, one)]
    words = {
        "form": sheet.form.label,
        "name": named(whole, sheet.pack),
        "relation": "应等于" if operator == "=" else "不应小于",
    }
    if outcome.result is Result.UNKNOWN and blank and whole.value:
        filled = evaluate(tree, lambda reference: _zero_if_blank(sheet, by_reference[reference]))
        if filled.result is Result.FAILS:
            for one in _found(sheet, "closure", "", words, filled, [whole, *parts], tally):
                yield replace(_likely(one), spots=(*spots_of(blank), *one.spots)[:MOST_PLACES])
            return
    yield from _found(sheet, "closure", "", words, outcome, [whole, *parts], tally)


def _filled_elsewhere(sheet: _Sheet, blank: Statement) -> bool:
    """Whether the row of a blank cell has figures in other columns: then it was filled in, and one was forgotten."""
    row = blank.address.rpartition("/")[0].partition("!")[2]
    return any(one.value for address, one in sheet.cells.items() if address.rpartition("/")[0] == row)


def _zero_if_blank(sheet: _Sheet, statement: Statement) -> Operand | None:
    """A part as an operand, one left blank as nothing: what is missing for the sum is then missing in that cell."""
    return operand_of(statement, sheet.pack, blank_is_zero=True)


def _derived(sheet: _Sheet, tally: Tally) -> Iterator[Finding]:
    for statement in sheet.cells.values():
        spec = sheet.spec(statement)
        tree = (
            sheet.pack.formulas.get(f"cell:{sheet.form.id}!{spec.address}")
            if spec is not None and spec.derive
            else None
        )
        if tree is None or spec is None:
            continue
        yield from _check_derived(sheet, statement, spec, tree, tally)


def _check_derived(sheet: _Sheet, statement: Statement, spec: CellSpec, tree: Node, tally: Tally) -> Iterator[Finding]:
    own = Reference(name="own")
    used: list[Statement] = []

    def resolve(reference: Reference) -> Operand | None:
        if reference == own:
            return sheet.operand(f"{spec.band}/{statement.address.partition('!')[2].split('/')[1]}/{spec.column}")
        address = absolute(reference, spec.band, statement.address.partition("!")[2].split("/")[1])
        if address in sheet.cells:
            used.append(sheet.cells[address])
        return sheet.operand(address)

    outcome = evaluate(Compare("=", tree, Ref(own, NOWHERE), NOWHERE), resolve)
    unit = sheet.pack.unit(statement.unit) if statement.unit else None
    ratio = unit is not None and unit.kind is UnitKind.RATIO
    words = {"form": sheet.form.label, "name": named(statement, sheet.pack)}
    involved = [statement, *dict.fromkeys(used)]
    yield from _found(sheet, "derived", "ratio" if ratio else "arithmetic", words, outcome, involved, tally)


def _found(
    sheet: _Sheet,
    name: str,
    kind: str,
    words: Mapping[str, str],
    outcome: Outcome,
    involved: list[Statement],
    tally: Tally,
) -> Iterator[Finding]:
    rule = rule_of(sheet.part, name)
    if rule is None:
        return
    ids = [statement.id for statement in involved]
    trial = trial_of(ids, outcome)
    if outcome.result in HELD:
        tally.note("held", ids, trial)
    elif outcome.result is Result.FAILS:
        tally.note("failed", ids)
        stated = [involved[0], *(one for one in involved[1:] if one.value)]
        yield finding_of(sheet.part, rule, words, outcome.working, stated, kind=kind, trial=trial)
    else:
        tally.note("unknown" if outcome.result is Result.UNKNOWN else "not_applicable")
