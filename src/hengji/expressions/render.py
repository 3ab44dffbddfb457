"""Numbers and sums as a person writes them, with the digits as printed."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from hengji.expressions.logic import filled, named
from hengji.expressions.measure import sign
from hengji.expressions.operand import Operand, Scope
from hengji.expressions.reference import RefType
from hengji.expressions.tree import Binary, Call, Negate, Node, Number, Ref
from hengji.facts.fact import State
from hengji.facts.unit import Unit, UnitKind
from hengji.records import dataclass

LONG_SUM = 8  # terms; in longer sums those that are zero are only counted
SUM, PRODUCT, ATOM = 1, 2, 3  # how strongly a piece of text holds together


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a sum: its sign, its text and whether it is a figure of zero."""

    negative: bool
    text: str
    is_zero: bool = False


class Renderer:
    """Writes numbers of one comparison; ``with_units`` when its figures come in different units."""

    def __init__(self, scope: Scope, *, with_units: bool = False) -> None:
        self._scope = scope
        self._with_units = with_units

    def text(self, node: Node, level: int = 0) -> str:
        """A number as arithmetic, in brackets where the surroundings need them."""
        text, own = self._piece(node)
        return f"({text})" if own < level or (level and text.startswith("-")) else text

    def quantity(self, number: Decimal, unit: Unit | None, places: int) -> str:
        """A computed number with its unit where units are shown."""
        return self._with_sign(plain(number, places), unit)

    def operand(self, operand: Operand) -> str:
        """A figure as printed."""
        number = operand.number
        if number is None:
            return "——" if operand.state is State.NOT_APPLICABLE else "（缺）"
        as_printed = operand.printed and operand.state in {State.REPORTED, State.ZERO}
        return self._with_sign(operand.printed if as_printed else format(number, "f"), operand.unit)

    def _with_sign(self, text: str, unit: Unit | None) -> str:
        """Ratios carry their sign; other units are named only where they differ."""
        if unit is None or text.endswith((sign(unit), "％")):
            return text
        if unit.kind is UnitKind.RATIO:
            return text + sign(unit)
        return f"{text} {sign(unit)}" if self._with_units else text

    def _piece(self, node: Node) -> tuple[str, int]:
        """The text of a node and how strongly it holds together."""
        match node:
            case Number(text=text):
                return text, ATOM
            case Ref(reference=reference, type=RefType.NUMBER):
                return self.operand(self._scope.operand(reference)), ATOM
            case Binary(operator="*" | "/", left=left, right=right):
                symbol = "×" if node.operator == "*" else "÷"
                return f"{self._first(left, PRODUCT)} {symbol} {self.text(right, ATOM)}", PRODUCT
            case Call(function="sum") | Binary() | Negate():
                return self._sum(self._terms(node))
            case Call():
                return self._call(node)
        return "、".join(self.operand(operand) for operand in self._several(node)), SUM

    def _first(self, node: Node, level: int) -> str:
        """The first factor: needs no brackets for a minus sign of its own."""
        text, own = self._piece(node)
        return f"({text})" if own < level else text

    def _several(self, node: Node) -> tuple[Operand, ...]:
        return self._scope.operands(node.reference) if isinstance(node, Ref) else ()

    def _call(self, node: Call) -> tuple[str, int]:
        """A function in the words of arithmetic."""
        if node.function == "count":
            return str(sum(filled(operand) for operand in named(node, self._scope))), ATOM
        if node.function == "abs":
            return f"|{self.text(node.arguments[0])}|", ATOM
        if node.function == "share":
            part, whole = node.arguments
            return f"{self._first(part, PRODUCT)} ÷ {self.text(whole, ATOM)}", PRODUCT
        if node.function == "change":
            now, before = node.arguments
            base = self.text(before, ATOM)
            return f"({self._first(now, SUM)} - {self.text(before, PRODUCT)}) ÷ {base}", PRODUCT
        which = "小" if node.function == "min" else "大"
        return f"（{'、'.join(self.text(argument) for argument in node.arguments)}中较{which}的）", ATOM

    def _terms(self, node: Node, *, negative: bool = False) -> list[Term]:
        """The terms of a sum, from left to right."""
        match node:
            case Binary(operator="+" | "-", left=left, right=right):
                flipped = negative if node.operator == "+" else not negative
                return [*self._terms(left, negative=negative), *self._terms(right, negative=flipped)]
            case Negate(operand=operand):
                return self._terms(operand, negative=not negative)
            case Call(function="sum", arguments=parts):
                return [term for part in parts for term in self._terms(part, negative=negative)]
            case Ref(type=RefType.NUMBERS):
                return [self._figure(operand, negative=negative) for operand in self._several(node)]
            case Ref(reference=reference):
                return [self._figure(self._scope.operand(reference), negative=negative)]
        return [Term(negative, self.text(node, PRODUCT))]

    def _figure(self, operand: Operand, *, negative: bool) -> Term:
        return Term(negative, self.operand(operand), operand.number == 0)

    def _sum(self, terms: list[Term]) -> tuple[str, int]:
        """Terms joined by their signs; zeros of a long sum are only counted."""
        shown = terms
        if len(terms) > LONG_SUM:
            shown = [term for term in terms if not term.is_zero] or terms[:1]
        text = ""
        for term in shown:
            piece = f"({term.text})" if term.text.startswith("-") and (text or term.negative) else term.text
            joint = (" - " if term.negative else " + ") if text else ("-" if term.negative else "")
            text += joint + piece
        if len(shown) < len(terms):
            return f"{text}（其余 {len(terms) - len(shown)} 项为 0）", SUM
        return text or "（缺）", ATOM if len(shown) == 1 and not shown[0].negative else SUM


def plain(number: Decimal, places: int) -> str:
    """A number with so many decimals, 四舍五入, never in powers of ten and never "-0"."""
    rounded = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return format(rounded or abs(rounded), "f")
