"""A made-up export of the official final-accounts software: one sheet a table, figures in 元, consistent to the 分.

Everything is computed from a few items, so that the sheets agree with each other as the software's do. The unit, its
items and its amounts are made up.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import xlsxwriter  # type: ignore[import-untyped] # ships no type information

Value = str | int | Decimal | None
Head = str | tuple[str, Sequence["Head"]]
GENERAL, FUND, CAPITAL, OWN = "general", "fund", "capital", "own"
ZERO = Decimal(0)
NAMES = {
    "201": "一般公共服务支出",
    "20103": "政府办公厅（室）及相关机构事务",
    "2010301": "行政运行",
    "2010302": "一般行政管理事务",
    "20110": "人力资源事务",
    "2011099": "其他人力资源事务支出",
    "208": "社会保障和就业支出",
    "20805": "行政事业单位养老支出",
    "2080505": "机关事业单位基本养老保险缴费支出",
    "210": "卫生健康支出",
    "21011": "行政事业单位医疗",
    "2101101": "行政单位医疗",
    "212": "城乡社区支出",
    "21208": "国有土地使用权出让收入安排的支出",
    "2120899": "其他国有土地使用权出让收入安排的支出",
    "221": "住房保障支出",
    "22102": "住房改革支出",
    "2210201": "住房公积金",
    "223": "国有资本经营预算支出",
    "22399": "其他国有资本经营预算支出",
    "2239999": "其他国有资本经营预算支出",
}
ECONOMIC = {
    "301": (
        "工资福利支出",
        ("01 基本工资", "02 津贴补贴", "03 奖金", "08 机关事业单位基本养老保险缴费", "13 住房公积金"),
    ),
    "302": ("商品和服务支出", ("01 办公费", "07 邮电费", "11 差旅费", "17 公务接待费", "31 公务用车运行维护费")),
    "303": ("对个人和家庭的补助", ("02 退休费", "05 生活补助")),
    "310": ("资本性支出", ("02 办公设备购置",)),
}


@dataclass(frozen=True, slots=True)
class Item:
    """What a unit spent under one code (项) from one fund; ``economic`` splits the basic part."""

    code: str
    basic: Decimal = ZERO
    project: Decimal = ZERO
    fund: str = GENERAL
    economic: tuple[tuple[str, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class Accounts:
    """A unit's year in 元: what it spent, what it had at the start, what it received beside the treasury's money."""

    organisation: str
    items: tuple[Item, ...]
    opening: dict[str, Decimal] = field(default_factory=dict)
    closing: dict[str, Decimal] = field(default_factory=dict)
    superior: Decimal = ZERO
    subordinate: Decimal = ZERO
    remitted: Decimal = ZERO
    subsidiary: Decimal = ZERO
    three_public: dict[str, Decimal] = field(default_factory=dict)
    year: int = 2023

    def funds(self, name: str) -> list[Item]:
        """The items paid from one fund."""
        return [one for one in self.items if one.fund == name]

    def spent(self, name: str) -> Decimal:
        """What was spent from one fund."""
        own = self.remitted + self.subsidiary if name == OWN else ZERO
        return sum((one.basic + one.project for one in self.funds(name)), own)

    def received(self, name: str) -> Decimal:
        """What came in for one fund in the year: what was spent, and what is left more than before."""
        return self.spent(name) + self.closing.get(name, ZERO) - self.opening.get(name, ZERO)


def small_unit(organisation: str = "某某县档案馆", **changes: Decimal) -> Accounts:
    """A unit whose figures in 元 give tail differences in 万元."""
    wages = (("30101", Decimal("412034.50")), ("30102", Decimal("268114.50")), ("30103", Decimal("151045.00")))
    goods = (("30201", Decimal("33344.40")), ("30211", Decimal("20444.60")), ("30217", Decimal("3344.50")))
    more = (("30207", Decimal("8444.90")), ("30231", Decimal("24445.10")), ("30302", Decimal("5044.50")))
    running = (*wages, *goods, *more, ("31002", Decimal("15049.99")))
    return Accounts(
        organisation,
        (
            Item("2010301", sum((value for _, value in running), ZERO), economic=running),
            Item("2010302", project=Decimal("304449.33")),
            Item("2011099", project=Decimal("50049.34")),
            Item("2080505", Decimal("95544.33"), economic=(("30108", Decimal("95544.33")),)),
            Item("2210201", Decimal("71649.33"), economic=(("30113", Decimal("71649.33")),)),
            Item("2120899", project=Decimal("120044.44"), fund=FUND),
            Item("2239999", project=Decimal("30044.45"), fund=CAPITAL),
            Item("2010302", project=Decimal("10044.90"), fund=OWN),
        ),
        opening={GENERAL: Decimal("20044.44"), FUND: Decimal("5049.99"), OWN: Decimal("1044.90")},
        closing={GENERAL: Decimal("10033.33"), FUND: Decimal("3044.49"), OWN: Decimal("7049.95")},
        three_public={"reception": Decimal("3344.50"), "running": Decimal("24445.10")},
        **changes,  # type: ignore[arg-type] # the amounts between units
    )


class Sheet:
    """A sheet being written row by row."""

    def __init__(self, book: xlsxwriter.Workbook, name: str, title: str, number: str, accounts: Accounts) -> None:
        self._sheet = book.add_worksheet(name)
        self._money = book.add_format({"num_format": "#,##0.00"})
        self._row = 0
        self.line(title)
        self.line(number)
        self.line(f"编制单位：{accounts.organisation}", f"{accounts.year}年度", "金额单位：元")

    def line(self, *values: Value) -> None:
        """One row; None leaves a cell empty."""
        for column, value in enumerate(values):
            if isinstance(value, Decimal):
                self._sheet.write_number(self._row, column, float(value), self._money)
            elif isinstance(value, int):
                self._sheet.write_number(self._row, column, value)
            elif value is not None:
                self._sheet.write_string(self._row, column, value)
        self._row += 1

    def head(self, *heads: Head) -> None:
        """Heads of several levels, drawn with merged cells; a head is a text, or a text with those below it."""
        levels = max(map(_depth, heads))
        column = 0
        for head in heads:
            column = self._draw(head, self._row, column, levels)
        self._row += levels

    def _draw(self, head: Head, row: int, column: int, levels: int) -> int:
        text, below = (head, ()) if isinstance(head, str) else head
        height = 1 if below else levels
        end = column
        for one in below:
            end = self._draw(one, row + 1, end, levels - 1)
        end = end if below else column + 1
        if (height, end) == (1, column + 1):
            self._sheet.write_string(row, column, text)
        else:
            self._sheet.merge_range(row, column, row + height - 1, end - 1, text)
        return end


def _depth(head: Head) -> int:
    return 1 if isinstance(head, str) else 1 + max(map(_depth, head[1]))


Cell = Callable[[Item], Decimal]


def codes_of(items: Iterable[Item]) -> list[str]:
    """The codes items use, with the classes they are part of, in order."""
    return sorted({one.code[:length] for one in items for length in (3, 5, 7)})


def by_code(items: Sequence[Item], columns: Sequence[Cell]) -> list[tuple[str, list[Decimal]]]:
    """A total row (no code) and a row a code: the sums of every column over the items below it."""
    rows = [("", [sum(map(column, items), ZERO) for column in columns])]
    for code in codes_of(items):
        inside = [one for one in items if one.code.startswith(code)]
        rows.append((code, [sum(map(column, inside), ZERO) for column in columns]))
    return rows


def code_cells(code: str) -> list[Value]:
    """类, 款, 项 in three cells, then the name."""
    return [code[:3] or None, code[3:5] or None, code[5:7] or None, NAMES[code] if code else None]


BY_CODE: tuple[Head, ...] = (("项目", (("支出功能分类科目编码", ("类", "款", "项")), "科目名称")),)
THREE = ("年初预算数", "全年预算数", "决算数")
FUNDS = ("小计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
CLASSES = {"201": "一、一般公共服务支出", "208": "八、社会保障和就业支出", "212": "十一、城乡社区支出"}
CLASSES |= {"221": "十九、住房保障支出", "223": "二十一、国有资本经营预算支出"}


def listed(sheet: Sheet, heads: Sequence[Head], items: Sequence[Item], columns: Sequence[Cell]) -> None:
    """A table by functional code: the total first, then every class, group and item."""
    sheet.head(*BY_CODE, *heads)
    sheet.line("栏次", None, None, None, *range(1, len(columns) + 1))
    for code, values in by_code(items, columns):
        cells = code_cells(code) if code else ["合计", None, None, None]
        sheet.line(*cells, *values)


def totals(book: xlsxwriter.Workbook, unit: Accounts) -> None:
    """财决01表."""
    sheet = Sheet(book, "Z01 收入支出决算总表", "收入支出决算总表", "财决01表", unit)
    sheet.head(
        ("收入", ("项目", "行次", *THREE)),
        ("支出", ("项目（按功能分类）", "行次", *THREE, "项目（按支出性质和经济分类）", "行次", *THREE)),
    )
    sheet.line("栏次", None, 1, 2, 3, "栏次", None, 4, 5, 6, "栏次", None, 7, 8, 9)
    own = unit.received(OWN) - unit.superior - unit.subordinate
    received = [unit.received(GENERAL), unit.received(FUND), unit.received(CAPITAL)]
    received += [unit.superior, ZERO, ZERO, unit.subordinate, own]
    incomes: tuple[str, ...] = (
        "一、一般公共预算财政拨款收入",
        "二、政府性基金预算财政拨款收入",
        "三、国有资本经营预算财政拨款收入",
    )
    incomes += ("四、上级补助收入", "五、事业收入", "六、经营收入", "七、附属单位上缴收入", "八、其他收入")
    left: list[tuple[str, Decimal]] = list(zip(incomes, received, strict=True))
    spent = {code: sum((i.basic + i.project for i in unit.items if i.code[:3] == code), ZERO) for code in CLASSES}
    spent["201"] += unit.remitted + unit.subsidiary
    middle = [(CLASSES[code], amount) for code, amount in spent.items()]
    basic_part = sum((one.basic for one in unit.items), ZERO)
    personnel = sum((v for i in unit.items for code, v in i.economic if code[:3] in {"301", "303"}), ZERO)
    project = sum((one.project for one in unit.items), ZERO)
    right = [("一、基本支出", basic_part), ("人员经费", personnel), ("公用经费", basic_part - personnel)]
    right += [("二、项目支出", project), ("三、上缴上级支出", unit.remitted), ("四、经营支出", ZERO)]
    right += [("五、对附属单位补助支出", unit.subsidiary)]
    outlay_total = sum(spent.values(), ZERO)
    opening, closing = sum(unit.opening.values(), ZERO), sum(unit.closing.values(), ZERO)
    income_total = sum(received, ZERO)
    while len(left) > len(middle):
        middle.append(("", ZERO))
    while len(right) < len(left):
        right.append(("", ZERO))
    feet = (("本年收入合计", income_total), ("使用非财政拨款结余（含专用结余）", ZERO), ("年初结转和结余", opening))
    left += [*feet, ("总计", income_total + opening)]
    feet = (("本年支出合计", outlay_total), ("结余分配", ZERO), ("年末结转和结余", closing))
    middle += [*feet, ("总计", outlay_total + closing)]
    right += [("本年支出合计", outlay_total), ("", ZERO), ("", ZERO), ("", ZERO)]
    for number, sides in enumerate(zip(left, middle, right, strict=True), 1):
        cells: list[Value] = []
        for side, (label, amount) in enumerate(sides):
            ordinal = number + side * len(left)
            cells += [label, ordinal, amount, amount, amount] if label else [None, ordinal, None, None, None]
        sheet.line(*cells)


def fiscal(book: xlsxwriter.Workbook, unit: Accounts) -> None:
    """财决01-1表."""
    sheet = Sheet(book, "Z01_1 财政拨款收入支出决算总表", "财政拨款收入支出决算总表", "财决01-1表", unit)
    columns = tuple((scenario, FUNDS) for scenario in THREE)
    sheet.head(("收入", ("项目", "行次", *THREE)), ("支出", ("项目（按功能分类）", "行次", *columns)))
    sheet.line("栏次", None, *range(1, 4), "栏次", None, *range(4, 16))
    three = (GENERAL, FUND, CAPITAL)
    sources = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
    received = [unit.received(name) for name in three]
    opening = [unit.opening.get(name, ZERO) for name in three]
    closing = [unit.closing.get(name, ZERO) for name in three]
    left = [(f"{ordinal}、{name}", value) for ordinal, name, value in zip("一二三", sources, received, strict=True)]
    right: list[tuple[str, list[Decimal]]] = [
        (label, [sum((i.basic + i.project for i in unit.funds(f) if i.code[:3] == code), ZERO) for f in three])
        for code, label in CLASSES.items()
    ]
    while len(left) < len(right):
        left.append(("", ZERO))
    left += [("本年收入合计", sum(received, ZERO)), ("年初财政拨款结转和结余", sum(opening, ZERO))]
    left += list(zip((f"{name}" for name in sources), opening, strict=True))
    spent = [unit.spent(name) for name in three]
    right += [("本年支出合计", spent), ("年末财政拨款结转和结余", closing), ("", []), ("", []), ("", [])]
    whole = [one + other for one, other in zip(spent, closing, strict=True)]
    left += [("总计", sum(received, ZERO) + sum(opening, ZERO))]
    right += [("总计", whole)]
    for number, ((label, amount), (name, values)) in enumerate(zip(left, right, strict=True), 1):
        cells: list[Value] = [label, number, amount, amount, amount] if label else [None, number, None, None, None]
        row: list[Value] = [sum(values, ZERO), *values]
        sheet.line(*cells, name or None, number + len(left), *((row * 3) if name else [None] * 12))


def income(book: xlsxwriter.Workbook, unit: Accounts) -> None:
    """财决03表: what was received, under the codes it was received for."""
    sheet = Sheet(book, "Z03 收入决算表", "收入决算表", "财决03表", unit)
    heads: tuple[Head, ...] = ("本年收入合计", "财政拨款收入", "上级补助收入", ("事业收入", ("小计", "其中：教育收费")))
    heads += ("经营收入", "附属单位上缴收入", "其他收入")
    amounts = received_by_code(unit)
    columns = [
        [sum(row, ZERO) for row in amounts.values()],
        *([row[column] for row in amounts.values()] for column in (0, 1)),
        *([ZERO] * len(amounts) for _ in range(3)),
        *([row[column] for row in amounts.values()] for column in (2, 3)),
    ]
    codes = list(amounts)
    items = [Item(code) for code in codes]
    listed(sheet, heads, items, [lambda one, c=column: c[codes.index(one.code)] for column in columns])  # type: ignore[misc]


def received_by_code(unit: Accounts) -> dict[str, tuple[Decimal, Decimal, Decimal, Decimal]]:
    """By code what came from the treasury, from above, from below, and from elsewhere."""
    found: dict[str, list[Decimal]] = {}
    for name in (GENERAL, FUND, CAPITAL):
        rest = unit.received(name)
        for one in reversed(unit.funds(name)):
            amount = min(rest, one.basic + one.project)
            row = found.setdefault(one.code, [ZERO] * 4)
            row[0] += amount
            rest -= amount
        if rest:
            found.setdefault(unit.funds(name)[0].code, [ZERO] * 4)[0] += rest
    row = found.setdefault("2010302", [ZERO] * 4)
    row[1] += unit.superior
    row[2] += unit.subordinate
    row[3] += unit.received(OWN) - unit.superior - unit.subordinate
    return {code: (row[0], row[1], row[2], row[3]) for code, row in sorted(found.items())}


def outlay(book: xlsxwriter.Workbook, unit: Accounts) -> None:
    """财决04表."""
    sheet = Sheet(book, "Z04 支出决算表", "支出决算表", "财决04表", unit)
    heads = ("本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")
    items = [*unit.items, Item("2010302", fund="between")]
    between: list[Cell] = [
        lambda one: unit.remitted if one.fund == "between" else ZERO,
        lambda _: ZERO,
        lambda one: unit.subsidiary if one.fund == "between" else ZERO,
    ]
    whole: Cell = lambda one: one.basic + one.project + between[0](one) + between[2](one)  # noqa: E731 - one of a row
    listed(sheet, heads, items, [whole, lambda one: one.basic, lambda one: one.project, *between])


def flows(unit: Accounts, name: str) -> list[Cell]:
    """Opening, revenue, outlay and closing of one fund by code, each in all, for basic and for projects."""
    items = unit.funds(name)
    first = max(items, key=lambda one: one.project, default=None)

    def at_first(amount: Decimal) -> Cell:
        return lambda one: amount if one is first else ZERO

    opening, closing = at_first(unit.opening.get(name, ZERO)), at_first(unit.closing.get(name, ZERO))
    nothing: Cell = lambda one: ZERO  # noqa: E731, ARG005 - one of a row
    grown = at_first(unit.closing.get(name, ZERO) - unit.opening.get(name, ZERO))
    return [
        opening, nothing, opening,
        lambda one: one.basic + one.project + grown(one), lambda one: one.basic, lambda one: one.project + grown(one),
        lambda one: one.basic + one.project, lambda one: one.basic, lambda one: one.project,
        closing, nothing, closing,
    ]  # fmt: skip


FLOW_HEADS: tuple[Head, ...] = (
    ("年初结转和结余", ("合计", "基本支出结转", "项目支出结转和结余")),
    ("本年收入", ("合计", "基本支出", "项目支出")),
    ("本年支出", ("合计", "基本支出", "项目支出")),
    ("年末结转和结余", ("合计", "基本支出结转", "项目支出结转和结余")),
)


def general(book: xlsxwriter.Workbook, unit: Accounts) -> None:
    """财决07表, which splits the basic outlay once more."""
    title = "一般公共预算财政拨款收入支出决算表"
    sheet = Sheet(book, "Z07 一般公共预算收支", title, "财决07表", unit)
    split = ("本年支出", ("合计", ("基本支出", ("小计", "人员经费", "公用经费")), "项目支出"))
    heads = (*FLOW_HEADS[:2], split, FLOW_HEADS[3])
    columns = flows(unit, GENERAL)
    people: Cell = lambda one: sum((v for code, v in one.economic if code[:3] in {"301", "303"}), ZERO)  # noqa: E731
    listed(
        sheet,
        heads,
        unit.funds(GENERAL),
        [*columns[:8], people, lambda one: one.basic - people(one), *columns[8:]],
    )


def basic(book: xlsxwriter.Workbook, unit: Accounts) -> None:
    """财决08-1表: codes down, economic classes across."""
    title = "一般公共预算财政拨款基本支出决算明细表"
    sheet = Sheet(book, "Z08_1 一般公共预算基本支出", title, "财决08-1表", unit)

    def under(prefix: str) -> Cell:
        return lambda one: sum((value for code, value in one.economic if code.startswith(prefix)), ZERO)

    heads: list[Head] = ["合计"]
    columns = [under("")]
    for code, (name, below) in ECONOMIC.items():
        heads.append((name, ("小计", *(one[3:] for one in below))))
        columns += [under(code), *(under(code + one[:2]) for one in below)]
    listed(sheet, heads, [one for one in unit.funds(GENERAL) if one.economic], columns)


def fund(book: xlsxwriter.Workbook, unit: Accounts) -> None:
    """财决09表."""
    title = "政府性基金预算财政拨款收入支出决算表"
    listed(Sheet(book, "Z09 政府性基金收支", title, "财决09表", unit), FLOW_HEADS, unit.funds(FUND), flows(unit, FUND))


def capital(book: xlsxwriter.Workbook, unit: Accounts) -> None:
    """财决11表."""
    sheet = Sheet(book, "Z11 国有资本经营收支", "国有资本经营预算财政拨款收入支出决算表", "财决11表", unit)
    heads: tuple[Head, ...] = ("年初结转和结余", "本年收入", FLOW_HEADS[2], "年末结转和结余")
    columns = flows(unit, CAPITAL)
    listed(sheet, heads, unit.funds(CAPITAL), [columns[0], columns[3], *columns[6:9], columns[9]])


def agency(book: xlsxwriter.Workbook, unit: Accounts) -> None:
    """财决附03表."""
    sheet = Sheet(book, "F03 机构运行信息表", "机构运行信息表", "财决附03表", unit)
    sheet.head("项目", "行次", "年初预算数", "全年预算数", "统计数", "项目", "行次", "统计数")
    sheet.line("栏次", None, 1, 2, 3, "栏次", None, 4)
    said = unit.three_public
    running, bought = said.get("running", ZERO), said.get("bought", ZERO)
    reception, abroad = said.get("reception", ZERO), said.get("abroad", ZERO)
    spent = [
        ("（一）支出合计", abroad + running + bought + reception),
        ("1．因公出国（境）费", abroad),
        ("2．公务用车购置及运行维护费", running + bought),
        ("（1）公务用车购置费", bought),
        ("（2）公务用车运行维护费", running),
        ("3．公务接待费", reception),
        ("（1）国内接待费", reception),
    ]
    public = sum((v for i in unit.funds(GENERAL) for code, v in i.economic if code[:3] in {"302", "310"}), ZERO)
    right: list[tuple[str, Value]] = [
        ("机关运行经费", public),
        ("（一）行政单位", public),
        ("（一）车辆数合计（辆）", 1),
        ("4．应急保障用车", 1),
        ("（一）政府采购支出合计", Decimal("15049.99")),
        ("1．政府采购货物支出", Decimal("15049.99")),
        ("（二）政府采购授予中小企业合同金额", Decimal("15049.99")),
    ]
    for number, ((label, amount), (name, value)) in enumerate(zip(spent, right, strict=True), 1):
        budget = amount * 2
        sheet.line(label, number, budget, budget, amount, name, number + len(spent), value)


TABLES = (totals, fiscal, income, outlay, general, basic, fund, capital, agency)


def export(accounts: Accounts, *, without: str = "") -> bytes:
    """The workbook as the software exports it; ``without`` names a table (its function) that is left out."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    for write in TABLES:
        if write.__name__ != without:
            write(book, accounts)
    book.close()
    return target.getvalue()
