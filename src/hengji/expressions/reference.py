"""What an expression may name: a concept with selectors, or a cell of a form."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from hengji.records import dataclass

WILDCARD = "*"


class RefType(StrEnum):
    """What a reference stands for: one number, several numbers, or something that is no number (text, date, code)."""

    NUMBER = "number"
    NUMBERS = "numbers"
    OTHER = "other"


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """A concept (``name``) or a cell (``path`` of one to three ids), narrowed by ``selectors`` in canonical order.

    Two references are equal when their canonical ``text`` is equal; it serves as key and is shown in messages.
    """

    name: str = ""
    path: tuple[str, ...] = ()
    selectors: tuple[tuple[str, str], ...] = ()
    text: str = field(init=False)

    def __post_init__(self) -> None:
        head = self.name or f"[{'/'.join(self.path)}]"
        inside = ", ".join(f"{name}: {_quoted(value)}" for name, value in self.selectors)
        object.__setattr__(self, "text", f"{head}{{{inside}}}" if inside else head)

    def __hash__(self) -> int:
        return hash(self.text)

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Reference) and self.text == other.text)

    def __str__(self) -> str:
        return self.text

    @property
    def is_cell(self) -> bool:
        """Whether a cell of a form is meant, not a concept."""
        return bool(self.path)

    @property
    def is_wild(self) -> bool:
        """Whether a ``*`` stands for several values."""
        return WILDCARD in self.path or any(value == WILDCARD for _, value in self.selectors)

    def selected(self, name: str) -> str | None:
        """The value one selector asks for, None when the reference does not say."""
        for key, value in self.selectors:
            if key == name:
                return value
        return None


def _quoted(value: str) -> str:
    """A selected value as it can be parsed again."""
    plain = value and not any(character.isspace() or character in '{},:"' for character in value)
    return value if plain else f'"{value}"'
