"""The vault keeps persons, knows them again, corrects, forgets and changes its key."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ledgers.vault.made_up import DEVICE, OTHER, PASSPHRASE, QUICK, identity, person

from hengji.ledgers.folder.reading import ASIDE
from hengji.ledgers.vault.errors import (
    ForgottenPersonError,
    IdentityTakenError,
    LockedVaultError,
    NoVaultError,
    TwoNamesError,
    UnknownCipherError,
    UnknownTokenError,
    UnwritableVaultError,
    VaultExistsError,
    WeakKeyError,
    WrongKeyError,
)
from hengji.ledgers.vault.key import VaultKey
from hengji.ledgers.vault.person import Person
from hengji.ledgers.vault.record import Sealer
from hengji.ledgers.vault.storage import LOCK_SUFFIX, locked
from hengji.ledgers.vault.vault import NAME, Vault

texts = st.text(max_size=12) | st.text(st.characters(min_codepoint=0x20000, max_codepoint=0x323AF), max_size=4)
persons = st.builds(Person, texts, st.just(""), texts, texts, st.dictionaries(texts, texts.filter(bool), max_size=3))


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault.create(tmp_path, DEVICE)


@settings(max_examples=60, deadline=None)
@given(given_person=persons)
def test_whatever_is_stated_of_a_person_comes_back(given_person: Person) -> None:
    with TemporaryDirectory() as folder:
        token = Vault.create(Path(folder), DEVICE).add(given_person)
        assert Vault.open(Path(folder), DEVICE).get(token) == given_person


@pytest.mark.parametrize("name", ["𠮷某", "䶮某", "㐂某", "某\U00031350", "邊󠄂某", "阿·某", "某 某", "lone \ud800"])
def test_rare_characters_come_back(vault: Vault, name: str) -> None:
    assert Vault.open(vault.path, DEVICE).tokens == ()
    assert vault.get(vault.add(Person(name))).name == name


@pytest.mark.parametrize("cipher", ["SM4-GCM", "SM4-CTR+HMAC-SM3", "AES-256-GCM"])
def test_a_vault_opens_with_its_passphrase_and_no_other(tmp_path: Path, cipher: str) -> None:
    token = Vault.create(tmp_path, PASSPHRASE, cipher=cipher, derivation=QUICK).add(person(1))
    opened = Vault.open(tmp_path / NAME, PASSPHRASE)
    assert (opened.get(token), opened.cipher, opened.problems) == (person(1), cipher, ())
    with pytest.raises(WrongKeyError, match="口令不对，打不开人员文件"):
        Vault.open(tmp_path, OTHER)
    with pytest.raises(WrongKeyError):
        Vault.open(tmp_path, DEVICE)


def test_a_device_in_place_of_a_passphrase(vault: Vault) -> None:
    token = vault.add(person(1))
    assert Vault.open(vault.path, DEVICE).get(token) == person(1)
    assert "密钥：外部 SM4-GCM\n" in vault.path.read_text(encoding="utf-8")
    with pytest.raises(WrongKeyError):
        Vault.open(vault.path, type(DEVICE)(bytes(32)))
    with pytest.raises(WrongKeyError):
        Vault.open(vault.path, PASSPHRASE)


def test_the_same_person_twice_is_one_token_and_one_line(vault: Vault) -> None:
    token = vault.add(person(1))
    before = vault.path.read_bytes()
    assert vault.add(person(1)) == token
    assert vault.add(Person("甲 某1", f" {identity(1).lower()} ")) == token
    assert vault.path.read_bytes().startswith(before)
    assert vault.tokens == (token,)
    assert vault.add(person(2)) != token


def test_a_token_says_nothing_and_is_another_in_every_ledger(tmp_path: Path) -> None:
    tokens = set()
    for name in ("甲", "乙"):
        (tmp_path / name).mkdir()
        tokens.add(Vault.create(tmp_path / name, DEVICE).add(person(1)))
    assert len(tokens) == 2
    files = [(tmp_path / name / NAME).read_text(encoding="utf-8") for name in ("甲", "乙")]
    indexes = {text.splitlines()[-1].split(" ")[3] for text in files}
    assert len(indexes) == 2


def test_a_person_is_found_by_number_however_it_is_typed(vault: Vault) -> None:
    token = vault.add(person(1))
    assert [vault.find(typed) for typed in (identity(1), f" {identity(1).lower()}", identity(2), "", "无")] == [
        token,
        token,
        None,
        None,
        None,
    ]


def test_what_is_newly_stated_is_a_later_line_and_a_blank_changes_nothing(vault: Vault) -> None:
    token = vault.add(Person("甲某", identity(1), phone="13800000001"))
    before = vault.path.read_bytes()
    assert vault.add(Person("甲某", identity(1), account="62220001", more={"住址": "某县"})) == token
    assert vault.path.read_bytes().startswith(before)
    first, last = vault.history(token)
    assert first == Person("甲某", identity(1), "13800000001")
    assert last == vault.get(token) == Person("甲某", identity(1), "13800000001", "62220001", {"住址": "某县"})


def test_one_number_with_two_names_is_refused_and_nothing_is_added(vault: Vault) -> None:
    token = vault.add(person(1))
    with pytest.raises(TwoNamesError, match=f"第2人，身份证号与已登记的“{token}”相同，姓名却不同") as refused:
        vault.add_all([person(2), Person("乙某", identity(1))])
    assert "乙" not in str(refused.value)
    assert identity(1) not in str(refused.value)
    assert vault.tokens == Vault.open(vault.path, DEVICE).tokens == (token,)
    assert vault.find(identity(2)) is None


@pytest.mark.parametrize("number", ["", "无", "不详", "00000"])
def test_without_a_number_only_everything_alike_is_the_same_person(vault: Vault, number: str) -> None:
    first = vault.add(Person("甲某", number, phone="13800000001"))
    assert vault.add(Person("甲某", number, phone="13800000001")) == first
    assert vault.add(Person("甲某", number, phone="13800000002")) != first
    assert vault.add(Person("乙某", number, phone="13800000001")) != first


def test_a_correction_keeps_the_token_and_frees_the_wrong_number(vault: Vault) -> None:
    token = vault.add(Person("甲某", identity(1), phone="13800000001"))
    vault.correct(token, Person("甲某某", identity(2)))
    assert vault.get(token) == Person("甲某某", identity(2))
    assert (vault.find(identity(1)), vault.find(identity(2))) == (None, token)
    other = vault.add(person(1))
    assert other != token
    with pytest.raises(IdentityTakenError, match=f"“{token}”.*“{other}”"):
        vault.correct(token, Person("甲某某", identity(1)))
    opened = Vault.open(vault.path, DEVICE)
    assert (opened.find(identity(1)), opened.find(identity(2))) == (other, token)


def test_a_token_nobody_has_is_told(vault: Vault) -> None:
    for ask in (vault.get, vault.forget, vault.history, lambda token: vault.correct(token, person(1))):
        with pytest.raises(UnknownTokenError, match="没有编号“P000000000000”"):
            ask("P000000000000")


def test_a_forgotten_person_counts_and_nothing_of_the_person_is_left_in_the_file(vault: Vault) -> None:
    kept, token = vault.add_all([person(1), person(2)])
    vault.add(Person("甲某2", identity(2), phone="13800009999"))
    old = [line.split(" ") for line in vault.path.read_text(encoding="utf-8").splitlines() if f" {token} " in line]
    vault.forget(token)
    text = vault.path.read_text(encoding="utf-8")
    assert len(old) == 2
    assert [word for line in old for word in line[3:] if word in text] == []
    left = [line.split(" ")[:3] for line in text.splitlines()[-2:]]
    assert left == [["000002", "忘", token], ["000003", "忘", token]]
    opened = Vault.open(vault.path, DEVICE)
    assert opened.problems == ()
    assert (opened.tokens, opened.forgotten) == ((kept, token), frozenset({token}))
    assert opened.get(kept) == person(1)
    assert opened.find(identity(2)) is None
    for ask in (opened.get, opened.history, opened.forget):
        with pytest.raises(ForgottenPersonError, match="只计数，不能再读出"):
            ask(token)
    assert opened.add(person(2)) not in {kept, token}


def test_a_copy_with_the_old_key_still_reads_the_forgotten_and_is_dead_with_another(tmp_path: Path) -> None:
    vault = Vault.create(tmp_path, PASSPHRASE, derivation=QUICK)
    token = vault.add(person(1))
    copy = tmp_path / "备份.密"
    copy.write_bytes(vault.path.read_bytes())
    vault.forget(token)
    vault.rotate(OTHER)
    assert Vault.open(copy, PASSPHRASE).get(token) == person(1)
    with pytest.raises(WrongKeyError):
        Vault.open(copy, OTHER)


def test_a_changed_key_seals_everything_anew_and_tokens_stay(tmp_path: Path) -> None:
    vault = Vault.create(tmp_path, PASSPHRASE, derivation=QUICK)
    first, second, third = vault.add_all([person(1), person(2), person(3)])
    vault.correct(second, Person("乙某", identity(4)))
    vault.forget(third)
    before = set(vault.path.read_text(encoding="utf-8").split())
    vault.rotate(OTHER, cipher="AES-256-GCM")
    with pytest.raises(WrongKeyError, match="若已换过密钥，请用新的"):
        Vault.open(tmp_path, PASSPHRASE)
    opened = Vault.open(tmp_path, OTHER)
    assert (opened.tokens, opened.forgotten, opened.cipher) == (
        (first, second, third),
        frozenset({third}),
        "AES-256-GCM",
    )
    assert opened.history(second) == (person(2), Person("乙某", identity(4)))
    assert (opened.find(identity(1)), opened.find(identity(2))) == (first, None)
    long = {word for word in before & set(opened.path.read_text(encoding="utf-8").split()) if len(word) > 15}
    assert {word for word in long if word.isascii()} == set()
    assert "换钥：1\n" in opened.path.read_text(encoding="utf-8")
    assert vault.add(person(1)) == first


def test_a_key_goes_from_a_device_to_a_passphrase_and_back(vault: Vault) -> None:
    token = vault.add(person(1))
    vault.rotate(PASSPHRASE, derivation=QUICK)
    assert Vault.open(vault.path, PASSPHRASE).get(token) == person(1)
    vault.rotate(DEVICE)
    assert Vault.open(vault.path, DEVICE).get(token) == person(1)


def test_a_vault_in_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnwritableVaultError, match="请核对文件夹是否存在"):
        Vault.create(tmp_path / "没有" / NAME, DEVICE)


steps = st.lists(
    st.tuples(st.sampled_from(["add", "correct", "forget", "rotate", "open"]), st.integers(0, 4), st.integers(0, 4)),
    max_size=25,
)


@settings(max_examples=40, deadline=None)
@given(steps)
def test_after_any_steps_the_vault_knows_what_a_plain_table_knows(done: list[tuple[str, int, int]]) -> None:
    table: dict[str, Person | None] = {}
    devices = [DEVICE, type(DEVICE)(bytes(32))]
    with TemporaryDirectory() as folder:
        vault = Vault.create(Path(folder), devices[0])
        for step, one, other in done:
            holder = next((token for token, known in table.items() if known == person(one)), None)
            if step == "add":
                token = vault.add(person(one))
                assert holder in {None, token}
                table.setdefault(token, person(one))
            elif step == "correct" and holder and person(other) not in table.values():
                vault.correct(holder, person(other))
                table[holder] = person(other)
            elif step == "forget" and holder:
                vault.forget(holder)
                table[holder] = None
            elif step == "rotate":
                devices.reverse()
                vault.rotate(devices[0])
            elif step == "open":
                vault = Vault.open(Path(folder), devices[0])
            assert vault.tokens == tuple(table)
            assert vault.export(masked=False) == {token: known for token, known in table.items() if known}
            assert all(vault.find(known.identity) == token for token, known in table.items() if known)


def test_a_key_that_cannot_be_used_changes_nothing(tmp_path: Path) -> None:
    vault = Vault.create(tmp_path, PASSPHRASE, derivation=QUICK)
    token = vault.add(person(1))
    before = vault.path.read_bytes()
    with pytest.raises(WeakKeyError):
        vault.rotate(VaultKey("short"))
    with pytest.raises(UnknownCipherError, match="不能用“ROT13”"):
        vault.rotate(OTHER, cipher="ROT13")
    assert vault.path.read_bytes() == before
    assert vault.get(token) == person(1)


def test_a_write_that_fails_leaves_file_and_memory_as_they_were(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = vault.add(person(1))
    before = vault.path.read_bytes()

    def full_disk(handle: int) -> None:
        raise OSError(28, f"No space left on device {handle}")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(UnwritableVaultError, match=r"No space left.*原来的文件没有动"):
        vault.add(person(2))
    with pytest.raises(UnwritableVaultError):
        vault.rotate(OTHER, derivation=QUICK)
    monkeypatch.undo()
    assert vault.path.read_bytes() == before
    assert [path.name for path in vault.path.parent.iterdir()] == [NAME]
    assert (vault.tokens, vault.get(kept)) == ((kept,), person(1))
    token = vault.add(person(2))
    assert Vault.open(vault.path, DEVICE).get(token) == person(2)


@pytest.mark.skipif(os.name != "posix", reason="Windows 没有这样的权限位")
def test_only_the_owner_may_read_the_file(vault: Vault) -> None:
    before = os.umask(0)
    try:
        vault.add(person(1))
    finally:
        os.umask(before)
    assert vault.path.stat().st_mode & 0o777 == 0o600


def test_there_is_one_vault_and_it_is_not_made_over(vault: Vault) -> None:
    vault.add(person(1))
    before = vault.path.read_bytes()
    with pytest.raises(VaultExistsError, match="已经有人员文件"):
        Vault.create(vault.path.parent, DEVICE)
    assert vault.path.read_bytes() == before


def test_a_vault_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoVaultError, match=r"没有这个文件。只统计数目不需要它"):
        Vault.open(tmp_path / NAME, DEVICE)


def test_two_who_write_at_once_lose_nothing(vault: Vault) -> None:
    def write(start: int) -> None:
        own = Vault.open(vault.path, DEVICE)
        for number in range(start, start + 15):
            own.add(person(number))

    threads = [threading.Thread(target=write, args=(start,)) for start in (100, 200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    opened = Vault.open(vault.path, DEVICE)
    assert opened.problems == ()
    assert {one.name for one in opened.export(masked=False).values()} == {
        person(number).name for start in (100, 200) for number in range(start, start + 15)
    }


def test_a_lock_says_who_holds_it_and_which_file_to_delete(vault: Vault) -> None:
    with locked(vault.path), pytest.raises(LockedVaultError) as refused, locked(vault.path, patience=0):
        pytest.fail("两个程序同时拿到了锁")
    assert f"（进程 {os.getpid()}，主机 " in refused.value.message
    assert f"删去 {vault.path}.lock 即可" in refused.value.hint
    with locked(vault.path, patience=0):
        assert vault.path.with_name(f"{NAME}.lock").exists()
    assert not vault.path.with_name(f"{NAME}.lock").exists()


def test_a_reader_of_the_folder_passes_over_the_vault_and_its_lock() -> None:
    assert {Path(NAME).suffix, LOCK_SUFFIX} <= ASIDE


def test_export_shows_stars_unless_asked_otherwise(vault: Vault) -> None:
    kept, token = vault.add_all([person(1), person(2)])
    vault.forget(token)
    stars = "*" * 11
    shown = Person("甲*", f"000{stars}{identity(1)[-4:]}", "138****0001", f"{stars}*0001", {"住址": "***"})
    assert vault.export() == {kept: shown}
    assert vault.export(masked=False) == {kept: person(1)}


def test_lengths_of_names_are_not_seen_in_the_file(vault: Vault) -> None:
    vault.add_all([Person("甲某", identity(1)), Person("甲某某某", identity(2)), Person("甲", identity(3), "1")])
    lines = vault.path.read_text(encoding="utf-8").splitlines()[-3:]
    assert len({len(line) for line in lines}) == 1


def test_sealing_twice_gives_other_bytes(vault: Vault) -> None:
    sealer: Sealer = vault._sealer  # noqa: SLF001 - there is no public way to seal without writing
    one, two = sealer.seal(1, "P", person(1)), sealer.seal(1, "P", person(1))
    assert (one.key == two.key, one.sealed == two.sealed, one.index == two.index) == (False, False, True)
