"""What a rule is judged on: one event, the case before and after it, and the ledger around it."""

from __future__ import annotations

from datetime import date

from hengji.ledgers.conditions import Test, test_of
from hengji.ledgers.history import NONE, History
from hengji.ledgers.ledger import Ledger
from hengji.ledgers.timelines import Timeline
from hengji.ledgers.values import Value, shown
from hengji.packs.ledger.register import EventKind, FieldKind, Register
from hengji.packs.ledger.rule import Rule
from hengji.records import dataclass


class Surroundings:
    """A ledger with what judging many events works out once."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._timelines: dict[tuple[str, tuple[str, ...]], Timeline] = {}
        self._tests: dict[str, Test | None] = {}

    def timeline(self, measure: str, by: tuple[str, ...]) -> Timeline:
        """A measure through time, by fields."""
        key = (measure, by)
        if key not in self._timelines:
            self._timelines[key] = Timeline(self.ledger, self.ledger.book.measures[measure], by)
        return self._timelines[key]

    def holds_for(self, history: History, rule: Rule, place: int) -> bool:
        """Whether a rule is about a version at all."""
        if not rule.where:
            return True
        key = f"{history.register.id}:{rule.id}"
        if key not in self._tests:
            self._tests[key] = test_of(history, rule.where, 0, self.ledger.book.codes)
        test = self._tests[key]
        return test is None or test(place)


@dataclass(frozen=True, slots=True)
class Case:
    """One event as a rule sees it.

    ``place`` is its version in the history, already there with its effects, ``earlier`` the version before it (-1 for
    none); ``old`` and ``new`` are the states of the case ("" for none).
    """

    around: Surroundings
    register: Register
    kind: EventKind
    history: History
    place: int
    earlier: int
    day: int
    old: str
    new: str

    @property
    def ledger(self) -> Ledger:
        """The ledger the event is in."""
        return self.around.ledger

    def after(self, field: str) -> Value | None:
        """A field as the event left it."""
        return self.history.values[field][self.place]

    def before(self, field: str) -> Value | None:
        """A field before the event; None where there was no case."""
        return None if self.earlier == NONE else self.history.values[field][self.earlier]

    def value(self, field: str) -> Value | None:
        """A field after the event; `effective` is its day."""
        return date.fromordinal(self.day) if field == "effective" else self.after(field)

    def note(self, name: str) -> str:
        """A column of every register: role, actor, document."""
        table = self.ledger.tables[self.register.id]
        return table.notes[name][self.history.row[self.place]]

    def told(self, field: str) -> str:
        """A field's value in words: bodies by their name of the day."""
        value = self.value(field)
        declared = self.register.fields.get(field)
        if declared is not None and declared.kind is FieldKind.ORGANISATION:
            return self.ledger.organisations.name(value, self.day)
        return shown(value)

    def target(self, rule: Rule, field: str) -> History | None:
        """The register whose cases a field names: the one the rule says, the one it refers to, or that of bodies."""
        declared = self.register.fields[field]
        name = rule.one("register") or declared.register
        if not name and declared.kind is FieldKind.ORGANISATION:
            organisations = self.ledger.book.organisations()
            name = organisations.id if organisations is not None else ""
        return self.ledger.history(name) if name else None

    def named(self, field: str) -> str:
        """A field with its value, as sentences speak of it."""
        return f"{self.label(field)} {self.told(field)}"

    def label(self, field: str) -> str:
        """What a field is called."""
        declared = self.register.fields.get(field)
        common = self.ledger.book.common
        if declared is None and common is not None:
            declared = common.fields.get(field)
        return declared.label if declared is not None else field
