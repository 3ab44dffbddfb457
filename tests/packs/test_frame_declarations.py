"""Declared sentences: mistakes with their line, and the packs' own sentences against the registries."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.packs.sentence_packs import COUNTIES, sentence_of, sentence_pack

from hengji.packs.sentence import SlotDecl

HEAD = "id: a\nsays: 说明\nsource: {document: d}\n"


@pytest.mark.parametrize(
    ("body", "messages"),
    [
        ("write: '合计{t}'\nslots: {t: {concept: revenue}}", []),
        ("write: '合计{t}'\nslots: {x: {concept: revenue}}", ["没有声明的空位 t", "空位 x 没有一个句式用到"]),
        ("write: '合计{t'\nslots: {}", ["write 读不懂：“{”没有配对的“}”（第3个字符处）"]),
        ("write: '合计{*p}'", ["没有声明的列表 p"]),
        ("write: '合计…{t}'\nslots: {t: {concept: revenue}}", ["“…”只用于识别"]),
        ("write: '合计{t}'\nnil: [无]\nslots: {t: {concept: revenue}}", ["nil 要写明哪些空位为零"]),
        ("write: '合计{t}'\nslots: {t: {kind: count, concept: staff}}", ["空位 t 缺少 unit"]),
        ("write: '合计{t}'\nslots: {t: {kind: money}}", ["空位 t 缺少 concept"]),
        ("write: '{t}于'\nslots: {t: {kind: comparison, concept: c}}", ["要写明比较哪两个空位"]),
        ("write: '合计{t}'\nslots: {t: {concept: revenue, dimensions: {of: '{who}'}}}", ["引用了没有声明的空位 who"]),
        ("write: '合计{t}'\nslots: {t: {concept: revenue, colour: red}}", ["没有 colour 这一项"]),
        ("write: '合计{t}'\nslots: {t: {concept: revenue, kind: cash}}", ["kind 写成了 cash"]),
    ],
)
def test_a_mistake_is_named(body: str, messages: list[str], tmp_path: Path) -> None:
    _, mistakes = sentence_of(HEAD + body, tmp_path)
    assert len(mistakes) == len(messages), [str(mistake) for mistake in mistakes]
    assert all(message in str(mistake) for message, mistake in zip(messages, mistakes, strict=True))
    assert all(mistake.mark.line >= 1 for mistake in mistakes)


def test_a_sentence_without_source_is_refused(tmp_path: Path) -> None:
    _, mistakes = sentence_of("id: a\nsays: 说明\nwrite: '合计{t}'\nslots: {t: {concept: revenue}}", tmp_path)
    assert ["缺少 source" in str(mistake) for mistake in mistakes] == [True]


@pytest.mark.parametrize("pack", COUNTIES)
def test_the_packs_sentences_name_only_what_is_registered(pack: str) -> None:
    found = sentence_pack(pack)
    assert found.mistakes == ()
    for sentence in found.sentences.values():
        assert sentence.concepts() <= set(found.concepts), sentence.id
        assert sentence.units() <= set(found.units), sentence.id
        assert sentence.document in found.sources, sentence.id
        assert set(sentence.within) <= found.components, sentence.id


def _names_its_label(slot: SlotDecl) -> bool:
    """Whether the member's name becomes what a share or change is of."""
    return any(name in {"of", "in"} and "{label}" in value for name, value in slot.dimensions)


@pytest.mark.parametrize("pack", COUNTIES)
def test_members_whose_name_becomes_a_dimension_are_called_by_their_standard_term(pack: str) -> None:
    found = sentence_pack(pack)
    labels = found.labels()
    members = [
        member
        for sentence in found.sentences.values()
        for phrase in sentence.phrase.walk()
        if any(_names_its_label(slot) for slot in phrase.slots.values())
        for member in phrase.members
        if member.concept and not member.dimensions
    ]
    assert members
    assert [
        (member.label, labels[member.concept]) for member in members if member.label != labels[member.concept]
    ] == []
