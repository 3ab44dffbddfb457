"""A blank form filled in: read again it says what the data say; nothing else in the file has changed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.engine.made_up_forms import YEAR, cases, filings, library
from tests.engine.same_file import assert_only_cells_differ
from tests.engine.test_round_trip import in_forms, shapes

from hengji.documents.document import Document
from hengji.engine.building import writers
from hengji.engine.filling.outcome import Filled
from hengji.engine.filling.planning import Options
from hengji.engine.filling.run import Blank, fill_from
from hengji.engine.publishing import Package, form_blocks
from hengji.facts.fact import FactStore, State, Statement
from hengji.packs.form import key_of
from hengji.packs.pack import Pack
from hengji.reading.formats.registry import read_document
from hengji.reading.read import read
from hengji.writing.drawing import DrawnParagraph, Publication, Style

ORGANISATION = "某某县档案馆"
ROWS = 9
PROFILE = settings(deadline=None, max_examples=2, phases=[Phase.generate], suppress_health_check=list(HealthCheck))


def blank_of(pack: Pack, form: str, format_: str) -> Blank:
    """The form as a pack draws it, with room for a list and nothing entered."""
    package = Package(pack, FactStore(), YEAR, "", "")
    title = DrawnParagraph(f"{YEAR}年度部门材料", Style.TITLE)
    blocks = (title, *form_blocks(package, pack.layouts_of(form)[0], ROWS))
    return Blank(writers()[format_](Publication("空表", blocks, year=YEAR)), f"空表.{format_}")


def package_of(pack: Pack, facts: FactStore) -> Package:
    return Package(pack, facts, YEAR, ORGANISATION, "")


def reread(filled: Filled, blank: Blank, pack: Pack) -> FactStore:
    document: Document = read_document(filled.content, blank.name)
    return read(document, library(), pack).facts


def stated(statements: FactStore, form: str) -> list[Statement]:
    return [one for one in in_forms(statements, form) if one.state is not State.BLANK]


def as_stored(one: Statement) -> Statement:
    """A statement without the digits it was printed with."""
    return replace(one, value=one.value.normalize() + 0 if one.value is not None else None, decimals=0)


@pytest.mark.parametrize("format_", ["docx", "xlsx"])
@pytest.mark.parametrize(("pack_id", "form"), cases())
@PROFILE
@given(data=st.data())
def test_a_blank_filled_in_reads_back_as_the_data(pack_id: str, form: str, format_: str, data: st.DataObject) -> None:
    pack = library().get(pack_id)
    facts = data.draw(filings(pack, form))
    blank = blank_of(pack, form, format_)
    filled = fill_from(package_of(pack, facts), blank, library(), Options())
    assert filled.differences == []
    assert filled.unplaced == []
    left = filled.plan.left_over
    assert all(row.keys.keys() == {"economic"} for row in left)  # a code this edition prints no row for
    computed = {key_of(one.spec, one.keys, YEAR) for one in filled.plan.formulas if one.spec is not None}
    back = [one for one in stated(reread(filled, blank, pack), form) if one.key not in computed]
    wanted = [one for one in stated(facts, form) if one.key not in computed and not any(row.holds(one) for row in left)]
    if format_ == "xlsx":  # a cell of a workbook shows a figure by its own number format, whatever the digits
        back, wanted = ([as_stored(one) for one in given] for given in (back, wanted))
    assert shapes(back) == shapes(wanted)
    assert_only_cells_differ(blank.content, filled)
