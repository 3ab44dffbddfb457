"""Time limits: when a case had to be done, whether it was, and which are about to run out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from hengji.ledgers.history import NONE, History
from hengji.ledgers.moment import Span
from hengji.ledgers.workdays import Counting, Due, add_working_days, due_date, months_later
from hengji.packs.ledger.register import TimeLimit
from hengji.records import dataclass


@dataclass(frozen=True, slots=True)
class Running:
    """A limit of one case: the version that started it, the last day, and the version that ended it (-1: none yet).

    ``certain`` is False where the holidays of a year were not known and only weekends were left out.
    """

    limit: TimeLimit
    case: str
    started: int
    due: int
    certain: bool
    done: int

    def outcome(self, history: History, day: int) -> str:
        """How it stands on a day: in_time, late, overdue (past and not done), running."""
        if self.done != NONE and history.start[self.done] <= day:
            return "in_time" if history.start[self.done] <= self.due else "late"
        return "overdue" if day > self.due else "running"


def running(history: History, limit: TimeLimit) -> Iterator[Running]:
    """Every time a limit was set off: each start with the first end of the same case after it."""
    ends = frozenset(limit.ends)
    starts = frozenset(limit.starts)
    waiting: dict[str, int] = {}
    known: dict[tuple[int, int], tuple[int, bool]] = {}

    def made(place: int, done: int) -> Running:
        first = _first(history, limit, place)
        key = (first, limit.number)
        if key not in known:
            due = _due(date.fromordinal(first), limit)
            known[key] = (due.date.toordinal(), due.certain)
        return Running(limit, history.case[place], place, *known[key], done)

    for place, event in enumerate(history.event):
        case = history.case[place]
        if event in ends and case in waiting:
            yield made(waiting.pop(case), place)
        if event in starts or (limit.field and case not in waiting and _set_off(history, limit, place)):
            waiting[case] = place
    for place in waiting.values():
        yield made(place, NONE)


def _due(first: date, limit: TimeLimit) -> Due:
    """The last day of a limit; of a negative number of days, so long before the day it is counted from."""
    if limit.number >= 0:
        return due_date(first, limit.number, Counting(limit.calendar))
    if Counting(limit.calendar) is Counting.WORKING:
        return add_working_days(first, limit.number)
    if Counting(limit.calendar) is Counting.MONTH:
        return Due(months_later(first, limit.number), certain=True)
    return Due(first + timedelta(days=limit.number), certain=True)


def _set_off(history: History, limit: TimeLimit, place: int) -> bool:
    """Whether the day a limit is counted from was first written, or changed, by this event."""
    value = history.values[limit.field][place]
    earlier = history.before[place]
    return value is not None and (earlier == NONE or history.values[limit.field][earlier] != value)


def _first(history: History, limit: TimeLimit, place: int) -> int:
    if not limit.field:
        return history.start[place]
    value = history.values[limit.field][place]
    return value.toordinal() if isinstance(value, date) else history.start[place]


def outcomes(history: History, limit: str, span: Span, wanted: frozenset[str]) -> Iterable[int]:
    """The versions by which limits came out as wanted within some days.

    What is done is counted when it was done, what is overdue or running as it stands on the last day.
    """
    declared = history.register.limits[limit]
    found = []
    for one in running(history, declared):
        outcome = one.outcome(history, span.last)
        if wanted and outcome not in wanted:
            continue
        if outcome in ("in_time", "late"):
            if span.first <= history.start[one.done] <= span.last:
                found.append(one.done)
        elif history.start[one.started] <= span.last:
            found.append(one.started)
    return sorted(found)
