"""Strangers' prose raises no contradiction that is not one: every made-up sentence together in one filing per year."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from hengji.engine.coverage import coverage_of
from hengji.engine.session import check_reading, read_file
from hengji.packs.library import Library

CASES = yaml.safe_load((Path(__file__).parent.parent / "cases" / "free_text.yaml").read_text("utf-8"))["cases"]
YEARS = sorted({case["year"] for case in CASES})


def written(year: int, folder: Path, more: str = "") -> Path:
    lines = [f"示例县某某局{year}年度部门整体支出绩效自评报告"]
    heading = ""
    for case in CASES:
        if case["year"] == year:
            if case.get("heading", "") != heading:
                heading = case.get("heading", "")
                lines.append(heading)
            lines.append(case["text"])
    path = folder / f"{year}.txt"
    path.write_text("\n".join([*lines, more]), "utf-8")
    return path


@pytest.mark.parametrize("year", YEARS)
def test_no_false_alarm_on_strangers_prose(year: int, tmp_path: Path) -> None:
    checked = check_reading(read_file(written(year, tmp_path), Library.builtin()))
    assert [one.says for one in checked.findings if one.rule == "cn.restated"] == []


def test_the_same_work_counted_twice_differently_is_a_contradiction(tmp_path: Path) -> None:
    more = "全年办理农药经营许可变更登记75次。"
    checked = check_reading(read_file(written(2023, tmp_path, more), Library.builtin()))
    assert [one.rule for one in checked.findings if one.rule == "cn.restated"] == ["cn.restated"]


@pytest.mark.parametrize("year", YEARS)
def test_every_number_is_accounted_for(year: int, tmp_path: Path) -> None:
    reading = read_file(written(year, tmp_path), Library.builtin())
    account = coverage_of(reading, check_reading(reading))
    assert account.total == account.facts + account.typed + account.not_understood
    assert account.not_understood <= 1
    assert f"{account.checked} 个参与了核对" in account.says()
