"""The rows of indicators a filing states, in tables and in sentences: each with its cells, whatever order they have."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from hengji.checking.arithmetic.operands import row_of
from hengji.checking.subject import Subject
from hengji.facts.fact import State, Statement
from hengji.records import dataclass

PREFIX = "indicator."
DONE = "goal.achieved"
NAMED = "indicator"
ASIDE = re.compile(r"[（(][^（）()]*[)）]|[\s“”\"'‘’《》]")


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator: its cells by concept, and the dimensions that name it."""

    component: str
    table: str
    cells: Mapping[str, Statement]
    dimensions: Mapping[str, str]

    @property
    def name(self) -> str:
        """The name of the indicator; where a form prints none, that of its group."""
        return next((self.dimensions[name] for name in (NAMED, "subgroup", "group") if name in self.dimensions), "")

    def cell(self, field: str) -> Statement | None:
        """The cell of a field: target, actual, weight, score, deviation, standard; done is what was done, in words."""
        return self.cells.get(DONE if field == "done" else f"{PREFIX}{field}")

    def text(self, field: str) -> str:
        """A field as printed: a name of the tree, or the text or quote of a cell; empty where it is blank."""
        if field == NAMED:
            return self.name
        if field in ("group", "subgroup"):
            return self.dimensions.get(field, "")
        found = self.cell(field)
        if found is None or found.state is State.BLANK:
            return ""
        return found.text or found.source.quote

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Its cells in the order they stand in."""
        return tuple(self.cells.values())


def rows_of(subject: Subject, component: str) -> Iterator[Row]:
    """The indicator rows of a component: cells of one row of a table, or what sentences say of one indicator."""
    found: dict[tuple[object, ...], dict[str, Statement]] = {}
    for one in subject.of_part(component):
        concept = one.key.concept
        named = one.key.dimension(NAMED) or (one.key.dimension("subgroup") if one.table else None)
        if named is None or not (concept.startswith(PREFIX) or (concept == DONE and one.table)):
            continue
        row = (one.table, row_of(one), one.key.dimension(NAMED) or named) if one.table else ("", "", one.key.dimensions)
        found.setdefault(row, {}).setdefault(concept, one)
    for cells in found.values():
        first = next(iter(cells.values()))
        yield Row(component, first.table, cells, dict(first.key.dimensions))


def plain(name: str) -> str:
    """A name without quotes, blanks and what stands in brackets."""
    return ASIDE.sub("", unicodedata.normalize("NFKC", name))
