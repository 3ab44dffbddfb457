"""Reading web pages: encodings, lines as shown, tables and frames, places, archives, and pages that cannot be read."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hengji.documents.document import Cell, Document, Merge, Paragraph, Region, Table
from hengji.facts.place import HtmlPlace
from hengji.reading.errors import BrokenFileError, TooLargeError, UnsafeFileError
from hengji.reading.formats import html_pages
from hengji.reading.formats.html import read_html
from hengji.reading.formats.registry import detect, read_document


def read(body: str, head: str = "") -> Document:
    return read_html(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "页面.html")


def texts(document: Document) -> list[str]:
    return [block.text.value for block in document.blocks if isinstance(block, Paragraph)]


def grid(table: Table) -> list[list[str]]:
    return [[cell.text.value for cell in row] for row in table.rows]


def tables(body: str, head: str = "") -> list[list[list[str]]]:
    return [grid(table) for table in read(body, head).tables()]


# ------------------------------------------------------------------------------------------------------------- encoding

PAGE = "<html><head>{}</head><body><p>机构编制经费支出100.50万元</p></body></html>"
GB, UTF8 = '<meta charset="gb2312">', '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">'


@pytest.mark.parametrize(
    ("head", "codec"),
    [
        ("", "utf-8"),
        ("", "gb18030"),
        (GB, "gbk"),
        (GB, "utf-8"),
        (UTF8, "utf-8"),
        (UTF8, "gb18030"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ("", "utf-16-le"),
        ("<meta charset=big5>", "utf-8"),
    ],
)
def test_the_encoding_is_what_the_bytes_bear_out(head: str, codec: str) -> None:
    assert texts(read_document(PAGE.format(head).encode(codec), "页面.html")) == ["机构编制经费支出100.50万元"]


def test_a_page_that_calls_itself_gb2312_may_hold_characters_of_gb18030() -> None:
    page = f"<html><head>{GB}</head><p>㎡、镕、喆</p></html>"
    assert texts(read_html(page.encode("gb18030"), "页面.html")) == ["㎡、镕、喆"]


def test_damaged_characters_are_counted_and_the_rest_is_read() -> None:
    data = PAGE.format(GB).encode("gbk").replace("编制".encode("gbk"), b"\xff\xff")
    document = read_html(data, "页面.html")
    assert "经费支出100.50万元" in texts(document)[0]
    assert [problem.message.startswith("网页里有 ") for problem in document.problems] == [True]


# ----------------------------------------------------------------------------------------------------------------- text


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p>一、概况</p><p>二、收支</p>", ["一、概况", "二、收支"]),
        ("一、概况<br>二、收支<br/><br/>三、绩效", ["一、概况", "二、收支", "三、绩效"]),
        ("<div>一<div>二</div>三</div>四", ["一", "二", "三", "四"]),
        ("<p><span>支出</span><b>12.5</b><font>万元</font></p>", ["支出12.5万元"]),
        ("<p>基本\n   支出\n12.5 万元</p>", ["基本支出12.5 万元"]),
        ("<p>a\nb</p>", ["a b"]),
        ("<p>&nbsp;&nbsp;其中：1&#160;234</p>", ["  其中：1 234"]),
        ("<p>　　机关运行经费</p>", ["　　机关运行经费"]),
        ("<p>“三公”&mdash;&mdash;&ldquo;零&rdquo;</p>", ["“三公”——“零”"]),
        ("<p>& #40;款& #41;&#40项&#41</p>", ["(款)(项)"]),
        ("<p>5&amp;nbsp;万元&amp;#65289;</p>", ["5 万元）"]),
        ("<p>A&B<5万元</p>", ["A&B<5万元"]),
        ("<p>增\u200b长\ufeff5%</p>", ["增长5%"]),
        ("<pre>收入  1\n支出  2</pre>", ["收入  1", "支出  2"]),
        ("<p>旧<del>1</del><ins>2</ins></p>", ["旧2"]),
        ("<input type=checkbox checked>优<input type=checkbox>良", ["☑优□良"]),
        ("<select><option>甲<option selected>乙</select>", ["乙"]),
        ("<o:p>段</o:p><![if !supportLists]>（一）<![endif]>目", ["段（一）目"]),
        ("<p>m<sup>2</sup></p>", ["m2"]),
    ],
)
def test_lines_are_those_a_browser_shows(body: str, lines: list[str]) -> None:
    assert texts(read(body)) == lines


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>x=1.5</script>",
        "<style>p{}</style>",
        "<nav>首页</nav>",
        '<div role="navigation">首页</div>',
        "<!-- 1.5 -->",
        "<!--[if gte mso 9]><xml>1.5</xml><![endif]-->",
        '<p style="DISPLAY: none">访问量</p>',
        '<span style="mso-hide:all">x</span>',
        "<p hidden>x</p>",
        '<a class="skip">跳到正文</a>',
        '<p class="gone">x</p>',
        "<noscript>请打开脚本</noscript>",
        "<template><p>x</p></template>",
    ],
)
def test_what_is_not_shown_is_not_read(hidden: str) -> None:
    rules = "/* a{ */.skip{position:absolute;left:-999em}.gone,.x{display:none}@media print{.kept{display:none}}"
    document = read(f"{hidden}<p class=kept>正文</p>{hidden}", f"<style>{rules}</style>")
    assert texts(document) == ["正文"]
    assert document.problems == ()


def test_a_rule_for_something_inside_something_else_hides_nothing() -> None:
    assert texts(read('<p class="menu">正文</p>', "<style>.closed .menu{display:none}</style>")) == ["正文"]


def test_hidden_figures_are_reported() -> None:
    (problem,) = read('<p>正文</p><p style="display:none">支出12.50万元</p>').problems
    assert problem.message == "网页里有隐藏、不显示的文字“支出12.50万元”，没有读入。"


def test_headings_and_list_numbers() -> None:
    body = "<h1>决算<br>说明</h1><p style='mso-outline-level:2'>收支</p><ol start=3><li>甲<li>乙</ol><ul><li>丙</ul>"
    blocks = [block for block in read(body).blocks if isinstance(block, Paragraph)]
    assert [(block.text.value, block.level, block.marker) for block in blocks] == [
        ("决算", 1, ""),
        ("说明", 1, ""),
        ("收支", 2, ""),
        ("甲", None, "3."),
        ("乙", None, "4."),
        ("丙", None, ""),
    ]


def test_the_foot_of_a_page_is_no_part_of_its_text_that_of_an_article_is() -> None:
    body = "<article><header>标题</header></article><footer>主办单位</footer>"
    assert [block.region for block in read(body).blocks if isinstance(block, Paragraph)] == [Region.BODY, Region.FOOTER]


# --------------------------------------------------------------------------------------------------------------- tables


def shape(cell: Cell) -> tuple[str, int, int, int, Merge]:
    return cell.text.value, cell.column, cell.column_span, cell.row_span, cell.merge


def test_spans_are_resolved_into_the_grid() -> None:
    body = (
        "<table><tr><th rowspan=2>项目<th colspan=2>决算数<tr><td>基本<td>项目<tr><td rowspan=9>合计<td>1<td>2</table>"
    )
    (table,) = read(body).tables()
    assert [[shape(cell) for cell in row] for row in table.rows] == [
        [("项目", 0, 1, 2, Merge.START), ("决算数", 1, 2, 1, Merge.NONE)],
        [("", 0, 1, 1, Merge.CONTINUE), ("基本", 1, 1, 1, Merge.NONE), ("项目", 2, 1, 1, Merge.NONE)],
        [("合计", 0, 1, 1, Merge.NONE), ("1", 1, 1, 1, Merge.NONE), ("2", 2, 1, 1, Merge.NONE)],
    ]


def test_a_span_ends_with_its_row_group_and_zero_means_to_its_end() -> None:
    body = (
        "<table><thead><tr><td rowspan=5>甲<td>1<tr><td>2</thead>"
        "<tbody><tr><td rowspan=0>乙<td>3<tr><td>4</tbody></table>"
    )
    (table,) = read(body).tables()
    assert grid(table) == [["甲", "1"], ["", "2"], ["乙", "3"], ["", "4"]]
    assert [row.header for row in table.rows] == [True, True, False, False]


@pytest.mark.parametrize("span", ["0", "-1", "x", "", "99999999", "1.5", "1e9"])
def test_senseless_spans_do_no_harm(span: str) -> None:
    (table,) = read(f"<table><tr><td colspan='{span}' rowspan='{span}'>甲<td>乙<tr><td>丙<td>丁</table>").tables()
    assert {"甲", "乙", "丙", "丁"} <= {text for row in grid(table) for text in row}


def test_a_cell_holds_its_lines_and_blank_cells_stay() -> None:
    assert tables("<table><tr><td><p>一</p><p>二<br>三</p><td>&nbsp;<td><tr><td>1<td>2<td>3</table>") == [
        [["一\n二\n三", "", ""], ["1", "2", "3"]]
    ]


def test_the_caption_stands_above() -> None:
    document = read("<table><caption>收支总表<br>单位：万元</caption><tr><td>1<td>2</table>")
    assert [type(block).__name__ for block in document.blocks] == ["Paragraph", "Paragraph", "Table"]
    assert texts(document) == ["收支总表", "单位：万元"]


def test_hidden_rows_and_cells_are_not_there() -> None:
    body = "<table><tr style='display:none'><td>9<td>9<tr><td>1<td hidden>9<td>2<tr></table>"
    assert tables(body) == [[["1", "2"]]]


FORM = "<table><tr><td>项目<td>金额<tr><td>合计<td>5.00</table>"


@pytest.mark.parametrize(
    "frame",
    [
        "<table><tr><td>{}</td></tr></table>",
        "<table><tr><td>{}</td></tr><tr><td>主办</td></tr></table>",
        "<table><tr><td width=9></td><td>{}</td><td></td></tr></table>",
        "<table><tr><td>栏目<br>导航</td><td>{}</td></tr></table>",
        "<table role=presentation><tr><td>{}</td><td>右</td></tr></table>",
        "<table><tr><td><table><tr><td><table><tr><td>头<td>{}</table></table><tr><td>尾</table>",
    ],
)
def test_a_table_that_lays_out_the_page_is_no_table(frame: str) -> None:
    article = f"<h1>决算公开</h1><p>{'说明。' * 30}</p><p>单位：万元</p>{FORM}<p>{'说明。' * 30}</p>"
    document = read(frame.format(article))
    assert [grid(table) for table in document.tables()] == [[["项目", "金额"], ["合计", "5.00"]]]
    assert "单位：万元" in texts(document)


def test_an_article_beside_its_navigation_is_no_table() -> None:
    article = "".join(f"<p>{'机构运行经费支出说明。' * 8}</p>" for _ in range(6))
    document = read(f"<table><tr><td>首页<td>{article}</table>")
    assert document.tables() == []
    assert len(texts(document)) == 7


def test_a_form_with_a_long_answer_stays_a_table() -> None:
    answer = "".join(f"<p>{'目标完成情况说明。' * 8}</p>" for _ in range(6))
    rows = "".join(f"<tr><td>指标{number}<td>{number}" for number in range(8))
    assert len(tables(f"<table>{rows}<tr><td>总结<td>{answer}</table>")) == 1


def test_a_blank_form_is_a_table() -> None:
    assert tables("<table><tr><td>项目<td></td><tr><td>金额<td></td></table>") == [[["项目", ""], ["金额", ""]]]


def test_a_small_table_in_a_cell_of_a_form_is_nested() -> None:
    inner = "<table><tr><td>x<td>y</table>"
    (table,) = read(f"<table><tr><td>甲<td>乙<td>丙<tr><td>1{inner}<td>2<td>3</table>").tables()
    assert grid(table) == [["甲", "乙", "丙"], ["1", "2", "3"]]
    (nested,) = table.rows[1].cells[0].nested
    assert grid(nested) == [["x", "y"]]
    assert [cell.text.whole() for cell in nested.rows[0]] == [HtmlPlace(2, 3, 1, 2, 1), HtmlPlace(4, 5, 1, 2, 1)]


# --------------------------------------------------------------------------------------------------------------- places


def test_places_name_block_row_and_grid_column() -> None:
    document = read("<p></p><p>甲12.5</p><table><tr><td rowspan=2>乙<td>1<tr><td>3.5</table>")
    paragraph, table = document.blocks
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text.place(1, 5) == HtmlPlace(1, 5, 1)
    assert isinstance(table, Table)
    assert table.place.as_json() == {"block": 2, "row": None, "column": None, "start": 0, "end": 0}
    assert table.rows[1].cells[1].text.place(0, 3) == HtmlPlace(0, 3, 2, 2, 2)


PIECES = st.sampled_from(
    re.findall(
        r"<[^>]*>|[^<>|]+",
        "<p></p><table></table><tr><td rowspan=2><td colspan=3></td><br>甲|12.5|&|<div></div><th><caption><li><ol>"
        "<tbody> |\n|<pre></pre><!--|--><b></b>",
    )
)


@settings(max_examples=60)
@given(st.lists(PIECES, max_size=40))
def test_no_page_fails_and_no_two_characters_share_a_place(pieces: list[str]) -> None:
    seen = set()
    for block in read("".join(pieces)).blocks:
        cells = [block.text] if isinstance(block, Paragraph) else [cell.text for row in block.rows for cell in row]
        for text in cells:
            for offset in range(len(text.value)):
                place = text.place(offset, offset + 1)
                assert (place.anchor(), place.start) not in seen
                seen.add((place.anchor(), place.start))


# ------------------------------------------------------------------------------------------------------------- archives


def archive(*pages: tuple[str, str]) -> bytes:
    """A web archive as Word and Excel save it."""
    parts = "".join(
        f"--x\r\nContent-Location: {where}\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        f'Content-Type: text/html; charset="gb2312"\r\n\r\n{page}\r\n'
        for where, page in pages
    )
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n'
    return (head + parts + "--x--\r\n").encode()


def quoted(text: str) -> str:
    return "".join(f"={byte:02X}" for byte in text.encode("gbk"))


def test_a_web_archive_is_unpacked() -> None:
    data = archive(("file:///a/报告.htm", f"<p>{quoted('支出5.00万元')}</p>"), ("a/tabstrip.htm", "<p>Sheet1</p>"))
    assert detect(data, "报告.doc") == "html"
    document = read_document(data, "报告.doc")
    assert texts(document) == ["支出5.00万元"]
    assert document.format == "html"


def test_sheets_of_a_web_archive_count_their_blocks_through() -> None:
    table = "<table><tr><td>1<td>2</table>"
    document = read_html(archive(("a.htm", f"<p>a</p>{table}"), ("b.htm", f"{table}")), "表.xls")
    assert [table.place.as_json()["block"] for table in document.tables()] == [2, 3]


def test_an_archive_without_a_page_is_refused() -> None:
    with pytest.raises(BrokenFileError, match="没有网页"):
        read_html(archive(), "报告.mht")


# ------------------------------------------------------------------------------------------------------------ bad pages


def test_bottomless_nesting_is_refused() -> None:
    with pytest.raises(UnsafeFileError, match="没有尽头"):
        read("<div>" * 5000 + "甲")


@pytest.mark.parametrize("tag", ["table><tr><td", "div", "font", "ul><li"])
def test_deep_nesting_within_the_limit_is_read(tag: str) -> None:
    document = read(f"<{tag}>" * 500 + "甲" + "<p>乙</p>")
    assert "甲" in "".join(texts(document))


def test_a_page_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_pages, "MOST_BYTES", 10)
    with pytest.raises(TooLargeError):
        read("<p>正文</p>")


@pytest.mark.parametrize("data", [b"<html>", b"<!-- x -->", b"   ", b"<html><body></body></html>"])
def test_an_empty_page_has_no_blocks(data: bytes) -> None:
    assert read_html(data, "页面.html").blocks == ()
