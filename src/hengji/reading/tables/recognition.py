"""Recognising tables: which form a table is, by a layout that draws it or by its heads, and what every cell states."""

from __future__ import annotations

import re

from hengji.documents.document import Cell, Table
from hengji.packs.labels import plain
from hengji.packs.pack import Pack
from hengji.reading.cells import cell_words
from hengji.reading.tables.alignment import Aligned, align
from hengji.reading.tables.by_heads import pieces_of, recognise_by_heads, scenario_agrees
from hengji.reading.tables.changes import read_changes
from hengji.reading.tables.drawings import ENOUGH_LABELS, Drawing, drawings
from hengji.reading.tables.empty_forms import recognise_empty
from hengji.reading.tables.grid import is_figure
from hengji.reading.tables.logical import LogicalCell, RecognisedTable, RowReader, list_unread, with_unit
from hengji.reading.tables.matching import Matcher
from hengji.reading.tables.shifts import mark_shifts
from hengji.reading.tables.titles import best_titled, scenarios_in, unit_in
from hengji.reading.tables.tries import Tries

__all__ = ["LogicalCell", "RecognisedTable", "recognise"]

ENOUGH_SHARE, TITLED = 0.45, 1.25
CAPTION_ROWS, CAPTION_CELLS, MOST_CAPTIONS = 3, 2, 4
UNIT_SAID = re.compile("单位:")  # whose table it is, and in which unit: no head of a column says so


def recognise(
    pack: Pack,
    table: Table,
    title: str = "",
    about: str = "",
    beyond: Pack | None = None,
    tries: Tries | None = None,
) -> RecognisedTable | None:
    """The form a table is: by a layout that draws it, else (or where that leaves something open) by its heads.

    ``title``, what stands above it, decides between near equals; ``about``, the title of the file, tells whether it is
    of budgets or of final accounts where the title does not. By heads only forms ``beyond`` another pack are tried.
    ``tries`` are those of the file, where a table is asked for more than once.
    """
    tries = tries or Tries()
    captions = " ".join(filter(None, (title, *captions_of(table))))
    named = scenarios_in(captions, pack) or scenarios_in(about, pack)
    drawn = _by_layout(pack, table, captions, named, tries)
    if drawn is None or drawn.doubtful or _figures_unread(drawn):
        headed = recognise_by_heads(pack, table, captions, named, beyond, tries)
        if headed is not None and (drawn is None or _rather(headed, drawn)):
            drawn = headed
    drawn = drawn or recognise_empty(pack, table, captions, named, beyond)
    if drawn is not None:
        pieces = pieces_of(table, pack, tries)
        for piece in pieces:
            mark_shifts(drawn, piece.grid, piece.heads, piece.ways[0])
        with_unit(drawn, unit_in([*captions_of(table), title], pack))
        read_changes(drawn, pieces)
    return drawn


def _rather(headed: RecognisedTable, drawn: RecognisedTable) -> bool:
    """Whether the reading by heads is the better one: it leaves fewer figures, or the layout's heads differ."""
    left, right = len(_figures_unread(headed)), len(_figures_unread(drawn))
    if _figures_read(headed) < _figures_read(drawn):
        return False
    return left < right or (left == right and drawn.doubtful and headed.form.id == drawn.form.id)


def _figures_unread(found: RecognisedTable) -> list[tuple[int, int]]:
    rows = found.table.rows
    return [at for at in found.unread if is_figure(plain(rows[at[0]].cells[at[1]].text.value))]


def _figures_read(found: RecognisedTable) -> int:
    return sum(1 for cell in found.cells if cell.value.value is not None)


def captions_of(table: Table) -> list[str]:
    """The texts of the rows above the heads of a table: its title, its unit, whose it is."""
    found: list[str] = []
    for row in table.rows[:CAPTION_ROWS]:
        texts = [text for cell in row if (text := plain(cell.text.value))]
        said = len(texts) <= MOST_CAPTIONS and any(UNIT_SAID.search(text) for text in texts)
        if len(texts) > CAPTION_CELLS and not said:
            break
        found.extend(texts)
    return found


def _by_layout(pack: Pack, table: Table, title: str, named: set[str], tries: Tries) -> RecognisedTable | None:
    best: RecognisedTable | None = None
    titled = best_titled(pack, title)
    for drawing in drawings(pack).worth_aligning(table):
        if not scenario_agrees(drawing.form, named, table, pack):
            continue
        found = _try(pack, drawing, table, tries)
        if found is None:
            continue
        if drawing.form.id in titled:
            found.score *= TITLED
        if best is None or found.score > best.score:
            best = found
    if best is not None:
        list_unread(best)
    return best


def _filled(cells: list[Cell]) -> int:
    """How many cells of a row there are up to the last with a text."""
    return max((place for place, cell in enumerate(cells, 1) if plain(cell.text.value)), default=0)


def _try(pack: Pack, drawing: Drawing, table: Table, tries: Tries) -> RecognisedTable | None:
    lines = drawing.lines
    matcher = Matcher(pack.meanings[drawing.form.id], pack.codes, cell_words(pack))
    score, aligned = tries.once(
        pack,
        table,
        f"layout {drawing.layout.id}",
        lambda: _aligned(matcher, drawing, [list(row) for row in table.rows]),
    )
    labels = sum(match.fit.labels for match in aligned)
    if score <= 0 or labels < min(ENOUGH_LABELS, drawing.possible) or labels < ENOUGH_SHARE * drawing.possible:
        return None
    found = RecognisedTable(table, drawing.form, drawing.layout, pack, score / (len(table.rows) + len(lines)))
    found.doubtful = any(
        lines[match.line].line.head
        and match.fit.labels < sum(1 for cell in lines[match.line].cells if plain(cell.fixed))
        for match in aligned
    )
    RowReader(found, matcher, list(lines)).read([(match.row, lines[match.line]) for match in aligned])
    return found


def _aligned(matcher: Matcher, drawing: Drawing, rows: list[list[Cell]]) -> tuple[float, list[Aligned]]:
    sizes = [(len(row), _filled(row)) for row in rows]
    return align(
        len(rows),
        len(drawing.lines),
        lambda row, line: (
            matcher.fit(rows[row], drawing.lines[line]) if drawing.widths[line].admits(*sizes[row]) else None
        ),
        many=[line.many for line in drawing.lines],
        optional=[line.optional for line in drawing.lines],
    )
