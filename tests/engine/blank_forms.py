"""Blank forms as a finance bureau issues them, built piece by piece, with what Word and Excel leave in such files.

A form is lines of cells between `|`: fixed text, `_` for a cell to fill in, `^` for one that continues the cell above;
`*n` behind a cell is how many grid columns it spans.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from xml.sax.saxutils import escape

BUILDING = (
    "楼堂馆所控制情况 （2024年完工项目） | 批复规模（㎡） | 实际规模（㎡） | 规模控制率 "
    "| 预算投资（万元） | 实际投资（万元） | 投资概算控制率"
)
BASIC_DATA = f"""
单位名称 | _*6
财政供养人员情况 | 编制数*2 | 2024年实际在职人数*2 | 控制率*2
^ | _*2 | _*2 | _*2
经费控制情况（万元） | 2023年决算数*2 | 2024年预算数*2 | 2024年决算数*2
三公经费： | _*2 | _*2 | _*2
1、 公务用车购置和维护经费 | _*2 | _*2 | _*2
其中：公车购置 | _*2 | _*2 | _*2
公车运行维护 | _*2 | _*2 | _*2
2、出国经费 | _*2 | _*2 | _*2
3、公务接待费 | _*2 | _*2 | _*2
县级专项资金： | _*2 | _*2 | _*2
1、 | _*2 | _*2 | _*2
2、 | _*2 | _*2 | _*2
…… | _*2 | _*2 | _*2
公用经费 | _*2 | _*2 | _*2
其中：办公经费 | _*2 | _*2 | _*2
水费、电费、差旅费 | _*2 | _*2 | _*2
会议费、培训费 | _*2 | _*2 | _*2
政府采购金额 | _*2 | _*2 | _*2
部门基本支出预算调整 | _*2 | _*2 | _*2
{BUILDING}
^ | _ | _ | _ | _ | _ | _
厉行节约保障措施 | _*6
"""
EVALUATION = """
预算单位名称*2 | _*7
年度预算申请（万元）*2 | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^*2 | 年度资金总额 | _ | _ | _ | 10 | _ | _
^*2 | 按收入性质分：*3 | 按支出性质分：*4
^*2 |   其中：  一般公共预算：*3 | 其中：基本支出：*4
^*2 | 政府性基金拨款：*3 | 县级专项资金：*4
^*2 | 纳入专户管理的非税收入拨款：*3 | *4
^*2 | 其他资金：*3 | *4
年度总体目标*2 | 预期目标*3 | 实际完成情况*4
^*2 | _*3 | _*4
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
^ | 产出指标(50分) | 数量指标 | 指标1： | _ | _ | _ | _ | _
^ | ^ | ^ | 指标2： | _ | _ | _ | _ | _
^ | ^ | 质量指标 | 指标1： | _ | _ | _ | _ | _
^ | ^ | ^ | 指标2： | _ | _ | _ | _ | _
^ | ^ | 时效指标 | 指标1： | _ | _ | _ | _ | _
^ | ^ | 成本指标 | 指标1： | _ | _ | _ | _ | _
^ | 效益指标(30分) | 经济效益指标 | 指标1： | _ | _ | _ | _ | _
^ | ^ | 社会效益指标 | 指标1： | _ | _ | _ | _ | _
^ | ^ | 生态效益指标 | 指标1： | _ | _ | _ | _ | _
^ | ^ | 可持续影响指标 | 指标1： | _ | _ | _ | _ | _
^ | 满意度指标（10分） | 服务对象满意度指标 | 指标1： | _ | _ | _ | _ | _
总分*6 | 100 | _ |
"""
SIGNATURE = "填表人：          填报日期：    年  月  日    联系电话：             单位负责人签字："

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14"'
)
LOOK = (
    '<w:rFonts w:ascii="仿宋_GB2312" w:eastAsia="仿宋_GB2312" w:hAnsi="宋体" w:hint="eastAsia"/>'
    '<w:color w:val="000000"/><w:sz w:val="21"/>'
)
EMPTY = f'<w:p w:rsidR="00A1"><w:pPr><w:jc w:val="center"/><w:rPr>{LOOK}</w:rPr></w:pPr></w:p>'


def run(text: str, look: str = LOOK) -> str:
    """A run of text as Word writes it."""
    return f'<w:r w:rsidRPr="00B2"><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(text: str, *, centred: bool = False) -> str:
    """A paragraph in one run."""
    place = '<w:jc w:val="center"/>' if centred else ""
    return f'<w:p w:rsidR="00A1"><w:pPr>{place}<w:rPr>{LOOK}</w:rPr></w:pPr>{run(text) if text else ""}</w:p>'


def cells_of(line: str) -> list[tuple[str, int]]:
    """The cells of a line with their spans."""
    found = []
    for raw in line.split("|"):
        text, _, span = raw.strip().partition("*")
        found.append((text.strip(), int(span or 1)))
    return found


def lines_of(form: str) -> list[list[tuple[str, int]]]:
    """The lines of a form."""
    return [cells_of(line) for line in form.strip("\n").split("\n")]


def word_table(form: str, empty: Callable[[int, int], str] = lambda _row, _cell: EMPTY) -> str:
    """A form as a Word table; ``empty`` gives the content of the cell to fill in at a row and position from 0."""
    lines = lines_of(form)
    columns = max(sum(span for _, span in line) for line in lines)
    grid = "".join('<w:gridCol w:w="1000"/>' for _ in range(columns))
    rows: list[str] = []
    for number, line in enumerate(lines):
        below = {at for at, text in _starts(lines[number + 1]) if text == "^"} if number + 1 < len(lines) else set()
        pieces = []
        for position, ((at, text), (_, span)) in enumerate(zip(_starts(line), line, strict=True)):
            merge = '<w:vMerge w:val="restart"/>' if at in below and text != "^" else ""
            merge = "<w:vMerge/>" if text == "^" else merge
            spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
            frame = (
                f'<w:tcPr><w:tcW w:w="{1000 * span}" w:type="dxa"/>{spans}{merge}<w:vAlign w:val="center"/></w:tcPr>'
            )
            content = empty(number, position) if text == "_" else EMPTY if text in {"^", ""} else paragraph(text)
            pieces.append(f"<w:tc>{frame}{content}</w:tc>")
        height = '<w:trPr><w:cantSplit/><w:trHeight w:val="454" w:hRule="atLeast"/></w:trPr>'
        rows.append(f'<w:tr w:rsidR="00C3" w14:paraId="{number:08X}">{height}{"".join(pieces)}</w:tr>')
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    properties = f'<w:tblW w:w="{1000 * columns}" w:type="dxa"/><w:tblBorders>{sides}</w:tblBorders>'
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _starts(line: Sequence[tuple[str, int]]) -> list[tuple[int, str]]:
    """The cells of a line by the grid column they begin in."""
    found, column = [], 0
    for text, span in line:
        found.append((column, text))
        column += span
    return found


def word_file(body: str, extra: Mapping[str, bytes] | None = None) -> bytes:
    """A .docx of these blocks; ``extra`` are further parts, which nobody may touch."""
    section = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1000" w:bottom="1440" '
    section += 'w:left="1000" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'
    document = f"<w:document {NAMESPACES}><w:body>{body}{section}</w:body></w:document>"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="bin" ContentType="application/'
        f'octet-stream"/><Override PartName="/word/document.xml" ContentType="{content}"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{office}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": document,
    }
    return zipped(
        {
            name: f"<?xml version='1.0' encoding=\"UTF-8\" standalone='yes'?>\r\n{xml}".encode()
            for name, xml in parts.items()
        }
        | dict(extra or {})
    )


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Parts as a package."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, (2024, 12, 1, 8, 30, 0)), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def longhui(empty: Callable[[int, int], str] = lambda _row, _cell: EMPTY) -> bytes:
    """附件3 and 附件4 of one county in one file."""
    return word_file(
        "".join(
            (
                paragraph("附件3"),
                paragraph("部门整体支出绩效评价基础数据表", centred=True),
                word_table(BASIC_DATA, empty),
                paragraph(SIGNATURE),
                paragraph("说明：“县级专项资金”是指基本支出以外的全部县级专项。"),
                paragraph("附件4"),
                paragraph("部门整体支出绩效自评表", centred=True),
                word_table(EVALUATION, empty),
                paragraph(SIGNATURE),
            )
        ),
        {"word/media/seal.bin": bytes(range(256)) * 4, "customXml/item1.xml": b"<a  b = '1'/>"},
    )


SHEET_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
GENERAL, TWO_PLACES, PERCENT, AS_TEXT = 1, 2, 3, 4
STYLES = (
    f'<styleSheet xmlns="{SHEET_NAMESPACE}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="2"><border><left/><right/>'
    '<top/><bottom/></border><border><left style="thin"/><right style="thin"/><top style="thin"/>'
    '<bottom style="thin"/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5">'
    + "".join(
        f'<xf numFmtId="{form}" fontId="0" fillId="0" borderId="{border}" xfId="0" applyBorder="1"/>'
        for form, border in ((0, 0), (0, 1), (2, 1), (10, 1), (49, 1))
    )
    + "</cellXfs></styleSheet>"
)


def letters(column: int) -> str:
    """The letter of a column from 0."""
    return chr(ord("A") + column)


def sheet_file(
    form: str,
    *,
    formulas: Mapping[str, str] | None = None,
    styles: Mapping[str, int] | None = None,
    macros: bool = False,
    signature: str = SIGNATURE,
) -> bytes:
    """A workbook of one sheet with this form: labels as shared strings, empty cells with styles, merged ranges.

    ``formulas`` give the formula of cells by name, ``styles`` the style of those that are not General.
    """
    lines = lines_of(form)
    strings: list[str] = []
    merges: list[str] = []
    rows: list[str] = []
    width = max(sum(span for _, span in line) for line in lines)
    for number, line in enumerate(lines, 1):
        cells = []
        for (at, text), (_, span) in zip(_starts(line), line, strict=True):
            name = f"{letters(at)}{number}"
            style = (styles or {}).get(name, GENERAL)
            if span > 1 and text != "^":
                merges.append(f"{name}:{letters(at + span - 1)}{number + _below(lines, number, at)}")
            elif text not in {"^", "_", ""} and _below(lines, number, at):
                merges.append(f"{name}:{letters(at)}{number + _below(lines, number, at)}")
            if formulas and name in formulas:
                cells.append(f'<c r="{name}" s="{style}"><f>{escape(formulas[name])}</f><v>0</v></c>')
            elif text in {"^", "_", ""}:
                cells.append(f'<c r="{name}" s="{style}"/>')
            else:
                strings.append(f'<si><t xml:space="preserve">{escape(text)}</t></si>')
                cells.append(f'<c r="{name}" s="{style}" t="s"><v>{len(strings) - 1}</v></c>')
            cells += [f'<c r="{letters(at + more)}{number}" s="{GENERAL}"/>' for more in range(1, span)]
        rows.append(f'<row r="{number}" spans="1:{width}" ht="20" customHeight="1">{"".join(cells)}</row>')
    bold = '<rPr><b/><sz val="11"/></rPr>'
    before, colon, behind = signature.partition("：")
    last = len(lines) + 1
    if signature:
        strings.append(f'<si><r>{bold}<t>{before}{colon}</t></r><r><t xml:space="preserve">{behind}</t></r></si>')
        rows.append(f'<row r="{last}"><c r="A{last}" t="s"><v>{len(strings) - 1}</v></c></row>')
        merges.append(f"A{last}:{letters(width - 1)}{last}")
    ranges = "".join(f'<mergeCell ref="{one}"/>' for one in merges)
    merged = f'<mergeCells count="{len(merges)}">{ranges}</mergeCells>'
    sheet = f'<worksheet xmlns="{SHEET_NAMESPACE}"><sheetData>{"".join(rows)}</sheetData>{merged}</worksheet>'
    return _workbook(sheet, f'<sst xmlns="{SHEET_NAMESPACE}">{"".join(strings)}</sst>', macros=macros)


def _below(lines: Sequence[Sequence[tuple[str, int]]], number: int, at: int) -> int:
    """How many lines below one continue the cell that begins in a column."""
    rows = 0
    for line in lines[number:]:
        if (at, "^") not in _starts(line):
            break
        rows += 1
    return rows


def _workbook(sheet: str, strings: str, *, macros: bool) -> bytes:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    main = "application/vnd.ms-excel.sheet.macroEnabled.main+xml" if macros else f"{kind}.sheet.main+xml"
    related = "".join(
        f'<Relationship Id="rId{number}" Type="{office}/{name}" Target="{target}"/>'
        for number, (name, target) in enumerate(
            (("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")),
            1,
        )
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        'ContentType="application/xml"/><Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{main}"/><Override '
        f'PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/><Override '
        f'PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" '
        f'ContentType="{kind}.sharedStrings+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{SHEET_NAMESPACE}" xmlns:r="{office}"><sheets><sheet name="附表" '
        'sheetId="1" r:id="rId1"/></sheets><calcPr calcId="144525"/></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">{related}</Relationships>',
        "xl/worksheets/sheet1.xml": sheet,
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": strings,
    }
    built = {
        name: f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{xml}'.encode() for name, xml in parts.items()
    }
    return zipped(built | ({"xl/vbaProject.bin": bytes(range(256))} if macros else {}))
