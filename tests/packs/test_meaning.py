"""What a cell means is the union of what its form, band, column and row say."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from tests.packs.made_packs import library_of, make_pack

from hengji.facts.fact import Kind
from hengji.packs.pack import Pack

FORM = """form: t.a
label: 甲表
component: basic_data
source: caiyu-2020-10
unit: 万元
quantum: "0.01"
blank: zero
dimensions: {fund: 财政拨款}
bands:
- id: main
  columns:
  - {id: prior, period: -1, scenario: actual, label: 上年, concept: revenue}
  - id: group
    scenario: budget
    children:
    - {id: now, label: 本年, concept: revenue}
    - {id: twice, concept: change.amount, derive: "[.now] * 2"}
  - {id: people, concept: staff.on_staff, unit: 人, quantum: "1", period: end, blank: missing, required: true}
  - id: who
    dimension: project
    parse: ["{name}（{weight}分）"]
    inside: [{id: weight, concept: group.weight, unit: 分}]
  rows:
  - {id: total, label: 合计, dimensions: {account: 全部}}
  - {each: item, dimension: account, kind: count}
"""


def pack_of(folder: Path) -> Pack:
    """A pack with one form, whose rows leave the concept to the columns."""
    return library_of(make_pack(folder, {"forms/a.yaml": FORM})).get("t")


def test_a_cell_gathers_what_is_said_above_it(tmp_path: Path) -> None:
    cell = pack_of(tmp_path).meanings["t.a"].cell("main", "total", "prior")
    assert cell is not None
    assert (cell.address, cell.concept, cell.kind) == ("main/total/prior", "revenue", Kind.MONEY)
    assert (cell.period, cell.instant, cell.scenario) == (-1, False, "actual")
    assert cell.dimensions == (("account", "全部"), ("fund", "财政拨款"))
    assert (cell.unit, cell.quantum, cell.blank, cell.required) == ("万元", Decimal("0.01"), "zero", False)
    assert cell.label == "上年"


def test_what_does_not_identify_a_fact_may_be_said_again_nearer_to_the_cell(tmp_path: Path) -> None:
    cell = pack_of(tmp_path).meanings["t.a"].cell("main", "total", "people")
    assert cell is not None
    assert (cell.unit, cell.quantum, cell.blank, cell.required) == ("人", Decimal(1), "missing", True)
    assert (cell.instant, cell.period, cell.kind) == (True, 0, Kind.COUNT)


def test_the_leaves_of_a_column_group_carry_its_aspects_and_its_name(tmp_path: Path) -> None:
    pack = pack_of(tmp_path)
    cell = pack.meanings["t.a"].cell("main", "total", "group.twice")
    assert cell is not None
    assert (cell.scenario, cell.derive) == ("budget", "[group.now] * 2")
    assert (
        cell.derive_mark.line
        == FORM.splitlines().index('    - {id: twice, concept: change.amount, derive: "[.now] * 2"}') + 1
    )
    assert "cell:t.a!main/total/group.twice" in pack.formulas


def test_figures_inside_a_key_cell_have_an_address_of_their_own(tmp_path: Path) -> None:
    meaning = pack_of(tmp_path).meanings["t.a"]
    inner = meaning.cell("main", "item", "who.weight")
    assert inner is not None
    assert (inner.concept, inner.unit) == ("group.weight", "分")
    assert meaning.cell("main", "item", "who") is None
    assert len(meaning.cells) == 10


def test_a_row_may_change_the_kind_of_its_values(tmp_path: Path) -> None:
    cell = pack_of(tmp_path).meanings["t.a"].cell("main", "item", "prior")
    assert cell is not None
    assert cell.kind is Kind.COUNT
