"""The filing states what the ledgers count: bindings to measures, and the sentences written from them read back."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.ledgers.example_ledgers import example_folder

from hengji.engine.building import Order, build
from hengji.engine.ledgers.bound import bound
from hengji.engine.ledgers.conversion import comparable, converted
from hengji.engine.ledgers.witness import Witness
from hengji.engine.session import read_file
from hengji.facts.fact import FactKey, Kind, dimensions_of
from hengji.facts.unit import UnitKind
from hengji.packs.library import Library
from hengji.packs.sentence import SlotKind

COUNTY, PROVINCE = "cn-430203-lusong", "cn-430000-hunan"
EXAMPLE = Path(__file__).parents[2] / "examples" / "示例区委编办2023.txt"
NAMED, OFFICE = "中共示例市示例区委机构编制委员会办公室", "中共株洲市芦淞区委机构编制委员会办公室"
FITS = {Kind.MONEY: {UnitKind.MONEY}, Kind.RATIO: {UnitKind.RATIO}}
WORKS = ("hn.work.", "hn.registration.", "hn.reform.", "hn.office.")


@pytest.fixture(scope="module")
def library() -> Library:
    return Library.builtin()


def paper_without_text(folder: Path) -> Path:
    """The example's forms under the title of its report, without a word of the report itself."""
    text = EXAMPLE.read_text(encoding="utf-8")
    forms = text[text.index("附件2") :].replace(NAMED, OFFICE)
    target = folder / "只有表.txt"
    target.write_text(f"2023年度{OFFICE}\n整体支出绩效自评报告\n{forms}", encoding="utf-8")
    return target


def test_a_report_built_from_the_ledgers_states_their_counts_and_they_read_back(
    tmp_path: Path, library: Library
) -> None:
    witness = Witness(example_folder("lusong-2023", tmp_path / "台账"), library)
    reading = read_file(paper_without_text(tmp_path), library, COUNTY)
    built = build(reading, library, None, Order(("docx",), ledgers=witness))
    assert built.failures == []
    report = next(data for name, data in built.files.items() if "自评报告" in name)
    (tmp_path / "报告.docx").write_bytes(report)
    back = read_file(tmp_path / "报告.docx", library, COUNTY)
    said = {
        one.key.concept: f"{one.value}{one.unit}" for one in back.facts if not one.address and one.value is not None
    }
    said |= {one.key.concept: f"{one.value}{one.unit}" for one in back.facts if not one.key.dimensions}
    wanted = {
        "registration.annual_published": "98家",
        "registration.publication_rate": "100.00%",
        "registration.changed": "57件",
        "registration.cancelled": "9件",
        "registration.handled": "117件",
        "registration.certificates": "82家",
        "registration.certificate_rate": "83.67%",
        "registration.spot_checked": "10家",
        "uscc.bodies": "65家",
        "uscc.changed": "10件",
        "uscc.revoked": "2件",
        "domain.count": "125个",
        "establishment.transferred": "10人",
    }
    assert {concept: said.get(concept) for concept in wanted} == wanted


def test_what_a_ledger_counts_as_nought_is_not_told_unasked(tmp_path: Path, library: Library) -> None:
    witness = Witness(example_folder("lusong-2023", tmp_path / "台账"), library)
    reading = read_file(paper_without_text(tmp_path), library, COUNTY)
    built = build(reading, library, None, Order(("html",), ledgers=witness))
    text = next(data for name, data in built.files.items() if "自评报告" in name).decode()
    assert "变更登记57件，注销登记9件" in text
    assert "设立登记" not in text, "none was established"


def test_every_binding_joins_things_of_one_kind(library: Library) -> None:
    book, pack = library.book("cn"), library.get("cn")
    wrong = []
    for one in book.bindings.values():
        unit = pack.unit(book.measures[one.measure].unit)
        for concept in one.concepts:
            kind = pack.concepts[concept].kind
            fits = FITS.get(kind, set(UnitKind) - {UnitKind.MONEY, UnitKind.RATIO})
            if unit is None or (kind is not Kind.QUANTITY and unit.kind not in fits):
                wrong.append(f"{one.id}: {one.measure} {unit} {concept} {kind}")
    assert wrong == []


