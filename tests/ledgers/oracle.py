"""What ledgers must come to, counted the slow way: loops over rows and a dict of cases, from the definitions alone.

It shares the declarations of packs with `hengji.ledgers`, and no line of its code.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import chinese_calendar
from tests.ledgers.county.rows import VOID, Row

from hengji.packs.ledger.book import LedgerBook
from hengji.packs.ledger.measure import Measure
from hengji.packs.ledger.register import Field, FieldKind, Register, TimeLimit
from hengji.packs.ledger.where import Condition

Group = tuple[Any, ...]
Figures = dict[Group, Any]
REFERENCE = re.compile(r"(?<![\w.])([a-z_][a-z_0-9]*(?:\.[a-z_0-9]+)*)(?![\w.(])(?:\{([^}]*)\})?")


@dataclass
class Step:
    """An event with its case before and after it: the state and the values; before is None for a new case."""

    row: Row
    case: str
    before: tuple[str, dict[str, Any]] | None
    after: tuple[str, dict[str, Any]]

    def side(self, name: str) -> dict[str, Any]:
        if name == "after":
            return self.after[1]
        return self.before[1] if self.before else {}


class Oracle:
    """The rows of a county, as they were known at the end of a day."""

    def __init__(self, book: LedgerBook, rows: Iterable[Row], known: date | None = None) -> None:
        self.book = book
        self.rows: dict[str, list[Row]] = {name: [] for name in book.registers}
        seen = [row for row in rows if known is None or row.recorded <= known]
        by_number = {(row.register, row.number): place for place, row in enumerate(seen)}
        gone = {(row.register, row.corrects) for row in seen if row.corrects}
        standing = []
        for place, row in enumerate(seen):
            if row.event == VOID or (row.register, row.number) in gone:
                continue
            first = row
            while (wrong := by_number.get((row.register, first.corrects))) is not None:
                if seen[wrong].effective != row.effective:
                    break
                first, place = seen[wrong], wrong  # noqa: PLW2901 - of one day it has the place of what it corrects
            standing.append((row.effective, place, row))
        for _, _, row in sorted(standing, key=lambda one: one[:2]):
            self.rows[row.register].append(row)
        self._steps: dict[str, list[Step]] = {}

    def steps(self, register: str) -> list[Step]:
        """Every event that stands, in order, with what became of its case."""
        if register not in self._steps:
            self._steps[register] = list(_folded(self.book.registers[register], self.rows[register], self.book))
        return self._steps[register]

    def case(self, register: str, case: str, day: date) -> tuple[str, dict[str, Any]] | None:
        """The state and values of a case at the end of a day."""
        found = None
        for step in self.steps(register):
            if step.case == case and step.row.effective <= day:
                found = step.after
        return found

    def figures(self, measure: Measure, year: int, by: Sequence[str] = (), day: date | None = None) -> Figures:
        """The figure of every group, in the measure's unit."""
        return self._figures(measure, year, tuple(by), day, ())

    def _figures(
        self, measure: Measure, year: int, by: tuple[str, ...], day: date | None, narrowed: tuple[Condition, ...]
    ) -> Figures:
        factor = self.book.factor(measure)
        found = self._in_own_unit(measure, year, by, day, narrowed)
        return found if factor == 1 else {group: Fraction(value) * factor for group, value in found.items()}

    def _in_own_unit(
        self, measure: Measure, year: int, by: tuple[str, ...], day: date | None, narrowed: tuple[Condition, ...]
    ) -> Figures:
        if measure.count == "formula":
            return self._formula(measure, year, by, day, narrowed)
        first, last = _span(measure.at, year, day)
        if measure.count == "balance":
            return self._balances(measure, by, (first, last), narrowed)
        register = self.book.registers[measure.register]
        found: dict[Group, list[dict[str, Any]]] = {} if by else {(): []}
        for step in self._counted(measure, register, first, last):
            state, values = step.after
            if not all(self._meets(one, values, state, year, register) for one in (*measure.where, *narrowed)):
                continue
            # the state a group is formed by is the one after the event; what a case had before has no state to show
            own = {**step.side(measure.side), "state": state}
            group = tuple(own.get(register.subject if name == "subject" else name) for name in by)
            found.setdefault(group, []).append(values)
        if measure.field:
            sums = {
                group: [v[measure.field] for v in own if v.get(measure.field) is not None]
                for group, own in found.items()
            }
            return {group: sum(own) for group, own in sums.items() if own or not by}
        if measure.distinct:
            sets = {group: {v.get(measure.distinct) for v in own} - {None} for group, own in found.items()}
            return {group: len(own) for group, own in sets.items() if own or not by}
        return {group: len(own) for group, own in found.items()}

    def _counted(self, measure: Measure, register: Register, first: date, last: date) -> Iterator[Step]:
        steps = self.steps(register.id)
        if measure.count == "cases":
            now: dict[str, Step] = {}
            for step in steps:
                if step.row.effective <= last:
                    now[step.case] = step
            final = {state.id for state in register.states.values() if state.final}
            wanted = set(measure.states) or set(register.states) - final
            yield from (step for step in now.values() if step.after[0] in wanted)
        elif measure.count == "limits":
            yield from self._limited(measure, steps, first, last)
        else:
            for step in steps:
                if first <= step.row.effective <= last and (not measure.events or step.row.event in measure.events):
                    yield step

    def _limited(self, measure: Measure, steps: list[Step], first: date, last: date) -> Iterator[Step]:
        limit = self.book.registers[measure.register].limits[measure.limit]
        waiting: dict[str, tuple[Step, dict[str, Any]]] = {}
        pairs: list[tuple[Step, dict[str, Any], Step | None]] = []
        for step in steps:
            if step.row.effective > last:
                continue
            if step.row.event in limit.ends and step.case in waiting:
                pairs.append((*waiting.pop(step.case), step))
            start = waiting[step.case][0] if step.case in waiting else None
            if limit.field:
                value = step.after[1].get(limit.field)
                if start is None and value not in (None, (step.before[1] if step.before else {}).get(limit.field)):
                    start = step
            elif step.row.event in limit.starts:
                start = step  # set off anew
            if start is not None:
                waiting[step.case] = start, step.after[1]
        pairs += [(*one, None) for one in waiting.values()]
        for start, values, end in pairs:
            due = _last_day(limit, start.row.effective, values)
            if due is None:
                continue
            if end is not None:
                outcome, at = ("in_time" if end.row.effective <= due else "late"), end
            else:
                outcome, at = ("overdue" if last > due else "running"), start
            inside = first <= at.row.effective if at is end else True
            if inside and (not measure.outcomes or outcome in measure.outcomes):
                yield at

    def _balances(
        self, measure: Measure, by: tuple[str, ...], days: tuple[date, date], narrowed: tuple[Condition, ...]
    ) -> Figures:
        register = self.book.registers[measure.register]
        account = register.account
        assert account is not None
        found: Figures = {} if by else {(): 0}
        first = days[0] if measure.events else date.min
        for key, amount in self.accounts(register.id, days[1], first, measure.events).items():
            named = dict(zip(account.dimensions, key, strict=True))
            if key[0] in account.outside:
                continue
            if all(self._meets(one, named, "", days[1].year, register) for one in (*measure.where, *narrowed)):
                group = tuple(key[0] if name == "subject" else named.get(name) for name in by)
                found[group] = found.get(group, 0) + amount
        return found

    def accounts(
        self, register: str, last: date, first: date = date.min, events: Sequence[str] = ()
    ) -> dict[Group, Any]:
        """What some events (any, if none are named) left on every account, those beyond the ledger too."""
        declared = self.book.registers[register]
        assert declared.account is not None
        found: dict[Group, Any] = {}
        for step in self.steps(register):
            if not first <= step.row.effective <= last or (events and step.row.event not in events):
                continue
            values = step.after[1]
            for move in declared.events[step.row.event].moves:
                amount = int(move.amount) if move.amount.isdigit() else values.get(move.amount) or 0
                for side, sign in ((move.giver, -1), (move.taker, 1)):
                    words = [side.get(one, one) for one in declared.account.dimensions]
                    key = tuple((word[1:] or None) if word.startswith("=") else values.get(word) for word in words)
                    found[key] = found.get(key, 0) + sign * amount
        return found

    def _meets(
        self, condition: Condition, values: Mapping[str, Any], state: str, year: int, register: Register
    ) -> bool:
        value = state if condition.field == "state" else values.get(condition.field)
        field = register.fields.get(condition.field)
        number = field is not None and field.kind in (FieldKind.YEAR, FieldKind.NUMBER, FieldKind.MONEY)

        def meant(words: Iterable[str]) -> set[Any]:
            if field is not None and field.codes in self.book.codes:
                return {code for word in words for code in self._below(field.codes, word)}
            if not number:
                return set(words)
            return {year + int(word[1:] or 0) if word.startswith("Y") else Decimal(word) for word in words}

        if condition.values:
            return value in meant(condition.values)
        if condition.refused:
            return value not in meant(condition.refused)
        if condition.filled is not None:
            return (value is not None) == condition.filled
        if not isinstance(value, int | Decimal):
            return False
        return (condition.least is None or value >= condition.least) and (
            condition.most is None or value <= condition.most
        )

    def _below(self, codes: str, code: str) -> Iterator[str]:
        """A code and those under it."""
        yield code
        for one in self.book.codes[codes].codes:
            if one.parent == code:
                yield from self._below(codes, one.code)

    def _formula(
        self, measure: Measure, year: int, by: tuple[str, ...], day: date | None, narrowed: tuple[Condition, ...]
    ) -> Figures:
        wide = (*by, *(name for name in measure.each if name not in by))
        parts: dict[str, Figures] = {}

        def part(match: re.Match[str]) -> str:
            name, selectors = match[1], match[2] or ""
            told = {
                key.strip(): value.strip()
                for key, _, value in (one.partition(":") for one in selectors.split(",") if one)
            }
            shift = int(told.pop("period", 0))
            own = self.book.measures[name]
            extra = tuple(
                Condition(key, (value.strip("\"'"),), (), None, None, None, own.mark) for key, value in told.items()
            )
            parts[match[0]] = self._figures(own, year + shift, wide, day, (*narrowed, *extra))
            return f"part({match[0]!r})"

        text = REFERENCE.sub(part, measure.formula)
        groups = dict.fromkeys(group for found in parts.values() for group in found)
        if not wide:
            groups = {(): None}
        scale = 100 if measure.unit == "%" else 1
        found: Figures = {} if by else {(): 0}
        for group in groups:
            value = _worked(text, lambda name, group=group: parts[name].get(group, 0))  # type: ignore[misc]
            key = group[: len(by)]
            held = found.get(key, 0)
            found[key] = None if value is None or held is None else held + value * scale
        return found


