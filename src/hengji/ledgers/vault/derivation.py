"""How the key is made of a passphrase: slowly, with a salt, by parameters that stand in the head of the file.

scrypt (RFC 7914) by default: guessing costs memory as well as time. PBKDF2-HMAC-SM3 (GB/T 32905, SP 800-132) where
only commercial cryptography of the national standards may be used.
"""

from __future__ import annotations

import base64
import os
import re
from typing import Literal

from hengji.ledgers.vault.errors import DerivationError
from hengji.records import dataclass

SALT, KEY = 16, 32
SCRYPT = re.compile(r"scrypt n=(\d{1,8}) r=(\d{1,2}) p=(\d{1,2}) salt=(\S{24})")
PBKDF2 = re.compile(r"PBKDF2-HMAC-SM3 n=(\d{1,8}) salt=(\S{24})")
FEWEST, MOST = 2**14, 2**20
"""Work factors below protect nothing; those above would let a forged head keep the machine busy."""
FEWEST_ROUNDS, MOST_ROUNDS = 100_000, 10_000_000
MOST_PARALLEL = 8


@dataclass(frozen=True, slots=True)
class Derivation:
    """A slow function of a passphrase with its parameters.

    Attributes:
        kind: the function.
        n: its work factor: scrypt's N (a power of two), PBKDF2's rounds.
        salt: 16 random bytes.
        p: scrypt's p; its r is 8. 1 for PBKDF2.
    """

    kind: Literal["scrypt", "PBKDF2-HMAC-SM3"]
    n: int
    salt: bytes
    p: int = 1

    @classmethod
    def scrypt(cls, *, n: int = 2**16, p: int = 2) -> Derivation:
        """With scrypt and a new salt; by default 64 MiB and about a third of a second."""
        return _checked(cls("scrypt", n, os.urandom(SALT), p))

    @classmethod
    def pbkdf2(cls, *, rounds: int = 600_000) -> Derivation:
        """With PBKDF2-HMAC-SM3 and a new salt; by default about a quarter of a second."""
        return _checked(cls("PBKDF2-HMAC-SM3", rounds, os.urandom(SALT)))

    @classmethod
    def parse(cls, text: str) -> Derivation:
        """The derivation a head names.

        Raises:
            DerivationError: unknown, or parameters out of bounds.
        """
        try:
            if found := SCRYPT.fullmatch(text):
                made = cls("scrypt", int(found[1]), base64.b64decode(found[4], validate=True), int(found[3]))
            elif found := PBKDF2.fullmatch(text):
                made = cls("PBKDF2-HMAC-SM3", int(found[1]), base64.b64decode(found[2], validate=True))
            else:
                raise DerivationError(text)
        except ValueError as wrong:  # no base64
            raise DerivationError(text) from wrong
        if str(made) != text:
            raise DerivationError(text)
        return _checked(made)

    def __str__(self) -> str:
        salt = base64.b64encode(self.salt).decode()
        return f"{self.kind} n={self.n}{f' r=8 p={self.p}' if self.kind == 'scrypt' else ''} salt={salt}"

    def anew(self) -> Derivation:
        """The same function and cost with another salt."""
        return Derivation(self.kind, self.n, os.urandom(SALT), self.p)

    def key(self, passphrase: bytes) -> bytes:
        """32 bytes; takes long, and is meant to."""
        if self.kind == "scrypt":
            from cryptography.hazmat.primitives.kdf.scrypt import Scrypt  # noqa: PLC0415 - only who opens a vault pays

            return Scrypt(salt=self.salt, length=KEY, n=self.n, r=8, p=self.p).derive(passphrase)
        from cryptography.hazmat.primitives.hashes import SM3  # noqa: PLC0415 - as above
        from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC  # noqa: PLC0415

        return PBKDF2HMAC(SM3(), KEY, self.salt, self.n).derive(passphrase)


def _checked(made: Derivation) -> Derivation:
    """Refuses parameters out of bounds."""
    lowest, highest = (FEWEST, MOST) if made.kind == "scrypt" else (FEWEST_ROUNDS, MOST_ROUNDS)
    power = made.n & (made.n - 1) == 0 or made.kind != "scrypt"
    if not (lowest <= made.n <= highest and power and 1 <= made.p <= MOST_PARALLEL and len(made.salt) == SALT):
        raise DerivationError(str(made))
    return made
