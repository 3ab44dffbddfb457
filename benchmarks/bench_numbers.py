"""Numbers of running text: our scanner against one regular expression of number and unit, in turn, on made-up prose.

Goal 6 asks for 20 MB/s; the bare expression finds number and unit only, ours also tells dates, ordinals, codes and
years from figures and normalises the value. CPU time, median of the pairs. The goal is not reached yet: it is
reported, and the status fails only below the floor.
"""

from __future__ import annotations

import re
import statistics
import sys
import time
from collections.abc import Callable

from hengji.packs.library import Library
from hengji.reading.numerals.lexer import Scanner

PAIRS = 15
GOAL, FLOOR = 20.0, 0.3
UNITS = (
    "亿元",
    "万元",
    "元",
    "%",
    "个百分点",
    "人次",
    "人",
    "名",
    "个",
    "次",
    "家",
    "辆",
    "平方米",
    "分",
    "年",
    "月",
    "日",
)
SENTENCES = (
    "2023年度一般公共预算财政拨款支出1,234.56万元，比上年增加12.30万元，增长1.01%。",
    "年末在职人员35人，退休人员12人，公务用车2辆，房屋1,200平方米。",
    "（一）根据财预〔2020〕10号文件，2023年6月30日前完成绩效目标98.5%，得分92.5分。",
    "其中：基本支出800.10万元，项目支出434.46万元，主要原因是项目减少。",
)


def prose(size: int) -> list[str]:
    """Paragraphs of about ``size`` bytes together, no two alike."""
    lines: list[str] = []
    total = 0
    while total < size:
        line = SENTENCES[len(lines) % len(SENTENCES)].replace("1,234.56", f"{1000 + len(lines)}.56")
        lines.append(line)
        total += len(line.encode())
    return lines


def cpu(work: Callable[[], int]) -> float:
    """Seconds of CPU of one pass."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> int:
    """Print the figures."""
    lines = prose(50_000)
    megabytes = sum(len(line.encode()) for line in lines) / 1e6
    library = Library.builtin()
    pack = library.get(library.ids()[0])
    scanner = Scanner.of(pack)
    unit = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
    bare = re.compile(rf"[+-]?\d[\d,]*(?:\.\d+)?\s*(?:{unit})")

    def ours() -> int:
        return sum(1 for line in lines for _ in scanner.scan(line))

    def anchor() -> int:
        return sum(1 for line in lines for _ in bare.finditer(line))

    found, plain = ours(), anchor()
    pairs = [(cpu(anchor), cpu(ours)) for _ in range(PAIRS)]
    theirs, mine = (megabytes / statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    print(f"one expression: {plain} numbers with units, {theirs:.1f} MB/s")
    print(f"ours:           {found} numerals, told apart, {mine:.2f} MB/s (goal {GOAL}); ratio {ratio:.3f}")
    return 0 if mine >= FLOOR else 1


if __name__ == "__main__":
    sys.exit(main())
