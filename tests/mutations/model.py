"""A made-up filing before any format: paragraphs and tables whose figures are marked with what they stand for.

The marks are there for the mutations only: they say which figures are stated twice or take part in a relation of the
maker's own, so that a mutation nothing could reveal is left out without asking the checker. They are gone as soon as
the filing is written.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

OPEN, MIDDLE, CLOSE = "\ue000", "\ue001", "\ue002"
MARKED = re.compile(f"{OPEN}([^{MIDDLE}]*){MIDDLE}([^{CLOSE}]*){CLOSE}")
CENT = Decimal("0.01")
ABOVE = "^"
"""A cell that continues the one above."""


def marked(key: str, printed: str) -> str:
    """A printed figure with the name of what it states."""
    return f"{OPEN}{key}{MIDDLE}{printed}{CLOSE}"


def plain(text: str) -> str:
    """The text as it is printed."""
    return MARKED.sub(r"\2", text)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph."""

    text: str
    style: str = "body"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of cells; ``spans`` are the columns of each cell, by row; the first ``head`` rows are its head."""

    title: str
    rows: tuple[tuple[str, ...], ...]
    spans: tuple[tuple[int, ...], ...]
    head: int = 1
    above: tuple[str, str] | None = None
    sums: bool = True
    """Whether a lost row is missed by some total."""


Block = Line | Grid


@dataclass(frozen=True, slots=True)
class Filing:
    """A whole filing; ``related`` are the figures its maker knows to be bound by a relation."""

    name: str
    kind: str
    year: int
    unit: str
    blocks: tuple[Block, ...]
    related: frozenset[str]
    totals: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Every sum: the figure and its parts."""
    figures: Figures | None = field(default=None, compare=False, repr=False)
    """The figures it was made from."""


@dataclass
class Figures:
    """The figures of one filing while it is made: values by name, and which of them are bound together."""

    chance: random.Random
    values: dict[str, Decimal] = field(default_factory=dict)
    related: set[str] = field(default_factory=set)
    totals: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    rates: list[tuple[str, str, str]] = field(default_factory=list)
    bound: set[str] = field(default_factory=set)

    def put(self, key: str, value: Decimal | int) -> Decimal:
        """States a figure."""
        self.values[key] = value = Decimal(value)
        return value

    def draw(self, key: str, low: float, high: float) -> Decimal:
        """A random amount to the cent."""
        return self.put(key, Decimal(self.chance.randint(int(low * 100), int(high * 100))).scaleb(-2))

    def total(self, key: str, parts: list[str]) -> Decimal:
        """States a sum; a sum of one figure binds nothing but equality."""
        self.related.update([key, *parts])
        self.totals.append((key, tuple(parts)))
        return self.put(key, sum((self.values[part] for part in parts), Decimal(0)))

    def bind(self, *keys: str) -> None:
        """Says that a relation holds between figures."""
        self.related.update(keys)
        self.bound.update(keys)

    def share(self, key: str, part: str, whole: str, places: int = 2) -> Decimal:
        """States a rate in percent."""
        self.related.update([key, part, whole])
        self.rates.append((key, part, whole))
        rate = self.values[part] * 100 / self.values[whole] if self.values[whole] else Decimal(0)
        return self.put(key, rate.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))

    def allows(self, key: str, value: Decimal, half: Decimal) -> bool:
        """Whether every relation of a figure may hold with another value, all amounts rounded by up to ``half``.

        False for a figure bound otherwise, or in no sum or rate that is kept here.
        """
        if key in self.bound:
            return False
        values = {**self.values, key: value}
        sums = [(whole, parts) for whole, parts in self.totals if key in (whole, *parts)]
        rates = [one for one in self.rates if key in one]
        fits = [
            abs(values[whole] - sum(values[part] for part in parts)) <= half * (len(parts) + 1) for whole, parts in sums
        ]
        fits += [self._rounds(values[rate], values[part], values[whole], half) for rate, part, whole in rates]
        return bool(fits) and all(fits)

    def _rounds(self, rate: Decimal, part: Decimal, whole: Decimal, half: Decimal) -> bool:
        low, high = (part - half) * 100 / (whole + half), (part + half) * 100 / max(whole - half, half)
        return low - half <= rate <= high + half

    def money(self, key: str) -> str:
        """An amount as it is printed, with two decimals."""
        return marked(key, f"{self.values[key].quantize(CENT):f}")

    def cell(self, key: str, zero: str = "") -> str:
        """An amount in a table; what is not there is blank."""
        return self.money(key) if self.values.get(key) else marked(key, zero) if zero else ""

    def bare(self, key: str) -> str:
        """A count or a rate as it is printed, without its unit."""
        return marked(key, f"{self.values[key]:f}")


def grid(
    title: str,
    rows: list[list[str]],
    spans: list[list[int]] | None = None,
    *,
    head: int = 1,
    above: tuple[str, str] | None = None,
    sums: bool = True,
) -> Grid:
    """A table; without spans every cell is one column."""
    given = spans or [[1] * len(row) for row in rows]
    return Grid(title, tuple(map(tuple, rows)), tuple(map(tuple, given)), head, above, sums)
