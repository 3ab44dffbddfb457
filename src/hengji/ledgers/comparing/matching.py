"""Which rows of different lists are of one person: by number or token; by name and body only where there is neither."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from hengji.ledgers.comparing.listing import Listed
from hengji.records import dataclass


@dataclass(frozen=True, slots=True)
class Matched:
    """A person of the lists: the rows of each side; ``weak``: some row was matched by name and body only."""

    rows: Mapping[str, Sequence[Listed]]
    weak: bool

    def first(self, side: str) -> Listed | None:
        """The first row of a side."""
        rows = self.rows.get(side)
        return rows[0] if rows else None


def matched(sides: Mapping[str, Sequence[Listed]]) -> list[Matched]:
    """The persons of all lists, in the order they first come."""
    group = _Groups(row.sure for rows in sides.values() for row in rows)
    weakly: dict[bytes, set[object]] = {}
    for rows in sides.values():
        for row in rows:
            if row.sure and row.weak:
                weakly.setdefault(row.weak, set()).add(group.of(row.sure[0]))
    persons: dict[object, dict[str, list[Listed]]] = {}
    doubtful: set[object] = set()
    for side, rows in sides.items():
        for row in rows:
            if row.sure:
                who: object = group.of(row.sure[0])
            else:
                candidates = weakly.get(row.weak, set())
                who = next(iter(candidates)) if len(candidates) == 1 else row.weak
                doubtful.add(who)
            persons.setdefault(who, {}).setdefault(side, []).append(row)
    return [Matched(rows, who in doubtful) for who, rows in persons.items()]


class _Groups:
    """Digests that stand in one row belong to one person."""

    def __init__(self, rows: Iterable[Sequence[bytes]]) -> None:
        self._above: dict[bytes, bytes] = {}
        for sure in rows:
            for one in sure[1:]:
                first, other = self.of(sure[0]), self.of(one)
                if first != other:
                    self._above[other] = first

    def of(self, digest: bytes) -> bytes:
        """The digest that stands for the person of another."""
        while digest in self._above:
            digest = self._above[digest]
        return digest
