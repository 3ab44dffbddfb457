"""The glossary says what the packs declare."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from hengji.packs.library import Library


def test_the_glossary_is_that_of_the_packs(root: Path) -> None:
    command = [sys.executable, str(root / "tools" / "make-glossary"), "--print"]
    wanted = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
    written = (root / "docs" / "glossary.md").read_text(encoding="utf-8")
    assert written == wanted, "docs/glossary.md 与规则包不符：请运行 .venv/bin/python tools/make-glossary。"


def test_every_concept_scenario_and_unit_of_every_pack_is_in_it(root: Path) -> None:
    written = (root / "docs" / "glossary.md").read_text(encoding="utf-8")
    library = Library.builtin()
    for name in library.ids():
        pack = library.get(name)
        declared = {*pack.concepts, *pack.scenarios, *pack.units}
        assert {one for one in declared if f"| `{one}` |" not in written} == set()
