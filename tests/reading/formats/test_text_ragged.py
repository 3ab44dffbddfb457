"""Lines copied from a justified page: ragged, never cut inside a number, put together where most lines show it."""

from __future__ import annotations

from hengji.reading.formats.text_wrapped import paragraphs, wrapped_at

PAGE = [
    "2023 年本年一般公共预算支出 1208450.20 元，其中：",
    "基本支出 1150450.20 元，项目支出 58000 元，具体支出情况",
    "如下，按照支出功能分类划分，分别用于机构运转和各项业务",
    "工作，基本支出主要用于人员工资福利以及日常办公需要的各",
    "种费用，其中社会保障和就业支出预算安排资金为",
    "116433.12 元，占支出总预算的百分之九，住房保障支出为",
    "74784.48 元，占百分之六，都按照规定的标准和范围安排使",
    "用，没有超过批复的预算，也没有调整预算的情况发生。",
]
SHORT = [
    "收入 100 元。",
    "支出 90 元。",
    "结余 10 元。",
    "说明：无。",
    "本单位没有其他需要说明的情况，也没有重大项目和资产。",
]


def test_a_line_cut_before_a_long_number_goes_on() -> None:
    width = wrapped_at(PAGE)
    found = [one.text.value for one in paragraphs(PAGE, range(len(PAGE)), width)]
    assert any("安排资金为116433.12 元" in one for one in found)


def test_a_line_that_ends_with_a_comma_goes_on() -> None:
    lines = [*PAGE[:-1], "短的一行，", "接着写完这一句。"]
    found = [one.text.value for one in paragraphs(lines, range(len(lines)), wrapped_at(lines))]
    assert any(one.endswith("短的一行，接着写完这一句。") for one in found)


def test_paragraphs_of_their_own_stay_apart() -> None:
    assert wrapped_at(SHORT) == 0
    assert len(paragraphs(SHORT, range(len(SHORT)), 0)) == len(SHORT)