NAMES: Mapping[str, Callable[..., Any]] = {"max": max, "min": min, "abs": abs, "sum": lambda *parts: sum(parts)}


def _worked(text: str, part: Callable[[str], Any]) -> Any:  # noqa: ANN401 - a figure, or None for what has none
    """A formula of fractions; None where something is divided by nothing."""

    def exact(name: str) -> Fraction:
        value = part(name)
        if value is None:
            raise ZeroDivisionError
        return Fraction(value)

    try:
        return eval(text, {"__builtins__": {}, **NAMES, "share": lambda a, b: a / b, "part": exact})  # noqa: S307 - our packs
    except ZeroDivisionError:
        return None


def _folded(register: Register, rows: list[Row], book: LedgerBook) -> Iterator[Step]:
    now: dict[str, tuple[str, dict[str, Any]]] = {}
    for row in rows:
        kind = register.events[row.event]
        given = {**kind.sets, **{name: text for name, text in row.values.items() if text}}
        values = {name: typed(register.fields[name], text, book) for name, text in given.items()}
        case = "\x1f".join(str(values[name]) for name in register.keys) if register.keys else row.number
        before = now.get(case)
        state = kind.to or (before[0] if before else "")
        after = (state, {**(before[1] if before else {}), **values})
        now[case] = after
        yield Step(row, case, before, after)


