"""Comparisons as relations one figure can be solved for: which there are, what they want, and which there are not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hengji.checking.solving.relations import Relation, relations_of, values_of
from hengji.expressions import Operand, Reference, RefType, evaluate, parse

FIGURES = {"a": "3", "b": "5", "c": "9", "r": "0.5", "s": "0.25"}


def relation(text: str) -> Relation | None:
    """The relation of a comparison over figures that are what they say."""

    def resolve(reference: Reference) -> Operand:
        return Operand(Decimal(FIGURES[reference.name]), exact=True, id=reference.name, label=reference.name)

    tree = parse(text, lambda _: RefType.NUMBER)
    return next(relations_of(evaluate(tree, resolve)), None)


@pytest.mark.parametrize(
    ("text", "figure", "value"),
    [
        ("a + b = c", "c", "8"),
        ("a + b = c", "a", "4"),
        ("c = a + 2 * b", "b", "3"),
        ("a / b = r", "a", "2.5"),
        ("a / b = r", "r", "0.6"),
        ("share(a, b) = r", "b", "6"),
        ("change(b, a) = s", "b", "3.75"),
        ("change(b, a) = s", "a", "4"),
        ("a * r = b", "a", "10"),
        ("c <= a + b", "c", "8"),
        ("a + b >= c", "a", "4"),
    ],
)
def test_the_value_that_makes_both_sides_equal(text: str, figure: str, value: str) -> None:
    found = relation(text)
    assert found is not None
    values = values_of(found.operands)
    assert not found.holds(values)
    wanted = found.wanted({figure}, values)
    assert wanted is not None
    assert round(wanted, 20) == Decimal(value)


@pytest.mark.parametrize("text", ["a != a", "a + b = c or a = b", "a * a = c", "min(a, b) + max(a, c) > 100 or a = c"])
def test_what_is_no_relation(text: str) -> None:
    assert relation(text) is None


def test_one_relation_stated_by_two_checks_is_one() -> None:
    one, other, third = (relation(text) for text in ("a + b = c", "c = b + a", "a + b = r"))
    assert one is not None
    assert other is not None
    assert third is not None
    assert one.identity() == other.identity()
    assert one.identity() != third.identity()
