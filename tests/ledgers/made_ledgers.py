"""Small ledgers written out in the test: tables of texts, as they would stand in files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import hengji_packs
from hengji.ledgers.admitting import admit
from hengji.ledgers.codes import make_code
from hengji.ledgers.folder.reading import in_order
from hengji.ledgers.ledger import Ledger
from hengji.ledgers.sheet import Sheet
from hengji.packs.ledger.book import LedgerBook
from hengji.packs.library import Library

REPEAT = re.compile(r"(\d+)(?:-(\d+))? × (.*)")
CODE = re.compile(r"\{code:(\d):(\d+)\}")


@cache
def library() -> Library:
    return Library([Path(hengji_packs.__file__).parent])


@cache
def book(pack: str = "cn") -> LedgerBook:
    return library().book(pack)


def declared_book(folder: Path, declarations: Mapping[str, str]) -> LedgerBook:
    """The ledger book of a pack below `cn` written into ``folder``: declarations by file name (registers/x.yaml)."""
    head = "pack: {}\nlabel: 试\ndivision: '430999'\nversion: '1'\nextends: cn\nfiscal_years: {{from: 2020}}\n"
    for name, text in {"pack.yaml": head.format(folder.name), **declarations}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return library().beside(folder).book(folder.name)


def rows_of(text: str) -> list[list[str]]:
    """Lines of cells between commas; a table in a test needs no quotes.

    `98 × …` stands for 98 lines: `{n}` in them is 1 to 98; `11-20 × …` for those numbers.
    `{code:2:7}` is a made-up unified code of category 2, body 7.
    """
    lines = [one for line in text.strip().splitlines() if line.strip() for one in _repeated(line.strip())]
    return [[cell.strip() for cell in line.split(",")] for line in lines]


def _repeated(line: str) -> list[str]:
    times = REPEAT.match(line)
    if times is None:
        return [CODE.sub(lambda found: made_code(found[1], int(found[2])), line)]
    first, last = (int(times[1]), int(times[2])) if times[2] else (1, int(times[1]))
    return [one for n in range(first, last + 1) for one in _repeated(times[3].replace("{n}", str(n)))]


def made_code(category: str, number: int) -> str:
    return make_code("1", category, "430100", f"{number:08d}")


def ledger_of(tables: Mapping[str, str], pack: str | LedgerBook = "cn") -> Ledger:
    """A ledger of tables by the label of their register; all must be read whole."""
    ledger = Ledger(book(pack) if isinstance(pack, str) else pack)
    named = {_register(ledger.book, label): text for label, text in tables.items()}
    for register in in_order(ledger.book):
        if register.id in named:
            heading, *rows = rows_of(named[register.id])
            admit(ledger, register, Sheet(f"{register.label}.csv", "", tuple(heading), rows))
    return ledger


def _register(book: LedgerBook, label: str) -> str:
    register = book.named(label)
    assert register is not None, label
    return register.id
