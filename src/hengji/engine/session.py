"""Reading and checking files: from bytes to a reading, from a reading to findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from hengji.checking.run import Checked, check
from hengji.checking.subject import ShiftedRow, Subject, SubjectPart, TextLine, TextRow
from hengji.documents.document import Document, Paragraph, Problem, Row, Text
from hengji.documents.package import together
from hengji.engine.claims import check_claims
from hengji.packs.library import Library
from hengji.packs.pack import Pack
from hengji.reading.components import lines_of
from hengji.reading.data.file import is_data_file, read_data_file
from hengji.reading.formats.registry import read_document
from hengji.reading.read import read
from hengji.reading.result import Reading


def read_file(path: Path, library: Library, pack: str | None = None) -> Reading:
    """A file read with a pack (chosen by its jurisdiction when none is given); `ReadError` says why it cannot be."""
    if is_data_file(path):
        return read_data_file(path, library, library.get(pack) if pack else None)
    document = read_document(path)
    return read(document, library, library.get(pack) if pack else None)


def read_package(
    name: str, documents: Sequence[Document], library: Library, pack: Pack | None = None, missed: Sequence[Problem] = ()
) -> Reading:
    """The files of one unit read as one package; ``missed`` says which files could not be read."""
    whole = together(name, documents)
    return read(replace(whole, problems=(*whole.problems, *missed)), library, pack)


def subject_of(reading: Reading) -> Subject:
    """A reading as something that can be checked."""
    parts = []
    for part in reading.parts:
        pack = reading.pack_of(part.id)
        kind = pack.components.get(part.kind)
        label = kind.label if kind is not None else ""
        parts.append(SubjectPart(part.id, part.kind, label, part.fiscal_year or 0, part.organisation, pack))
    lines = [
        TextLine(block.text, part.id, block.marker, index)
        for part in reading.parts
        for index, block in enumerate(reading.blocks[part.first : part.last + 1], part.first)
        if isinstance(block, Paragraph)
    ]
    rows = [
        TextRow(
            tuple(line for cell in row for line in lines_of(cell.text) if line.anchors),
            one.component,
            one.id,
            one.block,
        )
        for one in reading.tables
        if any(len(row) > 1 for row in one.table.rows)  # a frame of one column was opened: its text is among the lines
        for row in one.table.rows
    ]
    return Subject(parts, reading.facts, lines, rows, shifted=list(_shifted(reading)))


def _shifted(reading: Reading) -> Iterator[ShiftedRow]:
    """The rows seen to stand beside their columns."""
    for one in reading.tables:
        found = one.recognised
        for shift in found.shifts if found is not None else ():
            texts = tuple(cell.text for cell in one.table.rows[shift.row].cells if cell.text.value.strip())
            spots = tuple(text for text in texts if text.anchors)
            if found is not None and spots:
                yield ShiftedRow(one.component, found.form.id, shift.label, shift.by, spots)


def _lines_in(row: Row) -> tuple[Text, ...]:
    """What the cells of a row say, line by line."""
    return tuple(line for cell in row for line in lines_of(cell.text) if line.anchors)


def check_reading(reading: Reading) -> Checked:
    """Every finding of a file that was read."""
    return check_subject(subject_of(reading))


def check_subject(subject: Subject) -> Checked:
    """Every finding of a filing: what checking finds, and claimed scores the rules do not give."""
    return check(subject, [check_claims])
