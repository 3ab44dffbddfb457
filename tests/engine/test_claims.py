"""Scoring sheets computed from the figures of the filing: what a rule gives, and when it is not this sheet's rule.

The annotated sheet is not part of the project: HENGJI_FILINGS names its folder, by default `shared/filings` beside the
checkout.
"""

from __future__ import annotations

import json
import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.checking.filing import HUNAN, library, subject_of_facts

from hengji.engine.reviewing import reviews
from hengji.engine.scoring import score_reading, scoring_json
from hengji.engine.session import read_file
from hengji.scoring.claims import ScoreLine

FILINGS = Path(os.environ.get("HENGJI_FILINGS") or Path(__file__).parents[3] / "shared" / "filings")
FILING, ANNOTATION = "junshan-establishment-office-2020.txt", "junshan-rubric.json"


def sheet(name: str, weight: str, score: str, standard: str, *more: dict[str, Any]) -> list[dict[str, Any]]:
    """A sheet of one row, and the figures it rests on."""
    at = {"component": "scoring_sheet", "dimensions": {"group": "过程", "subgroup": "预算执行", "indicator": name}}
    cells = [("standard", standard), ("weight", weight), ("score", score)]
    row = [{"concept": f"indicator.{field}", "value": value, **at} for field, value in cells]
    return [*row, *more]


def line_of(facts: list[dict[str, Any]]) -> ScoreLine:
    """The only scored line of a sheet."""
    subject = subject_of_facts(facts)
    (found,) = reviews(subject, subject.parts[0])
    (line,) = found.review.lines
    return line


THREE_PUBLIC = "三公经费控制率≦100%，计6分；每超过一个百分点扣1分，扣完为止。"
BUDGET = {"concept": "three_public", "value": "5", "scenario": "budget"}
SPENT = {"concept": "three_public", "value": "5.20", "component": "overview"}


@pytest.mark.parametrize(
    ("standard", "weight", "score", "more", "verdict", "due"),
    [
        (THREE_PUBLIC, "6", "6", [BUDGET], "高于应得", "2"),
        (THREE_PUBLIC, "6", "2", [BUDGET], "一致", "2"),
        (
            THREE_PUBLIC,
            "6",
            "6",
            [{"concept": "three_public.ceiling", "value": "6", "scenario": "budget"}],
            "一致",
            "6",
        ),
        (THREE_PUBLIC, "6", "6", [], "无法计算", None),
        (THREE_PUBLIC, "8", "8", [BUDGET], "无法复核", None),
        ("每超一个百分点扣2分。", "6", "6", [BUDGET], "无法复核", None),
    ],
    ids=["超了控制数", "按规则扣了", "对照财政控制数", "没有预算数", "分值与办法不同", "印的标准与办法不同"],
)
def test_a_rule_holds_where_the_sheet_prints_it(
    standard: str, weight: str, score: str, more: list[dict[str, Any]], verdict: str, due: str | None
) -> None:
    line = line_of(sheet("“三公经费”控制率", weight, score, standard, SPENT, *more))
    assert line.verdict.value == verdict
    points = line.points.points if line.points is not None else None
    assert points == (Decimal(due) if due is not None else None)


def test_two_indicators_of_one_name_are_told_apart_by_their_second_level() -> None:
    given = []
    for subgroup in ("预算管理", "资产管理"):
        at = {"group": "过程", "subgroup": subgroup, "indicator": "管理制度健全性"}
        given += [
            {"concept": f"indicator.{field}", "value": "3", "component": "scoring_sheet", "dimensions": at}
            for field in ("weight", "score")
        ]
    subject = subject_of_facts(given)
    (found,) = reviews(subject, subject.parts[0])
    assert [line.indicator for line in found.review.lines] == ["预算管理制度健全性", "资产管理制度健全性"]


def test_the_rubric_of_the_province_and_of_the_district_add_up() -> None:
    for pack in (HUNAN, "cn-430611-junshan"):
        rubric = library().get(pack).rubrics["hn.scoring_sheet"]
        assert sum(indicator.points for indicator in rubric.indicators_in(2020)) == Decimal(100)


def test_the_annotated_sheet_gets_the_verdicts_of_its_annotation() -> None:
    for name in (FILING, ANNOTATION):
        if not (FILINGS / name).is_file():
            pytest.skip(f"没有实际文件 {name}（HENGJI_FILINGS 指明所在文件夹）")
    wanted = json.loads((FILINGS / ANNOTATION).read_text(encoding="utf-8"))["indicators"]
    (scoring,) = score_reading(read_file(FILINGS / FILING, library()))
    lines = scoring.review.lines
    assert len(lines) == len(wanted) == 25
    answer: Any = scoring_json(scoring)
    assert answer["totals"]["claimed"] == answer["totals"]["printed_score"] == "97"
    assert [line.verdict.code for line in lines] == [one["verdict"] for one in wanted]
    review = json.loads((FILINGS / ANNOTATION).read_text(encoding="utf-8"))["score_review"]
    assert answer["totals"]["claimed_by_verdict"] == review["claimed_by_verdict"]


def scored_filing(name: str) -> Any:  # noqa: ANN401 - JSON is what it is
    if not (FILINGS / name).is_file():
        pytest.skip(f"没有实际文件 {name}（HENGJI_FILINGS 指明所在文件夹）")
    (scoring,) = score_reading(read_file(FILINGS / name, library()))
    return scoring_json(scoring)


def test_points_told_in_a_report_are_scored_and_their_sum_is_held_against_the_total() -> None:
    answer = scored_filing("lanshan-establishment-office-2023.txt")
    assert answer["rubric"] == "lanshan.evaluation"
    due = {one["indicator"]: (one["verdict_code"], one["points"]) for one in answer["indicators"]}
    assert due["在职人员控制率"] == ("consistent", "5")
    assert due["预算执行率"] == ("underclaimed", "4.75")
    assert due["新建楼堂馆所面积控制率"] == ("consistent", "5")
    assert due["党的建设和综合服务"] == ("not_verifiable", None)
    assert [note["code"] for note in answer["notes"]] == ["total-differs"]


def test_a_table_that_keeps_its_countys_frame_has_no_fault() -> None:
    answer = scored_filing("lusong-establishment-office-2023.txt")
    assert (answer["faults"], answer["differences"]) == ([], [])
    assert answer["totals"]["claimed_by_verdict"]["consistent"] == "67"
