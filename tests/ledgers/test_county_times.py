"""A generated county through time: what was known on a day stays what it was, sums are kept, order is no matter."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from tests.ledgers.county import files
from tests.ledgers.county.rows import Row, later
from tests.ledgers.county.simulator import Size
from tests.ledgers.made_ledgers import book
from tests.ledgers.oracle import Figures, Oracle
from tests.ledgers.test_county import SIZES, assert_figures_agree, ledger_of, oracle_of, rows_of

from hengji.ledgers.folder.reading import read_folder
from hengji.ledgers.ledger import Ledger
from hengji.ledgers.measuring import Question, figure, tally


def answers(ledger: Ledger, days: list[date]) -> list[Figures]:
    """Every measure by unit, up to each of some days."""
    return [
        tally(ledger, measure, Question(day.year, day, ("subject",)))
        for day in days
        for measure in ledger.book.measures.values()
    ]


def some_days(size: Size, seed: int, count: int) -> list[date]:
    chance = Random(seed)  # noqa: S311 - any days
    first = date(size.first, 1, 1)
    return [first + timedelta(chance.randrange(365 * size.years)) for _ in range(count)]


@pytest.mark.parametrize("size", SIZES)
def test_what_was_known_stays_after_a_thousand_later_events(size: Size) -> None:
    ledger = files.ledger_of(book(), rows_of(size))
    days = some_days(size, 1, 3)
    for known in some_days(size, 2, 3):
        before = answers(ledger.as_known(known), days)
        for row in later(rows_of(size), 1000, known, seed=known.toordinal()):
            ledger.tables[row.register].append(files.entry_of(book(), row))
        for register in ledger.tables:
            ledger.changed(register)
        assert answers(ledger.as_known(known), days) == before
        assert answers(ledger, days) != before
        ledger = files.ledger_of(book(), rows_of(size))


@pytest.mark.parametrize("size", SIZES)
def test_as_known_figures_equal_the_plain_count_of_what_was_recorded(size: Size) -> None:
    for known in some_days(size, 3, 3):
        oracle = Oracle(book(), rows_of(size), known)
        assert assert_figures_agree(ledger_of(size).as_known(known), oracle, known.year, ("subject",)) > 20


def test_a_correction_is_not_seen_before_it_is_recorded() -> None:
    size = SIZES[0].values[0]
    assert isinstance(size, Size)
    corrections = [row for row in rows_of(size) if row.corrects and row.register == "staff"]
    assert len(corrections) > 10
    for row in corrections:
        for known, seen in ((row.recorded - timedelta(1), False), (row.recorded, True)):
            history = ledger_of(size).as_known(known).history("staff")
            numbers = {history.table.number[one] for one in history.row}
            assert (row.corrects in numbers) <= (not seen)
            assert (row.number in numbers) <= seen


@pytest.mark.parametrize("size", SIZES)
def test_accounts_come_to_nothing_on_any_day(size: Size) -> None:
    accounts = ledger_of(size).accounts("quota")
    for day in some_days(size, 4, 20):
        balances = dict(accounts.balances(day.toordinal()))
        assert sum(balances.values()) == 0
        expected = oracle_of(size).accounts("quota", day)
        assert {key: one for key, one in balances.items() if one} == {key: one for key, one in expected.items() if one}
        assert all(one >= 0 for key, one in balances.items() if not accounts.outside(key))


@pytest.mark.parametrize("size", SIZES)
def test_the_end_of_a_year_is_its_opening_and_what_came_less_what_went(size: Size) -> None:
    ledger = ledger_of(size)

    def told(name: str, year: int, *, whose: str = "") -> int:
        question = Question(year, whose=frozenset({whose}) if whose else None)
        return int(figure(ledger, ledger.book.measures[name], question) or 0)

    units = {row.values["organisation"] for row in rows_of(size) if row.register == "organisation" and row.values}
    for year in range(size.first, size.first + size.years):
        for whose in ("", *sorted(units)):
            opening, end = (told(one, year, whose=whose) for one in ("staff.opening", "staff.all"))
            come, gone = (told(one, year, whose=whose) for one in ("staff.enrolled", "staff.exited"))
            moved = told("staff.moved_in", year, whose=whose) - told("staff.moved_out", year, whose=whose)
            assert end == opening + come - gone + moved, (whose, year)
            assert opening == told("staff.all", year - 1, whose=whose)


def shuffled(rows: tuple[Row, ...], seed: int) -> list[Row]:
    """The rows in another order, but for those of one register and one day."""
    chance = Random(seed)  # noqa: S311 - any order
    places: dict[tuple[str, date], list[Row]] = {}
    for row in rows:
        places.setdefault((row.register, row.effective), []).append(row)
    days = list(places.values())
    chance.shuffle(days)
    return [row for day in days for row in day]


@pytest.mark.parametrize("size", SIZES)
def test_the_order_of_rows_of_different_days_does_not_matter(size: Size) -> None:
    other = files.ledger_of(book(), shuffled(rows_of(size), 1))
    days = [date(size.first + 1, 12, 31), *some_days(size, 5, 2)]
    assert answers(other, days) == answers(ledger_of(size), days)
    known = days[-1]
    assert answers(other.as_known(known), days) == answers(ledger_of(size).as_known(known), days)


def test_the_order_of_files_does_not_matter(tmp_path: Path) -> None:
    size = SIZES[0].values[0]
    assert isinstance(size, Size)
    days = [date(size.first + 1, 12, 31)]
    for name, backwards in (("one", False), ("other", True)):
        folder = tmp_path / name
        folder.mkdir()
        files.written(folder, book(), rows_of(size), backwards=backwards)
        read = read_folder(folder, book())
        assert [str(one) for one in read.troubles] == []
        assert len(read.files) > 10
        assert len(read.ledger) == len(rows_of(size))
        assert answers(read.ledger, days) == answers(ledger_of(size), days)
