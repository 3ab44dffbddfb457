"""From text to tree. lark is imported when the first expression is parsed, never by evaluating one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from hengji.expressions.errors import LOOK_ALIKES, ExpressionError, ExpressionSyntaxError, TooDeepError
from hengji.expressions.reference import Reference, RefType
from hengji.expressions.tree import And, Binary, Call, Compare, Implies, Negate, Node, Not, Number, Or, Ref, Span, depth
from hengji.expressions.typecheck import Want, checked

if TYPE_CHECKING:
    from lark import Lark, Token, Tree, UnexpectedInput

    Parsed = Tree[Token] | Token

Known = Callable[[Reference], RefType | None]

MOST_CELL_PARTS = 3  # band, row, column
DEEPEST = 200  # nodes below each other; every term of a written sum is one level

EXPECTED = {
    "NUMBER": "数", "NAME": "概念或函数", "CELL": "[行/列]", "_OPEN": "左括号", "_CLOSE": "右括号",
    "MINUS": "-", "PLUS": "+", "TIMES": "*", "OVER": "/", "COMPARE": "= != <= >= < >",
    "_AND": "and", "_OR": "or", "NOT": "not", "IMPLIES": "=>", "_COMMA": "逗号", "_COLON": "冒号",
    "_LBRACE": "左花括号", "_RBRACE": "右花括号", "SELECTED": "选择的值或 *", "$END": "结束",
}  # fmt: skip


def parse(text: str, known: Known, *, want: Want | None = None, names: Iterable[str] = ()) -> Node:
    """The typed tree of an expression.

    ``known`` says what a reference stands for, None when there is no such thing; ``names`` are what similar names are
    proposed from; ``want`` asks for a truth value (a check) or a number (a derived figure). Raises ExpressionError.
    """
    tree = read(text)
    if depth(tree) > DEEPEST:
        raise TooDeepError(text)
    return checked(text, tree, known, want=want, names=names)


def read(text: str) -> Node:
    """The tree of an expression whose names and types have not been looked at."""
    from lark import UnexpectedInput  # noqa: PLC0415 - a slow import that only loading packs needs

    try:
        return _Builder(text).node(_grammar().parse(text))
    except UnexpectedInput as problem:
        raise _syntax_error(text, problem) from None
    except RecursionError:
        raise TooDeepError(text) from None


@cache
def _grammar() -> Lark:
    """The parser, made once."""
    from lark import Lark  # noqa: PLC0415 - as above

    grammar = files("hengji.expressions").joinpath("grammar.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", propagate_positions=True, maybe_placeholders=False)


def _syntax_error(text: str, problem: UnexpectedInput) -> ExpressionSyntaxError:
    """What lark found, as a sentence."""
    token = getattr(problem, "token", None)
    expected = next(filter(None, (getattr(problem, name, None) for name in ("accepts", "expected", "allowed"))), ())
    if token is not None and token.type == "$END":
        span = Span(len(text), len(text))
    else:
        start = getattr(problem, "pos_in_stream", None) or 0
        length = 1 if text[start : start + 1] in LOOK_ALIKES else max(1, len(token or ""))
        span = Span(start, start + length)
    return ExpressionSyntaxError(text, span, (EXPECTED[name] for name in EXPECTED if name in expected))


class _Builder:
    """Turns lark's tree into ours."""

    def __init__(self, text: str) -> None:
        self._text = text

    def node(self, parsed: Parsed) -> Node:
        """One node, by the name of its grammar rule."""
        from lark import Tree  # noqa: PLC0415 - as above

        if not isinstance(parsed, Tree):  # pragma: no cover - the grammar wraps every token in a rule
            raise TypeError(parsed)
        span = Span(parsed.meta.start_pos, parsed.meta.end_pos)
        build: Callable[[list[Parsed], Span], Node] = getattr(self, f"_{parsed.data}")
        return build(parsed.children, span)

    def _number(self, parts: list[Parsed], span: Span) -> Node:
        text = str(parts[0])
        value = Decimal(text.removesuffix("%"))
        return Number(value / 100 if text.endswith("%") else value, text, span)

    def _concept(self, parts: list[Parsed], span: Span) -> Node:
        return Ref(Reference(name=str(parts[0]), selectors=self._selectors(parts[1:], span)), span)

    def _cell(self, parts: list[Parsed], span: Span) -> Node:
        path = tuple(part.strip() for part in str(parts[0])[1:-1].split("/"))
        if not all(path) or len(path) > MOST_CELL_PARTS:
            raise ExpressionError(self._text, span, "单元格写作 [列]、[行/列] 或 [区/行/列]，各段都不能空")
        return Ref(Reference(path=path, selectors=self._selectors(parts[1:], span)), span)

    def _selectors(self, parts: list[Parsed], span: Span) -> tuple[tuple[str, str], ...]:
        pairs: dict[str, str] = {}
        for selector in (selector for part in parts for selector in getattr(part, "children", ())):
            name, value = (str(child) for child in getattr(selector, "children", ()))
            if name in pairs:
                raise ExpressionError(self._text, span, f"{name} 选了两次")
            pairs[name] = value.strip('"')
        return tuple(sorted(pairs.items()))

    def _call(self, parts: list[Parsed], span: Span) -> Node:
        return Call(str(parts[0]), tuple(self.node(part) for part in parts[1:]), span)

    def _minus(self, parts: list[Parsed], span: Span) -> Node:
        return Negate(self.node(parts[1]), span)

    def _binary(self, parts: list[Parsed], span: Span) -> Node:
        return Binary(str(parts[1]), self.node(parts[0]), self.node(parts[2]), span)

    def _chain(self, parts: list[Parsed], span: Span) -> Node:
        sides = [self.node(part) for part in parts[::2]]
        pairs = tuple(
            Compare(str(operator), left, right, Span(left.span.start, right.span.end))
            for left, operator, right in zip(sides, parts[1::2], sides[1:], strict=False)
        )
        return pairs[0] if len(pairs) == 1 else And(pairs, span)

    def _negation(self, parts: list[Parsed], span: Span) -> Node:
        return Not(self.node(parts[1]), span)

    def _both(self, parts: list[Parsed], span: Span) -> Node:
        return And(tuple(self.node(part) for part in parts), span)

    def _either(self, parts: list[Parsed], span: Span) -> Node:
        return Or(tuple(self.node(part) for part in parts), span)

    def _implies(self, parts: list[Parsed], span: Span) -> Node:
        return Implies(self.node(parts[0]), self.node(parts[2]), span)
