"""The cells of one form in a data file, by the names its pack has for rows and columns.

    基础数据表:
      公用经费: {年初预算数: 32, 决算数: 31}     # row: {column: figure}
      社会保障和就业支出: 9.55                  # a single column needs no name; a row of codes goes by code or name
      cost/reception/actual: 1.2              # an address is always right
      project_item: {馆舍维修: {决算数: 10}}    # rows of free names, under the name of the row
      indicators: [{三级指标: 数字化, ...}]     # rows told apart by several columns, under the name of their band

A name that fits several cells, or none, is a problem with its line; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from hengji.documents.document import Document, Problem
from hengji.facts.fact import Kind, Source, State, Statement, dimensions_of
from hengji.facts.place import TextPlace
from hengji.packs.errors import similar
from hengji.packs.form import Aspects, Band, CellSpec, Column, Form, RowDecl, key_of
from hengji.packs.labels import bare
from hengji.packs.pack import Pack
from hengji.packs.source import Node
from hengji.reading.cells import CellValue, cell_words, read_value

UNIT = "unit"
Spot = tuple[Band, RowDecl, str, Mapping[str, str]]  # the row in an address, and the dimensions of the row


@dataclass(slots=True)
class FormCells:
    """Reads what a file says of one form."""

    pack: Pack
    form: Form
    year: int
    document: Document
    problems: list[Problem]
    component: str = ""
    table: str = ""
    found: list[Statement] = field(default_factory=list)
    unit: str = ""

    def statements(self, node: Node) -> list[Statement]:
        """Everything below the name of the form."""
        said = dict(node.map or {})
        unit = said.pop(UNIT, None)
        if unit is not None:
            known = self.pack.unit(unit.text or "")
            self.unit = known.id if known is not None else ""
            if known is None:
                self._lost(unit, f"没有计量单位“{unit.text}”。", similar(unit.text or "", self.pack.units))
        if node.map is None and not node.empty:
            self._lost(node, f"《{self.form.label}》下面应写成“行: 数”的形式。", "")
        for key, inner in said.items():
            self._key(key, inner, node.key_marks[key].line)
        return self.found

    def _key(self, key: str, node: Node, line: int) -> None:
        band = next((one for one in self.form.bands if bare(key) in _words(one.id, one.label)), None)
        if band is not None and node.items is not None:
            self._listed(band, node)
            return
        if key.count("/") == 2:
            self._address(key, node, line)
            return
        spots = self._rows(key)
        if len(spots) == 1:
            self._row(spots[0], node)
            return
        columns = self._only(key) if not spots else []
        if len(columns) == 1:
            self._cell(*columns[0], node, {})
            return
        if len(spots) > 1 or len(columns) > 1:
            places = [f"{spot[0].id}/{spot[1].id}" for spot in [*spots, *(one[0] for one in columns)]]
            self._fail(line, f"《{self.form.label}》里有几处叫“{key}”。", f"请写明是哪一处：{'、'.join(places)}。")
            return
        self._fail(line, f"《{self.form.label}》里没有“{key}”这一行。", similar(key, self._names()))

    def _rows(self, key: str) -> list[Spot]:
        """The rows a key may mean: band/row, a label, or a code."""
        band_name, _, rest = key.rpartition("/")
        bands = [band for band in self.form.bands if not band_name or bare(band_name) in _words(band.id, band.label)]
        word = bare(rest)
        rows: list[Spot] = [(band, row, row.id, {}) for band in bands for row in band.rows]
        found = [one for one in rows if word in self._row_words(one[0], one[1])]
        named = [one for one in rows if not one[1].each and word in self._concept(one[1].aspects)]
        return found or named or [spot for band in bands for spot in self._coded(band, rest)]

    def _concept(self, aspects: Aspects) -> set[str]:
        """The names of what a row or column states."""
        concept = self.pack.concepts.get(aspects.get("concept") or "")
        return _words(concept.label, *concept.aliases) if concept is not None else set()

    def _row_words(self, band: Band, row: RowDecl) -> set[str]:
        return _words(row.id, row.label, *row.aliases, *self._labels(band, row))

    def _labels(self, band: Band, row: RowDecl) -> Iterable[str]:
        """How the pack's editions print a row."""
        for layout in self.pack.layouts_of(self.form.id):
            for block in layout.blocks:
                if band.id in block.bands:
                    yield from block.labels_of(row.id)

    def _coded(self, band: Band, key: str) -> list[Spot]:
        """The repeated row a code, or the name only one code has, stands for."""
        for row in band.rows:
            name = row.codes or next((one.codes for one in band.columns if one.codes), "")
            if not row.each or not name:
                continue
            codes = self.pack.codes[name]
            listed = {key} if codes.knows(key) else set()
            listed |= {one.code for one in codes.codes if bare(key) in _words(one.name, *one.aliases)}
            listed = {code for code in listed if row.level in (0, len(code))}
            if len(listed) == 1:
                code = listed.pop()
                return [(band, row, code, {row.dimension or codes.dimension: code})]
        return []

    def _only(self, key: str) -> list[tuple[Spot, Column]]:
        """Columns of bands whose one row has no name: they are named themselves."""
        found: list[tuple[Spot, Column]] = []
        for band in self.form.bands:
            if len(band.rows) == 1 and not band.rows[0].label and not band.rows[0].each:
                row = band.rows[0]
                found.extend(((band, row, row.id, {}), column) for column in self._columns(band, key))
        return found

    def _columns(self, band: Band, key: str) -> list[Column]:
        """The columns a key may mean: an id, a label, a scenario; group/label where the label alone is not enough."""
        group, _, rest = key.rpartition("/")
        plain = [one for one in band.columns if not (one.ordinal or one.names)]
        found = [one for one in plain if key in {one.id, one.dimension}]
        if not found:
            found = [
                one
                for one in plain
                if bare(rest) in _words(one.label, *one.aliases, *self._scenario(one))
                and (not group or any(bare(group) in _words(*words) for words in one.groups))
            ]
        return found or [one for one in plain if bare(key) in self._concept(one.aspects)]

    def _inside(self, band: Band, key: str) -> list[Column]:
        """A figure that stands in the cell of a key (产出指标（50分）), as group.figure or by its label."""
        return [
            replace(inner, id=f"{column.id}.{inner.id}")
            for column in band.columns
            for inner in column.inside
            if key == f"{column.id}.{inner.id}" or bare(key) in _words(inner.label, *inner.aliases)
        ]

    def _scenario(self, column: Column) -> Iterable[str]:
        scenario = self.pack.scenarios.get(column.aspects.get("scenario") or "")
        if scenario is not None and not column.groups and not column.aspects.period:
            yield from (scenario.label, *scenario.aliases)

    def _row(self, spot: Spot, node: Node) -> None:
        band, row, _, keys = spot
        values = [one for one in band.columns if not (one.dimension or one.ordinal or one.names)]
        if row.each and not keys and row.dimension:
            self._named(band, row, node)
        elif node.map is None:
            if len(values) == 1:
                self._cell(spot, values[0], node, keys)
            else:
                names = "、".join(one.label or one.id for one in values)
                self._lost(
                    node,
                    f"《{self.form.label}》的“{row.label or row.id}”有几栏，没有写明是哪一栏。",
                    f"各栏：{names}。",
                )
        else:
            self._across(spot, node, keys)

    def _across(self, spot: Spot, node: Node, keys: Mapping[str, str]) -> None:
        band = spot[0]
        for key, inner in (node.map or {}).items():
            columns = self._columns(band, key) or self._inside(band, key)
            if len(columns) != 1:
                why = "没有" if not columns else "不止一个"
                names = "、".join(one.id if columns else one.label or one.id for one in columns or band.columns)
                self._lost(inner, f"《{self.form.label}》这一行{why}叫“{key}”的栏。", f"可写：{names}。")
            elif not columns[0].dimension:
                within = columns[0].id.rpartition(".")[0]
                own = next((one.dimension for one in band.columns if one.id == within and one.inside), "")
                self._cell(spot, columns[0], inner, {own: keys.get(own, "")} if own else keys)

    def _named(self, band: Band, row: RowDecl, node: Node) -> None:
        """Rows of free names: name by name, in order."""
        for number, (name, inner) in enumerate((node.map or {}).items(), 1):
            self._row((band, row, f"{row.id}#{number}", {row.dimension: name}), inner)

    def _listed(self, band: Band, node: Node) -> None:
        """Rows told apart by the words of several columns: one mapping a row."""
        row = next((one for one in band.rows if one.each), band.rows[0])
        seen: dict[tuple[tuple[str, str], ...], int] = {}
        for number, item in enumerate(node.items or (), 1):
            keys = {
                columns[0].dimension: inner.text or ""
                for key, inner in (item.map or {}).items()
                if len(columns := self._columns(band, key)) == 1 and columns[0].dimension
            }
            mark = dimensions_of(keys)
            seen[mark] = seen.get(mark, 0) + 1
            if seen[mark] > 1:
                keys["ordinal"] = str(seen[mark])
            self._across((band, row, f"{row.id}#{number}", keys), item, keys)

    def _address(self, key: str, node: Node, line: int) -> None:
        band_id, row_id, column_id = key.split("/")
        band = self.form.band(band_id)
        row = band.row(row_id) if band is not None else None
        column = band.column(column_id) if band is not None else None
        spots = [(band, row, row_id, {})] if band and row else self._coded(band, row_id) if band else []
        if not spots or column is None:
            known = list(self.pack.meanings[self.form.id].cells)
            self._fail(line, f"《{self.form.label}》里没有 {key} 这一格。", similar(key, known))
            return
        self._cell(spots[0], column, node, spots[0][3])

    def _cell(self, spot: Spot, column: Column, node: Node, keys: Mapping[str, str]) -> None:
        band, row, name, _ = spot
        spec = self.pack.meanings[self.form.id].cell(band.id, row.id, column.id)
        if spec is None:
            return
        text = node.text or ""
        value = read_value(text, spec.kind, cell_words(self.pack))
        if value.state is State.UNREADABLE or (node.text is None and not node.empty):
            self._lost(node, f"“{row.label or name}”的“{column.label or column.id}”应为数字，现为“{text}”。", "")
        self.found.append(self._statement(spec, value, node, f"{band.id}/{name}/{column.id}", keys))

    def _statement(
        self, spec: CellSpec, value: CellValue, node: Node, address: str, keys: Mapping[str, str]
    ) -> Statement:
        text = node.text or ""
        begin, end = node.column + value.start, node.column + value.end
        concept = self.pack.concepts[spec.concept]
        money = self.unit if spec.kind is Kind.MONEY else ""
        return Statement(
            id="",
            key=key_of(spec, keys, self.year),
            state=value.state,
            kind=spec.kind,
            value=value.value,
            text=value.text,
            relation=value.relation,
            low=value.low,
            high=value.high,
            unit=value.unit or money or (spec.unit if spec.unit != "in-cell" else ""),
            quantum=Decimal(0) if money and self.pack.units[money].factor == 1 else spec.quantum,
            decimals=value.decimals,
            source=Source(
                self.document.sha256,
                TextPlace(begin, end, line=node.mark.line),
                text[value.start : value.end],
            ),
            component=self.component,
            table=self.table,
            address=f"{self.form.id}!{address}",
            label=concept.label,
            scenario_label=spec.label,
        )

    def _names(self) -> list[str]:
        return [row.label or row.id for band in self.form.bands for row in band.rows]

    def _lost(self, node: Node, message: str, hint: str) -> None:
        self._fail(node.mark.line, message, hint)

    def _fail(self, line: int, message: str, hint: str) -> None:
        self.problems.append(Problem(f"{message}{hint}", TextPlace(line=line)))


def _words(*names: str) -> set[str]:
    """Names in the form in which they are compared."""
    return {bare(name) for name in names if name}
