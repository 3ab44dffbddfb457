"""In which unit a number is shown: the one its figures share, a percentage for a ratio, else the smallest printed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from hengji.expressions.operand import Operand, Scope
from hengji.expressions.reference import Reference, RefType
from hengji.expressions.tree import Binary, Call, Negate, Node, Ref, children
from hengji.facts.unit import Unit, UnitKind
from hengji.records import dataclass

PERCENT = Unit("%", UnitKind.RATIO, Decimal("0.01"))
_SIGNS = {Decimal("0.01"): "%", Decimal("0.001"): "‰"}


@dataclass(frozen=True, slots=True)
class Measure:
    """The units a number comes in; ``ratio`` when it is a quotient of like things and has none of its own."""

    units: tuple[Unit, ...] = ()
    ratio: bool = False

    def __or__(self, other: Measure) -> Measure:
        return Measure(tuple(dict.fromkeys(self.units + other.units)), self.ratio or other.ratio)

    @property
    def kinds(self) -> frozenset[UnitKind]:
        """What is measured."""
        return frozenset(unit.kind for unit in self.units)

    @property
    def shown(self) -> Unit | None:
        """The unit to show the number in; None for a bare number."""
        if self.units:
            return min(self.units, key=lambda unit: unit.factor)
        return PERCENT if self.ratio else None


def mentions(node: Node, scope: Scope, *, reckoned: bool = False) -> Iterator[tuple[Reference, Operand]]:
    """Every figure a node names, with its reference; ``reckoned`` leaves out those that are only counted."""
    match node:
        case Ref(reference=reference, type=RefType.NUMBER):
            yield reference, scope.operand(reference)
        case Ref(reference=reference):
            missing = Operand(None, state=None, label=reference.text)
            yield from ((reference, operand) for operand in scope.operands(reference) or (missing,))
        case Call(function="count") if reckoned:
            return
        case _:
            for part in children(node):
                yield from mentions(part, scope, reckoned=reckoned)


def measure(node: Node, scope: Scope) -> Measure:  # noqa: PLR0911 - one return per kind of node
    """The units of a number."""
    match node:
        case Binary(operator="*", left=left, right=right):
            return _product(measure(left, scope), measure(right, scope))
        case Binary(operator="/", left=left, right=right):
            return _quotient(measure(left, scope), measure(right, scope))
        case Call(function="share" | "change", arguments=(part, whole)):
            return _quotient(measure(part, scope), measure(whole, scope))
        case Binary(left=left, right=right):
            return measure(left, scope) | measure(right, scope)
        case Call(function="count"):
            return Measure()
        case Call(arguments=parts):
            together = Measure()
            for part in parts:
                together |= measure(part, scope)
            return together
        case Negate(operand=operand):
            return measure(operand, scope)
    return Measure(tuple(dict.fromkeys(operand.unit for _, operand in mentions(node, scope) if operand.unit)))


def _product(left: Measure, right: Measure) -> Measure:
    """A ratio or a bare number leaves the other's unit; so many times a quotient is a bare number."""
    if not left.units and not right.units:
        return Measure()
    for one, other in ((left, right), (right, left)):
        if not other.units or other.kinds == {UnitKind.RATIO}:
            return one if one.units or not other.units else other
    return Measure()


def _quotient(left: Measure, right: Measure) -> Measure:
    """Like by like is a ratio; by a ratio or a bare number leaves the unit."""
    if left.kinds == right.kinds:
        return Measure(ratio=True)
    if not right.units or right.kinds == {UnitKind.RATIO}:
        return left
    return Measure()


def sign(unit: Unit) -> str:
    """How a unit is written after its number."""
    return _SIGNS.get(unit.factor, unit.id) if unit.kind is UnitKind.RATIO else unit.id


def decimals(number: Decimal) -> int:
    """How many decimals a number is written with."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def needed(number: Decimal, most: int = 12) -> int:
    """How many decimals a number needs to be written exactly, at most ``most``."""
    return min(most, decimals(number.normalize()))
