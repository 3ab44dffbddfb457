"""Reading a document into facts: components, tables, signature lines, sentences; every other numeral is listed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from decimal import Decimal

from hengji.documents.document import Block, Cell, Document, Paragraph, Region, Table, Text
from hengji.facts.fact import FactKey, FactStore, Kind, Source, State, Statement, dimensions_of
from hengji.facts.place import Place
from hengji.packs.figure_words import FigureWords
from hengji.packs.form import CellSpec, key_of
from hengji.packs.labels import plain
from hengji.packs.library import Library
from hengji.packs.pack import Pack
from hengji.packs.sentence_context import SentenceContext
from hengji.reading.cells import DEADLINE_RELATION
from hengji.reading.choosing import about, choose
from hengji.reading.components import (
    Part,
    explode,
    organisation_in,
    organisation_on_cover,
    place_of,
    split_files,
)
from hengji.reading.numerals.lexer import Scanner
from hengji.reading.numerals.rows import grid_marks
from hengji.reading.prose.figures import Named, Standing, Stated
from hengji.reading.prose.open_whole import OpenWhole
from hengji.reading.prose.sentences import recognise_all, to_statements
from hengji.reading.prose.statements import FreeText, pack_norms, statement_of
from hengji.reading.result import Reading, ReadTable, TypedNumeral, Unread, glued
from hengji.reading.tables.bounds import bounded
from hengji.reading.tables.continuation import join_continued, join_forms
from hengji.reading.tables.fields import fields_in
from hengji.reading.tables.free_tables import read_free
from hengji.reading.tables.recognition import LogicalCell, RecognisedTable, recognise
from hengji.reading.tables.tries import Tries
from hengji.reading.years import year_of
from hengji.records import dataclass

HEADING = re.compile(
    r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]|第[一二三四五六七八九十]+部分|\d{1,2}[、.．]\s*(?=[^\d]))"
)
LONGEST_HEADING = 40
TITLE_BLOCKS = 4
FIGURE = "figure"
FEN, EXACT = Decimal("0.01"), Decimal(0)
LONG_CELL = 30  # a cell of more characters is running text


def read(document: Document, library: Library, pack: Pack | None = None) -> Reading:
    """A document read with a pack (the one its jurisdiction calls for when none is given)."""
    return _Session(document, library, pack).run()


BARE_NUMBER = re.compile(r"[\s\d.,，．%－-]*")


@dataclass(slots=True)
class _Session:
    document: Document
    library: Library
    pack: Pack | None
    facts: FactStore = field(default_factory=FactStore)
    owned: dict[tuple[object, ...], list[tuple[int, int]]] = field(default_factory=dict)
    counter: int = 0
    about: str = ""
    cut: set[int] = field(default_factory=set)
    tries: Tries = field(default_factory=Tries)

    def run(self) -> Reading:
        drawn = join_continued(self.document.blocks)
        opening = bounded(explode(drawn)[0])[0]
        pack = self.pack or choose(self.library, opening, self.tries)
        self.about = about(opening)
        drawn = join_forms(drawn, lambda table: recognise(pack, table, "", self.about, tries=self.tries))
        blocks, opened = explode(drawn)
        blocks, self.cut, too_big = bounded(blocks)
        recognised = {
            index: None if index in self.cut else self._recognise(pack, block, _title_above(blocks, index))
            for index, block in enumerate(blocks)
            if isinstance(block, Table)
        }
        kinds = {index: found.form.component for index, found in recognised.items() if found is not None}
        parts = split_files(blocks, kinds, pack.components)
        _whose(parts, blocks, recognised, pack)
        reading = Reading(
            self.document,
            blocks,
            parts,
            {part.id: pack for part in parts},
            [],
            self.facts,
            [],
            [],
            [*self.document.problems, *too_big],
        )
        for part in parts:
            self._part(reading, part, pack, recognised, opened)
        self._numerals(reading, pack)
        return reading

    def _recognise(self, pack: Pack, table: Table, title: str) -> RecognisedTable | None:
        """The form a table is under the file's pack, else (the pack was not asked for by name) under any other."""
        found = recognise(pack, table, title, self.about, tries=self.tries)
        if found is not None or self.pack is not None:
            return found
        others = (
            recognise(self.library.get(name), table, title, self.about, pack, self.tries)
            for name in self.library.ids()
            if name not in pack.chain
        )
        return max((other for other in others if other is not None), key=lambda other: other.score, default=None)

    def _new_id(self) -> str:
        self.counter += 1
        return f"f{self.counter}"

    def _part(
        self,
        reading: Reading,
        part: Part,
        pack: Pack,
        recognised: Mapping[int, RecognisedTable | None],
        opened: Mapping[int, Table],
    ) -> None:
        year = part.fiscal_year or 0
        heading = ""
        paragraphs: list[tuple[Text, str]] = []
        ruled: set[int] = set()
        previous: RecognisedTable | None = None
        for index in range(part.first, part.last + 1):
            block = reading.blocks[index]
            if index in opened:
                reading.tables.append(ReadTable(f"t{len(reading.tables) + 1}", index, opened[index], part.id, "", None))
            if isinstance(block, Table):
                found = recognised[index]
                title = _title_above(reading.blocks, index)
                free = None
                if found is None and index not in self.cut:
                    free = read_free(pack, block, title, self.about, year)
                name = f"t{len(reading.tables) + 1}"
                reading.tables.append(ReadTable(name, index, block, part.id, title, found, free))
                if free is not None:
                    self._table(free, part, year, name)
                if found is not None:
                    self._table(found, part, year, f"t{len(reading.tables)}")
                    previous = found
                    for text in _loose_texts(found):
                        self._fields(reading, text, found, part)
                for cell, concept in _long_cells(block, found):
                    if concept in pack_norms(pack):
                        ruled.add(len(paragraphs))
                    paragraphs.append((cell.text, heading))
                continue
            if previous is not None:
                self._fields(reading, block.text, previous, part)
            heading = _heading(block) or heading
            reading.headings[index] = heading
            paragraphs.append((block.text, heading))
        self._sentences(reading, part, pack, paragraphs, ruled)

    def _table(self, found: RecognisedTable, part: Part, year: int, table: str) -> None:
        for cell in found.cells:
            self.facts.add(self._statement(cell, found, part, year, table))

    def _statement(self, cell: LogicalCell, found: RecognisedTable, part: Part, year: int, table: str) -> Statement:
        spec, value = cell.spec, cell.value
        unit = value.unit or (spec.unit if spec.unit not in ("", "in-cell") else "")
        place = cell.cell.text.place(value.start, value.end)
        quote = cell.cell.text.value[value.start : value.end].split("\n")[0]
        if value.value is not None or value.low is not None or value.relation == DEADLINE_RELATION:
            self._own(place.anchor(), place.start, place.end)
        return Statement(
            id=self._new_id(),
            key=key_of(spec, dict(cell.dimensions), year),
            state=value.state,
            kind=spec.kind,
            value=value.value,
            text=value.text,
            relation=value.relation,
            low=value.low,
            high=value.high,
            unit=unit,
            quantum=EXACT if _is_exact(found.pack, spec, unit) else spec.quantum,
            decimals=value.decimals,
            source=Source(self.document.sha256, place, quote),
            component=part.id,
            table=table,
            address=f"{found.form.id}!{cell.address}",
            label=found.pack.concepts[spec.concept].label,
            scenario_label=spec.label,
            heading=self._beside(cell, found),
        )

    def _beside(self, cell: LogicalCell, found: RecognisedTable) -> Source | None:
        """The nearest label to the left of a cell; the ordinal of the row only where no word is."""
        row = found.table.rows[cell.row_index].cells
        data = {(one.row_index, one.cell_index) for one in found.cells}
        left = reversed(list(enumerate(row[: cell.cell_index])))
        for position, other in sorted(left, key=lambda pair: bool(BARE_NUMBER.fullmatch(pair[1].text.value))):
            said = other.text.value.strip()
            if said and other.text.anchors and (cell.row_index, position) not in data:
                start = other.text.value.index(said)
                line = said.split("\n")[0]
                return Source(self.document.sha256, other.text.place(start, start + len(line)), line)
        return None

    def _fields(self, reading: Reading, line: Text, found: RecognisedTable, part: Part) -> None:
        """The signature line under a table: labels with what follows each up to the next label."""
        for one in fields_in(line, found):
            reading.fields.append(one)
            place = line.place(*one.span) if one.said else line.place(one.label_at, one.start)
            kind = found.pack.concepts[one.concept].kind
            if one.said and kind in (Kind.DATE, Kind.CODE):
                self._own(place.anchor(), place.start, place.end)
            self.facts.add(
                Statement(
                    id=self._new_id(),
                    key=FactKey(one.concept, str(part.fiscal_year or ""), dimensions=dimensions_of(one.dimensions)),
                    state=State.REPORTED if one.said else State.BLANK,
                    kind=kind,
                    text=one.said,
                    source=Source(self.document.sha256, place, one.said or line.value[one.label_at : one.start]),
                    component=part.id,
                    address=one.address,
                    label=one.label,
                )
            )

    def _sentences(
        self, reading: Reading, part: Part, pack: Pack, paragraphs: list[tuple[Text, str]], ruled: set[int]
    ) -> None:
        kind = pack.components.get(part.kind)
        context = SentenceContext(
            fiscal_year=part.fiscal_year or 0,
            component=kind.label if kind is not None else "",
            codes=code_paths(pack, _printed_names(reading)),
            units=pack.units,
            words=FigureWords.of(pack.words),
            labels={name: concept.label for name, concept in pack.concepts.items()},
        )
        free, whole = FreeText.of(pack), OpenWhole()
        recognised = recognise_all(paragraphs, list(pack.sentences.values()), context)
        for index, ((text, heading), found) in enumerate(zip(paragraphs, recognised, strict=True)):
            of = whole.over(text.value, heading)
            standing = Standing(heading, context.fiscal_year, part.organisation, rules=index in ruled, whole=of)
            stated, heard = free.read(text.value, found, standing)
            whole.after(text.value, heading, heard)
            for sentence in found:
                statements = to_statements(sentence, text, self._new_id, context, document=self.document.sha256)
                for statement, slot in zip(statements, sentence.slots, strict=True):
                    key = free.key_of(statement, text.value, sentence.start, slot.start, context.fiscal_year)
                    said = tuple(heard.get(slot.start, {}).items())
                    self._add_sentence_fact(replace(statement, key=key, said=said), part)
            for one in stated:
                self._free(reading, one, text, part, pack)
            for typed in (typed for sentence in found for typed in sentence.typed):
                self._type(reading, typed.type, text, typed.start, typed.end)

    def _free(self, reading: Reading, one: Stated | Named, text: Text, part: Part, pack: Pack) -> None:
        """What no declared sentence says: a fact of running text, or a numeral that is no figure of the unit."""
        start, end = one.numeral.start, one.numeral.end
        place = text.place(start, end)
        if self._owned(place):
            return
        if isinstance(one, Named):
            self._type(reading, one.type, text, start, end)
            return
        source = Source(self.document.sha256, place, text.value[start:end])
        self.facts.add(statement_of(one, self._new_id(), source, part.id, pack))
        self._own(place.anchor(), place.start, place.end)

    def _type(self, reading: Reading, kind: str, text: Text, start: int, end: int) -> None:
        place = text.place(start, end)
        if not self._owned(place):
            self._own(place.anchor(), place.start, place.end)
            reading.typed.append(TypedNumeral(kind, place, text.value[start:end]))

    def _add_sentence_fact(self, statement: Statement, part: Part) -> None:
        place = statement.place
        if place is not None and statement.kind is not Kind.TEXT:  # a number in prose is a number of its own
            self._own(place.anchor(), place.start, place.end)
        self.facts.add(replace(statement, component=part.id))

    def _owned(self, place: Place) -> bool:
        return any(start <= place.start and place.end <= end for start, end in self.owned.get(place.anchor(), ()))

    def _own(self, anchor: tuple[object, ...], start: int, end: int) -> None:
        self.owned.setdefault(anchor, []).append((start, end))

    def _numerals(self, reading: Reading, pack: Pack) -> None:
        """Every numeral that no fact owns is typed, or listed as not understood."""
        scanner = Scanner.of(pack)
        fixed = {table.block: table.recognised.fixed for table in reading.tables if table.recognised}
        for text, mark in _texts(reading.blocks, fixed):
            for numeral in scanner.scan(text.value):
                place = text.place(numeral.start, numeral.end)
                quote = text.value[numeral.start : numeral.end]
                if self._owned(place):
                    continue
                if numeral.kind != FIGURE or mark:
                    reading.typed.append(TypedNumeral(mark if numeral.kind == FIGURE else numeral.kind, place, quote))
                else:
                    reading.not_understood.append(Unread(place, quote))
        reading.typed[:] = glued(reading.typed)


