"""Claimed scores that the rules do not give, as findings: scoring and checking know nothing of each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from hengji.checking.finding import Finding, Tally
from hengji.checking.rules import finding_of, rule_of
from hengji.checking.subject import Subject, SubjectPart
from hengji.engine.reviewing import reviews
from hengji.facts.fact import Statement
from hengji.facts.numbers import plain_text
from hengji.packs.rubric import Rubric
from hengji.scoring.claims import Review, ScoreLine
from hengji.scoring.rule import Points, Status
from hengji.scoring.verdict import DECIDED, Verdict, verdict_of

DISPROPORTION = 3  # a deduction this many times the due one wants a reason
FUNDING = frozenset({"execution_rate"})


def check_claims(subject: Subject, tally: Tally) -> Iterator[Finding]:
    """Every claimed score a rubric of the pack can compute; what it cannot is left to people."""
    for part in subject.parts:
        for found in reviews(subject, part):
            rubric, review = found.rubric, found.review
            yield from _lines(subject, part, rubric, review, tally)
            yield from _readings(subject, part, rubric, review, tally)
            yield from _total(subject, part, rubric, review, tally)


def _lines(subject: Subject, part: SubjectPart, rubric: Rubric, review: Review, tally: Tally) -> Iterator[Finding]:
    for line in review.lines:
        points = line.points
        if points is None or line.claimed is None or line.rule in FUNDING or points.status is not Status.COMPUTED:
            continue
        if line.weight is not None and line.claimed > line.weight:
            continue  # said by the check of scores against weights
        verdict = _likeliest(line, rubric)
        rule = rule_of(part, "score-rule" if verdict is Verdict.TOO_HIGH else "score-reduced")
        unmet = rubric.rows and any(note.code == "full-not-reached" for note in line.notes)
        if unmet:
            rule = rule_of(part, "score-rule")
        if rule is None or (not unmet and (verdict is Verdict.AGREES or not _tells(line, points))):
            tally.note("held", line.statements)
            continue
        tally.note("failed", line.statements)
        cells = _cells(subject, (*line.statements, *(figure.id for figure in points.figures)))
        found = finding_of(part, rule, _words(line.indicator, line.claimed, points), _working(line, points), cells)
        # A unit's own table has no published standard for each row: what the general method gives asks for a reason.
        yield replace(found, severity="warning") if rubric.rows and rule.severity == "error" else found


def _readings(subject: Subject, part: SubjectPart, rubric: Rubric, review: Review, tally: Tally) -> Iterator[Finding]:
    """Claims that hold with one figure of the filing and not with another it states for the same thing."""
    rule = rule_of(part, "score-rule")
    for line in review.lines:
        found = _worst(line, rubric)
        if rule is None or found is None or line.claimed is None:
            continue
        tally.note("failed", line.statements)
        cells = _cells(subject, (*line.statements, *(figure.id for figure in found.figures)))
        words = _words(line.indicator, line.claimed, found)
        working = f"文件里的数前后不一致，按其中一组：{found.working}；自评 {plain_text(line.claimed)} 分"
        yield replace(finding_of(part, rule, words, working, cells), severity="warning", proof="likely")


def _worst(line: ScoreLine, rubric: Rubric) -> Points | None:
    """The fewest points that other statements of its figures give, where the likeliest agree with the claim."""
    points, claimed = line.points, line.claimed
    if points is None or claimed is None or verdict_of(points, claimed, rubric.tolerance) is not Verdict.AGREES:
        return None
    lower = [one for one in line.others if one.points is not None and one.points < claimed]
    return min(lower, key=lambda one: one.points or Decimal(0)) if lower else None


def _total(subject: Subject, part: SubjectPart, rubric: Rubric, review: Review, tally: Tally) -> Iterator[Finding]:
    """A total above what the computed indicators leave possible; said once, beside the indicators themselves."""
    rule = rule_of(part, "score-total")
    claimed = review.totals.printed_score
    high = [line for line in review.lines if _likeliest(line, rubric) is Verdict.TOO_HIGH]
    lost = sum((_over(line) for line in high), Decimal(0))
    if rule is None or claimed is None or rubric.rows:
        return
    tally.note("failed" if lost else "held")
    if not lost:
        return
    due = claimed - lost
    totals = [
        one
        for one in subject.facts.of_concept("score.total")
        if one.value == claimed and subject.same_unit(one.component, part.id)
    ]
    cells = [cell for line in high for cell in _cells(subject, line.statements)]
    scores = [cell for cell in cells if cell.key.concept == "indicator.score"]
    working = f"{plain_text(claimed)} - {' - '.join(plain_text(_over(line)) for line in high)} = {plain_text(due)}"
    words = {"due": plain_text(due), "claimed": plain_text(claimed)}
    yield finding_of(part, rule, words, working, [*totals, *scores])


def _likeliest(line: ScoreLine, rubric: Rubric) -> Verdict:
    """The verdict by the likeliest figures, also where others of the filing would give another."""
    if line.verdict in DECIDED or line.points is None:
        return line.verdict
    return verdict_of(line.points, line.claimed, rubric.tolerance)


def _tells(line: ScoreLine, points: Points) -> bool:
    """Whether a claim is too high, or lower by far more than the rules take off: a little is a unit's own matter."""
    if points.lost is None or line.claimed is None or line.claimed > points.high:
        return True
    return points.weight - line.claimed > DISPROPORTION * points.lost


def _over(line: ScoreLine) -> Decimal:
    if line.points is None or line.claimed is None:
        return Decimal(0)
    return max(line.claimed - line.points.high, Decimal(0))


def _cells(subject: Subject, names: Iterable[str]) -> list[Statement]:
    found = [one for name in names if (one := subject.facts.get(name)) is not None]
    return [one for one in found if one.value is not None or one.text]


def _words(indicator: str, claimed: Decimal, points: Points) -> dict[str, str]:
    due = points.points if points.points is not None else points.high
    return {"indicator": indicator, "due": plain_text(due), "claimed": plain_text(claimed)}


def _working(line: ScoreLine, points: Points) -> str:
    claimed = plain_text(line.claimed) if line.claimed is not None else ""
    return f"{points.working.rstrip('。')}；自评 {claimed} 分"
