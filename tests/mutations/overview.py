"""A made-up evaluation in the older Hunan layout: overview table, report, and a sheet of scored rules."""

# ruff: noqa: E501, S311 - tables and sentences of filings are read best as they are printed; nothing here is secret

from __future__ import annotations

import random
from decimal import Decimal

from tests.mutations.model import ABOVE, Block, Figures, Filing, Line, grid

RULES = (
    ("投入（15分）", "预算配置（15分）", (("财政供养人员控制率", "以100%为标准。在职人员控制率≦100%，计5分；每超过一个百分点扣0.5分，扣完为止。", 5),
        ("“三公”经费变动率", "“三公”经费变动率≦0,计5分；“三公”经费＞0，每超过一个百分点扣0.5分，扣完为止。", 5),
        ("重点支出安排率", "重点支出安排率≥90%，计5分；80%（含）-90%，计4分；70%（含）-80%，计3分；60%（含）-70%，计2分；低于60%不得分。", 5))),
    ("过程（50分）", "预算执行（30分）", (("预算完成率", "完成率100%计10分；每低于一个百分点扣0.2分。", 10), ("资金结余", "无结余或结余不超过上年的计10分。", 10),
        ("公用经费控制率", "以100%为标准，每超过一个百分点扣1分。", 10))),
    ("过程（50分）", "预算管理（20分）", (("管理制度健全性", "制度健全计10分。", 10), ("资金使用合规性", "使用合规计10分。", 10))),
    ("产出及效果（35分）", "职责履行（35分）", (("重点工作完成率", "完成重点工作计15分。", 15), ("社会效益", "效益明显计10分。", 10),
        ("社会公众或服务对象满意度", "95%（含）以上计10分；85%（含）-95%，计6分；低于85%计0分。", 10))),
)  # fmt: skip


