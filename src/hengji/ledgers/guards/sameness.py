"""What may be there only once, or only so many times, at the same time."""

from __future__ import annotations

from collections.abc import Iterator

from hengji.ledgers.guards.case import Case
from hengji.ledgers.table import SEPARATOR
from hengji.packs.ledger.register import FieldKind
from hengji.packs.ledger.rule import Rule


def unique(case: Case, rule: Rule) -> Iterator[str]:
    """No other live case has the same values in the fields named; with ``ever``, none had them before either."""
    others = _others(case, rule, ever=bool(rule.one("ever")))
    if others:
        named = "、".join(map(case.named, rule.parameters["fields"]))
        yield f"{named} 已经用在 {others[0]} 上。"


def at_most(case: Case, rule: Rule) -> Iterator[str]:
    """No more than ``most`` live cases have the same values in the fields named."""
    most = int(rule.one("most"))
    count = len(_others(case, rule)) + 1
    if count > most:
        named = "、".join(case.told(name) for name in rule.parameters["fields"])
        yield f"{named} 最多 {most} 个，连这一笔有 {count} 个。"


def _others(case: Case, rule: Rule, *, ever: bool = False) -> list[str]:
    """The other cases with the same values: those there on the day of the event, with ``ever`` all up to it."""
    fields = rule.parameters["fields"]
    wanted = [case.after(name) for name in fields]
    live = case.register.live()
    if case.new not in live or wanted[0] is None:
        return []
    history = case.history
    own = history.case[case.place]
    found = []
    for place in history.of(fields[0], wanted[0]):
        there = history.start[place] <= case.day < history.end[place] and history.state[place] in live
        if history.case[place] == own or not (there or (ever and history.start[place] <= case.day)):
            continue
        if all(history.values[name][place] == value for name, value in zip(fields, wanted, strict=True)):
            found.append(_called(case, place))
    return found


def _called(case: Case, place: int) -> str:
    """What a case is called: the body it is about, if its key is one, else its key."""
    keys = case.register.keys
    if len(keys) == 1 and case.register.fields[keys[0]].kind is FieldKind.ORGANISATION:
        return case.ledger.organisations.name(case.history.case[place], case.day)
    return case.history.case[place].replace(SEPARATOR, "、")
