"""The page about the format names tests that exist."""

from __future__ import annotations

import re
from pathlib import Path


def test_every_test_named_on_the_page_exists(root: Path) -> None:
    page = (root / "docs" / "formats" / "docx.md").read_text(encoding="utf-8")
    tests = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_docx_*.py"))
    named = set(re.findall(r"`(test_\w+)`", page))
    assert len(named) > 40
    assert {name for name in named if f"def {name}(" not in tests} == set()
