"""Charts show the figures a filing states, and none that is in doubt."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from python_calamine import CalamineWorkbook

from hengji.engine.building import Order, build, package_of
from hengji.engine.charting import charts_of
from hengji.engine.publishing import Package
from hengji.engine.session import read_file
from hengji.facts.fact import FactKey, FactStore, Kind, State, Statement, dimensions_of
from hengji.packs.library import Library
from hengji.writing.charts import DrawnChart, write_chart_page, write_chart_workbook

Said = tuple[str, int, str, str, str, dict[str, str]]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def library() -> Library:
    """The packs as they come."""
    return Library.builtin()


@pytest.fixture(scope="module")
def package(request: pytest.FixtureRequest, library: Library) -> Package:
    """The example filing."""
    path = Path(str(request.config.rootpath)) / "examples" / "示例区委编办2023.txt"
    return package_of(read_file(path, library, None), library, None)


def stated(*facts: Said) -> FactStore:
    """Facts as (concept, year, scenario, value, unit, dimensions)."""
    return FactStore(
        Statement(
            f"f{number}",
            FactKey(concept, str(year), scenario, dimensions=dimensions_of(dimensions)),
            State.REPORTED,
            Kind.MONEY,
            value=Decimal(value),
            unit=unit,
        )
        for number, (concept, year, scenario, value, unit, dimensions) in enumerate(facts)
    )


def charts(package: Package, facts: FactStore) -> dict[str, DrawnChart]:
    """The charts of some facts, by title."""
    return {one.title: one for one in charts_of(replace(package, facts=facts))}


def test_budget_stands_beside_spending(package: Package) -> None:
    chart = {one.title: one for one in charts_of(package)}["预算与支出"]
    assert chart.series == ("年初预算", "支出")
    assert dict(chart.rows)["支出合计"] == (Decimal("150.00"), Decimal("160.40"))


def test_this_year_stands_beside_the_last(package: Package) -> None:
    chart = {one.title: one for one in charts_of(package)}["与上年比"]
    assert chart.series == ("上年", "本年")
    assert dict(chart.rows)["公用经费"] == (Decimal("13.80"), Decimal("14.50"))


def test_points_of_a_group_are_added_up(package: Package) -> None:
    chart = {one.title: one for one in charts_of(package)}["各类指标的分值和得分"]
    weights = [one for one in package.facts.of_concept("indicator.weight") if one.key.dimension("group") == "产出指标"]
    assert dict(chart.rows)["产出指标"][0] == sum(one.value or 0 for one in weights)


def test_a_figure_stated_in_two_ways_is_not_drawn(package: Package) -> None:
    facts = stated(
        ("expenditure", 2023, "budget", "100", "万元", {}),
        ("expenditure", 2023, "budget", "101", "万元", {}),
        ("expenditure", 2023, "actual", "90", "万元", {}),
        ("three_public", 2023, "actual", "2", "万元", {}),
    )
    assert charts(package, facts)["预算与支出"].rows == (("支出合计", (Decimal(90),)), ("“三公”经费", (Decimal(2),)))


def test_figures_of_one_fund_stand_for_the_whole_only_where_nothing_else_is_stated(package: Package) -> None:
    fund = {"fund": "一般公共预算财政拨款"}
    alone = [("expenditure.personnel", 2023, "actual", "60", "万元", fund)]
    other: Said = ("expenditure.project", 2023, "actual", "40", "万元", {})
    assert charts(package, stated(*alone, other))["支出构成"].rows[0] == ("人员经费", (Decimal(60),))
    whole: Said = ("expenditure.personnel", 2023, "actual", "70", "万元", {})
    assert charts(package, stated(*alone, whole, other))["支出构成"].rows[0] == ("人员经费", (Decimal(70),))


def test_a_part_is_never_taken_for_the_whole(package: Package) -> None:
    facts = stated(
        ("expenditure.project", 2023, "actual", "12", "万元", {"project": "某项目"}),
        ("expenditure.personnel", 2023, "actual", "60", "万元", {}),
        ("expenditure.public", 2023, "actual", "20", "万元", {}),
    )
    assert [label for label, _ in charts(package, facts)["支出构成"].rows] == ["人员经费", "公用经费"]


def test_figures_are_shown_in_one_unit(package: Package) -> None:
    facts = stated(
        ("expenditure.personnel", 2023, "actual", "600000", "元", {}),
        ("expenditure.public", 2023, "actual", "20", "万元", {}),
    )
    assert dict(charts(package, facts)["支出构成"].rows)["人员经费"] == (Decimal(60),)


def test_nought_is_shown_and_what_nobody_stated_is_not(package: Package) -> None:
    facts = stated(
        ("expenditure", 2023, "budget", "100", "万元", {}),
        ("expenditure", 2023, "actual", "90", "万元", {}),
        ("three_public", 2023, "budget", "0", "万元", {}),
        ("three_public", 2023, "actual", "0", "万元", {}),
    )
    rows = dict(charts(package, facts)["预算与支出"].rows)
    assert rows == {"支出合计": (Decimal(100), Decimal(90)), "“三公”经费": (Decimal(0), Decimal(0))}


def test_one_figure_alone_is_no_chart(package: Package) -> None:
    assert charts(package, stated(("expenditure", 2023, "actual", "90", "万元", {}))) == {}


@given(
    st.lists(
        st.tuples(
            st.text('甲乙丙<&"', min_size=1, max_size=6),
            st.lists(st.none() | st.decimals(-99, 9999, places=2), min_size=2, max_size=2),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_the_page_is_well_formed_and_tells_every_figure(rows: list[tuple[str, list[Decimal | None]]]) -> None:
    chart = DrawnChart("某图", "万元", ("上年", "本年"), tuple((label, tuple(values)) for label, values in rows))
    page = write_chart_page([chart], "图表", "000").decode()
    (svg,) = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    bars = etree.fromstring(svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)).findall(f"{SVG}rect")
    figures = [value for _, values in rows for value in values if value is not None]
    assert len(bars) == len(figures) + 2  # and the legend
    assert all(float(bar.get("width", "0")) >= 0 for bar in bars)
    assert page.count('<td class="number">') == 2 * len(rows)


def test_the_workbook_holds_the_figures_and_a_chart_of_its_own() -> None:
    data = write_chart_workbook([DrawnChart("某图", "万元", ("上年", "本年"), (("=甲", (Decimal("1.5"), None)),))])
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    assert sheet.to_python()[1][:2] == ["=甲", 1.5]
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert "xl/charts/chart1.xml" in package.namelist()


def test_a_package_has_its_charts_beside_its_papers_and_the_same_bytes_twice(
    request: pytest.FixtureRequest, library: Library
) -> None:
    path = Path(str(request.config.rootpath)) / "examples" / "示例区委编办2023.txt"
    made = [build(read_file(path, library, None), library, None, Order(("xlsx", "html"))).files for _ in range(2)]
    assert [name.rpartition("_")[2] for name in made[0] if "图表" in name] == ["报送版.html", "报送版.xlsx"]
    assert made[0] == made[1]
