"""How a claimed score stands to the rules: what is proved, what contradicts itself, what cannot be told and why."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

from hengji.scoring.rule import Points, Status


class Verdict(StrEnum):
    """How a claimed score stands to the rules; ``code`` is its name for programs."""

    AGREES = "一致"
    TOO_HIGH = "高于应得"
    TOO_LOW = "低于应得"
    CONFLICTING = "依据不一"  # the filing states a figure twice, and the points differ
    INCOMPUTABLE = "无法计算"  # a figure is missing, or the base is zero
    NOT_APPLICABLE = "不适用"  # there is nothing to evaluate
    DOUBTFUL = "存疑"  # the filing itself speaks against it
    UNJUSTIFIED = "没有依据"  # the filing says there is no such indicator, and takes points for it
    UNCHECKED = "无法复核"  # left to a person, or without evidence

    @property
    def code(self) -> str:
        """The verdict for programs."""
        return CODES[self]


CODES = {
    Verdict.AGREES: "consistent",
    Verdict.TOO_HIGH: "overclaimed",
    Verdict.TOO_LOW: "underclaimed",
    Verdict.CONFLICTING: "conflicting_inputs",
    Verdict.INCOMPUTABLE: "not_computable",
    Verdict.NOT_APPLICABLE: "not_applicable",
    Verdict.DOUBTFUL: "questionable",
    Verdict.UNJUSTIFIED: "unjustified",
    Verdict.UNCHECKED: "not_verifiable",
}
WITHOUT_POINTS = {
    Status.MISSING: Verdict.INCOMPUTABLE,
    Status.NOT_COMPARABLE: Verdict.INCOMPUTABLE,
    Status.NOT_APPLICABLE: Verdict.NOT_APPLICABLE,
    Status.MANUAL: Verdict.UNCHECKED,
}
DECIDED = frozenset({Verdict.AGREES, Verdict.TOO_HIGH, Verdict.TOO_LOW})


def verdict_of(points: Points, claimed: Decimal | None, tolerance: Decimal) -> Verdict:
    """How a claimed score stands to the points one reading of the figures gives or allows."""
    if claimed is None:
        return Verdict.UNCHECKED
    if claimed > points.weight:
        return Verdict.TOO_HIGH
    if not points.allows(claimed, tolerance):
        return Verdict.TOO_HIGH if claimed >= points.high else Verdict.TOO_LOW
    return WITHOUT_POINTS.get(points.status, Verdict.AGREES)


def verdict_over(
    points: Points, others: Iterable[Points], claimed: Decimal | None, tolerance: Decimal, *, disclaimed: bool = False
) -> Verdict:
    """The verdict over all readings of the figures: ``points`` from the likeliest, ``others`` from those besides.

    ``disclaimed`` says that the filing itself notes that there is no such indicator.
    """
    first = verdict_of(points, claimed, tolerance)
    if disclaimed and claimed and first is not Verdict.TOO_HIGH:
        return Verdict.UNJUSTIFIED
    decided = {first, *(verdict_of(other, claimed, tolerance) for other in others)} & DECIDED
    if len(decided) > 1:
        return Verdict.CONFLICTING
    doubted = points.clear is not None and claimed is not None and claimed > points.clear + tolerance
    return Verdict.DOUBTFUL if doubted and first in (Verdict.AGREES, Verdict.UNCHECKED) else first
