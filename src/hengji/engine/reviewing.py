"""The scores a filing claims, reviewed by the rubrics of its pack: a unit's own indicators, and fixed sheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hengji.checking.evidence.indicators import rows_of
from hengji.checking.finding import Finding
from hengji.checking.subject import Subject, SubjectPart
from hengji.engine.evaluation_table import by_project, funding, indicator_rows, printed_totals
from hengji.engine.filing_figures import FilingFigures
from hengji.engine.frame import Frame, frame_of_sheet, frame_of_table
from hengji.engine.sheet import claim_of, claims_of, fitted, own_row, scored_rows
from hengji.packs.figure_words import FigureWords
from hengji.packs.rubric import Rubric
from hengji.records import dataclass
from hengji.scoring.claims import Review, Sheet, review_sheet, review_table
from hengji.scoring.quantity import UnitTable


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A component, or one table of it, reviewed by a rubric; ``about`` is the project a table is about."""

    rubric: Rubric
    review: Review
    frame: Frame
    about: str = ""


def reviews(subject: Subject, part: SubjectPart, findings: Sequence[Finding] = ()) -> Iterator[Reviewed]:
    """Every rubric of its pack that scores a component, with the review it gives.

    ``findings`` of the filing speak against items of checklists that its own contradictions contest.
    """
    for rubric in part.pack.rubrics.values():
        if part.kind not in rubric.components or rubric.version(part.year) is None:
            continue
        if rubric.rows:
            yield from _tables(subject, part, rubric)
        else:
            yield from _sheet(subject, part, rubric, findings)


def _tables(subject: Subject, part: SubjectPart, rubric: Rubric) -> Iterator[Reviewed]:
    """Tables of a unit's own indicators: one, or one a project."""
    units = UnitTable(part.pack.units.values(), FigureWords.of(part.pack.words))
    for project, facts in by_project(subject.of_part(part.id)).items():
        rows = list(indicator_rows(facts))
        if rows:
            block = funding(facts, part.pack)
            review = review_table(rubric, part.year, units, rows, block, printed_totals(facts))
            yield Reviewed(rubric, review, frame_of_table(rubric, rows, block), project)


def _sheet(subject: Subject, part: SubjectPart, rubric: Rubric, findings: Sequence[Finding]) -> Iterator[Reviewed]:
    """A sheet of fixed indicators, computed from the figures of the whole filing, wherever they stand."""
    rows = scored_rows(subject, part)
    claimed = claims_of(rows, part, rubric)
    if not claimed:
        return
    figures = FilingFigures(subject, part, findings)
    sheet = Sheet(
        {name: claim_of(row) for name, row in claimed.items()},
        figures.evidence,
        figures.others,
        printed_totals(subject.of_part(part.id)),
        [own_row(row) for row in rows if row not in claimed.values()],
    )
    used = fitted(rubric, claimed)
    frame = frame_of_sheet(rubric, part, list(rows_of(subject, part.id)), claimed)
    yield Reviewed(used, review_sheet(used, part.year, sheet), frame)
