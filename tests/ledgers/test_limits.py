"""Time limits: by the number declared, by the case's own number of days, by its own last day, and after extension."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.ledgers.made_ledgers import declared_book, ledger_of

from hengji.ledgers.limits import running
from hengji.packs.errors import PackError
from hengji.packs.ledger.book import LedgerBook

REGISTER = """
register: errand
label: 差事
keys: [item]
fields:
- {id: item, label: 件号}
- {id: allowed, label: 时限, kind: number}
- {id: due, label: 期限, kind: date}
states:
- {id: open, label: 在办}
- {id: closed, label: 已办结, final: true}
events:
- {id: assign, label: 交办, from: [new], to: open, takes: [allowed, due]}
- {id: extend, label: 延期, from: [open], needs: [due]}
- {id: close, label: 办结, from: [open], to: closed}
limits:
- {id: due, label: 时限, from: [assign], to: [close], days: 5, allowed: allowed, due: due, calendar: working}
"""


@pytest.fixture
def errands(tmp_path: Path) -> LedgerBook:
    return declared_book(tmp_path / "cn-430999-errands", {"registers/errand.yaml": REGISTER})


def outcomes(book: LedgerBook, rows: str, day: date) -> list[tuple[str, date, str]]:
    history = ledger_of({"差事": f"生效日期, 业务, 件号, 时限, 期限\n{rows}"}, book).history("errand")
    limit = book.registers["errand"].limits["due"]
    found = running(history, limit, day.toordinal())
    return [(one.case, date.fromordinal(one.due), one.outcome(history, day.toordinal())) for one in found]


def test_the_declared_days_are_working_days(errands: LedgerBook) -> None:
    # 2023-09-29 to 10-06 are holidays, 10-07 and 10-08 are worked.
    found = outcomes(errands, "2023-09-27, 交办, A, ,\n2023-10-10, 办结, A, ,", date(2023, 12, 31))
    assert found == [("A", date(2023, 10, 10), "in_time")]


def test_the_days_of_the_case_stand_before_the_declared(errands: LedgerBook) -> None:
    found = outcomes(errands, "2023-03-01, 交办, A, 2,\n2023-03-06, 办结, A, ,", date(2023, 12, 31))
    assert found == [("A", date(2023, 3, 3), "late")]


def test_the_last_day_of_the_case_stands_before_both(errands: LedgerBook) -> None:
    found = outcomes(errands, "2023-03-01, 交办, A, 2, 2023-03-31", date(2023, 3, 31))
    assert found == [("A", date(2023, 3, 31), "running")]


EXTENDED = "2023-03-01, 交办, A, 2,\n2023-03-10, 延期, A, , 2023-04-30\n2023-04-28, 办结, A, ,"


@pytest.mark.parametrize(
    ("day", "due", "outcome"),
    [
        (date(2023, 3, 3), date(2023, 3, 3), "running"),
        (date(2023, 3, 9), date(2023, 3, 3), "overdue"),
        (date(2023, 3, 10), date(2023, 4, 30), "running"),
        (date(2023, 4, 28), date(2023, 4, 30), "in_time"),
    ],
    ids=["last day", "before it was extended", "the day it was extended", "done"],
)
def test_an_extension_holds_from_the_day_it_is_granted(errands: LedgerBook, day: date, due: date, outcome: str) -> None:
    assert outcomes(errands, EXTENDED, day) == [("A", due, outcome)]


def test_a_limit_without_any_days_is_told(tmp_path: Path) -> None:
    without = REGISTER.replace("days: 5, allowed: allowed, due: due, ", "")
    with pytest.raises(PackError, match="时限 due 要写明天数"):
        declared_book(tmp_path / "cn-430999-without", {"registers/errand.yaml": without})


def test_a_case_without_days_has_no_limit(tmp_path: Path) -> None:
    book = declared_book(
        tmp_path / "cn-430999-own", {"registers/errand.yaml": REGISTER.replace("days: 5, allowed", "allowed")}
    )
    rows = "2023-03-01, 交办, A, ,\n2023-03-01, 交办, B, ,\n2023-03-10, 延期, B, , 2023-03-20"
    assert outcomes(book, rows, date(2023, 12, 31)) == [("B", date(2023, 3, 20), "overdue")]
