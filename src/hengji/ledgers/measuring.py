"""Figures from a ledger: counting and adding what a measure says, for any groups at once, and showing the rows of it.

A figure of a group is exact: counts are integers, amounts decimals, quotients fractions; None is what cannot be formed
(a division by nothing).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from operator import itemgetter

from hengji.ledgers.accounts import Accounts
from hengji.ledgers.conditions import Codes, Test, meant, test_of
from hengji.ledgers.errors import LedgerError
from hengji.ledgers.history import NONE, History
from hengji.ledgers.ledger import Ledger
from hengji.ledgers.limits import outcomes
from hengji.ledgers.moment import Span, span_of
from hengji.ledgers.table import Entry
from hengji.ledgers.values import Value
from hengji.packs.ledger.book import STATE
from hengji.packs.ledger.measure import Measure
from hengji.packs.ledger.where import Condition
from hengji.records import dataclass

Group = tuple[Value | None, ...]
Number = int | Decimal | Fraction
SUBJECT = "subject"
"""Groups by the field that says whose a case is, whatever each register calls it."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a measure: the year, up to which day, by which fields, for whom, under which further conditions.

    ``whose`` None means everybody in the ledger.
    """

    year: int
    day: date | None = None
    by: tuple[str, ...] = ()
    whose: frozenset[str] | None = None
    narrowed: tuple[Condition, ...] = ()


def tally(ledger: Ledger, measure: Measure, question: Question) -> dict[Group, Number | None]:
    """The figure of every group that has any, in the measure's unit; for ``by=()`` the one group is the empty tuple."""
    if measure.count == "formula":
        from hengji.ledgers.formulas import formula_tally  # noqa: PLC0415 - the two need each other

        return formula_tally(ledger, measure, question)
    found = _counted(ledger, measure, question)
    factor = ledger.book.factor(measure)
    if factor == 1:
        return found
    return {group: None if value is None else Fraction(value) * factor for group, value in found.items()}


def _counted(ledger: Ledger, measure: Measure, question: Question) -> dict[Group, Number | None]:
    if measure.count == "balance":
        return _balances(ledger, measure, question)
    history = ledger.history(measure.register, question.whose)
    places = places_of(ledger, measure, question)
    keys = _grouper(history, question.by, measure.side)
    if measure.field:
        return _added(places, keys, history.values[measure.field])
    if measure.distinct:
        return _different(places, keys, history.values[measure.distinct])
    if keys is None:
        return {(): sum(1 for _ in places)}
    return dict(Counter(map(keys, places)))


def figure(ledger: Ledger, measure: Measure, question: Question) -> Number | None:
    """The one figure of a question without groups; nothing entered is nought."""
    return tally(ledger, measure, question).get((), 0)


def rounded(value: Number | None, measure: Measure) -> Decimal | None:
    """A figure as it is stated: in the measure's unit and decimals, halves rounded up."""
    if value is None:
        return None
    exact = Fraction(value)
    step = 10**measure.decimals
    if not isinstance(value, Fraction) and exact * step == int(exact * step):
        return Decimal(value) if isinstance(value, int) else value
    quotient = Decimal(exact.numerator * step) / Decimal(exact.denominator)
    return quotient.quantize(Decimal(1), ROUND_HALF_UP).scaleb(-measure.decimals)


def places_of(ledger: Ledger, measure: Measure, question: Question) -> Iterable[int]:
    """The versions a measure counts, in order of time; for balances those whose events moved anything."""
    history = ledger.history(measure.register, question.whose)
    span = span_of(measure.at, question.year, question.day)
    test = test_of(history, (*measure.where, *question.narrowed), question.year, ledger.book.codes)
    if measure.count == "limits":
        found: Iterable[int] = outcomes(history, measure.limit, span, frozenset(measure.outcomes))
        return _for_whom(history, found, question.whose, test, measure.side)
    if measure.count == "cases":
        states = frozenset(measure.states) or history.register.live()
        state = history.state
        alive = _candidates(history, question.whose, span, live=True)
        return _for_whom(history, [one for one in alive if state[one] in states], question.whose, test, measure.side)
    if measure.events:
        places: Iterable[int] = history.kinds(measure.events, span.first, span.last)
    else:
        places = _candidates(history, question.whose if measure.side == "after" else None, span, live=False)
    return _for_whom(history, places, question.whose, test, measure.side)


FEW = 8
"""Up to so many bodies their own versions are looked through; beyond it, everybody's of the days asked for."""


def _candidates(history: History, whose: frozenset[str] | None, span: Span, *, live: bool) -> Iterable[int]:
    """The versions of the days asked for, from as few as possible."""
    subject = history.register.subject
    if whose is not None and subject and len(whose) <= FEW:
        start, end = history.start, history.end
        own = [place for one in whose for place in history.of(subject, one)]
        if live:
            return sorted(place for place in own if start[place] <= span.last < end[place])
        return sorted(place for place in own if span.first <= start[place] <= span.last)
    return history.alive(span.last) if live else history.between(span.first, span.last)


def _for_whom(
    history: History, places: Iterable[int], whose: frozenset[str] | None, test: Test | None, side: str
) -> Iterable[int]:
    if whose is not None and history.register.subject:
        subjects = history.values[history.register.subject]
        before = history.before
        if side == "before":
            places = [one for one in places if before[one] != NONE and subjects[before[one]] in whose]
        else:
            places = [one for one in places if subjects[one] in whose]
    return places if test is None else [one for one in places if test(one)]


