"""The text of a Word paragraph is what the page shows: runs, breaks, signs, fields, tracked changes."""

from __future__ import annotations

import pytest
from tests.reading.formats.docx_builder import cell_of, p, paragraphs, r, read, text_of, texts

DELETED = '<w:del w:id="1"><w:r><w:delText>100.00</w:delText></w:r></w:del>'
MOVED_AWAY = f'<w:moveFrom w:id="1">{r("100.00")}</w:moveFrom>'


def field(instruction: str, result: str = "") -> str:
    """A complex field; without a result it has no separator either."""
    separated = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}' if result else ""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>{separated}"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_paragraphs_come_in_order_and_empty_ones_stay() -> None:
    assert texts(read(p("一、概况") + p() + p("二、收支"))) == ["一、概况", "", "二、收支"]


def test_runs_are_joined() -> None:
    assert text_of(r("支出582"), r(".30"), r("万元")) == "支出582.30万元"


@pytest.mark.parametrize(
    ("sign", "text"),
    [
        ("<w:tab/>", "甲\t乙"),
        ('<w:ptab w:relativeTo="margin" w:alignment="right" w:leader="none"/>', "甲\t乙"),
        ("<w:br/>", "甲\n乙"),
        ("<w:cr/>", "甲\n乙"),
        ('<w:br w:type="page"/>', "甲\n乙"),
        ("<w:noBreakHyphen/>", "甲-乙"),
        ("<w:softHyphen/>", "甲乙"),
        ("<w:lastRenderedPageBreak/>", "甲乙"),
    ],
)
def test_signs_in_a_run(sign: str, text: str) -> None:
    assert text_of(f"<w:r><w:t>甲</w:t>{sign}<w:t>乙</w:t></w:r>") == text


def test_a_page_break_at_the_edge_of_a_paragraph_is_no_text() -> None:
    assert text_of('<w:r><w:br w:type="page"/></w:r>', r("第二部分")) == "第二部分"


