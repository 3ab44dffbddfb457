"""What is checked: the components of a filing with their facts and running text, whatever they were read from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hengji.documents.document import Text
from hengji.facts.fact import FactStore, Statement
from hengji.packs.pack import Pack


@dataclass(frozen=True, slots=True)
class SubjectPart:
    """One component: its kind, year, unit and the pack it is checked by."""

    id: str
    kind: str
    label: str
    year: int
    organisation: str
    pack: Pack


@dataclass(frozen=True, slots=True)
class TextLine:
    """A paragraph of running text with the component it belongs to and its automatic number."""

    text: Text
    component: str
    marker: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """A filing to be checked."""

    parts: Sequence[SubjectPart]
    facts: FactStore
    lines: Sequence[TextLine] = ()

    def part(self, identifier: str) -> SubjectPart | None:
        """The component with this id."""
        return next((part for part in self.parts if part.id == identifier), None)

    def by_table(self) -> Iterator[tuple[SubjectPart, str, Mapping[str, Statement]]]:
        """Every recognised table: its component, its form, and its statements by logical address."""
        tables: dict[str, list[Statement]] = {}
        for statement in self.facts:
            if statement.table:
                tables.setdefault(statement.table, []).append(statement)
        for statements in tables.values():
            part = self.part(statements[0].component)
            if part is not None:
                form = statements[0].address.split("!")[0]
                yield part, form, {statement.address.partition("!")[2]: statement for statement in statements}

    def of_part(self, part: str) -> list[Statement]:
        """The statements of one component in order."""
        return [statement for statement in self.facts if statement.component == part]
