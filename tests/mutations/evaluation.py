"""Made-up self-evaluations of two layouts: a report, the table of basic data and the table of indicators, all right."""

# ruff: noqa: E501, S311 - tables and sentences of filings are read best as they are printed; nothing here is secret

from __future__ import annotations

import random
from decimal import ROUND_HALF_UP, Decimal

from tests.mutations.model import ABOVE, Block, Figures, Filing, Line, grid, marked

PROJECTS = ("档案数字化", "网络安全测评", "业务培训", "法规宣传")
OFFICE = {
    "办公费": 2,
    "印刷费": 1,
    "水费": 0.3,
    "电费": 0.6,
    "邮电费": 0.4,
    "差旅费": 2,
    "工会经费": 1.5,
    "其他交通费用": 3,
}
TREE = (
    ("产出指标", 50, (("数量指标", ("档案数字化卷数", "卷", 15)), ("数量指标", ("培训场次", "场", 10)),
                  ("质量指标", ("数字化抽检合格率", "%", 15)), ("时效指标", ("任务按时完成率", "%", 10)))),
    ("效益指标", 20, (("社会效益指标", ("查档便利度", "", 10)), ("可持续影响指标", ("档案管理制度", "", 10)))),
    ("成本指标", 10, (("经济成本指标", ("预算成本控制率", "≤", 10)),)),
    ("满意度指标", 10, (("服务对象满意度指标", ("查档群众满意度", "%", 10)),)),
)  # fmt: skip


def number(value: Decimal) -> str:
    """A figure without the zeros that say nothing."""
    return f"{value.normalize():f}" if value else "0"


