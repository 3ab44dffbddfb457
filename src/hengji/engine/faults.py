"""What is wrong with data that was entered, besides what checking finds: each with its place, and the rest is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from hengji.checking.arithmetic.operands import named
from hengji.documents.document import Problem
from hengji.engine.publishing import entry_forms
from hengji.facts.fact import FactStore, Kind, State
from hengji.facts.numbers import plain_text
from hengji.packs.pack import Pack
from hengji.reading.result import Reading
from hengji.writing.drawing import DrawnTable
from hengji.writing.form_facts import is_cell_of

FIGURES = frozenset({Kind.MONEY, Kind.COUNT, Kind.RATIO, Kind.SCORE})
COVER = "cover"
MOST_SHOWN = 3


def faults(reading: Reading) -> list[str]:
    """What could not be read, text where a figure belongs, and sheets of the entry workbook that are gone."""
    found = [_said(one) for one in reading.problems]
    told = {one.place.anchor() for one in reading.problems if one.place is not None}
    found += [_said(one) for one in _no_figures(reading) if one.place is not None and one.place.anchor() not in told]
    return [*found, *(_missing(reading, reading.pack_of(reading.parts[0].id)) if reading.parts else ())]


def _said(problem: Problem) -> str:
    return f"{problem.place.say()}：{problem.message}" if problem.place is not None else problem.message


def _no_figures(reading: Reading) -> Iterator[Problem]:
    """Cells of figures that hold something else."""
    for one in reading.facts:
        if one.state is State.UNREADABLE and one.kind in FIGURES and one.place is not None:
            name = named(one, reading.pack_of(one.component))
            yield Problem(f"“{name}”应为数字，现为“{one.text}”；没有的填 0，不适用的填 ——。", one.place)


def undrawn(facts: FactStore, tables: Iterable[DrawnTable], pack: Pack) -> Iterator[str]:
    """The figures for which an edition's drawing of a form has no cell, form by form."""
    for table in tables:
        drawn = {f"{table.form}!{cell.address}" for row in table.rows for cell in row.cells}
        lost = [one for one in facts if is_cell_of(one, table.form) and one.value and one.address not in drawn]
        if lost:
            said = "、".join(f"{named(one, pack)} {plain_text(one.value or Decimal(0))}" for one in lost[:MOST_SHOWN])
            more = f"等 {len(lost)} 个数" if len(lost) > MOST_SHOWN else ""
            yield f"《{table.title}》的表样里没有这些数的位置，没有印出来：{said}{more}。请换用有这些栏、行的表样。"


def _missing(reading: Reading, pack: Pack) -> Iterator[str]:
    """The sheets that were deleted, or changed so much that they are not recognised; of a workbook with a cover."""
    drawn = {one.recognised.form.id for one in reading.tables if one.recognised is not None}
    if not any(pack.forms[name].component == COVER for name in drawn if name in pack.forms):
        return
    for name in entry_forms(pack):
        if name not in drawn:
            layout = pack.layouts_of(name)[0]
            sheet = layout.attachment or layout.number or pack.forms[name].label
            yield (
                f"工作簿里没有《{pack.forms[name].label}》（工作表“{sheet}”），可能删掉或改了表头，这张表没有做。"
                "请从新建的填报工作簿里把它复制回来。"
            )
