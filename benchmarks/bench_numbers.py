"""Numbers of running text: our scanner against one regular expression of number and unit, in turn, on made-up prose.

Goal 6 asks for 20 MB/s on text as dense in numbers as real filings are (about 330 to 1,000 of them in 50 kB); what is
made up here has 650. The bare expression finds number and unit only, ours also tells dates, ordinals, codes and
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
GOAL, FLOOR = 20.0, 5.0
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
    "本部门贯彻落实上级关于过紧日子的要求，严格执行各项支出标准，压缩一般性支出，把有限的资金用在重点工作上，做到收支平衡。",
    "存在的主要问题是预算编制不够细，个别项目前期准备不足，资金拨付较晚，绩效指标设置与实际工作结合不紧，有的难以衡量。",
    "下一步将加强预算管理，完善内部控制制度，提高资金使用效益，强化绩效评价结果的应用，及时公开有关信息，接受社会监督。",
    "部门职责：负责本地区有关政策的拟订和组织实施，指导下级机关的业务工作，承担上级交办的其他事项，完成本级党委政府布置的任务。",
    "（二）项目立项依据充分，程序规范，目标明确，组织管理制度健全并得到执行，资金管理办法符合有关财务会计制度的规定。",
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
