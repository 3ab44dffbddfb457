"""Mistakes in a rubric, each told with its line, and the words that tell what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.scoring.case_files import NATION, RUBRIC, plain, root

from hengji.packs.errors import Mistake
from hengji.packs.library import Library
from hengji.packs.rubric import Rubric, load_rubric
from hengji.packs.source import Node, Reader, parse_yaml
from hengji.packs.span import parse_span

GOOD = """\
rubric: test.sheet
label: 评分办法
component: scoring_sheet
total: "10"
rounding: {digits: 2, mode: half_up}
versions:
- {from: 2020, source: {document: caiyu-2020-10}}
groups:
- {id: input, label: 投入, points: "10"}
indicators:
- id: control
  label: 控制率
  group: input
  points: "5"
  rule: {kind: linear, measure: share, of: staff, to: quota, limit: 100%, side: above, per: "0.5", whole: up}
- id: arranged
  label: 安排率
  group: input
  points: "5"
  rule:
    kind: steps
    of: rate
    domain: "[0,+∞)"
    steps:
    - {in: "[90,+∞)", points: "5"}
    - {in: "[80,90)", points: "4"}
    - {in: "[0,80)", points: "0"}
grades:
- {id: pass, label: 合格, in: "[6,10]"}
- {id: fail, label: 不合格, in: "[0,6)"}
"""


def loaded(folder: Path, text: str) -> tuple[Rubric, list[Mistake]]:
    path = folder / "rubric.yaml"
    path.write_text(text, encoding="utf-8")
    mistakes: list[Mistake] = []
    return load_rubric(Reader(parse_yaml(path, "rubric.yaml"), mistakes, "评分办法 test.sheet ")), mistakes


def test_a_good_rubric_has_no_mistake(tmp_path: Path) -> None:
    rubric, mistakes = loaded(tmp_path, GOOD)
    assert mistakes == []
    assert [indicator.id for indicator in rubric.indicators_in(2023)] == ["control", "arranged"]
    assert [str(asked) for _, asked in rubric.inputs()] == ["staff", "quota", "rate"]


MISTAKES = root("rubric-mistakes.yaml").items or []


@pytest.mark.parametrize("node", MISTAKES, ids=lambda node: plain(node)["says"])
def test_mistake(tmp_path: Path, node: Node) -> None:
    case = plain(node)
    assert GOOD.count(case["instead_of"]) == 1
    _, mistakes = loaded(tmp_path, GOOD.replace(case["instead_of"], case["written"]))
    told = [(str(mistake.mark.line), mistake.code) for mistake in mistakes if case["says"] in str(mistake)]
    assert told == [(case["line"], case["code"])], [f"{mistake.code} {mistake}" for mistake in mistakes]


def test_weights_may_change_with_the_years(tmp_path: Path) -> None:
    later = """- id: new
  label: 新指标
  group: input
  points: "5"
  rule: {kind: manual, why: 由人判断}
  versions: [{from: 2022, source: {document: caiyu-2020-10}}]
grades:"""
    _, mistakes = loaded(tmp_path, GOOD.replace("grades:", later))
    assert [mistake.message for mistake in mistakes] == [
        "2022 年各指标分值合计 15 分，应为 10 分，多 5 分。",
        "2022 年“投入”下各指标分值合计 15 分，应为 10 分，多 5 分。",
    ]


def test_every_way_to_write_a_target_needs_a_rule(tmp_path: Path) -> None:
    rows = """rows:
- {id: least, relations: ["≥", "=>"], units: [mony], rule: {kind: target, direction: at_least, over_asks: "30"}}
grades:"""
    _, mistakes = loaded(tmp_path, GOOD.replace("grades:", rows))
    told = [str(mistake) for mistake in mistakes]
    expected = (
        "没有 => 这种写法。",
        "没有名为 mony 的单位种类。是否想写：money？",
        "over_asks 请带百分号书写，现为 30。",
        "没有写怎样给这几种指标值计分：=、≥",
    )
    assert [sum(says in text for text in told) for says in expected] == [1, 1, 1, 1]


def test_schemes_add_up(tmp_path: Path) -> None:
    schemes = 'schemes:\n- {id: usual, label: 通行, points: {input: "9", outputs: "2"}}\ngrades:'
    _, mistakes = loaded(tmp_path, GOOD.replace("grades:", schemes))
    assert [mistake.message for mistake in mistakes] == [
        "分值方案 usual 分值合计 11 分，应为 10 分，多 1 分。",
        "分值方案 usual 里的 outputs 没有声明。",
    ]


def test_the_usual_distributions_of_the_national_rubric() -> None:
    assert {scheme.id: sum(scheme.points.values()) for scheme in RUBRIC.schemes} == {
        "standard": 100,
        "with_cost": 100,
        "without_satisfaction": 100,
    }


@pytest.mark.parametrize("text", ["[90,80]", "(5,5)", "[5,5)", "[+∞,1]", "[1,-∞)", "90", "[a,b]", "[1;2]", ""])
def test_no_interval(text: str) -> None:
    assert parse_span(text) is None


@pytest.mark.parametrize("text", ["[0,0]", "(0,10]", "[80,90)", "[95,+∞)", "(-∞,60)"])
def test_intervals_are_written_as_they_are_read(text: str) -> None:
    assert str(parse_span(text)) == text


@pytest.mark.parametrize(
    ("items", "says"),
    [
        (
            '[{id: a, label: 资料准确, points: "5", contrary: [text-vs-tabel]}]',
            "contrary 里的 text-vs-tabel 不是一种核对结果",
        ),
        ('[{id: a, label: 资料准确, points: "4"}]', "各要点合计 4 分，不到指标的 5 分"),
    ],
)
def test_what_speaks_against_an_item_is_a_kind_of_finding(tmp_path: Path, items: str, says: str) -> None:
    steps = GOOD[GOOD.index("  rule:\n    kind: steps") : GOOD.index("grades:")]
    _, mistakes = loaded(tmp_path, GOOD.replace(steps, f"  rule: {{kind: checklist, items: {items}}}\n"))
    assert [says in str(mistake) for mistake in mistakes] == [True]


def test_the_points_of_the_groups_of_a_units_own_table_make_up_the_whole(tmp_path: Path) -> None:
    national = (NATION / "rubrics" / "self_evaluation.yaml").read_text("utf-8")
    county = national.replace("- {id: output, label: 产出指标,", '- {id: output, points: "45", label: 产出指标,')
    _, mistakes = loaded(tmp_path, county)
    assert [mistake.message for mistake in mistakes] == ["各一级指标分值合计 55 分，应为 100 分，少 45 分。"]


@pytest.mark.parametrize("pack", ["cn-430203-lusong", "cn-430524-longhui", "cn-431127-lanshan", "cn-430611-junshan"])
def test_every_county_has_a_frame_that_makes_up_the_whole(pack: str) -> None:
    rubrics = [one for one in Library.builtin().get(pack).rubrics.values() if any(g.points for g in one.groups)]
    assert rubrics
    for rubric in rubrics:
        groups = sum((group.points or 0 for group in rubric.groups), 0)
        apart = sum(indicator.points for indicator in rubric.indicators if rubric.rows)
        assert groups + apart == rubric.total
        assert all(version.document for version in rubric.versions)