@pytest.mark.parametrize(
    ("font", "code", "text"),
    [
        ("Wingdings", "F0FE", "☑"),
        ("Wingdings", "F0A8", "□"),
        ("Wingdings 2", "F052", "☑"),
        ("Wingdings 2", "F0A3", "□"),
        ("Symbol", "F0B3", "≥"),
        ("宋体", "2460", "①"),
    ],
)
def test_signs_of_symbol_fonts_become_the_characters_meant(font: str, code: str, text: str) -> None:
    assert text_of(f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>') == text


@pytest.mark.parametrize(("font", "code"), [("某符号字体", "F041"), ("Wingdings", "F021"), ("宋体", "无")])
def test_a_sign_that_cannot_be_told_keeps_its_place_and_is_reported(font: str, code: str) -> None:
    document = read(f'<w:p><w:r><w:sym w:font="{font}" w:char="{code}"/></w:r></w:p>')
    assert texts(document) == ["\ufffd"]
    assert [problem.message for problem in document.problems] == [f"第1段：符号字体 {font} 的 {code} 号字符没有读入。"]


def test_a_newer_sign_is_read_from_its_fallback() -> None:
    choice = '<mc:Choice Requires="w16se"><w16se:symEx w16se:font="Segoe UI Symbol" w16se:char="2611"/></mc:Choice>'
    fallback = "<mc:Fallback><w:t>☑</w:t></mc:Fallback>"
    assert text_of(f"<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>") == "☑"


def test_words_with_their_pronunciation_are_the_words() -> None:
    ruby = f"<w:ruby><w:rubyPr/><w:rt>{r('shào')}</w:rt><w:rubyBase>{r('邵')}</w:rubyBase></w:ruby>"
    assert text_of(f"<w:r>{ruby}</w:r>", r("阳")) == "邵阳"


def test_hyperlinks_and_other_wrappers_are_looked_through() -> None:
    inner = f'<w:hyperlink r:id="x">{r("公开")}</w:hyperlink><w:smartTag>{r("2023")}</w:smartTag>'
    assert text_of(inner, f"<w:customXml>{r('年')}</w:customXml>") == "公开2023年"


# ------------------------------------------------------------------------------------------------- tracked changes
def test_an_insertion_is_kept_and_a_deletion_left_out() -> None:
    assert text_of(DELETED, f'<w:ins w:id="2">{r("582.30")}</w:ins>', r("万元")) == "582.30万元"


def test_a_deletion_inside_an_insertion_is_left_out() -> None:
    assert text_of(f"<w:ins>{r('甲')}{DELETED}</w:ins>") == "甲"


def test_moved_text_stands_only_where_it_was_moved_to() -> None:
    document = read(f"<w:p>{MOVED_AWAY}</w:p><w:p><w:moveTo>{r('100.00')}</w:moveTo></w:p>")
    assert texts(document) == ["", "100.00"]


def test_a_paragraph_whose_mark_was_deleted_runs_into_the_next() -> None:
    gone = "<w:rPr><w:del w:id='1'/></w:rPr>"
    assert texts(read(p("支出", gone) + p("合计") + p("附注"))) == ["支出合计", "附注"]


def test_a_wholly_deleted_paragraph_is_not_there() -> None:
    gone = f"<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>{DELETED}</w:p>"
    assert texts(read(p("甲") + gone + p("乙"))) == ["甲", "乙"]


def test_a_deleted_mark_before_a_table_leaves_its_text_a_paragraph() -> None:
    gone = p("表1", "<w:rPr><w:del w:id='1'/></w:rPr>")
    assert texts(read(gone + "<w:tbl/>" + p("注"))) == ["表1", "注"]


def test_former_formatting_is_not_read() -> None:
    changed = "<w:rPr><w:b/><w:rPrChange w:id='1'><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr>"
    assert text_of(f"<w:r>{changed}<w:t>582.30</w:t></w:r>") == "582.30"


def test_comments_leave_no_trace() -> None:
    start, end = '<w:commentRangeStart w:id="0"/>', '<w:commentRangeEnd w:id="0"/>'
    mark = '<w:r><w:rPr><w:rStyle w:val="a"/></w:rPr><w:commentReference w:id="0"/></w:r>'
    commented = read(f"<w:p>{r('支')}{start}{r('出')}{end}{mark}</w:p>", comments='<w:comment w:id="0"/>')
    assert commented.blocks == read(f"<w:p>{r('支')}{r('出')}</w:p>").blocks


def test_hidden_text_is_not_read_but_reported() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>内部掌握</w:t></w:r>"
    document = read(f"<w:p>{r('公开')}{hidden}</w:p>")
    assert texts(document) == ["公开"]
    assert [problem.message for problem in document.problems] == [
        "第1段：隐藏文字“内部掌握”（不显示也不打印）没有读入。"
    ]


def test_hiding_turned_off_hides_nothing() -> None:
    assert text_of('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>甲</w:t></w:r>') == "甲"


# ---------------------------------------------------------------------------------------------------------- fields
def test_a_field_is_its_result() -> None:
    assert text_of(r("共"), field(" NUMPAGES ", r("12")), r("页")) == "共12页"


def test_a_simple_field_is_its_content() -> None:
    assert text_of(f'<w:fldSimple w:instr=" PAGE ">{r("3")}</w:fldSimple>') == "3"


def test_a_field_inside_a_result_is_its_own_result() -> None:
    entry = field(" HYPERLINK \\l _Toc1 ", r("一、概况") + "<w:r><w:tab/></w:r>" + field(" PAGEREF _Toc1 \\h ", r("4")))
    assert text_of(entry) == "一、概况\t4"


def test_a_field_inside_an_instruction_is_not_shown() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> IF </w:instrText></w:r>'
    rest = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("续表")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert text_of(begin, field(" PAGE ", r("2")), rest) == "续表"


def test_a_field_may_reach_over_paragraphs() -> None:
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert texts(read(f"<w:p>{begin}{r('一、概况')}</w:p>{p('二、收支')}<w:p>{end}</w:p>{p('正文')}")) == [
        "一、概况",
        "二、收支",
        "",
        "正文",
    ]


def test_an_instruction_that_never_ends_swallows_only_its_paragraph() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE </w:instrText></w:r>'
    assert texts(read(f"<w:p>{r('甲')}{begin}{r('不显示')}</w:p>{p('乙')}")) == ["甲", "乙"]


def test_an_end_without_a_beginning_does_no_harm() -> None:
    assert text_of('<w:r><w:fldChar w:fldCharType="end"/></w:r>', r("甲")) == "甲"


@pytest.mark.parametrize(
    ("instruction", "text"),
    [
        ("eq \\o\\ac(○,1)", "①"),
        ("EQ \\o\\ac(□,√)", "☑"),
        ("eq \\o(□,×)", "□×"),
        ("eq \\f(1,2)", "1/2"),
        ("eq \\o\\ac(○,甲)", "甲"),
        ("eq \\x(甲)", ""),
    ],
)
def test_signs_drawn_over_each_other(instruction: str, text: str) -> None:
    assert text_of(field(instruction)) == text


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ('<w:checkBox><w:default w:val="1"/></w:checkBox>', "☑"),
        ('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>', "☑"),
        ('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>', "□"),
        ('<w:ddList><w:result w:val="1"/><w:listEntry w:val="优"/><w:listEntry w:val="良"/></w:ddList>', "良"),
        ('<w:ddList><w:result w:val="7"/><w:listEntry w:val="优"/></w:ddList>', ""),
        ("<w:textInput/>", ""),
    ],
)
def test_old_form_fields(form: str, text: str) -> None:
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{form}</w:ffData></w:fldChar></w:r>'
    assert text_of(begin, '<w:r><w:fldChar w:fldCharType="end"/></w:r>') == text


