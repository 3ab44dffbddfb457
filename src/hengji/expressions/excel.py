"""A derived figure as a worksheet formula, so that totals in a workbook stay alive."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from hengji.expressions.errors import ExpressionTypeError
from hengji.expressions.reference import Reference
from hengji.expressions.tree import Binary, Call, Negate, Node, Number, Ref, Span

CellName = Callable[[Reference], str]

_FUNCTIONS = {"sum": "SUM", "abs": "ABS", "min": "MIN", "max": "MAX"}
_LEVELS = {"+": 1, "-": 1, "*": 2, "/": 2}
_ATOM = 3


def to_excel(tree: Node, cell: CellName) -> str:
    """The formula, with "=" in front. ``cell`` names the cell of a reference, or the range of a group.

    A formula that divides shows nothing while a divisor is zero. Raises ExpressionTypeError for what is not arithmetic.
    """
    writer = _Writer(cell)
    body, _ = writer.piece(tree)
    if not writer.divisors:
        return f"={body}"
    tests = [f"{divisor}=0" for divisor in dict.fromkeys(writer.divisors)]
    test = tests[0] if len(tests) == 1 else f"OR({','.join(tests)})"
    return f'=IF({test},"",{body})'


class _Writer:
    """Writes one formula and remembers what it divides by."""

    def __init__(self, cell: CellName) -> None:
        self._cell = cell
        self.divisors: list[str] = []

    def piece(self, node: Node) -> tuple[str, int]:  # noqa: PLR0911 - one return per kind of node
        """The text of a node and how strongly it holds together."""
        match node:
            case Number(value=value):
                return format(value, "f"), _ATOM
            case Ref(reference=reference):
                return self._cell(reference), _ATOM
            case Negate(operand=operand):
                return f"-{self._inside(operand, _ATOM)}", 0
            case Binary(operator="/", left=left, right=right):
                return self._quotient(left, right), 2
            case Binary(operator=operator, left=left, right=right):
                level = _LEVELS[operator]
                return f"{self._inside(left, level)}{operator}{self._inside(right, level + 1)}", level
            case Call(function="share", arguments=(part, whole)):
                return self._quotient(part, whole), 2
            case Call(function="change", arguments=(now, before)):
                difference = Binary("-", now, before, node.span)
                return self._quotient(difference, before), 2
            case Call(function=function, arguments=parts) if function in _FUNCTIONS:
                return f"{_FUNCTIONS[function]}({','.join(self.piece(part)[0] for part in parts)})", _ATOM
        raise ExpressionTypeError("", Span(0, 0), "工作表公式只能是加减乘除、sum、abs、min、max、share、change")

    def _inside(self, node: Node, level: int) -> str:
        """A node in brackets where it needs them."""
        text, own = self.piece(node)
        return f"({text})" if own < level else text

    def _quotient(self, left: Node, right: Node) -> str:
        """A division; its divisor is tested once for the whole formula, unless it is a constant."""
        dividend, divisor = self._inside(left, 2), self._inside(right, _ATOM)
        if not (isinstance(right, Number) and right.value != Decimal(0)):
            self.divisors.append(divisor)
        return f"{dividend}/{divisor}"
