"""What an answer tells of a figure besides its key: everything here is made up."""

from __future__ import annotations

from typing import Any

import pytest
from tests.reading.drawn import BASIC, BASIC_DATA, SELF_EVALUATION, THREE_PUBLIC, TOTALS, pack, reading, stated

from hengji.engine.answers import fact_json
from hengji.engine.told import label_of, told_of


def told(address: str, *drawn: str) -> dict[str, Any]:
    """The dimensions an answer tells of one cell."""
    fact = fact_json(stated(*drawn)[address], pack())
    dimensions: Any = fact["dimensions"]
    return dict(dimensions)


def of_text(text: str, heading: str = "二、部门决算情况说明") -> list[dict[str, Any]]:
    """The figures of a paragraph of final accounts, as answered."""
    found = reading("示例县某某局2023年度部门决算公开", heading, text)
    return [fact_json(one, pack()) for one in found.facts if one.value is not None]


# ------------------------------------------------------------------------------------------------------------- tables


@pytest.mark.parametrize(
    ("row", "printed"),
    [
        ("project", "项目支出"),
        ("vehicle_purchase", "公车购置"),
        ("public", "公用经费"),
        ("procurement", "政府采购金额"),
    ],
)
def test_a_cell_tells_the_label_of_its_row_and_its_column(row: str, printed: str) -> None:
    found = told(f"cn.basic_data!cost/{row}/actual", BASIC_DATA)
    assert (found["printed"], found["column"]) == (printed, "决算数")


def test_a_cell_behind_other_figures_has_the_label_of_its_row_all_the_same() -> None:
    statement = stated(BASIC_DATA)["cn.basic_data!cost/reception/actual"]
    assert statement.heading is not None
    assert statement.heading.quote == "3、公务接待"


def test_the_text_of_another_data_cell_is_no_label() -> None:
    found = told("cn.self_evaluation!indicators/indicator#3/score", SELF_EVALUATION)
    assert found["indicator"] == "查档满意度"
    assert found.get("printed", "") not in {"≥95%", "93%"}


@pytest.mark.parametrize(
    ("address", "section"),
    [("building/only/budget_investment", "楼堂馆所控制情况"), ("staff/only/on_staff", "财政供养人员情况")],
)
def test_where_rows_have_no_label_the_section_tells_what_a_figure_is_of(address: str, section: str) -> None:
    assert told(f"cn.basic_data!{address}", BASIC_DATA)["section"] == section


def test_where_rows_have_labels_no_section_is_told() -> None:
    assert "section" not in told("cn.basic_data!cost/project/actual", BASIC_DATA)


def test_a_form_without_row_labels_is_told_by_its_columns() -> None:
    found = told("cn.fa.three_public!items/only/actual.reception", THREE_PUBLIC)
    assert (found["section"], found["column"]) == ("三公经费", "公务接待费")


def test_nothing_is_told_to_be_under_all_of_revenue_or_expenditure() -> None:
    assert "under" not in told("cn.basic_data!cost/public/actual", BASIC_DATA)
    assert told("cn.basic_data!cost/reception/actual", BASIC_DATA)["under"] == "三公经费"


def test_no_words_are_told_twice() -> None:
    for statement in reading(BASIC_DATA, SELF_EVALUATION, THREE_PUBLIC).facts:
        dimensions: Any = fact_json(statement, pack())["dimensions"]
        extra = [value for name, value in dimensions.items() if name not in dict(statement.key.dimensions)]
        assert len(extra) == len(set(extra)), (statement.address, dimensions)


# ---------------------------------------------------------------------------------------------------------- sentences


def test_a_sentence_tells_the_name_it_prints_not_the_scenario() -> None:
    found = of_text("2023年度“三公”经费财政拨款支出预算为6.00万元，支出决算为5.20万元。")
    assert {fact["dimensions"].get("printed") for fact in found} <= {"三公经费", "“三公”经费", None}


def test_a_figure_in_a_named_amount_says_in_which() -> None:
    whole, parts = "2023年本单位整体支出90万元，其中基本支出80万元", "基本支出中人员支出为60万元，公用支出20万元"
    text = f"{whole}，占总支出的88.9%，{parts}；项目支出10万元。"
    found = {fact["value"]: fact["dimensions"].get("in") for fact in of_text(text)}
    assert (found["60"], found["20"]) == ("基本支出", "基本支出")
    assert found["10"] != "基本支出"


