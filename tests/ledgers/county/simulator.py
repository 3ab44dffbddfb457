"""The days of a county, one after another: what is due is done, then chance picks what else happens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tests.ledgers.county import planning, reforms, staffing
from tests.ledgers.county.rows import Journal, Row
from tests.ledgers.county.world import TYPES, World

Act = Callable[[World], bool]
ACTS: tuple[tuple[Act, int], ...] = (
    (staffing.change, 300),
    (staffing.enroll, 120),
    (staffing.leave, 100),
    (staffing.transfer, 60),
    (staffing.beside, 4),
    (staffing.more, 12),
    (staffing.reduce, 12),
    (staffing.shift, 12),
    (staffing.second, 20),
    (staffing.set_aside, 1),
    (staffing.lend, 5),
    (staffing.give_back, 5),
    (staffing.totals, 3),
    (planning.plan, 12),
    (planning.overfill, 6),
    (reforms.rename, 2),
    (reforms.subordinate, 2),
    (reforms.alter, 2),
    (reforms.certify, 1),
    (reforms.founded, 1),
    (reforms.merge, 1),
)
"""What may happen on a day, and how often against the rest."""
SIMULATED = ("organisation", "quota", "turnover", "staff", "quota_use", "overstaff")
"""The registers in which only what the rules admit happens."""
SHARES = {"行政": 30, "政法专项": 8, "事业": 55, "工勤": 7}


@dataclass(frozen=True)
class Size:
    """How large a county is: bodies, people, years, and how many things happen in them (beside the beginning)."""

    units: int = 150
    posts: int = 8000
    years: int = 5
    events: int = 20_000
    slips: int = 40
    first: int = 2019


def simulated(seed: int, size: Size) -> list[Row]:
    """The rows of `SIMULATED` registers."""
    chance = Random(seed)  # noqa: S311 - a county that never was
    journal = Journal(chance, 0)
    world = World(chance, journal, date(size.first - 1, 12, 31))
    _beginning(world, size)
    journal.slips = size.slips
    last = date(size.first + size.years, 1, 1)
    days = (last - date(size.first, 1, 1)).days
    acts, weights = zip(*ACTS, strict=True)
    begun = len(journal.rows)
    for number in range(days):
        world.day += timedelta(1)
        world.do_what_is_due()
        goal = begun + size.events * (number + 1) // days
        tries = 0
        while len(journal.rows) + len(journal.late) < goal and tries < 20 + 10 * goal // days:
            tries += 1
            chance.choices(acts, weights)[0](world)
        if (world.day.month, world.day.day) == (12, 31):
            journal.close_year()
    journal.close_year()
    return journal.rows


def _beginning(world: World, size: Size) -> None:
    """The county before its first year: what was founded, granted, and who was there."""
    chance = world.chance
    start = world.day - timedelta(3000)
    total = {kind: size.posts * share // 50 + 2 * size.units for kind, share in SHARES.items()}
    for kind, count in total.items():
        world.pool[kind] = count + max(5, size.posts // 50)
        values = {"type": kind, "count": str(world.pool[kind])}
        world.journal.write("quota", "grant_total", start, values)
    above: list[str] = []
    for number in range(size.units):
        posts = {kind: max(1, total[kind] // size.units + chance.choice((-1, 0, 0, 1))) for kind in TYPES}
        parent = chance.choice(above) if above and number % 3 == 2 else ""
        unit = staffing.found(
            world, start + timedelta(chance.randrange(300)) if not parent else start + timedelta(301), posts, parent
        )
        if not parent:
            above.append(unit.key)
    for unit in world.units.values():
        for kind in TYPES:
            for _ in range(round(unit.quota[kind] * 0.94)):
                staffing.join(world, start + timedelta(400 + chance.randrange(2500)), unit, kind, "年初结转")
