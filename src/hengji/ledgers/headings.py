"""Which field a heading of a table of events stands for: a register's own before the columns of all registers."""

from __future__ import annotations

from collections.abc import Mapping

from hengji.packs.ledger.book import LedgerBook
from hengji.packs.ledger.register import Register


def words_of(register: Register, book: LedgerBook) -> dict[str, str]:
    """The fields by every word for them: label, id, other names; of two with one word the register's own."""
    common = book.common
    known: dict[str, str] = {}
    for one in (*register.fields.values(), *(common.fields.values() if common else ())):
        for word in (one.label, one.id, *one.aliases):
            known.setdefault(word, one.id)
    return known


def field_of(heading: str, known: Mapping[str, str]) -> str | None:
    """The field of a heading, whose unit may stand in brackets behind it: 金额（万元）."""
    word = heading.strip()
    return known.get(word) or known.get(word.split("（")[0].split("(")[0].strip())
