"""How long 120 summation rules take on one filing: compiled, by the reference evaluator, and with everything failing.

Goal: a filing whose sums hold is checked in about a millisecond; diagnostics are paid for only where a rule fails. Goal
1 of the library is 0.1 ms for 300 rules with diagnostics: not reached. Beside it runs, in turn, what a script would do:
a loop over Decimals with a tolerance, which tells nothing. The status fails beyond the bounds.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from decimal import Decimal

from hengji.expressions import Operand, Outcome, Reference, RefType, compile_tree, evaluate, parse
from hengji.facts.unit import Unit, UnitKind

RULES = 120
PARTS = 6
REPEATS = 50
WAN = Unit("万元", UnitKind.MONEY, Decimal(10000))
QUANTUM = Decimal("0.01")


def best(work: Callable[[], object]) -> float:
    """The best of several runs, in milliseconds."""
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter_ns()
        work()
        times.append(time.perf_counter_ns() - start)
    return min(times) / 1_000_000


def loop(figures: dict[Reference, Operand]) -> Callable[[], list[bool]]:
    """The plain check of all rules: is the total the sum of its parts, but for rounding?"""
    values = {reference.name: operand.value for reference, operand in figures.items()}
    sums = [(f"r{rule}", [f"r{rule}.p{part}" for part in range(PARTS)]) for rule in range(RULES)]
    bound = QUANTUM * (PARTS + 1) / 2

    def run() -> list[bool]:
        return [abs(values[total] - sum(values[part] for part in parts)) <= bound for total, parts in sums]

    return run


def filing(miss: str) -> dict[Reference, Operand]:
    """Figures for every rule; each total is off by ``miss``."""
    figures = {}
    for rule in range(RULES):
        parts = [Decimal(rule * 100 + part) / 100 for part in range(PARTS)]
        for part, value in enumerate(parts):
            name = f"r{rule}.p{part}"
            figures[Reference(name=name)] = Operand(value, quantum=QUANTUM, unit=WAN, id=name)
        figures[Reference(name=f"r{rule}")] = Operand(
            sum(parts) + Decimal(miss), quantum=QUANTUM, unit=WAN, id=f"r{rule}"
        )
    return figures


def main() -> int:
    """Print the figures; fails beyond the bounds."""
    texts = [f"r{rule} = " + " + ".join(f"r{rule}.p{part}" for part in range(PARTS)) for rule in range(RULES)]
    parse("a = b", lambda _: RefType.NUMBER)
    start = time.perf_counter_ns()
    trees = [parse(text, lambda _: RefType.NUMBER) for text in texts]
    print(f"{RULES} rules of {PARTS} parts: parsed in {Decimal(time.perf_counter_ns() - start) / 1_000_000:.1f} ms")
    compiled = [compile_tree(tree) for tree in trees]
    kept = True
    for name, miss, bound in (("all hold", "0", 1.5), ("all within rounding", "0.01", 2.0), ("all fail", "5", 12.0)):
        figures = filing(miss)
        resolve = figures.get

        def run() -> list[Outcome]:
            return [rule(resolve) for rule in compiled]  # noqa: B023 - run at once

        def walk() -> list[Outcome]:
            return [evaluate(tree, resolve) for tree in trees]  # noqa: B023 - run at once

        def tell() -> list[str]:
            return [rule(resolve).working for rule in compiled]  # noqa: B023 - run at once

        ours, other, told, plain = best(run), best(walk), best(tell), best(loop(figures))
        kept = kept and ours <= bound
        print(
            f"{name:20} compiled {ours:.2f} ms (bound {bound})   reference {other:.2f} ms   with every working"
            f" {told:.2f} ms   loop over Decimals {plain:.2f} ms, ratio {plain / ours:.2f}"
        )
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
