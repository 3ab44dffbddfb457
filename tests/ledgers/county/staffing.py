"""Posts and people: granted and cut, lent and given back, filled, left, changed; never a person without a vacancy."""

from __future__ import annotations

from datetime import date, timedelta

from tests.ledgers.county.world import NATURES, TYPES, Person, Unit, World

WAYS_IN = ("公务员招录", "选调", "调入", "政策安置", "人才引进")
WAYS_OUT = ("退休", "调出", "辞职", "死亡", "退休", "退休")
GRADES = ("正科级", "副科级", "股级", "一般")


def found(world: World, day: date, posts: dict[str, int], parent: str = "") -> Unit:
    """A new body with its posts from the pool, as far as it may have them."""
    nature, ending, kinds = world.chance.choice(NATURES)
    unit = Unit(f"J{len(world.units) + len(world.gone) + 1:04d}", world.name(ending), parent, day, nature, kinds)
    values = {"organisation": unit.key, "name": unit.name, "nature": nature, "parent": parent}
    rank = world.chance.choice(("正科级", "副科级", "股级"))
    world.journal.write("organisation", "found", day, {**values, "rank": rank, "limited": "是"})
    world.units[unit.key] = unit
    for kind in kinds:
        allot(world, day, unit, kind, posts.get(kind, 0))
    return unit


def allot(world: World, day: date, unit: Unit, kind: str, count: int) -> bool:
    """More posts for a body, as far as the pool has them."""
    count = min(count, world.pool[kind])
    if count <= 0 or kind not in unit.kinds:
        return False
    world.pool[kind] -= count
    unit.quota[kind] += count
    values = {"organisation": unit.key, "type": kind, "count": str(count)}
    world.journal.write("quota", "allot", day, values)
    return True


def reduce(world: World) -> bool:
    """Fewer posts: what is vacant goes back to the pool."""
    unit, kind = world.unit(), world.chance.choice(TYPES)
    if unit.room(kind) < 1:
        return False
    unit.quota[kind] -= 1
    world.pool[kind] += 1
    world.journal.write("quota", "reduce", world.day, _posts(unit, kind, 1))
    return True


def more(world: World) -> bool:
    """One or two more posts somewhere."""
    return allot(world, world.day, world.unit(), world.chance.choice(TYPES), world.chance.randint(1, 2))


def shift(world: World) -> bool:
    """Posts from one body to another."""
    giver, taker, kind = world.unit(), world.unit(), world.chance.choice(TYPES)
    if giver is taker or giver.room(kind) < 1 or kind not in taker.kinds:
        return False
    shifted(world, giver, taker, kind, world.chance.randint(1, giver.room(kind)))
    return True


def shifted(world: World, giver: Unit, taker: Unit, kind: str, count: int) -> None:
    """So many posts of a type from one body to another."""
    giver.quota[kind] -= count
    taker.quota[kind] += count
    values = {**_posts(taker, kind, count), "from_organisation": giver.key}
    world.journal.write("quota", "shift", world.day, values)


def set_aside(world: World) -> bool:
    """Posts of the pool are kept for loans."""
    kind = world.chance.choice(TYPES)
    if world.pool[kind] < 2:
        return False
    world.pool[kind] -= 2
    world.rotating[kind] += 2
    world.journal.write("quota", "set_aside", world.day, {"pool": "周转编制池", "type": kind, "count": "2"})
    return True


def lend(world: World) -> bool:
    """A post or two on loan."""
    unit, kind, count = world.unit(), world.chance.choice(TYPES), world.chance.randint(1, 2)
    if world.rotating[kind] < count:
        return False
    world.rotating[kind] -= count
    loan = f"Z{world.number():06d}"
    unit.loans[loan] = (kind, count)
    due = world.day + timedelta(world.chance.randint(200, 900))
    values = {"loan": loan, **_posts(unit, kind, count), "due": due.isoformat()}
    world.journal.write("turnover", "lend", world.day, values)
    return True


def give_back(world: World) -> bool:
    """A loan is given back."""
    unit = world.unit()
    loan = next(iter(unit.loans), None)
    return loan is not None and given_back(world, unit, loan)


def given_back(world: World, unit: Unit, loan: str) -> bool:
    """This loan is given back; its posts are lent again from tomorrow."""
    kind, count = unit.loans.pop(loan)
    world.journal.write("turnover", "give_back", world.day, {"loan": loan})

    def free() -> None:
        world.rotating[kind] += count

    world.later(world.day + timedelta(1), free)
    return True


