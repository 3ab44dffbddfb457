"""The expression language of checks, derived figures and rubrics: grammar, typed tree, reference evaluator.

``parse`` turns text into a tree and refuses what makes no sense; ``evaluate`` and ``compile_tree`` reckon with it;
``to_excel`` writes it as a worksheet formula. The meaning is fixed by tests/cases/expressions and told in
docs/decisions/0005 and 0006 and docs/algorithms/intervals.md.
"""

from hengji.expressions.compiler import Compiled, compile_tree
from hengji.expressions.errors import (
    ExpressionError,
    ExpressionSyntaxError,
    ExpressionTypeError,
    UnknownFunctionError,
    UnknownReferenceError,
)
from hengji.expressions.evaluator import evaluate
from hengji.expressions.excel import to_excel
from hengji.expressions.linear import Result
from hengji.expressions.operand import Answer, Operand, Resolve
from hengji.expressions.outcome import Outcome
from hengji.expressions.parser import parse
from hengji.expressions.reference import Reference, RefType
from hengji.expressions.tree import Node, is_truth, references
from hengji.expressions.typecheck import Want
from hengji.expressions.working import Explanation

__all__ = [
    "Answer",
    "Compiled",
    "Explanation",
    "ExpressionError",
    "ExpressionSyntaxError",
    "ExpressionTypeError",
    "Node",
    "Operand",
    "Outcome",
    "RefType",
    "Reference",
    "Resolve",
    "Result",
    "UnknownFunctionError",
    "UnknownReferenceError",
    "Want",
    "compile_tree",
    "evaluate",
    "is_truth",
    "parse",
    "references",
    "to_excel",
]
