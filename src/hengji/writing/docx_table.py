"""Drawn tables as Word tables: real spans and vertical merges, fixed widths, header rows that repeat."""

from __future__ import annotations

from itertools import pairwise

from hengji.documents.document import Merge
from hengji.writing.docx_styles import TABLE_LINE
from hengji.writing.docx_text import escaped, paragraph, run
from hengji.writing.drawing import DrawnCell, DrawnRow, DrawnTable, Role
from hengji.writing.grid import LINE_HEIGHT, TYPE_SIZES, column_edges, header_rows, place_cells, type_size

SIDE_MARGIN = 60
"""Left and right cell margin in twips (about 1 mm)."""
_VERTICAL_MARGIN = 30
_SPLITTABLE = 300
"""A row with more characters than this in one cell may break over pages; shorter rows are kept whole."""

_STYLE = {
    Role.HEAD: "GwHead",
    Role.ORDINAL: "GwHead",
    Role.NUMBER: "GwFigure",
    Role.LABEL: "GwTable",
    Role.TEXT: "GwTable",
    Role.MIXED: "GwTable",
}
_MERGE = {Merge.NONE: "", Merge.START: '<w:vMerge w:val="restart"/>', Merge.CONTINUE: "<w:vMerge/>"}
_CENTRED = '<w:vAlign w:val="center"/></w:tcPr>'


def table_xml(table: DrawnTable, width: int, height: int = 0) -> str:
    """The table with the lines above and the notes below, ``width`` twips wide on pages of ``height`` twips.

    Raises:
        UnevenRowError: the spans of a row do not add up.
        BrokenMergeError: a vertical merge has no beginning.
    """
    headers = header_rows(table.rows, place_cells(table))
    edges = column_edges(table.widths, width)
    size = type_size(table, width / 20, 2 * SIDE_MARGIN / 20, height / 20)
    drawer = _Drawer(edges, size)
    parts = [paragraph("GwTableTitle", run(table.title))] if table.title else []
    parts.extend(_above(left, right, width) for left, right in table.above)
    parts.append(_properties(table, width))
    parts.extend(f'<w:gridCol w:w="{b - a}"/>' for a, b in pairwise(edges))
    parts.append("</w:tblGrid>")
    parts.extend(drawer.row(row, repeated=r < headers) for r, row in enumerate(table.rows))
    parts.append("</w:tbl>")
    parts.extend(paragraph("GwNote", run(note)) for note in table.notes)
    return "".join(parts)


def _above(left: str, right: str, width: int) -> str:
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{width}"/></w:tabs>' if right else ""
    return paragraph("GwAbove", run(f"{left}\t{right}" if right else left), tab)


def _properties(table: DrawnTable, width: int) -> str:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(
        f'<w:{side} w:w="{margin}" w:type="dxa"/>'
        for side, margin in (
            ("top", _VERTICAL_MARGIN),
            ("left", SIDE_MARGIN),
            ("bottom", _VERTICAL_MARGIN),
            ("right", SIDE_MARGIN),
        )
    )
    caption = f'<w:tblCaption w:val="{escaped(table.title)}"/>' if table.title else ""
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/>'
        f"<w:tblBorders>{sides}</w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        f'<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
        f'w:noVBand="1"/>{caption}</w:tblPr><w:tblGrid>'
    )


class _Drawer:
    """Draws the rows of one table: its column edges and type size are the same for all of them."""

    def __init__(self, edges: list[int], size: float) -> None:
        usual = size == TYPE_SIZES[0]
        self._edges = edges
        self._line = TABLE_LINE if usual else round(20 * size * LINE_HEIGHT)
        self._size = "" if usual else f'<w:sz w:val="{size * 2:.0f}"/>'
        self._spacing = "" if usual else f'<w:spacing w:line="{self._line}" w:lineRule="exact"/>'
        self._frames: dict[tuple[int, int, Merge], str] = {}

    def row(self, row: DrawnRow, *, repeated: bool) -> str:
        """One row."""
        column, cells, longest = 0, [], 0
        for cell in row.cells:
            cells.append(self._cell(cell, column))
            column += cell.column_span
            longest = max(longest, len(cell.text))
        whole = "<w:cantSplit/>" if longest <= _SPLITTABLE else ""
        header = "<w:tblHeader/>" if repeated else ""
        least = self._line + 2 * _VERTICAL_MARGIN
        return (
            f'<w:tr><w:trPr>{whole}<w:trHeight w:val="{least}" w:hRule="atLeast"/>{header}</w:trPr>'
            f"{''.join(cells)}</w:tr>"
        )

    def _cell(self, cell: DrawnCell, column: int) -> str:
        key = (column, cell.column_span, cell.merge)
        frame = self._frames.get(key)
        if frame is None:
            frame = self._frames[key] = self._frame(*key)
        layout = self._spacing
        if cell.indent and cell.role is not Role.NUMBER:
            layout += f'<w:ind w:leftChars="{cell.indent * 100}" w:left="{cell.indent * 210}"/>'
        if self._size:
            layout += f"<w:rPr>{self._size}</w:rPr>"
        bold = "<w:b/>" if cell.bold else ""
        return f"{frame}{paragraph(_STYLE[cell.role], run(cell.text, bold + self._size), layout)}</w:tc>"

    def _frame(self, column: int, span: int, merge: Merge) -> str:
        width = self._edges[column + span] - self._edges[column]
        spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}{_MERGE[merge]}{_CENTRED}'
