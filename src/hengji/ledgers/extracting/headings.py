"""The heading of a list, found by its words: titles may stand above it, and it may have several rows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

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


class Bands:
    """The rows of a grid as the headings they might be: for each first row and height, the place of every word.

    ``rows`` are those of the grid, filled.
    """

    def __init__(self, grid: Grid) -> None:
        self.rows = grid.filled()
        self.bands = [
            (first, height, [_words(column) for column in zip(*self.rows[first : first + height], strict=True)])
            for first in range(min(len(self.rows), DEEPEST))
            if any(self.rows[first])
            for height in _heights(grid, first, len(self.rows))
        ]
        self.places = [_places(words) for *_, words in self.bands]
        self.words = frozenset(word for places in self.places for word in places)


def heading_of(bands: Bands, extract: Extract) -> Heading | None:
    """The heading that names the most columns of an extract; None where one that is needed is nowhere."""
    best: tuple[int, dict[str, int]] | None = None
    most = (0, 0)  # the most columns, in the fewest rows
    labels = {_label(label) for column in extract.columns.values() for label in column.labels}
    for number, places in enumerate(bands.places):
        fewer = -bands.bands[number][1]
        if (len(labels & places.keys()), fewer) <= most:
            continue
        found = _placed(places, extract.columns.values())
        if found and (best is None or (len(found), fewer) > most):
            best, most = (number, found), (len(found), fewer)
    if best is None:
        return None
    first, height, words = bands.bands[best[0]]
    lacking = [one for one in extract.columns.values() if one.id not in best[1] and one.above]
    above = dict(_above(bands.rows[:first], lacking)) if lacking else {}
    return Heading(first, height, best[1], tuple(one[0] if one else "" for one in words), above)


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


def _places(band: Sequence[Sequence[str]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, words in enumerate(band):
        for word in words:
            found.setdefault(word, []).append(place)
    return found


def _placed(places: Mapping[str, Sequence[int]], columns: Iterable[ExtractColumn]) -> dict[str, int]:
    """The place of each column: the first not taken yet that has one of its labels, in the order of these."""
    found: dict[str, int] = {}
    taken: set[int] = set()
    for column in columns:
        for label in map(_label, column.labels):
            place = next((one for one in places.get(label, ()) if one not in taken), None)
            if place is not None:
                found[column.id] = place
                taken.add(place)
                break
    return found


def has(bands: Bands, labels: Iterable[str]) -> bool:
    """Whether one of some labels stands anywhere a heading may be."""
    return any(_label(label) in bands.words for label in labels)


@lru_cache(maxsize=1 << 14)
def _label(text: str) -> str:
    return plain(text)


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
