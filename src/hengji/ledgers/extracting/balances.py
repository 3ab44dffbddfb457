"""A list as what accounts hold on a day: more than the ledger has becomes one event, less another."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hengji.ledgers.accounts import Accounts, Key
from hengji.ledgers.extracting.admission import Admitted
from hengji.ledgers.extracting.numbering import numbered
from hengji.ledgers.extracting.outcome import DIFFERENCE, Change, Outcome
from hengji.ledgers.ledger import Ledger
from hengji.ledgers.table import Entry
from hengji.ledgers.values import Value
from hengji.packs.ledger.extract import Extract, Snapshot
from hengji.packs.ledger.register import Register

Amount = int | Decimal


class Balances:
    """What the accounts of a register hold on a day, held against a list."""

    def __init__(self, ledger: Ledger, register: Register, extract: Extract, day: date, outcome: Outcome) -> None:
        if extract.snapshot is None:
            raise ValueError(f"{extract.id} is no snapshot")
        self.ledger = ledger
        self.register = register
        self.extract = extract
        self.snapshot: Snapshot = extract.snapshot
        self.day = day
        self.outcome = outcome
        self.accounts: Accounts = ledger.accounts(register.id)

    def compare(self, rows: Admitted, *, whole: bool) -> None:
        """Puts the differences into the outcome, first what is less: what one gives up another may get.

        Without ``whole`` what the list does not have stays: rows were not read.
        """
        amount, dimensions = self.snapshot.amount, self.accounts.account.dimensions
        wanted: dict[Key, Amount] = {}
        first: dict[Key, Entry] = {}
        for _, entry in rows:
            key = tuple(entry.values.get(name) for name in dimensions)
            value = entry.values.get(amount)
            wanted[key] = wanted.get(key, 0) + (value if isinstance(value, int | Decimal) else 0)
            first.setdefault(key, entry)
        self.outcome.read += len({record.row for record, _ in rows})
        held = self.accounts.balances(self.day.toordinal())
        holders = {key[0] for key in wanted}
        kinds = {key[1:] for key in wanted}
        others = [
            key
            for key, value in held.items()
            if value and key not in wanted and key[1:] in kinds and self._spoken_of(key, holders)
        ]
        if others and not whole:
            self.outcome.tell("vanish", f"有的行没有读进来，表里没有的 {len(others)} 项先不减。", "改好后再导一次。")
            others = []
        changes = [
            self._change(key, value - held.get(key, 0), first[key])
            for key, value in wanted.items()
            if value != held.get(key, 0)
        ]
        self.outcome.unchanged += len(wanted) - len(changes)
        changes += [
            self._change(key, -held[key], Entry("", "", self.day, {}, spot=self.outcome.spot)) for key in others
        ]
        changes.sort(key=lambda one: one.entry.event != self.snapshot.less)
        self.outcome.changes += changes

    def _spoken_of(self, key: Key, holders: set[Value | None]) -> bool:
        """Whether the list is of who holds an account; pools and the world beyond are nobody's."""
        if self.accounts.outside(key) or key[0] is None:
            return False
        bodies = self.ledger.organisations
        pool = bodies.declared and not bodies.keys(str(key[0]))
        return key[0] in holders or (self.snapshot.whole and not pool)

    def _change(self, key: Key, more: Amount, like: Entry) -> Change:
        dimensions = self.accounts.account.dimensions
        event = self.snapshot.more if more > 0 else self.snapshot.less
        kind = self.register.events[event]
        keyed = {name: value for name, value in zip(dimensions, key, strict=True) if value is not None}
        amount = more if more > 0 else -more
        values: dict[str, Value] = {**like.values, **keyed, self.snapshot.amount: amount}
        values |= {name: text for name, text in self.snapshot.sets.items() if name in (*kind.needs, *kind.takes)}
        values = {name: value for name, value in values.items() if name in (*kind.needs, *kind.takes, *kind.sets)}
        words: tuple[str, ...] = (self.extract.id, self.day.isoformat(), event, *map(str, key))
        copy = 1
        while self.ledger.tables[self.register.id].position(numbered(self.register, words, copy)) is not None:
            copy += 1
        number = numbered(self.register, words, copy)
        note = f"{self.extract.label} {self.day.isoformat()}"
        entry = Entry(self.register.id, event, self.day, values, number, note=note, spot=like.spot)
        whose = self.ledger.organisations.name(key[0], self.day.toordinal())
        unit = self.accounts.account.unit
        says = f"{whose}（{'、'.join(str(one) for one in key[1:] if one)}）和表里差 {abs(more)}{unit}，补“{kind.label}”"
        return Change(DIFFERENCE, entry, says, words, copy)
