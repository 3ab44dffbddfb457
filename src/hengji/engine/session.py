"""Reading and checking files: from bytes to a reading, from a reading to findings."""

from __future__ import annotations

from pathlib import Path

from hengji.checking.run import Checked, check
from hengji.checking.subject import Subject, SubjectPart, TextLine
from hengji.documents.document import Paragraph
from hengji.engine.claims import check_claims
from hengji.packs.library import Library
from hengji.reading.formats.registry import read_document
from hengji.reading.read import read
from hengji.reading.result import Reading


def read_file(path: Path, library: Library, pack: str | None = None) -> Reading:
    """A file read with a pack (chosen by its jurisdiction when none is given); `ReadError` says why it cannot be."""
    document = read_document(path)
    return read(document, library, library.get(pack) if pack else None)


def subject_of(reading: Reading) -> Subject:
    """A reading as something that can be checked."""
    parts = []
    for part in reading.parts:
        pack = reading.pack_of(part.id)
        kind = pack.components.get(part.kind)
        label = kind.label if kind is not None else ""
        parts.append(SubjectPart(part.id, part.kind, label, part.fiscal_year or 0, part.organisation, pack))
    lines = [
        TextLine(block.text, part.id, block.marker)
        for part in reading.parts
        for block in reading.blocks[part.first : part.last + 1]
        if isinstance(block, Paragraph)
    ]
    return Subject(parts, reading.facts, lines)


def check_reading(reading: Reading) -> Checked:
    """Every finding of a file that was read."""
    return check_subject(subject_of(reading))


def check_subject(subject: Subject) -> Checked:
    """Every finding of a filing: what checking finds, and claimed scores the rules do not give."""
    return check(subject, [check_claims])
