"""Outcomes of tables that are below zero: an outlay taken back has to be told."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from hengji.checking.arithmetic.operands import named
from hengji.checking.finding import Finding, Tally
from hengji.checking.rules import finding_of, rule_of
from hengji.checking.subject import Subject
from hengji.facts.fact import Kind, Statement
from hengji.facts.numbers import plain_text

ACTUAL = "actual"
MOST_SHOWN = 6
ZERO = Decimal(0)


def check_negatives(subject: Subject, tally: Tally) -> Iterator[Finding]:
    """Every component's negative amounts in tables, as one finding."""
    for part in subject.parts:
        rule = rule_of(part, "negative")
        if rule is None:
            continue
        amounts = [one for one in subject.of_part(part.id) if _is_outcome(one)]
        below = [one for one in amounts if one.value is not None and one.value < 0]
        if amounts:
            tally.note("failed" if below else "held", [one.id for one in below or amounts])
        if below:
            said = [f"{named(one, part.pack)} {plain_text(one.value or ZERO)}" for one in below[:MOST_SHOWN]]
            more = f"；另有 {len(below) - MOST_SHOWN} 处" if len(below) > MOST_SHOWN else ""
            yield finding_of(part, rule, {}, "；".join(said) + more, below)


def _is_outcome(one: Statement) -> bool:
    """Whether a statement is an amount of an outcome in a table; a change of one (增减额) may well be negative."""
    in_table = bool(one.table) and one.kind is Kind.MONEY and one.value is not None
    return in_table and one.key.scenario == ACTUAL and one.key.dimension("of") is None
