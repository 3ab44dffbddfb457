"""How each kind of rule is judged; a kind is a function in a file of its own, found under its name in `KINDS`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from hengji.ledgers.guards.actors import actors
from hengji.ledgers.guards.agreement import equal, pattern
from hengji.ledgers.guards.amounts import balance, compare, usage
from hengji.ledgers.guards.capacity import capacity
from hengji.ledgers.guards.case import Case
from hengji.ledgers.guards.dates import order, season, valid, wait, within
from hengji.ledgers.guards.existence import alive, among, states
from hengji.ledgers.guards.sameness import at_most, unique
from hengji.packs.ledger.rule import Rule

Judge = Callable[[Case, Rule], Iterator[str]]


def forbidden(_case: Case, _rule: Rule) -> Iterator[str]:
    """What may not happen at all, where its conditions are met."""
    yield ""


KINDS: Mapping[str, Judge] = {
    "alive": alive,
    "states": states,
    "among": among,
    "capacity": capacity,
    "balance": balance,
    "valid": valid,
    "usage": usage,
    "unique": unique,
    "at_most": at_most,
    "season": season,
    "order": order,
    "actors": actors,
    "compare": compare,
    "within": within,
    "wait": wait,
    "pattern": pattern,
    "equal": equal,
    "forbidden": forbidden,
}
"""Every kind of rule; each answers with what it found wrong, in words, or with nothing."""

__all__ = ["KINDS", "Case", "Judge"]
