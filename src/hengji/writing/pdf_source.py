"""A publication as typst source: every text is a string literal, so that nothing in it can be markup."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from hengji.writing.characters import clean
from hengji.writing.drawing import DrawnParagraph, DrawnTable, Publication, Role, Style
from hengji.writing.flow import Piece, Section, sections, taken
from hengji.writing.fonts import Faces
from hengji.writing.grid import PlacedCell, column_edges, header_rows, place_cells, type_size

_MILLIMETRE = 72 / 25.4
_TEXT_WIDTH = {False: 156, True: 225}
"""The width of the text area in mm, upright and landscape."""
_TEXT_HEIGHT = {False: 225, True: 156}
SPLITTABLE = 300
"""A row with more characters than this in one cell may break over pages; shorter rows are kept whole."""
_PADDING = 1.0
"""Side margins of a cell in mm."""
_FUNCTION = {
    Style.TITLE: "gw-title",
    Style.PART: "gw-part",
    Style.HEADING1: "gw-heading1",
    Style.HEADING2: "gw-heading2",
    Style.HEADING3: "gw-heading3",
    Style.BODY: "gw-body",
    Style.ATTACHMENT: "gw-attachment",
    Style.NOTE: "gw-note",
}

# GB/T 9704-2012, the same figures as docx_section and docx_styles: 22 lines of 28.95 pt, 28 characters of 15.75 pt.
# The page number stands under the text, odd pages at the right, even pages at the left, one character in.
_PRELUDE = """
#let gw-line = 28.95pt
#let gw-bold(body) = text(stroke: 0.025em, body)
#let gw-footer = context {
  set par(first-line-indent: 0pt)
  let page = counter(page).get().first()
  let number = text(font: gw-song, size: 14pt, tracking: 0pt)[— #page —]
  let code = text(size: 7.5pt, fill: rgb("#595959"), tracking: 0pt, gw-revision)
  v(7mm, weak: false)
  if calc.odd(page) { code; h(1fr); number; h(14pt) } else { h(14pt); number; h(1fr); code }
}
#set document(title: gw-name, date: none)
#set page(width: 210mm, height: 297mm, margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm),
  footer: gw-footer, footer-descent: 0mm)
#set text(font: gw-fangsong, size: 16pt, lang: gw-language, region: gw-region, tracking: -0.25pt,
  top-edge: 0.85em, bottom-edge: -0.15em)
#set par(leading: gw-line - 1em, spacing: gw-line - 1em, justify: true, first-line-indent: (amount: 2em, all: true))
#show heading: set text(size: 16pt, weight: "regular")
#show heading: set block(above: gw-line - 16pt, below: gw-line - 16pt, sticky: true)
#let gw-body(s) = par(s)
#let gw-indented(s) = { h(32pt); s }
#let gw-heading1(s) = { show heading: set text(font: gw-hei); heading(level: 1, gw-indented(s)) }
#let gw-heading2(s) = { show heading: set text(font: gw-kai); heading(level: 2, gw-indented(s)) }
#let gw-heading3(s) = heading(level: 3, gw-indented(gw-bold(s)))
#let gw-attachment(s) = { show heading: set text(font: gw-hei)
  show heading: set block(below: gw-line + gw-line - 16pt); heading(level: 1, s) }
#let gw-heavy(s) = if gw-display { s } else { gw-bold(s) }
#let gw-title(s) = block(width: 100%, below: gw-line * 2 - 22pt, sticky: true, { set align(center)
  set par(first-line-indent: 0pt, justify: false, leading: 10pt)
  text(font: gw-title-face, size: 22pt, tracking: 0pt, gw-heavy(s)) })
#let gw-part(s) = { show heading: set align(center)
  show heading: set par(first-line-indent: 0pt, justify: false, leading: 8pt)
  show heading: set text(font: gw-title-face, size: 18pt, tracking: 0pt)
  show heading: set block(below: gw-line + gw-line - 18pt); heading(level: 1, gw-heavy(s)) }
#let gw-small(size, s) = { set par(first-line-indent: 0pt, leading: 0.42em, spacing: 0.42em)
  text(font: gw-song, size: size, tracking: 0pt, s) }
#let gw-note(s) = block(above: 5pt, below: 5pt, gw-small(9.5pt, s))
#let gw-form-line(s) = block(above: 10pt, gw-small(12pt, s))
#let gw-signature(right, above, s) = block(width: 100%, above: above, { set align(end)
  set par(first-line-indent: 0pt); s; h(right * 16pt) })
#let gw-table-title(s) = block(width: 100%, above: 14pt, below: 9pt, sticky: true, { show heading: set align(center)
  show heading: set par(first-line-indent: 0pt, justify: false, leading: 8pt)
  show heading: set text(font: gw-title-face, size: 18pt, tracking: 0pt); heading(level: 2, gw-heavy(s)) })
#let gw-above(l, r) = block(width: 100%, above: 4pt, below: 4pt, sticky: true, gw-small(10.5pt, { l; h(1fr); r }))
#let gw-landscape(body) = page(flipped: true, margin: (top: 28mm, right: 37mm, bottom: 26mm, left: 35mm), body)
#let gw-table(size, columns, ..cells) = block(above: 4pt, below: 5pt, width: 100%, {
  set text(font: gw-song, size: size, tracking: 0pt, cjk-latin-spacing: none)
  set par(first-line-indent: 0pt, justify: false, leading: 0.4em, spacing: 0.4em)
  set table.cell(breakable: false)
  table(columns: columns, inset: (x: 1mm, y: 0.38em), stroke: 0.5pt, align: left + horizon, ..cells) })
