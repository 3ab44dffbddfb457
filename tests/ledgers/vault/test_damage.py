"""Nothing in a vault can be changed, moved or cut without being told, with its record; the rest stays readable."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.ledgers.vault.made_up import DEVICE, PASSPHRASE, QUICK, person

from hengji.ledgers.vault.contents import Damage
from hengji.ledgers.vault.errors import DamagedVaultError, HeadError, TamperedHeadError, TamperedRecordError, VaultError
from hengji.ledgers.vault.head import LINES
from hengji.ledgers.vault.vault import Vault


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    made = Vault.create(tmp_path, DEVICE)
    made.add_all([person(1), person(2), person(3)])
    return made


def lines(vault: Vault) -> list[bytes]:
    return vault.path.read_bytes().splitlines(keepends=True)


@pytest.mark.parametrize("put", [b"?", b"\r", b"\n", b" ", b"\xff", None])
def test_a_changed_byte_anywhere_in_a_record_is_told_and_the_others_are_read(vault: Vault, put: bytes | None) -> None:
    whole = lines(vault)
    first, second, third = vault.tokens
    before, record, after = b"".join(whole[: LINES + 1]), whole[LINES + 1], whole[LINES + 2]
    for place, old in enumerate(record[:-1]):
        new = bytes([old ^ 1]) if put is None else put
        if new == record[place : place + 1]:
            continue
        vault.path.write_bytes(before + record[:place] + new + record[place + 1 :] + after)
        opened = Vault.open(vault.path, DEVICE)
        assert opened.problems[0].line == LINES + 2
        assert opened.problems[0].kind is Damage.TAMPERED
        with pytest.raises(VaultError):
            opened.get(second)
        assert (opened.get(first), opened.get(third)) == (person(1), person(3))


def test_the_refusal_names_the_line_and_the_person(vault: Vault) -> None:
    token = vault.tokens[1]
    whole = lines(vault)
    whole[LINES + 1] = whole[LINES + 1][:-9] + b"AAAAAAA=\n"
    vault.path.write_bytes(b"".join(whole))
    opened = Vault.open(vault.path, DEVICE)
    assert [problem.message for problem in opened.problems] == [
        f"第{LINES + 2}行（人员编号 {token}）的记录被改动过或已损坏，不能采信；请用备份恢复。"
    ]
    with pytest.raises(TamperedRecordError, match=f"第{LINES + 2}行的记录（人员编号 {token}）被改动过或已损坏"):
        opened.get(token)
    with pytest.raises(DamagedVaultError, match="有1处损坏，第一处是：第10行"):
        opened.add(person(9))


def test_a_changed_byte_anywhere_in_the_head_is_told(vault: Vault) -> None:
    whole = lines(vault)
    head, rest = b"".join(whole[:LINES]), b"".join(whole[LINES:])
    for place, old in enumerate(head):
        vault.path.write_bytes(head[:place] + bytes([old ^ 1]) + head[place + 1 :] + rest)
        with pytest.raises(VaultError):
            Vault.open(vault.path, DEVICE)


@pytest.mark.parametrize(
    ("old", "new", "kind", "says"),
    [
        ("没有密钥读不出", "没有密钥也读得出", TamperedHeadError, "开头的说明行被改动过"),
        ("换钥：0", "换钥：7", TamperedHeadError, "开头的说明行被改动过"),
        ("第1版", "第9版", HeadError, "它是第9版，这个程序只认得第1版，请升级程序"),
        ("衡绩人员信息", "别的文件", HeadError, "第1行不是人员文件的标题"),
        ("算法：", "方法：", HeadError, "第4行应当是“算法：…”"),
        ("换钥：0", "换钥：零", HeadError, "“换钥”不是次数"),
        ("标识：", "标识：!", HeadError, "“标识”不是 base64"),
    ],
)
def test_a_head_that_was_changed_says_what(vault: Vault, old: str, new: str, kind: type[VaultError], says: str) -> None:
    text = vault.path.read_text(encoding="utf-8")
    assert old in text
    vault.path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(kind, match=says):
        Vault.open(vault.path, DEVICE)


@pytest.mark.parametrize("lines_left", range(LINES))
def test_a_head_cut_off_is_told(vault: Vault, lines_left: int) -> None:
    vault.path.write_bytes(b"".join(lines(vault)[:lines_left]))
    with pytest.raises(HeadError, match="不足8行，文件没有写完"):
        Vault.open(vault.path, DEVICE)


def test_a_last_line_cut_off_anywhere_is_told_and_loses_only_itself(vault: Vault) -> None:
    *whole, last = lines(vault)
    first, second, third = vault.tokens
    opened = vault
    for length in range(1, len(last) - 1):
        vault.path.write_bytes(b"".join(whole) + last[:length])
        opened = Vault.open(vault.path, DEVICE)
        assert [(problem.kind, problem.line) for problem in opened.problems] == [(Damage.CUT_OFF, LINES + 3)]
        assert opened.tokens == (first, second)
        assert (opened.get(first), opened.get(second)) == (person(1), person(2))
    assert "没有写完，文件在这里断了，只有这一条读不出" in opened.problems[0].message
    with pytest.raises(DamagedVaultError, match="没有备份的删去这行再登记"):
        opened.add(person(3))
    with pytest.raises(DamagedVaultError):
        opened.find(person(3).identity)
    assert opened.find(person(2).identity) == second
    vault.path.write_bytes(b"".join(whole))
    assert opened.add(person(3)) != third
    assert Vault.open(vault.path, DEVICE).problems == ()
    known = Vault.open(vault.path, DEVICE).export(masked=False)
    assert [one.name for one in known.values()] == ["甲某1", "甲某2", "甲某3"]


@pytest.mark.parametrize(
    ("order", "kinds"),
    [
        ([0, 2], [Damage.MISSING]),
        ([1, 0, 2], [Damage.MISSING, Damage.MISSING, Damage.MISSING]),
        ([0, 1, 1, 2], [Damage.MISSING]),
        ([1, 2], [Damage.MISSING]),
    ],
)
def test_records_taken_out_repeated_or_in_other_order_are_told(
    vault: Vault, order: list[int], kinds: list[Damage]
) -> None:
    whole = lines(vault)
    vault.path.write_bytes(b"".join(whole[:LINES] + [whole[LINES + place] for place in order]))
    opened = Vault.open(vault.path, DEVICE)
    assert [problem.kind for problem in opened.problems] == kinds
    with pytest.raises(DamagedVaultError):
        opened.forget(opened.tokens[0])


def test_an_older_line_moved_behind_a_newer_one_does_not_hold_again(vault: Vault) -> None:
    token = vault.tokens[0]
    vault.correct(token, person(5))
    whole = lines(vault)
    vault.path.write_bytes(b"".join([*whole, whole[LINES]]))
    opened = Vault.open(vault.path, DEVICE)
    assert [problem.kind for problem in opened.problems] == [Damage.MISSING]
    assert (opened.get(token), opened.find(person(5).identity)) == (person(5), token)
    with pytest.raises(DamagedVaultError):
        opened.find(person(1).identity)


def test_a_record_of_another_vault_is_not_believed(vault: Vault, tmp_path: Path) -> None:
    (tmp_path / "乙").mkdir()
    other = Vault.create(tmp_path / "乙", DEVICE)
    other.add_all([person(7), person(8), person(9)])
    vault.path.write_bytes(b"".join(lines(vault)[: LINES + 2] + lines(other)[LINES + 2 :]))
    assert [problem.kind for problem in Vault.open(vault.path, DEVICE).problems] == [Damage.TAMPERED]


@pytest.mark.parametrize(
    "saved", [lambda raw: raw.replace(b"\n", b"\r\n"), lambda raw: b"\xef\xbb\xbf" + raw, lambda raw: raw[:-1]]
)
def test_what_editors_do_to_line_ends_is_no_damage(vault: Vault, saved: object) -> None:
    assert callable(saved)
    vault.path.write_bytes(saved(vault.path.read_bytes()))
    opened = Vault.open(vault.path, DEVICE)
    assert opened.problems == ()
    assert opened.export(masked=False) == vault.export(masked=False)


def test_a_changed_salt_reads_as_a_wrong_key_and_says_so(tmp_path: Path) -> None:
    vault = Vault.create(tmp_path, PASSPHRASE, derivation=QUICK)
    text = vault.path.read_text(encoding="utf-8")
    salt = text.split("salt=")[1][:4]
    other = "AAAA" if salt != "AAAA" else "BBBB"
    vault.path.write_text(text.replace(f"salt={salt}", f"salt={other}"), encoding="utf-8")
    with pytest.raises(VaultError, match="口令确实无误的，是文件开头被改动"):
        Vault.open(tmp_path, PASSPHRASE)
