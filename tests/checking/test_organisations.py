"""`organisation: *` and `table: *`: a whole against its bodies, and a table that goes on in a second one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.checking.filing import only, subject_of_facts

from hengji.checking.run import Checked, check
from hengji.checking.subject import Subject
from hengji.packs.check import Check
from hengji.packs.errors import Mistake
from hengji.packs.formulas import parsed_check

TEMPLATE = "hn.est.staff-sum"

TOTAL = {"concept": "staff.on_staff", "value": "5", "component": "basic_data", "table": "t1"}
OFFICE = {"concept": "staff.on_staff", "value": "2", "organisation": "示例办公室"}
CENTRE = {"concept": "staff.on_staff", "value": "3", "organisation": "示例中心"}


def declared(subject: Subject, expr: str, within: str) -> Subject:
    """The filing under one check that says `expr`."""
    parts = []
    for part in only(subject, TEMPLATE).parts:
        check_: Check = replace(part.pack.checks[TEMPLATE], expr=expr, within=within)
        mistakes: list[Mistake] = []
        tree = parsed_check(expr, part.pack.concepts, check_.mark, mistakes)
        assert tree is not None, mistakes
        pack = replace(part.pack, checks={TEMPLATE: check_}, formulas={f"check:{TEMPLATE}": tree})
        parts.append(replace(part, pack=pack))
    return Subject(parts, subject.facts)


def outcome(facts: list[dict[str, Any]], expr: str, within: str = "filing") -> Checked:
    return check(declared(subject_of_facts(facts), expr, within))


EQUAL = "staff.on_staff = sum(staff.on_staff{organisation: *})"


def test_the_bodies_named_are_added_up_and_the_whole_is_not_part_of_its_own_sum() -> None:
    assert outcome([TOTAL, OFFICE, CENTRE], EQUAL).tally.held == 1
    found = outcome([{**TOTAL, "value": "6"}, OFFICE, CENTRE], EQUAL).findings
    assert [one.working for one in found] == ["2 + 3 = 5 ≠ 6，多 1"]


def test_only_a_figure_of_the_whole_unit_is_held_against_the_bodies() -> None:
    assert outcome([OFFICE, CENTRE], EQUAL).tally.unknown == 0
    assert not outcome([OFFICE, CENTRE], EQUAL).findings


def test_without_the_selector_a_figure_is_held_against_the_same_body_only() -> None:
    quota = {"concept": "establishment.quota", "value": "2", "organisation": "示例办公室"}
    result = outcome([OFFICE, CENTRE, quota], "staff.on_staff <= establishment.quota", within="component")
    assert (result.tally.held, result.tally.unknown) == (1, 1)


def test_one_body_may_be_selected_by_name() -> None:
    result = outcome([TOTAL, OFFICE, CENTRE], "staff.on_staff >= staff.on_staff{organisation: 示例中心}")
    assert result.tally.held
    assert not result.findings


def test_what_running_text_says_twice_counts_once_and_rows_of_a_table_count_each() -> None:
    assert outcome([TOTAL, OFFICE, CENTRE, OFFICE], EQUAL).tally.held == 1
    in_table = [{**one, "component": "basic_data", "table": "t1"} for one in (OFFICE, CENTRE, CENTRE)]
    assert outcome([{**TOTAL, "value": "8"}, *in_table], EQUAL).tally.held == 1


def test_one_figure_printed_twice_makes_one_finding() -> None:
    text = {"concept": "staff.on_staff", "value": "6"}
    found = outcome([text, text, OFFICE, CENTRE], EQUAL).findings
    assert [one.working for one in found] == ["2 + 3 = 5 ≠ 6，多 1"]


def weights(first: str, second: str) -> list[dict[str, Any]]:
    names = {"group": "过程", "subgroup": "资产管理"}
    common = {"concept": "indicator.weight", "component": "scoring_sheet"}
    return [
        {**common, "value": first, "table": "t1", "dimensions": {**names, "indicator": "甲"}},
        {**common, "value": second, "table": "t2", "dimensions": {**names, "indicator": "乙"}},
        {"concept": "weight.total", "value": "10", "component": "scoring_sheet", "table": "t2"},
    ]


@pytest.mark.parametrize(("selector", "findings"), [("", 1), (", table: *", 0)])
def test_a_table_that_goes_on_in_a_second_one_is_added_up_only_where_the_check_says_so(
    selector: str, findings: int
) -> None:
    expr = f"weight.total = sum(indicator.weight{{group: *, subgroup: *, indicator: *{selector}}})"
    assert len(outcome(weights("4", "6"), expr).findings) == findings
