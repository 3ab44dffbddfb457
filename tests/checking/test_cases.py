"""The cases of tests/cases/checks: every declared check fires where it must, and is silent where it must."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from tests.checking.filing import (
    HUNAN,
    library,
    lines_of,
    only,
    subject_of_facts,
    subject_of_text,
    subject_of_two_years,
)

from hengji.checking.run import Checked
from hengji.checking.subject import Subject
from hengji.engine.ledgers import testifying
from hengji.engine.ledgers.witness import Witness
from hengji.engine.session import check_subject

FOLDER = Path(__file__).parents[1] / "cases" / "checks"
FIELDS = {"name", "check", "with", "pack", "input", "previous", "ledgers", "outcome", "findings"}
OUTCOMES = ("held", "failed", "unknown", "not_applicable")


def load(path: Path) -> list[dict[str, Any]]:
    """One file of cases."""
    found: list[dict[str, Any]] = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    return found


CASES = [(path.stem, case) for path in sorted(FOLDER.glob("*.yaml")) for case in load(path)]


def subject_of(case: dict[str, Any]) -> Subject:
    """The filing of a case, with last year's beside it where the case has one."""
    given, pack = case["input"], case.get("pack", HUNAN)
    if "previous" in case:
        return subject_of_two_years(given, case["previous"], pack)
    return subject_of_text(given, pack) if isinstance(given, str) else subject_of_facts(given, pack)


def outcome_of(case: dict[str, Any], subject: Subject, folder: Path) -> Checked:
    """The findings of a case, held against its ledgers where it has some (files by their name)."""
    checked = check_subject(subject)
    if "ledgers" not in case:
        return checked
    for name, text in case["ledgers"].items():
        lines = [",".join(cell.strip() for cell in line.split(",")) for line in text.strip().splitlines()]
        (folder / name).write_text("\n".join(lines), encoding="utf-8")
    return testifying.testify(subject, checked, Witness(folder, library()))


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{file}:{case['name']}") for file, case in CASES])
def test_the_filing_gives_exactly_these_findings(case: dict[str, Any], tmp_path: Path) -> None:
    assert set(case) <= FIELDS
    found = outcome_of(case, subject_of(case), tmp_path).findings
    told = [f"{one.rule} {one.severity}: {one.says}{one.working}" for one in found]
    assert [one.rule for one in found] == [wanted["check"] for wanted in case["findings"]], told
    for one, wanted in zip(found, case["findings"], strict=True):
        assert set(wanted) <= {"check", "severity", "working", "places", "lines", "consequences", "repair"}
        assert one.severity == wanted["severity"]
        assert wanted["working"] in one.working
        assert len(one.spots) == wanted["places"], told
        assert [each.rule for each in one.consequences] == wanted.get("consequences", []), told
        assert wanted.get("repair", "") in (one.repair or ""), one.repair
        if "lines" in wanted:
            assert lines_of(one) == wanted["lines"]


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{file}:{case['name']}") for file, case in CASES])
def test_the_check_comes_out_as_stated(case: dict[str, Any], tmp_path: Path) -> None:
    """A case without findings is no proof unless the check was really made: its outcome is stated, by default 成立."""
    tally = outcome_of(case, only(subject_of(case), case["check"], *case.get("with", [])), tmp_path).tally
    fires = any(case["check"] in _named(wanted) for wanted in case["findings"])
    wanted = case.get("outcome", "failed" if fires else "held")
    counts = {outcome: getattr(tally, outcome) for outcome in OUTCOMES}
    if wanted == "none":
        assert not any(counts.values()), counts
    else:
        assert counts[wanted], counts
    assert bool(counts["failed"]) == (wanted == "failed"), counts


def _named(finding: dict[str, Any]) -> set[str]:
    """The checks a finding of a case speaks for: its own, and those whose findings follow from it."""
    return {finding["check"], *finding.get("consequences", [])}


def test_every_declared_check_has_a_firing_and_a_held_case() -> None:
    """Whoever declares a check shows from both sides what it does."""
    declared = {name for pack in library().ids() for name in library().get(pack).checks}
    firing = {case["check"] for _, case in CASES if any(case["check"] in _named(one) for one in case["findings"])}
    # A case may show another check at work too: it is held when its own check says nothing.
    silent = [case for _, case in CASES if all(one["check"] != case["check"] for one in case["findings"])]
    held = {case["check"] for case in silent if case.get("outcome", "held") == "held"}
    assert declared - firing == set()
    assert declared - held == set()


def test_cases_name_checks_that_exist_and_no_sentence_twice() -> None:
    declared = {name for pack in library().ids() for name in library().get(pack).checks}
    assert {case["check"] for _, case in CASES} <= declared
    names = [case["name"] for _, case in CASES]
    assert sorted(names) == sorted(set(names))
