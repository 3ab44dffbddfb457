"""Events written to a folder of ledgers: at the end of the register's plain file, never into what stands there."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable
from pathlib import Path

from hengji.ledgers.errors import LedgerError
from hengji.ledgers.ledger import Ledger
from hengji.ledgers.table import Entry
from hengji.ledgers.values import shown
from hengji.packs.ledger.register import FieldKind, Register


def append(folder: Path, ledger: Ledger, register: Register, entries: Iterable[Entry]) -> Path:
    """Write events at the end of `LABEL.csv`, making the file with its heading where there is none; the file."""
    file = folder / f"{register.label}.csv"
    fresh = not file.exists()
    columns = _columns(ledger, register) if fresh else _heading(file)
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    if fresh:
        writer.writerow(label for _, label in columns)
    known = _names(ledger, register)
    for entry in entries:
        cells = _cells(ledger, register, entry)
        lost = [
            known[name]
            for name in cells
            if cells[name] and name not in {known_id for known_id, _ in _ids(columns, known)}
        ]
        if lost:
            raise LedgerError(f"{file.name} 的表头里没有“{'、'.join(lost)}”。", hint="请先在文件里补上这些栏。")
        writer.writerow(cells.get(name, "") for name, _ in _ids(columns, known))
    text = lines.getvalue()
    if not fresh and not file.read_bytes().endswith(b"\n"):
        text = "\n" + text
    with file.open("ab") as stream:
        stream.write(text.encode("utf-8-sig" if fresh else "utf-8"))
        stream.flush()
        os.fsync(stream.fileno())
    return file


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


def _heading(file: Path) -> Columns:
    from hengji.ledgers.folder.tables import text_of  # noqa: PLC0415 - only for files that are there

    first = next(csv.reader(io.StringIO(text_of(file))), [])
    return [("", word.strip()) for word in first]


def _names(ledger: Ledger, register: Register) -> dict[str, str]:
    """What each column is called."""
    common = ledger.book.common
    fields = [*register.fields.values(), *(common.fields.values() if common else ())]
    return {one.id: one.label for one in fields}


def _ids(columns: Columns, known: dict[str, str]) -> Columns:
    by_label = {label: name for name, label in known.items()}
    return [(name or by_label.get(label, label), label) for name, label in columns]


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
