"""Made-up final accounts: nine forms and the narrative, every sum, share, change and completion right."""

# ruff: noqa: E501, S311 - tables and sentences of filings are read best as they are printed; nothing here is secret

from __future__ import annotations

import random
from decimal import Decimal

from tests.mutations.model import ABOVE, Block, Figures, Filing, Line, grid

CLASSES = (
    "一般公共服务支出", "外交支出", "国防支出", "公共安全支出", "教育支出", "科学技术支出", "文化旅游体育与传媒支出",
    "社会保障和就业支出", "卫生健康支出", "节能环保支出", "城乡社区支出", "农林水支出", "交通运输支出",
    "资源勘探工业信息等支出", "商业服务业等支出", "金融支出", "援助其他地区支出", "自然资源海洋气象等支出", "住房保障支出",
)  # fmt: skip
NUMERALS = "一二三四五六七八九十"
NAMES = {
    "201": "一般公共服务支出", "20131": "党委办公厅（室）及相关机构事务", "2013101": "行政运行",
    "2013102": "一般行政管理事务", "2013105": "专项业务", "208": "社会保障和就业支出", "20805": "行政事业单位养老支出",
    "2080505": "机关事业单位基本养老保险缴费支出", "210": "卫生健康支出", "21011": "行政事业单位医疗",
    "2101101": "行政单位医疗", "212": "城乡社区支出", "21208": "国有土地使用权出让收入安排的支出",
    "2120899": "其他国有土地使用权出让收入安排的支出", "221": "住房保障支出", "22102": "住房改革支出", "2210201": "住房公积金",
}  # fmt: skip
ITEMS = ("2013101", "2013102", "2013105", "2080505", "2101101", "2210201")
PROJECTS = ("2013102", "2013105")
LAND = "2120899"
WAGES = {"30101": "基本工资", "30102": "津贴补贴", "30103": "奖金", "30107": "绩效工资", "30108": "机关事业单位基本养老保险缴费",
         "30110": "职工基本医疗保险缴费", "30113": "住房公积金"}  # fmt: skip
HOUSEHOLD = {"30302": "退休费", "30305": "生活补助"}
GOODS = {"30201": "办公费", "30202": "印刷费", "30205": "水费", "30206": "电费", "30207": "邮电费", "30211": "差旅费",
         "30216": "培训费", "30217": "公务接待费", "30228": "工会经费", "30231": "公务用车运行维护费", "30299": "其他商品和服务支出"}  # fmt: skip
CAPITAL = {"31002": "办公设备购置"}
THREE = {"abroad": "因公出国（境）费", "vehicle": "公务用车购置及运行维护费", "reception": "公务接待费"}


def ordinal(number: int) -> str:
    """一 to 十九."""
    return ("十" if number > 10 else "") + NUMERALS[(number - 1) % 10]


