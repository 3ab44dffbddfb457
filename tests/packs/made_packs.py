"""Packs made for a test: a few files, laid upon the nation's pack or upon each other."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import hengji_packs
from hengji.packs.library import Library

NATION = Path(hengji_packs.__file__).parent / "cn"


def make_pack(folder: Path, files: Mapping[str, str], *, name: str = "t", extends: str = "cn") -> Path:
    """A pack folder with these files; a `pack.yaml` is added unless one is given ("" leaves it out)."""
    head = f'pack: {name}\nlabel: 测试县\ndivision: "439999"\nversion: "1"\nfiscal_years: {{from: 2020}}\n'
    parent = f"extends: {extends}\n" if extends else ""
    pack = folder / name
    pack.mkdir(parents=True, exist_ok=True)
    for path, text in {"pack.yaml": head + parent, **files}.items():
        if text or path != "pack.yaml":
            (pack / path).parent.mkdir(parents=True, exist_ok=True)
            (pack / path).write_text(text, encoding="utf-8")
    return pack


def library_of(*folders: Path) -> Library:
    """The nation's pack and those of the folders."""
    return Library([NATION, *folders])
