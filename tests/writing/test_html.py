"""The html writer: parsed by lxml, the grid rebuilt from rowspan and colspan."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from lxml import html as lxml_html
from tests.writing.grids import Tiling, tilings
from tests.writing.sample import entry, figure, head, label, one_table, publication, row

from hengji.documents.document import Merge
from hengji.writing.drawing import DrawnCell, DrawnParagraph, DrawnTable, Publication, Role, Style
from hengji.writing.errors import ControlCharacterError
from hengji.writing.html import write_html
from hengji.writing.html_style import STYLE


def page(pub: Publication) -> lxml_html.HtmlElement:
    """The written page, parsed."""
    return lxml_html.document_fromstring(
        write_html(pub).decode("utf-8").encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8")
    )


def grid(table: lxml_html.HtmlElement, width: int) -> list[list[str | None]]:
    """The text at every place of the table, by the algorithm browsers use (WHATWG "forming a table")."""
    rows = table.xpath(".//tr")
    result: list[list[str | None]] = [[None] * width for _ in rows]
    for r, tr in enumerate(rows):
        c = 0
        for cell in tr.xpath("./td|./th"):
            while result[r][c] is not None:
                c += 1
            for y in range(r, r + int(cell.get("rowspan", "1"))):
                for x in range(c, c + int(cell.get("colspan", "1"))):
                    assert result[y][x] is None, "two cells overlap"
                    result[y][x] = cell.text_content()
    return result


@given(tilings())
def test_any_grid_is_full(tiling: Tiling) -> None:
    """Spans fill the whole grid without overlap, and no merge leaves its row group."""
    table = page(tiling.publication()).xpath("//table")[0]
    assert grid(table, len(tiling.table.widths)) == [[f"格{n}" for n in line] for line in tiling.covered]
    for group in table.xpath("./thead|./tbody"):
        rows = group.xpath("./tr")
        for r, tr in enumerate(rows):
            assert all(r + int(c.get("rowspan", "1")) <= len(rows) for c in tr)


def test_head_and_label_cells_are_th_with_scope() -> None:
    """Column heads, groups of columns, row labels, groups of rows; entries and empty cells are td."""
    found = page(
        one_table(
            row(head("项目", 2), head("决算数"), header=True),
            row(label("支出", 1, Merge.START), label("基本"), figure("1.00", "b/x/v")),
            row(label("", 1, Merge.CONTINUE), label(""), figure("2.00", "b/y/v")),
        )
    )
    cells = [(c.tag, c.get("scope"), c.text_content()) for c in found.xpath("//table//tr/*")]
    assert cells == [
        ("th", "colgroup", "项目"),
        ("th", "col", "决算数"),
        ("th", "rowgroup", "支出"),
        ("th", "row", "基本"),
        ("td", None, "1.00"),
        ("td", None, ""),
        ("td", None, "2.00"),
    ]
    assert len(found.xpath("//thead/tr")) == 1


def test_entered_cells_carry_their_address() -> None:
    """data-address is on entered cells and only there."""
    found = page(one_table(row(label("甲"), figure("1", "cost/公用/actual"), entry("乙", 'a/"b"/c'))))
    assert [c.get("data-address") for c in found.xpath("//td|//th")] == [None, "cost/公用/actual", 'a/"b"/c']


def test_figures_are_right_aligned_in_even_digits() -> None:
    """By class, and the style sheet says so."""
    (cell,) = page(one_table(row(figure("1.00", "b/x/v")))).xpath("//td")
    assert cell.get("class") == "number"
    assert "td.number{text-align:right;font-variant-numeric:tabular-nums" in STYLE


def test_headings_follow_each_other() -> None:
    """One h1, and no level is skipped on the way down."""
    levels = [int(e.tag[1]) for e in page(publication()).xpath("//h1|//h2|//h3|//h4")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_title_of_the_publication_stands_in_for_a_missing_title() -> None:
    """A page always has an h1."""
    assert [h.text for h in page(one_table(row(label("甲")))).xpath("//h1")] == ["一张表"]


def test_caption_regions_and_notes_are_tied_to_their_table() -> None:
    """Every table has a caption, a labelled region to scroll in, and is described by its notes; ids are unique."""
    found = page(publication())
    ids = found.xpath("//@id")
    assert len(ids) == len(set(ids))
    for table in found.xpath("//table"):
        assert table.xpath("./caption")[0].text_content().strip()
        region = table.getparent()
        assert (region.get("role"), region.get("tabindex")) == ("region", "0")
        assert region.get("aria-labelledby") in ids
        assert table.get("aria-describedby") in (None, *ids)
    assert [t.get("aria-describedby") for t in found.xpath("//table")] == ["notes1", None, "notes3", "notes4"]


def test_page_is_self_contained_and_announced() -> None:
    """Language, encoding, title, skip link to the main part, revision; nothing from elsewhere, no script."""
    found = page(publication())
    assert found.get("lang") == "zh-CN"
    assert found.findtext("head/title") == "样例县机构编制事务中心2023年度部门整体支出绩效自评报告"
    assert found.xpath("//a[@class='skip']/@href") == ["#main"]
    assert found.xpath("//main/@id") == ["main"]
    assert "a1b2c3d4-0007" in found.xpath("//footer")[0].text_content()
    assert found.xpath("//script|//link|//img|//iframe|//@src|//@style[contains(.,'url')]") == []
    assert "url(" not in STYLE
    assert "@import" not in STYLE
    assert found.xpath("//*[@*[starts-with(name(),'on')]]") == []


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG 2.1."""

    def light(colour: str) -> float:
        colour = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
        parts = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_colours_keep_their_contrast() -> None:
    """Every text colour of the style sheet on the ground it stands on."""
    dark = set(re.findall(r"[{;]color:(#[0-9a-f]{3,6})", STYLE)) - {"#fff"}
    grounds = {"#fff", "#f2f4f7"}
    assert dark
    assert all(contrast(colour, ground) >= 4.5 for colour in dark for ground in grounds)
    assert contrast("#fff", "#0b4f9e") >= 4.5


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"><img src=x onerror=y>', "a&amp;b", "</title>", "{{x}}"]
)
def test_everything_is_escaped(text: str) -> None:
    """Title, headings, text, captions, cells, addresses, notes, unit, revision: markup stays text."""
    table = DrawnTable(
        text,
        text,
        (Decimal(1),),
        (row(DrawnCell(text, Role.TEXT, address=text)),),
        above=((text, text),),
        notes=(text,),
    )
    blocks: tuple[DrawnParagraph | DrawnTable, ...] = (*(DrawnParagraph(text, style) for style in Style), table)
    found = page(Publication(text, blocks, revision=text, organisation=text))
    assert found.xpath("//script|//img") == []
    assert found.text_content().count(text) == len(Style) + 5 + 3
    assert found.xpath("//@data-address") == [text]


def test_lines_are_kept() -> None:
    """A title breaks its line, running text becomes paragraphs, cells keep theirs by style."""
    found = page(
        Publication(
            "行",
            (DrawnParagraph("甲\n乙", Style.TITLE), DrawnParagraph("丙\n丁"), *one_table(row(label("戊\n己"))).blocks),
        )
    )
    assert len(found.xpath("//h1/br")) == 1
    assert [p.text for p in found.xpath("//main/p")] == ["丙", "丁"]
    assert [(c.text, c.get("class")) for c in found.xpath("//th")] == [("戊\n己", "text")]


def test_same_publication_same_bytes() -> None:
    """Nothing depends on the clock."""
    assert write_html(publication()) == write_html(publication())


def test_control_characters_are_refused() -> None:
    """As in every format."""
    with pytest.raises(ControlCharacterError):
        write_html(one_table(row(label("\x07"))))
