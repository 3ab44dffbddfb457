"""Data files: the names of the pack's forms are enough; what cannot be placed is said with its line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.engine.exported_workbook import export, small_unit
from tests.engine.test_entry_workbook import filled, library
from tests.engine.test_entry_workbook import reading as workbook_reading
from tests.engine.test_export import reading as export_reading

from hengji.engine.building import Order, build, read_data
from hengji.engine.deriving import derive
from hengji.engine.session import check_reading
from hengji.facts.fact import State, Statement
from hengji.facts.place import TextPlace
from hengji.reading.data.file import DataFileError, read_data_file
from hengji.reading.result import Reading

DATA = """\
填报信息:
  单位名称: 某某县档案馆
  预算年度: 2023
  规则包编号: cn-430000-hunan
基础数据表:
  编制数: 8
  在职人数: 5
  其中：公车购置: {上年决算数: 0, 年初预算数: 0, 决算数: 0}
  公车运行维护: {prior: "2.50", budget: 2.6, actual: 2.45}
  2、出国经费: {prior: 0, budget: 0, actual: 0}
  公务接待: {上年决算数: 1.2, 年初预算数: 1, 决算数: ——}
  project_item:
    档案数字化: {prior: "20.00", budget: 15, actual: 14.5}
    馆舍维修: {prior: "3.3", budget: "10.00", actual: 10}
  公用经费: {prior: 30, budget: 32, actual: 31}
自评表:
  unit/only/name: 某某县档案馆
  年度资金总额: {年初预算数: 90, 全年预算数: 100, 全年执行数: 96.5, 分值: 10, 得分: 9.65}
  sources/only/general: "98.00"
  indicators:
  - {group: 产出指标, group.weight: 50, subgroup: 数量指标, 三级指标: 档案数字化, target: ≥30000件, actual: 31200件,
     weight: 25, score: 25}
  - {group: 产出指标, subgroup: 数量指标, 三级指标: 档案数字化, target: 100%, actual: 98%, weight: 25, score: 24.5,
     deviation: 设备检修}
