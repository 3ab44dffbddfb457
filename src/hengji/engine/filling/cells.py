"""What is entered in one cell of a blank form: which characters become what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hengji.documents.document import Cell
from hengji.engine.filling.rows import made_up, open_form
from hengji.facts.fact import Kind, State, Statement
from hengji.facts.numbers import plain_text
from hengji.packs.form import CellSpec, key_of
from hengji.packs.labels import bare, plain
from hengji.packs.pack import Pack
from hengji.reading.cells import CellValue
from hengji.reading.gaps import choices_in
from hengji.reading.tables.grid import is_figure
from hengji.reading.tables.logical import RecognisedTable
from hengji.writing.cell_text import in_unit, printed
from hengji.writing.form_facts import FormFacts, is_cell_of
from hengji.writing.text_edits import Edit

PERCENT, TICKED = "%", "☑"
PERCENT_SIGNS = ("%", "％")


def statement_for(said: FormFacts, spec: CellSpec, keys: Mapping[str, str]) -> Statement | None:
    """What the data say of a cell, in its unit: stated in this form if possible; None where they say nothing."""
    stated = [one for one in said.facts.of_key(key_of(spec, keys, said.year)) if one.state is not State.BLANK]
    own = [one for one in stated if is_cell_of(one, said.form)]
    chosen = next(iter(own or stated), None)
    return in_unit(chosen, spec, said.pack) if chosen is not None else None


def says_the_same(value: CellValue, spec: CellSpec, statement: Statement) -> bool:
    """Whether what stands in a cell is what a statement says."""
    if statement.value is not None or statement.low is not None:
        return (
            value.value == statement.value
            and (value.low, value.high) == (statement.low, statement.high)
            and value.relation == statement.relation
            and (value.unit or _unit(spec)) == (statement.unit or _unit(spec))
        )
    if value.state is not statement.state:
        return False
    return plain(value.text) == plain(statement.text)


def _unit(spec: CellSpec) -> str:
    return spec.unit if spec.unit != "in-cell" else ""


def edits_for(text: str, value: CellValue, statement: Statement, *, bare_percent: bool) -> tuple[Edit, ...]:
    """What becomes of the characters of a blank cell so that it says the statement.

    A unit or sign the blank prints is not entered again; ``bare_percent`` where the head prints the per cent sign. No
    edits where the blank offers choices, and none of them is meant.
    """
    choices = choices_in(text[value.start :]) if statement.kind is Kind.TEXT else []
    if choices:
        wanted = {plain(one) for one in statement.text.split("、")}
        boxes = [value.start + one.box for one in choices if plain(one.label) in wanted]
        return tuple(Edit(box, box + 1, TICKED) for box in boxes) if len(boxes) == len(wanted) else ()
    shown = printed(statement)
    if statement.value is not None and (
        value.unit == statement.unit != "" or (bare_percent and statement.unit == PERCENT)
    ):
        shown = plain_text(statement.value)
    return (Edit(value.start, value.end, shown),)


def percent_in_head(found: RecognisedTable, row: int, cell: Cell) -> bool:
    """Whether the head over a cell prints the per cent sign, so that figures under it do not."""
    for above in range(row - 1, -1, -1):
        for position, head in enumerate(found.table.rows[above].cells):
            text = plain(head.text.value)
            if (above, position) in found.fixed and text and _over(head, cell) and not is_figure(text):
                return any(sign in head.text.value for sign in PERCENT_SIGNS)
    return False


def _over(head: Cell, cell: Cell) -> bool:
    return head.column < cell.column + cell.column_span and cell.column < head.column + head.column_span


def key_edit(text: str, whole: str, name: str, forms: Sequence[str]) -> Edit | None:
    """The name of a row entered in the cell that tells it from others; None where it is printed.

    The ``name`` goes behind what the blank prints before it (1、 or 指标1：); ``whole``, the name as this edition
    prints it, goes into a cell that prints nothing, or dots or crosses in place of a name.
    """
    if not text.strip() or made_up(text):
        return Edit(0, len(text), whole)
    kept = len(text.rstrip())
    if not bare(text):
        return Edit(kept, len(text), name)
    if open_form(text, forms):
        return Edit(kept, len(text), name if text.rstrip().endswith((":", "：")) else f"：{name}")
    return None


def label_for(pack: Pack, spec: CellSpec, keys: Mapping[str, str]) -> str:
    """A cell as it is called in messages: the standard term, of what, which column."""
    of = [value for name, value in (*spec.dimensions, *keys.items()) if name != "ordinal"]
    named = pack.concepts[spec.concept].label
    column = "" if spec.label in ("", named) else spec.label
    said = "·".join(part for part in (named, *of, column) if part)
    return f"上年{said}" if spec.period == -1 and "上年" not in said else said
