"""Events written to a folder of ledgers: at the end of the register's plain file, never into what stands there."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from hengji.ledgers.amounts import unit_of
from hengji.ledgers.errors import LedgerError
from hengji.ledgers.folder.tables import text_of
from hengji.ledgers.headings import field_of, words_of
from hengji.ledgers.ledger import Ledger
from hengji.ledgers.table import Entry
from hengji.ledgers.values import shown
from hengji.packs.ledger.register import FieldKind, Register

BESIDE = "新登记"
"""What the name of the file ends with that is begun where the register's own lacks a column."""


def append(folder: Path, ledger: Ledger, register: Register, entries: Sequence[Entry]) -> Path:
    """Write events at the end of `LABEL.csv`, making it with its heading where there is none; the file written.

    Where the file that is there has no column for something entered, the events go to a file of their own beside it.
    """
    rows = [_cells(ledger, register, entry) for entry in entries]
    whole = _columns(ledger, register)
    for file in (folder / f"{register.label}.csv", folder / f"{register.label}-{BESIDE}.csv"):
        columns = _heading(file, ledger, register) if file.exists() else [name for name, _ in whole]
        if all(name in columns for row in rows for name, text in row.items() if text):
            _write(file, columns, rows, [label for _, label in whole])
            return file
    raise LedgerError(f"{file.name} 的表头缺栏，写不进去。", hint="请补上缺的栏，或把这个文件改名。")


def _write(file: Path, columns: Sequence[str], rows: Sequence[Mapping[str, str]], labels: Sequence[str]) -> None:
    fresh = not file.exists()
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    if fresh:
        writer.writerow(labels)
    for row in rows:
        writer.writerow(row.get(name, "") for name in columns)
    text = lines.getvalue()
    if not fresh and not file.read_bytes().endswith(b"\n"):
        text = "\n" + text
    with file.open("ab") as stream:
        stream.write(text.encode("utf-8-sig" if fresh else "utf-8"))
        stream.flush()
        os.fsync(stream.fileno())


def as_text(ledger: Ledger, register: Register) -> str:
    """A whole register as the text of its file."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    columns = _columns(ledger, register)
    writer.writerow(label for _, label in columns)
    for entry in ledger.tables[register.id].entries():
        cells = _cells(ledger, register, entry)
        writer.writerow(cells.get(name, "") for name, _ in columns)
    return lines.getvalue()


Columns = list[tuple[str, str]]


def _columns(ledger: Ledger, register: Register) -> Columns:
    common = ledger.book.common
    own = [(one.id, one.label) for one in register.fields.values() if not one.personal]
    shared = [(one.id, one.label) for one in common.fields.values()] if common else []
    first = [pair for pair in shared if pair[0] in ("number", "effective", "recorded", "event")]
    return [*first, *own, *(pair for pair in shared if pair not in first)]


def _heading(file: Path, ledger: Ledger, register: Register) -> list[str]:
    """The fields the columns of a file stand for, in their order; "" for a column of none, or in another unit."""
    known = words_of(register, ledger.book)
    first = next(csv.reader(io.StringIO(text_of(file))), [])
    return ["" if _in_another_unit(word, ledger, register) else field_of(word, known) or "" for word in first]


def _in_another_unit(heading: str, ledger: Ledger, register: Register) -> bool:
    """Whether a heading says another unit of money than its field is kept in."""
    field = register.fields.get(field_of(heading, words_of(register, ledger.book)) or "")
    written = unit_of(heading, (), ledger.book.units)
    kept = ledger.book.units.get(field.unit) if field is not None else None
    return written is not None and kept is not None and written.factor != kept.factor


def _cells(ledger: Ledger, register: Register, entry: Entry) -> dict[str, str]:
    common = ledger.book.common
    event = register.events.get(entry.event) or (common.events.get(entry.event) if common else None)
    cells = {
        "number": entry.number,
        "effective": entry.effective.isoformat(),
        "recorded": entry.recorded.isoformat() if entry.recorded else "",
        "event": event.label if event else entry.event,
        "role": ledger.book.roles[entry.role].label if entry.role in ledger.book.roles else entry.role,
        "actor": entry.actor,
        "document": entry.document,
        "corrects": entry.corrects,
        "note": entry.note,
    }
    for name, value in entry.values.items():
        field = register.fields[name]
        body = field.kind is FieldKind.ORGANISATION and not register.name
        cells[name] = ledger.organisations.name(value, entry.effective.toordinal()) if body else shown(value)
    return cells
