"""Components: the parts a file may hold (报告, 基础数据表, 自评表, 部门决算公开 …), each a filing of its own kind."""

from __future__ import annotations

from hengji.packs.source import Reader
from hengji.records import dataclass


@dataclass(frozen=True, slots=True)
class Component:
    """A kind of component; ``titles`` are words its title ends in, ``parts`` titles that do not begin a new one.

    ``endings`` are words that may stand between the name of a unit and the end of a title (概况, 情况说明). ``needed``
    says that every unit has to hand one in each year.
    """

    id: str
    label: str
    titles: tuple[str, ...]
    parts: tuple[str, ...]
    needed: bool = False
    endings: tuple[str, ...] = ()


def load_component(reader: Reader) -> Component:
    """A kind of component as declared."""
    component = Component(
        reader.text("id"),
        reader.text("label"),
        reader.texts("titles"),
        reader.texts("parts"),
        needed=reader.flag("needed"),
        endings=reader.texts("endings"),
    )
    reader.done()
    return component
