"""Any register as an extract: a clerk's own list whose headings are the register's labels, or other names of them.

A list with a column of events has an event a row. One without has a case a row, and a column for the day of each event
(办结日期): every day that is filled is an event.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hengji.packs.ledger.book import LedgerBook
from hengji.packs.ledger.extract import Extract, ExtractColumn, Happening
from hengji.packs.ledger.register import Field, Register

DAY = ("日期", "时间", "日")
PAPERS = ("role", "actor", "document", "note")
BEFORE = "events."
"""Begins the id of a column that holds the day of an event."""


def generic(book: LedgerBook, register: Register) -> Iterator[Extract]:
    """The extracts of a register: of events, of events of the only kind there is, of cases with a day for each event.

    A row is known by its number (a counter of rows is none), by its case and day, or by all it says.
    """
    words = book.extract_words
    counters = frozenset(words.counters) if words else frozenset()
    common = {name: _without(one, counters) for name, one in (book.common.fields if book.common else {}).items()}
    own = {
        name: _column(one, needed=name in register.keys) for name, one in register.fields.items() if not one.personal
    }
    papers = {name: _column(one, needed=False) for name, one in common.items() if name in PAPERS and name not in own}
    days: dict[str, ExtractColumn] = {
        name: _column(common[name], needed=True) for name in ("event", "effective") if name in common
    }
    number = {"number": _column(common["number"], needed=True)} if "number" in common else {}
    tells = (*register.keys, "effective") if register.keys else (*own, "effective")
    for constants, shared in _kinds(register, days):
        yield _extract(register, {**shared, **number, **own, **papers}, ("number",), constants)
        yield _extract(register, {**shared, **own, **papers}, tells, constants)
    if register.keys:
        happenings = {f"{BEFORE}{event.id}": event for event in register.events.values()}
        dated = {name: _day(name, (event.label, *event.aliases), register) for name, event in happenings.items()}
        events = tuple(Happening(event.id, name, event.mark) for name, event in happenings.items())
        yield _extract(register, {**dated, **own, **papers}, register.keys, {}, events)


def _kinds(
    register: Register, days: dict[str, ExtractColumn]
) -> Iterator[tuple[dict[str, str], dict[str, ExtractColumn]]]:
    """With a column of events; without one, where there is only one kind of them."""
    yield {}, days
    if len(register.events) == 1 and "effective" in days:
        yield {"event": next(iter(register.events))}, {"effective": days["effective"]}


def _without(field: Field, words: frozenset[str]) -> Field:
    return replace(field, aliases=tuple(word for word in field.aliases if word not in words))


def _extract(
    register: Register,
    columns: dict[str, ExtractColumn],
    number: tuple[str, ...],
    constants: dict[str, str],
    events: tuple[Happening, ...] = (),
) -> Extract:
    return Extract(
        id=f"register.{register.id}",
        label=register.label,
        about=register.about,
        titles=(register.label, *register.aliases),
        register=register.id,
        mode="events",
        columns=columns,
        constants=constants,
        events=events,
        number=number,
        repeats=not register.keys and number != ("number",),
        negative={},
        years=(),
        snapshot=None,
        totals=(),
        notes=(),
        counters=(),
        source=register.source,
        mark=register.mark,
    )


def _column(field: Field, *, needed: bool) -> ExtractColumn:
    return _made(field.id, field.id, (field.label, field.id, *field.aliases), field, needed=needed)


def _day(name: str, words: tuple[str, ...], register: Register) -> ExtractColumn:
    labels = tuple(f"{word}{day}" for word in words for day in DAY)
    first = next(iter(register.fields.values()))
    return _made(name, "effective", labels, first, needed=False)


def _made(name: str, target: str, labels: tuple[str, ...], like: Field, *, needed: bool) -> ExtractColumn:
    return ExtractColumn(
        id=name,
        field=target,
        labels=labels,
        needed=needed,
        aside=False,
        above=False,
        personal="",
        unit="",
        part="",
        values={},
        starts={},
        also=(),
        sets={},
        mark=like.mark,
    )
