"""Where a figure a rubric asks for is typed, for the clerk who has to supply it: the form, the row and the column."""

from __future__ import annotations

from hengji.packs.form import CellSpec, Form
from hengji.packs.labels import bare
from hengji.packs.pack import Pack
from hengji.packs.rubric_rules import Input
from hengji.scoring.wording import quoted

DONE = frozenset({"", "actual"})


def name_of(asked: Input, pack: Pack) -> str:
    """A figure a rule asks for, in words: 上年“三公”经费（决算）."""
    concept = pack.concepts[asked.concept].label
    scenario = pack.scenarios.get(asked.scenario)
    year = "上年" if asked.period < 0 else ""
    among = "、".join(value for _, value in asked.dimensions)
    aside = "，".join(filter(None, [scenario.label if scenario is not None else "", among]))
    return f"{year}{concept}" + (f"（{aside}）" if aside else "")


def entered_at(asked: Input, pack: Pack) -> str:
    """Where it is typed: a cell of a form the unit hands in or may have, else a sentence of its report."""
    found = [(form, spec) for form in reversed(list(pack.forms.values())) for spec in _cells(form, asked, pack)]
    told = f"在自评报告正文里写明{quoted(name_of(asked, pack))}是多少"
    if not found:
        return f"本套表里没有这一格，请{told}。"
    form, spec = min(found, key=lambda pair: _rank(pair[0], pack))
    cell = f"填在“{form.label}”的{_cell_text(form, spec, pack.concepts[asked.concept].label)}"
    needed = [one for one in pack.components.values() if one.needed]
    elsewhere = needed and not pack.components[form.component].needed
    return f"{cell}；本县不报这张表的，{told}。" if elsewhere else f"{cell}。"


def _cells(form: Form, asked: Input, pack: Pack) -> list[CellSpec]:
    cells = pack.meanings[form.id].cells.values()
    scenarios = {asked.scenario} if asked.scenario else DONE
    rows = {(band.id, row.id) for band in form.bands for row in band.rows if not row.each}
    return [
        spec
        for spec in cells
        if (spec.concept, spec.period, spec.dimensions) == (asked.concept, asked.period, asked.dimensions)
        and spec.scenario in scenarios
        and (spec.band, spec.row) in rows
    ]


def _rank(form: Form, pack: Pack) -> tuple[bool, bool, bool]:
    """Forms that are drawn come first, then those of papers every unit hands in, then those annexed to a report."""
    annexed = any(form.id in outline.forms for outline in pack.outlines.values())
    return not pack.layouts_of(form.id), not pack.components[form.component].needed, not annexed


def _cell_text(form: Form, spec: CellSpec, concept: str) -> str:
    """The row and the column of a cell by their labels; the concept where the form prints none."""
    band = form.band(spec.band)
    row = band.row(spec.row) if band is not None else None
    column = band.column(spec.column) if band is not None else None
    across, down = (row.label if row is not None else ""), (column.label if column is not None else "")
    if not across:
        return f"“{bare(down or concept)}”一格"
    return f"“{bare(across)}”一行" + (f"“{bare(down)}”一栏" if down else "")
