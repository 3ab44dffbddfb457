"""Any of many words as one expression: it finds what a list of the words, longest first, finds."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from hengji.reading.numerals.alternatives import any_of

WORDS = st.lists(st.text("不大小于超过.[-|", min_size=1, max_size=4), max_size=12)


@given(WORDS, st.text("不大小于超过.[-|", max_size=6))
def test_the_longest_word_at_a_place_is_found(words: list[str], text: str) -> None:
    longest = max((word for word in words if text.startswith(word)), key=len, default=None)
    found = re.match(any_of(words), text)
    assert (found[0] if found else None) == longest


@given(WORDS)
def test_every_word_is_found_whole_and_alone(words: list[str]) -> None:
    assert all(re.fullmatch(any_of(words), word) for word in words)


def test_no_words_are_never_found() -> None:
    assert re.search(any_of([]), "不超过") is None
