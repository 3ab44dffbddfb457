"""Rolling units up to their department: what they pay each other, and which totals contain it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hengji.packs.check import Version, read_versions
from hengji.packs.errors import Mark
from hengji.packs.source import Reader


@dataclass(frozen=True, slots=True)
class Elimination:
    """Money between members: ``paid`` by one (a concept), ``received`` by another.

    ``paid_in`` and ``received_in`` are the totals (concepts) that contain it, of the same scenario and dimensions.
    """

    id: str
    label: str
    paid: str
    received: str
    paid_in: tuple[str, ...]
    received_in: tuple[str, ...]

    def concepts(self) -> Iterator[str]:
        """Every concept it names."""
        yield from (self.paid, self.received, *self.paid_in, *self.received_in)


@dataclass(frozen=True, slots=True)
class Rollup:
    """What is eliminated when units are rolled up."""

    id: str
    label: str
    eliminations: tuple[Elimination, ...]
    versions: tuple[Version, ...]
    mark: Mark

    def holds(self, year: int) -> bool:
        """Whether it is in force in a fiscal year."""
        return any(version.since <= year <= version.until for version in self.versions)


def load_rollup(reader: Reader) -> Rollup:
    """A roll-up as declared."""
    eliminations = []
    for item in reader.readers("eliminate", "抵销"):
        one = Elimination(
            id=item.text("id"),
            label=item.text("label"),
            paid=item.text("paid"),
            received=item.text("received"),
            paid_in=item.texts("paid_in"),
            received_in=item.texts("received_in"),
        )
        eliminations.append(one)
        item.done()
    rollup = Rollup(
        id=reader.text("rollup"),
        label=reader.text("label"),
        eliminations=tuple(eliminations),
        versions=read_versions(reader),
        mark=reader.node.mark,
    )
    reader.done()
    return rollup
