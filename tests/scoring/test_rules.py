"""Every kind of rule against its cases: points, lost points, range, working and whether a reason is asked for."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from tests.scoring.case_files import evidence_of, plain, root, rounding_of, rule_of

from hengji.packs.rubric_rules import Rule
from hengji.packs.source import Node
from hengji.scoring.rule import Points
from hengji.scoring.rules import KINDS, apply

CASES = root("rules.yaml").items or []
NOT_IN_ROWS = {"TargetRule"}


def name_of(node: Node) -> str:
    return str(plain(node)["name"])


def parts(node: Node) -> tuple[Rule, Decimal, dict[str, Any]]:
    assert node.map is not None
    case = plain(node)
    points = Decimal(case["points"])
    return rule_of(node.map["rule"], points), points, case


def shown(points: Points) -> dict[str, str]:
    return {
        "points": "无" if points.points is None else str(points.points),
        "lost": "无" if points.lost is None else str(points.lost),
        "low": str(points.low),
        "high": str(points.high),
        "status": points.status.value,
        "working": points.working,
        "asks_reason": str(points.asks_reason).lower(),
        "comparable": str(points.comparable).lower(),
        "clear": "无" if points.clear is None else str(points.clear),
    }


@pytest.mark.parametrize("node", CASES, ids=name_of)
def test_case(node: Node) -> None:
    rule, weight, case = parts(node)
    points = apply(rule, weight, evidence_of(case), rounding_of(case))
    found = shown(points)
    assert {key: found[key] for key in case["score"]} == case["score"]
    assert [note.code for note in points.notes] == case.get("notes", [])


@pytest.mark.parametrize("node", CASES, ids=name_of)
def test_points_and_lost_make_the_weight_and_the_rule_is_said(node: Node) -> None:
    rule, weight, case = parts(node)
    points = apply(rule, weight, evidence_of(case), rounding_of(case))
    assert 0 <= points.low <= points.high <= weight
    assert points.rule
    assert points.working
    if points.points is None:
        assert points.lost is None
    else:
        assert points.points + (points.lost or 0) == weight


def test_every_kind_has_full_partial_and_undecided_cases() -> None:
    seen: dict[str, set[str]] = {}
    for node in CASES:
        rule, weight, case = parts(node)
        points = apply(rule, weight, evidence_of(case), rounding_of(case))
        part = "none" if points.points is None else "full" if points.points == weight else "part"
        seen.setdefault(type(rule).__name__, set()).add(part)
    kinds = {kind.__name__ for kind in KINDS} - NOT_IN_ROWS
    assert {kind: seen.get(kind, set()) for kind in kinds} == {
        kind: {"none", "part"} if kind == "JudgementRule" else {"full", "part", "none"} for kind in kinds
    }


def test_case_names_are_unique() -> None:
    names = [name_of(node) for node in CASES]
    assert len(names) == len(set(names))


def test_figures_come_with_the_points() -> None:
    rule, weight, case = parts(CASES[0])
    points = apply(rule, weight, evidence_of(case), rounding_of(case))
    assert [(figure.label, figure.text) for figure in points.figures] == [("actual", "480.00"), ("budget", "500.00")]
