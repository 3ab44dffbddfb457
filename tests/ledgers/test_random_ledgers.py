"""Small ledgers of any events: histories equal a plain fold, and nothing gets in that judging would find."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ledgers.county.files import entry_of
from tests.ledgers.county.rows import VOID, Row
from tests.ledgers.made_ledgers import book
from tests.ledgers.oracle import Oracle

from hengji.ledgers.errors import RefusedError, Spot, Trouble
from hengji.ledgers.judging import enter, judged
from hengji.ledgers.ledger import Ledger
from hengji.ledgers.table import Entry

FIRST = date(2020, 1, 1)
BODIES = ("J1", "J2", "J3")
days = st.integers(0, 12).map(lambda number: FIRST + timedelta(number))
bodies = st.sampled_from(BODIES)
persons = st.sampled_from(("P1", "P2", "P3"))
kinds = st.sampled_from(("行政", "事业"))
counts = st.integers(1, 3).map(str)


def _event(
    register: str, event: str, **values: st.SearchStrategy[str]
) -> st.SearchStrategy[tuple[str, str, dict[str, str]]]:
    return st.tuples(st.just(register), st.just(event), st.fixed_dictionaries(values))


words = st.sampled_from(("甲局", "乙局"))
listings = st.sampled_from(("一般", "一般", "单列"))
ways = st.just("调入")
events = st.one_of(
    _event("organisation", "found", organisation=bodies, name=words, nature=st.just("政府机关")),
    _event("organisation", "rename", organisation=bodies, name=words),
    _event("organisation", "transfer", organisation=bodies, parent=bodies),
    _event("organisation", "abolish", organisation=bodies),
    _event("quota", "grant_total", type=kinds, count=counts),
    _event("quota", "allot", organisation=bodies, type=kinds, count=counts),
    _event("quota", "reduce", organisation=bodies, type=kinds, count=counts),
    _event("quota", "shift", organisation=bodies, from_organisation=bodies, type=kinds, count=counts),
    _event("staff", "enroll", person=persons, organisation=bodies, type=kinds, way=ways, listing=listings),
    _event("staff", "enroll", person=persons, organisation=bodies, type=kinds, way=ways, grant=st.just("Y1")),
    _event("staff", "move", person=persons, organisation=bodies),
    _event("staff", "change", person=persons, type=kinds, listing=listings),
    _event("staff", "exit", person=persons, way=st.just("退休")),
    _event("overstaff", "open", item=st.just("C1"), organisation=bodies),
    _event("overstaff", "done", item=st.just("C1"), channel=st.just("退休减员")),
    _event(
        "turnover",
        "lend",
        loan=st.just("Z1"),
        organisation=bodies,
        type=kinds,
        count=counts,
        due=days.map(date.isoformat),
    ),
    _event("turnover", "give_back", loan=st.just("Z1")),
    _event("quota", "set_aside", pool=st.just("周转编制池"), type=kinds, count=counts),
    _event(
        "quota_use",
        "declare",
        grant=st.just("Y1"),
        organisation=bodies,
        type=kinds,
        purpose=st.just("选调"),
        planned=counts,
    ),
    _event("quota_use", "review", grant=st.just("Y1")),
    _event("quota_use", "approve", grant=st.just("Y1")),
    _event("quota_use", "grant", grant=st.just("Y1"), granted=counts, valid_until=days.map(date.isoformat)),
    _event("quota_use", "close", grant=st.just("Y1")),
)


@st.composite
def rows(draw: st.DrawFn, most: int = 30) -> list[Row]:
    """Events in any order, some in the place of earlier ones, some only withdrawing one."""
    found: list[Row] = []
    for number, (register, event, given_) in enumerate(draw(st.lists(events, max_size=most))):
        day, late = draw(days), draw(st.integers(0, 9))
        row = Row(register, f"N{number}", event, day, day + timedelta(late), given_)
        earlier = [one for one in found if one.register == register and one.event != VOID]
        if earlier and draw(st.integers(0, 4)) == 0:
            wrong = draw(st.sampled_from(earlier))
            row = replace(row, corrects=wrong.number)
            if draw(st.booleans()):
                row = replace(row, event=VOID, values={})
        found.append(row)
    return found


BEGUN = [
    Row("organisation", "B1", "found", FIRST, FIRST, {"organisation": "J0", "name": "丙局", "nature": "政府机关"}),
    Row("quota", "B2", "grant_total", FIRST, FIRST, {"type": "行政", "count": "3"}),
]
"""A register nobody keeps limits nothing: these are kept."""


def ledger_of(some: list[Row]) -> Ledger:
    """A ledger made at once, by columns."""
    ledger = Ledger(book())
    for row in some:
        ledger.tables[row.register].append(entry_of(book(), row))
    return ledger


def assert_histories_agree(ledger: Ledger, oracle: Oracle) -> None:
    for register in ("organisation", "staff", "quota_use", "overstaff", "turnover"):
        history = ledger.history(register)
        cases = {step.case for step in oracle.steps(register)}
        assert set(history.last) == cases
        for case in cases:
            for offset in range(-1, 14):
                day = FIRST + timedelta(offset)
                expected = oracle.case(register, case, day)
                for own in (history, ledger.case(register, case)):
                    place = own.at(case, day.toordinal())
                    if place is None:
                        assert expected is None
                    else:
                        values = {
                            name: own.values[name][place] for name in own.values if own.values[name][place] is not None
                        }
                        assert (own.state[place], values) == expected


@given(rows())
@settings(max_examples=150, deadline=None)
def test_histories_equal_a_plain_fold(some: list[Row]) -> None:
    for known in (None, FIRST + timedelta(8)):
        ledger = ledger_of(some)
        assert_histories_agree(ledger if known is None else ledger.as_known(known), Oracle(book(), some, known))


@given(rows(), st.integers(0, 20))
@settings(max_examples=150, deadline=None)
def test_a_ledger_carried_on_equals_one_made_at_once(some: list[Row], begun: int) -> None:
    ledger = ledger_of(some[:begun])
    for number, row in enumerate(some[begun:]):
        ledger.prepare()
        kept = ledger.as_known(FIRST + timedelta(8))
        kept.prepare()
        ledger.append(entry_of(book(), row))
        if number % 3 == 0:  # tried and taken out again, then in after all
            ledger.withdraw_last(row.register)
            ledger.append(entry_of(book(), row))
    assert_histories_agree(ledger, Oracle(book(), some))
    known = FIRST + timedelta(8)
    assert_histories_agree(ledger.as_known(known), Oracle(book(), some, known))
    accounts, expected = ledger.accounts("quota"), Oracle(book(), some)
    for offset in range(14):
        day = FIRST + timedelta(offset)
        held = {key: one for key, one in accounts.balances(day.toordinal()).items() if one}
        assert held == {key: one for key, one in expected.accounts("quota", day).items() if one}
        assert sum(held.values()) == 0


def found_in(ledger: Ledger) -> dict[tuple[str, str], Trouble]:
    """What judging everything finds, by number of the event and rule."""
    fresh = Ledger(book())
    fresh.tables = ledger.tables
    found = {}
    for trouble in judged(fresh):
        found[trouble.spot.file, trouble.rule] = trouble
    return found


def named(entry: Entry) -> Entry:
    """The event with its number for a place, so that troubles can be told apart."""
    return replace(entry, spot=Spot(entry.number, 1))


@given(rows(45))
@settings(max_examples=200, deadline=None)
def test_entering_refuses_exactly_what_judging_finds(some: list[Row]) -> None:
    ledger = ledger_of(BEGUN)
    numbers: set[str] = set()
    for row in some:
        if row.corrects and row.corrects not in numbers:
            continue
        entry = named(entry_of(book(), row))
        before = found_in(ledger)
        place = ledger.append(entry)
        found = {what: one for what, one in found_in(ledger).items() if what not in before}
        ledger.withdraw_last(row.register)
        refused = {what: one for what, one in found.items() if one.severity == "refuse"}
        if refused:
            with pytest.raises(RefusedError) as refusal:
                enter(ledger, entry)
            assert {(one.spot.file, one.rule): one for one in refusal.value.troubles} == refused
            assert len(ledger.tables[row.register]) == place
        else:
            assert {(one.spot.file, one.rule): one for one in enter(ledger, entry)} == found
            numbers.add(row.number)
