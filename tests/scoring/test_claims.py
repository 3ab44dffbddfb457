"""Claimed scores against computed ones: rows of a self-evaluation table, whole tables, a sheet of fixed indicators."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from tests.scoring.case_files import (
    FOLDER,
    RUBRIC,
    UNITS,
    evidence_of,
    figure,
    load,
    plain,
    root,
    rubric_of_file,
    rule_of,
)

from hengji.packs.library import Library
from hengji.packs.rubric import Indicator, Rubric
from hengji.packs.source import Node
from hengji.scoring.claims import (
    Claim,
    Funding,
    Printed,
    Reason,
    Review,
    ScoreLine,
    Sheet,
    review_sheet,
    review_table,
)
from hengji.scoring.rule import Evidence
from hengji.scoring.scorecard import IndicatorRow, group_name, scorecard
from hengji.scoring.verdict import Verdict

ROWS = root("rows.yaml").items or []
YEAR = 2023


def decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def row_of(case: dict[str, Any]) -> IndicatorRow:
    row = case["row"]
    return IndicatorRow(
        name=case["name"],
        group=row.get("group", "产出指标"),
        subgroup=row.get("subgroup", ""),
        target=row["target"],
        actual=row["actual"],
        weight=Decimal(row.get("weight", "5")),
        score=decimal(case.get("claimed")),
        deviation=case.get("reason", ""),
    )


def rubric_of(node: Node) -> Rubric:
    """The national rubric, with the case's own rule in front of its row rules."""
    assert node.map is not None
    if "rule" not in node.map:
        return RUBRIC
    own = replace(RUBRIC.rows[0], rule=rule_of(node.map["rule"], None), relations=("≤",), groups=(), units=())
    return replace(RUBRIC, rows=(own, *RUBRIC.rows))


def line_of(node: Node) -> ScoreLine:
    return review_table(rubric_of(node), YEAR, UNITS, [row_of(plain(node))]).lines[0]


@pytest.mark.parametrize("node", ROWS, ids=lambda node: plain(node)["name"])
def test_row(node: Node) -> None:
    case, line = plain(node), line_of(node)
    assert line.points is not None
    found = {
        "points": "无" if line.points.points is None else str(line.points.points),
        "lost": str(line.points.lost),
        "low": str(line.points.low),
        "high": str(line.points.high),
        "status": line.points.status.value,
        "working": line.working,
        "asks_reason": str(line.points.asks_reason).lower(),
    }
    expected = case.get("score", {})
    assert {key: found[key] for key in expected} == expected
    if "verdict" in case:
        assert line.verdict.value == case["verdict"]
    if "difference" in case:
        assert str(line.difference) == case["difference"]
    if "reason_state" in case:
        assert line.reason.value == case["reason_state"]
    if "notes" in case:
        ours = {"score-missing"} if "claimed" not in case and "verdict" not in case else set()
        assert sorted(note.code for note in line.notes if note.code not in ours) == sorted(case["notes"] or [])


def test_every_verdict_and_row_names_are_covered() -> None:
    cases = [plain(node) for node in ROWS]
    assert {case.get("verdict") for case in [*cases, *SHEET_CASES]} == {None, *(verdict.value for verdict in Verdict)}
    assert len({case["name"] for case in cases}) == len(cases)


TABLE = """
产出指标（40分）|≥3%-10%|>10%|3|3|
产出指标|≥125|125|5|5|
产出指标|≥900|>900|5|5|
产出指标|≥117|>117|4|4|
产出指标|≥65|65|5|5|
产出指标|100%|99.8%|5|4|内控监督仍需提升
产出指标|100%|100%|5|5|
产出指标|2023年12月前完成|已完成|5|5|
产出指标|2023年12月前完成|已完成|3|3|
效益指标（20分）|好|好|5|5|
效益指标|好|好|5|5|
效益指标|到位|到位|5|5|
效益指标|成效明显|成效明显|5|5|
满意度指标（10分）|满意度≥98%|99.5%|5|5|
满意度指标|满意度≥98%|99.8%|5|5|
成本指标（20分）|100%|100%|5|5|
成本指标|≥2次|>2|5|5|
成本指标|100%|100%|5|5|
成本指标|到位|到位|5|5|
"""


def table_rows() -> list[IndicatorRow]:
    rows = []
    for number, line in enumerate(TABLE.strip().splitlines(), start=1):
        group, target, actual, weight, score, reason = line.split("|")
        rows.append(IndicatorRow(f"指标{number}", group, "", target, actual, Decimal(weight), Decimal(score), reason))
    return rows


def funding(rate: str = "100%", score: str = "10", adjusted: str = "110.25 万元") -> Funding:
    return Funding(
        budget=figure("年初预算数", "99.97 万元"),
        adjusted=figure("全年预算数", adjusted),
        actual=figure("全年执行数", "110.25 万元"),
        weight=Decimal(10),
        score=Decimal(score),
        rate=figure("执行率", rate),
    )


def reviewed(block: Funding | None = None) -> Review:
    return review_table(RUBRIC, YEAR, UNITS, table_rows(), block or funding(), Printed(Decimal(100), Decimal(99)))


