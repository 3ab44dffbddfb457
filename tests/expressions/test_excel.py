"""Derived figures as worksheet formulas."""

from __future__ import annotations

import pytest

from hengji.expressions import Reference, RefType, parse, to_excel

CELLS = {"a": "B2", "b": "B3", "c": "B4", "group": "B5:B9"}


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("a + b - c", "=B2+B3-B4"),
        ("a - (b - c)", "=B2-(B3-B4)"),
        ("(a + b) * c", "=(B2+B3)*B4"),
        ("a + b * c", "=B2+B3*B4"),
        ("-a + b", "=(-B2)+B3"),
        ("-(a + b)", "=-(B2+B3)"),
        ("sum(group, a)", "=SUM(B5:B9,B2)"),
        ("abs(a - b)", "=ABS(B2-B3)"),
        ("min(100%, a)", "=MIN(1,B2)"),
        ("a / b", '=IF(B3=0,"",B2/B3)'),
        ("a / (b + c)", '=IF((B3+B4)=0,"",B2/(B3+B4))'),
        ("share(a, b) * 100", '=IF(B3=0,"",B2/B3*100)'),
        ("change(a, b)", '=IF(B3=0,"",(B2-B3)/B3)'),
        ("a / b + a / c", '=IF(OR(B3=0,B4=0),"",B2/B3+B2/B4)'),
        ("a / b + c / b", '=IF(B3=0,"",B2/B3+B4/B3)'),
        ("a / b / c", '=IF(OR(B3=0,B4=0),"",B2/B3/B4)'),
        ("a / 2", "=B2/2"),
    ],
)
def test_formula(text: str, formula: str) -> None:
    """Precedence is kept, and whatever is divided by is tested for zero once."""

    def known(reference: Reference) -> RefType:
        return RefType.NUMBERS if reference.name == "group" else RefType.NUMBER

    assert to_excel(parse(text, known), lambda reference: CELLS[reference.name]) == formula
