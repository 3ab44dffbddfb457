"""Mistakes in an expression, found when its pack is loaded. They are the author's to mend, never findings.

Every message says where in the expression, what is wrong and what is allowed there.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from hengji.errors import HengjiError
from hengji.expressions.tree import Span

LOOK_ALIKES = {
    "（": "(", "）": ")", "，": ",", "：": ":", "＝": "=", "≤": "<=", "≥": ">=", "≠": "!=", "×": "*", "÷": "/",
    "＋": "+", "－": "-", "−": "-", "％": "%", "＜": "<", "＞": ">", "【": "[", "】": "]", "｛": "{", "｝": "}",
}  # fmt: skip

LONGEST_QUOTE = 120  # characters of an expression that a message quotes


class ExpressionError(HengjiError):
    """An expression of a pack cannot be used; ``span`` says which part of ``text`` is at fault."""

    code = "pack.expression"

    def __init__(self, text: str, span: Span, problem: str, *, hint: str = "") -> None:
        quote = text[span.start : span.end]
        where = f"第 {span.start + 1} 个字符“{quote}”处" if quote else "末尾" if span.start else ""
        super().__init__(f"表达式“{_excerpt(text, span)}”{where}：{problem}。", hint=hint)
        self.text = text
        self.span = span


class ExpressionSyntaxError(ExpressionError):
    """The text is not an expression: something else is expected at this point."""

    def __init__(self, text: str, span: Span, expected: Iterable[str]) -> None:
        found = text[span.start : span.end]
        allowed = "、".join(dict.fromkeys(expected))
        if found in LOOK_ALIKES:
            problem, hint = "这个符号不能用", f"请写半角的 {LOOK_ALIKES[found]} 。"
        elif not found:
            problem, hint = "没有写完", ""
        elif found == "=" and text[: span.start].endswith("="):
            problem, hint = "等号多了一个", "相等只写一个 = 。"
        else:
            problem, hint = "不合语法", ""
        super().__init__(text, span, problem, hint=hint or (f"这里可以是{allowed}。" if allowed else ""))


class UnknownReferenceError(ExpressionError):
    """An expression names a concept or cell that is not declared."""

    def __init__(self, text: str, span: Span, name: str, names: Iterable[str]) -> None:
        thing = "单元格" if name.startswith("[") else "概念"
        problem = f"没有名为 {name} 的{thing}"
        super().__init__(text, span, problem, hint=suggestion(name, names) or f"{thing}须先在本包或上级包中声明。")


class UnknownFunctionError(ExpressionError):
    """An expression calls a function the language does not have."""

    def __init__(self, text: str, span: Span, name: str, names: Iterable[str]) -> None:
        names = list(names)
        hint = suggestion(name, names) + f"可用的函数：{'、'.join(names)}。"
        super().__init__(text, span, f"没有名为 {name} 的函数", hint=hint)


class ExpressionTypeError(ExpressionError):
    """A number stands where true or false is needed, or the other way round, or a group where one number is needed."""


class TooDeepError(ExpressionError):
    """An expression has too many terms or brackets inside each other to be evaluated safely."""

    def __init__(self, text: str) -> None:
        super().__init__(text, Span(0, 0), "层次或项数太多", hint="一组数求和请写 sum(…{…: *})。")


def _excerpt(text: str, span: Span) -> str:
    """A long expression cut down to the part around the mistake."""
    if len(text) <= LONGEST_QUOTE:
        return text
    start = max(0, min(span.start, len(text)) - LONGEST_QUOTE // 2)
    end = start + LONGEST_QUOTE
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")


def suggestion(name: str, names: Iterable[str]) -> str:
    """Names that look like the one written, as a question; empty when none does."""
    similar = get_close_matches(name, list(names), n=3, cutoff=0.6)
    return f"是不是 {'、'.join(similar)}？" if similar else ""
