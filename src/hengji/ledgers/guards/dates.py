"""Days: within a season, in order, before a permission runs out, soon enough after another day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hengji.ledgers.guards.case import Case
from hengji.ledgers.workdays import Counting, Due, due_date
from hengji.packs.ledger.rule import Rule


def season(case: Case, rule: Rule) -> Iterator[str]:
    """The day of the event lies between two days of the year (month-day, both included).

    With ``year``, a field, it is that year's season, or the one ``later`` years after it.
    """
    first, last = rule.one("first"), rule.one("last")
    day = date.fromordinal(case.day)
    fixed = case.value(rule.one("year")) if rule.one("year") else None
    year = fixed + int(rule.one("later", "0")) if isinstance(fixed, int) else day.year
    if day.year != year or not first <= f"{day:%m-%d}" <= last:
        which = "每年 " if fixed is None else f"{year}年"
        yield f"{day} 不在办理期内（{which}{_told(first)}至{_told(last)}）。"


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
    history = case.target(rule, field)
    if value is None or history is None:
        return
    place = history.at(str(value), case.day)
    until = history.values[rule.one("until")][place] if place is not None else None
    if isinstance(until, date) and case.day > until.toordinal():
        yield f"{case.named(field)} 有效期至 {until}，{date.fromordinal(case.day)} 已经过期。"


def within(case: Case, rule: Rule) -> Iterator[str]:
    """The event (or the day written in ``day``) comes within a number of days after the day written in a field."""
    since, due = _term(case, rule)
    day = case.value(rule.one("day", "effective"))
    if since is not None and due is not None and isinstance(day, date) and day > due.date:
        named = f"{case.label(rule.one('day'))} {day}" if rule.one("day") else f"实际 {day}"
        yield f"{case.label(rule.one('field'))} {since}，最迟 {due.date}，{named}。{due.note}"


def wait(case: Case, rule: Rule) -> Iterator[str]:
    """The event does not come before a number of days after the day written in a field have passed."""
    since, due = _term(case, rule)
    if since is not None and due is not None and case.day <= due.date.toordinal():
        day = date.fromordinal(case.day)
        yield f"{case.label(rule.one('field'))} {since}，期限到 {due.date} 才满，{day} 还没有满。{due.note}"


def _term(case: Case, rule: Rule) -> tuple[date | None, Due | None]:
    """The day a rule counts from and the last day of its term; None where the day is not filled."""
    since = case.value(rule.one("field"))
    if not isinstance(since, date):
        return None, None
    return since, due_date(since, int(rule.one("days")), Counting(rule.one("calendar", "working")))
