"""The 审核意见 sheet: what was found, in a table to be printed, gone through and signed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final

from hengji.writing.characters import FORBIDDEN
from hengji.writing.docx import write_docx
from hengji.writing.drawing import DrawnCell, DrawnParagraph, DrawnRow, DrawnTable, Publication, Role, Style
from hengji.writing.html import write_html
from hengji.writing.pdf import write_pdf
from hengji.writing.remark import SEVERITIES, Remark
from hengji.writing.review_page import Review
from hengji.writing.xlsx import write_xlsx

HEADS: Final = ("序号", "级别", "问题", "位置", "建议", "单位说明")
WIDTHS: Final = tuple(map(Decimal, ("5", "6", "32", "26", "20", "11")))
LINES: Final = ("审核人：　　　　　　　　复核人：　　　　　　　　　　年　　月　　日",)
FORMATS: Final[dict[str, Callable[[Publication], bytes]]] = {
    ".docx": write_docx,
    ".xlsx": write_xlsx,
    ".pdf": write_pdf,
    ".html": write_html,
}
"""What a sheet can be written as, by the ending of its name."""


def opinion(review: Review, organisation: str = "", year: int = 0) -> Publication:
    """The sheet for one document: the count, the table, room for the unit's answer and the reviewers' names."""
    title = "审核意见"
    counts = "，".join(
        f"{word} {sum(one.severity == grade for one in review.remarks)} 条" for grade, word in SEVERITIES.items()
    )
    lines = [f"材料：{review.title}", f"单位：{organisation or '（未写明）'}", f"年度：{year or '（未写明）'}"]
    lines += [f"结果：{counts}。", *review.summary]
    blocks: list[DrawnParagraph | DrawnTable] = [DrawnParagraph(title, Style.TITLE)]
    blocks += [DrawnParagraph(FORBIDDEN.sub("□", line), Style.BODY) for line in lines]
    if review.remarks:
        blocks.append(_table(review.remarks))
    blocks += [DrawnParagraph(line, Style.SIGNATURE) for line in LINES]
    return Publication(title, tuple(blocks), organisation=organisation, year=year)


def _table(remarks: Sequence[Remark]) -> DrawnTable:
    head = DrawnRow(tuple(DrawnCell(text, Role.HEAD) for text in HEADS), header=True)
    return DrawnTable("", "", WIDTHS, (head, *(_row(remark) for remark in remarks)), sheet="审核意见")


def _row(remark: Remark) -> DrawnRow:
    said = [remark.says, *([f"算式：{remark.working}"] if remark.working else [])]
    said += [f"由此引起：{one.says}{f'（{one.working}）' if one.working else ''}" for one in remark.follows]
    texts = ("\n".join(said), "\n".join(remark.where()), remark.advice, "")
    start = (DrawnCell(remark.number, Role.ORDINAL), DrawnCell(remark.grade, Role.ORDINAL))
    return DrawnRow((*start, *(DrawnCell(FORBIDDEN.sub("□", text), Role.TEXT) for text in texts)))
