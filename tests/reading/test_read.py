"""A document read: components with unit and year, statements with places, signatures, and an account of numerals."""

from __future__ import annotations

import pytest
from tests.reading.drawn import (
    BASIC_DATA,
    SELF_EVALUATION,
    THREE_PUBLIC,
    TOTALS,
    changed,
    document,
    library,
    reading,
    stated,
    table,
)

from hengji.documents.document import Document, Paragraph, Problem, Table
from hengji.facts.fact import FactKey, Kind, State
from hengji.facts.place import WordPlace
from hengji.reading.read import read
from hengji.reading.result import Reading

REPORT = "2023年度某某县档案馆整体支出绩效自评报告"
ACCOUNTS = "2022年度某某县档案馆部门决算"
SIGNED = "填表人：甲某　　填报日期：2024年3月5日　　联系电话：0731-00000000　　单位负责人签字："
PACKAGE = (
    REPORT,
    "本馆有在职人员9人。",
    "附件2",
    "2023年度基础数据表",
    BASIC_DATA,
    SIGNED,
    "附件3",
    "自评表",
    SELF_EVALUATION,
)


def whose(found: Reading) -> list[tuple[str, str, int | None]]:
    return [(part.kind, part.organisation, part.fiscal_year) for part in found.parts]


# ---------------------------------------------------------------------------------------------------------- components


def test_one_file_holds_a_report_and_its_two_tables_each_with_unit_and_year() -> None:
    assert whose(reading(*PACKAGE)) == [
        ("report", "某某县档案馆", 2023),
        ("basic_data", "某某县档案馆", 2023),
        ("self_evaluation", "某某县档案馆", 2023),
    ]


def test_two_packages_in_one_file_keep_their_years_apart() -> None:
    found = reading(ACCOUNTS, "收入支出决算总表", TOTALS, "第四部分说明。", *PACKAGE)
    assert [(kind, year) for kind, _, year in whose(found)] == [
        ("final_accounts", 2022),
        ("report", 2023),
        ("basic_data", 2023),
        ("self_evaluation", 2023),
    ]


def test_the_unit_written_in_a_table_goes_before_that_of_the_title() -> None:
    named = SELF_EVALUATION.replace("某某县档案馆", "某某县史志研究室")
    assert whose(reading("自评表", named)) == [("self_evaluation", "某某县史志研究室", None)]


def test_a_table_without_a_year_has_that_of_the_rest_of_the_file() -> None:
    assert whose(reading("附件2", BASIC_DATA, "附件3", SELF_EVALUATION))[1] == ("self_evaluation", "某某县档案馆", 2023)


def test_a_file_of_no_known_kind_is_one_component_and_states_nothing() -> None:
    found = reading("关于召开会议的通知。", "姓名 | 职务\n甲某 | 主任")
    assert whose(found) == [("", "", None)]
    assert list(found.facts) == []


def test_an_empty_document_is_not_read() -> None:
    found = read(Document("空.docx", "0" * 64, "docx", ()), library())
    assert (found.status, found.parts, list(found.facts)) == ("not read", [], [])


def test_what_the_format_reader_could_not_read_makes_the_reading_partial() -> None:
    whole = document(REPORT)
    partial = Document(whole.name, whole.sha256, whole.format, whole.blocks, (Problem("有一张图片。"),))
    assert [read(one, library()).status for one in (whole, partial)] == ["read", "partly read"]


# ---------------------------------------------------------------------------------------------------------- statements


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("cn.basic_data!staff/only/quota", FactKey("establishment.quota", "2023")),
        ("cn.basic_data!cost/reception/prior", FactKey("three_public.reception", "2022", "actual")),
        ("cn.basic_data!cost/reception/budget", FactKey("three_public.reception", "2023", "budget")),
        (
            "cn.basic_data!cost/project_item#2/actual",
            FactKey("expenditure.project", "2023", "actual", dimensions=(("project", "馆舍维修"),)),
        ),
        (
            "cn.self_evaluation!sources/only/general",
            FactKey(
                "funding.total", "2023", "adjusted", dimensions=(("part", "一般公共预算"), ("split", "按收入性质分"))
            ),
        ),
        (
            "cn.self_evaluation!indicators/indicator#2/actual",
            FactKey(
                "indicator.actual",
                "2023",
                "actual",
                dimensions=(("group", "产出指标"), ("indicator", "差错率"), ("subgroup", "质量指标")),
            ),
        ),
        (
            "cn.self_evaluation!indicators/indicator#1/group.weight",
            FactKey("group.weight", "2023", dimensions=(("group", "产出指标"),)),
        ),
    ],
)
def test_a_cell_states_the_fact_its_row_column_and_heads_make(address: str, key: FactKey) -> None:
    assert stated(*PACKAGE)[address].key == key


def test_a_figure_has_the_unit_of_its_cell_else_that_of_its_column() -> None:
    found = stated(
        "附件2", changed(BASIC_DATA, "政府采购金额 | —— | 8.00 | 7.60", "政府采购金额 | —— | 80000元 | 7.60")
    )
    units = [found[f"cn.basic_data!cost/procurement/{name}"].unit for name in ("prior", "budget", "actual")]
    assert units == ["万元", "元", "万元"]
    assert found["cn.basic_data!staff/only/on_staff"].unit == "人"
    assert found["cn.basic_data!staff/only/rate"].unit == "%"


