"""The file of a draw: it comes back as it was written, and repeats from itself alone."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from hengji.ledgers.drawing import draw, verify
from hengji.ledgers.drawing_file import FiledDraw, as_json, changed_lines, from_json
from hengji.ledgers.drawing_record import Candidate, Inspector, Lists, Terms

ON = date(2024, 9, 2)
WORDS = st.text("甲乙丙丁一二三AB", max_size=4)
OBJECTS = st.lists(
    st.builds(Candidate, id=st.text("0123456789", min_size=1, max_size=4), label=WORDS, sponsor=WORDS),
    min_size=1,
    max_size=12,
    unique_by=lambda one: one.id,
)
INSPECTORS = [Inspector(f"J{n}", "", True, None if n % 2 else date(2030, 1, n)) for n in range(1, 6)]


@given(
    objects=OBJECTS,
    seed=st.text("种子0123", min_size=1, max_size=6),
    share=st.sampled_from(["0.01", "0.03", "0.5", "1"]),
)
def test_a_draw_comes_back_from_its_file_and_repeats(objects: list[Candidate], seed: str, share: str) -> None:
    lists = Lists(tuple(objects), tuple(INSPECTORS))
    terms = Terms(seed, ON, share=Decimal(share), between=(Decimal("0.01"), Decimal(1)))
    filed = FiledDraw("t", 2024, draw(lists, terms), lists)
    again = from_json(json.dumps(as_json(filed), ensure_ascii=False))
    assert again == filed
    assert verify(again.record, again.lists) == ()
    assert changed_lines(again.lists, lists) == []


def test_what_differs_between_lists_is_told_line_by_line() -> None:
    before = Lists((Candidate("1", "甲"), Candidate("2", "乙")), (Inspector("J1", "某局", True),))
    after = Lists((Candidate("1", "甲", "某局"), Candidate("3", "丙")), ())
    assert changed_lines(before, after) == [
        "名录里的对象 2，现在的台账里没有。",
        "现在的台账里的对象 3，名录里没有。",
        "对象 1：名录是“1|甲||0”，现在的台账是“1|甲|某局|0”。",
        "名录里的人员 J1，现在的台账里没有。",
    ]
