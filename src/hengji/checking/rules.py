"""Rules that need more than an expression: the pack says what they are called, how severe they are and by which source; code runs them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hengji.checking.finding import Finding, spots_of
from hengji.checking.subject import SubjectPart
from hengji.facts.fact import Statement
from hengji.packs.check import Check


def rule_of(part: SubjectPart, name: str) -> Check | None:
    """The rule a component's pack declares for a built-in pass, None when it is not in force for the year or the kind of component."""
    for check in part.pack.checks.values():
        if check.runs == name and check.version(part.year) is not None and (not check.components or part.kind in check.components):
            return check
    return None


def finding_of(
    part: SubjectPart,
    rule: Check,
    words: Mapping[str, str],
    working: str,
    statements: Iterable[Statement],
    *,
    kind: str = "",
) -> Finding:
    """A finding of a rule: its sentence and advice with the words of this case put in."""
    version = rule.version(part.year)
    source = part.pack.source_text(version.document, version.article) if version is not None else ""
    return Finding(
        rule=rule.id,
        kind=kind or rule.kind,
        severity=rule.severity,
        proof=rule.proof,
        says=f"{rule.says.format_map(words)}。",
        working=working,
        source=source,
        spots=spots_of(statements),
        advice=rule.advice.format_map(words),
        component=part.id,
    )
