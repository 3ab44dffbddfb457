"""Codes of bodies through any run of events: what is accepted never lets one code belong to two bodies."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ledgers.made_ledgers import book, made_code

from hengji.ledgers.admitting import read_entry
from hengji.ledgers.errors import RefusedError
from hengji.ledgers.judging import enter, judged
from hengji.ledgers.ledger import Ledger
from hengji.ledgers.measuring import Question, figure

ASSIGN, REVOKE = "首次赋码", "撤销赋码"
steps = st.lists(st.tuples(st.sampled_from([ASSIGN, REVOKE]), st.integers(1, 4), st.integers(1, 4)), max_size=25)


@given(steps)
@settings(max_examples=60, deadline=None)
def test_a_code_belongs_to_one_body_for_ever(run: list[tuple[str, int, int]]) -> None:
    ledger = Ledger(book())
    register = ledger.book.registers["uscc"]
    owner: dict[int, int] = {}
    holds: set[int] = set()
    for number, (event, body, code) in enumerate(run):
        texts = {"生效日期": str(date(2023, 1, 1) + timedelta(number)), "业务": event, "单位": f"某县局{body}"}
        if event == ASSIGN:
            texts |= {"统一社会信用代码": made_code("1", code), "类别": "机关", "名称": f"某县局{body}"}
        fits = (body in holds) if event == REVOKE else (body not in holds and owner.get(code, body) == body)
        try:
            enter(ledger, read_entry(ledger, register, texts))
        except RefusedError:
            assert not fits
            continue
        assert fits
        if event == ASSIGN:
            owner[code] = body
            holds.add(body)
        else:
            holds.remove(body)
    assert judged(ledger) == []
    assert figure(ledger, ledger.book.measures["uscc.bodies"], Question(2023)) == len(holds)
