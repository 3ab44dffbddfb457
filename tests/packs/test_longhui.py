"""A county added by YAML alone: its filled forms are read, hold together, and survive being written as docx."""

from __future__ import annotations

from collections import Counter

import pytest

from hengji.checking.run import check
from hengji.engine.publishing import Package, form_blocks
from hengji.engine.session import subject_of
from hengji.facts.fact import FactKey, FactStore, dimensions_of
from hengji.packs.library import Library
from hengji.packs.pack import Pack
from hengji.reading.formats.registry import read_document
from hengji.reading.read import read
from hengji.reading.result import Reading
from hengji.writing.docx import write_docx
from hengji.writing.drawing import Publication
from hengji.writing.fill import Context, Filler

PACK = "cn-430524-longhui"

# 一行一行写的表，| 隔开各格；读之前换成文本转存的样子（一格一行）。数和单位都是编的。
FILLED = """
附件3
部门整体支出绩效评价基础数据表
|单位名称|隆回县示例事务中心
|财政供养人员情况|编制数|2024年实际在职人数|控制率
||20|18|90%
|经费控制情况（万元）|2023年决算数|2024年预算数|2024年决算数
|三公经费：|2.10|2.00|1.60
|1、 公务用车购置和维护经费|1.20|1.00|0.90
|其中：公车购置|0|0|0
|公车运行维护|1.20|1.00|0.90
|2、出国经费|0|0|0
|3、公务接待费|0.90|1.00|0.70
|县级专项资金：|30.00|42.00|41.50
|1、示例普查专项|10.00|12.00|11.50
|2、示例平台运行维护专项|20.00|30.00|30.00
|公用经费|25.00|24.00|23.80
|其中：办公经费|6.00|6.00|5.90
|水费、电费、差旅费|7.00|6.50|6.40
|会议费、培训费|1.00|1.50|0.80
|政府采购金额|——|8.00|7.60
|部门基本支出预算调整|——|0|1.30
|楼堂馆所控制情况（2024年完工项目）|批复规模（㎡）|实际规模（㎡）|规模控制率|预算投资（万元）|实际投资（万元）|投资概算控制率
||0|0|——|0|0|——
|厉行节约保障措施|严格执行各项开支标准。

填表人：某某　　填报日期：2024年12月30日　　联系电话：0739-0000000　　单位负责人签字：某某某

附件4
部门整体支出绩效自评表
|预算单位名称|隆回县示例事务中心
|年度预算申请（万元）||年初预算数|全年预算数|全年执行数|分值|执行率|得分
||年度资金总额|200.00|210.00|199.50|10|95%|9.5
||按收入性质分：200.00|按支出性质分：200.00
||  其中：  一般公共预算：200.00|其中：基本支出：158.00
||政府性基金拨款：0|县级专项资金：42.00
||纳入专户管理的非税收入拨款：0|
||其他资金：0|
|年度总体目标|预期目标|实际完成情况
||完成年度各项任务。|各项任务按期完成，满意度由问卷得出。
|绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施
||产出指标(50分)|数量指标|指标1：办理示例事项|≥300件|312件|15|15|
||||指标2：开展示例培训|4期|4期|10|10|
|||质量指标|指标1：办结合格率|≥98%|99.2%|15|15|
|||时效指标|指标1：按期完成时限|2024年12月底前|2024年12月|5|5|
|||成本指标|指标1：成本控制|≤210万元|199.5万元|5|5|
||效益指标(30分)|社会效益指标|指标1：便民程度提升|明显提升|明显提升|20|19|个别窗口排队时间偏长，已增设窗口
|||可持续影响指标|指标1：制度健全|健全|健全|10|10|
||满意度指标（10分）|服务对象满意度指标|指标1：服务对象满意度|≥95%|97%|10|10|
|总分|100|98.5|

填表人：某某　　填报日期：2024年12月30日　　联系电话：0739-0000000　　单位负责人签字：某某某
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
def reading(library: Library) -> Reading:
    return read(read_document(dump(FILLED), "隆回.txt"), library)


def key(concept: str, scenario: str = "", period: str = "2024", **dimensions: str) -> FactKey:
    return FactKey(concept, period, scenario, dimensions=dimensions_of(dimensions))


def stated(facts: FactStore) -> Counter[tuple[object, ...]]:
    """What is said, wherever it stands."""
    return Counter(
        (one.key, one.state, one.value, one.low, one.high, one.relation, one.unit, one.text, one.address)
        for one in facts
    )


def test_the_pack_is_chosen_by_the_name_of_the_county_and_holds_from_2024(reading: Reading, pack: Pack) -> None:
    assert {part.pack.info.id for part in subject_of(reading).parts} == {PACK}
    assert [part.kind for part in reading.parts] == ["basic_data", "self_evaluation"]
    assert {part.fiscal_year for part in reading.parts} == {2024}
    assert pack.info.years[0] == 2024


@pytest.mark.parametrize(
    ("wanted", "value"),
    [
        (key("establishment.quota"), "20"),
        (key("staff.on_staff"), "18"),
        (key("three_public", "actual"), "1.60"),
        (key("three_public", "actual", "2023"), "2.10"),
        (key("expenditure.special_fund", "budget"), "42.00"),
        (key("expenditure.special_fund", "actual", project="示例平台运行维护专项"), "30.00"),
        (key("expenditure.public", "actual"), "23.80"),
        (key("expenditure.public", "actual", account="水费、电费、差旅费"), "6.40"),
        (key("procurement", "budget"), "8.00"),
        (key("funding.total", "budget", split="按支出性质分", part="县级专项资金"), "42.00"),
        (key("funding.total", "adjusted"), "210.00"),
        (key("group.weight", group="产出指标"), "50"),
        (key("indicator.score", group="产出指标", subgroup="质量指标", indicator="办结合格率"), "15"),
        (key("score.total"), "98.5"),
    ],
)
def test_every_part_of_both_forms_is_read(reading: Reading, wanted: FactKey, value: str) -> None:
    assert [str(one.value) for one in reading.facts.of_key(wanted)] == [value]


def test_nothing_is_left_unread_and_the_made_up_filing_holds_together(reading: Reading) -> None:
    assert [table.recognised.unread for table in reading.tables if table.recognised] == [[], []]
    assert [lost.quote for lost in reading.not_understood] == []
    result = check(subject_of(reading))
    assert [finding.says for finding in result.findings] == []
    assert result.tally.held > 20


def test_what_is_written_as_docx_reads_back_to_identical_facts(library: Library, reading: Reading, pack: Pack) -> None:
    package = Package(pack, reading.facts, 2024, "隆回县示例事务中心", "")
    layouts = [pack.layouts_of(form)[0] for form in ("cn.basic_data", "cn.self_evaluation")]
    blocks = tuple(block for layout in layouts for block in form_blocks(package, layout))
    again = read(read_document(write_docx(Publication("隆回", blocks)), "隆回.docx"), library, pack)
    assert stated(again.facts) == stated(reading.facts)


def test_the_forms_are_drawn_as_issued(pack: Pack) -> None:
    basic, evaluation = (pack.layouts_of(form)[0] for form in ("cn.basic_data", "cn.self_evaluation"))
    filler = Filler(pack, FactStore(), Context(2024))
    labels = [next((cell.text for cell in row.cells if cell.text), "") for row in filler.table(basic).rows]
    assert (basic.attachment, evaluation.attachment) == ("附件3", "附件4")
    assert labels[:3] == ["单位名称", "财政供养人员情况", ""]
    assert labels[labels.index("公用经费") :][:4] == [
        "公用经费",
        "其中：办公经费",
        "水费、电费、差旅费",
        "会议费、培训费",
    ]
    assert "县级专项资金：" in [cell.text for row in filler.table(evaluation).rows for cell in row.cells]