"""


def written(folder: Path, text: str, name: str = "数据.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def stated(reading: Reading) -> dict[str, tuple[object, ...]]:
    """What a reading says, cell by cell."""
    return {
        one.address: (one.key, one.state, one.kind, one.text, one.relation, one.unit, one.value, one.low, one.high)
        for one in derive(reading).facts
        if one.state is not State.BLANK
    }


def test_named_as_in_the_tables_it_says_what_the_workbook_says(tmp_path: Path) -> None:
    typed = read_data(written(tmp_path, DATA), library(), None)
    assert typed.problems == []
    forms = {one.address.partition("!")[0] for one in typed.facts}
    workbook = stated(workbook_reading(filled().forget_results()))
    wanted = {address: said for address, said in workbook.items() if address.partition("!")[0] in forms}
    assert stated(typed) == wanted
    assert len(wanted) > 50


def test_a_figure_stands_where_its_place_says(tmp_path: Path) -> None:
    lines = DATA.split("\n")
    for one in read_data_file(written(tmp_path, DATA), library()).facts:
        place = one.place
        assert isinstance(place, TextPlace)
        assert lines[place.line - 1][place.start : place.end] == one.source.quote


def same(one: Statement) -> tuple[object, ...]:
    """What of a statement must come back; its place is that of the file it is read from."""
    return (one.key, one.state, one.kind, one.value, one.text, one.relation, one.low, one.high, one.unit,
            one.quantum, one.decimals, one.table, one.address, one.label, one.scenario_label)  # fmt: skip


@pytest.mark.parametrize("source", ["workbook", "export"])
def test_the_data_of_a_package_reads_back_as_the_same_facts(source: str, tmp_path: Path) -> None:
    first = workbook_reading(filled().data) if source == "workbook" else export_reading(export(small_unit()))
    built = build(first, library(), None, Order(("json",)))
    path = tmp_path / "数据.json"
    path.write_bytes(built.files["数据.json"])
    back = read_data(path, library(), None)
    again = build(back, library(), None, Order(("json",)))
    assert back.problems == []
    assert again.revision == built.revision
    facts = [json.loads(one.files["数据.json"])["facts"] for one in (built, again)]
    for before, after in zip(*facts, strict=True):
        left = {name: value for name, value in before.items() if name not in {"id", "component", "place", "quote"}}
        assert {name: after[name] for name in left} == left
    assert len(check_reading(back).findings) == len([*(again.checked.findings if again.checked else ())])


@pytest.mark.parametrize(
    ("line", "text", "message"),
    [
        (2, "资产表:\n  甲: 1\n", ""),
        (6, "基础数据表:\n  三公开支: 3\n", "没有“三公开支”"),
        (6, "基础数据表:\n  公用经费: 3\n", "有几栏，没有写明是哪一栏。各栏：上年决算数、"),
        (6, "基础数据表:\n  公用经费: {今年: 3}\n", "没有叫“今年”的栏"),
        (6, "基础数据表:\n  公用经费: {决算数: 三十}\n", "“公用经费”的“决算数”应为数字，现为“三十”"),
        (6, "基础数据表:\n  cost/public/now: 3\n", "没有 cost/public/now 这一格"),
        (5, "基楚数据表:\n  公用经费: 3\n", "没有名为“基楚数据表”的表"),
        (6, "基础数据表:\n  unit: 千万\n", "没有计量单位“千万”"),
        (5, "基础数据表: 3\n", "下面应写成“行: 数”的形式"),
    ],
)
def test_what_cannot_be_placed_is_said_with_its_line_and_the_rest_is_read(
    line: int, text: str, message: str, tmp_path: Path
) -> None:
    head = DATA[: DATA.index("基础数据表")]
    found = read_data_file(written(tmp_path, f"{head}{text}"), library())
    assert any(one.text == "某某县档案馆" for one in found.facts)
    if message:
        (problem,) = found.problems
        assert message in problem.message
        assert problem.place is not None
        assert problem.place.say() == f"第{line}行"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("基础数据表:\n\t公用经费: 3\n", "数据.yaml:2: YAML 写法有误："),
        ("- 1\n", "数据.yaml:1: 数据文件应写成“表名: 内容”的形式"),
        ("甲: {乙: 1\n", "数据.yaml"),
    ],
)
def test_a_file_that_is_no_data_is_refused_with_its_line(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(DataFileError) as refused:
        read_data_file(written(tmp_path, text), library())
    assert message in str(refused.value)


def test_a_fact_of_an_unknown_concept_is_named_with_its_line(tmp_path: Path) -> None:
    text = '{"pack": "cn", "fiscal_year": 2023, "facts": [\n {"concept": "expenditur", "value": "1"},\n'
    text += (
        ' {"concept": "expenditure", "period": "2023", "value": "甲"},\n {"concept": "expenditure", "value": "2"}]}\n'
    )
    found = read_data_file(written(tmp_path, text, "数据.json"), library())
    assert [(one.place.say(), one.message) for one in found.problems if one.place is not None] == [
        ("第2行", "没有概念“expenditur”。是否想写：expenditure、expenditure.key、expenditure.wages？"),
        ("第3行", "value 应为数字，现为“甲”。"),
    ]
    assert [str(one.value) for one in found.facts] == ["None", "2"]


def test_the_command_checks_scores_and_builds_it(tmp_path: Path) -> None:
    path = written(tmp_path, DATA.replace("prior: 30, budget: 32", "prior: 三十, budget: 32"))

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", "from hengji.cli import main; main()", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    checked = run("check", str(path))
    assert "第15行：“公用经费”的“上年决算数”应为数字，现为“三十”" in checked.stdout
    assert "档案数字化" in run("score", str(path)).stdout
    made = run("build", str(path), "-o", str(tmp_path / "out"), "--formats", "json,docx")
    assert made.returncode == 2
    assert "数据.yaml：第15行：“公用经费”的“上年决算数”应为数字，现为“三十”" in made.stderr
    assert len(list((tmp_path / "out").iterdir())) == 2
