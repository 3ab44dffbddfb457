"""The forms of two hand-annotated filings: every figure lands in its logical cell, and no cell holds a figure too many.

The filings are not part of the project: HENGJI_FILINGS names their folder, by default `shared/filings` beside the
checkout. What a figure means is worked out here from the annotator's words alone.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.reading.drawn import library

from hengji.facts.fact import FactKey, Kind, Statement, dimensions_of
from hengji.packs.labels import canonical
from hengji.reading.formats.registry import read_document
from hengji.reading.read import read
from hengji.reading.result import Reading
from hengji.reading.tables.recognition import RecognisedTable

ROOT = Path(__file__).resolve().parents[2]
FILINGS = Path(os.environ.get("HENGJI_FILINGS") or ROOT.parent / "shared" / "filings")
LUSONG, LANSHAN = "lusong-establishment-office-2023", "lanshan-establishment-office-2023"
FUND = {"fund": "一般公共预算财政拨款"}

# Form, filing, the annotator's tables that make it up (those of mere text left out), how many figures they hold.
CASES = [
    ("cn.basic_data", LUSONG, ("T1", "T2", "T3"), 82),
    ("cn.self_evaluation", LUSONG, ("T6", "T7", "T9"), 96),
    ("cn.fa.totals", LANSHAN, ("T1",), 6),
    ("cn.fa.basic", LANSHAN, ("T6",), 29),
    ("cn.fa.three_public", LANSHAN, ("T7",), 12),
]
PHYSICAL = ("P1", "P2", "P2", "P10", "P12")
SCENARIOS = {
    "年初预算数": "budget",
    "预算数": "budget",
    "全年预算数": "adjusted",
    "全年执行数": "actual",
    "决算数": "actual",
}
ROWS = {
    "三公经费": "three_public",
    "公务用车购置和维护经费": "three_public.vehicle",
    "公车购置": "three_public.vehicle_purchase",
    "公车运行维护": "three_public.vehicle_running",
    "出国经费": "three_public.abroad",
    "公务接待": "three_public.reception",
    "项目支出": "expenditure.project",
    "公用经费": "expenditure.public",
    "政府采购金额": "procurement",
    "部门基本支出预算调整": "basic.adjustment",
    "“三公”经费合计": "three_public",
    "因公出国（境）费": "three_public.abroad",
    "公务用车购置及运行费小计": "three_public.vehicle",
    "公务用车购置费": "three_public.vehicle_purchase",
    "公务用车运行费": "three_public.vehicle_running",
    "公务接待费": "three_public.reception",
}
PARTS = {"项目支出": ("expenditure.project", "project"), "公用经费": ("expenditure.public", "account")}
COLUMNS = {
    "编制数": "establishment.quota",
    "实际在职人数": "staff.on_staff",
    "控制率": "staff.control_rate",
    "批复规模": "building.approved_area",
    "实际规模": "building.actual_area",
    "规模控制率": "building.area_rate",
    "预算投资": "building.budget_investment",
    "实际投资": "building.actual_investment",
    "投资概算控制率": "building.investment_rate",
}
INDICATOR = {
    "年度指标值": ("indicator.target", "target"),
    "实际完成值": ("indicator.actual", "actual"),
    "分值": ("indicator.weight", ""),
    "得分": ("indicator.score", ""),
}
EXECUTION = {"分值": "execution.weight", "执行率": "funding.execution_rate", "得分": "execution.score"}
TOTALS = {
    "一般公共预算财政拨款收入": FactKey("revenue.fiscal", "2023", "actual", dimensions=dimensions_of(FUND)),
    "一般公共服务支出": FactKey("expenditure", "2023", "actual", dimensions=(("function", "201"),)),
    "本年收入合计": FactKey("revenue", "2023", "actual"),
    "本年支出合计": FactKey("expenditure", "2023", "actual"),
    "收入总计": FactKey("revenue.available", "2023", "actual"),
    "支出总计": FactKey("outlay.total", "2023", "actual"),
}


@cache
def annotation(name: str) -> Mapping[str, Any]:
    path = FILINGS / f"{name}.json"
    if not path.is_file():
        pytest.skip(f"没有实际文件 {name}（HENGJI_FILINGS 指明所在文件夹）")
    found: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


@cache
def filing(name: str) -> Reading:
    return read(read_document(FILINGS / f"{name}.txt"), library())


def key_of(form: str, fact: Mapping[str, Any]) -> FactKey:
    """The fact an annotated figure is, from the annotator's words."""
    keys = {
        "cn.basic_data": basic_data,
        "cn.self_evaluation": self_evaluation,
        "cn.fa.totals": totals,
        "cn.fa.basic": basic,
        "cn.fa.three_public": three_public,
    }
    return keys[form](fact["concept"], fact["subject"], fact["qualifier"], fact["period"])


