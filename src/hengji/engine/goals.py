"""Targets as approved against targets as evaluated: what was changed after approval, and which way.

What was approved is frozen: a digest over its targets names it, so that two readers know they hold the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from decimal import Decimal

from hengji.errors import HengjiError
from hengji.facts.fact import State, Statement
from hengji.facts.numbers import plain_text
from hengji.packs.figure_words import FigureWords
from hengji.packs.labels import plain
from hengji.reading.result import Reading
from hengji.records import dataclass
from hengji.scoring.attainment import in_base
from hengji.scoring.quantity import ABOVE, AT_LEAST, AT_MOST, BELOW, EQUAL, Quantity, UnitTable, parse_target

GOAL_PAPERS = frozenset({"project_goals", "overall_goals"})
TARGET, PROJECT, INDICATOR = "indicator.target", "project", "indicator"
ADDED, DROPPED, EASIER, HARDER, OTHER, MONEY = "added", "dropped", "easier", "harder", "changed", "money"
FLOOR, CEILING = (AT_LEAST, ABOVE, EQUAL), (AT_MOST, BELOW)
Named = tuple[str, str]


@dataclass(frozen=True, slots=True)
class GoalChange:
    """One target that is not as approved; ``kind`` says which way, the places say where both stand."""

    kind: str
    project: str
    indicator: str
    approved: str
    final: str
    says: str
    approved_at: str = ""
    final_at: str = ""


@dataclass(frozen=True, slots=True)
class Goals:
    """The approved targets of a paper: by project and indicator, with the digest that freezes them."""

    document: str
    digest: str
    targets: Mapping[Named, Statement]
    money: Mapping[str, Statement]


class NoGoalsError(HengjiError):
    """A file that was given as approved targets and states none."""

    code = "goals.none"


def goals_of(reading: Reading) -> Goals:
    """The approved targets of a file that should have some."""
    found = approved_goals(reading)
    if found is None:
        raise NoGoalsError("文件里没有读到绩效目标表。", hint="请给出批复的项目支出绩效目标表或整体支出绩效目标表。")
    return found


def approved_goals(reading: Reading) -> Goals | None:
    """The targets a reading states in target declarations; None where it has none."""
    parts = {part.id for part in reading.parts if part.kind in GOAL_PAPERS}
    targets = _targets(reading, parts)
    if not targets:
        return None
    money = _money(reading, parts, ("project.budget", "funding.total"))
    lines = [f"{project}\t{name}\t{one.text or _said(one)}" for (project, name), one in targets.items()]
    lines += [f"{project}\t\t{_said(one)}" for project, one in money.items()]
    digest = hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()
    return Goals(reading.document.name, digest, targets, money)


def goal_changes(goals: Goals, final: Reading) -> list[GoalChange]:
    """What evaluations and monitoring of a reading state otherwise than approved, in the order approved."""
    parts = {part.id for part in final.parts if part.kind not in GOAL_PAPERS}
    targets = _targets(final, parts)
    if not targets:
        return []
    pack = final.pack_of(next(iter(parts)))
    units = UnitTable(pack.units.values(), FigureWords.of(pack.words))
    year = next((part.fiscal_year for part in final.parts if part.fiscal_year), None)
    changes = list(_dropped_and_changed(goals, targets, units, year))
    named = {project for project, _ in goals.targets}
    for (project, name), one in targets.items():
        if (project, name) not in goals.targets and project in named:
            says = f"{_about(project)}“{_name(one)}”批复的目标里没有，指标值 {_said(one)}。"
            changes.append(GoalChange(ADDED, project, _name(one), "", _said(one), says, final_at=_at(one)))
    return [*changes, *_money_changes(goals, final, parts)]


def _dropped_and_changed(
    goals: Goals, targets: Mapping[Named, Statement], units: UnitTable, year: int | None
) -> Iterator[GoalChange]:
    told = {project for project, _ in targets}
    for (project, name), approved in goals.targets.items():
        final = targets.get((project, name))
        if final is None:
            if project in told:
                says = f"{_about(project)}批复的指标“{_name(approved)}”（{_said(approved)}）没有了。"
                yield GoalChange(DROPPED, project, _name(approved), _said(approved), "", says, _at(approved))
            continue
        if plain(_said(final)) == plain(_said(approved)):
            continue
        before, after = (parse_target(_said(one), units, year=year).only for one in (approved, final))
        kind = _way(before, after)
        if not kind:
            continue
        told_as = {EASIER: "降低了要求", HARDER: "提高了要求"}.get(kind, "改了写法或内容")
        says = f"{_about(project)}“{_name(final)}”批复 {_said(approved)}，后来写 {_said(final)}，{told_as}。"
        yield GoalChange(kind, project, _name(final), _said(approved), _said(final), says, _at(approved), _at(final))


def _way(approved: Quantity | None, final: Quantity | None) -> str:
    """Which way a target was changed; empty where both mean the same, written otherwise."""
    if approved is None or final is None:
        return OTHER
    if approved.deadline is not None and final.deadline is not None:
        before, after = approved.deadline.last, final.deadline.last
        return "" if before == after else EASIER if after > before else HARDER
    if approved.value is None or final.value is None:
        return OTHER
    before_value, after_value = in_base(approved.value, approved.unit), in_base(final.value, final.unit)
    for side, less in ((FLOOR, EASIER), (CEILING, HARDER)):
        if approved.relation in side and final.relation in side:
            more = HARDER if less == EASIER else EASIER
            same = "" if approved.relation == final.relation else OTHER
            return same if before_value == after_value else less if after_value < before_value else more
    return OTHER


def _money_changes(goals: Goals, final: Reading, parts: set[str]) -> Iterator[GoalChange]:
    """Projects whose 年初预算 in the evaluation is not the money approved with the targets."""
    stated = _money(final, parts, ("funding.total",))
    for project, approved in goals.money.items():
        one = stated.get(project)
        if one is None or _base(one, final) == _base(approved, final):
            continue
        says = f"{_about(project)}批复资金 {_said(approved)}，后来写的年初预算数是 {_said(one)}。"
        yield GoalChange(MONEY, project, "", _said(approved), _said(one), says, _at(approved), _at(one))


def _base(one: Statement, reading: Reading) -> Decimal | None:
    pack = reading.pack_of(reading.parts[0].id)
    return in_base(one.value, pack.unit(one.unit) if one.unit else None) if one.value is not None else None


def _targets(reading: Reading, parts: set[str]) -> dict[Named, Statement]:
    found: dict[Named, Statement] = {}
    for one in reading.facts.of_concept(TARGET):
        name = one.key.dimension(INDICATOR)
        if one.component in parts and one.table and name is not None and one.state is not State.BLANK:
            found.setdefault((one.key.dimension(PROJECT) or "", plain(name)), one)
    return found


def _money(reading: Reading, parts: set[str], concepts: tuple[str, ...]) -> dict[str, Statement]:
    """The money of the beginning of the year, by project."""
    found: dict[str, Statement] = {}
    for one in (fact for concept in concepts for fact in reading.facts.of_concept(concept)):
        whole = {name for name, _ in one.key.dimensions} <= {PROJECT}
        if one.component in parts and one.table and one.key.scenario == "budget" and whole and one.value is not None:
            found.setdefault(one.key.dimension(PROJECT) or "", one)
    return found


def _about(project: str) -> str:
    return f"项目“{project}”：" if project else ""


def _name(one: Statement) -> str:
    return one.key.dimension(INDICATOR) or ""


def _said(one: Statement) -> str:
    if one.text:
        return one.text.strip()
    return f"{plain_text(one.value)}{one.unit}" if one.value is not None else one.source.quote


def _at(one: Statement) -> str:
    return one.place.say() if one.place is not None else ""


def goals_json(goals: Goals, changes: list[GoalChange]) -> dict[str, object]:
    """The comparison for programs."""
    return {
        "document": goals.document,
        "digest": goals.digest,
        "targets": len(goals.targets),
        "changes": [
            {
                "kind": one.kind,
                "project": one.project,
                "indicator": one.indicator,
                "approved": one.approved,
                "final": one.final,
                "says": one.says,
                "approved_at": one.approved_at,
                "final_at": one.final_at,
            }
            for one in changes
        ],
    }
