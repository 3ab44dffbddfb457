"""The two READMEs tell the same commands; every task, command and option that they and the guides name exists."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

GROUPS = ("pack", "ledger")
INNER_GROUPS = frozenset({("ledger", "persons")})
SHELL_BLOCK = re.compile(r"^ *```(?:console|sh|bash|shell)\n(.*?)^ *```", re.DOTALL | re.MULTILINE)


def commands(text: str) -> list[str]:
    """The lines of the shell blocks that a reader types: those after `$ `, without their output and comments."""
    lines = [line.strip() for block in SHELL_BLOCK.findall(text) for line in block.splitlines()]
    return [re.sub(r"\s+#.*$", "", line.removeprefix("$ ")).strip() for line in lines if line.startswith("$ ")]


def test_commands_are_the_lines_behind_the_prompt() -> None:
    plain = "```console\n$ make demo   # 演示\n读了 3 份\n```\n"
    in_a_list = "1. 再\n\n   ```sh\n   $ hengji check 报告.docx\n   ```\n"
    text = plain + in_a_list + "```python\n$ no\n```\n"
    assert commands(text) == ["make demo", "hengji check 报告.docx"]


def test_both_readmes_tell_the_same_commands(root: Path) -> None:
    english = commands((root / "README.md").read_text(encoding="utf-8"))
    chinese = commands((root / "README.zh-CN.md").read_text(encoding="utf-8"))
    assert {"make demo", "make test"} <= set(english)
    assert english == chinese


@pytest.mark.parametrize("folder", [".", "docs", "docs/guide"])
def test_every_task_named_in_the_documents_exists(root: Path, folder: str) -> None:
    tasks = set(re.findall(r"^([a-z][a-z-]*):", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {
        (path.name, task)
        for path in (root / folder).glob("*.md")
        for task in re.findall(r"(?:^\$ |`)make ([a-z][a-z-]*)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert named
    assert {(name, task) for name, task in named if task not in tasks} == set()


def documented(root: Path) -> set[tuple[tuple[str, ...], str]]:
    """(command words, option) of every `hengji` line of the documents; the option is "" for the command itself."""
    found = set()
    for path in [*root.glob("*.md"), *(root / "docs").rglob("*.md")]:
        for line in commands(path.read_text(encoding="utf-8")):
            program, *words = shlex.split(line)
            if Path(program).name == "hengji":
                depth = 3 if tuple(words[:2]) in INNER_GROUPS else 2 if words[0] in GROUPS else 1
                name = tuple(words[:depth])
                found |= {(name, option) for option in ["", *(word for word in words if re.match(r"--?[a-z]", word))]}
    return found


def help_of(name: tuple[str, ...]) -> str:
    """What the command says of itself, on one wide screen without colours."""
    command = [str(Path(sys.executable).parent / "hengji"), *name, "--help"]
    wide = {**os.environ, "COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb"}
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env=wide).stdout


def test_every_command_and_option_of_the_documents_exists(root: Path) -> None:
    named = documented(root)
    assert {name for name, _ in named} >= {("check",), ("build",), ("pack", "list"), ("ledger", "add")}
    helps = {name: help_of(name) for name, _ in named}
    unknown = {
        (name, option)
        for name, option in named
        if not (re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", helps[name]) if option else helps[name])
    }
    assert unknown == set()
