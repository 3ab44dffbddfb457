"""The command from a cold start: CPU time of `hengji check` on one text, and where it goes.

Goal: at most 0.5 s of CPU (user and system) for one text filing, the packs taken from the cache and the modules
compiled. Run as ``bench_cold_check.py FILE``; without a file the example filing is checked. It names no known place:
with its pack asked for it is held to the goal, left to be chosen (every pack is loaded and tried) to a bound. With
``--arelle COMMAND`` (and its arguments behind ``--``) Arelle's cold command is run in turn with it.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
from pathlib import Path

RUNS = 7
GOAL, CHOSEN_BOUND = 0.5, 1.2
PACK_OF_EXAMPLE = "cn-430203-lusong"
EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "示例区委编办2023.txt"
PACK = (
    "import hengji.cli.main, hengji.cli.checking; from hengji.packs.library import Library;"
    " library = Library.builtin(); library.get(library.ids()[0])"
)
STEPS = (
    ("Python itself", "pass"),
    ("the command line", "import hengji.cli.main"),
    ("all that a check imports", "import hengji.cli.main, hengji.cli.checking"),
    ("and one pack from the cache", PACK),
)
COMPILED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def cpu_seconds(command: list[str]) -> float:
    """User and system CPU of a command that ends well or finds errors."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, check=False, env=COMPILED)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr.decode(errors="replace"))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def runs(command: list[str]) -> list[float]:
    """Several runs after one that fills the caches."""
    cpu_seconds(command)
    return [cpu_seconds(command) for _ in range(RUNS)]


def main() -> int:
    """Print the figures; fails where the goal is missed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("file", nargs="?", type=Path, default=EXAMPLE)
    options.add_argument("--arelle", help="Arelle's command, its arguments behind --", nargs=argparse.REMAINDER)
    given = options.parse_args()
    for name, code in STEPS:
        print(f"{name:32} {min(runs([sys.executable, '-c', code])):.3f} s")
    check = [sys.executable, "-c", "from hengji.cli.main import main; main()", "check", os.fspath(given.file)]
    chosen = 0.0
    if given.file == EXAMPLE:
        chosen = min(runs(check))
        print(f"{'a check, its pack to be chosen':32} {chosen:.3f} s (bound {CHOSEN_BOUND})")
        check += ["--pack", PACK_OF_EXAMPLE]
    times = runs(check)
    print(f"hengji check {given.file.name}: {statistics.median(times):.3f} s CPU, {RUNS} runs, median", end="")
    print(f" (least {min(times):.3f}, goal <= {GOAL})")
    if given.arelle:
        pairs = [(cpu_seconds(given.arelle), cpu_seconds(check)) for _ in range(RUNS)]
        ratio = statistics.median(other / mine for other, mine in pairs)
        print(f"Arelle {statistics.median(other for other, _ in pairs):.3f} s, median of the ratios {ratio:.1f}")
    else:
        print("Arelle not asked for (--arelle COMMAND ...), no comparison")
    return 0 if min(times) <= GOAL and chosen <= CHOSEN_BOUND else 1


if __name__ == "__main__":
    sys.exit(main())