class Overview:
    """The figures of one unit, and its three papers."""

    def __init__(self, seed: int, unit: str, year: int) -> None:
        put = self.figures = Figures(random.Random(seed))
        self.unit, self.year = unit, year
        put.put("quota", put.chance.randint(12, 30))
        put.put("staff", put.values["quota"] - put.chance.randint(0, 4))
        put.draw("personnel", 120, 300)
        put.draw("public", 20, 60)
        put.total("basic", ["personnel", "public"])
        put.draw("project", 10, 50)
        put.total("spent", ["basic", "project"])
        put.share("share.basic", "basic", "spent")
        put.draw("opening", 1, 6)
        put.draw("closing", 0.5, 5)
        put.put("general", put.values["spent"] + put.values["closing"] - put.values["opening"])
        put.total("income", ["opening", "general"])
        put.put("current", put.values["general"] - put.values["spent"])
        put.bind("closing", "spent", "general", "opening")
        put.draw("reception", 0.5, 1.5)
        put.draw("running", 1, 3)
        put.put("zero", 0)
        put.total("three", ["reception", "running"])
        put.put("ceiling", put.values["three"] + Decimal(put.chance.randint(10, 80)).scaleb(-2))
        put.share("three.rate", "three", "ceiling")
        put.draw("in_use", 20, 60)
        put.total("assets", ["in_use"])
        for name, points in [(name, points) for *_, leaves in RULES for name, _, points in leaves]:
            put.put(f"weight.{name}", points)
            put.put(f"score.{name}", points - (1 if name == "社会效益" else 0))
        names = [name for *_, leaves in RULES for name, *_ in leaves]
        put.total("weight", [f"weight.{name}" for name in names])
        put.total("score", [f"score.{name}" for name in names])

    def filing(self) -> Filing:
        """The three papers in one file."""
        blocks = [
            self._table(),
            Line("填报人（签名）：张某某   联系电话：00000000", "signature"),
            *self._report(),
            self._scores(),
        ]
        name = f"{self.unit}{self.year}年度部门整体支出绩效自评"
        return Filing(
            name,
            "overview",
            self.year,
            self.unit,
            tuple(blocks),
            frozenset(self.figures.related),
            tuple(self.figures.totals),
            self.figures,
        )

    def _table(self) -> Block:
        cell, bare, money = self.figures.cell, self.figures.bare, self.figures.money
        rows: list[list[str]] = []
        spans: list[list[int]] = []

        def add(cells: list[str], *wide: int) -> None:
            rows.append(cells)
            spans.append(list(wide))

        whole, own = "局机关及二级机构汇总", "1、局机关"
        add(["一、部门（单位）基本概况"], 12)
        add(["联系人", "张某某", "联络电话", "00000000"], 3, 3, 3, 3)
        add(["人员编制", bare("quota"), "实有人数", bare("staff")], 3, 3, 3, 3)
        add(["职能职责概述", "贯彻执行有关法律法规和政策，完成交办的其他事项。"], 3, 9)
        add(["年度主要工作内容", "任务1：完成年度重点工作"], 3, 9)
        add(["年度部门（单位）总体运行情况及取得的成绩", "各项工作按计划完成。"], 3, 9)
        add(["二、部门（单位）收支情况"], 12)
        add(["年度收入情况（万元）"], 12)
        add(["机构名称", "收入合计", "其中："], 3, 2, 7)
        add(
            [ABOVE, ABOVE, "上年结转", "公共财政拨款", "政府基金拨款", "纳入专户管理的非税收入拨款", "其他收入"],
            3,
            2,
            1,
            2,
            1,
            2,
            1,
        )
        for label in (whole, own):
            add([label, cell("income"), cell("opening"), cell("general"), "", "", ""], 3, 2, 1, 2, 1, 2, 1)
        add(["部门（单位）年度支出和结余情况（万元）"], 12)
        add(["机构名称", "支出合计", "其中：", "结余"], 3, 2, 4, 3)
        add([ABOVE, ABOVE, "基本支出", "其中：", "项目支出", "当年结余", "累计结余"], 3, 2, 1, 2, 1, 1, 2)
        add([ABOVE, ABOVE, ABOVE, "人员支出", "公用支出", ABOVE, ABOVE, ABOVE], 3, 2, 1, 1, 1, 1, 1, 2)
        for label in (whole, own):
            add([label, cell("spent"), cell("basic"), cell("personnel"), cell("public"), cell("project"),
                 money("current"), cell("closing")], 3, 2, 1, 1, 1, 1, 1, 2)  # fmt: skip
        add(["机构名称", "三公经费合计", "其中："], 3, 2, 7)
        add([ABOVE, ABOVE, "公务接待费", "公务用车运维费", "公务用车购置费", "因公出国费"], 3, 2, 2, 2, 1, 2)
        for label in (whole, own):
            add([label, cell("three"), cell("reception"), cell("running"), "", ""], 3, 2, 2, 2, 1, 2)
        add(["机构名称", "固定资产合计", "其中：", "其他"], 3, 2, 5, 2)
        add([ABOVE, ABOVE, "在用固定资产", "出租固定资产", ABOVE], 3, 2, 3, 2, 2)
        for label in (whole, own):
            add([label, cell("assets"), cell("in_use"), "", ""], 3, 2, 3, 2, 2)
        add(["三、部门（单位）整体支出绩效自评情况"], 12)
        add(["整体支出绩效定性目标及实施计划完成情况", "预期目标", "实际完成"], 3, 4, 5)
        add([ABOVE, "完成年度重点工作", "年度重点工作完成"], 3, 4, 5)
        add(["整体支出绩效定量目标及实施计划完成情况", "评价内容", "绩效目标", "完成情况"], 3, 3, 3, 3)
        add([ABOVE, "产出目标", "质量指标", "指标1：按计划开展工作", "按计划开展"], 3, 1, 2, 3, 3)
        add([ABOVE, "效益目标", "社会效益", "指标1：服务群众", "群众办事方便"], 3, 1, 2, 3, 3)
        add([ABOVE, ABOVE, "社会公众或服务对象满意度", "指标1：群众满意度达95%以上", "满意度达97%"], 3, 1, 2, 3, 3)
        add(["绩效自评综合得分", bare("score")], 3, 9)
        add(["评价等次", "优"], 3, 9)
        return grid(f"{self.year}年度部门整体支出绩效自评基本情况表", rows, spans, head=0)

    def _report(self) -> list[Block]:
        money, bare, year = self.figures.money, self.figures.bare, self.year
        return [
            Line(self.unit, "title"), Line(f"{year}年部门整体支出绩效评价报告", "title"),
            Line("一、部门（单位）概况", "heading1"), Line("（一）部门（单位）基本情况", "heading2"),
            Line(f"{self.unit}为正科级单位，核定人员编制{bare('quota')}名，实有在职人员{bare('staff')}人。"),
            Line("（二）部门（单位）整体支出规模、使用方向和主要内容、涉及范围等", "heading2"),
            Line(f"{year}年本单位整体支出{money('spent')}万元，其中：基本支出{money('basic')}万元，占总支出的{bare('share.basic')}%；"
                 f"项目支出{money('project')}万元。"),
            Line("二、部门（单位）整体支出管理及使用情况", "heading1"), Line("（一）基本支出", "heading2"),
            Line(f"{year}年基本支出{money('basic')}万元，其中：人员支出{money('personnel')}万元，公用支出{money('public')}万元。"),
            Line(f"{year}年三公经费支出{money('three')}万元，财政下达控制数为{money('ceiling')}万元，完成财政下达控制数的{bare('three.rate')}%，"
                 f"其中因公出国（境）费0万元，公务用车购置及运行维护费{money('running')}万元，公务接待费{money('reception')}万元。"),
            Line("（二）专项支出", "heading2"), Line(f"本年专项资金共计支出{money('project')}万元。"),
            Line("三、部门（单位）专项组织实施情况", "heading1"), Line("严格按照项目资金管理办法使用资金。"),
            Line("四、部门（单位）整体支出绩效情况", "heading1"), Line("各项工作按计划完成，群众办事方便。"),
            Line("“三公”经费变动率为-5.20%，重点支出安排率为92.00%，预算完成率为100.00%，公用经费控制率为98.00%。"),
            Line("五、存在的主要问题", "heading1"), Line("预算编制还不够精细。"),
            Line("六、改进措施和有关建议", "heading1"), Line("加强预算编制和绩效管理培训。"),
            Line(self.unit, "signature"), Line(f"{year + 1}年4月2日", "signature"),
        ]  # fmt: skip

    def _scores(self) -> Block:
        bare = self.figures.bare
        rows = [["一级指标", "二级指标", "三级指标", "评分标准", "分值", "自评得分", "扣分原因和其他说明"]]
        before = ("", "")
        for first, second, leaves in RULES:
            for name, standard, _ in leaves:
                why = "服务方式还不够多样，下年度改进" if name == "社会效益" else ""
                rows.append([ABOVE if first == before[0] else first, ABOVE if second == before[1] else second, name, standard,
                             bare(f"weight.{name}"), bare(f"score.{name}"), why])  # fmt: skip
                before = (first, second)
        rows.append(["总分", "", "", "", bare("weight"), bare("score"), ""])
        return grid("部门整体支出绩效评价评分表", rows)


def overview(seed: int, unit: str, year: int) -> Filing:
    """The evaluation of a made-up unit in the older layout."""
    return Overview(seed, unit, year).filing()
