"""What a vault asks of cryptography: a provider holds a key and never shows it, so that a device can stand in for it.

Certified products (密码机, UKey) are attached here: an object with these four members is given to `Vault.create` and
`Vault.open` in place of a passphrase. It then guards the keys of the records; the records themselves are sealed by the
soft suite that the file names.
"""

from __future__ import annotations

from typing import Protocol


class BrokenSealError(ValueError):
    """Sealed bytes, or what they are bound to, are not those that were sealed with this key."""


class CryptoProvider(Protocol):
    """Authenticated encryption and a keyed digest with one key."""

    @property
    def name(self) -> str:
        """The way of encrypting, as the head of the file says it."""

    def encrypt(self, plain: bytes, associated: bytes) -> bytes:
        """The bytes sealed, bound to what is associated with them; twice the same gives different bytes."""

    def decrypt(self, sealed: bytes, associated: bytes) -> bytes:
        """The bytes that were sealed.

        Raises:
            BrokenSealError: they or what is associated were changed, or the key is another one.
        """

    def mac(self, message: bytes) -> bytes:
        """A digest (32 bytes) that only holders of the key can make."""
