"""How the blocks of a publication flow over pages: which stand upright, which lie, and where a page begins.

The docx and the pdf writer share this, so that both give the same pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hengji.records import dataclass
from hengji.writing.characters import ems
from hengji.writing.drawing import DrawnParagraph, DrawnTable, Publication, Style

Block = DrawnParagraph | DrawnTable

_BEFORE_TABLE = frozenset({Style.ATTACHMENT, Style.TITLE, Style.PART})
_PAGE_HEADS = frozenset({Style.ATTACHMENT, Style.PART})
_TAKEN: dict[Style | None, float] = {Style.ATTACHMENT: 110.0, Style.PART: 60.0}
_AFTER_TABLE = frozenset({Style.NOTE, Style.SIGNATURE})
_SIGNATURE_RIGHT = 4.0
"""成文日期右空四字 (GB/T 9704-2012 section 7.3.5)."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A block with what its neighbours make of it.

    ``new_page``: it begins a page (the page break of a section does not count). ``under_table``: a note or signature
    line that belongs to the table above. ``right``: how many characters a signature keeps free on the right.
    """

    block: Block
    new_page: bool = False
    under_table: bool = False
    right: float = 0.0


@dataclass(frozen=True, slots=True)
class Section:
    """A run of pieces on pages of one orientation."""

    landscape: bool
    pieces: tuple[Piece, ...]


def sections(publication: Publication) -> list[Section]:
    """The publication cut into upright and landscape runs; there is always at least one.

    A landscape table takes along its heading lines (附件 and title directly above) and the notes and signature lines
    directly below. Landscape tables each begin a page: they are whole forms.
    """
    blocks = publication.blocks
    lying = _lying(blocks)
    under = _under_table(blocks)
    rights = _signature_rights(blocks, under)
    result: list[Section] = []
    start = 0
    for end in range(1, len(blocks) + 1):
        if end == len(blocks) or lying[end] != lying[start]:
            pieces = tuple(
                Piece(blocks[i], i > start and _begins_page(blocks, i, lying[i]), under[i], rights[i])
                for i in range(start, end)
            )
            result.append(Section(lying[start], pieces))
            start = end
    return result or [Section(landscape=False, pieces=())]


def _lying(blocks: Sequence[Block]) -> list[bool]:
    lying = [isinstance(block, DrawnTable) and block.landscape for block in blocks]
    for i in [i for i, value in enumerate(lying) if value]:
        before = i - 1
        while before >= 0 and _style(blocks[before]) in _BEFORE_TABLE:
            lying[before] = True
            if _style(blocks[before]) in _PAGE_HEADS:
                break
            before -= 1
        after = i + 1
        while after < len(blocks) and _style(blocks[after]) in _AFTER_TABLE:
            lying[after] = True
            after += 1
    return lying


def _begins_page(blocks: Sequence[Block], i: int, lying: bool) -> bool:
    style = _style(blocks[i])
    if style in _PAGE_HEADS:
        return True
    begins_form = style is Style.TITLE or isinstance(blocks[i], DrawnTable)
    return lying and begins_form and _style(blocks[i - 1]) not in _BEFORE_TABLE


def _under_table(blocks: Sequence[Block]) -> list[bool]:
    under: list[bool] = []
    for i, block in enumerate(blocks):
        follows = i > 0 and (isinstance(blocks[i - 1], DrawnTable) or under[i - 1])
        under.append(follows and _style(block) in _AFTER_TABLE)
    return under


def _signature_rights(blocks: Sequence[Block], under: Sequence[bool]) -> list[float]:
    """Right indents of the closing signature: the date keeps four characters free, the name is centred over it.

    A name too long for that keeps two characters free and moves the date in (署名右空二字, section 7.3.5.2).
    """
    rights = [0.0] * len(blocks)
    for run in _signature_runs(blocks, under):
        widths = [ems(block.text) for block in run.values()]
        half = _SIGNATURE_RIGHT + widths[-1] / 2  # from the right edge to the middle of the date
        if max(widths) / 2 > half - 2:
            half = 2 + max(widths) / 2
        for i, width in zip(run, widths, strict=True):
            rights[i] = max(half - width / 2, 0.0)
    return rights


def _signature_runs(blocks: Sequence[Block], under: Sequence[bool]) -> Iterator[dict[int, DrawnParagraph]]:
    run: dict[int, DrawnParagraph] = {}
    for i, block in enumerate(blocks):
        if isinstance(block, DrawnParagraph) and block.style is Style.SIGNATURE and not under[i]:
            run[i] = block
        elif run:
            yield run
            run = {}
    if run:
        yield run


def taken(previous: Piece | None) -> float:
    """The height in points a page has less for a form: the line it stands under, and with an annex its signatures."""
    return _TAKEN.get(_style(previous.block), 0.0) if previous is not None else 0.0


def _style(block: Block) -> Style | None:
    return block.style if isinstance(block, DrawnParagraph) else None
