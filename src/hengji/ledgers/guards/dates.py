"""Days: within a season, in order, before a permission runs out, soon enough after another day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hengji.ledgers.guards.case import Case
from hengji.ledgers.workdays import Counting, due_date
from hengji.packs.ledger.rule import Rule


def season(case: Case, rule: Rule) -> Iterator[str]:
    """The day of the event lies between two days of the year (month-day, both included)."""
    first, last = rule.one("first"), rule.one("last")
    day = date.fromordinal(case.day)
    if not first <= f"{day:%m-%d}" <= last:
        yield f"{day} 不在办理期内（每年 {_told(first)}至{_told(last)}）。"


def _told(month_day: str) -> str:
    month, day = month_day.split("-")
    return f"{int(month)}月{int(day)}日"


def order(case: Case, rule: Rule) -> Iterator[str]:
    """One day does not come after another."""
    earlier, later = case.value(rule.one("earlier")), case.value(rule.one("later"))
    if isinstance(earlier, date) and isinstance(later, date) and earlier > later:
        names = case.label(rule.one("earlier")), case.label(rule.one("later"))
        yield f"{names[0]} {earlier} 晚于{names[1]} {later}。"


def valid(case: Case, rule: Rule) -> Iterator[str]:
    """The permission a field refers to has not run out on the day of the event (``until``: its field of the day)."""
    field = rule.one("field")
    value = case.value(field)
    if value is None:
        return
    history = case.ledger.history(case.register.fields[field].register)
    place = history.at(str(value), case.day)
    until = history.values[rule.one("until")][place] if place is not None else None
    if isinstance(until, date) and case.day > until.toordinal():
        yield f"{case.label(field)} {value} 有效期至 {until}，{date.fromordinal(case.day)} 已经过期。"


def within(case: Case, rule: Rule) -> Iterator[str]:
    """The event comes within a number of days after the day written in a field."""
    since = case.value(rule.one("field"))
    if not isinstance(since, date):
        return
    number, counting = int(rule.one("days")), Counting(rule.one("calendar", "working"))
    due = due_date(since, number, counting)
    if case.day > due.date.toordinal():
        yield f"{case.label(rule.one('field'))} {since}，最迟 {due.date}，实际 {date.fromordinal(case.day)}。{due.note}"
