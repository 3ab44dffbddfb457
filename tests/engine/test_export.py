"""From the export of the final-accounts software to the nine forms: nothing typed, every adjustment told."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from tests.engine.exported_workbook import FUND, GENERAL, OWN, Accounts, Item, export, small_unit

from hengji.engine.building import Built, Order, build
from hengji.engine.exporting import take
from hengji.engine.rounding import Rounded, rounded
from hengji.engine.session import check_reading
from hengji.packs.library import Library
from hengji.reading.formats.registry import read_document
from hengji.reading.read import read
from hengji.reading.result import Reading

CENT, TEN_THOUSAND = Decimal("0.01"), Decimal(10000)
FORMS = ("totals", "income", "outlay", "fiscal", "general", "basic", "fund", "capital", "three_public")


@cache
def library() -> Library:
    return Library.builtin()


def reading(data: bytes, name: str = "导出.xlsx") -> Reading:
    return read(read_document(data, name), library(), library().get("cn"))


@cache
def exported() -> Reading:
    return reading(export(small_unit()))


@cache
def built() -> Built:
    return build(exported(), library(), None, Order(("docx", "json")))


@cache
def answer() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(built().files["数据.json"])
    return found


def cells() -> dict[str, str]:
    return {fact["address"]: fact["value"] for fact in answer()["facts"] if fact["value"] is not None}


def test_every_table_of_the_export_is_recognised_in_yuan() -> None:
    units = {one.unit for one in exported().facts if one.kind == "money" and one.value is not None}
    assert units == {"元"}
    assert [one.recognised.form.id if one.recognised else "" for one in exported().tables] == [
        "cn.cj.totals",
        "cn.cj.fiscal",
        "cn.cj.income",
        "cn.fa.outlay",
        "cn.cj.general",
        "cn.cj.basic",
        "cn.cj.fund",
        "cn.fa.capital_flow",
        "cn.cj.agency",
    ]
    assert exported().not_understood == []
    assert exported().parts[0].organisation == "某某县档案馆"
    assert check_reading(exported()).findings == ()


def test_all_nine_forms_come_from_it_in_ten_thousand_yuan() -> None:
    assert {address.partition("!")[0] for address in cells()} >= {f"cn.fa.{name}" for name in FORMS}
    found = cells()
    assert found["cn.fa.totals!outlay/212/value"] == "12.00"
    assert found["cn.fa.income!items/total/other"] == "1.60"
    assert found["cn.fa.outlay!items/2010302/project"] == "31.45"
    assert found["cn.fa.fiscal!outlay/223/state_capital"] == "3.00"
    assert found["cn.fa.general!items/2010301/basic"] == "94.13"
    assert found["cn.fa.basic!economic/30103/value"] == "15.10"
    assert found["cn.fa.basic!totals/only/public"] == "10.51"
    assert found["cn.fa.fund!items/total/opening"] == "0.50"
    assert found["cn.fa.capital!items/2239999/project"] == "3.00"
    assert found["cn.fa.three_public!items/only/actual.vehicle_running"] == "2.44"
    assert found["cn.fa.three_public!items/only/budget.vehicle_running"] == "4.89"
    assert found["cn.fa.agency!right/vehicles/value"] == "1"


def test_every_figure_has_the_cell_it_was_computed_from() -> None:
    for fact in answer()["facts"]:
        if fact["place"] is not None:
            assert fact["place"]["sheet"]
            assert fact["quote"].replace(",", "") or fact["state"] == "blank"


def test_what_is_written_adds_up_and_reads_back() -> None:
    (name,) = (name for name in built().files if name.endswith(".docx"))
    back = reading(built().files[name], name)
    assert [one.working for one in check_reading(back).findings if one.kind in {"arithmetic", "cross-table"}] == []
    stated = {one.address: one.value for one in back.facts if one.table and one.value is not None}
    wanted = {address: Decimal(value) for address, value in cells().items() if address in stated}
    assert len(wanted) > 300
    assert {address: stated[address] for address in wanted} == wanted
    assert "其他人力资源事务支出" in {
        cell.text.value for table in back.document.tables() for row in table.rows for cell in row
    }


def test_every_cell_that_is_not_simply_rounded_is_listed_with_its_reason() -> None:
    exact = {one.address: one.value for one in taken(exported()).reading.facts if one.unit == "元"}
    listed = {one["address"]: one for one in answer()["adjustments"]}
    assert listed
    for address, value in exact.items():
        if value is None:
            continue
        simply = (value / TEN_THOUSAND).quantize(CENT, rounding=ROUND_HALF_UP)
        told = Decimal(cells()[address])
        assert abs(told - value / TEN_THOUSAND) < CENT
        assert (told != simply) == (address in listed)
        if address in listed:
            one = listed[address]
            assert (one["exact"], one["rounded"]) == (f"{value / TEN_THOUSAND:f}", str(simply))
            assert one["adjusted"] == str(told)
            assert "≠" in one["why"]
            assert "差 0.01 万元" in one["why"]
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(built().files["平差清单.xlsx"])).get_sheet_by_name("平差")
    assert len(sheet.to_python()) == 2 + len(listed)


def taken(source: Reading) -> Any:  # noqa: ANN401 - the tests below look into it
    found = take(source)
    assert found is not None
    return found


def test_the_public_edition_tells_neither_adjustments_nor_exact_figures() -> None:
    public = build(exported(), library(), None, Order(("json",), "公开"))
    assert set(public.files) == {"数据.json", "公开版删去内容清单（不公开）.xlsx"}
    assert "adjustments" not in json.loads(public.files["数据.json"])


def test_published_forms_in_their_own_unit_are_no_export() -> None:
    (name,) = (name for name in built().files if name.endswith(".docx"))
    assert take(reading(built().files[name], name)) is None


def test_a_table_that_is_missing_is_named_and_the_rest_is_made() -> None:
    made = build(reading(export(small_unit(), without="agency")), library(), None, Order(("docx", "json")))
    assert made.failures == [
        "《财政拨款“三公”经费支出决算表》没有数：导出的工作簿里没有找到《机构运行信息表（财决附03表）》。"
    ]
    assert any(name.endswith(".docx") for name in made.files)


def test_a_figure_the_countys_drawing_has_no_cell_for_is_named_and_not_lost_in_silence() -> None:
    county = library().get("cn-431127-lanshan")
    made = build(
        read(read_document(export(small_unit()), "导出.xlsx"), library(), county), library(), county, Order(("json",))
    )
    (failure,) = [one for one in made.failures if "表样里没有" in one]
    assert failure.startswith("《财政拨款收支决算总表》的表样里没有这些数的位置，没有印出来：“国有资本经营预算支出”")
    assert "（国有资本经营预算财政拨款） 3.00" in failure


def test_what_does_not_add_up_in_the_export_is_found_to_the_fen_and_not_smoothed_over() -> None:
    unit = small_unit()
    wrong = replace(unit, items=(replace(unit.items[0], basic=unit.items[0].basic + Decimal("0.01")), *unit.items[1:]))
    made = build(reading(export(wrong)), library(), None, Order(("json",)))
    assert made.checked is not None
    assert any("0.01" in one.working for one in made.checked.findings if one.severity == "error")


AMOUNTS = st.integers(1, 90_000_000).map(lambda number: Decimal(number).scaleb(-2))


@st.composite
def accounts(draw: st.DrawFn) -> Accounts:
    """A unit with amounts nobody chose."""
    wages = tuple((code, draw(AMOUNTS)) for code in ("30101", "30102", "30103", "30302"))
    goods = tuple((code, draw(AMOUNTS)) for code in ("30201", "30207", "30211", "30217", "30231", "31002"))
    running = (*wages, *goods)
    pension = draw(AMOUNTS)
    items = (
        Item("2010301", sum((value for _, value in running), Decimal(0)), economic=running),
        Item("2010302", project=draw(AMOUNTS)),
        Item("2011099", project=draw(AMOUNTS)),
        Item("2080505", pension, economic=(("30108", pension),)),
        Item("2120899", project=draw(AMOUNTS), fund=FUND),
        Item("2010302", project=draw(AMOUNTS), fund=OWN),
    )
    opening = {name: draw(AMOUNTS) / 1000 for name in (GENERAL, FUND, OWN)}
    opening = {name: value.quantize(CENT) for name, value in opening.items()}
    reception = dict(goods)["30217"] + draw(AMOUNTS)
    return Accounts(
        "某某县档案馆",
        items,
        opening,
        dict(opening),
        three_public={"reception": reception, "running": dict(goods)["30231"]},
    )


@pytest.mark.slow
@settings(max_examples=8, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(accounts())
def test_whatever_the_amounts_all_sums_hold_after_adjusting(unit: Accounts) -> None:
    source = reading(export(unit))
    made: Rounded = rounded(taken(source))
    assert made.unresolved == ()
    found = [one for one in check_reading(made.reading).findings if one.kind in {"arithmetic", "cross-table"}]
    assert [one.working for one in found if one.severity != "note"] == []  # a limit all but reached may be a digit over
