"""Numbers of headings: 一、二、三、 in one series, and Arabic numbers that slipped into it."""

from __future__ import annotations

import pytest
from tests.checking.filing import lines_of, only, subject_of_lines

from hengji.checking.finding import Finding
from hengji.checking.run import check


def found(*lines: str | tuple[str, str]) -> tuple[Finding, ...]:
    """The findings of a report with these lines."""
    return check(subject_of_lines(lines)).findings


def test_arabic_numbers_in_a_chinese_series_are_named_with_their_neighbours() -> None:
    # 一、二、三、4、5、六、：两个写错的都说出来，前后各指一处。
    (one,) = found("一、甲", "正文。", "二、乙", "三、丙", "4、丁", "5、戊", "六、己")
    assert one.working == "“4、”应为“四、”、“5、”应为“五、”"
    assert [spot.quote for spot in one.spots] == ["三、", "4、", "5、", "六、"]
    assert lines_of(one) == [4, 5, 6, 7]
    assert (one.severity, one.kind) == ("note", "numbering")


@pytest.mark.parametrize(
    "lines",
    [
        ("一、甲", "二、乙", "三、丙"),
        ("一、甲", "1、子", "2、丑", "3、寅", "二、乙", "三、丙"),
        ("一、甲", "二、乙", "1、子", "2、丑", "3、寅", "三、丙", "四、丁"),
        ("一、甲", "二、乙", "3、这是一句话，不是标题。", "四、丁"),
        ("一、甲", "二、乙"),
        ("1、甲", "2、乙", "3、丙"),
        ("一、甲", "二、乙", "三、丙", "一、再从头来", "二、乙"),
    ],
)
def test_what_is_no_slip_is_left_alone(lines: tuple[str, ...]) -> None:
    # 小标题、句子、另一段从头来的编号，都不是一级标题写错。
    assert found(*lines) == ()


def test_a_number_set_by_the_text_program_belongs_to_the_series() -> None:
    # 三、是自动编号，不在文字里；其下的 3、不是它写错了。
    assert found("一、甲", "二、乙", ("三、", "丙"), "1、子", "2、丑", "3、寅", "四、丁") == ()


def test_a_slip_beside_an_automatic_number_shows_the_words_of_that_heading() -> None:
    (one,) = found("一、甲", ("二、", "乙部分"), "3、丙", "四、丁")
    assert [spot.quote for spot in one.spots] == ["乙部分", "3、", "四、"]


def test_a_series_past_ten_and_spaces_before_the_number() -> None:
    # 十一、之前印成 10、，行首有空格也认得，指到数字本身。
    numbers = ["一", "二", "三", "四", "五", "六", "七", "八", "九"]
    (one,) = found(*(f"{number}、甲" for number in numbers), "　　10、乙", "十一、丙")
    assert one.working == "“10、”应为“十、”"
    assert [(spot.place.start, spot.place.end) for spot in one.spots] == [(0, 2), (2, 5), (0, 3)]


def test_the_tally_counts_a_series_of_three_or_more() -> None:
    tally = check(only(subject_of_lines(["一、甲", "二、乙", "三、丙"]), "cn.text.numbering")).tally
    assert (tally.held, tally.failed) == (1, 0)
    assert check(only(subject_of_lines(["一、甲", "二、乙"]), "cn.text.numbering")).tally.held == 0
