"""Formulas of somebody's sheet: what is worked out, and what is left to Excel."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengji.expressions.sheet_formula import formula_result, moved

SHEET = {"A1": Decimal(2), "A2": Decimal(3), "B1": Decimal("0.5")}


def result(formula: str) -> Decimal | str | None:
    return formula_result(formula, lambda _sheet, cell: SHEET.get(cell))


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("SUM(A1:A2,B1)", "5.5"),
        ("=A1+A2*2", "8"),
        ("(A1+A2)*2", "10"),
        ("-A1-+A2", "-5"),
        ("A1*50%", "1"),
        ("ROUND(A1/A2,4)", "0.6667"),
        ("'附表 1'!$A$1+Sheet2!A2", "5"),
        ('IF(A1=0,"",A2/A1)', "1.5"),
        ('IF(OR(A1=0,C9=0),"",A2/A1)', ""),
        ('(IF(A1<>0,A2/A1,""))*100', "150"),
        ('IFERROR(A1/C9,"无")', "无"),
        ("MAX(A1:B2)-MIN(A1,A2)+ABS(-1)", "2"),
        ("SUM(C1:C9)", "0"),
    ],
)
def test_what_totals_and_rates_are_written_with_is_worked_out(formula: str, value: str) -> None:
    found = result(formula)
    assert (f"{found.normalize():f}" if isinstance(found, Decimal) else found) == value


@pytest.mark.parametrize(
    "formula",
    [
        "A1/C9",
        "VLOOKUP(A1,A1:B2,2)",
        "A1:A2",
        "A1&A2",
        "SUM(A1",
        "A1 A2",
        "",
        'A1+"二"',
        "IF(A1,1,2)",
        "(" * 99 + "A1" + ")" * 99,
    ],
)
def test_anything_else_has_no_answer(formula: str) -> None:
    assert result(formula) is None


@given(st.lists(st.decimals(-1000, 1000, places=2), min_size=1, max_size=6))
def test_a_sum_written_out_is_the_sum_of_the_range(values: list[Decimal]) -> None:
    cells = {f"B{number}": value for number, value in enumerate(values, 1)}
    written = "+".join(cells)
    read = [formula_result(text, lambda _, cell: cells.get(cell)) for text in (written, f"SUM(B1:B{len(values)})")]
    assert read == [sum(values, Decimal(0))] * 2


@pytest.mark.parametrize(
    ("formula", "rows", "columns", "becomes"),
    [
        ("SUM(B2:B4)/$C$1", 0, 1, "SUM(C2:C4)/$C$1"),
        ("B$2+$B2", 3, 2, "D$2+$B5"),
        ("IF(A1=0,\"A1\",'A1'!B2)", 1, 0, "IF(A2=0,\"A1\",'A1'!B3)"),
        ("ROUND(Z9,2)", 0, 1, "ROUND(AA9,2)"),
    ],
)
def test_a_shared_formula_reads_in_another_cell_as_excel_reads_it(
    formula: str, rows: int, columns: int, becomes: str
) -> None:
    assert moved(formula, rows, columns) == becomes
