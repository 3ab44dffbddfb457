"""Time limits in working days, calendar days and months; years whose holidays are not known yet."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengji.ledgers.workdays import (
    ESTIMATED,
    Counting,
    TimeLimitError,
    add_working_days,
    day_before,
    due_date,
    months_later,
    next_working_day,
    working_day,
    working_days_between,
)

FAR = 2090  # holidays are announced a year at a time
days = st.dates(date(2005, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2024, 2, 9), True),  # 除夕 was no holiday that year
        (date(2024, 2, 12), False),
        (date(2024, 2, 4), True),  # a Sunday people work on
        (date(2024, 2, 18), True),
        (date(2024, 5, 1), False),
        (date(2024, 4, 28), True),
        (date(2024, 6, 15), False),
        (date(2024, 6, 17), True),
    ],
)
def test_holidays_and_days_worked_instead(day: date, works: bool) -> None:
    assert working_day(day) == (works, True)


@pytest.mark.parametrize(
    ("start", "number", "calendar", "last"),
    [
        # the day of the event is not counted
        (date(2024, 6, 3), 1, "working", date(2024, 6, 4)),
        (date(2024, 6, 7), 1, "working", date(2024, 6, 11)),  # over 端午 (8-10 June)
        (date(2024, 2, 8), 3, "working", date(2024, 2, 19)),  # over 春节; the 18th, a Sunday, is worked
        (date(2024, 9, 27), 30, "working", date(2024, 11, 13)),
        (date(2024, 6, 3), 10, "calendar", date(2024, 6, 13)),
        # a last day off gives way to the next working day
        (date(2024, 4, 21), 10, "calendar", date(2024, 5, 6)),
        (date(2024, 1, 26), 15, "calendar", date(2024, 2, 18)),
        # the last day is a Sunday people work on: it stands
        (date(2024, 4, 18), 10, "calendar", date(2024, 4, 28)),
        (date(2024, 1, 15), 3, "month", date(2024, 4, 15)),
        (date(2024, 1, 31), 1, "month", date(2024, 2, 29)),
        (date(2024, 3, 31), 3, "month", date(2024, 7, 1)),  # 30 June is a Sunday
        (date(2023, 12, 29), 2, "month", date(2024, 2, 29)),
    ],
)
def test_the_last_day_of_a_limit(start: date, number: int, calendar: str, last: date) -> None:
    due = due_date(start, number, calendar)
    assert (due.date, due.certain, due.note) == (last, True, "")


@pytest.mark.parametrize(
    ("end", "number", "calendar", "last"),
    [
        (date(2024, 1, 31), 30, "calendar", date(2024, 1, 1)),  # a day off stays: later would be too late
        (date(2024, 3, 31), 1, "month", date(2024, 2, 29)),
        (date(2024, 2, 19), 2, "working", date(2024, 2, 9)),  # back over 春节; the 18th, a Sunday, is worked
    ],
)
def test_the_last_day_to_act_before_a_day(end: date, number: int, calendar: str, last: date) -> None:
    assert day_before(end, number, calendar).date == last


@given(days, st.integers(1, 400), st.sampled_from(list(Counting)))
def test_the_last_day_before_comes_earlier_the_longer_before(end: date, number: int, kind: Counting) -> None:
    assert day_before(end, number + 1, kind).date <= day_before(end, number, kind).date < end


def test_a_year_that_is_not_known_is_reckoned_by_week_ends_and_says_so() -> None:
    monday = next(date(FAR, 3, day) for day in range(1, 8) if date(FAR, 3, day).weekday() == 0)
    due = add_working_days(monday, 5)
    assert (due.date, due.certain, due.note) == (monday + timedelta(7), False, ESTIMATED)
    count = working_days_between(monday, monday + timedelta(7))
    assert (count.days, count.note) == (5, ESTIMATED)
    assert not due_date(monday, 3, Counting.CALENDAR).certain


def test_one_day_that_is_not_known_makes_the_whole_answer_uncertain() -> None:
    start = date(2003, 12, 29)  # the list begins with 2004
    assert not add_working_days(start, 10).certain
    assert not add_working_days(date(2004, 1, 9), -10).certain
    assert not working_days_between(start, date(2004, 1, 9)).certain
    assert add_working_days(date(2003, 12, 31), 5).certain


@given(days, st.integers(1, 120))
def test_adding_and_counting_are_each_other_the_other_way_round(start: date, number: int) -> None:
    due = add_working_days(start, number)
    assert working_day(due.date)[0]
    assert working_days_between(start, due.date).days == number
    assert working_days_between(start, due.date).certain == due.certain


@given(days, st.integers(1, 60))
def test_going_back_returns_to_where_it_began(start: date, number: int) -> None:
    first = next_working_day(start).date
    assert add_working_days(add_working_days(first, number).date, -number).date == first


@given(days, st.integers(0, 200), st.integers(0, 200))
def test_spans_add_up(start: date, one: int, two: int) -> None:
    middle, end = start + timedelta(one), start + timedelta(one + two)
    parts = working_days_between(start, middle).days + working_days_between(middle, end).days
    assert working_days_between(start, end).days == parts


@given(days, st.integers(1, 400), st.sampled_from(list(Counting)))
def test_a_limit_ends_on_a_working_day_and_later_for_a_later_event(start: date, number: int, kind: Counting) -> None:
    due = due_date(start, number, kind)
    assert working_day(due.date)[0]
    assert due.date > start
    assert due_date(start + timedelta(1), number, kind).date >= due.date


@pytest.mark.parametrize(("number", "calendar", "says"), [(0, "working", "至少为 1"), (3, "weeks", "weeks")])
def test_what_is_no_limit_is_refused(number: int, calendar: str, says: str) -> None:
    with pytest.raises(TimeLimitError, match=says):
        due_date(date(2024, 1, 2), number, calendar)
    with pytest.raises(TimeLimitError, match=says):
        day_before(date(2024, 1, 2), number, calendar)


def test_spans_that_run_backwards_and_limits_beyond_the_calendar_are_refused() -> None:
    with pytest.raises(TimeLimitError, match="早于起日"):
        working_days_between(date(2024, 1, 2), date(2024, 1, 1))
    with pytest.raises(TimeLimitError, match="超出了日历"):
        months_later(date(9999, 12, 1), 1)
    with pytest.raises(TimeLimitError, match="超出了日历"):
        add_working_days(date(9999, 12, 30), 9)
    with pytest.raises(TimeLimitError, match="超出了日历"):
        due_date(date(2024, 1, 2), 10**12, "calendar")


def test_the_list_of_holidays_is_loaded_only_when_days_are_counted() -> None:
    code = "import sys, hengji.ledgers.workdays as w; print('chinese_calendar' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"]
