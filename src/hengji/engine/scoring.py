"""Claimed scores against computed ones for a file that was read, by the rubrics of its pack."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from hengji.engine.reviewing import reviews
from hengji.engine.session import subject_of
from hengji.errors import HengjiError
from hengji.facts.numbers import plain_text
from hengji.packs.pack import Pack
from hengji.packs.rubric import Rubric
from hengji.reading.components import Part
from hengji.reading.result import Reading
from hengji.scoring.claims import Review, ScoreLine


class NothingToScoreError(HengjiError):
    """A file without any table that a rubric of its pack scores."""

    code = "score.nothing"


@dataclass(frozen=True, slots=True)
class Scoring:
    """One component scored: by which rubric, and how claimed and computed scores compare."""

    part: Part
    pack: Pack
    rubric: Rubric
    review: Review


def score_reading(reading: Reading) -> list[Scoring]:
    """Every component of a file that a rubric of its pack scores; none at all is refused with what to do."""
    found = [scoring for part in reading.parts for scoring in _score_part(reading, part)]
    if not found:
        raise NothingToScoreError(
            "文件里没有读到可以打分的自评表。", hint="请给出自评表所在的文件，或用 --pack 指定本县的规则包。"
        )
    return found


def _score_part(reading: Reading, part: Part) -> Iterator[Scoring]:
    subject = subject_of(reading)
    held = subject.part(part.id)
    if held is not None:
        for rubric, review in reviews(subject, held):
            yield Scoring(part, held.pack, rubric, review)


def line_json(line: ScoreLine, pack: Pack) -> dict[str, object]:
    """One scored indicator for programs."""
    points = line.points
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
        "reason": line.reason.value,
        "working": line.working,
        "rule": points.rule if points is not None else "",
        "notes": [{"code": note.code, "message": note.message} for note in line.notes],
        "facts": list(line.statements),
        "source": line.source,
        "basis": pack.source_text(line.basis.document, line.basis.article) if line.basis is not None else "",
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
        "indicators": [line_json(line, scoring.pack) for line in scoring.review.lines],
        "totals": {
            "weight": _shown(totals.weight),
            "claimed": _shown(totals.claimed),
            "low": _shown(totals.low),
            "high": _shown(totals.high),
            "printed_weight": _shown(totals.printed_weight),
            "printed_score": _shown(totals.printed_score),
        },
        "grade": scoring.review.grade.label if scoring.review.grade is not None else None,
        "grades_possible": [grade.label for grade in scoring.review.grades_possible],
        "notes": [{"code": note.code, "message": note.message} for note in scoring.review.notes],
    }


def _shown(value: Decimal | None) -> str | None:
    return plain_text(value) if value is not None else None
