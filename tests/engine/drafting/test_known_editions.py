"""Every known layout as if it were unknown: its pack taken away, a sample of it is drafted, read and drawn again."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.engine.drafting.by_example import (
    about,
    beside,
    cells_read,
    drawn,
    every,
    filled,
    own_forms,
    saved,
    tables,
    without,
)
from tests.engine.made_up_forms import YEAR

from hengji.engine.drafting.draft import draft_pack
from hengji.facts.fact import State, Statement

COUNTIES = ("cn-430203-lusong", "cn-430524-longhui", "cn-431127-lanshan")
SHANGHAI = "cn-310000-shanghai"
CASES = [(pack, form) for pack in COUNTIES for form in own_forms(pack)]
CASES += [(SHANGHAI, f"cn.fa.{name}") for name in ("fiscal", "fund", "general", "income", "outlay", "three_public")]
ANSWERS = {"cn-430524-longhui cn.self_evaluation": {"cn.self_evaluation/sources/口径": "budget"}}
"""隆回 prints the initial budget where the sample does not say so: the one thing that has to be told."""


def said(one: Statement) -> tuple[object, ...]:
    return (
        one.state,
        one.value,
        one.text,
        one.unit,
        one.key.period,
        one.key.scenario,
        one.key.concept,
        one.key.dimensions,
    )


def at(one: Statement) -> tuple[object, ...]:
    assert one.place is not None
    return (one.place.anchor(), one.place.start)


@pytest.mark.parametrize(("format_", "blank"), [("docx", True), ("docx", False), ("xlsx", False)])
@pytest.mark.parametrize(("pack_id", "form"), CASES)
def test_a_known_edition_is_drafted_as_it_is(
    tmp_path: Path, pack_id: str, form: str, format_: str, *, blank: bool
) -> None:
    pack = every().get(pack_id)
    sample = drawn(pack, form, [] if blank else filled(pack, form, 5), YEAR, format_)
    answers = ANSWERS.get(f"{pack_id} {form}", {})
    draft = draft_pack(sample, without(pack_id), about(pack.info.extends), answers)
    new = saved(draft, tmp_path, beside(pack_id))
    real, read = cells_read(sample, pack), cells_read(sample, new)
    known = {at(one): said(one) for one in read}
    missing = [one for one in real if one.state is not State.BLANK and at(one) not in known]
    assert missing == []
    assert {at(one): said(one) for one in real if at(one) in known} == {
        at(one): known[at(one)] for one in real if at(one) in known
    }
    year = next((int(one.key.period) for one in read if one.key.period.isdigit()), YEAR)
    again = drawn(new, draft.forms[0].form, read, year, format_)
    assert tables(again) == tables(sample)
    assert sorted(map(str, map(said, cells_read(again, new)))) == sorted(map(str, map(said, read)))


@pytest.mark.parametrize("format_", ["docx", "xlsx"])
@pytest.mark.parametrize("form", ["cn.fb.totals", "cn.fb.fiscal", "cn.fb.income", "cn.fa.basic", "cn.fb.basic"])
def test_a_form_no_other_pack_draws_alike_is_read_and_drawn_all_the_same(
    tmp_path: Path, form: str, format_: str
) -> None:
    pack = every().get(SHANGHAI)
    sample = drawn(pack, form, filled(pack, form, 5), YEAR, format_)
    draft = draft_pack(sample, without(SHANGHAI), about("cn"))
    assert draft.proof.sound
    new = saved(draft, tmp_path, beside(SHANGHAI))
    read = cells_read(sample, new)
    real = {at(one): one.value for one in cells_read(sample, pack) if one.value is not None}
    assert {place: value for place, value in ((at(one), one.value) for one in read) if place in real} == real
    year = next((int(one.key.period) for one in read if one.key.period.isdigit()), YEAR)
    assert tables(drawn(new, draft.forms[0].form, read, year, format_)) == tables(sample)


def test_a_county_like_its_province_needs_only_its_pack_file(tmp_path: Path) -> None:
    pack = every().get("cn-430000-hunan")
    sample = drawn(pack, "cn.self_evaluation", [], YEAR, "docx")
    draft = draft_pack(sample, every(), about("cn-430000-hunan"), {"cn.self_evaluation/sources/口径": "adjusted"})
    assert sorted(draft.files) == ["pack.yaml", "待定.txt"]
    assert draft.forms[0].said == ()
    saved(draft, tmp_path, beside(""))
