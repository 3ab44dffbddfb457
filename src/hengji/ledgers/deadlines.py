"""What is to be done by when: every time limit of a ledger that is running or overdue on a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hengji.ledgers.history import History
from hengji.ledgers.ledger import Ledger
from hengji.ledgers.limits import running
from hengji.packs.ledger.register import Register, TimeLimit
from hengji.records import dataclass

OPEN = ("running", "overdue")


@dataclass(frozen=True, slots=True)
class Deadline:
    """A limit of one case on a day: since when, until when, and how many days are left (negative: over).

    ``certain`` is False where holidays of a year were not known.
    """

    register: Register
    limit: TimeLimit
    case: str
    subject: str
    since: date
    due: date
    left: int
    certain: bool

    @property
    def overdue(self) -> bool:
        """Whether the last day is past."""
        return self.left < 0


def deadlines(ledger: Ledger, on: date, whose: frozenset[str] | None = None) -> list[Deadline]:
    """Every limit that is not ended on a day, the most pressing first in each register.

    What takes effect after the day is not yet seen; who wants what had been recorded by then asks `Ledger.as_known`.
    """
    found = []
    for register in ledger.book.registers.values():
        if register.limits and len(ledger.tables[register.id]):
            found += sorted(
                _of(ledger.history(register.id), on, whose), key=lambda one: (one.due, one.limit.id, one.case)
            )
    return found


def _of(history: History, on: date, whose: frozenset[str] | None) -> Iterator[Deadline]:
    register, day = history.register, on.toordinal()
    subjects = history.values[register.subject] if register.subject else None
    for limit in register.limits.values():
        for one in running(history, limit, day):
            if one.outcome(history, day) not in OPEN:
                continue
            now = history.at(one.case, day)
            subject = str(subjects[one.started if now is None else now] or "") if subjects else ""
            if whose is None or subject in whose:
                since, due = date.fromordinal(history.start[one.started]), date.fromordinal(one.due)
                yield Deadline(register, limit, one.case, subject, since, due, one.due - day, one.certain)
