"""Small documents drawn as text: a line is a row, cells stand between |, ^ is a cell merged with the one above."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from hengji.documents.document import Block, Cell, Document, Merge, Paragraph, Row, Table, Text
from hengji.facts.fact import Statement
from hengji.facts.place import WordPlace
from hengji.packs.library import Library
from hengji.packs.pack import Pack
from hengji.reading.read import read
from hengji.reading.result import Reading
from hengji.reading.tables.recognition import LogicalCell, RecognisedTable, recognise

HUNAN = "cn-430000-hunan"


@cache
def library() -> Library:
    """The packs delivered with Hengji."""
    return Library.builtin()


def pack(name: str = HUNAN) -> Pack:
    """A pack delivered with Hengji."""
    return library().get(name)


def table(drawing: str, block: int = 1) -> Table:
    """A table drawn as text; every cell knows its place."""
    rows = []
    for number, line in enumerate(drawing.strip("\n").split("\n"), 1):
        cells = []
        for column, raw in enumerate(line.split("|"), 1):
            text = raw.strip(" ").replace("\\n", "\n")
            merge = Merge.CONTINUE if text == "^" else Merge.NONE
            value = "" if text == "^" else text
            place = WordPlace(0, len(value), "document", block, number, column)
            cells.append(Cell(Text(value, ((0, place),)), merge=merge))
        rows.append(Row(tuple(cells)))
    return Table(tuple(rows), WordPlace(0, 0, "document", block))


def document(*drawn: str) -> Document:
    """Paragraphs, and tables where a text has cells."""
    blocks: list[Block] = []
    for number, text in enumerate(drawn, 1):
        if "|" in text:
            blocks.append(table(text, number))
        else:
            blocks.append(Paragraph(Text(text, ((0, WordPlace(0, len(text), "document", number)),))))
    return Document("样例.docx", "0" * 64, "docx", tuple(blocks))


def recognised(drawing: str, name: str = HUNAN, title: str = "") -> RecognisedTable:
    """A drawn table as the form it is recognised as."""
    found = recognise(pack(name), table(drawing), title)
    assert found is not None
    return found


def cells(drawing: str, name: str = HUNAN) -> Mapping[str, LogicalCell]:
    """The logical cells of a drawn table by address."""
    found = recognised(drawing, name).cells
    assert len({cell.address for cell in found}) == len(found)
    return {cell.address: cell for cell in found}


def figures(drawing: str, name: str = HUNAN) -> dict[str, str]:
    """What a drawn table states in figures, by address."""
    return {
        address: f"{cell.value.value:f}"
        for address, cell in cells(drawing, name).items()
        if cell.value.value is not None
    }


def unread(drawing: str, name: str = HUNAN) -> list[str]:
    """The texts of a drawn table that were not understood."""
    found = recognised(drawing, name)
    return [found.table.rows[row].cells[column].text.value for row, column in sorted(found.unread)]


def reading(*drawn: str, name: str = HUNAN) -> Reading:
    """A drawn document, read."""
    return read(document(*drawn), library(), pack(name))


def stated(*drawn: str, name: str = HUNAN) -> dict[str, Statement]:
    """The statements of a drawn document by address."""
    return {statement.address: statement for statement in reading(*drawn, name=name).facts}


BASIC_DATA = """
财政供养人员情况（人） | 编制数 | 2023年实际在职人数 | 控制率
^ | 12 | 9 | 75%
经费控制情况（万元） | 2022年决算数 | 2023年预算数 | 2023年决算数
三公经费 | 3.20 | 3.00 | 2.10
1、公务用车购置和维护经费 | 0 | 0 | 0
其中：公车购置 | 0 | 0 | 0
公车运行维护 | 0 | 0 | 0
2、出国经费 | 0 | 0 | 0
3、公务接待 | 3.20 | 3.00 | 2.10
项目支出： | 20.00 | 25.00 | 24.50
1、档案数字化 | 20.00 | 15.00 | 14.50
2、馆舍维修 | —— | 10.00 | 10.00
公用经费 | 30.00 | 32.00 | 31.00
其中：办公费 | 5.00 | 6.00 | 5.80
差旅费 | 2.00 | 2.50 | 2.20
政府采购金额 | —— | 8.00 | 7.60
部门基本支出预算调整 | —— | 0 | 0
楼堂馆所控制情况（2023年完工项目） | 批复规模（㎡） | 实际规模（㎡） | 规模控制率 | 预算投资（万元） | 实际投资（万元） | 投资概算控制率
^ | 500 | 480 | 96% | 80.00 | 76.00 | 95%
厉行节约保障措施 | 压减一般性支出
"""  # noqa: E501 - a row of the form is as long as that

SELF_EVALUATION = """
预算部门（单位）名称 | 某某县档案馆
年度预算申请（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | 年度资金总额 | 90.00 | 100.00 | 96.00 | 10 | 96% | 9.6
^ | 按收入性质分：100.00 | 按支出性质分：100.00
^ | 其中：一般公共预算：98.00 | 其中：基本支出：75.00
^ | 政府性基金拨款：0 | 项目支出：25.00
^ | 纳入专户管理的非税收入拨款：0 |
^ | 其他资金：2.00 |
年度总体目标 | 预期目标 | 实际完成情况
^ | 馆藏利用更便捷 | 全部完成
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
^ | 产出指标（50分） | 数量指标 | 档案数字化 | ≥30000页 | 31200页 | 25 | 25 |
^ | ^ | 质量指标 | 差错率 | ≤1% | 0.8% | 25 | 25 |
^ | 效益指标（40分） | 社会效益 | 查档满意度 | ≥95% | 93% | 40 | 38 | 窗口偏少
总分 | 100 | 97.6 |
"""

TOTALS = """
收入 | 支出
项目 | 行次 | 决算数 | 项目 | 行次 | 决算数
栏次 | | 1 | 栏次 | | 2
一、一般公共预算财政拨款收入 | 1 | 480.00 | 一、一般公共服务支出 | 31 | 450.00
二、政府性基金预算财政拨款收入 | 2 | | 二、外交支出 | 32 |
三、国有资本经营预算财政拨款收入 | 3 | | 三、国防支出 | 33 |
四、上级补助收入 | 4 | | 四、公共安全支出 | 34 |
五、事业收入 | 5 | | 五、教育支出 | 35 |
六、经营收入 | 6 | | 六、科学技术支出 | 36 |
七、附属单位上缴收入 | 7 | | 七、文化旅游体育与传媒支出 | 37 |
八、其他收入 | 8 | 20.00 | 八、社会保障和就业支出 | 38 | 40.00
 | 9 | | 九、卫生健康支出 | 39 |
