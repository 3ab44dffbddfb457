"""The lists the nation's pack declares, each as some office exports it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from tests.ledgers.extracting.lists import BODIES, enter_all, grid_of, taken, workbook
from tests.ledgers.made_ledgers import ledger_of
from tests.ledgers.vault.made_up import DEVICE

from hengji.ledgers.extracting.people import People
from hengji.ledgers.vault.vault import Vault

PAYMENTS: list[list[object]] = [
    ["国库集中支付明细表"],
    ["预算单位：某县编办", "", "", "", "", "", "", "", "单位：万元"],
    ["序号", "凭证号", "支付日期", "部门经济分类", "支出类型", "项目名称", "支付金额", "用途", "收款人"],
    [1, "ZF001", 45000, "30101-基本工资", "基本支出", "", 12.5, "工资", "某人"],
    [2, "ZF002", "2023-04-01", "30201 办公费", "基本支出", "", "0.36", "办公", "某店"],
    [3, "ZF002", "2023-04-01", "30201 办公费", "基本支出", "", "0.36", "办公", "某店"],
    [4, "ZF003", "2023-05-01", "30227", "项目支出", "域名", "1.2", "域名费", "某公司"],
    [5, "ZF004", "2023-06-01", "30201 办公费", "基本支出", "", -0.06, "退款", "某店"],
    [6, "ZF005", "2023-06-01", "基本支出的科目", "基本支出", "", 1, "写错科目", "某店"],
    ["合计", "", "", "", "", "", 15.36, "", ""],
]


def test_payments_of_the_treasury(tmp_path: Path) -> None:
    ledger = ledger_of({"机构": BODIES})
    outcome = taken(ledger, workbook(tmp_path / "支付明细.xlsx", PAYMENTS))
    assert outcome.extract is not None
    assert outcome.extract.id == "treasury_payments"
    found = [
        (one.entry.event, one.entry.document, one.entry.values["kind"], Decimal(str(one.entry.values["amount"])))
        for one in outcome.changes
    ]
    assert found == [
        ("pay", "ZF001", "人员", Decimal(125000)),
        ("pay", "ZF002", "公用", Decimal(3600)),
        ("pay", "ZF002", "公用", Decimal(3600)),
        ("pay", "ZF003", "项目", Decimal(12000)),
        ("refund", "ZF004", "公用", Decimal(600)),
    ]
    first = outcome.changes[0].entry
    assert (first.effective.isoformat(), first.values["organisation"], first.values["year"]) == (
        "2023-03-15",
        "J1",
        2023,
    )
    assert first.values["economic"] == "30101"
    assert [(one.spot.line, one.unread) for one in outcome.troubles] == [(3, False), (9, True)]
    assert "收款人" in outcome.troubles[0].says


def test_payments_again_in_another_order_and_with_one_amount_changed(tmp_path: Path) -> None:
    ledger = ledger_of({"机构": BODIES})
    enter_all(ledger, taken(ledger, workbook(tmp_path / "支付明细.xlsx", PAYMENTS)))
    rows = [*PAYMENTS[:3], *reversed(PAYMENTS[3:8])]
    assert taken(ledger, workbook(tmp_path / "支付明细.xlsx", rows)).known == 5
    rows[5] = [*rows[5][:6], "0.40", *rows[5][7:]]
    changed = taken(ledger, workbook(tmp_path / "支付明细.xlsx", rows))
    assert (changed.known, [one.kind for one in changed.changes]) == (4, ["corrected"])
    assert "金额由“3600”改为“4000”" in changed.changes[0].says


def test_the_list_of_public_institutions(tmp_path: Path) -> None:
    ledger = ledger_of({"机构": BODIES})
    people = People(Vault.create(tmp_path / "人员.密", DEVICE))
    text = """
    事业单位法人名册, , , , , ,
    序号, 单位名称, 统一社会信用代码, 法定代表人, 经费来源, 开办资金（元）, 证书有效期至
    1, 某县编制中心, 124301000000000A2M, 甲某, 财政补助收入, "", 2027-06-30
    """.replace('""', "30000")
    outcome = taken(ledger, grid_of(text), people, day="2023-12-31")
    assert [str(one) for one in outcome.troubles] == []
    (change,) = outcome.changes
    assert change.entry.event == "open"
    assert Decimal(str(change.entry.values["capital"])) == 3
    assert change.entry.values["funding"] == "财政补助"
    assert change.entry.values["name"] == "某县编制中心"
    enter_all(ledger, outcome, people)
    later = taken(ledger, grid_of(text.replace("30000", "50000")), people, day="2024-12-31")
    assert [(one.entry.event, one.says) for one in later.changes] == [("reconcile", "开办资金由“3”改为“5”")]


def test_institutions_the_list_does_not_have_are_told_and_left(tmp_path: Path) -> None:
    bodies = BODIES + "2012-01-01, 设立, J4, 某县档案中心, J1, 事业单位\n"
    ledger = ledger_of({"机构": bodies})
    people = People(Vault.create(tmp_path / "人员.密", DEVICE))
    heading = "单位名称, 统一社会信用代码"
    one, two = "某县编制中心, 124301000000000A2M", "某县档案中心, 11430100MB0000000D"
    both = taken(ledger, grid_of(f"{heading}\n{one}\n{two}"), people, day="2022-12-31")
    enter_all(ledger, both, people)
    outcome = taken(ledger, grid_of(f"{heading}\n{one}"), people, day="2023-12-31")
    assert outcome.changes == []
    assert "没有的 1 个（某县档案中心）" in outcome.troubles[0].says
