"""Last year's filing laid beside this year's, so that comparatives and what was copied can be seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from hengji.checking.run import Checked, check
from hengji.checking.subject import Subject, SubjectPart
from hengji.documents.package import together
from hengji.engine.session import subject_of
from hengji.facts.fact import FactStore, Statement
from hengji.packs.library import Library
from hengji.reading.formats.registry import read_document
from hengji.reading.read import read
from hengji.reading.result import Reading

MARK = "previous."
"""What the ids of last year's components, tables and statements begin with."""


def read_previous(path: Path, library: Library, pack: str | None = None) -> Reading:
    """Last year's filing; its places say which file they stand in."""
    document = read_document(path)
    return read(together(document.name, [document]), library, library.get(pack) if pack else None)


def subject_beside(reading: Reading, previous: Reading) -> Subject:
    """This year's filing to be checked with last year's beside it."""
    now, then = subject_of(reading), subject_of(previous)
    parts = [*now.parts, *(_part(part) for part in then.parts)]
    facts = FactStore([*now.facts, *_statements(then.facts)])
    return Subject(parts, facts, now.lines, now.rows, earlier=then.lines, shifted=now.shifted)


def check_beside(reading: Reading, previous: Reading) -> Checked:
    """The findings of this year's filing; what only concerns last year's own papers is left out."""
    subject = subject_beside(reading, previous)
    checked = check(subject)
    files = {file.name for file in previous.document.files}
    kept = tuple(finding for finding in checked.findings if any(spot.place.file not in files for spot in finding.spots))
    return Checked(kept, checked.tally)


def _part(part: SubjectPart) -> SubjectPart:
    return replace(part, id=MARK + part.id, previous=True)


def _statements(facts: FactStore) -> Iterator[Statement]:
    for one in facts:
        table = MARK + one.table if one.table else ""
        yield replace(one, id=MARK + one.id, component=MARK + one.component, table=table)
