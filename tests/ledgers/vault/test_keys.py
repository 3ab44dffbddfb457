"""Passphrases, key files and how a key is made of them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from hengji.ledgers.vault.derivation import Derivation
from hengji.ledgers.vault.errors import DerivationError, KeyFileError, KeyInLedgerError, WeakKeyError
from hengji.ledgers.vault.key import VaultKey
from hengji.ledgers.vault.vault import Vault

QUICK = Derivation.scrypt(n=2**14, p=1)
WORDS = "三条 不相干 的词语 连起来"


def test_scrypt_is_that_of_the_standard_library() -> None:
    wanted = hashlib.scrypt(b"pass", salt=QUICK.salt, n=2**14, r=8, p=1, dklen=32, maxmem=2**26)
    assert QUICK.key(b"pass") == wanted


def test_pbkdf2_with_sm3_depends_on_passphrase_salt_and_rounds() -> None:
    made = Derivation.pbkdf2(rounds=100_000)
    keys = {
        made.key(b"pass"),
        made.key(b"Pass"),
        made.anew().key(b"pass"),
        Derivation("PBKDF2-HMAC-SM3", 100_001, made.salt).key(b"pass"),
    }
    assert (len(keys), {len(key) for key in keys}) == (4, {32})
    assert made.key(b"pass") == made.key(b"pass")


@pytest.mark.parametrize("made", [QUICK, Derivation.scrypt(), Derivation.pbkdf2(), Derivation.pbkdf2(rounds=200_000)])
def test_a_derivation_is_read_as_it_is_written(made: Derivation) -> None:
    assert Derivation.parse(str(made)) == made


@pytest.mark.parametrize(
    "text",
    [
        "",
        "md5 salt=AAAAAAAAAAAAAAAAAAAAAA==",
        "scrypt n=16384 r=8 p=1 salt=",
        "scrypt n=16384 r=8 p=1 salt=AAAAAAAAAAAAAAAAAAAAAAA!",
        "scrypt n=1024 r=8 p=1 salt=AAAAAAAAAAAAAAAAAAAAAA==",
        "scrypt n=16385 r=8 p=1 salt=AAAAAAAAAAAAAAAAAAAAAA==",
        "scrypt n=33554432 r=8 p=1 salt=AAAAAAAAAAAAAAAAAAAAAA==",
        "scrypt n=16384 r=9 p=1 salt=AAAAAAAAAAAAAAAAAAAAAA==",
        "scrypt n=16384 r=8 p=0 salt=AAAAAAAAAAAAAAAAAAAAAA==",
        "scrypt n=16384 r=8 p=9 salt=AAAAAAAAAAAAAAAAAAAAAA==",
        "PBKDF2-HMAC-SM3 n=1 salt=AAAAAAAAAAAAAAAAAAAAAA==",
        "PBKDF2-HMAC-SM3 n=99999999 salt=AAAAAAAAAAAAAAAAAAAAAA==",
    ],
)
def test_parameters_that_are_unknown_or_out_of_bounds_are_refused(text: str) -> None:
    with pytest.raises(DerivationError):
        Derivation.parse(text)


def test_a_passphrase_is_one_however_the_keyboard_composes_it() -> None:
    assert VaultKey("cafe\u0301 au lait").bytes() == VaultKey("caf\u00e9 au lait").bytes()


def test_a_passphrase_is_never_shown() -> None:
    assert WORDS not in repr(VaultKey(WORDS))


@pytest.mark.parametrize("content", [WORDS, f"{WORDS}\n", f"\ufeff{WORDS}\r\n"])
def test_a_key_file_is_its_text_without_the_line_end(tmp_path: Path, content: str) -> None:
    file = tmp_path / "key.txt"
    file.write_bytes(content.encode())
    assert VaultKey.read(file).passphrase == WORDS


def test_a_key_file_that_is_none_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty").write_bytes(b"\n")
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    for name, reason in (("empty", "是空的"), ("binary", "不是 UTF-8 文本"), ("none", "读不出")):
        monkeypatch.setenv("HENGJI_LEDGER_KEY", str(tmp_path / name))
        with pytest.raises(KeyFileError, match=reason):
            VaultKey.from_environment()
    monkeypatch.delenv("HENGJI_LEDGER_KEY")
    with pytest.raises(KeyFileError, match="没有设环境变量 HENGJI_LEDGER_KEY"):
        VaultKey.from_environment()


def test_a_key_file_opens_what_its_passphrase_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = tmp_path / "台账"
    ledger.mkdir()
    (tmp_path / "key").write_text(WORDS, encoding="utf-8")
    monkeypatch.setenv("HENGJI_LEDGER_KEY", str(tmp_path / "key"))
    Vault.create(ledger, VaultKey(WORDS), derivation=QUICK)
    assert Vault.open(ledger, VaultKey.from_environment()).tokens == ()


@pytest.mark.parametrize("folder", ["台账", "台账/附件", "link"])
def test_a_key_file_in_the_ledger_is_refused_by_whatever_way(tmp_path: Path, folder: str) -> None:
    ledger = tmp_path / "台账"
    (ledger / "附件").mkdir(parents=True)
    (tmp_path / "link").symlink_to(ledger / "附件")
    file = tmp_path / folder / "key"
    file.write_text(WORDS, encoding="utf-8")
    key = VaultKey.read(file)
    with pytest.raises(KeyInLedgerError, match="等于连密钥一起拷走"):
        Vault.create(ledger, key, derivation=QUICK)
    vault = Vault.create(ledger, VaultKey(WORDS), derivation=QUICK)
    with pytest.raises(KeyInLedgerError):
        Vault.open(ledger, key)
    with pytest.raises(KeyInLedgerError):
        vault.rotate(key)


def test_a_short_passphrase_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WeakKeyError, match="口令只有6个字符，少于12个"):
        Vault.create(tmp_path, VaultKey("123456"), derivation=QUICK)
    assert list(tmp_path.iterdir()) == []
