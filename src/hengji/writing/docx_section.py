"""Pages of a docx: paper, margins, and the footers with page number and revision.

GB/T 9704-2012: A4, 天头 37 mm, 订口 28 mm, text area 156 × 225 mm; the page number "— 1 —" stands in 4号 宋体 under the
text area, on odd pages at the right and on even pages at the left, one character in. A landscape page is the upright
page turned anticlockwise, margins and all, so that the head of the table lies at the binding of an odd page; its number
stays under the text as one reads it (a turned number would need a text box, which WPS and LibreOffice print unlike).
"""

from __future__ import annotations

from hengji.records import dataclass
from hengji.writing.docx_styles import DECLARATION, LINE, WORD
from hengji.writing.docx_text import escaped

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_INSET = 280
"""One character of 4号 in twips."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page in twips; ``footer`` is the distance of the footer from the paper's lower edge."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    footer: int
    landscape: bool

    @property
    def text_width(self) -> int:
        """The width of the text area."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> int:
        """The height of the text area."""
        return self.height - self.top - self.bottom


UPRIGHT = Page(11906, 16838, top=2098, right=1474, bottom=1984, left=1588, footer=1247, landscape=False)
LANDSCAPE = Page(16838, 11906, top=1588, right=2098, bottom=1474, left=1984, footer=737, landscape=True)


def page_of(*, landscape: bool) -> Page:
    """The page of that orientation."""
    return LANDSCAPE if landscape else UPRIGHT


def section_xml(page: Page) -> str:
    """The sectPr of a section on such pages; a section begins a new page."""
    odd, even = footer_ids(landscape=page.landscape)
    turned = ' w:orient="landscape"' if page.landscape else ""
    return (
        f'<w:sectPr><w:footerReference w:type="even" r:id="{even}"/><w:footerReference w:type="default" r:id="{odd}"/>'
        f'<w:type w:val="nextPage"/><w:pgSz w:w="{page.width}" w:h="{page.height}"{turned}/>'
        f'<w:pgMar w:top="{page.top}" w:right="{page.right}" w:bottom="{page.bottom}" w:left="{page.left}" '
        f'w:header="851" w:footer="{page.footer}" w:gutter="0"/><w:cols w:space="720"/>'
        f'<w:docGrid w:type="lines" w:linePitch="{LINE}"/></w:sectPr>'
    )


def footer_ids(*, landscape: bool) -> tuple[str, str]:
    """The relation ids of the odd and the even footer of that orientation."""
    return ("rIdLOdd", "rIdLEven") if landscape else ("rIdOdd", "rIdEven")


def footers(revision: str) -> dict[str, tuple[str, str]]:
    """Relation id → (part name, XML) of the four footers."""
    parts: dict[str, tuple[str, str]] = {}
    for page in (UPRIGHT, LANDSCAPE):
        odd, even = footer_ids(landscape=page.landscape)
        for name, is_odd in ((odd, True), (even, False)):
            parts[name] = (f"footer{len(parts) + 1}.xml", _footer_xml(page.text_width, revision, odd=is_odd))
    return parts


def _footer_xml(width: int, revision: str, *, odd: bool) -> str:
    number = (
        '<w:r><w:t xml:space="preserve">— </w:t></w:r>'
        '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        '<w:r><w:t xml:space="preserve"> —</w:t></w:r>'
    )
    code = (
        '<w:r><w:rPr><w:color w:val="595959"/><w:sz w:val="15"/><w:szCs w:val="15"/></w:rPr>'
        f"<w:t>{escaped(revision)}</w:t></w:r>"
        if revision
        else ""
    )
    stop = width - _INSET if odd else width
    inset = (
        f'<w:ind w:rightChars="100" w:right="{_INSET}"/>' if odd else f'<w:ind w:leftChars="100" w:left="{_INSET}"/>'
    )
    left, right = (code, number) if odd else (number, code)
    return (
        f'{DECLARATION}<w:ftr xmlns:w="{WORD}" xmlns:r="{RELATIONS}"><w:p><w:pPr><w:pStyle w:val="a3"/>'
        f'<w:tabs><w:tab w:val="right" w:pos="{stop}"/></w:tabs>{inset}</w:pPr>'
        f"{left}<w:r><w:tab/></w:r>{right}</w:p></w:ftr>"
    )
