"""Writes a publication as one self-contained, accessible HTML page (document_conventions.md section 9).

Real tables with captions and header cells, headings in order, a link past the top, nothing loaded from elsewhere and no
script; the page forbids both to itself by a content security policy.
"""

from __future__ import annotations

from hengji.writing.drawing import DrawnParagraph, DrawnTable, Publication, Style
from hengji.writing.flow import Piece, sections
from hengji.writing.html_style import STYLE
from hengji.writing.html_table import table_html, text_html

_HEADING = {Style.PART: "h2", Style.HEADING1: "h2", Style.HEADING2: "h3", Style.HEADING3: "h4", Style.ATTACHMENT: "h2"}
_CLASS = {Style.NOTE: ' class="note"', Style.SIGNATURE: ' class="signature"'}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def write_html(publication: Publication) -> bytes:
    """The publication as the bytes of an HTML page in UTF-8.

    The first title is the page's h1; where there is none, the publication's own title is printed as h1.

    Raises:
        WritingError: a text holds a control character, or a table's spans or merges do not fit.
    """
    pieces = [piece for section in sections(publication) for piece in section.pieces]
    titled = any(isinstance(p.block, DrawnParagraph) and p.block.style is Style.TITLE for p in pieces)
    body = [] if titled else [f"<h1>{text_html(publication.title)}</h1>\n"]
    tables, seen_title = 0, not titled
    for piece in pieces:
        if isinstance(piece.block, DrawnTable):
            tables += 1
            body.append(table_html(piece.block, tables))
        else:
            level = "h2" if seen_title else "h1"
            seen_title = seen_title or piece.block.style is Style.TITLE
            body.append(_paragraph(piece.block, piece, level))
    return _page(publication, "".join(body)).encode("utf-8")


def _page(publication: Publication, body: str) -> str:
    revision = f"<p class='plain'>版本 {text_html(publication.revision)}</p>" if publication.revision else ""
    organisation = f"<p class='plain'>{text_html(publication.organisation)}</p>" if publication.organisation else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{text_html(publication.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{text_html(publication.title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#main">跳到正文</a>\n<main id="main" tabindex="-1">\n{body}</main>\n'
        f"<footer>{organisation}{revision}</footer>\n</body>\n</html>\n"
    )


def _paragraph(block: DrawnParagraph, piece: Piece, title_level: str) -> str:
    breaks = ' class="new-page"' if piece.new_page or block.style in {Style.ATTACHMENT, Style.PART} else ""
    if block.style is Style.TITLE:
        return f"<{title_level}{breaks}>{_lines(block.text)}</{title_level}>\n"
    heading = _HEADING.get(block.style)
    if heading:
        return f"<{heading}{breaks}>{_lines(block.text)}</{heading}>\n"
    kind = ' class="form-line"' if piece.under_table and block.style is Style.SIGNATURE else _CLASS.get(block.style, "")
    return "".join(f"<p{kind}>{text_html(line)}</p>\n" for line in block.text.split("\n"))


def _lines(text: str) -> str:
    return text_html(text).replace("\n", "<br>")
