"""Rows that stand beside their columns: seen when the table was recognised, or by sums that hold one column further.

A row of figures alone says nothing of its columns. But where several sums it takes part in fail as it stands, and all
of them hold, and none breaks, once its figures are moved by one column, the row is shifted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from hengji.checking.arithmetic.operands import operand_of, row_of
from hengji.checking.finding import MOST_PLACES, Finding, Spot, Tally, spots_of
from hengji.checking.rules import finding_of, rule_of
from hengji.checking.solving.relations import ZERO, Relation, values_of
from hengji.checking.subject import ShiftedRow, Subject, SubjectPart
from hengji.facts.fact import Kind, Statement
from hengji.facts.interval import Interval
from hengji.records import dataclass

NAME = "shifted"
LEAST_SUMS, LEAST_FIGURES = 2, 2
ARITHMETIC = "arithmetic"
SIDES = {1: ("右", "左"), -1: ("左", "右")}
Values = Mapping[str, Interval]


def check_shifted(subject: Subject, tally: Tally) -> Iterator[Finding]:
    """Every row that was seen to stand beside its columns when its table was recognised."""
    for part, form, _ in subject.by_table():
        marked = [row for row in subject.shifted if row.component == part.id and row.form == form]
        if rule_of(part, NAME) is not None and not marked:
            tally.note("held")
    for row in subject.shifted:
        known = subject.part(row.component)
        rule = rule_of(known, NAME) if known is not None else None
        if known is None or rule is None:
            continue
        tally.note("failed")
        told = finding_of(known, rule, _words(known, row.form, row.label, row.by), _working(row), ())
        yield replace(told, spots=tuple(Spot(text.whole(), text.value) for text in row.cells)[:MOST_PLACES])


def _working(row: ShiftedRow) -> str:
    there, back = SIDES[row.by]
    return f"向{back}移一列，这一行的编码、名称、金额各在其位；照印的样子，都在所属的列的{there}边一列"


def _words(part: SubjectPart, form: str, label: str, by: int) -> dict[str, str]:
    there, back = SIDES[by]
    declared = part.pack.forms.get(form)
    return {"form": declared.label if declared is not None else "", "name": label, "way": there, "back": back}


@dataclass(frozen=True, slots=True)
class _Moved:
    """A row of figures, by how many columns it is shifted, and the findings that says."""

    row: Sequence[Statement]
    by: int
    findings: tuple[int, ...]


def explain_by_shifts(findings: Sequence[Finding], subject: Subject, tally: Tally) -> list[Finding]:
    """The findings with those that one shifted row explains put under it."""
    failed = [
        (index, relation)
        for index, finding in enumerate(findings)
        if finding.trial is not None and finding.kind == ARITHMETIC
        for relation in finding.trial.build()
    ]
    found = list(findings)
    told: set[int] = set()
    for part, form, cells in subject.by_table():
        rule = rule_of(part, NAME)
        for row in _rows(cells, failed) if rule is not None else ():
            moved = _moved(row, part, [one for one in failed if one[0] not in told], tally)
            if moved is None or rule is None:
                continue
            told.update(moved.findings)
            tally.note("failed", [one.id for one in row])
            under = [replace(findings[index], severity="note") for index in moved.findings]
            working = "；".join(one.working for one in under) + f"。这一行的数向{SIDES[moved.by][1]}移一列，各式都成立"
            words = _words(part, form, _label(row), moved.by)
            one = finding_of(part, rule, words, working, [each for each in row if each.value is not None])
            at = min(moved.findings)
            found[at] = replace(one, spots=spots_of([each for each in row if each.value]), consequences=tuple(under))
    return [one for index, one in enumerate(found) if index not in told or one is not findings[index]]


def _label(row: Sequence[Statement]) -> str:
    """What stands before the figures of a row."""
    head = row[0].heading
    return head.quote if head is not None else row[0].label


def _rows(cells: Mapping[str, Statement], failed: Sequence[tuple[int, Relation]]) -> Iterator[Sequence[Statement]]:
    """The rows of amounts with figures in several relations that fail, in the order of their columns."""
    wrong = {name for _, relation in failed for name in relation.figures}
    rows: dict[str, list[Statement]] = {}
    for statement in cells.values():
        if statement.kind is Kind.MONEY:
            rows.setdefault(row_of(statement), []).append(statement)
    for row in rows.values():
        filled = sum(1 for one in row if one.value)
        if len(row) > LEAST_FIGURES and filled >= LEAST_FIGURES and any(one.id in wrong for one in row):
            yield row


def _moved(
    row: Sequence[Statement], part: SubjectPart, failed: Sequence[tuple[int, Relation]], tally: Tally
) -> _Moved | None:
    """By how many columns a row is shifted, None where no move explains what fails."""
    own = {one.id for one in row}
    inside = [(index, relation) for index, relation in failed if relation.figures & own]
    if len({relation.identity() for _, relation in inside}) < LEAST_SUMS:
        return None
    held = [relation for trial in tally.held_trials if not own.isdisjoint(trial.figures) for relation in trial.build()]
    printed: dict[str, Interval] = {}
    for relation in (*held, *(relation for _, relation in inside)):
        printed.update(values_of(relation.operands))
    amounts = [operand_of(one, part.pack, blank_is_zero=True).interval() for one in row]
    ways = []
    for by in SIDES:
        values = _values(row, amounts, by)
        if values is not None and all(one.holds({**printed, **values}) for one in (*held, *(rel for _, rel in inside))):
            ways.append(by)
    findings = tuple(sorted({index for index, _ in inside}))
    return _Moved(row, ways[0], findings) if len(ways) == 1 else None


def _values(row: Sequence[Statement], amounts: Sequence[Interval | None], by: int) -> Values | None:
    """The values of a row moved back by one column; None where a figure would fall off its end."""
    lost = row[0] if by > 0 else row[-1]
    if lost.value:
        return None
    zero = Interval.exact(ZERO)
    moved = [*amounts[1:], zero] if by > 0 else [zero, *amounts[:-1]]
    if any(one is None for one in moved):
        return None
    return {one.id: amount for one, amount in zip(row, moved, strict=True) if amount is not None}
