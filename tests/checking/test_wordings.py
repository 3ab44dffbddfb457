"""Declared wordings: the examples of each declaration, and clean paragraphs on which every pass stays silent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from tests.checking.filing import HUNAN, library, subject_of_lines

from hengji.checking.finding import Finding, Tally
from hengji.checking.run import check
from hengji.checking.subject import Subject, TextRow
from hengji.checking.wording.names import is_same_unit
from hengji.checking.wording.unit_names import check_unit_names
from hengji.checking.wording.wordings import check_wordings
from hengji.packs.wording import Wording

OWN = "示例市新溪区信访局"
WORDINGS = list(library().get(HUNAN).texts.values())


def subject_for(lines: Sequence[str], kind: str = "report", own: str = OWN, *, cells: bool = False) -> Subject:
    """A filing of 2023 that says only this, in paragraphs or in the cells of a table."""
    made = subject_of_lines(lines)
    part = replace(made.parts[0], kind=kind, organisation=own)
    rows = [TextRow((line.text,), part.id) for line in made.lines]
    return Subject([part], made.facts, () if cells else made.lines, rows if cells else ())


def found_by(wording: Wording, example: str) -> list[Finding]:
    """What one wording finds in an example."""
    kind = wording.components[0] if wording.components else "report"
    subject = subject_for(example.split("\n"), kind, cells="text" not in wording.where)
    part = replace(subject.parts[0], pack=replace(subject.parts[0].pack, texts={wording.id: wording}))
    only = Subject([part], subject.facts, subject.lines, subject.rows)
    return [*check_wordings(only, Tally()), *check_unit_names(only, Tally())]


@pytest.mark.parametrize("wording", WORDINGS, ids=lambda wording: wording.id)
def test_a_wording_fires_on_what_it_says_it_finds(wording: Wording) -> None:
    for example in wording.fires:
        finding = next(iter(found_by(wording, example)), None)
        assert finding is not None, f"应当查出：{example}"
        assert finding.spots
        assert "{" not in finding.says + finding.working + finding.advice
        for spot in finding.spots:
            assert spot.quote in example


@pytest.mark.parametrize("wording", WORDINGS, ids=lambda wording: wording.id)
def test_a_wording_is_silent_on_what_it_says_is_right(wording: Wording) -> None:
    assert {example: [one.working for one in found_by(wording, example)] for example in wording.holds} == {
        example: [] for example in wording.holds
    }


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("县委编办", "中共蓝天县委机构编制委员会办公室", True),
        ("发改局", "发展和改革局", True),
        ("新溪区卫健局", "示例市新溪区卫生健康局", True),
        ("区教体局", "教育体育局", True),
        ("区财政局", "区信访局", False),
        ("区民政局", "区信访局", False),
    ],
)
def test_short_and_full_names_are_one_unit(one: str, other: str, same: bool) -> None:
    ignore = next(wording.ignore for wording in WORDINGS if wording.id == "cn.entity.subject")
    assert is_same_unit(one, other, ignore) is same


def test_a_wording_says_what_the_year_and_the_unit_are_held_against() -> None:
    # 写出往年的一处，也指出本年度写在哪里。
    subject = subject_for(["2023年度部门整体支出绩效自评报告", "截止2021年12月31日，实有7人。"])
    (finding,) = check(subject).findings
    assert [spot.quote for spot in finding.spots] == ["截止2021年12月31日", "2023"]
    assert finding.working == "本次是 2023 年度，这里写截至 2021 年，相差 2 年"


def test_what_is_found_in_two_papers_of_a_unit_is_one_finding() -> None:
    made = subject_for(["审核区中级人民法院机关的编制。"])
    again = replace(made.parts[0], id="c2", kind="overview")
    subject = Subject([*made.parts, again], made.facts, [*made.lines, replace(made.lines[0], component="c2")])
    (finding,) = check(subject).findings
    assert finding.rule == "cn.entity.court-level"


STRANGERS = """
2023年度新溪区信访局整体支出绩效自评报告
新溪区信访局是区政府工作部门，为正科级，内设办公室、接访股、督查股3个股室，下设新溪区信访服务中心。
2019年机构改革后，原区信访办更名为区信访局，核定行政编制9名，2023年末实有8人。
截至2023年12月31日，本单位共有车辆1辆，其中应急保障用车1辆；单价100万元（含）以上设备0台（套）。
截至2022年底，化解工程累计投入120.50万元，2023年继续投入30.00万元。
2023年度收、支总计205.83万元。与2022年度相比，减少39.89万元，下降16.23%，主要原因是人员减少。
财政拨款支出189.22万元，占本年支出合计的91.93%；项目支出16.61万元，占8.07%。
“三公”经费财政拨款支出预算为3.00万元，支出决算为0.96万元，完成预算的32.00%，决算数小于预算数的主要原因是厉行节约。
因公出国（境）费支出决算为0万元，与上年持平，全年安排因公出国（境）团组0个，累计0人次。
公务接待费0.96万元，全年共接待来访团组16个、来宾60人次；严格控制接待批次、人次和标准。
根据第七次全国人口普查，截至2020年11月1日，全区常住人口36.2万人。
根据《中共中央 国务院关于全面实施预算绩效管理的意见》（中发〔2018〕34号）和省财政厅有关文件精神。
根据《新溪区财政局关于开展2023年度部门整体支出绩效自评工作的通知》（新财绩〔2024〕2号）的要求，开展自评。
按照“十四五”规划（2021—2025年），2024年拟新建接访场所1处，建设期为2024年1月至2025年6月。
事业单位法人2022年度报告于2023年3月31日前全部公示，公示率100%。
上半年受理信访事项320件，下半年受理280件，全年共600件，同比下降12.5%。
2024年3月，区财政局对本单位自评结果进行了复核，截至2024年3月底复核完毕。
组织业务培训、普法宣传各3次，发放资料2000余份；召开联席会议12次，研究重点案件45件。
三公经费变动率=（0.96-1.20）÷1.20×100%=-20%；在职人员控制率=8÷9×100%=88.89%。
域名注册费136个×200元/个=2.72万元，事业单位364个×200元/个=7.28万元，合计10.00万元。
区财政局、区审计局、区委组织部等单位配合开展督查，区民政局牵头落实救助政策。
与区卫生健康局、区教育局联合开展“百日攻坚”行动，走访群众1,286户次。
固定资产管理做到账实相符，资产管理制度健全，年末固定资产原值123.45万元。
人均公用经费2.63万元，比上年减少0.12万元；年末结转和结余0.00万元。
政府采购支出总额1.58万元，其中：政府采购货物支出1.58万元、工程支出0万元、服务支出0万元。
服务对象满意度达到98%以上，发放问卷200份，收回196份，满意192份，满意率97.96%。
每超过一个百分点扣0.5分，扣完为止；每增加（减少）5%相应加（减）1分；90分>得分≥80分为良。
（一）存在的问题。一是绩效指标不够细化；二是预算执行进度不够均衡；三是资产管理有待加强。
（二）下一步改进措施。2024年，我局将完善内控制度，加强对各股室的培训，力争上半年完成制度修订。
本单位无独立网站，自评报告将随2023年度部门决算在区政府门户网站公开；监督电话：0700-1234567。
预算绩效管理工作中，某些股室对指标的理解不深，须进一步培训。
2023年2月28日召开部署会，4月30日完成初评，11月30日完成复评，12月31日前全部整改到位。
信访大厅建筑面积420平方米（长×宽=30米×14米），日均接待45人次。
支出总额2,058,300.00元，其中基本支出1,892,200.00元；个人所得税税率按3%—45%执行。
本级财政安排的信访救助资金为20万元，救助35户，户均0.57万元。
名词解释：财政拨款收入，是指本级财政当年拨付的资金；机关运行经费，是指为保障行政单位运行用于购买货物和服务的各项资金。
基本支出，是指为保障机构正常运转、完成日常工作任务而发生的支出。
项目支出，是指在基本支出之外为完成特定任务和目标所发生的支出。
卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）12.34万元；社会保障和就业支出45.67万元。
我局党组高度重视，成立以局长为组长的工作领导小组，制定了《新溪区信访局预算绩效管理办法（试行）》。
""".strip().split("\n")


def test_there_are_enough_strangers() -> None:
    assert len(STRANGERS) >= 30


@pytest.mark.parametrize("kind", ["report", "final_accounts"])
def test_clean_paragraphs_of_a_stranger_raise_no_alarm(kind: str) -> None:
    assert [(one.rule, one.says, one.working) for one in check(subject_for(STRANGERS, kind)).findings] == []


@pytest.mark.parametrize("paragraph", STRANGERS)
def test_a_clean_paragraph_alone_raises_no_alarm(paragraph: str) -> None:
    assert [(one.rule, one.says) for one in check(subject_for([paragraph])).findings] == []
