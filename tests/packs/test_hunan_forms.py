"""The overview and the scoring sheet of the 岳阳 counties: a made-up filing read, checked, written and read back."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from hengji.checking.run import check
from hengji.engine.publishing import Package, form_blocks
from hengji.engine.session import subject_of
from hengji.facts.fact import FactKey, FactStore, State, dimensions_of
from hengji.packs.library import Library
from hengji.packs.pack import Pack
from hengji.reading.formats.registry import read_document
from hengji.reading.read import read
from hengji.reading.result import Reading
from hengji.writing.docx import write_docx
from hengji.writing.drawing import Publication

PACK = "cn-430611-junshan"

OVERVIEW = """
2021年度部门整体支出绩效自评基本情况表
|一、部门（单位）基本概况
|联系人|某某|联络电话|0730-0000000
|人员编制|12|实有人数|11
|职能职责概述|组织实施示例工作。
|年度主要工作内容|任务1：示例任务
|年度部门（单位）总体运行情况及取得的成绩|完成示例任务。
|二、部门（单位）收支情况
|年度收入情况（万元）
|机构名称|收入合计|其中：
|||上年结转|公共财政拨款|政府基金拨款|纳入专户管理的非税收入拨款|其他收入
|局机关及二级机构汇总|210.00|10.00|200.00|||
|1、局机关|150.00|10.00|140.00|||
|2、示例服务中心|60.00||60.00|||
|部门（单位）年度支出和结余情况（万元）
|机构名称|支出合计|其中：|结余
|||基本支出|其中：|项目支出|当年结余|累计结余
||||人员支出|公用支出|||
|局机关及二级机构汇总|195.00|165.00|120.00|45.00|30.00|5.00|15.00
|1、局机关|140.00|110.00|80.00|30.00|30.00|0|10.00
|2、示例服务中心|55.00|55.00|40.00|15.00||5.00|5.00
|机构名称|三公经费合计|其中：
|||公务接待费|公务用车运维费|公务用车购置费|因公出国费
|局机关及二级机构汇总|3.50|1.50|2.00||
|1、局机关|3.00|1.00|2.00||
|2、示例服务中心|0.50|0.50|||
|机构名称|固定资产合计|其中：|其他
|||在用固定资产|出租固定资产|
|局机关及二级机构汇总|80.00|75.00|5.00|
|1、局机关|60.00|55.00|5.00|
|2、示例服务中心|20.00|20.00||
|三、部门（单位）整体支出绩效自评情况
|整体支出绩效定性目标及实施计划完成情况|预期目标|实际完成
||目标1：示例目标|已完成示例目标，满意度由问卷得出。
|整体支出绩效定量目标及实施计划完成情况|评价内容|绩效目标|完成情况
||产出目标（部门工作实绩）|质量指标|指标1：提升示例质量|已提升
|||数量指标|指标1：开展示例活动6次|已开展
||效益目标|社会效益|指标：示例效益|明显
||||指标1：人民群众的满意度达95%以上。|满意度达97%
|绩效自评综合得分|95
|评价等次|优
|四、评价人员
|姓名|职务/职称|单位|签字
|某甲|主任|示例办|某甲
|某乙|股长|示例办|某乙
|评价组组长（签字）：某甲2022年3月1日
|部门（单位）意见：同意部门（单位）负责人（签章）：某甲2022年3月1日
|财政部门归口业务科室意见：同意财政部门归口业务股室负责人（签章）：某丙2022年3月5日
""".replace("||||指标1：人民", "|||社会公众或服务对象满意度|指标1：人民")

HEAD = "|一级指标|二级指标|三级指标|评分标准|分值|自评得分|扣分原因和其他说明"

SHEET = f"""
部门整体支出绩效评价评分表
{HEAD}
|投  入（10分）|预算配置（10分）|财政供养人员控制率|以100%为标准。|5|5|
|||重点支出安排率|按比例计分。|5|5|
|过  程（40分）|预算执行（25分）|预算调整率|按比例计分。|10|10|
|||资金结余|按比例计分。|15|13|年末有结余
||资产管理（15分）|管理制度健全性|按项计分。|8|8|