def _is_exact(pack: Pack, spec: CellSpec, unit: str) -> bool:
    """Whether an amount is exact to the 分: one in 元 in a table is no rounded one."""
    declared = pack.unit(unit) if unit else None
    return spec.kind is Kind.MONEY and declared is not None and declared.to_base(FEN) == FEN


def _texts(blocks: list[Block], fixed: Mapping[int, set[tuple[int, int]]]) -> Iterator[tuple[Text, str]]:
    """Every text with what a bare number in it is by position: an ordinal or code in a table, a page at its edge."""
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            yield block.text, "page" if block.region in {Region.HEADER, Region.FOOTER} else ""
            continue
        marks = grid_marks([[cell.text.value for cell in row] for row in block.rows])
        for row_index, row in enumerate(block.rows):
            for cell_index, cell in enumerate(row):
                if cell.text.anchors and cell.text.value:
                    at = (row_index, cell_index)
                    yield cell.text, marks.get(at, "ordinal" if at in fixed.get(index, ()) else "")


def _long_cells(table: Table, found: RecognisedTable | None) -> Iterator[tuple[Cell, str]]:
    """Cells of running text with their concept, read for sentences too; in a recognised table those that are text."""
    specs = {(cell.row_index, cell.cell_index): cell for cell in found.cells} if found is not None else {}
    for row_index, row in enumerate(table.rows):
        for cell_index, cell in enumerate(row):
            known = specs.get((row_index, cell_index))
            concept = known.spec.concept if known is not None else ""
            is_text = known is None or known.value.value is None
            if is_text and (len(cell.text.value) > LONG_CELL or (known is not None and known.spec.kind is Kind.TEXT)):
                yield cell, concept


