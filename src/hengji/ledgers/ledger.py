"""A ledger: the tables of all registers of a book, what follows from them, and what was known of them on a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hengji.ledgers.accounts import Accounts
from hengji.ledgers.errors import Trouble
from hengji.ledgers.history import History
from hengji.ledgers.index import Index
from hengji.ledgers.organisations import Organisations
from hengji.ledgers.table import Entry, EventTable
from hengji.packs.ledger.book import LedgerBook

FEW = 8
"""Up to so many bodies only their own cases are worked out, where the whole register has not been yet."""
DAYS_KEPT = 8
"""Of so many days what was known is kept."""
LONG = 8
"""An event so far back that more than a part in this many must be put on again is worked out from the beginning."""


class Ledger:
    """All events of a set of registers.

    ``known`` restricts it to what had been recorded by a day: corrections made later are not yet seen. What follows
    from the events (histories, accounts) is worked out when first asked for, and carried on with each event appended.
    """

    def __init__(self, book: LedgerBook, known: date | None = None) -> None:
        self.book = book
        self.known = known
        self.tables: dict[str, EventTable] = {name: EventTable(one) for name, one in book.registers.items()}
        self.troubles: list[Trouble] = []
        self._indexes: dict[str, Index] = {}
        self._earlier: dict[date, Ledger] = {}
        self._histories: dict[str, History] = {}
        self._accounts: dict[str, Accounts] = {}
        self._parts: dict[str, tuple[frozenset[str], History]] = {}
        self._organisations: Organisations | None = None

    def as_known(self, day: date) -> Ledger:
        """The same ledger as it was known at the end of a day; what is recorded later does not change it."""
        if day not in self._earlier:
            while len(self._earlier) >= DAYS_KEPT:
                del self._earlier[next(iter(self._earlier))]
            other = Ledger(self.book, day)
            other.tables = self.tables
            other.troubles = self.troubles
            other._indexes = self._indexes
            self._earlier[day] = other
        return self._earlier[day]

    def append(self, entry: Entry) -> int:
        """Put an event at the end of its register, unjudged (see `hengji.ledgers.judging.enter`); its position."""
        table = self.tables[entry.register]
        row = table.append(entry)
        self._forget_known(table.recorded[row])
        self._carry_on(entry.register, [row] if table.stands(row) else [], table.undone(row))
        return row

    def withdraw_last(self, register: str) -> None:
        """Take the last event of a register out again: it was tried, and refused."""
        table = self.tables[register]
        row = len(table) - 1
        self._forget_known(table.recorded[row])
        if register in self._indexes:
            self._indexes[register].drop_last()
        self._carry_on(register, table.undone(row), [row] if table.stands(row) else [])
        table.withdraw_last()

    def changed(self, register: str) -> None:
        """Forget what was worked out from a register: many rows were added, of any day."""
        self._histories.pop(register, None)
        self._accounts.pop(register, None)
        self._parts.clear()
        self._earlier.clear()
        if self.book.registers[register].name:
            self._organisations = None

    def _forget_known(self, recorded: int) -> None:
        """What was known before an event was recorded stays as it was."""
        self._earlier = {day: one for day, one in self._earlier.items() if day.toordinal() < recorded}
        self._parts.clear()

    def _carry_on(self, register: str, taken: list[int], gone: list[int]) -> None:
        """Work some rows into what follows from a register."""
        history = self._histories.get(register)
        if history is not None and (taken or gone):
            first = min(self.tables[register].effective[row] for row in (*taken, *gone))
            if len(history.between(first, history.start[-1] if history.start else 0)) * LONG > len(history) + LONG:
                self._histories.pop(register)
                self._accounts.pop(register, None)
            else:
                place = history.change(taken, gone)
                if register in self._accounts:
                    self._accounts[register].carry_on(place)
        if self.book.registers[register].name:
            self._organisations = None

    def prepare(self) -> None:
        """Work out everything that follows, so that the first question is answered as fast as the next."""
        for name, table in self.tables.items():
            if table:
                self.index(name)
                self.history(name).prepare()
                if table.register.account is not None:
                    self.accounts(name)

    def index(self, register: str) -> Index:
        """The rows of a register by whom they are about."""
        if register not in self._indexes:
            self._indexes[register] = Index(self.tables[register])
        index = self._indexes[register]
        index.catch_up()
        return index

    def history(self, register: str, whose: frozenset[str] | None = None) -> History:
        """The versions of a register's cases; with ``whose`` at least those that ever were one of these bodies'."""
        if register not in self._histories:
            if whose is not None and len(whose) <= FEW and self.tables[register].register.subject:
                return self._part(register, whose)
            table = self.tables[register]
            self._histories[register] = History(table, table.in_force(self._known()))
        return self._histories[register]

    def _part(self, register: str, whose: frozenset[str]) -> History:
        """The versions of the cases of a few bodies, worked out by themselves."""
        held = self._parts.get(register)
        if held is None or held[0] != whose:
            cases = self.index(register).cases(whose)
            held = whose, self._versions(register, cases)
            self._parts[register] = held
        return held[1]

    def case(self, register: str, case: str) -> History:
        """The versions of one case, perhaps among those of others."""
        if register in self._histories:
            return self._histories[register]
        return self._versions(register, frozenset({case}))

    def _versions(self, register: str, cases: frozenset[str]) -> History:
        table = self.tables[register]
        rows = table.in_force(self._known(), self.index(register).rows(cases))
        return History(table, (row for row in rows if table.case[row] in cases))

    def _known(self) -> int | None:
        return self.known.toordinal() if self.known else None

    def accounts(self, register: str, whose: frozenset[str] | None = None) -> Accounts:
        """The postings of a register that moves amounts; with ``whose`` at least those of these bodies."""
        history = self.history(register, whose)
        if history is not self._histories.get(register):
            return Accounts(history)
        if register not in self._accounts:
            self._accounts[register] = Accounts(history)
        return self._accounts[register]

    @property
    def organisations(self) -> Organisations:
        """The bodies of the ledger by their names on any day, and which stands under which."""
        if self._organisations is None:
            register = self.book.organisations()
            self._organisations = Organisations(self.history(register.id) if register else None)
        return self._organisations

    def __len__(self) -> int:
        return sum(map(len, self.tables.values()))

    def entries(self) -> Iterator[Entry]:
        """Every event of every register."""
        for table in self.tables.values():
            yield from table.entries()
