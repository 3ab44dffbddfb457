"""Tables dumped a cell per line: which cells make a row, and where a table ends.

In these dumps a cell is a tab and then its paragraphs, a line each; a row adds one empty line, a table one more. Empty
paragraphs look the same, so an empty line may mean three things. What decides, in this order (the reasons stand in
docs/formats/text-dump.md):

1. Text after a single empty line is still in the cell, for a table's end has two.
2. Text after more of them is in the cell where the cell waits for it (it ends in a colon and the text is indented, as
   signatures are), where the row is mended by it (3), or where rows of the usual width go on behind it. Everywhere else
   the table has ended.
3. Pieces of a row belong together where they are together as wide as the rows beside them.
4. Three empty lines and more between two cells end a table, unless the cell waits for writing or the rows go on alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from hengji.documents.document import Cell, Row, Table, Text
from hengji.facts.place import Place, TextPlace
from hengji.reading.formats.text_runs import (
    Chunk,
    Piece,
    Run,
    cell_text,
    chunks_between,
    indented,
    is_sentence,
    kind,
    runs_of,
    waits,
)

_LONGEST_STRAY_TEXT = 5
_NEIGHBOURS = 30
_USUAL = 3
_NARROWEST_MENDED = 3
_NARROWEST_MENDED_SILENTLY = 5
_MOST_PIECES = 3
_TABLE_BREAK = 3


def cell_tables(lines: list[str], taken: Collection[int] = ()) -> list[tuple[int, int, Table]]:
    """The tables dumped a cell per line, each with its first line and the line after its last (from 0)."""
    runs = runs_of(lines, taken)
    if _ends_tables_twice(lines, runs):
        runs = _keep_stray_text(lines, runs)
    runs = _place_loose_text(lines, runs)
    runs = _close_blank_gaps(lines, runs)
    found: list[tuple[int, int, Table]] = []
    start = 0
    for number, run in enumerate(runs):
        if run.ends_table or number == len(runs) - 1:
            rows = runs[start : number + 1]
            if not all(is_sentence(cell_text(lines, cell)) for row in rows for cell in row.cells):
                found.append((rows[0].first, run.end, _table(lines, rows)))
            start = number + 1
    return found


def _table(lines: list[str], runs: list[Run]) -> Table:
    rows = tuple(Row(tuple(Cell(_text(lines, cell)) for cell in run.cells)) for run in runs)
    return Table(rows, rows[0].cells[0].text.whole(), spans_known=False)


def _text(lines: list[str], cell: Piece) -> Text:
    anchors: list[tuple[int, Place]] = [(0, TextPlace(cell.start, cell.stop, cell.first + 1))]
    offset = cell.stop - cell.start + 1
    for number in range(cell.first + 1, cell.last):
        anchors.append((offset, TextPlace(0, len(lines[number]), number + 1)))
        offset += len(lines[number]) + 1
    return Text(cell_text(lines, cell), tuple(anchors))


def _limit(lines: list[str], runs: list[Run], number: int) -> int:
    """The line where what follows a run ends: the next run's first, or the end of the file."""
    return runs[number + 1].first if number + 1 < len(runs) else len(lines)


def _complete(runs: list[Run], number: int) -> bool:
    """Whether a run is as wide as the row before it or as most rows around it."""
    width = runs[number].width
    if width == 1:
        return False
    return (number > 0 and runs[number - 1].width == width) or _counts(runs, number)[width] >= _USUAL


def _counts(runs: list[Run], number: int) -> Counter[int]:
    """How often each width occurs around a run, in its own table as far as its ends are known."""
    first, last = number, number
    while first > max(number - _NEIGHBOURS, 0) and not runs[first - 1].ends_table:
        first -= 1
    while last + 1 < min(number + _NEIGHBOURS, len(runs)) and not runs[last].ends_table:
        last += 1
    return Counter(run.width for run in runs[first : last + 1])


# ---------------------------------------------------------------------------------- 1: text after a single empty line


def _ends_tables_twice(lines: list[str], runs: list[Run]) -> bool:
    """Whether this dump closes tables by a second empty line; one that has it nowhere is of another habit."""
    gaps = [chunks_between(lines, run.end, _limit(lines, runs, number))[0] for number, run in enumerate(runs)]
    return any(chunks[0].blanks > 1 for chunks in gaps if chunks)


def _keep_stray_text(lines: list[str], runs: list[Run]) -> list[Run]:
    kept: list[Run] = []
    for number, run in enumerate(runs):
        limit = _limit(lines, runs, number)
        chunks, _ = chunks_between(lines, run.end, limit)
        for chunk in chunks:
            if chunk.blanks > 1 or not _is_stray(lines, runs, number, chunk):
                break
            run.reach(chunk.last)
        if kept and kept[-1].end == run.first:
            kept[-1].join(run)
        else:
            kept.append(run)
    return kept


def _is_stray(lines: list[str], runs: list[Run], number: int, chunk: Chunk) -> bool:
    """Whether a text is a cell's; not so below a finished row of figures, nor where a report goes on for long."""
    if kind(cell_text(lines, runs[number].cells[-1])) == "figure" and _complete(runs, number):
        return False
    return number + 1 < len(runs) or chunk.last - chunk.first <= _LONGEST_STRAY_TEXT


# ------------------------------------------------------------------------------------- 2: text after more empty lines


