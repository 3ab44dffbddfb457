"""What stands beside the body: text boxes, headers, footers, notes; where it comes, and how its places are counted."""

from __future__ import annotations

from tests.reading.formats.docx_builder import (
    docx,
    grid,
    markers,
    p,
    packed,
    paragraphs,
    part,
    r,
    read,
    relations,
    tbl,
    tc,
    texts,
    tr,
)

from hengji.documents.document import Block, Document, Paragraph, Region
from hengji.facts.place import Place, WordPlace
from hengji.reading.formats.docx import read_docx


def box(*inner: str) -> str:
    """A paragraph with a text box as Word writes it: a drawing, and the same again for older programs."""
    content = f"<w:txbxContent>{''.join(inner)}</w:txbxContent>"
    choice = f"<w:drawing><wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></w:drawing>"
    fallback = f"<w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict>"
    return (
        f'<w:p><w:r><w:t>锚</w:t><mc:AlternateContent><mc:Choice Requires="wps">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def where(block: Block) -> WordPlace:
    """The place a block begins at."""
    place: Place = block.text.whole() if isinstance(block, Paragraph) else block.place
    assert isinstance(place, WordPlace)
    return place


def parts(document: Document) -> list[tuple[str, int]]:
    """Part and number of each block."""
    return [(where(block).part, where(block).block) for block in document.blocks]


# ------------------------------------------------------------------------------------------------------- text boxes
def test_a_text_box_is_read_once_right_behind_its_anchor() -> None:
    document = read(p("前") + box(p("框一"), p("框二")) + p("后"))
    assert [block.text.value for block in document.blocks if isinstance(block, Paragraph)] == [
        "前", "锚", "框一", "框二", "后",
    ]  # fmt: skip
    assert texts(document, Region.TEXTBOX) == ["框一", "框二"]
    assert parts(document) == [("document", 1), ("document", 2), ("textbox", 1), ("textbox", 2), ("document", 3)]


def test_an_old_text_box_without_alternative() -> None:
    old = f"<w:p><w:r><w:pict><v:textbox><w:txbxContent>{p('旧')}</w:txbxContent></v:textbox></w:pict></w:r></w:p>"
    assert texts(read(old), Region.TEXTBOX) == ["旧"]


def test_text_boxes_in_a_group_come_each_once() -> None:
    shapes = "".join(
        f"<wps:wsp><wps:txbx><w:txbxContent>{p(word)}</w:txbxContent></wps:txbx></wps:wsp>" for word in ("甲", "乙")
    )
    assert texts(read(f"<w:p><w:r><w:drawing><wpg:wgp>{shapes}</wpg:wgp></w:drawing></w:r></w:p>"), Region.TEXTBOX) == [
        "甲",
        "乙",
    ]


def test_a_table_in_a_text_box() -> None:
    document = read(box(tbl(tr("甲", "乙")), p()))
    (table,) = document.tables()
    assert (grid(table), table.region, where(table).part) == ([["甲", "乙"]], Region.TEXTBOX, "textbox")


def test_a_text_box_in_a_cell_comes_behind_the_table() -> None:
    document = read(tbl(tr(tc(box(p("框"))))) + p("后"))
    assert parts(document) == [("document", 1), ("textbox", 1), ("document", 2)]
    assert grid(document.tables()[0]) == [["锚"]]


# --------------------------------------------------------------------------------------------- headers, footers, notes
SECTION = '<w:sectPr><w:headerReference r:id="header_1.xml"/><w:footerReference r:id="footer_1.xml"/></w:sectPr>'


def test_headers_and_footers_come_behind_the_body_each_part_once() -> None:
    body = f"<w:p><w:pPr>{SECTION}</w:pPr></w:p>{p('正文')}{SECTION}"
    document = read(body, header_1=p("某某局"), footer_1=p("— 1 —"), header_2=p("没有用到"))
    assert texts(document, Region.HEADER) == ["某某局"]
    assert texts(document, Region.FOOTER) == ["— 1 —"]
    assert parts(document) == [("document", 1), ("document", 2), ("header", 1), ("footer", 1)]


def test_a_text_box_in_a_footer_belongs_to_the_footer() -> None:
    document = read(SECTION, header_1="", footer_1=box(p("— 1 —")))
    assert texts(document, Region.FOOTER) == ["锚", "— 1 —"]
    assert texts(document, Region.TEXTBOX) == []


def test_notes_come_last_in_the_order_of_their_references() -> None:
    refer = '<w:r><w:footnoteReference w:id="{}"/></w:r>'.format
    body = f"<w:p>{r('甲')}{refer(3)}{r('乙')}{refer(2)}<w:r><w:endnoteReference w:id='1'/></w:r></w:p>"
    notes = (
        f'<w:footnote w:id="0" w:type="separator">{p("———")}</w:footnote>'
        f'<w:footnote w:id="2">{p("注二")}</w:footnote><w:footnote w:id="3">{p("注三")}</w:footnote>'
    )
    document = read(body, footnotes=notes, endnotes=f'<w:endnote w:id="1">{p("尾注")}</w:endnote>')
    assert texts(document) == ["甲乙"]
    assert texts(document, Region.NOTE) == ["注三", "注二", "尾注"]
    assert parts(document) == [("document", 1), ("footnotes", 1), ("footnotes", 2), ("endnotes", 1)]


def test_a_note_whose_reference_was_deleted_is_not_there() -> None:
    body = '<w:p><w:del><w:r><w:footnoteReference w:id="2"/></w:r></w:del></w:p>'
    assert texts(read(body, footnotes=f'<w:footnote w:id="2">{p("注")}</w:footnote>'), Region.NOTE) == []


# ------------------------------------------------------------------------------------------------------------ places
def test_blocks_of_the_body_count_from_one_paragraphs_and_tables_together() -> None:
    assert parts(read(p("甲") + tbl(tr("乙")) + p("丙"))) == [("document", 1), ("document", 2), ("document", 3)]


def test_a_cell_s_place_is_its_row_and_grid_column_from_one() -> None:
    document = read(p() + tbl(tr("甲"), tr(tc("乙", '<w:gridSpan w:val="2"/>'), "582.30")))
    cell = document.tables()[0].rows[1].cells[1]
    assert cell.text.place(0, 6) == WordPlace(0, 6, "document", 2, 2, 3)


def test_offsets_count_in_the_whole_text_of_a_cell() -> None:
    document = read(tbl(tr(tc(p("甲") + p("582.30")))))
    text = document.tables()[0].rows[0].cells[0].text
    assert text.place(2, 8) == WordPlace(2, 8, "document", 1, 1, 1)


def test_a_nested_table_stands_at_its_outer_cell_its_characters_counted_on() -> None:
    document = read(tbl(tr("甲", tc(p("外文") + tbl(tr("内一", "内二"), tr("内三"))))))
    (nested,) = document.tables()[0].rows[0].cells[1].nested
    places = [cell.text.whole() for row in nested.rows for cell in row]
    assert places == [WordPlace(start, start + 2, "document", 1, 1, 2) for start in (3, 6, 9)]


def test_every_quote_is_found_verbatim_at_its_place() -> None:
    document = read(p("支出582.30万元") + tbl(tr("合计", "582.30")))
    paragraph = paragraphs(document)[0]
    place = paragraph.text.place(2, 8)
    assert paragraph.text.value[place.start : place.end] == "582.30"


# -------------------------------------------------------------------------------------------- other ways to write it
def same(document: Document) -> tuple[list[str], list[list[list[str]]], list[str]]:
    """What two writings of one document have in common."""
    return texts(document), [grid(table) for table in document.tables()], markers(document)


BODY = p("一、概况", "<w:outlineLvl w:val='0'/>") + tbl(
    tr(tc("项目", '<w:gridSpan w:val="2"/>')), tr("甲", tc("乙", '<w:vMerge w:val="restart"/>'))
)


def test_strict_open_xml() -> None:
    strict = part("document", f"<w:body>{BODY}</w:body>")
    for usual, name in (
        ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "wordprocessingml/main"),
        ("http://schemas.openxmlformats.org/officeDocument/2006/", "officeDocument/"),
    ):
        strict = strict.replace(usual, f"http://purl.oclc.org/ooxml/{name}")
    rels = relations({"word/document.xml": "officeDocument"}).replace(
        "http://schemas.openxmlformats.org/officeDocument/2006/", "http://purl.oclc.org/ooxml/officeDocument/"
    )
    document = read_docx(packed({"_rels/.rels": rels, "word/document.xml": strict}), "严格.docx")
    assert same(document) == same(read(BODY))


