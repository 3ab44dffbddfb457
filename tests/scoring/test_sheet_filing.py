"""A real scoring sheet, annotated by hand: our 25 rules give its points, and the annotated verdict of each claim.

The filing is not part of the project: HENGJI_FILINGS names its folder, by default `shared/filings` beside the checkout.
"""

from __future__ import annotations

import json
import os
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from tests.scoring.case_files import FOLDER, evidence_of, rounding_of, rubric_of_file

from hengji.packs.rubric import Indicator
from hengji.scoring.claims import Claim, Sheet, review_sheet
from hengji.scoring.rule import Evidence
from hengji.scoring.rules import apply

FILINGS = Path(os.environ.get("HENGJI_FILINGS") or Path(__file__).parents[3] / "shared" / "filings")
NAME = "junshan-rubric.json"
RUBRIC = rubric_of_file(FOLDER / "sheet-2020-rubric.yaml")
ITEMS = {"content": "true", "time": "true", "true": "true", "complete": "true", "correct": "false"}
# The inputs of every recomputed score of the annotation, in its order.
GIVEN: dict[str, list[dict[str, Any]]] = {
    "R01": [
        {"given": {"staff.on_staff": "4 人", "establishment.quota": "6 人"}},
        {"given": {"staff.on_staff": "7 人", "establishment.quota": "6 人"}},
    ],
    "R05": [{"given": {"funds.late": "0 个"}}],
    "R06": [
        {"given": {"carryover.closing": "9.05 万元", "carryover.opening": "3 万元"}},
        {"given": {"carryover.closing": "6.05 万元", "carryover.opening": "3 万元"}},
    ],
    "R07": [{"given": {"three_public@actual": "1.50 万元", "three_public@budget": "1.50 万元"}}],
    "R10": [{"ticks": ITEMS}],
    "R15": [{"given": {"assets.fixed_in_use": "21.31 万元", "assets.fixed": "21.31 万元"}}],
    "R25": [{"given": {"satisfaction": "97%"}}],
}
# What the filing itself says, where nobody has judged the sheet: no special fund at all, and figures that contradict.
STATED: dict[str, list[dict[str, Any]]] = {
    "R03": [{"given": {"expenditure.project": "0 万元"}}],
    "R05": [{"given": {"expenditure.special_fund@actual": "0 万元"}}],
    "R10": [{"doubts": {"correct": "两处人数不同"}}],
}


@pytest.fixture(scope="module")
def annotated() -> dict[str, Any]:
    path = FILINGS / NAME
    if not path.is_file():
        pytest.skip(f"没有实际文件 {NAME}（HENGJI_FILINGS 指明所在文件夹）")
    indicators = json.loads(path.read_text(encoding="utf-8"))["indicators"]
    return {indicator["id"]: indicator for indicator in indicators}


def test_all_indicators_with_their_points(annotated: dict[str, Any]) -> None:
    ours = {indicator.id.upper(): indicator.points for indicator in RUBRIC.indicators}
    assert list(ours) == list(annotated)
    shared = {"R22", "R23", "R24"}  # one merged cell of 15 points
    assert {name: points for name, points in ours.items() if name not in shared} == {
        name: Decimal(item["max_points"]) for name, item in annotated.items() if name not in shared
    }
    assert sum(ours[name] for name in shared) == Decimal(annotated["R22"]["max_points"])


def test_recomputed_points(annotated: dict[str, Any]) -> None:
    expected = {name: [line["score"] for line in item["recomputed"]] for name, item in annotated.items()}
    assert {name for name, scores in expected.items() if scores} == set(GIVEN)
    for name, cases in GIVEN.items():
        indicator = RUBRIC.indicator(name.lower())
        assert indicator is not None
        assert indicator.rule is not None
        found = [apply(indicator.rule, indicator.points, evidence_of(case), rounding_of(case)).points for case in cases]
        assert [str(points) for points in found] == expected[name]


def held(evidence: Evidence, _: Indicator) -> Evidence:
    return evidence


def all_held(evidence: list[Evidence], _: Indicator) -> list[Evidence]:
    return evidence


def test_verdicts(annotated: dict[str, Any]) -> None:
    wrong = {}
    for name, item in annotated.items():
        first, *others = (evidence_of(case) for case in (GIVEN | STATED).get(name, [{}]))
        claim = Claim(Decimal(item["claimed"]), reason=item["deduction_reason"])
        sheet = Sheet({name.lower(): claim}, partial(held, first), partial(all_held, others))
        verdict = review_sheet(RUBRIC, 2020, sheet).lines[0].verdict.code
        if verdict != item["verdict"]:
            wrong[name] = verdict
    assert wrong == {}
