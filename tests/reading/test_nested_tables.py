"""Tables inside the cells of other tables are read as tables of their own; none of their figures is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.reading.drawn import FOOTED, document, library, pack, table

from hengji.documents.document import Document, Table
from hengji.reading.read import read
from hengji.reading.result import Reading

OUTER = """
说明 | 见右表
一般公共预算财政拨款基本支出决算表（单位：万元） | """


def nested(outer: Table, row: int, column: int) -> Document:
    """A document of a table with the economic codes in one of its cells."""
    cells = list(outer.rows[row].cells)
    cells[column] = replace(cells[column], nested=(table(FOOTED, 2),))
    rows = [*outer.rows]
    rows[row] = replace(rows[row], cells=tuple(cells))
    whole = document("某某县档案馆2023年度部门决算")
    return replace(whole, blocks=(*whole.blocks, replace(outer, rows=tuple(rows))))


def reading_of(outer: Table, row: int, column: int) -> Reading:
    """The document, read nationally."""
    return read(nested(outer, row, column), library(), pack("cn"))


@pytest.mark.parametrize(
    ("drawing", "row", "column"), [(OUTER, 1, 1), ("一般公共预算财政拨款基本支出决算表", 0, 0)], ids=["表格", "外框"]
)
def test_a_table_inside_a_cell_is_read_as_a_form(drawing: str, row: int, column: int) -> None:
    found = reading_of(table(drawing), row, column)
    assert {one.address: f"{one.value:f}" for one in found.facts if one.value is not None} == {
        "cn.fa.basic!economic/301/value": "300.00",
        "cn.fa.basic!economic/30101/value": "300.00",
        "cn.fa.basic!economic/302/value": "52.00",
        "cn.fa.basic!economic/30201/value": "52.00",
        "cn.fa.basic!economic/310/value": "3.00",
        "cn.fa.basic!economic/31002/value": "3.00",
    }
    assert found.not_understood == []


def test_a_figure_of_a_table_inside_a_cell_that_is_no_form_is_listed() -> None:
    outer = table("甲 | 乙\n丙 | ")
    inner = table("某数 | 另一数\n12.50 | 3.75", 2)
    cell = replace(outer.rows[1].cells[1], nested=(inner,))
    row = replace(outer.rows[1], cells=(outer.rows[1].cells[0], cell))
    whole = document("说明")
    found = read(
        replace(whole, blocks=(*whole.blocks, replace(outer, rows=(outer.rows[0], row)))), library(), pack("cn")
    )
    assert [one.quote for one in found.not_understood] == ["12.50", "3.75"]
