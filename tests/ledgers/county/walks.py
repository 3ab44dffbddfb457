"""Registers the simulator does not act in: their cases walk along the declared states, filled with whatever fits.

Nothing here keeps the rules of a register, only its states; it is there so that every measure has something to count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import partial
from random import Random

from tests.ledgers.county.rows import Journal, Row
from tests.ledgers.county.simulator import SIMULATED, Size

from hengji.ledgers.folder.reading import in_order
from hengji.packs.ledger.book import LedgerBook
from hengji.packs.ledger.register import ANY, NEW, EventKind, Field, FieldKind, Register

LONGEST_STEP = 60


def walked(book: LedgerBook, rows: Iterable[Row], seed: int, size: Size) -> list[Row]:
    """Rows of every other register, about the bodies of the rows there are."""
    chance = Random(seed)  # noqa: S311 - a county that never was
    bodies = sorted({row.values["organisation"] for row in rows if row.register == "organisation" and row.values})
    walk = _Walk(book, chance, bodies, size)
    for register in in_order(book):
        if register.id not in SIMULATED:
            walk.fill(register)
    return walk.journal.rows


class _Walk:
    def __init__(self, book: LedgerBook, chance: Random, bodies: list[str], size: Size) -> None:
        self.book = book
        self.chance = chance
        self.bodies = bodies
        self.size = size
        self.journal = Journal(chance, size.slips)
        self.cases: dict[str, list[str]] = {}

    def fill(self, register: Register) -> None:
        """So many cases of a register, each walking for a while, their rows in order of the days."""
        written = self.journal.rows
        self.journal.rows = []
        for number in range(max(20, self.size.units)):
            self._case(register, number)
        self.journal.close_year()
        own = sorted(self.journal.rows, key=lambda row: row.recorded)
        self.journal.rows = [*written, *own]

    def _case(self, register: Register, number: int) -> None:
        chance = self.chance
        day = date(self.size.first, 1, 1) + timedelta(chance.randrange(365 * self.size.years))
        keys = {name: self._text(register, register.fields[name], day, number) for name in register.keys}
        if "" in keys.values():
            return
        state = NEW
        for _ in range(chance.randint(1, 8) if register.keys else 1):
            able = [one for one in register.events.values() if state in one.came or (state != NEW and ANY in one.came)]
            onwards = [one for one in able if one.to and one.to != state]
            kind = chance.choice([*able, *onwards, *onwards]) if able else None
            if kind is None or not self._step(register, kind, day, keys):
                break
            state = kind.to or state
            day += timedelta(chance.randrange(LONGEST_STEP))
        if len(register.keys) == 1 and state != NEW:
            self.cases.setdefault(register.id, []).append(next(iter(keys.values())))

    def _step(self, register: Register, kind: EventKind, day: date, keys: dict[str, str]) -> bool:
        values = dict(keys)
        for name in (*kind.needs, *kind.takes):
            needed = name in kind.needs
            if name not in values and name not in kind.sets and (needed or self.chance.random() < 0.6):
                values[name] = self._text(register, register.fields[name], day, self.chance.randrange(9999))
                if needed and not values[name]:
                    return False
        self.journal.write(register.id, kind.id, day, {name: text for name, text in values.items() if text})
        return True

    def _text(self, register: Register, field: Field, day: date, number: int) -> str:
        """Something a field may hold; nothing where no case is there to refer to."""
        chance = self.chance
        codes = self.book.codes.get(field.codes)
        made: dict[FieldKind, Callable[[], str]] = {
            FieldKind.ORGANISATION: partial(chance.choice, self.bodies),
            FieldKind.CHOICE: lambda: chance.choice(
                [one.code for one in codes.codes] if codes else list(field.choices)
            ),
            FieldKind.NUMBER: lambda: str(chance.randint(1, 20)),
            FieldKind.MONEY: lambda: f"{chance.randint(1, 999)}.{chance.randint(0, 99):02d}",
            FieldKind.DATE: (day + timedelta(chance.randint(-30, 90))).isoformat,
            FieldKind.YEAR: lambda: str(day.year - chance.randrange(2)),
            FieldKind.REFERENCE: lambda: chance.choice(self.cases.get(field.register, [""])),
            FieldKind.CODE: lambda: credit_code(number) if field.scheme == "uscc" else "",
        }
        return made.get(field.kind, lambda: f"{register.prefix or register.id}{number:05d}")()


SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def credit_code(number: int) -> str:
    """A code of nobody with both its check characters right."""
    body = f"{number:08d}"
    rest = sum(int(sign) * weight for sign, weight in zip(body, (3, 7, 9, 10, 5, 8, 4, 2), strict=True)) % 11
    code = f"12430000{body}" + {0: "0", 1: "X"}.get(rest, str(11 - rest))
    return code + SIGNS[-sum(SIGNS.index(sign) * 3**place for place, sign in enumerate(code)) % 31]
