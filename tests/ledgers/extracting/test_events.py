"""Lists whose rows are events: read once however often they come, corrected where a cell was changed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ledgers.extracting.lists import BODIES, enter_all, grid_of, said, taken, workbook
from tests.ledgers.made_ledgers import ledger_of

from hengji.ledgers.ledger import Ledger

QUOTAS = """
日期, 业务, 流水号, 使用单位, 类型, 数量, 批文
2015-01-01, 下达总额, B1, , 行政编制, 20, 某编〔2015〕1号
2015-07-01, 核定, B2, 某县编办, 行政编制, 3, 某编〔2015〕2号
2015-07-01, 核定, B3, 某县甲局, 行政编制, 2,
"""


def county() -> Ledger:
    return ledger_of({"机构": BODIES})


def test_a_clerks_own_list_is_taken_by_its_headings() -> None:
    ledger = county()
    outcome = taken(ledger, grid_of(QUOTAS))
    assert outcome.extract is not None
    assert outcome.extract.register == "quota"
    assert said(outcome) == [
        "new grant_total 2015-01-01 行政 一般 20",
        "new allot 2015-07-01 J1 行政 一般 3",
        "new allot 2015-07-01 J3 行政 一般 2",
    ]
    assert [one.entry.number for one in outcome.changes] == ["B1", "B2", "B3"]
    assert outcome.changes[1].entry.document == "某编〔2015〕2号"


def test_the_same_list_again_brings_nothing_new_in_whatever_order() -> None:
    ledger = county()
    enter_all(ledger, taken(ledger, grid_of(QUOTAS)))
    heading, *rows = [line for line in QUOTAS.splitlines() if line]
    again = taken(ledger, grid_of("\n".join([heading, *reversed(rows)])))
    assert said(again) == []
    assert again.known == 3


def test_a_changed_cell_is_one_correction_and_changing_it_back_another() -> None:
    ledger = county()
    enter_all(ledger, taken(ledger, grid_of(QUOTAS)))
    changed = taken(ledger, grid_of(QUOTAS.replace("某县编办, 行政编制, 3", "某县编办, 行政编制, 4")))
    assert [(one.kind, one.entry.number, one.entry.corrects) for one in changed.changes] == [
        ("corrected", "B2/2", "B2")
    ]
    assert changed.changes[0].says == "更正 B2：编制数由“3”改为“4”"
    enter_all(ledger, changed)
    back = taken(ledger, grid_of(QUOTAS))
    assert [(one.entry.number, one.entry.corrects) for one in back.changes] == [("B2/3", "B2/2")]
    enter_all(ledger, back)
    assert len(ledger.tables["quota"].in_force()) == 3
    assert ledger.accounts("quota").balances(800_000)[("J1", "行政", "一般", None)] == 3


def test_what_was_corrected_by_hand_is_left_as_it_is() -> None:
    ledger = ledger_of(
        {
            "机构": BODIES,
            "编制": """
        编号, 生效日期, 业务, 单位, 编制类型, 编制数, 更正
        B1, 2015-01-01, 下达总额, , 行政, 20,
        B2, 2015-07-01, 核定, 某县编办, 行政, 3,
        B9, 2015-07-01, 核定, 某县编办, 行政, 5, B2
        """,
        }
    )
    outcome = taken(ledger, grid_of("编号, 日期, 业务, 单位, 类型, 数量\nB2, 2015-07-01, 核定, 某县编办, 行政, 3"))
    assert said(outcome) == []
    assert outcome.settled == 1


def test_every_bad_cell_is_told_with_its_line_and_keeps_only_its_row_out(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["编制变动登记（2015年）"],
        ["流水号", "日期", "业务", "单位", "类型", "数量"],
        ["B1", 42005, "下达总额", "", "行政", 20],
        ["B2", "2015.7.1", "核定", "某县乙局", "行政", 3],
        ["B3", "2015年13月1日", "核定", "某县甲局", "行政", 2],
        ["B4", "2015/7/1", "核定", "某县甲局", "行政", "三"],
        ["B4", "2015/7/1", "核定", "某县甲局", "行政", 1],
        ["B5", "2015/7/1", "核定", "", "行政", 1],
    ]
    outcome = taken(county(), workbook(tmp_path / "台账.xlsx", rows))
    assert said(outcome) == ["new grant_total 2015-01-01 行政 一般 20", "new allot 2015-07-01 J3 行政 一般 1"]
    assert sorted((one.spot.line, one.says) for one in outcome.troubles) == [
        (4, "机构登记里没有“某县乙局”。"),
        (5, "没有 2015年13月1日 这一天。"),
        (6, "“三”不是数字。"),
        (8, "“核定”没有填“单位”。"),
    ]
    assert (outcome.read, outcome.refused) == (2, 4)


def test_two_rows_of_one_number_that_contradict_each_other_are_both_refused() -> None:
    text = "编号, 日期, 业务, 类型, 数量\nB1, 2015-01-01, 下达总额, 行政, 20\nB1, 2015-01-01, 下达总额, 行政, 21"
    outcome = taken(county(), grid_of(text))
    assert outcome.changes == []
    assert outcome.refused == 2
    alike = taken(county(), grid_of(text.replace("21", "20")))
    assert len(alike.changes) == 1
    assert [one.why for one in alike.left_out] == ["和第2行完全一样"]


def test_a_counter_of_rows_is_no_number() -> None:
    ledger = county()
    text = "序号, 日期, 业务, 类型, 数量\n1, 2015-01-01, 下达总额, 行政, 20\n2, 2015-01-01, 下达总额, 行政, 20"
    outcome = taken(ledger, grid_of(text))
    assert len(outcome.changes) == 2, "two rows alike are two events where nothing tells them apart"
    enter_all(ledger, outcome)
    assert taken(ledger, grid_of(text)).known == 2
    other = taken(ledger, grid_of("序号, 日期, 业务, 类型, 数量\n1, 2016-01-01, 下达总额, 事业, 7"))
    assert said(other) == ["new grant_total 2016-01-01 事业 一般 7"]


def test_a_row_of_a_case_with_a_day_for_each_event() -> None:
    ledger = county()
    table = grid_of("""
    案号, 单位, 立案日期, 消化完成日期
    C1, 某县甲局, 2023-01-05, 2023-09-01
    C2, 某县编办, 2023-02-05,
    """)
    register = ledger.book.registers["overstaff"]
    events = {event.label: event.id for event in register.events.values()}
    outcome = taken(ledger, table, wanted="超编消化")
    opened = events["立案"]
    assert [one.entry.event for one in outcome.changes if one.entry.event == opened] == [opened, opened]
    assert outcome.refused == 0


def test_what_is_nothing_known_is_told_with_what_is_lacking() -> None:
    outcome = taken(county(), grid_of("姓名, 单位, 籍贯\n甲某, 某县编办, 某地"))
    assert outcome.extract is None
    assert outcome.refused == 2
    assert "没有“编制类型”一栏" in outcome.troubles[0].says


def test_repeated_headings_column_numbers_and_notes_are_left_out_and_told() -> None:
    outcome = taken(
        county(),
        grid_of("""
        编号, 日期, 业务, 类型, 数量
        1, 2, 3, 4, 5
        B1, 2015-01-01, 下达总额, 行政, 20
        编号, 日期, 业务, 类型, 数量
        B2, 2015-01-02, 下达总额, 行政, 2
        小计, , , , 22
        填表人：甲某, , 审核人：乙某, ,
        """),
    )
    assert len(outcome.changes) == 2
    assert [(one.spot.line, one.why) for one in outcome.left_out] == [
        (2, "栏次行"),
        (4, "重复的表头"),
        (6, "合计行"),
        (7, "表下的说明"),
    ]


def test_a_body_whose_name_begins_like_a_note_is_an_entry() -> None:
    ledger = ledger_of({"机构": BODIES + "2012-01-01, 设立, J4, 第一中学, J1, 事业单位\n"})
    outcome = taken(
        ledger, grid_of("单位, 行政编制, 事业编制, 工勤编制\n第一中学, , 30,\n第 1 页, , ,"), day="2023-12-31"
    )
    assert said(outcome) == ["difference allot 2023-12-31 J4 事业 一般 30"]
    assert [one.why for one in outcome.left_out] == ["表下的说明"]


def test_the_file_of_a_ledger_itself_is_no_list() -> None:
    rows = "B1, 2015-01-01, 下达总额, 行政, 20,\nB2, 2015-01-01, 下达总额, 行政, 2, B1"
    outcome = taken(county(), grid_of(f"编号, 生效日期, 业务, 编制类型, 编制数, 更正\n{rows}"))
    assert outcome.changes == []
    assert "放进台账文件夹" in outcome.troubles[0].way_out


def test_a_name_never_stands_for_a_person() -> None:
    text = "案号, 单位, 立案日期, 人员编号\nC1, 某县甲局, 2023-01-05, 甲某\nC2, 某县甲局, 2023-01-05, P7"
    outcome = taken(county(), grid_of(text))
    assert [one.entry.values["person"] for one in outcome.changes] == ["P7"]
    assert "姓名不能写进台账" in outcome.troubles[0].says
    assert "甲某" not in str(outcome.troubles[0])


ROWS = st.lists(
    st.tuples(st.integers(1, 9), st.sampled_from(["行政", "事业", "行正"]), st.sampled_from(["3", "12", "", "甲"])),
    max_size=12,
    unique_by=lambda row: row[0],
)


@settings(max_examples=60, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_nothing_is_dropped_and_nothing_doubles(rows: list[tuple[int, str, str]], order: object) -> None:
    ledger = county()
    lines = [f"B{number}, 2015-01-01, 下达总额, {kind}, {count}" for number, kind, count in rows]
    outcome = taken(ledger, grid_of("\n".join(["编号, 日期, 业务, 类型, 数量", *lines])))
    good = [row for row in rows if row[1] != "行正" and row[2] in ("3", "12")]
    assert (outcome.read, len(outcome.changes)) == (len(good), len(good))
    enter_all(ledger, outcome)
    order.shuffle(lines)  # type: ignore[attr-defined]
    again = taken(ledger, grid_of("\n".join(["编号, 日期, 业务, 类型, 数量", *lines])))
    assert (again.changes, again.known) == ([], len(good))
    balances = ledger.accounts("quota").balances(800_000)
    total = sum(amount for key, amount in balances.items() if key[:2] == ("机动编制", "行政"))
    assert total == sum(Decimal(count) for _, kind, count in good if kind == "行政")


@pytest.mark.parametrize(
    ("heading", "above", "text", "wanted"),
    [
        ("金额（万元）", "", "1.25", "12500"),
        ("金额(单位：万元)", "", "0.000001", "0.01"),
        ("金额", "金额单位：万元", "1,234.5", "12345000"),
        ("金额（元）", "单位：万元", "7.10", "7.10"),
    ],
)
def test_amounts_are_turned_exactly_into_the_unit_of_their_field(
    heading: str, above: str, text: str, wanted: str
) -> None:
    from hengji.ledgers.amounts import converted, unit_of

    units = county().book.units
    written = unit_of(heading, [[above]], units)
    assert written is not None
    assert Decimal(converted(text, written, units["元"])) == Decimal(wanted)
