"""The working of an outcome: "507.89 + 74.95 = 582.84 ≠ 582.66，少 0.18".

The computed side comes first, then what was stated. 多 and 少 say how the stated figure differs from the computed one,
or how a figure differs from a required constant; between two figures neither of which was computed, or both, it is 差.
What passes a limit is 超.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal

from hengji.expressions.linear import Figure, Linear, Result
from hengji.expressions.logic import PRESENCE, TRUE, compare, named
from hengji.expressions.measure import PERCENT, Measure, decimals, measure, mentions, needed
from hengji.expressions.operand import Operand, Scope
from hengji.expressions.render import Renderer, plain
from hengji.expressions.tree import Binary, Call, Compare, Node, Number, Ref, walk
from hengji.facts.fact import State
from hengji.facts.interval import Interval
from hengji.facts.unit import Unit, UnitKind
from hengji.records import dataclass

MIRRORED = {"=": "=", "!=": "!=", "<=": ">=", ">=": "<=", "<": ">", ">": "<"}
HOLDING = {"=": "=", "!=": "≠", "<=": "≤", ">=": "≥", "<": "<", ">": ">"}
FAILING = {"=": "≠", "!=": "=", "<=": ">", ">=": "<", "<": "≥", ">": "≤"}
ROUNDED_PLACES = 2  # decimals of a quotient that does not come out even, unless the stated one has more
MOST_PLACES = 12

_UNKNOWN = {"missing": "缺{}", "unreadable": "{}认不出", "disagreeing": "{}前后写法不一"}

NumberOf = Callable[[Node, Scope], Figure]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything about an outcome but its result."""

    working: str
    difference: Decimal | None = None
    left: Interval | None = None
    right: Interval | None = None
    unit: Unit | None = None
    operands: tuple[Operand, ...] = ()


def explain(result: Result, evidence: Iterable[Node], scope: Scope, number: NumberOf) -> Explanation:
    """The working of what an outcome rests on; several pieces of evidence stand one after the other."""
    parts = [_explain_one(result, node, scope, number) for node in evidence]
    first = next((part for part in parts if part.difference is not None), parts[0])
    operands = tuple(dict.fromkeys(operand for part in parts for operand in part.operands))
    working = "；".join(dict.fromkeys(part.working for part in parts))
    return Explanation(working, first.difference, first.left, first.right, first.unit, operands)


def _explain_one(result: Result, node: Node, scope: Scope, number: NumberOf) -> Explanation:
    """The working of one comparison, test or number."""
    match node:
        case Compare(operator=operator, left=left, right=right):
            return _Pair(operator, left, right, scope, number).explanation()
        case Call(function="nonzero", arguments=(argument,)):
            zero = Number(Decimal(0), "0", node.span)
            return _Pair("!=", argument, zero, scope, number).explanation()
        case Call(function=function) if function in PRESENCE:
            return _presence(node, scope)
    operands = _operands(scope, node)
    figure = number(node, scope)
    if isinstance(figure, Result):
        return Explanation(_why_not(result, (node,), scope, number), operands=operands)
    unit = measure(node, scope).shown
    side = _Side(node, figure, scope, unit)
    return Explanation(side.computed(Renderer(scope, with_units=_differ(scope, node))), None, side.interval, None, unit,
                       operands)  # fmt: skip


def _operands(scope: Scope, *nodes: Node) -> tuple[Operand, ...]:
    """The figures named, once each."""
    return tuple(dict.fromkeys(operand for node in nodes for _, operand in mentions(node, scope)))


def _differ(scope: Scope, *nodes: Node) -> bool:
    """Whether the figures come in several units, ratios aside."""
    named_ = (operand.unit for node in nodes for _, operand in mentions(node, scope, reckoned=True))
    units = {unit.id for unit in named_ if unit is not None and unit.kind is not UnitKind.RATIO}
    return len(units) > 1


def _presence(node: Call, scope: Scope) -> Explanation:
    """Whether something was filled in, in words."""
    operands = named(node, scope)
    reference = node.arguments[0].reference if isinstance(node.arguments[0], Ref) else None
    name = (operands[0].label if operands else "") or str(reference)
    yes, no = ("已填报", "未填报") if node.function == "present" else ("为空白", "不为空白")
    quoted = name if name.startswith("“") else f"“{name}”"
    return Explanation(f"{quoted}{yes if PRESENCE[node.function](node, scope) else no}", operands=operands)


