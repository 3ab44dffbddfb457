"""Small PDFs written by hand: every glyph and line stands exactly where a test puts it, and no font file is needed.

Text is set in a Chinese font that is not embedded, by its registered encoding: Chinese characters are one em wide,
letters and digits half.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from hengji.documents.document import Document, Paragraph, Region, Table
from hengji.reading.formats.pdf import read_pdf

A4 = (595.0, 842.0)
LANDSCAPE = (842.0, 595.0)


@dataclass
class Page:
    """A page; x counts from the left and y from the top, in points."""

    size: tuple[float, float] = A4
    rotate: int = 0
    content: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, said: str, size: float = 12, *, angle: int = 0) -> Page:
        """Text whose first glyph stands at x, its base line at y."""
        code = said.encode("utf-16-be").hex()
        matrix = {0: "1 0 0 1", 90: "0 1 -1 0", 270: "0 -1 1 0"}[angle]
        self.content.append(f"BT /F1 {size} Tf {matrix} {x} {self.size[1] - y} Tm <{code}> Tj ET")
        return self

    def right(self, x: float, y: float, said: str, size: float = 12) -> Page:
        """Text that ends at x."""
        return self.text(x - width(said, size), y, said, size)

    def line(self, x0: float, y0: float, x1: float, y1: float, thick: float = 0.5) -> Page:
        """A stroke."""
        high = self.size[1]
        self.content.append(f"{thick} w {x0} {high - y0} m {x1} {high - y1} l S")
        return self

    def bar(self, x: float, y: float, wide: float, high: float, paint: str = "f") -> Page:
        """A filled box (or a clipped one: ``paint`` "W n" until the next `unclip`)."""
        self.content.append(f"{x} {self.size[1] - y - high} {wide} {high} re {paint}")
        return self

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> Page:
        """All lines of a table."""
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        return self

    def table(self, xs: Sequence[float], top: float, rows: Sequence[Sequence[str]], high: float = 20) -> Page:
        """A ruled table with a line of text in each cell."""
        self.grid(xs, [top + high * number for number in range(len(rows) + 1)])
        for number, row in enumerate(rows):
            for x, said in zip(xs, row, strict=False):
                if said:
                    self.text(x + 3, top + high * number + 14, said, 10)
        return self

    def raw(self, operators: str) -> Page:
        """Operators as they stand."""
        self.content.append(operators)
        return self


def width(said: str, size: float = 12) -> float:
    """How wide a text is."""
    return sum(size / 2 if char.isascii() else size for char in said)


def pdf(*pages: Page, to_unicode: bool = True) -> bytes:
    """The bytes of a PDF. Without ``to_unicode`` its glyphs are numbers that stand for no character."""
    encoding = "UniGB-UTF16-H" if to_unicode else "Identity-H"
    ordering = "GB1" if to_unicode else "Identity"
    font = (
        f"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /{encoding} /DescendantFonts [4 0 R] >>",
        (
            "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500] "
            f"/CIDSystemInfo << /Registry (Adobe) /Ordering ({ordering}) /Supplement 4 >> /FontDescriptor 5 0 R >>"
        ),
        (
            "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 "
            "/Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>"
        ),
    )
    numbers = [6 + 2 * index for index in range(len(pages))]
    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        *(text.encode() for text in font),
    ]
    for number, page in zip(numbers, pages, strict=True):
        wide, high = page.size
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {wide} {high}] /Rotate {page.rotate} "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {number + 1} 0 R >>".encode()
        )
        stream = zlib.compress("\n".join(page.content).encode())
        objects.append(f"<< /Length {len(stream)} /Filter /FlateDecode >>\nstream\n".encode() + stream + b"\nendstream")
    return _file(objects)


def _file(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    for offset in offsets:
        out += f"{offset:010} 00000 n \n".encode()
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def read(*pages: Page) -> Document:
    """The document these pages are read as."""
    return read_pdf(pdf(*pages), "报告.pdf")


def paragraphs(document: Document, region: Region = Region.BODY) -> list[str]:
    """The texts of the paragraphs of a region."""
    return [block.text.value for block in document.blocks if isinstance(block, Paragraph) and block.region is region]


def cells(table: Table) -> list[list[str]]:
    """The texts of a table, row by row, cells as drawn; a cell continued from above is None-like: "^"."""
    return [["^" if cell.merge == "continue" else cell.text.value for cell in row] for row in table.rows]
