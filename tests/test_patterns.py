"""An expression made from what was kept of it is the one Python compiles; what cannot be used is compiled as usual."""

from __future__ import annotations

import re

import pytest

from hengji import patterns

TEXTS = [
    (r"(?P<amount>\d+(?:\.\d+)?)(?:万元|元)", 0),
    (r"(?<![增减])支出[^，。]{0,8}?(?P<s0>[一二三]+)|(?P<s1>合计)", 0),
    (r"a.b", re.DOTALL | re.IGNORECASE),
    (r"[①-⑳\u4e00-\u9fff]+\Z", re.UNICODE),
]
SAID = "2023年支出共计一二三，其中12.50万元；合计 A\nB 第①项"


@pytest.fixture
def forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that has made nothing yet."""
    monkeypatch.setattr(patterns, "_made", {})
    monkeypatch.setattr(patterns, "_known", {})


@pytest.mark.usefixtures("forgotten")
@pytest.mark.parametrize(("text", "flags"), TEXTS)
def test_a_kept_expression_is_the_compiled_one(text: str, flags: int, monkeypatch: pytest.MonkeyPatch) -> None:
    patterns.pattern(text, flags)
    programs = patterns.learned()
    assert programs is not None
    monkeypatch.setattr(patterns, "_made", {})
    monkeypatch.setattr("hengji.patterns.re.compile", None)  # not asked again
    again = patterns.pattern(text, flags)
    monkeypatch.undo()
    plain = re.compile(text, flags)
    assert again == plain
    assert (again.groups, dict(again.groupindex)) == (plain.groups, dict(plain.groupindex))
    assert [one.groupdict() for one in again.finditer(SAID)] == [one.groupdict() for one in plain.finditer(SAID)]
    assert [one.span() for one in again.finditer(SAID)] == [one.span() for one in plain.finditer(SAID)]


@pytest.mark.usefixtures("forgotten")
@pytest.mark.parametrize("code", [b"", b"\x01\x02\x03", b"\xff" * 64])
def test_a_damaged_program_is_compiled_as_usual(code: bytes) -> None:
    text, flags = TEXTS[0]
    patterns.learn({(text, flags): patterns.Program(32, code, 1, {"amount": 1})})
    assert patterns.pattern(text, flags) == re.compile(text, flags)


@pytest.mark.usefixtures("forgotten")
def test_where_nothing_is_new_nothing_is_to_be_kept() -> None:
    assert patterns.learned() is None
    patterns.pattern("甲")
    assert patterns.learned() is not None
    assert patterns.learned() is None


@pytest.mark.usefixtures("forgotten")
def test_what_is_no_expression_is_refused_as_usual() -> None:
    with pytest.raises(re.error):
        patterns.pattern("(")
