"""Figures and the sums that hold among them, brought to what is open: which of two neighbours each is rounded to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

Terms = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Open:
    """A figure (or several that are one) strictly between two quanta: how far above the lower one it lies."""

    name: str
    lower: int
    above: Fraction


@dataclass(frozen=True, slots=True)
class System:
    """Equations over open figures, each a sum of coefficient × distance above the lower quantum, equal to ``right``.

    ``names`` says for every figure which open one (or which whole number) it is; ``broken`` are the sums that do not
    hold for the exact figures either, and are no business of rounding.
    """

    open: tuple[Open, ...]
    rows: tuple[tuple[tuple[tuple[int, int], ...], int], ...]
    names: Mapping[str, str]
    whole: Mapping[str, int]
    broken: tuple[int, ...]


def system_of(figures: Mapping[str, Fraction], sums: Sequence[Terms]) -> System:
    """The open figures and equations of ``figures`` (in quanta) under ``sums`` (coefficient × figure, together zero).

    Sums of two figures that must be equal make them one. Names are sorted first, so the order of what is given has no
    influence.
    """
    broken = tuple(index for index, terms in enumerate(sums) if _total(terms, figures) != 0)
    good = [terms for index, terms in enumerate(sums) if index not in set(broken)]
    names = _joined(figures, good)
    values = {name: figures[name] for name in sorted(set(names.values()))}
    whole = {name: int(value) for name, value in values.items() if value.denominator == 1}
    places = [name for name in values if name not in whole]
    index = {name: number for number, name in enumerate(places)}
    lower = {name: whole.get(name, values[name].__floor__()) for name in values}
    rows: set[tuple[tuple[tuple[int, int], ...], int]] = set()
    for terms in good:
        together: dict[str, int] = {}
        for name, coefficient in terms.items():
            together[names[name]] = together.get(names[name], 0) + coefficient
        row = tuple(sorted((index[name], one) for name, one in together.items() if one and name in index))
        right = -sum(one * lower[name] for name, one in together.items())
        if row:
            sign = 1 if row[0][1] > 0 else -1
            rows.add((tuple((number, sign * one) for number, one in row), sign * right))
    opened = tuple(Open(name, lower[name], values[name] - lower[name]) for name in places)
    return System(opened, tuple(sorted(rows)), names, whole, broken)


def _total(terms: Terms, figures: Mapping[str, Fraction]) -> Fraction:
    return sum((one * figures[name] for name, one in terms.items()), Fraction(0))


def _joined(figures: Iterable[str], sums: Iterable[Terms]) -> dict[str, str]:
    """Every figure under the first name of those that are held equal to it."""
    above = {name: name for name in figures}

    def top(name: str) -> str:
        while above[name] != name:
            name = above[name]
        return name

    for terms in sums:
        if sorted(terms.values()) == [-1, 1]:
            first, second = sorted(map(top, terms))
            above[second] = first
    return {name: top(name) for name in above}
