"""The tree as closures: the same arithmetic as the reference evaluator without walking the tree, and a short cut.

The short cut answers the common case - a relation of sums whose figures share a unit and that holds exactly as
printed - with additions alone. Whatever it cannot answer takes the long way.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, localcontext

from hengji.expressions.evaluator import OPERATIONS, ZERO_FIGURE, number
from hengji.expressions.linear import (
    EXACT,
    NUMBER_FUNCTIONS,
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
    Judgement,
    compare,
    conjunction,
    disjunction,
    filled,
    implication,
    named,
    negation,
)
from hengji.expressions.operand import Operand, Resolve, Scope
from hengji.expressions.outcome import Outcome
from hengji.expressions.reference import Reference, RefType
from hengji.expressions.tree import And, Binary, Call, Compare, Implies, Negate, Node, Not, Number, Or, Ref, is_truth
from hengji.facts.fact import State

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
    holds = Judgement(Result.HOLDS, (node,))
    plan = _plan(node)

    def slowly(scope: Scope) -> Judgement:
        return Judgement(compare(operator, left(scope), right(scope)), (node,))

    if plan is None:
        return slowly

    def quickly(scope: Scope) -> Judgement:
        gap = _gap(plan, scope.resolve)
        if gap is not None and (not gap if operator == "=" else gap <= 0):
            return holds
        return slowly(scope)

    return quickly


Plan = tuple[tuple[Reference, bool, bool], ...]  # reference, is subtracted, is a group


def _plan(node: Compare) -> Plan | None:
    """The sum ``left - right`` as signed references; None when there is no short cut."""
    if node.operator not in {"=", "<=", ">="}:
        return None
    turned = node.operator == ">="
    left, right = _signed(node.left, subtract=turned), _signed(node.right, subtract=not turned)
    if left is None or right is None:
        return None
    plan = left + right
    return plan if len({reference for reference, _, _ in plan}) == len(plan) else None


def _signed(node: Node, *, subtract: bool) -> Plan | None:
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


def _gap(plan: Plan, resolve: Resolve) -> Decimal | None:
    """``left - right`` in the printed unit; None when a figure is not plainly there or the units differ."""
    gap = ZERO
    unit: object = plan  # no unit is the plan: the first figure sets it
    for reference, subtract, group in plan:
        answer = resolve(reference)
        if isinstance(answer, Operand):
            operands: tuple[Operand, ...] | list[Operand] = (answer,)
        elif group and answer:
            operands = list(answer)
        else:
            return None
        for operand in operands:
            value, state = operand.value, operand.state
            if value is None or not (state is State.REPORTED or state is State.ZERO or state is State.BLANK):
                return None
            if operand.unit is not unit:
                if unit is not plan:
                    return None
                unit = operand.unit
            gap = gap - value if subtract else gap + value
    return gap
