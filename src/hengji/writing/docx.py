"""Writes a publication as docx: WordprocessingML joined from strings, a few parts in a zip (ISO/IEC 29500).

Nothing in the file depends on when or by whom it was written: the same publication gives the same bytes. There is no
author, no editing time and no template path in it.
"""

from __future__ import annotations

import io
import zipfile

from hengji.writing.docx_section import RELATIONS, Page, footers, page_of, section_xml
from hengji.writing.docx_styles import (
    CHARACTER,
    DECLARATION,
    LINE,
    STYLE_IDS,
    WORD,
    font_table_xml,
    settings_xml,
    styles_xml,
)
from hengji.writing.docx_table import table_xml
from hengji.writing.docx_text import escaped, paragraph, run
from hengji.writing.drawing import DrawnParagraph, DrawnTable, Publication, Style
from hengji.writing.flow import Piece, Section, sections, taken

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The zip format's own zero; the creation date in the properties is the same day."""
_PARTS = {"rIdStyles": "styles", "rIdSettings": "settings", "rIdFonts": "fontTable"}


def write_docx(publication: Publication) -> bytes:
    """The publication as the bytes of a docx file.

    The publication's own title goes into the properties; what is printed are its blocks.

    Raises:
        WritingError: a text holds a control character, or a table's spans or merges do not fit.
    """
    language = escaped(publication.language)
    feet = footers(publication.revision)
    parts = {
        "[Content_Types].xml": _content_types(feet),
        "_rels/.rels": _package_relations(),
        "word/document.xml": _document_xml(publication),
        "word/_rels/document.xml.rels": _document_relations(feet),
        "word/styles.xml": styles_xml(language),
        "word/settings.xml": settings_xml(language),
        "word/fontTable.xml": font_table_xml(),
        **{f"word/{name}": xml for name, xml in feet.values()},
        "docProps/core.xml": _core_xml(publication),
    }
    return _zipped(parts)


def _document_xml(publication: Publication) -> str:
    runs = sections(publication)
    body = [_section(section, last=i == len(runs) - 1) for i, section in enumerate(runs)]
    return (
        f'{DECLARATION}<w:document xmlns:w="{WORD}" xmlns:r="{RELATIONS}"><w:body>{"".join(body)}</w:body></w:document>'
    )


def _section(section: Section, *, last: bool) -> str:
    page = page_of(landscape=section.landscape)
    properties = section_xml(page)
    parts: list[str] = []
    previous: Piece | None = None
    for piece in section.pieces:
        if isinstance(piece.block, DrawnTable):
            parts.append(_table(piece.block, piece, previous, page))
        else:
            parts.append(_paragraph(piece.block, piece, previous))
        previous = piece
    body = "".join(parts)
    # The last section's properties stand at the end of the body, the others' in the last paragraph of their section. A
    # table cannot end a section or the body: a line of 1 pt follows it.
    if not body or body.endswith("</w:tbl>"):
        body += paragraph("GwGap", "")
    if last:
        return body + properties
    head, end, tail = body.rpartition("</w:pPr>")
    return f"{head}{properties}{end}{tail}"


def _table(table: DrawnTable, piece: Piece, previous: Piece | None, page: Page) -> str:
    drawn = table_xml(table, page.text_width, page.text_height - round(20 * taken(previous)))
    if piece.new_page:
        return paragraph("GwGap", "", "<w:pageBreakBefore/>") + drawn
    touches = previous is not None and isinstance(previous.block, DrawnTable) and not previous.block.notes
    return paragraph("GwGap", "") + drawn if touches else drawn


def _paragraph(block: DrawnParagraph, piece: Piece, previous: Piece | None) -> str:
    style = STYLE_IDS[block.style]
    if block.style in {Style.ATTACHMENT, Style.PART}:
        return paragraph(style, run(block.text), "" if piece.new_page else '<w:pageBreakBefore w:val="0"/>')
    if block.style is Style.TITLE:
        return paragraph(style, run(block.text), "<w:pageBreakBefore/>" if piece.new_page else "")
    layout = ""
    if block.style is Style.SIGNATURE and piece.under_table:
        style = "GwFormLine"
    elif block.style is Style.SIGNATURE:
        layout = _signature_layout(piece, previous)
    return "".join(paragraph(style, run(line), layout) for line in block.text.split("\n"))


def _signature_layout(piece: Piece, previous: Piece | None) -> str:
    """The right indent; the first line of the signature keeps two lines free above it."""
    before = previous.block if previous else None
    first = not (isinstance(before, DrawnParagraph) and before.style is Style.SIGNATURE)
    gap = f'<w:spacing w:before="{2 * LINE}"/>' if first and previous else ""
    return f'{gap}<w:ind w:rightChars="{piece.right * 100:.0f}" w:right="{piece.right * CHARACTER:.0f}"/>'


def _content_types(feet: dict[str, tuple[str, str]]) -> str:
    kinds = {"document.main": "document", "styles": "styles", "settings": "settings", "fontTable": "fontTable"}
    overrides = [
        f'<Override PartName="/word/{part}.xml" ContentType="{_MAIN}.{kind}+xml"/>' for kind, part in kinds.items()
    ]
    overrides += [f'<Override PartName="/word/{name}" ContentType="{_MAIN}.footer+xml"/>' for name, _ in feet.values()]
    return (
        f'{DECLARATION}<Types xmlns="{_TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{"".join(overrides)}'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        "</Types>"
    )


def _package_relations() -> str:
    return (
        f'{DECLARATION}<Relationships xmlns="{_PACKAGE}">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{_PACKAGE}/metadata/core-properties" Target="docProps/core.xml"/>'
        "</Relationships>"
    )


def _document_relations(feet: dict[str, tuple[str, str]]) -> str:
    own = [f'<Relationship Id="{i}" Type="{RELATIONS}/{kind}" Target="{kind}.xml"/>' for i, kind in _PARTS.items()]
    own += [f'<Relationship Id="{i}" Type="{RELATIONS}/footer" Target="{name}"/>' for i, (name, _) in feet.items()]
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}">{"".join(own)}</Relationships>'


def _core_xml(publication: Publication) -> str:
    """Title, unit and year, revision; the creation date is fixed and nobody is named."""
    subject = f"{publication.organisation} {publication.year or ''}".strip()
    revision = f"<dc:identifier>{escaped(publication.revision)}</dc:identifier>" if publication.revision else ""
    about = f"<dc:subject>{escaped(subject)}</dc:subject>" if subject else ""
    moment = '<dcterms:{0} xsi:type="dcterms:W3CDTF">1980-01-01T00:00:00Z</dcterms:{0}>'
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_CORE}" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(publication.title)}</dc:title>{about}{revision}"
        f"<dc:language>{escaped(publication.language)}</dc:language>"
        f"{moment.format('created')}{moment.format('modified')}</cp:coreProperties>"
    )


def _zipped(parts: dict[str, str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, xml in parts.items():
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # the same bytes on every operating system
            archive.writestr(entry, xml.encode("utf-8"))
    return target.getvalue()
