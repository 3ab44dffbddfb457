"""The line under a form where people sign: labels, each with what follows it up to the next."""

from __future__ import annotations

import re

from hengji.documents.document import Text
from hengji.packs.form import Form
from hengji.reading.tables.logical import RecognisedTable
from hengji.records import dataclass

NOTHING = re.compile(r"[\s\u3000_＿]+|年|月|日")


@dataclass(frozen=True, slots=True)
class Field:
    """A label of a form's signature line and the room behind it.

    ``label_at`` is where the label begins, ``start`` to ``end`` the room from its colon to the next label, all in the
    characters of ``line``; ``said`` is what is entered there, "" for a blank.
    """

    form: Form
    concept: str
    label: str
    line: Text
    label_at: int
    start: int
    end: int
    said: str

    @property
    def address(self) -> str:
        """The logical address "form!fields/concept"."""
        return f"{self.form.id}!fields/{self.concept}"

    @property
    def dimensions(self) -> dict[str, str]:
        """What tells the signature under this form from that under another."""
        return {"form": self.form.label}

    @property
    def span(self) -> tuple[int, int]:
        """What is entered, in the characters of the line."""
        first = self.start + self.line.value[self.start : self.end].find(self.said)
        return first, first + len(self.said)


def fields_in(line: Text, found: RecognisedTable) -> list[Field]:
    """The fields of one line; none where it holds too few of the form's labels to be its signature line."""
    concepts = dict(found.fields)
    text = line.value
    hits = sorted(
        (match.start(), match.end(), label)
        for label in concepts
        for match in re.finditer(f"{re.escape(label)}[:：]", text)
    )
    if len(hits) < 2 and not (hits and len(concepts) == 1):
        return []
    stops = [*(at for at, _, _ in hits[1:]), len(text)]
    return [
        Field(found.form, concepts[label], label, line, at, start, stop, _said(text[start:stop]))
        for (at, start, label), stop in zip(hits, stops, strict=True)
    ]


def _said(room: str) -> str:
    """What stands behind a label; blanks, lines to write on and the 年月日 of an empty date say nothing."""
    return room.strip() if NOTHING.sub("", room) else ""
