"""One cause, one finding: findings of one cause become one, the others stand under it as its consequences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from hengji.checking.arithmetic.operands import named
from hengji.checking.finding import MOST_PLACES, SEVERITY_ORDER, Finding, Tally, spots_of
from hengji.checking.solving.board import Change
from hengji.checking.solving.repairs import STRONG, UNKNOWN
from hengji.checking.solving.solver import Cause, How, causes_of
from hengji.checking.subject import Subject
from hengji.facts.fact import Statement
from hengji.facts.numbers import plain_text
from hengji.records import dataclass

MOST_OPEN = 3  # places to look at that are named when any of them could be wrong
RESTATED = frozenset({"text-vs-text", "text-vs-table", "cross-table"})


@dataclass(frozen=True, slots=True)
class _Group:
    """Findings of one cause, where to look, and the figures that are named as wrong."""

    members: tuple[int, ...]
    repair: str | None = None
    wrong: tuple[Statement, ...] = ()


def settle(findings: Sequence[Finding], subject: Subject, tally: Tally) -> list[Finding]:
    """The findings of a filing, each cause once."""
    groups = [
        _Group(cause.findings, _repair(cause, subject), tuple(_statements(cause.named, subject)))
        for cause in causes_of(findings, subject.facts, tally)
    ]
    taken = {index for group in groups for index in group.members}
    for gather in (_twins, _blanks, _excesses):
        found = [_Group(tuple(members)) for members in gather(findings, subject, taken)]
        taken.update(index for group in found for index in group.members)
        groups += found
    first = {min(group.members): group for group in groups}
    return [
        _one(findings, first[index]) if index in first else finding
        for index, finding in enumerate(findings)
        if index in first or index not in taken
    ]


def _statements(changes: Iterable[Change], subject: Subject) -> list[Statement]:
    found = (subject.facts.get(name) for change in changes for name in sorted(change.figures))
    return [one for one in found if one is not None]


def _one(findings: Sequence[Finding], group: _Group) -> Finding:
    """The most serious finding with the shortest working; what follows from it is worth a look, no more."""
    ordered = sorted(group.members, key=lambda index: _clarity(findings[index], index))
    main, rest = findings[ordered[0]], ordered[1:]
    spots = main.spots
    missing = [spot for spot in spots_of(group.wrong) if spot.fact not in {one.fact for one in spots}]
    if missing:
        spots = (*missing[:MOST_PLACES], *spots)[:MOST_PLACES]
    consequences = tuple(replace(findings[index], severity="note") for index in rest)
    return replace(
        main, repair=group.repair or main.repair, spots=spots, consequences=(*main.consequences, *consequences)
    )


def _clarity(finding: Finding, index: int) -> tuple[int, bool, int, int]:
    """What makes a finding the one to tell a reader: an error, arithmetic, few figures."""
    return SEVERITY_ORDER[finding.severity], finding.kind in RESTATED, len(finding.spots), index


def _repair(cause: Cause, subject: Subject) -> str | None:
    """Where to look, and what the other relations say should stand there."""
    if cause.how is How.OPEN:
        slips = [one for one in cause.changes if one.slip.rank <= STRONG]
        likely = slips or [one for one in cause.changes if one.slip.rank < UNKNOWN] or list(cause.changes)
        places = [_where(one, subject) for one in likely] if cause.claims > 1 or len(likely) == 1 else []
        return f"请先核对{'、'.join(places)}" if 0 < len(places) <= MOST_OPEN else None
    return "；".join(_told(change, cause.claims, subject) for change in cause.changes)


def _told(change: Change, claims: int, subject: Subject) -> str:
    statement = _statements([change], subject)[0]
    printed = f"现印 {plain_text(statement.value)}" if statement.value is not None else "现为空"
    why = f"，疑{change.slip.says}" if change.slip.says else ""
    if not change.settled:
        return f"请核对{_where(change, subject)}（{printed}{why}）"
    value = plain_text(_as_printed(change.value, statement))
    by = f"按{claims}处勾稽" if claims > 1 else "按这条勾稽（其余各数都有别处印证）"
    return f"请核对{_where(change, subject)}：{by}应为 {value}{statement.unit}（{printed}{why}）"


def _as_printed(value: Decimal, statement: Statement) -> Decimal:
    """A value with the decimals of the figure it would replace, more only where it has more."""
    shortest = value.normalize()
    places = max(statement.decimals, -int(shortest.as_tuple().exponent), 0)
    return round(value, places) if value else Decimal(0)


def _where(change: Change, subject: Subject) -> str:
    statements = _statements([change], subject)
    first = statements[0]
    part = subject.part(first.component)
    label = named(first, part.pack) if part is not None else first.label
    place = first.place.say() if first.place is not None else "填报数据"
    more = f"等{len(statements)}处" if len(statements) > 1 else ""
    return f"{place}{label if '“' in label else f'“{label}”'}{more}"


def _twins(findings: Sequence[Finding], subject: Subject, taken: set[int]) -> Iterator[list[int]]:
    """A sentence and a table, or two tables, that differ in several figures.

    They are of one cause where they differ by the same amount (an opening balance and the closing one), or where the
    sentence contradicts itself in those figures too.
    """
    found: dict[tuple[object, ...], list[int]] = {}
    for index, finding in enumerate(findings):
        pair = _pair(finding, subject) if index not in taken and finding.kind in RESTATED else None
        if pair is not None:
            found.setdefault(pair, []).append(index)
    for members in found.values():
        first, *rest = members
        same = _difference(findings[first])
        alike = [one for one in rest if _difference(findings[one]) == same or _together(findings, first, one)]
        if alike:
            yield [first, *alike]


def _pair(finding: Finding, subject: Subject) -> tuple[object, ...] | None:
    """The two tables or paragraphs a figure is stated in, when they are two."""
    statements = [subject.facts.get(spot.fact) for spot in finding.spots if spot.fact]
    where = {one.table or (one.place.anchor() if one.place else one.id) for one in statements if one is not None}
    return (finding.rule, frozenset(where)) if len(where) == 2 else None


def _difference(finding: Finding) -> str:
    return finding.working.rpartition("，")[2]


def _together(findings: Sequence[Finding], one: int, other: int) -> bool:
    """Whether a third finding, of figures of one place, has a figure of both."""
    here, there = (_facts(findings[index]) for index in (one, other))
    return any(
        finding.kind not in RESTATED and _facts(finding) & here and _facts(finding) & there for finding in findings
    )


def _facts(finding: Finding) -> set[str]:
    return {spot.fact for spot in finding.spots if spot.fact}


def _blanks(findings: Sequence[Finding], subject: Subject, taken: set[int]) -> Iterator[list[int]]:
    """The fields of one signature line that were left empty."""
    found: dict[tuple[object, ...], list[int]] = {}
    for index, finding in enumerate(findings):
        statements = [one for name in _facts(finding) if (one := subject.facts.get(name))]
        if (
            index not in taken
            and finding.kind == "missing"
            and statements
            and all("!fields/" in one.address for one in statements)
        ):
            tables = frozenset(one.table or one.address.partition("!")[0] for one in statements)
            found.setdefault((finding.rule, tables), []).append(index)
    yield from (members for members in found.values() if len(members) > 1)


def _excesses(findings: Sequence[Finding], subject: Subject, taken: set[int]) -> Iterator[list[int]]:
    """A whole that exceeds its limit by as much as one of its parts exceeds the part's: told once."""
    rules = [index for index, one in enumerate(findings) if index not in taken and one.kind == "rule" and one.trial]
    seen: set[int] = set()
    for index in rules:
        members = [
            other
            for other in rules
            if other not in seen
            and other != index
            and _difference(findings[index]) == _difference(findings[other])
            and _is_part(findings[other], findings[index], subject)
        ]
        if members and index not in seen:
            seen.update([index, *members])
            yield [index, *members]


def _is_part(part: Finding, whole: Finding, subject: Subject) -> bool:
    """Whether two findings speak of the same concepts, the first of one kind of what the second has in all."""
    here, there = (
        {(one.key.concept, one.key.dimensions) for name in _facts(finding) if (one := subject.facts.get(name))}
        for finding in (part, whole)
    )
    concepts = {concept for concept, _ in here}
    if concepts != {concept for concept, _ in there} or len(here) != len(concepts) or len(there) != len(concepts):
        return False
    wholes = dict(there)
    return all(set(wholes[concept]) < set(dimensions) for concept, dimensions in here)
