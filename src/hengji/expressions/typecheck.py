"""The type check of a tree: numbers, groups of numbers, truth values, and names nobody declared."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from enum import StrEnum

from hengji.expressions.errors import ExpressionTypeError, UnknownFunctionError, UnknownReferenceError
from hengji.expressions.reference import Reference, RefType
from hengji.expressions.tree import And, Binary, Call, Compare, Implies, Negate, Node, Not, Number, Or, Ref, is_truth
from hengji.records import dataclass


class Want(StrEnum):
    """What the user of an expression needs: a check a truth value, a derived figure a number."""

    TRUTH = "truth"
    NUMBER = "number"


class Takes(StrEnum):
    """What a function accepts as argument."""

    NUMBERS = "numbers"  # numbers and groups of numbers
    NUMBER = "number"
    REFERENCE = "reference"  # anything named, whatever it stands for


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the language; ``arity`` 0 means one argument or more."""

    name: str
    takes: Takes
    arity: int
    usage: str


FUNCTIONS = {
    function.name: function
    for function in (
        Function("sum", Takes.NUMBERS, 0, "sum(数, …)"),
        Function("abs", Takes.NUMBER, 1, "abs(数)"),
        Function("min", Takes.NUMBERS, 0, "min(数, …)"),
        Function("max", Takes.NUMBERS, 0, "max(数, …)"),
        Function("share", Takes.NUMBER, 2, "share(部分, 全部)"),
        Function("change", Takes.NUMBER, 2, "change(本期, 上期)"),
        Function("count", Takes.REFERENCE, 1, "count(引用)"),
        Function("present", Takes.REFERENCE, 1, "present(引用)"),
        Function("blank", Takes.REFERENCE, 1, "blank(引用)"),
        Function("nonzero", Takes.NUMBER, 1, "nonzero(数)"),
    )
}


def checked(
    text: str,
    tree: Node,
    known: Callable[[Reference], RefType | None],
    *,
    want: Want | None = None,
    names: Iterable[str] = (),
) -> Node:
    """The tree with the type of every reference filled in; raises ExpressionError when it makes no sense."""
    checker = _Checker(text, known, names)
    if want is Want.NUMBER or (want is None and not is_truth(tree)):
        return checker.number(tree)
    return checker.truth(tree)


class _Checker:
    """Rebuilds a tree while checking it; one method per thing that may be wanted."""

    def __init__(self, text: str, known: Callable[[Reference], RefType | None], names: Iterable[str]) -> None:
        self._text = text
        self._known = known
        self._names = names

    def truth(self, node: Node) -> Node:
        """A node that must be true or false."""
        match node:
            case Compare():
                return replace(node, left=self.number(node.left), right=self.number(node.right))
            case Not():
                return replace(node, operand=self.truth(node.operand))
            case And() | Or():
                return replace(node, parts=tuple(self.truth(part) for part in node.parts))
            case Implies():
                return replace(node, condition=self.truth(node.condition), consequence=self.truth(node.consequence))
            case Call() if is_truth(node) or node.function not in FUNCTIONS:
                return self._call(node)
        hint = "请写成比较，如 a = b。" + ("“=>”是“如果…则…”，大于等于请写 >= 。" if "=>" in self._text else "")
        raise ExpressionTypeError(self._text, node.span, "这里要真假，写的是数", hint=hint)

    def number(self, node: Node) -> Node:
        """A node that must be one number."""
        if is_truth(node):
            hint = "加减乘除和比较的两边只能是数；几个条件请用 and、or 连接。"
            raise ExpressionTypeError(self._text, node.span, "这里要数，写的是真假", hint=hint)
        match node:
            case Ref():
                return self._single(self.reference(node))
            case Negate():
                return replace(node, operand=self.number(node.operand))
            case Binary():
                if node.operator == "/" and isinstance(node.right, Number) and not node.right.value:
                    raise ExpressionTypeError(self._text, node.right.span, "除数不能是 0")
                return replace(node, left=self.number(node.left), right=self.number(node.right))
            case Call():
                return self._call(node)
        return node

    def reference(self, node: Ref) -> Ref:
        """A reference that must be declared, with its type."""
        reference = node.reference
        kind = self._known(reference)
        if kind is None:
            name = reference.name or reference.text
            raise UnknownReferenceError(self._text, node.span, name, self._names)
        if kind is RefType.NUMBER and reference.is_wild:
            kind = RefType.NUMBERS
        return replace(node, type=kind)

    def _single(self, node: Ref) -> Ref:
        """A reference that must stand for one number."""
        if node.type is RefType.NUMBERS:
            hint = "求和请写 sum(…)，也可用 min、max、count。"
            raise ExpressionTypeError(self._text, node.span, "这里要一个数，写的是一组数", hint=hint)
        if node.type is RefType.OTHER:
            hint = "不是数的内容只能用于 present、blank、count。"
            raise ExpressionTypeError(self._text, node.span, f"{node.reference} 不是数", hint=hint)
        return node

    def _call(self, node: Call) -> Node:
        """A call with the number and type of its arguments checked."""
        function = FUNCTIONS.get(node.function)
        if function is None:
            raise UnknownFunctionError(self._text, node.span, node.function, FUNCTIONS)
        given = len(node.arguments)
        if not given or (function.arity and given != function.arity):
            wanted = f" {function.arity} 个" if function.arity else "至少一个"
            problem = f"{function.name} 要{wanted}参数，写了 {given} 个"
            raise ExpressionTypeError(self._text, node.span, problem, hint=f"写法：{function.usage}。")
        return replace(node, arguments=tuple(self._argument(function, part) for part in node.arguments))

    def _argument(self, function: Function, node: Node) -> Node:
        """One argument, as its function accepts it."""
        if function.takes is Takes.REFERENCE:
            if not isinstance(node, Ref):
                problem = f"{function.name} 的参数只能是引用"
                raise ExpressionTypeError(self._text, node.span, problem, hint=f"写法：{function.usage}。")
            return self.reference(node)
        if function.takes is Takes.NUMBERS and isinstance(node, Ref):
            found = self.reference(node)
            return found if found.type is RefType.NUMBERS else self._single(found)
        return self.number(node)
