"""`hengji read`: what a file holds, as a clerk sees it or as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hengji.cli.each import Batch
from hengji.cli.terminal import FAILED, OK, console, print_json
from hengji.engine.answers import dimension_text, read_answer, whole
from hengji.engine.coverage import coverage_of
from hengji.facts.fact import Statement
from hengji.facts.numbers import plain_text
from hengji.reading.result import Reading

STATES = {"blank": "（空）", "not_applicable": "——", "nil": "无", "unreadable": "（读不出）"}
MOST_LOST = 20


def read_files(paths: Sequence[Path], pack: str | None, *, as_json: bool, together: bool = False) -> int:
    """Read files and print what they hold."""
    batch = Batch(paths, pack, together=together)
    answers = []
    for reading in batch.readings():
        if as_json:
            answers.append(read_answer(reading))
        else:
            print_reading(reading)
    if as_json:
        print_json(whole(answers))
    return FAILED if batch.failed else OK


def print_reading(reading: Reading) -> None:
    """A reading on the screen: components with their figures, and what was not understood."""
    from rich.table import Table

    screen = console()
    screen.print(f"[bold]{reading.document.name}[/bold]  {coverage_of(reading).says()}")
    for part in reading.parts:
        pack = reading.pack_of(part.id)
        kind = pack.components.get(part.kind)
        year = f"{part.fiscal_year} 年度" if part.fiscal_year else "年度不明"
        screen.print(
            f"\n[bold]■ {kind.label if kind else '未识别的部分'}[/bold]  {part.organisation or '单位不明'}  {year}"
            f"  （按 {pack.info.label} 读，{part.place.say()}起）"
        )
        table = Table(box=None, header_style="dim", pad_edge=False)
        for title, justify in (("位置", "left"), ("项目", "left"), ("口径", "left"), ("数", "right"), ("单位", "left")):
            table.add_column(title, justify=justify, overflow="fold")  # type: ignore[arg-type]
        for statement in reading.facts:
            if statement.component == part.id and statement.place is not None:
                table.add_row(
                    statement.place.say(),
                    subject(statement, reading),
                    statement.scenario_label,
                    shown(statement),
                    statement.unit,
                )
        screen.print(table)
    if reading.not_understood:
        screen.print(f"\n[bold]没有读懂的数（{len(reading.not_understood)} 个）[/bold]")
        for one in reading.not_understood[:MOST_LOST]:
            screen.print(f"  {one.place.say()}：{one.quote}")
        if len(reading.not_understood) > MOST_LOST:
            screen.print(f"  ……其余 {len(reading.not_understood) - MOST_LOST} 个见 --json")
    for problem in reading.problems:
        where = f"{problem.place.say()}：" if problem.place is not None else ""
        screen.print(f"  {where}{problem.message}", style="yellow", markup=False)


def subject(statement: Statement, reading: Reading) -> str:
    """What a statement is, with its dimensions."""
    pack = reading.pack_of(statement.component)
    parts = [
        dimension_text(name, value, pack) for name, value in statement.key.dimensions if name not in ("form", "ordinal")
    ]
    owner = f"{statement.key.organisation} " if statement.key.organisation else ""
    return f"{owner}{statement.label}{'｜' if parts else ''}{'｜'.join(parts)}"


def shown(statement: Statement) -> str:
    """A value on the screen."""
    if statement.value is not None:
        sign = "" if statement.relation == "=" else statement.relation
        return f"{sign}{plain_text(statement.value)}"
    text = statement.text if len(statement.text) <= 24 else f"{statement.text[:23]}…"
    return STATES.get(statement.state.value, text)
