"""Every rule of entry, tried from both sides: cases of `tests/cases/ledgers/*.yaml` under `rules`.

A case: the ledgers as they are, one event that is tried (`try`: register and a row under its heading), and either
`refused: [rule ids]` (exactly these), `warned: [rule ids]`, or `accepted: true`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from tests.ledgers.made_ledgers import book, ledger_of, rows_of

from hengji.ledgers.admitting import read_entry
from hengji.ledgers.errors import RefusedError
from hengji.ledgers.judging import enter, judged

FOLDER = Path(__file__).parents[1] / "cases" / "ledgers"


def cases(kind: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for path in sorted(FOLDER.glob("*.yaml")):
        shared = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
        for case in shared.get(kind, ()):
            case["ledgers"] = {**shared.get("ledgers", {}), **case.get("ledgers", {})}
            for label, rows in case.get("more", {}).items():  # rows at the end of a table the file shares
                case["ledgers"][label] = f"{case['ledgers'][label].rstrip()}\n{rows}"
            found.append(case)
    return found


RULES = cases("rules")


@pytest.mark.parametrize("case", RULES, ids=[case["name"] for case in RULES])
def test_rule(case: dict[str, Any]) -> None:
    ledger = ledger_of(case["ledgers"], case.get("pack", "cn"))
    assert [str(one) for one in ledger.troubles] == []
    assert [str(one) for one in judged(ledger)] == []
    register = ledger.book.named(case["try"]["register"])
    assert register is not None
    heading, row = rows_of(case["try"]["row"])
    before = len(ledger)
    texts = dict(zip(heading, row, strict=True))
    if case.get("refused"):
        with pytest.raises(RefusedError) as refusal:
            enter(ledger, read_entry(ledger, register, texts))
        troubles = refusal.value.troubles
        assert sorted({one.rule for one in troubles}) == sorted(case["refused"]), str(refusal.value)
        assert all(one.says and one.way_out and one.source for one in troubles)
        assert len(ledger) == before, "a refused event leaves the ledger as it was"
        return
    warned = enter(ledger, read_entry(ledger, register, texts))
    assert [one.rule for one in warned] == case.get("warned", []), [str(one) for one in warned]
    assert len(ledger) == before + 1


def test_every_rule_is_tried_from_both_sides() -> None:
    told = {rule for case in RULES for rule in (*case.get("refused", ()), *case.get("warned", ()))}
    held = {case["rule"] for case in RULES if case.get("accepted")}
    rules = {rule for register in book().registers.values() for rule in register.rules}
    assert sorted(rules - told) == [], "rules that no case breaks"
    assert sorted(rules - held) == [], "rules that no case keeps"
