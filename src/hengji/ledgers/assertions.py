"""Assertions: what a ledger must come to on a day, written beside it and tried each time it is read.

2023-12-31 某某办 实有人数 5
2023-12-31 编制数 8000
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from hengji.ledgers.errors import Spot, Trouble
from hengji.ledgers.ledger import Ledger
from hengji.ledgers.measuring import Question, figure, rounded
from hengji.ledgers.values import ValueFault, a_date
from hengji.packs.errors import similar
from hengji.packs.ledger.book import LedgerBook
from hengji.packs.ledger.measure import Measure
from hengji.records import dataclass

REMARK = "#"
LEAST = 3


@dataclass(frozen=True, slots=True)
class Assertion:
    """A figure that must come out: the day, whose (empty: of the whole ledger), the measure, the value."""

    spot: Spot
    day: date
    whose: str
    measure: str
    value: Decimal


def parsed_lines(text: str, file: str, book: LedgerBook) -> tuple[list[Assertion], list[Trouble]]:
    """The assertions of a file, a line each: day, body (may be left out), measure, value; `#` begins a remark."""
    found: list[Assertion] = []
    troubles: list[Trouble] = []
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split(REMARK, 1)[0].split()
        if not words:
            continue
        spot = Spot(file, number)
        try:
            found.append(_assertion(words, spot, book))
        except ValueFault as fault:
            troubles.append(Trouble(spot, "assertion", fault.says, fault.way_out, unread=True))
    return found, troubles


def _assertion(words: list[str], spot: Spot, book: LedgerBook) -> Assertion:
    if len(words) < LEAST:
        raise ValueFault("这一行应写：日期 单位 指标 数。", "单位不写就是全部。")
    day = a_date(words[0])
    middle = words[1:-1]
    measure = book.measure_named(middle[-1])
    if measure is None:
        known = [one.label for one in book.measures.values()]
        raise ValueFault(
            f"没有“{middle[-1]}”这个指标。", similar(middle[-1], known) or "指标名称见 hengji ledger measures。"
        )
    try:
        value = Decimal(words[-1].rstrip("%"))
    except InvalidOperation:
        raise ValueFault(f"“{words[-1]}”不是数字。", "最后写应有的数，不带单位。") from None
    return Assertion(spot, day, "".join(middle[:-1]), measure.id, value)


def tried(ledger: Ledger, assertions: tuple[Assertion, ...]) -> list[Trouble]:
    """The assertions that do not hold, each with what the ledger comes to."""
    found = []
    for one in assertions:
        measure = ledger.book.measures[one.measure]
        bodies = ledger.organisations
        keys = bodies.keys(one.whose) if bodies.declared else {one.whose}
        if one.whose and not keys:
            hint = similar(one.whose, bodies.words())
            found.append(Trouble(one.spot, "assertion", f"机构登记里没有“{one.whose}”。", hint))
            continue
        value = stated(ledger, measure, one, keys)
        if value != one.value:
            who = f"{one.whose} " if one.whose else ""
            says = f"{one.day} {who}{measure.label}应为 {one.value}{measure.unit}，台账得 {value}{measure.unit}。"
            found.append(Trouble(one.spot, "assertion", says, f"算法：{measure.says}"))
    return found


def stated(ledger: Ledger, measure: Measure, one: Assertion, keys: set[str]) -> Decimal | None:
    """What the ledger comes to, as the measure is stated."""
    whose = frozenset(keys) if one.whose else None
    return rounded(figure(ledger, measure, Question(one.day.year, one.day, (), whose)), measure)
