"""How the values of indicators are stated: an actual value is an exact one, and a number says of what."""

from __future__ import annotations

from collections.abc import Iterator

from hengji.checking.finding import Finding, Tally
from hengji.checking.rules import finding_of, rule_of
from hengji.checking.subject import Subject, SubjectPart
from hengji.facts.fact import Statement
from hengji.facts.numbers import plain_text

BOUNDS = frozenset({">", "≥", "<", "≤"})
ITEM = "indicator"


def check_indicator_values(subject: Subject, tally: Tally) -> Iterator[Finding]:
    """Actual values that are only bounds, and values of indicators without a unit of measure, by component."""
    for part in subject.parts:
        stated = [one for one in subject.of_part(part.id) if one.key.dimension(ITEM)]
        actual = [one for one in stated if one.key.scenario == "actual" and one.value is not None]
        bounds = [one for one in actual if one.relation in BOUNDS]
        bare = [one for one in stated if one.value is not None and not one.unit and one.key.concept.startswith(ITEM)]
        yield from _told(part, "indicator-bound", actual, bounds, tally)
        targets = {one.key.dimension(ITEM) for one in bare if one.key.scenario == "target"}
        yield from _told(part, "indicator-unit", stated, [one for one in bare if _of(one, targets)], tally)


def _of(statement: Statement, indicators: set[str | None]) -> bool:
    return statement.key.dimension(ITEM) in indicators and statement.key.scenario in {"target", "actual"}


def _told(
    part: SubjectPart, name: str, stated: list[Statement], wrong: list[Statement], tally: Tally
) -> Iterator[Finding]:
    rule = rule_of(part, name)
    if rule is None or not stated:
        return
    if not wrong:
        tally.note("held")
        return
    tally.note("failed")
    said = "、".join(f"{one.key.dimension(ITEM)} {_said(one)}" for one in wrong)
    yield finding_of(part, rule, {"count": str(len(wrong))}, said, wrong)


def _said(statement: Statement) -> str:
    sign = "" if statement.relation == "=" else statement.relation
    return f"{sign}{plain_text(statement.value)}{statement.unit}" if statement.value is not None else ""
