"""Writes a publication as pdf: typst sets it with fonts of this machine and embeds them.

The same publication gives the same bytes on the same machine (the fonts are part of the result): no date, no author.
"""

from __future__ import annotations

from hengji.writing.drawing import Publication
from hengji.writing.errors import MissingFontError, TypesettingError
from hengji.writing.fonts import find_fonts, font_folders
from hengji.writing.pdf_source import typst_source

_LONG_AGO = 315532800
"""1980-01-01 in seconds, where typst asks for a time."""


def write_pdf(publication: Publication, *, system_fonts: bool = True) -> bytes:
    """The publication as the bytes of a tagged PDF with a text layer, bookmarks and embedded fonts.

    Raises:
        MissingFontError: no Chinese font on this machine; the other formats do not need one.
        WritingError: a text holds a control character, or a table's spans or merges do not fit.
    """
    import typst  # noqa: PLC0415 - 30 MB that only a PDF needs

    folders = font_folders()
    fonts, faces = find_fonts(tuple(folders), system=system_fonts)
    source = typst_source(publication, faces).encode("utf-8")
    try:
        made, warnings = typst.compile_with_warnings(source, font_paths=fonts, format="pdf", timestamp=_LONG_AGO)
    except typst.TypstError as problem:
        raise TypesettingError(problem.message) from problem
    for warning in warnings:
        # An unknown family would be replaced by another face: a page must not look right by luck. Other warnings stand.
        if warning.message.startswith("unknown font"):
            raise MissingFontError(f"这份文件（{warning.message}）", [str(folder) for folder in folders])
    if not isinstance(made, bytes):
        raise TypesettingError("没有得到 PDF")
    return made
