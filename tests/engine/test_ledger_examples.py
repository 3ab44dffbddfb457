"""The example ledgers against the published filings: the known mismatches are found, and nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.ledgers.example_ledgers import example_folder, example_ledger

from hengji.engine.ledgers import testifying
from hengji.engine.ledgers.witness import Witness
from hengji.engine.session import check_reading, read_file, subject_of
from hengji.ledgers.judging import judged
from hengji.packs.library import Library

FILINGS = Path(os.environ.get("HENGJI_FILINGS", ""))
needs_filings = pytest.mark.skipif(
    "HENGJI_FILINGS" not in os.environ, reason="the annotated filings are not in the repository (set HENGJI_FILINGS)"
)

# Example, pack, file, and what the ledgers must contradict: what the finding is about → (printed, ledger).
PUBLISHED = [
    (
        "lusong-2023",
        "cn-430203-lusong",
        "lusong-establishment-office-2023.txt",
        {"2023年编制数": ("8", "7名"), "2023年控制率": ("62.5%", "71.43%")},
    ),
]


@pytest.mark.parametrize("name", [one[0] for one in PUBLISHED])
def test_an_example_breaks_no_rule(name: str) -> None:
    pack = next(one[1] for one in PUBLISHED if one[0] == name)
    ledger = example_ledger(name, pack)
    assert [str(one) for one in ledger.troubles] == []
    assert [str(one) for one in judged(ledger)] == []


@needs_filings
@pytest.mark.parametrize(("name", "pack", "file", "wanted"), PUBLISHED, ids=[one[0] for one in PUBLISHED])
def test_the_known_mismatches_are_found_and_nothing_else(
    name: str, pack: str, file: str, wanted: dict[str, tuple[str, str]], tmp_path: Path
) -> None:
    library = Library.builtin()
    reading = read_file(FILINGS / file, library, pack)
    witness = Witness(example_folder(name, tmp_path / "台账"), library)
    checked = testifying.testify(subject_of(reading), check_reading(reading), witness)
    told = [one for one in checked.findings if one.kind == "ledger"]
    found = [each.says for one in told for each in (one, *one.consequences)]
    expected = {f"{about}写的是{printed}，台账得{counted}。" for about, (printed, counted) in wanted.items()}
    assert set(found) == expected
    assert len(found) == len(expected)
