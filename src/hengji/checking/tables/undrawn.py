"""A table has no row for a fund that has a table of its own: the drawing is of an earlier year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hengji.checking.finding import Finding, Tally
from hengji.checking.rules import finding_of, rule_of
from hengji.checking.subject import Subject, SubjectPart
from hengji.facts.fact import Statement
from hengji.packs.check import Check
from hengji.packs.form import Band, Form, RowDecl
from hengji.packs.labels import bare
from hengji.records import dataclass


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A recognised table: whose it is, its form, its statements by address."""

    part: SubjectPart
    form: Form
    cells: Mapping[str, Statement]


@dataclass(frozen=True, slots=True)
class _Missing:
    """A row that is not drawn, the table that asks for it, and the figure it should stand under."""

    table: _Drawn
    row: RowDecl
    about: _Drawn
    before: Statement


def check_undrawn(subject: Subject, tally: Tally) -> Iterator[Finding]:
    """Optional rows that are not drawn though another table of the component is wholly about what they are about."""
    tables: dict[str, list[_Drawn]] = {}
    for part, name, cells in subject.by_table():
        form = part.pack.forms.get(name)
        if form is not None and rule_of(part, "undrawn") is not None:
            tables.setdefault(part.id, []).append(_Drawn(part, form, cells))
    for drawn in tables.values():
        missing = [one for table in drawn for one in _missing(table, drawn, tally)]
        rule = rule_of(drawn[0].part, "undrawn")
        if missing and rule is not None:
            tally.note("failed")
            yield _finding(drawn[0].part, rule, missing)


def _missing(table: _Drawn, others: list[_Drawn], tally: Tally) -> Iterator[_Missing]:
    for band in table.form.bands:
        for row in band.rows:
            about = _about(table, row, others)
            before = _before(table, band, row)
            if about is None or before is None:
                continue
            if any(address.startswith(f"{band.id}/{row.id}/") for address in table.cells):
                tally.note("held")
            else:
                yield _Missing(table, row, about, before)


def _finding(part: SubjectPart, rule: Check, missing: list[_Missing]) -> Finding:
    forms = "、".join(dict.fromkeys(one.table.form.label for one in missing))
    words = {"form": forms, "other": missing[0].about.form.label, "name": bare(missing[0].row.label)}
    names = "；".join(dict.fromkeys(f"{one.table.form.label}没有“{bare(one.row.label)}”" for one in missing))
    shown = [one.before for one in missing]
    return finding_of(part, rule, words, names, [*shown, next(iter(missing[0].about.cells.values()))])


def _about(table: _Drawn, row: RowDecl, others: list[_Drawn]) -> _Drawn | None:
    """The table that is wholly about what an optional row is about."""
    if not row.optional or not row.aspects.dimensions:
        return None
    wanted = set(row.aspects.dimensions)
    return next((one for one in others if one is not table and wanted <= set(one.form.aspects.dimensions)), None)


def _before(table: _Drawn, band: Band, row: RowDecl) -> Statement | None:
    """A figure of the row that is drawn above where this one would stand."""
    above = [one.id for one in band.rows[: band.rows.index(row)]]
    for name in reversed(above):
        found = [cell for address, cell in table.cells.items() if address.startswith(f"{band.id}/{name}/")]
        if found:
            return found[0]
    return None
