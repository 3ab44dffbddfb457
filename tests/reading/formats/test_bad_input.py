"""Bad files through the command and through the readers: a Chinese sentence each, never a traceback, bounded memory."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest
from tests.reading.formats.bad_files import ENDINGS, GOOD, HUGE, READ, REFUSED, RIGHT, pictured

from hengji.reading.errors import MissingFileError, ReadError
from hengji.reading.formats.registry import read_document

MEMORY = 1536 * 1024 * 1024
SECONDS = 120
SCRIPT = """
import sys
from pathlib import Path
from hengji.errors import HengjiError
from hengji.reading.formats.registry import read_document
for path in sys.argv[1:]:
    try:
        print(len(read_document(Path(path)).blocks) > 0)
    except HengjiError as error:
        print(type(error).__name__)
"""
TELLING = """
import sys
from pathlib import Path
from hengji.errors import HengjiError
from hengji.reading.formats.registry import read_document
try:
    read_document(Path(sys.argv[1]))
except HengjiError as error:
    print(error.message)
"""


def limited() -> None:
    """Limits for a process of its own: a reader that needs more is killed, and the test fails."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


@pytest.mark.parametrize("case", sorted(REFUSED))
def test_a_bad_file_is_refused_in_one_chinese_sentence_with_what_to_do(case: str) -> None:
    name, make, says = REFUSED[case]
    with pytest.raises(ReadError) as caught:
        read_document(make(), name)
    assert caught.value.message.startswith(f"读不了“{name}”：")
    assert says in caught.value.message + caught.value.hint
    assert caught.value.hint


@pytest.mark.parametrize("case", sorted(set(READ) - {"long-sheet"}))
def test_a_file_under_a_wrong_name_or_with_things_on_it_is_read(case: str) -> None:
    name, make = READ[case]
    document = read_document(make(), name)
    assert document.blocks
    assert document.problems == ()
    assert not Path("/hengji-traversal").exists()


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("form", sorted(RIGHT))
def test_whatever_its_ending_a_file_is_read_by_its_content(form: str, ending: str) -> None:
    right, wrong = read_document(RIGHT[form](), f"报告.{form}"), read_document(RIGHT[form](), f"报告.{ending}")
    assert (wrong.format, wrong.blocks, wrong.problems) == (right.format, right.blocks, right.problems)


@pytest.mark.parametrize("case", sorted(HUGE))
def test_two_hundred_megabytes_are_refused_before_they_are_taken_apart(case: str, tmp_path: Path) -> None:
    name, make, says = HUGE[case]
    path = tmp_path / name
    make(path)
    assert path.stat().st_size >= 200_000_000
    done = subprocess.run(
        [sys.executable, "-c", TELLING, str(path)],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limited,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"读不了“{name}”：")
    assert says in done.stdout


def test_a_large_file_of_pictures_is_read(tmp_path: Path) -> None:
    path = tmp_path / "图多.docx"
    pictured(path, 100_000_000)
    assert read_document(path).blocks


@pytest.mark.parametrize(
    ("error", "says"), [(PermissionError(13, "denied"), "权限"), (OSError(5, "Input/output error"), "系统打不开")]
)
def test_a_file_that_may_not_be_opened_says_so(
    error: OSError, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path) -> bytes:
        raise error

    path = tmp_path / "报告.docx"
    path.write_bytes(GOOD)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(MissingFileError) as caught:
        read_document(path)
    assert says in caught.value.message
    assert caught.value.hint


def test_a_folder_in_the_place_of_a_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match="文件夹"):
        read_document(tmp_path)


@pytest.mark.slow
def test_all_of_them_are_read_or_refused_within_limits(tmp_path: Path) -> None:
    paths = []
    made = {case: (name, make) for case, (name, make, _) in REFUSED.items()} | READ
    for case, (name, make) in made.items():
        path = tmp_path / case / name
        path.parent.mkdir()
        path.write_bytes(make())
        paths.append(path)
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *map(str, paths)],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limited,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.split()) == len(paths)


@pytest.mark.slow
def test_the_command_says_each_and_goes_on(tmp_path: Path) -> None:
    paths = []
    for case in ("empty", "photo", "encrypted", "cut-docx", "laughs", "random"):
        name, make, _ = REFUSED[case]
        path = tmp_path / case / name
        path.parent.mkdir()
        path.write_bytes(make())
        paths.append(path)
    good, link, gone = tmp_path / "好.docx", tmp_path / "链接.docx", tmp_path / "断链.docx"
    good.write_bytes(GOOD)
    link.symlink_to(good)
    gone.symlink_to(tmp_path / "没有.docx")
    command = [
        sys.executable,
        "-c",
        "from hengji.cli import main; main()",
        "check",
        "--json",
        *map(str, [*paths, gone, good, link]),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == len(paths) + 1
    assert done.stdout.count('"document": "好.docx"') == 1
    assert done.stdout.count('"document": "链接.docx"') == 1
