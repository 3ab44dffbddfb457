"""What an evaluation returns: the result at once, the working and the difference when somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, localcontext

from hengji.expressions.linear import EXACT, Figure, Linear, Result, minus
from hengji.expressions.logic import TRUE
from hengji.expressions.operand import Operand, Scope
from hengji.expressions.tree import Compare, Node
from hengji.expressions.working import Explanation, explain
from hengji.facts.interval import Interval
from hengji.facts.unit import Unit


class Outcome:
    """How an expression came out. Everything but ``result`` is computed on first use."""

    __slots__ = ("_evidence", "_explanation", "_number", "_scope", "result")

    def __init__(
        self, result: Result, evidence: tuple[Node, ...], scope: Scope, number: Callable[[Node, Scope], Figure]
    ) -> None:
        self.result = result
        self._evidence = evidence
        self._scope = scope
        self._number = number
        self._explanation: Explanation | None = None

    def __repr__(self) -> str:
        return f"Outcome({self.result.value}, {self.working!r})"

    @property
    def holds(self) -> bool | None:
        """True, false, or None when it cannot be told."""
        if self.result in TRUE:
            return True
        return False if self.result is Result.FAILS else None

    @property
    def explanation(self) -> Explanation:
        """Working, difference, sides and operands together."""
        if self._explanation is None:
            with localcontext(EXACT):
                self._explanation = explain(self.result, self._evidence, self._scope, self._number)
        return self._explanation

    @property
    def working(self) -> str:
        """The arithmetic as a person writes it: "60.00 + 40.00 = 100.00 ≠ 100.50，多 0.50"."""
        return self.explanation.working

    @property
    def difference(self) -> Decimal | None:
        """The stated side minus the computed one (left minus right when neither or both are stated), in ``unit``."""
        return self.explanation.difference

    @property
    def left(self) -> Interval | None:
        """The left side of the comparison the outcome rests on, or the computed number, in ``unit``."""
        return self.explanation.left

    @property
    def right(self) -> Interval | None:
        """The right side of the comparison the outcome rests on, in ``unit``."""
        return self.explanation.right

    @property
    def unit(self) -> Unit | None:
        """The unit the operands share; when they do not, the smallest of those printed; None for bare numbers."""
        return self.explanation.unit

    @property
    def operands(self) -> tuple[Operand, ...]:
        """The figures the outcome rests on, in order of mention; those that are missing too."""
        return self.explanation.operands

    def gap(self) -> tuple[str, Linear] | None:
        """The one comparison it rests on as "left - right" held against zero by ``=``, ``<`` or ``<=``, else None."""
        if len(self._evidence) != 1 or not isinstance(self._evidence[0], Compare):
            return None
        node = self._evidence[0]
        sides = (node.right, node.left) if node.operator in {">", ">="} else (node.left, node.right)
        operator = {">": "<", ">=": "<="}.get(node.operator, node.operator)
        if operator not in {"=", "<", "<="}:
            return None
        with localcontext(EXACT):
            difference = minus(*(self._number(side, self._scope) for side in sides))
        return (operator, difference) if isinstance(difference, Linear) else None

    def known(self) -> Mapping[str, Operand]:
        """Every stated figure that was looked up, by the id of its statement."""
        return self._scope.known()

    def value_in(self, unit: Unit | None) -> Decimal | None:
        """The computed number in ``unit`` (base unit when None), not rounded; None when there is none."""
        if self.result is not Result.COMPUTED:
            return None
        with localcontext(EXACT):
            figure = self._number(self._evidence[0], self._scope)
            if not isinstance(figure, Linear):  # pragma: no cover - the result says there is a number
                return None
            value = figure.interval().value
            return value if unit is None else unit.from_base(value)
