"""Claimed scores against computed ones: what a unit gave itself, what the rules give, and whether the reason is there.

A line is called too high or too low only when the rules prove it; where they leave a band, a claim inside it agrees,
and where they leave everything to a person the line says why it cannot be checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from decimal import Decimal
from enum import StrEnum

from hengji.packs.check import Version
from hengji.packs.phrase import finds
from hengji.packs.rubric import Grade, Indicator, Rubric
from hengji.packs.rubric_rules import Input
from hengji.records import dataclass
from hengji.scoring.exact import plain, shown, trimmed
from hengji.scoring.grade import grade_of, grades_between
from hengji.scoring.quantity import UnitTable
from hengji.scoring.rule import OVER_TARGET, Evidence, Figure, Note, Points, Status, undecided
from hengji.scoring.scorecard import IndicatorRow, Scored, score_indicator, score_row
from hengji.scoring.verdict import Verdict, verdict_over

EMPTY_REASONS = frozenset({"", "无", "—", "——", "/", "-", "无。"})
HALF = Decimal("0.5")


class Reason(StrEnum):
    """Whether the reason that points lost (or a target far exceeded) call for is written."""

    NOT_NEEDED = "不需要"
    PRESENT = "已写"
    MISSING = "未写"


@dataclass(frozen=True, slots=True)
class Claim:
    """What a filing prints for a fixed indicator: its points, the score claimed, the reason given, its standard."""

    score: Decimal | None
    weight: Decimal | None = None
    reason: str = ""
    statements: tuple[str, ...] = ()
    source: str = ""
    standard: str = ""


@dataclass(frozen=True, slots=True)
class Funding:
    """The funding block of a self-evaluation table; ``rate`` is the printed execution rate, a figure in %."""

    budget: Figure
    adjusted: Figure
    actual: Figure
    weight: Decimal | None
    score: Decimal | None
    rate: Figure | None = None
    reason: str = ""
    statements: tuple[str, ...] = ()
    source: str = ""
    indicator: str = "execution_rate"

    def figure(self, asked: Input) -> Figure:
        """The figure of the block that an input means, by its scenario."""
        known = {"budget": self.budget, "adjusted": self.adjusted, "actual": self.actual}
        return known.get(asked.scenario, Figure(str(asked)))

    def claim(self) -> Claim:
        """What it claims for the execution rate."""
        return Claim(self.score, self.weight, self.reason, self.statements, self.source)


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One indicator: claimed and due, with the rule (its id), the regulation in force (``basis``) and the places.

    ``others`` are the points other statements of its figures would give, where a filing states a figure more than once;
    ``standard`` is the standard as the filing prints it.
    """

    indicator: str
    group: str
    subgroup: str
    weight: Decimal | None
    claimed: Decimal | None
    points: Points | None
    verdict: Verdict
    difference: Decimal | None
    reason: Reason
    working: str
    notes: tuple[Note, ...]
    statements: tuple[str, ...]
    source: str
    rule: str
    basis: Version | None
    others: tuple[Points, ...] = ()
    standard: str = ""


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over all lines; ``low`` and ``high`` are the totals the rules allow, a total not printed is None."""

    weight: Decimal
    claimed: Decimal
    low: Decimal
    high: Decimal
    printed_weight: Decimal | None
    printed_score: Decimal | None


@dataclass(frozen=True, slots=True)
class Review:
    """A table reviewed: its lines, totals, the grade claimed and the grades the rules allow."""

    lines: tuple[ScoreLine, ...]
    totals: Totals
    grade: Grade | None
    grades_possible: tuple[Grade, ...]
    notes: tuple[Note, ...] = ()

    def of(self, verdict: Verdict) -> tuple[ScoreLine, ...]:
        """The lines with one verdict."""
        return tuple(line for line in self.lines if line.verdict is verdict)


@dataclass(frozen=True, slots=True)
class Printed:
    """The totals a table prints."""

    weight: Decimal | None = None
    score: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A scoring sheet with fixed indicators: claims by indicator id, and the evidence for each.

    ``others`` gives the evidence from the other statements a filing makes of the same figures; ``own`` are rows for
    which the rubric has no indicator.
    """

    claims: Mapping[str, Claim]
    evidence: Callable[[Indicator], Evidence]
    others: Callable[[Indicator], Iterable[Evidence]] = lambda _: ()
    printed: Printed = field(default_factory=Printed)
    own: Sequence[IndicatorRow] = ()


