"""The scores a filing claims, reviewed by the rubrics of its pack: tables of a unit's own indicators, and fixed sheets.

A fixed sheet is computed from the figures of the whole filing, wherever they stand; the rule of a rubric is used only
where the filing prints the same points and, if it prints the standard, the same figures in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from hengji.checking.evidence.indicators import Row, plain, rows_of
from hengji.checking.finding import Finding
from hengji.checking.subject import Subject, SubjectPart
from hengji.engine.filing_figures import FilingFigures, figure_of, missing
from hengji.facts.fact import Statement
from hengji.packs.pack import Pack
from hengji.packs.rubric import Indicator, Rubric
from hengji.packs.rubric_rules import ComparisonRule, Input, LinearRule, Rule, StepsRule
from hengji.scoring.claims import Claim, Funding, Printed, Review, Sheet, review_sheet, review_table
from hengji.scoring.quantity import UnitTable
from hengji.scoring.rule import Figure
from hengji.scoring.scorecard import IndicatorRow

BUDGETS = ("budget", "adjusted", "actual")
FIGURE = re.compile(r"\d+(?:\.\d+)?")


def reviews(subject: Subject, part: SubjectPart, findings: Sequence[Finding] = ()) -> Iterator[tuple[Rubric, Review]]:
    """Every rubric of its pack that scores a component, with the review it gives.

    ``findings`` of the filing speak against items of checklists that its own contradictions contest.
    """
    facts = [one for one in subject.of_part(part.id) if one.table]
    printed = Printed(value_of(facts, "weight.total"), value_of(facts, "score.total"))
    for rubric in part.pack.rubrics.values():
        if rubric.component != part.kind or rubric.version(part.year) is None:
            continue
        if rubric.rows:
            rows = list(indicator_rows(facts))
            units = UnitTable(part.pack.units.values())
            if rows:
                yield rubric, review_table(rubric, part.year, units, rows, funding(facts, part.pack), printed)
            continue
        claimed = claims_of(subject, part, rubric)
        if claimed:
            figures = FilingFigures(subject, part, findings)
            sheet = Sheet(
                {name: claim_of(row) for name, row in claimed.items()},
                figures.evidence,
                figures.others,
                printed,
            )
            yield fitted(rubric, claimed), review_sheet(fitted(rubric, claimed), part.year, sheet)


def claims_of(subject: Subject, part: SubjectPart, rubric: Rubric) -> dict[str, Row]:
    """The row that claims points for each fixed indicator, by the indicator's id; each row serves one."""
    found: dict[str, Row] = {}
    rows = [row for row in rows_of(subject, part.id) if row.cell("score") is not None]
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
            standard=_text(cells, "indicator.standard"),
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
    figures = {name: _stated(total.get(name), Input("funding.total", name), pack) for name in BUDGETS}
    rate = cells.get("funding.execution_rate")
    score = cells.get("execution.score")
    return Funding(
        budget=figures["budget"],
        adjusted=figures["adjusted"],
        actual=figures["actual"],
        weight=_number(cells, "execution.weight"),
        score=_number(cells, "execution.score"),
        rate=figure_of(rate, pack) if rate is not None else None,
        statements=tuple(one.id for one in [*total.values(), *cells.values()]),
        source=score.place.say() if score is not None and score.place is not None else "",
    )


def _stated(statement: Statement | None, asked: Input, pack: Pack) -> Figure:
    return figure_of(statement, pack) if statement is not None else missing(asked, pack)


def _number(cells: Mapping[str, Statement], concept: str) -> Decimal | None:
    found = cells.get(concept)
    return found.value if found is not None else None


def value_of(facts: list[Statement], concept: str) -> Decimal | None:
    """The first value stated of a concept."""
    return next((one.value for one in facts if one.key.concept == concept and one.value is not None), None)


def _text(cells: Mapping[str, Statement], concept: str) -> str:
    found = cells.get(concept)
    return found.text if found is not None else ""
