"""The guide to ledgers keeps its word: its files are read, its commands answer as shown, its registers are sound."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from hengji.ledgers.folder.reading import read_folder
from hengji.ledgers.judging import judged
from hengji.packs.ledger.measure import COUNTS
from hengji.packs.ledger.register import FieldKind
from hengji.packs.ledger.rule import PARAMETERS
from hengji.packs.library import Library

HENGJI = [sys.executable, "-c", "from hengji.cli import main; main()"]
BLOCK = re.compile(r"^```(?:yaml|text) (\S+)\n(.*?)^```", re.DOTALL | re.MULTILINE)
SESSION = re.compile(r"^```console\n(.*?)^```", re.DOTALL | re.MULTILINE)
PACK, LEDGERS = "cn-430999-xinxi", ("台账", "公开台账")
HEAD = (
    f"pack: {PACK}\nlabel: 示例市新溪县\ndivision: '430999'\nversion: '1'\nextends: cn\nfiscal_years: {{from: 2023}}\n"
)


def page(root: Path) -> str:
    return (root / "docs" / "guide" / "台账.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def shown(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with everything the guide shows."""
    folder = tmp_path_factory.mktemp("guide")
    for name, text in [(f"{PACK}/pack.yaml", HEAD), *BLOCK.findall(page(root))]:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def sessions(root: Path) -> list[tuple[str, str]]:
    """Every command of the guide with the answer shown below it; commands shown without an answer are left out."""
    found = []
    for session in SESSION.findall(page(root)):
        for part in session.split("$ hengji ")[1:]:
            command, _, answer = part.partition("\n")
            if answer.strip():
                found.append((command, answer))
    return found


def plain(text: str) -> str:
    """A text without the line breaks and blanks of a screen."""
    return re.sub(r"\s+", "", text)


def test_the_commands_answer_as_shown(root: Path, shown: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "HENGJI_PACKS": str(shown), "HENGJI_CACHE": str(tmp_path / "cache"), "COLUMNS": "200"}
    told = sessions(root)
    assert len(told) > 8
    for command, answer in told:
        run = subprocess.run(
            [*HENGJI, *command.split()],
            capture_output=True,
            encoding="utf-8",
            check=False,
            cwd=shown,
            env=environment,
        )
        assert plain(run.stdout + run.stderr) == plain(answer), command


def test_the_registers_of_the_guide_are_sound(shown: Path) -> None:
    book = Library.builtin([shown / PACK]).book(PACK)
    assert {"open_request", "hotline"} <= set(book.registers)
    for folder in LEDGERS:
        found = read_folder(shown / folder, book)
        assert [str(one) for one in found.troubles] == []
        assert [str(one) for one in judged(found.ledger)] == []


def test_a_register_like_another_differs_only_where_it_says_so(shown: Path) -> None:
    registers = Library.builtin([shown / PACK]).book(PACK).registers
    like, other = registers["hotline"], registers["supervision_case"]
    assert (like.states.keys(), like.limits.keys(), like.rules.keys()) == (
        other.states.keys(),
        other.limits.keys(),
        other.rules.keys(),
    )
    assert like.events["register"].label == "受理"
    assert set(like.fields) - set(other.fields) == {"kind"}


def test_the_guide_names_every_kind_of_rule_field_and_count(root: Path) -> None:
    text = page(root)
    assert [kind for kind in (*PARAMETERS, *COUNTS) if f"`{kind}`" not in text] == []
    assert [kind for kind in FieldKind if kind not in text] == []