def review_table(
    rubric: Rubric,
    year: int,
    units: UnitTable,
    rows: Iterable[IndicatorRow],
    funding: Funding | None = None,
    printed: Printed | None = None,
) -> Review:
    """A self-evaluation table: its funding block and its indicator rows, claimed against computed."""
    lines = []
    indicator = rubric.indicator(funding.indicator) if funding is not None else None
    if funding is not None and indicator is not None and indicator.holds(year):
        lines.append(_funding_line(rubric, indicator, funding, year))
    lines += [_row_line(rubric, row, score_row(rubric, row, units, year)) for row in rows]
    return _reviewed(rubric, lines, printed or Printed())


def review_sheet(rubric: Rubric, year: int, sheet: Sheet) -> Review:
    """A scoring sheet whose indicators the rubric fixes, claimed against computed; those not claimed are left out.

    Indicators of the unit's own follow them.
    """
    lines = []
    for indicator in rubric.indicators_in(year):
        claim = sheet.claims.get(indicator.id)
        if claim is not None:
            first, *others = (
                score_indicator(rubric, indicator, evidence, year, claim.weight)
                for evidence in (sheet.evidence(indicator), *sheet.others(indicator))
            )
            lines.append(_claim_line(rubric, indicator, claim, first, [other.points for other in others]))
    lines += [_row_line(rubric, row, _own(row)) for row in sheet.own]
    return _reviewed(rubric, lines, sheet.printed)


def _own(row: IndicatorRow) -> Scored | None:
    """An indicator the unit has set itself: by the standard it prints, which only a person can read."""
    if row.weight is None or row.weight <= 0:
        return None
    why = "县里的评分办法没有这一项，请按表上印的标准由人判断。"
    return Scored(undecided(row.weight, Status.MANUAL, why))


def _funding_line(rubric: Rubric, indicator: Indicator, funding: Funding, year: int) -> ScoreLine:
    evidence = Evidence(figure=funding.figure)
    scored = score_indicator(rubric, indicator, evidence, year, funding.weight)
    note = _rate_note(funding)
    if note is not None:
        scored = Scored(scored.points.noted([note]), scored.rule, scored.basis)
    return _claim_line(rubric, indicator, funding.claim(), scored)


def _rate_note(funding: Funding) -> Note | None:
    """A note when the printed rate is not 执行数 ÷ 全年预算数 to the decimals printed."""
    rate, actual, adjusted = funding.rate, funding.actual, funding.adjusted
    if rate is None or rate.value is None or actual.value is None or not adjusted.value:
        return None
    computed = actual.base / adjusted.base * 100
    printed = rate.base * 100
    exponent = rate.value.as_tuple().exponent
    half = HALF.scaleb(exponent) if isinstance(exponent, int) else HALF
    if abs(computed - printed) <= half:
        return None
    due = shown(computed)[1]
    return Note("rate-differs", f"比率填 {rate.text}，按“{actual.label}”÷“{adjusted.label}”应为 {due}%。")


def _claim_line(
    rubric: Rubric, indicator: Indicator, claim: Claim, scored: Scored, others: Iterable[Points] = ()
) -> ScoreLine:
    group = next((group.label for group in rubric.groups if group.id == indicator.group), "")
    row = IndicatorRow(
        name=indicator.label,
        group=group,
        weight=claim.weight if claim.weight is not None else indicator.points,
        score=claim.score,
        deviation=claim.reason,
        statements=claim.statements,
        source=claim.source,
        standard=claim.standard,
    )
    return _row_line(rubric, row, scored, tuple(others))


