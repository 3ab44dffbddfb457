"""A table lists its items one by one and has no row for their total."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from hengji.checking.finding import Finding, Tally
from hengji.checking.rules import finding_of, rule_of
from hengji.checking.subject import Subject, SubjectPart
from hengji.facts.fact import Statement
from hengji.packs.form import Band, Form, RowDecl
from hengji.packs.labels import bare

FEWEST = 2  # rows: the total of one item is the item


def check_total_rows(subject: Subject, tally: Tally) -> Iterator[Finding]:
    """Every recognised table of items by code with figures: it, or a table it goes on in, draws the row of the total.

    A row whose label is printed somewhere in the table is there, even if it could not be read as what it is.
    """
    tables = [(part, part.pack.forms.get(form), cells) for part, form, cells in subject.by_table()]
    for part, form, cells in tables:
        rule = rule_of(part, "total-row")
        if form is None or rule is None:
            continue
        whole = [other for one, same, other in tables if one is part and same is form]
        for band in form.bands:
            for row, items in _listed(band, cells):
                drawn = any(f"{band.id}/{row.id}/" in address for other in whole for address in other)
                if drawn or _printed(subject, part, row, items):
                    tally.note("held")
                    continue
                tally.note("failed")
                words = {"form": form.label, "name": row.label}
                first = [next(iter(cells)) for _, cells in groupby(items, key=lambda one: one.address.split("/")[1])]
                # The total stands above all items or below them.
                yield finding_of(part, rule, words, _working(form, row, len(first)), (first[0], first[-1]))


def _listed(band: Band, cells: Mapping[str, Statement]) -> Iterator[tuple[RowDecl, list[Statement]]]:
    """A row that sums up items by code, with the figures of the items, where there are several."""
    for row in band.rows:
        items = [one for one in band.rows if one.each and one.hierarchy and one.under == row.id]
        others = tuple(f"{band.id}/{one.id}/" for one in band.rows if not one.each)
        found = [one for address, one in cells.items() if address.startswith(f"{band.id}/") and one.value]
        found = [one for one in found if not one.address.partition("!")[2].startswith(others)]
        if items and len({one.address.split("/")[1] for one in found}) >= FEWEST:
            yield row, found


def _printed(subject: Subject, part: SubjectPart, row: RowDecl, items: list[Statement]) -> bool:
    names = {bare(name) for name in (row.label, *row.aliases)}
    inside = (one for one in subject.rows if one.component == part.id and one.table == items[0].table)
    return any(bare(one.cells[0].value) in names for one in inside if one.cells)


def _working(form: Form, row: RowDecl, count: int) -> str:
    return f"{form.label}列了 {count} 行科目，没有“{row.label}”一行"
