"""From the export of the final-accounts software to the forms that are published: the same facts, in other tables.

A fact is taken from the first table of the export that states it, in the order in which the pack lists them; it stays
in the unit it was exported in (元) until it is rounded (`engine.rounding`). Nothing is typed and nothing is guessed: a
form no table of the export states anything of is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from hengji.facts.fact import FactKey, FactStore, Statement
from hengji.packs.export import Export, ExportedTable
from hengji.packs.form import CellSpec, Form, RowDecl, key_of
from hengji.packs.pack import Pack
from hengji.reading.components import Part
from hengji.reading.result import Reading

Facts = Mapping[FactKey, Statement]


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken from an export: a reading of the published forms in the export's unit, and what is missing."""

    reading: Reading
    export: Export
    part: Part
    missing: tuple[str, ...]


def take(reading: Reading) -> Taken | None:
    """The published forms' facts out of an export; None where a reading holds no table of one in a finer unit."""
    for part in reading.parts:
        pack = reading.pack_of(part.id)
        for export in pack.exports.values():
            found = _tables(reading, part, export)
            if export.version(part.fiscal_year or 0) is not None and any(
                _finer(pack, facts, table) for table, facts in found
            ):
                return _taken(reading, part, export, found)
    return None


def _tables(reading: Reading, part: Part, export: Export) -> list[tuple[ExportedTable, Facts]]:
    """The tables of an export that a part holds, each with what it states."""
    inside: dict[str, dict[FactKey, Statement]] = {}
    for statement in reading.facts:
        if statement.component == part.id and statement.table:
            inside.setdefault(statement.address.partition("!")[0], {}).setdefault(statement.key, statement)
    return [(table, inside[table.source]) for table in export.tables if table.source in inside]


def _finer(pack: Pack, facts: Facts, table: ExportedTable) -> bool:
    """Whether a table states amounts in a finer unit than the forms made from it."""
    units = {pack.unit(pack.forms[form].aspects.get("unit") or "") for form in table.forms}
    said = {pack.unit(statement.unit) for statement in facts.values() if statement.value is not None}
    return any(
        one is not None and other is not None and one.kind is other.kind and one.factor < other.factor
        for one in said
        for other in units
    )


def _taken(reading: Reading, part: Part, export: Export, tables: list[tuple[ExportedTable, Facts]]) -> Taken:
    pack, year = reading.pack_of(part.id), part.fiscal_year or 0
    statements: list[Statement] = []
    wanted = {form: [facts for table, facts in tables if form in table.forms] for form in _forms(export)}
    for number, (form, sources) in enumerate(wanted.items(), 1):
        facts = {key: one for source in reversed(sources) for key, one in source.items()}
        for address, spec, one in placed(pack.forms[form], pack, year, facts):
            said = replace(
                one,
                id=f"e{len(statements) + 1}",
                table=f"x{number}",
                address=f"{form}!{address}",
                component=part.id,
                label=pack.concepts[spec.concept].label,
                scenario_label=spec.label,
                source=replace(one.source, origin="computed"),
            )
            statements.append(said)
    drawn = {form for outline in pack.outlines.values() for form in outline.forms}
    empty = [form for form, sources in wanted.items() if form in drawn and not sources]
    missing = tuple(_missing(pack, export, form) for form in empty)
    alone = replace(
        reading,
        facts=FactStore(statements),
        parts=[replace(part, first=0, last=-1)],
        tables=[],
        blocks=[],
        typed=[],
        headings={},
    )
    return Taken(alone, export, part, missing)


def _forms(export: Export) -> list[str]:
    return list(dict.fromkeys(form for table in export.tables for form in table.forms))


def _missing(pack: Pack, export: Export, form: str) -> str:
    sources = [pack.forms[table.source].label for table in export.tables if form in table.forms]
    return f"《{pack.forms[form].label}》没有数：导出的工作簿里没有找到{'或'.join(f'《{one}》' for one in sources)}。"


def placed(form: Form, pack: Pack, year: int, facts: Facts) -> Iterator[tuple[str, CellSpec, Statement]]:
    """The cells of a form that facts fill: address, meaning and statement, row by row."""
    for band in form.bands:
        for row in band.rows:
            specs = [
                spec for column in band.columns if (spec := pack.meanings[form.id].cell(band.id, row.id, column.id))
            ]
            if not row.each:
                for spec in specs:
                    found = facts.get(key_of(spec, {}, year))
                    if found is not None:
                        yield spec.address, spec, found
                continue
            dimension = row.dimension or next((one.dimension for one in band.columns if one.codes), "")
            yield from _repeated(band.id, row, dimension, specs, year, facts)


def _repeated(
    band: str, row: RowDecl, dimension: str, specs: list[CellSpec], year: int, facts: Facts
) -> Iterator[tuple[str, CellSpec, Statement]]:
    """The cells of a repeated row, for every value its dimension has among the facts."""
    values = {value for key in facts if (value := key.dimension(dimension)) is not None}
    for value in sorted(values):
        if (row.level and len(value) != row.level) or value in row.without:
            continue
        for spec in specs:
            found = facts.get(key_of(spec, {dimension: value}, year))
            if found is not None:
                yield f"{band}/{value}/{spec.column}", spec, found
