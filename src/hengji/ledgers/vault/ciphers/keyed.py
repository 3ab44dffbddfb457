"""What the soft ciphers share: two keys made of one, one to encrypt and one to authenticate, and the keyed digest."""

from __future__ import annotations

from functools import cached_property

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.hashes import SHA256, SM3, HashAlgorithm
from cryptography.hazmat.primitives.hmac import HMAC


def digest(algorithm: type[SM3 | SHA256], key: bytes, message: bytes) -> bytes:
    """HMAC of a message (RFC 2104; with SM3, GB/T 32905, as GB/T 15852.2 has it)."""
    made = HMAC(key, _instance(algorithm))
    made.update(message)
    return made.finalize()


def _instance(algorithm: type[SM3 | SHA256]) -> HashAlgorithm:
    return algorithm()


class Keyed:
    """A key of 32 bytes, from which the two that are used are derived (HMAC with the purpose as message)."""

    algorithm: type[SM3 | SHA256] = SM3

    def __init__(self, key: bytes) -> None:
        self._key = key

    @cached_property
    def sealing_key(self) -> bytes:
        """32 bytes to encrypt with."""
        return digest(self.algorithm, self._key, b"hengji vault: encrypt")

    @cached_property
    def digest_key(self) -> bytes:
        """32 bytes to authenticate with."""
        return digest(self.algorithm, self._key, b"hengji vault: authenticate")

    def mac(self, message: bytes) -> bytes:
        """As `CryptoProvider.mac`."""
        return digest(self.algorithm, self.digest_key, b"message:" + message)

    def tag(self, associated: bytes, sealed: bytes) -> bytes:
        """The digest of sealed bytes and what they are bound to; no digest of a message is ever one of these."""
        return digest(self.algorithm, self.digest_key, b"sealed:" + len(associated).to_bytes(8) + associated + sealed)

    def holds(self, tag: bytes, associated: bytes, sealed: bytes) -> bool:
        """Whether a tag is that of the sealed bytes; takes as long when it is not."""
        made = HMAC(self.digest_key, _instance(self.algorithm))
        made.update(b"sealed:" + len(associated).to_bytes(8) + associated + sealed)
        try:
            made.verify(tag)
        except InvalidSignature:
            return False
        return True
