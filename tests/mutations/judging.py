"""Whether a mutation was found: a finding the twin does not have, that points at what was changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.mutations.model import ABOVE, Filing, Line, plain
from tests.mutations.mutators import Mutation  # noqa: TC002 - our own

from hengji.checking.finding import Finding
from hengji.checking.run import Checked
from hengji.documents.document import Document, Paragraph, Table, Text
from hengji.engine.session import check_reading
from hengji.packs.library import Library
from hengji.reading.formats.registry import read_document
from hengji.reading.read import read

LOUD = ("error", "warning")
Anchor = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one mutation."""

    found: bool
    noticed: bool
    repaired: bool
    says: tuple[str, ...]


def checked(path: Path, library: Library) -> tuple[Document, Checked]:
    """A file as read, and its findings."""
    document = read_document(path)
    return document, check_reading(read(document, library))


def loud(checked: Checked) -> list[Finding]:
    """Findings and consequences at warning or error level."""
    whole = [one for finding in checked.findings for one in (finding, *finding.consequences)]
    return [one for one in whole if one.severity in LOUD]


def judge(mutation: Mutation, document: Document, result: Checked, twin: Checked) -> Verdict:
    """Holds the findings on a mutant against those on its twin."""
    known = {(one.rule, one.working) for one in loud(twin)}
    new = [one for one in loud(result) if (one.rule, one.working) not in known]
    wanted = set(anchors(mutation, document))
    right = [one for one in new if any(spot.place.anchor() in wanted for spot in one.spots)]
    hints = [one.repair for finding in result.findings for one in (finding, *finding.consequences) if one.repair]
    repaired = mutation.single and any(
        mutation.was.rstrip("0").rstrip(".") in hint and mutation.now in hint for hint in hints
    )
    said = tuple(f"{one.rule}: {one.working[:90]} @ {'; '.join(s.place.say() for s in one.spots[:3])}" for one in new)
    return Verdict(bool(right), bool(new), repaired, said)


def anchors(mutation: Mutation, document: Document) -> Iterator[Anchor]:
    """The lines, paragraphs and cells of the written file where the mutation is to be found."""
    for at in mutation.places:
        block = mutation.filing.blocks[at[0]]
        if isinstance(block, Line):
            yield from _paragraphs(plain(block.text), document)
        else:
            row = [squeezed(plain(cell)) for cell in block.rows[at[1]] if cell != ABOVE]
            cell = block.rows[at[1]][at[2]]
            yield from _cells([text for text in row if text], squeezed("" if cell == ABOVE else plain(cell)), document)


def squeezed(text: str) -> str:
    """A text without its blanks: a line broken on a page is the same line."""
    return "".join(text.split())


def _paragraphs(text: str, document: Document) -> Iterator[Anchor]:
    wanted = squeezed(text)
    for one in _every(document):
        if wanted and wanted in squeezed(one.value):
            yield from (place.anchor() for _, place in one.anchors)


def _cells(row: list[str], cell: str, document: Document) -> Iterator[Anchor]:
    for block in document.blocks:
        for cells in block.rows if isinstance(block, Table) else ():
            texts = [squeezed(one.text.value) for one in cells]
            if [text for text in texts if text] == row:
                for one, text in zip(cells, texts, strict=True):
                    if text == cell or not cell:
                        yield from (place.anchor() for _, place in one.text.anchors)


def _every(document: Document) -> Iterator[Text]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (cell.text for row in block.rows for cell in row)


def filing_text(filing: Filing) -> str:
    """The whole plain text, for a look at it."""
    return "\n".join(plain(block.text) for block in filing.blocks if isinstance(block, Line))
