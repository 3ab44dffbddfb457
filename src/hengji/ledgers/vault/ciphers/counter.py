"""SM4-CTR with HMAC-SM3, encrypt-then-mac: for builds of OpenSSL that offer SM4 but not its GCM mode."""

from __future__ import annotations

import os

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import CTR

from hengji.ledgers.vault.ciphers.keyed import Keyed
from hengji.ledgers.vault.provider import BrokenSealError

START, TAG, KEY = 16, 32, 16


class Sm4CounterHmac(Keyed):
    """SM4 in counter mode from a random start; sealed bytes are start, text, tag."""

    name = "SM4-CTR+HMAC-SM3"

    def encrypt(self, plain: bytes, associated: bytes) -> bytes:
        """As `CryptoProvider.encrypt`."""
        start = os.urandom(START)
        engine = Cipher(SM4(self.sealing_key[:KEY]), CTR(start)).encryptor()
        text = start + engine.update(plain) + engine.finalize()
        return text + self.tag(associated, text)

    def decrypt(self, sealed: bytes, associated: bytes) -> bytes:
        """As `CryptoProvider.decrypt`; nothing is decrypted before the tag holds."""
        text, tag = sealed[:-TAG], sealed[-TAG:]
        if len(text) < START or not self.holds(tag, associated, text):
            raise BrokenSealError
        engine = Cipher(SM4(self.sealing_key[:KEY]), CTR(text[:START])).decryptor()
        return engine.update(text[START:]) + engine.finalize()