#let c(..a) = table.cell(align: center + horizon, ..a)
#let r(..a) = table.cell(align: right + horizon, ..a)
#let l(..a) = table.cell(..a)
"""

_ALIGNED = {Role.HEAD: "c", Role.ORDINAL: "c", Role.NUMBER: "r"}


def literal(text: str) -> str:
    """The text as a typst string literal, checked."""
    plain = clean(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{plain}"'


def typst_source(publication: Publication, faces: Faces) -> str:
    """The whole source.

    Raises:
        WritingError: a text holds a control character, or a table's spans or merges do not fit.
    """
    body = "".join(_section(section) for section in sections(publication))
    return f"{_definitions(publication, faces)}{_PRELUDE}\n{body}"


def _definitions(publication: Publication, faces: Faces) -> str:
    language, _, region = publication.language.partition("-")
    names = {
        "fangsong": _stack(faces.latin, faces.fangsong),
        "kai": _stack(faces.latin, faces.kai),
        "hei": _stack(faces.latin, faces.hei),
        "song": _stack(faces.latin, faces.song),
        "title-face": _stack(faces.latin, faces.title),
        "display": "true" if faces.title_is_display else "false",
        "language": literal(language.lower() or "zh"),
        "region": literal(region.upper()) if len(region) == 2 else "none",
        "revision": literal(publication.revision),
        "name": literal(publication.title),
    }
    return "".join(f"#let gw-{name} = {value}\n" for name, value in names.items())


def _stack(latin: str, families: tuple[str, ...]) -> str:
    """Latin letters and digits from one face, all the rest (Chinese quotation marks too) from the Chinese one."""
    return f'((name: {literal(latin)}, covers: "latin-in-cjk"), {", ".join(map(literal, families))})'


def _section(section: Section) -> str:
    parts: list[str] = []
    previous: Piece | None = None
    for piece in section.pieces:
        if piece.new_page:
            parts.append("#pagebreak(weak: true)\n")
        if isinstance(piece.block, DrawnTable):
            parts.append(_table(piece.block, taken(previous), landscape=section.landscape))
        else:
            parts.append(_paragraph(piece.block, piece, previous))
        previous = piece
    body = "".join(parts)
    return f"#gw-landscape[\n{body}]\n" if section.landscape else body


def _paragraph(block: DrawnParagraph, piece: Piece, previous: Piece | None) -> str:
    if block.style in {Style.TITLE, Style.ATTACHMENT, Style.PART}:
        return f"#{_FUNCTION[block.style]}({literal(block.text)})\n"
    lines = [literal(line) for line in block.text.split("\n")]
    if block.style is not Style.SIGNATURE:
        return "".join(f"#{_FUNCTION[block.style]}({line})\n" for line in lines)
    if piece.under_table:
        return "".join(f"#gw-form-line({line})\n" for line in lines)
    before = previous.block if previous else None
    first = not (isinstance(before, DrawnParagraph) and before.style is Style.SIGNATURE)
    above = "gw-line * 3 - 16pt" if first and previous else "gw-line - 16pt"
    return "".join(f"#gw-signature({piece.right}, {above}, {line})\n" for line in lines)


def _table(table: DrawnTable, above_it: float, *, landscape: bool) -> str:
    placed = place_cells(table)
    headers = header_rows(table.rows, placed)
    width = _TEXT_WIDTH[landscape]
    height = _TEXT_HEIGHT[landscape] * _MILLIMETRE - above_it
    size = type_size(table, width * _MILLIMETRE, 2 * _PADDING * _MILLIMETRE, height)
    title = f"#gw-table-title({literal(table.title)})\n" if table.title else ""
    above = "".join(f"#gw-above({literal(left)}, {literal(right)})\n" for left, right in table.above)
    rows = [",".join(map(_cell, row)) + ",\n" for row in placed if row]
    head = f"table.header({''.join(rows[:headers])}),\n" if headers else ""
    notes = "".join(f"#gw-note({literal(note)})\n" for note in table.notes)
    columns = _columns(table.widths, width)
    return f"{title}{above}#gw-table({size}pt, {columns},\n{head}{''.join(rows[headers:])})\n{notes}"


def _columns(widths: tuple[Decimal, ...], width: int) -> str:
    edges = column_edges(widths, width * 100)
    return "(" + "".join(f"{(b - a) / 100}mm," for a, b in pairwise(edges)) + ")"


def _cell(placed: PlacedCell) -> str:
    cell = placed.cell
    text = literal(cell.text)
    if cell.bold:
        text = f"gw-bold({text})"
    if cell.indent and cell.role is not Role.NUMBER:
        text = f"pad(left: {cell.indent}em, {text})"
    options = f"colspan:{cell.column_span}," if cell.column_span > 1 else ""
    options += f"rowspan:{placed.row_span}," if placed.row_span > 1 else ""
    options += "breakable:true," if placed.row_span > 1 or len(cell.text) > SPLITTABLE else ""
    function = _ALIGNED.get(cell.role, "l" if options else "")
    return f"{function}({options}{text})" if function else text
