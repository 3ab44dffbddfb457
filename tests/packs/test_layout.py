"""Lines of a drawing as they are written: cells, slots, continued cells, sides and spans."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.packs.made_packs import library_of, make_pack

from hengji.packs.layout import CellTemplate, Slot, parse_line
from hengji.packs.plan import plan


@pytest.mark.parametrize(
    ("written", "spans", "sides"),
    [
        ("单位 | [name]", None, ((("单位",), 1, False), ((Slot("name"),), 1, False))),
        ("^ | [a.b]", [2, 3], (((), 2, True), ((Slot("a.b"),), 3, False))),
        ("按收入性质分：[income]", None, ((("按收入性质分：", Slot("income")), 1, False),)),
        ("[a]（[b]分）", None, (((Slot("a"), "（", Slot("b"), "分）"), 1, False),)),
        ("甲 |  | 乙", None, ((("甲",), 1, False), ((), 1, False), (("乙",), 1, False))),
        ("甲 | 乙", [1, 2, 4], ((("甲",), 1, False), (("乙",), 6, False))),
        ("甲 | 乙", [3], ((("甲",), 3, False), (("乙",), 1, False))),
        ("财预[2013]53号", None, ((("财预[2013]53号",), 1, False),)),
    ],
)
def test_a_line_is_cells_with_text_and_slots(
    written: str, spans: list[int] | None, sides: tuple[tuple[tuple[str | Slot, ...], int, bool], ...]
) -> None:
    line = parse_line("only", written, spans)
    assert line.sides == (tuple(CellTemplate(parts, span, continued) for parts, span, continued in sides),)


def test_two_bars_part_the_sides() -> None:
    line = parse_line("*", "[label] | [value] || [label] | [value]", [1, 2, 3, 4])
    assert [[cell.span for cell in side] for side in line.sides] == [[1, 2], [3, 4]]
    assert len(line.cells) == 4


@pytest.mark.parametrize(
    ("name", "row", "head"), [("only.first", "only", False), ("head_sides", "head_sides", True), ("*", "*", False)]
)
def test_the_name_of_a_line_says_which_row_it_draws(name: str, row: str, head: bool) -> None:
    line = parse_line(name, "甲", None)
    assert (line.row, line.head) == (row, head)


cells = st.sampled_from(["甲", "[a]", "其中：[b.c]", "^", ""])


@given(st.lists(st.lists(cells, min_size=1, max_size=4), min_size=1, max_size=3))
def test_every_written_cell_is_a_cell(sides: list[list[str]]) -> None:
    line = parse_line("only", " || ".join(" | ".join(side) for side in sides), None)
    assert [len(side) for side in line.sides] == [len(side) for side in sides]
    assert [cell.continued for cell in line.cells] == [text == "^" for side in sides for text in side]
    assert [bool(cell.slots) for cell in line.cells] == ["[" in text for side in sides for text in side]


def test_the_pattern_draws_every_row_without_a_line_of_its_own_in_the_order_asked_for(tmp_path: Path) -> None:
    text = """layout: cn.cover
draw:
- id: info
  order: [pack, year]
  lines: {organisation: "单位 | [value]"}
"""
    pack = library_of(make_pack(tmp_path, {"layouts/a.yaml": text})).get("t")
    lines = plan(pack.forms["cn.cover"], pack.layouts["cn.cover"])
    assert [(one.line.id, one.row.id if one.row else None) for one in lines] == [
        ("*", "pack"),
        ("*", "year"),
        ("organisation", "organisation"),
    ]
