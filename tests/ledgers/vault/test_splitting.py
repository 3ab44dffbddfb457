"""Lists come apart into rows that count and a vault that knows who; without the vault nobody is to be found."""

from __future__ import annotations

import base64
import csv
import io
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from tests.ledgers.vault.made_up import DEVICE, PASSPHRASE, QUICK, identity, person

from hengji.ledgers.vault.errors import PersonalColumnError, SamePersonError, TwoNamesError, UnknownTokenError
from hengji.ledgers.vault.identity import Fault
from hengji.ledgers.vault.splitting import PersonalColumns, joined, split
from hengji.ledgers.vault.vault import NAME, Vault

COLUMNS = PersonalColumns("人员编号", "姓名", "身份证号", "手机", "账号", ("住址",))


def roster(count: int) -> list[dict[str, str]]:
    """Rows of made-up persons, in three offices."""
    found = []
    for number in range(count):
        one = person(number)
        own = {"姓名": one.name, "身份证号": one.identity, "手机": one.phone, "账号": one.account, **one.more}
        found.append({"序号": str(number + 1), **own, "股室": f"{'一二三'[number % 3]}股", "入编": "2021-07-01"})
    return found


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault.create(tmp_path, DEVICE)


def test_rows_come_apart_and_together_again(vault: Vault) -> None:
    rows = roster(9)
    parts = split(rows, COLUMNS, vault)
    assert parts.problems == ()
    assert [list(row) for row in parts.rows] == [["人员编号", "序号", "股室", "入编"]] * 9
    again = joined(parts.rows, COLUMNS, vault, masked=False)
    assert [{column: row[column] for column in old} for row, old in zip(again, rows, strict=True)] == rows
    shown = joined(parts.rows, COLUMNS, vault)[1]
    assert (shown["姓名"], shown["手机"], shown["住址"], shown["股室"]) == ("甲*", "138****0001", "***", "二股")


def test_the_same_rows_twice_give_the_same_tokens_and_change_no_byte(vault: Vault) -> None:
    first = split(roster(5), COLUMNS, vault)
    before = vault.path.read_bytes()
    assert split(roster(5), COLUMNS, vault) == first
    assert vault.path.read_bytes() == before


def test_what_is_not_in_the_vault_names_nobody_and_counts_all_the_same(tmp_path: Path) -> None:
    vault = Vault.create(tmp_path, PASSPHRASE, derivation=QUICK)
    rows = roster(30)
    parts = split(rows, COLUMNS, vault)
    with (tmp_path / "实名制.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, list(parts.rows[0]))
        writer.writeheader()
        writer.writerows(parts.rows)
    vault.forget(parts.rows[0]["人员编号"])
    secrets = [row[column] for row in rows for column in ("姓名", "身份证号", "手机", "账号")]
    secrets += [row["身份证号"][6:14] for row in rows]
    forms = [text.encode(code) for text in secrets for code in ("utf-8", "gb18030", "utf-16-le")]
    forms += [base64.b64encode(form)[:-2].rstrip(b"=") for form in forms if len(form) > 8]
    files = {path.name: path.read_bytes() for path in tmp_path.rglob("*")}
    assert set(files) == {NAME, "实名制.csv"}
    assert [(name, form) for name, content in files.items() for form in forms if form in content] == []

    vault.path.unlink()  # the counts are made by one who has not even the file
    read = list(csv.DictReader(io.StringIO(files["实名制.csv"].decode("utf-8-sig"))))
    assert Counter(row["股室"] for row in read) == {"一股": 10, "二股": 10, "三股": 10}
    assert len({row["人员编号"] for row in read}) == 30


def test_of_the_forgotten_the_row_says_so(vault: Vault) -> None:
    parts = split(roster(2), COLUMNS, vault)
    vault.forget(parts.rows[0]["人员编号"])
    for masked in (True, False):
        row = joined(parts.rows, COLUMNS, vault, masked=masked)[0]
        assert [row[column] for column in ("姓名", "身份证号", "手机", "股室")] == ["（已删除）", "", "", "一股"]


def test_a_wrong_number_is_told_with_its_row_and_nobody_is_left_out(vault: Vault) -> None:
    rows = roster(3)
    rows[0]["身份证号"] = ""
    rows[2]["身份证号"] = identity(2)[:17] + ("0" if identity(2)[17] != "0" else "1")
    parts = split(rows, COLUMNS, vault, on=date(2024, 12, 31))
    assert [(found.row, found.problem.kind) for found in parts.problems] == [(1, Fault.ABSENT), (3, Fault.CHECK)]
    assert parts.problems[1].token == parts.rows[2]["人员编号"]
    assert len(vault.tokens) == 3
    assert joined(parts.rows, COLUMNS, vault, masked=False)[2]["身份证号"] == rows[2]["身份证号"]


def test_a_list_without_numbers_has_no_problems_of_numbers(vault: Vault) -> None:
    columns = PersonalColumns("编号", "姓名")
    assert split([{"姓名": "甲某"}, {"姓名": "乙某"}], columns, vault).problems == ()


def test_two_lists_state_one_person(vault: Vault) -> None:
    payroll = [{"姓名": "甲某", "身份证号": identity(1), "账号": "62220001", "应发": "1.00"}]
    contacts = [{"姓名": "甲某", "身份证号": identity(1), "手机": "13800000001"}]
    columns = PersonalColumns("编号", "姓名", "身份证号", account="账号")
    first = split(payroll, columns, vault)
    second = split(contacts, PersonalColumns("编号", "姓名", "身份证号", "手机"), vault)
    assert first.rows[0]["编号"] == second.rows[0]["编号"]
    assert joined(first.rows, PersonalColumns("编号", "姓名", "身份证号", "手机", "账号"), vault, masked=False) == (
        {**payroll[0], **contacts[0], "编号": first.rows[0]["编号"]},
    )


@pytest.mark.parametrize(
    ("rows", "kind", "says"),
    [
        ([{"姓名": "甲某"}, {"姓名": "甲某"}], SamePersonError, "第1行和第2行都没有身份证号，个人信息又完全相同"),
        ([{"姓名": "甲某"}, {"身份证号": identity(1)}], PersonalColumnError, "第2行没有“姓名”这一栏"),
        ([{"姓名": "甲某", "人员编号": "P1"}], PersonalColumnError, "第1行已有“人员编号”这一栏"),
        (
            [{"姓名": "甲某", "身份证号": identity(1)}, {"姓名": "乙某", "身份证号": identity(1)}],
            TwoNamesError,
            "第2人，身份证号与已登记的",
        ),
    ],
)
def test_what_cannot_be_told_apart_is_refused_whole(
    vault: Vault, rows: list[dict[str, str]], kind: type[Exception], says: str
) -> None:
    with pytest.raises(kind, match=says):
        split(rows, COLUMNS, vault)
    assert Vault.open(vault.path, DEVICE).tokens == ()


def test_the_way_back_needs_a_token_the_vault_knows(vault: Vault) -> None:
    with pytest.raises(PersonalColumnError, match="第1行没有“人员编号”这一栏"):
        joined([{"股室": "一股"}], COLUMNS, vault)
    with pytest.raises(UnknownTokenError):
        joined([{"人员编号": "P1"}], COLUMNS, vault)
