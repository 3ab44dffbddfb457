"""What is due is what the measures of time limits count: the two never disagree."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ledgers.made_ledgers import ledger_of

from hengji.ledgers.deadlines import deadlines
from hengji.ledgers.ledger import Ledger
from hengji.ledgers.limits import outcomes
from hengji.ledgers.moment import Span

FIRST = date(2023, 1, 3)
DAYS = st.integers(0, 120)


def cases(days: list[tuple[int, int | None]]) -> Ledger:
    """Registration cases accepted on a day and decided so many days later, or not at all."""
    lines = []
    for number, (start, taken) in enumerate(days, 1):
        accepted = FIRST + timedelta(start)
        lines += [f"{FIRST}, 申请, D{number}, S1, 变更", f"{accepted}, 受理, D{number}, , "]
        lines += [] if taken is None else [f"{accepted + timedelta(taken)}, 核准, D{number}, , "]
    heading = "生效日期, 业务, 办件号, 单位, 登记种类"
    bodies = "生效日期, 业务, 机构编号, 机构名称, 机构性质\n2015-01-01, 设立, S1, 某县中心, 事业单位"
    return ledger_of({"机构": bodies, "登记办件": "\n".join([heading, *lines])})


@settings(deadline=None)  # the first example reads the packs
@given(days=st.lists(st.tuples(DAYS, st.none() | DAYS), min_size=1, max_size=8), after=st.integers(0, 200))
def test_overdue_and_running_are_those_the_measures_count(days: list[tuple[int, int | None]], after: int) -> None:
    ledger = cases(days)
    on = FIRST + timedelta(after)
    found = [one for one in deadlines(ledger, on) if one.limit.id == "decision"]
    history = ledger.history("registration_case")
    span = Span(on.year, 1, on.toordinal())
    for overdue, name in ((True, "overdue"), (False, "running")):
        counted = outcomes(history, "decision", span, frozenset({name}))
        assert sorted(one.case for one in found if one.overdue is overdue) == sorted(
            history.case[one] for one in counted
        )


def test_of_a_unit_only_its_own_is_due() -> None:
    ledger = cases([(0, None)])
    assert deadlines(ledger, date(2023, 3, 1), frozenset({"S1"}))
    assert deadlines(ledger, date(2023, 3, 1), frozenset({"S2"})) == []
