"""The reference evaluator: walks the tree. Plain on purpose; the compiler must agree with it, case by case."""

from __future__ import annotations

from decimal import Decimal, localcontext

from hengji.expressions.linear import (
    EXACT,
    NUMBER_FUNCTIONS,
    ZERO,
    Figure,
    Result,
    constant,
    figure_of,
    figures_of,
    minus,
    negated,
    over,
    plus,
    times,
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
from hengji.expressions.operand import Resolve, Scope
from hengji.expressions.outcome import Outcome
from hengji.expressions.reference import RefType
from hengji.expressions.tree import And, Binary, Call, Compare, Implies, Negate, Node, Not, Number, Or, Ref, is_truth

OPERATIONS = {"+": plus, "-": minus, "*": times, "/": over}
ZERO_FIGURE = constant(ZERO)


def evaluate(tree: Node, resolve: Resolve) -> Outcome:
    """How an expression comes out for the figures ``resolve`` finds.

    Nothing raises for what the figures are. The working is made when asked for, from the same resolver's answers.
    """
    scope = Scope(resolve)
    with localcontext(EXACT):
        if is_truth(tree):
            judgement = truth(tree, scope)
            return Outcome(judgement.result, judgement.evidence, scope, number)
        figure = number(tree, scope)
        return Outcome(figure if isinstance(figure, Result) else Result.COMPUTED, (tree,), scope, number)


def number(node: Node, scope: Scope) -> Figure:
    """The number a node stands for, or why there is none."""
    match node:
        case Number(value=value):
            return constant(value)
        case Ref(reference=reference):
            return figure_of(scope.operand(reference), reference)
        case Negate(operand=operand):
            return negated(number(operand, scope))
        case Binary(operator=operator, left=left, right=right):
            return OPERATIONS[operator](number(left, scope), number(right, scope))
        case Call(function="count"):
            return constant(Decimal(sum(filled(operand) for operand in named(node, scope))))
        case Call(function=function) if function in NUMBER_FUNCTIONS:
            return NUMBER_FUNCTIONS[function](arguments(node, scope))
    raise TypeError(node)  # pragma: no cover - the type check sees to it


def arguments(node: Call, scope: Scope) -> list[Figure]:
    """The numbers a function is applied to; a group of numbers counts as many arguments."""
    figures: list[Figure] = []
    for argument in node.arguments:
        if isinstance(argument, Ref) and argument.type is RefType.NUMBERS:
            figures.extend(figures_of(argument.reference, scope.operands(argument.reference)))
        else:
            figures.append(number(argument, scope))
    return figures


def truth(node: Node, scope: Scope) -> Judgement:  # noqa: PLR0911 - one return per kind of node
    """The truth value of a node, with what it rests on."""
    match node:
        case Compare(operator=operator, left=left, right=right):
            return Judgement(compare(operator, number(left, scope), number(right, scope)), (node,))
        case Not(operand=operand):
            return negation(truth(operand, scope))
        case And(parts=parts):
            return conjunction([truth(part, scope) for part in parts])
        case Or(parts=parts):
            return disjunction([truth(part, scope) for part in parts])
        case Implies(condition=condition, consequence=consequence):
            return implication(truth(condition, scope), truth(consequence, scope))
        case Call(function="nonzero", arguments=(argument,)):
            return Judgement(compare("!=", number(argument, scope), ZERO_FIGURE), (node,))
        case Call(function=function) if function in PRESENCE:
            return Judgement(Result.HOLDS if PRESENCE[function](node, scope) else Result.FAILS, (node,))
    raise TypeError(node)  # pragma: no cover - the type check sees to it
