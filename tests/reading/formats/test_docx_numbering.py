"""Automatic numbers are printed but not written: they are computed, as Word counts them."""

from __future__ import annotations

import pytest
from tests.reading.formats.docx_builder import cell_of, markers, p, paragraphs, read, tbl, tc, texts, tr

from hengji.reading.formats.docx_numeral import numeral


def level(index: int, text: str, format_: str = "decimal", start: int = 1, more: str = "") -> str:
    """A level of a list."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{format_}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def list_(*levels: str, id_: int = 0) -> str:
    """An abstract list."""
    return f'<w:abstractNum w:abstractNumId="{id_}">{"".join(levels)}</w:abstractNum>'


def num(num_id: int, abstract: int = 0, more: str = "") -> str:
    """A list that uses an abstract one."""
    return f'<w:num w:numId="{num_id}"><w:abstractNumId w:val="{abstract}"/>{more}</w:num>'


def restart(index: int, start: int = 1) -> str:
    """The override that makes a list start anew."""
    return f'<w:lvlOverride w:ilvl="{index}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def uses(num_id: int, index: int = 0) -> str:
    """The paragraph property that puts a paragraph into a list."""
    return f'<w:numPr><w:ilvl w:val="{index}"/><w:numId w:val="{num_id}"/></w:numPr>'


def item(num_id: int = 1, index: int = 0) -> str:
    """A paragraph in a list."""
    return p("文", uses(num_id, index))


OUTLINE = list_(
    level(0, "%1、", "chineseCounting"), level(1, "（%2）", "chineseCounting"), level(2, "%3.", "decimal")
) + num(1)


def test_the_number_is_the_marker_and_not_the_text() -> None:
    document = read(item() + p("不编号") + item(), numbering=OUTLINE)
    assert markers(document) == ["一、", "", "二、"]
    assert texts(document) == ["文", "不编号", "文"]


def test_a_level_starts_again_after_a_higher_one() -> None:
    body = item() + item(1, 1) + item(1, 1) + item() + item(1, 1) + item(1, 2) + item(1, 1) + item(1, 2)
    assert markers(read(body, numbering=OUTLINE)) == [
        "一、",
        "（一）",
        "（二）",
        "二、",
        "（一）",
        "1.",
        "（二）",
        "1.",
    ]


def test_a_level_may_never_start_again() -> None:
    numbering = list_(level(0, "第%1章"), level(1, "第%2条", more='<w:lvlRestart w:val="0"/>')) + num(1)
    body = item() + item(1, 1) + item() + item(1, 1)
    assert markers(read(body, numbering=numbering)) == ["第1章", "第1条", "第2章", "第2条"]


def test_a_level_may_start_again_only_after_a_named_level() -> None:
    numbering = list_(level(0, "%1"), level(1, "%2"), level(2, "%3", more='<w:lvlRestart w:val="1"/>')) + num(1)
    body = item() + item(1, 1) + item(1, 2) + item(1, 1) + item(1, 2) + item() + item(1, 2)
    assert markers(read(body, numbering=numbering)) == ["1", "1", "1", "2", "2", "2", "1"]


def test_a_level_text_takes_the_numbers_of_higher_levels_each_in_its_format() -> None:
    numbering = list_(level(0, "%1", "chineseCounting"), level(1, "%1.%2")) + num(1)
    assert markers(read(item() + item(1, 1), numbering=numbering)) == ["一", "一.1"]


def test_a_legal_level_is_in_digits_throughout() -> None:
    numbering = list_(level(0, "%1", "chineseCounting"), level(1, "%1.%2", more="<w:isLgl/>")) + num(1)
    assert markers(read(item() + item(1, 1), numbering=numbering)) == ["一", "1.1"]


def test_a_higher_level_that_has_not_occurred_shows_its_start() -> None:
    numbering = list_(level(0, "%1", start=3), level(1, "%1.%2")) + num(1)
    assert markers(read(item(1, 1) + item(), numbering=numbering)) == ["3.1", "3"]


def test_a_list_may_start_at_another_number() -> None:
    assert markers(read(item() + item(), numbering=list_(level(0, "%1.", start=5)) + num(1))) == ["5.", "6."]


def test_lists_of_one_abstract_list_count_on_together() -> None:
    numbering = list_(level(0, "%1.")) + num(1) + num(2)
    assert markers(read(item(1) + item(2) + item(1), numbering=numbering)) == ["1.", "2.", "3."]


def test_a_start_override_begins_anew_once() -> None:
    numbering = list_(level(0, "%1.")) + num(1) + num(2, more=restart(0))
    assert markers(read(item(1) + item(1) + item(2) + item(2), numbering=numbering)) == ["1.", "2.", "1.", "2."]


def test_a_list_may_override_a_whole_level() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "（%1）", "chineseCounting")}</w:lvlOverride>'
    assert markers(read(item(), numbering=list_(level(0, "%1.")) + num(1, more=own))) == ["（一）"]


def test_bullets_and_none_print_no_number() -> None:
    bullets = list_(level(0, "\uf0b7", "bullet"), level(1, "%1", "none")) + num(1)
    assert markers(read(item() + item(1, 1), numbering=bullets)) == ["", ""]


def style(style_id: str, properties: str, more: str = "", kind: str = "paragraph") -> str:
    """A style with these paragraph properties."""
    return f'<w:style w:type="{kind}" w:styleId="{style_id}">{more}<w:pPr>{properties}</w:pPr></w:style>'


def styled(style_id: str, properties: str = "") -> str:
    """A paragraph of that style."""
    return p("文", f'<w:pStyle w:val="{style_id}"/>{properties}')


IN_LIST = '<w:numPr><w:numId w:val="1"/></w:numPr>'


def test_numbering_by_style() -> None:
    styles = style("章", IN_LIST) + style("节", uses(1, 1)) + style("节2", "", '<w:basedOn w:val="节"/>')
    body = styled("章") + styled("节") + styled("节2")
    assert markers(read(body, styles=styles, numbering=OUTLINE)) == ["一、", "（一）", "（二）"]


def test_a_level_bound_to_a_style_wins_over_the_style_s_own_level() -> None:
    numbering = list_(level(0, "%1、"), level(1, "（%2）", more='<w:pStyle w:val="节"/>')) + num(1)
    assert markers(read(styled("节"), styles=style("节", IN_LIST), numbering=numbering)) == ["（1）"]


def test_a_paragraph_may_leave_the_list_of_its_style() -> None:
    assert markers(read(styled("章", uses(0)), styles=style("章", IN_LIST), numbering=OUTLINE)) == [""]


def test_a_paragraph_may_take_another_level_of_its_style_s_list() -> None:
    deeper = '<w:numPr><w:ilvl w:val="1"/></w:numPr>'
    assert markers(read(styled("章", deeper), styles=style("章", IN_LIST), numbering=OUTLINE)) == ["（一）"]


def test_a_numbering_style_stands_for_its_list() -> None:
    styles = style("公文", IN_LIST, kind="numbering")
    link = '<w:abstractNum w:abstractNumId="9"><w:numStyleLink w:val="公文"/></w:abstractNum>'
    assert markers(read(item(2), styles=styles, numbering=link + OUTLINE + num(2, 9))) == ["一、"]


def test_a_format_newer_than_the_standard_is_read_from_its_fallback() -> None:
    newer = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002"/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimalZero"/></mc:Fallback></mc:AlternateContent>'
        '<w:lvlText w:val="%1"/></w:lvl>'
    )
    assert markers(read(item(), numbering=list_(newer) + num(1))) == ["01"]


@pytest.mark.parametrize("numbering", ["", num(1), list_(level(0, "%1"))])
def test_an_unknown_list_prints_nothing(numbering: str) -> None:
    assert markers(read(item(), numbering=numbering)) == [""]


def test_deleted_paragraphs_are_not_counted() -> None:
    gone = f"<w:p><w:pPr>{uses(1)}<w:rPr><w:del w:id='1'/></w:rPr></w:pPr></w:p>"
    assert markers(read(item() + gone + item(), numbering=OUTLINE)) == ["一、", "二、"]


# ------------------------------------------------------------------------------------------------------------- cells
def test_in_a_cell_the_number_stands_before_its_paragraph() -> None:
    cell = cell_of(p("机构改革", uses(1)) + p("说明") + p("实名制", uses(1)), numbering=OUTLINE)
    assert cell.text.value == "一、机构改革\n说明\n二、实名制"


def test_a_column_of_nothing_but_numbers_is_read() -> None:
    body = tbl(tr(tc(p("", uses(1))), "甲"), tr(tc(p("", uses(1))), "乙"))
    (table,) = read(body, numbering=list_(level(0, "%1")) + num(1)).tables()
    assert [[cell.text.value for cell in row] for row in table.rows] == [["1", "甲"], ["2", "乙"]]


def test_places_in_a_numbered_cell_count_the_characters_of_the_file() -> None:
    text = cell_of(p("机构改革", uses(1)) + p("实名制", uses(1)), numbering=OUTLINE).text
    in_file = "机构改革\n实名制"
    for word in ("机构改革", "改革", "实名制", "名"):
        start = text.value.index(word)
        place = text.place(start, start + len(word))
        assert in_file[place.start : place.end] == word


def test_the_number_itself_is_a_span_of_no_width_at_its_paragraph() -> None:
    text = cell_of(p("机构改革", uses(1)) + p("实名制", uses(1)), numbering=OUTLINE).text
    second = text.value.index("二、")
    place = text.place(second, second + 2)
    assert (place.start, place.end) == (5, 5)
    assert text.place(0, 6) == text.place(2, 6)


def test_a_body_paragraph_s_places_are_those_of_its_own_text() -> None:
    (paragraph,) = paragraphs(read(item(), numbering=OUTLINE))
    place = paragraph.text.whole()
    assert (place.start, place.end) == (0, 1)


# ----------------------------------------------------------------------------------------------------------- formats
@pytest.mark.parametrize(
    ("name", "value", "printed"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 7, "07"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalEnclosedCircle", 1, "①"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircleChinese", 21, "㉑"),
        ("decimalEnclosedCircle", 51, "51"),
        ("decimalEnclosedParen", 3, "⑶"),
        ("decimalEnclosedFullstop", 21, "21"),
        ("ideographEnclosedCircle", 2, "㊁"),
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 11, "十一"),
        ("chineseCounting", 20, "二十"),
        ("chineseCounting", 99, "九十九"),
        ("chineseCounting", 100, "一○○"),
        ("taiwaneseCounting", 15, "十五"),
        ("chineseCountingThousand", 10, "十"),
        ("chineseCountingThousand", 101, "一百零一"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 1002, "一千零二"),
        ("chineseCountingThousand", 10_010, "一万零一十"),
        ("japaneseCounting", 12, "十二"),
        ("japaneseCounting", 110, "百十"),
        ("ideographDigital", 20, "二〇"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographLegalTraditional", 3, "參"),
        ("ideographTraditional", 2, "乙"),
        ("ideographTraditional", 11, "11"),
        ("ideographZodiac", 1, "子"),
        ("upperRoman", 14, "XIV"),
        ("lowerRoman", 9, "ix"),
        ("upperLetter", 27, "AA"),
        ("lowerLetter", 2, "b"),
        ("numberInDash", 3, "- 3 -"),
        ("none", 3, ""),
        ("bullet", 3, ""),
        ("someday", 3, "3"),
        ("chineseCounting", 0, "0"),
        ("decimalZero", 0, "00"),
    ],
)
def test_formats_of_numbers(name: str, value: int, printed: str) -> None:
    assert numeral(value, name) == printed
