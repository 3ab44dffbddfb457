"""A ledger: the tables of all registers of a book, what follows from them, and what was known of them on a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hengji.ledgers.accounts import Accounts
from hengji.ledgers.errors import Trouble
from hengji.ledgers.history import History
from hengji.ledgers.organisations import Organisations
from hengji.ledgers.table import Entry, EventTable
from hengji.packs.ledger.book import LedgerBook


class Ledger:
    """All events of a set of registers.

    ``known`` restricts it to what had been recorded by a day: corrections made later are not yet seen. What follows
    from the events (histories, accounts) is worked out when first asked for, and anew after something was added.
    """

    def __init__(self, book: LedgerBook, known: date | None = None) -> None:
        self.book = book
        self.known = known
        self.tables: dict[str, EventTable] = {name: EventTable(one) for name, one in book.registers.items()}
        self.troubles: list[Trouble] = []
        self._histories: dict[str, History] = {}
        self._accounts: dict[str, Accounts] = {}
        self._organisations: Organisations | None = None

    def as_known(self, day: date) -> Ledger:
        """The same ledger as it was known at the end of a day."""
        other = Ledger(self.book, day)
        other.tables = self.tables
        other.troubles = self.troubles
        return other

    def append(self, entry: Entry) -> int:
        """Put an event at the end of its register, unjudged (see `hengji.ledgers.judging.enter`); its position."""
        row = self.tables[entry.register].append(entry)
        self.changed(entry.register)
        return row

    def withdraw_last(self, register: str) -> None:
        """Take the last event of a register out again: it was tried, and refused."""
        self.tables[register].withdraw_last()
        self.changed(register)

    def changed(self, register: str) -> None:
        """Forget what was worked out from a register."""
        self._histories.pop(register, None)
        self._accounts.pop(register, None)
        if self.book.registers[register].name:
            self._organisations = None

    def history(self, register: str) -> History:
        """The versions of a register's cases."""
        if register not in self._histories:
            table = self.tables[register]
            known = self.known.toordinal() if self.known else None
            self._histories[register] = History(table, table.in_force(known))
        return self._histories[register]

    def accounts(self, register: str) -> Accounts:
        """The postings of a register that moves amounts."""
        if register not in self._accounts:
            self._accounts[register] = Accounts(self.history(register))
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
