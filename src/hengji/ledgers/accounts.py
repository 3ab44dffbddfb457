"""Accounts: what moves from one holder to another, in double entry, and what each holds on any day.

Every move takes from one account what it gives to another; the sum of all accounts is nothing at any time.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping
from decimal import Decimal

from hengji.ledgers.history import History
from hengji.ledgers.values import Value
from hengji.packs.ledger.book import FIXED
from hengji.packs.ledger.register import Account, Move

Amount = int | Decimal
Key = tuple[Value | None, ...]


class Accounts:
    """The postings of one register: day, account, amount, and the version whose event made them, in order of time."""

    def __init__(self, history: History) -> None:
        account = history.register.account
        if account is None:
            raise ValueError(f"{history.register.id} has no account")
        self.account: Account = account
        self.history = history
        self.day: list[int] = []
        self.key: list[Key] = []
        self.amount: list[Amount] = []
        self.place: list[int] = []
        moves = {
            name: [compiled(account, move, history.values) for move in kind.moves]
            for name, kind in history.register.events.items()
        }
        for place, event in enumerate(history.event):
            for made in moves.get(event, ()):
                self._post(history.start[place], place, made(place))
        self._balances: dict[int, dict[Key, Amount]] = {}

    def _post(self, day: int, place: int, made: tuple[Key, Key, Amount]) -> None:
        giver, taker, amount = made
        self.day += (day, day)
        self.key += (giver, taker)
        self.amount += (-amount, amount)
        self.place += (place, place)

    def balances(self, day: int) -> Mapping[Key, Amount]:
        """What every account holds at the end of a day."""
        if day not in self._balances:
            found: dict[Key, Amount] = {}
            for place in range(bisect_right(self.day, day)):
                key = self.key[place]
                found[key] = found.get(key, 0) + self.amount[place]
            self._balances[day] = found
        return self._balances[day]

    def flows(self, events: Collection[str], first: int, last: int) -> Mapping[Key, Amount]:
        """What some events brought every account, less what they took from it, from one day to another."""
        found: dict[Key, Amount] = {}
        for place in self.postings(first, last):
            if self.history.event[self.place[place]] in events:
                key = self.key[place]
                found[key] = found.get(key, 0) + self.amount[place]
        return found

    def postings(self, first: int, last: int) -> Iterator[int]:
        """The postings from one day to another, both included."""
        return iter(range(bisect_right(self.day, first - 1), bisect_right(self.day, last)))

    def outside(self, key: Key) -> bool:
        """Whether an account stands for the world beyond the ledger."""
        return key[0] in self.account.outside


def compiled(
    account: Account, move: Move, columns: Mapping[str, list[Value | None]]
) -> Callable[[int], tuple[Key, Key, Amount]]:
    """A function from a version to (giver, taker, amount): dimensions not named are fields of the same name."""
    giver = [_side(one, move.giver, columns) for one in account.dimensions]
    taker = [_side(one, move.taker, columns) for one in account.dimensions]
    fixed = int(move.amount) if move.amount.isdigit() else None
    amounts = columns.get(move.amount, [])

    def made(place: int) -> tuple[Key, Key, Amount]:
        amount = fixed if fixed is not None else amounts[place]
        moved: Amount = amount if isinstance(amount, int | Decimal) else 0
        return tuple(side(place) for side in giver), tuple(side(place) for side in taker), moved

    return made


def _side(
    dimension: str, named: Mapping[str, str], columns: Mapping[str, list[Value | None]]
) -> Callable[[int], Value | None]:
    source = named.get(dimension, dimension)
    if source.startswith(FIXED):
        word = source[len(FIXED) :] or None
        return lambda _place: word
    return columns[source].__getitem__
