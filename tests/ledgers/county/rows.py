"""What a county writes down: rows of texts, in the order they were written, with the mistakes that clerks make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

VOID = "void"


@dataclass(frozen=True)
class Row:
    """One row: its register and number, the event, its two days, its values as texts by field, and who wrote it."""

    register: str
    number: str
    event: str
    effective: date
    recorded: date
    values: Mapping[str, str]
    role: str = ""
    actor: str = ""
    corrects: str = ""


@dataclass
class Journal:
    """All rows; one in ``slips`` of them is first written wrong and corrected, or written for nothing and withdrawn.

    The corrections are written at the end of each year, as they come to light.
    """

    chance: Random
    slips: int
    rows: list[Row] = field(default_factory=list)
    late: list[Row] = field(default_factory=list)
    numbers: int = 0

    def write(self, register: str, event: str, day: date, values: Mapping[str, str], *, role: str = "") -> Row:
        """Write an event down, some days after it happened; it may take two tries."""
        actor = f"经办{self.chance.randrange(30):02d}"
        recorded = day + timedelta(self.chance.choice((0, 0, 0, 1, 2, 5, 20)))
        row = Row(register, self._number(register), event, day, recorded, values, role, actor)
        if self.slips and self.chance.randrange(self.slips) == 0:
            row = self._slip(row)
        else:
            self.rows.append(row)
        return row

    def apart(self, register: str, event: str, day: date, values: Mapping[str, str], *, actor: str) -> None:
        """Write an event down that a certain person did."""
        self.rows.append(Row(register, self._number(register), event, day, day, values, "", actor))

    def _slip(self, row: Row) -> Row:
        found = row.recorded + timedelta(self.chance.randint(1, 250))
        if self.chance.random() < 0.3:  # written twice: the second one is withdrawn
            self.rows += [row, replace(row, number=self._number(row.register))]
            wrong = self.rows[-1]
            self.late.append(
                Row(row.register, self._number(row.register), VOID, found, found, {}, corrects=wrong.number)
            )
            return row
        wrong = replace(row, effective=row.effective + timedelta(self.chance.choice((-30, -1, 0, 0, 0, 1, 30))))
        self.rows.append(wrong)
        right = replace(row, number=self._number(row.register), recorded=found, corrects=wrong.number)
        if self.chance.random() < 0.2:  # and wrong again
            self.late.append(replace(right, effective=row.effective - timedelta(3)))
            later = found + timedelta(self.chance.randint(1, 60))
            right = replace(right, number=self._number(row.register), recorded=later, corrects=right.number)
        self.late.append(right)
        return right

    def _number(self, register: str) -> str:
        self.numbers += 1
        return f"{register[:2].upper()}{self.numbers:07d}"

    def close_year(self) -> None:
        """Write down what had come to light."""
        self.rows += self.late
        self.late = []


def by_register(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """The rows of each register, in the order they were written."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.register, []).append(row)
    return found


def later(rows: Sequence[Row], count: int, known: date, seed: int) -> list[Row]:
    """Rows recorded after a day: corrections and withdrawals of old ones, and events that took effect long ago."""
    chance = Random(seed)  # noqa: S311 - made-up rows
    corrected = {row.corrects for row in rows}
    old = [row for row in rows if row.number not in corrected and row.event != VOID]
    chance.shuffle(old)
    found: list[Row] = []
    for place, row in enumerate(old[:count]):
        number, recorded = f"{row.number}-{place}", known + timedelta(chance.randint(1, 900))
        shifted = row.effective + timedelta(chance.randint(-400, 40))
        match chance.randrange(3):
            case 0:
                found.append(Row(row.register, number, VOID, recorded, recorded, {}, corrects=row.number))
            case 1:
                found.append(replace(row, number=number, effective=shifted, recorded=recorded, corrects=row.number))
            case _:
                found.append(replace(row, number=number, effective=shifted, recorded=recorded))
    return found