def _why_not(result: Result, nodes: tuple[Node, ...], scope: Scope, number: NumberOf) -> str:
    """Why there is no number."""
    if result is Result.NOT_COMPARABLE:
        text = next(Renderer(scope).text(node) for node in nodes if not isinstance(number(node, scope), Linear))
        return f"{text}，除数{_zero(nodes, scope, number)} 0，不可比"
    reasons: dict[str, dict[str, None]] = {}
    for reference, operand in (pair for node in nodes for pair in mentions(node, scope, reckoned=True)):
        if operand.number is None:
            kind = _lacking(operand, scope.operands(reference))
            reasons.setdefault(kind, {})[operand.label or reference.text] = None
    listed = {kind: "、".join(f"“{name}”" for name in names) for kind, names in reasons.items()}
    if result is Result.NOT_APPLICABLE:
        return f"{listed[State.NOT_APPLICABLE]}为“——”，不适用"
    return "；".join(_UNKNOWN[kind].format(names) for kind, names in listed.items() if kind in _UNKNOWN) + "，无法核对"


def _lacking(operand: Operand, found: tuple[Operand, ...]) -> str:
    """In what way a figure is not there: a key of ``_UNKNOWN``, or that it does not apply."""
    if operand.state in {State.NOT_APPLICABLE, State.UNREADABLE}:
        return str(operand.state)
    return "disagreeing" if len(found) > 1 and operand not in found else "missing"


def _zero(nodes: tuple[Node, ...], scope: Scope, number: NumberOf) -> str:
    """Whether a divisor is zero or only may be, given its rounding."""
    for node in (inner for outer in nodes for inner in walk(outer)):
        divisor = _divisor(node)
        figure = number(divisor, scope) if divisor is not None else None
        if isinstance(figure, Linear) and not figure.interval().value:
            return "为"
    return "舍入前可能为"


def _divisor(node: Node) -> Node | None:
    """What a node divides by."""
    match node:
        case Binary(operator="/", right=right):
            return right
        case Call(function="share" | "change", arguments=(_, whole)):
            return whole
    return None


class _Side:
    """One side of a comparison, in the unit both are shown in."""

    def __init__(self, node: Node, figure: Linear, scope: Scope, unit: Unit | None) -> None:
        self.node = node
        self.unit = unit
        interval = figure.interval()
        factor = unit.factor if unit is not None else Decimal(1)
        self.interval = Interval(interval.value / factor, interval.low / factor, interval.high / factor)
        self.is_stated = isinstance(node, Ref)
        self.is_constant = not any(isinstance(part, Ref) for part in walk(node))
        self.is_quotient = any(_divisor(part) is not None for part in walk(node))
        self.printed = max((_printed_places(operand, unit) for _, operand in mentions(node, scope)), default=0)

    @property
    def is_simple(self) -> bool:
        """Whether nothing is reckoned on this side."""
        return isinstance(self.node, Ref | Number) or (isinstance(self.node, Call) and self.node.function == "count")

    def places(self, least: int = ROUNDED_PLACES) -> int:
        """The decimals its value is shown with: as printed, more when the exact value needs them."""
        if not self.is_quotient:
            return max(self.printed, needed(self.interval.value))
        return needed(self.interval.value, max(least, ROUNDED_PLACES))

    def computed(self, renderer: Renderer, places: int | None = None) -> str:
        """The arithmetic and its value, "60.00 + 40.00 = 100.00"; the figure alone when nothing is reckoned."""
        text = renderer.text(self.node)
        if self.is_simple:
            return text
        joint, value = self.value(renderer, places)
        return text if text == value else f"{text} {joint} {value}".replace("） ", "）")

    def value(self, renderer: Renderer, places: int | None = None) -> tuple[str, str]:
        """The sign before a shown value and the value: ≈ when digits were cut off."""
        shown = self.places() if places is None else places
        exact = needed(self.interval.value, MOST_PLACES + 1) <= shown
        return "=" if exact else "≈", renderer.quantity(self.interval.value, self.unit, shown)


def _printed_places(operand: Operand, unit: Unit | None) -> int:
    """The decimals of a figure's column, when it is printed in ``unit``."""
    number = operand.number
    if number is None or (operand.unit is not None and operand.unit != unit):
        return 0
    return max(decimals(number), decimals(operand.grain.normalize()) if operand.grain else 0)


def _rank(side: _Side) -> int:
    """The side to write first: what was computed, then what was stated, then what is required."""
    return 2 if side.is_constant else 1 if side.is_stated else 0


