"""What is too big to be a form: a table of more rows than any unit files is shown in part and not read as a form.

Facts of a cut table would make its sums look wrong, so it states none; the reading says so as a problem.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hengji.documents.document import Block, Problem, Table

MOST_ROWS = 5_000
"""Rows of one table; the longest lists of a department's yearly papers stay below a fifth of this."""


def bounded(blocks: Sequence[Block]) -> tuple[list[Block], set[int], list[Problem]]:
    """The blocks with every table cut to the bound, the positions of those cut, and a problem for each of them."""
    kept: list[Block] = []
    cut: set[int] = set()
    problems: list[Problem] = []
    for index, block in enumerate(blocks):
        if isinstance(block, Table) and len(block.rows) > MOST_ROWS:
            cut.add(index)
            problems.append(
                Problem(
                    f"这张表太大（{len(block.rows)} 行），只读了前 {MOST_ROWS} 行，也没有按表样识别和核对。"
                    "请只留下要核对的表，或把它拆成几张再读。",
                    block.place,
                )
            )
            kept.append(replace(block, rows=block.rows[:MOST_ROWS]))
        else:
            kept.append(block)
    return kept, cut, problems
