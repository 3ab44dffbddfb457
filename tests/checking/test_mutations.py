"""Slips of the pen put into a filing that agrees: each is one finding at its place, and no other figure is accused."""

from __future__ import annotations

from functools import cache

import pytest
from tests.checking.filing import subject_of_text
from tests.checking.package import FINAL_ACCOUNTS, Mutation, mutations, with_mutation

from hengji.checking.finding import Finding
from hengji.checking.run import Checked, check
from hengji.checking.subject import Subject

PACK = "cn"
EVERY = 5
APART = 15
KNOWN_AT_LEAST = 0.85  # of single slips: an addend of a sum no other relation looks at cannot be told from its sisters


@cache
def untouched() -> tuple[Subject, Checked]:
    """The filing as it should be."""
    subject = subject_of_text(FINAL_ACCOUNTS, PACK)
    return subject, check(subject)


@cache
def made() -> tuple[Mutation, ...]:
    """All slips."""
    subject, checked = untouched()
    return tuple(mutations(subject, checked.tally.checked))


def errors(*wrong: Mutation) -> list[Finding]:
    """The errors of the filing with some figures printed wrong."""
    subject, _ = untouched()
    for one in wrong:
        subject = with_mutation(subject, one)
    return [one for one in check(subject).findings if one.severity == "error"]


def names(finding: Finding, wrong: Mutation) -> bool:
    """Whether a finding points at the figure that is wrong."""
    return wrong.statement.id in {spot.fact for spot in finding.spots}


def told(wrong: Mutation, said: str) -> bool:
    """Whether a repair names the place and the value that stood there."""
    place = wrong.statement.place
    return place is not None and place.say() in said and f"应为 {wrong.statement.value}{wrong.statement.unit}" in said


def test_the_untouched_filing_is_silent() -> None:
    _, checked = untouched()
    assert [one for one in checked.findings if one.severity == "error"] == []
    assert checked.tally.held > 50


@pytest.mark.parametrize("kind", ["swap", "digit", "decimal", "unit", "copy"])
def test_one_slip_is_one_finding_at_its_place(kind: str) -> None:
    wrong = [one for one in made() if one.kind == kind][::EVERY]
    known = 0
    for one in wrong:
        (found,) = errors(one)
        assert names(found, one), one
        if found.repair and "应为" in found.repair:
            assert told(one, found.repair), (one, found.repair)
            known += 1
    assert known >= KNOWN_AT_LEAST * len(wrong)


def test_two_slips_far_apart_are_two_findings() -> None:
    # 两个数各错各的：两条，各指各处；同在一个合计里的两个错，合在一起就是一个不等。
    pairs = list(zip(made()[::APART], made()[APART // 2 :: APART], strict=False))
    apart = 0
    for one, other in pairs:
        found = errors(one, other)
        if one.statement.id == other.statement.id or len(found) == 1:
            continue
        for finding in found:
            for said in (finding.repair or "").split("；"):
                assert "应为" not in said or told(one, said) or told(other, said)
        apart += len(found) == 2
    assert apart >= 0.8 * len(pairs)
