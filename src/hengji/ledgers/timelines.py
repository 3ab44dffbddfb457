"""A figure of a group through all time: what it was at the end of any day, and the most it reached from a day on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from hengji.ledgers.conditions import test_of
from hengji.ledgers.errors import LedgerError
from hengji.ledgers.history import NEVER
from hengji.ledgers.ledger import Ledger
from hengji.ledgers.values import Value
from hengji.packs.ledger.measure import Measure

Amount = int
Group = tuple[Value | None, ...]


class Timeline:
    """Steps of a figure, group by group: the days it changed and what it was from then on."""

    def __init__(self, changes: Iterable[tuple[Group, int, Amount]]) -> None:
        steps: dict[Group, dict[int, Amount]] = {}
        for group, day, amount in changes:
            own = steps.setdefault(group, {})
            own[day] = own.get(day, 0) + amount
        self._days: dict[Group, list[int]] = {}
        self._values: dict[Group, list[Amount]] = {}
        for group, own in steps.items():
            days = sorted(own)
            total = 0
            values = []
            for day in days:
                total += own[day]
                values.append(total)
            self._days[group], self._values[group] = days, values

    def at(self, group: Group, day: int) -> Amount:
        """The figure at the end of a day; nought before its first change."""
        days = self._days.get(group)
        place = bisect_right(days, day) if days else 0
        return self._values[group][place - 1] if place else 0

    def groups(self) -> Iterable[Group]:
        """Every group that ever had a figure."""
        return self._days

    def days(self, group: Group) -> Sequence[int]:
        """The days a group's figure changed."""
        return self._days.get(group, ())


def timeline(ledger: Ledger, measure: Measure, by: Sequence[str]) -> Timeline:
    """The figure of a measure of cases or balances, by fields, through all time."""
    if measure.count == "balance" and not measure.events:
        return Timeline(_postings(ledger, measure, by))
    if measure.count == "cases":
        return Timeline(_presences(ledger, measure, by))
    raise LedgerError(
        f"“{measure.label}”不是时点数，不能作为随时不得超过的限额。",
        hint="请用 count: cases 或 count: balance 的指标。",
    )


def _postings(ledger: Ledger, measure: Measure, by: Sequence[str]) -> Iterable[tuple[Group, int, Amount]]:
    accounts = ledger.accounts(measure.register)
    dimensions = accounts.account.dimensions
    wanted = [dimensions.index(name) for name in by]
    tests = [(dimensions.index(one.field), set(one.values), set(one.refused)) for one in measure.where]
    for key, day, amount in zip(accounts.key, accounts.day, accounts.amount, strict=True):
        fits = all((not ok or str(key[at]) in ok) and str(key[at]) not in bad for at, ok, bad in tests)
        if fits and not accounts.outside(key):
            yield tuple(key[place] for place in wanted), day, int(amount)


def _presences(ledger: Ledger, measure: Measure, by: Sequence[str]) -> Iterable[tuple[Group, int, Amount]]:
    history = ledger.history(measure.register)
    states = frozenset(measure.states) or history.register.live()
    test = test_of(history, measure.where, 0, ledger.book.codes)
    columns = [history.values[name] for name in by]
    for place, state in enumerate(history.state):
        if state in states and (test is None or test(place)):
            group = tuple(column[place] for column in columns)
            yield group, history.start[place], 1
            if history.end[place] != NEVER:
                yield group, history.end[place], -1
