"""The budgets of size and description hold, and the tool that holds them sees what it should."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


def ratchet(root: Path, *folders: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(root / "tools" / "size-ratchet"), *map(str, folders)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_budgets_hold(root: Path) -> None:
    done = ratchet(root)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("sizes hold: ")


def body(lines: int) -> str:
    return "\n".join(f"    x{number} = {number}" for number in range(lines))


@pytest.mark.parametrize(
    ("name", "source", "says"),
    [
        ("long", '"""M."""\n' + "x = 1\n" * 900, "long.py: module of 901 lines, limit 900"),
        ("deep", f'"""M."""\ndef f():\n    """D."""\n{body(99)}\n', "deep.py:2 f: function of 101 lines, limit 100"),
        ("bare", "x = 1\n", "bare.py: no module docstring"),
        ("utils", '"""M."""\nx = 1\n', "utils.py: the name says nothing"),
        ("swallow", '"""M."""\ntry:\n    x = 1\nexcept:\n    pass\n', "swallow.py:4: `except:`"),
        (
            "broad",
            '"""M."""\ntry:\n    x = 1\nexcept Exception:\n    pass\n',
            "broad.py:4: `except Exception` needs its reason",
        ),
        (
            "many",
            '"""M."""\n' + "try:\n    x = 1\nexcept Exception:  # why\n    x = 2\n" * 4,
            "4 times `except Exception`, limit 3",
        ),
        ("mute", '"""M."""\ndef f():\n    return 1\n', "0 of 1 public names have a docstring"),
        ("text", '"""M."""\nx = open("a")\n', "text.py:2: text is opened without encoding="),
        ("path", '"""M."""\nx = p.read_text()\ny = p.open()\n', "path.py:3: text is opened without encoding="),
    ],
)
def test_the_tool_sees(root: Path, tmp_path: Path, name: str, source: str, says: str) -> None:
    (tmp_path / f"{name}.py").write_text(source, encoding="utf-8")
    done = ratchet(root, tmp_path)
    assert done.returncode == 1
    assert says in done.stderr


def test_the_tool_lets_good_code_pass(root: Path, tmp_path: Path) -> None:
    source = (
        '"""M."""\nx = open("a", "rb")\ny = p.open("rb")\nz = archive.open(member)\nw = p.read_text(encoding="utf-8")\n'
    )
    (tmp_path / "good.py").write_text(source, encoding="utf-8")
    assert ratchet(root, tmp_path).returncode == 0
