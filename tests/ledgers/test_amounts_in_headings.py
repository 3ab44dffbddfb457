"""A heading may say its unit of money: what stands under it is turned exactly into the unit the register keeps."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from tests.ledgers.made_ledgers import book, ledger_of

from hengji.ledgers.admitting import read_entry
from hengji.ledgers.folder.reading import read_folder
from hengji.ledgers.folder.writing import append


@pytest.mark.parametrize(
    ("heading", "amount", "kept"),
    [
        ("培训费", "0.14", Decimal("0.14")),
        ("培训费（万元）", "0.14", Decimal("0.14")),
        ("培训费（元）", "1400", Decimal("0.14")),
        ("费用(单位：元)", "1400.5", Decimal("0.14005")),
        ("培训费（含税）", "0.14", Decimal("0.14")),
    ],
)
def test_an_amount_is_taken_in_the_unit_of_its_heading(heading: str, amount: str, kept: Decimal) -> None:
    ledger = ledger_of({"培训": f"生效日期, 业务, 培训名称, 人数, {heading}\n2023-05-04, 举办, 业务培训, 6, {amount}"})
    assert [str(one) for one in ledger.troubles] == []
    assert ledger.tables["training"].values["amount"] == [kept]


def test_what_is_no_number_is_told_in_another_unit_too() -> None:
    ledger = ledger_of({"培训": "生效日期, 业务, 培训名称, 人数, 培训费（元）\n2023-05-04, 举办, 业务培训, 6, 一千四"})
    assert [one.rule for one in ledger.troubles] == ["training.value"]
    assert "一千四" in ledger.troubles[0].says


def test_an_event_is_not_written_under_a_heading_in_another_unit(tmp_path: Path) -> None:
    file = tmp_path / "培训.csv"
    file.write_text(
        "生效日期,业务,培训名称,人数,培训费（元）,编号,登记日期\n2023-05-04,举办,甲,6,1400,PX1,\n", encoding="utf-8"
    )
    ledger = read_folder(tmp_path, book()).ledger
    register = ledger.book.registers["training"]
    texts = {"生效日期": "2023-06-05", "业务": "举办", "培训名称": "乙", "人数": "3", "培训费": "0.2"}
    written = append(tmp_path, ledger, register, [read_entry(ledger, register, texts)])
    assert written != file
    again = read_folder(tmp_path, book()).ledger
    assert again.tables["training"].values["amount"] == [Decimal("0.14"), Decimal("0.2")]
