"""Every declaration file is loaded by the library of packs: nobody edits a file that nothing reads."""

from __future__ import annotations

from pathlib import Path

from hengji.packs.library import Library


def test_every_file_of_the_packs_is_loaded(root: Path) -> None:
    packs = (root / "src" / "hengji_packs").resolve()
    on_disk = {path.resolve() for path in packs.rglob("*") if path.is_file() and path.suffix in {".yaml", ".yml"}}
    assert on_disk
    assert {path.resolve() for path in Library.builtin().files} == on_disk


def test_packs_hold_declarations_only(root: Path) -> None:
    packs = root / "src" / "hengji_packs"
    kinds = {path.suffix for path in packs.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    assert kinds - {".yaml", ".md"} == {".py"}
    assert sorted(path.name for path in packs.rglob("*.py")) == ["__init__.py"]
