"""Targets frozen when approved, compared at the end with the self-evaluation: what was changed, and which way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.engine.test_project_papers import ONE, TWO, paper, reading
from tests.scoring.case_files import load

from hengji.cli.scoring import score_file
from hengji.engine.goals import NoGoalsError, approved_goals, goal_changes, goals_of

CASES = load("goals.yaml")
GOALS, EVALUATION = paper("goals", ONE), paper("evaluation", ONE)


def swapped(one: tuple[str, str], old: str, new: str) -> tuple[str, str]:
    assert old in one[1]
    return one[0], one[1].replace(old, new)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['approved']}→{case['final']}")
def test_a_target_is_held_against_the_approved_one(case: dict[str, str]) -> None:
    approved = reading(swapped(GOALS, "≥98%", case["approved"]))
    final = reading(swapped(EVALUATION, "≥98%", case["final"]))
    found = [one for one in goal_changes(goals_of(approved), final) if one.indicator == "抽检合格率"]
    assert [one.kind for one in found] == ([case["kind"]] if case["kind"] else [])
    for one in found:
        said = f"批复 {case['approved']}，后来写 {case['final']}，{case['says']}。"
        assert one.says == f"项目“档案数字化”：“抽检合格率”{said}"


def test_dropped_added_and_money_are_told_with_their_places() -> None:
    approved = goals_of(reading(GOALS, paper("goals", TWO)))
    final = swapped(EVALUATION, "查档便利程度", "查档等候时间")
    final = swapped(final, "30.00 | 30.00 | 27.00 | 10", "28.00 | 30.00 | 27.00 | 10")
    says = [one.says for one in goal_changes(approved, reading(final))]
    assert says == [
        "项目“档案数字化”：“数字化页数”批复 ≥30000页，后来写 ≥27000页，降低了要求。",
        "项目“档案数字化”：“完成时间”批复 2023年10月底前，后来写 2023年12月底前，降低了要求。",
        "项目“档案数字化”：批复的指标“查档便利程度”（明显提升）没有了。",
        "项目“档案数字化”：“查档等候时间”批复的目标里没有，指标值 明显提升。",
        "项目“档案数字化”：批复资金 30.00万元，后来写的年初预算数是 28.00万元。",
    ]


def test_monitoring_is_held_against_the_approved_targets_too() -> None:
    monitoring = swapped(paper("monitoring", ONE), "≥30000页", "≥25000页")
    kinds = [(one.kind, one.indicator) for one in goal_changes(goals_of(reading(GOALS)), reading(monitoring))]
    assert ("easier", "数字化页数") in kinds


def test_the_digest_names_what_was_approved() -> None:
    one, same, other = (goals_of(reading(one)) for one in (GOALS, GOALS, swapped(GOALS, "≥98%", "≥97%")))
    assert one.digest == same.digest
    assert one.digest != other.digest
    money = goals_of(reading(swapped(GOALS, "年度资金总额 | 30.00", "年度资金总额 | 31.00")))
    assert money.digest != one.digest


def test_a_file_without_targets_is_refused() -> None:
    assert approved_goals(reading(EVALUATION)) is None
    with pytest.raises(NoGoalsError, match="没有读到绩效目标表"):
        goals_of(reading(EVALUATION))


def test_the_command_tells_the_changes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = []
    for name, (title, table) in (("目标表", GOALS), ("自评表", EVALUATION)):
        rows = [[cell.strip().replace("^", "") for cell in row.split("|")] for row in table.strip().splitlines()]
        cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
        paths.append(tmp_path / f"{name}.html")
        paths[-1].write_text(f"<html><body><p>{title}</p><table>{cells}</table></body></html>", "utf-8")
    assert score_file(paths[1], "cn-430203-lusong", as_json=True, explain=False, approved=paths[0]) in {0, 1}
    goals = json.loads(capsys.readouterr().out)["filings"][0]["goals"]
    assert (goals["document"], goals["targets"], len(goals["digest"])) == ("目标表.html", 5, 64)
    assert [one["kind"] for one in goals["changes"]] == ["easier", "easier"]
    score_file(paths[1], "cn-430203-lusong", as_json=False, explain=False, approved=paths[0])
    assert "“数字化页数”批复 ≥30000页，后来写 ≥27000页，降低了要求。" in capsys.readouterr().out.replace("\n", "")
    assert score_file(paths[1], "cn-430203-lusong", as_json=False, explain=False, approved=paths[1]) == 2
    assert "没有读到绩效目标表" in capsys.readouterr().err
