"""One filing, any format: the facts read are the same but for their places."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hengji.documents.document import Document, Paragraph, Region
from hengji.engine.answers import read_answer
from hengji.engine.building import Order, build, read_data
from hengji.packs.library import Library
from hengji.reading.formats.registry import read_document
from hengji.reading.read import read

ASPECTS = (
    "concept",
    "period",
    "scenario",
    "state",
    "value",
    "low",
    "high",
    "relation",
    "unit",
    "decimals",
    "dimensions",
)


@pytest.fixture(scope="module")
def files(root: Path) -> dict[str, bytes]:
    """The package of the example filing, by ending."""
    library = Library.builtin()
    reading = read_data(root / "examples" / "示例区委编办2023.txt", library, None)
    built = build(reading, library, None, Order(("docx", "xlsx", "html")))
    return {name.rpartition(".")[2]: data for name, data in built.files.items() if "自评报告" in name}


def facts(data: bytes, name: str) -> Counter[str]:
    """What a file states, each fact by all its aspects but its place."""
    answer: Any = read_answer(read(read_document(data, name), Library.builtin()))
    stated = [[fact.get(aspect) for aspect in ASPECTS] for fact in answer["facts"]]
    return Counter(json.dumps(aspects, ensure_ascii=False, sort_keys=True) for aspects in stated)


def dump(document: Document, kind: str) -> bytes:
    """A document as a text dump."""
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            lines += [block.text.value] if block.region is Region.BODY else []
            continue
        rows = [[cell.text.value.replace("\n", " ") for cell in row] for row in block.rows]
        width = max(map(len, rows))
        padded = [row + [""] * (width - len(row)) for row in rows]
        if kind == "cells":
            lines += ["", *[line for row in rows for line in (*(f"\t{cell}" for cell in row), "")], ""]
        elif kind == "tabs":
            lines += ["", *["\t".join(row) for row in rows], ""]
        elif kind == "markdown":
            drawn = [f"| {' | '.join(row)} |" for row in padded]
            lines += ["", drawn[0], "|" + "---|" * width, *drawn[1:], ""]
        else:
            drawn = [f"│{'│'.join(row)}│" for row in padded]
            lines += ["", *[line for row in drawn for line in (row, "├" + "──┼" * (width - 1) + "──┤")], ""]
    return "\n".join(lines).encode("gb18030")


@pytest.mark.parametrize("ending", ["xlsx", "html"])
def test_the_written_formats_state_the_same(files: dict[str, bytes], ending: str) -> None:
    assert sum(facts(files["docx"], "报告.docx").values()) > 100
    assert facts(files[ending], f"报告.{ending}") == facts(files["docx"], "报告.docx")


@pytest.mark.parametrize("kind", ["cells", "tabs", "markdown", "drawn"])
def test_text_dumps_state_the_same(files: dict[str, bytes], kind: str) -> None:
    document = read_document(files["docx"], "报告.docx")
    assert facts(dump(document, kind), "报告.txt") == facts(files["docx"], "报告.docx")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("source", "filter_", "ending"),
    [
        ("docx", "doc:MS Word 97", "doc"),
        ("docx", "rtf", "rtf"),
        ("docx", "odt", "odt"),
        ("docx", "html:HTML (StarWriter)", "html"),
        ("xlsx", "ods", "ods"),
        ("xlsx", "xls", "xls"),
    ],
)
def test_formats_of_other_programs_state_the_same(
    files: dict[str, bytes],
    source: str,
    filter_: str,
    ending: str,
    tmp_path: Path,
    require_program: Callable[[str], str],
) -> None:
    program = require_program("soffice")
    (tmp_path / f"报告.{source}").write_bytes(files[source])
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = [program, home, "--headless", "--convert-to", filter_, "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / f"报告.{source}")], check=True, capture_output=True, timeout=120)
    data = (tmp_path / f"报告.{ending}").read_bytes()
    assert facts(data, f"报告.{ending}") == facts(files["docx"], "报告.docx")