def test_every_quote_stands_verbatim_at_its_place() -> None:
    drawn = document(*PACKAGE)
    texts = {}
    for block in drawn.blocks:
        if isinstance(block, Paragraph):
            texts[block.text.whole().anchor()] = block.text.value
        if isinstance(block, Table):
            texts |= {cell.text.whole().anchor(): cell.text.value for row in block.rows for cell in row}
    statements = list(reading(*PACKAGE).facts)
    for one in statements:
        assert one.place is not None
        assert texts[one.place.anchor()][one.place.start : one.place.end] == one.source.quote
    assert len(statements) > 90


def test_a_statement_is_found_by_its_row_and_column_in_the_document() -> None:
    place = stated("附件2", BASIC_DATA)["cn.basic_data!cost/reception/actual"].place
    assert place == WordPlace(0, 4, "document", 2, 9, 4)


def test_a_blank_cell_is_stated_as_blank_with_the_label_beside_it() -> None:
    found = stated("附件2", changed(BASIC_DATA, "3、公务接待 | 3.20 |", "3、公务接待 | |"))
    blank = found["cn.basic_data!cost/reception/prior"]
    assert (blank.state, blank.value, blank.source.quote) == (State.BLANK, None, "")
    assert blank.heading is not None
    assert blank.heading.quote == "3、公务接待"


def test_one_fact_of_two_tables_has_two_statements() -> None:
    found = reading("2023年度某某县档案馆部门决算", "“三公”经费支出决算表", THREE_PUBLIC, "附件2", BASIC_DATA)
    both = found.facts.of_key(FactKey("three_public.reception", "2023", "actual"))
    assert [(one.address, str(one.value)) for one in both] == [
        ("cn.fa.three_public!items/only/actual.reception", "1.50"),
        ("cn.basic_data!cost/reception/actual", "2.10"),
    ]


# ---------------------------------------------------------------------------------------------------------- signatures


def test_the_signature_line_under_a_table_is_read_field_by_field() -> None:
    found = stated("附件2", BASIC_DATA, SIGNED)
    said = {
        name: (found[f"cn.basic_data!fields/{name}"].state, found[f"cn.basic_data!fields/{name}"].text)
        for name in SIGNS
    }
    assert said == {
        "sign.preparer": (State.REPORTED, "甲某"),
        "sign.date": (State.REPORTED, "2024年3月5日"),
        "sign.phone": (State.REPORTED, "0731-00000000"),
        "sign.head": (State.BLANK, ""),
    }


SIGNS = ("sign.preparer", "sign.date", "sign.phone", "sign.head")


def test_each_table_has_its_own_signatures() -> None:
    other = SIGNED.replace("甲某", "乙某")
    found = reading("附件2", BASIC_DATA, SIGNED, "附件3", SELF_EVALUATION, other)
    signed = [(one.key.dimension("form"), one.text) for one in found.facts.of_concept("sign.preparer")]
    assert signed == [("部门整体支出绩效评价基础数据表", "甲某"), ("部门整体支出绩效自评表", "乙某")]


def test_a_date_of_blanks_is_a_blank_date() -> None:
    found = stated("附件2", BASIC_DATA, SIGNED.replace("2024年3月5日", "　年　月　日"))
    assert found["cn.basic_data!fields/sign.date"].state is State.BLANK


def test_a_signature_line_inside_the_grid_is_read_too() -> None:
    found = stated("附件2", BASIC_DATA.strip("\n") + "\n" + SIGNED + " | ")
    assert found["cn.basic_data!fields/sign.preparer"].text == "甲某"


def test_the_words_of_a_signature_in_running_text_are_none() -> None:
    found = stated("附件2", BASIC_DATA, "填表人：请用黑色笔填写。")
    assert not [address for address in found if "fields/" in address]


# ------------------------------------------------------------------------------------------------------------ numerals


def test_every_figure_of_a_table_that_is_read_is_a_fact_and_its_ordinals_are_typed() -> None:
    found = reading("2023年度某某县档案馆部门决算", "收入支出决算总表", TOTALS)
    assert found.not_understood == []
    figures = [one for one in found.facts if one.value is not None]
    assert len(figures) == 10
    assert {one.type for one in found.typed} == {"ordinal", "year"}


def test_a_figure_in_a_row_that_is_no_line_is_not_understood_and_listed() -> None:
    longer = BASIC_DATA.replace("三公经费 | 3.20", "会议及培训费 | 7.77 | 8.88 | 9.99\n三公经费 | 3.20")
    assert [one.quote for one in reading("附件2", longer).not_understood] == ["7.77", "8.88", "9.99"]


def test_a_figure_of_an_unknown_table_is_not_understood() -> None:
    found = reading("项目 | 金额\n某某费 | 3.33\n某某款 | 4.44")
    assert [one.quote for one in found.not_understood] == ["3.33", "4.44"]
    assert [one.recognised for one in found.tables] == [None]


def test_text_where_a_figure_belongs_is_kept_as_text() -> None:
    found = stated("附件2", changed(BASIC_DATA, "2、出国经费 | 0 | 0 | 0", "2、出国经费 | 0 | 0 | 见附表"))
    one = found["cn.basic_data!cost/abroad/actual"]
    assert (one.state, one.text, one.value, one.kind) == (State.UNREADABLE, "见附表", None, Kind.MONEY)


def test_tables_of_one_column_are_kept_among_the_tables() -> None:
    framed = Document("框.docx", "0" * 64, "docx", (table("某某县档案馆\n自评报告"),))
    (only,) = read(framed, library()).tables
    assert (only.id, only.recognised) == ("t1", None)


def test_a_place_named_in_passing_does_not_choose_the_pack() -> None:
    said = document("某某市档案馆2024年度部门决算", "全年支出平稳。" * 80, "本年到株洲市芦淞区学习一次。")
    assert {one.id for one in read(said, library()).packs.values()} == {"cn"}
