"""How long 120 summation rules take on one filing: compiled, by the reference evaluator, and with everything failing.

Goal: a filing whose sums hold is checked in about a millisecond; diagnostics are paid for only where a rule fails.
"""

from __future__ import annotations

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


def best_ms(work: Callable[[], object]) -> str:
    """The best of several runs, in milliseconds."""
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter_ns()
        work()
        times.append(time.perf_counter_ns() - start)
    return f"{Decimal(min(times)) / 1_000_000:.2f} ms"


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


def main() -> None:
    """Print the figures."""
    texts = [f"r{rule} = " + " + ".join(f"r{rule}.p{part}" for part in range(PARTS)) for rule in range(RULES)]
    parse("a = b", lambda _: RefType.NUMBER)
    start = time.perf_counter_ns()
    trees = [parse(text, lambda _: RefType.NUMBER) for text in texts]
    print(f"{RULES} rules of {PARTS} parts: parsed in {Decimal(time.perf_counter_ns() - start) / 1_000_000:.1f} ms")
    compiled = [compile_tree(tree) for tree in trees]
    for name, miss in (("all hold", "0"), ("all within rounding", "0.01"), ("all fail", "5")):
        resolve = filing(miss).get

        def run() -> list[Outcome]:
            return [rule(resolve) for rule in compiled]  # noqa: B023 - run at once

        def walk() -> list[Outcome]:
            return [evaluate(tree, resolve) for tree in trees]  # noqa: B023 - run at once

        def tell() -> list[str]:
            return [rule(resolve).working for rule in compiled]  # noqa: B023 - run at once

        print(f"{name:20} compiled {best_ms(run)}   reference {best_ms(walk)}   with every working {best_ms(tell)}")


if __name__ == "__main__":
    main()
