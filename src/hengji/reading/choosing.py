"""Which pack a file is read with: the one asked for, else the most local pack whose jurisdiction the file names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hengji.documents.document import Block, Paragraph
from hengji.packs.labels import plain
from hengji.packs.library import Library
from hengji.packs.pack import Pack

OPENING = 400


def choose(library: Library, blocks: Sequence[Block]) -> Pack:
    """The pack for a file: the most local one whose names occur most, the nation's when none occurs."""
    text = all_text(blocks)
    opening = text[:OPENING]
    best, best_count = "", 0
    for name in library.ids():
        names = library.info(name).names
        count = sum(len(re.findall(re.escape(plain(word)), text)) + 20 * opening.count(plain(word)) for word in names)
        if count and count >= best_count:
            best, best_count = name, count
    return library.get(best or national(library))


def national(library: Library) -> str:
    """The pack without a parent."""
    return next(name for name in library.ids() if not library.info(name).extends)


def all_text(blocks: Sequence[Block]) -> str:
    """The text of a file as one comparable string."""
    pieces: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            pieces.append(plain(block.text.value))
        else:
            pieces.extend(plain(cell.text.value) for row in block.rows for cell in row)
    return "\n".join(pieces)
