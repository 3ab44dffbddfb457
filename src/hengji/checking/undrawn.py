"""A table has no row for a fund that has a table of its own: the drawing is of an earlier year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hengji.checking.finding import Finding, Tally
from hengji.checking.rules import finding_of, rule_of
from hengji.checking.subject import Subject, SubjectPart
from hengji.facts.fact import Statement
from hengji.packs.form import Band, Form, RowDecl
from hengji.packs.labels import bare


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A recognised table: whose it is, its form, its statements by address."""

    part: SubjectPart
    form: Form
    cells: Mapping[str, Statement]


def check_undrawn(subject: Subject, tally: Tally) -> Iterator[Finding]:
    """Every optional row that is not drawn though another table of the component is wholly about what it is about."""
    tables = [
        _Drawn(part, form, cells)
        for part, name, cells in subject.by_table()
        if (form := part.pack.forms.get(name)) is not None and rule_of(part, "undrawn") is not None
    ]
    for table in tables:
        yield from _rows(table, [one for one in tables if one.part is table.part], tally)


def _rows(table: _Drawn, others: list[_Drawn], tally: Tally) -> Iterator[Finding]:
    rule = rule_of(table.part, "undrawn")
    missing: list[tuple[RowDecl, _Drawn, Statement]] = []
    for band in table.form.bands:
        for row in band.rows:
            about = _about(table, row, others)
            before = _before(table, band, row)
            if about is None or before is None:
                continue
            if any(address.startswith(f"{band.id}/{row.id}/") for address in table.cells):
                tally.note("held")
            else:
                missing.append((row, about, before))
    if not missing or rule is None:
        return
    tally.note("failed")
    row, about, _ = missing[0]
    words = {"form": table.form.label, "other": about.form.label, "name": bare(row.label)}
    names = "、".join(dict.fromkeys(bare(row.label) for row, _, _ in missing))
    beside = [before for _, _, before in missing]
    yield finding_of(table.part, rule, words, f"没有的行：{names}", [*beside, next(iter(about.cells.values()))])


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
