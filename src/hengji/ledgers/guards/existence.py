"""What an event refers to must be there on its day: a body founded and not abolished, a case in a fitting state."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hengji.ledgers.guards.case import Case
from hengji.ledgers.values import shown
from hengji.packs.ledger.register import FieldKind
from hengji.packs.ledger.rule import Rule


def alive(case: Case, rule: Rule) -> Iterator[str]:
    """The body (or the case of another register) named in a field is there on the day of the event."""
    field = rule.one("field")
    value = case.value(field)
    if value is None:
        return
    declared = case.register.fields[field]
    if declared.kind is FieldKind.ORGANISATION and not rule.one("register"):
        yield from _body(case, field, str(value))
        return
    history = case.target(rule, field)
    if history is None:
        return
    place = history.at(str(value), case.day)
    if place is None:
        yield f"{case.named(field)} 在{history.register.label}里没有登记，或当时还没有。"
    elif history.state[place] not in history.register.live():
        state = history.register.states[history.state[place]].label
        since = date.fromordinal(history.start[place])
        yield f"{case.named(field)} 自 {since} 起{state}。"


def _body(case: Case, field: str, key: str) -> Iterator[str]:
    bodies = case.ledger.organisations
    if not bodies.declared:
        return
    founded = bodies.founded(key)
    day = date.fromordinal(case.day)
    if founded is None:
        yield f"机构登记里没有{case.label(field)}“{key}”。"
    elif case.day < founded:
        yield f"{bodies.name(key)} {date.fromordinal(founded)} 才设立，{day} 还没有这个机构。"
    elif (ended := bodies.ended(key, case.day)) is not None and ended <= case.day:
        yield f"{bodies.name(key)}已于 {date.fromordinal(ended)} 撤销，{day} 不能再办。"


def states(case: Case, rule: Rule) -> Iterator[str]:
    """The case a field refers to is in one of the states named, on the day of the event.

    With ``register`` a body stands for its case of that register.
    """
    field = rule.one("field")
    value = case.value(field)
    history = case.target(rule, field)
    if value is None or history is None:
        return
    place = history.at(str(value), case.day)
    allowed = rule.parameters["in"]
    if place is None:
        yield f"{case.named(field)} 在{history.register.label}里没有登记，或当时还没有。"
    elif history.state[place] not in allowed:
        now = history.register.states[history.state[place]].label if history.state[place] else "没有状态"
        wanted = "、".join(history.register.states[one].label for one in allowed if one in history.register.states)
        yield f"{case.named(field)} 当时是“{now}”，要是“{wanted}”才行。"


def among(case: Case, rule: Rule) -> Iterator[str]:
    """A field (``other``) of the case that a field refers to has one of the values named; unknown cases say nothing."""
    field = rule.one("field")
    value = case.value(field)
    history = case.target(rule, field)
    place = history.at(str(value), case.day) if history is not None and value is not None else None
    if history is None or place is None:
        return
    other = history.values[rule.one("other")][place]
    if other is not None and other not in rule.parameters["in"]:
        label = history.register.fields[rule.one("other")].label
        wanted = "、".join(rule.parameters["in"])
        yield f"{case.named(field)} 的{label}是“{shown(other)}”，要是“{wanted}”才行。"
