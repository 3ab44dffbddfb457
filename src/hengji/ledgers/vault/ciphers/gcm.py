"""SM4-GCM (GB/T 32907, GB/T 36624) and AES-256-GCM (FIPS 197, SP 800-38D): encryption that authenticates itself.

The nonce is 12 random bytes. A record has a key of its own, so only the key that guards record keys seals often; its
bound is 2^32 seals, far above the lines of any ledger.
"""

from __future__ import annotations

import os
from typing import ClassVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256, SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM
from cryptography.hazmat.primitives.hashes import SHA256, SM3

from hengji.ledgers.vault.ciphers.keyed import Keyed
from hengji.ledgers.vault.provider import BrokenSealError

NONCE, TAG = 12, 16


class _Gcm(Keyed):
    """A block cipher in Galois/counter mode; sealed bytes are nonce, text, tag."""

    key_size: ClassVar[int]
    block_cipher: ClassVar[type[SM4 | AES256]]

    def encrypt(self, plain: bytes, associated: bytes) -> bytes:
        """As `CryptoProvider.encrypt`."""
        nonce = os.urandom(NONCE)
        engine = Cipher(self.block_cipher(self.sealing_key[: self.key_size]), GCM(nonce)).encryptor()
        engine.authenticate_additional_data(associated)
        return nonce + engine.update(plain) + engine.finalize() + engine.tag

    def decrypt(self, sealed: bytes, associated: bytes) -> bytes:
        """As `CryptoProvider.decrypt`."""
        if len(sealed) < NONCE + TAG:
            raise BrokenSealError
        mode = GCM(sealed[:NONCE], sealed[-TAG:])
        engine = Cipher(self.block_cipher(self.sealing_key[: self.key_size]), mode).decryptor()
        engine.authenticate_additional_data(associated)
        try:
            return engine.update(sealed[NONCE:-TAG]) + engine.finalize()
        except InvalidTag as broken:
            raise BrokenSealError from broken


class Sm4Gcm(_Gcm):
    """SM4 in GCM, digests by HMAC-SM3."""

    name = "SM4-GCM"
    algorithm = SM3
    key_size = 16
    block_cipher = SM4


class AesGcm(_Gcm):
    """AES-256 in GCM, digests by HMAC-SHA256."""

    name = "AES-256-GCM"
    algorithm = SHA256
    key_size = 32
    block_cipher = AES256
