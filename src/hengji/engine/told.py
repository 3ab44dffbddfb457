"""What an answer says of a fact besides its key: its label, and what is printed around it.

The label is the standard term; how this edition calls it, what it is listed under and what its column says are told
beside it, so that a reader finds the figure again in the file.
"""

from __future__ import annotations

import re

from hengji.facts.fact import Statement
from hengji.packs.concept import CodeList
from hengji.packs.labels import plain
from hengji.packs.pack import Pack
from hengji.packs.words import WordKind, meanings

HAN = re.compile(r"[\u4e00-\u9fff]{2}")
NUMBER = re.compile(r"^(?:[（(]?[0-9一二三四五六七八九十]{1,2}[）)、.．])+")
LONGEST = 40


def label_of(statement: Statement, pack: Pack) -> str:
    """The standard term; what an open concept holds goes by the words printed."""
    concept = pack.concepts.get(statement.key.concept)
    if concept is None or (concept.open and statement.label):
        return statement.label
    return concept.label


def told_of(statement: Statement, pack: Pack) -> dict[str, str]:
    """What is printed around a figure and is no part of its key."""
    known = {label_of(statement, pack), *(value for _, value in statement.key.dimensions)}
    found = dict(statement.said)
    if statement.key.concept in meanings(pack.words, WordKind.NO_TERM):
        found.pop("printed", None)
    row = _row_label(statement)
    if row:
        found["printed"] = row
    above = _under(statement, pack) or _whole(statement, pack)
    if above:
        found["under"] = above
    if statement.scenario_label and plain(statement.scenario_label) != plain(label_of(statement, pack)):
        found["column"] = statement.scenario_label
    return {name: value for name, value in found.items() if value not in known and not _is_code(value, statement, pack)}


def _row_label(statement: Statement) -> str:
    """The label printed beside a cell, without number and unit; "" where a figure or nothing stands there."""
    if statement.heading is None:
        return ""
    said = NUMBER.sub("", plain(statement.heading.quote))
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


def _whole(statement: Statement, pack: Pack) -> str:
    """The concept a concept is part of, by their ids: three_public for three_public.reception."""
    whole = pack.concepts.get(statement.key.concept.rpartition(".")[0])
    return plain(whole.label) if whole is not None else ""


def _is_code(value: str, statement: Statement, pack: Pack) -> bool:
    """Whether words only repeat the name of a class the figure has anyway."""
    codes = {one.dimension: one for one in pack.codes.values()}
    return any(value in _names(codes[name], code) for name, code in statement.key.dimensions if name in codes)


def _names(codes: CodeList, code: str) -> set[str]:
    return {entry.name for entry in codes.path(code)}
