"""The fiscal year of a text that has no declared title."""

from __future__ import annotations

import pytest
from tests.reading.drawn import document, pack

from hengji.reading.years import year_of


@pytest.mark.parametrize(
    ("lines", "year"),
    [
        (["某某县档案馆2024年度“三公”经费说明", "2023年支出3万元，2023年接待2批次。"], 2024),
        (["发布日期：2025年3月1日", "2024年预算数为10万元，较2023年增加1万元，较2023年决算增加2万元。"], 2024),
        (["2022年安排5万元。", "2021年支出4万元。"], 2022),
        (["更新时间：2019年5月6日", "经费从严控制。"], None),
    ],
    ids=["heading", "compared", "tie", "only a day"],
)
def test_the_year_is_that_of_the_heading_else_of_most_of_the_text(lines: list[str], year: int | None) -> None:
    assert year_of(document(*lines).blocks, pack()) == year
