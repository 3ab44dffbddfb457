"""A drawn table as an accessible HTML table: caption, header cells with scope, spans computed from merges."""

from __future__ import annotations

from html import escape

from hengji.writing.characters import clean
from hengji.writing.drawing import DrawnTable, Role
from hengji.writing.grid import PlacedCell, header_rows, place_cells

_DEEPEST = 4
"""The deepest indent the style sheet knows."""


def text_html(text: str) -> str:
    """The text checked and escaped, for content and quoted attributes."""
    return escape(clean(text), quote=True)


def table_html(table: DrawnTable, number: int) -> str:
    """The table in a region that scrolls sideways on small screens, with its notes; ``number`` makes the ids.

    Raises:
        UnevenRowError: the spans of a row do not add up.
        BrokenMergeError: a vertical merge has no beginning.
    """
    placed = place_cells(table)
    headers = header_rows(table.rows, placed)
    rows = [f"<tr>{''.join(_cell(cell, head=r < headers) for cell in row)}</tr>\n" for r, row in enumerate(placed)]
    head = f"<thead>\n{''.join(rows[:headers])}</thead>\n" if headers else ""
    notes = "".join(f'<p class="note text">{text_html(note)}</p>\n' for note in table.notes)
    wide = " wide" if table.landscape else ""
    described = f' aria-describedby="notes{number}"' if notes else ""
    below = f'<div id="notes{number}">\n{notes}</div>\n' if notes else ""
    return (
        f'<div class="scroll{wide}" role="region" aria-labelledby="table{number}" tabindex="0">\n<table{described}>\n'
        f"{_caption(table, number)}{_columns(table)}{head}<tbody>\n{''.join(rows[headers:])}</tbody>\n</table>\n"
        f"</div>\n{below}"
    )


def _caption(table: DrawnTable, number: int) -> str:
    """The title and the lines above; a table without a title is called by its form, so that it has a name at all."""
    name = text_html(table.title or table.sheet or table.form)
    lines = "".join(
        f'<span class="above"><span>{text_html(left)}</span> <span>{text_html(right)}</span></span>'
        for left, right in table.above
    )
    return f'<caption><span class="name" id="table{number}">{name}</span>{lines}</caption>\n'


def _columns(table: DrawnTable) -> str:
    whole = float(sum(table.widths)) or 1.0
    columns = "".join(f'<col style="width:{float(width) / whole * 100:.2f}%">' for width in table.widths)
    return f"<colgroup>{columns}</colgroup>\n"


def _cell(placed: PlacedCell, *, head: bool) -> str:
    cell = placed.cell
    wide, tall = cell.column_span > 1, placed.row_span > 1
    spans = (f' colspan="{cell.column_span}"' if wide else "") + (f' rowspan="{placed.row_span}"' if tall else "")
    address = f' data-address="{text_html(cell.address)}"' if cell.address else ""
    element, scope = _element(placed, head=head)
    classes = [cell.role.value] if cell.role in {Role.HEAD, Role.NUMBER, Role.ORDINAL} else ["text"]
    classes += ["bold"] if cell.bold else []
    classes += [f"in{min(cell.indent, _DEEPEST)}"] if cell.indent and cell.role is not Role.NUMBER else []
    content = text_html(cell.text)
    return f'<{element}{scope}{spans} class="{" ".join(classes)}"{address}>{content}</{element}>'


def _element(placed: PlacedCell, *, head: bool) -> tuple[str, str]:
    """Th with its scope for column heads and row labels, td for the rest; an empty header cell would only confuse."""
    cell = placed.cell
    if not cell.text or cell.address:
        return "td", ""
    if head or cell.role is Role.HEAD:
        return "th", f' scope="{"colgroup" if cell.column_span > 1 else "col"}"'
    if cell.role is Role.LABEL:
        return "th", f' scope="{"rowgroup" if placed.row_span > 1 else "row"}"'
    return "td", ""
