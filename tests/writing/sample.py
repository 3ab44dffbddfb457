"""A made-up publication with everything a writer must draw; no real unit, person or figure."""

from __future__ import annotations

from decimal import Decimal

from hengji.documents.document import Merge
from hengji.writing.drawing import DrawnCell, DrawnParagraph, DrawnRow, DrawnTable, Publication, Role, Style

SENTENCE = (
    "2023年部门整体支出预算数为582.84万元，决算数为577.21万元，预算执行率99.03%；其中：基本支出507.89万元，占87.99%，"
    "项目支出69.32万元，占12.01%。“三公”经费支出1.62万元，比上年减少0.38万元，下降19.00%。"
)


def label(text: str, span: int = 1, merge: Merge = Merge.NONE, *, indent: int = 0, bold: bool = False) -> DrawnCell:
    """A fixed label."""
    return DrawnCell(text, Role.LABEL, span, merge, indent=indent, bold=bold)


def head(text: str, span: int = 1, merge: Merge = Merge.NONE) -> DrawnCell:
    """A column head."""
    return DrawnCell(text, Role.HEAD, span, merge)


def figure(text: str, address: str, *, span: int = 1, formula: str = "", bold: bool = False) -> DrawnCell:
    """A figure whose value is what is printed; blank or —— has none."""
    plain = text.removesuffix("%").replace(",", "")
    value = None if plain in {"", "——"} else Decimal(plain)
    decimals = len(plain.partition(".")[2]) if value is not None else None
    return DrawnCell(
        text,
        Role.NUMBER,
        span,
        address=address,
        value=value,
        decimals=decimals,
        percent=text.endswith("%"),
        formula=formula,
        bold=bold,
    )


def entry(text: str, address: str, span: int = 1, merge: Merge = Merge.NONE, role: Role = Role.TEXT) -> DrawnCell:
    """An entered text."""
    return DrawnCell(text, role, span, merge, address=address)


def row(*cells: DrawnCell, header: bool = False) -> DrawnRow:
    """A row."""
    return DrawnRow(cells, header)


def basic_data() -> DrawnTable:
    """Seven columns, several bands with heads of their own, spans and a vertical merge."""
    same = (head("经费控制情况（万元）", 4), head("2022年决算数"), head("2023年预算数"), head("2023年决算数"))
    costs = [
        row(
            label(text, 4, indent=indent),
            figure(prior, f"cost/{i}/prior"),
            figure(budget, f"cost/{i}/budget"),
            figure(actual, f"cost/{i}/actual"),
        )
        for i, (text, indent, prior, budget, actual) in enumerate(
            [
                ("三公经费", 0, "2.00", "2.00", "1.62"),
                ("1、公务用车购置和维护经费", 1, "", "", ""),
                ("其中：公车购置", 2, "0", "0", "0"),
                ("2、公务接待费", 1, "2.00", "2.00", "1.62"),
                ("公用经费", 0, "101.36", "96.50", "96.11"),
                ("政府采购金额", 0, "——", "3.20", "3.18"),
            ]
        )
    ]
    project = [
        row(
            label("项目支出", 2, Merge.START),
            label("1、机构改革与事业单位登记管理工作经费", 2),
            figure("21.40", "project/a/prior"),
            figure("30.00", "project/a/budget"),
            figure("29.32", "project/a/actual"),
        ),
        row(
            label("", 2, Merge.CONTINUE),
            label("2、网上名称管理", 2),
            figure("40.00", "project/b/prior"),
            figure("40.00", "project/b/budget"),
            figure("40.00", "project/b/actual"),
        ),
        row(
            label("合计", 4, bold=True),
            figure("61.40", "project/total/prior", formula="[project/a/prior]+[project/b/prior]"),
            figure("70.00", "project/total/budget", formula="[project/a/budget]+[project/b/budget]"),
            figure("69.32", "project/total/actual", formula="[project/a/actual]+[project/b/actual]"),
        ),
    ]
    return DrawnTable(
        form="sample.basic-data",
        title="部门整体支出绩效评价基础数据表",
        widths=tuple(Decimal(w) for w in ("14", "12", "12", "16", "15", "15", "16")),
        rows=(
            row(
                label("财政供养人员情况（人）", 1, Merge.START),
                head("编制数", 3),
                head("2023年实际在职人数", 2),
                head("控制率"),
            ),
            row(
                label("", 1, Merge.CONTINUE),
                figure("25", "staff/only/posts", span=3),
                figure("23", "staff/only/present", span=2),
                figure("92.00%", "staff/only/rate", formula="[staff/only/present]/[staff/only/posts]*100"),
            ),
            row(*same),
            *costs,
            *project,
            row(
                label("厉行节约保障措施"),
                entry(
                    '严格执行公务接待“三定”制度；A<B & "C" 等字符照原样印出。\n第二段：办公用品统一采购。',
                    "thrift/only/text",
                    6,
                ),
            ),
        ),
        above=(("单位名称：样例县机构编制事务中心", "单位：万元"),),
        notes=(
            "说明：“项目支出”需要填报基本支出以外的所有项目支出情况。“公用经费”填报基本支出中的一般商品和服务支出。",
        ),
        sheet="基础数据表",
    )


