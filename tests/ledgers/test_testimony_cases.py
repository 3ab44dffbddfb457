"""Every relation between measures, broken and kept: cases of `tests/cases/ledgers/*.yaml` under `testimonies`.

A case: the ledgers, the year, and what does not hold (`broken`: id of the testimony and for whom, "" for all); every
other testimony over registers that hold anything is kept.
"""

from __future__ import annotations

from typing import Any

import pytest
from tests.ledgers.made_ledgers import book, ledger_of
from tests.ledgers.test_rule_cases import cases

from hengji.ledgers.testimonies import heard

CASES = cases("testimonies")


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_testimony(case: dict[str, Any]) -> None:
    ledger = ledger_of(case["ledgers"])
    assert [str(one) for one in ledger.troubles] == []
    found = [f"{one.testimony.id} {one.who}".strip() for one in heard(ledger, int(case["year"]))]
    assert sorted(found) == sorted(case["broken"])


def test_every_relation_is_broken_once_at_least() -> None:
    broken = {one.split()[0] for case in CASES for one in case["broken"]}
    assert sorted(set(book().testimonies) - broken) == [], "relations that no case breaks"
