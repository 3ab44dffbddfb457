"""One figure stated in the report, its tables and the final accounts of a unit and year is one figure."""

from __future__ import annotations

import pytest
from tests.mutations.accounts import accounts
from tests.mutations.evaluation import evaluation
from tests.mutations.rendering import rendered

from hengji.engine.session import check_reading, read_package
from hengji.packs.library import Library
from hengji.reading.formats.registry import read_document

UNIT, YEAR = "示例县档案馆", 2023
BOTH = (
    "财政拨款收入",
    "本年支出合计",
    "本年支出合计（一般公共预算财政拨款）",
    "基本支出",
    "项目支出",
    "人员经费",
    "公用经费",
    "“三公”经费（合计）",
    "公务用车购置及运行维护费",
    "公务用车运行维护费",
    "公务接待费",
    "政府采购金额",
)


@pytest.fixture(scope="module")
def told() -> str:
    """What is said of two papers whose figures were drawn apart, where both papers are pointed at."""
    papers = {"决算.txt": accounts(1, UNIT, YEAR), "自评.txt": evaluation(11, UNIT, YEAR)}
    documents = [read_document(rendered(filing, "txt"), name) for name, filing in papers.items()]
    found = check_reading(read_package("一套", documents, Library.builtin())).findings
    whole = [one for finding in found for one in (finding, *finding.consequences)]
    return "\n".join(one.says for one in whole if {spot.place.file for spot in one.spots} == set(papers))


@pytest.mark.parametrize("name", BOTH)
def test_a_figure_of_both_papers_is_one_figure(told: str, name: str) -> None:
    assert any(line.startswith(name) and "前后不一致" in line for line in told.split("\n")), told


def test_what_the_sheet_calls_the_year_s_execution_is_the_outlay_of_the_accounts(told: str) -> None:
    assert "决算公开的支出应等于自评表的全年执行数" in told
