"""What the records of a vault come to: who is known by which token, and what is damaged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from enum import StrEnum

from hengji.ledgers.vault.head import LINES
from hengji.ledgers.vault.record import Record, Sealer
from hengji.records import dataclass


class Damage(StrEnum):
    """The kinds of what can be wrong with the lines of records."""

    CUT_OFF = "cut-off"
    TAMPERED = "tampered"
    MISSING = "missing"


SENTENCES = {
    Damage.CUT_OFF: "第{line}行没有写完，文件在这里断了，只有这一条读不出；请用备份恢复，没有备份的删去这行再登记。",
    Damage.TAMPERED: "第{line}行{whose}的记录被改动过或已损坏，不能采信；请用备份恢复。",
    Damage.MISSING: "第{line}行之前的记录缺失，或次序被改动（应是第{wanted}条，写的是第{found}条）；请用备份恢复。",
}


@dataclass(frozen=True, slots=True)
class VaultProblem:
    """Something wrong with a line; what is whole can still be read.

    Attributes:
        kind: of the damage.
        line: in the file, from 1.
        token: whose record the line says it is; "" where it says none.
        message: for the reader.
    """

    kind: Damage
    line: int
    token: str
    message: str


@dataclass(slots=True)
class Contents:
    """The records of a vault, in order.

    Attributes:
        records: those that are whole.
        last: by token, the record that holds now; its place in `records`.
        tokens: by index, the token of the person who is so recognised.
        problems: what is damaged.
        lines: by place in `records`, the line of the file.
    """

    records: list[Record] = field(default_factory=list)
    last: dict[str, int] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    problems: list[VaultProblem] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)

    def add(self, record: Record, line: int) -> None:
        """Takes in the next record; one that was moved behind a newer one of the same person changes nothing."""
        before = self.last.get(record.token)
        moved = before is not None and self.records[before].serial >= record.serial
        self.records.append(record)
        self.lines.append(line)
        if moved:
            return
        if before is not None and self.tokens.get(self.records[before].index) == record.token:
            del self.tokens[self.records[before].index]
        self.last[record.token] = len(self.records) - 1
        if not record.forgotten:
            self.tokens[record.index] = record.token


def read_records(text: str, sealer: Sealer) -> Contents:
    """The records of the text after the head; every line is held against its digest."""
    found, wanted = Contents(), 1
    for line, (words, ended) in enumerate(_lines(text), start=LINES + 1):
        record = sealer.parse(words)
        if record is None:
            found.problems.append(_problem(Damage.TAMPERED if ended else Damage.CUT_OFF, line, words))
            wanted += 1
            continue
        if record.serial != wanted:
            found.problems.append(_problem(Damage.MISSING, line, words, wanted=wanted, found=record.serial))
        wanted = record.serial + 1
        found.add(record, line)
    return found


def _lines(text: str) -> Iterator[tuple[str, bool]]:
    """The lines of a text, and whether each has its end."""
    *whole, rest = text.split("\n")
    yield from ((line, True) for line in whole)
    if rest:
        yield rest, False


def _problem(kind: Damage, line: int, words: str, **said: int) -> VaultProblem:
    token = _token(words)
    whose = f"（人员编号 {token}）" if token else ""
    return VaultProblem(kind, line, token, SENTENCES[kind].format(line=line, whose=whose, **said))


def _token(words: str) -> str:
    """The token a damaged line names, where it still looks like one."""
    parts = words.split(" ")
    return parts[2] if len(parts) > 2 and parts[2].isascii() and parts[2].isalnum() else ""
