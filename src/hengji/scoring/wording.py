"""How intervals and directions are said to people: 90%（含）以上, 80%（含）至 90%, 大于 30%."""

from __future__ import annotations

from decimal import Decimal

from hengji.packs.span import Span
from hengji.scoring.exact import plain


def span_text(span: Span, unit: str = "") -> str:
    """An interval as regulations write it."""
    low, high = _end(span.low, unit), _end(span.high, unit)
    if span.low is None and span.high is None:
        return "任何数"
    if span.low is not None and span.low == span.high:
        return low
    if span.high is None:
        return f"{low}（含）以上" if span.low_closed else f"大于 {low}"
    if span.low is None:
        return f"{high}（含）以下" if span.high_closed else f"低于 {high}"
    return f"{low}{'（含）' if span.low_closed else ' '}至 {high}{'（含）' if span.high_closed else ''}"


def points_text(low: Decimal, high: Decimal, *, high_open: bool = False) -> str:
    """A band of points: 4 至 5 分, 3 至不满 4 分."""
    if low == high:
        return f"{plain(low)} 分"
    return f"{plain(low)} 至{'不满' if high_open else ''} {plain(high)} 分"


def quoted(label: str) -> str:
    """A label in quotation marks, its own ones made single: “上年‘三公’经费”."""
    return f"“{label.replace('“', '‘').replace('”', '’')}”"


def _end(value: Decimal | None, unit: str) -> str:
    return "" if value is None else f"{plain(value)}{unit}"
