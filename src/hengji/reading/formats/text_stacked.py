"""Tables that lost their marks: a cell per line and nothing else, row by row, or column by column.

What is left is rhythm. Row by row, a line of words is followed by the same number of figures again and again; column by
column, one list of labels by lists of figures of the same length, each below its head. Where the rhythm is not kept
over several rows nothing is put together: figures under a wrong label are worse than figures without one. Empty lines
are cells where the rhythm needs them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from hengji.documents.document import Cell, Row, Table, Text
from hengji.facts.place import TextPlace

_FIGURE = re.compile(
    r"\s*(?:[≥≤≧≦>＞<＜=]?\s*[-+－]?\d[\d,，]*(?:[.．]\d+)?\s*(?:[%％‰]|[\u4e00-\u9fff]{1,2})?|[-—–－/]{1,4})\s*"
)
_LABELS, _FIGURES = re.compile("w+"), re.compile("f+")
_LONGEST_LABEL = 40
_FEWEST_ROWS = 4
_FEWEST_LABELS, _FEWEST_LISTS = 4, 2
_WIDEST = 16
_SENTENCE_END = ("。", "；", "！", "？", "，", "、", ";")
_DATE_OR_PAGE = re.compile(r"\s*(?:(?:19|20)\d{2}年|第?\s*\d{1,3}\s*页|[-—－]\s*\d{1,3}\s*[-—－])\s*")


def stacked_tables(lines: list[str], taken: Collection[int]) -> list[tuple[int, int, Table]]:
    """The tables a cell per line, each with its first line and the line after its last (from 0)."""
    signs = "".join("x" if number in taken else _sign(line) for number, line in enumerate(lines))
    found: list[tuple[int, int, Table]] = []
    position = 0
    while position < len(signs):
        grid = _by_columns(signs, position) or _by_rows(signs, position)
        if grid is None:
            position += 1
            continue
        numbers = [number for row in grid for number in row if number >= 0]
        found.append((min(numbers), max(numbers) + 1, _table(lines, grid)))
        position = max(numbers) + 1
    return found


def _sign(line: str) -> str:
    """What a line may be: a figure (f), words (w), nothing (e), or no cell at all (x)."""
    said = line.strip(" \u3000\f")
    if not said:
        return "e"
    if _DATE_OR_PAGE.fullmatch(said) or "\t" in line or len(said) > _LONGEST_LABEL:
        return "x"
    if _FIGURE.fullmatch(said):
        return "f"
    return "x" if said.endswith(_SENTENCE_END) else "w"


def _by_rows(signs: str, start: int) -> list[list[int]] | None:
    """Heads, and rows of one label and as many figures each; the lines of each row.

    Between such stretches a heading may stand with one row of figures whose first cell continues the head above.
    """
    grid: list[list[int]] = []
    rows, position = 0, start
    while position < len(signs):
        pair, stretch = _pair(signs, position), _stretch(signs, position)
        if pair:
            grid += [list(range(position, position + pair)), list(range(position + pair, position + 2 * pair))]
            position += 2 * pair
        elif stretch:
            width, count = stretch
            grid += [list(range(position + width * row, position + width * (row + 1))) for row in range(count + 1)]
            rows = max(rows, count)
            position += width * (count + 1)
        else:
            break
    return grid if rows >= _FEWEST_ROWS else None


def _run(signs: str, start: int, sign: str) -> int:
    """How many signs of a kind stand from a position on."""
    end = start
    while end < len(signs) and signs[end] == sign and end - start <= 2 * _WIDEST:
        end += 1
    return end - start


def _pair(signs: str, start: int) -> int:
    """The width of a heading with one row below whose first cell is empty; 0 where there is none."""
    heads = _run(signs, start, "w")
    behind = start + heads
    fits = heads >= 3 and signs[behind : behind + 1] == "e" and _run(signs, behind + 1, "f") == heads - 1
    return heads if fits else 0


def _stretch(signs: str, start: int) -> tuple[int, int] | None:
    """The width of a heading with rows of a label and figures below, and how many rows; None where there is none."""
    words = _run(signs, start, "w")
    figures = _run(signs, start + words, "f")
    width = figures + 1
    if figures < 2 or words != width + 1 or width > _WIDEST:
        return None
    count, position = 0, start + width
    while signs[position : position + 1] == "w":
        cells = signs[position + 1 : position + width]
        after = signs[position + width : position + width + 1]
        if len(cells) < figures or set(cells) - {"f", "e"} or "f" not in cells or after == "f":
            break
        count += 1
        position += width
    return width, count


def _by_columns(signs: str, start: int) -> list[list[int]] | None:
    """A list of labels under its head, then lists of figures as long, each under its head."""
    labels = _LABELS.match(signs, start)
    if labels is None or (start and signs[start - 1] == "w"):
        return None
    behind = _FIGURES.match(signs, labels.end())
    count = len(behind[0]) if behind else 0
    if count < _FEWEST_LABELS or len(labels[0]) < count + 2:
        return None
    lists = re.compile(f"(?:wf{{{count}}}(?!f))+").match(signs, labels.end() - 1)
    if lists is None or lists.end() - lists.start() < _FEWEST_LISTS * (count + 1):
        return None
    width = (lists.end() - lists.start()) // (count + 1)
    if count <= width + 1:  # as likely rows as columns
        return None
    top = labels.end() - 1 - (count + 1)
    columns: list[Sequence[int]] = [range(top, top + count + 1)]
    columns += [range(line, line + count + 1) for line in range(lists.start(), lists.end(), count + 1)]
    return [[column[row] for column in columns] for row in range(count + 1)]


def _table(lines: list[str], grid: list[list[int]]) -> Table:
    rows = tuple(Row(tuple(_cell(lines, number) for number in row)) for row in grid)
    return Table(rows, rows[0].cells[0].text.whole(), spans_known=False)


def _cell(lines: list[str], number: int) -> Cell:
    line = lines[number]
    said = line.strip(" \u3000\f")
    start = line.index(said) if said else 0
    return Cell(Text(said, ((0, TextPlace(start, start + len(said), number + 1)),)))