# ------------------------------------------------------------------------------------------------ formulas, embedded
def m(text: str) -> str:
    """A run of a formula."""
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        (f"<m:f><m:num>{m('10')}</m:num><m:den>{m('20')}</m:den></m:f>", "10/20"),
        (f"<m:f><m:num>{m('甲+乙')}</m:num><m:den>{m('2')}</m:den></m:f>", "(甲+乙)/2"),
        (f"<m:sSup><m:e>{m('10')}</m:e><m:sup>{m('4')}</m:sup></m:sSup>", "10^4"),
        (f"<m:d><m:e>{m('甲')}</m:e></m:d>", "(甲)"),
        (f'<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr><m:e>{m("甲")}</m:e></m:d>', "[甲]"),
        (f"{m('率=')}<w:del>{m('9')}</w:del><w:ins>{m('8')}</w:ins>", "率=8"),
    ],
)
def test_a_formula_keeps_its_fraction_bars(formula: str, text: str) -> None:
    assert text_of(r("执行"), f"<m:oMath>{formula}</m:oMath>") == "执行" + text


@pytest.mark.parametrize(
    ("thing", "what"),
    [
        ("<w:drawing><a:graphic><c:chart/></a:graphic></w:drawing>", "图表里的内容"),
        ('<w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object>', "嵌入对象（Excel.Sheet.12）里的内容"),
    ],
)
def test_embedded_things_are_reported(thing: str, what: str) -> None:
    document = read(p("甲") + f"<w:p><w:r>{thing}</w:r></w:p>")
    assert [problem.message for problem in document.problems] == [f"第2段：{what}没有读入。"]


def test_an_imported_file_is_reported() -> None:
    document = read(p("甲") + '<w:altChunk r:id="x"/>')
    assert [problem.message for problem in document.problems] == ["第2段：插入的另一份文件里的内容没有读入。"]


# ---------------------------------------------------------------------------------------------- bookmarks, headings
def test_bookmarks_are_names_and_never_text() -> None:
    inside = '<w:bookmarkStart w:id="1" w:name="支出合计"/>582.30<w:bookmarkEnd w:id="1"/>'
    between = '<w:bookmarkStart w:id="2" w:name="附件2"/>'
    document = read(between + f"<w:p>{inside}{r('582.30')}</w:p>")
    (paragraph,) = paragraphs(document)
    assert (paragraph.text.value, paragraph.bookmarks) == ("582.30", ("附件2", "支出合计"))


STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="标题 2"/></w:style>
<w:style w:type="paragraph" w:styleId="x"><w:name w:val="章"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="y"><w:name w:val="节"/><w:basedOn w:val="x"/></w:style>
<w:style w:type="paragraph" w:styleId="z"><w:name w:val="文"/><w:basedOn w:val="1"/>
  <w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="o"><w:name w:val="o"/><w:basedOn w:val="o2"/></w:style>
<w:style w:type="paragraph" w:styleId="o2"><w:name w:val="o2"/><w:basedOn w:val="o"/></w:style>
"""


@pytest.mark.parametrize(
    ("properties", "level"),
    [
        ("", None),
        ('<w:pStyle w:val="1"/>', 1),
        ('<w:pStyle w:val="2"/>', 2),
        ('<w:pStyle w:val="x"/>', 3),
        ('<w:pStyle w:val="y"/>', 3),
        ('<w:pStyle w:val="z"/>', None),
        ('<w:pStyle w:val="o"/>', None),
        ('<w:pStyle w:val="不存在"/>', None),
        ('<w:outlineLvl w:val="0"/>', 1),
        ('<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>', None),
        ('<w:pStyle w:val="1"/><w:outlineLvl w:val="3"/>', 4),
    ],
)
def test_headings_by_style_and_outline_level(properties: str, level: int | None) -> None:
    (paragraph,) = paragraphs(read(p("概况", properties), styles=STYLES))
    assert paragraph.level == level


def test_cells_join_their_paragraphs_by_line_ends() -> None:
    assert cell_of(p("目标1") + p() + p("目标2")).text.value == "目标1\n\n目标2"


PROMPT = (
    "<w:sdt><w:sdtPr><w:showingPlcHdr{on}/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"  # Word's own order
)


def test_the_prompt_of_a_content_control_is_no_text() -> None:
    inside = PROMPT.format(on="", inner=r("单击此处输入文字。"))
    assert text_of(r("编制数："), inside, r("人")) == "编制数：人"
    assert texts(read(PROMPT.format(on="", inner=p("单击此处输入文字。")) + p("二"))) == ["", "二"]


def test_a_content_control_that_was_filled_in_is_text() -> None:
    assert text_of(PROMPT.format(on=' w:val="0"', inner=r("20"))) == "20"
