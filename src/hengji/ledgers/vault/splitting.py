"""Personal columns taken out of rows, a token in their place; and the way back for those who hold the key.

What the columns are called is said by whoever calls (packs declare it); here they are names only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date

from hengji.ledgers.vault.errors import PersonalColumnError, SamePersonError
from hengji.ledgers.vault.identity import IdentityProblem, judge
from hengji.ledgers.vault.person import Person
from hengji.ledgers.vault.vault import Vault
from hengji.records import dataclass

ERASED = "（已删除）"
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PersonalColumns:
    """Which columns of a list hold what of a person; "" for what the list does not have.

    Attributes:
        token: the column that takes their place (人员编号).
        name: every row must have it.
        identity: identity number.
        phone: telephone.
        account: bank account.
        more: further personal columns (address, date of birth), kept under their own names.
    """

    token: str
    name: str
    identity: str = ""
    phone: str = ""
    account: str = ""
    more: tuple[str, ...] = ()

    def all(self) -> tuple[str, ...]:
        """The columns that must not stand outside the vault."""
        return tuple(column for column in (self.name, self.identity, self.phone, self.account, *self.more) if column)

    def person(self, row: Row) -> Person:
        """The person of a row; blanks around a value are not part of it."""

        def said(column: str) -> str:
            return row.get(column, "").strip() if column else ""

        further = {column: text for column in self.more if (text := said(column))}
        return Person(said(self.name), said(self.identity), said(self.phone), said(self.account), further)

    def values(self, person: Person) -> dict[str, str]:
        """What the columns hold of a person."""
        own = (
            (self.name, person.name),
            (self.identity, person.identity),
            (self.phone, person.phone),
            (self.account, person.account),
        )
        return {column: text for column, text in own if column} | {one: person.more.get(one, "") for one in self.more}


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with the identity number of a row.

    Attributes:
        row: from 1.
        token: of the person, who is kept all the same.
        problem: of the number.
    """

    row: int
    token: str
    problem: IdentityProblem


@dataclass(frozen=True, slots=True)
class Split:
    """Rows without personal data.

    Attributes:
        rows: as they came, in order, the token first, the personal columns gone.
        problems: identity numbers that are absent or wrong; nobody is left out for that.
    """

    rows: tuple[dict[str, str], ...]
    problems: tuple[RowProblem, ...] = field(default=())


def split(rows: Sequence[Row], columns: PersonalColumns, vault: Vault, *, on: date | None = None) -> Split:
    """Takes the personal columns out of rows and into the vault; twice the same rows give the same tokens.

    Args:
        rows: of a list, one person each, by column.
        columns: which of them are personal.
        vault: takes the persons, with one write; where a row is refused, none.
        on: the day of the list: identity numbers of those born later are wrong.

    Raises:
        PersonalColumnError: a row without a name, or with a token already.
        SamePersonError: two rows without identity number and alike in everything personal.
        TwoNamesError: one identity number and two names.
        VaultError: the vault cannot be written now.
    """
    persons = [_person(number, row, columns) for number, row in enumerate(rows, start=1)]
    _require_told_apart(persons)
    tokens = vault.add_all(persons)
    personal = set(columns.all())
    kept = tuple(
        {columns.token: token, **{column: text for column, text in row.items() if column not in personal}}
        for token, row in zip(tokens, rows, strict=True)
    )
    found = enumerate(zip(tokens, persons, strict=True), start=1) if columns.identity else ()
    problems = (
        RowProblem(number, token, problem)
        for number, (token, person) in found
        for problem in judge(person.identity, on=on).problems
    )
    return Split(kept, tuple(problems))


def joined(
    rows: Sequence[Row], columns: PersonalColumns, vault: Vault, *, masked: bool = True
) -> tuple[dict[str, str], ...]:
    """The rows with their personal columns again, with stars unless asked for as they are; the token stays.

    Of those forgotten the name says so, and the rest is blank.

    Raises:
        PersonalColumnError: a row without a token.
        UnknownTokenError, TamperedRecordError: the vault does not have the person.
    """
    forgotten = vault.forgotten
    known: dict[str, Person] = {}
    found = []
    for number, row in enumerate(rows, start=1):
        token = row.get(columns.token, "")
        if not token:
            raise PersonalColumnError(number, columns.token, there=False)
        if token not in known:
            person = Person(ERASED) if token in forgotten else vault.get(token)
            known[token] = person.masked() if masked and token not in forgotten else person
        found.append({columns.token: token, **columns.values(known[token]), **row})
    return tuple(found)


def _person(number: int, row: Row, columns: PersonalColumns) -> Person:
    if columns.token in row:
        raise PersonalColumnError(number, columns.token, there=True)
    person = columns.person(row)
    if not person.name:
        raise PersonalColumnError(number, columns.name, there=False)
    return person


def _require_told_apart(persons: Sequence[Person]) -> None:
    """Refuses rows that would become one person without anything saying that they are."""
    first: dict[bytes, int] = {}
    for number, person in enumerate(persons, start=1):
        if not person.identified:
            before = first.setdefault(person.distinguished_by(), number)
            if before != number:
                raise SamePersonError(before, number)
