"""The differences between lists, by kind, each with its places in the files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from hengji.ledgers.comparing.listing import SideList
from hengji.ledgers.comparing.matching import Matched, matched
from hengji.ledgers.errors import Spot
from hengji.ledgers.ledger import Ledger
from hengji.packs.ledger.comparison import Comparison, DifferenceKind
from hengji.records import dataclass


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: of which kind, whose (the body), where it stands in which list, and what is different.

    ``weak``: the person was matched by name and body only.
    """

    kind: DifferenceKind
    whose: str
    places: tuple[tuple[str, Spot], ...]
    says: str
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """What a comparison found; ``left`` are the kinds that could not be asked for, a list of theirs not being given."""

    comparison: Comparison
    sides: Mapping[str, SideList]
    persons: int
    differences: Sequence[Difference]
    left: Sequence[DifferenceKind]

    def counted(self) -> Mapping[str, Mapping[str, int]]:
        """How many differences of each kind (by its id) each body has."""
        found: dict[str, dict[str, int]] = {}
        for one in self.differences:
            own = found.setdefault(one.kind.id, {})
            own[one.whose] = own.get(one.whose, 0) + 1
        return found


def compared(comparison: Comparison, sides: Mapping[str, SideList], ledger: Ledger) -> Compared:
    """Holds lists against each other; kinds that need a list not given are left."""
    persons = matched({name: one.rows for name, one in sides.items()})
    asked = [one for one in comparison.differences if all(name in sides for name in one.sides)]
    left = [one for one in comparison.differences if one not in asked]
    found = [difference for kind in asked for difference in _Finder(comparison, kind, ledger).found(persons)]
    return Compared(comparison, sides, len(persons), found, left)


class _Finder:
    """One kind of difference, looked for."""

    def __init__(self, comparison: Comparison, kind: DifferenceKind, ledger: Ledger) -> None:
        self.comparison = comparison
        self.kind = kind
        self.ledger = ledger

    def found(self, persons: Sequence[Matched]) -> Iterator[Difference]:
        """Every difference of the kind."""
        if self.kind.kind == "count":
            yield from self._counts(persons)
            return
        for person in persons:
            yield from getattr(self, f"_{self.kind.kind}")(person)

    def _missing(self, person: Matched) -> Iterator[Difference]:
        there, absent = self.kind.sides
        if person.rows.get(there) and not person.rows.get(absent):
            yield self._difference(person, (there,), self.kind.says)

    def _differs(self, person: Matched) -> Iterator[Difference]:
        first, second = self.kind.sides
        field = self.kind.field
        ours = dict.fromkeys(row.values[field] for row in person.rows.get(first, ()) if row.values.get(field))
        theirs = dict.fromkeys(row.values[field] for row in person.rows.get(second, ()) if row.values.get(field))
        if ours and theirs and ours.keys() != theirs.keys():
            told = [
                f"{self.comparison.sides[side].label}写“{'、'.join(map(self._shown, values))}”"
                for side, values in ((first, ours), (second, theirs))
            ]
            yield self._difference(person, self.kind.sides, "，".join(told) + "。")

    def _repeated(self, person: Matched) -> Iterator[Difference]:
        (side,) = self.kind.sides
        rows = person.rows.get(side, ())
        if len(rows) > 1:
            yield self._difference(person, (side,), f"写了 {len(rows)} 次。")

    def _counts(self, persons: Sequence[Matched]) -> Iterator[Difference]:
        first, second = self.kind.sides
        counts: dict[str, dict[str, int]] = {}
        for person in persons:
            for side in self.kind.sides:
                row = person.first(side)
                whose = row.values.get(self.kind.field, "") if row else ""
                if whose:
                    own = counts.setdefault(whose, {})
                    own[side] = own.get(side, 0) + 1
        for whose, own in counts.items():
            ours, theirs = own.get(first, 0), own.get(second, 0)
            if ours != theirs:
                labels = self.comparison.sides
                says = (
                    f"{labels[first].label} {ours} 人，{labels[second].label} {theirs} 人，差 {abs(ours - theirs)} 人。"
                )
                yield Difference(self.kind, self._shown(whose), (), says)

    def _difference(self, person: Matched, sides: Sequence[str], says: str) -> Difference:
        rows = [(side, row) for side in sides for row in person.rows.get(side, ())]
        whose = next((row.values[self.comparison.by] for _, row in rows if row.values.get(self.comparison.by)), "")
        places = tuple((self.comparison.sides[side].label, row.spot) for side, row in rows)
        return Difference(self.kind, self._shown(whose), places, says, person.weak)

    def _shown(self, value: str) -> str:
        return self.ledger.organisations.name(value)
