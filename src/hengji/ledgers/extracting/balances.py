"""A list as what accounts hold on a day: more than the ledger has becomes one event, less another."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from hengji.ledgers.accounts import Accounts, Key
from hengji.ledgers.extracting.admission import Admitted
from hengji.ledgers.extracting.numbering import numbered
from hengji.ledgers.extracting.outcome import DIFFERENCE, Change, Outcome
from hengji.ledgers.extracting.snapshot import HeldAgainst
from hengji.ledgers.ledger import Ledger
from hengji.ledgers.table import Entry
from hengji.ledgers.values import Value
from hengji.packs.ledger.extract import Extract
from hengji.packs.ledger.register import Register

Amount = int | Decimal


class Balances(HeldAgainst):
    """What the accounts of a register hold on a day, held against a list."""

    def __init__(self, ledger: Ledger, register: Register, extract: Extract, day: date, outcome: Outcome) -> None:
        super().__init__(ledger, register, extract, day, outcome)
        self.accounts: Accounts = ledger.accounts(register.id)

    def compare(self, rows: Admitted, *, whole: bool) -> None:
        """Puts the differences into the outcome, first what is less: what one gives up another may get.

        What the list does not tell apart (编制 without its funding) is compared in sum. Without ``whole`` what the list
        does not have stays: rows were not read.
        """
        wanted, first = self._wanted(rows)
        self.outcome.read += len({record.row for record, _ in rows})
        held: dict[Value | None, dict[Key, Amount]] = {}
        for key, value in self.accounts.balances(self.day.toordinal()).items():
            if value:
                held.setdefault(key[0], {})[key] = value
        changes = []
        for key, value in wanted.items():
            own = {one: amount for one, amount in held.get(key[0], {}).items() if _matches(key, one)}
            more = value - sum(own.values())
            changes += self._changed(key, more, own, first[key]) if more else []
            self.outcome.unchanged += not more
        changes += self._gone(wanted, held, whole=whole)
        self.outcome.changes += sorted(changes, key=lambda one: one.entry.event != self.snapshot.less)

    def _wanted(self, rows: Admitted) -> tuple[dict[Key, Amount], dict[Key, Entry]]:
        """What each account should hold, and the first event that says so."""
        wanted: dict[Key, Amount] = {}
        first: dict[Key, Entry] = {}
        for _, entry in rows:
            key = tuple(entry.values.get(name) for name in self.accounts.account.dimensions)
            value = entry.values.get(self.snapshot.amount)
            wanted[key] = wanted.get(key, 0) + (value if isinstance(value, int | Decimal) else 0)
            first.setdefault(key, entry)
        return wanted, first

    def _changed(self, key: Key, more: Amount, own: dict[Key, Amount], like: Entry) -> list[Change]:
        """The event of a difference, in the only account there is of what the list does not tell apart."""
        if len(own) == 1:
            return [self._change(next(iter(own)), more, like)]
        if more < 0 and key not in own:
            unit = self.accounts.account.unit
            says = f"少了 {-more}{unit}，台账里分成 {len(own)} 类，表里没有分，不知道减哪一类，没有收。"
            self.outcome.tell("unclear", says, "请在台账里办，或用分类的表再导。", like.spot)
            return []
        return [self._change(key, more, like)]

    def _gone(
        self, wanted: dict[Key, Amount], held: dict[Value | None, dict[Key, Amount]], *, whole: bool
    ) -> list[Change]:
        """What accounts hold of the kinds the list tells of, and the list does not have."""
        kinds = {key[1:] for key in wanted}
        named: dict[Value | None, list[Key]] = {}
        for key in wanted:
            named.setdefault(key[0], []).append(key)
        gone = [
            key
            for holder, accounts in held.items()
            for key in accounts
            if any(_matches(kind, key[1:]) for kind in kinds)
            and not any(_matches(one, key) for one in named.get(holder, ()))
            and self._spoken_of(key, named)
        ]
        if gone and not whole:
            self.outcome.tell("vanish", f"有的行没有读进来，表里没有的 {len(gone)} 项先不减。", "改好后再导一次。")
            return []
        return [
            self._change(key, -held[key[0]][key], Entry("", "", self.day, {}, spot=self.outcome.spot)) for key in gone
        ]

    def _spoken_of(self, key: Key, holders: Collection[Value | None]) -> bool:
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
        taken = (*kind.needs, *kind.takes, *kind.sets)
        values = {name: values[name] for name in self.register.fields if name in values and name in taken}
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


def _matches(asked: Key, key: Key) -> bool:
    """Whether an account is one of those asked for; what is not said may be anything."""
    return all(one is None or one == other for one, other in zip(asked, key, strict=True))
