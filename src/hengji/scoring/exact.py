"""Exact arithmetic of points: fractions inside, decimals outside, rounded once and as the rubric declares."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hengji.packs.rubric import Rounding

HALF = Fraction(1, 2)
SHOWN_PLACES = 2  # decimals shown of a quotient that does not come out even
EXACT_PLACES = 4  # decimals shown of one that does


def rounded(exact: Fraction, rounding: Rounding) -> Decimal:
    """The value in the declared decimals; `down` cuts off towards zero, the others round to the nearest."""
    scaled = abs(exact) * 10**rounding.digits
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    part = Fraction(rest, scaled.denominator)
    up = part > HALF or (part == HALF and (rounding.mode == "half_up" or whole % 2 == 1))
    whole += 1 if up and rounding.mode != "down" else 0
    return Decimal(-whole if exact < 0 else whole).scaleb(-rounding.digits)


def plain(value: Decimal) -> str:
    """A number without exponent and without zeros at the end of its decimals: 9.60 is 9.6."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown(exact: Fraction, places: int = SHOWN_PLACES) -> tuple[str, str]:
    """How a computed number is shown: the sign before it, "=" or "≈", and its digits."""
    for digits in range(EXACT_PLACES + 1):
        if (exact * 10**digits).denominator == 1:
            return "=", plain(rounded(exact, Rounding(digits)))
    return "≈", plain(rounded(exact, Rounding(places)))


def trimmed(value: Decimal) -> Decimal:
    """The same number without zeros at the end of its decimals."""
    return Decimal(plain(value))
