"""Indicator frameworks: what a regulation asks and how it is reckoned, without any points.

A county's rubric gives points and standards within a framework; by it a unit's own indicators are told from common.
"""

from __future__ import annotations

from hengji.packs.check import Version, read_versions
from hengji.packs.errors import Mark
from hengji.packs.labels import plain
from hengji.packs.source import Reader
from hengji.records import dataclass


@dataclass(frozen=True, slots=True)
class CommonIndicator:
    """An indicator of a framework: what it is ``about``, and ``by`` what it is reckoned, in words."""

    id: str
    label: str
    aliases: tuple[str, ...]
    group: str
    subgroup: str
    about: str
    by: str


@dataclass(frozen=True, slots=True)
class Framework:
    """The common indicators of one regulation."""

    id: str
    label: str
    indicators: tuple[CommonIndicator, ...]
    versions: tuple[Version, ...]
    mark: Mark

    def named(self, *names: str) -> CommonIndicator | None:
        """The indicator one of some printed names means, the first of them that any has."""
        for name in map(plain, names):
            for one in self.indicators:
                if name in map(plain, (one.label, *one.aliases)):
                    return one
        return None


def load_framework(reader: Reader) -> Framework:
    """A framework as declared; two indicators of one name are a mistake."""
    indicators = tuple(_indicator(item) for item in reader.readers("indicators", "共性指标"))
    names = [name for one in indicators for name in (one.label, *one.aliases)]
    for name in sorted({name for name in names if names.count(name) > 1}):
        reader.fail(
            f"指标 {name} 写了不止一次。", hint="请合成一项，或改一个名称。", key="indicators", code="pack.duplicate"
        )
    framework = Framework(
        reader.text("framework"), reader.text("label"), indicators, read_versions(reader), reader.node.mark
    )
    reader.done()
    return framework


def _indicator(item: Reader) -> CommonIndicator:
    indicator = CommonIndicator(
        id=item.text("id"),
        label=item.text("label"),
        aliases=item.texts("aliases"),
        group=item.text("group"),
        subgroup=item.text("subgroup"),
        about=item.text("about"),
        by=item.text("by"),
    )
    item.done()
    return indicator
