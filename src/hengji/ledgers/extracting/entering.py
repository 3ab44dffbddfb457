"""Rows that are events each: new ones, known ones, and known ones in which something was changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from hengji.ledgers.errors import Trouble
from hengji.ledgers.extracting.admission import Admitted, told
from hengji.ledgers.extracting.numbering import Known, Standing, numbered
from hengji.ledgers.extracting.outcome import CORRECTED, NEW, Change, LeftOut, Outcome
from hengji.ledgers.ledger import Ledger
from hengji.ledgers.table import Entry
from hengji.ledgers.values import shown
from hengji.packs.ledger.extract import Extract
from hengji.packs.ledger.register import Register

Content = tuple[object, ...]


def entered(
    ledger: Ledger, register: Register, extract: Extract, rows: Admitted, mapped: Iterable[str], outcome: Outcome
) -> None:
    """Holds rows against what the ledger has of them and puts the changes into the outcome."""
    content = _content_of(mapped)
    if not extract.repeats:
        rows = _once(extract, rows, content, outcome)
    outcome.read += len({record.row for record, _ in rows})
    groups: dict[tuple[str, ...], list[Entry]] = {}
    for record, entry in rows:
        groups.setdefault((entry.event, *told(extract.number, record, entry)), []).append(entry)
    known = Known(ledger, register)
    for words, entries in groups.items():
        _matched(register, words, entries, known, content, outcome)


def _content_of(mapped: Iterable[str]) -> Callable[[Entry], Content]:
    """What of an event is compared: its kind, its day, its paper, and the fields the list speaks of."""
    names = sorted(mapped)
    return lambda entry: (entry.event, entry.effective, entry.document, *(entry.values.get(name) for name in names))


def _once(extract: Extract, rows: Admitted, content: Callable[[Entry], Content], outcome: Outcome) -> Admitted:
    """The rows without those that say the same once more; two that contradict each other are both refused."""
    first: dict[tuple[str, ...], tuple[int, Content]] = {}
    alike: dict[int, int] = {}
    against: dict[int, int] = {}
    again: set[tuple[int, str]] = set()
    for record, entry in rows:
        words = (entry.event, *told(extract.number, record, entry))
        row, before = first.setdefault(words, (record.row, content(entry)))
        if row != record.row and before == content(entry):
            alike[record.row] = row
            again.add((record.row, entry.event))
        elif row != record.row:
            against[record.row] = row
    spots = {record.row: entry.spot for record, entry in rows}
    labels = "、".join(extract.columns[name].labels[0] if name in extract.columns else name for name in extract.number)
    for row, other in against.items():
        says = f"和第{spots[other].line}行是同一笔（{labels}都相同），内容却不同，两行都没有收。"
        for one in dict.fromkeys((other, row)):
            outcome.troubles.append(
                Trouble(spots[one], "extract.twice", says, "请核对后留下对的一行再导。", unread=True)
            )
    refused = {*against, *against.values()}
    fresh = {record.row for record, entry in rows if (record.row, entry.event) not in again}
    left = {row for row in alike if row not in refused | fresh}
    outcome.refused += len(refused)
    outcome.left_out += [LeftOut(spots[row], f"和第{spots[alike[row]].line}行完全一样") for row in sorted(left)]
    return [
        (record, entry)
        for record, entry in rows
        if record.row not in refused and (record.row, entry.event) not in again
    ]


def _matched(
    register: Register,
    words: tuple[str, ...],
    entries: Sequence[Entry],
    known: Known,
    content: Callable[[Entry], Content],
    outcome: Outcome,
) -> None:
    """Rows alike in what tells them apart, held against those of the ledger: equal ones first, then one by one."""
    standing = list(known.copies(words))
    left: list[Entry] = []
    for entry in entries:
        same = next((one for one in standing if content(known.table.entry(one.position)) == content(entry)), None)
        if same is None:
            left.append(entry)
            continue
        standing.remove(same)
        outcome.settled += same.by_hand
        outcome.known += not same.by_hand
    copies = sum(1 for _ in known.copies(words))
    for entry in left:
        if not standing:
            copies += 1
            number = numbered(register, words, copies)
            outcome.changes.append(Change(NEW, replace(entry, number=number), "新收一笔", words, copies))
            continue
        old = standing.pop(0)
        if old.by_hand:
            outcome.settled += 1
            outcome.tell(
                "by-hand",
                "这一行和以前导入的不同，但台账里那一笔已经人工更正或作废，没有改动。",
                "请在台账里核对。",
                entry.spot,
            )
            continue
        outcome.changes.append(_correction(register, words, entry, old, known))


def _correction(register: Register, words: tuple[str, ...], entry: Entry, old: Standing, known: Known) -> Change:
    before = known.table.entry(old.position)
    number = numbered(register, words, old.copy, old.version + 1)
    says = "；".join(_differences(register, before, entry)) or "业务或文号有改动"
    made = replace(entry, number=number, corrects=before.number)
    return Change(CORRECTED, made, f"更正 {before.number}：{says}", words, old.copy, old.version + 1)


def _differences(register: Register, before: Entry, after: Entry) -> Iterable[str]:
    for name, known in register.fields.items():
        old, new = before.values.get(name), after.values.get(name)
        if old != new:
            yield f"{known.label}由“{shown(old)}”改为“{shown(new)}”"
    if before.effective != after.effective:
        yield f"日期由 {before.effective} 改为 {after.effective}"
