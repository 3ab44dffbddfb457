"""One figure stated twice: statements of one fact that no true value can satisfy together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from hengji.checking.arithmetic.operands import named, operand_of, row_of
from hengji.checking.finding import Finding, Tally
from hengji.checking.rules import finding_of, rule_of
from hengji.checking.solving.relations import Relation, Trial, equality
from hengji.checking.subject import Subject, SubjectPart
from hengji.facts.fact import Kind, State, Statement
from hengji.facts.interval import Interval
from hengji.facts.numbers import plain_text
from hengji.packs.check import Check

ZERO = Decimal(0)
NUMERIC = frozenset({Kind.MONEY, Kind.COUNT, Kind.RATIO, Kind.SCORE})


def check_restated(subject: Subject, tally: Tally) -> Iterator[Finding]:
    """Every fact a unit states more than once: its statements agree, or each opinion is named, with all places."""
    keys = subject.facts.keys()
    for key in keys:
        stated: dict[int, list[Statement]] = {}
        for one in subject.facts.of_key(key):
            if _counts(subject, one):
                stated.setdefault(subject.units.get(one.component, 0), []).append(one)
        for one_unit in stated.values():
            for statements in _of_one_whole(subject, one_unit):
                if len(statements) > 1 and not _is_name_of_several(statements):
                    yield from _compare(subject, statements, tally)


def _of_one_whole(subject: Subject, statements: list[Statement]) -> list[list[Statement]]:
    """Statements apart by the whole they are part of, where those wholes stand side by side.

    The goods and services of 基本支出 are not those of 项目支出; a part of 收入总计 is the same part of 本年收入合计.
    """
    statements = [one for one in statements if not _is_of_another(subject, one)] if len(statements) > 1 else statements
    wholes = {one.id: _whole(subject, one) for one in statements}
    distinct = {whole for whole in wholes.values() if whole}
    if len(distinct) < 2 or len({whole.rpartition(".")[0] for whole in distinct}) > 1:
        return [statements]
    return [[one for one in statements if wholes[one.id] == whole] for whole in sorted({*wholes.values()})]


def _is_of_another(subject: Subject, statement: Statement) -> bool:
    """Whether a figure is part of something the pack knows no amount of: 设备运行……，其中：基本支出……."""
    part, name = subject.part(statement.component), dict(statement.said).get("in", "")
    if part is None or not name or statement.table:
        return False
    labels = (one.label for one in part.pack.concepts.values())
    return not any(name in label or label in name for label in labels)


def _whole(subject: Subject, statement: Statement) -> str:
    """The concept a figure is said to be part of, if it is one of several parts of another (expenditure.basic)."""
    part = subject.part(statement.component)
    name = dict(statement.said).get("in", "")
    if part is None or not name:
        return ""
    return next((one.id for one in part.pack.concepts.values() if one.label == name and "." in one.id), "")


def _compare(subject: Subject, statements: list[Statement], tally: Tally) -> Iterator[Finding]:
    part = subject.part(statements[0].component)
    rule = rule_of(part, "restated") if part is not None else None
    if part is None or rule is None:
        return
    groups = _groups(part, statements)
    trial = _trial(part, statements)
    tally.note("held" if len(groups) == 1 else "failed", [one.id for one in statements], trial)
    if len(groups) > 1:
        yield replace(_finding(part, rule, groups), trial=trial)


def _trial(part: SubjectPart, statements: list[Statement]) -> Trial:
    """Every statement equals the first."""

    def build() -> Iterator[Relation]:
        operands = {one.id: operand_of(one, part.pack, blank_is_zero=_is_zero(part, one)) for one in statements}
        for other in statements[1:]:
            yield equality(statements[0].id, other.id, operands)

    alike = len({(one.unit, one.decimals) for one in statements}) == 1
    values = dict.fromkeys(plain_text(one.value) for one in statements if one.value is not None)
    near = (lambda: " ≈ ".join(values)) if alike and len(values) > 1 else None
    return Trial(tuple(one.id for one in statements), build, near)


def _counts(subject: Subject, statement: Statement) -> bool:
    """Whether a statement says a number: a figure, 无, or a blank in a form that reads blanks as zero."""
    if statement.kind not in NUMERIC or statement.relation != "=":
        return False
    nil = statement.state is State.NIL
    return nil or statement.value is not None or _is_zero(subject.part(statement.component), statement)


def _is_zero(part: SubjectPart | None, statement: Statement) -> bool:
    form = part.pack.forms.get(statement.address.partition("!")[0]) if part is not None else None
    return statement.state is State.BLANK and form is not None and form.aspects.blank == "zero"


def _is_name_of_several(statements: list[Statement]) -> bool:
    """Whether a name stands on two rows of one table: then it is the name of two things, and nothing is said twice."""
    rows = {(one.table, row_of(one)) for one in statements if one.table}
    return len(rows) > len({table for table, _ in rows})


def _groups(part: SubjectPart, statements: list[Statement]) -> list[list[Statement]]:
    """Statements gathered by agreement: some true value satisfies all of a group. The most precise come first."""
    groups: list[tuple[Interval, list[Statement]]] = []
    for interval, statement in sorted(_intervals(part, statements), key=lambda pair: pair[0].width):
        for index, (common, members) in enumerate(groups):
            if common.meets(interval):
                both = Interval(common.value, max(common.low, interval.low), min(common.high, interval.high))
                groups[index] = (both, [*members, statement])
                break
        else:
            groups.append((interval, [statement]))
    order = {one.id: position for position, one in enumerate(statements)}
    return sorted((members for _, members in groups), key=lambda members: order[members[0].id])


def _intervals(part: SubjectPart, statements: list[Statement]) -> Iterator[tuple[Interval, Statement]]:
    for statement in statements:
        interval = operand_of(statement, part.pack, blank_is_zero=_is_zero(part, statement)).interval()
        if interval is not None:
            yield interval, statement


def _finding(part: SubjectPart, rule: Check, groups: list[list[Statement]]) -> Finding:
    first = [group[0] for group in groups]
    said = "，".join(f"{_where(one)}{_said(one)}" for one in first)
    units = {one.unit for one in first if one.value is not None}
    working = " ≠ ".join(_number(one, with_unit=len(units) > 1) for one in first)
    if len(first) == 2 and len(units) == 1:
        working += f"，差 {plain_text(abs((first[0].value or ZERO) - (first[1].value or ZERO)))}"
    everyone = [one for group in groups for one in group]
    words = {"name": named(first[0], part.pack), "said": said}
    return finding_of(part, rule, words, working, everyone, kind=_kind(everyone))


def _said(statement: Statement) -> str:
    if statement.value is not None:
        return f"写 {plain_text(statement.value)}{statement.unit}"
    return "写“无”（按 0 计）" if statement.state is State.NIL else "为空（按 0 计）"


def _number(statement: Statement, *, with_unit: bool) -> str:
    if statement.value is not None:
        return plain_text(statement.value) + (statement.unit if with_unit else "")
    return "无（0）" if statement.state is State.NIL else "空（0）"


def _where(statement: Statement) -> str:
    return statement.place.say() if statement.place is not None else "填报数据"


def _kind(statements: list[Statement]) -> str:
    tables = {one.table for one in statements}
    if tables == {""}:
        return "text-vs-text"
    return "text-vs-table" if "" in tables else "cross-table"
