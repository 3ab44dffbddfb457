"""Reading a Word filing: our reader against python-docx (``row.cells``), in turn, on made-up filings.

The filings have the size and shape of a county's final-accounts disclosure: 12 tables, about 1,800 cells, merged heads,
1.4 MB of XML with the run properties that office programs write. CPU time; reported is the median of the pairs' ratios.
Goal: at most a quarter of the time of python-docx; the status fails below the floor, which leaves room for a machine
that does other things. Needs python-docx beside the project's
environment: ``pip install python-docx``.
"""

from __future__ import annotations

import io
import random
import statistics
import sys
import time
import zipfile
from collections.abc import Callable

from hengji.documents.document import Document
from hengji.reading.formats.docx import read_docx

PAIRS = 15
GOAL, FLOOR = 4.0, 3.5
NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WORDS = [
    "部门",
    "预算",
    "决算",
    "支出",
    "收入",
    "基本支出",
    "项目支出",
    "人员经费",
    "公用经费",
    "绩效目标",
    "完成率",
    "结转结余",
    "上年",
    "增加",
    "减少",
]
SHAPES = [(28, 6), (15, 11), (15, 9), (30, 10), (15, 6), (45, 9), (8, 12), (8, 9), (8, 5), (10, 4), (45, 8), (12, 6)]
RUN = (
    '<w:r><w:rPr><w:rFonts w:hint="eastAsia" w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体" w:cs="宋体"/>'
    '<w:color w:val="000000"/><w:kern w:val="0"/><w:sz w:val="18"/><w:szCs w:val="18"/>'
    '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>'
)
BORDERS = "".join(
    f'<w:{side} w:val="single" w:color="000000" w:sz="4" w:space="0"/>' for side in ("top", "left", "bottom", "right")
)


def run(text: str) -> str:
    """A run with the formatting an office program writes."""
    return RUN.format(text) if text else ""


def cell(text: str, span: int = 1, merge: str = "") -> str:
    """A cell with borders, width and alignment."""
    over = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{900 * span}" w:type="dxa"/>{over}{merge}<w:tcBorders>{BORDERS}</w:tcBorders>'
        '<w:shd w:val="clear" w:color="auto" w:fill="auto"/><w:noWrap/><w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:widowControl/><w:jc w:val="center"/></w:pPr>{run(text)}</w:p></w:tc>'
    )


def row(cells: list[str]) -> str:
    """A row with its own cell margins, as converted tables have."""
    margins = '<w:tblPrEx><w:tblCellMar><w:left w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPrEx>'
    return f'<w:tr>{margins}<w:trPr><w:trHeight w:val="300" w:hRule="atLeast"/></w:trPr>{"".join(cells)}</w:tr>'


def table(chance: random.Random, rows: int, columns: int) -> str:
    """A form with a title row, a head merged both ways, and rows of amounts."""
    half = columns // 2
    head = [
        row([cell("公开表", columns)]),
        row([cell("项目", 1, '<w:vMerge w:val="restart"/>'), cell("收入", half), cell("支出", columns - 1 - half)]),
        row([cell("", 1, "<w:vMerge/>"), *[cell(f"栏{index}") for index in range(1, columns)]]),
    ]
    body = [
        row([cell(f"{index}、{chance.choice(WORDS)}"), *[cell(amount(chance)) for _ in range(columns - 1)]])
        for index in range(rows - 3)
    ]
    columns_xml = '<w:gridCol w:w="900"/>' * columns
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns_xml}</w:tblGrid>{''.join(head + body)}</w:tbl>"


def amount(chance: random.Random) -> str:
    """An amount, or nothing in three of ten cells."""
    return "" if chance.random() < 0.3 else f"{chance.randrange(200_000) / 100:.2f}"


def paragraph(chance: random.Random) -> str:
    """A paragraph of the narrative, in two runs."""
    words = "".join(chance.choices(WORDS, k=40))
    return (
        '<w:p><w:pPr><w:spacing w:line="560" w:lineRule="exact"/>'
        '<w:ind w:firstLine="560" w:firstLineChars="200"/></w:pPr>'
        f"{run(words)}{run(amount(chance) + '万元。')}</w:p>"
    )


def filing(seed: int) -> bytes:
    """A filing as a .docx."""
    chance = random.Random(seed)  # noqa: S311 - made-up data, no secret
    parts = [paragraph(chance) for _ in range(82)]
    for rows, columns in SHAPES:
        parts.append(table(chance, rows, columns))
        parts.append(paragraph(chance))
    body = f'<w:document xmlns:w="{NAMESPACE}"><w:body>{"".join(parts)}<w:sectPr/></w:body></w:document>'
    target = f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    types = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{MAIN_TYPE}"/>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{TYPES}">{types}</Types>')
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{RELATIONS}">{target}</Relationships>')
        archive.writestr("word/document.xml", body)
    return buffer.getvalue()


def cells_of(document: Document) -> int:
    """How many cells were read; keeps both sides honest."""
    return sum(len(row) for table in document.tables() for row in table.rows)


def ours(data: bytes) -> int:
    """Our reader."""
    return cells_of(read_docx(data, "filing.docx"))


def anchor() -> Callable[[bytes], int] | None:
    """The reading with python-docx, or None where it is not installed."""
    try:
        import docx  # noqa: PLC0415 - only this benchmark knows it, and it may be absent
    except ImportError:
        return None

    def read(data: bytes) -> int:
        document = docx.Document(io.BytesIO(data))
        texts = [paragraph.text for paragraph in document.paragraphs]
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return len(cells) if texts else 0

    return read


def cpu(work: Callable[[bytes], int], data: bytes) -> float:
    """Milliseconds of CPU time for one reading."""
    start = time.process_time()
    work(data)
    return (time.process_time() - start) * 1000


def main() -> int:
    """Prints the figures; fails only below the floor."""
    filings = [filing(seed) for seed in range(5)]
    other = anchor()
    ours(filings[0])
    if other is None:
        times = [cpu(ours, filings[index % 5]) for index in range(PAIRS)]
        print(f"衡绩 {statistics.median(times):.1f} ms CPU（没有装 python-docx，只测自己，不比）")
        return 0
    other(filings[0])
    pairs = [(cpu(other, data), cpu(ours, data)) for data in (filings[index % 5] for index in range(PAIRS))]
    ratio = statistics.median(theirs / mine for theirs, mine in pairs)
    theirs, mine = (statistics.median(side) for side in zip(*pairs, strict=True))
    print(f"python-docx {theirs:.1f} ms，衡绩 {mine:.1f} ms CPU；{PAIRS} 对，比值中位数 {ratio:.2f}（目标 ≥ {GOAL}）")
    return 0 if ratio >= FLOOR else 1


if __name__ == "__main__":
    sys.exit(main())
