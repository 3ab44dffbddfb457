"""The command from a cold start: CPU time of `hengji check` on one text, and where it goes.

Goal: at most 0.5 s of user CPU for one text filing, the packs taken from the cache. Run as
``bench_cold_check.py FILE``; without a file a made-up report of a few paragraphs is checked.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

RUNS = 7
GOAL = 0.5
REPORT = """某县某办公室2023年度部门整体支出绩效自评报告
一、部门概况
2023年度收入决算总额为120.00万元，其中：财政拨款收入120.00万元。支出决算总额为118.50万元，其中：基本支出80.50万元，项目支出38.00万元。
二、“三公”经费
2023年“三公”经费支出1.20万元，其中公务接待费0.40万元，公务用车运行维护费0.80万元。
"""
PACK = (
    "import hengji.cli.main, hengji.cli.checking; from hengji.packs.library import Library;"
    " library = Library.builtin(); library.get(library.ids()[0])"
)
STEPS = (
    ("Python itself", "pass"),
    ("the command line (typer)", "import hengji.cli.main"),
    ("all that a check imports", "import hengji.cli.main, hengji.cli.checking"),
    ("and one pack from the cache", PACK),
)


def user_seconds(command: list[str]) -> float:
    """User CPU of a command that ends well or finds errors."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr.decode(errors="replace"))
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def median(command: list[str]) -> float:
    """The median of several runs after one that fills the caches."""
    user_seconds(command)
    return statistics.median(user_seconds(command) for _ in range(RUNS))


def main(arguments: list[str]) -> int:
    """Print the figures; fails where the goal is missed."""
    for name, code in STEPS:
        print(f"{name:32} {median([sys.executable, '-c', code]):.3f} s")
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "report.txt"
        made.write_text(REPORT, encoding="utf-8")
        path = Path(arguments[0]) if arguments else made
        check = [sys.executable, "-c", "from hengji.cli.main import main; main()", "check", os.fspath(path)]
        whole = median(check)
    print(f"{'hengji check ' + path.name:32} {whole:.3f} s user CPU, {RUNS} runs, median (goal <= {GOAL})")
    return 0 if whole <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
