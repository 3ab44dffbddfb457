"""What may be there only once, or only so many times, at the same time."""

from __future__ import annotations

from collections.abc import Iterator

from hengji.ledgers.guards.case import Case
from hengji.packs.ledger.rule import Rule


def unique(case: Case, rule: Rule) -> Iterator[str]:
    """No other live case has the same values in the fields named."""
    others = _others(case, rule)
    if others:
        named = "、".join(f"{case.label(name)} {case.told(name)}" for name in rule.parameters["fields"])
        yield f"{named} 已经用在 {others[0]} 上。"


def at_most(case: Case, rule: Rule) -> Iterator[str]:
    """No more than ``most`` live cases have the same values in the fields named."""
    most = int(rule.one("most"))
    count = len(_others(case, rule)) + 1
    if count > most:
        named = "、".join(case.told(name) for name in rule.parameters["fields"])
        yield f"{named} 最多 {most} 个，连这一笔有 {count} 个。"


def _others(case: Case, rule: Rule) -> list[str]:
    """The other cases that are there on the day of the event with the same values."""
    fields = rule.parameters["fields"]
    wanted = [case.after(name) for name in fields]
    live = case.register.live()
    if case.new not in live or wanted[0] is None:
        return []
    history = case.history
    own = history.case[case.place]
    found = []
    for place in history.of(fields[0], wanted[0]):
        if not history.start[place] <= case.day < history.end[place] or history.case[place] == own:
            continue
        same = all(history.values[name][place] == value for name, value in zip(fields, wanted, strict=True))
        if same and history.state[place] in live:
            found.append(history.case[place].replace("\x1f", "、"))
    return found
