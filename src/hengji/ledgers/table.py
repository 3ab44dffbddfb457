"""The rows of one register, kept by column: what was entered, in the order it was entered, never changed.

A million rows are a dozen long lists, not a million objects; `Entry` is the view of a single row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from hengji.ledgers.errors import Spot
from hengji.ledgers.values import Value
from hengji.packs.ledger.register import NOTES, EventKind, Register
from hengji.records import dataclass

VOID = "void"
"""The event that withdraws another and puts nothing in its place."""
SEPARATOR = "\x1f"
"""Stands between the parts of a case's key."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One event: its kind, the day it takes effect, the day it was recorded, its values, and who entered it.

    ``corrects`` is the number of the event it stands for instead; ``number`` is unique in its register.
    """

    register: str
    event: str
    effective: date
    values: Mapping[str, Value]
    number: str = ""
    recorded: date | None = None
    role: str = ""
    actor: str = ""
    document: str = ""
    corrects: str = ""
    note: str = ""
    spot: Spot = Spot("", 0)


class EventTable:
    """The rows of a register by column; days are ordinals (`date.toordinal`)."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.number: list[str] = []
        self.event: list[str] = []
        self.effective: list[int] = []
        self.recorded: list[int] = []
        self.notes: dict[str, list[str]] = {name: [] for name in NOTES}
        self.file: list[tuple[str, str]] = []
        self.line: list[int] = []
        self.values: dict[str, list[Value | None]] = {name: [] for name in register.fields}
        self.case: list[str] = []
        self._known: dict[str, int] = {}
        self._corrections: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self.number)

    def append(self, entry: Entry) -> int:
        """Put a row at the end; its position."""
        self._known[entry.number] = len(self.number)
        self._correct(entry.corrects, 1)
        self.number.append(entry.number)
        self.event.append(entry.event)
        self.effective.append(entry.effective.toordinal())
        self.recorded.append((entry.recorded or entry.effective).toordinal())
        for name, column in self.notes.items():
            column.append(getattr(entry, name))
        self.file.append((entry.spot.file, entry.spot.sheet))
        self.line.append(entry.spot.line)
        for name, values in self.values.items():
            values.append(entry.values.get(name))
        self.case.append(self.key(entry.values, entry.number))
        return len(self.number) - 1

    def key(self, values: Mapping[str, Value], number: str) -> str:
        """The case that an event with these values belongs to."""
        if not self.register.keys:
            return number
        return SEPARATOR.join(str(values.get(name)) for name in self.register.keys)

    def extend(
        self,
        numbers: list[str],
        events: list[str],
        effective: list[int],
        recorded: list[int],
        notes: Mapping[str, list[str]],
        values: Mapping[str, list[Value | None]],
        places: Iterable[tuple[tuple[str, str], int]],
    ) -> None:
        """Put many rows at the end, each column a list of the same length; columns not given stay empty."""
        self._known.update(zip(numbers, range(len(self.number), len(self.number) + len(numbers)), strict=True))
        self.number.extend(numbers)
        self.event.extend(events)
        self.effective.extend(effective)
        self.recorded.extend(recorded)
        for name, column in self.notes.items():
            column.extend(notes.get(name) or [""] * len(numbers))
        for name, kept in self.values.items():
            kept.extend(values.get(name) or [None] * len(numbers))
        for place, line in places:
            self.file.append(place)
            self.line.append(line)
        self.case.extend(self._cases(numbers, values))
        for corrected in filter(None, notes.get("corrects") or ()):
            self._correct(corrected, 1)

    def _correct(self, number: str, count: int) -> None:
        if number:
            self._corrections[number] = self._corrections.get(number, 0) + count

    def _cases(self, numbers: list[str], values: Mapping[str, list[Value | None]]) -> Iterable[str]:
        """The cases of rows by column."""
        keys = [values.get(name) or [None] * len(numbers) for name in self.register.keys]
        if not keys:
            return numbers
        if len(keys) == 1:
            return map(str, keys[0])
        return (SEPARATOR.join(map(str, parts)) for parts in zip(*keys, strict=True))

    def withdraw_last(self) -> None:
        """Take the last row out again: it was only tried."""
        self._correct(self.notes["corrects"][-1], -1)
        self._known.pop(self.number.pop(), None)
        self.event.pop()
        self.effective.pop()
        self.recorded.pop()
        self.file.pop()
        self.line.pop()
        self.case.pop()
        for note in self.notes.values():
            note.pop()
        for values in self.values.values():
            values.pop()

    def position(self, number: str) -> int | None:
        """Where the row of a number stands."""
        return self._known.get(number)

    def kind(self, row: int) -> EventKind | None:
        """The declared event of a row; None for a withdrawal."""
        return self.register.events.get(self.event[row])

    def spot(self, row: int) -> Spot:
        """Where a row was read from."""
        file, sheet = self.file[row]
        return Spot(file, self.line[row], sheet)

    def entry(self, row: int) -> Entry:
        """A row as an event."""
        given = {name: value for name, column in self.values.items() if (value := column[row]) is not None}
        return Entry(
            self.register.id,
            self.event[row],
            date.fromordinal(self.effective[row]),
            given,
            self.number[row],
            date.fromordinal(self.recorded[row]),
            self.notes["role"][row],
            self.notes["actor"][row],
            self.notes["document"][row],
            self.notes["corrects"][row],
            self.notes["note"][row],
            self.spot(row),
        )

    def entries(self) -> Iterator[Entry]:
        """All rows, in the order they were entered."""
        return map(self.entry, range(len(self)))

    def in_force(self, known: int | None = None, among: Iterable[int] | None = None) -> list[int]:
        """The rows that stand: recorded by the day ``known`` (all, if None), not corrected or withdrawn by then.

        ``among`` (all, if None) are the rows asked about, in the order they were entered, with those that correct them.
        """
        corrects = self.notes["corrects"]
        rows = list(range(len(self)) if among is None else among)
        if known is not None:
            recorded = self.recorded
            rows = [row for row in rows if recorded[row] <= known]
        gone = {corrects[row] for row in rows if corrects[row]}
        if not gone:
            return rows
        number, event = self.number, self.event
        return [row for row in rows if number[row] not in gone and event[row] != VOID]

    def in_order(self, rows: Iterable[int]) -> list[int]:
        """Rows in order of the day they take effect; within a day as entered.

        A correction has the place of what it corrects, if that was of the same day.
        """
        found = sorted(rows)
        corrects = self.notes["corrects"]
        origins = {row: self.origin(row) for row in found if corrects[row]}
        if origins:
            found.sort(key=lambda row: origins.get(row, row))
        found.sort(key=self.effective.__getitem__)
        return found

    def stands(self, row: int) -> bool:
        """Whether a row puts anything into its register: it withdraws nothing, and is not corrected itself."""
        return self.event[row] != VOID and not self._corrections.get(self.number[row])

    def undone(self, row: int) -> list[int]:
        """The row that stood until this one took its place, or withdrew it."""
        number = self.notes["corrects"][row]
        earlier = self._known.get(number)
        if earlier is None or self.event[earlier] == VOID or self._corrections[number] > 1:
            return []
        return [earlier]

    def origin(self, row: int) -> int:
        """The row that was first entered for what a row corrects on its day; the row itself, if it corrects none."""
        corrects = self.notes["corrects"]
        first, seen = row, {row}
        while number := corrects[first]:
            earlier = self._known.get(number)
            if earlier is None or earlier in seen or self.effective[earlier] != self.effective[row]:
                break
            first = earlier
            seen.add(first)
        return first
