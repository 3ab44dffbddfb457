"""Which soft ciphers this machine offers, by the name a vault's head gives them; the first of them is the default."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from cryptography.exceptions import UnsupportedAlgorithm

from hengji.ledgers.vault.ciphers.counter import Sm4CounterHmac
from hengji.ledgers.vault.ciphers.gcm import AesGcm, Sm4Gcm
from hengji.ledgers.vault.errors import UnknownCipherError
from hengji.ledgers.vault.provider import CryptoProvider

Suite = Callable[[bytes], CryptoProvider]
IN_ORDER: tuple[tuple[str, Suite], ...] = (
    (Sm4Gcm.name, Sm4Gcm),
    (Sm4CounterHmac.name, Sm4CounterHmac),
    (AesGcm.name, AesGcm),
)


@cache
def suites() -> Mapping[str, Suite]:
    """The soft ciphers that work here, in order of preference: SM4 before AES, as the rules for government ask."""
    return {name: suite for name, suite in IN_ORDER if offered(suite)}


def offered(suite: Suite) -> bool:
    """Whether the build of OpenSSL has what a cipher needs; it is tried."""
    try:
        sealed = suite(bytes(32)).encrypt(b"", b"")
        return suite(bytes(32)).decrypt(sealed, b"") == b""
    except UnsupportedAlgorithm:
        return False


def suite_named(name: str = "") -> tuple[str, Suite]:
    """The cipher of a name, the preferred one without a name.

    Raises:
        UnknownCipherError: none here has that name.
    """
    known = suites()
    if not name:
        return next(iter(known.items()))
    if name not in known:
        raise UnknownCipherError(name, list(known))
    return name, known[name]
