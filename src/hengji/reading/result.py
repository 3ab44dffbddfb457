"""What reading a file gives: components, tables, statements, and an account of every numeral."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from hengji.documents.document import Block, Document, Problem, Table
from hengji.facts.fact import FactStore
from hengji.facts.place import Place
from hengji.packs.pack import Pack
from hengji.reading.components import Part
from hengji.reading.tables.fields import Field
from hengji.reading.tables.recognition import RecognisedTable
from hengji.records import dataclass


@dataclass(frozen=True, slots=True)
class TypedNumeral:
    """A numeral that is no figure: a date, an ordinal, a document number."""

    type: str
    place: Place
    quote: str


def glued(typed: Sequence[TypedNumeral]) -> list[TypedNumeral]:
    """Numerals in order, a list number and the year it is glued to (4.2021年) told as one: nothing parts them."""
    found: list[TypedNumeral] = []
    waiting = {(one.place.anchor(), one.place.start): one for one in typed if one.type in ("year", "date")}
    taken: set[int] = set()
    for one in typed:
        year = waiting.get((one.place.anchor(), one.place.end))
        if one.type == "ordinal" and one.quote.endswith(".") and year is not None:
            taken.add(id(year))
            place = one.place.at(one.place.start, year.place.end)
            found.append(TypedNumeral(f"ordinal-{year.type}", place, one.quote + year.quote))
        else:
            found.append(one)
    return [one for one in found if id(one) not in taken]


@dataclass(frozen=True, slots=True)
class Unread:
    """A numeral or cell that was not understood; listed, never dropped."""

    place: Place
    quote: str


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table and, when it was recognised, what it was recognised as; ``free`` is what one of no form states."""

    id: str
    block: int
    table: Table
    component: str
    title: str
    recognised: RecognisedTable | None
    free: RecognisedTable | None = None


@dataclass(slots=True)
class Reading:
    """A file, read."""

    document: Document
    blocks: list[Block]
    parts: list[Part]
    packs: Mapping[str, Pack]
    tables: list[ReadTable]
    facts: FactStore
    typed: list[TypedNumeral]
    not_understood: list[Unread]
    problems: list[Problem] = field(default_factory=list)
    headings: dict[int, str] = field(default_factory=dict)
    fields: list[Field] = field(default_factory=list)

    def part(self, identifier: str) -> Part | None:
        """The component with this id."""
        return next((part for part in self.parts if part.id == identifier), None)

    def pack_of(self, component: str) -> Pack:
        """The pack a component was read with."""
        return self.packs[component]

    @property
    def status(self) -> str:
        """How far the file could be read."""
        if not self.blocks and not len(self.facts):
            return "not read"
        return "partly read" if self.problems else "read"
