"""Draws, outlooks and personal columns as a pack declares them: what names nothing is said with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.packs.made_packs import library_of, make_pack

from hengji.packs.errors import PackError

DRAW = """draws:
- id: t.draw
  label: 抽一次
  objects: {register: institution, states: [registered], sponsor: sponsor}
  inspectors: {register: inspector, states: [certified], valid_until: valid_until}
  drawn: {register: spot_check, year: year}
  norm: spot-check.count
"""
OUTLOOK = """outlooks:
- id: t.outlook
  label: 看一看
  register: staff
  norm: retirement
  by: [type]
  inputs: {birth: birth, sex: {field: sex, words: {男: male, 女: female}}}
"""


def mistakes(folder: Path, name: str, text: str) -> list[str]:
    make_pack(folder, {f"{name}.yaml": text})
    try:
        library_of(folder / "t").book("t")
    except PackError as error:
        return [str(one) for one in error.mistakes]
    return []


def test_a_county_may_declare_its_own(tmp_path: Path) -> None:
    assert mistakes(tmp_path / "一", "draws", DRAW) == []
    assert mistakes(tmp_path / "二", "outlooks", OUTLOOK) == []
    persons = "persons:\n- {id: card, part: more, label: 工作证号}\n"
    assert mistakes(tmp_path / "三", "persons", persons) == []


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("register: institution", "register: institutions", "没有名为 institutions 的台账"),
        ("states: [registered]", "states: [alive]", "没有名为 alive 的状态"),
        ("sponsor: sponsor", "sponsor: owner", "没有名为 owner 的字段"),
        ("valid_until: valid_until", "valid_until: until", "没有名为 until 的字段"),
        ("year: year", "year: years", "没有名为 years 的字段"),
        ("norm: spot-check.count", "norm: spot", "没有名为 spot 的测算标准"),
        ("register: institution", "register: spot_draw", "抽查抽取没有写是谁的（subject）"),
        ("  drawn: {register: spot_check, year: year}\n", "", "缺少 drawn"),
        ("states: [certified]", "states: [certified], kind: 1", "kind"),
    ],
)
def test_a_draw_that_names_what_is_not_there(tmp_path: Path, before: str, after: str, says: str) -> None:
    assert before in DRAW
    found = mistakes(tmp_path, "draws", DRAW.replace(before, after, 1))
    assert any(says in one and "t/draws.yaml:" in one for one in found), found


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("register: staff", "register: people", "没有名为 people 的台账"),
        ("norm: retirement", "norm: retire", "没有名为 retire 的测算标准"),
        ("by: [type]", "by: [kind]", "没有名为 kind 的字段"),
        ("birth: birth", "born: birth", "没有名为 born 的输入项"),
        ("birth: birth", "birth: born", "没有名为 born 的字段"),
        ("男: male", "男性: male", "没有名为 男性 的可选值"),
        ("男: male", "男: man", "没有名为 man 的选项"),
    ],
)
def test_an_outlook_that_names_what_is_not_there(tmp_path: Path, before: str, after: str, says: str) -> None:
    assert before in OUTLOOK
    found = mistakes(tmp_path, "outlooks", OUTLOOK.replace(before, after, 1))
    assert any(says in one and "t/outlooks.yaml:" in one for one in found), found


def test_a_personal_column_holds_a_known_part_of_a_person(tmp_path: Path) -> None:
    found = mistakes(tmp_path, "persons", "persons:\n- {id: card, part: card, label: 工作证号}\n")
    assert any("t/persons.yaml:2" in one for one in found), found
