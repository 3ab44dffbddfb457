"""Forms published empty (无, 本表无数据): a title and heads without any figure tell that the form is there."""

from __future__ import annotations

from collections.abc import Collection

from hengji.documents.document import Table
from hengji.packs.form import Form
from hengji.packs.labels import bare, plain
from hengji.packs.pack import Pack
from hengji.reading.tables.by_heads import scenario_agrees
from hengji.reading.tables.grid import is_figure, is_index
from hengji.reading.tables.heads import head_of, vocabulary
from hengji.reading.tables.logical import RecognisedTable, list_unread
from hengji.reading.tables.titles import best_titled

LEAST_HEADS, MOST_HEADS = 3, 0.5
LONGEST_ORDINAL = 2


def recognise_empty(
    pack: Pack, table: Table, title: str, named: Collection[str], beyond: Pack | None = None
) -> RecognisedTable | None:
    """The form whose title stands above a table of its heads and no figures; None when no title or several fit."""
    at = {
        (row, column): text
        for row, cells in enumerate(table.rows)
        for column, cell in enumerate(cells)
        if (text := plain(cell.text.value))
    }
    counted = {
        row for row, cells in enumerate(table.rows) if is_index([t for c in cells if (t := plain(c.text.value))])
    }
    if any(_stated(text) for (row, _), text in at.items() if row not in counted):
        return None
    forms = [pack.forms[name] for name in best_titled(pack, title) if beyond is None or name not in beyond.forms]
    fitting = [form for form in forms if scenario_agrees(form, named, table, pack)]
    form = _as_wide(fitting, table)
    if form is None:
        return None
    heads, words = _heads(pack, form), vocabulary(pack)
    known = {place for place, text in at.items() if heads.intersection(head_of([text], words).words)}
    printed = {at[place] for place in known}
    rest = {text for place, text in at.items() if place not in known and place[0] not in counted}
    if len(printed) < LEAST_HEADS or len(printed) < MOST_HEADS * len(printed | rest):
        return None
    found = RecognisedTable(table, form, None, pack, float(len(printed)) / len(table.rows))
    found.fixed = known | {place for place in at if place[0] in counted or is_figure(at[place])}
    list_unread(found)
    return found


def _as_wide(forms: list[Form], table: Table) -> Form | None:
    """The form of a title; of several with one title (a published one and one of more columns) the one as wide."""
    wide = max((len(row.cells) for row in table.rows), default=0)
    away = {form.id: abs(max(len(band.columns) for band in form.bands) - wide) for form in forms}
    nearest = [form for form in forms if away[form.id] == min(away.values())]
    return nearest[0] if len(nearest) == 1 else None


def _stated(text: str) -> bool:
    """Whether a text is a figure that is no ordinal."""
    return is_figure(text) and not (text.isdigit() and len(text) <= LONGEST_ORDINAL and text.strip("0"))


def _heads(pack: Pack, form: Form) -> set[str]:
    """The words that may stand over the columns of a form, or before its rows."""
    words = vocabulary(pack)
    found = {word for word in words.roles if word}
    for band in form.bands:
        found.update(bare(label) for row in band.rows for label in (row.label, *row.aliases))
        for column in band.columns:
            own, context = words.column(column, band, form)
            found |= own | context | {bare(column.label)}
    return found - {""}
