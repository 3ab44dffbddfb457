"""A figure of a group through all time: what it was at the end of any day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from hengji.ledgers.accounts import Amount
from hengji.ledgers.conditions import test_of
from hengji.ledgers.errors import LedgerError
from hengji.ledgers.history import NEVER
from hengji.ledgers.ledger import Ledger
from hengji.ledgers.values import Value
from hengji.packs.ledger.measure import Measure

Group = tuple[Value | None, ...]
Changes = Iterable[tuple[Group, int, Amount]]


class Timeline:
    """The figure of a measure of cases or balances by fields: the days it changed and what it was from then on.

    It is worked out for all groups that have the first field in common when one of them is first asked for.
    """

    def __init__(self, ledger: Ledger, measure: Measure, by: Sequence[str]) -> None:
        if measure.count not in ("cases", "balance") or (measure.count == "balance" and measure.events):
            raise LedgerError(
                f"“{measure.label}”不是时点数，不能作为随时不得超过的限额。",
                hint="请用 count: cases 或 count: balance 的指标。",
            )
        self._ledger = ledger
        self._measure = measure
        self._by = tuple(by)
        self._known: dict[Value | None, dict[Group, tuple[list[int], list[Amount]]]] = {}

    def at(self, group: Group, day: int) -> Amount:
        """The figure at the end of a day; nought before its first change."""
        first = group[0]
        if first not in self._known:
            changes = self._postings(first) if self._measure.count == "balance" else self._presences(first)
            self._known[first] = _summed(changes)
        days, values = self._known[first].get(group, ((), ()))
        place = bisect_right(days, day)
        return values[place - 1] if place else 0

    def _postings(self, first: Value | None) -> Changes:
        accounts = self._ledger.accounts(self._measure.register)
        dimensions = accounts.account.dimensions
        wanted = [dimensions.index(name) for name in self._by]
        tests = [(dimensions.index(one.field), set(one.values), set(one.refused)) for one in self._measure.where]
        for key in accounts.held_by():
            if key[wanted[0]] != first or accounts.outside(key):
                continue
            if all((not ok or str(key[at]) in ok) and str(key[at]) not in bad for at, ok, bad in tests):
                group = tuple(key[place] for place in wanted)
                before: Amount = 0
                for day, held in accounts.steps(key):
                    yield group, day, held - before
                    before = held

    def _presences(self, first: Value | None) -> Changes:
        history = self._ledger.history(self._measure.register)
        states = frozenset(self._measure.states) or history.register.live()
        test = test_of(history, self._measure.where, 0, self._ledger.book.codes)
        columns = [history.values[name] for name in self._by]
        for place in history.of(self._by[0], first):
            if history.state[place] in states and (test is None or test(place)):
                group = tuple(column[place] for column in columns)
                yield group, history.start[place], 1
                if history.end[place] != NEVER:
                    yield group, history.end[place], -1


def _summed(changes: Changes) -> dict[Group, tuple[list[int], list[Amount]]]:
    """The changes of each group as days and what the figure was from each on."""
    steps: dict[Group, dict[int, Amount]] = {}
    for group, day, amount in changes:
        own = steps.setdefault(group, {})
        own[day] = own.get(day, 0) + amount
    found = {}
    for group, own in steps.items():
        total: Amount = 0
        values = []
        days = sorted(own)
        for day in days:
            total += own[day]
            values.append(total)
        found[group] = days, values
    return found
