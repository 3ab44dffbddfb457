"""Units of measure and exact conversion between units of one kind.

The units themselves are declared by packs (`units.yaml`); this module gives them meaning. Money converts to 元,
ratios to parts of one; counts have no common base and convert only to themselves or to a declared equal.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from hengji.records import dataclass


class UnitKind(StrEnum):
    """What a unit measures."""

    MONEY = "money"
    RATIO = "ratio"
    COUNT = "count"
    POINTS = "points"
    AREA = "area"
    TIME = "time"
    RATE = "rate"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure: ``factor`` turns a printed value into the base unit (元 for money, 1 for ratios)."""

    id: str
    kind: UnitKind
    factor: Decimal = Decimal(1)
    aliases: tuple[str, ...] = ()

    def to_base(self, value: Decimal) -> Decimal:
        """``value`` in the base unit of this unit's kind, exactly."""
        return value * self.factor

    def from_base(self, value: Decimal) -> Decimal:
        """A value in the base unit, printed in this unit."""
        return value / self.factor
