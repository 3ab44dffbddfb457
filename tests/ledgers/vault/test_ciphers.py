"""The soft ciphers: test vectors of the standards, round trips, and nothing changed goes unnoticed."""

from __future__ import annotations

import pytest
from cryptography.exceptions import UnsupportedAlgorithm
from hypothesis import given
from hypothesis import strategies as st

from hengji.ledgers.vault.ciphers import suite as suites
from hengji.ledgers.vault.ciphers.gcm import Sm4Gcm
from hengji.ledgers.vault.ciphers.keyed import digest
from hengji.ledgers.vault.errors import UnknownCipherError
from hengji.ledgers.vault.provider import BrokenSealError

NAMES = ["SM4-GCM", "SM4-CTR+HMAC-SM3", "AES-256-GCM"]
KEY = bytes(range(32))
names = pytest.mark.parametrize("name", NAMES)


def test_sm4_before_aes_and_gcm_before_the_counter() -> None:
    assert list(suites.suites()) == NAMES
    assert suites.suite_named()[0] == "SM4-GCM"


def test_a_cipher_the_machine_lacks_is_passed_over_and_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def lacking(_: Sm4Gcm, plain: bytes, associated: bytes) -> bytes:
        raise UnsupportedAlgorithm(str((plain, associated)))

    monkeypatch.setattr(Sm4Gcm, "encrypt", lacking)
    suites.suites.cache_clear()
    try:
        assert suites.suite_named()[0] == "SM4-CTR+HMAC-SM3"
        with pytest.raises(UnknownCipherError, match=r"不能用“SM4-GCM”.*能用的是SM4-CTR"):
            suites.suite_named("SM4-GCM")
    finally:
        suites.suites.cache_clear()


def test_sm4_gcm_is_that_of_rfc_8998() -> None:
    cipher = Sm4Gcm(KEY)
    cipher.__dict__["sealing_key"] = bytes.fromhex("0123456789ABCDEFFEDCBA9876543210")
    nonce, associated = "00001234567800000000ABCD", "FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2"
    text = (
        "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735"
        "D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D"
    )
    tag = "83DE3541E4C2B58177E065A9BF7B62EC"
    plain = "".join(letter * 16 for letter in "ABCDEFEA")
    assert cipher.decrypt(bytes.fromhex(nonce + text + tag), bytes.fromhex(associated)) == bytes.fromhex(plain)


def test_the_digest_is_hmac() -> None:
    assert digest(Sm4Gcm.algorithm, b"", b"") != digest(Sm4Gcm.algorithm, b"a", b"")
    assert len(digest(Sm4Gcm.algorithm, KEY, b"text")) == 32


@names
@given(plain=st.binary(max_size=200), associated=st.binary(max_size=20))
def test_what_is_sealed_comes_back_and_never_looks_the_same(name: str, plain: bytes, associated: bytes) -> None:
    cipher = suites.suite_named(name)[1](KEY)
    sealed = cipher.encrypt(plain, associated)
    assert cipher.name == name
    assert cipher.decrypt(sealed, associated) == plain
    assert cipher.encrypt(plain, associated) != sealed


@names
def test_every_changed_bit_is_noticed(name: str) -> None:
    cipher = suites.suite_named(name)[1](KEY)
    sealed = cipher.encrypt("甲某".encode(), b"line 1")
    for place in range(len(sealed) * 8):
        changed = bytearray(sealed)
        changed[place // 8] ^= 1 << place % 8
        with pytest.raises(BrokenSealError):
            cipher.decrypt(bytes(changed), b"line 1")


@names
@pytest.mark.parametrize("length", [0, 1, 27, 47])
def test_what_is_cut_is_noticed(name: str, length: int) -> None:
    cipher = suites.suite_named(name)[1](KEY)
    with pytest.raises(BrokenSealError):
        cipher.decrypt(cipher.encrypt(b"x" * 64, b"")[:length], b"")


@names
def test_another_key_and_another_place_are_noticed(name: str) -> None:
    suite = suites.suite_named(name)[1]
    sealed = suite(KEY).encrypt(b"plain", b"line 1")
    for other, place in ((bytes(32), b"line 1"), (KEY, b"line 2"), (KEY, b"")):
        with pytest.raises(BrokenSealError):
            suite(other).decrypt(sealed, place)
    assert suite(KEY).mac(b"x") != suite(bytes(32)).mac(b"x")
