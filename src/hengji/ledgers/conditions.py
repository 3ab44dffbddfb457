"""Conditions of a declaration, made into a function of a version of a history."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from decimal import Decimal

from hengji.ledgers.history import History
from hengji.ledgers.values import Value
from hengji.packs.ledger.book import STATE
from hengji.packs.ledger.register import FieldKind
from hengji.packs.ledger.where import Condition

Test = Callable[[int], bool]


def test_of(history: History, conditions: Iterable[Condition], year: int) -> Test | None:
    """Whether a version meets all conditions; None where there is nothing to meet.

    ``year`` is what `Y` stands for.
    """
    tests = [_one(history, condition, year) for condition in conditions]
    if not tests:
        return None
    if len(tests) == 1:
        return tests[0]
    return lambda place: all(test(place) for test in tests)


def _one(history: History, condition: Condition, year: int) -> Test:
    column: list[Value | None] | list[str] = (
        history.state if condition.field == STATE else history.values[condition.field]
    )
    if condition.values:
        wanted = _meant(history, condition.field, condition.values, year)
        return lambda place: column[place] in wanted
    if condition.refused:
        refused = _meant(history, condition.field, condition.refused, year)
        return lambda place: column[place] not in refused
    if condition.filled is not None:
        filled = condition.filled
        return lambda place: (column[place] is not None) == filled
    least, most = condition.least, condition.most
    return lambda place: _within(column[place], least, most)


def _within(value: Value | None, least: Decimal | None, most: Decimal | None) -> bool:
    if not isinstance(value, int | Decimal):
        return False
    return (least is None or value >= least) and (most is None or value <= most)


def _meant(history: History, field: str, words: Iterable[str], year: int) -> Container[Value | None]:
    """The values that words of a declaration stand for in a field."""
    declared = history.register.fields.get(field)
    kind = declared.kind if declared is not None else None
    found: set[Value | None] = set()
    for word in words:
        if kind in (FieldKind.YEAR, FieldKind.NUMBER, FieldKind.MONEY):
            shifted = year + int(word[1:] or 0) if word.startswith("Y") else Decimal(word)
            found.add(shifted)
        else:
            found.add(word)
    return found
