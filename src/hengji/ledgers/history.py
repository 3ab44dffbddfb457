"""What became of each case: every event that stands, in order of the day it takes effect, with the case as it left it.

A *version* is a case from one event to the next. Versions are kept by column and sorted by the day they begin, so that
the events of a year are a slice and the cases of a day those that began by then and have not ended. A history grows at
its end (`History.take`); what comes earlier takes back the versions after it, and puts them on again
(`History.change`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from hengji.ledgers.table import EventTable
from hengji.ledgers.values import Value
from hengji.packs.ledger.register import Register

NEVER = 10**9
"""The end of a version that has none."""
NONE = -1
DAYS_KEPT = 24
"""Of so many days the versions that hold are remembered."""

Column = list[Value | None]


class History:
    """The versions of one register's cases; lists of the same length, one place per version.

    ``row`` is the row of the event, ``before`` the version it followed (-1: none), ``state`` the state it led to,
    ``values`` the fields as they are from then on.
    """

    def __init__(self, table: EventTable, rows: Iterable[int]) -> None:
        self.table = table
        self.register: Register = table.register
        self.row = table.in_order(rows)
        self.start = list(map(table.effective.__getitem__, self.row))
        self.event = list(map(table.event.__getitem__, self.row))
        self.case = list(map(table.case.__getitem__, self.row))
        self._leads = {name: kind.to for name, kind in self.register.events.items()}
        self.last: dict[str, int] = {}
        self.before: list[int] = []
        self.end = [NEVER] * len(self.row)
        self.state: list[str] = []
        if self.register.keys:
            self._fold()
        else:
            self._stand_alone()
        self.values = Columns(self)
        self._live: dict[int, list[int]] = {}
        self._of: dict[str, dict[Value | None, list[int]]] = {}
        self._kinds: dict[str, list[int]] | None = None

    def _fold(self) -> None:
        last, end, start, state, leads = self.last, self.end, self.start, self.state, self._leads
        for place, (case, event) in enumerate(zip(self.case, self.event, strict=True)):
            earlier = last.get(case, NONE)
            self.before.append(earlier)
            last[case] = place
            to = leads.get(event, "")
            if earlier == NONE:
                state.append(to)
            else:
                end[earlier] = start[place]
                state.append(to or state[earlier])

    def _stand_alone(self) -> None:
        self.before = [NONE] * len(self.row)
        self.last = dict(zip(self.case, range(len(self.row)), strict=True))
        self.state = [self._leads.get(event, "") for event in self.event]

    def __len__(self) -> int:
        return len(self.row)

    def prepare(self) -> None:
        """Work out beforehand what most questions ask for: the versions by whom they are about, and by event."""
        if self.register.subject:
            self.of(self.register.subject, None)
        self.kinds((), 0, 0)

    def take(self, row: int) -> None:
        """Put a row at the end; it takes effect no earlier than what is there."""
        table, place = self.table, len(self.row)
        case, event, day = table.case[row], table.event[row], table.effective[row]
        earlier = self.last.get(case, NONE)
        self.row.append(row)
        self.start.append(day)
        self.event.append(event)
        self.case.append(case)
        self.before.append(earlier)
        self.end.append(NEVER)
        self.state.append(self._leads.get(event, "") or (self.state[earlier] if earlier != NONE else ""))
        self.last[case] = place
        if earlier != NONE:
            self.end[earlier] = day
        self.values.take(row)
        for field, found in self._of.items():
            found.setdefault(self.values[field][place], []).append(place)
        if self._kinds is not None:
            self._kinds.setdefault(event, []).append(place)

    def drop(self) -> None:
        """Take the last version back."""
        place = len(self.row) - 1
        for field, found in self._of.items():
            found[self.values[field][place]].pop()
        self.values.drop()
        self.row.pop()
        self.start.pop()
        self.end.pop()
        self.state.pop()
        case, event, earlier = self.case.pop(), self.event.pop(), self.before.pop()
        if self._kinds is not None:
            self._kinds[event].pop()
        if earlier == NONE:
            del self.last[case]
        else:
            self.last[case] = earlier
            self.end[earlier] = NEVER

    def change(self, taken: Iterable[int], gone: Iterable[int]) -> int:
        """Put rows in their places and take others out; the place from which on versions are new."""
        taken, gone = list(taken), set(gone)
        first = min(self.table.effective[row] for row in (*taken, *gone))
        place = bisect_left(self.start, first)
        rows = [row for row in self.row[place:] if row not in gone]
        for _ in range(len(self.row) - place):
            self.drop()
        for row in self.table.in_order([*rows, *taken]):
            self.take(row)
        self._live = {day: found for day, found in self._live.items() if day < first}
        return place

    def between(self, first: int, last: int) -> range:
        """The versions begun by events from one day to another, both included."""
        return range(bisect_left(self.start, first), bisect_right(self.start, last))

    def kinds(self, events: Iterable[str], first: int, last: int) -> list[int]:
        """The versions begun by events of some kinds from one day to another, both included, in order of time."""
        if self._kinds is None:
            self._kinds = {}
            for place, event in enumerate(self.event):
                self._kinds.setdefault(event, []).append(place)
        start = self.start.__getitem__
        found = []
        for event in events:
            own = self._kinds.get(event, [])
            found.append(own[bisect_left(own, first, key=start) : bisect_right(own, last, key=start)])
        return found[0] if len(found) == 1 else sorted(place for own in found for place in own)

    def alive(self, day: int) -> list[int]:
        """The versions that hold at the end of a day, whatever their state."""
        if day not in self._live:
            known = max((one for one in self._live if one < day), default=None)
            held = [] if known is None else self._live[known]
            begun = 0 if known is None else bisect_right(self.start, known)
            end, last = self.end, bisect_right(self.start, day)
            found = [place for place in held if end[place] > day]
            found += [place for place, over in enumerate(islice(end, begun, last), begun) if over > day]
            while len(self._live) >= DAYS_KEPT:
                del self._live[next(iter(self._live))]
            self._live[day] = found
        return self._live[day]

    def at(self, case: str, day: int) -> int | None:
        """The version of a case that holds at the end of a day; None before its first event."""
        place = self.last.get(case, NONE)
        while place != NONE and self.start[place] > day:
            place = self.before[place]
        return None if place == NONE else place

    def since(self, case: str, day: int) -> Iterator[int]:
        """The versions of a case that began on a day or later, the latest first."""
        place = self.last.get(case, NONE)
        while place != NONE and self.start[place] >= day:
            yield place
            place = self.before[place]

    def of(self, field: str, value: Value | None) -> Sequence[int]:
        """The versions in which a field has a value, in order of time."""
        if field not in self._of:
            found: dict[Value | None, list[int]] = {}
            for place, one in enumerate(self.values[field]):
                found.setdefault(one, []).append(place)
            self._of[field] = found
        return self._of[field].get(value, ())

    def of_since(self, field: str, value: Value | None, day: int) -> Sequence[int]:
        """Those versions in which a field has a value that began on a day or later."""
        own = self.of(field, value)
        return own[bisect_left(own, day, key=self.start.__getitem__) :]

    def value(self, place: int, field: str) -> Value | None:
        """A field of a version."""
        return self.values[field][place]


class Columns(Mapping[str, Column]):
    """The fields of a history's versions, each worked out when first asked for: what an event does not give is kept."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._table = history.table
        self._made: dict[str, Column] = {}

    def __getitem__(self, field: str) -> Column:
        column = self._made.get(field)
        if column is None:
            given = self._table.values[field]
            column = list(map(given.__getitem__, self._history.row))
            if self._history.register.keys and None in column:
                for place, earlier in enumerate(self._history.before):
                    if earlier != NONE and column[place] is None:
                        column[place] = column[earlier]
            self._made[field] = column
        return column

    def __contains__(self, field: object) -> bool:
        return field in self._table.values

    def __iter__(self) -> Iterator[str]:
        return iter(self._table.values)

    def __len__(self) -> int:
        return len(self._table.values)

    def take(self, row: int) -> None:
        """Put the values of a row at the end."""
        earlier = self._history.before[-1]
        for field, column in self._made.items():
            value = self._table.values[field][row]
            column.append(column[earlier] if value is None and earlier != NONE else value)

    def drop(self) -> None:
        """Take the last version's values back."""
        for column in self._made.values():
            column.pop()
