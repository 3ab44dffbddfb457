"""Filling a layout: one edition's drawing of a form with the facts of a filing in its cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field

from hengji.documents.document import Merge
from hengji.expressions import to_excel
from hengji.facts.fact import FactStore, Kind
from hengji.packs.form import Band, CellSpec, Form, RowDecl
from hengji.packs.formulas import absolute
from hengji.packs.layout import CellTemplate, Layout, Slot
from hengji.packs.pack import Pack
from hengji.packs.plan import PlannedLine, depth, plan, side_lines
from hengji.records import dataclass
from hengji.writing.cell_text import printed
from hengji.writing.drawing import DrawnCell, DrawnRow, DrawnTable, Role
from hengji.writing.finishing import closed, headed, merged_down
from hengji.writing.form_facts import FormFacts, worded

NUMERIC = frozenset({Kind.MONEY, Kind.COUNT, Kind.RATIO, Kind.SCORE})


@dataclass(frozen=True, slots=True)
class Context:
    """Whose filing for which fiscal year; ``blank_rows`` empty rows stand where repeated rows have no facts (entry).

    ``about`` is what the whole table is about, by dimension: the project of a table a project.
    """

    year: int
    organisation: str = ""
    blank_rows: int = 0
    component: str = ""
    about: Mapping[str, str] = field(default_factory=dict)

    def words(self) -> dict[str, str]:
        """The placeholders of fixed texts."""
        return {
            "year": str(self.year),
            "prior": str(self.year - 1),
            "next": str(self.year + 1),
            "organisation": self.organisation,
        }


@dataclass(slots=True)
class Filler:
    """Draws the forms of one pack with the facts of one filing."""

    pack: Pack
    facts: FactStore
    context: Context
    _form: str = field(default="")
    _said: FormFacts = field(init=False)

    def table(self, layout: Layout) -> DrawnTable:
        """One form as drawn."""
        form = self.pack.forms[layout.form]
        self._form = form.id
        self._said = FormFacts(
            self.pack, self.facts, self.context.year, form.id, self.context.words(), self.context.about
        )
        rows: list[DrawnRow] = []
        done: set[str] = set()
        for line in plan(form, layout):
            if line.beside:
                if line.block.id not in done:
                    rows.extend(self._sides(form, line))
                    done.add(line.block.id)
            else:
                rows.extend(self._line(line))
        words = {**self.context.words(), "number": layout.number}
        return DrawnTable(
            form=form.id,
            title=worded(layout.title, words),
            widths=layout.widths,
            rows=tuple(closed(merged_down(headed(rows)), zero=form.aspects.blank == "zero")),
            above=tuple((worded(left, words), worded(right, words)) for left, right in layout.above),
            notes=tuple(worded(note, words) for note in (*layout.notes, *self._empty_note(layout, rows))),
            landscape=layout.landscape,
            sheet=layout.attachment or layout.number or form.label,
        )

    def _empty_note(self, layout: Layout, rows: Sequence[DrawnRow]) -> list[str]:
        """The sentence under a form without any figure; a form that is still to be entered has none."""
        filled = any(cell.value for row in rows for cell in row.cells)
        return [layout.empty_note] if layout.empty_note and not filled and not self.context.blank_rows else []

    def _line(self, line: PlannedLine) -> list[DrawnRow]:
        if line.row is None or not line.row.each:
            if line.row is not None and line.row.optional and not self._stated(line, line.row):
                return []
            return [DrawnRow(tuple(self._cells(line, {}, 0)), header=line.line.head)]
        instances = self._said.instances(line.band, line.row)
        count = max(len(instances), 1 if not line.row.codes else 0, self.context.blank_rows if not instances else 0)
        instances += [{}] * (count - len(instances))
        rows: list[DrawnRow] = []
        for index, keys in enumerate(instances):
            cells = self._cells(line, keys, index + 1)
            above = instances[index - 1] if index else None
            rows.append(DrawnRow(tuple(self._continued(line, cells, keys, above))))
        return rows

    def _continued(
        self, line: PlannedLine, cells: Iterable[DrawnCell], keys: Mapping[str, str], above: Mapping[str, str] | None
    ) -> Iterable[DrawnCell]:
        """Key cells that repeat the row above are continued from it, from the left as far as all keys are equal."""
        same = above is not None and bool(keys)
        for cell, template in zip(cells, line.cells, strict=True):
            column = line.band.column(template.slots[0]) if template.slots else None
            if column is None or not column.fill_down:
                yield cell
                continue
            same = same and above is not None and keys.get(column.dimension) == above.get(column.dimension)
            yield DrawnCell(column_span=template.span, merge=Merge.CONTINUE) if same else cell

    def _stated(self, line: PlannedLine, row: RowDecl) -> bool:
        """Whether anything is known of an optional row (entry draws it all the same)."""
        cells = (self._said.spec(line.band, row, slot) for cell in line.cells for slot in cell.slots)
        return self.context.blank_rows > 0 or any(
            spec is not None and self._said.find(spec, {}) is not None for spec in cells
        )

    def _cells(self, line: PlannedLine, keys: Mapping[str, str], ordinal: int) -> Iterable[DrawnCell]:
        for template in line.cells:
            yield self._cell(line, template, keys, ordinal)

    def _cell(self, line: PlannedLine, template: CellTemplate, keys: Mapping[str, str], ordinal: int) -> DrawnCell:
        if template.continued:
            return DrawnCell(column_span=template.span, merge=Merge.CONTINUE)
        if not template.slots or line.row is None:
            text = worded(template.fixed, self.context.words())
            return DrawnCell(text, Role.HEAD if line.line.head or text else Role.LABEL, template.span)
        if len(template.parts) > 1:
            return self._mixed(line, line.row, template, keys)
        slot = template.slots[0]
        column = line.band.column(slot)
        if slot == "label":
            label = self._said.label(line, line.row, keys, ordinal)
            return DrawnCell(label, Role.LABEL, template.span, indent=depth(line.band, line.row))
        if column is not None and (column.dimension or column.names):
            return DrawnCell(self._said.key_text(line, column, keys), Role.LABEL, template.span, merge=Merge.NONE)
        return self._figure(line.band, line.row, slot, template.span, keys, ordinal)

    def _mixed(self, line: PlannedLine, row: RowDecl, template: CellTemplate, keys: Mapping[str, str]) -> DrawnCell:
        pieces: list[str] = []
        address = ""
        for part in template.parts:
            if isinstance(part, Slot):
                spec = self._said.spec(line.band, row, part.column)
                statement = self._said.find(spec, keys) if spec is not None else None
                pieces.append(printed(statement) if statement is not None else "")
                address = spec.address if spec is not None else ""
            else:
                pieces.append(worded(part, self.context.words()))
        return DrawnCell("".join(pieces), Role.MIXED, template.span, address=address)

    def _figure(
        self, band: Band, row: RowDecl, slot: str, span: int, keys: Mapping[str, str], ordinal: int
    ) -> DrawnCell:
        spec = self._said.spec(band, row, slot)
        if spec is None:
            return DrawnCell(role=Role.TEXT, column_span=span)
        statement = self._said.find(spec, keys)
        text = printed(statement) if statement is not None else ""
        value = statement.value if statement is not None and spec.kind in NUMERIC else None
        code = next((value for value in keys.values()), "") if self._said.coded(band, row) else ""
        address = f"{band.id}/{code or (f'{row.id}#{ordinal}' if row.each else row.id)}/{slot}"
        return DrawnCell(
            text,
            Role.NUMBER if spec.kind in NUMERIC else Role.TEXT,
            span,
            address=address,
            value=value,
            decimals=statement.decimals if statement is not None else None,
            percent=spec.unit == "%" or text.endswith("%"),
            formula=self._formula(band, row, slot, spec, keys),
        )

    def _formula(self, band: Band, row: RowDecl, slot: str, spec: CellSpec, keys: Mapping[str, str]) -> str:
        """The live total of a cell: its declared derivation, or the sum of the rows that make it up completely."""
        tree = self.pack.formulas.get(f"cell:{self._form}!{spec.address}")
        if tree is not None:
            written = to_excel(tree, lambda reference: f"[{absolute(reference, band.id, row.id)}]").removeprefix("=")
            return f"({written})*100" if spec.unit == "%" else written
        if self._said.coded(band, row) and row.hierarchy:
            code = next(iter(keys.values()), "")
            codes = self.pack.codes[row.codes or next(column.codes for column in band.columns if column.codes)]
            return _sum(
                f"{band.id}/{child.code}/{slot}" for child in codes.children(code) if child.holds(self.context.year)
            )
        parts = [part for part in band.rows if part.under == row.id and not row.each]
        if not parts or any(part.closure != "complete" for part in parts):
            return ""
        addresses: list[str] = []
        for part in parts:
            if not part.each:
                addresses.append(f"{band.id}/{part.id}/{slot}")
            elif self._said.coded(band, part):
                addresses.extend(
                    f"{band.id}/{next(iter(item.values()))}/{slot}" for item in self._said.instances(band, part)
                )
            else:
                count = len(self._said.instances(band, part)) or max(self.context.blank_rows, 1)
                addresses.extend(f"{band.id}/{part.id}#{index + 1}/{slot}" for index in range(count))
        return _sum(addresses)

    def _sides(self, form: Form, pattern: PlannedLine) -> list[DrawnRow]:
        block = pattern.block
        columns = [self._side_rows(form, pattern, side) for side in range(len(pattern.line.sides))]
        tops = max(top for _, top in columns)
        bottoms = max(len(rows) - top for rows, top in columns)
        drawn: list[list[list[DrawnCell]]] = []
        ordinal = 0
        for side, (rows, top) in enumerate(columns):
            blank = [DrawnCell(column_span=cell.span) for cell in pattern.line.sides[side]]
            padded = [
                *rows[:top],
                *([list(blank)] * (tops - top)),
                *rows[top:],
                *([list(blank)] * (bottoms - len(rows) + top)),
            ]
            band = form.band(block.bands[side])
            numbered: list[list[DrawnCell]] = []
            for row in padded:
                ordinal += 1
                numbered.append(self._numbered(row, pattern.line.sides[side], band, ordinal))
            drawn.append(numbered)
        return [DrawnRow(tuple(cell for side in sides for cell in side)) for sides in zip(*drawn, strict=True)]

    def _numbered(
        self, row: list[DrawnCell], templates: Sequence[CellTemplate], band: Band | None, ordinal: int
    ) -> list[DrawnCell]:
        """The row with its 行次 printed where the band has such a column."""
        result = list(row)
        for index, template in enumerate(templates):
            column = band.column(template.slots[0]) if band is not None and template.slots else None
            if column is not None and column.ordinal:
                result[index] = DrawnCell(str(ordinal), Role.ORDINAL, template.span)
        return result

    def _side_rows(self, form: Form, pattern: PlannedLine, side: int) -> tuple[list[list[DrawnCell]], int]:
        """The rows of one side, and how many of them stand above the rows aligned at the bottom."""
        block = pattern.block
        rows: list[list[DrawnCell]] = []
        top: int | None = None
        for line in side_lines(form, block, side):
            if line.row is None:
                continue
            if side < len(block.bottom) and line.row.id == block.bottom[side]:
                top = len(rows)
            if not line.row.each:
                if line.row.optional and not self._stated(line, line.row):
                    continue
                rows.append(list(self._cells(line, {}, 0)))
                continue
            for index, keys in enumerate(self._of_side(block.sides, side, line.band, line.row)):
                rows.append(list(self._cells(line, keys, index + 1)))
        return rows, len(rows) if top is None else top

    def _of_side(
        self, sides: tuple[tuple[str, ...], ...], side: int, band: Band, row: RowDecl
    ) -> Iterator[dict[str, str]]:
        """The codes that stand on one side, in the order of the side's classes.

        Codes of the filing whose class has no place in this edition close the last side, so that none is lost.
        """
        instances = self._said.instances(band, row)
        if not sides:
            yield from instances
            return
        for head in sides[side]:
            yield from (keys for keys in instances if next(iter(keys.values())).startswith(head))
        if side == len(sides) - 1:
            heads = tuple(head for one in sides for head in one)
            known = self._said.known(band, row)
            yield from (keys for keys in instances if keys in known and not next(iter(keys.values())).startswith(heads))


def _sum(addresses: Iterable[str]) -> str:
    listed = [f"[{address}]" for address in addresses]
    return f"SUM({','.join(listed)})" if listed else ""
