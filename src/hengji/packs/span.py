"""Intervals with explicit ends as declarations write them, and the proof that they leave no gap and no overlap."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise

from hengji.records import dataclass

END = r"(?:[+-]?∞|-?\d+(?:\.\d+)?%?)"
WRITTEN = re.compile(rf"([\[(])\s*({END})\s*[,，]\s*({END})\s*([\])])")
HINT = "请写成 [80,90) 的样子：方括号含端点，圆括号不含，没有边界写 ∞。"


@dataclass(frozen=True, slots=True)
class Span:
    """An interval; ``low`` or ``high`` is None where it has no bound."""

    low: Decimal | None
    high: Decimal | None
    low_closed: bool = True
    high_closed: bool = True

    def __str__(self) -> str:
        left = f"{'[' if self.low_closed else '('}{'-∞' if self.low is None else format(self.low, 'f')}"
        right = f"{'+∞' if self.high is None else format(self.high, 'f')}{']' if self.high_closed else ')'}"
        return f"{left},{right}"

    def __contains__(self, value: Decimal) -> bool:
        above = self.low is None or value > self.low or (self.low_closed and value == self.low)
        below = self.high is None or value < self.high or (self.high_closed and value == self.high)
        return above and below

    @property
    def is_empty(self) -> bool:
        """Whether no number lies in it."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and not (self.low_closed and self.high_closed))


def parse_span(text: str) -> Span | None:
    """An interval out of "[80,90)", "[95,+∞)", "[80%,100%]" (the sign is only a reminder); None when it is none."""
    match = WRITTEN.fullmatch(text.strip())
    if match is None:
        return None
    low, high = _end(match[2]), _end(match[3])
    span = Span(low, high, match[1] == "[" and low is not None, match[4] == "]" and high is not None)
    upside_down = match[2].startswith("+") or match[3].startswith("-∞")
    return None if span.is_empty or upside_down else span


def _end(text: str) -> Decimal | None:
    return None if "∞" in text else Decimal(text.removesuffix("%"))


def cover_faults(spans: Iterable[Span], domain: Span) -> Iterator[str]:
    """Why the spans do not divide ``domain`` without gap and overlap, one Chinese sentence for each fault."""
    ordered = sorted(spans, key=lambda span: (span.low is not None, span.low or 0, not span.low_closed))
    if not ordered:
        yield "没有写任何一档。"
        return
    first, last = ordered[0], ordered[-1]
    if (first.low, first.low_closed) != (domain.low, domain.low_closed):
        yield f"最低一档 {first} 应从 {domain} 的起点开始。"
    if (last.high, last.high_closed) != (domain.high, domain.high_closed):
        yield f"最高一档 {last} 应到 {domain} 的终点为止。"
    for below, above in pairwise(ordered):
        yield from _seam_faults(below, above)


def _seam_faults(below: Span, above: Span) -> Iterator[str]:
    if below.high is None or above.low is None or below.high > above.low:
        yield f"{below} 与 {above} 有重叠。"
    elif below.high < above.low:
        yield f"{below} 与 {above} 之间有空当。"
    elif below.high_closed and above.low_closed:
        yield f"{below} 与 {above} 都含端点 {format(above.low, 'f')}，只能归入一档。"
    elif not below.high_closed and not above.low_closed:
        yield f"端点 {format(above.low, 'f')} 没有归入 {below}，也没有归入 {above}。"
