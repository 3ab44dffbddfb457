"""Claimed scores against computed ones for a file that was read, by the rubrics of its pack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from hengji.errors import HengjiError
from hengji.facts.fact import Statement
from hengji.facts.numbers import plain_text
from hengji.packs.pack import Pack
from hengji.packs.rubric import Rubric
from hengji.reading.components import Part
from hengji.reading.result import Reading
from hengji.scoring.claims import Funding, Printed, Review, ScoreLine, review_table
from hengji.scoring.quantity import UnitTable
from hengji.scoring.rule import Figure
from hengji.scoring.scorecard import IndicatorRow

BUDGETS = ("budget", "adjusted", "actual")


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
    pack = reading.pack_of(part.id)
    year = part.fiscal_year or 0
    facts = [one for one in reading.facts if one.component == part.id and one.table]
    rows = list(indicator_rows(facts))
    for rubric in pack.rubrics.values():
        if rubric.component == part.kind and rubric.version(year) is not None and rows:
            printed = Printed(_value(facts, "weight.total"), _value(facts, "score.total"))
            yield Scoring(
                part,
                pack,
                rubric,
                review_table(rubric, year, UnitTable(pack.units.values()), rows, funding(facts, pack), printed),
            )


def indicator_rows(facts: list[Statement]) -> Iterator[IndicatorRow]:
    """The indicator rows of a table, each from the cells of one row."""
    rows: dict[tuple[str, str], dict[str, Statement]] = {}
    for one in facts:
        if one.key.concept.startswith("indicator.") and one.key.dimension("indicator") is not None:
            row = one.address.rpartition("/")[0]
            rows.setdefault((one.table, row), {})[one.key.concept] = one
    for cells in rows.values():
        first = next(iter(cells.values()))
        yield IndicatorRow(
            name=first.key.dimension("indicator") or "",
            group=first.key.dimension("group") or "",
            subgroup=first.key.dimension("subgroup") or "",
            target=_text(cells, "indicator.target"),
            actual=_text(cells, "indicator.actual"),
            weight=_number(cells, "indicator.weight"),
            score=_number(cells, "indicator.score"),
            deviation=_text(cells, "indicator.deviation"),
            statements=tuple(one.id for one in cells.values()),
            source=first.place.say() if first.place is not None else "",
        )


def funding(facts: list[Statement], pack: Pack) -> Funding | None:
    """The funding block of a table, None when it has none."""
    total = {one.key.scenario: one for one in facts if one.key.concept == "funding.total" and not one.key.dimensions}
    if not total:
        return None
    cells = {
        one.key.concept: one
        for one in facts
        if one.key.concept in ("execution.weight", "execution.score", "funding.execution_rate")
    }
    figures = {name: _figure(total.get(name), pack, name) for name in BUDGETS}
    rate = cells.get("funding.execution_rate")
    score = cells.get("execution.score")
    return Funding(
        budget=figures["budget"],
        adjusted=figures["adjusted"],
        actual=figures["actual"],
        weight=_number(cells, "execution.weight"),
        score=_number(cells, "execution.score"),
        rate=_figure(rate, pack, "") if rate is not None else None,
        statements=tuple(one.id for one in [*total.values(), *cells.values()]),
        source=score.place.say() if score is not None and score.place is not None else "",
    )


def _figure(statement: Statement | None, pack: Pack, scenario: str) -> Figure:
    if statement is None:
        return Figure(scenario)
    return Figure(
        label=statement.scenario_label or statement.label,
        value=statement.value,
        unit=pack.unit(statement.unit) if statement.unit else None,
        printed=f"{plain_text(statement.value)}{'%' if statement.unit == '%' else ''}"
        if statement.value is not None
        else "",
        source=statement.place.say() if statement.place is not None else "",
        state=statement.state,
        id=statement.id,
    )


def _number(cells: Mapping[str, Statement], concept: str) -> Decimal | None:
    found = cells.get(concept)
    return found.value if found is not None else None


def _value(facts: list[Statement], concept: str) -> Decimal | None:
    return next((one.value for one in facts if one.key.concept == concept and one.value is not None), None)


def _text(cells: Mapping[str, Statement], concept: str) -> str:
    found = cells.get(concept)
    return found.text if found is not None else ""


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
