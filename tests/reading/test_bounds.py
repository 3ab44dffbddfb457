"""A table too big for any form is read in part, states nothing, and is said to be; one within the bound is whole."""

from __future__ import annotations

import pytest

from hengji.documents.document import Block, Cell, Document, Paragraph, Row, Table, Text
from hengji.facts.place import TextPlace
from hengji.packs.library import Library
from hengji.reading.read import read
from hengji.reading.tables.bounds import MOST_ROWS, bounded


def table_of(rows: int) -> Table:
    """A list of projects with an amount each."""
    heads = (("项目名称", "金额"),)
    texts = (*heads, *((f"项目{number}", f"{number}.00") for number in range(1, rows)))
    return Table(
        tuple(
            Row(tuple(Cell(Text(text, ((0, TextPlace(line=line)),)), column) for column, text in enumerate(row)))
            for line, row in enumerate(texts, 1)
        ),
        TextPlace(line=1),
    )


@pytest.mark.parametrize("rows", [2, MOST_ROWS])
def test_within_the_bound_nothing_is_cut(rows: int) -> None:
    """The longest table allowed is left as it is."""
    blocks: list[Block] = [table_of(rows)]
    assert bounded(blocks) == (blocks, set(), [])


def test_beyond_the_bound_the_table_is_cut_and_said_to_be() -> None:
    """Only the table that is too big is cut; the problem says how big it is and where it stands."""
    small, big = table_of(3), table_of(MOST_ROWS + 1)
    blocks, cut, problems = bounded([Paragraph(Text("甲")), small, big])
    assert blocks[1] == small
    assert blocks[2] == Table(big.rows[:MOST_ROWS], big.place)
    assert cut == {2}
    assert [problem.place for problem in problems] == [big.place]
    assert f"{MOST_ROWS + 1} 行" in problems[0].message
    assert f"只读了前 {MOST_ROWS} 行" in problems[0].message


def test_a_cut_table_makes_the_reading_a_partial_one_and_states_nothing() -> None:
    """Sums of a cut table would look wrong: it states no fact, and its figures are listed as not understood."""
    document = Document("大表.txt", "0" * 64, "text", (table_of(MOST_ROWS + 1),))
    reading = read(document, Library.builtin())
    assert reading.status == "partly read"
    assert not list(reading.facts)
    assert len(reading.not_understood) >= MOST_ROWS - 1