def test_every_count_a_binding_gives_is_read_back_in_its_unit(library: Library) -> None:
    book, pack = library.book(PROVINCE), library.get(PROVINCE)
    wrong = []
    for sentence in (one for one in pack.sentences.values() if one.id.startswith(WORKS)):
        for phrase in sentence.phrase.walk():
            for slot in (one for one in phrase.slots.values() if one.kind is SlotKind.COUNT):
                concepts = [slot.concept] if "{" not in slot.concept else [one.concept for one in phrase.members]
                read = {slot.unit, *slot.units}
                read |= {alias for name in read & set(pack.units) for alias in pack.units[name].aliases}
                units = {
                    book.measures[b.measure].unit for b in book.bindings.values() if set(b.concepts) & set(concepts)
                }
                wrong += [f"{sentence.id} {slot.name} {unit}" for unit in units - read]
    assert wrong == []


def test_every_count_of_work_is_said_by_a_section_of_every_report(library: Library) -> None:
    for pack_id in ("cn-430203-lusong", "cn-430524-longhui", "cn-430611-junshan", "cn-431127-lanshan"):
        pack = library.get(pack_id)
        sections = pack.outlines["cn-430000.report"].sections
        said = {name for section in sections for name in section.said_by(pack.sentences)}
        assert {name for name in pack.sentences if name.startswith(WORKS)} <= said, pack_id


@pytest.mark.parametrize(
    ("concept", "scenario", "dimensions", "component", "binding"),
    [
        ("registration.changed", "", {}, "report", "registration.changed"),
        ("quota_use.granted", "", {"purpose": "教师招聘"}, "report", "quota_use.granted"),
        ("quota_use.granted", "", {"purpose": "事业单位公开招聘"}, "report", "quota_use.granted"),
        ("establishment.quota", "", {"kind": "单列编制", "basis": "总数之外"}, "report", "quota.separate"),
        ("domain.registered", "", {"owner": "行政单位"}, "report", "domain.paid_organs"),
        ("overstaff.reduced", "", {}, "report", "overstaff.reduced"),
        ("overstaff.reduced", "", {"channel": "退休减员"}, "report", "overstaff.channels"),
        ("expenditure.public", "budget", {}, "basic_data", "money.public.budget"),
        ("expenditure.public", "actual", {}, "basic_data", "money.public.actual"),
        ("expenditure.public", "actual", {"account": "办公费"}, "basic_data", "money.public.account"),
        ("expenditure.public", "actual", {"account": "没有的科目"}, "basic_data", None),
        ("expenditure.project", "actual", {"project": "机构改革"}, "basic_data", "project.spent"),
        ("expenditure.project", "adjusted", {}, "report", "money.project.adjusted"),
        ("expenditure", "actual", {"fund": "一般公共预算财政拨款"}, "report", "money.all.actual"),
        ("expenditure", "actual", {"fund": "财政拨款"}, "report", "money.all.fiscal"),
        ("expenditure", "actual", {"function": "2010301"}, "report", "money.all.actual"),
        ("expenditure", "actual", {"body": "局机关"}, "report", None),
        ("expenditure", "actual", {"group": "投入", "subgroup": "预算配置"}, "report", "money.all.actual"),
        (
            "expenditure.basic",
            "actual",
            {"economic": "30201", "fund": "一般公共预算财政拨款"},
            "report",
            "money.basic.actual",
        ),
        ("funding.total", "adjusted", {"split": "按支出性质分", "part": "项目支出"}, "report", "money.total.project"),
        (
            "funding.total",
            "adjusted",
            {"split": "按收入性质分", "part": "一般公共预算"},
            "report",
            "money.total.by_fund",
        ),
        ("carryover.closing", "actual", {"of": "项目支出"}, "report", "money.closing.project"),
        ("three_public.reception", "budget", {}, "basic_data", "three_public.reception.planned"),
        ("three_public", "actual", {}, "basic_data", "three_public.spent"),
        ("procurement", "budget", {}, "basic_data", "procurement.planned"),
        ("matter.received", "", {}, "report", "matter.received"),
        ("matter.received", "", {"span": "上半年"}, "report", "matter.received_first_half"),
        ("roster.enrolled", "", {"span": "上半年"}, "report", None),
        ("project.payment_rate", "actual", {"project": "机构改革"}, "report", "project.payment_rate"),
    ],
)
def test_a_figure_belongs_to_the_measure_of_its_meaning(
    concept: str, scenario: str, dimensions: dict[str, str], component: str, binding: str | None, library: Library
) -> None:
    key = FactKey(concept, "2023", scenario, dimensions=dimensions_of(dimensions))
    found = bound(library.book("cn"), key, component)
    assert (found.binding.id if found is not None else None) == binding


