"""Two published PDFs, every table of them: what must add up adds up, so the cells were read right."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from hengji.documents.document import Document, Paragraph, Table
from hengji.reading.formats.registry import read_document

FILINGS = Path(os.environ.get("HENGJI_FILINGS", "/nowhere"))
BUDGET = "putuo-justice-bureau-budget-2026.pdf"
ACCOUNTS = "putuo-planning-bureau-final-accounts-2024.pdf"
ROUNDING = Decimal("0.02")


@pytest.fixture(scope="module", params=[BUDGET, ACCOUNTS])
def filing(request: pytest.FixtureRequest) -> Document:
    path = FILINGS / request.param
    if not path.exists():
        pytest.skip("HENGJI_FILINGS 没有指向样本文件夹")
    return read_document(path)


def amount(said: str) -> Decimal | None:
    """The amount a cell says; codes and words are none."""
    plain = said.replace(",", "")
    return Decimal(plain) if plain.replace(".", "", 1).isdigit() and "." in plain else None


def coded(table: Table) -> Iterator[tuple[int, str, list[Decimal | None]]]:
    """(block of columns, code, amounts) of every row with a code, "" for totals; two blocks may stand side by side."""
    for row in table.rows:
        begun: tuple[int, str, list[Decimal | None]] | None = None
        for cell in row:
            said = cell.text.value.strip()
            if said.isdigit() and len(said) in {2, 3, 5, 7} and (begun is None or not begun[2]):
                begun = (cell.column, said, []) if begun is None else (begun[0], begun[1] + said, [])
            elif said.isdigit() and len(said) in {3, 5, 7} and begun is not None:
                yield begun
                begun = (cell.column, said, [])
            elif said.endswith("合计") and said != "":
                begun = (cell.column, "", [])
            elif begun is not None and (amount(said) is not None or (not said and begun[2])):
                begun[2].append(amount(said))
        if begun is not None:
            yield begun


def relations(table: Table) -> Iterator[tuple[str, Decimal, Decimal]]:
    """(what, stated, sum) for every code with codes below it and every total, column by column; and for row totals."""
    found: dict[int, dict[str, list[Decimal | None]]] = defaultdict(dict)
    for block, code, amounts in coded(table):
        found[block][code] = amounts
    for rows in found.values():
        for code, amounts in rows.items():
            shortest = min((len(other) for other in rows if other.startswith(code) and other != code), default=0)
            below = [rows[other] for other in rows if other.startswith(code) and len(other) == shortest]
            for column, stated in enumerate(amounts):
                parts = [other[column] for other in below if column < len(other)]
                if stated is not None and below and any(part is not None for part in parts):
                    yield f"{code or '合计'}/{column}", stated, sum((part or Decimal(0) for part in parts), Decimal(0))
            if len(amounts) > 1 and amounts[0] is not None and any(part is not None for part in amounts[1:]):
                yield f"{code or '合计'}/行", amounts[0], sum((part or Decimal(0) for part in amounts[1:]), Decimal(0))


def test_every_total_is_the_sum_of_its_parts(filing: Document) -> None:
    held = 0
    for number, table in enumerate(filing.tables()):
        for what, stated, total in relations(table):
            assert abs(stated - total) <= ROUNDING, f"表 {number + 1} {what}: {stated} ≠ {total}"
            held += 1
    assert held >= 150


def test_every_form_is_one_table_under_its_title(filing: Document) -> None:
    """A form over two pages is one table; what stands above each is its title and its unit."""
    assert len(filing.tables()) == (9 if filing.name == BUDGET else 10)
    for index, block in enumerate(filing.blocks):
        if isinstance(block, Table) and len(block.rows) > 6 and len(block.rows[0].cells) > 0 and index > 1:
            title, unit = filing.blocks[index - 2 : index]
            assert isinstance(title, Paragraph)
            assert isinstance(unit, Paragraph)
    units = sum(
        "单位：" in block.text.value or "单位:" in block.text.value
        for block in filing.blocks
        if isinstance(block, Paragraph) and len(block.text.value) < 40
    )
    assert units >= 9


def test_key_totals_stand_in_cells_and_in_sentences(filing: Document) -> None:
    cells = {cell.text.value for table in filing.tables() for row in table.rows for cell in row}
    text = "".join(block.text.value for block in filing.blocks if isinstance(block, Paragraph))
    if filing.name == BUDGET:
        assert {"96,282,213.44", "25741666.44", "70540547.00", "23563342.00", "2178324.44", "10.81", "217.83"} <= cells
        assert "43269.3万元" in text
        assert "1486.42万元" in text
        assert [problem.place.as_json()["page"] for problem in filing.problems if problem.place] == [3]
    else:
        assert {"9859.38", "9746.50", "9759.38", "112.88", "4884.09", "480.66", "2.85", "0.39"} <= cells
        assert "142.80万元" in text
        assert not filing.problems


def test_a_quote_stands_at_its_place(filing: Document) -> None:
    for block in filing.blocks:
        texts = [block.text] if isinstance(block, Paragraph) else [cell.text for row in block.rows for cell in row]
        for text in texts:
            place = text.whole()
            assert place.as_json()["box"]
            assert text.value[place.start : place.end] == text.value.split("\n")[0]
