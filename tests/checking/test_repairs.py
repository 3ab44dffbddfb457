"""The catalogue of slips: which one turns the figure meant into the figure printed, and when none does."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hengji.checking.solving.repairs import NO_SLIP, Neighbour, slip

SISTER = Neighbour("“津贴补贴”", Decimal("97.18"), same_row=False)
NEXT = Neighbour("“项目支出”", Decimal("111.46"), same_row=True)


def says(printed: str | None, meant: str, *neighbours: Neighbour, decimals: int = 2) -> str:
    """What the slip is called."""
    return slip(None if printed is None else Decimal(printed), Decimal(meant), decimals, neighbours).says


@pytest.mark.parametrize(
    ("printed", "meant", "expected"),
    [
        ("42.73", "24.73", "两位数字颠倒"),
        ("24.37", "24.73", "两位数字颠倒"),
        ("34.73", "24.73", "一位数字写错"),
        ("247.3", "24.73", "小数点错位"),
        ("2.473", "24.73", "小数点错位"),
        ("2473", "24.73", "小数点错位"),
        ("247300", "24.73", "把万元写成元"),
        ("0.002473", "24.73", "把元写成万元"),
        ("-24.73", "24.73", "正负号或增减方向写反"),
        ("244.73", "24.73", "多写一位数字"),
        ("4.73", "24.73", "漏写一位数字"),
        (None, "24.73", "漏填"),
        ("0", "24.73", "漏填"),
        ("42.37", "24.73", ""),
        ("51.08", "24.73", ""),
        ("23.47", "24.73", ""),
    ],
)
def test_slips(printed: str | None, meant: str, expected: str) -> None:
    assert says(printed, meant) == expected


def test_a_figure_copied_from_a_sister_or_shifted_by_a_column() -> None:
    assert says("97.18", "128.36", SISTER) == "误抄了“津贴补贴”的数"
    assert says("320.76", "111.46", NEXT) == "与“项目支出”错列"
    assert says("98.18", "128.36", SISTER) == ""


def test_one_digit_is_no_copy_and_no_lost_digit() -> None:
    # 一位数碰巧相同的太多。
    assert slip(Decimal(3), Decimal(5), 0, [Neighbour("“其他”", Decimal(3), same_row=True)]) == NO_SLIP
    assert says("1", "11", decimals=0) == ""
