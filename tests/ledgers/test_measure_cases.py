"""Every measure, counted on a small ledger: cases of `tests/cases/ledgers/*.yaml` under `measures`.

A case: the ledgers, the measure, the year (or the `day`), for whom (`whose`, with everything under it; all, if left
out), what it is narrowed to (`where`: field and value, or values) and the value as it is stated. `sound: true` adds
that no rule has anything to say of the ledgers.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.ledgers.made_ledgers import book, ledger_of
from tests.ledgers.test_rule_cases import cases

from hengji.ledgers.judging import judged
from hengji.ledgers.measuring import Question, figure, rounded
from hengji.packs.ledger.where import Condition

MEASURES = cases("measures")


@pytest.mark.parametrize("case", MEASURES, ids=[case["name"] for case in MEASURES])
def test_measure(case: dict[str, Any]) -> None:
    ledger = ledger_of(case["ledgers"], case.get("pack", "cn"))
    assert [str(one) for one in ledger.troubles] == []
    if case.get("sound"):
        assert [str(one) for one in judged(ledger)] == []
    measure = ledger.book.measures[case["measure"]]
    year = int(case["year"])
    whose = None
    if "whose" in case:
        (key,) = ledger.organisations.keys(case["whose"]) or {case["whose"]}
        whose = ledger.organisations.under(key, date(year, 12, 31).toordinal())
    narrowed = tuple(
        Condition(
            name, tuple(map(str, [words] if isinstance(words, str) else words)), (), None, None, None, measure.mark
        )
        for name, words in case.get("where", {}).items()
    )
    day = date.fromisoformat(str(case["day"])) if "day" in case else None
    value = rounded(figure(ledger, measure, Question(year, day, whose=whose, narrowed=narrowed)), measure)
    assert value == (None if case["value"] is None else Decimal(str(case["value"])))


def test_every_measure_is_counted_once_at_least() -> None:
    counted = {case["measure"] for case in MEASURES if case["value"] not in (0, "0", None)}
    assert sorted(set(book().measures) - counted) == [], "measures that no case counts anything with"
