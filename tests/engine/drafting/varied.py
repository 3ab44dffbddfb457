"""A known table changed as another county might draw it: labels renamed, rows added and left out, columns moved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from hengji.documents.document import Document
from hengji.engine.building import writers
from hengji.engine.publishing import Package, form_blocks
from hengji.facts.fact import FactStore, Statement
from hengji.packs.pack import Pack
from hengji.reading.formats.registry import read_document
from hengji.writing.drawing import DrawnCell, DrawnRow, DrawnTable, Publication, Role

Change = Callable[[list[DrawnRow]], list[DrawnRow]]


def sample(
    pack: Pack, form: str, facts: Sequence[Statement], year: int, changes: Sequence[Change], format_: str
) -> Document:
    """A form of a pack, drawn and then changed, as a file that was read."""
    package = Package(pack, FactStore(facts), year, "某某县档案馆", "")
    blocks = list(form_blocks(package, pack.layouts_of(form)[0]))
    for place, block in enumerate(blocks):
        if isinstance(block, DrawnTable):
            rows = [replace(row, cells=tuple(_typed(cell) for cell in row.cells)) for row in block.rows]
            for change in changes:
                rows = change(rows)
            blocks[place] = replace(block, rows=tuple(rows), title=block.title.replace("绩效", "绩效（新溪县）"))
    publication = Publication("样表", tuple(blocks), organisation="某某县档案馆", year=year)
    return read_document(writers()[format_](publication), f"样表.{format_}")


def _typed(cell: DrawnCell) -> DrawnCell:
    """A cell as typed by hand: no formula that refers to rows that may move."""
    return replace(cell, formula="", address="", role=cell.role if cell.role is not Role.MIXED else Role.TEXT)


def label_of(row: DrawnRow) -> str:
    """The first text of a row."""
    return row.cells[0].text


def renamed(names: Mapping[str, str]) -> Change:
    """Other labels in the first cells of rows."""

    def change(rows: list[DrawnRow]) -> list[DrawnRow]:
        return [
            replace(row, cells=(replace(row.cells[0], text=names.get(label_of(row), label_of(row))), *row.cells[1:]))
            for row in rows
        ]

    return change


def without_row(label: str) -> Change:
    """A row left out."""
    return lambda rows: [row for row in rows if label_of(row) != label]


def with_row(after: str, label: str, texts: Sequence[str]) -> Change:
    """A row more, with these figures in its other cells."""

    def change(rows: list[DrawnRow]) -> list[DrawnRow]:
        place = next(number for number, row in enumerate(rows) if label_of(row) == after)
        like = rows[place]
        cells = [replace(cell, text=text, value=None) for cell, text in zip(like.cells, [label, *texts], strict=True)]
        return [*rows[: place + 1], replace(like, cells=tuple(cells)), *rows[place + 1 :]]

    return change


def columns_moved(first: str, last: str, order: Sequence[int]) -> Change:
    """The cells behind the first one in another order, in the rows from one label to another."""

    def change(rows: list[DrawnRow]) -> list[DrawnRow]:
        begin = next(number for number, row in enumerate(rows) if label_of(row) == first)
        end = next(number for number, row in enumerate(rows) if label_of(row) == last)
        found = list(rows)
        for number in range(begin, end + 1):
            head, rest = rows[number].cells[0], rows[number].cells[1:]
            found[number] = replace(rows[number], cells=(head, *(rest[place] for place in order)))
        return found

    return change
