"""Records read as events by the rules of their register's columns: each becomes an event, or is told with its line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from hengji.ledgers.admitting import NUMBER, admit
from hengji.ledgers.extracting.outcome import Outcome
from hengji.ledgers.extracting.records import Record
from hengji.ledgers.grid import Grid
from hengji.ledgers.ledger import Ledger
from hengji.ledgers.sheet import Sheet
from hengji.ledgers.table import Entry, EventTable
from hengji.packs.ledger.register import Register

Admitted = list[tuple[Record, Entry]]


def admitted(
    ledger: Ledger, register: Register, records: Sequence[Record], grid: Grid, outcome: Outcome
) -> tuple[Admitted, set[int]]:
    """The events of records, and the rows of which one could not be read: of these nothing is taken.

    The troubles go to the outcome. The ledger stays as it is.
    """
    names = list(dict.fromkeys(name for one in records for name in one.texts if name != NUMBER))
    scratch = Ledger(ledger.book)
    scratch.tables = {**ledger.tables, register.id: EventTable(register)}
    rows = [[one.texts.get(name, "") for name in names] for one in records]
    bad: set[int] = set()
    for one in admit(scratch, register, Sheet(grid.file, grid.sheet, tuple(names), rows, 0)):
        place = one.spot.line
        row = records[place].row if place >= 0 else -1
        outcome.troubles.append(replace(one, spot=grid.spot(row)))
        if one.unread:
            bad |= {row} if place >= 0 else {record.row for record in records}
    found: Admitted = []
    table = scratch.tables[register.id]
    for place in range(len(table)):
        record = records[table.line[place]]
        if record.row not in bad:
            entry = table.entry(place)
            found.append((record, replace(entry, number="", spot=grid.spot(record.row))))
    return found, bad


def told(names: Sequence[str], record: Record, entry: Entry) -> tuple[str, ...]:
    """The texts that make a record the same in another export: values where the register has them, else as written."""
    return tuple(f"{name}={_said(name, record, entry)}" for name in names)


def _said(name: str, record: Record, entry: Entry) -> str:
    common: Mapping[str, object] = {"effective": entry.effective, "event": entry.event, "document": entry.document}
    value = entry.values.get(name, common.get(name))
    return record.columns.get(name, "") if value is None else str(value)