本年收入合计 | 27 | 500.00 | 本年支出合计 | 57 | 490.00
使用非财政拨款结余（含专用结余） | 28 | | 结余分配 | 58 |
年初结转和结余 | 29 | 5.00 | 年末结转和结余 | 59 | 15.00
总计 | 30 | 505.00 | 总计 | 60 | 505.00
"""

BASIC = """
经济分类科目编码 | 科目名称 | 决算数 | 经济分类科目编码 | 科目名称 | 决算数 | 经济分类科目编码 | 科目名称 | 决算数
301 | 工资福利支出 | 300.00 | 302 | 商品和服务支出 | 52.00 | 307 | 债务利息及费用支出 |
30101 | 基本工资 | 200.00 | 30201 | 办公费 | 12.00 | 310 | 资本性支出 | 3.00
30102 | 津贴补贴 | 100.00 | 30211 | 差旅费 | 40.00 | 31002 | 办公设备购置 | 3.00
303 | 对个人和家庭的补助 | 6.00 | | | | 399 | 其他支出 | 0
30302 | 退休费 | 6.00 | | | | | |
人员经费合计 | 306.00 | 公用经费合计 | 55.00
"""

FOOTED = """
科目编码 | 科目名称 | 金额 | 科目编码 | 科目名称 | 金额 | 科目编码 | 科目名称 | 金额
301 | 工资福利支出 | 300.00 | 302 | 商品和服务支出 | 52.00 | 310 | 资本性支出 | 3.00
30101 | 基本工资 | 300.00 | 30201 | 办公费 | 52.00 | 31002 | 办公设备购置 | 3.00
"""

THREE_PUBLIC = """
预算数 | 决算数
合计 | 因公出国（境）费 | 公务用车购置及运行费 | 公务接待费 | 合计 | 因公出国（境）费 | 公务用车购置及运行费 | 公务接待费
^ | ^ | 小计 | 公务用车购置费 | 公务用车运行费 | ^ | ^ | ^ | 小计 | 公务用车购置费 | 公务用车运行费 | ^
1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12
5.00 | 0 | 3.00 | 0 | 3.00 | 2.00 | 4.10 | 0 | 2.60 | 0 | 2.60 | 1.50
"""  # noqa: E501 - the same


def without(drawing: str, *starts: str) -> str:
    """The drawing without the lines that begin so."""
    lines = [line for line in drawing.strip("\n").split("\n") if not line.startswith(starts)]
    assert len(lines) == len(drawing.strip("\n").split("\n")) - len(starts)
    return "\n".join(lines)


def after(drawing: str, start: str, *added: str) -> str:
    """The drawing with lines added behind the one that begins so."""
    lines = drawing.strip("\n").split("\n")
    (at,) = [number for number, line in enumerate(lines) if line.startswith(start)]
    return "\n".join([*lines[: at + 1], *added, *lines[at + 1 :]])


def changed(drawing: str, old: str, new: str) -> str:
    """The drawing with one text changed."""
    assert drawing.count(old) == 1
    return drawing.replace(old, new)
