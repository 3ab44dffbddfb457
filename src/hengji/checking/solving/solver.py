"""Contradictions solved together: the smallest set of figures that explains all relations that fail.

Relations that fail and share a figure form a component. One figure that, changed, satisfies them all and breaks none
that holds is their cause; where there is none, two are tried. What no figure explains stands as it was found.
See docs/algorithms/solving.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from decimal import localcontext
from enum import StrEnum

from hengji.checking.finding import Finding, Tally
from hengji.checking.solving.board import Board, Change
from hengji.checking.solving.relations import Relation
from hengji.checking.solving.repairs import STRONG, UNKNOWN
from hengji.expressions.linear import EXACT
from hengji.facts.fact import FactStore
from hengji.facts.interval import Interval
from hengji.records import dataclass

CONDUCT = frozenset({"rule", "missing"})  # kinds that say what was done, not what was printed: no evidence of a slip
MOST_FIGURES = 60


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """A relation that fails, with the finding that says so."""

    finding: int
    relation: Relation
    proved: bool


class How(StrEnum):
    """What the changes of a cause are to each other."""

    NAMED = "named"  # the one that explains all
    TOGETHER = "together"  # all of them are needed: a part and its whole
    OPEN = "open"  # any one of them would do


@dataclass(frozen=True, slots=True)
class Cause:
    """Findings of one cause, by position, the repairs that settle it, and how many relations speak for them."""

    findings: tuple[int, ...]
    changes: tuple[Change, ...]
    claims: int
    how: How

    @property
    def named(self) -> tuple[Change, ...]:
        """The changes of figures that are named as wrong."""
        return () if self.how is How.OPEN else self.changes


@dataclass(slots=True)
class Component:
    """Claims that share figures."""

    claims: list[Claim] = field(default_factory=list)
    figures: set[str] = field(default_factory=set)


def causes_of(findings: Sequence[Finding], facts: FactStore, tally: Tally) -> Iterator[Cause]:
    """The causes that could be told; findings in none of them stand for themselves."""
    with localcontext(EXACT):
        claims = list(_claims(findings))
        if not claims:
            return
        board = Board(facts, tally.held_trials, [one.relation for one in claims])
        board.keep(one.relation for one in claims if one.relation.holds(board.values))
        claims = [one for one in claims if not one.relation.holds(board.values)]
        taken: set[int] = set()
        evidence = [one for one in claims if _is_evidence(findings[one.finding])]
        for component in _components(evidence, board):
            for cause in _explain(component.claims, board):
                members = _with_conduct(cause, claims, board, taken)
                taken.update(members)
                if members:
                    yield Cause(members, cause.changes, cause.claims, cause.how)


def _claims(findings: Sequence[Finding]) -> Iterator[Claim]:
    for index, finding in enumerate(findings):
        if finding.trial is not None:
            for relation in finding.trial.build():
                yield Claim(index, relation, finding.proof == "proved")


def _is_evidence(finding: Finding) -> bool:
    return finding.kind not in CONDUCT and finding.proof != "judgement"


def _components(claims: Iterable[Claim], board: Board) -> list[Component]:
    """Claims joined where they share a figure, or two places that state one alike."""
    found: list[Component] = []
    for claim in claims:
        figures = {copy for name in claim.relation.figures for copy in board.copies(name)}
        joined = Component([claim], figures)
        apart = []
        for other in found:
            if other.figures & figures:
                joined.claims = other.claims + joined.claims
                joined.figures |= other.figures
            else:
                apart.append(other)
        found = [*apart, joined]
    return found


def _explain(claims: list[Claim], board: Board) -> Iterator[Cause]:
    """What explains several claims, largest first; then two figures for the rest; then one claim by elimination."""
    rest = list(claims)
    while len(rest) > 1 and (found := _largest(rest, board)) is not None:
        cause, settled = found
        yield cause
        rest = [one for one in rest if one not in settled]
        if cause.how is How.NAMED:
            board.values.update(cause.changes[0].values)
    pair = list(_pair(rest, board)) if len(rest) > 1 else []
    yield from pair
    told = {index for cause in pair for index in cause.findings}
    for claim in rest:
        if claim.finding not in told:
            yield from _alone(claim, rest, board)


@dataclass(frozen=True, slots=True)
class _Try:
    """A change with the claims it settles."""

    change: Change
    settles: tuple[Claim, ...]


def _largest(claims: list[Claim], board: Board) -> tuple[Cause, tuple[Claim, ...]] | None:
    """The change that settles most claims, two at least, all those its figure is in, and breaks nothing."""
    tries = list(_tries(claims, board))
    most = max((len(one.settles) for one in tries), default=0)
    tries = [one for one in tries if len(one.settles) == most]
    strong = [one for one in tries if one.change.slip.rank <= STRONG]
    settles = {one.settles for one in tries}
    if len(settles) > 1 and len(strong) == 1:
        settles, tries = {strong[0].settles}, strong
    if not settles or not (len(settles) == 1 or _disjoint(settles)):
        return None
    first = tries[0].settles
    return _cause(first, [one.change for one in tries if one.settles == first]), first


def _disjoint(sets: set[tuple[Claim, ...]]) -> bool:
    return len({id(one) for claims in sets for one in claims}) == sum(map(len, sets))


def _tries(claims: list[Claim], board: Board) -> list[_Try]:
    """For each figure a value that settles its claims; for all places of one only where no place alone does."""
    for units in _units(claims, board):
        found = []
        for unit in units:
            inside = tuple(one for one in claims if one.relation.figures & unit)
            if len(inside) > 1:
                must = [one.relation for one in inside]
                changes = _unbroken(board, board.change(unit, must))[:1]
                found += [_Try(replace(one, settled=board.settled(one, must)), inside) for one in changes]
        if found:
            return found
    return []


def _alone(claim: Claim, claims: list[Claim], board: Board) -> Iterator[Cause]:
    """The one figure of a claim that no relation confirms; none is named where several are left, or none."""
    others = {name for one in claims if one is not claim for name in one.relation.figures}
    for units in _units([claim], board):
        found = [one for unit in units for one in _unbroken(board, board.change(unit, [claim.relation]))[:1]]
        if found:
            cause = _cause([claim], found)
            if len(claim.relation.figures) > 2 and found[0].slip.rank == UNKNOWN:
                cause = replace(cause, how=How.OPEN)  # two wrong addends look like any one of them
            clean = not any(one.figures & others for one in found)
            open_pair = cause.how is How.OPEN and len(claim.relation.figures) == 2
            if clean and claim.proved and not open_pair and all(one.settled for one in found):
                yield cause
            return


def _findings(claims: Iterable[Claim]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(one.finding for one in claims))


def _cause(claims: Sequence[Claim], singles: list[Change]) -> Cause:
    """What several possible repairs say: one of them is named only where nothing else could explain the claims."""
    findings, distinct = _findings(claims), len({one.relation.identity() for one in claims})
    if len(singles) == 1:
        return Cause(findings, tuple(singles), distinct, How.NAMED)
    slips = [one for one in singles if one.slip.rank < UNKNOWN]
    strong = [one for one in singles if one.slip.rank <= STRONG]
    if distinct > 1 and len(strong or slips) == 1:
        return Cause(findings, tuple(strong or slips), distinct, How.NAMED)
    return Cause(findings, tuple(strong or slips or singles), distinct, How.OPEN)


def _units(claims: Sequence[Claim], board: Board) -> Iterator[list[frozenset[str]]]:
    """What may be wrong: one place, and only when no place alone explains it, a figure in all its places."""
    names = sorted({name for one in claims for name in one.relation.figures})[:MOST_FIGURES]
    yield [frozenset({name}) for name in names]
    groups = {board.copies(name) for name in names}
    yield sorted((group for group in groups if len(group) > 1), key=min)


def _unbroken(board: Board, changes: Iterable[Change], given: Mapping[str, Interval] | None = None) -> list[Change]:
    return [one for one in changes if not board.broken({**(given or {}), **one.values})]


def _pair(claims: list[Claim], board: Board) -> Iterator[Cause]:
    """The only two figures that explain all claims together: one cause where one follows from the other, else two."""
    linked, crossed = list(_linked(claims, board)), list(_crossed(claims, board))
    if len(linked) + len(crossed) != 1:
        return
    if linked:
        yield Cause(_findings(claims), linked[0], len(claims), How.TOGETHER)
        return
    one, other = crossed[0]
    first = [claim for claim in claims if claim.relation.figures & one.figures]
    yield Cause(_findings(first), (one,), len(first), How.NAMED)
    second = [claim for claim in claims if claim not in first]
    yield Cause(_findings(second), (other,), len(second), How.NAMED)


def _linked(claims: list[Claim], board: Board) -> Iterator[tuple[Change, Change]]:
    """One figure that settles all claims, and a second one that keeps what held: a part and its whole."""
    must = [one.relation for one in claims]
    for unit in next(_units(claims, board)):
        if not all(unit & relation.figures for relation in must):
            continue
        for change in board.change(unit, must)[:1]:
            broken = board.broken(change.values)
            others = set.intersection(*(set(one.figures) for one in broken)) - unit if broken else set()
            for other in sorted(others):
                second = board.change(frozenset({other}), broken, change.values)
                for one in _unbroken(board, second, change.values)[:1]:
                    yield change, one


def _crossed(claims: list[Claim], board: Board) -> Iterator[tuple[Change, Change]]:
    """Two figures, each in a claim the other is not in, that together settle all claims and break nothing."""
    if len(claims) < 3:
        return
    units = next(_units(claims, board))
    inside = {unit: [one for one in claims if one.relation.figures & unit] for unit in units}
    for position, one in enumerate(units):
        for other in units[position + 1 :]:
            both = [claim.relation for claim in inside[one] if claim in inside[other]]
            first = [claim.relation for claim in inside[one] if claim not in inside[other]]
            second = [claim.relation for claim in inside[other] if claim not in inside[one]]
            if not first or not second or len(first) + len(second) + len(both) < len(claims):
                continue
            for here in board.change(one, first)[:1]:
                for there in board.change(other, [*second, *both], here.values)[:1]:
                    if not board.broken({**here.values, **there.values}):
                        yield here, there


def _with_conduct(cause: Cause, claims: Iterable[Claim], board: Board, taken: set[int]) -> tuple[int, ...]:
    """The findings of a cause, and those that hold too once it is settled."""
    members = [one for one in cause.findings if one not in taken]
    if cause.how is not How.OPEN:
        values = {name: interval for one in cause.changes for name, interval in one.values.items()}
        for claim in claims:
            touched = claim.relation.figures & values.keys()
            if touched and claim.finding not in (*members, *taken) and board.holds([claim.relation], values):
                members.append(claim.finding)
    return tuple(members)
