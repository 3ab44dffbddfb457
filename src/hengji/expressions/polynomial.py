"""A number of an expression as a quotient of polynomials over its figures, so that one figure can be solved for.

``part ÷ whole = rate`` is ``part - rate × whole = 0``: in each figure alone it is linear. What was made by ``min``,
``max`` or ``abs`` of several is no polynomial.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from decimal import Decimal

from hengji.expressions.linear import ONE, ZERO, Linear

Monomial = tuple[str, ...]
Polynomial = Mapping[Monomial, Decimal]
CONSTANT: Monomial = ()
UNIT: Polynomial = {CONSTANT: ONE}


def quotient(number: Linear) -> tuple[Polynomial, Polynomial] | None:
    """Numerator and denominator; None when it is no quotient, or a figure without a statement is inside a product."""
    constant: Polynomial = {CONSTANT: number.constant} if number.constant else {}
    terms = [(key, coefficient) for key, (coefficient, _) in number.terms.items()]
    return _sum(constant, terms)


def _sum(
    constant: Polynomial, terms: list[tuple[Hashable, Decimal]] | frozenset[tuple[Hashable, Decimal]]
) -> tuple[Polynomial, Polynomial] | None:
    above, below = constant, UNIT
    for key, coefficient in terms:
        found = _term(key)
        if found is None:
            return None
        top, bottom = found
        if bottom == below:
            above = _add(above, _scale(top, coefficient))
        else:
            above = _add(_times(above, bottom), _scale(_times(top, below), coefficient))
            below = _times(below, bottom)
    return above, below


def _term(key: Hashable) -> tuple[Polynomial, Polynomial] | None:
    if isinstance(key, str):
        return {(key,): ONE}, UNIT
    if not isinstance(key, tuple) or len(key) != len(("/", "one", "other")) or key[0] not in ("/", "*"):
        return None
    operator, *sides = key
    numbers = [_sum({CONSTANT: constant} if constant else {}, terms) for constant, terms in sides]
    one, other = numbers
    if one is None or other is None:
        return None
    if operator == "*":
        return _times(one[0], other[0]), _times(one[1], other[1])
    return _times(one[0], other[1]), _times(one[1], other[0])


def _add(one: Polynomial, other: Polynomial) -> Polynomial:
    together = dict(one)
    for monomial, coefficient in other.items():
        together[monomial] = together.get(monomial, ZERO) + coefficient
    return {monomial: coefficient for monomial, coefficient in together.items() if coefficient}


def _scale(one: Polynomial, by: Decimal) -> Polynomial:
    return {monomial: coefficient * by for monomial, coefficient in one.items()}


def _times(one: Polynomial, other: Polynomial) -> Polynomial:
    if other == UNIT:
        return one
    product: dict[Monomial, Decimal] = {}
    for left, here in one.items():
        for right, there in other.items():
            monomial = tuple(sorted((*left, *right)))
            product[monomial] = product.get(monomial, ZERO) + here * there
    return {monomial: coefficient for monomial, coefficient in product.items() if coefficient}
