"""The language of frames: what parses to what, and what a wrong frame is told."""

from __future__ import annotations

import pytest

from hengji.packs.frame import (
    Choice,
    Frame,
    FrameError,
    Gap,
    ListPart,
    Literal,
    Maybe,
    Part,
    Slot,
    Words,
    parse_frame,
)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("合计{total}。", (Literal("合计"), Slot("total"), Literal("。"))),
        ("合计{a.b_2}", (Literal("合计"), Slot("a.b_2"))),
        ("{*parts}", (ListPart("parts"),)),
        ("{a,b:无收支|无}", (Words(("a", "b"), ("无收支", "无")),)),
        ("[，占{s}]", (Maybe(Frame((Literal("，占"), Slot("s")))),)),
        ("(甲|乙)", (Choice((Frame((Literal("甲"),)), Frame((Literal("乙"),)))),)),
        ("[甲|乙]", (Maybe(Frame((Choice((Frame((Literal("甲"),)), Frame((Literal("乙"),)))),))),)),
        ("甲…{a}", (Literal("甲"), Gap(), Slot("a"))),
        ("因公出国（境）费{a}", (Literal("因公出国（境）费"), Slot("a"))),
    ],
)
def test_a_frame_parses(text: str, parts: tuple[Part, ...]) -> None:
    assert parse_frame(text).parts == parts


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "句式是空的（第1个字符处）"),
        ("合计{total", "“{”没有配对的“}”（第3个字符处）"),
        ("[占{s}", "“[”没有配对的“]”（第1个字符处）"),
        ("(甲|乙", "“(”没有配对的“)”（第1个字符处）"),
        ("甲]", "多出一个“]”（第2个字符处）"),
        ("甲|乙", "多出一个“|”（第2个字符处）"),
        ("{总计}", "空位名“总计”只能用小写字母、数字、下划线和点（第1个字符处）"),
        ("{}", "空位名“”只能用小写字母、数字、下划线和点（第1个字符处）"),
        ("{a:}", "冒号后面应写出表示“没有”的说法（第1个字符处）"),
    ],
)
def test_a_wrong_frame_says_what_and_where(text: str, message: str) -> None:
    with pytest.raises(FrameError) as error:
        parse_frame(text)
    assert str(error.value) == message


def test_slots_and_lists_are_found_at_any_depth() -> None:
    frame = parse_frame("{a}[，{b}(一{c}|二{d:无})]{*rest}")
    assert list(frame.slots()) == ["a", "b", "c", "d"]
    assert list(frame.lists()) == ["rest"]
