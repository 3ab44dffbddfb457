"""Claimed scores against computed ones for a file that was read, by the rubrics of its pack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from hengji.checking.finding import Finding
from hengji.checking.run import check
from hengji.checking.subject import Subject
from hengji.engine.frame import Frame
from hengji.engine.reviewing import reviews
from hengji.engine.session import subject_of
from hengji.errors import HengjiError
from hengji.facts.fact import FactStore
from hengji.facts.numbers import plain_text
from hengji.packs.pack import Pack
from hengji.packs.rubric import Rubric
from hengji.packs.rubric_rules import ChecklistRule
from hengji.reading.components import Part
from hengji.reading.result import Reading
from hengji.records import dataclass
from hengji.scoring.claims import Review, ScoreLine
from hengji.scoring.rule import Figure
from hengji.scoring.verdict import Verdict


class NothingToScoreError(HengjiError):
    """A file without any table that a rubric of its pack scores."""

    code = "score.nothing"


@dataclass(frozen=True, slots=True)
class Scoring:
    """One component scored: by which rubric, how claimed and computed scores compare, and the facts of the filing.

    ``frame`` is how its indicators differ from the county's; ``about`` is the project a table is about.
    """

    part: Part
    pack: Pack
    rubric: Rubric
    review: Review
    facts: FactStore
    frame: Frame
    about: str = ""


def score_reading(reading: Reading, *, required: bool = True) -> list[Scoring]:
    """Every component of a file that a rubric of its pack scores; none where one is ``required`` is refused."""
    subject = subject_of(reading)
    asked = any(asks_findings(rubric) for part in subject.parts for rubric in part.pack.rubrics.values())
    findings = check(subject).findings if asked else ()
    found = [scoring for part in reading.parts for scoring in _score_part(reading, subject, part, findings)]
    if not found and required:
        raise NothingToScoreError(
            "文件里没有读到可以打分的自评表。", hint="请给出自评表所在的文件，或用 --pack 指定本县的规则包。"
        )
    return found


def asks_findings(rubric: Rubric) -> bool:
    """Whether contradictions of the filing itself speak against something a rubric scores."""
    rules = [indicator.rule for indicator in rubric.indicators]
    return any(item.contrary for rule in rules if isinstance(rule, ChecklistRule) for item in rule.items)


def _score_part(reading: Reading, subject: Subject, part: Part, findings: Sequence[Finding]) -> Iterator[Scoring]:
    held = subject.part(part.id)
    if held is not None:
        for found in reviews(subject, held, findings):
            yield Scoring(part, held.pack, found.rubric, found.review, reading.facts, found.frame, found.about)


def line_json(line: ScoreLine, scoring: Scoring) -> dict[str, object]:
    """One scored indicator for programs: claimed and due, the rule, its inputs with their places, the verdict."""
    points, pack = line.points, scoring.pack
    return {
        "indicator": line.indicator,
        "group": line.group,
        "subgroup": line.subgroup,
        "weight": _shown(line.weight),
        "claimed": _shown(line.claimed),
        "points": _shown(points.points) if points is not None else None,
        "low": _shown(points.low) if points is not None else None,
        "high": _shown(points.high) if points is not None else None,
        "verdict": line.verdict.value,
        "verdict_code": line.verdict.code,
        "reason": line.reason.value,
        "working": line.working,
        "other_workings": [other.working for other in line.others],
        "rule": points.rule if points is not None else "",
        "standard": line.standard,
        "inputs": [_input_json(figure, scoring.facts) for figure in (points.figures if points is not None else ())],
        "notes": [{"code": note.code, "message": note.message} for note in line.notes],
        "facts": list(line.statements),
        "source": line.source,
        "basis": pack.source_text(line.basis.document, line.basis.article) if line.basis is not None else "",
    }


def _input_json(figure: Figure, facts: FactStore) -> dict[str, object]:
    """A figure a rule looked at with its place; one that is missing with where it is to be typed."""
    stated = facts.get(figure.id) if figure.id else None
    place = stated.place if stated is not None else None
    return {
        "label": figure.label,
        "value": _shown(figure.value),
        "unit": figure.unit.id if figure.unit is not None else "",
        "fact": figure.id or None,
        "place": place.as_json() if place is not None else None,
        "quote": stated.source.quote if stated is not None else "",
        "missing": figure.value is None,
        "typed_at": figure.belongs,
    }


def scoring_json(scoring: Scoring) -> dict[str, object]:
    """A scored component for programs."""
    totals = scoring.review.totals
    return {
        "component": scoring.part.id,
        "organisation": scoring.part.organisation,
        "fiscal_year": scoring.part.fiscal_year,
        "rubric": scoring.rubric.id,
        "pack": scoring.pack.id,
        "indicators": [line_json(line, scoring) for line in scoring.review.lines],
        "totals": {
            "weight": _shown(totals.weight),
            "claimed": _shown(totals.claimed),
            "low": _shown(totals.low),
            "high": _shown(totals.high),
            "printed_weight": _shown(totals.printed_weight),
            "printed_score": _shown(totals.printed_score),
            "claimed_by_verdict": {name.code: _shown(points) for name, points in by_verdict(scoring.review).items()},
        },
        "grade": scoring.review.grade.label if scoring.review.grade is not None else None,
        "grades_possible": [grade.label for grade in scoring.review.grades_possible],
        "notes": [{"code": note.code, "message": note.message} for note in scoring.review.notes],
        "about": scoring.about,
        "differences": [
            {
                "kind": one.kind,
                "indicator": one.indicator,
                "group": one.group,
                "standard_points": _shown(one.standard_points),
                "own_points": _shown(one.own_points),
                "says": one.says,
            }
            for one in scoring.frame.differences
        ],
        "faults": [{"code": fault.code, "message": fault.message} for fault in scoring.frame.faults],
    }


def by_verdict(review: Review) -> dict[Verdict, Decimal]:
    """The points claimed under each verdict, in the order of the verdicts."""
    sums = {
        verdict: sum((line.claimed or Decimal(0) for line in review.of(verdict)), Decimal(0)) for verdict in Verdict
    }
    return {verdict: points for verdict, points in sums.items() if points}


def _shown(value: Decimal | None) -> str | None:
    return plain_text(value) if value is not None else None