def _grouper(history: History, by: Sequence[str], side: str) -> Callable[[int], Group] | None:
    """What a version is grouped by; None for no groups."""
    if not by:
        return None
    columns = [_column(history, name) for name in by]
    if side == "before":
        before = history.before
        return lambda place: tuple(None if before[place] == NONE else column[before[place]] for column in columns)
    if len(columns) == 1:
        only = columns[0]
        return lambda place: (only[place],)
    if len(columns) == 2:
        first, second = columns
        return lambda place: (first[place], second[place])
    return lambda place: tuple(column[place] for column in columns)


def _column(history: History, name: str) -> Sequence[Value | None]:
    if name == STATE:
        return history.state
    field = history.register.subject if name == SUBJECT else name
    return history.values[field] if field in history.values else [None] * len(history)


def _added(
    places: Iterable[int], keys: Callable[[int], Group] | None, column: Sequence[Value | None]
) -> dict[Group, Number | None]:
    found: dict[Group, Number | None] = {} if keys else {(): 0}
    for place in places:
        value = column[place]
        if isinstance(value, int | Decimal):
            key = keys(place) if keys else ()
            held = found.get(key, 0)
            found[key] = value + held if isinstance(held, int | Decimal) else value
    return found


def _different(
    places: Iterable[int], keys: Callable[[int], Group] | None, column: Sequence[Value | None]
) -> dict[Group, Number | None]:
    seen: dict[Group, set[Value | None]] = {} if keys else {(): set()}
    for place in places:
        if column[place] is not None:
            seen.setdefault(keys(place) if keys else (), set()).add(column[place])
    return {key: len(values) for key, values in seen.items()}


def _balances(ledger: Ledger, measure: Measure, question: Question) -> dict[Group, Number | None]:
    accounts = ledger.accounts(measure.register, question.whose)
    dimensions = accounts.account.dimensions
    span = span_of(measure.at, question.year, question.day)
    fits = _account_test(accounts, (*measure.where, *question.narrowed), question.year, ledger.book.codes)
    wanted = [0 if name == SUBJECT else dimensions.index(name) if name in dimensions else None for name in question.by]
    found: dict[Group, Number | None] = {} if question.by else {(): 0}
    held_by = accounts.flows(measure.events, span.first, span.last) if measure.events else accounts.balances(span.last)
    for key, amount in held_by.items():
        if accounts.outside(key) or (question.whose is not None and key[0] not in question.whose) or not fits(key):
            continue
        group = tuple(None if place is None else key[place] for place in wanted)
        held = found.get(group, 0)
        found[group] = held + amount if isinstance(held, int | Decimal) else amount
    return found


def _account_test(
    accounts: Accounts, conditions: Sequence[Condition], year: int, codes: Codes
) -> Callable[[Group], bool]:
    """Whether an account meets the conditions, which can only be on its dimensions."""
    dimensions, fields = accounts.account.dimensions, accounts.history.register.fields
    for one in conditions:
        if one.field not in dimensions:
            label = fields[one.field].label if one.field in fields else one.field
            kept = "、".join(fields[name].label for name in dimensions)
            raise LedgerError(f"{accounts.account.label}的余额不分“{label}”。", hint=f"只能按{kept}分。")
    tests = [
        (
            dimensions.index(one.field),
            meant(fields.get(one.field), one.values, year, codes) if one.values else None,
            meant(fields.get(one.field), one.refused, year, codes),
        )
        for one in conditions
    ]

    def fits(key: Group) -> bool:
        return all(
            (wanted is None or key[place] in wanted) and key[place] not in refused for place, wanted, refused in tests
        )

    return fits


def evidence(ledger: Ledger, measure: Measure, question: Question) -> Iterator[Entry]:
    """The events behind a figure, in order of time: what a person looks up to believe it."""
    if measure.count == "formula":
        from hengji.ledgers.formulas import parts_of  # noqa: PLC0415 - the two need each other

        for part, narrowed in parts_of(ledger.book, measure):
            yield from evidence(ledger, part, _narrowed(question, narrowed))
        return
    table = ledger.tables[measure.register]
    history = ledger.history(measure.register, question.whose)
    rows = (
        _moved(ledger.accounts(measure.register, question.whose), measure, question, ledger.book.codes)
        if measure.count == "balance"
        else (history.row[place] for place in places_of(ledger, measure, question))
    )
    yield from map(table.entry, rows)


def _narrowed(question: Question, conditions: tuple[Condition, ...]) -> Question:
    return Question(question.year, question.day, question.by, question.whose, (*question.narrowed, *conditions))


def _moved(accounts: Accounts, measure: Measure, question: Question, codes: Codes) -> Iterator[int]:
    """The rows whose postings make up a balance, or what went in and out."""
    span = span_of(measure.at, question.year, question.day)
    fits = _account_test(accounts, (*measure.where, *question.narrowed), question.year, codes)
    seen: set[int] = set()
    for posting in accounts.postings(span.first if measure.events else 1, span.last):
        if measure.events and accounts.history.event[accounts.place[posting]] not in measure.events:
            continue
        key = accounts.key[posting]
        if accounts.outside(key) or (question.whose is not None and key[0] not in question.whose) or not fits(key):
            continue
        place = accounts.place[posting]
        if place not in seen:
            seen.add(place)
            yield accounts.history.row[place]


def by_subject(found: Mapping[Group, Number | None]) -> dict[str, Number | None]:
    """The figures of a tally grouped by subject alone, by the subject's key."""
    return {str(key): value for key, value in zip(map(itemgetter(0), found), found.values(), strict=True)}
