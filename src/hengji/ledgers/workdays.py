"""Time limits: working days of China, and the last day of a limit by the rules of the Civil Code.

The day of the event is not counted (民法典 §201), a limit in months ends on the same day of the month or its last day
(§202), and a last day that is a day off gives way to the next working day (§203). Which days are off is announced a
year at a time; of years the library of holidays does not hold, Saturdays and Sundays are taken and the answer says so.
"""

from __future__ import annotations

import calendar as months
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache

from hengji.errors import HengjiError
from hengji.records import dataclass

ESTIMATED = "该年节假日安排尚未收录，按周末推算。"
FRIDAY = 4
DAY = timedelta(days=1)


class Counting(Enum):
    """What the number of a time limit counts."""

    WORKING = "working"
    CALENDAR = "calendar"
    MONTH = "month"


class TimeLimitError(HengjiError):
    """A time limit that cannot be counted."""

    code = "ledger.time-limit"


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a limit; not ``certain`` where holidays of a year that is not known yet decide."""

    date: date
    certain: bool

    @property
    def note(self) -> str:
        """What a person must know about the day; empty when it is certain."""
        return "" if self.certain else ESTIMATED


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """A number of working days; ``certain`` as for `Due`."""

    days: int
    certain: bool

    @property
    def note(self) -> str:
        """What a person must know about the number; empty when it is certain."""
        return "" if self.certain else ESTIMATED


@lru_cache(maxsize=1 << 14)
def working_day(day: date) -> tuple[bool, bool]:
    """Whether people work on a day, and whether that is certain."""
    import chinese_calendar  # noqa: PLC0415 - only who counts days pays for the list of holidays

    try:
        return bool(chinese_calendar.is_workday(day)), True
    except NotImplementedError:  # its way to say that it does not hold the year
        return day.weekday() <= FRIDAY, False


def add_working_days(start: date, number: int) -> Due:
    """The ``number``-th working day after ``start``, which is not counted; before it for a negative number.

    Nought is ``start`` itself, whatever day that is.
    """
    step = DAY if number >= 0 else -DAY
    day, left, certain = start, abs(number), True
    while left:
        day = _moved(day, step)
        works, known = working_day(day)
        left -= works
        certain = certain and known
    return Due(day, certain)


def working_days_between(start: date, end: date) -> WorkingDays:
    """The working days after ``start`` up to and with ``end``: what `add_working_days` counts, the other way round.

    Raises:
        TimeLimitError: ``end`` lies before ``start``.
    """
    if end < start:
        raise TimeLimitError(f"止日 {end} 早于起日 {start}，算不出工作日。", hint="请核对两个日期。")
    count, certain = 0, True
    for offset in range(1, (end - start).days + 1):
        works, known = working_day(start + offset * DAY)
        count += works
        certain = certain and known
    return WorkingDays(count, certain)


def due_date(start: date, number: int, calendar: Counting | str = Counting.WORKING) -> Due:
    """The last day of a limit of ``number`` working days, calendar days or months from an event on ``start``.

    Raises:
        TimeLimitError: the number is less than one, or ``calendar`` is none of `Counting`.
    """
    if number < 1:
        raise TimeLimitError(f"期限应至少为 1，现为 {number}。", hint="请核对登记册声明的期限。")
    counting = _counting(calendar)
    if counting is Counting.WORKING:
        return add_working_days(start, number)
    if counting is Counting.MONTH:
        return next_working_day(months_later(start, number))
    if number > (date.max - start).days:
        raise _beyond(start)
    return next_working_day(start + number * DAY)


def day_before(end: date, number: int, calendar: Counting | str = Counting.WORKING) -> Due:
    """The last day to act if it must be done ``number`` working days, calendar days or months before ``end``.

    It stays where it is if it is a day off: to act later would be too late.

    Raises:
        TimeLimitError: as `due_date`.
    """
    if number < 1:
        raise TimeLimitError(f"提前的天数应至少为 1，现为 {number}。", hint="请核对登记册声明的期限。")
    counting = _counting(calendar)
    if counting is Counting.WORKING:
        return add_working_days(end, -number)
    if counting is Counting.MONTH:
        return Due(months_later(end, -number), certain=True)
    return Due(_moved(end, -number * DAY), certain=True)


def next_working_day(day: date) -> Due:
    """The day itself if people work on it, else the first day after it on which they do."""
    certain = True
    while True:
        works, known = working_day(day)
        certain = certain and known
        if works:
            return Due(day, certain)
        day = _moved(day, DAY)


def _counting(calendar: Counting | str) -> Counting:
    try:
        return Counting(calendar)
    except ValueError:
        known = "、".join(one.value for one in Counting)
        raise TimeLimitError(f"不知道“{calendar}”是怎样计日。", hint=f"只能是：{known}。") from None


def _moved(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        raise _beyond(day) from None


def _beyond(start: date) -> TimeLimitError:
    return TimeLimitError(f"从 {start} 数起超出了日历的范围。", hint="请核对起日和期限。")


def months_later(start: date, number: int) -> date:
    """The same day ``number`` months later, or that month's last day where it has no such day.

    Raises:
        TimeLimitError: the day lies beyond the calendar.
    """
    year, month = divmod(start.year * 12 + start.month - 1 + number, 12)
    if year > date.max.year:
        raise _beyond(start)
    return date(year, month + 1, min(start.day, months.monthrange(year, month + 1)[1]))
