"""A row whose text goes on over the page is one row."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from hengji.engine.building import writers
from hengji.reading.formats.registry import read_document
from hengji.writing.drawing import DrawnCell, DrawnRow, DrawnTable, Publication, Role

if TYPE_CHECKING:
    from pathlib import Path

LONG = "按规定程序办理，资料齐全，手续完备，" * 20 + "计分。"
WIDTHS = (Decimal(2), Decimal(5), Decimal(1))


def test_a_row_cut_by_the_end_of_a_page_is_one(tmp_path: Path) -> None:
    head = DrawnRow(tuple(DrawnCell(text, Role.HEAD) for text in ("三级指标", "评分标准", "分值")), header=True)
    rows = [DrawnRow(tuple(DrawnCell(text, Role.TEXT) for text in (f"指标{at}", LONG, "5"))) for at in range(9)]
    table = DrawnTable("", "评分表", WIDTHS, (head, *rows))
    path = tmp_path / "表.pdf"
    path.write_bytes(writers()["pdf"](Publication("评分表", (table,))))
    read = read_document(path).tables()
    assert len(read) == 1
    texts = [["".join(cell.text.value.split()) for cell in row] for row in read[0].rows]
    assert texts == [["三级指标", "评分标准", "分值"], *([f"指标{at}", LONG, "5"] for at in range(9))]
