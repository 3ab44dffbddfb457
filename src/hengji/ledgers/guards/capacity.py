"""A count that may not go beyond a limit: people on posts within the posts approved, group by group."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hengji.ledgers.guards.case import Case
from hengji.ledgers.values import Value, shown
from hengji.packs.ledger.register import FieldKind
from hengji.packs.ledger.rule import Rule


def capacity(case: Case, rule: Rule) -> Iterator[str]:
    """``limit`` (a measure of what may be) is not exceeded by ``against`` (a measure of what is) on the event's day.

    Judged for the group the event adds to; with ``unless`` a case of that register, of the same subject and open on
    the day, is the recorded exception. With ``room`` the event adds nothing yet, but as many as that field says must
    still fit in.
    """
    by = rule.parameters["by"]
    measures = case.ledger.book.measures
    if not len(case.ledger.tables[measures[rule.one("limit")].register]):
        return  # nobody keeps the register of what may be: nothing can be held against it
    group = tuple(case.after(name) for name in by)
    if case.new not in case.register.live():
        return
    room = case.after(rule.one("room")) if rule.one("room") else None
    same = tuple(case.before(name) for name in by) == group and case.old in case.register.live()
    if same and not isinstance(room, int):
        return
    limit = case.around.timeline(rule.one("limit"), by).at(group, case.day)
    held = case.around.timeline(rule.one("against"), by).at(group, case.day)
    count = held + room if isinstance(room, int) else held
    if count <= limit or _excepted(case, rule, group[0]):
        return
    top, own = measures[rule.one("limit")], measures[rule.one("against")]
    who = "、".join(_told(case, name, value) for name, value in zip(by, group, strict=True))
    day = date.fromordinal(case.day)
    allowed, filled = f"{top.label} {limit}{top.unit}", f"{own.label} {count}{own.unit}"
    yield f"{who}：到 {day} {allowed}，连这一笔{filled}，超出 {count - limit}。"


def _told(case: Case, field: str, value: Value | None) -> str:
    declared = case.register.fields.get(field)
    if declared is not None and declared.kind is FieldKind.ORGANISATION:
        return case.ledger.organisations.name(value, case.day)
    return shown(value) or "未填"


def _excepted(case: Case, rule: Rule, subject: Value | None) -> bool:
    register = rule.one("unless")
    if not register:
        return False
    history = case.ledger.history(register)
    live = history.register.live()
    for place in history.of(history.register.subject, subject):
        if history.start[place] <= case.day < history.end[place] and history.state[place] in live:
            return True
    return False
