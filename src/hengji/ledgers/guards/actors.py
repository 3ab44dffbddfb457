"""Persons who may not do two steps of one case: who accepts does not review, who reviews does not approve."""

from __future__ import annotations

from collections.abc import Iterator

from hengji.ledgers.guards.case import Case
from hengji.ledgers.history import NONE
from hengji.packs.ledger.rule import Rule


def actors(case: Case, rule: Rule) -> Iterator[str]:
    """The person of this step did none of the other steps named, in the same case since it was last opened."""
    steps = rule.parameters["events"]
    if case.kind.id not in steps:
        return
    actor = case.note("actor")
    history = case.history
    notes = case.ledger.tables[case.register.id].notes["actor"]
    place = history.before[case.place]
    while actor and place != NONE:
        event = history.event[place]
        if event == case.kind.id or history.state[place] not in case.register.live():
            return
        if event in steps and notes[history.row[place]] == actor:
            done = case.register.events[event].label
            yield f"{actor} 已经办了“{done}”，同一件不能再办“{case.kind.label}”。"
            return
        place = history.before[place]