def _place_loose_text(lines: list[str], runs: list[Run]) -> list[Run]:
    number = 0
    while number < len(runs):
        run = runs[number]
        chunks, after = chunks_between(lines, run.end, _limit(lines, runs, number))
        while chunks and waits(cell_text(lines, run.cells[-1]).split("\n", 1)[0]) and indented(lines, chunks[0]):
            run.reach(chunks.pop(0).last)
        if not chunks:
            number += 1
        elif len(chunks) == 1 and _mends_row(lines, runs, number, chunks[0]):
            run.join(runs.pop(number + 1))
        else:
            if after and _goes_on(lines, runs, number, chunks):
                run.reach(chunks[-1].last)
            else:
                run.ends_table = True
            number += 1
    return runs


def _mends_row(lines: list[str], runs: list[Run], number: int, chunk: Chunk) -> bool:
    """Whether the cells behind a text are the rest of the row before it."""
    if number + 1 >= len(runs) or chunk.last - chunk.first > _LONGEST_STRAY_TEXT or not _shows(lines, chunk):
        return False
    run, rest = runs[number], runs[number + 1]
    if _pieces(lines, runs, number, _NARROWEST_MENDED) == 2:
        return True
    widest = max(other.width for other in runs[max(number - _NEIGHBOURS, 0) : number + _NEIGHBOURS])
    alike = number + 2 < len(runs) and runs[number + 2].width == rest.width
    bare = all(cell.start == cell.stop for cell in run.cells) and not _complete(runs, number)
    return bare and chunk.last == rest.first and not alike and run.width + rest.width <= widest


def _shows(lines: list[str], chunk: Chunk) -> bool:
    return any(line.strip() for line in lines[chunk.first : chunk.last])


def _goes_on(lines: list[str], runs: list[Run], number: int, chunks: list[Chunk]) -> bool:
    """Whether a row of words is followed by rows like those before it, so that the text between is its last cell's.

    An unfinished row goes on over any text, a finished one only over whole sentences: a title would open another table.
    """
    if number + 1 >= len(runs) or kind(cell_text(lines, runs[number].cells[-1])) != "words":
        return False
    following = runs[number + 1].width
    if following == 1:
        return False
    if len(chunks) == 1 and number and not _complete(runs, number) and following == runs[number - 1].width:
        return runs[number].width > 1
    return following == runs[number].width and all(is_sentence(lines[chunk.last - 1]) for chunk in chunks)


# ------------------------------------------------------------------------------------ 3 and 4: nothing but empty lines


def _close_blank_gaps(lines: list[str], runs: list[Run]) -> list[Run]:
    number = 0
    while number + 1 < len(runs):
        pieces = 0 if runs[number].ends_table else _pieces(lines, runs, number, _NARROWEST_MENDED_SILENTLY)
        if pieces and _looks_broken(lines, runs, number, pieces):
            for _ in range(pieces - 1):
                runs[number].join(runs.pop(number + 1))
            continue
        blanks = runs[number + 1].first - runs[number].end
        if blanks >= _TABLE_BREAK and not _same_table(lines, runs[number], runs[number + 1]):
            runs[number].ends_table = True
        number += 1
    return runs


def _pieces(lines: list[str], runs: list[Run], number: int, narrowest: int) -> int:
    """How many runs from this one on make a row as wide as the row before or behind them; 0 where they do not."""
    counts = _counts(runs, number)
    width = runs[number].width
    for pieces in range(2, _MOST_PIECES + 1):
        behind = number + pieces
        if behind > len(runs) or runs[behind - 2].ends_table:
            return 0
        width += runs[behind - 1].width
        if pieces > 2 and any(piece.width > 1 and counts[piece.width] >= _USUAL for piece in runs[number:behind]):
            return 0
        if width < narrowest or counts[width] < _USUAL:
            continue
        if behind < len(runs) and runs[behind].width == runs[behind - 1].width:
            continue
        before = number > 0 and not runs[number - 1].ends_table and runs[number - 1].width == width
        if before or (not _closes(lines, runs, behind - 1) and width in _widths_at(runs, behind)):
            return pieces
    return 0


def _closes(lines: list[str], runs: list[Run], number: int) -> bool:
    """Whether a table ends, or may well end, behind a run: text stands there."""
    return runs[number].ends_table or bool(chunks_between(lines, runs[number].end, _limit(lines, runs, number))[0])


def _widths_at(runs: list[Run], number: int) -> tuple[int, int]:
    """How wide the next run is, and the next two together; 0 where they are not there."""
    one = sum(run.width for run in runs[number : number + 1])
    return one, sum(run.width for run in runs[number : number + 2]) if number + 1 < len(runs) else 0


def _looks_broken(lines: list[str], runs: list[Run], number: int, pieces: int) -> bool:
    """Whether the pieces look like one row, and not like a title above a heading of merged cells."""
    first = [cell_text(lines, cell) for cell in runs[number].cells]
    if not first[0].strip() or "\n" in first[-1]:
        return True
    row = [kind(cell_text(lines, cell)) for run in runs[number : number + pieces] for cell in run.cells]
    for beside in (number - 1, number + pieces):
        if 0 <= beside < len(runs) and runs[beside].width == len(row):
            other = [kind(cell_text(lines, cell)) for cell in runs[beside].cells]
            return any(a == b == "figure" for a, b in zip(row, other, strict=True))
    return False


def _same_table(lines: list[str], run: Run, following: Run) -> bool:
    """Whether a table goes on behind many empty lines."""
    last = cell_text(lines, run.cells[-1])
    if waits(last) or not last:
        return True
    if run.width == 1 or run.width != following.width:
        return False
    return [cell_text(lines, cell) for cell in run.cells] != [cell_text(lines, cell) for cell in following.cells]
