"""One person's particulars, as the vault keeps them, and the row as it is sealed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import field

from hengji.ledgers.vault.identity import normal
from hengji.ledgers.vault.masking import mask_account, mask_identity, mask_name, mask_other, mask_phone
from hengji.records import dataclass

BLOCK = 64
FEWEST_DIGITS = 6
"""A number with fewer digits is no identity number, passport or permit."""


@dataclass(frozen=True, slots=True)
class Person:
    """Particulars that belong to one person; shown in errors and logs with stars only.

    Attributes:
        name: as written.
        identity: identity number, as written; judged elsewhere (`identity.judge`), a wrong one is kept.
        phone: telephone.
        account: bank account.
        more: further personal columns as declared, by their id.
    """

    name: str
    identity: str = ""
    phone: str = ""
    account: str = ""
    more: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"Person({mask_name(self.name)} {mask_identity(self.identity)})".replace(" )", ")")

    def __hash__(self) -> int:
        return hash(self.sealed_form())

    def masked(self) -> Person:
        """The same person as shown by default: enough to recognise a row, too little to use it."""
        return Person(
            mask_name(self.name),
            mask_identity(self.identity),
            mask_phone(self.phone),
            mask_account(self.account),
            {column: mask_other(text) for column, text in self.more.items()},
        )

    def merged(self, newer: Person) -> Person:
        """What is known after a newer statement: what it leaves blank stays as it was."""
        return Person(
            newer.name or self.name,
            newer.identity or self.identity,
            newer.phone or self.phone,
            newer.account or self.account,
            {**self.more, **{column: text for column, text in newer.more.items() if text}},
        )

    def distinguished_by(self) -> bytes:
        """What makes the person one and the same in a ledger: the identity number, else everything that is known."""
        return b"identity:" + _bytes(normal(self.identity)) if self.identified else b"whole:" + self.sealed_form()

    @property
    def identified(self) -> bool:
        """Whether there is a number that can tell persons apart; 无 or 不详 in its place does not."""
        return sum(character.isdecimal() for character in self.identity) >= FEWEST_DIGITS

    def same_name(self, other: Person) -> bool:
        """Whether the names are the same but for blanks and width."""
        return normal(self.name) == normal(other.name)

    def sealed_form(self) -> bytes:
        """The particulars as bytes, filled up with blanks so that the length does not tell a name of two characters."""
        known = {"name": self.name, "identity": self.identity, "phone": self.phone, "account": self.account}
        further = {column: text for column, text in sorted(self.more.items()) if text}
        text = _bytes(json.dumps({**known, "more": further}, ensure_ascii=False, separators=(",", ":")))
        return text + b" " * (-len(text) % BLOCK)

    @classmethod
    def of_sealed_form(cls, text: bytes) -> Person:
        """The person of `sealed_form`."""
        return cls(**json.loads(text.decode("utf-8", "surrogatepass")))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
