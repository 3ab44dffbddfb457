"""What is entered into a folder of ledgers is what is read from it again, under the headings that stand there."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from tests.ledgers.made_ledgers import book

from hengji.cli.ledger import add_event
from hengji.cli.terminal import OK
from hengji.ledgers.admitting import read_entry
from hengji.ledgers.folder.reading import read_folder
from hengji.ledgers.folder.writing import append

REGISTER = book().registers["supervision_case"]


def entered(folder: Path, **texts: str) -> Path:
    ledger = read_folder(folder, book()).ledger
    return append(folder, ledger, REGISTER, [read_entry(ledger, REGISTER, texts)])


def test_a_heading_means_the_registers_own_field_before_one_of_all_registers(tmp_path: Path) -> None:
    # 事项 is this register's name of the matter, and another word for the event in registers that have no such column.
    (tmp_path / "督办件.csv").write_text(
        "编号,生效日期,登记日期,业务,件号,事项\n1,2023-09-26,,登记,D1,某项督办\n", encoding="utf-8"
    )
    file = entered(tmp_path, 业务="登记", 生效日期="2023-11-01", 件号="D2", 事项="另一项督办")
    assert file.name == "督办件.csv"
    found = read_folder(tmp_path, book())
    assert [str(one) for one in found.troubles] == []
    table = found.ledger.tables["supervision_case"]
    assert list(zip(table.event, table.values["title"], strict=True)) == [
        ("register", "某项督办"),
        ("register", "另一项督办"),
    ]


def test_a_column_the_file_lacks_makes_a_file_beside_it(tmp_path: Path) -> None:
    before = "编号,生效日期,登记日期,业务,件号,事项\n1,2023-09-26,,登记,D1,某项督办\n"
    (tmp_path / "督办件.csv").write_text(before, encoding="utf-8")
    file = entered(tmp_path, 业务="登记", 生效日期="2023-11-01", 件号="D2", 事项="另一项督办", 来源级别="市委")
    assert (file.name, (tmp_path / "督办件.csv").read_text(encoding="utf-8")) == ("督办件-新登记.csv", before)
    table = read_folder(tmp_path, book()).ledger.tables["supervision_case"]
    assert dict(zip(table.values["item"], table.values["level"], strict=True)) == {"D1": None, "D2": "市级"}


@pytest.mark.parametrize(
    ("given", "recorded"),
    [([], None), (["登记日期=2023-11-02"], date(2023, 11, 2))],
    ids=["the day it is entered", "the day given"],
)
def test_the_command_records_the_day_of_entry(tmp_path: Path, given: list[str], recorded: date | None) -> None:
    words = ["业务=登记", "生效日期=2023-11-01", "件号=D1", "事项=某项督办", *given]
    assert add_event(tmp_path, "督办件", words, None, dry=False) == OK
    (entry,) = read_folder(tmp_path, book()).ledger.tables["supervision_case"].entries()
    assert entry.effective == date(2023, 11, 1)
    if recorded is None:  # the clerk's day, wherever the clock of the test stands
        assert entry.recorded is not None
        assert abs(entry.recorded - datetime.now(UTC).date()) <= timedelta(days=1)
    else:
        assert entry.recorded == recorded