def _loose_texts(found: RecognisedTable) -> Iterator[Text]:
    """The texts of rows that belong to no line of the form: captions above it, notes and signature lines below."""
    taken = {cell.row_index for cell in found.cells} | {row for row, _ in found.fixed}
    for index, row in enumerate(found.table.rows):
        if index not in taken:
            yield from (cell.text for cell in row if cell.text.anchors and cell.text.value.strip())


def _title_above(blocks: list[Block], index: int) -> str:
    """The title of a table: the paragraphs right above it, and small tables that only hold a caption."""
    pieces: list[str] = []
    file = place_of(blocks[index]).file
    for block in reversed(blocks[max(0, index - TITLE_BLOCKS) : index]):
        if place_of(block).file != file:
            break
        if isinstance(block, Paragraph):
            if len(plain(block.text.value)) > 60 or plain(block.text.value).startswith("注"):
                break
            pieces.insert(0, plain(block.text.value))
        elif len(block.rows) <= 4:
            pieces.insert(0, "".join(plain(cell.text.value) for row in block.rows for cell in row))
            break
        else:
            break
    return " ".join(piece for piece in pieces if piece)


def _heading(block: Paragraph) -> str:
    text = f"{block.marker}{block.text.value}".strip()
    if (
        (block.level is not None or HEADING.match(text))
        and len(text) <= LONGEST_HEADING
        and not text.endswith(("。", "；"))
    ):
        return plain(text)
    return ""


