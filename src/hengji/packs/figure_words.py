"""The words right around a figure, as a pack declares them: at least, about, increased, more than, none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from hengji.packs.words import WordKind, WordList, meanings
from hengji.records import dataclass

Meanings = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FigureWords:
    """Words with what they mean, longest first.

    ``before`` and ``after`` state a relation (不超过 ≤, 以上 ≥); ``not_before`` end like one and state none (节约);
    ``in_cells`` are those that state one only where nothing else stands around (控制在 3%).
    ``directions`` are those of changes, ``comparisons`` those of one amount with another. A cell that says ``nil`` is
    nothing, one that says ``not_applicable`` has no figure.
    """

    before: Meanings = ()
    after: Meanings = ()
    not_before: tuple[str, ...] = ()
    directions: Meanings = ()
    comparisons: Meanings = ()
    nil: tuple[str, ...] = ()
    not_applicable: tuple[str, ...] = ()
    in_cells: Meanings = ()

    @classmethod
    def of(cls, lists: Mapping[str, WordList]) -> FigureWords:
        """The words of a pack."""
        return cls(
            before=tuple(meanings(lists, WordKind.RELATION_BEFORE).items()),
            after=tuple(meanings(lists, WordKind.RELATION_AFTER).items()),
            not_before=tuple(meanings(lists, WordKind.NOT_LINK)),
            directions=tuple(meanings(lists, WordKind.DIRECTION).items()),
            comparisons=tuple(meanings(lists, WordKind.COMPARISON).items()),
            nil=tuple(meanings(lists, WordKind.NIL)),
            not_applicable=tuple(meanings(lists, WordKind.NOT_APPLICABLE)),
            in_cells=tuple(meanings(lists, WordKind.RELATION_IN_CELL).items()),
        )


NO_WORDS: Final = FigureWords()
