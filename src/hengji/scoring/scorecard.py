"""Scoring a whole filing by a rubric: fixed indicators from figures, table rows from their own target and result."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal

from hengji.facts.unit import UnitKind
from hengji.packs.check import Version
from hengji.packs.rubric import Grade, Indicator, RowRule, Rubric
from hengji.records import dataclass
from hengji.scoring.exact import trimmed
from hengji.scoring.grade import grades_between
from hengji.scoring.quantity import QUALITATIVE, Reading, UnitTable, parse_actual, parse_target
from hengji.scoring.rule import Evidence, Judged, Note, Points, Status, undecided
from hengji.scoring.rules import apply, says
from hengji.scoring.wording import quoted

HEADING_POINTS = re.compile(r"[（(][^（()）]*分?[)）]\Z")
BLANKS = re.compile(r"[\s\u3000\u00a0]+")


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One row of a self-evaluation table as printed, with the ids of its statements and its place (``source``)."""

    name: str
    group: str = ""
    subgroup: str = ""
    target: str = ""
    actual: str = ""
    weight: Decimal | None = None
    score: Decimal | None = None
    deviation: str = ""
    statements: tuple[str, ...] = ()
    source: str = ""
    standard: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """What it says in words, where it may say that there is no such indicator."""
        return (self.deviation, self.target, self.actual)


@dataclass(frozen=True, slots=True)
class Scored:
    """The points of one indicator with the declaration and the version of the regulation they follow."""

    points: Points
    rule: str = ""
    basis: Version | None = None


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All indicators of a rubric scored: what is certain (``low``), what is possible (``high``), and the grades."""

    indicators: tuple[tuple[Indicator, Scored], ...]
    low: Decimal
    high: Decimal
    grades: tuple[Grade, ...]

    @property
    def total(self) -> Decimal | None:
        """The total when every indicator could be computed."""
        return self.low if all(scored.points.points is not None for _, scored in self.indicators) else None


def score_indicator(
    rubric: Rubric, indicator: Indicator, evidence: Evidence, year: int, weight: Decimal | None = None
) -> Scored:
    """The points of a fixed indicator; ``weight`` replaces the declared points where the filing prints others."""
    basis = _basis(indicator.versions, rubric, year)
    points = weight if weight is not None else indicator.points
    if indicator.rule is None:
        return Scored(undecided(points, Status.MANUAL, "没有计分规则，请人工判断。"), indicator.id, basis)
    about = evidence.figure(indicator.applies) if indicator.applies is not None else None
    if about is not None and about.value == 0:
        why = f"{quoted(about.label)}为 0，没有评价对象，不适用，请说明怎样计分。"
        none = replace(undecided(points, Status.NOT_APPLICABLE, why, (about,)), rule=says(indicator.rule, points))
        return Scored(none, indicator.id, basis)
    return Scored(apply(indicator.rule, points, evidence, rubric.rounding), indicator.id, basis)


def score_row(
    rubric: Rubric, row: IndicatorRow, units: UnitTable, year: int, judged: Judged | None = None
) -> Scored | None:
    """The points of a row by the rule for the way its target is written; None when the row has no points to give."""
    if row.weight is None or row.weight <= 0:
        return None
    target, actual = parse_target(row.target, units, year=year), parse_actual(row.actual, units, year=year)
    problems = [Note(problem.code, problem.message) for problem in (*target.problems, *actual.problems)]
    declared = _row_rule(rubric, row, target, year)
    if declared is None or declared.rule is None or not target.quantities:
        why = (
            f"指标值“{row.target.strip()}”不能计分，请人工判断。" if row.target.strip() else "没有填指标值，无法计分。"
        )
        status = Status.MANUAL if row.target.strip() else Status.MISSING
        return Scored(undecided(row.weight, status, why).noted(problems))
    evidence = Evidence(target=target, actual=actual, judged=judged)
    points = apply(declared.rule, row.weight, evidence, rubric.rounding)
    return Scored(points.noted(problems), declared.id, _basis(declared.versions, rubric, year))


def scorecard(rubric: Rubric, year: int, evidence: Callable[[Indicator], Evidence]) -> Scorecard:
    """Every fixed indicator of a fiscal year scored, with the total and the grades it may mean."""
    scored = tuple(
        (indicator, score_indicator(rubric, indicator, evidence(indicator), year))
        for indicator in rubric.indicators_in(year)
    )
    low, high = bounds(item.points for _, item in scored)
    return Scorecard(scored, low, high, grades_between(low, high, rubric.grades))


def bounds(points: Iterable[Points]) -> tuple[Decimal, Decimal]:
    """The least and the greatest total of several indicators."""
    parts = list(points)
    low = sum((part.low for part in parts), Decimal(0))
    return trimmed(low), trimmed(sum((part.high for part in parts), Decimal(0)))


def group_name(printed: str) -> str:
    """A printed first-level heading without line breaks and points: 产出指标 for 产出指标（40分）."""
    return HEADING_POINTS.sub("", BLANKS.sub("", printed))


def _row_rule(rubric: Rubric, row: IndicatorRow, target: Reading, year: int) -> RowRule | None:
    first = target.quantities[0] if target.quantities else None
    # 成本指标 stands as a first level in newer forms, as a second level below 产出 in older ones.
    group = rubric.group_named(group_name(row.subgroup)) or rubric.group_named(group_name(row.group))
    relation = first.relation if first is not None else QUALITATIVE
    unit: UnitKind | None = first.unit.kind if first is not None and first.unit is not None else None
    return rubric.row_rule(relation, group.id if group is not None else "", unit, year)


def _basis(own: tuple[Version, ...], rubric: Rubric, year: int) -> Version | None:
    return next((version for version in own if version.since <= year <= version.until), None) or rubric.version(year)
