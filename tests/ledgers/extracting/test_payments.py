"""Payments as the treasury's system prints them, taken into the budget once however often they come."""

from __future__ import annotations

from decimal import Decimal

from tests.ledgers.extracting.lists import BODIES, enter_all, grid_of, said, taken
from tests.ledgers.made_ledgers import ledger_of

from hengji.ledgers.ledger import Ledger
from hengji.ledgers.measuring import Question, figure, rounded

RELEASED = """
生效日期, 业务, 单位, 预算年度, 支出类别, 项目, 金额
2023-01-05, 年初批复, 某县编办, 2023, 公用, , 100000
2023-01-10, 下达, 某县编办, 2023, 公用, , 100000
2023-01-05, 年初批复, 某县编办, 2023, 项目, 机构改革, 50000
2023-01-10, 下达, 某县编办, 2023, 项目, 机构改革, 50000
"""
PAYMENTS = """
预算单位名称, 预算年度, 支付凭证号, 支付日期, 项目类别, 项目名称, 部门经济分类, 资金性质, 支付方式, 支付金额（元）, 摘要
某县编办, 2023, Z001, 2023-03-01, 运转类公用经费, , 30201-办公费, 一般公共预算资金, 财政授权支付, 850.50, 买纸
某县编办, 2023, Z002, 2023-03-02, 特定目标类项目, 机构改革, [30202]印刷费, 一般公共预算资金, 财政授权支付, 12000, 印书
合计, , , , , , , , , 12850.50,
"""


def county() -> Ledger:
    return ledger_of({"机构": BODIES, "预算指标": RELEASED})


def spent(ledger: Ledger, name: str) -> Decimal | None:
    measure = ledger.book.measures[name]
    return rounded(figure(ledger, measure, Question(2023)), measure)


def test_the_treasurys_list_becomes_payments() -> None:
    ledger = county()
    outcome = taken(ledger, grid_of(PAYMENTS, file="支付明细.xlsx"))
    assert outcome.extract is not None
    assert outcome.extract.id == "treasury_payments"
    assert [str(one) for one in outcome.troubles if one.severity == "refuse"] == []
    enter_all(ledger, outcome)
    assert spent(ledger, "expenditure.public") == Decimal("0.09"), "850.50 元, stated with two decimals"
    assert spent(ledger, "expenditure.project") == Decimal("1.20")
    assert said(taken(ledger, grid_of(PAYMENTS, file="支付明细.xlsx"))) == []


def test_a_name_of_several_codes_keeps_its_row_out() -> None:
    outcome = taken(county(), grid_of(PAYMENTS.replace("30201-办公费", "办公设备购置"), file="支付明细.xlsx"))
    assert outcome.refused == 1
    assert any("有 2 个：30902、31002" in one.says for one in outcome.troubles)
