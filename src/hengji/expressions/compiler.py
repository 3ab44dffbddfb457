"""The tree as closures: the same arithmetic as the reference evaluator without walking the tree, and a short cut.

The short cut answers the common case - a relation of sums whose figures share a unit and that holds, exactly as
printed or within rounding - with additions alone. Whatever it cannot answer takes the long way.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, localcontext

from hengji.expressions.evaluator import OPERATIONS, ZERO_FIGURE, number
from hengji.expressions.linear import (
    EXACT,
    NUMBER_FUNCTIONS,
    ONE,
    ZERO,
    Figure,
    Result,
    constant,
    figure_of,
    figures_of,
    negated,
)
from hengji.expressions.logic import (
    PRESENCE,
    TINY,
    Judgement,
    compare,
    conjunction,
    disjunction,
    filled,
    implication,
    named,
    negation,
    to_grain,
)
from hengji.expressions.operand import EXACT_KINDS, Operand, Resolve, Scope
from hengji.expressions.outcome import Outcome
from hengji.expressions.reference import Reference, RefType
from hengji.expressions.tree import And, Binary, Call, Compare, Implies, Negate, Node, Not, Number, Or, Ref, is_truth
from hengji.facts.fact import State
from hengji.facts.interval import HALF
from hengji.records import dataclass

NumberClosure = Callable[[Scope], Figure]
FiguresClosure = Callable[[Scope], list[Figure]]
TruthClosure = Callable[[Scope], Judgement]
Compiled = Callable[[Resolve], Outcome]


def compile_tree(tree: Node) -> Compiled:
    """A function from a resolver to the outcome ``evaluate(tree, resolver)`` gives."""
    if is_truth(tree):
        judge = _truth(tree)

        def check(resolve: Resolve) -> Outcome:
            scope = Scope(resolve)
            with localcontext(EXACT):
                judgement = judge(scope)
            return Outcome(judgement.result, judgement.evidence, scope, number)

        return check
    reckon = _number(tree)

    def derive(resolve: Resolve) -> Outcome:
        scope = Scope(resolve)
        with localcontext(EXACT):
            figure = reckon(scope)
        return Outcome(figure if isinstance(figure, Result) else Result.COMPUTED, (tree,), scope, number)

    return derive


def _number(node: Node) -> NumberClosure:
    """A closure for a number."""
    match node:
        case Number(value=value):
            fixed = constant(value)
            return lambda _: fixed
        case Ref(reference=reference):
            return lambda scope: figure_of(scope.operand(reference), reference)
        case Negate(operand=operand):
            inner = _number(operand)
            return lambda scope: negated(inner(scope))
        case Binary(operator=operator, left=left, right=right):
            operation, one, other = OPERATIONS[operator], _number(left), _number(right)
            return lambda scope: operation(one(scope), other(scope))
        case Call(function="count"):
            return lambda scope: constant(Decimal(sum(filled(operand) for operand in named(node, scope))))
        case Call(function=function) if function in NUMBER_FUNCTIONS:
            apply, figures = NUMBER_FUNCTIONS[function], _figures(node)
            return lambda scope: apply(figures(scope))
    raise TypeError(node)  # pragma: no cover - the type check sees to it


def _figures(node: Call) -> FiguresClosure:
    """A closure for the arguments of a function."""
    parts = [_group(part) for part in node.arguments]
    return lambda scope: [figure for part in parts for figure in part(scope)]


def _group(node: Node) -> FiguresClosure:
    """A closure for one argument, which may be a group of numbers."""
    if isinstance(node, Ref) and node.type is RefType.NUMBERS:
        reference = node.reference
        return lambda scope: figures_of(reference, scope.operands(reference))
    single = _number(node)
    return lambda scope: [single(scope)]


def _truth(node: Node) -> TruthClosure:  # noqa: PLR0911 - one return per kind of node
    """A closure for a truth value."""
    match node:
        case Compare():
            return _comparison(node)
        case Not(operand=operand):
            inner = _truth(operand)
            return lambda scope: negation(inner(scope))
        case And(parts=parts):
            every = [_truth(part) for part in parts]
            return lambda scope: conjunction([part(scope) for part in every])
        case Or(parts=parts):
            some = [_truth(part) for part in parts]
            return lambda scope: disjunction([part(scope) for part in some])
        case Implies(condition=condition, consequence=consequence):
            if_, then = _truth(condition), _truth(consequence)
            return lambda scope: implication(if_(scope), then(scope))
        case Call(function="nonzero", arguments=(argument,)):
            reckon = _number(argument)
            return lambda scope: Judgement(compare("!=", reckon(scope), ZERO_FIGURE), (node,))
        case Call(function=function) if function in PRESENCE:
            test = PRESENCE[function]
            return lambda scope: Judgement(Result.HOLDS if test(node, scope) else Result.FAILS, (node,))
    raise TypeError(node)  # pragma: no cover - the type check sees to it


def _comparison(node: Compare) -> TruthClosure:
    """A closure for a comparison, with the short cut where both sides are sums."""
    operator, left, right = node.operator, _number(node.left), _number(node.right)
    known = {result: Judgement(result, (node,)) for result in (Result.HOLDS, Result.HOLDS_WITHIN_ROUNDING)}
    holds = known[Result.HOLDS]
    plan = _plan(node)

    def slowly(scope: Scope) -> Judgement:
        return Judgement(compare(operator, left(scope), right(scope)), (node,))

    if plan is None:
        return slowly

    def quickly(scope: Scope) -> Judgement:
        sums = _sums(plan, scope.resolve)
        if sums is None:
            return slowly(scope)
        gap = sums.left + sums.right
        if not gap if operator == "=" else gap <= 0:
            return holds
        result = _within_rounding(sums)
        return known[result] if result is not None else slowly(scope)

    return quickly


Step = tuple[Reference, bool, bool]  # reference, is subtracted, is a group
Plan = tuple[tuple[Step, ...], tuple[Step, ...]]  # the two sides


def _plan(node: Compare) -> Plan | None:
    """The sum ``left - right`` as signed references; None when there is no short cut."""
    if node.operator not in {"=", "<=", ">="}:
        return None
    turned = node.operator == ">="
    left, right = _signed(node.left, subtract=turned), _signed(node.right, subtract=not turned)
    if left is None or right is None:
        return None
    steps = left + right
    return (left, right) if len({reference for reference, _, _ in steps}) == len(steps) else None


def _signed(node: Node, *, subtract: bool) -> tuple[Step, ...] | None:
    """A sum as signed references; None when it is more than a sum of figures."""
    match node:
        case Ref(reference=reference, type=RefType.NUMBER):
            return ((reference, subtract, False),)
        case Ref(reference=reference):
            return ((reference, subtract, True),)
        case Negate(operand=operand):
            return _signed(operand, subtract=not subtract)
        case Binary(operator="+" | "-", left=left, right=right):
            one = _signed(left, subtract=subtract)
            other = _signed(right, subtract=subtract if node.operator == "+" else not subtract)
            return None if one is None or other is None else one + other
        case Call(function="sum", arguments=parts):
            plans = [_signed(part, subtract=subtract) for part in parts]
            return tuple(step for plan in plans for step in plan or ()) if all(plans) else None
    return None


@dataclass(slots=True)
class _Sums:
    """The two sides of ``left - right`` in the printed unit (their sum is the gap), and the figures in them."""

    left: Decimal
    right: Decimal
    operands: list[Operand]


def _sums(plan: Plan, resolve: Resolve) -> _Sums | None:
    """The sides of a relation; None when a figure is not plainly there or the units differ."""
    operands: list[Operand] = []
    sides = [ZERO, ZERO]
    unit: object = plan  # no unit is the plan: the first figure sets it
    for side, steps in enumerate(plan):
        total = ZERO
        for reference, subtract, group in steps:
            answer = resolve(reference)
            if isinstance(answer, Operand):
                found: tuple[Operand, ...] | list[Operand] = (answer,)
            elif group and answer:
                found = list(answer)
            else:
                return None
            for operand in found:
                value, state = operand.value, operand.state
                if value is None or not (state is State.REPORTED or state is State.ZERO or state is State.BLANK):
                    return None
                if operand.unit is not unit:
                    if unit is not plan:
                        return None
                    unit = operand.unit
                total = total - value if subtract else total + value
                operands.append(operand)
        sides[side] = total
    return _Sums(sides[0], sides[1], operands)


def _within_rounding(sums: _Sums) -> Result | None:
    """How a relation comes out that misses as printed; None when it takes the long way.

    With figures that are each another statement the true gap lies within half the sum of their quanta. The sides are
    the same as printed when they are so in whole quanta, as in `compare`.
    """
    operands = sums.operands
    stated = [operand.id for operand in operands if operand.id]
    if len(set(stated)) < len(stated):
        return None
    unit = operands[0].unit
    if unit is not None and unit.kind in EXACT_KINDS:
        return None
    factor = unit.factor if unit is not None else ONE
    # `Operand.grain`, of figures that share a unit and are none of them 无
    grains = [ZERO if operand.exact else operand.quantum or ZERO for operand in operands]
    distance = abs(sums.left + sums.right) * factor
    if distance <= TINY or distance - sum(grains) * HALF * factor > TINY:
        return None
    grain = max(grains)
    same = grain and to_grain(sums.left, grain) == to_grain(-sums.right, grain)
    return Result.HOLDS if same else Result.HOLDS_WITHIN_ROUNDING
