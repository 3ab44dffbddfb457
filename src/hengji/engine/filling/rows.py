"""Which line of a blank list takes which row of the data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from hengji.facts.fact import State
from hengji.packs.form import Band, Column, RowDecl, key_of
from hengji.packs.labels import bare, plain, template_pattern
from hengji.reading.tables.logical import FoundRow, RecognisedTable
from hengji.reading.tables.matching import DOTS
from hengji.writing.form_facts import FormFacts

MADE_UP = re.compile(r"[XxＸｘ×＊*○〇]{2,}|\A[<＜〈].*[>＞〉]\Z")
ORDINAL = "ordinal"


@dataclass(frozen=True, slots=True)
class Assigned:
    """A line of a list with the row of the data it takes; ``fresh`` where the line has no name of its own yet.

    ``above`` is the row of the data the line before it takes.
    """

    row: FoundRow
    keys: Mapping[str, str]
    fresh: bool
    number: int
    above: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unassigned:
    """A row of the data for which no line is left; ``after`` is the row of the table it would stand behind."""

    keys: Mapping[str, str]
    after: int


@dataclass(slots=True)
class Assignment:
    """The lines of a table's lists with what they take; lines whose printed name the data do not have; rows left."""

    taken: list[Assigned] = field(default_factory=list)
    idle: list[tuple[FoundRow, Mapping[str, str]]] = field(default_factory=list)
    left: list[Unassigned] = field(default_factory=list)


def placeholder(text: str) -> bool:
    """Whether a name in a list is none: blank, numbering alone, dots, crosses or <…> for a name to be filled in."""
    return not bare(text) or made_up(text)


def made_up(text: str) -> bool:
    """Whether a text holds the place of a name: dots, crosses, <…>."""
    return DOTS.match(plain(text)) is not None or MADE_UP.search(plain(text)) is not None


def open_form(text: str, forms: Sequence[str]) -> bool:
    """Whether a key cell prints only what stands before its name (指标1：)."""
    for form in forms:
        for printed in (plain(text), f"{plain(text)}:"):
            match = template_pattern(form).fullmatch(printed)
            if match is not None and match.groupdict().get("name") == "":
                return True
    return False


def names_of(band: Band, row: RowDecl) -> list[str]:
    """The dimensions that tell the rows of a list apart."""
    found = [row.dimension] if row.dimension else []
    return found + [column.dimension for column in band.columns if column.dimension]


Used = dict[tuple[str, str, str], list[Mapping[str, str]]]
"""The rows of the data that have a line already, by form, band and row: a form may go on in a second table."""


def assign(found: RecognisedTable, said: FormFacts, used: Used) -> Assignment:
    """The rows of all lists of a table: first those whose name is printed, then the open lines from top to bottom."""
    lists: dict[tuple[str, str], list[FoundRow]] = {}
    for line in found.rows:
        if line.line.row is not None and line.line.row.each:
            lists.setdefault((line.line.band.id, line.line.row.id), []).append(line)
    whole = Assignment()
    for (band, row), lines in lists.items():
        _one_list(lines, said, used.setdefault((found.form.id, band, row), []), whole)
    return whole


def _one_list(lines: Sequence[FoundRow], said: FormFacts, used: list[Mapping[str, str]], whole: Assignment) -> None:
    band, row = lines[0].line.band, lines[0].line.row
    if row is None:  # pragma: no cover - lists are made of repeated rows
        return
    waiting = [keys for keys in _waiting(said, band, row) if keys not in used]
    printed = [_printed(line, band, row) for line in lines]
    needed = set(names_of(band, row))
    taken: dict[int, Assigned] = {}
    for fresh in (False, True):
        for number, (line, keys) in enumerate(zip(lines, printed, strict=True), 1):
            if bool(needed - keys.keys()) is not fresh:
                continue
            match = next((one for one in waiting if _fits(keys, one, exactly=not fresh)), None)
            if match is not None:
                waiting.remove(match)
                used.append(match)
                taken[number] = Assigned(line, match, fresh, number)
            elif not fresh:
                whole.idle.append((line, keys))
    for number, one in sorted(taken.items()):
        before = taken.get(number - 1)
        whole.taken.append(replace(one, above=before.keys if before is not None else {}))
    whole.left += [Unassigned(keys, _behind(lines, printed, keys)) for keys in waiting]


def _waiting(said: FormFacts, band: Band, row: RowDecl) -> list[dict[str, str]]:
    """The rows the data have, codes in their order; each named from the whole to the part.

    A name alone makes a row, a code alone does not: lists of codes are printed whole.
    """
    names = [*names_of(band, row), ORDINAL]
    known = [
        {name: keys[name] for name in dict.fromkeys((*names, *keys)) if name in keys} for keys in said.known(band, row)
    ]
    if not said.coded(band, row):
        return known
    return sorted((keys for keys in known if _stated(said, band, row, keys)), key=lambda keys: sorted(keys.values()))


def _stated(said: FormFacts, band: Band, row: RowDecl, keys: Mapping[str, str]) -> bool:
    specs = (said.spec(band, row, column.id) for column in band.columns)
    return any(
        one.state is not State.BLANK
        for spec in specs
        if spec is not None
        for one in said.facts.of_key(key_of(spec, keys, said.year))
    )


def _printed(line: FoundRow, band: Band, row: RowDecl) -> dict[str, str]:
    """The dimensions a line prints, without names that are none."""
    keys = {name: value for name, value in line.keys.dimensions.items() if not name.startswith("@")}
    for _, cell, template in line.cells:
        for slot in template.slots:
            column = band.column(slot)
            dimension = row.dimension if slot == "label" else column.dimension if column is not None else ""
            forms = column.parse if column is not None else ()
            held = column is not None and column.fill_down and not plain(cell.text.value)
            if dimension and not held and (placeholder(cell.text.value) or open_form(cell.text.value, forms)):
                keys.pop(dimension, None)
    return keys


def _fits(printed: Mapping[str, str], keys: Mapping[str, str], *, exactly: bool) -> bool:
    rest = {name: value for name, value in keys.items() if name != ORDINAL}
    return dict(printed) == rest if exactly else all(rest.get(name) == value for name, value in printed.items())


def _behind(lines: Sequence[FoundRow], printed: Sequence[Mapping[str, str]], keys: Mapping[str, str]) -> int:
    """The last row of the table that shares what is printed of the groups of a row; -1 where its group is not drawn."""
    columns: Iterator[Column] = (column for column in lines[0].line.band.columns if column.fill_down)
    groups = [column.dimension for column in columns]
    rows = [
        line.index
        for line, own in zip(lines, printed, strict=True)
        if all(own.get(name) == keys.get(name) for name in groups)
    ]
    return max(rows, default=-1)
