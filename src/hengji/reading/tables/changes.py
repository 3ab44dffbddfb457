"""Columns of changes and rates beside amounts: 比上年增减, 增减率, 完成预算%. What they are of, the row's amounts tell.

Heads say which change is meant (`means` in heads.yaml). Figures keep their printed sign; it is not guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from hengji.facts.fact import Kind, State
from hengji.facts.unit import UnitKind
from hengji.reading.cells import CellValue, CellWords, cell_words, read_value
from hengji.reading.tables.by_heads import Piece
from hengji.reading.tables.grid import Square
from hengji.reading.tables.heads import Head, Vocabulary, vocabulary
from hengji.reading.tables.logical import LogicalCell, RecognisedTable

OF = "of"
AMOUNT, RATE = ".amount", ".rate"


def read_changes(found: RecognisedTable, pieces: Sequence[Piece]) -> None:
    """Read the columns of changes of a table whose amounts were read; what they are of must be one thing per row."""
    words = vocabulary(found.pack)
    known = {(cell.row_index, cell.cell_index) for cell in found.cells}
    for piece in pieces:
        columns = {
            column: concept for column, head in enumerate(piece.heads) if (concept := change_in(head, words, found))
        }
        if not columns:
            continue
        for cell in list(_cells(found, piece, columns)):
            at = (cell.row_index, cell.cell_index)
            if at not in known:
                known.add(at)
                found.cells.append(cell)
                found.fixed.discard(at)
    found.unread = [at for at in found.unread if at not in known or at in _unreadable(found)]


def _unreadable(found: RecognisedTable) -> set[tuple[int, int]]:
    return {(cell.row_index, cell.cell_index) for cell in found.cells if cell.value.state is State.UNREADABLE}


def change_in(head: Head, words: Vocabulary, found: RecognisedTable) -> str:
    """The change or rate a head means; the word furthest up says of what, a rate anywhere below that it is one."""
    said = [concept for word in head.words if (concept := words.means.get(word))]
    if not said:
        return ""
    rate = any(one.endswith(RATE) for one in said) or _is_ratio(head.unit, found)
    return _rate_of(said[0], found) if rate else said[0]


def _rate_of(concept: str, found: RecognisedTable) -> str:
    other = concept.removesuffix(AMOUNT) + RATE
    return other if concept.endswith(AMOUNT) and other in found.pack.concepts else concept


def _is_ratio(unit: str, found: RecognisedTable) -> bool:
    known = found.pack.unit(unit) if unit else None
    return known is not None and known.kind is UnitKind.RATIO


def _cells(found: RecognisedTable, piece: Piece, columns: dict[int, str]) -> Iterator[LogicalCell]:
    units = cell_words(found.pack)
    amounts: dict[int, dict[int, LogicalCell]] = {}
    for cell in found.cells:
        if cell.spec.kind is Kind.MONEY and cell.spec.period == 0 and cell.value.value is not None:
            amounts.setdefault(cell.row_index, {})[cell.cell_index] = cell
    for row in piece.grid.body():
        drawn = amounts.get(piece.grid.base + row, {})
        beside = {
            column: drawn[square.cell]
            for column, square in enumerate(piece.grid.lines[row])
            if square is not None and square.cell in drawn
        }
        if len({(one.spec.concept, one.dimensions, one.spec.dimensions) for one in beside.values()}) != 1:
            continue
        for column, concept in columns.items():
            square = piece.grid.lines[row][column]
            left = [place for place in beside if place < column]
            if square is not None:
                base = beside[max(left) if left else min(beside)]
                yield from _cell(found, base, piece.heads[column], square, concept, units)


def _cell(
    found: RecognisedTable, base: LogicalCell, head: Head, square: Square, concept: str, units: CellWords
) -> Iterator[LogicalCell]:
    name, value = concept, _value(found, concept, square, units)
    if _is_ratio(value.unit, found):
        name = _rate_of(concept, found)
        value = _value(found, name, square, units)
    kind = found.pack.concepts[name].kind
    unit = value.unit or head.unit or (base.spec.unit if kind is Kind.MONEY else "")
    if value.state not in (State.REPORTED, State.ZERO) or not unit or _is_ratio(unit, found) is (kind is Kind.MONEY):
        return
    of = (OF, found.pack.concepts[base.spec.concept].label)
    spec = replace(
        base.spec, column=name, concept=name, kind=kind, unit=unit, quantum=None, required=False, derive="",
        dimensions=(*base.spec.dimensions, of), label=head.words[-1],
    )  # fmt: skip
    yield replace(base, spec=spec, cell=square.drawn, cell_index=square.cell, value=value, unit_said=True)


def _value(found: RecognisedTable, concept: str, square: Square, units: CellWords) -> CellValue:
    return read_value(square.text, found.pack.concepts[concept].kind, units)
