"""The facts a package was built with, read back from its data (数据.json): statement by statement, nothing lost."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from hengji.documents.document import Document, Problem
from hengji.facts.fact import FactKey, Kind, Source, State, Statement, dimensions_of
from hengji.facts.numbers import plain_text
from hengji.facts.place import TextPlace
from hengji.packs.errors import similar
from hengji.packs.pack import Pack
from hengji.packs.source import Node

WORDED = frozenset({Kind.TEXT, Kind.DATE, Kind.CODE})
HEADER = {
    name: name
    for name in (
        "schema_version", "organisation", "fiscal_year", "pack", "pack_version", "pack_digest", "revision", "check",
        "adjustments", "unresolved", "members", "eliminations",
    )
}  # fmt: skip
"""What stands beside the facts in such a file."""


def data_of(statement: Statement) -> dict[str, object]:
    """What a fact in data tells beyond the answer of `read --json`, so that it can be read back as it was."""
    return {
        "key": dict(statement.key.dimensions),
        "kind": statement.kind.value,
        "text": statement.text,
        "quantum": plain_text(statement.quantum) if statement.quantum is not None else None,
        "table": statement.table,
        "printed": statement.heading.quote if statement.heading is not None else "",
    }


def fact_of(node: Node, pack: Pack, document: Document, problems: list[Problem]) -> Statement | None:
    """One fact of the data; None (and a problem with its line) where it cannot be understood."""
    said = _Said(node, document, problems)
    concept = said.text("concept")
    declared = pack.concepts.get(concept)
    if declared is None:
        said.fail(f"没有概念“{concept}”。", similar(concept, pack.concepts))
        return None
    state, kind = said.text("state") or State.REPORTED, said.text("kind") or declared.kind
    if state not in list(State) or kind not in list(Kind):
        said.fail(f"state 写成了“{state}”，kind 写成了“{kind}”。", f"state 只能是：{'、'.join(State)}。")
        return None
    text = said.text("text")
    worded = kind in WORDED or (text and not said.is_number("value"))
    value = None if worded else said.number("value")
    printed = said.text("printed")
    place = said.place("value")
    return Statement(
        id="",
        key=FactKey(
            concept,
            said.text("period"),
            said.text("scenario"),
            said.text("organisation") or None,
            said.text("scope"),
            dimensions_of(said.pairs("key")),
        ),
        state=State(state),
        kind=Kind(kind),
        value=value,
        text=text,
        relation=said.text("relation") or "=",
        low=said.number("low"),
        high=said.number("high"),
        unit=said.text("unit"),
        quantum=said.number("quantum"),
        decimals=int(said.number("decimals") or 0),
        source=Source(document.sha256, place, said.text("value")),
        table=said.text("table"),
        address=said.text("address"),
        label=declared.label,
        scenario_label=said.text("scenario_label"),
        heading=Source(document.sha256, None, printed) if printed else None,
    )


class _Said:
    """Access to the keys of one fact."""

    def __init__(self, node: Node, document: Document, problems: list[Problem]) -> None:
        self.node = node
        self.document = document
        self.problems = problems

    def _child(self, key: str) -> Node | None:
        found = (self.node.map or {}).get(key)
        return None if found is None or found.empty else found

    def text(self, key: str) -> str:
        """A text, empty where there is none."""
        found = self._child(key)
        return found.text or "" if found is not None else ""

    def pairs(self, key: str) -> dict[str, str]:
        """A mapping of texts."""
        found = self._child(key)
        return {name: one.text or "" for name, one in (found.map or {}).items()} if found is not None else {}

    def is_number(self, key: str) -> bool:
        """Whether a text is a decimal number."""
        try:
            return Decimal(self.text(key)).is_finite()
        except InvalidOperation:
            return False

    def number(self, key: str) -> Decimal | None:
        """A decimal number; anything else written there is a problem."""
        text = self.text(key)
        if not text:
            return None
        if self.is_number(key):
            return Decimal(text)
        self.fail(f"{key} 应为数字，现为“{text}”。", "")
        return None

    def place(self, key: str) -> TextPlace:
        """Where a value stands in the file."""
        found = self._child(key)
        if found is None or not found.text:
            return TextPlace(line=self.node.mark.line)
        return TextPlace(found.column, found.column + len(found.text), line=found.mark.line)

    def fail(self, message: str, hint: str) -> None:
        """Record what cannot be understood."""
        line = self.node.mark.line
        self.problems.append(Problem(f"{message}{hint}", TextPlace(line=line)))
