"""The adjustments of a filing as a list to go through (xlsx) and as data (json)."""

from __future__ import annotations

from hengji.engine.rounding import Adjustment, Rounded
from hengji.facts.numbers import plain_text
from hengji.writing.list_workbook import Entry, ListSheet, write_lists

FILE = "平差清单.xlsx"
HEADS = ("公开表", "格", "原数（精确）", "四舍五入", "调整后", "调整", "单位", "为什么", "取自")


def adjustment_workbook(rounded: Rounded) -> bytes:
    """Every cell that is not what rounding alone gives, and every sum that could not be made to hold."""
    rows = tuple(tuple(Entry(text) for text in _row(one)) for one in rounded.adjustments)
    sheets = [ListSheet("平差", f"平差清单（{len(rows)} 格；其余各格都是四舍五入的结果）", HEADS, rows)]
    if rounded.unresolved:
        gaps = tuple((Entry(text, alarm=True),) for text in rounded.unresolved)
        sheets.append(ListSheet("没有平的", "四舍五入以后不相等、没有调整的合计", ("算式",), gaps))
    return write_lists(sheets)


def _row(one: Adjustment) -> tuple[str, ...]:
    figures = (plain_text(value) for value in (one.exact, one.rounded, one.adjusted))
    return (one.form, one.cell, *figures, f"{one.adjusted - one.rounded:+f}", one.unit, one.why, one.source)


def adjustments_json(rounded: Rounded) -> list[dict[str, object]]:
    """The adjustments for machines; amounts are exact strings."""
    return [
        {
            "address": one.address,
            "form": one.form,
            "cell": one.cell,
            "unit": one.unit,
            "exact": plain_text(one.exact),
            "rounded": plain_text(one.rounded),
            "adjusted": plain_text(one.adjusted),
            "why": one.why,
            "source": one.source,
        }
        for one in rounded.adjustments
    ]
