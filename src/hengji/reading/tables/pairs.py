"""Rows of a label and its value side by side: 人员经费合计 | 306.00 | 公用经费合计 | 55.00, 项目名称 | ….

A declared key in such a row (项目名称) belongs to every figure of its table.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from hengji.documents.document import Cell, Merge, Table
from hengji.packs.form import Band, Column, Form
from hengji.packs.labels import bare, canonical, plain
from hengji.packs.layout import NOWHERE, Block, CellTemplate, Line, Slot
from hengji.packs.plan import PlannedLine
from hengji.reading.tables.grid import is_figure
from hengji.reading.tables.heads import Vocabulary
from hengji.reading.tables.logical import RowKeys, RowReader

LEAST_PAIRS = 2


def paired_rows(table: Table, form: Form, words: Vocabulary) -> frozenset[int]:
    """The rows that are nothing but labels of a form, each with its figure: no rows of a list, whatever they span."""
    names = _names(form, words)
    found: set[int] = set()
    for number, row in enumerate(table.rows):
        filled = [word for cell in row.cells if (word := _word(cell))]
        labels, figures = filled[::2], filled[1::2]
        if (
            len(labels) == len(figures) >= LEAST_PAIRS
            and all(len(names.get(word, ())) == 1 for word in labels)
            and all(is_figure(word) for word in figures)
        ):
            found.add(number)
    return frozenset(found)


def read_pairs(reader: RowReader, words: Vocabulary) -> None:
    """Read the pairs of all rows, for what bands of one row were not found to state elsewhere."""
    found = reader.found
    known = {(cell.row_index, cell.cell_index) for cell in found.cells}
    used = {f"{cell.spec.band}/{cell.spec.column}" for cell in found.cells}
    whole: list[tuple[str, str]] = []
    for row, label, value, band, column in _pairs(reader, words):
        if f"{band.id}/{column.id}" in used or value in known:
            continue
        used.add(f"{band.id}/{column.id}")
        text = found.table.rows[row].cells[label].text.value
        at, place = value
        cell = found.table.rows[at].cells[place]
        found.fixed.add((row, label))
        if column.dimension:
            found.fixed.add(value)
            if plain(cell.text.value):
                whole.append((column.dimension, canonical(cell.text.value)))
            continue
        template = CellTemplate((Slot(column.id),))
        block = Block("pairs", (band.id,), (), (), (), (), (), 0, NOWHERE)
        line = PlannedLine(block, Line(band.rows[0].id, ((template,),)), (template,), band, band.rows[0])
        reader.row(at, [(place, cell)], line, RowKeys({}, bare(text)))
    if whole:
        found.cells = [replace(cell, dimensions=(*cell.dimensions, *whole)) for cell in found.cells]


def _names(form: Form, words: Vocabulary) -> Mapping[str, list[tuple[Band, Column]]]:
    """What every label of the bands of one row names."""
    names: dict[str, list[tuple[Band, Column]]] = {}
    for band in form.bands:
        if len(band.rows) != 1 or band.rows[0].each:
            continue
        for column in band.columns:
            for word in words.column(column, band, form)[0]:
                names.setdefault(word, []).append((band, column))
    return names


def _pairs(reader: RowReader, words: Vocabulary) -> Iterator[tuple[int, int, tuple[int, int], Band, Column]]:
    """Row and cell of the label, where its value stands, and what the label names."""
    names = _names(reader.found.form, words)
    table = reader.found.table
    for number, row in enumerate(table.rows):
        filled = [index for index, cell in enumerate(row.cells) if cell.merge is not Merge.CONTINUE]
        for position, index in enumerate(filled):
            meant = names.get(_word(row.cells[index]), [])
            if len(meant) != 1:
                continue
            at = _value(table, number, index, filled[position + 1 :], names)
            if at is not None:
                yield number, index, at, *meant[0]


def _value(table: Table, row: int, label: int, right: list[int], names: Collection[str]) -> tuple[int, int] | None:
    """Where the value of a label stands: right of it, or below it where the next label stands beside it."""
    cells = table.rows[row].cells
    if right and _word(cells[right[0]]) not in names and (label == 0 or _word(cells[label - 1]) not in names):
        after = next((index for index in right if _word(cells[index])), right[0])
        return row, after if is_figure(_word(cells[after])) else right[0]
    below = table.rows[row + 1].cells if row + 1 < len(table.rows) else ()
    if len(below) == len(cells) and _word(below[label]) not in names:
        return row + 1, label
    return None


def _word(cell: Cell) -> str:
    return bare(cell.text.value)
