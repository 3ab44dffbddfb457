"""Rows of a list in the words of a register: columns by field, words translated, amounts in the unit of the field."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field

from hengji.ledgers.amounts import converted, unit_of
from hengji.ledgers.errors import Trouble
from hengji.ledgers.extracting.days import a_day
from hengji.ledgers.extracting.headings import Heading, plain
from hengji.ledgers.extracting.outcome import LeftOut, Outcome
from hengji.ledgers.grid import Grid
from hengji.ledgers.values import ValueFault
from hengji.ledgers.vault.person import Person
from hengji.packs.ledger.book import LedgerBook
from hengji.packs.ledger.extract import LIST, Extract, ExtractColumn
from hengji.packs.ledger.register import Field, FieldKind, Register
from hengji.records import dataclass

EFFECTIVE, EVENT = "effective", "event"
HAN = re.compile(r"[\u3400-\u9fff]")
CODED = re.compile(r"(\d{3,})\s*[-—_:：/\s]\s*\D")
"""A code with its name behind it: 30201-办公费."""
Meaning = Mapping[str, str] | None


@dataclass(slots=True)
class Record:
    """What one row (or one cell of a row) enters: texts by field, texts by column, and of whom."""

    row: int
    texts: dict[str, str] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    person: Person | None = None


class Mapper:
    """One list with its extract: what each cell means."""

    def __init__(
        self,
        grid: Grid,
        rows: Sequence[Sequence[str]],
        heading: Heading,
        extract: Extract,
        register: Register | None,
        book: LedgerBook,
        outcome: Outcome,
    ) -> None:
        self.grid = grid
        self.rows = rows
        self.heading = heading
        self.extract = extract
        self.own = register.fields if register else {}
        self.fields: Mapping[str, Field] = {**(book.common.fields if book.common else {}), **self.own}
        self.units = book.units
        self.outcome = outcome
        self.columns = [one for one in extract.columns.values() if one.id in heading.places]
        self.meanings = {one.id: self._meaning(one) for one in extract.columns.values()}
        self._memo: dict[tuple[str, str], Meaning] = {}
        self.above: dict[str, str] = {}
        for name, text in heading.above.items():
            column = extract.columns[name]
            if not column.personal:
                self.above |= self._meant(column, text) or {}
                self.above.setdefault(name, text)

    def records(self, kept: Iterable[int]) -> list[Record]:
        """The records of rows; what is left out or cannot be read goes to the outcome, row by row."""
        found: list[Record] = []
        for row in kept:
            try:
                made = self._row(row)
            except ValueFault as fault:
                spot = self.grid.spot(row)
                self.outcome.troubles.append(Trouble(spot, "extract.value", fault.says, fault.way_out, unread=True))
                self.outcome.refused += 1
                continue
            if isinstance(made, LeftOut):
                self.outcome.left_out.append(made)
            else:
                found += made
        return found

    def mapped(self) -> set[str]:
        """The fields this list speaks of."""
        found = {name for name in self.extract.constants if name in self.fields}
        for column in self.columns:
            if not column.personal:
                found |= {column.field, *column.sets, *column.also}
                meanings = (*column.values.values(), *column.starts.values())
                found |= {name for one in meanings for name in one or () if name}
        return found

    def _row(self, row: int) -> list[Record] | LeftOut:
        record = Record(row, {**self.extract.constants, **self.above})
        spread: list[tuple[ExtractColumn, str]] = []
        personal: dict[str, str] = {}
        implied: dict[str, str] = {}
        for column in self.columns:
            text = self._text(column, row)
            if not text:
                continue
            if column.personal:
                personal[column.id] = text
                continue
            if column.sets:
                spread.append((column, text))
                continue
            meant = self._meant(column, text)
            if meant is None:
                return LeftOut(self.grid.spot(row), f"“{text}”不收进这本台账")
            record.columns[column.id] = meant.get(column.field, text)
            record.texts |= {name: said for name, said in meant.items() if not column.aside or name != column.field}
            record.texts |= dict.fromkeys(column.also, text)
            for beginning, said in column.starts.items():
                implied |= said if record.columns[column.id].startswith(beginning) else {}
        record.texts = {**implied, **record.texts}
        if personal:
            record.person = self._person(personal)
        if not any(column.sets for column in self.columns):
            return [record]
        if not spread:
            return LeftOut(self.grid.spot(row), "没有填数")
        return [self._spread(record, column, text) for column, text in spread]

    def _spread(self, record: Record, column: ExtractColumn, text: str) -> Record:
        texts = {**record.texts, **(self._meant(column, text) or {}), **column.sets}
        return Record(record.row, texts, {**record.columns, **column.sets}, record.person)

    def _text(self, column: ExtractColumn, row: int) -> str:
        """A cell; of merged cells every row has the words, only the first the amount."""
        place = self.heading.places[column.id]
        known = self.fields.get(column.field)
        if known is not None and known.kind in (FieldKind.NUMBER, FieldKind.MONEY):
            raw = self.grid.rows[row]
            return raw[place].strip() if place < len(raw) else ""
        return self.rows[row][place]

    def _person(self, texts: Mapping[str, str]) -> Person:
        told = {self.extract.columns[name].personal: text for name, text in texts.items()}
        more = {name: text for name, text in texts.items() if self.extract.columns[name].personal == "more"}
        return Person(
            told.get("name", ""), told.get("identity", ""), told.get("phone", ""), told.get("account", ""), more
        )

    def _meant(self, column: ExtractColumn, text: str) -> Meaning:
        key = (column.id, text)
        if key not in self._memo:
            self._memo[key] = self.meanings[column.id](text)
        return self._memo[key]

    def _meaning(self, column: ExtractColumn) -> Callable[[str], Meaning]:
        """What the texts of a column stand for."""
        words = {plain(word): meaning for word, meaning in column.values.items()}
        read = self._reading(column)

        def meant(text: str) -> Meaning:
            word = plain(text)
            if word not in words:
                return {column.field: read(text)}
            meaning = words[word]
            return None if meaning is None else {name or column.field: said for name, said in meaning.items()}

        return meant

    def _reading(self, column: ExtractColumn) -> Callable[[str], str]:
        known = self.fields.get(column.field)
        if column.field == EFFECTIVE or (known is not None and known.kind is FieldKind.DATE):
            return lambda text: a_day(text, column.part)
        if known is not None and known.codes:
            return lambda text: found[1] if (found := CODED.match(text)) else text
        if known is not None and known.kind is FieldKind.PERSON and known.id in self.own and self.extract.mode != LIST:
            return lambda text: _a_token(text, known)
        if known is None or known.kind is not FieldKind.MONEY or column.id not in self.heading.places:
            return str
        wanted = self.units.get(known.unit)
        word = self.heading.words[self.heading.places[column.id]]
        written = unit_of(word, self.rows[: self.heading.first], self.units) or self.units.get(column.unit)
        if wanted is None or written is None:
            if wanted is not None:
                says = f"“{word}”一栏没有写是元还是万元，按{known.unit}读。"
                self.outcome.tell("unit", says, "请核对；不对的，在表头里写明单位再导。")
            return str
        return lambda text: converted(text, written, wanted)


def _a_token(text: str, known: Field) -> str:
    """What stands for a person in a ledger is never a name."""
    if HAN.search(text):
        raise ValueFault(
            f"“{known.label}”写的是姓名，姓名不能写进台账。", "请改填人员编号，或用声明了姓名栏的名册导入。"
        )
    return text


def turned(record: Record, extract: Extract) -> None:
    """A negative amount as the event it is, with the amount it has; years that follow from the day."""
    for name, event in extract.negative.items():
        text = record.texts.get(name, "")
        if text.startswith("-"):
            record.texts |= {name: text.removeprefix("-"), EVENT: event}
    year = record.texts.get(EFFECTIVE, "")[:4]
    for name in extract.years:
        if year.isdigit():
            record.texts.setdefault(name, year)
