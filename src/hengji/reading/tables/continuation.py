"""Tables that go on: pieces of one table, cut by a page, are read as one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from hengji.documents.document import Block, Row, Table
from hengji.packs.labels import plain
from hengji.reading.tables.bounds import MOST_ROWS
from hengji.reading.tables.grid import is_figure, is_index
from hengji.reading.tables.logical import RecognisedTable

BETWEEN = re.compile(r"(?:[-—]*\d{1,3}[-—]*|第\d+页(?:共\d+页)?|\(?续(?:表|上表)?\)?|续表?\d*)?")
CAPTION = 2


def join_continued(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with a table and the tables that go on from it as one; heads repeated on a page stand once."""
    found: list[Block] = []
    for block in blocks:
        place = _table_before(found) if isinstance(block, Table) else None
        if place is not None and isinstance(block, Table):
            first = found[place]
            rest = _rest(first, block)
            if rest is not None and isinstance(first, Table):
                found[place] = replace(first, rows=(*first.rows, *rest))
                continue
        found.append(block)
    return found


def join_forms(blocks: Sequence[Block], recognised: Callable[[Table], RecognisedTable | None]) -> list[Block]:
    """The blocks with a form and the piece of it behind a page break as one table.

    A form of several bands has no head that repeats: the piece that goes on with it is known by this, that alone it is
    no form, and joined to the form before it gives more of that form's cells.
    """
    found: list[Block] = []
    for block in blocks:
        place = _table_before(found) if isinstance(block, Table) else None
        first = found[place] if place is not None else None
        if place is not None and isinstance(block, Table) and isinstance(first, Table):
            whole = replace(first, rows=(*first.rows, *block.rows))
            if len(whole.rows) <= MOST_ROWS and _belongs(recognised(first), block, whole, recognised):
                found[place] = whole
                continue
        found.append(block)
    return found


def _belongs(
    first: RecognisedTable | None, rest: Table, whole: Table, recognised: Callable[[Table], RecognisedTable | None]
) -> bool:
    """Whether a table that is no form by itself belongs to the form before it."""
    if first is None or recognised(rest) is not None:
        return False
    joined = recognised(whole)
    return joined is not None and joined.form.id == first.form.id and len(joined.cells) > len(first.cells)


def _table_before(found: Sequence[Block]) -> int | None:
    """Where the table stands that only a page number or 续表 keeps apart from what comes."""
    for place in range(len(found) - 1, -1, -1):
        block = found[place]
        if isinstance(block, Table):
            return place
        if not BETWEEN.fullmatch(plain(block.text.value)):
            return None
    return None


def _rest(first: Block, second: Table) -> list[Row] | None:
    """The rows with which a table goes on, None when it is another table."""
    if not isinstance(first, Table) or _width(first) != _width(second) or _width(first) < CAPTION + 1:
        return None
    heads = _heads(first)
    own = _heads(second)
    if not heads or not any(_figures(row) for row in first.rows):
        return None
    if own and [_texts(row) for row in second.rows[:own]] == [_texts(row) for row in first.rows[:heads]]:
        return list(second.rows[own:])
    return list(second.rows) if not own and second.rows else None


def _width(table: Table) -> int:
    """The number of cells most rows of figures have."""
    counts = Counter(len(row) for row in table.rows if _figures(row))
    return max(counts, key=lambda length: (counts[length], length)) if counts else 0


def _heads(table: Table) -> int:
    """How many rows stand above the first figures; rows that count columns are heads too."""
    last = 0
    for number, row in enumerate(table.rows):
        texts = [text for text in _texts(row) if text]
        if is_index(texts):
            last = number + 1
        elif _figures(row):
            return max(last, number)
    return len(table.rows)


def _figures(row: Row) -> bool:
    return any(is_figure(text) for text in _texts(row))


def _texts(row: Row) -> list[str]:
    return [plain(cell.text.value) for cell in row]
