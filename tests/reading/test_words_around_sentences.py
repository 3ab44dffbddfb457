"""What the words around a declared sentence say of its figures: since when, of which day, in which amount (made up)."""

from __future__ import annotations

from typing import Any

import pytest
from tests.reading.drawn import pack, reading

from hengji.engine.answers import fact_json

TITLE = "示例县某某办公室2023年度部门整体支出绩效自评报告"


def answered(*paragraphs: str, title: str = TITLE) -> list[dict[str, Any]]:
    """The figures of a report, as answered, in their order."""
    found = reading(title, *paragraphs)
    return [fact_json(one, pack()) for one in found.facts if one.value is not None]


def whens(*paragraphs: str) -> dict[str, str]:
    """The period of every figure, by its value."""
    return {fact["value"]: fact["period"] for fact in answered(*paragraphs)}


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("近三年来先后给示例中学增加12名事业编制。", "2021/2023"),
        ("给示例中学增加12名事业编制。", "2023"),
        ("近三年编制紧缺，2023年给示例中学增加12名事业编制。", "2023"),
        ("近三年编制紧缺；给示例中学增加12名事业编制。", "2023"),
    ],
)
def test_a_span_told_before_a_sentence_is_when_its_figure_is_of(text: str, period: str) -> None:
    assert whens("四、主要成效", text) == {"12": period}


def test_what_is_of_a_span_never_meets_a_figure_of_the_year() -> None:
    (fact,) = answered("四、主要成效", "近三年来给示例中学增加12名事业编制。")
    assert fact["dimensions"]["span"] == "近三年"


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("设3个内设股室，截至2021年12月31日，实有15人。", "2021"),
        ("设3个内设股室，截至12月31日，实有15人。", "2023"),
        ("设3个内设股室。截至2021年12月31日，实有15人。", "2023"),
    ],
)
def test_sections_and_people_of_one_sentence_are_counted_on_its_day(text: str, period: str) -> None:
    assert whens("一、单位基本情况", text)["3"] == period


def test_a_quota_in_a_quotient_is_people_with_or_without_its_unit() -> None:
    text = "预算配置得9分。其中：在职人员控制率：在职18人/编制20*100%=90%，得5分。"
    units = {fact["value"]: fact["unit"] for fact in answered("四、绩效评价得分情况", text)}
    assert (units["18"], units["20"]) == ("人", "人")


def test_parts_of_a_count_are_in_what_the_whole_is_called() -> None:
    text = "完成教师招聘用编计划30名，其中城区小学18人，乡镇小学12人。"
    found = {fact["value"]: fact for fact in answered("四、主要成效", text)}
    whole = found["30"]["label"]
    assert whole == "教师招聘用编计划数"
    assert [dict(found[value]["dimensions"])["in"] for value in ("18", "12")] == [whole, whole]


def test_paragraphs_behind_a_list_are_in_the_amount_the_list_is_of() -> None:
    accounts = "示例县某某局2023年度部门决算公开"
    whole = "2023年度“三公”经费财政拨款支出决算中，因公出国（境）费支出决算0万元，公务接待费支出决算1.20万元。其中："
    parts = ["1、因公出国（境）费支出决算为0万元。", "2、公务接待费支出决算为1.20万元。"]
    found = answered("（二）“三公”经费财政拨款支出决算具体情况说明", whole, *parts, title=accounts)
    told = [dict(fact["dimensions"]).get("in") for fact in found if fact["value"] in ("0", "1.20", "1.2")]
    assert set(told) == {"“三公”经费"}
