"""The pdf writer: what its text layer says, how its pages lie, and what happens without fonts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.writing.sample import label, one_table, publication, row

from hengji.writing.drawing import DrawnParagraph, Publication, Style
from hengji.writing.errors import ControlCharacterError, MissingFontError
from hengji.writing.fonts import choose_faces, find_fonts, font_folders
from hengji.writing.pdf import write_pdf
from hengji.writing.pdf_source import literal, typst_source


@pytest.fixture(scope="module")
def made() -> Iterator[pypdfium2.PdfDocument]:
    """The sample as pdf; a machine without a Chinese font skips (HENGJI_CI installs one)."""
    try:
        content = write_pdf(publication())
    except MissingFontError as problem:
        pytest.skip(str(problem))
    document = pypdfium2.PdfDocument(content)
    yield document
    document.close()


def page_text(document: pypdfium2.PdfDocument, number: int) -> str:
    """The text layer of a page without blanks."""
    page = document[number].get_textpage()
    text = re.sub(r"\s+", "", page.get_text_bounded())
    page.close()
    return text


def test_text_layer_holds_the_chinese_text(made: pypdfium2.PdfDocument) -> None:
    """Title, prose, labels and figures can be searched and copied."""
    first = page_text(made, 0)
    assert "样例县机构编制事务中心2023年度部门整体支出绩效自评报告" in first
    assert "“三公”经费支出1.62万元，比上年减少0.38万元，下降19.00%。" in first
    assert "厉行节约保障措施" in page_text(made, 2)
    assert 'A<B&"C"等字符照原样印出' in page_text(made, 2)


def test_pages_lie_as_the_tables_do(made: pypdfium2.PdfDocument) -> None:
    """A4, three landscape pages for two forms, upright again, as in the docx."""
    sizes = [(round(page.get_width()), round(page.get_height())) for page in made]
    upright, landscape = (595, 842), (842, 595)
    assert sizes == [upright] * 5 + [landscape] * 3 + [upright]


def test_every_page_is_numbered_and_carries_the_revision(made: pypdfium2.PdfDocument) -> None:
    """— 1 — and the revision code in the footer of every page."""
    for number in range(len(made)):
        text = page_text(made, number)
        assert f"—{number + 1}—" in text
        assert "a1b2c3d4-0007" in text


def test_header_rows_repeat(made: pypdfium2.PdfDocument) -> None:
    """The second page of a long table has its heads again."""
    assert page_text(made, 6).count("决算数") == page_text(made, 5).count("决算数") == 2


def test_headings_are_bookmarks(made: pypdfium2.PdfDocument) -> None:
    """Headings, attachments and table titles, nested by level."""
    marks = [(mark.level, mark.get_title()) for mark in made.get_toc()]
    assert marks == [
        (0, "一、部门基本情况"),
        (1, "（一）机构设置"),
        (1, "（二）部门整体支出情况"),
        (2, "1．基本支出"),
        (2, "2．项目支出"),
        (0, "二、存在的问题"),
        (0, "附件2"),
        (1, "部门整体支出绩效评价基础数据表"),
        (0, "附件3"),
        (1, "部门整体支出绩效自评表"),
        (0, "附件4"),
        (1, "收入支出决算总表"),
        (1, "财政拨款“三公”经费支出决算表"),
        (0, "名词解释"),
    ]


def test_title_but_no_date_and_no_person(made: pypdfium2.PdfDocument) -> None:
    """The metadata name the document only."""
    metadata = made.get_metadata_dict(skip_empty=True)
    assert metadata["Title"] == "样例县机构编制事务中心2023年度部门整体支出绩效自评报告"
    assert not {"Author", "CreationDate", "ModDate"} & set(metadata)


@pytest.mark.usefixtures("made")
def test_same_publication_same_bytes() -> None:
    """Nothing depends on the clock."""
    assert write_pdf(publication()) == write_pdf(publication())


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(
    "text", ["#panic()", '"); #import "x"', "\\", "$x$", "*b* _i_ @ref <l>", "= 标题", "// 注", "\\u{41}", "[甲](乙)"]
)
def test_markup_stays_text(text: str) -> None:
    """Nothing in a text is typst markup, in any block."""
    blocks = (*(DrawnParagraph(text, style) for style in Style), *one_table(row(label(text)), title=text).blocks)
    document = pypdfium2.PdfDocument(write_pdf(Publication(text, blocks, revision=text)))
    seen = "".join(page_text(document, number) for number in range(len(document)))
    document.close()
    assert seen.count(text.replace(" ", "")) >= len(Style) + 2


@given(
    st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff\u2028\u2029"), max_size=30)
)
def test_literals_end_where_they_should(text: str) -> None:
    """A literal holds no unescaped quotation mark or backslash."""
    inner = literal(text)[1:-1]
    assert re.sub(r"\\[\\\"nt]", "", inner).count('"') == 0
    assert inner.replace("\\\\", "\x00").replace('\\"', '"').replace("\x00", "\\") == text


def test_control_characters_are_refused_before_typesetting() -> None:
    """As in every format."""
    with pytest.raises(ControlCharacterError):
        typst_source(one_table(row(label("\x01"))), choose_faces({"SimSun"}))


def test_no_chinese_font_is_said_in_chinese(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Only the typesetter's own Latin fonts: the message says what to install, and where was looked."""
    monkeypatch.setenv("HENGJI_FONTS", str(tmp_path))
    monkeypatch.setattr("sys.prefix", str(tmp_path / "none"))
    with pytest.raises(
        MissingFontError, match=r"没有找到能排中文的字体，PDF 没有生成.*tools/fetch-fonts.*HENGJI_FONTS"
    ) as caught:
        write_pdf(publication(), system_fonts=False)
    assert str(tmp_path) in str(caught.value)


