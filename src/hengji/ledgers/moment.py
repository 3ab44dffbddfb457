"""The days a measure is about: a year, its end, its opening, its first half."""

from __future__ import annotations

from datetime import date

from hengji.records import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Days from ``first`` to ``last``, both included, as ordinals; ``year`` is the year asked for."""

    year: int
    first: int
    last: int


def span_of(at: str, year: int, day: date | None = None) -> Span:
    """The days of a moment (`hengji.packs.ledger.measure.MOMENTS`) for a year; with ``day`` only up to that day."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    if at == "opening":
        first, last = date(year - 1, 1, 1), date(year - 1, 12, 31)
    elif at == "first_half":
        last = date(year, 6, 30)
    elif at == "always":
        first = date.min
    elif at == "ever":
        first, last = date.min, date.max
    if day is not None:
        last = min(last, day) if at != "end" else day
    return Span(year, first.toordinal(), last.toordinal())
