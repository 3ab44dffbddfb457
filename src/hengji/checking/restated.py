"""One figure stated twice: statements of one fact that no true value can satisfy together."""

from __future__ import annotations

from collections.abc import Iterator

from hengji.checking.finding import Finding, Tally
from hengji.checking.operands import named, operand_of
from hengji.checking.rules import finding_of, rule_of
from hengji.checking.subject import Subject, SubjectPart
from hengji.facts.fact import Kind, Statement
from hengji.facts.interval import Interval
from hengji.facts.numbers import plain_text
from hengji.packs.check import Check

NUMERIC = frozenset({Kind.MONEY, Kind.COUNT, Kind.RATIO, Kind.SCORE})


def check_restated(subject: Subject, tally: Tally) -> Iterator[Finding]:
    """Every fact with several statements: they agree, or the smallest disagreeing pair is reported with all its places."""
    for key in subject.facts.keys():
        statements = [one for one in subject.facts.of_key(key) if one.value is not None and one.kind in NUMERIC and one.relation == "="]
        if len(statements) < 2:
            continue
        part = subject.part(statements[0].component)
        rule = rule_of(part, "restated") if part is not None else None
        if part is None or rule is None:
            continue
        groups = _groups(part, statements)
        if len(groups) == 1:
            tally.note("held", [one.id for one in statements])
            continue
        tally.note("failed", [one.id for one in statements])
        yield _finding(part, rule, groups)


def _groups(part: SubjectPart, statements: list[Statement]) -> list[list[Statement]]:
    """Statements gathered by agreement: members of a group can all be the same true value."""
    groups: list[tuple[Interval, list[Statement]]] = []
    for statement in statements:
        interval = operand_of(statement, part.pack).interval()
        if interval is None:
            continue
        for known, members in groups:
            if known.meets(interval):
                members.append(statement)
                break
        else:
            groups.append((interval, [statement]))
    return [members for _, members in groups]


def _finding(part: SubjectPart, rule: Check, groups: list[list[Statement]]) -> Finding:
    first = [group[0] for group in groups]
    said = "、".join(f"{_where(one)}写 {plain_text(one.value or 0)}{one.unit}" for one in first if one.value is not None)
    working = " ≠ ".join(plain_text(one.value) for one in first if one.value is not None)
    if len(first) == 2 and first[0].value is not None and first[1].value is not None and first[0].unit == first[1].unit:
        working += f"，差 {plain_text(abs(first[0].value - first[1].value))}"
    everyone = [one for group in groups for one in group]
    words = {"name": named(first[0], part.pack), "said": said}
    return finding_of(part, rule, words, working, everyone, kind=_kind(everyone))


def _where(statement: Statement) -> str:
    return statement.place.say() if statement.place is not None else "填报数据"


def _kind(statements: list[Statement]) -> str:
    tables = {one.table for one in statements}
    if tables == {""}:
        return "text-vs-text"
    return "text-vs-table" if "" in tables else "cross-table"