def basic_data(concept: str, subject: str, qualifier: str, period: str) -> FactKey:
    if concept in COLUMNS:
        return FactKey(COLUMNS[concept], period)
    if qualifier in PARTS:
        name, dimension = PARTS[qualifier]
        return FactKey(name, period, SCENARIOS[concept], dimensions=((dimension, subject),))
    return FactKey(ROWS[subject], period, SCENARIOS[concept])


def self_evaluation(concept: str, subject: str, qualifier: str, period: str) -> FactKey:
    if concept == "一级指标权重":
        return FactKey("group.weight", period, dimensions=(("group", subject),))
    if concept == "总分":
        return FactKey({"分值": "weight.total", "得分": "score.total"}[qualifier], period)
    if concept == "年度资金总额":
        split = dict(zip(("split", "part"), qualifier.split("/"), strict=False))
        return FactKey("funding.total", period, "adjusted", dimensions=dimensions_of(split))
    if concept in SCENARIOS:
        return FactKey("funding.total", period, SCENARIOS[concept])
    if subject == "预算执行率":
        return FactKey(EXECUTION[concept], period)
    name, scenario = INDICATOR[concept]
    group, subgroup = qualifier.split("/")
    tree = {"group": group, "subgroup": subgroup, "indicator": canonical(subject)}
    return FactKey(name, period, scenario, dimensions=dimensions_of(tree))


def totals(concept: str, _subject: str, qualifier: str, _period: str) -> FactKey:
    return TOTALS[f"{qualifier[:2]}总计" if concept == "总计" else concept]


def basic(concept: str, subject: str, _qualifier: str, period: str) -> FactKey:
    whole = {"人员经费合计": "expenditure.personnel", "公用经费合计": "expenditure.public"}
    if concept in whole:
        return FactKey(whole[concept], period, "actual", dimensions=dimensions_of(FUND))
    return FactKey(
        "expenditure.basic", period, "actual", dimensions=dimensions_of({**FUND, "economic": subject.partition(" ")[0]})
    )


def three_public(concept: str, subject: str, _qualifier: str, period: str) -> FactKey:
    return FactKey(ROWS[subject], period, {"预算数": "adjusted", "决算数": "actual"}[concept])


def said(statement: Statement) -> str:
    """The figure or the words of a statement as an annotator writes them."""
    if statement.value is not None:
        return f"{statement.value:f}"
    return f"{statement.low}%-{statement.high}%" if statement.low is not None else statement.text


def figures(name: str, form: str) -> list[Statement]:
    """What the cells of a form state in figures or, for targets, in words."""
    return [
        one
        for one in filing(name).facts
        if one.table
        and one.address.startswith(f"{form}!")
        and (one.value is not None or (one.kind is Kind.QUANTITY and one.text))
    ]


@pytest.mark.parametrize(("form", "name", "tables", "count"), CASES)
def test_every_annotated_figure_is_one_statement_of_the_right_fact_and_there_is_no_other(
    form: str, name: str, tables: tuple[str, ...], count: int
) -> None:
    annotated = [fact for fact in annotation(name)["facts"] if fact["where"] in tables]
    wanted = {fact["line"]: (key_of(form, fact), fact["value"]) for fact in annotated}
    assert len(wanted) == len(annotated) == count
    found = [(one.place.as_json()["line"], (one.key, said(one))) for one in figures(name, form) if one.place]
    assert len(dict(found)) == len(found)
    assert dict(found) == wanted


def recognised(name: str, form: str) -> RecognisedTable:
    """The one table of a filing that is this form."""
    annotation(name)
    (found,) = [one.recognised for one in filing(name).tables if one.recognised and one.recognised.form.id == form]
    return found


@pytest.mark.parametrize(("form", "name"), [(form, name) for form, name, _, _ in CASES])
def test_no_cell_with_a_digit_is_left_unread(form: str, name: str) -> None:
    found = recognised(name, form)
    texts = [found.table.rows[row].cells[column].text.value for row, column in found.unread]
    assert [text for text in texts if re.search(r"\d", text)] == []


@pytest.mark.parametrize(
    ("form", "name", "physical"), [(CASES[at][0], CASES[at][1], table) for at, table in enumerate(PHYSICAL)]
)
def test_the_physical_table_is_read_row_by_row(form: str, name: str, physical: str) -> None:
    (wanted,) = [one["rows"] for one in annotation(name)["extra"]["physical_tables"] if one["id"] == physical]
    rows = [[cell.text.value.strip() for cell in row] for row in recognised(name, form).table.rows]
    assert rows == [[text.strip() for text in row] for row in wanted]
