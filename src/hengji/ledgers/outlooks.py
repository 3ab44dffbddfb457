"""Outlooks: in which year each live case of a register reaches what a norm says, as far as its fields tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from hengji.ledgers.errors import LedgerError
from hengji.ledgers.history import History
from hengji.ledgers.ledger import Ledger
from hengji.ledgers.norms import Given, NormError, work_out
from hengji.ledgers.values import Value
from hengji.packs.ledger.outlook import Outlook
from hengji.packs.norm import Norm
from hengji.records import dataclass


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One case: its id, whose it is, the values it is sorted by, and the day, or why no day can be told."""

    case: str
    subject: str
    group: tuple[str, ...]
    day: date | None
    lacks: str = ""


@dataclass(frozen=True, slots=True)
class Prospect:
    """All live cases of a day, with the years asked for."""

    first: int
    last: int
    asof: date
    cases: tuple[Foreseen, ...]

    def between(self) -> list[Foreseen]:
        """Those of the years asked for, by day."""
        return sorted(
            (one for one in self.cases if one.day and self.first <= one.day.year <= self.last),
            key=lambda one: (one.day or date.max, one.case),
        )

    def before(self) -> list[Foreseen]:
        """Those whose day lies before the first year."""
        return [one for one in self.cases if one.day and one.day.year < self.first]

    def after(self) -> list[Foreseen]:
        """Those whose day lies after the last year."""
        return [one for one in self.cases if one.day and one.day.year > self.last]

    def lacking(self) -> list[Foreseen]:
        """Those of whom no day can be told."""
        return [one for one in self.cases if one.day is None]

    def per_year(self, *, by_subject: bool) -> Mapping[tuple[int, str], int]:
        """How many in each year, by body or by the first of the values they are sorted by ("" where it is blank)."""
        return Counter(
            (one.day.year, one.subject if by_subject else "、".join(filter(None, one.group)))
            for one in self.between()
            if one.day
        )


def foresee(
    ledger: Ledger, outlook: Outlook, years: tuple[int, int], asof: date, whose: frozenset[str] | None
) -> Prospect:
    """When each case that is there on ``asof`` reaches what the norm says, by the rule in force at the end.

    Raises:
        LedgerError: the years are in the wrong order, or no rule is in force.
    """
    first, last = years
    if last < first:
        raise LedgerError(f"从 {first} 年到 {last} 年，次序反了。", hint="请先写早的年份。")
    norm = ledger.book.norms[outlook.norm]
    rule_day = date(last, 12, 31)
    if norm.version(rule_day) is None:
        raise LedgerError(f"{norm.label}在 {rule_day} 没有可用的参数。", hint="请在规则包里补上，并写明依据。")
    history = ledger.history(outlook.register)
    subject = history.values[history.register.subject] if history.register.subject else history.case
    live = history.register.live()
    places = [
        place
        for place in history.alive(asof.toordinal())
        if history.state[place] in live and (whose is None or subject[place] in whose)
    ]
    cases = tuple(_foreseen(history, outlook, norm, place, rule_day) for place in places)
    return Prospect(first, last, asof, cases)


def _foreseen(history: History, outlook: Outlook, norm: Norm, place: int, on: date) -> Foreseen:
    register = history.register
    case = history.case[place]
    subject = str(history.values[register.subject][place] or "") if register.subject else case
    group = tuple(str(history.values[name][place] or "") for name in outlook.by)
    given, lacks = _given(history, outlook, place)
    try:
        day = work_out(norm, given, on).values[0].value
    except NormError:
        labels = "、".join(lacks) or "、".join(register.fields[one.field].label for one in outlook.inputs.values())
        return Foreseen(case, subject, group, None, labels)
    return Foreseen(case, subject, group, day if isinstance(day, date) else None)


def _given(history: History, outlook: Outlook, place: int) -> tuple[dict[str, Given], list[str]]:
    """The inputs as far as the case has them, and the labels of the fields that do not give one."""
    given: dict[str, Given] = {}
    lacks = []
    for name, one in outlook.inputs.items():
        value: Value | None = history.values[one.field][place]
        if one.words:
            value = one.words.get(str(value))
        if value is None:
            lacks.append(history.register.fields[one.field].label)
        else:
            given[name] = value
    return given, lacks
