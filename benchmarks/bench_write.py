"""How long writing takes: one filing of about 20 pages with 12 tables and 2,000 cells, in every format.

The docx is held against python-docx filling the same tables cell by cell, in turn in the same process: at least five
pairs, CPU time, and the median of the pairwise ratios. Without python-docx (it is no dependency of ours) the comparison
is left out. Usage: bench_write.py [PAIRS]
"""

from __future__ import annotations

import gc
import io
import statistics
import sys
import time
from collections.abc import Callable
from decimal import Decimal

from hengji.documents.document import Merge
from hengji.writing.docx import write_docx
from hengji.writing.drawing import DrawnCell, DrawnParagraph, DrawnRow, DrawnTable, Publication, Role, Style
from hengji.writing.errors import MissingFontError
from hengji.writing.html import write_html
from hengji.writing.pdf import write_pdf
from hengji.writing.xlsx import write_xlsx

PAIRS = 5
GOALS = {"docx": 40.0, "pdf": 500.0}
"""Milliseconds of CPU (stack.md B, headline goal 8)."""
ROWS = 24
PROSE = "本年度部门整体支出决算数为577.21万元，其中基本支出507.89万元，项目支出69.32万元，执行情况总体良好。" * 4


def filing() -> Publication:
    """The filing to write: 12 tables of 24 rows and 7 columns, every fourth row with a merged label and a span."""
    blocks: list[DrawnParagraph | DrawnTable] = [DrawnParagraph("部门整体支出绩效自评报告", Style.TITLE)]
    for number in range(12):
        blocks.append(DrawnParagraph(f"第{number + 1}部分", Style.HEADING1))
        blocks.extend(DrawnParagraph(PROSE) for _ in range(4))
        blocks.append(_table(number))
    return Publication("部门整体支出绩效自评报告", tuple(blocks), revision="0123abcd")


def _table(number: int) -> DrawnTable:
    head = DrawnRow(tuple(DrawnCell(f"栏目{c}", Role.HEAD) for c in range(7)), header=True)
    rows = tuple(_row(number, r) for r in range(ROWS - 1))
    widths = tuple(Decimal(w) for w in (12, 20, 10, 10, 10, 10, 10))
    return DrawnTable("bench", f"表{number + 1}", widths, (head, *rows), above=(("部门：某单位", "单位：万元"),))


def _row(number: int, r: int) -> DrawnRow:
    merge = Merge.START if r % 4 == 0 else Merge.CONTINUE
    cells = [DrawnCell("类别" if merge is Merge.START else "", Role.LABEL, 1, merge), DrawnCell(f"项目支出第{r}项")]
    for c in range(5):
        value = Decimal(r * 137 + c * 11 + number) / 100
        cells.append(DrawnCell(f"{value:.2f}", Role.NUMBER, address=f"b/{r}/{c}", value=value, decimals=2))
    return DrawnRow(tuple(cells))


def cpu_milliseconds(work: Callable[[], object]) -> float:
    """The CPU time of one run, without garbage of the run before."""
    gc.collect()
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def with_python_docx(publication: Publication) -> bytes:
    """The same paragraphs and tables by python-docx, each row's cells taken once, no merges."""
    import docx  # noqa: PLC0415 - only for comparison

    document = docx.Document()
    for block in publication.blocks:
        if isinstance(block, DrawnParagraph):
            document.add_paragraph(block.text)
            continue
        table = document.add_table(rows=len(block.rows), cols=len(block.widths))
        for row, drawn in zip(table.rows, block.rows, strict=True):
            for cell, content in zip(row.cells, drawn.cells, strict=True):
                cell.text = content.text
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def compare(publication: Publication, pairs: int) -> None:
    """Ours and python-docx in turn."""
    try:
        import docx  # noqa: F401, PLC0415 - is it there?
    except ImportError:
        print("这里没有装 python-docx，对比略去（pip install python-docx 后再运行）。")
        return
    ratios = []
    for _ in range(max(pairs, PAIRS)):
        theirs = cpu_milliseconds(lambda: with_python_docx(publication))
        ours = cpu_milliseconds(lambda: write_docx(publication))
        ratios.append(theirs / ours)
        print(f"  python-docx {theirs:7.1f} ms   hengji {ours:6.1f} ms   {ratios[-1]:5.1f} 倍")
    print(f"docx 比 python-docx 快 {statistics.median(ratios):.1f} 倍（{len(ratios)} 对的中位数）")


def main() -> int:
    """Prints one line per format, then the comparison; status 1 when a goal is missed."""
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else PAIRS
    publication = filing()
    cells = sum(len(row.cells) for b in publication.blocks if isinstance(b, DrawnTable) for row in b.rows)
    print(f"12 张表，{cells} 个单元格")
    missed = False
    for name, writer in (("docx", write_docx), ("xlsx", write_xlsx), ("html", write_html), ("pdf", write_pdf)):
        try:
            size = len(writer(publication))  # the first run also imports and finds fonts
            times = [cpu_milliseconds(lambda writer=writer: writer(publication)) for _ in range(pairs)]  # type: ignore[misc]
        except MissingFontError as problem:
            print(f"{name}: {problem}")
            continue
        median, goal = statistics.median(times), GOALS.get(name)
        missed = missed or (goal is not None and median > goal)
        print(f"{name}: {median:6.1f} ms CPU（{size / 1024:.0f} kB{f'，目标 ≤ {goal:.0f} ms' if goal else ''}）")
    compare(publication, pairs)
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
