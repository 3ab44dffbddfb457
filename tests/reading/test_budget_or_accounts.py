"""A page of unknown kind about the three public expenses: its figures are no budget unless it says so."""

from __future__ import annotations

import pytest

from hengji.packs.library import Library
from hengji.packs.sentence_context import SentenceContext
from hengji.reading.prose.sentences import applies

SENTENCES = Library.builtin().get("cn").sentences


@pytest.mark.parametrize(("component", "stands"), [("", False), ("部门预算公开", True), ("部门决算公开", False)])
def test_a_sure_sentence_needs_its_component(component: str, *, stands: bool) -> None:
    assert applies(SENTENCES["cn.fb.three-public"], SentenceContext(2023, component)) is stands


def test_another_sentence_stands_where_the_component_is_unknown() -> None:
    assert applies(SENTENCES["cn.fb.agency-operating"], SentenceContext(2023, ""))
