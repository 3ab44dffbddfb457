"""The rows of an unknown table told apart: heads, rows under them, and labels with their cell beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from hengji.engine.drafting.nearest import label_part
from hengji.engine.drafting.sample import Look, Square, Squares, look_of
from hengji.packs.labels import bare, plain
from hengji.reading.tables.heads import Vocabulary


@dataclass(slots=True)
class Stretch:
    """Heads and the rows under them; ``labelled`` rows hold labels each with its cell (``values``, by row)."""

    heads: list[Squares] = field(default_factory=list)
    data: list[Squares] = field(default_factory=list)
    labelled: bool = False
    values: dict[int, list[int]] = field(default_factory=dict)


def stretches_of(rows: Sequence[Squares], words: Vocabulary) -> list[Stretch]:
    """The stretches of a table, from top to bottom."""
    found: list[Stretch] = []
    current = Stretch()
    for number, row in enumerate(rows):
        below = rows[number + 1] if number + 1 < len(rows) else None
        values = labelled_cells(row, words)
        if is_head(row, below, words):
            if current.data:
                found.append(current)
                current = Stretch()
            current.heads.append(row)
            continue
        labelled = values is not None and not _under(row, current)
        if current.data and labelled != current.labelled:
            found.append(current)
            current = Stretch()
        current.labelled = labelled
        current.data.append(row)
        current.values[id(row)] = values or []
    if current.heads or current.data:
        found.append(current)
    return found


def is_head(row: Squares, below: Squares | None, words: Vocabulary) -> bool:
    """Whether a row only prints words, over cells that hold something else."""
    said = [one for one in row if not one.continued]
    looks = [one.look for one in said]
    if Look.FIGURE in looks and not _index(said):
        return False
    if looks.count(Look.WORDS) < 2:
        return looks.count(Look.WORDS) == 1 and len(said) == 1 and len(row) == 1 and not label_part(said[0].text)
    labelled = labelled_cells(row, words)
    if labelled is not None and (Look.BLANK in looks or any(row[at].look is Look.WORDS for at in labelled)):
        return False
    if below is None:
        return False
    under = [one for one in below if one.look is not Look.WORDS and not one.continued]
    starts = {one.first for one in said if one.look is Look.WORDS}
    edges = {edge for one in said for edge in (one.first, one.last)}
    over = any(one.first in starts or one.first in edges for one in under)
    nested = all(one.look is Look.WORDS for one in below if not one.continued) and len(below) >= len(row)
    return (over or nested) and looks.count(Look.BLANK) <= 1


def _index(said: Sequence[Square]) -> bool:
    """Whether a row counts its columns."""
    digits = [int(plain(one.text)) for one in said if plain(one.text).isdigit()]
    return len(digits) > 1 and digits == list(range(digits[0], digits[0] + len(digits))) and digits[0] <= 1


def labelled_cells(row: Squares, words: Vocabulary) -> list[int] | None:
    """The cells of a row that hold something, each with its label before it or in it; None where it is no such row."""
    found: list[int] = []
    label = False
    for number, square in enumerate(row):
        if square.continued:
            continue
        inside = label_part(square.text) if square.look is Look.WORDS else ""
        if inside and look_of(plain(square.text)[len(inside) :]) is not Look.WORDS:
            found.append(number)
        elif square.look is Look.WORDS and not (label and _known_text(row[number - 1], words)):
            label = True
        elif label:
            found.append(number)
            label = False
        else:
            return None
    return found or None


def _known_text(square: Square, words: Vocabulary) -> bool:
    """Whether a label is that of a known text: what stands behind it is the text, though it is words."""
    return any(
        bare(square.text) in {bare(name) for name in (one.label, *one.aliases)}
        for one in words.concepts.values()
        if one.kind.value in {"text", "code", "date"}
    )


def _under(row: Squares, stretch: Stretch) -> bool:
    """Whether a row stands under heads of its own: one label, then a cell under each of several heads."""
    if not stretch.heads:
        return False
    heads = {one.first for one in stretch.heads[-1]}
    cells = [one for one in row if not one.continued]
    values = [one for one in cells if one.look is not Look.WORDS]
    several = len(values) > 1 or len(cells) == len(values) or len(stretch.heads[-1]) == len(row)
    return several and all(one.first in heads for one in values)
