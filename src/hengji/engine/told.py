"""What an answer says of a fact besides its key: its label, and what is printed around it.

The label is the standard term; how this edition calls it, what it is listed under and what its column says are told
beside it, so that a reader finds the figure again in the file.
"""

from __future__ import annotations

import re

from hengji.facts.fact import Statement
from hengji.packs.concept import CodeList
from hengji.packs.labels import bare, plain
from hengji.packs.pack import Pack
from hengji.packs.words import WordKind, meanings

HAN = re.compile(r"[\u4e00-\u9fff]{2}")
LONGEST = 40


def label_of(statement: Statement, pack: Pack) -> str:
    """The standard term, or what the concept says it is named by; an open concept goes by the words printed."""
    concept = pack.concepts.get(statement.key.concept)
    if concept is None:
        return statement.label
    standard = (concept.open and statement.label) or concept.label
    counted = meanings(pack.words, WordKind.COUNTED).get(statement.unit, "")
    if "in" in {*dict(statement.said), *dict(statement.key.dimensions)}:
        counted = ""  # 用编计划10名，其中乡镇7名: what is counted are no people of the 乡镇
    if not concept.named or (counted and standard.endswith(counted)):
        return standard
    parts = {**_named_classes(statement, pack), "label": standard, "counted": counted}
    named = concept.called(parts)
    return named if named != concept.label and len(named) <= LONGEST else standard


def _named_classes(statement: Statement, pack: Pack) -> dict[str, str]:
    """The dimensions of a figure, a class of a code list by its name."""
    codes = {one.dimension: one for one in pack.codes.values()}
    return {
        name: next(reversed([entry.name for entry in codes[name].path(value)]), value) if name in codes else value
        for name, value in statement.key.dimensions
    }


def told_of(statement: Statement, pack: Pack) -> dict[str, str]:
    """What is printed around a figure and is no part of its key."""
    known = {value for _, value in statement.key.dimensions}
    found = dict(statement.said)
    if statement.key.concept in meanings(pack.words, WordKind.NO_TERM):
        found.pop("printed", None)
    row = _row_label(statement)
    if row:
        found["printed"] = row
    section = _section(statement, pack)
    if section:
        found["section"] = section
    within = _within(statement, pack)
    if within:
        found["within"] = within
    above = _under(statement, pack) or _whole(statement, pack)
    if above:
        found["under"] = above
    if statement.scenario_label:
        found["column"] = statement.scenario_label
        if statement.heading is None and found.get("printed") not in _names_of(statement, pack):
            found.pop("printed", None)  # the words around a figure of a sentence only tell the scenario again
    told: dict[str, str] = {}
    for name, value in found.items():
        if value not in {*known, *told.values()} and (name == "within" or not _is_code(value, statement, pack)):
            told[name] = value
    return told


def _names_of(statement: Statement, pack: Pack) -> set[str]:
    concept = pack.concepts.get(statement.key.concept)
    return {plain(name) for name in (concept.label, *concept.aliases)} if concept is not None else set()


def _row_label(statement: Statement) -> str:
    """The label printed beside a cell, without number and unit; "" where a figure or nothing stands there."""
    if statement.heading is None:
        return ""
    said = bare(statement.heading.quote)
    return said[:LONGEST] if HAN.search(said) and len(said) <= LONGEST else ""


def _under(statement: Statement, pack: Pack) -> str:
    """The row of its form that a figure's row is part of."""
    form = pack.forms.get(statement.address.partition("!")[0])
    path = statement.address.partition("!")[2].split("/")
    if form is None or len(path) < 2:
        return ""
    rows = {row.id: row for band in form.bands if band.id == path[0] for row in band.rows}
    row = rows.get(path[1].partition("#")[0])
    if row is not None and row.each:
        return ""
    names: list[str] = []
    while row is not None and row.under in rows:
        row = rows[row.under]
        names.insert(0, row.label)
    return "/".join(plain(name) for name in names)


def _section(statement: Statement, pack: Pack) -> str:
    """The part of its form a figure stands in, where no row has a label of its own to tell it by."""
    form = pack.forms.get(statement.address.partition("!")[0])
    path = statement.address.partition("!")[2].split("/")
    band = next((band for band in form.bands if band.id == path[0]), None) if form is not None else None
    row = band.row(path[1]) if band is not None and len(path) > 1 else None
    return plain(band.label) if band is not None and row is not None and not row.label else ""


def _within(statement: Statement, pack: Pack) -> str:
    """The classes a figure's class is part of: 商品和服务支出 for 30201 办公费."""
    for codes in pack.codes.values():
        value = statement.key.dimension(codes.dimension)
        if value is not None:
            return "/".join(entry.name for entry in codes.path(value)[:-1])
    return ""


def _whole(statement: Statement, pack: Pack) -> str:
    """The concept a concept is part of, by their ids: three_public for three_public.reception."""
    whole = pack.concepts.get(statement.key.concept.rpartition(".")[0])
    if whole is not None and whole.id in meanings(pack.words, WordKind.GRAND_TOTAL):
        return ""
    return plain(whole.label) if whole is not None else ""


def _is_code(value: str, statement: Statement, pack: Pack) -> bool:
    """Whether words only repeat the name of a class the figure has anyway."""
    codes = {one.dimension: one for one in pack.codes.values()}
    return any(value in _names(codes[name], code) for name, code in statement.key.dimensions if name in codes)


def _names(codes: CodeList, code: str) -> set[str]:
    return {entry.name for entry in codes.path(code)}
