"""Components: the parts a file may hold (报告, 基础数据表, 自评表, 部门决算公开 …), each a filing of its own kind."""

from __future__ import annotations

from hengji.packs.source import Reader
from hengji.records import dataclass


@dataclass(frozen=True, slots=True)
class Component:
    """A kind of component; ``titles`` are words its title ends in, ``parts`` titles that do not begin a new one.

    ``needed`` says that every unit has to hand one in each year.
    """

    id: str
    label: str
    titles: tuple[str, ...]
    parts: tuple[str, ...]
    needed: bool = False


def load_component(reader: Reader) -> Component:
    """A kind of component as declared."""
    component = Component(
        reader.text("id"),
        reader.text("label"),
        reader.texts("titles"),
        reader.texts("parts"),
        needed=reader.flag("needed"),
    )
    reader.done()
    return component
