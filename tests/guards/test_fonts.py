"""The fonts that `make setup` brings are the ones docs/formats-fonts.md names, and typst embeds them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pypdfium2
import pytest
import typst

FAMILIES = {"Noto Serif SC": "NotoSerifSC-Regular", "Noto Sans SC": "NotoSansSC-Regular"}


@pytest.fixture(scope="module")
def fonts() -> Path:
    folder = Path(sys.prefix) / "share" / "hengji" / "fonts"
    if not folder.is_dir():
        reason = "这个环境没有装中文字体：.venv/bin/python tools/fetch-fonts"
        if os.environ.get("HENGJI_CI") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


def test_their_licence_lies_beside_them(fonts: Path) -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in (fonts / "OFL.txt").read_text(encoding="utf-8")
    assert {path.name for path in fonts.iterdir()} == {
        "OFL.txt",
        *(f"{embedded}.otf" for embedded in FAMILIES.values()),
    }


@pytest.mark.parametrize(("family", "embedded"), FAMILIES.items())
def test_typst_embeds_the_family(fonts: Path, tmp_path: Path, family: str, embedded: str) -> None:
    page = tmp_path / "page.typ"
    head = f'#set text(font: "{family}", lang: "zh", region: "cn", cjk-latin-spacing: none)\n'
    page.write_text(head + "某单位2023年度决算 582.66万元（含结转）", encoding="utf-8")
    pdf = pypdfium2.PdfDocument(typst.compile(str(page), font_paths=[str(fonts)], ignore_system_fonts=True))
    try:
        texts = [piece for piece in pdf[0].get_objects() if piece.type == pypdfium2.raw.FPDF_PAGEOBJ_TEXT]
        assert {piece.get_font().get_base_name().partition("+")[2] for piece in texts} == {embedded}
        assert pdf[0].get_textpage().get_text_bounded() == "某单位2023年度决算 582.66万元（含结转）"
    finally:
        pdf.close()


def test_the_document_names_them(root: Path) -> None:
    page = (root / "docs" / "formats-fonts.md").read_text(encoding="utf-8")
    assert [name for name in [*FAMILIES, *FAMILIES.values()] if f"`{name}`" not in page] == []