class Evaluation:
    """The figures of one unit's evaluation, and its papers."""

    def __init__(self, seed: int, unit: str, year: int, layout: str) -> None:
        self.figures = Figures(random.Random(seed))
        self.unit, self.year, self.layout = unit, year, layout
        self._staff()
        self._money()
        self._scores()

    def _staff(self) -> None:
        put = self.figures
        put.put("quota", put.chance.randint(20, 40))
        put.put("staff", put.values["quota"] - put.chance.randint(0, 5))
        put.share("control", "staff", "quota")

    def _money(self) -> None:
        put, chance = self.figures, self.figures.chance
        for when, factor in (("prior", 1.1), ("budget", 1.05), ("actual", 1.0)):
            for name, high in OFFICE.items():
                put.draw(
                    f"{when}.{name}",
                    high * factor * (1.3 if when == "budget" else 0.5),
                    high * factor * (1.6 if when == "budget" else 1.2),
                )
            put.total(f"{when}.public", [f"{when}.{name}" for name in OFFICE])
            put.totals.pop()  # 其中 need not be all: a row less breaks nothing
            for name, low, high in (("running", 1.0, 2.0), ("reception", 0.5, 1.5)):
                shift = 2 if when != "actual" else 0
                put.draw(f"{when}.{name}", low + shift * 0.8, high + shift * 0.8)
            for name in ("purchase", "abroad"):
                put.put(f"{when}.{name}", 0)
            put.total(f"{when}.vehicle", [f"{when}.purchase", f"{when}.running"])
            put.total(f"{when}.three", [f"{when}.vehicle", f"{when}.abroad", f"{when}.reception"])
        for project in PROJECTS:
            put.draw(f"budget.{project}", 12, 30)
            put.draw(f"prior.{project}", 5, 20)
            opening = put.draw(f"opening.{project}", 1, 4)
            closing = put.put(f"closing.{project}", opening + Decimal(chance.randint(5, 90)).scaleb(-2))
            put.put(f"actual.{project}", put.values[f"budget.{project}"] + opening - closing)
            put.bind(f"opening.{project}", f"closing.{project}", f"actual.{project}", f"budget.{project}")
        for when in ("prior", "budget", "actual"):
            put.total(f"{when}.project", [f"{when}.{project}" for project in PROJECTS])
        put.draw("personnel", 150, 320)
        put.total("basic", ["personnel", "actual.public"])
        put.total("spent", ["basic", "actual.project"])
        carried = sum((put.values[f"closing.{p}"] - put.values[f"opening.{p}"] for p in PROJECTS), Decimal(0))
        put.put("received", put.values["spent"] + carried)
        put.bind("received")
        put.put("planned", put.values["spent"] + Decimal(chance.randint(200, 900)).scaleb(-2))
        put.put("granted", put.values["planned"] + Decimal(chance.randint(200, 900)).scaleb(-2))
        put.put("granted.basic", put.values["granted"] - put.values["actual.project"])
        put.put("planned.basic", put.values["planned"] - put.values["budget.project"])
        put.bind("granted", "granted.basic", "planned", "planned.basic")
        put.put("procured", put.values["actual.印刷费"])
        put.put("procured.budget", put.values["procured"] + Decimal("0.50"))

    def _scores(self) -> None:
        put, chance = self.figures, self.figures.chance
        put.share("execution", "spent", "granted")
        score = (put.values["execution"] / 10).quantize(Decimal("0.1"), ROUND_HALF_UP)
        put.put("score.execution", min(score, Decimal(10)))
        scores, weights = ["score.execution"], ["weight.execution"]
        put.put("weight.execution", 10)
        for group, weight, leaves in TREE:
            put.put(f"group.{group}", weight)
            for _, (name, unit, points) in leaves:
                put.put(f"weight.{name}", points)
                scores.append(f"score.{name}")
                weights.append(f"weight.{name}")
                self._indicator(name, unit, points, chance)
            put.total(f"group.{group}", [f"weight.{name}" for _, (name, *_) in leaves])
        put.total("score", scores)
        put.total("weight", weights)

    def _indicator(self, name: str, unit: str, points: int, chance: random.Random) -> None:
        put = self.figures
        put.put(f"score.{name}", points)
        if unit in ("卷", "场"):
            put.put(f"target.{name}", chance.randint(12, 400))
            put.put(f"done.{name}", put.values[f"target.{name}"] + chance.randint(0, 9))
        elif unit == "%":
            put.put(f"target.{name}", chance.randint(90, 96))
            put.put(f"done.{name}", put.values[f"target.{name}"] + chance.randint(1, 3))

    def filing(self) -> Filing:
        """Report and tables in one file."""
        blocks = [*self.report(), *self.basic_data(), *self.indicators()]
        name = f"{self.unit}{self.year}年度部门整体支出绩效自评"
        kind = f"evaluation {self.layout}"
        return Filing(
            name,
            kind,
            self.year,
            self.unit,
            tuple(blocks),
            frozenset(self.figures.related),
            tuple(self.figures.totals),
            self.figures,
        )

    def report(self) -> list[Block]:
        """The running text."""
        money, bare, year = self.figures.money, self.figures.bare, self.year
        spent = "；".join(f"{at}.{name}项目支出{money(f'actual.{name}')}万元" for at, name in enumerate(PROJECTS, 1))
        lines = [
            Line(f"{year}年度{self.unit}", "title"), Line("部门整体支出绩效自评报告", "title"),
            Line("一、部门（单位）基本情况", "heading1"),
            Line(f"{self.unit}为正科级单位，核定编制{bare('quota')}名，实有在职人员{bare('staff')}人。"),
            Line("二、一般公共预算支出情况", "heading1"), Line("（一）基本支出情况", "heading2"),
            Line(f"{year}年度本单位一般公共预算财政拨款收入{money('received')}万元。"),
            Line(f"{year}年度本单位一般公共预算财政拨款支出{money('spent')}万元，其中：基本支出{money('basic')}万元，"
                 f"人员经费{money('personnel')}万元，公用经费{money('actual.public')}万元，项目支出{money('actual.project')}万元。"),
            Line(f"{year}年“三公”经费支出{money('actual.three')}万元，其中：公务用车购置及运行维护费{money('actual.vehicle')}万元，"
                 f"因公出国（境）费0万元，公务接待费{money('actual.reception')}万元。"),
            Line("（二）项目支出情况", "heading2"), Line(f"{spent}。"),
            Line("三、政府性基金预算支出情况", "heading1"), Line("无。"),
            Line("四、国有资本经营预算支出情况", "heading1"), Line("无。"),
            Line("五、社会保险基金预算支出情况", "heading1"), Line("无。"),
            Line("六、资金使用及绩效情况", "heading1"), Line("（一）整体支出绩效情况", "heading2"),
            Line(f"本部门{year}年度年初收支预算{money('planned')}万元，全年实际支出{money('spent')}万元，自评得分{bare('score')}分。"),
            Line("（二）项目支出绩效情况", "heading2"),
            *[Line(f"{name}项目年初预算{money(f'budget.{name}')}万元，上年结转{money(f'opening.{name}')}万元，年中调整0万元，"
                   f"实际支出{money(f'actual.{name}')}万元，结余结转{money(f'closing.{name}')}万元。") for name in PROJECTS],
            Line("七、存在的问题及原因分析", "heading1"), Line("绩效指标还不够细化，原因是对业务数据积累不足。"),
            Line("八、下一步改进措施", "heading1"), Line("加强培训，细化绩效指标，完善内部控制制度。"),
            Line("九、绩效自评结果拟应用和公开情况", "heading1"), Line("自评结果作为下年度预算安排的依据，并在政府门户网站公开。"),
        ]  # fmt: skip
        return list(lines)

    def basic_data(self) -> list[Block]:
        """The table of basic data."""
        year, bare = self.year, self.figures.bare
        longhui = self.layout == "longhui"
        title = "部门整体支出绩效评价基础数据表"
        rows = [["财政供养人员情况（人）" if not longhui else "财政供养人员情况", "编制数", f"{year}年实际在职人数", "控制率"],
                [ABOVE, bare("quota"), bare("staff"), bare("control") + "%"],
                ["经费控制情况（万元）", f"{year - 1}年决算数", f"{year}年预算数", f"{year}年决算数"]]  # fmt: skip
        if longhui:
            rows.insert(0, ["单位名称", self.unit])
        labels = [("三公经费", "three"), ("1、公务用车购置和维护经费", "vehicle"), ("其中：公车购置", "purchase"),
                  ("公车运行维护", "running"), ("2、出国经费", "abroad"), ("3、公务接待", "reception"),
                  ("县级专项资金：" if longhui else "项目支出：", "project")]  # fmt: skip
        labels += [(f"{at}、{name}", name) for at, name in enumerate(PROJECTS, 1)]
        labels.append(("公用经费", "public"))
        if longhui:
            self._grouped()
            labels += [
                ("其中：办公经费", "office"),
                ("水费、电费、差旅费", "utilities"),
                ("会议费、培训费", "meetings"),
            ]
        else:
            labels += [(f"其中：{name}" if not at else name, name) for at, name in enumerate(OFFICE)]
        rows += [
            [label, *[self._amount(f"{when}.{name}") for when in ("prior", "budget", "actual")]]
            for label, name in labels
        ]
        rows.append(["政府采购金额", "——", self._amount("procured.budget"), self._amount("procured")])
        rows.append(["部门基本支出预算调整", "——", "0", "0"])
        spans = [[1] * len(row) if len(row) > 2 else [1, 3] for row in rows]
        spans = [[1, 2, 2, 1] if len(row) == 4 else [1, 5] for row in spans]
        rows += [[f"楼堂馆所控制情况（{year}年完工项目）", "批复规模（㎡）", "实际规模（㎡）", "规模控制率", "预算投资（万元）", "实际投资（万元）", "投资概算控制率"],
                 [ABOVE, "0", "0", "0", "0", "0", "0"], ["厉行节约保障措施", "严格执行公务接待和公务用车管理制度，办公用品集中采购。"]]  # fmt: skip
        spans = [[1, 2, 2, 2] if len(row) == 4 else [1, 6] for row in spans] + [[1] * 7, [1] * 7, [1, 6]]
        head = [] if longhui else [Line("附件2", "attachment")]
        named = title if longhui else f"{year}年度{title}"
        return [Line("附件3", "attachment") if longhui else head[0], grid(named, rows, spans), self._signed()]

    def _grouped(self) -> None:
        put = self.figures
        for when in ("prior", "budget", "actual"):
            put.put(f"{when}.office", put.values[f"{when}.办公费"])
            put.total(f"{when}.utilities", [f"{when}.{name}" for name in ("水费", "电费", "差旅费")])
            lone = {f"{when}.utilities", *[f"{when}.{name}" for name in OFFICE]}
            put.related -= lone if when == "actual" else {*lone, f"{when}.public"}
            put.totals = [one for one in put.totals if one[0] not in {f"{when}.public", f"{when}.utilities"}]
            put.put(f"{when}.meetings", 0)

    def _amount(self, key: str) -> str:
        value = self.figures.values[key]
        return self.figures.money(key) if value else "0"

    def _signed(self) -> Line:
        return Line(
            f"填表人：张某某   填报日期：{self.year + 1}年3月1日   联系电话：00000000   单位负责人签字：李某某",
            "signature",
        )

    def indicators(self) -> list[Block]:
        """The table of indicators."""
        money, bare, year = self.figures.money, self.figures.bare, self.year
        longhui = self.layout == "longhui"
        for name in ("planned", "granted", "spent"):
            self.figures.bind(name)
        split, by = ("planned", "县级专项资金") if longhui else ("granted", "项目支出")
        part = self.figures.put("split.project", self.figures.values["budget.project" if longhui else "actual.project"])
        self.figures.put("split.basic", self.figures.values[split] - part)
        self.figures.bind("split.project", "split.basic", split)
        name = "预算单位名称" if longhui else "预算部门（单位）名称"
        rows = [
            [name, self.unit],
            ["年度预算申请（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
            [ABOVE, "年度资金总额", money("planned"), money("granted"), money("spent"), bare("weight.execution"),
             bare("execution") + "%", self._points("score.execution")],
            [ABOVE, f"按收入性质分：{money(split)}", f"按支出性质分：{money(split)}"],
            [ABOVE, f"其中：一般公共预算：{money(split)}", f"其中：基本支出：{money('split.basic')}"],
            [ABOVE, "政府性基金拨款：0", f"{by}：{money('split.project')}"],
            [ABOVE, "纳入专户管理的非税收入拨款：0", ""],
            [ABOVE, "其他资金：0", ""],
            ["年度总体目标", "预期目标", "实际完成情况"],
            [ABOVE, "完成档案数字化和培训任务，群众满意。", "档案数字化和培训任务已完成，群众满意。"],
            ["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"],
        ]  # fmt: skip
        spans = [
            [1, 8],
            [1, 2, 1, 1, 1, 1, 1, 1],
            [1, 2, 1, 1, 1, 1, 1, 1],
            *[[1, 4, 4]] * 5,
            *[[1, 4, 4]] * 2,
            [1] * 9,
        ]
        for group, _, leaves in TREE:
            first, before = True, ""
            for subgroup, (leaf, unit, _) in leaves:
                head = f"{group}（{bare(f'group.{group}')}分）"
                rows.append([ABOVE, head if first else ABOVE, ABOVE if subgroup == before else subgroup, leaf,
                             *self._values(leaf, unit), bare(f"weight.{leaf}"), bare(f"score.{leaf}"), ""])  # fmt: skip
                spans.append([1] * 9)
                first, before = False, subgroup
        rows.append(["总分", bare("weight"), self._points("score"), ""])
        spans.append([6, 1, 1, 1])
        title = "部门整体支出绩效自评表" if longhui else f"{year}年度部门整体支出绩效自评表"
        attachment = Line("附件4" if longhui else "附件3", "attachment")
        return [attachment, grid(title, rows, spans, head=0), self._signed()]

    def _points(self, key: str) -> str:
        return marked(key, number(self.figures.values[key]))

    def _values(self, name: str, unit: str) -> tuple[str, str]:
        bare = self.figures.bare
        if unit in ("卷", "场"):
            return f"≥{bare(f'target.{name}')}{unit}", f"{bare(f'done.{name}')}{unit}"
        if unit == "%":
            return f"≥{bare(f'target.{name}')}%", f"{bare(f'done.{name}')}%"
        return ("≤100%", "100%") if unit else ("明显提高", "明显提高")


def evaluation(seed: int, unit: str, year: int, layout: str = "lusong") -> Filing:
    """The self-evaluation of a made-up unit in one of the layouts."""
    return Evaluation(seed, unit, year, layout).filing()
