"""What a pack says of a rule (in force or not, its sentence, severity, source and advice), put to use by the passes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hengji.checking.finding import Finding, spots_of
from hengji.checking.solving.relations import Trial
from hengji.checking.subject import SubjectPart
from hengji.facts.fact import Statement
from hengji.packs.check import Check, Version


def in_force(part: SubjectPart, check: Check) -> Version | None:
    """The version of a check for a component, None where it does not apply; where the year is not known, the latest."""
    if check.components and part.kind not in check.components:
        return None
    return check.version(part.year) if part.year else max(check.versions, key=lambda version: version.since)


def rule_of(part: SubjectPart, name: str) -> Check | None:
    """The rule a component's pack declares for a built-in pass, None when it does not apply to the component."""
    named = (check for check in part.pack.checks.values() if check.runs == name)
    return next((check for check in named if in_force(part, check) is not None), None)


def finding_of(
    part: SubjectPart,
    rule: Check,
    words: Mapping[str, str],
    working: str,
    statements: Iterable[Statement],
    *,
    kind: str = "",
    trial: Trial | None = None,
) -> Finding:
    """A finding of a rule: its sentence and advice with the words of this case put in."""
    version = in_force(part, rule)
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
        trial=trial,
    )