def totals(world: World) -> bool:
    """The province grants some posts, or takes back what is free."""
    kind = world.chance.choice(TYPES)
    if world.chance.random() < 0.6 or world.pool[kind] < 3:
        world.pool[kind] += 2
        event = "grant_total"
    else:
        world.pool[kind] -= 2
        event = "cut_total"
    world.journal.write("quota", event, world.day, {"type": kind, "count": "2"})
    return True


def enroll(world: World) -> bool:
    """Somebody new on a vacant post."""
    unit, kind = world.unit(), world.chance.choice(TYPES)
    if unit.room(kind) < 1:
        return False
    join(world, world.day, unit, kind, world.chance.choice(WAYS_IN))
    return True


def join(world: World, day: date, unit: Unit, kind: str, way: str, grant: str = "", listing: str = "") -> Person:
    """Somebody new in a body; with a listing not on an ordinary post."""
    person = Person(f"R{world.number():07d}", unit.key, kind, listing or "一般", day)
    birth = date(1962 + world.chance.randrange(38), 1 + world.chance.randrange(12), 1 + world.chance.randrange(28))
    values = {"person": person.id, "organisation": unit.key, "type": kind, "way": way, "birth": birth.isoformat()}
    values |= {"sex": world.chance.choice("男女"), "grade": world.chance.choice(GRADES)}
    values |= {"grant": grant} if grant else {}
    values |= {"listing": listing} if listing else {}
    world.journal.write("staff", "enroll", day, values, role="officer")
    if listing:
        unit.beside[person.id] = person
    else:
        unit.people[kind][person.id] = person
        world.join(person)
    return person


def beside(world: World) -> bool:
    """Somebody on a post that is listed separately, granted for that."""
    unit, kind = world.unit(), world.chance.choice(TYPES)
    if kind not in unit.kinds or world.pool[kind] < 1:
        return False
    world.pool[kind] -= 1
    world.journal.write("quota", "allot", world.day, {**_posts(unit, kind, 1), "listing": "单列"})
    join(world, world.day, unit, kind, "政策安置", listing="单列")
    return True


def second(world: World) -> bool:
    """Somebody works elsewhere for a while, and comes back."""
    person, host = world.person(), world.unit()
    if person.since >= world.day or host.key == person.unit:
        return False
    person.since = world.day
    values = {"person": person.id, "presence": "借调", "host": host.key}
    world.journal.write("staff", "second", world.day, values, role="officer")

    def back() -> None:
        if person.id in world.places and person.since < world.day:
            person.since = world.day
            world.journal.write("staff", "back", world.day, {"person": person.id}, role="officer")

    world.later(world.day + timedelta(world.chance.randint(30, 300)), back)
    return True


def leave(world: World) -> bool:
    """Somebody leaves."""
    person = world.person()
    if person.since >= world.day:
        return False
    left(world, person)
    return True


def left(world: World, person: Person) -> None:
    """This one leaves."""
    del world.units[person.unit].people[person.type][person.id]
    world.leave(person)
    way = world.chance.choice(WAYS_OUT)
    world.journal.write("staff", "exit", world.day, {"person": person.id, "way": way}, role="officer")


def transfer(world: World) -> bool:
    """Somebody goes to a vacant post of the same type elsewhere."""
    person, unit = world.person(), world.unit()
    if person.since >= world.day or unit.key == person.unit or unit.room(person.type) < 1:
        return False
    moved(world, person, unit)
    return True


def moved(world: World, person: Person, unit: Unit) -> None:
    """This one goes there."""
    del world.units[person.unit].people[person.type][person.id]
    unit.people[person.type][person.id] = person
    person.unit, person.since = unit.key, world.day
    values = {"person": person.id, "organisation": unit.key}
    world.journal.write("staff", "move", world.day, values, role="office_head")


def change(world: World) -> bool:
    """Something about somebody changes; now and then the type of the post."""
    person = world.person()
    if person.since >= world.day:
        return False
    values = {"person": person.id}
    unit = world.units[person.unit]
    kind = world.chance.choice(TYPES)
    if world.chance.random() < 0.05 and kind != person.type and unit.room(kind) > 0:
        del unit.people[person.type][person.id]
        unit.people[kind][person.id] = person
        values["type"] = person.type = kind
    elif world.chance.random() < 0.5:
        values["grade"] = world.chance.choice(GRADES)
    else:
        values["unit"] = f"第{world.chance.randrange(6)}股"
    person.since = world.day
    world.journal.write("staff", "change", world.day, values, role="officer")
    return True


def _posts(unit: Unit, kind: str, count: int) -> dict[str, str]:
    return {"organisation": unit.key, "type": kind, "count": str(count)}