def test_a_share_is_called_by_what_it_is_of() -> None:
    labels = {fact["label"] for fact in of_text("人员经费占基本支出的82%。") if fact["concept"] == "share"}
    assert labels == {"人员经费占比"}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("先后6次召开专题会议进行研究部署。", "召开专题会议次数"),
        ("发放宣传手册800份。", "发放宣传手册数量"),
        ("主动申请调整12人。", "主动申请调整人数"),
        ("新增网点数3个。", "新增网点数"),
        ("巡查河道120公里。", "巡查河道"),
    ],
)
def test_a_count_is_called_by_what_its_unit_counts(text: str, label: str) -> None:
    assert [fact["label"] for fact in of_text(text)] == [label]


def test_a_part_of_a_count_is_not_called_by_its_own_unit() -> None:
    labels = {fact["value"]: fact["label"] for fact in of_text("安排岗位10名，其中乡镇农技站7名，县农机服务点3名。")}
    assert (labels["7"], labels["3"]) == ("乡镇农技站", "县农机服务点")


def test_a_rate_by_a_standard_is_called_by_what_it_compares() -> None:
    text = "县级公立医院按照床位和编制1∶1.4的比例核定编制总量；乡镇卫生院按照编制与人口1.1‰的比例核定编制。"
    labels = {fact["value"]: fact["label"] for fact in of_text(text)}
    assert (labels["1.4"], labels["1.1"]) == ("床位和编制比例", "编制与人口比例")


def test_figures_of_one_sentence_belong_to_the_project_it_names() -> None:
    found = of_text("档案数字化项目12万元，根据进度已支付项目资金的75%。按进度推进，群众知晓率为95%。")
    projects = {fact["value"]: fact["dimensions"].get("project") for fact in found}
    assert projects["75"] == projects["12"] == "档案数字化"
    assert projects["95"] is None


@pytest.mark.parametrize(("heading", "topic"), [("（二）稳步推进登记管理", "稳步推进登记管理"), ("过程（45分）", None)])
def test_a_count_tells_its_heading_unless_that_holds_a_figure(heading: str, topic: str | None) -> None:
    found = of_text("全年召开专题会议6次。", heading)
    assert [fact["dimensions"].get("topic") for fact in found if fact["value"] == "6"] == [topic]


def test_an_amount_of_a_known_concept_needs_no_heading() -> None:
    found = of_text("公务接待费支出1.20万元。", "（二）稳步推进登记管理")
    assert [("topic" in fact["dimensions"], fact["label"]) for fact in found] == [(False, "公务接待费")]


# -------------------------------------------------------------------------------------------------------------- codes


def test_a_class_is_told_by_code_and_name_and_what_it_is_within_beside_it() -> None:
    facts = [fact_json(one, pack()) for one in reading(BASIC).facts if one.key.dimension("economic") == "30201"]
    assert facts
    for fact in facts:
        dimensions: Any = fact["dimensions"]
        assert (dimensions["economic"], dimensions["within"]) == ("30201 办公费", "商品和服务支出")


def test_expenditure_of_a_class_is_called_by_the_class_and_all_of_it_by_its_term() -> None:
    statements = [one for one in reading(TOTALS).facts if one.key.concept == "expenditure" and one.value is not None]
    called = {(one.key.dimension("function"), fact_json(one, pack())["label"]) for one in statements}
    assert called == {(None, "本年支出合计"), ("201", "一般公共服务支出"), ("208", "社会保障和就业支出")}


def test_a_total_of_points_tells_the_column_it_stands_in() -> None:
    totals = [one for one in reading(SELF_EVALUATION).facts if one.key.concept in ("score.total", "weight.total")]
    columns = {one.key.concept: told_of(one, pack())["column"] for one in totals}
    assert columns == {"weight.total": "分值", "score.total": "得分"}
    assert {label_of(one, pack()) for one in totals} == {"绩效自评得分", "总分分值"}