def self_evaluation() -> DrawnTable:
    """Merged tree on the left, repeated rows, labels that carry figures, a head that repeats."""
    heads = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")
    groups = [
        ("产出指标（50分）", ["数量指标", "质量指标", "时效指标", "成本指标"], 4),
        ("效益指标（30分）", ["经济效益指标", "社会效益指标", "可持续影响指标"], 3),
        ("满意度指标（10分）", ["服务对象满意度指标"], 2),
    ]
    rows = [
        row(
            label("预算资金（万元）", 1, Merge.START),
            entry("按收入性质分：582.84", "funds/income/total", 4, role=Role.MIXED),
            entry("按支出性质分：577.21", "funds/outlay/total", 4, role=Role.MIXED),
        ),
        row(
            label("", 1, Merge.CONTINUE),
            entry("其中：一般公共预算：582.84", "funds/income/general", 4, role=Role.MIXED),
            entry("其中：基本支出：507.89", "funds/outlay/basic", 4, role=Role.MIXED),
        ),
    ]
    indicators: list[DrawnRow] = [row(head("绩效指标", 1, Merge.START), *(head(text) for text in heads))]
    for group, subgroups, each in groups:
        for s, subgroup in enumerate(subgroups):
            for n in range(each):
                first = Merge.START if n == 0 else Merge.CONTINUE
                top = Merge.START if s == n == 0 else Merge.CONTINUE
                key = f"indicators/{group[:2]}-{s}-{n}"
                indicators.append(
                    row(
                        head("", 1, Merge.CONTINUE),
                        label(group if top is Merge.START else "", 1, top),
                        label(subgroup if first is Merge.START else "", 1, first),
                        entry(f"指标{n + 1}：完成事业单位登记{57 + n}家", f"{key}/name"),
                        entry(f"≥{57 + n}家", f"{key}/target"),
                        entry(f"{57 + n}家", f"{key}/actual"),
                        figure("2", f"{key}/points"),
                        figure("1.9", f"{key}/score"),
                        entry("", f"{key}/reason"),
                    )
                )
    return DrawnTable(
        form="sample.self-evaluation",
        title="部门整体支出绩效自评表",
        widths=tuple(Decimal(w) for w in ("8", "10", "11", "22", "11", "11", "7", "7", "13")),
        rows=(
            *rows,
            *indicators,
            row(
                label("总分", 6),
                figure("100", "total/only/points"),
                figure("96.5", "total/only/score"),
                entry("", "x/y/z"),
            ),
        ),
        sheet="自评表",
    )


def three_public() -> DrawnTable:
    """A header of three rows, all of it repeated; landscape."""
    items = [
        head("合计", 1, Merge.START),
        head("因公出国（境）费", 1, Merge.START),
        head("公务用车购置及运行维护费", 3),
        head("公务接待费", 1, Merge.START),
    ]
    closed = [head("", 1, Merge.CONTINUE), head("", 1, Merge.CONTINUE)]
    cars = [head("小计"), head("公务用车购置费"), head("公务用车运行维护费")]
    figures = ["12.40", "0.00", "8.40", "0.00", "8.40", "4.00", "9.97", "0.00", "8.35", "0.00", "8.35", "1.62"]
    return DrawnTable(
        form="sample.three-public",
        title="财政拨款“三公”经费支出决算表",
        widths=(Decimal(1),) * 12,
        rows=(
            row(head("预算数", 6), head("决算数", 6), header=True),
            row(*items, *items, header=True),
            row(*closed, *cars, closed[0], *closed, *cars, closed[0], header=True),
            row(*(DrawnCell(str(i), Role.ORDINAL) for i in range(1, 13))),
            row(*(figure(text, f"only/only/{i}") for i, text in enumerate(figures))),
        ),
        above=(("", "公开09表"), ("部门：样例县机构编制事务中心", "单位：万元")),
        notes=(
            "注：1. 本表反映部门本年度财政拨款“三公”经费支出预决算情况。预算数为全年预算数。",
            "2. 本表以“万元”为单位。",
        ),
        landscape=True,
        sheet="公开09表",
    )


