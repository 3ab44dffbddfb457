"""Checks a pack declares over concepts, run for every context in which their leading figure is stated.

A reference takes the period, scenario and running dimensions of the context unless it names its own; dimensions it
does not mention must be absent. Operands are looked for in the same row first, then in the table, then in the
component, then (`within: filing`) in the components of the same unit.

`organisation: *` means every body named and the unit itself; a figure held against such a sum is one of the whole
unit, and never part of it. `table: *` means every table of the component, for a table that goes on in a second one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hengji.checking.arithmetic.operands import operand_of, row_of
from hengji.checking.finding import MOST_PLACES, Finding, Tally
from hengji.checking.rules import finding_of, in_force
from hengji.checking.solving.relations import Trial, trial_of
from hengji.checking.subject import Subject, SubjectPart
from hengji.checking.wording.passages import says, spots_of_phrases
from hengji.expressions import Node, Operand, Outcome, Reference, Result, evaluate, references
from hengji.facts.fact import FactKey, State, Statement
from hengji.packs.check import Check
from hengji.packs.pack import Pack
from hengji.packs.phrase import finds
from hengji.records import dataclass

HELD = {Result.HOLDS, Result.HOLDS_WITHIN_ROUNDING}
FREE = frozenset({"ordinal", "direction", "form"})
PLAIN = ("scenario", "period", "organisation", "scope", "table")
WILD = "*"
OPTIONAL = "?"  # after a running dimension: contexts without it count too


@dataclass(frozen=True, slots=True)
class _Home:
    """The context a check is run in: the leading statement, and the running dimensions it fixes."""

    part: SubjectPart
    lead: Statement
    over: tuple[tuple[str, str], ...]

    @property
    def key(self) -> FactKey:
        return self.lead.key


@dataclass(frozen=True, slots=True)
class _Failure:
    """One context in which a check failed: the working, the figures, and the relation that can be solved."""

    working: str
    used: list[Statement]
    trial: Trial | None = None


def check_declared(subject: Subject, tally: Tally) -> Iterator[Finding]:
    """Every declared check of every component's pack that is in force for its year."""
    for part in subject.parts:
        for check in part.pack.checks.values():
            if check.runs or in_force(part, check) is None:
                continue
            tree = part.pack.formulas[f"check:{check.id}"]
            given = part.pack.formulas.get(f"given:{check.id}")
            yield from _run(subject, part, check, tree, given, tally)


def _run(
    subject: Subject, part: SubjectPart, check: Check, tree: Node, given: Node | None, tally: Tally
) -> Iterator[Finding]:
    lead = references(tree)[0]
    if not _spoken(subject, part, check):
        return
    whole = _of_whole_unit(tree, lead)
    failures: list[_Failure] = []
    seen: set[tuple[object, ...]] = set()
    failed: set[tuple[object, ...]] = set()
    for statement in subject.facts.of_concept(lead.name):
        if (
            statement.component != part.id
            or (check.drawn and not statement.table)
            or (whole and statement.key.organisation is not None)
        ):
            continue
        home = _home(part, check, lead, statement)
        if home is None:
            continue
        resolver = _Resolver(subject, part.pack, check, home, lead)
        if given is not None and evaluate(given, resolver).holds is not True:
            continue
        resolver.used.clear()
        outcome = evaluate(tree, resolver)
        used = [one for one in resolver.used if one.value is not None or one.state is not State.BLANK]
        mark = tuple(sorted({one.id for one in used}))
        if mark in seen:
            continue
        seen.add(mark)
        if outcome.result in HELD or _tolerated(check, outcome):
            tally.note("held", mark, trial_of(mark, outcome, check.tolerance) if check.kind != "rule" else None)
        elif outcome.result is Result.FAILS:
            tally.note("failed", mark)
            cause = (statement.key, statement.value, *(one for one in mark if one != statement.id))
            if cause not in failed:
                failed.add(cause)
                involved = list(dict.fromkeys(resolver.used or [statement]))
                failures.append(_Failure(outcome.working, involved, trial_of(mark, outcome, check.tolerance)))
        else:
            tally.note("unknown" if outcome.result is Result.UNKNOWN else "not_applicable")
    yield from _told(subject, part, check, failures)


def _spoken(subject: Subject, part: SubjectPart, check: Check) -> bool:
    """Whether the filing says in words what a check is about, and nothing that excuses it."""
    if check.text and not says(subject, part.id, check.text):
        return False
    return not (check.without and says(subject, part.id, check.without))


def _told(subject: Subject, part: SubjectPart, check: Check, failures: list[_Failure]) -> Iterator[Finding]:
    """The findings of a check: one for each context in which it failed, or one of them all."""
    if check.together and len(failures) > 1:
        statements = [one for failure in failures for one in failure.used]
        failures = [_Failure("；".join(failure.working for failure in failures), statements)]
    said = spots_of_phrases(subject, part.id, check.text) if check.text else ()
    for failure in failures:
        found = finding_of(part, check, {}, failure.working, failure.used, trial=failure.trial)
        yield replace(found, spots=(*found.spots, *said)[:MOST_PLACES]) if said else found


