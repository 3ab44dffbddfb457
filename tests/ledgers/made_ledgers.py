"""Small ledgers written out in the test: tables of texts, as they would stand in files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import hengji_packs
from hengji.ledgers.admitting import admit
from hengji.ledgers.folder.reading import in_order
from hengji.ledgers.ledger import Ledger
from hengji.ledgers.sheet import Sheet
from hengji.packs.ledger.book import LedgerBook
from hengji.packs.library import Library


@cache
def library() -> Library:
    return Library([Path(hengji_packs.__file__).parent])


@cache
def book(pack: str = "cn") -> LedgerBook:
    return library().book(pack)


def rows_of(text: str) -> list[list[str]]:
    """Lines of cells between commas; a table in a test needs no quotes."""
    return [[cell.strip() for cell in line.split(",")] for line in text.strip().splitlines() if line.strip()]


def ledger_of(tables: Mapping[str, str], pack: str = "cn") -> Ledger:
    """A ledger of tables by the label of their register; all must be read whole."""
    ledger = Ledger(book(pack))
    named = {_register(pack, label): text for label, text in tables.items()}
    for register in in_order(ledger.book):
        if register.id in named:
            heading, *rows = rows_of(named[register.id])
            admit(ledger, register, Sheet(f"{register.label}.csv", "", tuple(heading), rows))
    return ledger


def _register(pack: str, label: str) -> str:
    register = book(pack).named(label)
    assert register is not None, label
    return register.id
