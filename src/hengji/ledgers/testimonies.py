"""Relations between measures, heard: which do not hold for a year, for whom, with both sides worked out."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from hengji.expressions import Node
from hengji.expressions.tree import Compare, Ref, walk
from hengji.ledgers.errors import LedgerError
from hengji.ledgers.formulas import evaluated
from hengji.ledgers.ledger import Ledger
from hengji.ledgers.measuring import SUBJECT, Group, Number, Question
from hengji.ledgers.values import shown
from hengji.packs.ledger.testimony import Testimony
from hengji.records import dataclass

FINE = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Broken:
    """A relation that does not hold: for whom (empty: the whole ledger), and the two sides.

    ``body`` is the key of the body it is about, "" where it is about none in particular.
    """

    testimony: Testimony
    who: str
    working: str
    body: str = ""


def heard(ledger: Ledger, year: int) -> Iterator[Broken]:
    """Every testimony of the book that does not hold for a year; those over registers without rows are passed over."""
    for one in ledger.book.testimonies.values():
        node = ledger.book.formulas[f"testimony:{one.id}"]
        if all(_kept(ledger, ref.reference.name) for ref in walk(node) if isinstance(ref, Ref)):
            yield from _heard(ledger, one, node, Question(year, by=one.each))


def _kept(ledger: Ledger, measure: str) -> bool:
    """Whether the registers behind a measure hold anything."""
    declared = ledger.book.measures[measure]
    if declared.register:
        return len(ledger.tables[declared.register]) > 0
    node = ledger.book.formulas[f"measure:{measure}"]
    return all(_kept(ledger, ref.reference.name) for ref in walk(node) if isinstance(ref, Ref))


def _heard(ledger: Ledger, testimony: Testimony, node: Node, question: Question) -> Iterator[Broken]:
    if not isinstance(node, Compare):
        raise LedgerError(f"对证 {testimony.id} 应写成一个比较：左边 = 右边。", hint="请改规则包里的 expr。")
    left, right = evaluated(ledger, node.left, question), evaluated(ledger, node.right, question)
    for group in dict.fromkeys([*left, *right]):
        one, other = left.get(group, 0), right.get(group, 0)
        if one is not None and other is not None and not _stands(node.operator, one, other):
            about = dict(zip(testimony.each, group, strict=True)).get(SUBJECT)
            working = f"{_plain(one)} {node.operator} {_plain(other)} 不成立"
            yield Broken(testimony, _told(ledger, testimony, group), working, str(about or ""))


def _stands(operator: str, left: Number, right: Number) -> bool:
    a, b = Fraction(left), Fraction(right)
    return {"=": a == b, "!=": a != b, "<=": a <= b, ">=": a >= b, "<": a < b, ">": a > b}[operator]


def _told(ledger: Ledger, testimony: Testimony, group: Group) -> str:
    return "、".join(
        ledger.organisations.name(value) if name in (SUBJECT, "organisation") else shown(value)
        for name, value in zip(testimony.each, group, strict=True)
    )


def _plain(value: Number) -> str:
    if isinstance(value, Fraction):
        return str((Decimal(value.numerator) / Decimal(value.denominator)).quantize(FINE))
    return str(value)
