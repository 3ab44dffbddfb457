"""Reforms: bodies renamed, moved under another, founded, merged into another with posts and people, and abolished."""

from __future__ import annotations

from datetime import timedelta

from tests.ledgers.county.staffing import found, given_back, moved, shifted
from tests.ledgers.county.world import TYPES, Unit, World

FEWEST = 4
"""So many bodies are left whatever happens."""


def rename(world: World) -> bool:
    """A new name for a body."""
    unit = world.unit()
    unit.name = world.name(unit.name[-1])
    world.journal.write("organisation", "rename", world.day, {"organisation": unit.key, "name": unit.name})
    return True


def subordinate(world: World) -> bool:
    """A body goes under one that stands under none."""
    unit, above = world.unit(), world.unit()
    if above.parent or unit is above or any(one.parent == unit.key for one in world.units.values()):
        return False
    unit.parent = above.key
    world.journal.write("organisation", "transfer", world.day, {"organisation": unit.key, "parent": above.key})
    return True


def alter(world: World) -> bool:
    """Another rank, or counted otherwise."""
    values = {"organisation": world.unit().key, "rank": world.chance.choice(("正科级", "副科级", "股级"))}
    world.journal.write("organisation", "alter", world.day, values)
    return True


def certify(world: World) -> bool:
    """A body is treated like an organ of government."""
    unit = world.unit()
    if unit.nature != "事业单位":
        return False
    world.journal.write("organisation", "certify_equivalent", world.day, {"organisation": unit.key})
    return True


def founded(world: World) -> bool:
    """A new body with a few posts."""
    kind = world.chance.choice(TYPES)
    if world.pool[kind] < 3:
        return False
    found(world, world.day, dict.fromkeys(TYPES, 3))
    return True


def merge(world: World) -> bool:
    """A body goes into another: its posts and people go over, it is abolished some days later."""
    unit, heir = world.unit(), world.unit()
    alone = not any(one.parent == unit.key for one in world.units.values())
    plain = not unit.excess and not unit.beside and not unit.promised and unit.kinds == heir.kinds
    if unit is heir or not alone or not plain or len(world.units) <= FEWEST:
        return False
    if unit.founded >= world.day or any(one.since >= world.day for kind in TYPES for one in unit.people[kind].values()):
        return False
    for kind in TYPES:
        _handed_over(world, unit, heir, kind)
    for loan in list(unit.loans):
        given_back(world, unit, loan)
    unit.closing = True
    world.later(world.day + timedelta(world.chance.randint(1, 9)), lambda: _abolished(world, unit))
    return True


def _handed_over(world: World, unit: Unit, heir: Unit, kind: str) -> None:
    if unit.quota[kind]:
        shifted(world, unit, heir, kind, unit.quota[kind])
    for person in list(unit.people[kind].values()):
        moved(world, person, heir)


def _abolished(world: World, unit: Unit) -> None:
    world.journal.write("organisation", "abolish", world.day, {"organisation": unit.key})
    del world.units[unit.key]
    world.gone.append(unit.key)
