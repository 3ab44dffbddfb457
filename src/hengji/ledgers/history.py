"""What became of each case: every event that stands, in order of the day it takes effect, with the case as it left it.

A *version* is a case from one event to the next. Versions are kept by column and sorted by the day they begin, so that
the events of a year are a slice and the cases of a day those that began by then and have not ended.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence

from hengji.ledgers.table import EventTable
from hengji.ledgers.values import Value
from hengji.packs.ledger.register import Register

NEVER = 10**9
"""The end of a version that has none."""
SEPARATOR = "\x1f"
NONE = -1


class History:
    """The versions of one register's cases; lists of the same length, one place per version.

    ``row`` is the row of the event, ``before`` the version it followed (-1: none), ``state`` the state it led to,
    ``values`` the fields as they are from then on.
    """

    def __init__(self, table: EventTable, rows: Iterable[int]) -> None:
        self.table = table
        self.register: Register = table.register
        effective = table.effective
        self.row = sorted(rows, key=effective.__getitem__)
        self.start = [effective[row] for row in self.row]
        self.event = [table.event[row] for row in self.row]
        columns = {name: [column[row] for row in self.row] for name, column in table.values.items()}
        if self.register.keys:
            self._fold(columns)
        else:
            self._stand_alone(columns)
        self._live: dict[int, list[int]] = {}
        self._of: dict[str, dict[Value | None, list[int]]] = {}

    def _fold(self, columns: dict[str, list[Value | None]]) -> None:
        keys = [columns[name] for name in self.register.keys]
        self.case: list[str] = (
            [str(one) for one in keys[0]]
            if len(keys) == 1
            else [SEPARATOR.join(map(str, parts)) for parts in zip(*keys, strict=True)]
        )
        last: dict[str, int] = {}
        self.before = []
        self.end = [NEVER] * len(self.row)
        for place, case in enumerate(self.case):
            earlier = last.get(case, NONE)
            self.before.append(earlier)
            last[case] = place
            if earlier != NONE:
                self.end[earlier] = self.start[place]
        self.last = last
        leads = {name: kind.to for name, kind in self.register.events.items()}
        self.state: list[str] = []
        for place, event in enumerate(self.event):
            earlier = self.before[place]
            self.state.append(leads.get(event, "") or (self.state[earlier] if earlier != NONE else ""))
        self.values: dict[str, list[Value | None]] = {
            name: self._carried(column) if None in column else column for name, column in columns.items()
        }

    def _carried(self, column: list[Value | None]) -> list[Value | None]:
        """A column in which a case keeps the value it had where an event gives none."""
        merged: list[Value | None] = []
        for value, earlier in zip(column, self.before, strict=True):
            merged.append(merged[earlier] if value is None and earlier != NONE else value)
        return merged

    def _stand_alone(self, columns: dict[str, list[Value | None]]) -> None:
        self.case = [self.table.number[row] for row in self.row]
        self.before = [NONE] * len(self.row)
        self.end = [NEVER] * len(self.row)
        self.last = dict(zip(self.case, range(len(self.row)), strict=True))
        leads = {name: kind.to for name, kind in self.register.events.items()}
        self.state = [leads.get(event, "") for event in self.event]
        self.values = columns

    def __len__(self) -> int:
        return len(self.row)

    def key(self, values: Mapping[str, Value], number: str) -> str:
        """The case that an event with these values belongs to."""
        if not self.register.keys:
            return number
        return SEPARATOR.join(str(values.get(name)) for name in self.register.keys)

    def between(self, first: int, last: int) -> range:
        """The versions begun by events from one day to another, both included."""
        return range(bisect_left(self.start, first), bisect_right(self.start, last))

    def alive(self, day: int) -> list[int]:
        """The versions that hold at the end of a day, whatever their state."""
        if day not in self._live:
            end = self.end
            self._live[day] = [place for place in range(bisect_right(self.start, day)) if end[place] > day]
        return self._live[day]

    def at(self, case: str, day: int) -> int | None:
        """The version of a case that holds at the end of a day; None before its first event."""
        place = self.last.get(case, NONE)
        while place != NONE and self.start[place] > day:
            place = self.before[place]
        return None if place == NONE else place

    def of(self, field: str, value: Value | None) -> Sequence[int]:
        """The versions in which a field has a value, in order of time."""
        if field not in self._of:
            found: dict[Value | None, list[int]] = {}
            for place, one in enumerate(self.values[field]):
                found.setdefault(one, []).append(place)
            self._of[field] = found
        return self._of[field].get(value, ())

    def value(self, place: int, field: str) -> Value | None:
        """A field of a version."""
        return self.values[field][place]
