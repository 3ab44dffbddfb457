"""A made-up filing written in every format."""

from __future__ import annotations

from decimal import Decimal

from tests.mutations.model import ABOVE, Filing, Grid, Line, plain

from hengji.documents.document import Merge
from hengji.engine.building import writers
from hengji.writing.drawing import DrawnCell, DrawnParagraph, DrawnRow, DrawnTable, Publication, Role, Style

FORMATS = ("txt", "docx", "xlsx", "pdf", "html")


def rendered(filing: Filing, form: str) -> bytes:
    """The bytes of a filing in one of the formats."""
    if form == "txt":
        return dump(filing).encode()
    return writers()[form](publication(filing))


def dump(filing: Filing) -> str:
    """What the text of a Word file looks like when it is copied out: a cell a line, a tab before each."""
    lines: list[str] = []
    for block in filing.blocks:
        if isinstance(block, Line):
            lines.append(plain(block.text))
            continue
        lines += ([block.title] if block.title else []) + ([" ".join(block.above)] if block.above else [])
        for row in block.rows:
            lines += [f"\t{'' if cell == ABOVE else plain(cell)}" for cell in row] + [""]
        lines.append("")
    return "\n".join(lines) + "\n"


def publication(filing: Filing) -> Publication:
    """The filing as the writers take it."""
    blocks = [
        DrawnParagraph(plain(block.text), Style(block.style)) if isinstance(block, Line) else _table(block)
        for block in filing.blocks
    ]
    return Publication(filing.name, tuple(blocks), organisation=filing.unit, year=filing.year)


def _table(block: Grid) -> DrawnTable:
    width = max(sum(spans) for spans in block.spans)
    begun = _begun(block)
    rows = []
    for at, (row, spans) in enumerate(zip(block.rows, block.spans, strict=True)):
        role = Role.HEAD if at < block.head else Role.TEXT
        cells = tuple(
            DrawnCell("" if text == ABOVE else plain(text), role, span, _merge(text, (at, column) in begun))
            for column, (text, span) in enumerate(zip(row, spans, strict=True))
        )
        rows.append(DrawnRow(cells, header=at < block.head))
    above = (block.above,) if block.above else ()
    wide = width > 8
    return DrawnTable("", plain(block.title), _widths(block, width), tuple(rows), above, landscape=wide, sheet="")


def _widths(block: Grid, width: int) -> tuple[Decimal, ...]:
    """Columns as wide as what stands in them, within reason."""
    wide = [4] * width
    for row, spans in zip(block.rows, block.spans, strict=True):
        column = 0
        for text, span in zip(row, spans, strict=True):
            if span == 1:
                wide[column] = max(wide[column], min(len(plain(text)), 16))
            column += span
    return tuple(map(Decimal, wide))


def _merge(text: str, begins: bool) -> Merge:
    return Merge.CONTINUE if text == ABOVE else Merge.START if begins else Merge.NONE


def _begun(block: Grid) -> set[tuple[int, int]]:
    """The cells (row, place in the row) that the cells below continue."""
    edges: dict[int, tuple[int, int]] = {}
    begun = set()
    for at, (row, spans) in enumerate(zip(block.rows, block.spans, strict=True)):
        column = 0
        for place, (text, span) in enumerate(zip(row, spans, strict=True)):
            if text == ABOVE:
                begun.add(edges[column])
            else:
                edges[column] = (at, place)
            column += span
    return begun
