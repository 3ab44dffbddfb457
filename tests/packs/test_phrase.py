"""Phrases of checks: what they find, where they stop, and which are refused."""

from __future__ import annotations

import pytest

from hengji.packs.phrase import finds, is_balanced, pattern_of


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("专款专用", "做到专款专用", True),
        ("(无|没有)结余", "年末没有结余", True),
        ("(无|没有)结余", "年末结余", False),
        ("资金…单独核算", "资金按项目单独核算", True),
        ("资金…单独核算", "资金到位。物资单独核算", False),
        ("近三年累计#次", "近三年累计36次", True),
        ("上年(度|)结转", "上年结转", True),
        ("×1%", "×100%", False),
        ("a.b", "axb", False),
    ],
)
def test_what_a_phrase_finds(phrase: str, text: str, found: bool) -> None:
    assert finds([phrase], text) is found


def test_no_phrases_find_nothing() -> None:
    assert pattern_of(()).search("任何文字") is None


@pytest.mark.parametrize(
    ("phrase", "sound"), [("(甲|乙)", True), ("(甲", False), ("甲)", False), ("", False), ("甲", True)]
)
def test_brackets_are_closed(phrase: str, sound: bool) -> None:
    assert is_balanced(phrase) is sound