class Accounts:
    """The figures of one unit's final accounts, and the papers that state them."""

    def __init__(self, seed: int, unit: str, year: int, *, fund: bool, carried: bool, other: bool) -> None:
        self.figures = Figures(random.Random(seed))
        self.unit, self.year, self.fund, self.carried, self.other = unit, year, fund, carried, other
        self.items = [*ITEMS, *([LAND] if fund else [])]
        self._spending()
        self._flow()
        self._three_public()
        self._others()

    def _spending(self) -> None:
        put = self.figures
        for codes, low, high in ((WAGES, 12, 60), (HOUSEHOLD, 1, 9), (GOODS, 1, 9), (CAPITAL, 1, 5)):
            for code in codes:
                put.draw(f"e.{code}", low, high)
        for head, codes in (("301", WAGES), ("303", HOUSEHOLD), ("302", GOODS), ("310", CAPITAL)):
            put.total(f"e.{head}", [f"e.{code}" for code in codes])
        put.total("personnel", ["e.301", "e.303"])
        put.total("public", ["e.302", "e.310"])
        put.total("basic", ["personnel", "public"])
        rest = put.values["basic"]
        for item in ("2080505", "2101101", "2210201"):
            rest -= put.draw(f"i.{item}.basic", 3, 15)
        put.put("i.2013101.basic", rest)
        for item in PROJECTS:
            put.draw(f"i.{item}.project", 8, 60)
        if self.fund:
            put.draw(f"i.{LAND}.project", 10, 40)
        for level in ("item", "section", "class"):
            self._levels({"item": 7, "section": 5, "class": 3}[level])
        for column in ("basic", "project", ""):
            general = [item for item in ITEMS if f"i.{item}.{column or 'all'}" in put.values]
            put.total(f"general.{column or 'all'}", [f"i.{item}.{column or 'all'}" for item in general])
        put.bind("general.basic", "basic")
        put.total("project", ["general.project", *([f"i.{LAND}.project"] if self.fund else [])])
        put.total("expenditure", ["basic", "project"])
        put.share("share.basic", "basic", "expenditure")
        put.put("share.project", 100 - put.values["share.basic"])
        put.share("share.general", "general.all", "expenditure")
        put.share("share.personnel", "personnel", "basic")
        put.put("share.public", 100 - put.values["share.personnel"])
        put.bind("share.public", "share.project")

    def _levels(self, width: int) -> None:
        put = self.figures
        for code in dict.fromkeys(item[:width] for item in self.items):
            children = [item for item in self.items if item.startswith(code)]
            for column in ("basic", "project"):
                parts = [f"i.{item}.{column}" for item in children if f"i.{item}.{column}" in put.values]
                if parts and width < len(LAND):
                    put.total(f"i.{code}.{column}", parts)
            put.total(f"i.{code}.all", [key for key in (f"i.{code}.basic", f"i.{code}.project") if key in put.values])

    def _flow(self) -> None:
        put = self.figures
        general = put.values["general.all"]
        opening = put.draw("opening", 1, 9) if self.carried else put.put("opening", 0)
        closing = put.draw("closing", 1, 9) if self.carried else put.put("closing", 0)
        outside = put.put("revenue.other", 0)
        put.put("revenue.general", general + closing - opening - outside)
        put.put("revenue.fund", put.values[f"i.{LAND}.all"] if self.fund else 0)
        put.total("revenue.fiscal", ["revenue.general", "revenue.fund"])
        put.total("revenue", ["revenue.fiscal", "revenue.other"])
        put.total("total", ["revenue", "opening"])
        put.bind("total", "expenditure", "closing")
        put.share("share.fiscal", "revenue.fiscal", "revenue")
        for name, of in (("total", "total"), ("fiscal", "total"), ("general", "general.all")):
            change = put.draw(f"change.{name}", 3, 30) if name != "fiscal" else put.values["change.total"]
            put.put(f"change.{name}", change)
            before = put.put(f"before.{name}", put.values[of] - self.sign(name) * change)
            rate = (change * 100 / before).quantize(Decimal("0.01"))
            put.put(f"rate.{name}", rate)
            put.bind(f"change.{name}", f"rate.{name}", of)
        for item in (*ITEMS, "general"):
            actual = put.values["general.all" if item == "general" else f"i.{item}.all"]
            if item != "general":
                put.put(f"budget.{item}", (actual * put.chance.randint(85, 120) / 100).quantize(Decimal("0.01")))
        put.total("budget.general", [f"budget.{item}" for item in ITEMS])
        for item in ITEMS:
            put.share(f"done.{item}", f"i.{item}.all", f"budget.{item}")
        put.share("done.general", "general.all", "budget.general")

    def sign(self, name: str) -> int:
        """Whether a figure grew or fell; the accounts and the fiscal accounts as a whole alike."""
        return 1 if (len(self.unit) + self.year + (name == "general")) % 2 else -1

    def _three_public(self) -> None:
        put = self.figures
        put.put("tp.running", put.values["e.30231"])
        put.put("tp.purchase", 0)
        put.put("tp.vehicle", put.values["tp.running"])
        put.put("tp.reception", put.values["e.30217"])
        put.put("tp.abroad", 0)
        put.bind("tp.running", "tp.vehicle", "tp.reception", "e.30231", "e.30217")
        put.total("tp.total", ["tp.abroad", "tp.vehicle", "tp.reception"])
        for name in ("running", "reception"):
            put.put(f"tpb.{name}", put.values[f"tp.{name}"] + Decimal(put.chance.randint(5, 90)).scaleb(-2))
        put.put("tpb.purchase", 0)
        put.put("tpb.abroad", 0)
        put.put("tpb.vehicle", put.values["tpb.running"])
        put.total("tpb.total", ["tpb.abroad", "tpb.vehicle", "tpb.reception"])
        for name in ("total", "vehicle", "reception"):
            put.share(f"tpd.{name}", f"tp.{name}", f"tpb.{name}")
        for name in ("vehicle", "reception"):
            change = put.put(f"tpc.{name}", Decimal(put.chance.randint(5, 60)).scaleb(-2))
            before = put.put(f"tpy.{name}", put.values[f"tp.{name}"] + change)
            put.put(f"tpr.{name}", (change * 100 / before).quantize(Decimal("0.01")))
            put.bind(f"tpc.{name}", f"tpr.{name}", f"tp.{name}")
        put.share("tps.vehicle", "tp.vehicle", "tp.total")
        put.put("tps.reception", 100 - put.values["tps.vehicle"])
        put.bind("tps.reception")
        put.put("groups", put.chance.randint(5, 20))
        put.put("guests", put.values["groups"] * put.chance.randint(3, 7))

    def _others(self) -> None:
        put, chance = self.figures, self.figures.chance
        change = put.draw("mech.change", 1, 4)
        before = put.values["public"] + change
        put.put("mech.rate", (change * 100 / before).quantize(Decimal("0.01")))
        put.bind("mech.change", "mech.rate", "public")
        for part in ("goods", "works", "services"):
            put.draw(f"buy.{part}", 1, 6)
        put.total("buy", [f"buy.{part}" for part in ("goods", "works", "services")])
        put.put("buy.small", (put.values["buy"] * chance.randint(60, 90) / 100).quantize(Decimal("0.01")))
        put.put("buy.micro", (put.values["buy.small"] * chance.randint(50, 90) / 100).quantize(Decimal("0.01")))
        put.share("buy.small.share", "buy.small", "buy")
        put.share("buy.micro.share", "buy.micro", "buy")
        kinds = ("leader", "secret", "rescue", "duty", "special", "rest")
        for kind in kinds:
            put.put(f"car.{kind}", chance.randint(0, 2) if kind in ("rescue", "rest") else 0)
        put.put("car.secret", 1)
        put.total("cars", [f"car.{kind}" for kind in kinds])
        put.put("meeting.people", chance.randint(20, 90))
        put.put("meetings", chance.randint(2, 5))
        put.draw("meeting", 1, 3)
        put.put("training.people", chance.randint(10, 60))
        put.bind("e.30216")

    def filing(self) -> Filing:
        """The whole publication."""
        blocks = [
            Line(f"{self.unit}{self.year}年度部门决算公开", "title"),
            Line(f"第一部分 {self.unit}概况", "heading1"),
            Line("一、部门职责", "heading2"),
            Line("贯彻执行国家有关法律法规和政策，完成上级交办的其他事项。"),
            Line("二、机构设置及决算单位构成", "heading2"),
            Line(f"{self.unit}{self.year}年部门决算汇总公开单位构成包括：{self.unit}本级。"),
            Line(f"第二部分 {self.year}年度部门决算表", "heading1"),
            *self.tables(),
            Line(f"第三部分 {self.year}年度部门决算情况说明", "heading1"),
            *self.narrative(),
            Line("第四部分 名词解释", "heading1"),
            Line("一、基本支出：指为保障机构正常运转、完成日常工作任务而发生的人员支出和公用支出。"),
            Line("二、项目支出：指在基本支出之外为完成特定行政任务和事业发展目标所发生的支出。"),
            Line("第五部分 附件", "heading1"),
            Line("无。"),
        ]
        name = f"{self.unit}{self.year}年度部门决算公开"
        return Filing(
            name,
            "final accounts",
            self.year,
            self.unit,
            tuple(blocks),
            frozenset(self.figures.related),
            tuple(self.figures.totals),
            self.figures,
        )

    def tables(self) -> list[Block]:
        """The nine forms."""
        return [
            self._totals(), Line("注：本表反映部门本年度的总收支和年末结转结余情况。", "note"),
            self._by_function("收入决算表", 2, ["本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"], ["in", "in"] + [""] * 5),
            Line("注：本表反映部门本年度取得的各项收入情况。", "note"),
            self._by_function("支出决算表", 3, ["本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"], ["all", "basic", "project", "", "", ""]),
            Line("注：本表反映部门本年度各项支出情况。", "note"),
            self._fiscal(), Line("注：本表反映部门本年度财政拨款的总收支和年末结转结余情况。", "note"),
            self._by_function("一般公共预算财政拨款支出决算表", 5, ["小计", "基本支出", "项目支出"], ["all", "basic", "project"]),
            Line("注：本表反映部门本年度一般公共预算财政拨款支出情况。", "note"),
            self._basic(), Line("注：本表反映部门本年度一般公共预算财政拨款基本支出明细情况。", "note"),
            *self._fund(), self._state_capital(),
            Line(f"说明：{self.unit}没有国有资本经营预算财政拨款支出，故本表无数据。", "note"),
            self._three(), Line("注：本表反映部门本年度“三公”经费支出预决算情况。", "note"),
        ]  # fmt: skip

    def _above(self, number: int) -> tuple[str, str]:
        return (f"部门：{self.unit}", f"公开{number:02d}表 单位：万元")

    def _totals(self) -> Block:
        cell = self.figures.cell
        left = [
            ("一、一般公共预算财政拨款收入", cell("revenue.general")),
            ("二、政府性基金预算财政拨款收入", cell("revenue.fund")),
            ("三、国有资本经营预算财政拨款收入", ""),
            ("四、上级补助收入", ""),
            ("五、事业收入", ""),
            ("六、经营收入", ""),
            ("七、附属单位上缴收入", ""),
            ("八、其他收入", cell("revenue.other")),
        ]
        left += [("", "")] * (len(CLASSES) - len(left))
        left += [("本年收入合计", cell("revenue")), ("使用非财政拨款结余", ""), ("年初结转和结余", cell("opening")), ("总计", cell("total"))]  # fmt: skip
        codes = {NAMES[item[:3]]: item[:3] for item in self.items}
        right = [
            (f"{ordinal(at)}、{name}", cell(f"i.{codes[name]}.all") if name in codes else "")
            for at, name in enumerate(CLASSES, 1)
        ]
        right += [("本年支出合计", cell("expenditure")), ("结余分配", ""), ("年末结转和结余", cell("closing")), ("总计", cell("total"))]  # fmt: skip
        rows = [
            ["收入", "支出"],
            ["项目", "行次", "决算数", "项目", "行次", "决算数"],
            ["栏次", "", "1", "栏次", "", "2"],
        ]
        spans = [[3, 3], [1] * 6, [1] * 6]
        for at, (one, two) in enumerate(zip(left, right, strict=True), 1):
            rows.append([one[0], str(at), one[1], two[0], str(at + len(left)), two[1]])
            spans.append([1] * 6)
        return grid("收入支出决算总表", rows, spans, head=3, above=self._above(1))

    def _lines(self, codes: list[str]) -> list[str]:
        found = []
        for item in sorted(codes):
            found += [code for code in (item[:3], item[:5], item) if code not in found]
        return found

    def _by_function(self, title: str, number: int, heads: list[str], columns: list[str]) -> Block:
        cell, general = self.figures.cell, number == 5
        width = len(heads)
        rows = [
            ["项目", *heads],
            ["功能分类科目编码", "科目名称", *[ABOVE] * width],
            ["栏次", *map(str, range(1, width + 1))],
        ]
        spans = [[2] + [1] * width, [1] * (width + 2), [2] + [1] * width]
        whole = {"in": "revenue", "all": "general.all" if general else "expenditure", "basic": "basic"}
        whole["project"] = "general.project" if general else "project"
        rows.append(["合计", *[cell(whole[column]) if column else "" for column in columns]])
        spans.append([2] + [1] * width)
        if number == 2:
            self._income()
        for code in self._lines(list(ITEMS) if general else self.items):
            rows.append([code, NAMES[code], *[cell(f"i.{code}.{column}") if column else "" for column in columns]])
            spans.append([1] * (width + 2))
        return grid(title, rows, spans, head=3, above=self._above(number))

    def _income(self) -> None:
        """Revenue by function: spending, with what was carried in or out on the first item."""
        put = self.figures
        for item in self.items:
            put.put(f"i.{item}.in", put.values[f"i.{item}.all"])
        put.values["i.2013101.in"] += put.values["closing"] - put.values["opening"]
        for width in (5, 3):
            for code in dict.fromkeys(item[:width] for item in self.items):
                put.total(f"i.{code}.in", [f"i.{item}.in" for item in self.items if item.startswith(code)])
        put.bind("revenue")

    def _fiscal(self) -> Block:
        cell = self.figures.cell
        left = [
            ("一、一般公共预算财政拨款", cell("revenue.general")),
            ("二、政府性基金预算财政拨款", cell("revenue.fund")),
            ("三、国有资本经营预算财政拨款", ""),
        ]
        left += [("", "")] * (len(CLASSES) - len(left))
        left += [("本年收入合计", cell("revenue.fiscal")), ("年初财政拨款结转和结余", cell("opening")),
                 ("一般公共预算财政拨款", cell("opening")), ("政府性基金预算财政拨款", ""),
                 ("国有资本经营预算财政拨款", ""), ("总计", cell("total"))]  # fmt: skip
        codes = {NAMES[item[:3]]: item[:3] for item in self.items}
        right = []
        for at, name in enumerate(CLASSES, 1):
            code = codes.get(name, "")
            land = code == LAND[:3]
            amount = cell(f"i.{code}.all") if code else ""
            right.append((f"{ordinal(at)}、{name}", amount, "" if land else amount, amount if land else "", ""))
        fund = cell(f"i.{LAND}.all") if self.fund else ""
        right += [("本年支出合计", cell("expenditure"), cell("general.all"), fund, ""),
                  ("年末财政拨款结转和结余", cell("closing"), cell("closing"), "", ""),
                  ("", "", "", "", ""), ("", "", "", "", ""), ("", "", "", "", ""),
                  ("总计", cell("total"), self._general_total(), fund, "")]  # fmt: skip
        heads = ["合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"]
        rows = [["收入", "支出"], ["项目", "行次", "金额", "项目", "行次", *heads], ["栏次", "", "1", "栏次", "", "2", "3", "4", "5"]]  # fmt: skip
        spans = [[3, 6], [1] * 9, [1] * 9]
        for at, (one, two) in enumerate(zip(left, right, strict=True), 1):
            rows.append([one[0], str(at), one[1], two[0], str(at + len(left)), *two[1:]])
            spans.append([1] * 9)
        return grid("财政拨款收入支出决算总表", rows, spans, head=3, above=self._above(4))

    def _general_total(self) -> str:
        self.figures.total("general.flow", ["general.all", "closing"])
        return self.figures.cell("general.flow")

    def _basic(self) -> Block:
        left = [("301", "工资福利支出"), *WAGES.items(), ("303", "对个人和家庭的补助"), *HOUSEHOLD.items()]
        middle = [("302", "商品和服务支出"), *GOODS.items()]
        right = [("310", "资本性支出"), *CAPITAL.items()]
        rows = [["经济分类科目编码", "科目名称", "决算数"] * 3]
        for at in range(max(len(left), len(middle))):
            row: list[str] = []
            for side in (left, middle, right):
                code, name = side[at] if at < len(side) else ("", "")
                row += [code, name, self.figures.cell(f"e.{code}") if code else ""]
            rows.append(row)
        spans = [[1] * 9 for _ in rows]
        rows.append(["人员经费合计", self.figures.cell("personnel"), "公用经费合计", self.figures.cell("public")])
        spans.append([2, 1, 5, 1])
        return grid("一般公共预算财政拨款基本支出决算表", rows, spans, above=self._above(6))

    def _fund(self) -> list[Block]:
        cell = self.figures.cell
        heads = ["年初结转和结余", "本年收入", "本年支出", "年末结转和结余"]
        rows = [
            ["项目", *heads],
            ["功能分类科目编码", "科目名称", ABOVE, ABOVE, "小计", "基本支出", "项目支出", ABOVE],
            ["栏次", "1", "2", "3", "4", "5", "6"],
        ]
        spans = [[2, 1, 1, 3, 1], [1] * 8, [2] + [1] * 6]
        amount = f"i.{LAND}.all"
        rows.append(["合计", "", cell("revenue.fund"), cell(amount) if self.fund else "", "", cell(f"i.{LAND}.project") if self.fund else "", ""])  # fmt: skip
        spans.append([2] + [1] * 6)
        for code in self._lines([LAND]) if self.fund else []:
            rows.append([code, NAMES[code], "", cell("revenue.fund"), cell(f"i.{code}.all"), "", cell(f"i.{code}.project"), ""])  # fmt: skip
            spans.append([1] * 8)
        table = grid("政府性基金预算财政拨款收入支出决算表", rows, spans, head=3, above=self._above(7))
        nothing = f"说明：{self.unit}没有政府性基金收入，也没有使用政府性基金安排的支出，故本表无数据。"
        return [table] if self.fund else [table, Line(nothing, "note")]

    def _state_capital(self) -> Block:
        rows = [["项目", "本年支出"], ["功能分类科目编码", "科目名称", "合计", "基本支出", "项目支出"], ["栏次", "1", "2", "3"],
                ["合计", "", "", ""]]  # fmt: skip
        spans = [[2, 3], [1] * 5, [2, 1, 1, 1], [2, 1, 1, 1]]
        return grid("国有资本经营预算财政拨款支出决算表", rows, spans, head=3, above=self._above(8))

    def _three(self) -> Block:
        names = ("total", "abroad", "vehicle", "purchase", "running", "reception")
        first = ["合计", "因公出国（境）费", "公务用车购置及运行维护费", "公务接待费"]
        second = [ABOVE, ABOVE, "小计", "公务用车购置费", "公务用车运行维护费", ABOVE]
        cells = [self.figures.cell(f"{side}.{name}", "0.00") for side in ("tpb", "tp") for name in names]
        rows = [["预算数", "决算数"], first * 2, second * 2, [str(at) for at in range(1, 13)], cells]
        spans = [[6, 6], [1, 1, 3, 1] * 2, [1] * 12, [1] * 12, [1] * 12]
        return grid("财政拨款“三公”经费支出决算表", rows, spans, head=4, above=self._above(9))

    def _moved(self, name: str, *, was: str = "") -> str:
        money, bare = self.figures.money, self.figures.bare
        word = "增加" if self.sign(name) > 0 else "减少"
        grew = "增长" if self.sign(name) > 0 else "下降"
        return f"{was}{word}{money(f'change.{name}')}万元，{grew}{bare(f'rate.{name}')}%"

    def narrative(self) -> list[Block]:
        """Sections 一 to 十一."""
        money, bare, year, last = self.figures.money, self.figures.bare, self.year, self.year - 1
        fiscal = f"财政拨款收入{money('revenue.fiscal')}万元，占{bare('share.fiscal')}%"
        classes = []
        for code in dict.fromkeys(item[:3] for item in ITEMS):
            self.figures.share(f"share.{code}", f"i.{code}.all", "general.all")
            name = NAMES[code].removesuffix("支出")
            classes.append(f"{name}（类）支出{money(f'i.{code}.all')}万元，占{bare(f'share.{code}')}%")
        lines: list[Block] = [
            Line("一、收入支出决算总体情况说明", "heading2"),
            Line(f"{year}年度收、支总计{money('total')}万元。与{last}年相比，{self._moved('total')}，主要原因是人员和项目变动。"),
            Line("二、收入决算情况说明", "heading2"),
            Line(f"本年收入合计{money('revenue')}万元，其中：{fiscal}。"),
            Line("三、支出决算情况说明", "heading2"),
            Line(f"本年支出合计{money('expenditure')}万元，其中：基本支出{money('basic')}万元，占{bare('share.basic')}%；"
                 f"项目支出{money('project')}万元，占{bare('share.project')}%。"),
            Line("四、财政拨款收入支出决算总体情况说明", "heading2"),
            Line(f"{year}年度财政拨款收、支总计{money('total')}万元，与{last}年相比，{self._moved('fiscal')}，主要原因是人员和项目变动。"),
            Line("五、一般公共预算财政拨款支出决算情况说明", "heading2"),
            Line("（一）一般公共预算财政拨款支出决算总体情况", "heading3"),
            Line(f"{year}年度一般公共预算财政拨款支出{money('general.all')}万元，占本年支出合计的{bare('share.general')}%，"
                 f"与{last}年相比，一般公共预算财政拨款支出{self._moved('general')}，主要原因是人员和项目变动。"),
            Line("（二）一般公共预算财政拨款支出决算结构情况", "heading3"),
            Line(f"{year}年度一般公共预算财政拨款支出{money('general.all')}万元，主要用于以下方面：{'；'.join(classes)}。"),
            Line("（三）一般公共预算财政拨款支出决算具体情况", "heading3"),
            Line(f"{year}年度一般公共预算财政拨款支出年初预算数为{money('budget.general')}万元，支出决算数为{money('general.all')}万元，"
                 f"完成年初预算的{bare('done.general')}%，其中："),
        ]  # fmt: skip
        for at, item in enumerate(ITEMS, 1):
            names = f"{NAMES[item[:3]]}（类）{NAMES[item[:5]]}（款）{NAMES[item]}（项）。"
            budget, actual = self.figures.values[f"budget.{item}"], self.figures.values[f"i.{item}.all"]
            word = "大于" if actual > budget else "小于" if actual < budget else "等于"
            why = "" if word == "等于" else "的主要原因是年中据实调整"
            lines.append(Line(f"{at}、{names}"))
            lines.append(Line(f"年初预算为{money(f'budget.{item}')}万元，支出决算为{money(f'i.{item}.all')}万元，"
                              f"完成年初预算的{bare(f'done.{item}')}%，决算数{word}年初预算数{why}。"))  # fmt: skip
        lines += [
            Line("六、一般公共预算财政拨款基本支出决算情况说明", "heading2"),
            Line(f"{year}年度一般公共预算财政拨款基本支出{money('basic')}万元，其中：人员经费{money('personnel')}万元，"
                 f"占基本支出的{bare('share.personnel')}%，主要包括基本工资、津贴补贴、奖金等；公用经费{money('public')}万元，"
                 f"占基本支出的{bare('share.public')}%，主要包括办公费、印刷费、差旅费等。"),
            *self._three_public_text(),
            Line("八、政府性基金预算收入支出决算情况", "heading2"),
            Line(f"{year}年度政府性基金预算财政拨款收入{money('revenue.fund')}万元；支出{money(f'i.{LAND}.all')}万元。"
                 if self.fund else f"{year}年度本单位无政府性基金收支。"),
            Line("九、国有资本经营预算财政拨款支出决算情况说明", "heading2"),
            Line(f"{year}年度本单位无国有资本经营预算支出。"),
            Line("十、预算绩效情况说明", "heading2"),
            Line(f"本部门{year}年整体支出{money('expenditure')}万元，其中项目支出{money('project')}万元。已按要求开展绩效自评。"),
            *self._other_text(),
        ]  # fmt: skip
        return lines

    def _three_public_text(self) -> list[Block]:
        money, bare, year = self.figures.money, self.figures.bare, self.year

        def one(name: str) -> str:
            return (f"{THREE[name]}支出预算为{money(f'tpb.{name}')}万元，支出决算为{money(f'tp.{name}')}万元，"
                    f"完成预算的{bare(f'tpd.{name}')}%，决算数小于预算数的主要原因是厉行节约；与上年相比减少{money(f'tpc.{name}')}万元，"
                    f"下降{bare(f'tpr.{name}')}%，主要原因是厉行节约。")  # fmt: skip

        return [
            Line("七、财政拨款“三公”经费支出决算情况说明", "heading2"),
            Line("（一）“三公”经费财政拨款支出决算总体情况", "heading3"),
            Line(f"“三公”经费财政拨款支出预算为{money('tpb.total')}万元，支出决算为{money('tp.total')}万元，"
                 f"完成预算的{bare('tpd.total')}%，其中："),
            Line("因公出国（境）费支出预算为0万元，支出决算为0万元，与上年持平。"),
            Line(one("vehicle")), Line(one("reception")),
            Line("（二）“三公”经费财政拨款支出决算具体情况", "heading3"),
            Line(f"{year}年度“三公”经费财政拨款支出决算中，因公出国（境）费支出决算0万元，占0%；公务用车购置及运行维护费支出决算"
                 f"{money('tp.vehicle')}万元，占{bare('tps.vehicle')}%；公务接待费支出决算{money('tp.reception')}万元，占{bare('tps.reception')}%。其中："),
            Line("1、因公出国（境）费支出决算为0万元，全年安排因公出国（境）团组0个，累计0人次。"),
            Line(f"2、公务接待费支出决算为{money('tp.reception')}万元，全年共接待来访团组{bare('groups')}个、来宾{bare('guests')}人次，"
                 "主要是接待上级检查和外单位学习交流。"),
            Line(f"3、公务用车购置及运行维护费支出决算为{money('tp.vehicle')}万元，其中：公务用车购置费0万元。公务用车运行维护费{money('tp.running')}万元，"
                 f"主要是燃料费、维修费等支出，截至{year}年12月31日，我单位开支财政拨款的公务用车保有量为{bare('cars')}辆。"),
        ]  # fmt: skip

    def _other_text(self) -> list[Block]:
        money, bare, year = self.figures.money, self.figures.bare, self.year
        kinds = {"leader": "领导干部用车", "secret": "机要通信用车", "rescue": "应急保障用车", "duty": "执法执勤用车",
                 "special": "特种专业技术用车", "rest": "其他用车"}  # fmt: skip
        listed = "、".join(f"{label}{bare(f'car.{kind}')}辆" for kind, label in kinds.items())
        return [
            Line("十一、其他重要事项情况说明", "heading2"),
            Line("（一）机关运行经费支出情况", "heading3"),
            Line(f"本部门{year}年度机关运行经费支出{money('public')}万元，比上年减少{money('mech.change')}万元，下降{bare('mech.rate')}%。"
                 "主要原因是：压缩一般性支出。"),
            Line("（二）一般性支出情况", "heading3"),
            Line(f"{year}年本部门开支会议费{money('meeting')}万元，用于召开{bare('meetings')}次会议，人数{bare('meeting.people')}人；"
                 f"开支培训费{money('e.30216')}万元，人数{bare('training.people')}人。"),
            Line("（三）政府采购支出情况", "heading3"),
            Line(f"本部门{year}年度政府采购支出总额{money('buy')}万元，其中：政府采购货物支出{money('buy.goods')}万元、"
                 f"政府采购工程支出{money('buy.works')}万元、政府采购服务支出{money('buy.services')}万元。"
                 f"授予中小企业合同金额{money('buy.small')}万元，占政府采购支出总额的{bare('buy.small.share')}%，"
                 f"其中：授予小微企业合同金额{money('buy.micro')}万元，占政府采购支出总额的{bare('buy.micro.share')}%。"),
            Line("（四）国有资产占用情况", "heading3"),
            Line(f"截至{year}年12月31日，本单位共有车辆{bare('cars')}辆，其中，{listed}；单位价值50万元以上通用设备0台（套）；"
                 "单位价值100万元以上专用设备0台（套）。"),
        ]  # fmt: skip


def accounts(
    seed: int, unit: str, year: int, *, fund: bool = False, carried: bool = False, other: bool = False
) -> Filing:
    """The final accounts of a made-up unit."""
    return Accounts(seed, unit, year, fund=fund, carried=carried, other=other).filing()
