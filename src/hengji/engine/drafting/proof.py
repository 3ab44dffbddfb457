"""Whether a draft does what it is for: it loads, every cell of the sample is read, and it draws the sample again."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from hengji.documents.document import Document, Table
from hengji.engine.drafting.sample import Look, look_of
from hengji.facts.fact import Statement
from hengji.packs.errors import PackError
from hengji.packs.labels import plain
from hengji.packs.library import Library
from hengji.packs.pack import Pack
from hengji.reading.read import read
from hengji.reading.tables.logical import RecognisedTable


@dataclass(frozen=True, slots=True)
class Proof:
    """What became of a draft: its mistakes, how many figures the sample prints and how many of them were read."""

    mistakes: tuple[str, ...] = ()
    figures: int = 0
    read: int = 0
    entered: int = 0
    unread: tuple[str, ...] = ()
    facts: tuple[Statement, ...] = field(default=(), repr=False)

    @property
    def sound(self) -> bool:
        """Whether it loads and reads every figure."""
        return not self.mistakes and self.read == self.figures

    @property
    def rank(self) -> tuple[bool, int, int]:
        """The better of two drafts loads, reads more figures, knows more cells."""
        return (not self.mistakes, self.read - self.figures, self.entered)


def prove(document: Document, files: Mapping[str, str], name: str, library: Library) -> Proof:
    """A drafted pack tried on its own sample (or on one table of it)."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / name
        for path, text in files.items():
            (home / path).parent.mkdir(parents=True, exist_ok=True)
            (home / path).write_text(text, encoding="utf-8")
        try:
            extended = library.beside(home)
            pack = extended.get(name)
        except PackError as error:
            return Proof(tuple(str(one) for one in error.mistakes))
        return _tried(document, pack, extended)


def _tried(document: Document, pack: Pack, library: Library) -> Proof:
    reading = read(document, library, pack)
    figures = read_figures = entered = 0
    unread: list[str] = []
    for one in reading.tables:
        if max((len(row) for row in one.table.rows), default=0) < 2:
            continue
        cells = _figures(one.table, one.recognised)
        found = one.recognised
        known = {(cell.row_index, cell.cell_index) for cell in found.cells} if found is not None else set()
        figures += len(cells)
        read_figures += len(cells & known)
        entered += len(known)
        unread += [one.table.rows[row].cells[at].text.value.strip() for row, at in sorted(cells - known)]
    return Proof((), figures, read_figures, entered, tuple(unread), tuple(reading.facts))


def _figures(table: Table, found: RecognisedTable | None) -> set[tuple[int, int]]:
    """The cells of a table that print a figure; ordinals, codes and numbers of columns are none."""
    fixed = found.fixed if found is not None else set()
    return {
        (row, at)
        for row, cells in enumerate(table.rows)
        for at, cell in enumerate(cells)
        if look_of(cell.text.value) is Look.FIGURE
        and any(char.isdigit() for char in cell.text.value)
        and not ((row, at) in fixed and plain(cell.text.value).isdigit())
    }
