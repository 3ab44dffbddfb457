"""A unit changes its own indicators within its county's frame: what differs is shown, the points keep the frame."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.engine.test_scored_filing import CASE, PACK, written
from tests.scoring.case_files import load

from hengji.cli.scoring import score_file
from hengji.engine.scoring import Scoring, score_reading, scoring_json
from hengji.engine.session import read_file
from hengji.packs.library import Library

CASES = load("own-indicators.yaml")
NAME, STANDARD, WEIGHT = 2, 3, 4


def changed(change: dict[str, Any]) -> list[list[str]]:
    """The rows of the made-up sheet with some dropped, added, or given other points or another standard."""
    rows = [list(row) for row in CASE["rows"] if row[NAME] not in change.get("drop", [])]
    for row in rows:
        row[WEIGHT] = change.get("set", {}).get(row[NAME], row[WEIGHT])
        row[STANDARD] = change.get("standard", {}).get(row[NAME], row[STANDARD])
    for new in change.get("add", []):
        last = max(index for index, row in enumerate(rows) if row[0] == new[0])
        rows.insert(last + 1, new)
    return rows


def scored(folder: Path, change: dict[str, Any]) -> Scoring:
    (found,) = score_reading(read_file(written(folder, changed(change)), Library.builtin(), PACK))
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_case(case: dict[str, Any], tmp_path: Path) -> None:
    frame = scored(tmp_path, case["change"] or {}).frame
    assert [one.says for one in frame.differences] == (case["differences"] or [])
    assert [fault.message for fault in frame.faults] == (case["faults"] or [])


def test_an_indicator_of_ones_own_is_scored_by_a_person_and_none_is_left_out(tmp_path: Path) -> None:
    found = scored(tmp_path, CASES[1]["change"])
    line = found.review.lines[-1]
    assert (line.indicator, line.group, line.verdict.code) == ("档案数字化完成率", "产出", "not_verifiable")
    assert line.working == "县里的评分办法没有这一项，请按表上印的标准由人判断。"
    assert found.review.totals.claimed == found.review.totals.printed_score
    answer: Any = scoring_json(found)
    assert [one["kind"] for one in answer["differences"]] == ["dropped", "added"]


def test_points_that_break_the_frame_are_an_error_of_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, changed(CASES[4]["change"]))
    assert score_file(path, PACK, as_json=False, explain=False) == 1
    assert "错误：各指标分值合计 98 分，应为 100 分，少 2 分" in capsys.readouterr().out.replace("\n", "")
