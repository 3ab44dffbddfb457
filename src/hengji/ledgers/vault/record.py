"""One line of a vault: a person sealed under a key of the line's own, or the place of one that was forgotten.

`serial 人 token index key sealed digest`: index recognises the same person (a keyed digest of the identity number),
key is the line's key sealed by the vault's, sealed the particulars. `serial 忘 token digest` is all that is left of one
that was forgotten. The digest covers the line and the vault's mark: nothing can be changed, moved or taken elsewhere.
"""

from __future__ import annotations

import base64
import hmac
import os
from collections.abc import Callable
from pathlib import Path

from hengji.ledgers.vault.errors import TamperedRecordError
from hengji.ledgers.vault.head import Head, encoded
from hengji.ledgers.vault.person import Person
from hengji.ledgers.vault.provider import BrokenSealError, CryptoProvider
from hengji.records import dataclass

PERSON, FORGOTTEN = "人", "忘"
KEY = 32
Suite = Callable[[bytes], CryptoProvider]


@dataclass(frozen=True, slots=True)
class Record:
    """A line that is whole.

    Attributes:
        serial: its number among the records, from 1.
        token: the person's, as ledgers carry it.
        index: keyed digest of what makes the person one and the same; empty for a forgotten one, as are the next two.
        key: the line's key, sealed.
        sealed: the particulars, sealed with that key.
    """

    serial: int
    token: str
    index: str = ""
    key: str = ""
    sealed: str = ""

    @property
    def forgotten(self) -> bool:
        """Whether the particulars were erased."""
        return not self.sealed

    def words(self) -> str:
        """The line without its digest."""
        if self.forgotten:
            return f"{self.serial:06} {FORGOTTEN} {self.token}"
        return f"{self.serial:06} {PERSON} {self.token} {self.index} {self.key} {self.sealed}"


@dataclass(frozen=True, slots=True)
class Sealer:
    """Seals and opens the records of one vault.

    Attributes:
        head: of the vault.
        keeper: what guards the keys of the lines.
        suite: the cipher of the lines.
        path: of the file, for refusals.
    """

    head: Head
    keeper: CryptoProvider
    suite: Suite
    path: Path

    def index(self, person: Person) -> str:
        """The same for the same person, in this vault and with this key only."""
        return encoded(self.keeper.mac(b"person:" + self.head.mark + person.distinguished_by())[:16])

    def seal(self, serial: int, token: str, person: Person) -> Record:
        """A person's line, under a new key."""
        key, bound = os.urandom(KEY), self._bound(serial, token)
        sealed = self.suite(key).encrypt(person.sealed_form(), b"person:" + bound)
        return Record(
            serial, token, self.index(person), encoded(self.keeper.encrypt(key, b"key:" + bound)), encoded(sealed)
        )

    def open(self, record: Record, line: int) -> Person:
        """The person of a line.

        Raises:
            TamperedRecordError: what is sealed is not what this vault sealed.
        """
        bound = self._bound(record.serial, record.token)
        try:
            key = self.keeper.decrypt(base64.b64decode(record.key), b"key:" + bound)
            form = self.suite(key).decrypt(base64.b64decode(record.sealed), b"person:" + bound)
        except (BrokenSealError, ValueError) as broken:
            raise TamperedRecordError(self.path, line, record.token) from broken
        return Person.of_sealed_form(form)

    def written(self, record: Record) -> str:
        """The line of a record, with its end."""
        return f"{record.words()} {self._digest(record.words())}\n"

    def parse(self, text: str) -> Record | None:
        """The record of a line, None where it is not one that was written with this key."""
        words, _, digest = text.rpartition(" ")
        if not hmac.compare_digest(digest.encode(), self._digest(words).encode()):
            return None
        serial, kind, token, *rest = words.split(" ")
        return Record(int(serial), token, *rest) if kind == PERSON else Record(int(serial), token)

    def _digest(self, words: str) -> str:
        return encoded(self.keeper.mac(b"line:" + self.head.mark + words.encode()))

    def _bound(self, serial: int, token: str) -> bytes:
        return b"%b %d %b" % (self.head.mark, serial, token.encode())
