"""Conditions of a declaration, made into a function of a version of a history."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from decimal import Decimal

from hengji.ledgers.history import History
from hengji.ledgers.values import Value
from hengji.packs.concept import CodeList
from hengji.packs.ledger.book import STATE
from hengji.packs.ledger.register import Field, FieldKind
from hengji.packs.ledger.where import Condition

Test = Callable[[int], bool]
Codes = Mapping[str, CodeList]


def test_of(history: History, conditions: Iterable[Condition], year: int, codes: Codes) -> Test | None:
    """Whether a version meets all conditions; None where there is nothing to meet.

    ``year`` is what `Y` stands for; a code of one of the lists ``codes`` stands for itself and every code below it.
    """
    tests = [_one(history, condition, year, codes) for condition in conditions]
    if not tests:
        return None
    if len(tests) == 1:
        return tests[0]
    return lambda place: all(test(place) for test in tests)


def _one(history: History, condition: Condition, year: int, codes: Codes) -> Test:
    column = _column(history, condition.field)
    field = history.register.fields.get(condition.field)
    if condition.values:
        wanted = meant(field, condition.values, year, codes)
        return lambda place: column[place] in wanted
    if condition.refused:
        refused = meant(field, condition.refused, year, codes)
        return lambda place: column[place] not in refused
    if condition.filled is not None:
        filled = condition.filled
        return lambda place: (column[place] is not None) == filled
    least, most = condition.least, condition.most
    return lambda place: _within(column[place], least, most)


def _column(history: History, field: str) -> Sequence[Value | None]:
    """The values of a field by version; those of a column of all registers are what the event itself says there."""
    if field == STATE:
        return history.state
    if field in history.values:
        return history.values[field]
    noted = history.table.notes[field]
    return [noted[row] or None for row in history.row]


def _within(value: Value | None, least: Decimal | None, most: Decimal | None) -> bool:
    if not isinstance(value, int | Decimal):
        return False
    return (least is None or value >= least) and (most is None or value <= most)


def meant(field: Field | None, words: Iterable[str], year: int, codes: Codes) -> Container[Value | None]:
    """The values that words of a declaration stand for in a field (None: the state of a case)."""
    kind = field.kind if field is not None else None
    found: set[Value | None] = set()
    for word in words:
        if kind in (FieldKind.YEAR, FieldKind.NUMBER, FieldKind.MONEY):
            shifted = year + int(word[1:] or 0) if word.startswith("Y") else Decimal(word)
            found.add(shifted)
        elif field is not None and field.codes in codes:
            found.update(below(codes[field.codes], word))
        else:
            found.add(word)
    return found


def below(codes: CodeList, code: str) -> frozenset[str]:
    """A code with every code under it, at any depth."""
    found = {code}
    size = 0
    while size < len(found):
        size = len(found)
        found.update(entry.code for entry in codes.codes if entry.parent in found)
    return frozenset(found)
