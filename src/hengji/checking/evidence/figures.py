"""Points claimed for an indicator need the figures it is computed from: are they there, and is its base not nothing?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import Enum

from hengji.checking.arithmetic.lookup import Lookup
from hengji.checking.evidence.indicators import Row, plain, rows_of
from hengji.checking.finding import Finding, Tally
from hengji.checking.rules import finding_of, rule_of
from hengji.checking.subject import Subject, SubjectPart
from hengji.checking.wording.passages import says
from hengji.expressions import Reference, Result, evaluate, references
from hengji.facts.fact import State, Statement
from hengji.facts.numbers import plain_text
from hengji.packs.evidence import EvidenceRule
from hengji.records import dataclass

SILENT = "silent"
STATED = frozenset({"score", "standard", "weight"})


class Base(Enum):
    """What becomes of a formula with the figures of a filing."""

    COMPUTED = "computed"
    ZERO = "zero"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Claim:
    """Points claimed for an indicator, and what its formula comes to; ``missing`` names figures nowhere stated."""

    rule: EvidenceRule
    row: Row
    base: Base
    missing: tuple[str, ...]
    used: tuple[Statement, ...]


def check_evidence(subject: Subject, tally: Tally) -> Iterator[Finding]:
    """Every indicator for which points are claimed or a rate is printed, held against the figures of the filing."""
    for part in subject.parts:
        rules = [rule for rule in part.pack.evidence.values() if rule.version(part.year or 9999) is not None]
        rows = list(rows_of(subject, part.id))
        claims = [claim for rule in rules for row in rows if (claim := _claim(subject, part, rule, row)) is not None]
        yield from _judged(part, claims, tally)
        for rule in rules:
            yield from _rates(subject, part, rule, rows, tally)


def is_named(rule: EvidenceRule, name: str) -> bool:
    """Whether a printed indicator is the one a rule is about."""
    printed = plain(name)
    return any(known == printed or (len(known) > 4 and printed.endswith(known)) for known in names_of(rule))


def names_of(rule: EvidenceRule) -> tuple[str, ...]:
    """Its names as they are compared."""
    return tuple(plain(name) for name in (rule.label, *rule.names))


def _claim(subject: Subject, part: SubjectPart, rule: EvidenceRule, row: Row) -> Claim | None:
    """Points claimed where no rate is printed and no passage excuses it; None where there is nothing to ask."""
    score = row.cell("score")
    if score is None or not score.value or not is_named(rule, row.name):
        return None
    if rule.unless and says(subject, part.id, rule.unless):
        return None
    base, missing, used = _base(subject, part, rule)
    alone = not any(one.id != part.id and subject.same_unit(one.id, part.id) for one in subject.parts)
    if base is Base.ABSENT and row.table and alone:
        return None  # a sheet sent by itself: the figures stand in papers that were not
    if base is Base.ABSENT and _printed(subject, part, rule, row):
        base = Base.COMPUTED
    return Claim(rule, row, base, missing, used)


def _printed(subject: Subject, part: SubjectPart, rule: EvidenceRule, row: Row) -> bool:
    """Whether the indicator's value itself is stated, in its row or anywhere in the unit's papers."""
    actual = row.cell("actual")
    if actual is not None and actual.state is not State.BLANK:
        return True
    known = names_of(rule)
    for one in (*subject.facts.of_concept(rule.rate), *subject.facts.of_concept("indicator.actual")):
        if one.value is None or not subject.same_unit(one.component, part.id):
            continue
        if one.key.concept == rule.rate or any(plain(value) in known for _, value in one.key.dimensions):
            return True
    return False


def _base(
    subject: Subject, part: SubjectPart, rule: EvidenceRule
) -> tuple[Base, tuple[str, ...], tuple[Statement, ...]]:
    """The best any way of the formula comes to."""
    zero: tuple[Statement, ...] | None = None
    missing: tuple[str, ...] = (rule.needs,) if not rule.ways else ()
    partly: tuple[Statement, ...] = ()
    for number, way in enumerate(rule.ways):
        lookup = Lookup(subject, part)
        tree = part.pack.formulas[f"evidence:{rule.id}:{number}"]
        asked = [one for one in references(tree) if one.name != rule.rate]
        absent = [one for one in asked if not _found(lookup, one)]
        known = tuple(one for ask in asked for one in lookup.statements(ask)[:3])
        base = part.pack.formulas.get(f"base:{rule.id}:{number}") if way.to else None
        if base is not None and evaluate(base, lookup).holds is True:
            zero = known if zero is None else zero
        elif absent:
            if not missing:
                missing, partly = tuple(_named(part, one) for one in absent), known
        else:
            return Base.COMPUTED, (), known
    return (Base.ZERO, (), zero) if zero is not None else (Base.ABSENT, missing, partly)


def _found(lookup: Lookup, reference: Reference) -> bool:
    return any(one.state is not State.BLANK for one in lookup.statements(reference))


def _named(part: SubjectPart, reference: Reference) -> str:
    """A figure a formula asks for, in words: 上年“三公”经费（年初预算数）."""
    concept = part.pack.concepts[reference.name].label
    scenario = part.pack.scenarios.get(reference.selected("scenario") or "")
    year = "上年" if (reference.selected("period") or "").startswith("-") else ""
    return f"{year}{concept}" + (f"（{scenario.label}）" if scenario is not None else "")


def _judged(part: SubjectPart, claims: list[Claim], tally: Tally) -> Iterator[Finding]:
    """Findings of claims: one for each row of a table, one for what a text claims altogether."""
    spoken: list[Claim] = []
    for claim in claims:
        level = {Base.ABSENT: claim.rule.absent, Base.ZERO: claim.rule.zero}.get(claim.base, SILENT)
        rule = rule_of(part, f"evidence-{claim.base.value}")
        if level == SILENT or rule is None or (level == "note" and not claim.row.table):
            tally.note("held", [one.id for one in claim.row.statements])
        elif claim.row.table or claim.base is Base.ZERO or level == "note":
            tally.note("failed", [one.id for one in claim.row.statements])
            yield _finding(part, [claim], level)
        else:
            tally.note("failed", [one.id for one in claim.row.statements])
            spoken.append(claim)
    if spoken:
        yield _finding(part, spoken, "warning")


def _finding(part: SubjectPart, claims: list[Claim], level: str) -> Finding:
    rule = rule_of(part, f"evidence-{claims[0].base.value}")
    if rule is None:  # pragma: no cover - asked before
        raise LookupError(claims[0].base)
    words = {
        "indicator": "、".join(f"“{claim.row.name}”" for claim in claims),
        "needs": "；".join(dict.fromkeys(claim.rule.needs for claim in claims)),
    }
    cells = [cell for claim in claims for name in STATED if (cell := claim.row.cell(name)) is not None]
    cells = [cell for cell in cells if cell.state is not State.BLANK]
    cells.sort(key=lambda cell: cell.key.concept, reverse=True)
    used = list(dict.fromkeys(one for claim in claims for one in claim.used))
    working = "；".join(map(_working, claims))
    return replace(finding_of(part, rule, words, working, [*cells, *used]), severity=level)


def _working(claim: Claim) -> str:
    score = claim.row.cell("score")
    points = f"“{claim.row.name}”得 {plain_text(score.value)} 分" if score is not None and score.value else ""
    if claim.base is Base.ABSENT:
        return f"{points}，缺{'、'.join(claim.missing)}"
    figures = "，".join(dict.fromkeys(f"{one.label} {_said(one)}" for one in claim.used))
    return f"{points}，而{figures}，除数为 0"


def _said(statement: Statement) -> str:
    return plain_text(statement.value) if statement.value is not None else statement.source.quote or "0"


def _rates(
    subject: Subject, part: SubjectPart, rule: EvidenceRule, rows: Iterable[Row], tally: Tally
) -> Iterator[Finding]:
    """Rates printed in a text or in a row of this indicator, held against the figures they come from."""
    declared = rule_of(part, "evidence-rate")
    if declared is None or not rule.checked:
        return
    stated = [one for one in subject.facts.of_concept(rule.rate) if one.component == part.id and not one.table]
    stated += [cell for row in rows if is_named(rule, row.name) and (cell := row.cell("actual")) is not None]
    for one in stated:
        if one.value is None or one.unit != "%" or one.relation != "=" or one.key.period[:4] != str(part.year):
            continue
        outcomes = []
        for number in range(len(rule.ways)):
            lookup = Lookup(subject, part, {rule.rate: one})
            outcome = evaluate(part.pack.formulas[f"evidence:{rule.id}:{number}"], lookup)
            outcomes.append((outcome, tuple(lookup.used)))
        if any(outcome.holds for outcome, _ in outcomes):
            tally.note("held", [one.id])
            continue
        failed = [(outcome, used) for outcome, used in outcomes if outcome.result is Result.FAILS]
        if failed:
            outcome, used = failed[0]
            tally.note("failed", [one.id])
            words = {"indicator": rule.label, "needs": rule.needs}
            yield finding_of(part, declared, words, outcome.working, dict.fromkeys(used))
