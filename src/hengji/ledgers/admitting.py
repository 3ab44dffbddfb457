"""Rows of texts taken into a register: by heading, column by column, every text that is no value told with its line.

A row with a text that cannot be read, or without what its event needs, is kept out of all figures and told of: a ledger
that was read in part says so.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import replace
from datetime import date

from hengji.facts.unit import Unit
from hengji.ledgers.amounts import converted, unit_of
from hengji.ledgers.errors import RefusedError, Trouble
from hengji.ledgers.headings import field_of, words_of
from hengji.ledgers.ledger import Ledger
from hengji.ledgers.sheet import Sheet
from hengji.ledgers.table import Entry, EventTable
from hengji.ledgers.values import Parser, Value, ValueFault, a_date, a_number, parser_of
from hengji.packs.errors import similar
from hengji.packs.ledger.register import NOTES, EventKind, Field, FieldKind, Register

REFUSE = "refuse"
NUMBER, EVENT, EFFECTIVE, RECORDED, CORRECTS = "number", "event", "effective", "recorded", "corrects"
Column = list[Value | None]


def admit(ledger: Ledger, register: Register, sheet: Sheet, elsewhere: Container[str] = frozenset()) -> list[Trouble]:
    """Take a table of texts into a register; what could not be taken is answered, and kept in `Ledger.troubles`.

    ``elsewhere`` are the numbers of rows that other tables bring (`numbers_in`), which may be corrected too.
    """
    admission = _Admission(ledger, register, sheet)
    admission.elsewhere = elsewhere
    troubles = admission.run()
    ledger.troubles.extend(troubles)
    ledger.changed(register.id)
    return troubles


def numbers_in(ledger: Ledger, register: Register, sheet: Sheet) -> list[str]:
    """The numbers written in a table of a register."""
    known = words_of(register, ledger.book)
    for heading, column in zip(sheet.heading, sheet.columns(), strict=True):
        if field_of(heading, known) == NUMBER:
            return column
    return []


def read_entry(ledger: Ledger, register: Register, texts: Mapping[str, str]) -> Entry:
    """One event from texts by heading, as a form or a command gives them; raises `RefusedError` with every fault.

    The event is not put into the ledger.
    """
    scratch = Ledger(ledger.book)
    scratch.tables = {**ledger.tables, register.id: EventTable(register)}
    admission = _Admission(scratch, register, Sheet("", "", tuple(texts), [list(texts.values())], 0))
    admission.start = len(ledger.tables[register.id])
    admission.known = ledger.tables[register.id].position
    source = ledger.book.source_text(register.source)
    faults = [replace(one, source=one.source or source) for one in admission.run() if one.severity == REFUSE]
    if faults:
        raise RefusedError(faults)
    return scratch.tables[register.id].entry(0)


def _shared(texts: list[str]) -> list[str]:
    """The same texts, each kept once: who entered what repeats on row after row."""
    known: dict[str, str] = {}
    return list(map(known.setdefault, texts, texts))


class _Admission:
    """One table on its way into a register."""

    def __init__(self, ledger: Ledger, register: Register, sheet: Sheet) -> None:
        self.ledger = ledger
        self.register = register
        self.sheet = sheet
        self.table: EventTable = ledger.tables[register.id]
        self.troubles: list[Trouble] = []
        self.bad: set[int] = set()
        self.written: dict[str, Unit | None] = {}  # the unit of money a heading says, by field
        self.count = len(sheet.rows)
        self.start = len(self.table)
        self.known = self.table.position
        self.elsewhere: Container[str] = frozenset()

    def run(self) -> list[Trouble]:
        texts = self._by_field()
        missing = [name for name in (EVENT, EFFECTIVE) if name not in texts]
        common = self.ledger.book.common
        if missing and common is not None:
            names = "、".join(common.fields[name].label for name in missing)
            heading = "、".join(filter(None, self.sheet.heading))
            self._tell(-1, "heading", f"表头里没有“{names}”一栏（现有：{heading}）。", "请补上这一栏。")
            return self.troubles
        empty = {row for row in range(self.count) if not any(column[row] for column in texts.values())}
        self.bad |= empty
        events = self._parsed(texts[EVENT], self._event_words(), required=True)
        effective = self._parsed(texts[EFFECTIVE], a_date, required=True)
        recorded = self._parsed(texts.get(RECORDED), a_date)
        values = {
            one.id: self._parsed(texts[one.id], self._parser(one))
            for one in self.register.fields.values()
            if one.id in texts
        }
        notes = {name: _shared(texts[name]) for name in NOTES if name in texts}
        if "role" in notes:
            notes["role"] = self._roles(notes["role"])
        self._complete(events, values)
        numbers = self._numbers(texts.get(NUMBER), notes.get(CORRECTS))
        self._store(numbers, events, effective, recorded, notes, values)
        return self.troubles

    def _by_field(self) -> dict[str, list[str]]:
        """The columns by the field their heading names; those of no field are told, if anything is in them."""
        known = words_of(self.register, self.ledger.book)
        found: dict[str, list[str]] = {}
        for heading, column in zip(self.sheet.heading, self.sheet.columns(), strict=True):
            word = heading.strip()
            name = field_of(heading, known)
            if name is not None and name not in found:
                found[name] = column
                self.written[name] = unit_of(word, (), self.ledger.book.units)
            elif any(column):
                says = (
                    f"“{word}”一栏写了两次，后一栏没有用。"
                    if name
                    else f"{self.register.label}没有“{word or '（空表头）'}”一栏，这一栏没有用。"
                )
                self._tell(-1, "heading", says, similar(word, known), severity="warn")
        return found

    def _parser(self, field: Field) -> Parser:
        if field.kind is FieldKind.ORGANISATION:
            return self._organisation(field)
        written, wanted = self.written.get(field.id), self.ledger.book.units.get(field.unit)
        if written is not None and wanted is not None and wanted.kind is written.kind:
            return lambda text: a_number(converted(text, written, wanted))
        return parser_of(field, self.ledger.book.codes, self.ledger.book.listings)

    def _organisation(self, field: Field) -> Parser:
        """Bodies by key or by any name they had; the register of bodies itself brings its own keys."""
        if self.register.name and field.id in self.register.keys:
            return str
        bodies = self.ledger.organisations
        if not bodies.declared or self.register.name:
            return str
        account = self.register.account
        outside = frozenset(account.outside) if account is not None else frozenset()

        def named(text: str) -> str:
            if text in outside:
                return text
            keys = bodies.keys(text)
            if len(keys) == 1:
                return next(iter(keys))
            if keys:
                raise ValueFault(f"叫“{text}”的机构有 {len(keys)} 个：{'、'.join(sorted(keys))}。", "请改填机构编号。")
            raise ValueFault(
                f"机构登记里没有“{text}”。", similar(text, bodies.words()) or "请先登记这个机构，或改成登记的名称。"
            )

        return named

    def _event_words(self) -> Parser:
        words = {word: one.id for one in self.register.events.values() for word in (one.label, one.id, *one.aliases)}
        common = self.ledger.book.common
        for one in common.events.values() if common else ():
            for word in (one.label, one.id, *one.aliases):
                words.setdefault(word, one.id)

        def named(text: str) -> str:
            if text not in words:
                known = [one.label for one in self.register.events.values()]
                raise ValueFault(f"{self.register.label}没有“{text}”这项业务。", f"可填：{'、'.join(known)}。")
            return words[text]

        return named

    def _roles(self, texts: list[str]) -> list[str]:
        words = {word: one.id for one in self.ledger.book.roles.values() for word in (one.label, one.id, *one.aliases)}
        return [words.get(text, text) for text in texts]

    def _parsed(self, texts: list[str] | None, parse: Parser, *, required: bool = False) -> Column:
        """A column's values, each different text read once."""
        if texts is None:
            return [None] * self.count
        memo: dict[str, Value | None] = {"": None}
        faults: dict[str, ValueFault] = {}
        for text in dict.fromkeys(texts):
            if text:
                try:
                    memo[text] = parse(text)
                except ValueFault as fault:
                    faults[text] = fault
                    memo[text] = None
        values = list(map(memo.__getitem__, texts))
        if faults:
            for row, text in enumerate(texts):
                if text in faults and row not in self.bad:
                    self._refuse(row, "value", faults[text].says, faults[text].way_out)
        if required and None in values:
            common = self.ledger.book.common
            name = EVENT if parse is not a_date else EFFECTIVE
            label = common.fields[name].label if common else name
            for row, value in enumerate(values):
                if value is None and row not in self.bad:
                    self._refuse(row, "missing", f"没有填“{label}”。", "请补填。")
        return values

    def _complete(self, events: Column, values: Mapping[str, Column]) -> None:
        """What each event needs is filled, what it brings is set, and nothing is filled that it does not take."""
        rows: dict[Value | None, list[int]] = {}
        for row, event in enumerate(events):
            if row not in self.bad:
                rows.setdefault(event, []).append(row)
        for event, own in rows.items():
            kind = self.register.events.get(str(event))
            if kind is not None:
                self._fits(kind, own, values)

    def _fits(self, kind: EventKind, rows: list[int], values: Mapping[str, Column]) -> None:
        for name in (*self.register.keys, *kind.needs):
            column = values.get(name)
            lacking = rows if column is None else [row for row in rows if column[row] is None]
            if name in kind.sets:
                continue
            for row in lacking:
                if row not in self.bad:
                    says = f"“{kind.label}”没有填“{self.register.fields[name].label}”。"
                    self._refuse(row, "missing", says, "请补填。")
        taken = {*self.register.keys, *kind.needs, *kind.takes, *kind.sets}
        for name, column in values.items():
            if name not in taken:
                for row in rows:
                    if column[row] is not None and row not in self.bad:
                        label = self.register.fields[name].label
                        self._tell(
                            row,
                            "unused",
                            f"“{kind.label}”不填“{label}”，所填没有用。",
                            "请核对是不是填错了栏或选错了业务。",
                            "warn",
                        )
                        column[row] = None

    def _numbers(self, texts: list[str] | None, corrects: list[str] | None) -> list[str]:
        """The number of every row; those without one get the register's prefix and their place."""
        given = texts or [""] * self.count
        prefix = self.register.prefix or self.register.id
        numbers = []
        following = self.start + 1
        for text in given:
            if not text:
                while self.known(text := f"{prefix}-{following:06d}") is not None:
                    following += 1
                following += 1
            numbers.append(text)
        seen: set[str] = set()
        for row, number in enumerate(numbers):
            if row in self.bad:
                continue
            if number in seen or self.known(number) is not None:
                self._refuse(row, "number", f"编号 {number} 用了两次。", "请另起编号；更正前面一笔的，填“更正”栏。")
            seen.add(number)
        for row, number in enumerate(corrects or ()):
            if not number or row in self.bad or number in seen or number in self.elsewhere:
                continue
            if self.known(number) is None:
                self._refuse(row, "corrects", f"要更正的 {number} 找不到。", "请核对编号。")
        return numbers

    def _store(
        self,
        numbers: list[str],
        events: Column,
        effective: Column,
        recorded: Column,
        notes: Mapping[str, list[str]],
        values: dict[str, Column],
    ) -> None:
        rows = [row for row in range(self.count) if row not in self.bad]
        self._sets(rows, events, values)
        whole = len(rows) == self.count
        pick: Callable[[list], list] = (lambda one: one) if whole else (lambda one: [one[row] for row in rows])  # type: ignore[type-arg]
        days = {day: day.toordinal() for day in {*effective, *recorded} if isinstance(day, date)}
        started = [days[one] if isinstance(one, date) else 0 for one in pick(effective)]
        entered = [
            days[one] if isinstance(one, date) else day for one, day in zip(pick(recorded), started, strict=True)
        ]
        place = (self.sheet.file, self.sheet.name)
        self.table.extend(
            pick(numbers),
            [str(one) for one in pick(events)],
            started,
            entered,
            {name: pick(column) for name, column in notes.items()},
            {name: pick(column) for name, column in values.items()},
            ((place, self.sheet.first + row) for row in rows),
        )

    def _sets(self, rows: Iterable[int], events: Column, values: dict[str, Column]) -> None:
        """Values that come with an event."""
        given = {
            one.id: {name: self._parser(self.register.fields[name])(text) for name, text in one.sets.items()}
            for one in self.register.events.values()
            if one.sets
        }
        for name in dict.fromkeys(name for sets in given.values() for name in sets):
            values.setdefault(name, [None] * self.count)
        for row in rows:
            for name, value in given.get(str(events[row]), {}).items():
                if values[name][row] is None:
                    values[name][row] = value

    def _refuse(self, row: int, rule: str, says: str, way_out: str = "") -> None:
        self.bad.add(row)
        self.troubles.append(Trouble(self.sheet.spot(row), f"{self.register.id}.{rule}", says, way_out, unread=True))

    def _tell(self, row: int, rule: str, says: str, way_out: str = "", severity: str = "refuse") -> None:
        self.troubles.append(
            Trouble(
                self.sheet.spot(row),
                f"{self.register.id}.{rule}",
                says,
                way_out,
                severity=severity,
                unread=severity == "refuse",
            )
        )
