"""A ledger's figure in the unit a filing prints: exact, by the pack's units; a count is a count, in 个 or 万字."""

from __future__ import annotations

from fractions import Fraction

from hengji.ledgers.measuring import Number
from hengji.packs.pack import Pack


def comparable(unit: str, printed: str, pack: Pack) -> bool:
    """Whether two units measure the same kind of thing: a rate or an amount says nothing of a count, nor it of them."""
    own, wanted = pack.unit(unit), pack.unit(printed)
    return own is None or wanted is None or own.kind is wanted.kind


def converted(value: Number, unit: str, printed: str, pack: Pack) -> Fraction:
    """``value`` of the measure's ``unit`` in the ``printed`` one; the same where they measure different things."""
    exact = Fraction(value)
    own, wanted = pack.unit(unit), pack.unit(printed)
    if own is None or wanted is None or own.kind is not wanted.kind:
        return exact
    return exact * Fraction(own.factor) / Fraction(wanted.factor)