def totals(count: int = 30) -> DrawnTable:
    """Two halves side by side, long enough for a second page."""
    income = ["一、一般公共预算财政拨款收入", "二、政府性基金预算财政拨款收入", "三、上级补助收入"]
    outlay = ["一、一般公共服务支出", "二、外交支出", "三、国防支出", "四、公共安全支出", "五、教育支出"]
    rows = [
        row(head("收入", 3), head("支出", 3), header=True),
        row(*(head(text) for text in ("项目", "行次", "决算数") * 2), header=True),
    ]
    rows.extend(
        row(
            label(income[i] if i < len(income) else ""),
            DrawnCell(str(i + 1), Role.ORDINAL),
            figure("582.84" if i == 0 else "", f"income/{i}/v"),
            label(outlay[i] if i < len(outlay) else f"{i + 1}、其他支出"),
            DrawnCell(str(i + 1 + count), Role.ORDINAL),
            figure("1,582.84" if i == 0 else "", f"outlay/{i}/v"),
        )
        for i in range(count)
    )
    rows.append(
        row(
            label("总计！", bold=True),
            DrawnCell("31", Role.ORDINAL),
            figure("582.84", "income/total/v", formula="SUM([income/0/v],[income/1/v],[income/2/v])", bold=True),
            label("总计", bold=True),
            DrawnCell("62", Role.ORDINAL),
            figure("1,582.84", "outlay/total/v", formula="SUM([outlay/0/v],[outlay/1/v])", bold=True),
        )
    )
    return DrawnTable(
        form="sample.totals",
        title="收入支出决算总表",
        widths=tuple(Decimal(w) for w in ("34", "6", "14", "34", "6", "14")),
        rows=tuple(rows),
        above=(("", "公开01表"), ("部门：样例县机构编制事务中心", "单位：万元")),
        notes=("注：本表反映部门本年度的总收支和年末结转结余情况。",),
        landscape=True,
        sheet="公开01表",
    )


def publication() -> Publication:
    """The whole sample."""
    return Publication(
        title="样例县机构编制事务中心2023年度部门整体支出绩效自评报告",
        blocks=(
            DrawnParagraph("样例县机构编制事务中心\n2023年度部门整体支出绩效自评报告", Style.TITLE),
            DrawnParagraph("一、部门基本情况", Style.HEADING1),
            DrawnParagraph("（一）机构设置", Style.HEADING2),
            DrawnParagraph(SENTENCE),
            DrawnParagraph("（二）部门整体支出情况", Style.HEADING2),
            DrawnParagraph("1．基本支出", Style.HEADING3),
            DrawnParagraph(SENTENCE * 3),
            DrawnParagraph("2．项目支出", Style.HEADING3),
            DrawnParagraph(SENTENCE),
            DrawnParagraph("二、存在的问题", Style.HEADING1),
            DrawnParagraph("一是=1+1这样的文字不是公式；\n二是@提及、-39.89也不是。"),
            DrawnParagraph("样例县机构编制事务中心", Style.SIGNATURE),
            DrawnParagraph("2024年3月5日", Style.SIGNATURE),
            DrawnParagraph("附件2", Style.ATTACHMENT),
            basic_data(),
            DrawnParagraph("填表人：　　　填报日期：　　　联系电话：　　　单位负责人签字：", Style.SIGNATURE),
            DrawnParagraph("附件3", Style.ATTACHMENT),
            self_evaluation(),
            DrawnParagraph("附件4", Style.ATTACHMENT),
            totals(),
            three_public(),
            DrawnParagraph("名词解释", Style.HEADING1),
            DrawnParagraph(SENTENCE),
        ),
        revision="a1b2c3d4-0007",
        organisation="样例县机构编制事务中心",
        year=2023,
    )


def one_table(*rows: DrawnRow, widths: int | None = None, title: str = "表") -> Publication:
    """A publication of one table made of these rows."""
    count = widths if widths is not None else sum(cell.column_span for cell in rows[0].cells)
    table = DrawnTable("sample.one", title, (Decimal(1),) * count, rows)
    return Publication("一张表", (table,))
