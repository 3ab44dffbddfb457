"""Mistakes in what a pack declares of ledgers, told with their place before anything is entered."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.packs.made_packs import library_of, make_pack

from hengji.packs.errors import PackError

REGISTER = """\
register: tried
label: 试用台账
keys: [key]
fields:
- {id: key, label: 编号甲}
- {id: other, label: 另一栏}
- {id: body, label: 单位, kind: organisation}
events:
- {id: put, label: 登记, from: [new], takes: [other, body]}
rules:
"""


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ('{id: tried.a, kind: pattern, field: other, pattern: "[", says: 甲。, way_out: 乙。}', "不是正则表达式"),
        (
            "{id: tried.a, kind: equal, field: [key, other], through: body, other: [name], says: 甲。, way_out: 乙。}",
            "要一样多",
        ),
        (
            "{id: tried.a, kind: states, field: body, register: none, in: [x], says: 甲。, way_out: 乙。}",
            "没有名为 none",
        ),
        ("{id: tried.a, kind: within, field: other, day: none, days: 3, says: 甲。, way_out: 乙。}", "没有名为 none"),
        (
            "{id: tried.a, kind: equal, field: key, through: body, other: none, says: 甲。, way_out: 乙。}",
            "没有名为 none 的机构字段",
        ),
        (
            "{id: tried.a, kind: states, field: body, in: [none], says: 甲。, way_out: 乙。}",
            "没有名为 none 的机构状态",
        ),
        (
            "{id: tried.a, kind: among, field: body, other: nature, in: [公司], says: 甲。, way_out: 乙。}",
            "没有名为 公司 的可选值",
        ),
        (
            '{id: tried.a, kind: compare, left: key, op: "=", right: none, says: 甲。, way_out: 乙。}',
            "没有名为 none 的字段",
        ),
        ("{id: tried.a, kind: among, field: body, says: 甲。, way_out: 乙。}", "要写明 other"),
    ],
)
def test_a_rule_that_cannot_be_judged_is_told(rule: str, says: str, tmp_path: Path) -> None:
    library = library_of(make_pack(tmp_path, {"registers/tried.yaml": f"{REGISTER}- {rule}\n"}))
    with pytest.raises(PackError) as caught:
        library.book("t")
    told = [f"{one.mark} {one.message}" for one in caught.value.mistakes]
    assert any(one.startswith("t/registers/tried.yaml:11") and says in one for one in told), told


def test_a_rule_that_can_be_judged_is_taken(tmp_path: Path) -> None:
    rule = '{id: tried.a, kind: pattern, field: other, pattern: "^甲", says: 甲。, way_out: 乙。}'
    library = library_of(make_pack(tmp_path, {"registers/tried.yaml": f"{REGISTER}- {rule}\n"}))
    assert "tried.a" in library.book("t").registers["tried"].rules
