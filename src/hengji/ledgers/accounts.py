"""Accounts: what moves from one holder to another, in double entry, and what each holds on any day.

Every move takes from one account what it gives to another; the sum of all accounts is nothing at any time.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
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
        self._held: dict[Key, tuple[list[int], list[Amount], list[int]]] = {}
        self.carry_on(0)

    def carry_on(self, first: int) -> None:
        """Post the versions from one on anew."""
        while self.place and self.place[-1] >= first:
            self.place.pop()
            self.day.pop()
            self.amount.pop()
            for steps in self._held[self.key.pop()]:
                steps.pop()
        history = self.history
        moves = {
            name: [compiled(self.account, move, history.values) for move in kind.moves]
            for name, kind in history.register.events.items()
        }
        for place in range(first, len(history)):
            for made in moves.get(history.event[place], ()):
                giver, taker, amount = made(place)
                self._post(history.start[place], place, giver, -amount)
                self._post(history.start[place], place, taker, amount)

    def _post(self, day: int, place: int, key: Key, amount: Amount) -> None:
        self.day.append(day)
        self.key.append(key)
        self.amount.append(amount)
        self.place.append(place)
        days, totals, places = self._held.setdefault(key, ([], [], []))
        totals.append(totals[-1] + amount if totals else amount)
        days.append(day)
        places.append(place)

    def held(self, key: Key, day: int) -> Amount:
        """What an account holds at the end of a day."""
        days, totals, _ = self._held.get(key, ((), (), ()))
        last = bisect_right(days, day)
        return totals[last - 1] if last else 0

    def balances(self, day: int) -> Mapping[Key, Amount]:
        """What every account holds at the end of a day that was moved by then."""
        found = {}
        for key, (days, totals, _) in self._held.items():
            last = bisect_right(days, day)
            if last:
                found[key] = totals[last - 1]
        return found

    def held_by(self) -> Iterable[Key]:
        """Every account that was ever moved."""
        return self._held

    def steps(self, key: Key) -> Iterator[tuple[int, Amount]]:
        """What an account held after each of its postings, with the day."""
        days, totals, _ = self._held[key]
        return zip(days, totals, strict=True)

    def of_key(self, key: Key, day: int) -> list[int]:
        """The versions that moved what an account holds on a day or later."""
        days, _, places = self._held.get(key, ([], [], []))
        return places[bisect_left(days, day) :]

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

    def of(self, place: int) -> range:
        """The postings of one version."""
        return range(bisect_left(self.place, place), bisect_right(self.place, place))

    def outside(self, key: Key) -> bool:
        """Whether an account stands for the world beyond the ledger."""
        return key[0] in self.account.outside


def compiled(
    account: Account, move: Move, columns: Mapping[str, list[Value | None]]
) -> Callable[[int], tuple[Key, Key, Amount]]:
    """A function from a version to (giver, taker, amount): dimensions not named are fields of the same name.

    An event must give its amount or follow on one that gave it; a row that does neither breaks the order of states, is
    told of for that, and moves nothing.
    """
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
