"""Permissions to fill posts, from the plan to the person; and people beyond the posts, recorded and worked off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from tests.ledgers.county.staffing import join, left
from tests.ledgers.county.world import TYPES, Unit, World


def plan(world: World) -> bool:
    """A unit asks for posts to fill; the steps follow in the weeks after."""
    unit, kind = world.unit(), world.chance.choice(TYPES)
    if kind not in unit.kinds:
        return False
    grant = f"Y{world.number():07d}"
    count = world.chance.randint(1, 3)
    values = {"grant": grant, "organisation": unit.key, "type": kind, "purpose": "公务员招录", "planned": str(count)}
    _step(world, "declare", values)
    if world.chance.random() < 0.1:
        _after(world, 10, lambda: _step(world, "return", {"grant": grant}))
    else:
        _after(world, 15, lambda: _reviewed(world, unit, kind, grant, count))
    return True


def _reviewed(world: World, unit: Unit, kind: str, grant: str, count: int) -> None:
    _step(world, "review", {"grant": grant})
    _after(world, 10, lambda: _step(world, "approve", {"grant": grant}))
    _after(world, 20, lambda: _step(world, "request", {"grant": grant}, actor="经办甲"))
    _after(world, 30, lambda: _granted(world, unit, kind, grant, count))


def _granted(world: World, unit: Unit, kind: str, grant: str, count: int) -> None:
    if unit.closing or unit.room(kind) < count:
        return
    until = date(world.day.year, 12, 31)
    granted = world.chance.randint(1, count)
    unit.promised[kind] = unit.promised.get(kind, 0) + granted
    values = {"grant": grant, "granted": str(granted), "valid_until": until.isoformat()}
    _step(world, "grant", values, actor="经办乙")
    for number in range(granted):
        _after(world, 5 + number * 6, lambda: _used(world, unit, kind, grant, until))
    end = "close" if world.chance.random() < 0.7 else "expire"
    _after(world, 40, lambda: _step(world, end, {"grant": grant}))


def _used(world: World, unit: Unit, kind: str, grant: str, until: date) -> None:
    if not unit.closing and world.day <= until and unit.room(kind) > 0:
        join(world, world.day, unit, kind, "公务员招录", grant=grant)


def _step(world: World, event: str, values: dict[str, str], actor: str = "经办丙") -> None:
    world.journal.apart("quota_use", event, world.day, values, actor=actor)


def _after(world: World, days: int, act: Callable[[], None]) -> None:
    world.later(world.day + timedelta(days), act)


def overfill(world: World) -> bool:
    """Somebody must be placed where no post is vacant: the excess is put on record first."""
    unit, kind = world.unit(), world.chance.choice(TYPES)
    if kind not in unit.kinds or unit.room(kind) != 0 or unit.excess:
        return False
    item = unit.excess = f"C{world.number():06d}"
    world.journal.apart("overstaff", "open", world.day, _case(item, organisation=unit.key, type=kind), actor="经办丁")
    join(world, world.day, unit, kind, "政策安置")
    assigned = _case(item, channel="退休减员")
    _after(world, 30, lambda: world.journal.apart("overstaff", "assign", world.day, assigned, actor="经办丁"))
    _after(world, world.chance.randint(60, 500), lambda: _worked_off(world, unit, kind))
    return True


def _worked_off(world: World, unit: Unit, kind: str) -> None:
    """The excess is gone some days after somebody leaves."""
    for person in list(unit.people[kind].values()):
        if unit.room(kind) < 0 and person.since < world.day:
            left(world, person)
    if unit.room(kind) < 0:
        _after(world, 3, lambda: _worked_off(world, unit, kind))
        return
    item = unit.excess

    def done() -> None:
        world.journal.apart("overstaff", "done", world.day, _case(item, channel="退休减员"), actor="经办丁")
        unit.excess = ""

    _after(world, 2, done)


def _case(item: str, **values: str) -> dict[str, str]:
    return {"item": item, **values}
