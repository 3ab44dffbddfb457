"""The ledger testifies: every figure of a filing that a measure states, held against what the ledger says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

from hengji.checking.arithmetic.operands import EXACT, quantum_of
from hengji.checking.finding import SEVERITY_ORDER, Finding, Tally
from hengji.checking.rules import finding_of, rule_of
from hengji.checking.run import Checked
from hengji.checking.subject import Subject, SubjectPart
from hengji.engine.ledgers.bound import Bound, bound
from hengji.engine.ledgers.code_holders import codes_held
from hengji.engine.ledgers.conversion import comparable, converted
from hengji.engine.ledgers.relations import broken_testimonies, rules_broken
from hengji.engine.ledgers.witness import Answer, Witness
from hengji.facts.fact import State, Statement
from hengji.facts.numbers import plain_text
from hengji.ledgers.formulas import parts_of
from hengji.packs.ledger.book import LedgerBook
from hengji.packs.ledger.measure import Measure
from hengji.records import dataclass
from hengji.writing.cell_text import printed

FIGURE, UNKNOWN_UNIT = "ledger-figure", "ledger-unit"
READ = frozenset({State.REPORTED, State.ZERO, State.NIL})


@dataclass(frozen=True, slots=True)
class Contradicted:
    """What one part of a filing states otherwise than the ledger: the statements, all of one value, and the answer."""

    part: SubjectPart
    statements: tuple[Statement, ...]
    answer: Answer


def testify(subject: Subject, checked: Checked, witness: Witness) -> Checked:
    """The findings of a filing with those its ledgers add: most serious first, consequences under their cause."""
    found = [
        *_contradictions(subject, checked, witness),
        *codes_held(subject, checked.tally, witness),
        *_of_ledgers(subject, checked.tally, witness),
    ]
    ordered = sorted([*checked.findings, *found], key=lambda one: SEVERITY_ORDER[one.severity])
    return Checked(tuple(ordered), checked.tally)


def _contradictions(subject: Subject, checked: Checked, witness: Witness) -> Iterator[Finding]:
    wrong = list(_contradicted(subject, checked, witness))
    causes = {one.answer.measure.id for one in wrong}
    effects: dict[str, list[Contradicted]] = {}
    for one in wrong:
        ledger = witness.ledger(one.part.pack)
        deepest = [name for name in _parts(ledger.book, one.answer.measure) if name in causes][-1:]
        for name in deepest:
            effects.setdefault(name, []).append(one)
    follow = {id(one) for several in effects.values() for one in several}
    for one in wrong:
        if id(one) in follow:
            continue
        finding = _finding(one, witness)
        if finding is not None:
            below = effects.pop(one.answer.measure.id, [])
            under = tuple(found for each in below if (found := _finding(each, witness)) is not None)
            yield replace(finding, consequences=(*finding.consequences, *under))


def _parts(book: LedgerBook, measure: Measure) -> Iterator[str]:
    """The measures a formula is made of, and those they are made of."""
    for part, _ in parts_of(book, measure) if measure.formula else ():
        yield part.id
        yield from _parts(book, part)


def _contradicted(subject: Subject, checked: Checked, witness: Witness) -> Iterator[Contradicted]:
    parts = {part.id: part for part in subject.parts if not part.previous}
    found: dict[tuple[object, ...], list[Statement]] = {}
    answers: dict[tuple[object, ...], tuple[SubjectPart, Answer]] = {}
    for statement in subject.facts:
        part = parts.get(statement.component)
        if part is None or statement.state not in READ or (statement.value is None and statement.low is None):
            continue
        if rule_of(part, FIGURE) is None:
            continue
        which = _measured(statement, part, witness)
        if which is None:
            continue
        answer = _asked(statement, part, which, witness)
        if answer is None:
            checked.tally.note("unknown")
            continue
        if _agrees(statement, answer, part):
            checked.tally.note("held", [statement.id])
            continue
        checked.tally.note("failed", [statement.id])
        key = (answer.measure.id, *answer.asked, answer.exact, statement.value, statement.low, statement.high)
        found.setdefault(key, []).append(statement)
        answers.setdefault(key, (part, answer))
    for key, statements in found.items():
        part, answer = answers[key]
        yield Contradicted(part, tuple(statements), answer)


def _measured(statement: Statement, part: SubjectPart, witness: Witness) -> Bound | None:
    """The measure a figure states, in a unit that can be held against its own."""
    which = bound(witness.ledger(part.pack).book, statement.key, part.kind)
    return which if which is not None and comparable(which.measure.unit, statement.unit, part.pack) else None


def _asked(statement: Statement, part: SubjectPart, which: Bound, witness: Witness) -> Answer | None:
    return witness.answer(part.pack, which, statement.key, part.organisation)


def _agrees(statement: Statement, answer: Answer, part: SubjectPart) -> bool:
    """Whether some value the print stands for is one the ledger comes to."""
    low, high = _meant(statement)
    for exact in (answer.exact, *answer.others):
        value = converted(exact, answer.measure.unit, statement.unit, part.pack)
        stands = answer.bound.binding.relation
        if (stands == "<=" and low <= value) or (stands == ">=" and high >= value):
            return True
        if low <= value <= high:
            return True
    return False


def _meant(statement: Statement) -> tuple[Fraction, Fraction]:
    """The least and the most a figure may stand for, in its own unit."""
    endless = Fraction(10**18)
    if statement.low is not None or statement.high is not None:
        low = Fraction(statement.low) if statement.low is not None else -endless
        return low, Fraction(statement.high) if statement.high is not None else endless
    value = Fraction(statement.value or 0)
    half = Fraction(0) if statement.kind in EXACT else Fraction(quantum_of(statement)) / 2
    match statement.relation:
        case "≥" | ">":
            return value, endless
        case "≤" | "<":
            return -endless, value
        case "≈":
            digits = len(str(int(value))) - len(str(int(value)).rstrip("0"))
            return value - Fraction(10**digits), value + Fraction(10**digits)
    return value - half, value + half


def _finding(one: Contradicted, witness: Witness) -> Finding | None:
    rule = rule_of(one.part, FIGURE)
    if rule is None:
        return None
    answer = one.answer
    first = one.statements[0]
    unit = answer.measure.unit
    label = first.label or answer.measure.label
    indicator = first.key.dimension("indicator")
    words = {
        "name": f"{indicator}" if indicator else label,
        "said": printed(first),
        "unit": first.unit,
        "measured": f"{plain_text(answer.value)}{unit}",
        "year": str(answer.question.day or f"{answer.question.year}年"),
    }
    rows = witness.rows(one.part.pack, answer)
    working = f"{answer.measure.label}：{answer.measure.says}。台账 {rows}，得 {words['measured']}"
    return finding_of(one.part, rule, words, working, one.statements)


def _of_ledgers(subject: Subject, tally: Tally, witness: Witness) -> Iterator[Finding]:
    """What the ledgers tell of themselves and of each other, for the years and units of the filing."""
    seen: set[tuple[str, int]] = set()
    for part in subject.parts:
        if part.previous or (part.pack.id, part.year) in seen:
            continue
        seen.add((part.pack.id, part.year))
        yield from _named_unit(part, tally, witness)
        yield from rules_broken(part, tally, witness)
        yield from broken_testimonies(part, tally, witness)


def _named_unit(part: SubjectPart, tally: Tally, witness: Witness) -> Iterable[Finding]:
    """A unit the ledgers do not know: nothing of its own can be held against them, and that is told."""
    rule = rule_of(part, UNKNOWN_UNIT)
    if rule is None or not part.organisation or not witness.ledger(part.pack).organisations.declared:
        return
    known = witness.body(part.pack, part.organisation) is not None
    tally.note("held" if known else "failed")
    if not known:
        yield finding_of(part, rule, {"name": part.organisation}, "", ())
