"""Which rows of a register are about whom: so that what is asked of one body, or of one case, reads only their rows."""

from __future__ import annotations

from collections.abc import Iterable

from hengji.ledgers.table import EventTable
from hengji.ledgers.values import Value
from hengji.packs.ledger.book import FIXED
from hengji.packs.ledger.register import Register


class Index:
    """The rows of a table by case, and its cases by the bodies they ever named, corrected rows as well."""

    def __init__(self, table: EventTable) -> None:
        self._table = table
        self._fields = tuple(name for name in holders(table.register) if name in table.values)
        self._rows: dict[str, list[int]] = {}
        self._undoing: dict[str, list[int]] = {}
        self._cases: dict[Value, dict[str, None]] = {}
        self._count = 0

    def cases(self, whose: Iterable[Value]) -> frozenset[str]:
        """The cases that ever were one of these bodies'."""
        return frozenset(case for one in whose for case in self._cases.get(one, ()))

    def rows(self, cases: Iterable[str]) -> list[int]:
        """The rows of cases, and those that correct or withdraw them, in the order they were entered."""
        found: set[int] = set()
        for case in cases:
            found.update(self._rows.get(case, ()), self._undoing.get(case, ()))
        return sorted(found)

    def drop_last(self) -> None:
        """Forget the last row of the table, which is about to be taken out; a case too many of a body is no harm."""
        row = len(self._table) - 1
        if row >= self._count:
            return
        self._count = row
        self._rows[self._table.case[row]].pop()
        number = self._table.notes["corrects"][row]
        earlier = self._table.position(number) if number else None
        if earlier is not None:
            self._undoing[self._table.case[earlier]].pop()

    def catch_up(self) -> None:
        """Take in the rows that came since."""
        table = self._table
        start, self._count = self._count, len(table)
        case, corrects = table.case, table.notes["corrects"]
        for row in range(start, self._count):
            self._rows.setdefault(case[row], []).append(row)
        for field in self._fields:
            column = table.values[field]
            for row in range(start, self._count):
                value = column[row]
                if value is not None:
                    self._cases.setdefault(value, {})[case[row]] = None
        for row in range(start, self._count):
            if corrects[row]:
                self._undo(row, corrects[row])

    def _undo(self, row: int, number: str) -> None:
        earlier = self._table.position(number)
        if earlier is not None:
            self._undoing.setdefault(self._table.case[earlier], []).append(row)


def holders(register: Register) -> tuple[str, ...]:
    """The fields that say whose a case is, or between whom something moves."""
    found = dict.fromkeys([register.subject] if register.subject else [])
    if register.account is not None:
        holder = register.account.dimensions[0]
        for kind in register.events.values():
            for move in kind.moves:
                for side in (move.giver, move.taker):
                    source = side.get(holder, holder)
                    if not source.startswith(FIXED):
                        found[source] = None
    return tuple(found)
