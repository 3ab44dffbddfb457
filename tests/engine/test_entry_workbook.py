"""From the entry workbook to the package: what is typed is what is built, and totals nobody computed are derived."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from functools import cache
from typing import Any

from tests.engine.typed_workbook import TypedWorkbook

from hengji.engine.building import Built, Order, build, entry_workbook
from hengji.engine.session import check_reading
from hengji.facts.fact import State, Statement
from hengji.packs.library import Library
from hengji.reading.formats.registry import read_document
from hengji.reading.read import read
from hengji.reading.result import Reading

HUNAN, YEAR, ORGANISATION = "cn-430000-hunan", 2023, "某某县档案馆"


@cache
def library() -> Library:
    return Library.builtin()


def filled() -> TypedWorkbook:
    """The workbook of a small archive, its totals left to the formulas."""
    book = TypedWorkbook(entry_workbook(library().get(HUNAN), YEAR, ORGANISATION))
    book.type_below("附件2", "编制数", (Decimal(8), Decimal(5)))
    book.type_beside("附件2", "其中：公车购置", Decimal(0), Decimal(0), Decimal(0))
    book.type_beside("附件2", "公车运行维护", Decimal("2.50"), Decimal("2.6"), Decimal("2.45"))
    book.type_beside("附件2", "2、出国经费", Decimal(0), Decimal(0), Decimal(0))
    book.type_beside("附件2", "3、公务接待", Decimal("1.2"), Decimal(1), "——")
    book.type_below(
        "附件2",
        "项目支出：",
        ("1、档案数字化", Decimal("20.00"), Decimal(15), Decimal("14.5")),
        ("2、馆舍维修", Decimal("3.3"), Decimal("10.00"), Decimal(10)),
    )
    book.type_beside("附件2", "公用经费", Decimal(30), Decimal(32), Decimal(31))
    book.type_beside(
        "附件3", "年度资金总额", Decimal(90), Decimal(100), Decimal("96.5"), Decimal(10), None, Decimal("9.65")
    )
    book.append("附件3", "其中：一般公共预算：", "98.00")
    book.type_below(
        "附件3",
        "一级指标",
        ("产出指标（50分）", "数量指标", "档案数字化", "≥30000件", "31200件", Decimal(25), Decimal(25)),
        (None, None, "档案数字化", "100%", "98%", Decimal(25), Decimal("24.5"), "设备检修"),
    )
    return book


def reading(data: bytes) -> Reading:
    return read(read_document(data, "填报.xlsx"), library(), library().get(HUNAN))


def built(data: bytes, *formats: str) -> Built:
    return build(reading(data), library(), None, Order(formats))


def facts(data: bytes) -> dict[str, dict[str, Any]]:
    """The facts of the package built, by address."""
    answer = json.loads(built(data, "json").files["数据.json"])
    return {fact["address"]: fact for fact in answer["facts"]}


def row(found: dict[str, dict[str, Any]], name: str) -> list[str | None]:
    """The three columns of a row of the table of costs."""
    return [found[f"cn.basic_data!cost/{name}/{column}"]["value"] for column in ("prior", "budget", "actual")]


def test_an_empty_workbook_knows_its_unit_year_and_pack() -> None:
    data = entry_workbook(library().get(HUNAN), YEAR, ORGANISATION)
    stated = {one.key.concept: one.text for one in reading(data).facts if one.state is State.REPORTED}
    assert stated == {"organisation.name": ORGANISATION, "cover.year": "2023", "cover.pack": HUNAN}


def test_what_is_typed_is_read_with_the_digits_typed() -> None:
    found = facts(filled().data)
    assert row(found, "vehicle_running") == ["2.5", "2.6", "2.45"]
    assert row(found, "reception") == ["1.2", "1", None]
    assert found["cn.basic_data!cost/reception/actual"]["state"] == "not_applicable"
    assert row(found, "project_item#2") == ["3.3", "10", "10"]
    assert found["cn.basic_data!cost/project_item#2/actual"]["dimensions"]["project"] == "馆舍维修"
    assert found["cn.self_evaluation!sources/only/general"]["value"] == "98.00"


def test_indicators_of_one_name_are_two_indicators() -> None:
    found = facts(filled().data)
    targets = [found[f"cn.self_evaluation!indicators/indicator#{number}/target"] for number in (1, 2)]
    assert [(one["relation"], one["value"], one["unit"]) for one in targets] == [
        ("≥", "30000", "件"),
        ("=", "100", "%"),
    ]
    assert found["cn.self_evaluation!indicators/indicator#1/group.weight"]["value"] == "50"


def test_totals_and_ratios_nobody_computed_are_derived() -> None:
    found = facts(filled().forget_results())
    assert row(found, "vehicle") == ["2.5", "2.6", "2.45"]
    assert row(found, "three_public") == ["3.7", "3.6", None]
    assert row(found, "project") == ["23.3", "25", "24.5"]
    assert found["cn.basic_data!staff/only/rate"]["value"] == "62.5"
    assert found["cn.basic_data!staff/only/rate"]["unit"] == "%"
    assert found["cn.self_evaluation!funding/total/rate"]["value"] == "96.5"


def test_the_same_is_derived_where_the_formulas_still_show_blanks() -> None:
    assert facts(filled().data) == facts(filled().forget_results())


OTHER_PAPERS = ("cn.cover!", "cn.overall_goals!")  # the cover sheet, and a paper in which only the unit's name stands


def test_the_report_built_from_it_reads_back_with_the_same_figures() -> None:
    data = filled().forget_results()
    wanted = {one["address"]: (one["value"], one["unit"]) for one in facts(data).values() if one["value"] is not None}
    (name,) = [name for name in built(data, "docx").files if "自评报告" in name]
    back = read(read_document(built(data, "docx").files[name], name), library(), library().get(HUNAN))
    stated = {one.address: (said(one), one.unit) for one in back.facts if one.table and one.state is not State.BLANK}
    assert {address: value for address, value in stated.items() if value[0] is not None} == {
        address: value for address, value in wanted.items() if not address.startswith(OTHER_PAPERS)
    }


def said(statement: Statement) -> str | None:
    if statement.value is not None:
        return f"{statement.value:f}"
    return statement.text or None


def test_every_format_is_written() -> None:
    package = built(filled().data, "docx", "xlsx", "html", "json")
    assert package.failures == []
    assert {name.rpartition(".")[2] for name in package.files} == {"docx", "xlsx", "html", "json"}


PROBLEMS = "一是制度还不健全；二是人手不足。\n原因是业务培训不够。"


def report_of(data: bytes, edition: str = "报送") -> tuple[str, list[str]]:
    """The report built from a workbook, and what the build says is still to be written."""
    made = build(reading(data), library(), None, Order(("html",), edition))
    (name,) = [name for name in made.files if "自评报告" in name]
    return made.files[name].decode(), made.gaps


def test_a_text_that_is_typed_stands_under_its_heading_word_for_word() -> None:
    book = filled()
    book.type_beside("文字说明", "存在的问题及原因分析", PROBLEMS)
    page, _ = report_of(book.forget_results())
    heading, first, second = (
        page.index(words) for words in ("七、存在的问题及原因分析</h2>", "<p>一是制度还不健全", "<p>原因是业务培训")
    )
    assert heading < first < second


def test_what_nobody_wrote_is_a_gap_that_is_told_and_that_the_check_reports() -> None:
    data = filled().forget_results()
    page, gaps = report_of(data)
    assert "【请填写：针对问题的改进措施】" in page
    assert any("下一步改进措施" in gap for gap in gaps)
    checked = check_reading(read(read_document(page.encode(), "报告.html"), library(), library().get(HUNAN)))
    assert "cn.residue.instruction" in {finding.rule for finding in checked.findings}


def test_a_workbook_without_texts_says_nothing_of_its_own() -> None:
    page, _ = report_of(filled().forget_results())
    assert page.count("【请") == len(re.findall("【请填写：[^】]+】", page))
