"""Facts and statements: the key says what, whose and when; each statement is one figure printed (or typed) somewhere.

Statements of one key that disagree are a finding, never an overwrite.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from decimal import Decimal
from enum import StrEnum

from hengji.facts.place import Place
from hengji.records import dataclass


class State(StrEnum):
    """How a cell or slot was filled; blank, zero, —— and missing are different things."""

    REPORTED = "reported"
    ZERO = "zero"
    BLANK = "blank"
    NOT_APPLICABLE = "not_applicable"
    NIL = "nil"
    UNREADABLE = "unreadable"


class Kind(StrEnum):
    """What sort of value a concept has."""

    MONEY = "money"
    COUNT = "count"
    RATIO = "ratio"
    SCORE = "score"
    QUANTITY = "quantity"
    TEXT = "text"
    DATE = "date"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class FactKey:
    """What a figure means: concept, period ("2023", "2023-12-31"), scenario, organisation, scope and dimensions.

    ``organisation`` is None for the filing's own organisation; ``dimensions`` are sorted (name, value) pairs.
    """

    concept: str
    period: str = ""
    scenario: str = ""
    organisation: str | None = None
    scope: str = ""
    dimensions: tuple[tuple[str, str], ...] = ()

    def dimension(self, name: str) -> str | None:
        """The value of one dimension, None when the key has no such dimension."""
        for key, value in self.dimensions:
            if key == name:
                return value
        return None


def dimensions_of(mapping: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Dimensions in their canonical order."""
    return tuple(sorted(mapping.items()))


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement comes from: a place with its verbatim quote, or who typed it, or what computed it."""

    document: str = ""
    place: Place | None = None
    quote: str = ""
    origin: str = "read"  # read | typed | computed | ledger


@dataclass(frozen=True, slots=True)
class Statement:
    """One figure or text, stated once.

    ``value`` is in the printed ``unit``, exact; ``text`` holds a qualitative value, a deadline or a text;
    ``low``/``high`` hold a range; ``quantum`` (printed unit) is that of the form or column, ``decimals`` those
    printed. ``address`` is the logical cell "form!band/row/column" (with "#n" for the n-th of repeated rows) or the
    sentence slot "sentence!slot". ``heading`` is the label printed beside the cell, so that a blank cell can be shown
    by its label. ``said`` are (name, words) pairs printed around the figure that tell a reader more and are no part of
    the key: the edition's own term, the whole it is listed under, the heading.
    """

    id: str
    key: FactKey
    state: State
    kind: Kind
    value: Decimal | None = None
    text: str = ""
    relation: str = "="
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    quantum: Decimal | None = None
    decimals: int = 0
    source: Source = field(default_factory=Source)
    component: str = ""
    table: str = ""
    address: str = ""
    label: str = ""
    scenario_label: str = ""
    heading: Source | None = None
    said: tuple[tuple[str, str], ...] = ()

    @property
    def place(self) -> Place | None:
        """Where the figure stands, None when it was typed or computed."""
        return self.source.place


class FactStore:
    """All statements of a filing, by key, by address and in order of appearance."""

    def __init__(self, statements: Iterable[Statement] = ()) -> None:
        self._all: list[Statement] = []
        self._by_key: dict[FactKey, list[Statement]] = {}
        self._by_concept: dict[str, list[Statement]] = {}
        self._by_id: dict[str, Statement] = {}
        for statement in statements:
            self.add(statement)

    def add(self, statement: Statement) -> None:
        """Append a statement; ids must be unique."""
        if statement.id in self._by_id:
            raise ValueError(f"statement id {statement.id} is taken")
        self._all.append(statement)
        self._by_id[statement.id] = statement
        self._by_key.setdefault(statement.key, []).append(statement)
        self._by_concept.setdefault(statement.key.concept, []).append(statement)

    def __iter__(self) -> Iterator[Statement]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def get(self, statement_id: str) -> Statement | None:
        """The statement with this id."""
        return self._by_id.get(statement_id)

    def of_key(self, key: FactKey) -> list[Statement]:
        """All statements of one fact, in order of appearance."""
        return list(self._by_key.get(key, ()))

    def of_concept(self, concept: str) -> list[Statement]:
        """All statements of one concept, whatever the context."""
        return list(self._by_concept.get(concept, ()))

    def keys(self) -> list[FactKey]:
        """Every key stated, in order of first appearance."""
        return list(self._by_key)
