"""The county as it is on the day: its units, what they may have, who works there. Plain state, no ledger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from random import Random

from tests.ledgers.county.rows import Journal  # noqa: TC002 - ours

TYPES = ("行政", "政法专项", "事业", "工勤")
FIRST, SECOND = "青白赤玄金石云松竹梅兰桐柳枫杉", "溪湾岭坪泉桥渡塘垭坝洲浦畈岗"
WORK = ("农业", "水利", "教育", "卫生", "交通", "文化", "住建", "林业", "民政", "统计", "审计", "环保", "体育", "旅游")
ORGAN = ("行政", "政法专项", "工勤")
NATURES = (
    ("政府机关", "局", ORGAN),
    ("事业单位", "中心", ("事业", "工勤")),
    ("党委机关", "办公室", ORGAN),
    ("事业单位", "院", ("事业", "工勤")),
)
"""What bodies are, how their names end, and the types of posts they may have."""


@dataclass
class Person:
    """Somebody on a post."""

    id: str
    unit: str
    type: str
    listing: str
    since: date


@dataclass
class Unit:
    """A body: its posts by type, its people on ordinary posts by type, and the posts it has on loan.

    ``promised`` are the vacancies that were promised today: they stay vacant until the evening.
    """

    key: str
    name: str
    parent: str
    founded: date
    nature: str
    kinds: tuple[str, ...]
    quota: dict[str, int] = field(default_factory=lambda: dict.fromkeys(TYPES, 0))
    promised: dict[str, int] = field(default_factory=dict)
    loans: dict[str, tuple[str, int]] = field(default_factory=dict)
    people: dict[str, dict[str, Person]] = field(default_factory=lambda: {one: {} for one in TYPES})
    beside: dict[str, Person] = field(default_factory=dict)
    closing: bool = False
    excess: str = ""

    def room(self, kind: str) -> int:
        """Vacancies of a type; below nothing for an excess."""
        return self.quota[kind] - len(self.people[kind]) - self.promised.get(kind, 0)


@dataclass
class World:
    """Everything, and the chance by which it moves."""

    chance: Random
    journal: Journal
    day: date
    units: dict[str, Unit] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    pool: dict[str, int] = field(default_factory=lambda: dict.fromkeys(TYPES, 0))
    people: list[Person] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    rotating: dict[str, int] = field(default_factory=lambda: dict.fromkeys(TYPES, 0))
    made: int = 0
    names: set[str] = field(default_factory=set)
    due: dict[date, list[Callable[[], None]]] = field(default_factory=dict)

    def number(self) -> int:
        """A number that nothing has yet."""
        self.made += 1
        return self.made

    def name(self, ending: str) -> str:
        """A made-up name that no body ever had."""
        pick = self.chance.choice
        while True:
            name = f"{pick(FIRST)}{pick(SECOND)}县{pick(FIRST)}{pick(SECOND)}{pick(WORK)}{ending}"
            if name not in self.names:
                self.names.add(name)
                return name

    def unit(self) -> Unit:
        """Any body that is there and stays for the time being."""
        standing = list(self.units.values())
        while True:
            one = self.chance.choice(standing)
            if not one.closing:
                return one

    def person(self) -> Person:
        """Anybody on an ordinary post of a body that stays."""
        while True:
            one = self.chance.choice(self.people)
            if not self.units[one.unit].closing:
                return one

    def join(self, person: Person) -> None:
        """Put somebody on the county's list."""
        self.places[person.id] = len(self.people)
        self.people.append(person)

    def leave(self, person: Person) -> None:
        """Take somebody off the county's list (not off the post)."""
        place, last = self.places.pop(person.id), self.people.pop()
        if last is not person:
            self.people[place] = last
            self.places[last.id] = place

    def later(self, day: date, act: Callable[[], None]) -> None:
        """Do something on a later day."""
        self.due.setdefault(day, []).append(act)

    def do_what_is_due(self) -> None:
        """Do what was left for today; what was promised yesterday may be used."""
        for unit in self.units.values():
            unit.promised.clear()
        for act in self.due.pop(self.day, ()):
            act()
