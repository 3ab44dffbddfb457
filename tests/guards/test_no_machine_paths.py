"""No file of the repository names a path of the machine it was made on, or the place its packages came from."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

HASHED = re.compile(r"(?P<name>[a-z0-9][a-z0-9-]*)==\S+(?: ; [^\\]+)?(?: \\)?|    --hash=sha256:[0-9a-f]{64}(?: \\)?")
HOME = re.compile(rb"(?:/home|/Users|/root)/[A-Za-z0-9._-]+")


def committed(root: Path, git: str) -> list[Path]:
    """Everything that is committed, or would be by `git add .`."""
    command = [
        git,
        "-c",
        "safe.directory=*",
        "-C",
        str(root),
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]
    names = subprocess.run(command, capture_output=True, check=True).stdout.decode().split("\0")
    return [root / name for name in names if name and (root / name).is_file()]


def package_places() -> set[str]:
    """The hosts and folders this machine's pip takes packages from; pip is asked, so that this file names none."""
    said = subprocess.run(
        [sys.executable, "-m", "pip", "help", "download"], capture_output=True, text=True, check=True
    ).stdout
    config = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=True
    ).stdout
    said += "\n".join(
        line for line in config.splitlines() if re.search(r"index|links|trusted|proxy", line.partition("=")[0])
    )
    hosts = {host for host in re.findall(r"://([^\s/:@'\"]+)", said) if "." in host}
    folders = {
        folder for folder in re.findall(r"(?<![\w:/])(?:file://)?(/[\w.-]+/[\w./-]+)", said) if folder.count("/") > 1
    }
    return hosts | folders


def machine_paths(root: Path) -> set[str]:
    """The checkout, the home folder and the interpreter, where they are not as short or as common as `/` and `/usr`."""
    paths = {str(root), str(Path.home()), sys.prefix, sys.base_prefix, os.environ.get("TMPDIR", "")}
    return {f"{path}/" for path in paths if path.count("/") > 1 and path != "/usr/local"}


def offences(files: list[Path], words: set[str]) -> list[str]:
    """file:line of every line that holds one of the words, or somebody's home folder."""
    found = []
    for path in files:
        for number, line in enumerate(path.read_bytes().splitlines(), start=1):
            if HOME.search(line) or any(word.encode() in line for word in words):
                found.append(f"{path}:{number}")
    return found


def test_a_home_folder_or_a_package_place_is_an_offence(tmp_path: Path) -> None:
    file = tmp_path / "notes.md"
    file.write_text("ok\nsee /" + "home/somebody/x\nfrom packages.example\n", encoding="utf-8")
    assert offences([file], {"packages.example"}) == [f"{file}:2", f"{file}:3"]


def test_the_default_package_index_is_among_the_places() -> None:
    assert any("." in place and not place.startswith("/") for place in package_places())


def test_no_file_names_this_machine_or_a_package_place(root: Path, require_program: Callable[[str], str]) -> None:
    files = committed(root, require_program("git"))
    assert root / "pyproject.toml" in files
    assert offences(files, package_places() | machine_paths(root)) == []


@pytest.mark.parametrize("lock", ["runtime", "dev", "fonts"])
def test_locks_hold_exact_versions_and_hashes_only(root: Path, lock: str) -> None:
    lines = (root / "requirements" / f"{lock}.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not HASHED.fullmatch(line)] == []
    starts = [number for number, line in enumerate(lines) if not line.startswith(" ")]
    assert starts
    assert [lines[number] for number in starts if "--hash" not in "".join(lines[number + 1 : number + 2])] == []


def test_the_development_lock_holds_every_version_of_the_runtime_lock(root: Path) -> None:
    def pins(lock: str) -> set[str]:
        lines = (root / "requirements" / f"{lock}.txt").read_text(encoding="utf-8").splitlines()
        return {line.removesuffix(" \\") for line in lines if not line.startswith(" ")}

    assert pins("runtime") - pins("dev") == set()
