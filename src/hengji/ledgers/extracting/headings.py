"""The heading of a list, found by its words: titles may stand above it, and it may have several rows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from hengji.ledgers.grid import Grid
from hengji.packs.ledger.extract import Extract, ExtractColumn
from hengji.records import dataclass

DEEPEST = 40
"""Rows from the top in which a heading is looked for."""
HIGHEST = 3
"""Rows of a heading."""
INSIDE = re.compile(r"\([^()]*\)")
SAYS = re.compile(r"([^:]+):(.+)")


def plain(text: str) -> str:
    """A heading as it is compared: half width, no blanks, no star of a compulsory column."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).strip("*:")


def bare(text: str) -> str:
    """A plain heading without what it says in brackets: unit, remarks."""
    return INSIDE.sub("", text)


@dataclass(frozen=True, slots=True)
class Heading:
    """Where a list begins: the first row of its heading, how many it has, and the place of each declared column.

    ``words`` are the headings of all places, ``above`` what stands before the heading for columns that may stand there.
    """

    first: int
    height: int
    places: Mapping[str, int]
    words: tuple[str, ...]
    above: Mapping[str, str]

    @property
    def body(self) -> int:
        """The first row after the heading."""
        return self.first + self.height


def heading_of(grid: Grid, rows: Sequence[Sequence[str]], extract: Extract) -> Heading | None:
    """The heading that names the most columns of an extract; None where one that is needed is nowhere.

    ``rows`` are those of the grid, filled.
    """
    best: Heading | None = None
    for first in range(min(len(rows), DEEPEST)):
        if not any(rows[first]):
            continue
        for height in _heights(grid, first, len(rows)):
            band = [_words(column) for column in zip(*rows[first : first + height], strict=True)]
            places = _placed(band, extract.columns.values())
            if best is None or len(places) > len(best.places):
                words = tuple(one[0] if one else "" for one in band)
                best = Heading(first, height, places, words, {})
    if best is None or not best.places:
        return None
    lacking = [one for one in extract.columns.values() if one.id not in best.places and one.above]
    above = dict(_above(rows[: best.first], lacking))
    return Heading(best.first, best.height, best.places, best.words, above)


def lacking(heading: Heading | None, extract: Extract) -> list[ExtractColumn]:
    """The columns an extract needs that a heading does not have."""
    found = {*heading.places, *heading.above} if heading else set()
    return [one for one in extract.columns.values() if one.needed and one.id not in found]


def _heights(grid: Grid, first: int, count: int) -> Iterator[int]:
    """How many rows a heading may have: never less than its merged cells reach down."""
    least = 1
    for top, _, bottom, _ in grid.merges:
        if top == first:
            least = max(least, bottom - first + 1)
    if least <= HIGHEST:
        yield from range(least, min(HIGHEST, count - first) + 1)


def _words(column: Sequence[str]) -> list[str]:
    """What a column may be called: its lowest word, its words joined; each with and without brackets."""
    told = [plain(text) for text in dict.fromkeys(column) if text]
    if not told:
        return []
    joined = "".join(told)
    return list(dict.fromkeys((told[-1], bare(told[-1]), joined, bare(joined))))


def _placed(band: Sequence[Sequence[str]], columns: Iterable[ExtractColumn]) -> dict[str, int]:
    found: dict[str, int] = {}
    taken: set[int] = set()
    for column in columns:
        place = _place(band, column, taken)
        if place is not None:
            found[column.id] = place
            taken.add(place)
    return found


def _place(band: Sequence[Sequence[str]], column: ExtractColumn, taken: set[int]) -> int | None:
    for label in map(plain, column.labels):
        for place, words in enumerate(band):
            if place not in taken and label in words:
                return place
    return None


def _above(rows: Sequence[Sequence[str]], columns: Sequence[ExtractColumn]) -> Iterator[tuple[str, str]]:
    """What titles say as 名称：值, in one cell or in two."""
    said: dict[str, str] = {}
    for row in rows:
        cells = [unicodedata.normalize("NFKC", cell) for cell in dict.fromkeys(row) if cell]
        for place, cell in enumerate(cells):
            parts = SAYS.match(cell)
            if parts:
                said.setdefault(plain(parts[1]), parts[2].strip())
            elif place + 1 < len(cells) and cell.rstrip().endswith(":"):
                said.setdefault(plain(cell), cells[place + 1].strip())
    for column in columns:
        text = next((said[label] for label in map(plain, column.labels) if label in said), "")
        if text:
            yield column.id, INSIDE.sub("", text).strip()
