"""The rows of a scoring sheet: whose indicator they claim, which are the unit's own, whose rule they print.

The rule of a rubric is used only where the filing prints the same points and, if it prints the standard, the same
figures in it: another standard is another rule, and left to a person.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from hengji.checking.evidence.indicators import Row, plain, rows_of
from hengji.checking.subject import Subject, SubjectPart
from hengji.packs.rubric import Indicator, Rubric
from hengji.packs.rubric_rules import ComparisonRule, LinearRule, Rule, StepsRule
from hengji.scoring.claims import Claim
from hengji.scoring.scorecard import IndicatorRow

FIGURE = re.compile(r"\d+(?:\.\d+)?")


def scored_rows(subject: Subject, part: SubjectPart) -> list[Row]:
    """The rows that claim points."""
    return [row for row in rows_of(subject, part.id) if row.cell("score") is not None]


def claims_of(rows: Sequence[Row], part: SubjectPart, rubric: Rubric) -> dict[str, Row]:
    """The row that claims points for each fixed indicator, by the indicator's id; each row serves one."""
    found: dict[str, Row] = {}
    for indicator in rubric.indicators_in(part.year):
        names = {plain(name) for name in (indicator.label, *indicator.aliases)}
        for row in rows:
            known = {plain(row.name), plain(f"{row.text('subgroup')}·{row.name}")}
            if known & names and row not in found.values():
                found[indicator.id] = row
                break
    return found


def claim_of(row: Row) -> Claim:
    """What a row claims."""
    cells = dict.fromkeys(row.statements)
    score, weight = row.cell("score"), row.cell("weight")
    place = score.place if score is not None else None
    return Claim(
        score=score.value if score is not None else None,
        weight=weight.value if weight is not None else None,
        reason=row.text("deviation"),
        statements=tuple(one.id for one in cells),
        source=place.say() if place is not None else "",
        standard=row.text("standard"),
    )


def own_row(row: Row) -> IndicatorRow:
    """A row for which the rubric has no indicator: one the unit has set itself."""
    claim = claim_of(row)
    return IndicatorRow(
        name=row.name,
        group=row.text("group"),
        subgroup=row.text("subgroup"),
        target=row.text("target"),
        actual=row.text("actual"),
        weight=claim.weight,
        score=claim.score,
        deviation=claim.reason,
        statements=claim.statements,
        source=claim.source,
        standard=claim.standard,
    )


def fitted(rubric: Rubric, claimed: Mapping[str, Row]) -> Rubric:
    """The rubric with only those rules the filing itself prints: another standard is another rule, left to a person."""

    def kept(indicator: Indicator) -> Indicator:
        row = claimed.get(indicator.id)
        return indicator if row is None or prints(row, indicator) else replace(indicator, rule=None)

    return replace(rubric, indicators=tuple(kept(one) for one in rubric.indicators))


def prints(row: Row, indicator: Indicator) -> bool:
    """Whether a row has an indicator's points and, where it prints its standard, the figures of its rule."""
    weight = row.cell("weight")
    if weight is not None and weight.value is not None and weight.value != indicator.points:
        return False
    standard = row.text("standard")
    return not standard or rule_figures(indicator.rule) <= {Decimal(one) for one in FIGURE.findall(standard)}


def rule_figures(rule: Rule | None) -> set[Decimal]:
    """The figures a standard must print to be this rule."""
    match rule:
        case LinearRule():
            figures = {rule.per, *([rule.limit] if rule.limit else [])}
        case StepsRule():
            bounds = {bound for step in rule.steps for bound in (step.span.low, step.span.high) if bound is not None}
            figures = {*(step.points for step in rule.steps), *(bounds - {rule.domain.low, rule.domain.high})}
        case ComparisonRule():
            figures = {rule.less, rule.equal, rule.greater, *([rule.zero] if rule.zero is not None else [])}
        case _:
            figures = set()
    return {figure for figure in figures if figure}
