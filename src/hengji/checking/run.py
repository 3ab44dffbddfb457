"""All checks of a filing, in one order, as one list of findings and one tally."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hengji.checking.blanks import check_blanks
from hengji.checking.closure import check_forms
from hengji.checking.declared import check_declared
from hengji.checking.finding import SEVERITY_ORDER, Finding, Tally
from hengji.checking.numbering import check_numbering
from hengji.checking.proportions import check_proportions
from hengji.checking.restated import check_restated
from hengji.checking.subject import Subject

Pass = Callable[[Subject, Tally], Iterator[Finding]]
PASSES: tuple[Pass, ...] = (check_forms, check_declared, check_restated, check_proportions, check_blanks, check_numbering)


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking gave: findings, most serious first, and what became of the checks."""

    findings: tuple[Finding, ...]
    tally: Tally


def check(subject: Subject) -> Checked:
    """Every check that applies to a filing."""
    tally = Tally()
    found: dict[tuple[object, ...], Finding] = {}
    for run in PASSES:
        for finding in run(subject, tally):
            spots = frozenset((*spot.place.anchor(), spot.place.start) for spot in finding.spots)
            found.setdefault((spots, finding.working) if spots else (finding.rule, finding.says), finding)
    ordered = sorted(found.values(), key=lambda finding: SEVERITY_ORDER[finding.severity])
    return Checked(tuple(ordered), tally)
