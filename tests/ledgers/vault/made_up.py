"""Persons that obviously are nobody, and ways to open a vault quickly."""

from __future__ import annotations

from hengji.ledgers.vault.ciphers.gcm import Sm4Gcm
from hengji.ledgers.vault.derivation import Derivation
from hengji.ledgers.vault.identity import check_character
from hengji.ledgers.vault.key import VaultKey
from hengji.ledgers.vault.person import Person

QUICK = Derivation.scrypt(n=2**14, p=1)
PASSPHRASE, OTHER = VaultKey("三条 不相干 的词语 连起来"), VaultKey("另外 几个 没关系 的 词语")
DEVICE = Sm4Gcm(bytes(range(32)))
"""Stands for a device that keeps its key: no passphrase, no waiting."""


def identity(number: int) -> str:
    """An identity number of division 000000 with the right check character."""
    first = f"000000{19000101 + number // 1000 % 28}{number % 1000:03}"
    return first + check_character(first)


def person(number: int) -> Person:
    """Somebody made up."""
    phone, account = f"1380000{number:04}", f"62220000{number:08}"
    return Person(f"甲某{number}", identity(number), phone, account, {"住址": "某县某镇"})
