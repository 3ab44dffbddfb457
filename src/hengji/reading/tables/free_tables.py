"""Tables no form fits: a figure becomes a fact where its row label or head names one concept and nothing is guessed.

The head (or the title) must tell the scenario of an amount, the head or caption its unit; what two cells of a table
would both state is stated by neither. Everything else stays listed as not understood.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from hengji.documents.document import Table
from hengji.facts.fact import Kind, State
from hengji.packs.concept import Concept
from hengji.packs.errors import Mark
from hengji.packs.form import Aspects, CellSpec, Form
from hengji.packs.headword import Role
from hengji.packs.labels import bare
from hengji.packs.pack import Pack
from hengji.reading.cells import cell_words, read_value
from hengji.reading.tables.by_heads import Piece, pieces_of
from hengji.reading.tables.changes import read_changes
from hengji.reading.tables.grid import Square
from hengji.reading.tables.heads import Head, Vocabulary, vocabulary
from hengji.reading.tables.logical import LogicalCell, RecognisedTable
from hengji.reading.tables.sides import RowName, name_of
from hengji.reading.tables.titles import scenarios_in, unit_in
from hengji.records import dataclass

FREE = "free"
LEAST_CONCEPTS = 2
READ = frozenset({Kind.MONEY, Kind.COUNT, Kind.RATIO})


@dataclass(frozen=True, slots=True)
class _Context:
    pack: Pack
    words: Vocabulary
    scenario: str
    unit: str
    year: int


def read_free(pack: Pack, table: Table, title: str, about: str, year: int) -> RecognisedTable | None:
    """What a table no form fits states, None when it states nothing that is understood."""
    words = vocabulary(pack)
    captions = [title, *(cell.text.value for row in table.rows[:2] for cell in row)]
    named = scenarios_in(title, pack) or scenarios_in(about, pack)
    context = _Context(pack, words, next(iter(named), ""), unit_in(captions, pack), year)
    form = Form(FREE, "", "", (), (), Aspects(), (), "", Mark("", 0))
    found = RecognisedTable(table, form, None, pack, 0.0)
    pieces = pieces_of(table, pack)
    cells = [cell for piece in pieces for cell in _cells(piece, context)]
    stated = Counter(_key(cell) for cell in cells)
    found.cells = [cell for cell in cells if stated[_key(cell)] == 1]
    read_changes(found, pieces)
    return found if len({cell.spec.concept for cell in found.cells}) >= LEAST_CONCEPTS else None


def _key(cell: LogicalCell) -> tuple[object, ...]:
    return (cell.spec.concept, cell.spec.scenario, cell.spec.period, cell.dimensions)


def _cells(piece: Piece, context: _Context) -> Iterator[LogicalCell]:
    for number, side in enumerate(piece.ways[0], 1):
        held: dict[Role, str] = {}
        for row in piece.grid.body():
            name = name_of(piece.grid, piece.heads, side, row, held)
            for column in side.values:
                square = piece.grid.lines[row][column]
                if square is not None:
                    cell = _cell(name, piece.heads[column], square, piece.grid.base + row, (number, column), context)
                    if cell is not None:
                        yield cell


def _cell(
    name: RowName, head: Head, square: Square, row: int, at: tuple[int, int], context: _Context
) -> LogicalCell | None:
    """A figure as a fact, None where label and head do not tell all that a fact needs."""
    concept, dimensions = _meaning(name, head, context)
    if concept is None or concept.kind not in READ or _is_change(head, concept, context):
        return None
    scenario = _scenario(head, context) if concept.kind is Kind.MONEY else ""
    value = read_value(square.text, concept.kind, cell_words(context.pack))
    unit = value.unit or head.unit or (context.unit if concept.kind is Kind.MONEY else "")
    if value.state not in (State.REPORTED, State.ZERO) or (concept.kind is Kind.MONEY and not (scenario and unit)):
        return None
    if concept.kind is Kind.MONEY and (known := context.pack.unit(unit)) is not None and known.kind != Kind.MONEY.value:
        return None
    period = head.year - context.year if head.year and context.year else -1 if head.prior else 0
    spec = CellSpec(
        f"{FREE}{at[0]}", f"{row + 1}", f"{at[1] + 1}", concept.id, concept.kind, period, instant=False,
        scenario=scenario, scope="", dimensions=(), unit=unit, quantum=None, blank="missing", required=False, derive="",
        label=head.words[-1] if head.words else "",
    )  # fmt: skip
    return LogicalCell(spec, square.drawn, row, square.cell, value, 0, tuple(dimensions.items()), name.label)


def _is_change(head: Head, concept: Concept, context: _Context) -> bool:
    if any(word in context.words.means for word in head.words):
        return True
    own = {bare(word) for word in (concept.label, *concept.aliases)}
    return any(context.words.is_change(word) and word not in own for word in head.words)


def _meaning(name: RowName, head: Head, context: _Context) -> tuple[Concept | None, dict[str, str]]:
    """The concept label and head name together: one of them must name one, the other must not name another."""
    concepts = _index(context.pack)
    label = bare(name.label)
    by_row = concepts.get(label, ())
    scenarios = {word for said in context.words.scenarios.values() for word in said} if by_row else set()
    names = [word for word in reversed(head.words) if word not in scenarios]  # 调整预算数 is a concept's name too
    by_head = next((found for word in names if (found := concepts.get(word, ()))), ())
    if len(by_row) > 1 or len(by_head) > 1 or (by_row and by_head and by_row != by_head):
        return None, {}
    if by_row:
        return by_row[0], {}
    if not by_head:
        return None, {}
    if context.words.role(label) is Role.TOTAL and not name.code:
        return by_head[0], {}
    dimensions = _code(name, context.pack)
    return (by_head[0], dimensions) if dimensions else (None, {})


def _code(name: RowName, pack: Pack) -> dict[str, str]:
    """The code of a row as a dimension, where one code list alone has it."""
    lists = [codes for codes in pack.codes.values() if name.code and codes.get(name.code) is not None]
    return {lists[0].dimension: name.code} if len(lists) == 1 else {}


def _scenario(head: Head, context: _Context) -> str:
    """The scenario the heads name; silent, that of the title."""
    for printed in reversed(head.words):
        word = context.words.without_prior(printed) or printed
        found = [name for name, words in context.words.scenarios.items() if word in words]
        if len(found) == 1:
            return found[0]
        if len(found) > 1:
            return ""
    return context.scenario


_indexes: dict[str, Mapping[str, tuple[Concept, ...]]] = {}


def _index(pack: Pack) -> Mapping[str, tuple[Concept, ...]]:
    """Every concept by its names, made once."""
    found = _indexes.get(pack.digest)
    if found is None:
        names: dict[str, dict[str, Concept]] = {}
        for concept in pack.concepts.values():
            for word in (concept.label, *concept.aliases):
                names.setdefault(bare(word), {})[concept.id] = concept
        found = {word: tuple(concepts.values()) for word, concepts in names.items()}
        _indexes[pack.digest] = found
    return found
