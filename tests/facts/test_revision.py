"""A revision is what is stated under which pack: every value counts, order and places do not."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengji.facts.fact import FactKey, Kind, Source, State, Statement
from hengji.facts.place import SheetPlace, TextPlace
from hengji.facts.revision import revision_of, snapshot

KEY = FactKey("expenditure.project", "2023", "actual", dimensions=(("project", "机构改革"),))
FIGURE = Statement(
    "f1", KEY, State.REPORTED, Kind.MONEY, Decimal("4.00"), unit="万元", source=Source("sha", TextPlace(3, 7), "4.00")
)
OTHERS = [
    Statement("f2", FactKey("staff.on_staff", "2023"), State.REPORTED, Kind.COUNT, Decimal(17), unit="人"),
    Statement("f3", FactKey("thrift.measures", "2023"), State.REPORTED, Kind.TEXT, text="严格审批"),
    Statement("f4", FactKey("procurement", "2023"), State.BLANK, Kind.MONEY, unit="万元"),
]


def revision(statements: list[Statement], pack: str = "cn", version: str = "1", digest: str = "d") -> str:
    """The revision of some statements."""
    return revision_of(snapshot(statements, pack, version, digest))


REVISION = revision([FIGURE, *OTHERS])


@given(st.permutations([FIGURE, *OTHERS]))
def test_the_order_does_not_matter(statements: list[Statement]) -> None:
    assert revision(statements) == REVISION


@pytest.mark.parametrize(
    "same",
    [
        {"id": "f99"},
        {"source": Source("another", SheetPlace(0, 4, sheet="表", cell="B2"), "4.00")},
        {"source": Source(origin="typed")},
        {"component": "c2", "table": "t7", "address": "form!band/row/column"},
        {"label": "项目支出", "scenario_label": "决算数"},
        {"quantum": Decimal("0.01"), "decimals": 2},
    ],
)
def test_where_and_how_it_was_read_does_not_matter(same: dict[str, object]) -> None:
    assert revision([replace(FIGURE, **same), *OTHERS]) == REVISION  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        {"value": Decimal("4.01")},
        {"value": Decimal("4.0")},
        {"value": None},
        {"state": State.ZERO},
        {"unit": "元"},
        {"text": "约"},
        {"relation": "≥"},
        {"low": Decimal(3)},
        {"high": Decimal(5)},
        {"key": replace(KEY, concept="expenditure.basic")},
        {"key": replace(KEY, period="2022")},
        {"key": replace(KEY, scenario="budget")},
        {"key": replace(KEY, organisation="某某局")},
        {"key": replace(KEY, scope="self")},
        {"key": replace(KEY, dimensions=(("project", "平安建设"),))},
    ],
)
def test_whatever_is_stated_matters(change: dict[str, object]) -> None:
    assert revision([replace(FIGURE, **change), *OTHERS]) != REVISION  # type: ignore[arg-type]


def test_the_states_of_a_cell_without_value_are_different_things() -> None:
    states = [replace(OTHERS[2], state=state) for state in State]
    assert len({revision([one]) for one in states}) == len(State)


def test_leaving_out_a_statement_matters_and_saying_it_twice_does_not() -> None:
    assert revision(OTHERS) != REVISION
    assert revision([FIGURE, replace(FIGURE, id="f9"), *OTHERS]) == REVISION
    assert revision([FIGURE, replace(FIGURE, id="f9", value=Decimal("4.10")), *OTHERS]) != REVISION


@pytest.mark.parametrize("pack", [{"pack": "cn-439999"}, {"version": "2"}, {"digest": "e"}])
def test_the_pack_it_is_stated_under_matters(pack: dict[str, str]) -> None:
    assert revision([FIGURE, *OTHERS], **pack) != REVISION


def test_the_snapshot_is_text_that_anybody_can_read_and_hash() -> None:
    text = snapshot([FIGURE], "cn", "0.1.0", "abc")
    head, line = text.splitlines()
    assert text.endswith("\n")
    assert json.loads(head) == {"pack": "cn", "pack_digest": "abc", "pack_version": "0.1.0"}
    assert json.loads(line) == {
        "concept": "expenditure.project",
        "period": "2023",
        "scenario": "actual",
        "organisation": None,
        "scope": "",
        "dimensions": {"project": "机构改革"},
        "state": "reported",
        "value": "4.00",
        "low": None,
        "high": None,
        "text": "",
        "relation": "=",
        "unit": "万元",
    }
    assert "机构改革" in line
    assert revision_of(text) == hashlib.sha256(text.encode("utf-8")).hexdigest()
