"""This year from last year: what is carried over, what is not, and what is listed to be confirmed."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from hengji.engine.building import TO_CONFIRM, Built, Order, build, entry_workbook
from hengji.engine.carrying import Carried, carry
from hengji.engine.previous import read_previous
from hengji.engine.session import read_file
from hengji.facts.fact import FactStore, State, Statement
from hengji.packs.library import Library
from hengji.packs.pack import Pack
from hengji.reading.formats.registry import read_document
from hengji.reading.result import Reading

YEAR = 2023


@pytest.fixture(scope="module")
def library() -> Library:
    """The packs as they come."""
    return Library.builtin()


@pytest.fixture(scope="module")
def example(request: pytest.FixtureRequest) -> Path:
    """The example filing of 2023."""
    return Path(str(request.config.rootpath)) / "examples" / "示例区委编办2023.txt"


@pytest.fixture(scope="module")
def previous(example: Path, library: Library, tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """The same filing a year earlier."""
    path = tmp_path_factory.mktemp("previous") / "上年.txt"
    text = example.read_text(encoding="utf-8").replace("2022", "2021").replace("2023", "2022")
    path.write_text(text, encoding="utf-8")
    return read_previous(path, library)


@pytest.fixture(scope="module")
def pack(previous: Reading) -> Pack:
    """The pack both are read with."""
    return previous.pack_of(previous.parts[0].id)


@pytest.fixture(scope="module")
def built(example: Path, library: Library, previous: Reading) -> Built:
    """This year's package, with last year's filing beside it."""
    return build(read_file(example, library, None), library, None, Order(("json",), previous=previous))


def rows(data: bytes, sheet: str) -> list[tuple[object, ...]]:
    """The rows of one list."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [tuple(row) for row in book.get_sheet_by_name(sheet).to_python()[2:]]


def of(carried: Sequence[Carried], concept: str) -> list[Statement]:
    """What was carried over of a concept."""
    return [one.statement for one in carried if one.statement.key.concept == concept]


def test_last_years_own_figures_become_comparatives_of_this_year(previous: Reading, pack: Pack) -> None:
    facts, carried = carry(FactStore(), previous.facts, pack, YEAR)
    comparatives = [one for one in carried if one.comparative]
    assert comparatives
    assert {one.statement.key.period for one in comparatives} == {str(YEAR - 1)}
    for one in comparatives:
        assert one.statement.value == one.before.value
        assert facts.of_key(one.before.key) == [one.statement]


def test_figures_of_the_year_before_last_are_not_carried(previous: Reading, pack: Pack) -> None:
    _, carried = carry(FactStore(), previous.facts, pack, YEAR)
    assert not [one for one in carried if one.before.key.period == str(YEAR - 2)]


def test_names_and_weights_stay_and_results_do_not(previous: Reading, pack: Pack) -> None:
    _, carried = carry(FactStore(), previous.facts, pack, YEAR)
    assert {one.key.period for one in of(carried, "indicator.weight")} == {str(YEAR)}
    assert len(of(carried, "indicator.weight")) == len(previous.facts.of_concept("indicator.weight"))
    assert of(carried, "indicator.actual") == of(carried, "indicator.score") == []


def test_what_was_entered_is_not_replaced(previous: Reading, pack: Pack) -> None:
    _, carried = carry(FactStore(), previous.facts, pack, YEAR)
    weight = of(carried, "indicator.weight")[0]
    entered = replace(weight, id="t1", value=(weight.value or Decimal(0)) + 1)
    facts, again = carry(FactStore([entered]), previous.facts, pack, YEAR)
    assert facts.of_key(weight.key) == [entered]
    assert weight.key not in {one.statement.key for one in again}


def test_a_blank_is_filled_where_it_stands(previous: Reading, pack: Pack) -> None:
    _, carried = carry(FactStore(), previous.facts, pack, YEAR)
    weight = of(carried, "indicator.weight")[0]
    blank = replace(weight, id="t1", value=None, text="", state=State.BLANK, address="form!band/row/column")
    facts, _ = carry(FactStore([blank]), previous.facts, pack, YEAR)
    (filled,) = facts.of_key(weight.key)
    assert (filled.id, filled.address, filled.value, filled.source.origin) == (
        "t1",
        "form!band/row/column",
        weight.value,
        "carried",
    )


def test_last_years_blanks_are_not_carried(previous: Reading, pack: Pack) -> None:
    blanks = FactStore(replace(one, state=State.BLANK, value=None, text="") for one in previous.facts)
    assert carry(FactStore(), blanks, pack, YEAR)[1] == []


def test_the_list_names_what_was_carried_and_where_it_stood(built: Built) -> None:
    taken = rows(built.files[TO_CONFIRM], "沿用上年的")
    assert taken
    assert all("上年.txt" in str(row[3]) and str(row[1]).startswith(("2022年", "2023年")) for row in taken)


def test_paragraphs_and_figures_that_are_last_years_still_are_listed_with_this_years_places(built: Built) -> None:
    same = rows(built.files[TO_CONFIRM], "仍与上年相同的")
    assert any("项目支出18.00万元" in str(row[2]) for row in same)
    assert all("上年.txt" not in str(row[1]) for row in same)


def test_what_was_changed_is_not_listed(example: Path, library: Library, previous: Reading, tmp_path: Path) -> None:
    path = tmp_path / "本年.txt"
    said = "1.机构改革项目支出18.00万元；2.域名管理项目支出12.00万元。"
    text = example.read_text(encoding="utf-8")
    assert said in text
    path.write_text(text.replace(said, "1.机构改革项目支出19.00万元；2.域名管理项目支出11.00万元。"), encoding="utf-8")
    made = build(read_file(path, library, None), library, None, Order(("json",), previous=previous))
    same = rows(made.files[TO_CONFIRM], "仍与上年相同的")
    assert not any("项目支出18.00万元" in str(row[2]) or "项目支出19.00万元" in str(row[2]) for row in same)


def test_without_last_years_filing_there_is_no_list(example: Path, library: Library) -> None:
    assert TO_CONFIRM not in build(read_file(example, library, None), library, None, Order(("json",))).files


def test_a_new_workbook_holds_last_years_comparatives_and_weights(
    previous: Reading, pack: Pack, library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "本年.xlsx"
    path.write_bytes(entry_workbook(pack, YEAR, "", previous))
    reading = read_file(path, library, pack.id)
    assert read_document(path).problems == ()
    stated = {one.key: one.value for one in reading.facts if one.state is not State.BLANK}
    _, carried = carry(FactStore(), previous.facts, pack, YEAR)
    weights = of(carried, "indicator.weight")
    assert weights
    assert {one.key: stated.get(one.key) for one in weights} == {one.key: one.value for one in weights}
