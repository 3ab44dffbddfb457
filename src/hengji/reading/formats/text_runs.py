"""The pieces a table dump is made of: cells, runs of cells, and the text and empty lines between runs."""

from __future__ import annotations

import re
from collections.abc import Collection

from hengji.records import dataclass

_FIRST_MARK = re.compile(r"[ \u3000\ufeff]*\t")
_FIGURE = re.compile(r"\s*[≥≤≧≦>＞<＜=]?\s*[-+－]?\d[\d,，]*(?:[.．]\d+)?\s*[%％‰]?\s*")
_INDENTED = re.compile(r" {4,}|\u3000{2,}")
_WAITING = (":", "：")
_SENTENCE_ENDS = ("。", "；", "！", "？", "。”", "）。")
_SHORTEST_SENTENCE = 16


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell: its first line, the line after its last, and where in the first line its text stands."""

    first: int
    last: int
    start: int
    stop: int


@dataclass(slots=True)
class Run:
    """Cells with no empty line between them: a row, or a part of one."""

    cells: list[Piece]
    ends_table: bool = False

    @property
    def width(self) -> int:
        """How many cells it has."""
        return len(self.cells)

    @property
    def first(self) -> int:
        """The line of its first cell."""
        return self.cells[0].first

    @property
    def end(self) -> int:
        """The line after its last cell."""
        return self.cells[-1].last

    def reach(self, last: int) -> None:
        """Let the last cell hold the lines before ``last``."""
        cell = self.cells[-1]
        self.cells[-1] = Piece(cell.first, last, cell.start, cell.stop)

    def join(self, other: Run) -> None:
        """Go on with the cells of another run; the lines between the two belong to the last cell."""
        self.reach(other.first)
        self.cells += other.cells
        self.ends_table = other.ends_table


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines of text between two runs, after ``blanks`` empty lines."""

    blanks: int
    first: int
    last: int


def runs_of(lines: list[str], taken: Collection[int]) -> list[Run]:
    """Every stretch of cells that follow each other directly; text directly below a cell belongs to it."""
    runs: list[Run] = []
    number = 0
    while number < len(lines):
        start = 0 if number in taken else _cell_start(lines[number], number)
        if not start:
            number += 1
            continue
        cells, last = _cells_at(lines, number, start, taken)
        if runs and runs[-1].end == number:
            runs[-1].cells += cells
        else:
            runs.append(Run(cells))
        number = last
    return runs


def _cell_start(line: str, number: int) -> int:
    """Where the text of a cell starts in its line, 0 where none does; only the first line may have blanks before it."""
    if line.startswith("\t"):
        return 1
    mark = _FIRST_MARK.match(line) if number == 0 else None
    return mark.end() if mark else 0


def _cells_at(lines: list[str], number: int, start: int, taken: Collection[int]) -> tuple[list[Piece], int]:
    """The cell starting at a line (and the empty cells whose tabs stand before it), and the line after it."""
    cells: list[Piece] = []
    while lines[number].startswith("\t", start):
        cells.append(Piece(number, number + 1, start, start))
        start += 1
    last = number + 1
    while last < len(lines) and lines[last] and not lines[last].startswith("\t") and last not in taken:
        last += 1
    return [*cells, Piece(number, last, start, len(lines[number]))], last


def chunks_between(lines: list[str], start: int, end: int) -> tuple[list[Chunk], int]:
    """The texts between two lines, and how many empty lines follow the last of them."""
    chunks: list[Chunk] = []
    blanks, number = 0, start
    while number < end:
        if not lines[number]:
            blanks += 1
            number += 1
            continue
        last = number
        while last < end and lines[last]:
            last += 1
        chunks.append(Chunk(blanks, number, last))
        blanks, number = 0, last
    return chunks, blanks


def cell_text(lines: list[str], cell: Piece) -> str:
    """The text of a cell."""
    return "\n".join([lines[cell.first][cell.start : cell.stop], *lines[cell.first + 1 : cell.last]])


def kind(text: str) -> str:
    """Whether a cell holds nothing (``empty``), a single number (``figure``) or words (``words``)."""
    if not text.strip():
        return "empty"
    return "figure" if _FIGURE.fullmatch(text) else "words"


def waits(text: str) -> bool:
    """Whether a cell leaves room for writing: it ends in a colon."""
    return text.rstrip().endswith(_WAITING)


def indented(lines: list[str], chunk: Chunk) -> bool:
    """Whether a text stands far from the margin, as lines for a signature and a date do."""
    return all(_INDENTED.match(line) for line in lines[chunk.first : chunk.last])


def is_sentence(text: str) -> bool:
    """Whether a text is one line of running text, as no title and hardly a cell of a table is."""
    shown = text.strip()
    return len(shown) >= _SHORTEST_SENTENCE and shown.endswith(_SENTENCE_ENDS) and "\n" not in shown
