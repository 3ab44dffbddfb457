"""Where a declaration of a ledger comes from: the document, the article, and how sure the reading of it is."""

from __future__ import annotations

from hengji.packs.errors import Mark
from hengji.packs.source import Reader
from hengji.records import dataclass

CERTAINTIES = ("C", "L", "V")


@dataclass(frozen=True, slots=True)
class SourceNote:
    """A document of the pack's registry with an article; ``certainty``: C certain, L likely, V to be verified.

    What is L or V is configuration: a county sets it anew after looking at its own documents.
    """

    document: str
    article: str
    certainty: str
    mark: Mark


def load_note(reader: Reader, key: str = "source") -> SourceNote | None:
    """The source written under ``key``, None where there is none."""
    node = reader.child(key)
    if node is None:
        return None
    inner = Reader(node, reader.mistakes, f"{reader.what}的 {key} ")
    note = SourceNote(
        document=inner.text("document"),
        article=inner.text("article", ""),
        certainty=inner.choice("certainty", CERTAINTIES, "C"),
        mark=node.mark,
    )
    inner.done()
    return note
