"""Amounts: no account below nothing, no permission used more often than given, one amount against another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from hengji.ledgers.accounts import Amount
from hengji.ledgers.guards.case import Case
from hengji.ledgers.values import Value, shown
from hengji.packs.ledger.rule import Rule

OPERATORS: Mapping[str, tuple[frozenset[int | None], str]] = {
    "<": (frozenset({-1}), "小于"),
    "<=": (frozenset({-1, 0}), "不大于"),
    "=": (frozenset({0}), "等于"),
    "!=": (frozenset({-1, 1, None}), "不等于"),
    ">=": (frozenset({0, 1}), "不小于"),
    ">": (frozenset({1}), "大于"),
}
"""How two values may stand to each other (-1 less, 0 equal, 1 more, None neither), and the words for it."""


def balance(case: Case, _rule: Rule) -> Iterator[str]:
    """No account the event takes from is below nothing at the end of its day."""
    accounts = case.ledger.accounts(case.register.id)
    taken = {accounts.key[one]: -accounts.amount[one] for one in accounts.of(case.place) if accounts.amount[one] < 0}
    for key, amount in taken.items():
        held = accounts.held(key, case.day)
        if held < 0 and not accounts.outside(key):
            left = max(held + amount, type(held)(0))
            names = "、".join(filter(None, (_holder(case, value) for value in key)))
            unit = accounts.account.unit
            yield f"{names}只有 {shown(left)}{unit}，这一笔要减 {shown(amount)}{unit}，差 {shown(-held)}{unit}。"


def _holder(case: Case, value: Value | None) -> str:
    return case.ledger.organisations.name(value, case.day) if isinstance(value, str) else shown(value)


def usage(case: Case, rule: Rule) -> Iterator[str]:
    """A permission another register holds is not used more often than the number written there (or given).

    With ``amount`` what that field says is added up instead, and what the events in ``less`` gave back taken off.
    """
    field, most = rule.one("field"), rule.one("most")
    value = case.value(field)
    if value is None:
        return
    target = case.ledger.history(case.register.fields[field].register)
    place = target.at(str(value), case.day)
    allowed: Value | None = int(most) if most.isdigit() else None
    if place is not None and not most.isdigit():
        allowed = target.values[most][place]
    if not isinstance(allowed, int | Decimal):
        return
    history = case.history
    events = frozenset(rule.on)
    table = case.ledger.tables[case.register.id].values[field]
    places = [
        one for one in history.of(field, value) if history.start[one] <= case.day and table[history.row[one]] == value
    ]
    if rule.one("amount"):
        yield from _summed(case, rule, places, allowed)
        return
    used = sum(history.event[one] in events for one in places)
    if used > allowed:
        yield f"{case.label(field)} {value} 核准 {shown(allowed)}，连这一笔已用 {used}。"


def _summed(case: Case, rule: Rule, places: list[int], allowed: Amount) -> Iterator[str]:
    """What a permission's amount still leaves for this event."""
    history = case.history
    signs = dict.fromkeys(rule.on, 1) | dict.fromkeys(rule.parameters.get("less", ()), -1)
    amounts = history.values[rule.one("amount")]
    others: Amount = 0
    own: Amount = 0
    for one in places:
        value = amounts[one]
        if isinstance(value, int | Decimal) and one == case.place:
            own = value
        elif isinstance(value, int | Decimal):
            others += signs.get(history.event[one], 0) * value
    if others + own > allowed:
        field = case.register.fields[rule.one("field")]
        most = case.ledger.book.registers[field.register].fields.get(rule.one("most"))
        names = f"{field.label} {case.told(field.id)} 的{most.label if most else '限额'}"
        unit = case.register.fields[rule.one("amount")].unit
        left = f"只剩 {shown(max(allowed - others, 0))}{unit}，这一笔 {shown(own)}{unit}"
        yield f"{names} {shown(allowed)}{unit}，已用 {shown(others)}{unit}，{left}。"


def compare(case: Case, rule: Rule) -> Iterator[str]:
    """One value stands to another (a field, or a number written in the rule) as it must.

    ``times`` are further fields or numbers that the right one is multiplied by (单价 × 数量).
    """
    left = case.value(rule.one("left"))
    factors = (rule.one("right"), *rule.parameters.get("times", ()))
    values = [case.value(name) if name in case.register.fields else Decimal(name) for name in factors]
    right = values[0] if len(values) == 1 else _product(values)
    if left is None or right is None:
        return
    allowed, words = OPERATORS[rule.one("op")]
    if _stands(left, right) not in allowed:
        told = [
            case.named(name) if name in case.register.fields else shown(value)
            for name, value in zip(factors, values, strict=True)
        ]
        whole = f"，即 {shown(right)}" if len(told) > 1 else ""
        yield f"{case.named(rule.one('left'))}，应{words}{' × '.join(told)}{whole}。"


def _product(values: Sequence[Value | None]) -> Decimal | None:
    """The product of numbers, None where one is not filled."""
    product = Decimal(1)
    for value in values:
        if not isinstance(value, int | Decimal):
            return None
        product *= value
    return product


def _stands(left: Value, right: Value) -> int | None:
    """-1, 0 or 1; None for values that are not the same and neither less nor more, such as two texts."""
    if isinstance(left, int | Decimal) and isinstance(right, int | Decimal):
        return (left > right) - (left < right)
    if isinstance(left, date) and isinstance(right, date):
        return (left > right) - (left < right)
    return 0 if left == right else None
