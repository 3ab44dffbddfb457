"""Shanghai's filings as PDF: every table its form, every relation done again, the defects noted by hand found.

The filings are not part of the project: HENGJI_FILINGS names their folder, by default `shared/filings` beside the
checkout.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from tests.reading.drawn import library

from hengji.checking.finding import Finding
from hengji.engine.session import check_reading, read_file
from hengji.facts.fact import Statement
from hengji.reading.result import Reading

ROOT = Path(__file__).resolve().parents[2]
FILINGS = Path(os.environ.get("HENGJI_FILINGS") or ROOT.parent / "shared" / "filings")
BUDGET = "putuo-justice-bureau-budget-2026"
ACCOUNTS = "putuo-planning-bureau-final-accounts-2024"
TEMPLATE = "shanghai-final-accounts-template-2024"
CLASS, STEP = 3, 2

FB = ["totals", "income", "outlay", "fiscal", "general", "fund", "capital", "basic", "three_public"]
FA = ["totals", "income", "outlay", "fiscal", "general", "basic", "three_public", "fund", "capital_flow"]
FORMS = {
    BUDGET: [f"cn.fb.{name}" for name in FB],
    ACCOUNTS: [f"cn.fa.{name}" for name in FA],
    TEMPLATE: [f"cn.fa.{name}" for name in FA],
}
# Which columns of a row add to which.
ROWS = {
    "cn.fb.income": ("total", ["fiscal", "business", "operating", "other"]),
    "cn.fb.outlay": ("total", ["basic", "project"]),
    "cn.fb.general": ("total", ["basic", "project"]),
    "cn.fb.basic": ("total", ["personnel", "public"]),
    "cn.fa.income": ("total", ["fiscal", "superior", "business", "operating", "subordinate", "other"]),
    "cn.fa.outlay": ("total", ["basic", "project", "remitted", "operating", "subsidiary"]),
    "cn.fa.general": ("total", ["basic", "project"]),
}

# Tables that say the same where all money is of the general budget.
SAME = {BUDGET: [("cn.fb.outlay", "cn.fb.general"), ("cn.fb.income", "cn.fb.outlay")]}


@cache
def filing(name: str) -> Reading:
    """A filing, read."""
    path = FILINGS / f"{name}.pdf"
    if not path.exists():
        pytest.skip(f"{name}.pdf is not there")
    return read_file(path, library())


@cache
def findings(name: str) -> tuple[Finding, ...]:
    """What is found in a filing."""
    return check_reading(filing(name)).findings


def tables(name: str) -> dict[str, dict[tuple[str, str], Statement]]:
    """The figures of every table by form, row and column."""
    found: dict[str, dict[tuple[str, str], Statement]] = {}
    for one in filing(name).facts:
        if one.table and one.value is not None:
            form, _, address = one.address.partition("!")
            band, row, column = address.split("/")
            found.setdefault(form, {})[f"{band}/{row}", column] = one
    return found


def value(one: Statement | None) -> Decimal:
    """The amount of a cell in yuan; a blank counts as nothing."""
    if one is None or one.value is None:
        return Decimal(0)
    return one.value * {"元": 1, "万元": 10000}.get(one.unit, 1)


Cells = dict[tuple[str, str], Statement]
Pairs = Iterator[tuple[Decimal, Decimal]]


def relations(name: str) -> Pairs:
    """Both sides of every relation the tables of a filing must keep: rows, codes, totals, one figure in two tables."""
    for form, cells in tables(name).items():
        rows = list(dict.fromkeys(row for row, _ in cells))
        if form in ROWS:
            whole, parts = ROWS[form]
            for row in rows:
                yield value(cells.get((row, whole))), added(cells, [(row, part) for part in parts])
        for column in dict.fromkeys(column for _, column in cells):
            yield from sums_of_codes(cells, rows, column)
    yield from said_twice(name)


def added(cells: Cells, at: list[tuple[str, str]]) -> Decimal:
    return sum((value(cells.get(one)) for one in at), Decimal(0))


def sums_of_codes(cells: Cells, rows: list[str], column: str) -> Pairs:
    """A class against its groups, a group against its items, the total against the classes."""
    codes = {row: row.partition("/")[2] for row in rows if row.partition("/")[2].isdigit()}
    for row, code in codes.items():
        below = [(one, column) for one, longer in codes.items() if longer[:-STEP] == code]
        if below:
            yield value(cells.get((row, column))), added(cells, below)
    if ("items/total", column) in cells:
        top = [(row, column) for row, code in codes.items() if len(code) == CLASS]
        yield value(cells["items/total", column]), added(cells, top)


def said_twice(name: str) -> Pairs:
    """Figures that two tables state."""
    for first, second in SAME.get(name, ()):
        there = tables(name)[second]
        yield from ((value(cell), value(there[place])) for place, cell in tables(name)[first].items() if place in there)
    stated: dict[object, list[Statement]] = {}
    for one in filing(name).facts:
        if one.table and one.value is not None:
            stated.setdefault(one.key, []).append(one)
    yield from ((value(same[0]), value(other)) for same in stated.values() for other in same[1:])


@pytest.mark.parametrize("name", FORMS)
def test_every_table_is_its_form(name: str) -> None:
    read = [table.recognised for table in filing(name).tables if table.recognised is not None]
    assert [found.form.id for found in read] == FORMS[name]


@pytest.mark.parametrize("name", FORMS)
def test_no_figure_of_a_table_is_left_over(name: str) -> None:
    found = [table.recognised for table in filing(name).tables if table.recognised is not None]
    left = [one.table.rows[row].cells[cell].text.value for one in found for row, cell in one.unread]
    left = [text for text in left if any(letter.isdigit() for letter in text)]
    assert left == []


@pytest.mark.parametrize(("name", "at_least", "within"), [(BUDGET, 212, "0"), (ACCOUNTS, 177, "200")])
def test_the_relations_of_the_tables_hold(name: str, at_least: int, within: str) -> None:
    """The budget to the fen; the accounts, in 万元, within 0.02 for sums of rounded parts."""
    found = [pair for pair in relations(name) if any(pair)]
    assert [pair for pair in found if abs(pair[0] - pair[1]) > Decimal(within)] == []
    assert len(found) >= at_least


def test_the_budget_says_whose_it_is_and_for_when() -> None:
    (part,) = filing(BUDGET).parts
    assert (part.kind, part.fiscal_year, part.organisation) == ("budget", 2026, "上海市普陀区司法局")


def test_the_accounts_say_whose_they_are_and_for_when() -> None:
    (part,) = filing(ACCOUNTS).parts
    assert (part.kind, part.fiscal_year, part.organisation) == ("final_accounts", 2024, "上海市普陀区规划和自然资源局")


@pytest.mark.parametrize(
    ("concept", "amount"),
    [
        ("revenue", "96282213.44"),
        ("expenditure.basic", "25741666.44"),
        ("expenditure.project", "70540547.00"),
        ("expenditure.personnel", "23563342.00"),
        ("expenditure.public", "2178324.44"),
        ("three_public", "108100"),
        ("agency_operating", "2178300"),
    ],
)
def test_the_totals_of_the_budget(concept: str, amount: str) -> None:
    stated = {
        value(one) for one in filing(BUDGET).facts.of_concept(concept) if one.table and one.key.scenario == "budget"
    }
    assert Decimal(amount) in stated


@pytest.mark.parametrize(
    ("name", "rule", "working", "quotes"),
    [
        (BUDGET, "cn.change.recomputed", "-91.11% ≠ 17.62%", {"43269.3", "3845.49", "17.62"}),
        (BUDGET, "cn.change.recomputed", "17.93% ≠ 17.66%", {"77.99", "91.97", "17.66"}),
        (BUDGET, "cn.restated", "≠ 201.50", {"208.8", "201.50", "2087959.00"}),
    ],
)
def test_a_defect_noted_by_hand_is_found_with_its_places(name: str, rule: str, working: str, quotes: set[str]) -> None:
    (found,) = [one for one in findings(name) if one.rule == rule and working in one.working]
    assert quotes <= {spot.quote for spot in found.spots}


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        (BUDGET, ["cn.change.recomputed", "cn.change.recomputed", "cn.restated"]),
        # 基本支出 and 人员经费 of the text (all money) against those of the tables (一般公共预算): 12.89 apart.
        (ACCOUNTS, ["cn.restated", "cn.restated"]),
        (TEMPLATE, []),
    ],
)
def test_no_arithmetic_is_called_wrong_that_is_right(name: str, rules: list[str]) -> None:
    """Checks of words (year, residue, names) are told elsewhere; of the figures just these are errors."""
    numeric = {"arithmetic", "cross-table", "text-vs-table", "text-vs-text", "ratio", "change", "count", "carry-over"}
    wrong = [one for one in findings(name) if one.severity == "error" and one.kind in numeric]
    assert sorted(one.rule for one in wrong) == rules, [(one.says, one.working) for one in wrong]
