"""Which extract a table is: the one whose columns its heading has, and whose words stand in its title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from hengji.ledgers.errors import LedgerError
from hengji.ledgers.extracting.generic import generic
from hengji.ledgers.extracting.headings import Bands, Heading, has, heading_of, lacking, plain
from hengji.ledgers.grid import Grid
from hengji.packs.errors import similar
from hengji.packs.ledger.book import LedgerBook
from hengji.packs.ledger.extract import Extract
from hengji.packs.ledger.register import COMMON, Register
from hengji.records import dataclass

TITLED = 2
"""How many columns a word of the title counts for."""
FEWEST = 2
SHARE = 0.6
"""How much of a heading must be columns of a register for the list to be taken for it without a declaration."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A table with its extract, or why there is none: ``says`` and ``way_out``."""

    extract: Extract | None
    heading: Heading | None
    says: str = ""
    way_out: str = ""


def recognised(grid: Grid, bands: Bands, book: LedgerBook, wanted: str = "") -> Recognised:
    """What a table is; with ``wanted`` it is that extract or register, if it has the columns for it.

    Raises:
        LedgerError: nothing is called ``wanted``.
    """
    declared = list(_wanted(book, wanted)) if wanted else [one for one in book.extracts.values() if _taken(one)]
    found = _fitting(grid, bands, declared)
    if not wanted:
        generics = [
            one for register in book.registers.values() if _may_be(bands, register) for one in generic(book, register)
        ]
        undeclared = [one for one in _fitting(grid, bands, generics) if _covers(one[1], book)]
        most = max((score for *_, score in found), default=-1)
        found += [one for one in undeclared if one[2] > most]
    best = [one for one in found if one[2] == max(score for *_, score in found)]
    if len({extract.id for extract, *_ in best}) == 1:
        return Recognised(*best[0][:2])
    if best:
        names = "、".join(dict.fromkeys(extract.label for extract, *_ in best))
        return Recognised(None, None, f"可能是{names}，定不下来，没有读。", "请用 --as 写明是哪一种。")
    return _nearest(bands, declared)


def _may_be(bands: Bands, register: Register) -> bool:
    """Whether a table says at least which case of a register each row is of, and one thing more."""
    words = {name: (one.label, one.id, *one.aliases) for name, one in register.fields.items()}
    if not all(has(bands, words[name]) for name in register.keys):
        return False
    return sum(has(bands, labels) for labels in words.values()) >= FEWEST


def _taken(extract: Extract) -> bool:
    return extract.id != COMMON and extract.mode != "list"


def _wanted(book: LedgerBook, word: str) -> Iterator[Extract]:
    named = [one for one in book.extracts.values() if word in (one.id, one.label) and one.id != COMMON]
    register = book.named(word)
    if not named and register is None:
        known = [one.label for one in book.extracts.values() if one.id != COMMON]
        known += [one.label for one in book.registers.values()]
        raise LedgerError(
            f"没有叫“{word}”的名册或台账。", hint=similar(word, known) or f"可写：{'、'.join(known[:10])} 等。"
        )
    yield from named
    if not named and register is not None:
        yield from generic(book, register)


def _fitting(grid: Grid, bands: Bands, extracts: Iterable[Extract]) -> list[tuple[Extract, Heading, int]]:
    """The extracts whose columns a table has, with how many of them; words of its title count for two more."""
    found = []
    for extract in extracts:
        heading = heading_of(bands, extract)
        if heading is None or lacking(heading, extract):
            continue
        if extract.events and not any(one.on in heading.places for one in extract.events):
            continue
        spread = [one.id for one in extract.columns.values() if one.sets]
        if spread and not any(name in heading.places for name in spread):
            continue
        titled = _titled(grid, bands.rows, heading, extract)
        found.append((extract, heading, len(heading.places) + len(heading.above) + TITLED * titled))
    return found


def _titled(grid: Grid, rows: Sequence[Sequence[str]], heading: Heading, extract: Extract) -> bool:
    """Whether a word of the extract stands in the names and titles of a table."""
    told = [plain(grid.sheet), plain(PurePath(grid.file).stem)]
    told += [plain(cell) for row in rows[: heading.first] for cell in row if cell]
    return any(word in text for word in map(plain, extract.titles) for text in told)


def _covers(heading: Heading, book: LedgerBook) -> bool:
    counters = {plain(word) for word in book.extract_words.counters} if book.extract_words else set()
    words = [word for word in heading.words if word and word not in counters]
    return len(heading.places) >= SHARE * len(words)


def _nearest(bands: Bands, extracts: Iterable[Extract]) -> Recognised:
    """What is told of a table that is nothing known."""
    best: tuple[int, str] = (1, "")
    for extract in extracts:
        heading = heading_of(bands, extract)
        missing = lacking(heading, extract)
        if heading is not None and missing and len(heading.places) > best[0]:
            columns = "、".join(f"“{one.labels[0]}”" for one in missing)
            best = (len(heading.places), f"最像{extract.label}，但没有{columns}一栏。")
    return Recognised(
        None,
        None,
        f"认不出是哪一种名册，没有读。{best[1]}",
        "请补上缺的栏，把表头改成台账的栏目名称，或用 --as 写明是哪一种。",
    )
