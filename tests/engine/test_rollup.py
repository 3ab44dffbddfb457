"""Several units rolled up to their department: every cell is the sum of theirs, less what they pay each other."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from tests.engine.exported_workbook import OWN, Accounts, Item, export, small_unit
from tests.engine.test_export import library, reading

from hengji.engine.building import Built, Order, build_department
from hengji.engine.rollup import RollupError, members_of
from hengji.engine.session import check_reading
from hengji.reading.data.file import read_data_file

DEPARTMENT = "某某县档案局"
PAID = Decimal("30000.55")


def office() -> Accounts:
    """The unit above: it gives the one below money for its own use."""
    unit = small_unit("某某县档案局机关", subsidiary=PAID)
    return replace(unit, opening={**unit.opening, OWN: unit.opening[OWN] + PAID})


def archive(received: Decimal = PAID) -> Accounts:
    """The unit below, which spends what it receives."""
    unit = small_unit("某某县档案馆", superior=received)
    return replace(unit, items=(*unit.items, Item("2010302", project=received, fund=OWN)))


def department(*units: Accounts, expected: tuple[str, ...] = (), formats: tuple[str, ...] = ("json",)) -> Built:
    readings = [reading(export(unit), f"{unit.organisation}.xlsx") for unit in units]
    return build_department(readings, library(), DEPARTMENT, expected, Order(formats))


@cache
def built() -> Built:
    return department(office(), archive(), expected=(office().organisation, archive().organisation, "某某县方志办"))


@cache
def answer() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(built().files["数据.json"])
    return found


def cells(organisation: str | None = None) -> dict[str, Decimal]:
    return {
        fact["address"]: Decimal(fact["value"])
        for fact in answer()["facts"]
        if fact["value"] is not None and fact["organisation"] == organisation
    }


def test_the_department_is_the_sum_of_its_units_less_what_they_pay_each_other() -> None:
    whole, above, below = cells(), cells(office().organisation), cells(archive().organisation)
    for address in ("cn.fa.outlay!items/2010301/basic", "cn.fa.totals!income/general/value"):
        assert abs(whole[address] - (above[address] + below[address]) / 10000) < Decimal("0.01")
    assert (above["cn.fa.outlay!items/total/subsidiary"], below["cn.fa.totals!income/superior/value"]) == (PAID, PAID)
    assert whole["cn.fa.outlay!items/total/subsidiary"] == 0
    assert whole["cn.fa.outlay!items/2010302/subsidiary"] == 0
    assert whole["cn.fa.totals!income/superior/value"] == 0
    assert whole["cn.fa.income!items/total/superior"] == 0
    for address in (
        "cn.fa.outlay!items/total/total",
        "cn.fa.totals!outlay/201/value",
        "cn.fa.totals!income/total/value",
    ):
        assert abs(whole[address] - (above[address] + below[address] - PAID) / 10000) < Decimal("0.01")


def test_the_departments_figures_hold_together() -> None:
    assert built().checked is not None
    assert [one.working for one in built().checked.findings if one.kind in {"arithmetic", "cross-table"}] == []  # type: ignore[union-attr]
    assert built().rounded is not None
    assert built().rounded.unresolved == ()  # type: ignore[union-attr]
    found = check_reading(built().rounded.reading).findings  # type: ignore[union-attr]
    assert [one.working for one in found if one.kind in {"arithmetic", "cross-table"}] == []


def test_members_are_listed_and_missing_ones_named() -> None:
    assert [one["organisation"] for one in answer()["members"]] == [office().organisation, archive().organisation]
    assert built().failures == ["名单里的某某县方志办没有数据，汇总数里不含它。"]
    assert answer()["organisation"] == DEPARTMENT
    assert answer()["eliminations"] == [
        "对附属单位补助支出与上级补助收入：付出合计 30000.55 元，收到合计 30000.55 元，相等，全部抵销。"
    ]


def test_what_every_unit_states_is_kept_as_its_own() -> None:
    own = [fact for fact in answer()["facts"] if fact["organisation"] == archive().organisation]
    assert {fact["scope"] for fact in own} == {"self"}
    assert all(fact["unit"] == "元" for fact in own if fact["kind"] == "money")
    assert {fact["place"]["sheet"] for fact in own if fact["place"]} >= {"Z04 支出决算表"}


def test_the_working_shows_every_cell_as_a_sum() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(built().files["汇总底稿.xlsx"]))
    rows = book.get_sheet_by_name("底稿").to_python()
    assert rows[1] == ["表", "格", office().organisation, archive().organisation, "抵销", "汇总", "计量单位"]
    for row in rows[2:]:
        parts = [Decimal(str(one)) for one in row[2:5] if one != ""]
        assert sum(parts, Decimal(0)) == Decimal(str(row[5]))
    assert any(row[4] == f"-{PAID}" for row in rows[2:])


def test_what_is_not_equal_on_both_sides_is_told_and_not_taken_out() -> None:
    made = department(office(), archive(PAID + 1))
    assert any("两边不等" in one and "没有抵销" in one for one in made.failures)
    facts = {
        one["address"]: one["value"] for one in json.loads(made.files["数据.json"])["facts"] if not one["organisation"]
    }
    assert facts["cn.fa.outlay!items/total/subsidiary"] == "3.00"


def test_a_unit_counted_twice_is_refused() -> None:
    twice = [reading(export(archive()), "一.xlsx"), reading(export(archive()), "二.xlsx")]
    with pytest.raises(RollupError, match=r"《一.xlsx》和《二.xlsx》都是某某县档案馆的"):
        members_of(twice)


def test_units_of_different_years_are_refused() -> None:
    other = replace(office(), year=2024)
    with pytest.raises(RollupError, match="各单位的年度不同：2023、2024"):
        members_of([reading(export(archive()), "一.xlsx"), reading(export(other), "二.xlsx")])


DATA = """\
填报信息: {{单位名称: {unit}, 预算年度: 2023, 规则包编号: cn-430000-hunan}}
基础数据表:
  编制数: {quota}
  在职人数: 4
  公务接待: {{prior: 1.2, budget: 1, actual: {reception}}}
"""


def test_the_command_rolls_up_data_files_and_derives_rates_anew(tmp_path: Path) -> None:
    for name, quota, reception in (("甲", 8, "0.5"), ("乙", 12, "0.25")):
        text = DATA.format(unit=f"某某县{name}单位", quota=quota, reception=reception)
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "名单.txt").write_text("某某县甲单位\n某某县丙单位\n", encoding="utf-8")
    assert read_data_file(tmp_path / "甲.yaml", library()).problems == []

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", "from hengji.cli import main; main()", "build", "甲.yaml", "乙.yaml"]
        return subprocess.run([*command, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert "请加 --rollup" in run("-o", "out").stderr
    done = run("-o", "out", "--formats", "json", "--rollup", "某某县某局", "--units", "名单.txt")
    assert done.returncode == 2
    assert "名单里的某某县丙单位没有数据" in done.stderr
    assert "《乙.yaml》是某某县乙单位的，不在名单里" in done.stderr
    facts = json.loads((tmp_path / "out" / "数据.json").read_bytes())["facts"]
    whole = {one["address"]: one["value"] for one in facts if one["organisation"] is None}
    assert whole["cn.basic_data!staff/only/quota"] == "20"
    assert whole["cn.basic_data!staff/only/rate"] == "40"
    assert whole["cn.basic_data!cost/reception/actual"] == "0.75"
