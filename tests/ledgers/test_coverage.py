"""Every count of the mapping tables (establishment.md §7) that is a ledger count comes out of a ledger.

`tests/cases/coverage/ledgers.yaml`: a count is reproduced by the example ledgers of its filing (`by`: the measure, with
what it is narrowed to), or by a case of the measures (`case`, by name); what is no ledger count says why (`none`).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from tests.ledgers.example_ledgers import example_ledger
from tests.ledgers.test_rule_cases import cases

from hengji.ledgers.judging import judged
from hengji.ledgers.ledger import Ledger
from hengji.ledgers.measuring import Question, figure, rounded
from hengji.packs.ledger.where import Condition

FILE = Path(__file__).parents[1] / "cases" / "coverage" / "ledgers.yaml"
DECLARED: dict[str, Any] = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
EXAMPLES: dict[str, list[Any]] = DECLARED["examples"]
COUNTS: list[dict[str, Any]] = DECLARED["counts"]
TABLES = {f"7.{number}" for number in range(1, 8)}
CASES = {case["name"].split("/")[-1]: case for case in cases("measures")}


def _named(counts: list[dict[str, Any]]) -> list[str]:
    return [f"{one['of']} {one['printed']}" for one in counts]


@cache
def _ledger(example: str) -> Ledger:
    name, _, pack = EXAMPLES[example]
    return example_ledger(str(name), str(pack))


ANSWERED = [one for one in COUNTS if "by" in one]


@pytest.mark.parametrize("count", ANSWERED, ids=_named(ANSWERED))
def test_the_ledgers_of_an_example_reproduce_its_counts(count: dict[str, Any]) -> None:
    ledger = _ledger(count["of"])
    measure = ledger.book.measures[count["by"]]
    year = int(count.get("year", EXAMPLES[count["of"]][1]))
    day = date.fromisoformat(str(count["day"])) if "day" in count else None
    whose = None
    if "whose" in count:
        whose = ledger.organisations.under(count["whose"], date(year, 12, 31).toordinal())
    narrowed = tuple(
        Condition(name, tuple([words] if isinstance(words, str) else words), (), None, None, None, measure.mark)
        for name, words in count.get("where", {}).items()
    )
    years = [year, int(count["plus"])] if "plus" in count else [year]
    found = [rounded(figure(ledger, measure, Question(one, day, (), whose, narrowed)), measure) for one in years]
    assert sum(one for one in found if one is not None) == Decimal(str(count["value"]))
    assert None not in found


BY_CASE = [one for one in COUNTS if "case" in one]


@pytest.mark.parametrize("count", BY_CASE, ids=_named(BY_CASE))
def test_a_case_of_the_measures_reproduces_a_count(count: dict[str, Any]) -> None:
    assert str(CASES[count["case"]]["value"]) == str(count["value"])


@pytest.mark.parametrize("example", ["S1", "S3"])
def test_an_example_without_a_published_text_breaks_no_rule(example: str) -> None:
    assert [str(one) for one in _ledger(example).troubles] == []
    assert [str(one) for one in judged(_ledger(example))] == []


def test_every_table_is_covered_and_each_count_answered_once() -> None:
    assert {one["table"] for one in COUNTS} == TABLES
    for one in COUNTS:
        assert len({"by", "case", "none"} & one.keys()) == 1, one
        assert one.get("none", "why").strip()
    assert len({(one["of"], one["table"], one["printed"]) for one in COUNTS}) == len(COUNTS)
