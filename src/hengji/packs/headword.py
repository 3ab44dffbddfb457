"""Words of table heads that mean the same on every form: codes, names, ordinals, totals, last year."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from hengji.packs.errors import Mark
from hengji.packs.source import Reader
from hengji.records import dataclass

NOWHERE = Mark("", 0)


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
    """Words of one role; those of a change say which one they mean."""

    id: str
    role: Role
    words: tuple[str, ...]
    means: str = ""
    mark: Mark = field(default=NOWHERE, compare=False)


def load_headword(reader: Reader) -> HeadWord:
    """Head words as declared."""
    written = [role.value for role in Role if role is not Role.VALUE]
    role = Role(reader.choice("role", written))
    found = HeadWord(reader.text("id"), role, reader.texts("words"), reader.text("means", ""), reader.node.mark)
    reader.done()
    return found
