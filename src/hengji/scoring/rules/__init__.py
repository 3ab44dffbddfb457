"""The kinds of scoring rule, one module each: `says` is the rule in words, `score` gives the points.

A new kind is a declaration in `hengji.packs.rubric_rules`, its loader beside it, a module here and its entry below.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from hengji.packs import rubric_rules as declared
from hengji.packs.rubric import Rounding
from hengji.records import dataclass
from hengji.scoring.rule import Evidence, Points
from hengji.scoring.rules import (
    checklist,
    comparison,
    judgement,
    linear,
    manual,
    occurrence,
    ratio,
    steps,
    target,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a kind of rule can do."""

    says: Callable[[Any, Decimal], str]
    score: Callable[[Any, Decimal, Evidence, Rounding], Points]


KINDS: Mapping[type[declared.Rule], Kind] = {
    declared.RatioRule: Kind(ratio.says, ratio.score),
    declared.StepsRule: Kind(steps.says, steps.score),
    declared.LinearRule: Kind(linear.says, linear.score),
    declared.OccurrenceRule: Kind(occurrence.says, occurrence.score),
    declared.ChecklistRule: Kind(checklist.says, checklist.score),
    declared.ComparisonRule: Kind(comparison.says, comparison.score),
    declared.TargetRule: Kind(target.says, target.score),
    declared.JudgementRule: Kind(judgement.says, judgement.score),
    declared.ManualRule: Kind(manual.says, manual.score),
}


def apply(rule: declared.Rule, weight: Decimal, evidence: Evidence, rounding: Rounding) -> Points:
    """The points of an indicator worth ``weight`` by its rule, with the rule in words."""
    return replace(KINDS[type(rule)].score(rule, weight, evidence, rounding), rule=says(rule, weight))


def says(rule: declared.Rule, weight: Decimal) -> str:
    """The rule of an indicator worth ``weight`` in words."""
    return KINDS[type(rule)].says(rule, weight)
