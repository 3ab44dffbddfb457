"""Texts that know where their characters stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengji.documents.document import Document, Paragraph, Row, Table, Text
from hengji.facts.place import TextPlace, WordPlace

# three lines of a cell: "甲乙" in line 4 from 10, "丙丁戊" in line 5 from 0, "己" in line 7 from 2
LINES = Text(
    "甲乙\n丙丁戊\n己",
    ((0, TextPlace(10, 12, line=4)), (3, TextPlace(0, 3, line=5)), (7, TextPlace(2, 3, line=7))),
)


@pytest.mark.parametrize(
    ("start", "end", "place"),
    [
        (0, 1, (4, 10, 11)),
        (1, 2, (4, 11, 12)),
        (0, 2, (4, 10, 12)),
        (0, 3, (4, 10, 12)),  # the line break itself is in no line
        (0, 8, (4, 10, 12)),  # cut where the next line begins
        (1, 5, (4, 11, 12)),
        (3, 6, (5, 0, 3)),
        (4, 8, (5, 1, 3)),
        (6, 8, (5, 3, 3)),  # begins at a line break: an empty span at the end of its line
        (7, 8, (7, 2, 3)),
        (7, 99, (7, 2, 3)),  # cut at the end of the text
        (3, 3, (5, 0, 0)),
    ],
)
def test_a_span_is_cut_at_the_end_of_the_line_it_begins_in(start: int, end: int, place: tuple[int, int, int]) -> None:
    found = LINES.place(start, end)
    assert isinstance(found, TextPlace)
    assert (found.line, found.start, found.end) == place


def test_the_whole_is_its_first_line() -> None:
    assert LINES.whole() == TextPlace(10, 12, line=4)
    assert Text("甲", ((0, WordPlace(0, 1, block=3)),)).whole() == WordPlace(0, 1, block=3)


def test_runs_of_one_paragraph_are_one_line_after_the_other() -> None:
    text = Text("甲乙丙丁", ((0, WordPlace(0, 2, block=3)), (2, WordPlace(2, 4, block=3))))
    assert text.place(2, 4) == WordPlace(2, 4, block=3)
    assert text.place(1, 3) == WordPlace(1, 2, block=3)


def test_a_text_from_nowhere_has_no_places() -> None:
    with pytest.raises(ValueError, match="without anchors"):
        Text("甲").place(0, 1)
    assert Text("甲")
    assert not Text()


lines = st.lists(st.text("甲乙1. ", max_size=6), min_size=1, max_size=5)


@given(lines, st.integers(0, 30), st.integers(0, 8), st.integers(0, 9))
def test_what_stands_at_a_place_is_what_was_asked_for(parts: list[str], start: int, length: int, shift: int) -> None:
    """The quote found at a place is the asked-for text up to the end of its line, verbatim."""
    anchors, offset = [], 0
    for number, part in enumerate(parts, 1):
        anchors.append((offset, TextPlace(shift, shift + len(part), line=number)))
        offset += len(part) + 1
    text = Text("\n".join(parts), tuple(anchors))
    start = min(start, len(text.value))
    place = text.place(start, start + length)
    assert isinstance(place, TextPlace)
    source = {number: " " * shift + part for number, part in enumerate(parts, 1)}[place.line]
    assert source[place.start : place.end] == text.value[start : start + length].split("\n")[0]


def test_the_tables_of_a_document_are_in_order() -> None:
    first, second = Table((Row(()),), TextPlace(line=2)), Table((), TextPlace(line=9))
    document = Document("a.txt", "sha", "text", (Paragraph(Text("甲")), first, Paragraph(Text("乙")), second))
    assert document.tables() == [first, second]
