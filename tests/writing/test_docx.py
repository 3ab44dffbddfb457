"""The docx writer: the XML Word reads, part by part."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from subprocess import run

import pytest
from hypothesis import given
from lxml import etree
from tests.writing.grids import Tiling, tilings
from tests.writing.sample import head, label, one_table, publication, row

from hengji.documents.document import Merge
from hengji.writing.docx import write_docx
from hengji.writing.drawing import DrawnCell, DrawnParagraph, DrawnTable, Publication, Role, Style
from hengji.writing.errors import BrokenMergeError, ControlCharacterError, UnevenRowError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = {"w": W[1:-1]}


def parts(pub: Publication) -> dict[str, bytes]:
    """Every part of the written package."""
    with zipfile.ZipFile(io.BytesIO(write_docx(pub))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def body(pub: Publication) -> etree._Element:
    """The w:body of the written document."""
    root = etree.fromstring(parts(pub)["word/document.xml"])
    found = root.find("w:body", NS)
    assert found is not None
    return found


def texts(element: etree._Element) -> list[str]:
    """The text of every paragraph below the element."""
    return ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in element.iter(f"{W}p")]


def values(element: etree._Element, path: str) -> list[str]:
    """The w:val (or w:w) of every element on the path."""
    return [str(e.get(f"{W}val") or e.get(f"{W}w")) for e in element.findall(path, NS)]


def test_every_part_is_well_formed_and_declared() -> None:
    """Each xml part parses, and the content types and relations name parts that are there."""
    found = parts(publication())
    for content in found.values():
        etree.fromstring(content)
    declared = etree.fromstring(found["[Content_Types].xml"])
    names = {str(e.get("PartName"))[1:] for e in declared if e.get("PartName")}
    assert names <= set(found)
    relations = etree.fromstring(found["word/_rels/document.xml.rels"])
    assert {f"word/{e.get('Target')}" for e in relations} <= set(found)
    used = set(etree.fromstring(found["word/document.xml"]).xpath("//@*[namespace-uri() and local-name()='id']"))
    assert used == {str(e.get("Id")) for e in relations if str(e.get("Target")).startswith("footer")}


def test_same_publication_same_bytes() -> None:
    """Nothing depends on the clock or on who writes."""
    assert write_docx(publication()) == write_docx(publication())


def test_no_person_in_the_properties() -> None:
    """The properties hold title, unit and year, and revision; no creator, no last author, no present date."""
    core = parts(publication())["docProps/core.xml"].decode()
    assert 'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"' in core
    assert "creator" not in core
    assert "lastModifiedBy" not in core
    assert core.count("1980-01-01T00:00:00Z") == 2
    assert "a1b2c3d4-0007" in core


def test_spans_and_merges_are_real() -> None:
    """A span is a gridSpan, a vertical merge restarts and continues; nothing is repeated or left out."""
    pub = one_table(
        row(label("甲", 2, Merge.START), label("乙")),
        row(label("", 2, Merge.CONTINUE), label("丙")),
    )
    first, second = body(pub).findall(".//w:tr", NS)
    assert values(first, ".//w:gridSpan") == values(second, ".//w:gridSpan") == ["2"]
    assert values(first, ".//w:vMerge") == ["restart"]
    assert [e.get(f"{W}val") for e in second.findall(".//w:vMerge", NS)] == [None]
    assert texts(first) == ["甲", "乙"]
    assert texts(second) == ["", "丙"]


@given(tilings())
def test_any_grid_adds_up(tiling: Tiling) -> None:
    """The spans of every row add up to the grid, widths follow, and each cell stands where it was drawn."""
    table = body(tiling.publication()).find("w:tbl", NS)
    assert table is not None
    grid = [int(v) for v in values(table, "w:tblGrid/w:gridCol")]
    assert sum(grid) == 8844
    seen: list[tuple[int, ...]] = []
    above: tuple[int, ...] = ()
    for tr in table.findall("w:tr", NS):
        line: list[int] = []
        for tc in tr.findall("w:tc", NS):
            span = int((values(tc, "w:tcPr/w:gridSpan") or ["1"])[0])
            assert values(tc, "w:tcPr/w:tcW") == [str(sum(grid[len(line) : len(line) + span]))]
            text = "".join(texts(tc))
            line += [int(text[1:]) if text else above[len(line)]] * span
        above = tuple(line)
        seen.append(above)
    assert tuple(seen) == tiling.covered


def test_leading_header_rows_repeat() -> None:
    """Three header rows repeat; heads of inner bands, drawn as header rows too, do not."""
    header, plain = row(head("甲"), head("乙"), header=True), row(label("子"), label("丑"))
    rows = body(one_table(header, header, header, plain, header)).findall(".//w:tr", NS)
    assert [tr.find("w:trPr/w:tblHeader", NS) is not None for tr in rows] == [True, True, True, False, False]


def test_header_rows_stop_before_a_merge_that_reaches_below() -> None:
    """Word cannot repeat half of a merged cell."""
    rows = body(
        one_table(
            row(head("甲"), head("乙"), header=True),
            row(head("丙", 1, Merge.START), head("丁"), header=True),
            row(head("", 1, Merge.CONTINUE), label("子")),
        )
    ).findall(".//w:tr", NS)
    assert [tr.find("w:trPr/w:tblHeader", NS) is not None for tr in rows] == [True, False, False]


def test_short_rows_stay_whole_and_long_ones_may_break() -> None:
    """A row is kept on one page unless a cell of it is long."""
    short, long = body(one_table(row(label("短")), row(label("长" * 700)))).findall(".//w:tr", NS)
    assert short.find("w:trPr/w:cantSplit", NS) is not None
    assert long.find("w:trPr/w:cantSplit", NS) is None


def test_styles_by_role() -> None:
    """Heads and ordinals are centred, figures stand right, labels left with their indent."""
    cells = (
        head("头"),
        DrawnCell("1", Role.ORDINAL),
        DrawnCell("1.00", Role.NUMBER),
        label("其中：", indent=2),
    )
    drawn = body(one_table(row(*cells))).findall(".//w:tc", NS)
    assert [values(tc, "w:p/w:pPr/w:pStyle")[0] for tc in drawn] == ["GwHead", "GwHead", "GwFigure", "GwTable"]
    indent = drawn[3].find("w:p/w:pPr/w:ind", NS)
    assert indent is not None
    assert indent.get(f"{W}leftChars") == "200"


def test_headings_have_outline_levels() -> None:
    """Headings are real: the navigation pane and the reader find them."""
    styles = etree.fromstring(parts(publication())["word/styles.xml"])
    levels = {str(s.get(f"{W}styleId")): values(s, "w:pPr/w:outlineLvl") for s in styles.findall("w:style", NS)}
    assert (levels["1"], levels["2"], levels["3"]) == (["0"], ["1"], ["2"])
    names = {values(s, "w:name")[0] for s in styles.findall("w:style", NS)}
    assert {"heading 1", "heading 2", "heading 3"} <= names


def test_every_style_in_use_is_declared() -> None:
    """No paragraph names a style that is not there."""
    found = parts(publication())
    declared = {s.get(f"{W}styleId") for s in etree.fromstring(found["word/styles.xml"]).iter(f"{W}style")}
    used = {e.get(f"{W}val") for e in etree.fromstring(found["word/document.xml"]).iter(f"{W}pStyle")}
    assert used <= declared


def test_landscape_tables_get_their_own_section() -> None:
    """Upright, landscape for two forms, upright again; the 附件 line and the title lie with their table."""
    found = body(publication())
    sections = found.findall(".//w:sectPr", NS)
    assert [s.find("w:pgSz", NS).get(f"{W}orient") for s in sections] == [None, "landscape", None]  # type: ignore[union-attr]
    first_end = sections[0].getparent().getparent()  # type: ignore[union-attr]
    assert first_end is not None
    after = [child for child in found if found.index(child) > found.index(first_end)]
    assert texts(after[0]) == ["附件4"]
    assert after[0].find("w:pPr/w:pageBreakBefore", NS).get(f"{W}val") == "0"  # type: ignore[union-attr]


def test_a_second_landscape_form_begins_a_page() -> None:
    """Landscape forms never share a page."""
    table = DrawnTable("f", "", (Decimal(1),), (row(label("甲")),), landscape=True)
    breaks = body(Publication("两张", (table, table))).findall(".//w:pageBreakBefore", NS)
    assert len(breaks) == 1


def test_attachment_starts_a_page_but_not_at_the_top_of_the_file() -> None:
    """The first block never pushes an empty page before itself."""
    pub = Publication("附件", tuple(DrawnParagraph(t, Style.ATTACHMENT) for t in ("附件1", "附件2")))
    first, second = body(pub).findall("w:p", NS)
    assert values(first, "w:pPr/w:pageBreakBefore") == ["0"]
    assert second.find("w:pPr/w:pageBreakBefore", NS) is None  # the style's own break stands


def test_tables_never_touch() -> None:
    """Word would join two adjacent tables, and wants a paragraph after the last one."""
    table = DrawnTable("f", "", (Decimal(1),), (row(label("甲")),))
    tags = [str(child.tag).removeprefix(W) for child in body(Publication("两张", (table, table)))]
    assert tags == ["tbl", "p", "tbl", "p", "sectPr"]


def test_footers_number_pages_outside_and_carry_the_revision() -> None:
    """Odd pages at the right, even pages at the left, — 1 — with the revision on the other side."""
    found = parts(publication())
    odd = etree.fromstring(found["word/footer1.xml"])
    even = etree.fromstring(found["word/footer2.xml"])
    assert texts(odd) == ["a1b2c3d4-0007— 1 —"]
    assert texts(even) == ["— 1 —a1b2c3d4-0007"]
    assert b"evenAndOddHeaders" in found["word/settings.xml"]


def test_captions_and_notes_stand_around_the_table() -> None:
    """Title, caption lines with a right tab, table, notes."""
    table = DrawnTable(
        "f", "收入表", (Decimal(1),), (row(label("甲")),), above=(("部门：某局", "单位：万元"),), notes=("注：无。",)
    )
    found = body(Publication("表", (table,)))
    assert [values(p, "w:pPr/w:pStyle")[0] for p in found.findall("w:p", NS)] == ["GwTableTitle", "GwAbove", "GwNote"]
    above = found.findall("w:p", NS)[1]
    assert [values(t, ".")[0] for t in above.findall("w:pPr/w:tabs/w:tab", NS)] == ["right"]
    assert above.find("w:r/w:tab", NS) is not None


def test_signature_is_centred_over_its_date() -> None:
    """The date keeps four characters free on the right; the shorter name is centred on it."""
    pub = Publication("落款", tuple(DrawnParagraph(t, Style.SIGNATURE) for t in ("某某局", "2024年12月31日")))
    name, date = body(pub).findall("w:p/w:pPr/w:ind", NS)
    assert date.get(f"{W}rightChars") == "400"
    assert int(str(name.get(f"{W}rightChars"))) == 400 + round((7 - 3) / 2 * 100)


def test_type_shrinks_until_figures_fit() -> None:
    """A long figure in a narrow column is set smaller instead of broken over two lines."""
    many = [DrawnCell("123,456,789.00", Role.NUMBER) for _ in range(9)]
    sizes = set(values(body(one_table(row(*many))), ".//w:r/w:rPr/w:sz"))
    assert sizes == {"13"}


def test_text_is_escaped_and_kept() -> None:
    """Markup characters, outer blanks, tabs and line breaks come through."""
    text = " <w:p>&amp; \"引\" 'x'\t行一\r\n行二　"
    cell = body(one_table(row(label(text)))).find(".//w:tc", NS)
    assert cell is not None
    printed = "".join(
        {"t": e.text or "", "tab": "\t", "br": "\n"}[str(e.tag).removeprefix(W)] for e in cell.findall("w:p/w:r/*", NS)
    )
    assert printed == text.replace("\r\n", "\n")


def test_chinese_quotation_marks_are_hinted() -> None:
    """Word would take “ ” from the Latin font."""
    hinted, plain = body(Publication("引号", (DrawnParagraph("“三公”经费"), DrawnParagraph("三公经费")))).findall(
        "w:p/w:r", NS
    )
    assert hinted.find("w:rPr/w:rFonts", NS) is not None
    assert plain.find("w:rPr", NS) is None


@pytest.mark.parametrize("bad", ["\x00", "\x0b", "\x1f", "\x7f", "\ud800", "\ufffe"])
def test_control_characters_are_refused(bad: str) -> None:
    """They are named by their code, with the text around them."""
    with pytest.raises(ControlCharacterError, match=f"单位名称□某局.*U\\+{ord(bad):04X}"):
        write_docx(one_table(row(label(f"单位名称{bad}某局"))))


def test_bad_grids_are_refused() -> None:
    """A row too short, and a merge that continues nothing, are said with table and row."""
    with pytest.raises(UnevenRowError, match="“表”第2行的单元格共占1列，表格是2列"):
        write_docx(one_table(row(label("甲"), label("乙")), row(label("丙"))))
    with pytest.raises(BrokenMergeError, match="“表”第1行第1列"):
        write_docx(one_table(row(label("", 1, Merge.CONTINUE))))
    with pytest.raises(BrokenMergeError, match="“表”第2行第1列"):
        write_docx(one_table(row(label("甲", 2, Merge.START)), row(label("", 1, Merge.CONTINUE), label("乙"))))


def test_empty_publication_is_a_document() -> None:
    """Nothing to print is still a file that opens."""
    assert [str(child.tag).removeprefix(W) for child in body(Publication("空", ()))] == ["p", "sectPr"]


@pytest.mark.slow
def test_libreoffice_opens_it(require_program: Callable[[str], str], tmp_path: Path) -> None:
    """LibreOffice makes the expected nine pages of it."""
    pypdfium2 = pytest.importorskip("pypdfium2")
    office = require_program("soffice")
    (tmp_path / "样例.docx").write_bytes(write_docx(publication()))
    command = [office, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    run(
        [*command, "--outdir", str(tmp_path), str(tmp_path / "样例.docx")], check=True, capture_output=True, timeout=120
    )
    document = pypdfium2.PdfDocument(tmp_path / "样例.pdf")
    sizes = [page.get_width() > page.get_height() for page in document]
    document.close()
    assert sizes == [False] * 5 + [True] * 3 + [False]
