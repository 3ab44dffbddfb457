"""Persons of a list by their tokens: those the vault knows, and for new ones a mark until they are entered.

Nothing is written while a list is looked at; `settle` enters the new ones and says which token each mark became.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from hengji.ledgers.values import ValueFault
from hengji.ledgers.vault.person import Person
from hengji.ledgers.vault.vault import Vault

MARK = "（新）"
MARKED = re.compile(rf"{MARK}\d+")


class People:
    """The persons of the lists of one import; ``make`` makes the vault where there is none yet and somebody is new."""

    def __init__(self, vault: Vault | None, make: Callable[[], Vault] | None = None) -> None:
        self.vault = vault
        self.make = make
        self._marks: dict[bytes, str] = {}
        self._new: dict[str, Person] = {}
        self._known: dict[str, Person] = {}

    def token(self, person: Person) -> str:
        """The token of a person, or a mark; raises `ValueFault` where the number is another person's."""
        if not self.open:
            raise ValueFault("没有打开人员文件，认不出是谁。", "请给出密钥再导。")
        if not person.name:
            raise ValueFault("没有填姓名。", "请补填。")
        token = self.vault.token_of(person) if self.vault is not None else None
        if token is not None and self.vault is not None:
            if token not in self._known:
                self._known[token] = self.vault.get(token)
            self._same(person, self._known[token])
            return token
        told = person.distinguished_by()
        if told in self._marks:
            self._same(person, self._new[self._marks[told]])
            return self._marks[told]
        mark = f"{MARK}{len(self._marks) + 1}"
        self._marks[told] = mark
        self._new[mark] = person
        return mark

    def _same(self, person: Person, known: Person) -> None:
        if not person.same_name(known):
            raise ValueFault(
                "身份证号和已有的一人相同，姓名却不同。", "请核对号码和姓名；确是改了名的，先在人员文件里更正。"
            )

    @property
    def open(self) -> bool:
        """Whether personal columns have somewhere to go."""
        return self.vault is not None or self.make is not None

    @property
    def new(self) -> int:
        """How many persons the vault does not know yet."""
        return len(self._new)

    def settle(self) -> Mapping[str, str]:
        """Enters the new persons, with one write; mark → token."""
        if not self._new:
            return {}
        if self.vault is None and self.make is not None:
            self.vault = self.make()
        if self.vault is None:
            raise ValueError("marks are made for an open vault only")
        return dict(zip(self._new, self.vault.add_all(self._new.values()), strict=True))


def tokened(text: str, marks: Mapping[str, str]) -> str:
    """A text with tokens in the place of marks."""
    return MARKED.sub(lambda found: marks.get(found[0], found[0]), text) if MARK in text else text