部门整体支出绩效评价评分表（续）
{HEAD}
|过  程（40分）|资产管理（15分）|资产管理安全性|按次扣分。|7|7|
|产  出（30分）|职责履行（30分）|示例任务完成情况|按完成率计分。|30|28|一项未按期完成
|效  果（20分）|履职效益（20分）|经济效益|三项共用。|15|5|
|||社会效益|||5|
|||生态效益|||4|成效不明显
|||社会公众或服务对象满意度|95%以上计5分。|5|5|
|总 分||||100|95|
"""


def dump(text: str) -> bytes:
    """The text as a Word file dumped cell by cell."""
    lines: list[str] = []
    for line in text.split("\n"):
        lines += [*(f"\t{cell}" for cell in line[1:].split("|")), ""] if line.startswith("|") else [line]
    return "\n".join(lines).encode()


@pytest.fixture(scope="module")
def library() -> Library:
    return Library.builtin()


@pytest.fixture(scope="module")
def pack(library: Library) -> Pack:
    return library.get(PACK)


@pytest.fixture(scope="module")
def reading(library: Library, pack: Pack) -> Reading:
    return read(read_document(dump(OVERVIEW + SHEET), "示例.txt"), library, pack)


def value(
    reading: Reading, concept: str, scenario: str = "actual", period: str = "2021", **dimensions: str
) -> list[str]:
    key = FactKey(concept, period, scenario, dimensions=dimensions_of(dimensions))
    return [f"{one.relation if one.relation != '=' else ''}{one.value}" for one in reading.facts.of_key(key)]


def stated(facts: FactStore, form: str) -> Counter[tuple[object, ...]]:
    """What a form says, wherever it stands."""
    found = (one for one in facts if one.address.startswith(f"{form}!"))
    return Counter((one.key, one.state, one.value, one.relation, one.unit, one.text) for one in found)


def test_both_forms_are_recognised_and_nothing_is_left_unread(reading: Reading) -> None:
    forms = [table.recognised.form.id for table in reading.tables if table.recognised]
    assert forms == ["hn.overview", "hn.scoring_sheet", "hn.scoring_sheet"]
    assert [table.recognised.unread for table in reading.tables if table.recognised] == [[], [], []]
    assert {part.fiscal_year for part in reading.parts} == {2021}


def test_the_whole_unit_and_each_body_have_their_own_figures(reading: Reading) -> None:
    assert value(reading, "establishment.quota", "") == ["12"]
    assert value(reading, "revenue.available") == ["210.00"]
    assert value(reading, "revenue.fiscal", fund="一般公共预算财政拨款", body="局机关") == ["140.00"]
    assert value(reading, "expenditure.public") == ["45.00"]
    assert value(reading, "expenditure.public", body="示例服务中心") == ["15.00"]
    assert value(reading, "carryover.closing") == ["15.00"]
    assert value(reading, "three_public.vehicle_running", body="局机关") == ["2.00"]
    assert value(reading, "assets.fixed_rented", "", "2021-12-31") == ["5.00"]
    assert value(reading, "score.total", "") == ["95", "95"]


def test_a_target_with_its_figure_keeps_relation_and_unit(reading: Reading) -> None:
    names = {"group": "效益目标", "subgroup": "社会公众或服务对象满意度"}
    assert value(reading, "indicator.target", "target", **names) == ["≥95"]
    assert value(reading, "indicator.actual", "actual", **names) == ["97"]


def test_a_weight_shared_by_three_indicators_belongs_to_none_of_them(reading: Reading) -> None:
    shared = {"group": "效果", "subgroup": "履职效益"}
    assert value(reading, "indicator.weight", "", indicator="经济效益、社会效益、生态效益", **shared) == ["15"]
    for name in ("经济效益", "社会效益", "生态效益"):
        assert value(reading, "indicator.weight", "", indicator=name, **shared) == []
    assert value(reading, "indicator.score", "", indicator="生态效益", **shared) == ["4"]
    weights = [one.value for one in reading.facts.of_concept("indicator.weight") if one.value is not None]
    assert sum(weights) == Decimal(100)


def test_a_group_that_goes_on_in_the_second_table_is_one_group(reading: Reading) -> None:
    assert value(reading, "group.weight", "", group="过程") == ["40", "40"]
    assert value(reading, "subgroup.weight", "", subgroup="资产管理") == ["15", "15"]
    names = {"group": "过程", "subgroup": "资产管理", "indicator": "资产管理安全性"}
    assert value(reading, "indicator.score", "", **names) == ["7"]


def test_the_made_up_filing_holds_together(reading: Reading) -> None:
    result = check(subject_of(reading))
    told = [(one.rule, one.working) for one in result.findings]
    # The figures hold together; what stays is what a sheet cannot settle by its figures.
    assert told == [
        (
            "cn.row.weight-shared",
            (
                "“经济效益、社会效益、生态效益”：分值 15，评分标准 三项共用。；"
                "各项得分：经济效益 5，社会效益 5，生态效益 4"
            ),
        ),
        ("cn.evidence.absent", "“重点支出安排率”得 5 分，缺重点项目支出"),
        ("cn.evidence.absent", "“预算调整率”得 10 分，缺预算调整数、年度资金总额（年初预算）"),
    ]
    assert result.tally.held > 60


@pytest.mark.parametrize(
    ("right", "wrong", "working"),
    [
        ("|210.00|10.00|200.00|", "|211.00|10.00|200.00|", "10.00 + 200.00"),
        ("|195.00|165.00|120.00|45.00|", "|195.00|166.00|120.00|45.00|", "120.00 + 45.00 = 165.00 ≠ 166.00"),
        ("|3.00|1.00|2.00||", "|3.20|1.00|2.00||", "1.00 + 2.00"),
        ("|60.00|55.00|5.00|", "|61.00|55.00|5.00|", "55.00 + 5.00"),
        ("|30.00|5.00|15.00", "|30.00|5.00|16.00", "210.00 - 195.00 = 15.00 ≠ 16.00"),
        ("|7|7|", "|6|7|", "7 > 6"),
        ("|总 分||||100|95|", "|总 分||||100|96|", "95 ≠ 96"),
    ],
)
def test_one_wrong_figure_is_found(library: Library, pack: Pack, right: str, wrong: str, working: str) -> None:
    text = (OVERVIEW + SHEET).replace(right, wrong, 1)
    assert text != OVERVIEW + SHEET
    result = check(subject_of(read(read_document(dump(text), "示例.txt"), library, pack)))
    told = [one.working for found in result.findings for one in (found, *found.consequences)]
    assert any(working in one for one in told), told


def test_what_is_written_as_docx_reads_back_to_identical_facts(library: Library, reading: Reading, pack: Pack) -> None:
    package = Package(pack, reading.facts, 2021, "示例办", "")
    layouts = [pack.layouts_of(form)[0] for form in ("hn.overview", "hn.scoring_sheet")]
    blocks = tuple(block for layout in layouts for block in form_blocks(package, layout))
    again = read(read_document(write_docx(Publication("示例", blocks)), "示例.docx"), library, pack)
    for form in ("hn.overview", "hn.scoring_sheet"):
        new, old = stated(again.facts, form), stated(reading.facts, form)
        if form == "hn.scoring_sheet":  # one table is written: what the second one prints again is said once
            old = Counter(dict.fromkeys(old, 1))
        lost = {key: count for key, count in (old - new).items() if key[1] is not State.BLANK}
        gained = {key: count for key, count in (new - old).items() if key[1] is not State.BLANK}
        assert (lost, gained) == ({}, {})
