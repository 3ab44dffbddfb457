"""What two registers say of the same thing, and how a text must be made."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from hengji.ledgers.guards.case import Case
from hengji.ledgers.values import Value, shown
from hengji.packs.ledger.rule import Rule
from hengji.patterns import pattern as compiled


def equal(case: Case, rule: Rule) -> Iterator[str]:
    """A field is the same as a field of the case that another field refers to (through: FIELD, other: FIELD).

    Both may be lists, field by field. With ``percent`` numbers may differ by so much of the other; with ``given`` what
    the event itself writes must be written there too.
    """
    through, history = case.value(rule.one("through")), case.target(rule, rule.one("through"))
    place = history.at(str(through), case.day) if history is not None and through is not None else None
    if history is None or place is None:
        return
    for name, theirs in zip(rule.parameters["field"], rule.parameters["other"], strict=True):
        own, other = case.value(name), history.values[theirs][place]
        label = f"{history.register.label}里{history.register.fields[theirs].label}"
        if own is None:
            continue
        if other is None:
            if rule.one("given") and _written(case, name):
                yield f"{case.named(name)}，{label}没有写。"
        elif not _same(own, other, rule.one("percent")):
            yield f"{case.named(name)}，{label}是“{_shown(case, other)}”。"


def _written(case: Case, field: str) -> bool:
    """Whether the event itself fills a field, rather than leaving it as it was."""
    return case.ledger.tables[case.register.id].values[field][case.history.row[case.place]] is not None


def _same(own: Value, other: Value, percent: str) -> bool:
    if percent and isinstance(own, int | Decimal) and isinstance(other, int | Decimal):
        return abs(Decimal(own) - Decimal(other)) * 100 <= abs(Decimal(other)) * Decimal(percent)
    return own == other


def _shown(case: Case, value: Value) -> str:
    return case.ledger.organisations.name(value, case.day) if isinstance(value, str) else shown(value)


def pattern(case: Case, rule: Rule) -> Iterator[str]:
    """The text of a field has a pattern (a regular expression) somewhere in it."""
    value = case.value(rule.one("field"))
    if value is not None and not compiled(rule.one("pattern")).search(shown(value)):
        yield f"{case.named(rule.one('field'))} 不合要求。"