def _tolerated(check: Check, outcome: Outcome) -> bool:
    """Whether an equation misses by no more than its check allows (in the unit of its figures)."""
    if check.tolerance is None or outcome.result is not Result.FAILS or outcome.difference is None:
        return False
    return abs(outcome.difference) <= check.tolerance


def _of_whole_unit(tree: Node, lead: Reference) -> bool:
    """Whether an expression holds a figure of the whole unit against those of its bodies."""
    return lead.selected("organisation") is None and any(one.selected("organisation") for one in references(tree))


def _home(part: SubjectPart, check: Check, lead: Reference, statement: Statement) -> _Home | None:
    """The context the leading statement opens, None when it is not what the leading reference means."""
    key = statement.key
    if check.scenarios and key.scenario not in check.scenarios:
        return None
    wanted = dict(lead.selectors)
    another_body = wanted.get("organisation", WILD) not in (WILD, key.organisation)
    period = _period(part.year, wanted.get("period"))
    another_year = period is not None and key.period[:4] != period
    if another_body or another_year or wanted.get("scenario", key.scenario) != key.scenario:
        return None
    given = {name: value for name, value in key.dimensions if name not in FREE}
    selected = {name: value for name, value in wanted.items() if name not in PLAIN}
    needed = {name for name in check.over if not name.endswith(OPTIONAL)}
    allowed = {name.rstrip(OPTIONAL) for name in check.over}
    if not set(selected) | needed <= set(given) or not set(given) <= set(selected) | allowed:
        return None
    if any(value not in (WILD, given[name]) for name, value in selected.items()):
        return None
    if any(not finds(phrases, _worded(part.pack, name, given.get(name, ""))) for name, phrases in check.where.items()):
        return None
    return _Home(part, statement, tuple((name, given[name]) for name in sorted(allowed & set(given))))


def _worded(pack: Pack, dimension: str, value: str) -> str:
    """The value of a dimension in words: a code by its names from the class down, one behind the other."""
    codes = next((codes for codes in pack.codes.values() if codes.dimension == dimension), None)
    path = codes.path(value) if codes is not None else []
    return "/".join(entry.name for entry in path) or value


def _period(year: int, offset: str | None) -> str | None:
    return None if offset is None else str(year + int(offset))


class _Resolver:
    """Finds the operands of one evaluation and remembers the statements it used."""

    def __init__(self, subject: Subject, pack: Pack, check: Check, home: _Home, lead: Reference) -> None:
        self.subject = subject
        self.pack = pack
        self.check = check
        self.home = home
        self.lead = lead
        self.used: list[Statement] = []

    def __call__(self, reference: Reference) -> Operand | list[Operand] | None:
        if reference == self.lead and not reference.is_wild:
            found = [self.home.lead]
        else:
            found = [one for one in self.subject.facts.of_concept(reference.name) if self._means(reference, one)]
            found = self._nearest(reference, found)
        self.used.extend(found)
        operands = [operand_of(one, self.pack, blank_is_zero=self._zero(one)) for one in found]
        return operands or None

    def _zero(self, statement: Statement) -> bool:
        """Whether the form a statement stands in reads a blank as zero."""
        form = self.pack.forms.get(statement.address.partition("!")[0])
        return form is not None and form.aspects.blank == "zero"

    def _means(self, reference: Reference, statement: Statement) -> bool:
        key, lead = statement.key, self.home.key
        if self.check.drawn and not statement.table:
            return False
        wanted = dict(reference.selectors)
        if key.scenario != wanted.get("scenario", lead.scenario if key.scenario else ""):
            return False
        period = _period(self.home.part.year, wanted.get("period"))
        if key.period[:4] != (period or lead.period[:4]):
            return False
        if wanted.get("organisation") == WILD:
            if key == lead and reference != self.lead:
                return False
        elif key.organisation != wanted.get("organisation", lead.organisation):
            return False
        given = {name: value for name, value in key.dimensions if name not in FREE}
        running = {} if reference.name in self.check.outside else dict(self.home.over)
        expected = {**{name: value for name, value in wanted.items() if name not in PLAIN}, **running}
        return set(given) == set(expected) and all(value in (WILD, given[name]) for name, value in expected.items())

    def _nearest(self, reference: Reference, found: list[Statement]) -> list[Statement]:
        """Of all statements that fit, those nearest to the leading one; a single figure first in its own row."""
        lead = self.home.lead
        same_table = [one for one in found if lead.table and one.table == lead.table]
        same_row = [one for one in same_table if row_of(one) == row_of(lead)]
        if same_row and not reference.is_wild:
            return same_row
        if self.check.within == "table" or (same_table and reference.selected("table") != WILD):
            return same_table
        same_part = [one for one in found if one.component == lead.component]
        if same_part or self.check.within == "component":
            return _once(reference, same_part)
        return _once(reference, [one for one in found if self.subject.same_unit(one.component, lead.component)])


def _once(reference: Reference, found: list[Statement]) -> list[Statement]:
    """Several statements for a ``*``: those of tables, and of running text the first of each fact."""
    if not reference.is_wild:
        return found
    said: set[FactKey] = set()
    kept: list[Statement] = []
    for one in found:
        if one.table or one.key not in said:
            kept.append(one)
        if not one.table:
            said.add(one.key)
    return kept
