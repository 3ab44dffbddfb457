"""A list of a day against the ledger of that day: what differs becomes events, and only that."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ledgers.extracting.lists import BODIES, enter_all, grid_of, said, taken, workbook
from tests.ledgers.made_ledgers import ledger_of

STAFF = """
生效日期, 业务, 人员编号, 单位, 编制类型, 渠道
2016-01-01, 入编, P1, 某县编办, 行政, 公务员招录
2016-01-01, 入编, P2, 某县编办, 行政, 公务员招录
2017-01-01, 入编, P3, 某县编制中心, 事业, 事业招聘
2017-01-01, 入编, P4, 某县甲局, 行政, 调入
"""
DAY = "2023-12-31"


def test_who_is_new_who_is_gone_who_moved_and_who_changed() -> None:
    ledger = ledger_of({"机构": BODIES, "实名制": STAFF})
    outcome = taken(
        ledger,
        grid_of("""
        某县实名制名册,,,
        序号, 人员编号, 单位名称, 编制性质
        1, P1, 某县编办, 行政编
        2, P3, 某县编办, 行政编
        3, P9, 某县编制中心, 全额事业编
        合计, 3, ,
        """),
        day=DAY,
    )
    assert said(outcome) == [
        "difference move 2023-12-31 P3 J1 行政 年末快照",
        "difference enroll 2023-12-31 P9 J2 事业 一般 全额 年末快照",
        "difference exit 2023-12-31 P2 年末快照",
    ]
    assert (outcome.rows, outcome.read, outcome.unchanged) == (4, 3, 1)
    assert [one.why for one in outcome.left_out] == ["合计行"]
    assert outcome.changes[0].says == "单位由“某县编制中心”改为“某县编办”；编制类型由“事业”改为“行政”"


def test_bodies_the_list_does_not_name_stay_as_they_are() -> None:
    ledger = ledger_of({"机构": BODIES, "实名制": STAFF})
    outcome = taken(ledger, grid_of("人员编号, 单位, 编制类型\nP1, 某县编办, 行政\nP2, 某县编办, 行政"), day=DAY)
    assert said(outcome) == []
    assert outcome.unchanged == 2


def test_nobody_leaves_while_a_row_cannot_be_read() -> None:
    ledger = ledger_of({"机构": BODIES, "实名制": STAFF})
    outcome = taken(ledger, grid_of("人员编号, 单位, 编制类型\nP1, 某县编办, 行政\nP2, 某县编办, 行正"), day=DAY)
    assert said(outcome) == []
    assert outcome.refused == 1
    assert [str(one.spot) for one in outcome.troubles] == ["名册.xlsx 表一 第3行", "名册.xlsx 表一 第1行"]
    assert "没有“行正”这一种" in outcome.troubles[0].says
    assert "先不办“出编”" in outcome.troubles[1].says


def test_one_person_twice_is_told_with_both_lines() -> None:
    ledger = ledger_of({"机构": BODIES})
    outcome = taken(ledger, grid_of("人员编号, 单位, 编制类型\nP1, 某县编办, 行政\nP1, 某县甲局, 行政"), day=DAY)
    assert len(outcome.changes) == 1
    assert [str(one.spot) + one.says for one in outcome.troubles] == [
        "名册.xlsx 表一 第3行和第2行说的是同一个，写了两次，这一行没有收。"
    ]


def test_a_snapshot_needs_its_day() -> None:
    outcome = taken(ledger_of({"机构": BODIES}), grid_of("人员编号, 单位, 编制类型\nP1, 某县编办, 行政"))
    assert outcome.refused == 1
    assert "--date" in outcome.troubles[0].way_out


def test_who_is_not_of_the_establishment_is_left_out_and_told() -> None:
    outcome = taken(ledger_of({"机构": BODIES}), grid_of("人员编号, 单位, 编制类型\nP1, 某县编办, 编外"), day=DAY)
    assert [(str(one.spot), one.why) for one in outcome.left_out] == [("名册.xlsx 表一 第2行", "“编外”不收进这本台账")]


def test_a_table_of_quotas_becomes_what_was_allotted_and_cut() -> None:
    ledger = ledger_of(
        {
            "机构": BODIES,
            "编制": """
        生效日期, 业务, 单位, 编制类型, 编制数
        2015-01-01, 下达总额, , 行政, 20
        2015-01-01, 下达总额, , 事业, 20
        2015-07-01, 核定, 某县编办, 行政, 3
        2015-07-01, 核定, 某县甲局, 行政, 4
        2015-07-01, 核定, 某县甲局, 事业, 2
        """,
        }
    )
    table = grid_of(
        """
        某县编制核定表,,,,
        序号, 单位, 核定编制, , 备注
        , , 行政编制, 事业编制,
        1, 某县编办, 5, ,
        2, 某县甲局, 3, ,
        3, 某县编制中心, , 6,
        合计, , 8, 6,
        """,
        merges=[(0, 0, 0, 4), (1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 3)],
    )
    outcome = taken(ledger, table, day=DAY)
    assert said(outcome) == [
        "difference reduce 2023-12-31 J3 行政 一般 1",
        "difference reduce 2023-12-31 J3 事业 一般 2",
        "difference allot 2023-12-31 J1 行政 一般 2",
        "difference allot 2023-12-31 J2 事业 一般 6",
    ]
    enter_all(ledger, outcome)
    assert said(taken(ledger, table, day=DAY)) == []


def test_a_table_that_does_not_tell_the_funding_is_compared_in_sum() -> None:
    ledger = ledger_of(
        {
            "机构": BODIES,
            "编制": """
            生效日期, 业务, 单位, 编制类型, 编制数, 经费形式
            2015-01-01, 下达总额, , 事业, 30,
            2015-07-01, 核定, 某县编制中心, 事业, 6, 全额
            2015-07-01, 核定, 某县甲局, 事业, 6, 全额
            2015-07-01, 核定, 某县甲局, 事业, 2, 差额
            """,
        }
    )
    table = "单位, 事业编制\n某县编制中心, 5\n某县甲局, 8"
    assert said(taken(ledger, grid_of(table), day=DAY)) == ["difference reduce 2023-12-31 J2 事业 一般 全额 1"]
    unclear = taken(ledger, grid_of(table.replace("8", "7")), day=DAY)
    assert len(unclear.changes) == 1
    assert "不知道减哪一类" in unclear.troubles[0].says
    split = "单位, 事业编制,\n, 全额, 差额\n某县编制中心, 6, \n某县甲局, 5, 3"
    told = taken(ledger, grid_of(split, merges=[(0, 0, 1, 0), (0, 1, 0, 2)]), day=DAY)
    assert said(told) == [
        "difference reduce 2023-12-31 J3 事业 一般 全额 1",
        "difference allot 2023-12-31 J3 事业 一般 差额 1",
    ]


PEOPLE = st.dictionaries(
    st.integers(1, 12).map(lambda number: f"P{number}"),
    st.tuples(st.sampled_from(["某县编办", "某县编制中心", "某县甲局"]), st.sampled_from(["行政", "事业"])),
    min_size=1,
)


@settings(max_examples=60, deadline=None)
@given(PEOPLE, PEOPLE, st.randoms(use_true_random=False))
def test_after_the_differences_are_entered_the_ledger_is_what_the_list_says(
    before: dict[str, tuple[str, str]], after: dict[str, tuple[str, str]], order: random.Random
) -> None:
    ledger = ledger_of({"机构": BODIES})
    for day, people in (("2022-12-31", before), (DAY, after)):
        rows = [f"{name}, {body}, {kind}" for name, (body, kind) in people.items()]
        table = "\n".join(["人员编号, 单位, 编制类型", *rows])
        enter_all(ledger, taken(ledger, grid_of(table), day=day))
        order.shuffle(rows)
        again = taken(ledger, grid_of("\n".join(["人员编号, 单位, 编制类型", *rows])), day=day)
        assert said(again) == []
        assert again.unchanged == len(people)
    history = ledger.history("staff")
    bodies = {body for body, _ in after.values()}
    found = {
        history.case[place]: (
            ledger.organisations.name(history.values["organisation"][place]),
            history.values["type"][place],
        )
        for place in history.alive(date.fromisoformat(DAY).toordinal())
        if history.state[place] == "active"
    }
    untouched = {name: one for name, one in before.items() if one[0] not in bodies and name not in after}
    assert found == {**untouched, **after}


def test_a_real_workbook_with_titles_merged_cells_and_totals(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["某县机构编制实名制名册", "", "", "", "", ""],
        ["截至 2023 年 12 月 31 日", "", "", "", "", ""],
        ["序号", "单位", "人员", "", "编制性质", "出生日期"],
        ["", "", "人员编号", "性别", "", ""],
        [1, "某县编办", "P1", "男", "行政编", 29221],
        [2, "", "P2", "女", "行政编", "1985.06"],
        ["", "", "", "", "", ""],
        ["合计", "", 2, "", "", ""],
        ["注：本表由系统导出。", "", "", "", "", ""],
    ]
    merges = [(0, 0, 0, 5), (2, 0, 3, 0), (2, 1, 3, 1), (2, 2, 2, 3), (2, 4, 3, 4), (2, 5, 3, 5), (4, 1, 5, 1)]
    ledger = ledger_of({"机构": BODIES})
    outcome = taken(ledger, workbook(tmp_path / "名册.xlsx", rows, merges), day=DAY)
    assert said(outcome) == [
        "difference enroll 2023-12-31 P1 J1 行政 一般 年末快照 男 1980-01-01",
        "difference enroll 2023-12-31 P2 J1 行政 一般 年末快照 女 1985-06-01",
    ]
    assert [str(one) for one in outcome.troubles] == []
    assert [(one.spot.line, one.why) for one in outcome.left_out] == [(7, "空行"), (8, "合计行"), (9, "表下的说明")]
