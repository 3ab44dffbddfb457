"""The vault: one text file of sealed persons in the folder of a ledger, opened with a key.

Every line is held against its digest when the file is opened; a person is decrypted when asked for, and not kept. A
change is a later line. Every write replaces the whole file at once, under a lock, on the newest state of the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from hengji.ledgers.vault.contents import Contents, Damage, VaultProblem, read_records
from hengji.ledgers.vault.derivation import Derivation
from hengji.ledgers.vault.errors import (
    DamagedVaultError,
    ForgottenPersonError,
    HeadError,
    IdentityTakenError,
    NoVaultError,
    TamperedRecordError,
    TwoNamesError,
    UnknownTokenError,
    VaultExistsError,
)
from hengji.ledgers.vault.head import LINES, Head, KeyHolder, keeper_of, parse_head
from hengji.ledgers.vault.key import VaultKey
from hengji.ledgers.vault.person import Person
from hengji.ledgers.vault.record import Record, Sealer
from hengji.ledgers.vault.storage import locked, write_whole
from hengji.ledgers.vault.token import new_token

ResultT = TypeVar("ResultT")
NAME = "人员.密"
"""The file's name in the folder of a ledger."""


class Vault:
    """The persons of one ledger. Made by `create` and `open`, which take the file or its folder."""

    def __init__(self, path: Path, key: KeyHolder, sealer: Sealer, contents: Contents, raw: bytes) -> None:
        self.path = path
        self._key = key
        self._sealer = sealer
        self._contents = contents
        self._raw = raw

    @classmethod
    def create(cls, path: Path, key: KeyHolder, *, cipher: str = "", derivation: Derivation | None = None) -> Vault:
        """An empty vault, written at once.

        Args:
            path: the file, or the folder it is to lie in.
            key: a passphrase, or a device that keeps the key itself.
            cipher: the soft suite by name; without one the first this machine offers: SM4-GCM, SM4-CTR, AES.
            derivation: how slowly the key is made of a passphrase; scrypt by default.

        Raises:
            VaultExistsError, KeyInLedgerError, WeakKeyError, UnknownCipherError: as they say.
            LockedVaultError, UnwritableVaultError: it cannot be written.
        """
        file = _file(path)
        sealer = _new_sealer(file, key, cipher, derivation or Derivation.scrypt())
        with locked(file):
            if file.exists():
                raise VaultExistsError(file)
            raw = sealer.head.text(sealer.keeper).encode()
            write_whole(file, raw)
        return cls(file, key, sealer, Contents(), raw)

    @classmethod
    def open(cls, path: Path, key: KeyHolder) -> Vault:
        """A vault that is there; what is damaged in it stands in `problems`, the rest can be read.

        Raises:
            NoVaultError, HeadError, DerivationError, UnknownCipherError: it cannot be read.
            KeyInLedgerError, WrongKeyError, TamperedHeadError: the key is not to be used, or does not fit.
        """
        file = _file(path)
        _require_outside(key, file)
        raw = _read(file)
        sealer, contents = _opened(file, key, raw, None)
        return cls(file, key, sealer, contents, raw)

    @property
    def problems(self) -> tuple[VaultProblem, ...]:
        """What is damaged: a last line cut off, records changed or missing."""
        return tuple(self._contents.problems)

    @property
    def cipher(self) -> str:
        """The suite that seals the records, as the file says it."""
        return self._sealer.head.cipher

    @property
    def tokens(self) -> tuple[str, ...]:
        """The tokens of all persons in the order they came, those forgotten among them."""
        return tuple(self._contents.last)

    @property
    def forgotten(self) -> frozenset[str]:
        """The tokens that only count."""
        found = self._contents
        return frozenset(token for token, place in found.last.items() if found.records[place].forgotten)

    def add(self, person: Person) -> str:
        """The token of a person; new where the vault does not know the person.

        Known by the identity number; a person without one only by being the same in everything. What is newly stated of
        a known person is written as a later line, what is left blank stays.

        Raises:
            TwoNamesError: the number is known, with another name.
            DamagedVaultError, LockedVaultError, UnwritableVaultError: it cannot be written now.
        """
        return self.add_all([person])[0]

    def add_all(self, persons: Iterable[Person]) -> tuple[str, ...]:
        """As `add` for many, in order, with one write of the file; none is added where one is refused."""

        def change() -> tuple[str, ...]:
            return tuple(self._added(person, place) for place, person in enumerate(persons, start=1))

        return self._write(change)

    def correct(self, token: str, person: Person) -> None:
        """States a person anew, the identity number and blanks included; the token stays.

        Raises:
            UnknownTokenError, ForgottenPersonError: there is none to correct.
            IdentityTakenError: the vault has the new identity number under another token.
        """

        def change() -> None:
            self._standing(token)
            other = self._contents.tokens.get(self._sealer.index(person), token)
            if other != token:
                raise IdentityTakenError(token, other)
            self._append(token, person)

        self._write(change)

    def get(self, token: str) -> Person:
        """The person of a token as last stated.

        Raises:
            UnknownTokenError, ForgottenPersonError, TamperedRecordError: as they say.
        """
        place = self._standing(token)
        return self._sealer.open(self._contents.records[place], self._contents.lines[place])

    def history(self, token: str) -> tuple[Person, ...]:
        """Everything that was ever stated of a person, the oldest first; refusals as for `get`."""
        self._standing(token)
        found = zip(self._contents.records, self._contents.lines, strict=True)
        return tuple(self._sealer.open(record, line) for record, line in found if record.token == token)

    def find(self, identity: str) -> str | None:
        """The token of an identity number, however it is typed; None where nobody has it, or who had was forgotten.

        Raises:
            DamagedVaultError: the number is not found, and may be that of a damaged record.
        """
        asked = Person("", identity)
        return self.token_of(asked) if asked.identified else None

    def token_of(self, person: Person) -> str | None:
        """The token `add` would give, where the vault knows the person; None where it would be a new one.

        Raises:
            DamagedVaultError: the person is not found, and may be that of a damaged record.
        """
        token = self._contents.tokens.get(self._sealer.index(person))
        if token is None:
            self._require_whole()
        return token

    def export(self, *, masked: bool = True) -> Mapping[str, Person]:
        """All persons who were not forgotten, by token: with stars, or as they are where that is asked for."""
        forgotten = self.forgotten
        found = {token: self.get(token) for token in self._contents.last if token not in forgotten}
        return {token: person.masked() for token, person in found.items()} if masked else found

    def forget(self, token: str) -> None:
        """Erases a person's particulars (个人信息保护法 §47); the token stays and counts, nobody can read it.

        All lines of the person lose their own key and what it sealed, and the file is written anew. The same identity
        number added later is a new person with a new token.

        What remains: copies of the file made before, in backups, with whoever received one, and on the disk until its
        blocks are used again. Whoever has such a copy *and* the key of that time reads the person. So let backups
        expire; or change the key (`rotate`) and destroy the old one: then nobody reads any of the old copies.

        Raises:
            UnknownTokenError, ForgottenPersonError: there is none to erase.
        """

        def change() -> None:
            self._standing(token)
            found = Contents()
            for record, line in zip(self._contents.records, self._contents.lines, strict=True):
                found.add(Record(record.serial, token) if record.token == token else record, line)
            self._contents = found

        self._write(change)

    def rotate(self, key: KeyHolder, *, cipher: str = "", derivation: Derivation | None = None) -> None:
        """Seals everything anew under another key, history included; tokens stay. The old key no longer opens the file.

        Args:
            key: the new one.
            cipher: the suite from now on; without one, as before.
            derivation: as for `create`; without one, as slow as before.

        Raises:
            KeyInLedgerError, WeakKeyError, UnknownCipherError, TamperedRecordError: nothing is changed.
        """

        def change() -> None:
            old, head = self._sealer, self._sealer.head
            slow = derivation or (head.derivation.anew() if head.derivation else Derivation.scrypt())
            fresh = _new_sealer(self.path, key, cipher or head.cipher, slow)
            new = replace(fresh, head=replace(fresh.head, rotations=head.rotations + 1))
            found = Contents()
            for record, line in zip(self._contents.records, self._contents.lines, strict=True):
                found.add(record if record.forgotten else _resealed(old, new, record, line), line)
            self._sealer, self._contents, self._key = new, found, key

        self._write(change)

    def _added(self, person: Person, place: int) -> str:
        token = self._contents.tokens.get(self._sealer.index(person))
        if token is None:
            token = new_token(self._contents.last)
            self._append(token, person)
            return token
        known = self.get(token)
        if person.name and not person.same_name(known):
            raise TwoNamesError(place, token)
        if known.merged(person) != known:
            self._append(token, known.merged(person))
        return token

    def _append(self, token: str, person: Person) -> None:
        serial = len(self._contents.records) + 1
        self._contents.add(self._sealer.seal(serial, token, person), LINES + serial)

    def _standing(self, token: str) -> int:
        """The place of the record that holds for a token."""
        for problem in self._contents.problems:
            if problem.token == token and problem.kind is Damage.TAMPERED:
                raise TamperedRecordError(self.path, problem.line, token)
        place = self._contents.last.get(token)
        if place is None:
            raise UnknownTokenError(token)
        if self._contents.records[place].forgotten:
            raise ForgottenPersonError(token)
        return place

    def _write(self, change: Callable[[], ResultT]) -> ResultT:
        """Carries out a change on the newest state of the file; whatever fails, memory and file stay as they were."""
        with locked(self.path):
            self._refresh()
            self._require_whole()
            before = (self._sealer, self._key, self._raw)
            try:
                result = change()
                raw = self._text().encode()
                if raw != self._raw:
                    write_whole(self.path, raw)
            except BaseException:  # also the interrupt key: what is in memory must be what is in the file
                self._sealer, self._key, self._raw = before
                _, self._contents = _opened(self.path, self._key, self._raw, self._sealer)
                raise
            self._raw = raw
            return result

    def _require_whole(self) -> None:
        if self.problems:
            raise DamagedVaultError(self.path, [problem.message for problem in self.problems])

    def _refresh(self) -> None:
        """Takes in what another program wrote since."""
        raw = _read(self.path)
        if raw != self._raw:
            self._sealer, self._contents = _opened(self.path, self._key, raw, self._sealer)
            self._raw = raw

    def _text(self) -> str:
        lines = (self._sealer.written(record) for record in self._contents.records)
        return self._sealer.head.text(self._sealer.keeper) + "".join(lines)


