"""A form recognised without a layout: its columns by their heads, its rows by labels and codes, in whatever order.

Every candidate form is read whole; the one that leaves the fewest figures unread stands, if it explains most of them
and no other form does so equally well.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from hengji.documents.document import Cell, Table
from hengji.packs.form import Form
from hengji.packs.labels import plain
from hengji.packs.layout import NOWHERE, Block, CellTemplate, Line, Slot
from hengji.packs.pack import Pack
from hengji.packs.plan import PlannedLine
from hengji.reading.cells import cell_words
from hengji.reading.tables.band_fit import BandFitter, Fitted, Matched, has_figure
from hengji.reading.tables.grid import Grid, Square, grid_of, is_figure, is_index
from hengji.reading.tables.heads import Head, Vocabulary, head_of, heads_of, vocabulary
from hengji.reading.tables.logical import RecognisedTable, RowKeys, RowReader, list_unread, with_unit
from hengji.reading.tables.matching import DOTS, Matcher
from hengji.reading.tables.pairs import paired_rows, read_pairs
from hengji.reading.tables.sides import Side, sides_of, squares_of, whole
from hengji.reading.tables.titles import best_titled
from hengji.reading.tables.tries import Tries
from hengji.records import dataclass

ENOUGH, MOST, TITLED, HEAD_SHARE, MISSING = 3.0, 0.6, 1.25, 0.6, 0.1
HEAD_ROWS, LONGEST_HEAD = 5, 30


@dataclass(slots=True)
class Piece:
    """A stretch of a table under heads of its own, with the lists it holds (and, as one list, all of it)."""

    grid: Grid
    heads: list[Head]
    ways: list[list[Side]]
    figures: int


@dataclass(slots=True)
class Candidate:
    """A form, and how the pieces of a table are read as its bands."""

    form: Form
    fitted: list[tuple[Piece, Fitted]]
    score: float
    title: float


def pieces_of(table: Table, pack: Pack, tries: Tries | None = None) -> list[Piece]:
    """The stretches of a table, each under its heads."""
    return (tries or Tries()).once(pack, table, "pieces", lambda: _pieces(table, pack))


def _pieces(table: Table, pack: Pack) -> list[Piece]:
    words = vocabulary(pack)
    starts = [0, *_inner_heads(table, words)]
    found: list[Piece] = []
    for first, last in zip(starts, [*starts[1:], len(table.rows)], strict=True):
        grid = grid_of(table, first, last)
        if grid is None:
            continue
        heads = heads_of(grid, words)
        sides = sides_of(heads)
        asked = [column for side in sides for column in side.values if not _aside(heads[column], words)]
        figures = sum(1 for row in grid.body() for column in asked if has_figure(grid, row, column))
        if sides:
            found.append(Piece(grid, heads, [sides, [whole(heads)]], figures))
    return found


def _aside(head: Head, words: Vocabulary) -> bool:
    """Whether a column stands beside those of a form: figures of last year, changes; no form need explain them."""
    return head.prior or any(word in words.means or words.is_change(word) for word in head.words)


def _inner_heads(table: Table, words: Vocabulary) -> Iterator[int]:
    """The rows in the middle of a table that begin new heads."""
    before, data = True, False
    for number, row in enumerate(table.rows):
        texts = [text for cell in row if (text := plain(cell.text.value))]
        known = sum(1 for text in texts if words.is_head(head_of([text], words).words))
        head = (
            len(texts) > 1 and not any(is_figure(text) for text in texts) and known >= max(2, len(texts) * HEAD_SHARE)
        )
        if head and not before and data:
            yield number
        data = data or any(is_figure(text) for text in texts)
        before = head


def recognise_by_heads(
    pack: Pack,
    table: Table,
    title: str = "",
    named: Collection[str] = (),
    beyond: Pack | None = None,
    tries: Tries | None = None,
) -> RecognisedTable | None:
    """The form a table is by its heads and row labels alone, None when none or when two fit equally well.

    Forms a pack ``beyond`` which to look has too are left out.
    """
    tries = tries or Tries()
    forms = [form for name, form in pack.forms.items() if beyond is None or name not in beyond.forms]
    pieces = pieces_of(table, pack, tries) if forms else []
    if not pieces:
        return None
    titled = best_titled(pack, title)
    found = [
        one
        for form in forms
        if scenario_agrees(form, named, table, pack)
        and (one := _candidate(pack, form, table, pieces, titled.get(form.id, 0.0), tries)) is not None
    ]
    if any(one.title for one in found):
        found = [one for one in found if one.title]
    found.sort(key=lambda one: (-one.score, -one.title))
    if not found or (len(found) > 1 and (found[0].score, found[0].title) == (found[1].score, found[1].title)):
        return None
    return _read(pack, table, found[0])


def _fitted(pack: Pack, form: Form, table: Table, pieces: Sequence[Piece]) -> list[tuple[Piece, Fitted]]:
    """The pieces of a table as bands of a form, as well as they fit."""
    words = vocabulary(pack)
    fitted: list[tuple[Piece, Fitted]] = []
    taken: set[str] = set()
    apart = paired_rows(table, form, words)
    for piece in pieces:
        fitter = BandFitter(pack, form, piece.grid, piece.heads, words, apart)
        ways = [fitter.sides(sides) for sides in piece.ways]
        best = max(ways, key=lambda way: sum(one.score for one in way))
        kept = [one for one in best if one.band.id not in taken or one.repeats]
        taken.update(one.band.id for one in kept)
        fitted.extend((piece, one) for one in kept)
    return fitted


def _candidate(
    pack: Pack, form: Form, table: Table, pieces: Sequence[Piece], title: float, tries: Tries
) -> Candidate | None:
    """A form as a table may be read, None when it explains too little of it."""
    fitted = tries.once(pack, table, f"heads {form.id}", lambda: _fitted(pack, form, table, pieces))
    taken = {one.band.id for _, one in fitted}
    figures = sum(one.figures for _, one in fitted)
    evidence = sum(one.columns + one.labels for _, one in fitted)
    total = sum(piece.figures for piece in pieces)
    if not fitted or evidence < ENOUGH or figures < MOST * total:
        return None
    if not title and not all(one.typical for _, one in fitted):
        return None
    absent = sum(1 for band in form.bands if band.id not in taken)
    score = sum(one.score - MISSING * one.missing for _, one in fitted) - MISSING * absent
    return Candidate(form, fitted, score * (TITLED if title else 1.0), title)


def scenario_agrees(form: Form, named: Collection[str], table: Table, pack: Pack) -> bool:
    """Whether a table whose title says 预算 may be this form: not one of 决算 unless a head says so."""
    own = form.aspects.get("scenario")
    if not own or not named or own in named:
        return True
    said = vocabulary(pack).scenarios.get(own, frozenset())
    words = vocabulary(pack)
    return any(
        bool(said.intersection(head_of([cell.text.value], words).words))
        for row in table.rows[:HEAD_ROWS]
        for cell in row
        if len(cell.text.value) < LONGEST_HEAD
    )


def _read(pack: Pack, table: Table, chosen: Candidate) -> RecognisedTable:
    """The cells of a table as logical cells of the form it was found to be."""
    found = RecognisedTable(table, chosen.form, None, pack, chosen.score / max(len(table.rows), 1))
    matcher = Matcher(pack.meanings[chosen.form.id], pack.codes, cell_words(pack))
    reader = RowReader(found, matcher, [])
    years: set[int] = set()
    pieces: list[Piece] = []
    for piece, one in chosen.fitted:
        for match in one.rows:
            _read_row(reader, one, match)
            _fix_keys(found, one.grid, one.side, match.row)
        units = {column: piece.heads[column].unit for column in one.side.values if piece.heads[column].unit}
        with_units(found, one.grid, units)
        years.update(head.year for head in piece.heads if head.year is not None)
        if piece not in pieces:
            pieces.append(piece)
    for piece in pieces:
        _fix_rest(found, piece, [one for other, one in chosen.fitted if other is piece])
    if years:
        found.years["year"] = max(years)
    read_pairs(reader, vocabulary(pack))
    list_unread(found)
    return found


def _read_row(reader: RowReader, fitted: Fitted, match: Matched) -> None:
    cells: list[tuple[int, Cell]] = []
    templates: list[CellTemplate] = []
    for column, declared in sorted(match.columns.items()):
        square = fitted.grid.lines[match.row][column]
        if square is not None:
            cells.append((square.cell, square.drawn))
            templates.append(CellTemplate((Slot(declared.id),)))
    block = Block("heads", (fitted.band.id,), (), (), (), (), (), 0, NOWHERE)
    line = PlannedLine(block, Line(match.decl.id, (tuple(templates),)), tuple(templates), fitted.band, match.decl)
    keys = RowKeys(match.dimensions, match.label) if match.dimensions is not None else None
    reader.row(fitted.grid.base + match.row, cells, line, keys)


def _fix_keys(found: RecognisedTable, grid: Grid, side: Side, row: int) -> None:
    """Keys and ordinals of a row that was read state nothing themselves."""
    for square in squares_of(grid, row, [*side.keys, *side.ordinals]):
        text = plain(square.text)
        if not is_figure(text) or text.isdigit():  # an amount among the keys is no key: it is listed
            found.fixed.add((grid.base + row, square.cell))


def _fix_rest(found: RecognisedTable, piece: Piece, fitted: Sequence[Fitted]) -> None:
    """Heads, ordinals and rows of dots are understood, though they state nothing."""
    words = vocabulary(found.pack)
    grid, heads = piece.grid, piece.heads
    for row in range(grid.heads):
        texts = [plain(cell.text.value) for cell in found.table.rows[grid.base + row].cells]
        known = {word for head in heads for word in head.words}
        for index, text in enumerate(texts):
            if known.intersection(head_of([text], words).words) or is_index([one for one in texts if one]):
                found.fixed.add((grid.base + row, index))
    for row in grid.body():
        for one in fitted:
            for square in squares_of(grid, row, [*one.side.keys, *one.side.ordinals]):
                text = plain(square.text)
                if DOTS.match(text) or (text.isdigit() and _column_of(grid, row, square) in one.side.ordinals):
                    found.fixed.add((grid.base + row, square.cell))


def _column_of(grid: Grid, row: int, square: Square) -> int:
    return next(column for column, other in enumerate(grid.lines[row]) if other is square)


def with_units(found: RecognisedTable, grid: Grid, units: Mapping[int, str]) -> None:
    """Amounts in the unit printed in the head of their column."""
    at = {
        (grid.base + row, square.cell): units[column]
        for row in grid.body()
        for column, square in enumerate(grid.lines[row])
        if square is not None and column in units
    }
    with_unit(found, "", at)
