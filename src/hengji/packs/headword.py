"""Words of table heads that mean the same on every form: codes, names, ordinals, totals, last year."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hengji.packs.source import Reader


class Role(StrEnum):
    """What a head word says of its column (or, `numbers`, of its row)."""

    CODE = "code"
    CLASS = "class"
    GROUP = "group"
    ITEM = "item"
    NAME = "name"
    LABEL = "label"
    ORDINAL = "ordinal"
    NUMBERS = "numbers"
    TOTAL = "total"
    PRIOR = "prior"
    ASIDE = "aside"
    CHANGE = "change"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class HeadWord:
    """Words of one role."""

    id: str
    role: Role
    words: tuple[str, ...]


def load_headword(reader: Reader) -> HeadWord:
    """Head words as declared."""
    written = [role.value for role in Role if role is not Role.VALUE]
    found = HeadWord(reader.text("id"), Role(reader.choice("role", written)), reader.texts("words"))
    reader.done()
    return found