def body_part(text: str) -> Document:
    """A document of this main part."""
    rels = relations({"word/document.xml": "officeDocument"})
    return read_docx(packed({"_rels/.rels": rels, "word/document.xml": text}), "报告.docx")


def test_an_unusual_prefix() -> None:
    text = part("document", f"<w:body>{BODY}</w:body>").replace("<w:", "<ns0:").replace("</w:", "</ns0:")
    text = text.replace(" w:", " ns0:").replace("xmlns:w=", "xmlns:ns0=")
    assert same(body_part(text)) == same(read(BODY))


def test_a_part_in_utf_16() -> None:
    text = part("document", f"<w:body>{BODY}</w:body>").replace("UTF-8", "UTF-16")
    rels = relations({"word/document.xml": "officeDocument"})
    data = packed({"_rels/.rels": rels, "word/document.xml": text.encode("utf-16")})
    assert same(read_docx(data, "报告.docx")) == same(read(BODY))


def test_a_main_part_of_another_name() -> None:
    text = part("document", f"<w:body>{BODY}</w:body>")
    data = packed({"_rels/.rels": relations({"/Word/Document2.xml": "officeDocument"}), "word\\document2.xml": text})
    assert same(read_docx(data, "报告.docx")) == same(read(BODY))


def test_cutting_out_formatting_changes_nothing() -> None:
    """A comment makes the reader parse the whole part; with and without, the blocks are the same."""
    run = "<w:r><w:rPr><w:rFonts w:eastAsia='仿宋'/><w:sz w:val='32'/></w:rPr><w:t>甲</w:t></w:r>"
    look = "<w:tcBorders><w:top w:val='single'/></w:tcBorders>"
    body = (
        f"<w:p><w:pPr><w:spacing w:line='560'/><w:rPr><w:b/></w:rPr></w:pPr>{run}</w:p>"
        + tbl(
            "<w:tr><w:tblPrEx><w:tblCellMar/></w:tblPrEx><w:trPr><w:trHeight w:val='300'/></w:trPr>"
            + tc(p("乙", "<w:jc w:val='center'/>"), f"{look}<w:gridSpan w:val='2'/>")
            + tc("丙", look)
            + "</w:tr>",
            tr("丁", properties="<w:tblHeader/><w:trHeight w:val='300'/>"),
        )
        + p("戊", "<w:rPr><w:del w:id='1'/></w:rPr>")
        + p("己", "<w:pPrChange><w:pPr><w:jc w:val='left'/></w:pPr></w:pPrChange><w:outlineLvl w:val='1'/>")
        + "<w:p><w:r><w:rPr><w:rPrChange><w:rPr><w:b/></w:rPr></w:rPrChange><w:vanish/></w:rPr>"
        + "<w:t>庚</w:t></w:r></w:p>"
    )
    cut, whole = read(body), read(body + "<!-- whole -->")
    assert cut.blocks == whole.blocks
    assert cut.problems == whole.problems
    assert len(cut.problems) == 1


def test_the_document_names_its_file_and_content() -> None:
    data = docx(p("甲"))
    document = read_docx(data, "报告.docx")
    assert (document.name, document.format, len(document.sha256)) == ("报告.docx", "docx", 64)
    assert document.sha256 != read_docx(docx(p("乙")), "报告.docx").sha256
