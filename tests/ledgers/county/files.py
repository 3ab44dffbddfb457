"""A county as files and as a ledger: the same rows, by heading."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from tests.ledgers.county.rows import VOID, Row, by_register
from tests.ledgers.oracle import typed

from hengji.ledgers.admitting import admit
from hengji.ledgers.folder.reading import in_order
from hengji.ledgers.ledger import Ledger
from hengji.ledgers.sheet import Sheet
from hengji.ledgers.table import Entry
from hengji.packs.ledger.book import LedgerBook
from hengji.packs.ledger.register import Register

COMMON = ("number", "effective", "recorded", "event", "role", "actor", "corrects")


def heading(book: LedgerBook, register: Register) -> list[str]:
    """The labels of a register's columns, as a person reads them."""
    common = book.common
    assert common is not None
    return [*(common.fields[name].label for name in COMMON), *(one.label for one in register.fields.values())]


def cells(book: LedgerBook, register: Register, row: Row) -> list[str]:
    """A row as it is written."""
    common = book.common
    assert common is not None
    label = (common.events[VOID] if row.event == VOID else register.events[row.event]).label
    role = book.roles[row.role].label if row.role else ""
    first = [row.number, row.effective.isoformat(), row.recorded.isoformat(), label, role, row.actor, row.corrects]
    return [*first, *(row.values.get(name, "") for name in register.fields)]


def ledger_of(book: LedgerBook, rows: Iterable[Row]) -> Ledger:
    """The ledger of some rows; all must be read."""
    ledger = Ledger(book)
    own = by_register(rows)
    for register in in_order(book):
        if register.id in own:
            lines = [cells(book, register, row) for row in own[register.id]]
            admit(ledger, register, Sheet(f"{register.label}.csv", "", tuple(heading(book, register)), lines))
    assert [str(one) for one in ledger.troubles[:9]] == []
    return ledger


def written(folder: Path, book: LedgerBook, rows: Iterable[Row], *, backwards: bool = False) -> None:
    """The rows as a folder of ledgers, a file per register and year of recording, named in order of years or not."""
    for name, own in by_register(rows).items():
        register = book.registers[name]
        years: dict[int, list[Row]] = {}
        for row in own:
            years.setdefault(row.recorded.year, []).append(row)
        for year, some in years.items():
            shown = 9999 - year if backwards else year
            with (folder / f"{register.label}{shown}.csv").open("w", encoding="utf-8", newline="") as stream:
                writer = csv.writer(stream)
                writer.writerow(heading(book, register))
                writer.writerows(cells(book, register, row) for row in some)


def entry_of(book: LedgerBook, row: Row) -> Entry:
    """A row as an event, without its way through a file."""
    register = book.registers[row.register]
    kind = register.events.get(row.event)
    given = {**(kind.sets if kind else {}), **{name: text for name, text in row.values.items() if text}}
    values = {name: typed(register.fields[name], text, book) for name, text in given.items()}
    return Entry(
        row.register,
        row.event,
        row.effective,
        values,
        row.number,
        row.recorded,
        row.role,
        row.actor,
        corrects=row.corrects,
    )
