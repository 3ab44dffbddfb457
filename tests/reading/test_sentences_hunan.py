"""Establishment, staff, the work of an establishment office and scores in prose; every text and figure is made up."""

from __future__ import annotations

import pytest
from tests.packs.sentence_packs import sentence_pack

from hengji.documents.document import Text
from hengji.facts.place import TextPlace
from hengji.packs.sentence_context import SentenceContext
from hengji.reading.prose.sentences import recognise

HUNAN, LANSHAN = sentence_pack("cn-430203-lusong"), sentence_pack("cn-431127-lanshan")
REPORT = "整体支出绩效自评报告"


def said(text: str, heading: str = "一、单位基本情况", county: str = "", component: str = REPORT) -> list[str]:
    """The facts read, as "concept organisation dimensions = value unit (period)"."""
    pack = LANSHAN if county == "lanshan" else HUNAN
    context = SentenceContext(2023, component, heading, units=pack.units, labels=pack.labels(), words=pack.words)
    found = recognise(Text(text, ((0, TextPlace(line=1)),)), list(pack.sentences.values()), context)
    facts = []
    for slot in (slot for one in found for slot in one.slots):
        key = slot.key
        dimensions = "/".join(value for _, value in key.dimensions)
        relation = "" if slot.relation == "=" else slot.relation
        words = [key.concept, key.organisation or "", dimensions, relation + f"{slot.value}{slot.unit}"]
        facts.append(" ".join(word for word in words if word) + ("" if key.period == "2023" else f" ({key.period})"))
    return facts


@pytest.mark.parametrize(
    "text",
    [
        "示例办公室核定行政编制5名，其中主任1名，副主任2名，实有4人；示例服务中心核定事业编制6名，实有6人。",
        "示例办公室共核定行政编制5名,其中:主任1名、副主任2名,实有在职人员4人。示例服务中心核定全额事业编制6个,实有6名。",
    ],
)
def test_quotas_posts_and_staff_belong_to_the_body_named(text: str) -> None:
    assert said(text) == [
        "establishment.quota 示例办公室 行政编制 5人",
        "staff.posts 示例办公室 主任 1人",
        "staff.posts 示例办公室 副主任 2人",
        "staff.on_staff 示例办公室 4人",
        f"establishment.quota 示例服务中心 事业编制 6{'个' if '6个' in text else '人'}",
        "staff.on_staff 示例服务中心 6人",
    ]


def test_a_unit_that_does_not_name_itself_is_the_whole_unit() -> None:
    expected = ["establishment.quota 行政编制 4人", "establishment.quota 事业编制 2人", "staff.on_staff 6人"]
    assert said("核定行政编制4名，事业编制2名，实有6人。") == expected
    assert said("我单位核定行政编制4名、事业编制2名，实有在职人员6人。") == expected


def test_staff_by_kind_of_quota_belongs_to_the_team_named_and_a_stale_day_is_kept() -> None:
    text = (
        "核定行政编制4名，截止2021年12月31日，实有5人，其中机关本级行政编制人员3名，登记股事业编制人员2名，离退休1人。"
    )
    assert said(text, "2.机构设置") == [
        "establishment.quota 行政编制 4人 (2021)",
        "staff.on_staff 5人 (2021)",
        "staff.on_staff 机关本级 行政编制 3人 (2021)",
        "staff.on_staff 登记股 事业编制 2人 (2021)",
        "staff.retired 1人 (2021)",
    ]


def test_quotas_may_stand_behind_the_names_of_the_sections_and_a_subordinate_body_has_its_own() -> None:
    text = "内设综合股、业务股（监督股），行政编制7名，单列编制1名；下设副科级事业单位示例中心，定全额事业编制5名。"
    assert said(text, "二、机构设置") == [
        "establishment.quota 行政编制 7人",
        "establishment.quota 总数之外/单列编制 1人",
        "establishment.quota 示例中心 事业编制 5人",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "核定人员编制20名，实有在职在编人数18人，退休人员7人。",
            ["establishment.quota 20人", "staff.on_staff 18人", "staff.retired 7人"],
        ),
        (
            "编制数为20名，截至2023年12月31日，实有18人，离退休7人。",
            ["establishment.quota 20人", "staff.on_staff 18人", "staff.retired 7人"],
        ),
        ("我单位现有在职人员18人，退休人员7人。", ["staff.on_staff 18人", "staff.retired 7人"]),
        ("内设机构3个。", ["organisation.internal_units 3个"]),
        ("设3个内设股室，综合股、业务股和办公室。", ["organisation.internal_units 3个"]),
        ("下设2个副科级事业单位。", ["organisation.subordinates 2个"]),
        ("纳入2023年度决算编制范围的独立核算单位共2个。", ["organisation.reporting_units 2个"]),
    ],
)
def test_the_figures_of_the_unit_in_many_wordings(text: str, expected: list[str]) -> None:
    assert said(text, "二、机构设置及人员情况") == expected