def _whose(
    parts: list[Part], blocks: list[Block], recognised: Mapping[int, RecognisedTable | None], pack: Pack
) -> None:
    """Unit and fiscal year of every component: from its title, its tables, its text, else from its neighbours."""
    for part in parts:
        inside = [
            found for index, found in recognised.items() if found is not None and part.first <= index <= part.last
        ]
        part.fiscal_year = part.fiscal_year or next(
            (found.years["year"] for found in inside if "year" in found.years), None
        )
        kind = pack.components.get(part.kind)
        part.organisation = (
            organisation_in(part.title, pack.components) if part.title and kind is not None and kind.titles else ""
        )
        named = [
            cell.value.text
            for found in inside
            for cell in found.cells
            if cell.spec.concept == "organisation.name" and cell.value.text
        ]
        cover = organisation_on_cover(blocks[part.first : part.last + 1])
        titled = part.organisation if len(part.organisation) >= 4 else ""
        part.organisation = next(iter(named), "") or cover or titled
        if part.fiscal_year is None:
            part.fiscal_year = year_of(blocks[part.first : part.last + 1], pack)
    for neighbours in (parts, parts[::-1]):
        year: int | None = None
        for part in neighbours:
            year = part.fiscal_year = part.fiscal_year or year
    known_name = max((part.organisation for part in parts), key=len, default="")
    for part in parts:
        part.organisation = part.organisation or known_name


def _printed_names(reading: Reading) -> dict[str, dict[str, str]]:
    """Per code list, the names this filing's tables print beside codes; lists of codes are selections."""
    found: dict[str, dict[str, str]] = {}
    for table in reading.tables:
        for cell in table.recognised.cells if table.recognised is not None else ():
            code = dict(cell.dimensions).get("@code")
            if code and cell.row_label:
                dimension = next((name for name, value in cell.dimensions if value == code and name != "@code"), "")
                found.setdefault(dimension, {}).setdefault(code, cell.row_label)
    return found


def code_paths(pack: Pack, printed: Mapping[str, Mapping[str, str]] | None = None) -> dict[str, dict[str, str]]:
    """Per dimension, the path of names of every code (类/款/项), for sentences that name classes in words.

    ``printed`` are names of codes the lists do not have.
    """
    found: dict[str, dict[str, str]] = {}
    for codes in pack.codes.values():
        by_code = {entry.code: entry for entry in codes.codes}
        names = found.setdefault(codes.dimension, {})
        for entry in codes.codes:
            parent = names.get(entry.parent, "")
            names[entry.code] = f"{parent}/{entry.name}" if parent and entry.parent in by_code else entry.name
        for code, name in sorted((printed or {}).get(codes.dimension, {}).items()):
            parent = names.get(codes.parent_of(code), "")
            if code not in names and parent:
                names[code] = f"{parent}/{name}"
    return found
