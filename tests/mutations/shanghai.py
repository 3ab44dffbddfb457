"""Made-up final accounts in the layout of Shanghai: no line numbers, totals last, two sides of 基本支出, pairs of 三公."""

# ruff: noqa: E501 - tables and sentences of filings are read best as they are printed

from __future__ import annotations

from tests.mutations.accounts import (
    CAPITAL,
    CLASSES,
    GOODS,
    HOUSEHOLD,
    ITEMS,
    LAND,
    NAMES,
    NUMERALS,
    THREE,
    WAGES,
    Accounts,
)
from tests.mutations.model import ABOVE, Block, Filing, Line, grid

MORE_CLASSES = (
    "粮油物资储备支出",
    "国有资本经营预算支出",
    "灾害防治及应急管理支出",
    "其他支出",
    "抗疫特别国债安排的支出",
)
SIDES = ("一、一般公共预算财政拨款", "二、政府性基金预算财政拨款", "三、国有资本经营预算财政拨款")


def counted(number: int) -> str:
    """一 to 二十九."""
    tens, ones = divmod(number, 10)
    return ("", "十", "二十")[tens] + (NUMERALS[ones - 1] if ones else "")


class Shanghai(Accounts):
    """The same figures in the papers of Shanghai."""

    def filing(self) -> Filing:
        """The whole publication."""
        name = f"{self.unit}{self.year}年度部门决算"
        blocks = [
            Line(name, "title"),
            Line(f"第一部分 {self.unit}概况", "heading1"),
            Line("一、主要职能", "heading2"),
            Line("贯彻执行国家有关法律法规和政策，完成上级交办的其他事项。"),
            Line("二、机构设置", "heading2"),
            Line(f"{self.unit}设3个内设机构，包括：办公室、业务科、财务科。"),
            Line(f"第二部分 {self.unit}{self.year}年度部门决算表", "heading1"),
            *self.tables(),
            Line(f"第三部分 {self.unit}{self.year}年度部门决算情况说明", "heading1"),
            *self.narrative(),
            Line("第四部分 名词解释", "heading1"),
            Line("一、财政拨款收入：指单位本年度从本级财政部门取得的财政拨款。"),
            Line("二、基本支出：指单位为保障机构正常运转、完成日常工作任务而发生的各项支出。"),
            Line("三、项目支出：指单位为完成特定的行政工作任务或事业发展目标，在基本支出之外发生的各项支出。"),
        ]
        related, totals = frozenset(self.figures.related), tuple(self.figures.totals)
        return Filing(
            name, "final accounts shanghai", self.year, self.unit, tuple(blocks), related, totals, self.figures
        )

    def _above(self, number: int) -> tuple[str, str]:
        del number
        return ("", "单位：万元")

    def tables(self) -> list[Block]:
        """The nine forms in their order."""
        without = f"说明：{self.unit}本年度没有{{}}预算财政拨款收入和支出，故本表无数据。"
        flow = "注：本表反映部门本年度{}预算财政拨款收入支出及结转和结余情况。"
        return [
            self._totals(), Line("注：本表反映部门本年度的总收支和年末结转结余情况。", "note"),
            self._by_code("收入决算表", ["本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"], ["in", "in"] + [""] * 5),
            Line("注：本表反映部门本年度取得的各项收入情况。", "note"),
            self._by_code("支出决算表", ["本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"], ["all", "basic", "project", "", "", ""]),
            Line("注：本表反映部门本年度各项支出情况。", "note"),
            self._fiscal(), Line("注：本表反映部门本年度财政拨款总收支和结转结余情况。", "note"),
            self._general(), Line("注：本表反映部门本年度一般公共预算财政拨款支出情况。", "note"),
            self._basic(), Line("注：本表反映部门本年度一般公共预算财政拨款基本支出明细情况。", "note"),
            self._three(), Line("注：本表反映部门本年度“三公”经费支出预决算情况。", "note"),
            self._flow_table("政府性基金", [LAND] if self.fund else []), Line(flow.format("政府性基金"), "note"),
            *([] if self.fund else [Line(without.format("政府性基金"), "note")]),
            self._flow_table("国有资本经营", []), Line(flow.format("国有资本经营"), "note"),
            Line(without.format("国有资本经营"), "note"),
        ]  # fmt: skip

    def _classes(self) -> list[tuple[str, str]]:
        """Every class with its ordinal, and its code where there is spending."""
        codes = {NAMES[item[:3]]: item[:3] for item in self.items}
        return [(f"{counted(at)}、{name}", codes.get(name, "")) for at, name in enumerate((*CLASSES, *MORE_CLASSES), 1)]

    def _totals(self) -> Block:
        cell = self.figures.cell
        left = [
            ("一、一般公共预算财政拨款收入", cell("revenue.general")), ("二、政府性基金预算财政拨款收入", cell("revenue.fund")),
            ("三、国有资本经营预算财政拨款收入", ""), ("四、上级补助收入", ""), ("五、事业收入", ""), ("六、经营收入", ""),
            ("七、附属单位上缴收入", ""), ("八、其他收入", cell("revenue.other")),
        ]  # fmt: skip
        right = [(name, cell(f"i.{code}.all") if code else "") for name, code in self._classes()]
        left += [("", "")] * (len(right) - len(left))
        left += [
            ("本年收入合计", cell("revenue")),
            ("使用非财政拨款结余", ""),
            ("年初结转和结余", cell("opening")),
            ("总计", cell("total")),
        ]
        right += [
            ("本年支出合计", cell("expenditure")),
            ("结余分配", ""),
            ("年末结转和结余", cell("closing")),
            ("总计", cell("total")),
        ]
        rows = [["收入", "支出"], ["项目", "决算数"] * 2, *[[*one, *two] for one, two in zip(left, right, strict=True)]]
        spans = [[2, 2], *[[1] * 4 for _ in rows[1:]]]
        return grid("收入支出决算总表", rows, spans, head=2, above=self._above(1))

    def _fiscal(self) -> Block:
        cell = self.figures.cell
        left = list(zip(SIDES, (cell("revenue.general"), cell("revenue.fund"), ""), strict=True))
        right: list[tuple[str, str, str, str, str]] = []
        for name, code in self._classes():
            amount, land = cell(f"i.{code}.all") if code else "", code == LAND[:3]
            right.append((name, amount, "" if land else amount, amount if land else "", ""))
        left += [("", "")] * (len(right) - len(left))
        fund = cell(f"i.{LAND}.all") if self.fund else ""
        left += [("本年收入合计", cell("revenue.fiscal")), ("年初财政拨款结转和结余", cell("opening")),
                 *zip(SIDES, (cell("opening"), "", ""), strict=True), ("总计", cell("total"))]  # fmt: skip
        right += [("本年支出合计", cell("expenditure"), cell("general.all"), fund, ""), ("年末财政拨款结转和结余", cell("closing"), cell("closing"), "", ""),
                  *[("", "", "", "", "")] * 3, ("总计", cell("total"), self._general_total(), fund, "")]  # fmt: skip
        heads = ["合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"]
        rows = [
            ["收入", "支出"],
            ["项目", "决算数", "项目", *heads],
            *[[*one, *two] for one, two in zip(left, right, strict=True)],
        ]
        spans = [[2, 5], *[[1] * 7 for _ in rows[1:]]]
        return grid("财政拨款收入支出决算总表", rows, spans, head=2, above=self._above(4))

    def _by_code(self, title: str, heads: list[str], columns: list[str]) -> Block:
        cell, width = self.figures.cell, len(heads)
        whole = {"in": "revenue", "all": "expenditure", "basic": "basic", "project": "project"}
        rows = [["项目", *heads], ["功能分类科目编码", "科目名称", *[ABOVE] * width]]
        rows.append(["合计", *[cell(whole[column]) if column else "" for column in columns]])
        spans = [[2] + [1] * width, [1] * (width + 2), [2] + [1] * width]
        if columns[0] == "in":
            self._income()
        for code in self._lines(self.items):
            rows.append([code, NAMES[code], *[cell(f"i.{code}.{column}") if column else "" for column in columns]])
            spans.append([1] * (width + 2))
        return grid(title, rows, spans, head=2, above=self._above(2))

    def _general(self) -> Block:
        cell, columns = self.figures.cell, ("all", "basic", "project")
        rows = [["项目", "合计", "基本支出", "项目支出"], ["功能分类科目编码", "科目名称", *[ABOVE] * 3]]
        rows += [
            [code, NAMES[code], *[cell(f"i.{code}.{column}") for column in columns]]
            for code in self._lines(list(ITEMS))
        ]
        rows.append(["合计", *[cell(key) for key in ("general.all", "basic", "general.project")]])
        spans = [[2, 1, 1, 1], *[[1] * 5 for _ in rows[1:-1]], [2, 1, 1, 1]]
        return grid("一般公共预算财政拨款支出决算表", rows, spans, head=2, above=self._above(5))

    def _basic(self) -> Block:
        left = [("301", "工资福利支出"), *WAGES.items(), ("303", "对个人和家庭的补助"), *HOUSEHOLD.items()]
        right = [("302", "商品和服务支出"), *GOODS.items(), ("310", "资本性支出"), *CAPITAL.items()]
        rows = [["经济分类科目编码", "科目名称", "决算数"] * 2]
        for at in range(max(len(left), len(right))):
            row: list[str] = []
            for side in (left, right):
                code, name = side[at] if at < len(side) else ("", "")
                row += [code, name, self.figures.cell(f"e.{code}") if code else ""]
            rows.append(row)
        rows.append(["人员经费合计", self.figures.cell("personnel"), "公用经费合计", self.figures.cell("public")])
        spans = [*[[1] * 6 for _ in rows[:-1]], [2, 1, 2, 1]]
        return grid("一般公共预算财政拨款基本支出决算表", rows, spans, above=self._above(6))

    def _flow_table(self, kind: str, codes: list[str]) -> Block:
        cell = self.figures.cell
        rows = [
            ["项目", "年初结转和结余", "本年收入", "本年支出", "年末结转和结余"],
            ["功能分类科目编码", "科目名称", *[ABOVE] * 4],
            ["合计", "", "", "合计", "基本支出", "项目支出", ""],
        ]
        spans = [[2, 1, 1, 3, 1], [1, 1, 1, 1, 3, 1], [2] + [1] * 6]
        for code in self._lines(codes):
            rows.append(
                [code, NAMES[code], "", cell("revenue.fund"), cell(f"i.{code}.all"), "", cell(f"i.{code}.project"), ""]
            )
            spans.append([1] * 8)
        amount = cell(f"i.{LAND}.all") if codes else ""
        rows.append(["合计", "", cell("revenue.fund") if codes else "", amount, "", amount, ""])
        spans.append([2] + [1] * 6)
        return grid(f"{kind}预算财政拨款收入支出决算表", rows, spans, head=3, above=self._above(8))

    def _three(self) -> Block:
        names = ("total", "abroad", "vehicle", "purchase", "running", "reception")
        cells = [self.figures.cell(f"{side}.{name}", "0.00") for name in names for side in ("tpb", "tp")]
        rows = [["财政拨款“三公”经费"], ["合计", THREE["abroad"], THREE["vehicle"], THREE["reception"]],
                [ABOVE, ABOVE, "小计", "公务用车购置费", "公务用车运行维护费", ABOVE], ["预算数", "决算数"] * 6, cells]  # fmt: skip
        spans = [[12], [2, 2, 6, 2], [2] * 6, [1] * 12, [1] * 12]
        return grid("财政拨款“三公”经费支出决算表", rows, spans, head=4, above=self._above(7))

    def _change(self, name: str) -> str:
        money, bare, up = self.figures.money, self.figures.bare, self.sign(name) > 0
        return f"{'增加' if up else '减少'}{money(f'change.{name}')}万元，{'增长' if up else '下降'}{bare(f'rate.{name}')}%。主要原因：人员和项目变动。"

    def narrative(self) -> list[Block]:
        """Sections 一 to 十一."""
        money, bare, unit, year = self.figures.money, self.figures.bare, self.unit, self.year
        general, last = "一般公共预算财政拨款", f"{self.year - 1}年度"
        classes = []
        for code in dict.fromkeys(item[:3] for item in ITEMS):
            self.figures.share(f"share.{code}", f"i.{code}.all", "general.all")
            classes.append(f"{NAMES[code]}（类）{money(f'i.{code}.all')}万元，占{bare(f'share.{code}')}%")
        lines: list[Block] = [
            Line("一、收入支出决算总体情况说明", "heading2"),
            Line(f"{unit}{year}年度收入支出总计{money('total')}万元。与{last}相比，收入支出总计{self._change('total')}"),
            Line("二、收入决算情况说明", "heading2"),
            Line(f"本年收入合计{money('revenue')}万元，其中：财政拨款收入{money('revenue.fiscal')}万元，占{bare('share.fiscal')}%。"),
            Line("三、支出决算情况说明", "heading2"),
            Line(f"本年支出合计{money('expenditure')}万元，其中：基本支出{money('basic')}万元，占{bare('share.basic')}%；项目支出{money('project')}万元，占{bare('share.project')}%。"),
            Line("四、财政拨款收入支出决算总体情况说明", "heading2"),
            Line(f"{unit}{year}年度财政拨款收入支出总计{money('total')}万元。与{last}相比，财政拨款收入支出总计{self._change('fiscal')}"),
            Line(f"五、{general}支出决算情况说明", "heading2"),
            Line(f"（一）{general}支出决算总体情况", "heading3"),
            Line(f"{general}支出{money('general.all')}万元，占本年支出合计的{bare('share.general')}%。与{last}相比，{general}支出{self._change('general')}"),
            Line(f"（二）{general}支出决算结构情况", "heading3"),
            Line(f"{general}支出{money('general.all')}万元，主要用于以下方面：{'；'.join(classes)}。"),
            Line(f"（三）{general}支出决算具体情况", "heading3"),
            Line(f"{general}支出年初预算为{money('budget.general')}万元，支出决算为{money('general.all')}万元，完成年初预算的{bare('done.general')}%。其中："),
        ]  # fmt: skip
        for at, item in enumerate(ITEMS, 1):
            names = f"{NAMES[item[:3]]}（类）{NAMES[item[:5]]}（款）{NAMES[item]}（项）。主要用于：按规定开支。"
            budget, actual = self.figures.values[f"budget.{item}"], self.figures.values[f"i.{item}.all"]
            word = "大于" if actual > budget else "小于" if actual < budget else "等于"
            why = "" if word == "等于" else "的主要原因：年中据实调整"
            lines.append(
                Line(
                    f"{at}、{names}年初预算为{money(f'budget.{item}')}万元，支出决算为{money(f'i.{item}.all')}万元。决算数{word}预算数{why}。"
                )
            )
        return [*lines, *self._after_items()]

    def _after_items(self) -> list[Block]:
        money, unit, year = self.figures.money, self.unit, self.year
        general = "一般公共预算财政拨款"
        fund = (f"政府性基金预算财政拨款收入{money('revenue.fund')}万元，支出{money(f'i.{LAND}.all')}万元。" if self.fund
                else f"{unit}{year}年度无政府性基金预算财政拨款收入和支出。")  # fmt: skip
        return [
            Line(f"六、{general}基本支出决算情况说明", "heading2"),
            Line(f"{general}基本支出{money('basic')}万元。其中：人员经费{money('personnel')}万元，主要包括：基本工资、津贴补贴、奖金；"
                 f"公用经费{money('public')}万元，主要包括：办公费、印刷费、差旅费。"),
            *self._three_public_text(),
            Line("八、政府性基金预算财政拨款收入支出决算情况说明", "heading2"), Line(fund),
            Line("九、国有资本经营预算财政拨款收入支出决算情况说明", "heading2"),
            Line(f"{unit}{year}年度无国有资本经营预算财政拨款收入和支出。"),
            Line("十、预算绩效管理情况", "heading2"),
            Line("本部门建立了预算绩效管理制度，已按要求开展绩效自评。"),
            *self._other_text(),
        ]  # fmt: skip

    def _three_public_text(self) -> list[Block]:
        money, bare, year, last = self.figures.money, self.figures.bare, self.year, f"{self.year - 1}年度"

        def done(name: str) -> str:
            return f"{THREE[name]}支出决算为{money(f'tp.{name}')}万元，完成预算的{bare(f'tpd.{name}')}%"

        def fell(name: str) -> str:
            return f"{THREE[name]}支出决算减少{money(f'tpc.{name}')}万元，下降{bare(f'tpr.{name}')}%"

        def part(name: str) -> str:
            return f"{THREE[name]}支出决算{money(f'tp.{name}')}万元，占{bare(f'tps.{name}')}%"

        return [
            Line("七、财政拨款“三公”经费支出决算情况说明", "heading2"),
            Line("（一）“三公”经费财政拨款支出决算总体情况说明", "heading3"),
            Line(f"“三公”经费财政拨款支出年初预算为{money('tpb.total')}万元，支出决算为{money('tp.total')}万元，完成预算的{bare('tpd.total')}%，"
                 f"其中：{done('vehicle')}；{done('reception')}。{year}年度“三公”经费支出决算数小于预算数的主要原因：厉行节约。"),
            Line(f"与{last}相比，{fell('vehicle')}；{fell('reception')}。公务接待费支出减少的主要原因是厉行节约。"),
            Line("（二）“三公”经费财政拨款支出决算具体情况说明", "heading3"),
            Line(f"“三公”经费财政拨款支出决算中，因公出国（境）费支出决算0万元，占0%；{part('vehicle')}；{part('reception')}。具体情况如下："),
            Line("1、因公出国（境）费支出0万元。全年安排因公出国（境）团组0个、累计0人次。"),
            Line(f"2、公务用车购置及运行维护费支出{money('tp.vehicle')}万元。其中：公务用车购置支出为0万元。公务用车运行维护支出{money('tp.running')}万元。"
                 f"主要用于燃料费、维修费。{year}年，开支财政拨款的公务用车保有量为{bare('cars')}辆。"),
            Line(f"3、公务接待费支出{money('tp.reception')}万元。其中：国内公务接待支出{money('tp.reception')}万元，主要用于上级检查，"
                 f"公务接待{bare('groups')}批次、{bare('guests')}人次。"),
        ]  # fmt: skip

    def _other_text(self) -> list[Block]:
        money, bare, unit, year = self.figures.money, self.figures.bare, self.unit, self.year
        kinds = {"leader": "主要领导干部用车", "secret": "机要通信用车", "rescue": "应急保障用车", "duty": "执法执勤用车",
                 "special": "特种专业技术用车", "rest": "其他用车"}  # fmt: skip
        listed = "、".join(f"{label}{bare(f'car.{kind}')}辆" for kind, label in kinds.items())
        return [
            Line("十一、其他重要事项的情况说明", "heading2"),
            Line("（一）机关运行经费支出情况", "heading3"),
            Line(f"机关运行经费支出{money('public')}万元，比{year - 1}年度减少{money('mech.change')}万元，下降{bare('mech.rate')}%。主要原因是压缩一般性支出。"),
            Line("（二）政府采购支出情况", "heading3"),
            Line(f"{unit}{year}年度政府采购金额（以合同签订为准）为{money('buy')}万元，其中：货物采购金额{money('buy.goods')}万元、"
                 f"工程采购金额{money('buy.works')}万元、服务采购金额{money('buy.services')}万元。"),
            Line("（三）国有资产占有使用情况说明", "heading3"),
            Line(f"截至{year}年12月31日，本部门共有车辆{bare('cars')}辆，其中：{listed}。单价100万元（含）以上设备（不含车辆）0台（套）。"),
        ]  # fmt: skip


def shanghai(seed: int, unit: str, year: int, *, fund: bool = False, carried: bool = False) -> Filing:
    """The final accounts of a made-up unit of Shanghai."""
    return Shanghai(seed, unit, year, fund=fund, carried=carried, other=False).filing()