def test_a_figure_is_narrowed_by_what_its_row_names_and_not_otherwise(library: Library) -> None:
    book = library.book("cn")
    whole = bound(book, FactKey("expenditure.basic", "2023", "actual"), "report")
    names = dimensions_of({"economic": "30201", "fund": "一般公共预算财政拨款"})
    part = bound(book, FactKey("expenditure.basic", "2023", "actual", dimensions=names), "report")
    assert whole is not None
    assert part is not None
    assert (whole.narrowed, whole.part) == ((), False)
    assert part.part
    assert {(one.field, one.values) for one in part.narrowed} == {("economic", ("30201",)), ("fund", ("一般公共预算",))}


@pytest.mark.parametrize(
    ("indicator", "measure"),
    [
        ("事业单位法人年度报告公示信息抽查比例", "registration.spot_rate"),
        ("完成事业单位法人年度报告公示", "registration.annual_published"),
        ("域名和网上名称管理", "domain.count"),
        ("域名注册覆盖率", "domain.coverage_rate"),
        ("机构编制实名制系统维护、统计数据服务，办理机构编制调整业务", "staff.transactions"),
        ("事业单位法人登记管理", "registration.handled"),
        ("行政、群团统一社会信用代码管理", "uscc.bodies"),
        ("超编人员消化率", "overstaff.rate"),
        ("消化超编人数", "overstaff.reduced"),
        ("公务员招录用编计划", "quota_use.granted"),
        ("办结各级领导批示件", "directive.closed"),
        ("起草各类文稿", "draft_doc.finished"),
        ("上报信息篇数", "info_item.submitted"),
        ("完成预安工作事项销号", "pre_task.closed"),
        ("“马上就办”网络问政", "netizen_case.closed"),
        ("服务对象满意度", "satisfaction.rate"),
        ("机构改革任务完成率", "reform.completion_rate"),
        ("机构改革完成及时率", "reform.in_time_rate"),
        ("省委巡视反馈问题整改", "rectification.problems"),
        ("巡视反馈问题整改完成率", "rectification.rate"),
        ("机构编制监督检查公示率", "inspection.publication_rate"),
        ("全县编外人员清理", "staff.temporary"),
        ("“三公经费”控制率", "three_public.control_rate"),
        ("内控制度有效性", None),
        ("社会组织党建工作", None),
    ],
)
def test_a_row_belongs_to_the_measure_its_indicator_names(
    indicator: str, measure: str | None, library: Library
) -> None:
    key = FactKey("indicator.actual", "2023", dimensions=dimensions_of({"indicator": indicator}))
    found = bound(library.book("cn"), key, "self_evaluation")
    assert (found.measure.id if found is not None else None) == measure


def test_a_family_of_sentences_is_all_that_begin_alike_and_an_unknown_one_stays_to_be_told(library: Library) -> None:
    sections = library.get(PROVINCE).outlines["cn-430000.report"].sections
    section = next(one for one in sections if one.id == "performance")
    known = ["hn.office.a", "hn.work.b", "hn.worker.c", "hn.work.d"]
    assert list(section.said_by(known)) == [
        "hn.ev.total",
        "hn.work.b",
        "hn.work.d",
        "hn.registration.*",
        "hn.reform.*",
        "hn.office.a",
    ]


def test_a_rate_is_not_held_against_a_count_and_ten_thousand_words_are_so_many_words(library: Library) -> None:
    pack = library.get("cn")
    assert not comparable("个", "%", pack)
    assert not comparable("%", "万元", pack)
    assert comparable("家", "个", pack)
    assert comparable("元", "万元", pack)
    assert comparable("家", "", pack)
    assert converted(1020000, "字", "万字", pack) == 102
    assert converted(12, "家", "个", pack) == 12


def test_a_project_the_ledgers_do_not_know_is_no_nought(tmp_path: Path, library: Library) -> None:
    folder = tmp_path / "台账"
    folder.mkdir()
    (folder / "机构.csv").write_text(
        f"生效日期,业务,机构编号,机构名称,上级机构,机构性质\n2010-01-01,设立,BB,{OFFICE},,党委机关\n", encoding="utf-8"
    )
    (folder / "预算指标.csv").write_text(
        "生效日期,业务,单位,预算年度,支出类别,项目,金额\n2023-01-15,年初批复,BB,2023,项目,机构改革,75000\n",
        encoding="utf-8",
    )
    witness = Witness(folder, library)
    pack = library.get(COUNTY)

    def answered(project: str) -> object:
        key = FactKey("expenditure.project", "2023", "budget", dimensions=dimensions_of({"project": project}))
        which = bound(library.book(pack.id), key, "report")
        assert which is not None
        answer = witness.answer(pack, which, key, "BB")
        return answer and str(answer.value)

    assert answered("机构改革") == "7.50"
    assert answered("域名管理") is None
