"""The passphrase of a vault: typed, or in a file that HENGJI_LEDGER_KEY names, and never beside what it protects."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import field
from pathlib import Path

from hengji.ledgers.vault.errors import KeyFileError, KeyInLedgerError, WeakKeyError
from hengji.records import dataclass

VARIABLE = "HENGJI_LEDGER_KEY"
SHORTEST = 12


@dataclass(frozen=True, slots=True)
class VaultKey:
    """A passphrase; never shown, logged or written.

    Attributes:
        passphrase: as typed; compared in Unicode's NFC, so that another keyboard gives the same key.
        kept: the file it was read from, None for a typed one.
    """

    passphrase: str = field(repr=False)
    kept: Path | None = None

    @classmethod
    def read(cls, path: Path) -> VaultKey:
        """The passphrase of a key file: its text without line ends.

        Raises:
            KeyFileError: it cannot be read, is no text or is empty.
        """
        try:
            text = path.read_text(encoding="utf-8-sig").strip("\r\n")
        except OSError as wrong:
            raise KeyFileError(f"密钥文件 {path} 读不出（{wrong.strerror}）") from wrong
        except UnicodeDecodeError as wrong:
            raise KeyFileError(f"密钥文件 {path} 不是 UTF-8 文本") from wrong
        if not text:
            raise KeyFileError(f"密钥文件 {path} 是空的")
        return cls(text, path)

    @classmethod
    def from_environment(cls) -> VaultKey:
        """The passphrase of the file that HENGJI_LEDGER_KEY names.

        Raises:
            KeyFileError: it names none, or one that cannot be read.
        """
        named = os.environ.get(VARIABLE, "")
        if not named:
            raise KeyFileError(f"没有设环境变量 {VARIABLE}")
        return cls.read(Path(named))

    def bytes(self) -> bytes:
        """What the key is derived from."""
        return unicodedata.normalize("NFC", self.passphrase).encode("utf-8", "surrogatepass")

    def require_outside(self, ledger: Path) -> None:
        """Refuses a key file in the folder of the ledger, or below it, by whatever links it got there."""
        if self.kept is not None and self.kept.resolve().is_relative_to(ledger.resolve()):
            raise KeyInLedgerError(self.kept, ledger)

    def require_strong(self) -> None:
        """Refuses a new passphrase of less than 12 characters."""
        if len(self.passphrase) < SHORTEST:
            raise WeakKeyError(len(self.passphrase), SHORTEST)
