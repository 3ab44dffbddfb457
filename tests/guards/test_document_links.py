"""Links between the documents of the repository lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")


def test_every_link_to_a_file_of_the_repository_leads_to_it(root: Path) -> None:
    pages = [*root.glob("*.md"), *(root / "docs").rglob("*.md"), *(root / "changelog.d").glob("*.md")]
    links = [(page, link) for page in pages for link in LINK.findall(page.read_text(encoding="utf-8"))]
    assert ("README.md", "docs/guide/开发者.md") in {(page.name, link) for page, link in links}
    broken = [f"{page.relative_to(root)}: {link}" for page, link in links if not (page.parent / link).exists()]
    assert broken == []
