"""Aligning the rows of a table with the lines of a form: the best order-preserving match, found by dynamic programming.

A row may stay unmatched (then it is listed, never dropped) and a line may be missing; a repeated line may take many
rows. Described in docs/algorithms/recognition.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hengji.reading.tables.matching import Fit
from hengji.records import dataclass

SKIP_ROW, SKIP_LINE, SKIP_OPTIONAL = -1.2, -0.7, -0.05
IMPOSSIBLE = float("-inf")


@dataclass(frozen=True, slots=True)
class Aligned:
    """Row ``row`` is line ``line``, with this fit."""

    row: int
    line: int
    fit: Fit


def align(
    rows: int, lines: int, fit: Callable[[int, int], Fit | None], *, many: Sequence[bool], optional: Sequence[bool]
) -> tuple[float, list[Aligned]]:
    """The best alignment of ``rows`` rows with ``lines`` lines and its score."""
    fits = [[fit(row, line) for line in range(lines)] for row in range(rows)]
    best = [[IMPOSSIBLE] * (lines + 1) for _ in range(rows + 1)]
    step: list[list[str]] = [[""] * (lines + 1) for _ in range(rows + 1)]
    best[0][0] = 0.0
    for row in range(rows + 1):
        for line in range(lines + 1):
            here = best[row][line]
            if here == IMPOSSIBLE:
                continue
            if line < lines:
                cost = SKIP_OPTIONAL if optional[line] else SKIP_LINE
                _better(best, step, row, line + 1, here + cost, "line")
            if row < rows:
                _better(best, step, row + 1, line, here + SKIP_ROW, "row")
                found = fits[row][line] if line < lines else None
                if found is not None:
                    _better(best, step, row + 1, line + 1, here + found.score, "match")
                again = fits[row][line - 1] if line > 0 and many[line - 1] else None
                if again is not None:
                    _better(best, step, row + 1, line, here + again.score, "again")
    return best[rows][lines], _trace(step, fits, rows, lines)


def _better(best: list[list[float]], step: list[list[str]], row: int, line: int, value: float, how: str) -> None:
    if value > best[row][line]:
        best[row][line] = value
        step[row][line] = how


def _trace(step: list[list[str]], fits: list[list[Fit | None]], rows: int, lines: int) -> list[Aligned]:
    found: list[Aligned] = []
    row, line = rows, lines
    while row or line:
        how = step[row][line]
        if how == "line":
            line -= 1
            continue
        row -= 1
        if how == "row":
            continue
        if how == "match":
            line -= 1
            target = line
        else:
            target = line - 1
        fit = fits[row][target]
        if fit is not None:
            found.append(Aligned(row, target, fit))
    return found[::-1]
