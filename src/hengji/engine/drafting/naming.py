"""What printed labels mean: a known concept where exactly one fits, else a new one with an id given by rule.

New ids are `x<division>.c001`, `c002` … in the order in which their labels stand in the sample.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from hengji.facts.fact import Kind
from hengji.facts.unit import UnitKind
from hengji.packs.concept import Concept
from hengji.packs.difference import Tree
from hengji.packs.labels import bare, plain
from hengji.packs.pack import Pack

LONGEST = 40
KINDS = {
    UnitKind.MONEY: Kind.MONEY,
    UnitKind.RATIO: Kind.RATIO,
    UnitKind.POINTS: Kind.SCORE,
    UnitKind.COUNT: Kind.COUNT,
}


@dataclass(slots=True)
class Naming:
    """The concepts of the pack above, and those a draft adds (``coined``: id → declaration)."""

    above: Pack
    prefix: str
    coined: dict[str, dict[str, Tree]] = field(default_factory=dict)
    _by_label: dict[str, list[Concept]] = field(default_factory=dict)

    def known(self, label: str, kinds: Collection[Kind] = ()) -> str:
        """The one concept that goes by a label, of one of these kinds; empty where none or several do."""
        if not self._by_label:
            for concept in self.above.concepts.values():
                for name in {bare(one) for one in (concept.label, *concept.aliases)}:
                    self._by_label.setdefault(name, []).append(concept)
        found = [one for one in self._by_label.get(bare(label), ()) if not kinds or one.kind in kinds]
        return found[0].id if len(found) == 1 else ""

    def coin(self, label: str, kind: Kind, *, personal: bool = False) -> str:
        """A concept of the draft's own for a label; the same label and kind again is the same one."""
        word = plain(label)[:LONGEST] or label
        for name, declared in self.coined.items():
            if declared["label"] == word and declared["kind"] == kind.value:
                return name
        name = f"{self.prefix}.c{len(self.coined) + 1:03}"
        self.coined[name] = {
            "id": name,
            "label": word,
            "kind": kind.value,
            **({"personal": "true"} if personal else {}),
        }
        return name

    def concept(self, label: str, kind: Kind, kinds: Collection[Kind] = ()) -> str:
        """The known concept of a label, else one of the draft's own."""
        return self.known(label, kinds or (kind,)) or self.coin(label, kind)

    def kind_of_unit(self, unit: str) -> Kind | None:
        """The kind of figures in a unit."""
        known = self.above.unit(unit)
        return KINDS.get(known.kind, Kind.QUANTITY) if known is not None else None

    def declarations(self, used: Collection[str]) -> Iterator[Mapping[str, Tree]]:
        """The concepts coined that are still used."""
        yield from (declared for name, declared in self.coined.items() if name in used)
