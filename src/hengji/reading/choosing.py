"""Which pack a file is read with.

The one asked for, else the most local pack whose jurisdiction the file names, else the pack whose forms and sentences
fit it best (the most general of equals).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from hengji.documents.document import Block, Paragraph, Table
from hengji.packs.figure_words import FigureWords
from hengji.packs.labels import plain
from hengji.packs.library import Library
from hengji.packs.pack import Pack
from hengji.packs.sentence_context import SentenceContext
from hengji.reading.prose.sentences import Sought
from hengji.reading.tables.recognition import recognise
from hengji.reading.tables.tries import Tries

LEAST_MENTIONS = 3
"""A place named once or twice in passing is not whose filing it is; one in the opening counts twenty."""
OPENING, TITLE_BLOCKS, LONGEST_TITLE = 400, 6, 40


def choose(library: Library, blocks: Sequence[Block], tries: Tries | None = None) -> Pack:
    """The pack for a file: the most local one whose names occur most; when none occurs, the one that fits best."""
    text = all_text(blocks)
    opening = text[:OPENING]
    best, best_count = "", 0
    for name in library.ids():
        names = library.info(name).names
        count = sum(len(re.findall(re.escape(plain(word)), text)) + 20 * opening.count(plain(word)) for word in names)
        if count >= LEAST_MENTIONS and count >= best_count:
            best, best_count = name, count
    return library.get(best) if best else _fitting(library, blocks, tries or Tries())


def _fitting(library: Library, blocks: Sequence[Block], tries: Tries) -> Pack:
    """The pack whose forms and sentences fit a file best; the nation's when none fits."""
    tables = [block for block in blocks if isinstance(block, Table)]
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    best = nation = library.get(national(library))
    best_score = 0.0
    for name in library.ids():
        pack = library.get(name)
        score = sum(
            found.score
            for table in tables
            if (found := recognise(pack, table, beyond=None if pack is nation else nation, tries=tries)) is not None
        )
        context = SentenceContext(fiscal_year=0, units=pack.units)
        sought = Sought.of(pack.sentences.values(), pack.units, FigureWords.of(pack.words))
        score += sum(len(found.slots) for text in texts for found in sought.in_text(text, context))
        if score > best_score:
            best, best_score = pack, score
    return best


def about(blocks: Sequence[Block]) -> str:
    """The title of a file: its first short paragraphs."""
    lines = [plain(block.text.value) for block in blocks[:TITLE_BLOCKS] if isinstance(block, Paragraph)]
    return " ".join(line for line in lines if 0 < len(line) <= LONGEST_TITLE)


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
