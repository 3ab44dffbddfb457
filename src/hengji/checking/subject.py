"""What is checked: the components of a filing with their facts and running text, whatever they were read from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from hengji.documents.document import Text
from hengji.facts.fact import FactStore, Statement
from hengji.packs.pack import Pack
from hengji.records import dataclass


@dataclass(frozen=True, slots=True)
class SubjectPart:
    """One component: its kind, year, unit and the pack it is checked by.

    ``previous`` marks a component of last year's filing that only lies beside: it is held against, not checked.
    """

    id: str
    kind: str
    label: str
    year: int
    organisation: str
    pack: Pack
    previous: bool = False


@dataclass(frozen=True, slots=True)
class TextLine:
    """A paragraph of running text with the component it belongs to, its automatic number, and its block in order."""

    text: Text
    component: str
    marker: str = ""
    block: int = -1


@dataclass(frozen=True, slots=True)
class TextRow:
    """The cells of one row of a table, a text of several lines line by line, with its component and block."""

    cells: tuple[Text, ...]
    component: str
    table: str = ""
    block: int = -1


@dataclass(frozen=True, slots=True)
class ShiftedRow:
    """A row of a recognised table that stands ``by`` columns beside its heads (1: to the right): its filled cells."""

    component: str
    form: str
    label: str
    by: int
    cells: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """A filing to be checked. ``units`` numbers the units whose papers it holds, by component.

    ``earlier`` are the paragraphs of last year's filing, where it lies beside.
    """

    parts: Sequence[SubjectPart]
    facts: FactStore
    lines: Sequence[TextLine] = ()
    rows: Sequence[TextRow] = ()
    earlier: Sequence[TextLine] = ()
    shifted: Sequence[ShiftedRow] = ()
    units: Mapping[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "units", units_of(self.parts))

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

    def is_previous(self, component: str) -> bool:
        """Whether a component is one of last year's filing."""
        part = self.part(component)
        return part is not None and part.previous

    def same_unit(self, one: str, other: str) -> bool:
        """Whether two components are papers of one unit."""
        return self.units.get(one) == self.units.get(other)


def units_of(parts: Sequence[SubjectPart]) -> dict[str, int]:
    """Which unit each component belongs to, as far as the order of a file that holds papers of several tells.

    Names are printed in full, in short and with slips, so another name alone is no other unit. But a unit files each
    paper once a year: the second of a kind under another name begins the papers of another unit.
    """
    found: dict[str, int] = {}
    by_name: dict[str, int] = {}
    names: dict[tuple[int, str, int], set[str]] = {}
    current = 0
    for part in parts:
        taken = names.get((current, part.kind, part.year), set())
        if part.organisation in by_name:
            current = by_name[part.organisation]
        elif part.organisation and taken and "" not in taken:
            current = max(found.values()) + 1
        found[part.id] = current
        names.setdefault((current, part.kind, part.year), set()).add(part.organisation)
        if part.organisation:
            by_name.setdefault(part.organisation, current)
    return found
