"""The typed tree of an expression. Every node knows its span in the text, for messages.

Chains are gone by the time there is a tree: ``a = b = c`` is the conjunction of ``a = b`` and ``b = c``.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from hengji.expressions.reference import Reference, RefType
from hengji.records import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Where a node stands in its expression: character offsets, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Number:
    """A constant, exact, in base units (``5%`` is 0.05); ``text`` is how it was written."""

    value: Decimal
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference with what it stands for, known after the type check."""

    reference: Reference
    span: Span
    type: RefType = RefType.NUMBER


@dataclass(frozen=True, slots=True)
class Negate:
    """Unary minus."""

    operand: Node
    span: Span


@dataclass(frozen=True, slots=True)
class Binary:
    """One of ``+ - * /`` between two numbers."""

    operator: str
    left: Node
    right: Node
    span: Span


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the language applied to its arguments."""

    function: str
    arguments: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Compare:
    """One of ``= != <= >= < >`` between two numbers."""

    operator: str
    left: Node
    right: Node
    span: Span


@dataclass(frozen=True, slots=True)
class Not:
    """The negation of a truth value, as printed."""

    operand: Node
    span: Span


@dataclass(frozen=True, slots=True)
class And:
    """All parts must hold; also what a chain of comparisons becomes."""

    parts: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Or:
    """One part must hold."""

    parts: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Implies:
    """If the condition holds as printed, the consequence must hold."""

    condition: Node
    consequence: Node
    span: Span


Node = Number | Ref | Negate | Binary | Call | Compare | Not | And | Or | Implies

TRUTH_FUNCTIONS = frozenset({"present", "blank", "nonzero"})


def is_truth(node: Node) -> bool:
    """Whether a node stands for true or false rather than for a number."""
    if isinstance(node, Call):
        return node.function in TRUTH_FUNCTIONS
    return isinstance(node, Compare | Not | And | Or | Implies)


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below, from left to right."""
    match node:
        case Number() | Ref():
            return ()
        case Negate(operand=operand) | Not(operand=operand):
            return (operand,)
        case Binary(left=left, right=right) | Compare(left=left, right=right):
            return (left, right)
        case Implies(condition=condition, consequence=consequence):
            return (condition, consequence)
        case Call(arguments=parts) | And(parts=parts) | Or(parts=parts):
            return parts


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, in the order of the text."""
    yield node
    for child in children(node):
        yield from walk(child)


def depth(node: Node) -> int:
    """How many nodes stand below each other."""
    return 1 + max((depth(child) for child in children(node)), default=0)


def references(tree: Node) -> list[Reference]:
    """Everything an expression names, once each, in order of first mention."""
    return list(dict.fromkeys(node.reference for node in walk(tree) if isinstance(node, Ref)))
