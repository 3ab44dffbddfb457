"""A made-up filing with a county's scoring sheet, from its file to the verdicts: what is computed, what is missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.scoring.case_files import load

from hengji.cli.scoring import score_file
from hengji.engine.scoring import score_reading, scoring_json
from hengji.engine.session import read_file
from hengji.packs.library import Library
from hengji.scoring.verdict import Verdict

CASE = load("made-up-sheet.yaml")
HEAD = ["一级指标", "二级指标", "三级指标", "评分标准", "分值", "自评得分", "扣分原因和其他说明"]
Answer = dict[str, Any]
PACK = "cn-430611-junshan"


def written(folder: Path, rows: list[list[str]]) -> Path:
    """The filing as a text dump: the report, then the sheet, a cell a line."""
    total = ["总分", "", "", "", str(sum(float(row[4]) for row in rows)), str(sum(float(row[5]) for row in rows)), ""]
    cells = [HEAD, *(row[:7] for row in rows), total]
    table = "\n\n".join("\n".join(f"\t{cell}" for cell in row) for row in cells)
    text = "\n".join(CASE["report"]) + "\n\n部门整体支出绩效评价评分表\n" + table + "\n"
    path = folder / "自评材料.txt"
    path.write_text(text, "utf-8")
    return path


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory) -> Answer:
    (scoring,) = score_reading(
        read_file(written(tmp_path_factory.mktemp("sheet"), CASE["rows"]), Library.builtin(), PACK)
    )
    return dict(scoring_json(scoring))


def line(answer: Answer, name: str) -> Answer:
    return next(one for one in answer["indicators"] if one["indicator"] == name)


def test_every_indicator_has_its_verdict_and_points(answer: Answer) -> None:
    found = {one["indicator"]: (one["verdict_code"], one["points"]) for one in answer["indicators"]}
    assert list(found.values()) == [(row[7], row[8] or None) for row in CASE["rows"]], found
    assert {code for code, _ in found.values()} == {verdict.code for verdict in Verdict}


def test_every_input_has_its_place(answer: Answer) -> None:
    staff, quota = line(answer, "在职人员控制率")["inputs"]
    assert (staff["value"], staff["place"]["line"], staff["quote"]) == ("11", 3, "11")
    assert (quota["value"], quota["missing"], quota["typed_at"]) == ("10", False, "")
    assert line(answer, "在职人员控制率")["other_workings"] == ["9 ÷ 10 = 90%，没有超过 100%，得满分 5 分"]


@pytest.mark.parametrize(
    ("indicator", "missing", "typed_at"),
    [
        (
            "政府采购执行率",
            "政府采购金额（年初预算）",
            "填在“部门整体支出绩效评价基础数据表”的“政府采购金额”一行“年初预算数”一栏；",
        ),
        (
            "固定资产利用率",
            "在用固定资产",
            "填在“部门整体支出绩效自评基本情况表”的“局机关及二级机构汇总”一行“在用固定资产”一栏。",
        ),
        ("重点支出安排率", "重点项目支出", "本套表里没有这一格，请在自评报告正文里写明“重点项目支出”是多少。"),
    ],
)
def test_a_missing_figure_is_named_with_where_to_type_it(
    answer: Answer,
    indicator: str,
    missing: str,
    typed_at: str,
) -> None:
    (found,) = [one for one in line(answer, indicator)["inputs"] if one["label"] == missing]
    assert found["missing"]
    assert typed_at in found["typed_at"]


def test_the_points_claimed_are_told_by_verdict(answer: Answer) -> None:
    totals = answer["totals"]
    assert sum(map(float, totals["claimed_by_verdict"].values())) == float(totals["claimed"])
    assert totals["claimed_by_verdict"]["unjustified"] == "4"


def test_the_command_explains_every_score(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert score_file(written(tmp_path, CASE["rows"]), PACK, as_json=False, explain=True) == 1
    said = capsys.readouterr().out.replace("\n", "")
    assert "另一组数：9 ÷ 10 = 90%，没有超过 100%，得满分 5 分" in said
    assert "缺数：公务卡支付金额。本套表里没有这一格" in said
    assert "注意：“资料准确”有反证" in said
    assert "写着“无此考核指标”，却填了 4 分；没有这项指标就不应得分。" in said
