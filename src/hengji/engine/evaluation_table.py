"""The tables of a unit's own indicators: their rows and funding block, one table for the unit or one a project."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from hengji.engine.filing_figures import figure_of, missing
from hengji.facts.fact import Statement
from hengji.packs.pack import Pack
from hengji.packs.rubric_rules import Input
from hengji.scoring.claims import Funding, Printed
from hengji.scoring.rule import Figure
from hengji.scoring.scorecard import IndicatorRow

BUDGETS = ("budget", "adjusted", "actual")
PROJECT = "project"


def by_project(facts: list[Statement]) -> dict[str, list[Statement]]:
    """The statements of tables by the project they are about, those about the whole unit under the empty name."""
    found: dict[str, list[Statement]] = {}
    for one in facts:
        if one.table:
            found.setdefault(one.key.dimension(PROJECT) or "", []).append(one)
    return found


def printed_totals(facts: list[Statement]) -> Printed:
    """The totals a table, or a text, prints."""
    return Printed(value_of(facts, "weight.total"), value_of(facts, "score.total"))


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
    total = {one.key.scenario: one for one in facts if one.key.concept == "funding.total" and _is_whole(one)}
    if not total:
        return None
    cells = {
        one.key.concept: one
        for one in facts
        if one.key.concept in ("execution.weight", "execution.score", "funding.execution_rate") and _is_whole(one)
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


def _is_whole(one: Statement) -> bool:
    """Whether a statement is about the whole money of the unit or project, and no part of it."""
    return {name for name, _ in one.key.dimensions} <= {PROJECT}


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