@pytest.mark.usefixtures("made")
def test_a_font_that_is_not_there_is_not_replaced_in_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Typst only warns and draws another face; we refuse."""
    fonts, _ = find_fonts(tuple(font_folders()))
    wrong = choose_faces({"SimSun", "FangSong_GB2312"})
    monkeypatch.setattr("hengji.writing.pdf.find_fonts", lambda *_args, **_keywords: (fonts, wrong))
    with pytest.raises(MissingFontError, match="unknown font family"):
        write_pdf(publication())


def test_faces_are_chosen_by_what_is_there() -> None:
    """Real faces first, stand-ins after, one full face behind each for rare characters."""
    office = choose_faces({"SimSun", "SimHei", "KaiTi", "FangSong", "FZXiaoBiaoSong-B05S", "Times New Roman"})
    assert (office.fangsong, office.kai, office.title) == (
        ("FangSong", "SimSun"),
        ("KaiTi", "SimSun"),
        ("FZXiaoBiaoSong-B05S", "SimSun"),
    )
    assert office.title_is_display
    fetched = choose_faces({"Noto Serif SC", "Noto Sans SC", "Libertinus Serif"})
    assert (fetched.fangsong, fetched.hei) == (("Noto Serif SC",), ("Noto Sans SC", "Noto Serif SC"))
    assert fetched.latin == "Libertinus Serif"
    assert not fetched.title_is_display
    assert choose_faces({"WenQuanYi Zen Hei"}).song == ("WenQuanYi Zen Hei",)


def test_folders_are_searched_in_order(tmp_path: Path) -> None:
    """HENGJI_FONTS first, then the environment's own folder; what does not exist is passed over."""
    own, share = tmp_path / "own", tmp_path / "prefix" / "share" / "hengji" / "fonts"
    own.mkdir()
    share.mkdir(parents=True)
    environment = {"HENGJI_FONTS": f"{own}:{tmp_path / 'missing'}"}
    assert font_folders(environment, str(tmp_path / "prefix")) == [own, share]
    assert font_folders({}, str(tmp_path)) == []