def _file(path: Path) -> Path:
    return path / NAME if path.is_dir() else path


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as wrong:
        raise NoVaultError(
            path, "没有这个文件" if isinstance(wrong, FileNotFoundError) else str(wrong.strerror)
        ) from wrong


def _require_outside(key: KeyHolder, file: Path) -> None:
    if isinstance(key, VaultKey):
        key.require_outside(file.parent)


def _new_sealer(file: Path, key: KeyHolder, cipher: str, derivation: Derivation) -> Sealer:
    """What seals the records of a vault that begins, or begins anew under another key."""
    from hengji.ledgers.vault.ciphers.suite import suite_named  # noqa: PLC0415 - cryptography, only where it is used

    _require_outside(key, file)
    name, suite = suite_named(cipher)
    if isinstance(key, VaultKey):
        key.require_strong()
        head = Head.new(name, derivation, "")
    else:
        head = Head.new(name, None, key.name)
    return Sealer(head, keeper_of(head, key, suite, file), suite, file)


def _opened(file: Path, key: KeyHolder, raw: bytes, known: Sealer | None) -> tuple[Sealer, Contents]:
    """What seals the records of a file, and the records; the key is derived only where the head is another one."""
    from hengji.ledgers.vault.ciphers.suite import suite_named  # noqa: PLC0415 - as above

    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        text = raw.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n")
    lines = text.split("\n", LINES)
    if len(lines) <= LINES:
        raise HeadError(file, f"不足{LINES}行，文件没有写完")
    written = parse_head(lines[:LINES], file)
    sealer = known
    if sealer is None or sealer.head != written.head:
        _, suite = suite_named(written.head.cipher)
        sealer = Sealer(written.head, keeper_of(written.head, key, suite, file), suite, file)
    written.require(sealer.keeper, file)
    return sealer, read_records(lines[LINES], sealer)


def _resealed(old: Sealer, new: Sealer, record: Record, line: int) -> Record:
    return new.seal(record.serial, record.token, old.open(record, line))