@pytest.mark.parametrize(
    "text",
    [
        "示例办公室核定行政编制5名，实有4人。",
        "收回行政编制3名，核定事业编制12名。",
        "核定人员编制20名，实有在职人数18人。",
    ],
)
def test_quotas_outside_the_profile_may_be_those_of_others(text: str) -> None:
    assert said(text, "六、整体支出绩效情况") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "完成60家事业单位法人年度报告公示，公示率100%，变更登记20次，注销3家。",
            [
                "registration.annual_published 60家",
                "registration.publication_rate 100%",
                "registration.changed 20次",
                "registration.cancelled 3家",
            ],
        ),
        (
            "及时办理设立登记2个、变更登记15个、注销登记1个。",
            ["registration.established 2个", "registration.changed 15个", "registration.cancelled 1个"],
        ),
        (
            "全县共登记事业单位210个，应报年度报告的事业单位208个，报送率100%。",
            ["registration.registered 210个", "registration.annual_due 208个", "registration.annual_rate 100%"],
        ),
        ("事业单位法人电子证书申领41家。", ["registration.certificates 41家"]),
        ("机关群团统一社会信用代码赋码变更8次，撤销1家。", ["uscc.changed 8次", "uscc.revoked 1家"]),
        ("规范50家机关群团赋码管理。", ["uscc.bodies 50家"]),
        (
            "全年办理入编30人，出编25人，异动12人。",
            ["roster.enrolled 30人", "roster.exited 25人", "roster.changed 12人"],
        ),
        (
            "核准教师招聘用编计划40名、人才引进用编计划9名。",
            ["quota_use.granted 教师招聘 40人", "quota_use.granted 人才引进 9人"],
        ),
        ("召开编委会3次，收到机构编制申请事项30多件。", ["commission.meetings 3次", "matter.received ≈30件"]),
        ("经核实，有12个单位超编，共超编36人。", ["overstaff.units 12个", "overstaff.people 36人"]),
        ("全县编外人员共计500人。", ["staff.temporary 500人"]),
        ("总量内调剂6名事业编制。", ["establishment.transferred 6人"]),
        ("给示例中学增加8名全额事业编制。", ["establishment.added 示例中学 8人"]),
        ("因为调出公务员3人至下属单位，退休2名工作人员。", ["staff.moved_out 3人", "staff.retired_in_year 2人"]),
        (
            "行政单位注册费100个*200元/个=2.00万元；事业单位注册费50个*200元/个=1.00万元。",
            [
                "domain.registered 行政单位 100个",
                "domain.price 行政单位 200元/个",
                "domain.fee 行政单位 2.00万元",
                "domain.registered 事业单位 50个",
                "domain.price 事业单位 200元/个",
                "domain.fee 事业单位 1.00万元",
            ],
        ),
    ],
)
def test_the_work_of_a_year_is_counted(text: str, expected: list[str]) -> None:
    assert said(text, "六、整体支出绩效情况") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023年度部门整体支出绩效评价得分为93.5分。", ["score.total 93.5分"]),
        ("本单位整体支出绩效自评分为93.5分，等级为优。", ["score.total 93.5分"]),
        ("自评总分93.5分。", ["score.total 93.5分"]),
        ("过程得38分。", ["group.score 过程 38分"]),
        ("产出（25分）得24分。", ["group.weight 产出 25分", "group.score 产出 24分"]),
        (
            "预算管理得14分。其中：政府采购执行率98%，得5分；管理制度健全得6分；公务卡刷卡率得3分。",
            [
                "subgroup.score 过程/预算管理 14分",
                "procurement.execution_rate 过程/政府采购执行率/预算管理 98%",
                "indicator.score 过程/政府采购执行率/预算管理 5分",
                "indicator.score 过程/管理制度健全性/预算管理 6分",
                "indicator.score 过程/公务卡刷卡率/预算管理 3分",
            ],
        ),
        ("预算执行率为98.50%。", ["funding.execution_rate 98.50%"]),
        ("公用经费控制率达到97.2%。", ["expenditure.public_control_rate 97.2%"]),
        (
            "开展服务窗口建设，年度指标值30个，实际完成33个，得5分。",
            [
                "indicator.target 开展服务窗口建设 30个",
                "indicator.actual 开展服务窗口建设 33个",
                "indicator.score 开展服务窗口建设 5分",
            ],
        ),
        (
            "推进示例改革，公示率≥95%，完成100%得2分。",
            [
                "indicator.target 推进示例改革 ≥95%",
                "indicator.actual 推进示例改革 100%",
                "indicator.score 推进示例改革 2分",
            ],
        ),
        ("服务对象满意度得9分。", ["indicator.score 社会公众或服务对象满意度 9分"]),
    ],
)
def test_scores_and_rates_are_read(text: str, expected: list[str]) -> None:
    assert said(text, "四、绩效评价情况") == expected


def test_the_score_of_a_first_level_may_stand_in_its_heading() -> None:
    assert said("2、过程38分", "2、过程38分") == ["group.score 过程 38分"]
    assert said("指标体系分投入15分、过程40分、产出25分、效果20分。", "二、评价指标体系") == []


@pytest.mark.parametrize(
    "text",
    [
        "评价得分90分以上为优，80分以上为良。",
        "综合得分在60分以下的为差。",
        "共扣3分，其中预算执行扣2分。",
    ],
)
def test_rules_of_scoring_are_no_scores(text: str) -> None:
    assert said(text, "四、绩效评价情况") == []


def test_a_scoring_sheet_is_not_read_as_a_narrative() -> None:
    assert said("在职人员控制率100%，计5分。", "评价标准", component="评分表") == []


def test_a_county_says_which_level_a_name_stands_for() -> None:
    assert said("履职效益得18分。", "三、评价情况") == ["subgroup.score 效果/履职效益 18分"]
    assert said("履职效益得37分。", "三、评价情况", "lanshan") == ["group.score 履职效益 37分"]
    assert said("指标1：示例工作，得3分。", "三、评价情况", "lanshan") == [
        "indicator.score 履职效益/示例工作/履职效益 3分"
    ]