class _Pair:
    """The working of one comparison."""

    def __init__(self, operator: str, left: Node, right: Node, scope: Scope, number: NumberOf) -> None:
        self._operator = operator
        self._nodes = (left, right)
        self._scope = scope
        self._number = number
        self._renderer = Renderer(scope, with_units=_differ(scope, left, right))

    def explanation(self) -> Explanation:
        """The working, the difference and both sides."""
        left, right = (self._number(node, self._scope) for node in self._nodes)
        operands = _operands(self._scope, *self._nodes)
        result = compare(self._operator, left, right)
        if not (isinstance(left, Linear) and isinstance(right, Linear)):
            return Explanation(_why_not(result, self._nodes, self._scope, self._number), operands=operands)
        unit = self._unit()
        one, other = (
            _Side(node, figure, self._scope, unit) for node, figure in zip(self._nodes, (left, right), strict=True)
        )
        difference = self._difference(one, other, held=result is Result.HOLDS)
        working = self._working(result, one, other, difference)
        return Explanation(working, difference, one.interval, other.interval, unit, operands)

    def _unit(self) -> Unit | None:
        """The unit both sides are shown in."""
        both = Measure()
        for node in self._nodes:
            both |= measure(node, self._scope)
        if not both.units and any(isinstance(part, Number) and part.text.endswith("%")
                                  for node in self._nodes for part in walk(node)):  # fmt: skip
            return PERCENT
        return both.shown

    @staticmethod
    def _subject(one: _Side, other: _Side) -> _Side | None:
        """The side of which 多 or 少 is said."""
        if one.is_constant != other.is_constant:
            return other if one.is_constant else one
        if one.is_stated != other.is_stated:
            return one if one.is_stated else other
        return None

    def _difference(self, one: _Side, other: _Side, *, held: bool) -> Decimal:
        """Subject minus the rest, as many decimals as are shown."""
        turn = self._subject(one, other) is other
        gap = other.interval.value - one.interval.value if turn else one.interval.value - other.interval.value
        exact = not (one.is_quotient or other.is_quotient)
        most = max(one.printed, other.printed)
        places = max(most, needed(gap)) if exact else needed(gap, max(most, ROUNDED_PLACES))
        while not (exact or held) and gap and places < MOST_PLACES and not round(gap, places):
            places += 1
        rounded = gap.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
        return rounded or abs(rounded)

    def _working(self, result: Result, one: _Side, other: _Side, difference: Decimal) -> str:
        """Both sides with the sign between them, and how they differ."""
        operator = self._operator
        if _rank(one) > _rank(other):
            one, other, operator = other, one, MIRRORED[operator]
        held = result is Result.HOLDS
        if operator == "=" and held:
            return self._equal(one, other)
        symbol = "≈" if operator == "=" and result in TRUE else (HOLDING if held else FAILING)[operator]
        places = self._apart(one, other)
        text = f"{one.computed(self._renderer, places)} {symbol} {self._second(other)}"
        if held or not difference:
            return text if held or result is Result.FAILS else f"{text}，在舍入误差内"
        word = self._word(operator, one, other, difference)
        amount = plain(abs(difference), decimals(difference)) + self._amount_unit(one.unit)
        return f"{text}，{word} {amount}" + ("，在舍入误差内" if result in TRUE else "")

    def _equal(self, one: _Side, other: _Side) -> str:
        """Two sides that are the same figure: it is written once."""
        if other.is_simple:
            exact = one.interval.value == other.interval.value
            text, stated = self._renderer.text(one.node), self._renderer.text(other.node)
            return f"{text} {'=' if exact else '≈'} {stated}"
        return f"{one.computed(self._renderer)} = {self._renderer.text(other.node)}"

    def _second(self, side: _Side) -> str:
        """The side that comes second: "4 = 2 + 2" when it was computed too."""
        text = self._renderer.text(side.node)
        if side.is_simple:
            return text
        joint, value = side.value(self._renderer)
        return text if text == value else f"{value} {joint} {text}"

    @staticmethod
    def _apart(one: _Side, other: _Side) -> int:
        """The decimals that show two different values as different."""
        places = one.places(other.printed)
        if not one.is_quotient or one.interval.value == other.interval.value:
            return places
        while places < MOST_PLACES and round(one.interval.value, places) == round(other.interval.value, places):
            places += 1
        return places

    def _word(self, operator: str, one: _Side, other: _Side, difference: Decimal) -> str:
        """The word for the difference."""
        if operator not in {"=", "!="}:
            return "超" if one.interval.value > other.interval.value else "少"
        if self._subject(one, other) is None:
            return "差"
        return "多" if difference > 0 else "少"

    def _amount_unit(self, unit: Unit | None) -> str:
        """The unit after a difference: percentages differ by 百分点."""
        if unit is None:
            return ""
        if unit.kind is UnitKind.RATIO:
            return " 个百分点" if unit.factor == PERCENT.factor else unit.id
        shown = self._renderer.quantity(Decimal(0), unit, 0)
        return shown.removeprefix("0")
