"""What the callers of the package rely on besides the semantics."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal, localcontext

import pytest

import hengji.expressions
from hengji.expressions import Answer, Operand, Outcome, Reference, RefType, Result, evaluate, parse, references
from hengji.facts.unit import Unit, UnitKind

WAN = Unit("万元", UnitKind.MONEY, Decimal(10_000))


def outcome(text: str, **figures: Answer) -> Outcome:
    """An expression with figures by name."""
    return evaluate(parse(text, lambda _: RefType.NUMBER), lambda reference: figures.get(reference.name))


def wan(value: str, **more: str) -> Operand:
    """A figure of 万元 with two decimals."""
    return Operand(Decimal(value), quantum=Decimal("0.01"), unit=WAN, **more)  # type: ignore[arg-type]


def test_references_in_order_once() -> None:
    """Everything an expression names, once each, with its selectors."""
    tree = parse("b{period: -1} + sum([*/actual]) = a + b{period: -1}", lambda _: RefType.NUMBER)
    assert [reference.text for reference in references(tree)] == ["b{period: -1}", "[*/actual]", "a"]
    first = references(tree)[0]
    assert (first.selected("period"), first.selected("scenario"), first.is_cell) == ("-1", None, False)


def test_an_outcome_points_at_its_figures() -> None:
    """The operands of the failing comparison, in order of mention, and only those."""
    figures = {name: wan(value, id=f"s-{name}") for name, value in (("a", "1"), ("b", "1"), ("c", "3"), ("d", "5"))}
    result = outcome("a = b and c = d", **figures)
    assert [operand.id for operand in result.operands] == ["s-c", "s-d"]
    assert (result.holds, result.unit) == (False, WAN)


def test_sides_are_intervals_in_the_printed_unit() -> None:
    """Left and right as printed, each half a quantum wide to both sides per figure."""
    result = outcome("total = a + b", total=wan("100.01"), a=wan("60.00"), b=wan("40.00"))
    assert result.left is not None
    assert result.right is not None
    assert (result.left.low, result.left.high) == (Decimal("100.005"), Decimal("100.015"))
    assert (result.right.low, result.right.high) == (Decimal("99.990"), Decimal("100.010"))


def test_a_computed_number() -> None:
    """A number comes with its value in any unit, its interval and its working."""
    result = outcome("a - b", a=wan("60.00"), b=wan("40.50"))
    assert result.result is Result.COMPUTED
    assert result.holds is None
    assert result.working == "60.00 - 40.50 = 19.50"
    assert result.value_in(WAN) == Decimal("19.50")
    assert result.value_in(None) == Decimal(195_000)
    assert (result.difference, result.right) == (None, None)


@pytest.mark.parametrize(
    ("text", "working"),
    [
        ("share(a, b)", "480.00 ÷ 500.00 = 96%"),
        ("change(b, a)", "(500.00 - 480.00) ÷ 480.00 ≈ 4.17%"),
        ("10 * a / b", "10 × 480.00 ÷ 500.00 = 960%"),
        ("10 * share(a, b)", "10 × (480.00 ÷ 500.00) = 9.6"),
        ("2 * (b - a)", "2 × (500.00 - 480.00) = 40.00"),
        ("(a + b) / 2", "(480.00 + 500.00) ÷ 2 = 490"),
        ("-a", "-480.00"),
        ("a", "480.00"),
        ("count(a)", "1"),
        ("missing + a", "缺“missing”，无法核对"),
        ("a / (b - b)", "480.00 ÷ (500.00 - 500.00)，除数为 0，不可比"),
    ],
)
def test_working_of_a_number(text: str, working: str) -> None:
    """Arithmetic as a person writes it."""
    assert outcome(text, a=wan("480.00"), b=wan("500.00")).working == working


def test_an_unused_outcome_asks_nothing() -> None:
    """The working is made when asked for, from the answers already given."""
    asked: list[str] = []

    def resolve(reference: Reference) -> Operand:
        asked.append(reference.text)
        return wan("1.00")

    result = evaluate(parse("a = b", lambda _: RefType.NUMBER), resolve)
    assert asked == ["a", "b"]
    assert result.working == "1.00 = 1.00"
    assert asked == ["a", "b"]


def test_the_caller_s_decimal_context_does_not_matter() -> None:
    """Arithmetic is exact even where the caller reckons with few digits, and leaves the caller's context alone."""
    with localcontext() as context:
        context.prec = 4
        assert outcome("total = a + b", total=wan("123456.79"), a=wan("123456.78"), b=wan("1.01")).working == (
            "123456.78 + 1.01 = 123457.79 ≠ 123456.79，少 1.00"
        )
        assert context.prec == 4


def test_lark_is_loaded_by_parsing_only() -> None:
    """Importing the language does not load its parser."""
    code = "import sys, hengji.expressions; sys.exit('lark' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_exports_are_exact() -> None:
    """What the package offers is what it lists."""
    modules = {"compiler", "errors", "evaluator", "excel", "linear", "logic", "measure", "operand", "outcome", "parser",
               "polynomial", "reference", "render", "sheet_formula", "tree", "typecheck", "working"}  # fmt: skip
    public = {name for name in vars(hengji.expressions) if not name.startswith("_")}
    assert public - modules == set(hengji.expressions.__all__)
