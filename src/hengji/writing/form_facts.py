"""The facts of a filing as one form states them: what fills a cell, which rows a list has, how they are named.

Drawing a form anew and filling in somebody's blank one both ask here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from hengji.facts.fact import FactKey, FactStore, State, Statement
from hengji.facts.numbers import chinese_ordinal
from hengji.packs.form import Band, CellSpec, Column, RowDecl, key_of
from hengji.packs.labels import bare
from hengji.packs.pack import Pack
from hengji.packs.plan import PlannedLine
from hengji.writing.cell_text import in_unit, printed


@dataclass(slots=True)
class FormFacts:
    """The facts of one filing for the fiscal year ``year``, asked for the cells and rows of one form.

    ``words`` are the placeholders of fixed texts ({year}, {organisation}); ``about`` is what the whole table is
    about, by dimension: the project of a table a project.
    """

    pack: Pack
    facts: FactStore
    year: int
    form: str
    words: Mapping[str, str]
    about: Mapping[str, str] = field(default_factory=dict)
    _fixed: frozenset[FactKey] = field(init=False)

    def __post_init__(self) -> None:
        bands = self.pack.forms[self.form].bands
        single = {(band.id, row.id) for band in bands for row in band.rows if not row.each}
        specs = self.pack.meanings[self.form].cells.values()
        self._fixed = frozenset(key_of(spec, {}, self.year) for spec in specs if (spec.band, spec.row) in single)

    def spec(self, band: Band, row: RowDecl, column: str) -> CellSpec | None:
        """The meaning of a cell, None where it has none (a key, an ordinal)."""
        return self.pack.meanings[self.form].cell(band.id, row.id, column)

    def instances(self, band: Band, row: RowDecl) -> list[dict[str, str]]:
        """The key dimensions of every repeated row to be drawn: those that have facts, and the codes of the year."""
        instances = self.known(band, row)
        return self.printed_codes(band, row, instances) if self.coded(band, row) else instances

    def known(self, band: Band, row: RowDecl) -> list[dict[str, str]]:
        """The key dimensions of every repeated row that has facts, in order of first appearance.

        A fact that has a fixed cell of its own in the form stands there and makes no row. Where the rows are codes, a
        form that is stated has the codes it was stated with; only one that is not takes them from other forms.
        """
        names = [row.dimension] if row.dimension else []
        names += [column.dimension for column in band.columns if column.dimension]
        found: dict[tuple[tuple[str, str], ...], None] = {}
        stated = self.coded(band, row) and any(map(self.is_own, self.facts))
        for column in band.columns:
            spec = self.spec(band, row, column.id)
            if spec is None:
                continue
            own = dict(spec.dimensions)
            for statement in self.facts.of_concept(spec.concept):
                passed = stated or (row.sparse and statement.state is State.BLANK)
                if passed and not self.is_own(statement):
                    continue
                keys = dict(statement.key.dimensions)
                rest = {name: value for name, value in keys.items() if name not in own}
                named = set(rest) - {"ordinal"}
                ours = all(keys.get(name) == value for name, value in own.items()) and statement.key not in self._fixed
                if ours and named and named <= set(names):
                    found.setdefault(tuple(sorted(rest.items())), None)
        return [dict(keys) for keys in found]

    def is_own(self, statement: Statement) -> bool:
        """Whether a statement was made in the form being drawn."""
        return is_cell_of(statement, self.form)

    def printed_codes(self, band: Band, row: RowDecl, instances: list[dict[str, str]]) -> list[dict[str, str]]:
        """The code list's own rows of this year, with codes only the filing knows placed behind their parents."""
        name = row.codes or next(column.codes for column in band.columns if column.codes)
        dimension = row.dimension or next(column.dimension for column in band.columns if column.codes)
        codes = self.pack.codes[name]
        listed = [
            entry.code
            for entry in codes.codes
            if not row.sparse
            and entry.holds(self.year)
            and (not row.level or len(entry.code) == row.level)
            and entry.code not in row.without
        ]
        extra = [
            code
            for code in (keys[dimension] for keys in instances)
            if code not in listed and not (row.level and codes.knows(code) and len(code) != row.level)
        ]
        return [{dimension: code} for code in [*listed, *sorted(set(extra))]]

    def coded(self, band: Band, row: RowDecl) -> bool:
        """Whether the rows are those of a code list."""
        return row.each and bool(row.codes or any(column.codes for column in band.columns))

    def label(self, line: PlannedLine, row: RowDecl, keys: Mapping[str, str], ordinal: int) -> str:
        """What this edition prints before a row: "2、机构改革"; "" for a row of a list that has no name."""
        forms = line.block.labels_of(row.id) or (row.label,)
        form = forms[0] if ordinal <= 1 or len(forms) == 1 or not row.each else forms[1]
        if row.each and not keys:
            return ""
        words: dict[str, str] = {
            **self.words,
            "n": str(ordinal),
            "cn": chinese_ordinal(ordinal) if 0 < ordinal < 100 else "",
        }
        words.update({name: self.name(row.codes, value) for name, value in keys.items()})
        words[row.id] = words.get(row.dimension, "")
        return worded(form, words)

    def name(self, codes: str, value: str) -> str:
        """The name of a code: as listed, else (lists are selections) as the data prints it, else itself."""
        entry = self.pack.codes[codes].get(value) if codes else None
        if entry is not None or not codes:
            return entry.name if entry is not None else value
        return self.printed_name(self.pack.codes[codes].dimension, value)

    def printed_name(self, dimension: str, code: str) -> str:
        """The words that stand beside figures of the row of a code, else the code itself."""
        for statement in self.facts:
            row = statement.address.rpartition("/")[0].rpartition("/")[2]
            if row == code == statement.key.dimension(dimension) and statement.heading is not None:
                words = bare(statement.heading.quote)
                if words and not words.isdecimal():
                    return words
        return code

    def key_text(self, line: PlannedLine, column: Column, keys: Mapping[str, str]) -> str:
        """What stands in a key cell of a row, with the figures it carries: "产出指标（40分）"."""
        if column.names:
            source = line.band.column(column.names)
            return self.name(source.codes, keys.get(source.dimension, "")) if source is not None else ""
        name = keys.get(column.dimension) or self.about.get(column.dimension, "")
        if not name or not column.parse or not column.inside or line.row is None:
            return name
        words = {"name": name}
        for inner in column.inside:
            spec = self.spec(line.band, line.row, f"{column.id}.{inner.id}")
            statement = self.find(spec, {column.dimension: name}) if spec is not None else None
            if statement is None:
                return name
            words[inner.id] = printed(statement)
        return worded(column.parse[0], words)

    def find(self, spec: CellSpec, keys: Mapping[str, str]) -> Statement | None:
        """The statement that fills a cell: one made in this form if there is one, else the first of the fact."""
        key = key_of(spec, keys, self.year)
        statements = self.facts.of_key(key)
        own = [statement for statement in statements if is_cell_of(statement, self.form)]
        chosen = next(iter(own or statements), None)
        return in_unit(chosen, spec, self.pack) if chosen is not None else None


def is_cell_of(statement: Statement, form: str) -> bool:
    """Whether a statement stands in a cell of a form (not in a sentence that happens to have the form's id)."""
    return statement.address.startswith(f"{form}!") and statement.address.count("/") == 2


def worded(text: str, words: Mapping[str, str]) -> str:
    """A fixed text with its placeholders filled."""
    return re.sub(r"\{([a-z_]+)\}", lambda match: words.get(match.group(1), match.group(0)), text)
