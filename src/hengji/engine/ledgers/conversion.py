"""A ledger's figure in the unit a filing prints: exact, by the pack's units; counts of anything are counts."""

from __future__ import annotations

from fractions import Fraction

from hengji.facts.unit import UnitKind
from hengji.ledgers.measuring import Number
from hengji.packs.pack import Pack


def converted(value: Number, unit: str, printed: str, pack: Pack) -> Fraction:
    """``value`` of the measure's ``unit`` in the ``printed`` one; the same where they measure different things."""
    exact = Fraction(value)
    own, wanted = pack.unit(unit), pack.unit(printed)
    if own is None or wanted is None or own.kind is not wanted.kind or own.kind is UnitKind.COUNT:
        return exact
    return exact * Fraction(own.factor) / Fraction(wanted.factor)
