"""The same filing in Word and in PDF holds the same facts; only their places differ."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.engine.made_up_forms import cases, filings, library
from tests.engine.test_round_trip import read_back, shapes

from hengji.facts.fact import Statement
from hengji.reading.formats.registry import read_document
from hengji.reading.read import read
from hengji.writing.errors import MissingFontError
from hengji.writing.fonts import find_fonts, font_folders

PROFILE = settings(
    deadline=None,
    max_examples=1,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.fixture(scope="module", autouse=True)
def _fonts() -> None:
    """A machine without a Chinese font skips (HENGJI_CI installs one)."""
    try:
        find_fonts(tuple(font_folders()))
    except MissingFontError as problem:
        pytest.skip(str(problem))


@pytest.mark.slow
@pytest.mark.parametrize(("pack_id", "form"), cases())
@PROFILE
@given(data=st.data())
def test_a_form_reads_from_pdf_as_from_docx(pack_id: str, form: str, data: st.DataObject) -> None:
    pack = library().get(pack_id)
    facts = data.draw(filings(pack, form))
    assert shapes(whole_lines(read_back(pack, facts, "pdf"))) == shapes(whole_lines(read_back(pack, facts, "docx")))


def whole_lines(statements: Iterable[Statement]) -> Iterator[Statement]:
    """The statements without line ends in their texts: on paper an ended line and a full one may look alike."""
    for one in statements:
        yield replace(one, text=one.text.replace("\n", ""))


def test_the_example_built_as_pdf_states_the_same_as_the_docx(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    example = Path(str(request.config.rootpath)) / "examples" / "示例区委编办2023.txt"
    command = [sys.executable, "-c", "from hengji.cli import main; main()"]
    done = subprocess.run(
        [*command, "build", str(example), "-o", str(tmp_path), "--formats", "docx,pdf"],
        capture_output=True,
        check=False,
    )
    assert done.returncode in {0, 1}, done.stderr
    pack = library().get("cn-430203-lusong")
    (word,), (paper,) = tmp_path.glob("*.docx"), tmp_path.glob("*.pdf")
    in_word, on_paper = (read(read_document(path), library(), pack) for path in (word, paper))
    assert shapes(on_paper.facts) == shapes(in_word.facts)
    assert len(list(on_paper.facts)) > 100
    assert [numeral.quote for numeral in on_paper.not_understood] == [one.quote for one in in_word.not_understood]
