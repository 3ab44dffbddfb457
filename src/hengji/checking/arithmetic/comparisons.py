"""A text says that the outcome is above, below or equal to the budget: the two figures beside it say which it is."""

from __future__ import annotations

from collections.abc import Iterator

from hengji.checking.arithmetic.amounts import same_paragraph
from hengji.checking.arithmetic.recomputed import in_unit
from hengji.checking.finding import Finding, Tally
from hengji.checking.rules import finding_of, rule_of
from hengji.checking.subject import Subject, SubjectPart
from hengji.facts.fact import Statement
from hengji.facts.numbers import plain_text

SIGNS = {"less": "<", "equal": "=", "more": ">"}
SUBJECT = "of"
CONCEPT = "comparison"
BUDGETS = frozenset({"budget", "adjusted"})


def check_comparisons(subject: Subject, tally: Tally) -> Iterator[Finding]:
    """Every comparison of an outcome with its budget that the text makes in words."""
    for said in subject.facts.of_concept(CONCEPT):
        part = subject.part(said.component)
        rule = rule_of(part, "comparison") if part is not None else None
        means = {word: sign for sign in SIGNS for word in rule.where.get(sign, ())} if rule is not None else {}
        if part is None or rule is None or said.text not in means:
            continue
        budget, actual = _beside(subject, part, said, BUDGETS), _beside(subject, part, said, frozenset({"actual"}))
        if budget is None or actual is None or budget.value is None or actual.value is None:
            continue
        one, other = actual.value, in_unit(part, budget, actual.unit)
        right = "more" if one > other else "less" if one < other else "equal"
        used = [actual, budget, said]
        agrees = means[said.text] == right
        tally.note("held" if agrees else "failed", [fact.id for fact in used])
        if not agrees:
            words = {"said": said.text, "right": rule.where[right][0]}
            working = f"{plain_text(one)} {SIGNS[right]} {plain_text(other)}"
            yield finding_of(part, rule, words, working, used)


def _beside(subject: Subject, part: SubjectPart, said: Statement, scenarios: frozenset[str]) -> Statement | None:
    """The figure of the same thing in the same paragraph; None where none, or figures that differ."""
    name, rest = said.key.dimension(SUBJECT), [pair for pair in said.key.dimensions if pair[0] != SUBJECT]
    found = [
        one
        for one in subject.of_part(part.id)
        if one.value is not None and one.key.scenario in scenarios and same_paragraph(one, said)
        and one.key.period == said.key.period and list(one.key.dimensions) == rest and _is_called(part, one, name)
    ]  # fmt: skip
    return found[0] if len({one.value for one in found}) == 1 else None


def _is_called(part: SubjectPart, one: Statement, name: str | None) -> bool:
    concept = part.pack.concepts.get(one.key.concept)
    return concept is not None and name in {concept.label, *concept.aliases, one.label}
