"""The first lines of a vault: text that says how the rest is sealed, and that only holders of the key can write.

Eight lines, each `名：value` but the first; two digests end them. The first of those tells a wrong key, the second a
head that was changed.
"""

from __future__ import annotations

import base64
import hmac
import os
from collections.abc import Callable
from pathlib import Path

from hengji.ledgers.vault.derivation import SALT, Derivation
from hengji.ledgers.vault.errors import HeadError, TamperedHeadError, WrongKeyError
from hengji.ledgers.vault.key import VaultKey
from hengji.ledgers.vault.provider import CryptoProvider
from hengji.records import dataclass

TITLE, VERSION = "衡绩人员信息", "第1版"
NOTE = "姓名、号码已加密，没有密钥读不出；请勿手工改动。每人一行，改动写在后面，“忘”是已删除个人信息、只计数的人。"
NAMES = ("说明", "标识", "算法", "密钥", "换钥", "验钥", "校验")
LINES = 1 + len(NAMES)
EXTERNAL = "外部"
KeyHolder = VaultKey | CryptoProvider


@dataclass(frozen=True, slots=True)
class Head:
    """How the records of one file are sealed.

    Attributes:
        mark: 16 random bytes, this vault's own; part of everything that is authenticated.
        cipher: the soft suite that seals records.
        derivation: how the key is made of the passphrase; for a device, None.
        device: the name of the device that holds the key, else "".
        rotations: how many times the key was changed.
    """

    mark: bytes
    cipher: str
    derivation: Derivation | None
    device: str
    rotations: int

    @classmethod
    def new(cls, cipher: str, derivation: Derivation | None, device: str) -> Head:
        """The head of a vault that begins."""
        return cls(os.urandom(SALT), cipher, derivation, device, 0)

    def body(self) -> str:
        """The lines before the digests, each with its end."""
        origin = f"{EXTERNAL} {self.device}" if self.derivation is None else str(self.derivation)
        values = (NOTE, encoded(self.mark), self.cipher, origin, str(self.rotations))
        lines = [f"{TITLE} {VERSION}", *(f"{name}：{value}" for name, value in zip(NAMES, values, strict=False))]
        return "".join(f"{line}\n" for line in lines)

    def text(self, keeper: CryptoProvider) -> str:
        """All lines of the head."""
        proof = encoded(keeper.mac(b"key:" + self.mark))
        whole = encoded(keeper.mac(b"head:" + self.body().encode()))
        return f"{self.body()}{NAMES[-2]}：{proof}\n{NAMES[-1]}：{whole}\n"


@dataclass(frozen=True, slots=True)
class WrittenHead:
    """A head as a file has it, with the digests it claims."""

    head: Head
    body: str
    proof: str
    whole: str

    def require(self, keeper: CryptoProvider, path: Path) -> None:
        """Refuses a key that is not the vault's, then a head that is not as it was written.

        Raises:
            WrongKeyError: another key.
            TamperedHeadError: a changed line.
        """
        if not hmac.compare_digest(self.proof.encode(), encoded(keeper.mac(b"key:" + self.head.mark)).encode()):
            raise WrongKeyError(path)
        if not hmac.compare_digest(self.whole.encode(), encoded(keeper.mac(b"head:" + self.body.encode())).encode()):
            raise TamperedHeadError(path)


def parse_head(lines: list[str], path: Path) -> WrittenHead:
    """The head of a file, not yet believed.

    Raises:
        HeadError: it is no vault, of another version, or a line is missing.
        DerivationError: the key's parameters are unknown or out of bounds.
    """
    title, _, version = (lines[0] if lines else "").partition(" ")
    if title != TITLE:
        raise HeadError(path, "第1行不是人员文件的标题")
    if version != VERSION:
        raise HeadError(path, f"它是{version or '没有写明的版本'}，这个程序只认得{VERSION}，请升级程序")
    values: list[str] = []
    for number, name in enumerate(NAMES, start=2):
        line = lines[number - 1] if len(lines) >= number else ""
        said, sign, value = line.partition("：")
        if (said, sign) != (name, "：") or not value:
            raise HeadError(path, f"第{number}行应当是“{name}：…”")
        values.append(value)
    _, mark, cipher, origin, rotations, proof, whole = values
    device = origin.removeprefix(f"{EXTERNAL} ") if origin.startswith(f"{EXTERNAL} ") else ""
    derivation = None if device else Derivation.parse(origin)
    if not (rotations.isascii() and rotations.isdigit()):
        raise HeadError(path, f"“{NAMES[4]}”不是次数")
    head = Head(_mark(mark, path), cipher, derivation, device, int(rotations))
    body = "".join(f"{line}\n" for line in lines[: LINES - 2])
    return WrittenHead(head, body, proof, whole)


def keeper_of(head: Head, key: KeyHolder, suite: Callable[[bytes], CryptoProvider], path: Path) -> CryptoProvider:
    """What guards the keys of the records: the device itself, or the suite with the key made of the passphrase.

    Raises:
        WrongKeyError: a passphrase for a vault of a device, or a device for another's vault.
    """
    if isinstance(key, VaultKey):
        if head.derivation is None:
            raise WrongKeyError(path)
        return suite(head.derivation.key(key.bytes()))
    if head.derivation is not None or head.device != key.name:
        raise WrongKeyError(path)
    return key


def encoded(value: bytes) -> str:
    """Bytes as the file writes them."""
    return base64.b64encode(value).decode()


def _mark(text: str, path: Path) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as wrong:
        raise HeadError(path, f"“{NAMES[1]}”不是 base64") from wrong
