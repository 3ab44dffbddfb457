"""Forms drawn once for each of something: a table a project, each with the facts of that project alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hengji.facts.fact import FactStore, State, Statement
from hengji.packs.form import Form
from hengji.packs.outline import Outline
from hengji.packs.pack import Pack
from hengji.writing.form_facts import is_cell_of

UNIT_NAME = "organisation.name"  # printed in every form of a workbook, filled in or not
SIGNATURES = "sign."


def key_of_table(form: Form) -> str:
    """The dimension a whole table of a form is about (项目名称), empty where it is about the unit."""
    keys = [
        column.dimension
        for band in form.bands
        if not any(row.each for row in band.rows)
        for column in band.columns
        if column.dimension
    ]
    return keys[0] if keys else ""


def tables_of(form: Form, facts: FactStore) -> Iterator[tuple[dict[str, str], FactStore]]:
    """What each table of a form is about, with its facts; those of a project without that key, as its form has them."""
    key = key_of_table(form)
    if not key:
        yield {}, facts
        return
    own = [one for one in facts if is_cell_of(one, form.id)]
    for name in list(dict.fromkeys(one.key.dimension(key) or "" for one in own)) or [""]:
        about = [_without(one, key) for one in own if (one.key.dimension(key) or "") == name]
        signed = [one for one in facts if one.key.concept.startswith(SIGNATURES)]
        yield ({key: name} if name else {}), FactStore([*about, *signed])


def _without(statement: Statement, key: str) -> Statement:
    dimensions = tuple((name, value) for name, value in statement.key.dimensions if name != key)
    return replace(statement, key=replace(statement.key, dimensions=dimensions))


def is_filled(outline: Outline, pack: Pack, facts: FactStore) -> bool:
    """Whether anything but the unit's name is filled in in one of the forms of an outline, or one they follow."""
    forms = [name for form in outline.forms for name in (form, *pack.forms[form].follows)]
    return any(
        one.state is not State.BLANK and one.key.concept != UNIT_NAME and is_cell_of(one, form)
        for form in forms
        for one in facts
    )
