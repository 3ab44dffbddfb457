"""Time limits: when a case had to be done, whether it was, and which are about to run out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hengji.ledgers.history import NEVER, NONE, History
from hengji.ledgers.moment import Span
from hengji.ledgers.values import Value
from hengji.ledgers.workdays import Counting, Due, day_before, due_date
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


def running(history: History, limit: TimeLimit, day: int = NEVER) -> Iterator[Running]:
    """Every time a limit was set off: each start with the first end of the same case after it.

    What is known at the end of ``day`` counts: a limit extended later still has its earlier last day.
    """
    ends = frozenset(limit.ends)
    starts = frozenset(limit.starts)
    waiting: dict[str, Running] = {}
    last_day = _last_days(history, limit)
    for place in range(bisect_right(history.start, day)):
        event, case = history.event[place], history.case[place]
        known = waiting.get(case)
        if known is not None and event in ends:
            del waiting[case]
            if known.due != NEVER:
                yield replace(known, done=place)
            known = None
        if event in starts or (limit.field and case not in waiting and _written(history, limit.field, place)):
            known = Running(limit, case, place, NEVER, certain=True, done=NONE)
        elif known is None or not _moved(history, limit, place):
            continue
        due, certain = last_day(known.started, place)
        waiting[case] = replace(known, due=due, certain=certain)
    yield from (one for one in waiting.values() if one.due != NEVER)


def _written(history: History, field: str, place: int) -> bool:
    """Whether a field was first written, or changed, by an event."""
    value = history.values[field][place]
    earlier = history.before[place]
    return value is not None and (earlier == NONE or history.values[field][earlier] != value)


def _moved(history: History, limit: TimeLimit, place: int) -> bool:
    """Whether an event gave a running limit another last day."""
    return any(name and _written(history, name, place) for name in (limit.due, limit.allowed, limit.field))


def _last_days(history: History, limit: TimeLimit) -> Callable[[int, int], tuple[int, bool]]:
    """The last day of a limit, and whether it is certain: by what set it off and by what spoke of it last."""
    counting = Counting(limit.calendar)
    known: dict[tuple[int, int], tuple[int, bool]] = {}

    def told(field: str, place: int) -> Value | None:
        return history.values[field][place] if field else None

    def last_day(started: int, place: int) -> tuple[int, bool]:
        fixed = told(limit.due, place)
        if isinstance(fixed, date):
            return fixed.toordinal(), True
        since = told(limit.field, place)
        first = since.toordinal() if isinstance(since, date) else history.start[started]
        own = told(limit.allowed, place)
        number = int(own) if isinstance(own, int | Decimal) else limit.number
        if not number:
            return NEVER, True
        if (first, number) not in known:
            due = _due(date.fromordinal(first), number, counting)
            known[first, number] = (due.date.toordinal(), due.certain)
        return known[first, number]

    return last_day


def _due(first: date, number: int, counting: Counting) -> Due:
    """The last day of a limit; of a negative number of days, so long before the day it is counted from."""
    return due_date(first, number, counting) if number > 0 else day_before(first, -number, counting)


def outcomes(history: History, limit: str, span: Span, wanted: frozenset[str]) -> Iterable[int]:
    """The versions by which limits came out as wanted within some days.

    What is done is counted when it was done, what is overdue or running as it stands on the last day.
    """
    declared = history.register.limits[limit]
    found = []
    for one in running(history, declared, span.last):
        outcome = one.outcome(history, span.last)
        if wanted and outcome not in wanted:
            continue
        if outcome in ("in_time", "late"):
            if span.first <= history.start[one.done] <= span.last:
                found.append(one.done)
        elif history.start[one.started] <= span.last:
            found.append(one.started)
    return sorted(found)
