"""The example ledgers of an office keep every rule of their registers: what is counted could have been entered."""

from __future__ import annotations

from typing import Any

import pytest
from ruamel.yaml import YAML
from tests.ledgers.made_ledgers import ledger_of
from tests.ledgers.test_rule_cases import FOLDER

from hengji.ledgers.judging import judged

OFFICE: dict[str, Any] = YAML(typ="safe").load((FOLDER / "office.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", OFFICE["examples"])
def test_an_example_keeps_every_rule(name: str) -> None:
    ledger = ledger_of({**OFFICE["ledgers"], **OFFICE["examples"][name]})
    assert [str(one) for one in ledger.troubles] == []
    assert [str(one) for one in judged(ledger)] == []


def test_every_register_of_the_office_has_an_example() -> None:
    ledgers = {label for example in OFFICE["examples"].values() for label in example}
    office = {
        register.label
        for register in ledger_of(OFFICE["ledgers"]).book.registers.values()
        if "/office/" in register.mark.file
    }
    assert ledgers == office
