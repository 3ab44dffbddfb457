"""The catalogue of repairs: what slip turns the figure that should stand there into the one that is printed.

Closed on purpose. A slip is named only where the value comes from the relations; the catalogue never proposes values.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from hengji.facts.numbers import plain_text
from hengji.records import dataclass

UNKNOWN = 9
STRONG = 3  # slips up to this rank are seldom met by chance
TEN, HUNDRED, MYRIAD = Decimal(10), Decimal(100), Decimal(10000)
SCALES = {
    TEN: "小数点错位",
    1 / TEN: "小数点错位",
    HUNDRED: "小数点错位",
    1 / HUNDRED: "小数点错位",
    MYRIAD: "把万元写成元",
    1 / MYRIAD: "把元写成万元",
}
LEAST_DIGITS = 2  # a figure of one digit is a copy, or one digit wrong, of too many others


@dataclass(frozen=True, slots=True)
class Slip:
    """How a printed figure may have come about; the lower the rank, the less likely it is chance."""

    rank: int
    says: str


NO_SLIP = Slip(UNKNOWN, "")


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A figure that could have been copied, or could have got the figure that belongs here."""

    name: str
    value: Decimal
    same_row: bool


def slip(printed: Decimal | None, wanted: Decimal, decimals: int, neighbours: Iterable[Neighbour]) -> Slip:
    """The likeliest slip from ``wanted`` to ``printed`` (both in the printed unit); ``printed`` None is a blank."""
    if printed is None:
        return Slip(2, "漏填") if wanted else NO_SLIP
    if wanted == -printed:
        return Slip(1, "正负号或增减方向写反")
    if wanted == 0:
        return _copied(printed, wanted, neighbours) or NO_SLIP
    if printed == 0:
        return Slip(2, "漏填")
    if (scale := SCALES.get(printed / wanted)) is not None:
        return Slip(1, scale)
    return _digits(printed, wanted, decimals) or _copied(printed, wanted, neighbours) or NO_SLIP


def _copied(printed: Decimal, wanted: Decimal, neighbours: Iterable[Neighbour]) -> Slip | None:
    for one in neighbours:
        if one.value == printed and _size(printed) >= LEAST_DIGITS:
            return Slip(3, f"误抄了{one.name}的数")
        if one.same_row and one.value == wanted and _size(wanted) >= LEAST_DIGITS:
            return Slip(3, f"与{one.name}错列")
    return None


def _size(value: Decimal) -> int:
    """How many digits a figure has, zeros at the ends aside."""
    return len(str(abs(value)).replace(".", "").strip("0"))


def _digits(printed: Decimal, wanted: Decimal, decimals: int) -> Slip | None:
    """Slips within the digits; both figures are written with the same decimals."""
    if printed * wanted < 0:
        return None
    places = max(decimals, -int(wanted.normalize().as_tuple().exponent), 0)
    here, there = (f"{abs(value):.{places}f}".replace(".", "") for value in (printed, wanted))
    if len(here) == len(there):
        return _in_place(here, there)
    written, meant = plain_text(abs(printed)), plain_text(abs(wanted))
    return _length(written, meant) if min(_size(printed), _size(wanted)) >= LEAST_DIGITS else None


def _in_place(here: str, there: str) -> Slip | None:
    """As many digits, one of them another, or two that stand side by side changed round."""
    apart = [index for index, (one, other) in enumerate(zip(here, there, strict=True)) if one != other]
    if len(apart) == 1 and len(here.strip("0")) >= LEAST_DIGITS:
        return Slip(4, "一位数字写错")
    first, last = apart[0], apart[-1]
    swapped = last == first + 1 and here[first] == there[last] and here[last] == there[first]
    return Slip(1, "两位数字颠倒") if swapped else None


def _length(written: str, meant: str) -> Slip | None:
    if _without_one(written, meant):
        return Slip(3, "多写一位数字")
    return Slip(3, "漏写一位数字") if _without_one(meant, written) else None


def _without_one(longer: str, shorter: str) -> bool:
    """Whether one character less makes the longer the shorter."""
    return len(longer) == len(shorter) + 1 and any(
        longer[:index] + longer[index + 1 :] == shorter for index in range(len(longer))
    )
