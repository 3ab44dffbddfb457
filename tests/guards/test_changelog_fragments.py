"""Every change has a fragment that a reader who knows no code understands; changes of packs say whom they touch."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

NAME = re.compile(r"\d{4}(-[a-z]+)?\.(feature|fix|pack|removal)\.md")
PACK_LINES = ("地区：", "年度：", "表：")


def faults(name: str, text: str) -> list[str]:
    """What is wrong with a fragment."""
    if not NAME.fullmatch(name):
        return ["the name is not NNNN.feature|fix|pack|removal.md"]
    found = [] if re.search(r"[㐀-鿿]", text) else ["it says nothing in Chinese"]
    if ".pack." in name:
        found += [f"no line {start}" for start in PACK_LINES if f"\n{start}" not in f"\n{text}"]
    return found


@pytest.mark.parametrize(
    ("name", "text", "count"),
    [
        ("0002.feature.md", "能读 docx。", 0),
        ("2.feature.md", "能读 docx。", 1),
        ("0002.feature.txt", "能读 docx。", 1),
        ("0002.misc.md", "能读 docx。", 1),
        ("0003.fix.md", "", 1),
        ("0004.pack.md", "换了新表。\n地区：某县\n年度：2024 起\n表：自评表\n", 0),
        ("0004.pack.md", "换了新表。\n地区：某县\n", 2),
    ],
)
def test_faults_of_a_fragment(name: str, text: str, count: int) -> None:
    assert len(faults(name, text)) == count


def test_fragments_are_well_formed(root: Path) -> None:
    paths = sorted(path for path in (root / "changelog.d").iterdir() if path.name != "README.md")
    found = {path.name: faults(path.name, path.read_text(encoding="utf-8")) for path in paths}
    assert {name: sentences for name, sentences in found.items() if sentences} == {}