def _row_line(rubric: Rubric, row: IndicatorRow, scored: Scored | None, others: tuple[Points, ...] = ()) -> ScoreLine:
    points = scored.points if scored is not None else None
    disclaimed = next((text for text in row.words if text.strip() and finds(rubric.disclaims, text)), "")
    verdict = (
        verdict_over(points, others, row.score, rubric.tolerance, disclaimed=bool(disclaimed))
        if points is not None
        else Verdict.UNCHECKED
    )
    notes = [*(points.notes if points is not None else ()), *_claim_notes(row, points)]
    if verdict is Verdict.UNJUSTIFIED:
        said = f"写着“{disclaimed.strip()}”，却填了 {plain(row.score or Decimal(0))} 分；没有这项指标就不应得分。"
        notes.append(Note("disclaimed", said))
    over = any(note.code == OVER_TARGET for note in notes)
    written = row.deviation.strip() not in EMPTY_REASONS
    if verdict is Verdict.TOO_LOW and over and written:
        verdict = Verdict.AGREES
        notes.append(Note("reduced", "因指标值偏低自行调减了得分。"))
    difference = None
    if points is not None and points.points is not None and row.score is not None:
        difference = trimmed(row.score - points.points)
    return ScoreLine(
        indicator=row.name,
        group=row.group,
        subgroup=row.subgroup,
        weight=row.weight,
        claimed=row.score,
        points=points,
        verdict=verdict,
        difference=difference,
        reason=_reason(row, over=over, written=written),
        working=points.working if points is not None else "没有填分值，无法计分。",
        notes=tuple(notes),
        statements=row.statements,
        source=row.source,
        rule=scored.rule if scored is not None else "",
        basis=scored.basis if scored is not None else None,
        others=others,
        standard=row.standard,
    )


def _reason(row: IndicatorRow, *, over: bool, written: bool) -> Reason:
    lost = row.score is not None and row.weight is not None and row.score < row.weight
    if not lost and not over:
        return Reason.NOT_NEEDED
    return Reason.PRESENT if written else Reason.MISSING


def _claim_notes(row: IndicatorRow, points: Points | None) -> list[Note]:
    """What is wrong with a claim whatever its verdict."""
    claimed = row.score
    if claimed is None:
        return [Note("score-missing", "没有填得分。")]
    notes = []
    if claimed < 0 or (row.weight is not None and claimed > row.weight):
        notes.append(Note("score-outside", f"得分 {plain(claimed)} 不在 0 到分值之间。"))
    if points is None:
        return notes
    if points.status is Status.MISSING and claimed > 0:
        notes.append(Note("score-without-value", f"{points.working}却填了 {plain(claimed)} 分。"))
    if claimed == row.weight and points.points is not None and points.points < claimed:
        notes.append(Note("full-not-reached", "没有达到指标值，却填了满分。"))
    return notes


def _reviewed(rubric: Rubric, lines: list[ScoreLine], printed: Printed) -> Review:
    zero = Decimal(0)
    weights = [line.weight or zero for line in lines]
    totals = Totals(
        weight=sum(weights, zero),
        claimed=sum((line.claimed or zero for line in lines), zero),
        low=trimmed(sum((line.points.low for line in lines if line.points is not None), zero)),
        high=trimmed(sum((line.points.high for line in lines if line.points is not None), zero)),
        printed_weight=printed.weight,
        printed_score=printed.score,
    )
    if any(line.points is None and line.claimed is not None for line in lines):
        rest = max(rubric.total - totals.weight, zero)  # points of indicators that print none are among the rest
        totals = replace(totals, high=trimmed(totals.high + rest))
    claimed = printed.score if printed.score is not None else totals.claimed
    notes = []
    if lines and all(line.claimed is not None and line.claimed == line.weight for line in lines):
        notes.append(Note("all-full", "各项指标全部满分，自评没有区分度，请核对。"))
    if printed.score is not None and lines and printed.score != totals.claimed:
        said = f"各项自评得分合计 {plain(totals.claimed)} 分，与所写的总分 {plain(printed.score)} 分不同。"
        notes.append(Note("total-differs", said))
    possible = grades_between(totals.low, totals.high, rubric.grades)
    return Review(tuple(lines), totals, grade_of(claimed, rubric.grades), possible, tuple(notes))
