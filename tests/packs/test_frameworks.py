"""The common indicators of the nation: what they ask and how they are reckoned, and rubrics that keep to them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.packs.made_packs import library_of, make_pack

from hengji.packs.errors import PackError
from hengji.packs.framework import Framework
from hengji.packs.library import Library

OVERALL, PROJECT = "cn.overall_2013", "cn.project_2020"


def framework(name: str) -> Framework:
    return Library.builtin().get("cn").frameworks[name]


@pytest.mark.parametrize(
    ("name", "groups", "count"),
    [
        (OVERALL, ["投入", "过程", "产出", "效果"], 28),
        (PROJECT, ["决策", "过程", "产出", "效益"], 17),
    ],
)
def test_a_framework_has_the_groups_and_indicators_of_its_regulation(name: str, groups: list[str], count: int) -> None:
    found = framework(name)
    assert list(dict.fromkeys(one.group for one in found.indicators)) == groups
    assert len(found.indicators) == count
    assert all(one.about and one.by and one.subgroup for one in found.indicators)


@pytest.mark.parametrize(
    ("printed", "indicator"),
    [
        ("财政供养人员控制率", "staff_control"),
        ("“三公”经费变动率", "three_public_change"),
        ("三公经费控制率", "three_public_control"),
        ("社会公众或服务对象满意度", "satisfaction"),
        ("档案数字化完成率", None),
    ],
)
def test_an_indicator_is_known_by_any_of_its_names(printed: str, indicator: str | None) -> None:
    found = framework(OVERALL).named(printed)
    assert (found.id if found is not None else None) == indicator


def test_two_indicators_of_one_name_are_told_apart_by_their_second_level() -> None:
    found = framework(OVERALL)
    ids = [
        one.id
        for label in ("预算管理", "资产管理")
        if (one := found.named(f"{label}·管理制度健全性", "管理制度健全性"))
    ]
    assert ids == ["budget_rules", "asset_rules"]


@pytest.mark.parametrize("pack", ["cn-430000-hunan", "cn-430611-junshan", "cn-431127-lanshan"])
def test_every_indicator_of_a_framed_rubric_with_a_formula_is_a_common_one(pack: str) -> None:
    resolved = Library.builtin().get(pack)
    framed = [one for one in resolved.rubrics.values() if one.framework]
    assert framed
    for rubric in framed:
        common = resolved.frameworks[rubric.framework]
        names = {one.id for one in rubric.indicators if common.named(one.label, *one.aliases) is not None}
        assert {"staff_control", "satisfaction"} <= names


def test_mistakes_are_told_with_their_place(tmp_path: Path) -> None:
    item = "{id: %s, label: 完成率, group: 产出, subgroup: 数量, about: 完成多少, by: 甲 ÷ 乙}"
    files = {
        "frameworks/own.yaml": f"framework: t.own\nlabel: 本地指标体系\nindicators:\n- {item % 'a'}\n- {item % 'b'}\n"
        "versions: [{from: 2020, source: {document: nowhere}}]\n"
    }
    library = library_of(make_pack(tmp_path, files))
    with pytest.raises(PackError) as caught:
        library.get("t")
    told = "\n".join(str(one) for one in caught.value.mistakes)
    assert "指标 完成率 写了不止一次。请合成一项，或改一个名称。" in told
    assert "依据文件 nowhere 没有登记" in told
