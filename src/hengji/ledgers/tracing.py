"""The history of one case as it was entered: every event, with what was corrected, withdrawn, or entered late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hengji.ledgers.errors import LedgerError
from hengji.ledgers.ledger import Ledger
from hengji.ledgers.table import SEPARATOR, VOID, Entry, EventTable
from hengji.packs.errors import similar
from hengji.packs.ledger.register import FieldKind, Register
from hengji.records import dataclass

MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class Step:
    """One event of a case: the state it led to ("" where it does not stand), and the number of what replaced it."""

    entry: Entry
    state: str
    replaced: str = ""

    @property
    def stands(self) -> bool:
        """Whether the event counts: it was neither corrected nor withdrawn, nor is it a mere withdrawal."""
        return not self.replaced and self.entry.event != VOID


def cases_of(ledger: Ledger, register: Register, words: Sequence[str]) -> list[str]:
    """The cases whose keys hold all the words, bodies by any name they had; for a journal, the number."""
    table = ledger.tables[register.id]
    if not register.keys:
        return [one for one in words if table.position(one) is not None]
    meant = [{word, *ledger.organisations.keys(word)} for word in words]
    columns = [table.values[name] for name in register.keys]
    found = dict.fromkeys(tuple(map(str, key)) for key in zip(*columns, strict=True))
    return [SEPARATOR.join(key) for key in found if all(one.intersection(key) for one in meant)]


def the_case(ledger: Ledger, register: Register, words: Sequence[str]) -> str:
    """The one case meant; raises `LedgerError` where there is none, or several."""
    found = cases_of(ledger, register, words)
    if len(found) == 1:
        return found[0]
    asked = "/".join(words)
    if found:
        several = "；".join(words_of(ledger, register, one) for one in found[:MOST_NAMED])
        more = f" 等 {len(found)} 件" if len(found) > MOST_NAMED else ""
        raise LedgerError(f"{register.label}里“{asked}”有几件：{several}{more}。", hint="请写全，各栏之间用“/”隔开。")
    table = ledger.tables[register.id]
    known = {str(one) for name in register.keys for one in table.values[name]} or set(table.number)
    keys = "/".join(register.fields[name].label for name in register.keys) or "编号"
    raise LedgerError(f"{register.label}里没有“{asked}”。", hint=similar(words[0], known) or f"请写{keys}。")


def words_of(ledger: Ledger, register: Register, case: str) -> str:
    """A case as a person writes it."""
    if not register.keys:
        return case
    pairs = zip(case.split(SEPARATOR), register.keys, strict=True)
    body = FieldKind.ORGANISATION
    return "/".join(
        ledger.organisations.name(part) if register.fields[name].kind is body else part for part, name in pairs
    )


def trace(ledger: Ledger, register: Register, case: str, day: date | None = None) -> tuple[Step, ...]:
    """Every event of a case up to a day, in the order they take effect, then were entered; corrections of them too.

    Of a ledger as it was known on a day, what was recorded later is not there.
    """
    table = ledger.tables[register.id]
    known = ledger.known.toordinal() if ledger.known else None
    rows = [row for row in range(len(table)) if known is None or table.recorded[row] <= known]
    corrects = table.notes["corrects"]
    replaced = {corrects[row]: table.number[row] for row in rows if corrects[row]}
    history = ledger.history(register.id)
    states = {history.row[place]: history.state[place] for place in range(len(history))}
    wanted = _chained(table, rows, case)
    steps = [
        Step(table.entry(row), states.get(row, ""), replaced.get(table.number[row], ""))
        for row in rows
        if row in wanted and (day is None or table.effective[row] <= day.toordinal())
    ]
    return tuple(sorted(steps, key=lambda one: one.entry.effective))


def _chained(table: EventTable, rows: Sequence[int], case: str) -> set[int]:
    """The rows of a case, with what corrects them and what they correct."""
    keys = table.register.keys
    number, corrects = table.number, table.notes["corrects"]
    columns = [table.values[name] for name in keys]
    found = {
        row for row in rows if (SEPARATOR.join(str(column[row]) for column in columns) if keys else number[row]) == case
    }
    size = 0
    while size != len(found):
        size = len(found)
        numbers = {number[row] for row in found}
        corrected = {corrects[row] for row in found if corrects[row]}
        found |= {row for row in rows if corrects[row] in numbers or number[row] in corrected}
    return found
