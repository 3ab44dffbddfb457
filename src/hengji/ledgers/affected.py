"""Which events a new one bears upon: those of its case, and those whose rules look at what it changes.

A correction bears upon what the corrected event did as well. Only events of its day or later are asked: what was right
on a day stays right whatever happens after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hengji.ledgers.accounts import Key
from hengji.ledgers.history import NONE, History
from hengji.ledgers.ledger import Ledger
from hengji.ledgers.values import Value
from hengji.packs.ledger.book import LedgerBook
from hengji.packs.ledger.register import FieldKind, Register
from hengji.packs.ledger.rule import Rule

Place = tuple[str, int]
"""A register and a place in its history."""


class Reach:
    """What some events of one register touch from a day on: cases, the values these had and have, and accounts."""

    def __init__(self, ledger: Ledger, register: Register, cases: Iterable[str], day: int) -> None:
        self.ledger = ledger
        self.register = register
        self.cases = frozenset(cases)
        self.day = day
        self._values: dict[str, set[Value | None]] = {}
        self._keys: set[Key] = set()

    def look(self) -> None:
        """Note what the cases are like now: before the event, and again with it."""
        history = self.ledger.history(self.register.id)
        accounts = self.ledger.accounts(self.register.id) if self.register.account is not None else None
        for place in self._own(history):
            versions = [place] if history.before[place] == NONE else [place, history.before[place]]
            for name in history.values:
                self._values.setdefault(name, set()).update(history.values[name][one] for one in versions)
            if accounts is not None:
                self._keys.update(accounts.key[one] for one in accounts.of(place))

    def _own(self, history: History) -> Iterator[int]:
        for case in self.cases:
            yield from history.since(case, self.day)

    def places(self) -> set[Place]:
        """The events borne upon, as they stand now."""
        history = self.ledger.history(self.register.id)
        found = {(self.register.id, place) for place in self._own(history)}
        for register in self.ledger.book.registers.values():
            if self.ledger.tables[register.id]:
                for rule in register.rules.values():
                    found.update((register.id, place) for place in self._judged_by(register, rule))
        return found

    def _judged_by(self, register: Register, rule: Rule) -> Iterator[int]:
        """The events of a register whose judgement by a rule may change."""
        history = self.ledger.history(register.id)
        own = register.id == self.register.id
        if own and rule.kind == "balance":
            yield from self._moving(history)
        for field in rule.parameters.get("field", ()):
            if _target(self.ledger.book, register, rule, field) == self.register.id:
                for case in self.cases:
                    yield from history.of_since(field, case, self.day)
        fields = rule.parameters.get("fields", rule.parameters.get("field", ()))[:1] if own else ()
        if rule.kind in SHARED:
            for field in fields:
                yield from self._with(history, field, self._values.get(field, ()))
        through = rule.one("through")
        if through and _target(self.ledger.book, register, rule, through) == self.register.id:
            for case in self.cases:
                yield from history.of_since(through, case, self.day)
        if rule.kind == "capacity":
            by = rule.parameters["by"][0]
            yield from self._with(history, by, self._limited(rule, by))

    def _with(self, history: History, field: str, values: Iterable[Value | None]) -> Iterator[int]:
        for value in values:
            if value is not None:
                yield from history.of_since(field, value, self.day)

    def _moving(self, history: History) -> Iterator[int]:
        """The events that move what is on the same accounts."""
        accounts = self.ledger.accounts(history.register.id)
        for key in self._keys:
            yield from accounts.of_key(key, self.day)

    def _limited(self, rule: Rule, by: str) -> set[Value | None]:
        """The first value of the groups whose count, limit or exception may be another."""
        found: set[Value | None] = set()
        for name in ("limit", "against"):
            measure = self.ledger.book.measures[rule.one(name)]
            if measure.register != self.register.id:
                continue
            if measure.count == "balance" and self.register.account is not None:
                place = self.register.account.dimensions.index(by)
                found.update(key[place] for key in self._keys)
            else:
                found.update(self._values.get(by, ()))
        if rule.one("unless") == self.register.id:
            found.update(self._values.get(self.register.subject, ()))
        return found


SHARED = frozenset({"unique", "at_most", "usage"})
"""Kinds of rule that look at other cases of the same register with the same value in the (first) field."""


def _target(book: LedgerBook, register: Register, rule: Rule, field: str) -> str:
    """The register a field refers to: the one the rule says, its own declaration, or that of bodies."""
    declared = register.fields.get(field)
    if declared is None:
        return ""
    if rule.one("register") or declared.register:
        return rule.one("register") or declared.register
    bodies = book.organisations()
    return bodies.id if bodies is not None and declared.kind is FieldKind.ORGANISATION else ""
