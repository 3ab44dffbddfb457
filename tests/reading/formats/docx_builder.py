"""Builds a .docx from pieces of XML that stand in the test: only what the test is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from hengji.documents.document import Cell, Document, Paragraph, Region, Row, Table
from hengji.reading.formats.docx import read_docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": W,
        "r": RELATIONS,
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
        "w16se": "http://schemas.microsoft.com/office/word/2015/wordml/symex",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    }.items()
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def r(text: str) -> str:
    """A run."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(text: str = "", properties: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{r(text) if text else ''}</w:p>"


def tc(inner: str = "", properties: str = "") -> str:
    """A cell: of one paragraph, or of the XML given."""
    shown = inner if inner.startswith("<") else p(inner)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{shown}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row; a cell given as bare words becomes one."""
    shown = "".join(cell if cell.startswith("<") else tc(cell) for cell in cells)
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{shown}</w:tr>"


def tbl(*rows: str) -> str:
    """A table."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def part(root: str, inner: str) -> str:
    """A part with all namespaces declared."""
    return f"{HEAD}<w:{root} {NAMESPACES}>{inner}</w:{root}>"


def relations(kinds: Mapping[str, str]) -> str:
    """A part of relations: the target's name (its id too) and the kind of each."""
    rows = "".join(
        f'<Relationship Id="{target}" Type="{RELATIONS}/{kind}" Target="{target}"/>' for target, kind in kinds.items()
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}">{rows}</Relationships>'


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, inner in parts.items():
            archive.writestr(name, inner)
    return buffer.getvalue()


def docx(body: str, **others: str) -> bytes:
    """A document with this body; ``others`` are parts by kind or, for several of a kind, kind_name (header_1)."""
    parts: dict[str, str | bytes] = {
        "_rels/.rels": relations({"word/document.xml": "officeDocument"}),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
    }
    kinds = {}
    for key, inner in others.items():
        kind = key.partition("_")[0]
        root = {"header": "hdr", "footer": "ftr"}.get(kind, kind)
        parts[f"word/{key}.xml"] = inner if inner.startswith(("<?xml", "!")) else part(root, inner)
        kinds[f"{key}.xml"] = kind
    parts["word/_rels/document.xml.rels"] = relations(kinds)
    return packed(parts)


def read(body: str, **others: str) -> Document:
    """The document of this body, read."""
    return read_docx(docx(body, **others), "报告.docx")


def paragraphs(document: Document, region: Region = Region.BODY) -> list[Paragraph]:
    """Its paragraphs in a region."""
    return [block for block in document.blocks if isinstance(block, Paragraph) and block.region is region]


def texts(document: Document, region: Region = Region.BODY) -> list[str]:
    """The texts of its paragraphs in a region."""
    return [paragraph.text.value for paragraph in paragraphs(document, region)]


def text_of(*runs: str, **others: str) -> str:
    """The text of a paragraph of these runs."""
    (text,) = texts(read(f"<w:p>{''.join(runs)}</w:p>", **others))
    return text


def markers(document: Document) -> list[str]:
    """The automatic numbers of its paragraphs in the body."""
    return [paragraph.marker for paragraph in paragraphs(document)]


def table_of(*rows: str) -> Table:
    """The one table of these rows, read."""
    (table,) = read(tbl(*rows)).tables()
    return table


def row_of(*rows: str) -> Row:
    """The last row of the table of these rows."""
    return table_of(*rows).rows[-1]


def cell_of(inner: str, **others: str) -> Cell:
    """A cell of this content, read."""
    ((cell,),) = (row.cells for row in read(tbl(tr(tc(inner))), **others).tables()[0].rows)
    return cell


def grid(table: Table) -> list[list[str]]:
    """The texts of a table, row by row."""
    return [[cell.text.value for cell in row] for row in table.rows]
