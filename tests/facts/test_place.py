"""Places as a clerk looks them up, and in the shapes the command contract fixes."""

from __future__ import annotations

import pytest

from hengji.facts.place import HtmlPlace, PdfPlace, Place, SheetPlace, TextPlace, WordPlace

BOX = (72.0, 90.5, 300.25, 104.0)
PLACES: list[tuple[Place, str, dict[str, object]]] = [
    (TextPlace(3, 8, line=12), "第12行", {"line": 12, "start": 3, "end": 8}),
    (
        WordPlace(0, 4, block=7),
        "第7段",
        {"part": "document", "block": 7, "row": None, "column": None, "start": 0, "end": 4},
    ),
    (
        WordPlace(1, 2, part="header", block=1),
        "页眉第1段",
        {"part": "header", "block": 1, "row": None, "column": None, "start": 1, "end": 2},
    ),
    (
        WordPlace(0, 6, block=9, row=4, column=2),
        "第9段（表）第4行第2列",
        {"part": "document", "block": 9, "row": 4, "column": 2, "start": 0, "end": 6},
    ),
    (
        SheetPlace(0, 5, sheet="自评表", cell="D12"),
        "工作表“自评表”单元格D12",
        {"sheet": "自评表", "cell": "D12", "start": 0, "end": 5},
    ),
    (
        PdfPlace(2, 6, page=3, box=BOX, block=5),
        "第3页第5段",
        {"page": 3, "box": [72.0, 90.5, 300.25, 104.0], "block": 5, "row": None, "column": None, "start": 2, "end": 6},
    ),
    (
        PdfPlace(0, 1, page=1, block=2, row=1, column=3),
        "第1页第2段（表）第1行第3列",
        {"page": 1, "box": None, "block": 2, "row": 1, "column": 3, "start": 0, "end": 1},
    ),
    (HtmlPlace(0, 2, block=8), "第8段", {"block": 8, "row": None, "column": None, "start": 0, "end": 2}),
    (
        HtmlPlace(0, 2, block=8, row=2, column=1),
        "第8段（表）第2行第1列",
        {"block": 8, "row": 2, "column": 1, "start": 0, "end": 2},
    ),
]


@pytest.mark.parametrize(("place", "said", "shape"), PLACES)
def test_a_place_is_said_and_given_in_the_shape_of_the_contract(
    place: Place, said: str, shape: dict[str, object]
) -> None:
    assert place.say() == said
    assert place.as_json() == shape
    assert list(place.as_json()) == list(shape)


@pytest.mark.parametrize(("place", "said", "shape"), PLACES)
def test_another_span_is_the_same_line_paragraph_or_cell(place: Place, said: str, shape: dict[str, object]) -> None:
    moved = place.at(20, 25)
    assert type(moved) is type(place)
    assert (moved.start, moved.end) == (20, 25)
    assert moved.say() == said
    assert moved.anchor() == place.anchor()
    assert moved.as_json() == {**shape, "start": 20, "end": 25}
    assert place.as_json() == shape


def test_different_lines_paragraphs_and_cells_have_different_anchors() -> None:
    anchors = [place.anchor() for place, _, _ in PLACES]
    assert len(set(anchors)) == len(anchors)


@pytest.mark.parametrize(("part", "said"), [("footer", "页脚"), ("footnotes", "脚注"), ("textbox", "文本框")])
def test_the_part_of_a_word_file_is_said(part: str, said: str) -> None:
    assert WordPlace(part=part, block=2).say() == f"{said}第2段"


def test_every_format_must_say_where() -> None:
    for ask in (Place().anchor, Place().say, Place().as_json):
        with pytest.raises(NotImplementedError):
            ask()
