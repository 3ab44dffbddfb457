"""A sheet begins with the county's indicators; a unit changes its own, and both annexes follow."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from tests.engine.typed_workbook import TypedWorkbook

from hengji.checking.run import check
from hengji.cli.scoring import score_file
from hengji.engine.building import Order, build, entry_workbook
from hengji.engine.publishing import entry_forms
from hengji.engine.session import read_file, subject_of
from hengji.engine.standard_rows import standard_rows
from hengji.facts.fact import FactStore, State, Statement
from hengji.packs.library import Library
from hengji.reading.formats.registry import read_document
from hengji.reading.read import read
from hengji.reading.result import Reading

JUNSHAN = "cn-430611-junshan"
LIBRARY = Library.builtin()
COUNTY, OWN = "省市重点民生实事完成情况", "档案数字化完成率"


@cache
def workbook() -> bytes:
    return entry_workbook(LIBRARY.get(JUNSHAN), 2020, "示例市君山区档案编研中心")


@pytest.fixture
def typed(tmp_path: Path) -> Reading:
    """The workbook as a unit types it: full marks everywhere, and one indicator exchanged for its own."""
    path = tmp_path / "单位.xlsx"
    path.write_bytes(workbook())
    blank = read_file(path, LIBRARY, JUNSHAN)
    return replace(blank, facts=FactStore(map(changed, blank.facts)))


def changed(one: Statement) -> Statement:
    dimensions = tuple((name, OWN if value == COUNTY else value) for name, value in one.key.dimensions)
    one = replace(one, key=replace(one.key, dimensions=dimensions))
    if one.key.concept == "indicator.score" and one.state is State.BLANK:
        return replace(one, state=State.REPORTED, value=Decimal(1), unit="分")
    return one


def test_the_sheet_begins_with_the_countys_indicators_worth_a_hundred() -> None:
    pack = LIBRARY.get(JUNSHAN)
    rows = list(standard_rows(pack, entry_forms(pack), 2020))
    weights = [one.value for one in rows if one.key.concept == "indicator.weight" and one.value is not None]
    assert sum(weights) == pack.rubrics["hn.scoring_sheet"].total
    assert len(weights) == 23  # 25 indicators, of which three share one cell of points
    standards = {one.key.dimension("indicator"): one.text for one in rows if one.key.concept == "indicator.standard"}
    assert standards["资金结余"] == "结余为 0，3 分；结余小于上年结转，2 分；相等，2 分；大于，0 分"
    assert standards[COUNTY] == ""
    headings = {one.key.dimension("group"): one.value for one in rows if one.key.concept == "group.weight"}
    assert headings == {"投入": 15, "过程": 40, "产出": 25, "效果": 20}
    assert sum(one.value or 0 for one in rows if one.key.concept == "subgroup.weight") == 100


def test_a_table_of_indicators_of_ones_own_is_not_filled_with_those_of_a_sheet() -> None:
    pack = LIBRARY.get("cn-430203-lusong")
    assert list(standard_rows(pack, entry_forms(pack), 2023)) == []


def test_both_annexes_follow_what_the_unit_changed(typed: Reading) -> None:
    built = build(typed, LIBRARY, LIBRARY.get(JUNSHAN), Order(("html",)))
    annexes = {kind: text for kind in ("指标体系", "评分表") for name, text in built.files.items() if kind in name}
    for kind, number in (("指标体系", "附件3"), ("评分表", "附件4")):
        text = annexes[kind].decode()
        assert number in text
        assert OWN in text
        assert COUNTY not in text
    assert "产出（25分）" in annexes["评分表"].decode()


def test_the_annexes_read_back_agree_with_each_other(typed: Reading) -> None:
    pack = LIBRARY.get(JUNSHAN)
    built = build(typed, LIBRARY, pack, Order(("docx",)))
    (name,) = [name for name in built.files if "指标体系" in name]
    back = read(read_document(built.files[name], name), LIBRARY, pack)
    assert [part.kind for part in back.parts] == ["indicator_system"]
    assert {one.address.partition("!")[0] for one in back.facts} == {"junshan.indicator_system"}
    assert not [one.says for one in check(subject_of(back)).findings if one.kind in {"weight-sum", "score-sum"}]


def test_an_annex_that_follows_is_not_typed_twice() -> None:
    assert "junshan.indicator_system" not in entry_forms(LIBRARY.get(JUNSHAN))
    assert "hn.scoring_sheet" in entry_forms(LIBRARY.get(JUNSHAN))


def test_a_workbook_is_scored_by_the_pack_its_cover_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = TypedWorkbook(workbook())
    book.type_beside("附件4", "资金结余", None, None, Decimal(3))
    book.type_beside("附件4", "固定资产利用率", None, None, Decimal(2), "闲置一间库房")
    path = tmp_path / "单位.xlsx"
    path.write_bytes(book.data)
    assert score_file(path, None, as_json=True, explain=False) == 0
    (scored,) = json.loads(capsys.readouterr().out)["filings"][0]["scores"]
    assert (scored["pack"], scored["rubric"]) == (JUNSHAN, "hn.scoring_sheet")
    claimed = {one["indicator"]: one for one in scored["indicators"] if one["claimed"] is not None}
    assert {name: one["verdict_code"] for name, one in claimed.items()} == {
        "资金结余": "not_computable",
        "固定资产利用率": "not_computable",
    }
    missing = [one["typed_at"] for one in claimed["资金结余"]["inputs"] if one["missing"]]
    assert any("累计结余" in where for where in missing)
