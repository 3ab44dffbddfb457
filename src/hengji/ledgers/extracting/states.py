"""A list as the state of cases on a day: what differs from the ledger on that day becomes events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from hengji.ledgers.errors import Trouble
from hengji.ledgers.extracting.admission import Admitted
from hengji.ledgers.extracting.numbering import numbered
from hengji.ledgers.extracting.outcome import DIFFERENCE, Change, Outcome
from hengji.ledgers.extracting.snapshot import HeldAgainst
from hengji.ledgers.history import History
from hengji.ledgers.ledger import Ledger
from hengji.ledgers.table import Entry
from hengji.ledgers.values import Value, shown
from hengji.packs.ledger.extract import Extract
from hengji.packs.ledger.register import EventKind, Register

MOST = 10
"""How many are named of those a list does not have."""


class States(HeldAgainst):
    """The cases of a register on a day, held against a list of them."""

    def __init__(self, ledger: Ledger, register: Register, extract: Extract, day: date, outcome: Outcome) -> None:
        super().__init__(ledger, register, extract, day, outcome)
        self.history: History = ledger.history(register.id)
        live = register.live()
        self.there = {
            self.history.case[place]: place
            for place in self.history.alive(day.toordinal())
            if self.history.state[place] in live
        }

    def compare(self, rows: Admitted, mapped: Iterable[str], *, whole: bool) -> None:
        """Puts the differences into the outcome; without ``whole`` nobody vanishes: rows were not read."""
        names = set(mapped)
        seen: dict[str, int] = {}
        bodies: set[Value | None] = set()
        for _, entry in rows:
            case = self.history.table.key(entry.values, entry.number)
            bodies.add(entry.values.get(self.register.subject))
            if case in seen:
                says = f"和第{seen[case]}行说的是同一个，写了两次，这一行没有收。"
                self.outcome.troubles.append(
                    Trouble(entry.spot, "extract.twice", says, "请核对后留下对的一行再导。", unread=True)
                )
                self.outcome.refused += 1
                whole = False
                continue
            seen[case] = entry.spot.line
            self.outcome.read += 1
            self._held(case, entry, names)
        gone = [case for case in self.there if case not in seen and self._spoken_of(case, bodies)]
        if gone and not whole and self.snapshot.vanishes:
            says = f"有的行没有读进来，名册里没有的 {len(gone)} 个先不办“{self._label(self.snapshot.vanishes)}”。"
            self.outcome.tell("vanish", says, "改好后再导一次。")
        elif self.snapshot.vanishes:
            for case in gone:
                self._vanished(case)
        elif gone:
            some = "、".join(self.ledger.organisations.name(case) for case in gone[:MOST])
            says = f"台账里有、名册里没有的 {len(gone)} 个（{some}{'等' if len(gone) > MOST else ''}），没有动。"
            self.outcome.tell("vanish", says, "请核对后在台账里办。")

    def _held(self, case: str, entry: Entry, names: set[str]) -> None:
        place = self.there.get(case)
        if place is None:
            self._add(entry, entry.values, f"台账里没有，补“{self._label(entry.event)}”", case)
            return
        changed = {
            name: entry.values[name]
            for name in self.register.fields
            if name in names and name in entry.values and entry.values[name] != self.history.values[name][place]
        }
        made = False
        for one in self.snapshot.differs:
            if not changed.keys() & set(one.fields):
                continue
            kind = self.register.events[one.event]
            taken = {name: value for name, value in changed.items() if name in (*kind.needs, *kind.takes)}
            says = "；".join(self._difference(name, place, value) for name, value in taken.items())
            changed = {name: value for name, value in changed.items() if name not in taken}
            self._add(replace(entry, event=one.event), {**self._keys(entry), **taken, **self._sets(kind)}, says, case)
            made = True
        told = {name for one in self.snapshot.differs for name in one.fields}
        for name in changed.keys() & told:
            says = f"{self._difference(name, place, changed[name])}，但没有能登记它的业务，没有收。"
            self.outcome.tell("difference", says, "请在台账里核对。", entry.spot)
        self.outcome.unchanged += not made

    def _vanished(self, case: str) -> None:
        place = self.there[case]
        kind = self.register.events[self.snapshot.vanishes]
        values = {name: value for name in self.register.keys if (value := self.history.values[name][place]) is not None}
        whose = self.ledger.organisations.name(self.history.values[self.register.subject][place], self.day.toordinal())
        entry = Entry(self.register.id, kind.id, self.day, {}, spot=self.outcome.spot)
        says = f"名册里没有（台账在{whose}），补“{kind.label}”"
        self._add(entry, {**values, **self._sets(kind)}, says, case)

    def _add(self, entry: Entry, values: Mapping[str, Value], says: str, case: str) -> None:
        note = f"{self.extract.label} {self.day.isoformat()}"
        made = replace(entry, values=dict(values), effective=self.day, note=note)
        words: tuple[str, ...] = (self.extract.id, self.day.isoformat(), made.event, case)
        copy = 1
        while self.ledger.tables[self.register.id].position(numbered(self.register, words, copy)) is not None:
            copy += 1
        number = numbered(self.register, words, copy)
        self.outcome.changes.append(Change(DIFFERENCE, replace(made, number=number), says, words, copy))

    def _keys(self, entry: Entry) -> dict[str, Value]:
        return {name: entry.values[name] for name in self.register.keys}

    def _sets(self, kind: EventKind) -> dict[str, Value]:
        known = (*kind.needs, *kind.takes)
        return {**kind.sets, **{name: text for name, text in self.snapshot.sets.items() if name in known}}

    def _spoken_of(self, case: str, bodies: set[Value | None]) -> bool:
        """Whether the list is of the body a case belongs to."""
        place = self.there[case]
        return self.snapshot.whole or self.history.values[self.register.subject][place] in bodies

    def _difference(self, name: str, place: int, value: Value) -> str:
        known = self.register.fields[name]
        before = self.history.values[name][place]
        bodies = self.ledger.organisations
        old, new = (
            (bodies.name(before), bodies.name(value))
            if name == self.register.subject
            else (shown(before), shown(value))
        )
        return f"{known.label}由“{old}”改为“{new}”"

    def _label(self, event: str) -> str:
        kind = self.register.events.get(event)
        return kind.label if kind else event
