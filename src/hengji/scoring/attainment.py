"""Whether a value reached meets its target, as far as the two are written exactly enough to tell."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from enum import StrEnum

from hengji.facts.unit import Unit, UnitKind
from hengji.packs.span import Span
from hengji.records import dataclass
from hengji.scoring.quantity import ABOUT, ABOVE, AT_LEAST, AT_MOST, BELOW, EQUAL, RANGE, Quantity
from hengji.scoring.rule import Note


class Outcome(StrEnum):
    """How a value stands to its target."""

    REACHED = "reached"
    SHORT = "short"
    EXCEEDED = "exceeded"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Pair:
    """Target and actual value in one unit, with what had to be assumed for that."""

    target: Quantity
    actual: Quantity
    notes: tuple[Note, ...] = ()


def paired(target: Quantity, actual: Quantity) -> Pair | None:
    """Both in comparable units, or None. A figure without a unit takes the other's, unless 1 might mean 100%."""
    if target.unit is None and actual.unit is None:
        return Pair(target, actual)
    if target.unit is not None and actual.unit is not None:
        same = target.unit.kind is actual.unit.kind
        alike = target.unit.id == actual.unit.id or target.unit.kind is not UnitKind.COUNT
        return Pair(target, actual) if same and alike else None
    unit = target.unit or actual.unit
    bare, name = (target, "指标") if target.unit is None else (actual, "完成")
    if unit is None or (unit.kind is UnitKind.RATIO and (bare.value is None or bare.value <= 1)):
        return None
    note = Note("unit-assumed", f"{name}值“{bare.text}”没有写单位，按“{unit.id}”计。")
    if target.unit is None:
        return Pair(replace(target, unit=unit), actual, (note,))
    return Pair(target, replace(actual, unit=unit), (note,))


def in_base(value: Decimal, unit: Unit | None) -> Decimal:
    """A value in the base unit of its kind."""
    return value if unit is None else unit.to_base(value)


def possible(quantity: Quantity) -> Span:
    """The values a quantity may stand for, in the base unit: >900 is everything above it, 280余 everything from 280."""
    value = None if quantity.value is None else in_base(quantity.value, quantity.unit)
    low = None if quantity.low is None else in_base(quantity.low, quantity.unit)
    high = None if quantity.high is None else in_base(quantity.high, quantity.unit)
    match quantity.relation:
        case "=":
            return Span(value, value)
        case "≥" | ">":
            return Span(value, None, quantity.relation == AT_LEAST, high_closed=False)
        case "≤" | "<":
            return Span(None, value, low_closed=False, high_closed=quantity.relation == AT_MOST)
    return Span(low, high, low is not None, high is not None)


def wanted(direction: str, target: Quantity) -> Span:
    """The values that meet a target, in the base unit."""
    if target.relation == RANGE:
        return possible(target)
    value = None if target.value is None else in_base(target.value, target.unit)
    if target.relation == ABOUT and target.low is not None:
        value = in_base(target.low, target.unit)
    if direction == "at_most":
        return Span(None, value, low_closed=False, high_closed=target.relation != BELOW)
    if direction == "equal":
        return Span(value, value)
    return Span(value, None, target.relation != ABOVE, high_closed=False)


def outcome(direction: str, pair: Pair) -> Outcome:
    """How the actual value stands to the target: decided only when all values it may stand for are on one side."""
    region, values = wanted(direction, pair.target), possible(pair.actual)
    if _inside(values, region):
        return Outcome.REACHED
    if _below(values, region):
        return Outcome.SHORT
    if _below(region, values):
        return Outcome.EXCEEDED
    return Outcome.UNCLEAR


def is_exact(quantity: Quantity) -> bool:
    """Whether it is one certain number."""
    return quantity.relation == EQUAL and quantity.value is not None


def _inside(inner: Span, outer: Span) -> bool:
    low = outer.low is None or (
        inner.low is not None
        and (inner.low > outer.low or (inner.low == outer.low and (outer.low_closed or not inner.low_closed)))
    )
    high = outer.high is None or (
        inner.high is not None
        and (inner.high < outer.high or (inner.high == outer.high and (outer.high_closed or not inner.high_closed)))
    )
    return low and high


def _below(left: Span, right: Span) -> bool:
    if left.high is None or right.low is None:
        return False
    return left.high < right.low or (left.high == right.low and not (left.high_closed and right.low_closed))
