"""A county nobody knows: other labels, rows more and less, columns in another order; docx, xlsx, blank, filled."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.engine.drafting.by_example import about, beside, cells_read, drawn, every, filled, saved, tables
from tests.engine.drafting.varied import Change, columns_moved, renamed, sample, with_row, without_row
from tests.engine.made_up_forms import YEAR

from hengji.documents.document import Document
from hengji.engine.building import Order, build
from hengji.engine.drafting.draft import Draft, draft_pack
from hengji.engine.drafting.sample import Look, look_of
from hengji.facts.fact import Statement
from hengji.packs.pack import Pack
from hengji.reading.formats.registry import read_document
from hengji.reading.read import read

PARENT, FORM = "cn-430000-hunan", "cn.basic_data"
HEAD = "经费控制情况（万元）"
FIRST, LAST = HEAD, "部门基本支出预算调整"
NAMES = {"3、公务接待": "3、公务接待支出", "政府采购金额": "政府采购支出金额", "公车运行维护": "公务用车运行维护"}


def facts(*, blank: bool) -> list[Statement]:
    return [] if blank else filled(every().get(PARENT), FORM, 7)


def made(changes: Sequence[Change], format_: str, *, blank: bool) -> Document:
    return sample(every().get(PARENT), FORM, facts(blank=blank), YEAR, changes, format_)


def drafted(document: Document, folder: Path) -> tuple[Draft, Pack]:
    draft = draft_pack(document, every(), about(PARENT))
    return draft, saved(draft, folder, beside(""))


def figures(document: Document) -> list[str]:
    """Every figure printed in the tables."""
    texts = [cell.text.value.strip() for table in document.tables() for row in table.rows for cell in row]
    return sorted(text for text in texts if look_of(text) is Look.FIGURE and any(map(str.isdigit, text)))


def quotes(statements: Sequence[Statement]) -> list[str]:
    return sorted(one.source.quote for one in statements if one.value is not None)


def check(document: Document, draft: Draft, pack: Pack, format_: str) -> list[Statement]:
    """The drafted pack reads every figure of the sample, and draws the sample again."""
    stated = cells_read(document, pack)
    assert draft.proof.sound
    assert [text.rstrip("%") for text in figures(document)] == [quote.rstrip("%") for quote in quotes(stated)]
    again = drawn(pack, draft.forms[0].form, stated, YEAR, format_)
    assert tables(again) == tables(document)
    return stated


@pytest.mark.parametrize("blank", [True, False])
@pytest.mark.parametrize("format_", ["docx", "xlsx"])
def test_the_sixth_county(tmp_path: Path, format_: str, *, blank: bool) -> None:
    texts = ["", "", ""] if blank else ["5.10", "5.20", "5.30"]
    changes = [
        renamed(NAMES),
        with_row("政府采购支出金额", "会议费", texts),
        with_row("会议费", "信息化运行经费", texts),
        without_row("2、出国经费"),
        columns_moved(FIRST, LAST, [1, 2, 0]),
    ]
    document = made(changes, format_, blank=blank)
    draft, pack = drafted(document, tmp_path)
    stated = check(document, draft, pack, format_)
    told = "\n".join(draft.forms[0].said)
    for text in ("“3、公务接待”改叫“3、公务接待支出”", "多一行“会议费”", "没有“出国经费”一行", "各栏的次序不同"):
        assert text in told
    rows = {row.id: row for row in pack.forms[FORM].bands[2].rows}
    concepts = {row.label: row.aspects.get("concept") for row in rows.values()}
    assert concepts["会议费"] == "meeting"
    assert concepts["信息化运行经费"] == "x430998.c001"
    assert "abroad" not in rows
    if not blank:
        meeting = {(one.key.scenario, one.key.period): str(one.value) for one in stated if one.key.concept == "meeting"}
        assert meeting == {("budget", "2023"): "5.20", ("actual", "2023"): "5.30", ("actual", "2022"): "5.10"}


def test_the_whole_package_is_built_from_the_filled_sample(tmp_path: Path) -> None:
    changes = [
        renamed(NAMES),
        with_row(LAST, "会议费", ["1.10", "1.20", "1.30"]),
        columns_moved(FIRST, LAST, [2, 0, 1]),
    ]
    document = made(changes, "docx", blank=False)
    _, pack = drafted(document, tmp_path)
    library = every().beside(tmp_path / pack.id)
    built = build(read(document, library, pack), library, pack, Order(("docx",)))
    written = read_document(next(iter(built.files.values())), "成文.docx")
    assert built.failures == []
    assert figures(written) == figures(document)
    before = {(one.address, one.value, one.key) for one in cells_read(document, pack)}
    assert {(one.address, one.value, one.key) for one in cells_read(written, pack)} == before


LABELS = ["三公经费", "1、公务用车购置和维护经费", "其中：公车购置", "3、公务接待", "政府采购金额"]
SETTINGS = settings(deadline=None, max_examples=12, suppress_health_check=list(HealthCheck))


@SETTINGS
@given(data=st.data())
def test_any_variation_is_read_and_drawn_again(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    blank = data.draw(st.booleans())
    order = data.draw(st.permutations([0, 1, 2]))
    names = {label: f"{label}（本级）" for label in data.draw(st.sets(st.sampled_from(LABELS)))}
    changes: list[Change] = [columns_moved(FIRST, LAST, order), renamed(names)]
    if data.draw(st.booleans()):
        changes.insert(0, without_row("2、出国经费"))
    if data.draw(st.booleans()):
        texts = ["", "", ""] if blank else ["1.11", "2.22", "3.33"]
        changes.append(with_row(LAST, data.draw(st.sampled_from(["培训费", "物业管理费", "劳务派遣费用"])), texts))
    format_ = data.draw(st.sampled_from(["docx", "xlsx"]))
    document = made(changes, format_, blank=blank)
    draft, pack = drafted(document, tmp_path_factory.mktemp("draft"))
    stated = check(document, draft, pack, format_)
    heads = [("actual", str(YEAR - 1)), ("budget", str(YEAR)), ("actual", str(YEAR))]
    first = [(one.key.scenario, one.key.period) for one in stated if one.address == f"{FORM}!cost/three_public/prior"]
    assert first in ([heads[0]], [])
