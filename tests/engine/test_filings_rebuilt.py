"""The figures of real filings, entered as data, give the same forms again: every filled cell, and nothing else.

What the originals leave blank and their forms derive (a total nobody added up) is the only thing that may be added.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import pytest
from tests.engine.made_up_forms import library

from hengji.engine.building import package_of, writers
from hengji.engine.deriving import derive
from hengji.engine.narrative import TEXT, with_texts
from hengji.engine.publishing import publications
from hengji.facts.fact import State, Statement
from hengji.packs.labels import plain
from hengji.reading.formats.registry import read_document
from hengji.reading.read import read
from hengji.reading.result import Reading

FILINGS = {
    "lusong-establishment-office-2023.txt": 180,
    "junshan-establishment-office-2020.txt": 140,
    "lanshan-establishment-office-2023.txt": 95,
    "putuo-planning-bureau-final-accounts-2024.pdf": 300,
}
"""The filings with the least number of filled cells their forms have."""

Cell = tuple[object, ...]


@pytest.fixture(scope="module")
def folder() -> Path:
    path = Path(os.environ.get("HENGJI_FILINGS", ""))
    if not path.is_dir() or not os.environ.get("HENGJI_FILINGS"):
        pytest.skip("没有真实材料：HENGJI_FILINGS 没有指向它们所在的文件夹")
    return path


def cells(statements: Iterable[Statement]) -> set[Cell]:
    """The filled cells: which fact stands in which column of which form, and what is printed there."""
    found: set[Cell] = set()
    for one in statements:
        if one.address.count("/") == 2 and one.state is not State.BLANK:
            form, _, column = one.address.replace("#", "/").rpartition("/")
            said = (one.state, one.value, plain(one.text), one.relation, one.low, one.high, one.unit, one.decimals)
            found.add((form.split("/")[0], column, one.key, *said))
    return found


def rebuilt(reading: Reading) -> list[Reading]:
    """The package of a filing written as docx and read again."""
    package = package_of(reading, library(), None)
    documents = (writers()["docx"](publication) for _, publication in publications(package))
    return [read(read_document(data, "重做.docx"), library(), package.pack) for data in documents]


@pytest.mark.parametrize("name", FILINGS)
def test_the_forms_of_a_filing_are_given_back_cell_by_cell(folder: Path, name: str) -> None:
    original = read(read_document(folder / name), library())
    entered = with_texts(derive(original))
    computed = {one.id for one in entered.facts if one.source.origin == "computed"}
    follows = {form.id for name in library().ids() for form in library().get(name).forms.values() if form.follows}
    read_again = [one for reading in rebuilt(entered) for one in reading.facts]
    given = [one for one in read_again if one.address.partition("!")[0] not in follows]  # drawn from another form
    stated = cells(original.facts)
    assert len(stated) >= FILINGS[name]
    assert stated - cells(given) == set()
    assert cells(given) - stated == cells(one for one in entered.facts if one.id in computed)


@pytest.mark.parametrize("name", FILINGS)
def test_the_texts_of_a_filing_are_given_back_word_for_word(folder: Path, name: str) -> None:
    entered = with_texts(read(read_document(folder / name), library()))
    texts = {(one.key, one.text) for one in entered.facts if one.key.concept == TEXT}
    given = {
        (one.key, one.text)
        for reading in rebuilt(entered)
        for one in with_texts(reading).facts
        if one.key.concept == TEXT
    }
    assert len(texts) >= 6
    assert {key for key, _ in texts} <= {key for key, _ in given}
    assert texts <= given