def typed(field: Field, text: str, book: LedgerBook) -> Any:  # noqa: ANN401 - whatever the field holds
    """A text of the county as a value."""
    match field.kind:
        case FieldKind.NUMBER | FieldKind.MONEY:
            return Decimal(text) if "." in text else int(text)
        case FieldKind.YEAR:
            return int(text)
        case FieldKind.DATE:
            return date.fromisoformat(text)
        case FieldKind.CHOICE if field.codes:
            return next(one.code for one in book.codes[field.codes].codes if text in (one.code, one.name))
        case _:
            return text


def _span(at: str, year: int, day: date | None) -> tuple[date, date]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    if at == "opening":
        first, last = date(year - 1, 1, 1), date(year - 1, 12, 31)
    if at == "first_half":
        last = date(year, 6, 30)
    if at == "always":
        first = date.min
    if at == "ever":
        first, last = date.min, date.max
    if day is not None:
        last = day if at == "end" else min(last, day)
    return first, last


def _last_day(limit: TimeLimit, started: date, values: dict[str, Any]) -> date | None:
    """The last day of a limit by what was last written of it; None for a case that has none."""
    if limit.due and values.get(limit.due) is not None:
        fixed: date = values[limit.due]
        return fixed
    since = (values.get(limit.field) if limit.field else None) or started
    number = values.get(limit.allowed) if limit.allowed else None
    number = int(limit.number if number is None else number)
    return _due(since, number, limit.calendar) if number else None


def _due(since: date, number: int, counting: str) -> date:
    """The last day of a limit: so many working days, days or months after a day that is not counted."""
    if counting == "working":
        day = since
        step = timedelta(1 if number > 0 else -1)
        number = abs(number)
        while number:
            day += step
            number -= _works(day)
        return day
    day = since + timedelta(number)
    if counting == "month":
        months = since.year * 12 + since.month - 1 + number
        year, month = months // 12, months % 12 + 1
        day = date(year, month, min(since.day, calendar.monthrange(year, month)[1]))
    while number > 0 and not _works(day):
        day += timedelta(1)
    return day


def _works(day: date) -> bool:
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5
