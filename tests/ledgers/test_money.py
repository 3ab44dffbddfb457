"""Money in the ledgers: amounts kept in 元 and stated in 万元, by project and by class, and the relations that hold."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from tests.ledgers.made_ledgers import book, ledger_of

from hengji.ledgers.admitting import read_entry
from hengji.ledgers.errors import LedgerError, RefusedError
from hengji.ledgers.judging import enter
from hengji.ledgers.ledger import Ledger
from hengji.ledgers.measuring import Question, evidence, figure, rounded, tally
from hengji.ledgers.testimonies import heard
from hengji.packs.ledger.where import Condition

CASES = Path(__file__).parents[1] / "cases" / "ledgers" / "finance.yaml"
TABLES: Mapping[str, str] = YAML(typ="safe").load(CASES.read_text(encoding="utf-8"))["ledgers"]
HEADING = "生效日期, 业务, 单位, 预算年度, 支出类别, 项目, 金额, 经济分类"


def stated(ledger: Ledger, name: str, by: tuple[str, ...], year: int = 2023) -> dict[tuple[object, ...], Decimal]:
    measure = ledger.book.measures[name]
    found = tally(ledger, measure, Question(year, by=by, whose=frozenset({"J1"})))
    return {group: value for group, one in found.items() if (value := rounded(one, measure))}


def row(**cells: str) -> dict[str, str]:
    names = dict(
        zip(("day", "event", "who", "year", "kind", "project", "amount", "economic"), HEADING.split(", "), strict=True)
    )
    return {names[name]: text for name, text in cells.items()}


def test_a_project_adds_up_from_its_opening_to_its_closing() -> None:
    ledger = ledger_of(TABLES)
    projects = (("机构改革",), ("代码和域名管理",))
    columns = [
        stated(ledger, name, ("project",))
        for name in ("project.budget", "project.opening", "expenditure.project", "project.closing")
    ]
    assert [[one[project] for one in columns] for project in projects] == [
        [Decimal("7.50"), Decimal("5.36"), Decimal("12.79"), Decimal("0.07")],
        [Decimal("5.00"), Decimal("1.80"), Decimal("2.30"), Decimal("4.50")],
    ]


def test_spending_is_grouped_by_economic_class() -> None:
    by_class = stated(ledger_of(TABLES), "expenditure.public", ("economic",))
    assert by_class[("30201",)] == Decimal("0.85")
    assert by_class[("30239",)] == Decimal("3.74")
    assert sum(by_class.values()) == Decimal("7.32")


def test_what_a_transfer_takes_from_one_head_it_brings_to_the_other() -> None:
    ledger = ledger_of(TABLES)
    measure = ledger.book.measures["budget.adjustment"]
    found = tally(ledger, measure, Question(2023, by=("kind", "project"), whose=frozenset({"J2"})))
    assert found["公用", None] == Fraction("-2.5"), "2 万元 transferred away, 0.5 万元 reclaimed"
    assert found["项目", "督查"] == 2


def test_the_rows_of_a_flow_are_those_of_its_events_only() -> None:
    ledger = ledger_of(TABLES)
    measure = ledger.book.measures["budget.adjustment"]
    rows = list(evidence(ledger, measure, Question(2023, whose=frozenset({"J1"}))))
    assert [(one.event, one.values["amount"]) for one in rows] == [("add", 105100), ("cut", 28200)]


def test_a_balance_is_not_asked_by_what_its_accounts_do_not_know() -> None:
    ledger = ledger_of(TABLES)
    measure = ledger.book.measures["carryover.closing"]
    condition = Condition("economic", ("30201",), (), None, None, None, measure.mark)
    with pytest.raises(LedgerError, match="余额不分“经济分类”"):
        figure(ledger, measure, Question(2023, narrowed=(condition,)))


def test_every_relation_between_the_registers_holds() -> None:
    ledger = ledger_of(TABLES)
    assert [(one.testimony.id, one.who) for year in (2022, 2023) for one in heard(ledger, year)] == []


def test_a_reception_that_nobody_paid_is_told() -> None:
    more = TABLES["三公经费"] + "2023-11-01, 公务接待, 某县办, , , 1, 5, 2, 函字9号, , , , 500\n"
    broken = list(heard(ledger_of({**TABLES, "三公经费": more}), 2023))
    assert [(one.testimony.id, one.who) for one in broken] == [("finance.reception", "某县办")]


def test_domain_fees_must_have_been_paid() -> None:
    heading = "生效日期, 业务, 域名, 单位, 单位类别, 文种, 到期日, 费用"
    domains = f"{heading}\n2023-06-01, 注册, 某县编办.政务, 某县编办, 机关, 中文, 2024-06-01, 23000"
    assert [one.testimony.id for one in heard(ledger_of({**TABLES, "域名": domains}), 2023)] == []
    dearer = domains.replace("23000", "23200")
    assert [one.testimony.id for one in heard(ledger_of({**TABLES, "域名": dearer}), 2023)] == ["finance.domains"]


def test_a_refused_payment_says_how_much_is_left() -> None:
    ledger = ledger_of(TABLES)
    texts = row(
        day="2023-12-31", event="支付", who="某县编办", year="2023", kind="公用", amount="100", economic="30201"
    )
    with pytest.raises(RefusedError) as refusal:
        enter(ledger, read_entry(ledger, ledger.book.registers["budget"], texts))
    assert "只有 0元，这一笔要减 100元，差 100元" in str(refusal.value)


def test_a_contract_paid_beyond_says_how_much_is_left() -> None:
    ledger = ledger_of(TABLES)
    texts = row(
        day="2023-12-31",
        event="支付",
        who="某县办",
        year="2023",
        kind="项目",
        project="督查",
        amount="1",
        economic="31002",
    )
    with pytest.raises(RefusedError) as refusal:
        enter(ledger, read_entry(ledger, ledger.book.registers["budget"], {**texts, "合同编号": "HT2"}))
    assert "合同金额 15800元，已用 15800元，只剩 0元，这一笔 1元" in str(refusal.value)


def test_a_name_that_several_codes_have_is_not_guessed() -> None:
    ledger = ledger_of(TABLES)
    texts = row(
        day="2023-12-31", event="支付", who="某县办", year="2023", kind="公用", amount="1", economic="办公设备购置"
    )
    with pytest.raises(RefusedError, match="有 2 个：30902、31002"):
        read_entry(ledger, ledger.book.registers["budget"], texts)


@given(
    st.lists(st.tuples(st.sampled_from(["30201", "30101", "31002"]), st.integers(1, 10**12)), min_size=1, max_size=8)
)
def test_conversion_is_exact_and_classes_add_up(paid: list[tuple[str, int]]) -> None:
    lines = [f"2023-05-01, 支付, J1, 2023, 公用, , {Decimal(cents) / 100}, {code}" for code, cents in paid]
    ledger = ledger_of({"预算指标": "\n".join([HEADING, *lines])})
    expenditure = book().measures["expenditure"]
    total = figure(ledger, expenditure, Question(2023))
    assert total == Fraction(sum(cents for _, cents in paid), 10**6)
    parts = tally(ledger, expenditure, Question(2023, by=("economic",)))
    assert sum(Fraction(one) for one in parts.values() if one is not None) == total
    goods = figure(ledger, book().measures["expenditure.goods"], Question(2023))
    assert goods == Fraction(sum(cents for code, cents in paid if code == "30201"), 10**6)
