"""The example ledgers against the published filings: the known mismatches are found, and nothing else.

What the ledgers must contradict is, figure by figure, a finding of the annotation (its number stands beside it). Where
a published text contradicts itself the ledger takes the side that the annotation's working shows to be right.
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import field
from pathlib import Path

import pytest
from tests.ledgers.example_ledgers import example_folder, example_ledger

from hengji.engine.ledgers import testifying
from hengji.engine.ledgers.witness import Witness
from hengji.engine.session import check_reading, read_file, subject_of
from hengji.ledgers.judging import judged
from hengji.packs.library import Library
from hengji.records import dataclass

FILINGS = Path(os.environ.get("HENGJI_FILINGS", ""))
needs_filings = pytest.mark.skipif(
    "HENGJI_FILINGS" not in os.environ, reason="the annotated filings are not in the repository (set HENGJI_FILINGS)"
)
NO_PLAN = "政府采购.csv 第2行：政府采购要先列采购预算，再签合同。"


@dataclass(frozen=True, slots=True)
class Published:
    """A published filing, its example, and what the ledgers must say against it: the only things they may say.

    ``figures``: what the finding is about, as printed and as counted. ``rules``: rows the ledger itself warns of.
    ``held``: how many figures of the filing the ledgers answer, at least; a ledger that is not asked finds nothing.
    """

    example: str
    pack: str
    file: str
    figures: tuple[tuple[str, str, str], ...]
    held: int
    rules: tuple[str, ...] = field(default=())


PUBLISHED = [
    Published(
        "lusong-2023",
        "cn-430203-lusong",
        "lusong-establishment-office-2023.txt",
        (
            ("编制数", "8", "7名"),  # X01
            ("控制率", "62.5%", "71.43%"),  # X01
            ("部门基本支出预算调整", "0", "7.69万元"),  # X04
            ("年度资金总额", "110.25", "114.82万元"),  # X02, X22
            ("年度资金总额", "15.09", "19.66万元"),  # X02
            ("预算执行率", "100%", "96.02%"),  # X02
        ),
        130,
        (NO_PLAN,),  # X06
    ),
    Published(
        "lanshan-2023",
        "cn-431127-lanshan",
        "lanshan-establishment-office-2023.txt",
        (
            ("年初结转和结余", "1", "0.00万元"),  # X04
            ("年末结转和结余", "1", "3.39万元"),  # X02, X04
            ("年末结转和结余", "0", "3.39万元"),  # X03, X37
            ("预算执行率", "94.99%", "98.38%"),  # X11
            ("预算完成率", "1%", "84.31%"),  # X09
            ("开好消超方子", "251", "130人"),  # X23, X24, X25
        ),
        180,
    ),
    Published(
        "junshan-2020",
        "cn-430611-junshan",
        "junshan-establishment-office-2020.txt",
        (("实有人数", "4", "7人"),),  # X02
        38,
    ),
]
NAMES = [one.example for one in PUBLISHED]


@pytest.mark.parametrize("published", PUBLISHED, ids=NAMES)
def test_an_example_breaks_no_rule_but_those_known(published: Published) -> None:
    ledger = example_ledger(published.example, published.pack)
    assert [str(one) for one in ledger.troubles] == []
    broken = [str(one) for one in judged(ledger)]
    assert len(broken) == len(published.rules)
    assert all(one.startswith(rule) for one, rule in zip(broken, published.rules, strict=True))


@needs_filings
@pytest.mark.parametrize("published", PUBLISHED, ids=NAMES)
def test_the_known_mismatches_are_found_and_nothing_else(published: Published, tmp_path: Path) -> None:
    library = Library.builtin()
    reading = read_file(FILINGS / published.file, library, published.pack)
    witness = Witness(example_folder(published.example, tmp_path / "台账"), library)
    before = check_reading(reading)
    asked = before.tally.held + before.tally.failed
    checked = testifying.testify(subject_of(reading), before, witness)
    found = Counter(each.says for one in checked.findings if one.kind == "ledger" for each in (one, *one.consequences))
    year = reading.parts[0].fiscal_year
    figures = [f"{year}年{about}写的是{printed}，台账得{counted}。" for about, printed, counted in published.figures]
    assert found == Counter([*figures, *(f"台账{rule}" for rule in published.rules)])
    answered = checked.tally.held + checked.tally.failed - asked
    assert answered >= published.held
