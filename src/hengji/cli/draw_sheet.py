"""The record of a double-random draw as a paper to be printed, signed and made public."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from hengji.ledgers.drawing_file import FiledDraw
from hengji.ledgers.ledger import Ledger
from hengji.packs.ledger.draw import DrawKind
from hengji.writing.characters import FORBIDDEN
from hengji.writing.drawing import DrawnCell, DrawnParagraph, DrawnRow, DrawnTable, Publication, Role, Style

SIGNED = "抽取人：　　　　　　　　监督人：　　　　　　　　　　年　　月　　日"
YES, NO = "是", "否"


DIGITS = 12
"""So many digits of a rank are printed; the record for programs holds all of them."""


def draw_sheet(ledger: Ledger, kind: DrawKind, filed: FiledDraw) -> Publication:
    """What was drawn, from what, on which terms, and how anybody repeats it; both lists at the end."""
    record, terms = filed.record, filed.record.terms
    day = terms.on.toordinal()
    name = ledger.organisations.name
    title = f"{kind.label}双随机抽取记录"
    lines = [
        f"抽取日期：{terms.on}；公开的随机种子：{terms.seed}。",
        record.working,
        *(f"{one.id} 不能参加：{one.why}。" for one in record.unfit),
    ]
    source = ledger.book.source_text(kind.source)
    lines += [f"依据：{source}。"] if source else []
    drawn = [
        (
            str(number),
            one.label,
            one.id,
            "、".join(one.inspectors),
            "；".join(f"{left.id} {left.why}" for left in one.recused),
            one.rank[:DIGITS],
        )
        for number, one in enumerate(record.drawn, 1)
    ]
    objects = [
        (one.id, one.label, name(one.sponsor, day), YES if one.drawn else NO)
        for one in sorted(filed.lists.objects, key=lambda one: one.id)
    ]
    inspectors = [
        (
            one.id,
            name(one.unit, day),
            YES if one.certified else NO,
            one.valid_until.isoformat() if one.valid_until else "",
        )
        for one in sorted(filed.lists.inspectors, key=lambda one: one.id)
    ]
    blocks = [
        DrawnParagraph(_clean(title), Style.TITLE),
        *(DrawnParagraph(_clean(line), Style.BODY) for line in lines),
        _table(
            "抽中", ("序号", "名称", "编号", "检查人", "回避", f"排序值前 {DIGITS} 位"), (5, 26, 12, 18, 22, 17), drawn
        ),
        DrawnParagraph(SIGNED, Style.SIGNATURE),
        *(DrawnParagraph(_clean(line.strip()), Style.BODY) for line in record.how.splitlines() if line.strip()),
        _table("对象名录", ("编号", "名称", "举办", "本年已抽"), (18, 40, 30, 12), objects),
        _table("人员名录", ("编号", "所在", "持证", "证件到期"), (25, 40, 12, 23), inspectors),
    ]
    return Publication(title, tuple(blocks), year=filed.year)


def _table(
    sheet: str, heads: Sequence[str], widths: Sequence[int], rows: Sequence[Sequence[str]]
) -> DrawnTable | DrawnParagraph:
    if not rows:
        return DrawnParagraph(f"{sheet}：无。", Style.BODY)
    head = DrawnRow(tuple(DrawnCell(text, Role.HEAD) for text in heads), header=True)
    body = (DrawnRow(tuple(DrawnCell(_clean(text), Role.TEXT) for text in row)) for row in rows)
    return DrawnTable("", "", tuple(map(Decimal, widths)), (head, *body), sheet=sheet)


def _clean(text: str) -> str:
    return FORBIDDEN.sub("□", text)
