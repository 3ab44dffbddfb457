"""A generated county: its rules hold, and every figure is what a plain loop over its rows comes to."""

from __future__ import annotations

from functools import cache

import pytest
from tests.ledgers.county import files
from tests.ledgers.county.rows import Row  # noqa: TC002 - ours
from tests.ledgers.county.simulator import SIMULATED, Size, simulated
from tests.ledgers.county.walks import walked
from tests.ledgers.made_ledgers import book
from tests.ledgers.oracle import Oracle

from hengji.ledgers.judging import judged
from hengji.ledgers.ledger import Ledger
from hengji.ledgers.measuring import Question, tally

SMALL = Size(units=12, posts=160, years=3, events=1500, slips=10)
COUNTY = Size()
SIZES = [pytest.param(SMALL, id="small"), pytest.param(COUNTY, id="county", marks=pytest.mark.slow)]


@cache
def rows_of(size: Size) -> tuple[Row, ...]:
    rows = simulated(5, size)
    return (*rows, *walked(book(), rows, 6, size))


@cache
def ledger_of(size: Size) -> Ledger:
    return files.ledger_of(book(), rows_of(size))


@cache
def oracle_of(size: Size) -> Oracle:
    return Oracle(book(), rows_of(size))


def assert_figures_agree(ledger: Ledger, oracle: Oracle, year: int, by: tuple[str, ...] = ()) -> int:
    """Every measure over registers that hold anything; how many figures other than nought were compared."""
    told = 0
    for measure in ledger.book.measures.values():
        found, expected = tally(ledger, measure, Question(year, by=by)), oracle.figures(measure, year, by)
        assert {group: value for group, value in found.items() if value != 0} == {
            group: value for group, value in expected.items() if value != 0
        }, (measure.id, year, by)
        told += sum(1 for value in found.values() if value)
    return told


@pytest.mark.parametrize("size", SIZES)
def test_all_rules_hold(size: Size) -> None:
    assert [str(one) for one in judged(ledger_of(size), SIMULATED)] == []


@pytest.mark.parametrize("by", [(), ("subject",), ("subject", "type")], ids=["whole", "by-unit", "by-unit-and-type"])
@pytest.mark.parametrize("size", SIZES)
def test_measures_equal_the_plain_count(size: Size, by: tuple[str, ...]) -> None:
    years = range(size.first - 1, size.first + size.years + 1)
    assert sum(assert_figures_agree(ledger_of(size), oracle_of(size), year, by) for year in years) > 20
