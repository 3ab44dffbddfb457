"""The cache of resolved packs: it saves time and never changes an answer."""

from __future__ import annotations

import os
from dataclasses import fields
from pathlib import Path

import pytest
from tests.packs.made_packs import NATION, make_pack

from hengji.packs.errors import PackError
from hengji.packs.library import Library
from hengji.packs.pack import Pack

CONCEPT = "concepts:\n- {id: t.one, label: 甲, kind: money}\n"


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "kept"
    monkeypatch.setenv("HENGJI_CACHE", str(folder))
    return folder


def cached(folder: Path) -> Library:
    return Library([NATION, folder], cached=True)


def test_a_pack_from_the_cache_is_the_pack_that_was_resolved(kept: Path, tmp_path: Path) -> None:
    folder = make_pack(tmp_path, {"concepts.yaml": CONCEPT}, name="t", extends="cn")
    first = cached(folder).get("t")
    assert list(kept.glob("*.pack"))
    again, fresh = cached(folder).get("t"), Library([NATION, folder]).get("t")
    for name in fields(Pack):
        if name.name != "sentences":  # frames are equal only to themselves
            assert getattr(again, name.name) == getattr(first, name.name) == getattr(fresh, name.name)
    assert [repr(sentence) for sentence in again.sentences.values()] == [
        repr(sentence) for sentence in fresh.sentences.values()
    ]


def test_what_was_kept_is_really_used(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make_pack(tmp_path, {"concepts.yaml": CONCEPT}, name="t", extends="cn")
    cached(folder).get("t")

    def refuse(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("hengji.packs.library.parse_yaml", refuse)
    assert cached(folder).ids() == ["cn", "t"]
    assert cached(folder).get("t").concepts["t.one"].label == "甲"
    assert kept.is_dir()


def test_a_changed_file_counts_at_once(kept: Path, tmp_path: Path) -> None:
    folder = make_pack(tmp_path, {"concepts.yaml": CONCEPT}, name="t", extends="cn")
    assert cached(folder).get("t").concepts["t.one"].label == "甲"
    (folder / "concepts.yaml").write_text(CONCEPT.replace("甲", "乙"), encoding="utf-8")
    assert cached(folder).get("t").concepts["t.one"].label == "乙"
    (folder / "concepts.yaml").unlink()
    assert "t.one" not in cached(folder).get("t").concepts
    assert kept.is_dir()


def test_mistakes_are_told_every_time(kept: Path, tmp_path: Path) -> None:
    folder = make_pack(tmp_path, {"concepts.yaml": CONCEPT.replace("money", "monnaie")}, name="t", extends="cn")
    for _ in range(2):
        with pytest.raises(PackError, match="monnaie"):
            cached(folder).get("t")
    assert kept.is_dir()


@pytest.mark.parametrize("damage", [b"", b"\x80\x05", b"no pickle at all", b"\x80\x05chengji.nowhere\nNothing\n."])
def test_a_damaged_file_is_as_none(kept: Path, tmp_path: Path, damage: bytes) -> None:
    folder = make_pack(tmp_path, {"concepts.yaml": CONCEPT}, name="t", extends="cn")
    cached(folder).get("t")
    for path in kept.glob("*.pack"):
        path.write_bytes(damage)
    assert cached(folder).get("t").concepts["t.one"].label == "甲"


@pytest.mark.skipif(os.name == "nt", reason="按 POSIX 权限判断")
def test_a_folder_others_may_write_to_is_not_used(kept: Path, tmp_path: Path) -> None:
    folder = make_pack(tmp_path, {"concepts.yaml": CONCEPT}, name="t", extends="cn")
    kept.mkdir()
    kept.chmod(0o777)
    assert cached(folder).get("t").concepts["t.one"].label == "甲"
    assert not list(kept.iterdir())


def test_empty_text_switches_it_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HENGJI_CACHE", "")
    monkeypatch.chdir(tmp_path)
    folder = make_pack(tmp_path / "packs", {"concepts.yaml": CONCEPT}, name="t", extends="cn")
    assert cached(folder).get("t").concepts["t.one"].label == "甲"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["packs"]
