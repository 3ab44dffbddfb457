"""Any register takes a clerk's own list: its labels are the heading, nothing else is declared."""

from __future__ import annotations

import pytest
from tests.ledgers.extracting.lists import grid_of
from tests.ledgers.made_ledgers import book

from hengji.ledgers.extracting.headings import Bands
from hengji.ledgers.extracting.recognising import recognised
from hengji.packs.ledger.register import Register

REGISTERS = list(book().registers.values())


def heading(register: Register, *, others: bool) -> list[str]:
    """The columns of a list: of what the cases are known by and what the first event needs, by label or other name."""
    first = next(iter(register.events.values()))
    names = dict.fromkeys((*register.keys, *first.needs, *first.takes))
    fields = [register.fields[name] for name in names if not register.fields[name].personal]
    return [one.aliases[-1] if others and one.aliases else one.label for one in fields]


@pytest.mark.parametrize("register", REGISTERS, ids=[one.id for one in REGISTERS])
@pytest.mark.parametrize("others", [False, True], ids=["labels", "aliases"])
def test_a_list_named_after_its_register_is_taken_for_it(register: Register, others: bool) -> None:
    words = ["序号", "生效日期", "业务", *heading(register, others=others)]
    text = "\n".join([", ".join(words), ", ".join(["1"] * len(words))])
    grid = grid_of(text, file=f"{register.label}.xlsx")
    found = recognised(grid, Bands(grid), book())
    assert found.extract is not None, found.says
    assert found.extract.register == register.id
