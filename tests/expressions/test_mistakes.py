"""Mistakes of a pack's author: where in the expression, what is wrong, what is allowed."""

from __future__ import annotations

import pytest

from hengji.errors import HengjiError
from hengji.expressions import (
    ExpressionError,
    ExpressionSyntaxError,
    ExpressionTypeError,
    Reference,
    RefType,
    UnknownFunctionError,
    UnknownReferenceError,
    Want,
    is_truth,
    parse,
    to_excel,
)

NAMES = ("expenditure", "expenditure.basic", "expenditure.project", "revenue.total")


def known(reference: Reference) -> RefType | None:
    """Four money concepts, one text, and every cell."""
    if reference.name == "name":
        return RefType.OTHER
    return RefType.NUMBER if reference.is_cell or reference.name in NAMES else None


MISTAKES = [
    ("expenditure = expenditure.basc", UnknownReferenceError, "expenditure.basc",
     "没有名为 expenditure.basc 的概念。是不是 expenditure.basic"),
    ("expenditure = zebra", UnknownReferenceError, "zebra", "概念须先在本包或上级包中声明。"),
    ("expenditure =", ExpressionSyntaxError, "", "末尾：没有写完。这里可以是数、概念或函数、[行/列]、左括号"),
    ("", ExpressionSyntaxError, "", "没有写完"),
    ("expenditure == 3", ExpressionSyntaxError, "=", "等号多了一个。相等只写一个 = 。"),
    ("expenditure ≥ 3", ExpressionSyntaxError, "≥", "这个符号不能用。请写半角的 >= 。"),
    ("sum（expenditure） = 3", ExpressionSyntaxError, "（", "请写半角的 ( 。"),
    ("expenditure = 1 +* 2", ExpressionSyntaxError, "*", "第 18 个字符“*”处：不合语法"),
    ("expenditure{project} = 1", ExpressionSyntaxError, "}", "这里可以是冒号。"),
    ("Expenditure = 1", ExpressionSyntaxError, "Expenditure", "不合语法"),
    ("expenditure", ExpressionTypeError, "expenditure", "这里要真假，写的是数。请写成比较，如 a = b。"),
    ("expenditure => 5", ExpressionTypeError, "expenditure", "大于等于请写 >= 。"),
    ("not expenditure", ExpressionTypeError, "expenditure", "这里要真假"),
    ("(expenditure = 1) + 2 = 3", ExpressionTypeError, "expenditure = 1", "这里要数，写的是真假"),
    ("sum(expenditure = 1) = 1", ExpressionTypeError, "expenditure = 1", "这里要数，写的是真假"),
    ("expenditure{project: *} = 1", ExpressionTypeError, "expenditure{project: *}", "写的是一组数。求和请写 sum(…)"),
    ("[*/actual] = 1", ExpressionTypeError, "[*/actual]", "写的是一组数"),
    ("name = 3", ExpressionTypeError, "name", "name 不是数。不是数的内容只能用于 present、blank、count。"),
    ("sum(name) = 3", ExpressionTypeError, "name", "name 不是数"),
    ("summ(expenditure) = 1", UnknownFunctionError, "summ(expenditure)",
     "没有名为 summ 的函数。是不是 sum？可用的函数：sum、abs"),
    ("share(expenditure) = 1", ExpressionTypeError, "share(expenditure)",
     "share 要 2 个参数，写了 1 个。写法：share(部分, 全部)。"),
    ("sum() = 3", ExpressionTypeError, "sum()", "sum 要至少一个参数，写了 0 个"),
    ("present(1 + 2)", ExpressionTypeError, "1 + 2", "present 的参数只能是引用"),
    ("expenditure / 0 = 1", ExpressionTypeError, "0", "除数不能是 0"),
    ("[a/b/c/d] = 1", ExpressionError, "[a/b/c/d]", "单元格写作 [列]、[行/列] 或 [区/行/列]"),
    ("[a//b] = 1", ExpressionError, "[a//b]", "各段都不能空"),
    ("expenditure{a: 1, a: 2} = 1", ExpressionError, "expenditure{a: 1, a: 2}", "a 选了两次"),
    ("(" * 2000, ExpressionSyntaxError, "", "没有写完"),
    ("(" * 2000 + "1" + ")" * 2000, ExpressionError, "", "这里要真假"),
    (" + ".join(["expenditure"] * 300) + " = 1", ExpressionError, "", "层次或项数太多。一组数求和请写 sum"),
    (" + ".join(["expenditure"] * 3000) + " = 1", ExpressionError, "", "层次或项数太多"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "part", "says"), MISTAKES)
def test_mistake(text: str, kind: type[ExpressionError], part: str, says: str) -> None:
    """A mistake is refused with its place and a sentence that says what to do."""
    with pytest.raises(kind) as caught:
        parse(text, known, want=Want.TRUTH, names=NAMES)
    error = caught.value
    assert says in str(error)
    assert error.code == "pack.expression"
    assert isinstance(error, HengjiError)
    if part:
        assert text[error.span.start : error.span.end] == part
        assert f"第 {error.span.start + 1} 个字符“{part}”处" in str(error)


def test_a_long_expression_is_quoted_in_part() -> None:
    """The message stays readable when the expression is long."""
    text = " + ".join(["expenditure"] * 30) + " = nothing + " + " + ".join(["expenditure"] * 30)
    with pytest.raises(UnknownReferenceError) as caught:
        parse(text, known)
    assert " = nothing + " in caught.value.message
    assert caught.value.message.count("…") == 2
    assert len(caught.value.message) < 200


def test_a_number_may_be_wanted() -> None:
    """A derived figure is a number; a comparison in its place is refused."""
    assert not is_truth(parse("expenditure.basic + expenditure.project", known, want=Want.NUMBER))
    with pytest.raises(ExpressionTypeError, match="这里要数，写的是真假"):
        parse("expenditure.basic = expenditure.project", known, want=Want.NUMBER)


def test_only_arithmetic_becomes_a_formula() -> None:
    """A worksheet formula cannot hold a comparison."""
    with pytest.raises(ExpressionTypeError, match="工作表公式只能是"):
        to_excel(parse("expenditure = 1", known), lambda _: "A1")