def test_a_whole_table() -> None:
    review = reviewed()
    assert (review.totals.weight, review.totals.claimed) == (Decimal(100), Decimal(99))
    assert (str(review.totals.low), str(review.totals.high)) == ("91.99", "99.99")
    assert [line.indicator for line in review.of(Verdict.INCOMPUTABLE)] == ["指标1"]
    uncited = [line.indicator for line in review.of(Verdict.UNCHECKED)]
    assert uncited == ["指标10", "指标11", "指标12", "指标13", "指标19"]
    assert [line.indicator for line in review.of(Verdict.TOO_LOW)] == ["指标6"]
    assert review.of(Verdict.TOO_HIGH) == ()
    assert review.grade is not None
    assert review.grade.label == "优"
    assert [grade.label for grade in review.grades_possible] == ["优"]
    assert review.notes == ()


def test_every_line_cites_the_regulation_in_force() -> None:
    lines = [line for line in reviewed().lines if line.points is not None]
    assert {(line.basis.document if line.basis else "") for line in lines} == {"caiyu-2020-10"}
    assert lines[0].rule == "execution_rate"
    assert lines[0].points is not None
    assert lines[0].points.rule == "得分 = 10 × 比率，比率最高按 100% 计"


@pytest.mark.parametrize(
    ("rate", "adjusted", "says"),
    [
        ("100%", "110.25 万元", None),
        ("95.00%", "116.05 万元", None),
        ("95%", "116.05 万元", None),
        ("100%", "116.05 万元", "比率填 100%，按“全年执行数”÷“全年预算数”应为 95%。"),
        ("100%", "0 万元", None),
    ],
)
def test_the_printed_rate(rate: str, adjusted: str, says: str | None) -> None:
    line = reviewed(funding(rate, "9.5", adjusted)).lines[0]
    assert next((note.message for note in line.notes if note.code == "rate-differs"), None) == says


def test_all_full_marks_are_noted_and_empty_weights_are_told() -> None:
    rows = [IndicatorRow("甲", "", "", "≥2次", "2次", Decimal(5), Decimal(5))]
    assert [note.code for note in review_table(RUBRIC, YEAR, UNITS, rows).notes] == ["all-full"]
    line = review_table(RUBRIC, YEAR, UNITS, [replace(rows[0], weight=None)]).lines[0]
    assert (line.verdict, line.points, line.working) == (Verdict.UNCHECKED, None, "没有填分值，无法计分。")


@pytest.mark.parametrize("empty", ["", "无", " —— ", "/"])
def test_a_lost_point_without_reason(empty: str) -> None:
    row = IndicatorRow("甲", "", "", "≥4次", "3次", Decimal(4), Decimal(3), empty)
    assert review_table(RUBRIC, YEAR, UNITS, [row]).lines[0].reason is Reason.MISSING


def test_a_year_before_the_rubric_has_no_execution_indicator_in_force() -> None:
    assert RUBRIC.version(2019) is None
    assert RUBRIC.version(YEAR) is not None


def test_headings_lose_points_and_line_breaks() -> None:
    assert [group_name(text) for text in ("产出\n指标\n\n(40分)", "效益指标（20分）", "成本指标（20）", "满意度")] == [
        "产出指标",
        "效益指标",
        "成本指标",
        "满意度",
    ]


SHEET_RUBRIC = rubric_of_file(FOLDER / "sheet-2020-rubric.yaml")
SHEET = load("sheet-2020.yaml")
SHEET_CASES = [{**line, "name": line["indicator"], "given": SHEET["given"]} for line in SHEET["lines"]] + SHEET["also"]


@pytest.mark.parametrize("case", SHEET_CASES, ids=lambda case: case["name"])
def test_sheet(case: dict[str, Any]) -> None:
    claim = Claim(Decimal(case["claimed"]), reason=case.get("reason", ""))
    others = [evidence_of(other) for other in case.get("others", [])]
    sheet = Sheet({case["indicator"]: claim}, lambda _: evidence_of(case), lambda _: others)
    review = review_sheet(SHEET_RUBRIC, 2020, sheet)
    assert len(review.lines) == 1
    line = review.lines[0]
    assert line.points is not None
    assert line.verdict.value == case["verdict"]
    assert (None if line.points.points is None else str(line.points.points)) == case.get("points")
    assert line.working == case.get("working", line.working)
    assert line.reason.value == case.get("reason_state", line.reason.value)


def test_the_sheet_adds_up_and_keeps_what_nobody_can_compute_open() -> None:
    def evidence(_: Indicator) -> Evidence:
        return evidence_of({"given": SHEET["given"]})

    card = scorecard(SHEET_RUBRIC, 2020, evidence)
    assert len(card.indicators) == 25
    assert sum(indicator.points for indicator, _ in card.indicators) == 100
    assert (card.total, str(card.low), str(card.high)) == (None, "19", "97")
    assert [grade.label for grade in card.grades] == ["优", "良", "中", "差"]


def test_the_national_rubric_is_part_of_the_national_pack() -> None:
    pack = Library.builtin().get("cn")
    rubric = pack.rubrics["cn.self_evaluation"]
    assert {asked.concept for _, asked in rubric.inputs()} <= set(pack.concepts)
    assert {document for _, document in rubric.documents()} <= set(pack.sources)
    assert set(rubric.components) <= set(pack.components)
