"""The two lists of a double-random draw, taken from the registers that a pack names for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from hengji.ledgers.drawing_record import Candidate, Inspector, Lists
from hengji.ledgers.history import History
from hengji.ledgers.ledger import Ledger
from hengji.packs.ledger.draw import DrawKind
from hengji.packs.norm import Factor


def lists_of(ledger: Ledger, kind: DrawKind, on: date, year: int) -> Lists:
    """The lists as they stood on a day, by what was recorded by then.

    Objects drawn for ``year`` before that day are marked; what is drawn on the day itself is this very draw. The
    sponsor of an inspector's unit is told only where the unit is itself an object: other bodies have none.
    """
    known = ledger.as_known(on)
    day = on.toordinal()
    objects = known.history(kind.objects.register)
    sponsors = _sponsors(objects, kind, day)
    drawn = drawn_of(known, kind, year, before=day)
    name = known.organisations.name
    return Lists(
        objects=tuple(
            Candidate(unit, _line(name(unit, day)), sponsor, unit in drawn) for unit, sponsor in sponsors.items()
        ),
        inspectors=tuple(_inspectors(known.history(kind.inspectors.register), kind, day, sponsors)),
    )


def drawn_of(ledger: Ledger, kind: DrawKind, year: int, before: int) -> frozenset[str]:
    """The bodies with a case of the year that began before a day."""
    history = ledger.history(kind.drawn.register)
    units, years = history.values[history.register.subject], history.values[kind.drawn.year]
    return frozenset(
        str(units[place]) for place, start in enumerate(history.start) if start < before and _year(years[place]) == year
    )


def share_allowed(ledger: Ledger, kind: DrawKind, on: date) -> tuple[Factor, str] | None:
    """The least and the greatest share by the norm in force on a day, with its source; None where none holds."""
    norm = ledger.book.norms.get(kind.norm)
    version = norm.version(on) if norm is not None else None
    if version is None or not isinstance(version.parameters, Factor):
        return None
    document = ledger.book.sources.get(version.document)
    title = f"{document.title}{document.number and f'（{document.number}）'}" if document else version.document
    return version.parameters, f"{title}{version.article}"


def _year(value: object) -> int:
    return value.year if isinstance(value, date) else value if isinstance(value, int) else 0


def _line(text: str) -> str:
    """A text without what parts the fields and lines of a list."""
    return " ".join(text.replace("|", "｜").split())


def _sponsors(history: History, kind: DrawKind, day: int) -> dict[str, str]:
    """The objects with their sponsors, by key of the body."""
    units = history.values[history.register.subject]
    sponsors = history.values[kind.objects.sponsor] if kind.objects.sponsor else [None] * len(history)
    states = frozenset(kind.objects.states) or history.register.live()
    return {
        str(units[place]): str(sponsors[place] or "") for place in history.alive(day) if history.state[place] in states
    }


def _inspectors(history: History, kind: DrawKind, day: int, sponsors: Mapping[str, str]) -> list[Inspector]:
    units = history.values[history.register.subject]
    until = history.values[kind.inspectors.valid_until] if kind.inspectors.valid_until else [None] * len(history)
    live = history.register.live()
    states = frozenset(kind.inspectors.states) or live
    found = []
    for place in history.alive(day):
        if history.state[place] not in live:
            continue
        unit, valid = str(units[place] or ""), until[place]
        found.append(
            Inspector(
                _line(history.case[place]),
                unit,
                certified=history.state[place] in states,
                valid_until=valid if isinstance(valid, date) else None,
                sponsor=sponsors.get(unit, ""),
            )
        )
    return found
